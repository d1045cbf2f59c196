//! One promise about a ticket: how it stands, and when it was missed and answered.

use super::Standing;
use crate::agreement::Target;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// That a promise was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When.
    pub at: Instant,
    /// How much counted time had run by then, in microseconds.
    pub net_us: i64,
}

/// That news was owed and did not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Miss {
    /// When it was owed.
    pub due_at: Instant,
    /// When it came; none while it has not.
    pub ended_at: Option<Instant>,
}

/// One promise about a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// When it is due; none while its clock stands still. Once it is answered, as it was then.
    pub due_at: Option<Instant>,
    /// When a warning is to be recorded.
    pub warn_at: Option<Instant>,
    /// Whether its clock stands still.
    pub is_paused: bool,
    /// Whether a warning was recorded.
    pub is_warned: bool,
    /// When it was due as it was first recorded as missed. What was recorded stays, whatever the terms become.
    pub missed: Option<Instant>,
    /// Of news, which is owed again and again: every time it was missed, in order; at most [`Promise::MISSES_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<Miss>,
    /// That it was answered, by the terms of that moment.
    pub settled: Option<Settled>,
}

impl Promise {
    /// How it stands.
    pub fn standing(&self, is_put_away: bool) -> Standing {
        match self.settled {
            _ if is_put_away => Standing::Void,
            // What was recorded stays, also when it turns out later that somebody answered before.
            _ if self.missed.is_some() => Standing::Missed,
            Some(settled) if self.due_at.is_some_and(|due_at| settled.at > due_at) => Standing::Missed,
            Some(_) => Standing::Met,
            None if self.is_paused => Standing::Paused,
            None if !self.is_reckoned() => Standing::Void,
            None => Standing::Running,
        }
    }

    /// When what is owed now was or is due: a miss that news has ended is over.
    pub fn owed_at(&self) -> Option<Instant> {
        match self.misses.last() {
            Some(Miss { due_at, ended_at: None }) => Some(*due_at),
            Some(_) => self.due_at,
            None => self.missed.or(self.due_at),
        }
    }

    /// Whether terms were found for it the last time that it was worked out.
    pub(super) fn is_reckoned(&self) -> bool {
        self.due_at.is_some() || self.is_paused
    }

    /// The same with a clock that stands still from an instant on.
    pub(super) fn at_rest_from(&self, since: Option<Instant>) -> Self {
        let due_at = self.due_at.filter(|due_at| since.is_none_or(|since| *due_at < since));
        Self { due_at, is_paused: due_at.is_none(), ..self.clone() }
    }

    /// Whether a miss is recorded that nothing has ended.
    fn is_over(&self) -> bool {
        self.misses.last().map_or(self.missed.is_some(), |last| last.ended_at.is_none())
    }

    /// Misses remembered of one promise; the oldest are forgotten, and the first stays as `missed`.
    pub const MISSES_MAX: usize = 100;

    /// Records that it was missed.
    pub(crate) fn miss(&mut self, target: Target, due_at: Instant) {
        self.missed = self.missed.or(Some(due_at));
        if target == Target::Update {
            self.misses.push(Miss { due_at, ended_at: None });
            self.forget_misses();
        }
    }

    /// News came: what was missed ends, and the next is owed, and warned of again.
    pub(crate) fn hear_news(&mut self, at: Instant) {
        self.is_warned = false;
        if let Some(last) = self.misses.last_mut().filter(|last| last.ended_at.is_none()) {
            last.ended_at = Some(at.max(last.due_at));
        }
    }

    /// Takes in what was missed of another ticket of the same incident; the last news of either ended both.
    pub(super) fn join_misses(&mut self, others: &[Miss], updated_at: Option<Instant>) {
        self.misses.extend(others);
        for miss in self.misses.iter_mut().filter(|miss| miss.ended_at.is_none()) {
            miss.ended_at = updated_at.filter(|at| *at > miss.due_at);
        }
        self.misses.sort_unstable();
        self.misses.dedup_by_key(|miss| miss.due_at);
        self.forget_misses();
    }

    fn forget_misses(&mut self) {
        let beyond = self.misses.len().saturating_sub(Self::MISSES_MAX);
        self.misses.drain(..beyond);
    }

    /// When the clock has to record something: a warning, or a miss once its last instant has passed.
    pub fn deadline(&self) -> Option<Instant> {
        let due_at = self.due_at.filter(|_| !self.is_over())?;
        let passed = due_at.next();
        match self.settled {
            Some(settled) => (settled.at > due_at).then_some(passed),
            None => Some(self.warn_at.filter(|_| !self.is_warned).map_or(passed, |warn_at| warn_at.min(passed))),
        }
    }
}
