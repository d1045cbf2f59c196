//! How often somebody may try to get in: so many times a minute in all, and fewer for each login.

use domain::time::Instant;
use std::collections::HashMap;

/// Attempts in one [`WINDOW_US`], of all who try the same way. Tokens have 128 bits, so this bounds load, not luck.
const ATTEMPTS_MAX: u32 = 30;
/// Attempts at one login in one window: a password of ten letters is not found at this pace.
const OF_ONE_MAX: u32 = 5;
const WINDOW_US: i64 = 60_000_000;

/// How many attempts there were in the present minute. No more logins are remembered than attempts are allowed.
#[derive(Debug)]
pub struct Attempts {
    max: u32,
    of_one_max: u32,
    since_us: i64,
    count: u32,
    of_one: HashMap<String, u32>,
}

impl Default for Attempts {
    /// Those to sign in.
    fn default() -> Self {
        Self::up_to(ATTEMPTS_MAX, OF_ONE_MAX)
    }
}

impl Attempts {
    /// So many a minute in all, and so many for each.
    pub fn up_to(max: u32, of_one_max: u32) -> Self {
        Self { max, of_one_max, since_us: 0, count: 0, of_one: HashMap::new() }
    }

    /// Counts an attempt and says whether it may go on.
    pub fn allow(&mut self, now: Instant) -> bool {
        if now.us().saturating_sub(self.since_us) >= WINDOW_US {
            *self = Self { since_us: now.us(), ..Self::up_to(self.max, self.of_one_max) };
        }
        self.count = self.count.saturating_add(1);
        self.count <= self.max
    }

    /// As [`Attempts::allow`], at one login.
    pub fn allow_for(&mut self, name: &str, now: Instant) -> bool {
        // What asks too often itself takes nothing from the others.
        let is_window = now.us().saturating_sub(self.since_us) < WINDOW_US;
        if is_window && self.of_one.get(name).is_some_and(|count| *count >= self.of_one_max) {
            return false;
        }
        if !self.allow(now) {
            return false;
        }
        *self.of_one.entry(name.to_owned()).or_default() += 1;
        true
    }

    /// As [`Attempts::allow_for`], of what each login may although all together have tried too often. The caller knows the login.
    pub fn allow_besides(&mut self, name: &str) -> bool {
        let count = self.of_one.entry(name.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count <= self.of_one_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Instant {
        Instant::from_us(1_700_000_000_000_000)
    }

    #[test]
    fn attempts_are_bounded_by_the_minute() {
        let mut attempts = Attempts::default();
        let allowed = (0..100).filter(|_| attempts.allow(start())).count();
        assert_eq!(allowed, 30);
        assert!(attempts.allow(start().plus_minutes(1)));
    }

    #[test]
    fn one_login_is_tried_less_often_than_all() {
        let mut attempts = Attempts::default();
        let allowed = (0..20).filter(|_| attempts.allow_for("siti", start())).count();
        assert_eq!(allowed, 5);
        assert!(attempts.allow_for("farah", start()), "another login is tried still");
        assert!(attempts.allow_for("siti", start().plus_minutes(1)));
        assert!(attempts.of_one.len() <= 30);
    }

    #[test]
    fn strangers_who_try_names_leave_a_login_its_own() {
        let mut attempts = Attempts::default();
        let strangers = (0..100).filter(|at| attempts.allow_for(&format!("nobody {at}"), start())).count();
        assert_eq!(strangers, 30);
        assert!(!attempts.allow_for("siti", start()));
        assert_eq!((0..20).filter(|_| attempts.allow_besides("siti")).count(), 5);
    }
}
