//! To whom a ticket is offered that nobody was told to own: who is on call by its duty, one after the other.

use super::outbound::after_quiet;
use crate::agreement::USUAL;
use crate::calendar::Counted;
use crate::choice;
use crate::duty::{Call, Duty, Ground, Offered, Share, Taker, Trade, Turn, Untaken, duties};
use crate::event::{Change, Event};
use crate::id::{PersonId, RotaId, SiteId, TicketNumber};
use crate::message::Subject;
use crate::outbound::{Purpose, State};
use crate::pass;
use crate::policy::rank;
use crate::rota;
use crate::situation::Situation;
use crate::ticket::{Assignee, Priority, Stage, Ticket};
use crate::time::Instant;
use std::collections::BTreeSet;

const MINUTE_US: i64 = 60_000_000;

/// Adds the offers that follow from changes: of a ticket that was classified and nobody was given, and of one that
/// whoever was asked does not take.
pub(super) fn offer(situation: &Situation, at: Instant, changes: &mut Vec<Change>) {
    let numbers: BTreeSet<TicketNumber> = changes.iter().filter_map(|change| change.event.ticket()).collect();
    for number in numbers {
        let offered = offer_one(situation, at, number, changes);
        changes.extend(offered);
    }
}

fn offer_one(situation: &Situation, at: Instant, number: TicketNumber, changes: &[Change]) -> Option<Change> {
    let events = || changes.iter().map(|change| &change.event).filter(|event| event.ticket() == Some(number));
    let is_given = |event: &Event| matches!(event, Event::TicketAssigned { assignee: Some(_), .. });
    if events().any(|event| is_given(event) || puts_away(event)) {
        return None;
    }
    let ticket = situation.tickets.get(&number);
    if events().any(|event| matches!(event, Event::JobDeclined(_))) {
        return pass_on(situation, ticket?, Ground::Declined, at, changes);
    }
    let mut classified = events().filter_map(|event| match event {
        Event::TicketClassified { category, priority, site, place, .. } => {
            let (category, priority) = (*category, *priority);
            Some(Trade { category, priority, site: site.as_ref(), place: place.as_ref() })
        }
        _ => None,
    });
    let trade = classified.next_back()?;
    let is_free = ticket.is_none_or(|ticket| {
        let waits = matches!(ticket.stage, Stage::Reported | Stage::Classified | Stage::Assigned);
        waits && ticket.assignee.is_none() && ticket.course.is_live
    });
    match ticket.and_then(|ticket| Some((ticket, ticket.course.call.as_ref()?))) {
        _ if !is_free => None,
        None => call(situation, number, trade, (at, Ground::Rule), changes),
        Some((ticket, known)) => call_anew(situation, ticket, known, trade, at, changes),
    }
}

/// Offers a ticket anew that nobody took yet and that turned out to be another trade, place or priority: by the duty that
/// holds for it now, or to the same with less time when it is more urgent than it seemed.
fn call_anew(
    situation: &Situation,
    ticket: &Ticket,
    known: &Call,
    trade: Trade<'_>,
    at: Instant,
    so_far: &[Change],
) -> Option<Change> {
    let is_same =
        (ticket.category, ticket.priority, ticket.place.as_ref()) == (trade.category, trade.priority, trade.place);
    if is_same {
        return None;
    }
    let duties = duties(&situation.directory, trade);
    let first = duties.iter().find_map(|duty| Some((*duty, next(situation, duty, trade, &[], at, so_far)?)));
    if first.as_ref().is_some_and(|(duty, _)| duty.id != known.duty) {
        return call(situation, ticket.number, trade, (at, Ground::Reclassified), so_far);
    }
    let (duty, to) = (situation.directory.duties.get(&known.duty)?, known.waits_for()?);
    let again = offered(situation, ticket.number, trade, duty, (to.clone(), true), Ground::Reclassified, at);
    let is_sooner = trade.priority < ticket.priority && known.until.is_some_and(|until| again.until < until);
    is_sooner.then(|| Event::JobOffered(again).into())
}

