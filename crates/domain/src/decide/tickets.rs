//! What members do to tickets by hand.

use super::{contests, quotes, repeats, undo};
use crate::event::{Change, Event, Personal};
use crate::id::TicketNumber;
use crate::refusal::Refusal;
use crate::request::{Request, TicketCommand};
use crate::situation::Situation;
use crate::ticket::{Assignee, Stage, Ticket};
use crate::undo::Stood;

/// Changes a ticket as a member asks who saw it at a stage: what is so already is not done again, and nothing is done to
/// a ticket that somebody else moved on.
pub fn change(
    situation: &Situation,
    request: &Request,
    number: TicketNumber,
    seen: Option<Stage>,
    command: &TicketCommand,
) -> Result<Vec<Change>, Refusal> {
    let ticket = situation.tickets.get(&number).ok_or(Refusal::NoSuchTicket(number))?;
    if matches!(command, TicketCommand::Resolve) && is_done(situation, ticket, command) {
        return Ok(Vec::new());
    }
    if let Some(seen) = seen {
        if is_done(situation, ticket, command) {
            return Ok(Vec::new());
        }
        if ticket.stage != seen {
            return Err(Refusal::Overtaken { ticket: number, stage: ticket.stage });
        }
    }
    let agree = |shown, said| {
        quotes::answer(ticket, request.actor.clone(), shown, said).map(|change| change.into_iter().collect())
    };
    match command {
        TicketCommand::Approve(shown) => agree(*shown, Some(true)),
        TicketCommand::Decline(shown) => agree(*shown, Some(false)),
        TicketCommand::AskAgain(shown) => agree(*shown, None),
        TicketCommand::JudgePause { since, stands, because } => {
            contests::judge(ticket, request.actor.clone(), (*since, *stands), because)
        }
        TicketCommand::SeekCause => repeats::seek(situation, ticket),
        TicketCommand::PutBack(acted) => undo::put_back(situation, ticket, acted),
        TicketCommand::Label(set, labels) => {
            let is_said = is_done(situation, ticket, command);
            label(situation, number, set, labels.as_ref())
                .map(|change| (!is_said).then_some(change).into_iter().collect())
        }
        _ => decided(situation, ticket, command).map(|change| vec![change]),
    }
}

/// Whether a ticket is as a command would make it.
fn is_done(situation: &Situation, ticket: &Ticket, command: &TicketCommand) -> bool {
    match command {
        TicketCommand::Assign(assignee) => ticket.assignee == *assignee,
        TicketCommand::Start => ticket.stage == Stage::InProgress,
        TicketCommand::Hold { reason, message } => {
            let shown = ticket.course.pause().and_then(|pause| pause.message.as_ref());
            ticket.hold == Some(*reason) && (message.is_none() || message.as_ref() == shown)
        }
        TicketCommand::Resolve => ticket.stage == Stage::Resolved,
        TicketCommand::Verify => ticket.stage == Stage::Verified,
        TicketCommand::Reopen => ticket.stage == Stage::Reopened,
        TicketCommand::Close => ticket.stage == Stage::Closed,
        TicketCommand::Merge(into) => ticket.merged_into == Some(*into),
        TicketCommand::Cancel => ticket.stage == Stage::Cancelled,
        TicketCommand::Classify { category, priority, place } => {
            (ticket.category, ticket.priority, &ticket.place) == (*category, *priority, place)
                && ticket.stage != Stage::Reported
        }
        TicketCommand::SeekCause => ticket
            .course
            .cause
            .is_some_and(|cause| situation.tickets.get(&cause).is_some_and(|cause| cause.stage.is_open())),
        TicketCommand::Note(_) => false,
        TicketCommand::PutBack(acted) => Stood::of(ticket) == acted.before,
        TicketCommand::Label(set, labels) => {
            ticket.course.labels.get(set).and_then(|known| known.said.as_ref()) == labels.as_ref()
        }
        TicketCommand::Approve(shown) => quotes::stands(ticket, *shown, Some(true)),
        TicketCommand::Decline(shown) => quotes::stands(ticket, *shown, Some(false)),
        TicketCommand::AskAgain(shown) => quotes::stands(ticket, *shown, None),
        TicketCommand::JudgePause { since, stands, .. } => contests::stands(ticket, *since, *stands),
    }
}

