//! The document that a model is shown: the message, what was said before it, and what it may speak of.

use super::mask::{Mask, Masked};
use super::{Keys, speaker};
use domain::directory::{Person, Place};
use domain::id::{PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::message::Heard;
use domain::situation::Situation;
use domain::ticket::Ticket;
use domain::time::Instant;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// Characters of the message that are shown; longer ones are announcements.
pub(super) const MESSAGE_MAX_CHARS: usize = 2_000;
/// Characters shown of each message before it, and of a ticket's title.
const BESIDE_MAX_CHARS: usize = 300;
/// Messages shown before it.
const BEFORE_MAX: usize = 8;
/// Tickets it may speak of.
const TICKETS_MAX: usize = 12;
/// Tickets that ended so many minutes before it may still be spoken of: three days.
const ENDED_MINUTES: f64 = 3.0 * 1_440.0;
/// Days of tasks it may speak of, and how many minutes from it they are due: half a day.
const TASKS_MAX: usize = 12;
const TASK_MINUTES: f64 = 720.0;
/// Places that are listed: those it names, then the site's others.
const PLACES_MAX: usize = 60;
/// People who are listed.
const PEOPLE_MAX: usize = 40;

/// The document about a message, and what its keys stand for.
pub(super) fn document(situation: &Situation, heard: &Heard, mask: &Mask, text: &Masked) -> (Value, Keys) {
    let site = situation.site_of(heard);
    let keys = Keys {
        places: places(situation, heard, site),
        tasks: tasks(situation, heard, site),
        tickets: tickets(situation, heard, site),
        people: people(situation, heard, site, mask),
    };
    let before: Vec<Value> = situation
        .before(heard)
        .filter(|other| other.conversation == heard.conversation)
        .take(BEFORE_MAX)
        .map(|other| said(situation, heard, other, mask))
        .collect();
    let quoted = situation.quoted(heard).map(|quoted| said(situation, heard, quoted, mask));
    let document = json!({
        "message": {
            "text": text.text,
            "form": heard.form.word(),
            "from": speaker(situation, heard, mask),
            "forwarded": heard.forwarded,
        },
        "quoted": quoted,
        "before": before.into_iter().rev().collect::<Vec<_>>(),
        "tickets": keys.tickets.iter().filter_map(|number| ticket(situation, heard, *number, mask)).collect::<Vec<_>>(),
        "tasks": keyed('K', keys.tasks.iter().map(|task| {
            situation.directory.tasks.get(task).map(|task| mask.masked(&task.name).text).unwrap_or_default()
        })),
        "places": keyed('L', keys.places.iter().map(|place| place_name(situation, place))),
        "people": keys.people.iter().map(|(key, person)| json!({
            "key": key,
            "role": situation.directory.person(person).map(|person| person.role.word()),
        })).collect::<Vec<_>>(),
    });
    (document, keys)
}

fn keyed(letter: char, names: impl Iterator<Item = String>) -> Vec<Value> {
    names.zip(1..).map(|(name, n)| json!({ "key": format!("{letter}{n}"), "name": name })).collect()
}

fn said(situation: &Situation, heard: &Heard, other: &Heard, mask: &Mask) -> Value {
    let about = other.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
    let ticket = other.ticket().filter(|_| about.is_some()).and_then(|number| situation.goes_on(number));
    json!({
        "from": speaker(situation, other, mask),
        "minutes_before": minutes(heard.sent_at, other.sent_at),
        "form": other.form.word(),
        "text": mask.masked(&other.text).first(BESIDE_MAX_CHARS).text,
        "ticket": ticket.map(|number| number.to_string()),
    })
}

fn minutes(now: Instant, then: Instant) -> f64 {
    now.minutes_since(then).max(0.0).round()
}

/// Tickets the message may speak of, the last touched before it first.
fn tickets(situation: &Situation, heard: &Heard, site: Option<&SiteId>) -> Vec<TicketNumber> {
    let may = |ticket: &&Ticket| {
        let is_here = ticket.site.as_ref().zip(site).is_none_or(|(one, other)| one == other);
        let is_live = ticket.stage.is_open() || heard.sent_at.minutes_since(ticket.touched_at) <= ENDED_MINUTES;
        is_here && is_live && !ticket.stage.is_put_away() && ticket.opened_at <= heard.sent_at
    };
    let own = heard.ticket();
    let mut found: Vec<&Ticket> = situation.tickets.values().filter(may).collect();
    found.sort_by_key(|ticket| (own != Some(ticket.number), Reverse(ticket.touched_at), ticket.number));
    // The ticket that it opened itself is no other that it could speak of.
    found.retain(|ticket| ticket.opening != heard.id);
    found.into_iter().take(TICKETS_MAX).map(|ticket| ticket.number).collect()
}

fn ticket(situation: &Situation, heard: &Heard, number: TicketNumber, mask: &Mask) -> Option<Value> {
    let ticket = situation.tickets.get(&number)?;
    Some(json!({
        "number": number.to_string(),
        "title": mask.masked(&ticket.title).first(BESIDE_MAX_CHARS).text,
        "category": ticket.category.word(),
        "priority": ticket.priority.word(),
        "stage": ticket.stage.word(),
        "place": ticket.place.as_ref().map(|place| place_name(situation, place)),
        "reported_by": mask.name(situation.directory.who(&ticket.reporter)),
        "minutes_since_reported": minutes(heard.sent_at, ticket.opened_at),
        "is_same_chat": ticket.conversation == heard.conversation,
    }))
}

/// Tasks that are due around the message, the nearest first.
fn tasks(situation: &Situation, heard: &Heard, site: Option<&SiteId>) -> Vec<TaskId> {
    let distance = |due: Instant| heard.sent_at.minutes_since(due).abs();
    let mut found: Vec<(f64, &TaskId)> = situation
        .occurrences
        .values()
        .filter(|day| distance(day.due_at) <= TASK_MINUTES)
        .filter(|day| {
            let of_task = situation.directory.tasks.get(&day.task).and_then(|task| task.site.as_ref());
            of_task.zip(site).is_none_or(|(one, other)| one == other)
        })
        .map(|day| (distance(day.due_at), &day.task))
        .collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1)));
    let mut tasks: Vec<TaskId> = Vec::new();
    for (_, task) in found {
        if !tasks.contains(task) && tasks.len() < TASKS_MAX {
            tasks.push(task.clone());
        }
    }
    tasks
}

