//! What follows when a member says what a message means, and when they take that back.

use super::{interpret, tickets, unproven};
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, TicketNumber};
use crate::message::{Band, Heard, Interpretation, Kind, Subject};
use crate::order::Footing;
use crate::refusal::Refusal;
use crate::request::{Correction, Proposal, Taken};
use crate::situation::Situation;
use crate::ticket::{Category, Priority, Stage, Ticket};
use crate::time::Instant;

/// Nothing is put off for longer, in minutes: a year later nobody remembers what it was about.
const SNOOZE_MINUTES_MAX: i64 = 365 * 24 * 60;

/// Holds a message to mean what a member says. What was done already because of it is not done again: a ticket that it
/// opened goes on, is classified anew, becomes part of another, or is put away.
pub fn correct(situation: &Situation, now: Instant, correction: &Correction) -> Result<Vec<Change>, Refusal> {
    let message = &correction.proposal.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let proposal = &of_a_day(situation, &correction.proposal, heard);
    let opened = correction.opened.and_then(|number| situation.tickets.get(&number));
    let own = opened
        .filter(|ticket| ticket.opening == *message && ticket.course.seeks.is_none() && !ticket.stage.is_put_away());
    if is_said(heard, proposal, own) {
        return Ok(Vec::new());
    }
    let corrected = Event::ReadingCorrected {
        message: message.clone(),
        before: heard.meaning.clone(),
        ticket: own.map(|ticket| ticket.number),
        footing: own.map(Footing::of),
    };
    let mut changes = vec![corrected.into()];
    if own.is_none() && is_acted_on(heard, proposal) {
        changes.push(interpreted(proposal, proposal.meaning.about.clone()));
        return Ok(changes);
    }
    let freed = unproven::freed(situation, heard, now);
    let without = (!freed.is_empty()).then(|| unproven::after(situation, now, &freed));
    let situation = without.as_ref().unwrap_or(situation);
    changes.extend(freed);
    changes.extend(match own {
        Some(ticket) => of_own(situation, proposal, heard, ticket)?,
        None => interpret::interpret(situation, proposal)?,
    });
    Ok(changes)
}

/// What a member says of a message, with the day of the task that they mean.
fn of_a_day(situation: &Situation, proposal: &Proposal, heard: &Heard) -> Proposal {
    let mut proposal = proposal.clone();
    if matches!(proposal.meaning.about, Some(Subject::Task(_, None))) {
        proposal.meaning.about = interpret::subject(situation, &proposal, heard);
    }
    proposal
}

/// Puts a message off that waits for a member until an instant to come, or has it wait again.
pub fn snooze(
    situation: &Situation,
    now: Instant,
    message: &MessageId,
    until: Option<Instant>,
) -> Result<Vec<Change>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    if heard.meaning.as_ref().is_none_or(|meaning| meaning.band != Band::Triage) {
        return Err(Refusal::ReadSince(message.clone()));
    }
    if until.is_some_and(|until| until <= now || until > now.plus_minutes(SNOOZE_MINUTES_MAX)) {
        return Err(Refusal::BadSnooze);
    }
    let is_so = heard.snoozed_until.filter(|until| now < *until) == until;
    Ok(if is_so { Vec::new() } else { vec![Event::MessageSnoozed { message: message.clone(), until }.into()] })
}

/// Whether a member said the same before.
fn is_said(heard: &Heard, proposal: &Proposal, own: Option<&Ticket>) -> bool {
    let meaning = &proposal.meaning;
    heard.meaning.as_ref().is_some_and(|known| {
        let about = own.filter(|_| proposal.opens).map(|own| Subject::Ticket(own.number)).or(meaning.about.clone());
        known.by == meaning.by
            && known.kind == meaning.kind
            && (known.category, known.priority, &known.place) == (meaning.category, meaning.priority, &meaning.place)
            && (known.about == about || meaning.kind == Kind::Chatter)
    })
}

/// Whether what a member says was acted on when the message was read.
fn is_acted_on(heard: &Heard, proposal: &Proposal) -> bool {
    let meaning = &proposal.meaning;
    heard.meaning.as_ref().is_some_and(|known| {
        let is_work = matches!(meaning.about, Some(Subject::Task(..)));
        let is_there = !is_work || known.place == meaning.place;
        let is_same = known.kind == meaning.kind && known.about == meaning.about && is_there;
        is_same && !proposal.opens && !interpret::is_withheld(heard, known)
    })
}

