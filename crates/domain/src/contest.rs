//! Pauses that are contested: that whoever has the job says one is wrong, what a manager says to it, and which count.

use crate::agreement::Target;
use crate::clock::{Course, Pause, Rest};
use crate::id::{MessageId, PersonId, TicketNumber};
use crate::request::Actor;
use crate::ticket::HoldReason;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// That whoever has the job says that a pause is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Who says so.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
}

/// What a manager said of a pause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Whether it stands. One that does not is struck: the clocks ran in it.
    pub stands: bool,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// What was not missed by then: a miss that is recorded because the pause was struck goes when that is taken back.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unmissed: BTreeSet<Target>,
}

/// That a pause was contested; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contested {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Since when it waited, by which the pause is known.
    pub since: Instant,
    /// Why it waited.
    pub reason: HoldReason,
    /// Who says that this is wrong.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
}

/// That a manager said whether a pause stands, or took that back; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Since when it waited, by which the pause is known.
    pub since: Instant,
    /// Why it waited.
    pub reason: HoldReason,
    /// Whether the pause stands; none when what was said of it was taken back.
    pub stands: Option<bool>,
    /// Who says so.
    pub by: Actor,
    /// The message that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

impl Pause {
    /// Whether a manager said that it does not stand.
    pub fn is_struck(&self) -> bool {
        self.ruling.as_ref().is_some_and(|ruling| !ruling.stands)
    }

    /// Whether a manager's answer is waited for.
    pub fn waits_for_answer(&self) -> bool {
        self.contest.is_some() && self.ruling.is_none()
    }
}

impl Course {
    /// The stretch in which work waited from an instant on, and why.
    pub fn wait(&self, since: Instant) -> Option<(&Pause, HoldReason)> {
        self.pauses.iter().rev().find_map(|pause| match pause.rest {
            Rest::Held(reason) if pause.since == since => Some((pause, reason)),
            Rest::Held(_) | Rest::Claimed | Rest::PutAway => None,
        })
    }

    fn wait_mut(&mut self, since: Instant) -> Option<&mut Pause> {
        self.pauses.iter_mut().rfind(|pause| pause.since == since && matches!(pause.rest, Rest::Held(_)))
    }

    pub(crate) fn contest(&mut self, contested: &Contested) {
        if let Some(pause) = self.wait_mut(contested.since) {
            pause.contest = Some(Contest { by: contested.by.clone(), message: contested.message.clone() });
        }
    }

    pub(crate) fn judge(&mut self, at: Instant, judged: &Judged) {
        let before = self.pauses.clone();
        let unmissed = self.unmissed();
        if let Some(pause) = self.wait_mut(judged.since) {
            let ruling = |stands| Ruling { stands, by: judged.by.clone(), at, unmissed };
            pause.ruling = judged.stands.map(ruling);
        }
        self.strike(&before);
    }

    /// What a pause may have kept from being missed. News is owed again and again, so that a miss of it stays.
    fn unmissed(&self) -> BTreeSet<Target> {
        let is_missed = |target: &Target| self.promises.get(target).is_some_and(|promise| promise.missed.is_some());
        [Target::Attend, Target::Resolve].into_iter().filter(|target| !is_missed(target)).collect()
    }

    /// Reckons anew what was answered where other pauses are struck than before; a miss that stood on one that is struck no
    /// longer is none.
    pub(crate) fn strike(&mut self, before: &[Pause]) {
        let struck = |pauses: &[Pause]| -> BTreeSet<Instant> {
            pauses.iter().filter(|pause| pause.is_struck()).map(|pause| pause.since).collect()
        };
        let (then, now) = (struck(before), struck(&self.pauses));
        if then == now {
            return;
        }
        // An answer is given before work waits: no pause moves it.
        let moved = self.promises.iter_mut().filter(|(target, _)| **target != Target::Acknowledge);
        moved.for_each(|(_, promise)| promise.settled = None);
        let freed = before.iter().filter(|pause| pause.is_struck() && !now.contains(&pause.since));
        for target in freed.filter_map(|pause| pause.ruling.as_ref()).flat_map(|ruling| &ruling.unmissed) {
            if let Some(promise) = self.promises.get_mut(target) {
                promise.missed = None;
            }
        }
    }
}