/// Places the message may mean: those it names first.
fn places(situation: &Situation, heard: &Heard, site: Option<&SiteId>) -> Vec<PlaceId> {
    let text = heard.text.to_lowercase();
    let is_named = |place: &Place| {
        std::iter::once(&place.name)
            .chain(&place.aliases)
            .any(|name| !name.is_empty() && text.contains(&name.to_lowercase()))
    };
    let here = situation.directory.places.values().filter(|place| site.is_none_or(|site| place.site == *site));
    let mut found: Vec<&Place> = here.collect();
    found.sort_by_key(|place| !is_named(place));
    found.into_iter().take(PLACES_MAX).map(|place| place.id.clone()).collect()
}

/// Who is there to be named: whoever said it and whom it names, then those who work at the site.
fn people(situation: &Situation, heard: &Heard, site: Option<&SiteId>, mask: &Mask) -> Vec<(String, PersonId)> {
    let directory = &situation.directory;
    let near = std::iter::once(&heard.sender).chain(&heard.mentions).filter_map(|person| directory.person(person));
    let near: Vec<&Person> = near.collect();
    let works = |person: &&Person| {
        let is_here = person.site.as_ref().zip(site).is_none_or(|(one, other)| one == other);
        is_here && (person.role.does_work() || person.role.leads()) && near.iter().all(|known| known.id != person.id)
    };
    let crew = directory.people.values().filter(works);
    let listed = near.iter().copied().chain(crew).take(PEOPLE_MAX);
    listed.map(|person| (mask.name(&person.id), person.id.clone())).collect()
}

/// A place with what it is part of: "Lobby, Block C".
fn place_name(situation: &Situation, place: &PlaceId) -> String {
    let lineage = situation.directory.lineage(place);
    lineage.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join(", ")
}