/// What follows for the ticket that the message opened.
fn of_own(situation: &Situation, proposal: &Proposal, heard: &Heard, own: &Ticket) -> Result<Vec<Change>, Refusal> {
    let meaning = &proposal.meaning;
    let stays = Some(Subject::Ticket(own.number));
    match &meaning.about {
        Some(Subject::Ticket(number)) if *number != own.number && !proposal.opens => {
            let into = situation.goes_on(*number).ok_or(Refusal::NoSuchTicket(*number))?;
            let merged = tickets::merge(situation, own, into)?;
            Ok(vec![merged, interpreted(proposal, Some(Subject::Ticket(into)))])
        }
        _ if meaning.kind == Kind::Issue => {
            let mut changes = vec![interpreted(proposal, stays)];
            changes.extend(classified(situation, own, meaning));
            Ok(changes)
        }
        about => {
            let mut changes = Vec::new();
            match about {
                Some(Subject::Task(task, Some(day))) => {
                    changes.push(interpreted(proposal, about.clone()));
                    interpret::credit(situation, meaning, heard, (task, *day), &mut changes);
                }
                // Its words stay with the ticket, so that whoever wonders later finds them.
                _ => changes.push(interpreted(proposal, stays)),
            }
            if own.stage.is_open() && own.voices.is_empty() {
                changes.push(Event::TicketCancelled { ticket: own.number }.into());
            }
            Ok(changes)
        }
    }
}

/// The ticket's classification, where the member says another.
fn classified(situation: &Situation, own: &Ticket, meaning: &Interpretation) -> Option<Change> {
    let category = meaning.category.unwrap_or(Category::Other);
    let priority = meaning.priority.unwrap_or(Priority::Normal);
    let place = meaning.place.clone();
    let is_so = (own.category, own.priority, &own.place) == (category, priority, &place);
    let of_place = place.as_ref().and_then(|place| situation.directory.places.get(place));
    let site = of_place.map(|place| place.site.clone()).or_else(|| own.site.clone());
    let ticket = own.number;
    (!is_so).then(|| Event::TicketClassified { ticket, category, priority, site, place }.into())
}

fn interpreted(proposal: &Proposal, about: Option<Subject>) -> Change {
    let meaning = Interpretation { about, ..proposal.meaning.clone() };
    let reasons = Personal { reasons: proposal.reasons.clone(), ..Personal::none() };
    Event::MessageInterpreted { message: proposal.message.clone(), meaning }.with(reasons)
}

/// Takes back what a member said of a message, unless somebody said something else of it since. Reasons stay as they
/// were told.
pub fn take_back(situation: &Situation, now: Instant, taken: &Taken) -> Result<Vec<Change>, Refusal> {
    let message = &taken.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    if heard.meaning.as_ref() == Some(&taken.before) {
        return Ok(Vec::new());
    }
    if heard.meaning.as_ref() != Some(&taken.said) {
        return Err(Refusal::ReadSince(message.clone()));
    }
    let mut changes = Vec::new();
    let (ticket, footing) = taken.ticket.clone().unzip();
    match ticket.and_then(|number| situation.tickets.get(&number)) {
        Some(own) if own.stage == Stage::Merged => return Err(Refusal::Joined(own.number)),
        Some(own) => {
            changes.push(Event::CorrectionUndone { message: message.clone(), ticket, footing }.into());
            changes.extend(moved_back(situation, own, taken));
        }
        None => {
            changes.push(Event::CorrectionUndone { message: message.clone(), ticket: None, footing: None }.into());
            changes.extend(opened_by(situation, taken).map(|ticket| Event::TicketCancelled { ticket }.into()));
        }
    }
    let freed = unproven::freed(situation, heard, now);
    let without = (!freed.is_empty()).then(|| unproven::after(situation, now, &freed));
    changes.extend(freed);
    let meaning = taken.before.clone();
    changes.push(Event::MessageInterpreted { message: message.clone(), meaning: meaning.clone() }.into());
    if let Some(Subject::Task(task, Some(day))) = &meaning.about
        && !interpret::is_withheld(heard, &meaning)
    {
        interpret::credit(without.as_ref().unwrap_or(situation), &meaning, heard, (task, *day), &mut changes);
    }
    Ok(changes)
}

/// The place of a ticket is no part of its footing: it goes back where the member moved it from.
fn moved_back(situation: &Situation, own: &Ticket, taken: &Taken) -> Option<Change> {
    let (_, footing) = taken.ticket.as_ref()?;
    if taken.said.place == taken.before.place || own.place != taken.said.place {
        return None;
    }
    let place = taken.before.place.clone();
    let of_place = place.as_ref().and_then(|place| situation.directory.places.get(place));
    let site = of_place.map(|place| place.site.clone()).or_else(|| own.site.clone());
    let (ticket, category, priority) = (own.number, footing.category, footing.priority);
    Some(Event::TicketClassified { ticket, category, priority, site, place }.into())
}

/// The ticket that what the member said opened, if it is still open.
fn opened_by(situation: &Situation, taken: &Taken) -> Option<TicketNumber> {
    let Some(Subject::Ticket(number)) = &taken.said.about else { return None };
    let ticket = situation.tickets.get(number)?;
    (ticket.opening == taken.message && ticket.stage.is_open()).then_some(*number)
}
