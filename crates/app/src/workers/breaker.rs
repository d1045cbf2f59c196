//! A circuit breaker: after failures in a row nobody is asked for a while, then one question tries whether it is over.

use domain::time::Instant;

/// Failures in a row after which nobody is asked.
const FAILURES_MAX: u32 = 5;
/// How long nobody is asked then, in seconds; twice as long after each question that fails again.
const REST_S: i64 = 30;
/// The longest time in which nobody is asked, in seconds.
const REST_MAX_S: i64 = 15 * 60;

/// Whether a server is asked.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    rests_until: Option<Instant>,
    is_trying: bool,
}

impl Breaker {
    /// Whether to ask now. While it is open one question at a time tries, after a rest.
    pub fn may_ask(&mut self, now: Instant) -> bool {
        match self.rests_until {
            None => true,
            Some(until) if now < until || self.is_trying => false,
            Some(_) => {
                self.is_trying = true;
                true
            }
        }
    }

    /// Nothing was asked after all.
    pub fn asked_nothing(&mut self) {
        self.is_trying = false;
    }

    /// There was an answer.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// There was none that could be used.
    pub fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.is_trying = false;
        if let Some(more) = self.failures.checked_sub(FAILURES_MAX) {
            let rest = (REST_S << more.min(10)).min(REST_MAX_S);
            self.rests_until = Some(now.plus_seconds(rest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(n: i64) -> Instant {
        Instant::from_us(1_794_211_200_000_000).plus_seconds(n)
    }

    #[test]
    fn after_failures_in_a_row_it_rests_then_tries_with_one_question() {
        let mut breaker = Breaker::default();
        for _ in 0..FAILURES_MAX - 1 {
            assert!(breaker.may_ask(second(0)));
            breaker.failed(second(0));
        }
        assert!(breaker.may_ask(second(0)), "it is still closed");
        breaker.failed(second(0));
        assert!(!breaker.may_ask(second(REST_S - 1)));
        assert!(breaker.may_ask(second(REST_S)));
        assert!(!breaker.may_ask(second(REST_S)), "one question tries at a time");
        breaker.asked_nothing();
        assert!(breaker.may_ask(second(REST_S)), "there was nothing to ask, so another tries");
        breaker.failed(second(REST_S));
        assert!(!breaker.may_ask(second(2 * REST_S)), "it rests for longer");
        assert!(breaker.may_ask(second(3 * REST_S)));
        breaker.succeeded();
        assert!(breaker.may_ask(second(3 * REST_S)) && breaker.may_ask(second(3 * REST_S)));
    }

    #[test]
    fn it_never_rests_for_more_than_a_quarter_of_an_hour() {
        let mut breaker = Breaker::default();
        for _ in 0..100 {
            breaker.failed(second(0));
        }
        assert!(breaker.may_ask(second(REST_MAX_S)));
    }
}