fn puts_away(event: &Event) -> bool {
    matches!(event, Event::TicketMerged { .. } | Event::TicketCancelled { .. } | Event::TicketVerified { .. })
}

/// Offers a ticket for the first time: by the most specific duty that has somebody on call.
fn call(
    situation: &Situation,
    ticket: TicketNumber,
    trade: Trade<'_>,
    (at, ground): (Instant, Ground),
    so_far: &[Change],
) -> Option<Change> {
    let duties = duties(&situation.directory, trade);
    let first = duties.iter().find_map(|duty| Some((duty, next(situation, duty, trade, &[], at, so_far)?)));
    let event = match (first, duties.first()) {
        (Some((duty, to)), _) => Event::JobOffered(offered(situation, ticket, trade, duty, to, ground, at)),
        (None, Some(duty)) => Event::JobUntaken(Untaken { ticket, duty: duty.id.clone(), ground: Ground::OffDuty }),
        (None, None) => return None,
    };
    Some(event.into())
}

/// What follows when the time to answer an offer is over. It counts from when whoever was asked was told; who could not be
/// told in time did not fail to answer, and the next one is asked.
pub(super) fn lapsed(situation: &Situation, ticket: &Ticket, at: Instant, so_far: &[Change]) -> Option<Change> {
    let call = ticket.course.call.as_ref()?;
    let ground = match told_at(situation, ticket, call) {
        None => Ground::Untold,
        Some(told_at) => {
            let duty = situation.directory.duties.get(&call.duty);
            let minutes = duty.map_or(0, |duty| i64::from(duty.minutes(ticket.priority)));
            if at < told_at.plus_minutes(minutes) {
                return None;
            }
            Ground::Unanswered
        }
    };
    pass_on(situation, ticket, ground, at, so_far)
}

/// When whoever is asked now was told, if they were.
fn told_at(situation: &Situation, ticket: &Ticket, call: &Call) -> Option<Instant> {
    let directory = &situation.directory;
    let is_asked = |person: &PersonId| pass::is_of(directory, call.asked.last(), person);
    let said = situation.outbounds.values().filter(|said| {
        let is_offer = said.purpose == Purpose::Assignment && said.about.contains(&Subject::Ticket(ticket.number));
        is_offer && (said.state.is_out() || said.state == State::Begun) && is_asked(&said.to)
    });
    said.filter_map(|said| said.begun_at.or(said.told_at)).max()
}

/// Offers a ticket to whoever comes next; when nobody does, that is recorded.
fn pass_on(situation: &Situation, ticket: &Ticket, ground: Ground, at: Instant, so_far: &[Change]) -> Option<Change> {
    let call = ticket.course.call.as_ref()?;
    let (category, priority) = (ticket.category, ticket.priority);
    let trade = Trade { category, priority, site: ticket.site.as_ref(), place: ticket.place.as_ref() };
    let duty = situation.directory.duties.get(&call.duty);
    let next = duty.and_then(|duty| Some((duty, next(situation, duty, trade, &call.asked, at, so_far)?)));
    let event = match next {
        Some((duty, to)) => Event::JobOffered(offered(situation, ticket.number, trade, duty, to, ground, at)),
        None => Event::JobUntaken(Untaken { ticket: ticket.number, duty: call.duty.clone(), ground }),
    };
    Some(event.into())
}

