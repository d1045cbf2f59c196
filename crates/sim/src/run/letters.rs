//! What is to be said, held against why it may be said: every question has a cause, is asked once, and stops.

use super::Broken;
use super::ledger::expect;
use super::ways::Ways;
use domain::agreement::Target;
use domain::choice::Job;
use domain::clock::Lapsed;
use domain::duty::Untaken;
use domain::event::Event;
use domain::id::{OutboundId, PersonId, TaskId, TicketNumber};
use domain::ladder::{Audience, Cause, Climbed, Reached, Unsaid};
use domain::message::Subject;
use domain::outbound::{Outbound, Purpose, Wanted, Withdrawal};
use domain::task::Outcome;
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// Of a ticket the same is told again after so long, in minutes.
const AGAIN_MINUTES: f64 = 60.0;

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
    /// What was handed over.
    written: BTreeSet<(TaskId, Day)>,
    /// Since when, and up to which step, a ticket's ladders were climbed.
    climbed: BTreeMap<(TicketNumber, Cause), (Instant, u8)>,
    /// What was warned of because it is nearly due.
    warned: BTreeSet<(TicketNumber, Target)>,
    /// The steps that were reached about days of tasks.
    reached: BTreeSet<(TaskId, Day, u8)>,
    /// The steps of which it is recorded that somebody is told, and nobody is yet.
    untold: BTreeSet<(Purpose, u8, String)>,
    /// When somebody was last to be told on a step.
    told: BTreeMap<(Purpose, u8, String), Instant>,
    ways: Ways,
    /// Jobs that somebody declined or nobody took, of which leads are told.
    refused: BTreeSet<TicketNumber>,
    /// What somebody chose to answer.
    answered: BTreeSet<OutboundId>,
    /// What each message was about.
    about: BTreeMap<OutboundId, Vec<Subject>>,
    /// Ears that may be deaf.
    silences: usize,
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
            Event::HandoverWritten(written) => {
                expect(cause.is_none(), "nothing is handed over because of an import", || format!("{event:?}"))?;
                let is_new = self.written.insert((written.task.clone(), written.day));
                expect(is_new, "a handover is written once", || format!("{event:?}"))
            }
            Event::SilenceBegan { .. } => {
                self.silences += 1;
                Ok(())
            }
            Event::SilenceEnded { .. } => {
                self.silences -= 1;
                Ok(())
            }
            Event::JobUntaken(Untaken { ticket, .. })
            | Event::JobDeclined(Job { ticket, .. })
            | Event::JobAccepted(Job { ticket, .. }) => {
                self.refused.insert(*ticket);
                Ok(())
            }
            Event::ChoiceMade(chosen) => {
                self.answered.insert(chosen.outbound.clone());
                Ok(())
            }
            Event::TargetWarned(Lapsed { ticket, target, .. }) => {
                self.warned.insert((*ticket, *target));
                // News is owed again and again.
                let again = |(_, purpose, rung, about): &Asked| {
                    let is_it = *about == Subject::Ticket(*ticket) && *rung == target.rung();
                    is_it && *purpose == Purpose::Reminder
                };
                self.standing.values_mut().for_each(|(_, asked)| asked.retain(|asked| !again(asked)));
                Ok(())
            }
            Event::RungClimbed(climbed) => self.climb(climbed, at, cause),
            Event::OccurrenceClimbed(reached) => self.reach(reached, at, cause),
            // Days that only the import ended are open again; which ones, the next entries tell.
            Event::ImportRemoved { .. } => {
                self.ended.clear();
                self.reached.clear();
                Ok(())
            }
            Event::OutboundWanted(wanted) => self.want(event, wanted, cause),
            Event::OutboundWithdrawn {
                outbound,
                reason: Withdrawal::Answered | Withdrawal::Unheard | Withdrawal::Folded,
            } => {
                self.owed.remove(outbound);
                self.standing.remove(outbound);
                // An import that answered may be taken out again, and what it answered be answered again.
                let known = self.wanted.contains(outbound);
                expect(known, "only what was wanted is taken back", || format!("{event:?}"))
            }
            _ => Ok(()),
        }
    }

    /// What is to be said has a cause, and is not said twice.
    fn want(&mut self, event: &Event, wanted: &Wanted, cause: Option<&str>) -> Result<(), Broken> {
        let Wanted { outbound, to, purpose, about, rung, not_before, .. } = wanted;
        for about in about {
            let step = (*purpose, *rung, format!("{about:?}"));
            self.untold.remove(&step);
            self.told.insert(step, *not_before);
        }
        expect(cause.is_none(), "nothing is said because of an import", || format!("{event:?}"))?;
        self.about.insert(outbound.clone(), about.clone());
        let is_new = self.wanted.insert(outbound.clone());
        expect(is_new, "what is said has a name of its own", || format!("{event:?}"))?;
        if *purpose == Purpose::Warning {
            return expect(self.silences > 0, "nobody is warned but of a silence", || format!("{event:?}"));
        }
        if matches!(purpose, Purpose::Reply | Purpose::Letter | Purpose::Handout | Purpose::OnCall) {
            return Ok(());
        }
        expect(!about.is_empty(), "what is said speaks of something", || format!("{event:?}"))?;
        for subject in about {
            self.check(event, *purpose, subject)?;
            self.check_rung(event, *purpose, *rung, subject)?;
            let asked = (to.clone(), *purpose, *rung, subject.clone());
            let is_ladder = matches!(purpose, Purpose::Reminder | Purpose::Escalation);
            let is_new = !self.standing.values().any(|(_, standing)| standing.contains(&asked));
            expect(is_new || !is_ladder, "nobody is asked the same twice", || format!("{event:?}"))?;
            self.standing.entry(outbound.clone()).or_insert((*not_before, Vec::new())).1.push(asked);
        }
        Ok(())
    }

    /// At the end of a step nothing stands that was answered.
    pub fn answered(&self) -> Result<(), Broken> {
        let untold = self.untold.first();
        expect(untold.is_none(), "who is recorded as told is told", || format!("{untold:?}"))?;
        expect(self.owed.is_empty(), "a question stops when it is answered", || format!("{:?}", self.owed))
    }

    /// Whether it is known that a message was sent twice.
    pub fn is_doubled(&self, outbound: &OutboundId) -> bool {
        self.ways.is_doubled(outbound)
    }

    /// A step is reached when it is due, once, and after the one before it.
    fn climb(&mut self, climbed: &Climbed, at: Instant, cause: Option<&str>) -> Result<(), Broken> {
        expect(cause.is_none(), "no ladder is climbed because of an import", || format!("{climbed:?}"))?;
        let subject = Subject::Ticket(climbed.ticket);
        let is_due = climbed.since <= climbed.due_at && climbed.due_at <= at;
        expect(is_due, "no escalation without a lapse", || format!("{climbed:?} at {at:?}"))?;
        let key = (climbed.ticket, climbed.cause);
        let known = self.climbed.get(&key).copied().filter(|(since, _)| *since == climbed.since);
        // A ladder may have been begun before its ticket was put back to how it stood.
        let next = known.map_or(climbed.step, |(_, step)| step + 1);
        expect(climbed.step == next || climbed.step == 0, "a ladder is climbed step by step", || {
            format!("{climbed:?} after {known:?}")
        })?;
        self.tell((climbed.audience, climbed.cause.rung(climbed.step)), &subject, climbed.unsaid, at);
        if known.is_none() {
            // What is asked because of something new may be what was asked before.
            let rung = climbed.cause.rung(climbed.step);
            for (_, asked) in self.standing.values_mut() {
                asked.retain(|(_, _, of, about)| {
                    !(*about == subject && *of >= rung && Cause::of_rung(*of) == climbed.cause)
                });
            }
        }
        self.climbed.insert(key, (climbed.since, climbed.step));
        Ok(())
    }

    /// A step about a day of a task is reached when it is due, once, and only as long as nobody reported it.
    fn reach(&mut self, reached: &Reached, at: Instant, cause: Option<&str>) -> Result<(), Broken> {
        expect(cause.is_none(), "no ladder is climbed because of an import", || format!("{reached:?}"))?;
        expect(reached.due_at <= at, "no escalation without a lapse", || format!("{reached:?} at {at:?}"))?;
        let ended = self.ended.get(&(reached.task.clone(), reached.day));
        let is_wanting = ended.is_none_or(|outcome| matches!(outcome, Outcome::Missed | Outcome::Partial));
        expect(is_wanting, "no escalation of what was reported", || format!("{reached:?} after {ended:?}"))?;
        let subject = Subject::Task(reached.task.clone(), Some(reached.day));
        self.tell((reached.audience, reached.rung), &subject, reached.unsaid, at);
        let is_new = self.reached.insert((reached.task.clone(), reached.day, reached.rung));
        expect(is_new, "a step about a day is reached once", || format!("{reached:?}"))
    }

    /// Whoever stands on a step is to be told, unless it is recorded why not, or they were told before.
    fn tell(&mut self, (audience, rung): (Audience, u8), subject: &Subject, unsaid: Option<Unsaid>, at: Instant) {
        let purpose = if audience == Audience::Assignee { Purpose::Reminder } else { Purpose::Escalation };
        let step = (purpose, rung, format!("{subject:?}"));
        let is_recent =
            |told_at: &Instant| matches!(subject, Subject::Task(..)) || at.minutes_since(*told_at) < AGAIN_MINUTES;
        if unsaid.is_none() && !self.told.get(&step).is_some_and(is_recent) {
            self.untold.insert(step);
        }
    }

    /// What is handed over is the next shift's to know, whoever took over meanwhile.
    fn owe(&mut self, subject: &Subject, at: Instant) {
        let stale = at.plus_minutes(-Outbound::STALE_MINUTES);
        let is_owed = |(_, purpose, _, about): &Asked| about == subject && *purpose != Purpose::Handover;
        let about = |asked: &[Asked]| asked.iter().any(is_owed);
        let fresh = self.standing.iter().filter(|(_, (not_before, asked))| *not_before >= stale && about(asked));
        let waiting = fresh.filter(|(outbound, _)| !self.ways.has_left(outbound));
        self.owed.extend(waiting.map(|(outbound, _)| outbound.clone()));
    }

    /// Whoever is asked or told about a ticket stands on a step that was reached.
    fn check_rung(&self, event: &Event, purpose: Purpose, rung: u8, subject: &Subject) -> Result<(), Broken> {
        let is_ladder = matches!(purpose, Purpose::Reminder | Purpose::Escalation);
        let number = match subject {
            Subject::Ticket(number) => number,
            Subject::Task(task, Some(day)) => {
                let is_photo = purpose == Purpose::Reminder && rung == Reached::PHOTO;
                let reached = self.reached.contains(&(task.clone(), *day, rung));
                // What is said of a day besides its ladders follows what somebody chose to answer about it.
                let follows = matches!(rung, Reached::DELAYED | Reached::SKIPPED | Reached::INSISTED)
                    && self.answered.iter().any(|outbound| self.is_about(outbound, subject));
                return expect(
                    reached || !is_ladder || is_photo || follows,
                    "nobody is told of a day without a lapse",
                    || format!("{event:?}"),
                );
            }
            Subject::Task(_, None) => return Ok(()),
        };
        // Whoever put it off is told again, with a number of its own.
        let rung = rung % Cause::AGAIN;
        let follows = rung < Cause::Silent.rung(0) && self.refused.contains(number);
        let near = Target::of_rung(rung).filter(|_| purpose == Purpose::Reminder);
        let follows = follows || near.is_some_and(|target| self.warned.contains(&(*number, target)));
        let cause = Cause::of_rung(rung);
        let reached = follows || self.climbed.get(&(*number, cause)).is_some_and(|(_, step)| cause.rung(*step) >= rung);
        expect(reached || !is_ladder, "nobody is told of a ticket without a lapse", || format!("{event:?}"))
    }

    fn is_about(&self, outbound: &OutboundId, subject: &Subject) -> bool {
        self.about.get(outbound).is_some_and(|about| about.contains(subject))
    }

    fn check(&self, event: &Event, purpose: Purpose, subject: &Subject) -> Result<(), Broken> {
        let Subject::Task(task, Some(day)) = subject else { return Ok(()) };
        let ended = self.ended.get(&(task.clone(), *day)).copied();
        let may = match purpose {
            Purpose::Escalation => ended.is_none_or(|outcome| matches!(outcome, Outcome::Missed | Outcome::Partial)),
            Purpose::Reminder => ended.is_none_or(|outcome| !is_over(outcome)),
            Purpose::Handover => self.written.contains(&(task.clone(), *day)),
            // Whoever was asked may need help, however their day ended.
            Purpose::Help => true,
            Purpose::Acknowledgement
            | Purpose::Assignment
            | Purpose::Verification
            | Purpose::Progress
            | Purpose::Closure
            | Purpose::Warning
            | Purpose::Letter
            | Purpose::Nod
            | Purpose::Repeat
            | Purpose::Quote
            | Purpose::Pause
            | Purpose::OnCall
            | Purpose::Handout
            | Purpose::Reply => false,
        };
        expect(may, "a reminder names what is missing", || format!("{event:?} after {ended:?}"))
    }
}

/// Whether nothing is missing of a day.
fn is_over(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard)
}
