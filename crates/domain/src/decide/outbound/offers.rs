//! What a message offers: the answers that go with its sentence, or where a ticket may be.

use super::words::Line;
use super::{Wish, line};
use crate::choice::{Cause as Excuse, Choice, Choices, Offer};
use crate::decide::excuses::Because;
use crate::directory::Role;
use crate::event::{Change, Event};
use crate::id::{PersonId, SiteId, TicketNumber};
use crate::ladder::Cause;
use crate::message::Subject;
use crate::order::Deed;
use crate::policy::rank;
use crate::quote::Quote;
use crate::situation::Situation;
use crate::wording::Sentence;

/// The answers to one thing that one person is told.
pub(super) fn of(situation: &Situation, wish: &Wish, sentence: Sentence, changes: &[Change]) -> Option<Offer> {
    match (&wish.line, &wish.about) {
        (Line::Skip(because), _) => {
            let cause = match because {
                Because::Chosen(cause) => *cause,
                Because::Said(_) => Excuse::Other,
            };
            Offer::of([Choice::Excuse(cause), Choice::Insist])
        }
        (Line::Quote, Subject::Ticket(number)) => {
            let shown = quote(situation, *number, changes);
            Offer::of([Choice::Approve(shown), Choice::Decline(shown)])
        }
        // Whoever else reads of it may not answer.
        (Line::Contest(_), _) if situation.directory.role(&wish.to) != Role::Manager => None,
        (Line::Contest(since), _) => Offer::of([Choice::Uphold(*since), Choice::Strike(*since)]),
        // Nobody is asked to judge their own work.
        (Line::Rung(Cause::Unverified, _), Subject::Ticket(number)) if !may_judge(situation, *number, &wish.to) => None,
        (Line::Acknowledged, Subject::Ticket(number)) => places(situation, *number, changes),
        _ => Offer::of(sentence.choices().iter().cloned()),
    }
}

fn may_judge(situation: &Situation, number: TicketNumber, person: &PersonId) -> bool {
    let ticket = situation.tickets.get(&number);
    ticket.is_some_and(|ticket| rank::may(&situation.directory, ticket, person, &Deed::Verify).is_ok())
}

/// Which of several tickets or days of tasks somebody answers for, where each can be said alone.
pub(super) fn of_several(situation: &Situation, wishes: &[Wish]) -> Option<Offer> {
    let alone = |wish: &&Wish| line(situation, (wish.purpose, wish.rung), &wish.about).is_some();
    Offer::of(wishes.iter().filter(alone).filter_map(|wish| match &wish.about {
        Subject::Task(task, Some(day)) => Some(Choice::Of(task.clone(), *day)),
        Subject::Ticket(number) => Some(Choice::Ticket(*number)),
        Subject::Task(_, None) => None,
    }))
}

/// The number of the quote that is asked about: one that is being given, or the one that stands.
fn quote(situation: &Situation, number: TicketNumber, changes: &[Change]) -> u32 {
    let known = situation.tickets.get(&number).and_then(|ticket| ticket.course.quote.as_ref());
    let is_given = |change: &Change| matches!(&change.event, Event::QuoteGiven(quoted) if quoted.ticket == number);
    match known {
        Some(quote) if !changes.iter().any(is_given) => quote.number,
        known => Quote::next_number(known),
    }
}

/// Whether it asks where something is.
pub(super) fn asks_where(offer: &Offer) -> bool {
    matches!(offer.choices().first(), Some(Choice::At(_)))
}

/// The parts of the site of a new ticket, when nobody said where it is and a list holds them all.
fn places(situation: &Situation, number: TicketNumber, changes: &[Change]) -> Option<Offer> {
    let site = changes.iter().find_map(|change| match &change.event {
        Event::TicketClassified { ticket, site, place: None, .. } if *ticket == number => site.as_ref(),
        _ => None,
    })?;
    let is_part = |of: &SiteId, parent: Option<&crate::id::PlaceId>| of == site && parent.is_none();
    let places = situation.directory.places.values().filter(|place| is_part(&place.site, place.parent.as_ref()));
    let places: Vec<Choice> = places.map(|place| Choice::At(place.id.clone())).collect();
    if (2..=Choices::MAX).contains(&places.len()) { Offer::of(places) } else { None }
}
