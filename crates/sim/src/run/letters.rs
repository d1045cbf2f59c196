//! What is to be said, held against why it may be said: every question has a cause, is asked once, and stops.

use super::Broken;
use super::ledger::expect;
use super::ways::Ways;
use domain::event::Event;
use domain::id::{OutboundId, PersonId, TaskId};
use domain::message::Subject;
use domain::outbound::{Outbound, Purpose, Withdrawal};
use domain::task::Outcome;
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// One question on one rung to one person.
type Asked = (PersonId, Purpose, u8, Subject);

/// What was wanted and not taken back, and what it waits for.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    wanted: BTreeSet<OutboundId>,
    standing: BTreeMap<OutboundId, (Instant, Vec<Asked>)>,
    /// What was answered before it was stale, and must be taken back.
    owed: BTreeSet<OutboundId>,
    ended: BTreeMap<(TaskId, Day), Outcome>,
    ways: Ways,
}

impl Letters {
    /// Takes in the next event and when it was asked for; `cause` is the import that brought it.
    pub fn take(&mut self, event: &Event, at: Instant, cause: Option<&str>) -> Result<(), Broken> {
        self.ways.take(event, at)?;
        match event {
            Event::OccurrenceEnded { task, day, outcome, .. } => {
                self.ended.insert((task.clone(), *day), *outcome);
                if is_over(*outcome) {
                    self.owe(&Subject::Task(task.clone(), Some(*day)), at);
                }
                Ok(())
            }
            // Days that only the import ended are open again; which ones, the next entries tell.
            Event::ImportRemoved { .. } => {
                self.ended.clear();
                Ok(())
            }
            Event::OutboundWanted { outbound, to, purpose, about, rung, not_before, .. } => {
                expect(cause.is_none(), "nothing is said because of an import", || format!("{event:?}"))?;
                let is_new = self.wanted.insert(outbound.clone());
                expect(is_new, "what is said has a name of its own", || format!("{event:?}"))?;
                if *purpose == Purpose::Reply {
                    return Ok(());
                }
                expect(!about.is_empty(), "what is said speaks of something", || format!("{event:?}"))?;
                for subject in about {
                    self.check(event, *purpose, subject)?;
                    let asked = (to.clone(), *purpose, *rung, subject.clone());
                    let is_ladder = matches!(purpose, Purpose::Reminder | Purpose::Escalation);
                    let is_new = !self.standing.values().any(|(_, standing)| standing.contains(&asked));
                    expect(is_new || !is_ladder, "nobody is asked the same twice", || format!("{event:?}"))?;
                    self.standing.entry(outbound.clone()).or_insert((*not_before, Vec::new())).1.push(asked);
                }
                Ok(())
            }
            Event::OutboundWithdrawn { outbound, reason: Withdrawal::Answered } => {
                self.owed.remove(outbound);
                self.standing.remove(outbound);
                // An import that answered may be taken out again, and what it answered be answered again.
                let known = self.wanted.contains(outbound);
                expect(known, "only what was wanted is taken back", || format!("{event:?}"))
            }
            _ => Ok(()),
        }
    }

    /// At the end of a step nothing stands that was answered.
    pub fn answered(&self) -> Result<(), Broken> {
        expect(self.owed.is_empty(), "a question stops when it is answered", || format!("{:?}", self.owed))
    }

    /// Whether it is known that a message was sent twice.
    pub fn is_doubled(&self, outbound: &OutboundId) -> bool {
        self.ways.is_doubled(outbound)
    }

    fn owe(&mut self, subject: &Subject, at: Instant) {
        let stale = at.plus_minutes(-Outbound::STALE_MINUTES);
        let about = |asked: &[Asked]| asked.iter().any(|(_, _, _, about)| about == subject);
        let fresh = self.standing.iter().filter(|(_, (not_before, asked))| *not_before >= stale && about(asked));
        let waiting = fresh.filter(|(outbound, _)| !self.ways.has_left(outbound));
        self.owed.extend(waiting.map(|(outbound, _)| outbound.clone()));
    }

    fn check(&self, event: &Event, purpose: Purpose, subject: &Subject) -> Result<(), Broken> {
        let Subject::Task(task, Some(day)) = subject else { return Ok(()) };
        let ended = self.ended.get(&(task.clone(), *day)).copied();
        let may = match purpose {
            Purpose::Escalation => ended.is_none_or(|outcome| outcome == Outcome::Missed),
            Purpose::Reminder => ended.is_none_or(|outcome| !is_over(outcome)),
            Purpose::Acknowledgement
            | Purpose::Assignment
            | Purpose::Verification
            | Purpose::Progress
            | Purpose::Closure
            | Purpose::Warning
            | Purpose::Reply => false,
        };
        expect(may, "a reminder names what is missing", || format!("{event:?} after {ended:?}"))
    }
}

/// Whether nothing is missing of a day.
fn is_over(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard)
}