fn decided(situation: &Situation, ticket: &Ticket, command: &TicketCommand) -> Result<Change, Refusal> {
    let number = ticket.number;
    let message = None;
    Ok(match command {
        TicketCommand::Note(text) => Event::NoteAdded { ticket: number }.with(Personal::text(text.clone())),
        TicketCommand::Merge(into) => merge(situation, ticket, *into)?,
        TicketCommand::Reopen => {
            allow(ticket, ticket.stage != Stage::Merged, "reopen the ticket it was merged into")?;
            allow(ticket, !ticket.stage.is_open() || ticket.stage == Stage::Resolved, "it is being worked on already")?;
            Event::TicketReopened { ticket: number, message }.into()
        }
        TicketCommand::Verify => {
            allow(ticket, ticket.stage.is_open(), "reopen it first")?;
            Event::TicketVerified { ticket: number, message }.into()
        }
        TicketCommand::Close => {
            allow(ticket, ticket.stage == Stage::Verified, "somebody must confirm the fix first")?;
            Event::TicketClosed { ticket: number }.into()
        }
        TicketCommand::Classify { category, priority, place } => {
            allow(ticket, !ticket.stage.is_put_away(), "change the ticket it was merged into")?;
            if let Some(unknown) = place.as_ref().filter(|place| !situation.directory.places.contains_key(place)) {
                return Err(Refusal::Undefined { kind: "place", name: unknown.to_string() });
            }
            let of_place = place.as_ref().and_then(|place| situation.directory.places.get(place));
            let site = of_place.map(|place| place.site.clone()).or_else(|| ticket.site.clone());
            let (category, priority, place) = (*category, *priority, place.clone());
            Event::TicketClassified { ticket: number, category, priority, site, place }.into()
        }
        TicketCommand::Assign(_)
        | TicketCommand::Start
        | TicketCommand::Hold { .. }
        | TicketCommand::Resolve
        | TicketCommand::SeekCause
        | TicketCommand::Approve(_)
        | TicketCommand::Decline(_)
        | TicketCommand::AskAgain(_)
        | TicketCommand::JudgePause { .. }
        | TicketCommand::PutBack(_)
        | TicketCommand::Label(..)
        | TicketCommand::Cancel => {
            allow(ticket, ticket.stage.is_open(), "reopen it first")?;
            known(situation, number, command)?;
            work(number, command)
        }
    })
}

/// Says which labels of a set a ticket has, or takes that back; also of one that is closed, since there is something to learn of it.
fn label(
    situation: &Situation,
    ticket: TicketNumber,
    set: &str,
    labels: Option<&Vec<String>>,
) -> Result<Change, Refusal> {
    let unknown = || Refusal::Undefined { kind: "labels", name: set.to_owned() };
    let known = situation.directory.labels.get(set).ok_or_else(unknown)?;
    known.accept(labels.map_or(&[], Vec::as_slice))?;
    Ok(Event::LabelsSaid { ticket, set: set.to_owned(), labels: labels.cloned() }.into())
}

/// Whether the one a ticket is given to is in the directory, and the message that shows why it waits speaks of it.
fn known(situation: &Situation, number: TicketNumber, command: &TicketCommand) -> Result<(), Refusal> {
    let directory = &situation.directory;
    match command {
        TicketCommand::Assign(Some(Assignee::Person(person))) if !directory.people.contains_key(person) => {
            Err(Refusal::Undefined { kind: "person", name: person.to_string() })
        }
        TicketCommand::Assign(Some(Assignee::Vendor(vendor))) if !directory.vendors.contains_key(vendor) => {
            Err(Refusal::Undefined { kind: "vendor", name: vendor.to_string() })
        }
        TicketCommand::Hold { message: Some(id), .. } => {
            let heard = situation.message(id);
            let speaks_of_it = heard.and_then(|heard| situation.ticket_of(heard)).is_some_and(|of| of.number == number);
            if speaks_of_it { Ok(()) } else { Err(Refusal::NoSuchMessage(id.clone())) }
        }
        _ => Ok(()),
    }
}

fn work(ticket: TicketNumber, command: &TicketCommand) -> Change {
    let message = None;
    match command {
        TicketCommand::Assign(assignee) => Event::TicketAssigned { ticket, assignee: assignee.clone(), message },
        TicketCommand::Hold { reason, message } => {
            Event::TicketHeld { ticket, reason: *reason, message: message.clone(), is_shown: message.is_some() }
        }
        TicketCommand::Resolve => Event::TicketResolved { ticket, claimant: None, message },
        TicketCommand::Cancel => Event::TicketCancelled { ticket },
        _ => Event::TicketStarted { ticket, message },
    }
    .into()
}

pub(super) fn merge(situation: &Situation, ticket: &Ticket, into: TicketNumber) -> Result<Change, Refusal> {
    let refused = Refusal::BadMerge(ticket.number, into);
    let kept = situation.tickets.get(&into).ok_or(Refusal::NoSuchTicket(into))?;
    if into == ticket.number || kept.stage.is_put_away() || ticket.stage.is_put_away() {
        return Err(refused);
    }
    Ok(Event::TicketMerged { ticket: ticket.number, into, keeps_time: true }.into())
}

pub(super) fn allow(ticket: &Ticket, allowed: bool, remedy: &'static str) -> Result<(), Refusal> {
    if allowed {
        return Ok(());
    }
    Err(Refusal::WrongStage { ticket: ticket.number, stage: ticket.stage, remedy })
}
