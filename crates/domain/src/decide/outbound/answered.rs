//! Which events answer what was asked, and whether it is still to be asked.

use super::near;
use crate::agreement::{Target, terms};
use crate::clock::Lapsed;
use crate::decide::contests;
use crate::duty::{Offered, Untaken};
use crate::event::Event;
use crate::id::TicketNumber;
use crate::ladder::Cause;
use crate::message::Subject;
use crate::order::Undone;
use crate::outbound::{Outbound, Purpose};
use crate::pledge::{Kept, Pledge};
use crate::policy::ladder;
use crate::situation::Situation;
use crate::task::Outcome;
use crate::ticket::Stage;
use crate::time::Instant;

/// What an event answers.
pub(super) enum Answered {
    /// Whatever was asked about it.
    Whole(Subject),
    /// Who it was given to before, how it went, and what was not answered of it.
    Owned(TicketNumber, &'static [Cause]),
    /// What was not answered of it.
    Asked(TicketNumber, &'static [Cause]),
    /// What was promised of it and is done, late, or no longer theirs, and what was not answered of it.
    Promised(TicketNumber, Vec<Target>, &'static [Cause]),
    /// What it would cost, and what was said to that before.
    Quoted(TicketNumber),
    /// Whether a pause stands.
    Paused(TicketNumber, Instant),
    /// Whom it was offered to before.
    Offered(TicketNumber),
    /// Whatever was said because of what was taken back.
    Undone(TicketNumber, Instant),
}

impl Answered {
    pub(super) fn by(situation: &Situation, event: &Event) -> Option<Self> {
        match event {
            Event::TicketVerified { ticket, .. }
            | Event::TicketReopened { ticket, .. }
            | Event::TicketClosed { ticket }
            | Event::TicketMerged { ticket, .. }
            | Event::TicketCancelled { ticket } => Some(Self::Whole(Subject::Ticket(*ticket))),
            // Whose it is now, and what they owe, is another question.
            Event::TicketAssigned { ticket, assignee, .. } => {
                let causes: &[Cause] = match assignee {
                    Some(_) => &[Cause::Unowned, Cause::Silent, Cause::Lapsed],
                    None => &[Cause::Silent, Cause::Lapsed],
                };
                Some(Self::Owned(*ticket, causes))
            }
            Event::TicketStarted { ticket, .. } => Some(Self::Owned(*ticket, &[Cause::Unowned, Cause::Silent])),
            Event::TicketHeld { ticket, .. } | Event::TicketResolved { ticket, .. } => {
                Some(Self::Owned(*ticket, &[Cause::Unowned, Cause::Silent, Cause::Lapsed, Cause::Overdue]))
            }
            Event::JobOffered(Offered { ticket, .. }) | Event::JobUntaken(Untaken { ticket, .. }) => {
                Some(Self::Offered(*ticket))
            }
            Event::PledgeMade(Pledge { ticket, .. }) => Some(Self::Asked(*ticket, &[Cause::Silent, Cause::Lapsed])),
            Event::PledgeKept(Kept { ticket, .. }) => Some(Self::Asked(*ticket, &[Cause::Silent, Cause::Lapsed])),
            Event::QuoteGiven(quoted) => Some(Self::Quoted(quoted.ticket)),
            Event::QuoteAnswered(agreed) => Some(Self::Quoted(agreed.ticket)),
            Event::PauseContested(contested) => Some(Self::Paused(contested.ticket, contested.since)),
            Event::PauseJudged(judged) => Some(Self::Paused(judged.ticket, judged.since)),
            Event::EvidenceAdded { ticket, .. } => Some(Self::Asked(*ticket, &[Cause::Unproven])),
            Event::OrderUndone(Undone { ticket, order, .. }) => {
                let given_at = situation.orders.get(order)?.at;
                Some(Self::Undone(*ticket, given_at))
            }
            Event::TicketPutBack(put) => Some(Self::Undone(put.ticket, put.since)),
            other => reported(other).map(Self::Whole),
        }
    }

    /// What an event answers of what is promised, so that nobody hears any more that it is nearly due.
    pub(super) fn promised(situation: &Situation, event: &Event) -> Option<Self> {
        let known = |number: &TicketNumber| situation.tickets.get(number);
        let (ticket, targets) = match event {
            Event::MessageInterpreted { message, meaning } => {
                let Some(Subject::Ticket(number)) = &meaning.about else { return None };
                let (ticket, heard) = (known(number)?, situation.message(message)?);
                (ticket, situation.answers(ticket, heard, meaning))
            }
            Event::TicketStarted { ticket, message } => {
                let mut targets = vec![Target::Acknowledge, Target::Update];
                targets.extend(message.is_none().then_some(Target::Attend));
                (known(ticket)?, targets)
            }
            Event::TicketHeld { ticket, reason, message, .. } => {
                let ticket = known(ticket)?;
                let rests = |target: &Target| {
                    let terms = terms(&situation.directory, &situation.zone, ticket, *target);
                    message.is_some() && terms.is_some_and(|terms| terms.agreement.pauses.contains(reason))
                };
                let rest = [Target::Attend, Target::Resolve].into_iter().filter(rests);
                (ticket, [Target::Acknowledge, Target::Update].into_iter().chain(rest).collect())
            }
            // Whoever has it from now on is told so.
            Event::TicketAssigned { ticket, .. } | Event::TicketResolved { ticket, .. } => {
                (known(ticket)?, Target::ALL.to_vec())
            }
            Event::TargetMissed(missed) => (known(&missed.ticket)?, vec![missed.target]),
            Event::JobAccepted(job) => (known(&job.ticket)?, vec![Target::Acknowledge]),
            Event::PledgeMade(_) | Event::HelpAsked(_) => {
                let (ticket, _) = situation.answered_by(event)?;
                (known(&ticket)?, vec![Target::Acknowledge])
            }
            _ => return None,
        };
        let is_there = targets.contains(&Target::Attend)
            && matches!(event, Event::MessageInterpreted { .. } | Event::TicketStarted { .. });
        // That the fix is late is said instead of that nobody came.
        let is_late = matches!(event, Event::TargetMissed(Lapsed { target: Target::Resolve, .. }));
        let was_absent = (is_there || is_late) && matches!(ladder::overdue(ticket), Some((Target::Attend, _)));
        Some(Self::Promised(ticket.number, targets, if was_absent { &[Cause::Overdue] } else { &[] }))
    }

    pub(super) fn settles(&self, outbound: &Outbound, subject: &Subject) -> bool {
        match self {
            // What was wanted before the order was not wanted because of it.
            Self::Undone(ticket, given_at) => {
                *subject == Subject::Ticket(*ticket)
                    && outbound.wanted_at >= *given_at
                    && !matches!(outbound.purpose, Purpose::Acknowledgement | Purpose::Letter)
            }
            // Whoever asked hears the answer, and whoever was written to reads it, whatever came of it since.
            Self::Whole(_)
                if matches!(outbound.purpose, Purpose::Reply | Purpose::Letter | Purpose::Handover | Purpose::Nod) =>
            {
                false
            }
            Self::Whole(answered) => subject == answered,
            Self::Owned(ticket, causes) => {
                // What goes on is told anew by what happens next.
                let is_over = matches!(outbound.purpose, Purpose::Assignment | Purpose::Progress);
                *subject == Subject::Ticket(*ticket) && (is_over || is_rung_of(outbound, causes))
            }
            Self::Quoted(ticket) => *subject == Subject::Ticket(*ticket) && outbound.purpose == Purpose::Quote,
            Self::Paused(ticket, since) => {
                *subject == Subject::Ticket(*ticket) && contests::asked(outbound) == Some(*since)
            }
            Self::Offered(ticket) => *subject == Subject::Ticket(*ticket) && outbound.purpose == Purpose::Assignment,
            Self::Promised(ticket, targets, causes) => {
                let is_near =
                    near::target(outbound.purpose, outbound.rung).is_some_and(|target| targets.contains(&target));
                *subject == Subject::Ticket(*ticket) && (is_near || is_rung_of(outbound, causes))
            }
            Self::Asked(ticket, causes) => *subject == Subject::Ticket(*ticket) && is_rung_of(outbound, causes),
        }
    }
}

/// Whether a message stands on a ladder of one of these causes.
fn is_rung_of(outbound: &Outbound, causes: &[Cause]) -> bool {
    matches!(outbound.purpose, Purpose::Reminder | Purpose::Escalation)
        && causes.contains(&Cause::of_rung(outbound.rung))
}

/// Whether what was asked of a subject is still to be asked.
pub(in crate::decide) fn is_open(situation: &Situation, outbound: &Outbound, subject: &Subject) -> bool {
    match subject {
        Subject::Task(task, day) => {
            let day = day.and_then(|day| situation.occurrences.get(&(task.clone(), day)));
            let is_over =
                |outcome| matches!(outcome, Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard);
            !day.and_then(|day| day.outcome).is_some_and(is_over)
        }
        Subject::Ticket(number) => situation.tickets.get(number).is_none_or(|ticket| match outbound.purpose {
            Purpose::Escalation | Purpose::Reminder => match near::target(outbound.purpose, outbound.rung) {
                Some(target) => near::is_open(ticket, target),
                None => ticket.course.climbs.contains_key(&Cause::of_rung(outbound.rung)),
            },
            Purpose::Verification => ticket.stage == Stage::Resolved,
            Purpose::Pause => contests::asked(outbound).is_none_or(|since| contests::is_open(ticket, since)),
            Purpose::Acknowledgement
            | Purpose::Assignment
            | Purpose::Progress
            | Purpose::Closure
            | Purpose::Warning
            | Purpose::Help
            | Purpose::Letter
            | Purpose::Handout
            | Purpose::Handover
            | Purpose::Repeat
            | Purpose::Quote
            | Purpose::OnCall
            | Purpose::Nod
            | Purpose::Reply => true,
        }),
    }
}

/// The day of a task that somebody reported or excused.
pub(super) fn reported(event: &Event) -> Option<Subject> {
    match event {
        Event::OccurrenceEnded { task, day, outcome, .. }
            if !matches!(outcome, Outcome::Missed | Outcome::Unheard | Outcome::Partial) =>
        {
            Some(Subject::Task(task.clone(), Some(*day)))
        }
        _ => None,
    }
}

/// The day of a task of which nobody knows whether it was reported.
pub(super) fn lost(event: &Event) -> Option<Subject> {
    match event {
        Event::OccurrenceEnded { task, day, outcome: Outcome::Unheard, .. } => {
            Some(Subject::Task(task.clone(), Some(*day)))
        }
        _ => None,
    }
}
