//! What is said on the page of a pass: by whoever has the job or reported it, and nobody else.

use super::{contests, quotes};
use crate::choice::Job;
use crate::directory::Directory;
use crate::event::{Change, Event};
use crate::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use crate::pass::{Act, Move, has_job};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::{Stage, Ticket};

/// Acts on a message that was said by a pass. One that was acted on already changes nothing more.
pub fn act(situation: &Situation, act: &Act) -> Result<Vec<Change>, Refusal> {
    let ticket = situation.tickets.get(&act.ticket).ok_or(Refusal::NoSuchTicket(act.ticket))?;
    let heard = situation.by_external(&act.conversation, &act.external).ok_or(Refusal::NotYours(act.ticket))?;
    if heard.meaning.is_some() {
        return Ok(Vec::new());
    }
    let directory = &situation.directory;
    let is_theirs = match act.made.is_work() {
        true => has_job(directory, ticket, &heard.sender),
        // Whoever claims a fix does not judge it, whoever they are besides.
        false => {
            directory.told_us(ticket, &heard.sender)
                && !claims(directory, heard, ticket)
                && !ticket.course.is_claimed_on(heard)
        }
    };
    if !is_theirs {
        return Err(Refusal::NotYours(act.ticket));
    }
    match act.made {
        Move::Contest => contests::contested(ticket, act.pause).map(drop)?,
        made => allow(ticket, heard, made)?,
    }
    let mut changes = vec![read(ticket, kind(act.made), heard)];
    if heard.form.is_evidence() {
        changes.push(Event::EvidenceAdded { ticket: ticket.number, message: heard.id.clone() }.into());
    }
    // Leads hear of it, unless somebody else on call is asked.
    if act.made == Move::Cannot {
        let (by, message) = (heard.sender.clone(), heard.id.clone());
        changes.push(Event::JobDeclined(Job { ticket: ticket.number, by, message }).into());
    }
    // Whoever comes before the cost is agreed to is there, and work waits.
    let is_held_back = act.made == Move::Arrive && quotes::holds_back(situation, ticket, &heard.sender);
    changes.extend(follows(ticket, heard, act.made).filter(|_| !is_held_back).map(Change::from));
    if act.made == Move::Contest {
        changes.extend(contests::contest(ticket, heard, act.pause).map(Change::from));
    }
    if act.made == Move::Cost {
        changes.extend(quotes::by_link(situation, ticket, heard));
    }
    Ok(changes)
}

fn claims(directory: &Directory, heard: &Heard, ticket: &Ticket) -> bool {
    ticket.claimant.as_ref().is_some_and(|claimant| directory.are_one(claimant, &heard.sender))
}

fn allow(ticket: &Ticket, heard: &Heard, made: Move) -> Result<(), Refusal> {
    let stage = ticket.stage;
    let (allowed, remedy) = match made {
        Move::Accept | Move::Arrive | Move::Cannot => {
            (stage.is_open() && stage != Stage::Resolved, "nothing more is to be done here")
        }
        Move::Done => (stage.is_open() && stage != Stage::Resolved, "it was said to be done already"),
        Move::Cost | Move::Show | Move::Contest => (!stage.is_put_away(), "it takes no more messages"),
        Move::Fixed => (stage == Stage::Resolved, "nobody says that it is fixed, or it was confirmed already"),
        Move::NotFixed => (matches!(stage, Stage::Resolved | Stage::Verified | Stage::Closed), "it is being worked on"),
    };
    if !allowed {
        return Err(Refusal::WrongStage { ticket: ticket.number, stage, remedy });
    }
    if made == Move::Done && (heard.media.is_none() || !heard.form.is_evidence()) {
        return Err(Refusal::NoPhoto(ticket.number));
    }
    Ok(())
}

fn kind(made: Move) -> Kind {
    match made {
        Move::Accept | Move::Arrive | Move::Cannot => Kind::Progress,
        Move::Done => Kind::Resolved,
        Move::Cost | Move::Show => Kind::Evidence,
        Move::Contest => Kind::Question,
        Move::Fixed => Kind::Verified,
        Move::NotFixed => Kind::Reopened,
    }
}

fn read(ticket: &Ticket, kind: Kind, heard: &Heard) -> Change {
    let meaning = Interpretation {
        by: Reader::Embedded(Act::RULES.to_owned()),
        kind,
        category: None,
        priority: None,
        place: None,
        about: Some(Subject::Ticket(ticket.number)),
        confidence: 1.0,
        band: Band::Act,
        language: "und".to_owned(),
    };
    Event::MessageInterpreted { message: heard.id.clone(), meaning }.into()
}

/// What becomes of the ticket.
fn follows(ticket: &Ticket, heard: &Heard, made: Move) -> Option<Event> {
    let (number, message) = (ticket.number, Some(heard.id.clone()));
    let is_begun = matches!(ticket.stage, Stage::InProgress | Stage::OnHold);
    match made {
        // Whoever takes what is theirs has seen it.
        Move::Accept if !is_begun => {
            Some(Event::TicketAssigned { ticket: number, assignee: ticket.assignee.clone(), message })
        }
        Move::Arrive if ticket.stage != Stage::InProgress => Some(Event::TicketStarted { ticket: number, message }),
        Move::Done => Some(Event::TicketResolved { ticket: number, claimant: Some(heard.sender.clone()), message }),
        Move::Cannot => Some(Event::TicketAssigned { ticket: number, assignee: None, message }),
        Move::Fixed => Some(Event::TicketVerified { ticket: number, message }),
        Move::NotFixed => Some(Event::TicketReopened { ticket: number, message }),
        Move::Accept | Move::Arrive | Move::Cost | Move::Contest | Move::Show => None,
    }
}
