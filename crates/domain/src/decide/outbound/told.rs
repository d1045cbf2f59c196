//! Whether whoever stands on a step that was reached was told, recorded as it happened.

use super::{AGAIN_MINUTES, Wish};
use crate::event::{Change, Event};
use crate::ladder::{Cause, Unsaid};
use crate::message::Subject;
use crate::outbound::{Gist, Purpose, Wanted};
use crate::policy::ladder;
use crate::situation::Situation;
use crate::task::TaskKind;
use crate::time::Instant;
use std::collections::BTreeSet;

/// A step about something, and for what those who stand there are written to.
pub(in crate::decide) type Rung = (Subject, Purpose, u8);

/// The steps on which somebody stands who is to be written to.
pub(super) fn wished(situation: &Situation, wishes: &[Wish]) -> BTreeSet<Rung> {
    let there = wishes.iter().filter(|wish| !situation.directory.is_erased(&wish.to));
    there.map(|wish| (wish.about.clone(), wish.purpose, wish.rung)).collect()
}

/// Whether somebody was asked or told on a step before: about a ticket within the hour, for its ladders begin anew.
pub(in crate::decide) fn is_known(situation: &Situation, at: Instant, (about, purpose, rung): &Rung) -> bool {
    let is_recent = |told_at| matches!(about, Subject::Task(..)) || at.minutes_since(told_at) < AGAIN_MINUTES;
    situation
        .standing()
        .filter(|said| said.purpose == *purpose && said.about.contains(about))
        .filter(|said| rung_about(situation, *said, about) == *rung && !is_of_another_delay(situation, *said, about))
        .any(|said| is_recent(said.not_before))
}

/// Whether a message says that nobody came in time, of a ticket whose fix is late by now: that is another delay, which is told
/// by steps of the same numbers.
pub(super) fn is_of_another_delay(situation: &Situation, said: Gist<'_>, about: &Subject) -> bool {
    let Subject::Ticket(number) = about else { return false };
    let climbs = situation.tickets.get(number).map(|ticket| &ticket.course.climbs);
    let delay = climbs.and_then(|climbs| climbs.get(&Cause::Overdue));
    Cause::of_rung(said.rung) == Cause::Overdue && delay.is_some_and(|delay| said.wanted_at < delay.since)
}

/// The number of the step under which a message speaks of something.
pub(super) fn rung_about(situation: &Situation, said: Gist<'_>, about: &Subject) -> u8 {
    let Subject::Task(task, _) = about else { return said.rung };
    let kind = situation.directory.tasks.get(task).map(|task| task.kind);
    match (kind, said.purpose) {
        (Some(TaskKind::Task), Purpose::Escalation) => Cause::Unreported.present(said.rung),
        (Some(TaskKind::Patrol), Purpose::Escalation) => Cause::Unmanned.present(said.rung),
        // Whoever walks was asked first.
        (Some(TaskKind::Patrol), Purpose::Reminder) if said.rung == 0 => Cause::Unmanned.present(said.rung),
        (Some(TaskKind::Handover), _) => Cause::Unaccepted.present(said.rung),
        _ => said.rung,
    }
}

/// Says of each step that was reached why nobody was told, where nobody was.
pub(super) fn note(situation: &Situation, at: Instant, wished: &BTreeSet<Rung>, changes: &mut [Change]) {
    let told: BTreeSet<Rung> = changes.iter().filter_map(wanted).flatten().collect();
    for change in changes {
        let (rung, unsaid) = match &mut change.event {
            Event::RungClimbed(climbed) => {
                let about = Subject::Ticket(climbed.ticket);
                let rung = (about, ladder::purpose(climbed.audience), climbed.cause.rung(climbed.step));
                (rung, &mut climbed.unsaid)
            }
            Event::OccurrenceClimbed(reached) => {
                let about = Subject::Task(reached.task.clone(), Some(reached.day));
                ((about, ladder::purpose(reached.audience), reached.rung), &mut reached.unsaid)
            }
            _ => continue,
        };
        if unsaid.is_none() && !told.contains(&rung) && !is_known(situation, at, &rung) {
            *unsaid = Some(if wished.contains(&rung) { Unsaid::Enough } else { Unsaid::Nobody });
        }
    }
}

/// What is to be said with a change, each with its step.
fn wanted(change: &Change) -> Option<impl Iterator<Item = Rung> + '_> {
    let Event::OutboundWanted(Wanted { purpose, about, rung, .. }) = &change.event else { return None };
    Some(about.iter().map(|about| (about.clone(), *purpose, *rung)))
}
