//! What is said of a pause that somebody says is wrong, and in which words.

use super::Wish;
use super::chosen::{leads, managers, patiently};
use super::names::{person_name, short};
use super::words::{Line, Spoken, moment};
use crate::event::{Change, Event};
use crate::id::{PersonId, TicketNumber};
use crate::message::Subject;
use crate::order::{Undone, Verb};
use crate::outbound::Purpose;
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};
use crate::time::Instant;
use crate::wording::{Sentence, Texts};

/// Managers are asked whether a pause stands. Where none is but whoever says that it is wrong, those who lead read it, who cannot
/// answer but know of it.
pub(super) fn ask(
    situation: &Situation,
    at: Instant,
    (ticket, since): (TicketNumber, Instant),
    by: &PersonId,
) -> Vec<Wish> {
    let about = Subject::Ticket(ticket);
    let not_before = patiently(situation, at, &about);
    let asked = |to| Wish::new(to, Purpose::Pause, &about, Line::Contest(since), (0, not_before)).anew();
    let others = |people: Vec<PersonId>| people.into_iter().filter(|to| to != by).collect::<Vec<_>>();
    let mut told = others(managers(situation, ticket));
    if told.is_empty() {
        told = others(leads(situation, &about));
    }
    told.into_iter().map(asked).collect()
}

/// Whoever said that it is wrong, or else has the job, hears what was said to that. When that was taken back, managers are asked
/// again.
pub(super) fn answer(
    situation: &Situation,
    at: Instant,
    (number, since): (TicketNumber, Instant),
    stands: Option<bool>,
) -> Vec<Wish> {
    let Some(ticket) = situation.tickets.get(&number) else { return Vec::new() };
    let contest = ticket.course.wait(since).and_then(|(pause, _)| pause.contest.as_ref());
    let owner = match &ticket.assignee {
        Some(Assignee::Person(person)) => Some(person),
        Some(Assignee::Vendor(_)) | None => None,
    };
    let told = contest.map(|contest| &contest.by).or(owner);
    let (purpose, about, line) = (Purpose::Pause, Subject::Ticket(number), Line::Judged(since, stands));
    let told = told.map(|to| Wish::new(to.clone(), purpose, &about, line, (1, at)).anew());
    let asked = contest.filter(|_| stands.is_none()).map(|contest| ask(situation, at, (number, since), &contest.by));
    told.into_iter().chain(asked.into_iter().flatten()).collect()
}

/// The same, when an order that said it is taken back.
pub(super) fn unsay(situation: &Situation, at: Instant, undone: &Undone) -> Vec<Wish> {
    let order = situation.orders.get(&undone.order);
    let is_ruling = order.is_some_and(|order| matches!(order.verb, Verb::Uphold | Verb::Strike));
    let Some(ticket) = situation.tickets.get(&undone.ticket).filter(|_| is_ruling) else { return Vec::new() };
    let is_unsaid = |since: &Instant| {
        let before = undone.before.pauses.iter().find(|pause| pause.since == *since);
        before.is_some_and(|pause| pause.ruling.is_none())
    };
    let ruled = ticket.course.pauses.iter().filter(|pause| pause.ruling.is_some()).map(|pause| pause.since);
    ruled.filter(is_unsaid).flat_map(|since| answer(situation, at, (undone.ticket, since), None)).collect()
}

/// The words of it.
pub(super) fn of_pause(
    situation: &Situation,
    texts: &Texts,
    wish: &Wish,
    (ticket, changes): (Option<&Ticket>, &[Change]),
    mut gaps: Vec<(&'static str, String)>,
) -> Spoken {
    let (since, sentence) = match wish.line {
        Line::Judged(since, Some(true)) => (since, Sentence::Upheld),
        Line::Judged(since, Some(false)) => (since, Sentence::Struck),
        Line::Judged(since, None) => (since, Sentence::Unruled),
        Line::Contest(since) => {
            let contested = changes.iter().find_map(|change| match &change.event {
                Event::PauseContested(contested) if contested.since == since => {
                    Some((&contested.by, &contested.message))
                }
                _ => None,
            });
            let known = || {
                let (pause, _) = ticket?.course.wait(since)?;
                pause.contest.as_ref().map(|contest| (&contest.by, &contest.message))
            };
            let found = contested.or_else(known);
            let person = found.map_or_else(|| texts.somebody.to_owned(), |(by, _)| person_name(situation, texts, by));
            let words = found.and_then(|(_, message)| situation.message(message)).map(|heard| short(&heard.text));
            gaps.push(("person", person));
            gaps.push(("words", words.unwrap_or_default()));
            (since, Sentence::Contest)
        }
        _ => return (Sentence::Acknowledged, gaps),
    };
    let time = ticket.map(|ticket| moment(situation, ticket, since, wish.not_before));
    gaps.push(("time", time.unwrap_or_default()));
    (sentence, gaps)
}