/// Who is asked next, and whether they are on watch.
fn next(
    situation: &Situation,
    duty: &Duty,
    trade: Trade<'_>,
    asked: &[Assignee],
    at: Instant,
    so_far: &[Change],
) -> Option<(Assignee, bool)> {
    if asked.len() >= Call::ASKED_MAX {
        return None;
    }
    let wall = at.in_zone(situation.zone_of(trade.site)).datetime();
    let shifts = trade.site.and_then(|site| situation.directory.sites.get(site)).map_or(&[][..], |site| &site.shifts);
    let on_call = duty.turns.iter().filter(|turn| turn.holds(wall, shifts));
    let takers = on_call.flat_map(|turn| takers(situation, turn, trade.site, at));
    let mut free = takers.filter(|(taker, _)| !asked.contains(taker));
    match duty.share {
        Share::InOrder => free.next(),
        // Of equals the one who was given something the longest ago, then whoever is named first.
        Share::ByLoad => free
            .min_by_key(|(taker, _)| (load(situation, taker) + offers_to(so_far, taker), given_at(situation, taker))),
    }
}

fn takers(situation: &Situation, turn: &Turn, site: Option<&SiteId>, at: Instant) -> Vec<(Assignee, bool)> {
    let directory = &situation.directory;
    let is_known = |person: &PersonId| directory.person(person).is_some_and(|known| !known.is_erased());
    let by_turns = |rota: &RotaId| {
        let rota = directory.rotas.get(rota)?;
        Some(rota::on_call(directory, rota, situation.zone_of(rota.site.as_ref()), at)?.who)
    };
    let found: Vec<Assignee> = match &turn.who {
        Taker::Person(person) if is_known(person) => vec![rank::assignee(directory, directory.who(person))],
        Taker::Person(_) => Vec::new(),
        Taker::Vendor(vendor) => vec![Assignee::Vendor(vendor.clone())],
        Taker::Rota(rota) => match by_turns(rota) {
            Some(Assignee::Person(person)) => vec![rank::assignee(directory, &person)],
            company_or_nobody => company_or_nobody.into_iter().collect(),
        },
        Taker::Crew(role) => {
            let crew = directory.people.values().filter(|person| person.role == *role && !person.is_erased());
            let here = crew.filter(|person| person.site.is_none() || site.is_none() || person.site.as_ref() == site);
            here.filter(|person| !directory.same.contains_key(&person.id))
                .map(|person| rank::assignee(directory, &person.id))
                .collect()
        }
    };
    // Whoever is on call by turns is so at night, too.
    let is_on_watch = turn.watch.is_some() || matches!(turn.who, Taker::Rota(_));
    found.into_iter().map(|taker| (taker, is_on_watch)).collect()
}

/// Offers to somebody that are about to be recorded: many may fall due in the same minute.
fn offers_to(so_far: &[Change], taker: &Assignee) -> usize {
    so_far.iter().filter(|change| matches!(&change.event, Event::JobOffered(offered) if offered.to == *taker)).count()
}

/// Open tickets that somebody has, or was offered and may yet take.
fn load(situation: &Situation, taker: &Assignee) -> usize {
    let waits = |ticket: &&Ticket| ticket.course.call.as_ref().and_then(Call::waits_for) == Some(taker);
    choice::load(situation, taker) + situation.tickets.values().filter(waits).count()
}

fn given_at(situation: &Situation, taker: &Assignee) -> Option<Instant> {
    let theirs = situation.tickets.values().filter(|ticket| ticket.assignee.as_ref() == Some(taker));
    theirs.filter_map(|ticket| ticket.course.assigned_at).max()
}

fn offered(
    situation: &Situation,
    ticket: TicketNumber,
    trade: Trade<'_>,
    duty: &Duty,
    (to, is_on_watch): (Assignee, bool),
    ground: Ground,
    at: Instant,
) -> Offered {
    let can_wait = matches!(trade.priority, Priority::Normal | Priority::Low) && !is_on_watch;
    let from = if can_wait { after_quiet(situation, trade.site, at) } else { at };
    let minutes = i64::from(duty.minutes(trade.priority));
    let calendar = can_wait.then_some(&USUAL.calendar);
    let counted = Counted { calendar, zone: situation.zone_of(trade.site) };
    let until = counted.after_us(from, minutes * MINUTE_US, None).unwrap_or(from.plus_minutes(minutes));
    Offered { ticket, duty: duty.id.clone(), to, ground, from, until }
}
