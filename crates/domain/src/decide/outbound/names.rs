//! What people, companies and things are called in what is said: short, and never the words of whoever was erased.

use crate::event::{Change, Event};
use crate::id::PersonId;
use crate::message::Subject;
use crate::situation::Situation;
use crate::task::{Occurrence, Task};
use crate::ticket::{Assignee, Ticket};
use crate::wording::Texts;

/// Longest line of a title or name that is repeated to people, in characters.
const NAME_MAX: usize = 120;

/// Whoever gave the answer, or wrote the words, from which this follows.
pub(super) fn asker(situation: &Situation, texts: &Texts, changes: &[Change]) -> String {
    let asked = changes.iter().find_map(|change| match &change.event {
        Event::ChoiceMade(chosen) => situation.message(&chosen.message),
        Event::MessageInterpreted { message, .. } => situation.message(message),
        _ => None,
    });
    asked.map_or_else(|| texts.somebody.to_owned(), |heard| person_name(situation, texts, &heard.sender))
}

/// Who is on a ticket.
pub(super) fn doer(situation: &Situation, texts: &Texts, ticket: Option<&Ticket>, changes: &[Change]) -> String {
    let given = changes.iter().find_map(|change| match &change.event {
        Event::TicketAssigned { assignee, .. } => assignee.as_ref(),
        _ => None,
    });
    match given.or(ticket.and_then(|ticket| ticket.assignee.as_ref())) {
        Some(assignee) => self::assignee(situation, texts, assignee),
        None => texts.somebody.to_owned(),
    }
}

/// What an assignee is called.
pub(super) fn assignee(situation: &Situation, texts: &Texts, assignee: &Assignee) -> String {
    match assignee {
        Assignee::Person(person) => person_name(situation, texts, person),
        Assignee::Vendor(vendor) => {
            situation.directory.vendors.get(vendor).map_or(texts.somebody, |vendor| &vendor.name).to_owned()
        }
    }
}

/// Who says that a ticket is fixed.
pub(super) fn claimant(situation: &Situation, texts: &Texts, ticket: Option<&Ticket>, changes: &[Change]) -> String {
    let claimed = changes.iter().find_map(|change| match &change.event {
        Event::TicketResolved { claimant, .. } => claimant.as_ref(),
        _ => None,
    });
    match (claimed, ticket.and_then(|ticket| ticket.assignee.as_ref())) {
        (Some(person), _) => person_name(situation, texts, person),
        (None, Some(owner)) => assignee(situation, texts, owner),
        (None, None) => texts.somebody.to_owned(),
    }
}

pub(super) fn person_name(situation: &Situation, texts: &Texts, person: &PersonId) -> String {
    let name = situation.directory.people.get(person).map(|person| person.name.as_str());
    short(name.filter(|name| !name.is_empty()).unwrap_or(texts.somebody))
}

/// Where a ticket is, and what that is part of.
pub(super) fn placed(situation: &Situation, ticket: Option<&Ticket>) -> String {
    let place = ticket.and_then(|ticket| ticket.place.as_ref());
    place.map_or_else(|| "—".to_owned(), |place| short(&situation.directory.place_path(place)))
}

/// One line, not too long.
pub(super) fn short(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(NAME_MAX).collect()
}

/// What a line of several that are wanting says.
pub(super) fn pending_name(situation: &Situation, about: &Subject) -> String {
    match about {
        Subject::Task(id, day) => {
            let day = day.and_then(|day| situation.occurrences.get(&(id.clone(), day)));
            situation.directory.tasks.get(id).map_or_else(String::new, |task| wanting(situation, task, day))
        }
        Subject::Ticket(number) => number.to_string(),
    }
}

/// A task with its place, unless the place is part of its name.
pub(super) fn named(situation: &Situation, task: &Task) -> String {
    match apart(situation, task) {
        Some(place) => format!("{}, {}", short(&task.name), short(place)),
        None => short(&task.name),
    }
}

/// A task with the checkpoints or steps that are missing, when some were visited or ticked.
pub(super) fn wanting(situation: &Situation, task: &Task, day: Option<&Occurrence>) -> String {
    let missing = missing(situation, task, day);
    if missing.is_empty() { named(situation, task) } else { short(&format!("{}: {}", task.name, missing.join(", "))) }
}

/// The checkpoints or steps that are missing of a day of which some were visited or ticked.
pub(super) fn missing<'a>(situation: &'a Situation, task: &'a Task, day: Option<&'a Occurrence>) -> Vec<&'a str> {
    let Some(day) = day.filter(|day| day.begun().is_some()) else { return Vec::new() };
    let points = task.tour.iter().flat_map(|tour| tour.missing(&day.visits));
    let points = points.filter_map(|place| situation.directory.places.get(place).map(|place| place.name.as_str()));
    points.chain(task.steps.missing(&day.ticks)).collect()
}

/// The name of a task's place, when the task's own name does not say it.
pub(super) fn apart<'a>(situation: &'a Situation, task: &Task) -> Option<&'a str> {
    let place = situation.directory.places.get(task.place.as_ref()?)?;
    let is_said = task.name.to_lowercase().contains(&place.name.to_lowercase());
    (!is_said).then_some(place.name.as_str())
}
