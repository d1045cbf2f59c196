//! What the clocks of two tickets of one incident know together.

use super::{Course, Pause};
use crate::agreement::Target;
use crate::time::Instant;

impl Course {
    /// Takes over what another ticket waited for before this one was reported: until then its time was that one's.
    pub(crate) fn wait_before(&mut self, reported_at: Instant, other: &Self) {
        let before = other.pauses.iter().filter(|pause| pause.since < reported_at);
        let cut = |pause: &Pause| {
            let until = pause.until.map_or(reported_at, |until| until.min(reported_at));
            Pause { until: Some(until), ..pause.clone() }
        };
        self.pauses.splice(..0, before.map(cut));
        let beyond = self.pauses.len().saturating_sub(Self::PAUSES_MAX);
        self.pauses.drain(..beyond);
    }

    /// Takes in the last news, and what was warned of and missed, of another ticket.
    pub(crate) fn join_promises(&mut self, other: &Self) {
        let (own, theirs) = (self.updated_at, other.updated_at);
        self.updated_at = own.max(theirs);
        // The next news is owed from the last of either on, and warned of since.
        if let Some(promise) = self.promises.get_mut(&Target::Update).filter(|_| own < theirs) {
            promise.is_warned = false;
        }
        for (target, known) in &other.promises {
            let promise = self.promises.entry(*target).or_default();
            promise.missed = promise.missed.into_iter().chain(known.missed).min();
            promise.is_warned |= known.is_warned && (*target != Target::Update || own <= theirs);
        }
        // Also where nothing is promised of the other any more.
        if let Some(promise) = self.promises.get_mut(&Target::Update) {
            let theirs = other.promises.get(&Target::Update).map_or(&[][..], |known| &known.misses);
            promise.join_misses(theirs, self.updated_at);
        }
    }
}
