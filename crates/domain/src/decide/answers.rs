//! Questions that the record answers: who may hear it, and what of it.

use super::orders;
use super::reply::{Reply, Said};
use crate::directory::Role;
use crate::event::{Change, Event};
use crate::id::{PersonId, SiteId, TicketNumber};
use crate::message::{Heard, Subject};
use crate::order::{Inquiry, ReportAsked, Sought, Spot};
use crate::outbound::{Outbound, Purpose};
use crate::pass;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::Ticket;
use crate::time::Instant;
use crate::wording::speaks;

/// Reports that one person is brought in a day; each costs as much as a document.
const REPORTS_A_DAY_MAX: usize = 20;
/// A day, in minutes.
const DAY_MINUTES: f64 = 1_440.0;

/// What somebody is to hear who asked; nothing where it is not for them to know.
pub(super) fn answer(situation: &Situation, inquiry: &Inquiry) -> Result<Option<Reply>, Refusal> {
    let message = &inquiry.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let person = &heard.sender;
    let role = situation.directory.role(person);
    let of_ticket = |number: TicketNumber| {
        let number = situation.goes_on(number).unwrap_or(number);
        let said = told(situation, situation.tickets.get(&number)?, person)?;
        Some((said, vec![Subject::Ticket(number)]))
    };
    let found = match &inquiry.sought {
        Sought::Ticket(number) if orders::is_missing(situation, heard, *number) => {
            Some((Said::Missing(*number), Vec::new()))
        }
        Sought::Ticket(number) => of_ticket(*number),
        Sought::News => situation.ticket_of(heard).and_then(|ticket| of_ticket(ticket.number)),
        Sought::Overview if role.leads() => Some((Said::Overview, Vec::new())),
        Sought::Open(spot) if role.leads() => Some((Said::Open(spot.clone()), Vec::new())),
        Sought::Overdue(spot) if role.leads() => Some((Said::Overdue(spot.clone()), Vec::new())),
        Sought::Mine if role.leads() || role.does_work() => Some((Said::Mine(person.clone()), Vec::new())),
        Sought::OnShift(spot) if role.leads() || (role.does_work() && role != Role::Vendor) => {
            Some((Said::OnShift(spot.clone()), Vec::new()))
        }
        Sought::OnCall(spot) if role.leads() || role.does_work() => Some((Said::OnCall(spot.clone()), Vec::new())),
        // What leads get comes by itself, later.
        Sought::Report(_, spot) => report(situation, heard, spot).err().flatten().map(|said| (said, Vec::new())),
        Sought::Overview
        | Sought::Open(_)
        | Sought::Overdue(_)
        | Sought::Mine
        | Sought::OnShift(_)
        | Sought::OnCall(_) => None,
    };
    let language = inquiry.language.clone();
    Ok(found.map(|(said, about)| Reply { to: heard.identity().clone(), language, about, said }))
}

/// Whether what is asked for is a report, and its sender may have it: it comes by itself, and no reply says so.
pub(super) fn is_brought(situation: &Situation, inquiry: &Inquiry) -> bool {
    let heard = situation.message(&inquiry.message);
    let spot = match &inquiry.sought {
        Sought::Report(_, spot) => Some(spot),
        _ => None,
    };
    heard.zip(spot).is_some_and(|(heard, spot)| report(situation, heard, spot).is_ok())
}

/// The report that somebody asks for who may have it.
pub(super) fn asked(situation: &Situation, inquiry: &Inquiry, at: Instant) -> Vec<Change> {
    let (Sought::Report(running, spot), Some(heard)) = (&inquiry.sought, situation.message(&inquiry.message)) else {
        return Vec::new();
    };
    let to = heard.identity().clone();
    let Ok(site) = report(situation, heard, spot) else { return Vec::new() };
    let is_known = |wanted: &&Outbound| wanted.purpose == Purpose::Handout && wanted.to == to;
    let today = |wanted: &&Outbound| at.minutes_since(wanted.not_before) < DAY_MINUTES;
    if situation.outbounds.values().filter(is_known).filter(today).count() >= REPORTS_A_DAY_MAX {
        return Vec::new();
    }
    let language = match speaks(&inquiry.language) {
        true => inquiry.language.clone(),
        false => super::outbound::language(situation, &to).to_owned(),
    };
    let (message, running) = (inquiry.message.clone(), *running);
    vec![Event::ReportAsked(ReportAsked { message, to, running, site, language }).into()]
}

/// The site of which somebody may have a report, none for all of them; else what they hear instead, where they work here.
fn report(situation: &Situation, heard: &Heard, spot: &Spot) -> Result<Option<SiteId>, Option<Said>> {
    let directory = &situation.directory;
    let place = || directory.places.get(spot.place.as_ref()?).map(|place| place.site.clone());
    let wanted = spot.site.clone().or_else(place);
    let person = directory.person(&heard.sender);
    match person.map_or(Role::Unknown, |person| person.role) {
        Role::Manager => Ok(wanted),
        Role::Supervisor => match person.and_then(|person| person.site.clone()) {
            None => Ok(wanted),
            Some(own) if wanted.as_ref().is_none_or(|site| *site == own) => Ok(Some(own)),
            Some(_) => Err(Some(Said::ManagersOnly)),
        },
        role => Err(role.does_work().then_some(Said::LeadsOnly)),
    }
}

/// Whether somebody may be told what a ticket is about: whoever works here, owns it or told us of it.
pub(super) fn may_hear(situation: &Situation, ticket: &Ticket, person: &PersonId) -> bool {
    let role = situation.directory.role(person);
    let works_here = role.does_work() && role != Role::Vendor;
    works_here || told(situation, ticket, person).is_some()
}

/// How somebody hears of a ticket: leads and those who work on it, as often as they ask; those who told us, now and then.
fn told(situation: &Situation, ticket: &Ticket, person: &PersonId) -> Option<Said> {
    let directory = &situation.directory;
    let role = directory.role(person);
    if role.leads() || pass::has_job(directory, ticket, person) {
        return Some(Said::Card);
    }
    directory.told_us(ticket, person).then_some(Said::News)
}
