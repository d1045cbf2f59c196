//! An answer as the schema wants it, and what its keys stand for.

use super::{ANSWER_MAX_BYTES, Keys, NoAnswer};
use domain::id::{PersonId, PlaceId, TicketNumber};
use domain::message::{Kind, Subject};
use domain::opinion::{Opinion, Part};
use domain::ticket::{Category, Priority};
use serde_json::{Map, Value};

/// What an answer holds: each of these, and nothing else.
pub(super) const FIELDS: [&str; 8] = ["kind", "category", "priority", "place", "ticket", "task", "person", "evidence"];
/// Characters of one passage.
const QUOTE_MAX_CHARS: usize = 400;

/// An answer.
pub(super) struct Answer {
    pub kind: Kind,
    pub category: Option<Category>,
    pub priority: Option<Priority>,
    pub evidence: Vec<String>,
    place: Option<String>,
    ticket: Option<String>,
    task: Option<String>,
    person: Option<String>,
}

impl Answer {
    /// Reads one.
    pub fn read(content: &str) -> Result<Self, NoAnswer> {
        if content.len() > ANSWER_MAX_BYTES {
            return Err(NoAnswer::TooLong);
        }
        let value: Value = serde_json::from_str(content.trim()).map_err(|_| NoAnswer::NoJson)?;
        let Value::Object(fields) = value else { return Err(NoAnswer::Schema) };
        if fields.len() != FIELDS.len() || !FIELDS.iter().all(|field| fields.contains_key(*field)) {
            return Err(NoAnswer::Schema);
        }
        let kind = text(&fields, "kind")?.and_then(|word| Kind::from_word(&word)).ok_or(NoAnswer::Schema)?;
        let category = text(&fields, "category")?.map(|word| Category::from_word(&word).ok_or(NoAnswer::Schema));
        let priority = text(&fields, "priority")?.map(|word| Priority::from_word(&word).ok_or(NoAnswer::Schema));
        Ok(Self {
            kind,
            category: category.transpose()?,
            priority: priority.transpose()?,
            place: text(&fields, "place")?,
            ticket: text(&fields, "ticket")?,
            task: text(&fields, "task")?,
            person: text(&fields, "person")?,
            evidence: evidence(&fields)?,
        })
    }

    /// What the message is said to speak of: a ticket before a task.
    pub fn about(&self, keys: &Keys, dropped: &mut Vec<Part>) -> Option<Subject> {
        if let Some(key) = &self.ticket {
            let number: Option<TicketNumber> = key.parse().ok();
            return or_dropped(number.filter(|number| keys.tickets.contains(number)), Part::Ticket, dropped)
                .map(Subject::Ticket);
        }
        let key = self.task.as_ref()?;
        or_dropped(Keys::nth(&keys.tasks, 'K', key).cloned(), Part::Task, dropped).map(|task| Subject::Task(task, None))
    }

    /// The place it names.
    pub fn place(&self, keys: &Keys, dropped: &mut Vec<Part>) -> Option<PlaceId> {
        let key = self.place.as_ref()?;
        or_dropped(Keys::nth(&keys.places, 'L', key).cloned(), Part::Place, dropped)
    }

    /// Whom it names.
    pub fn person(&self, keys: &Keys, dropped: &mut Vec<Part>) -> Option<PersonId> {
        let key = self.person.as_ref()?;
        let known = keys.people.iter().find(|(label, _)| label == key).map(|(_, person)| person.clone());
        or_dropped(known, Part::Assignee, dropped)
    }
}

/// A field of text, or null.
fn text(fields: &Map<String, Value>, field: &str) -> Result<Option<String>, NoAnswer> {
    match fields.get(field) {
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Null) => Ok(None),
        _ => Err(NoAnswer::Schema),
    }
}

fn evidence(fields: &Map<String, Value>) -> Result<Vec<String>, NoAnswer> {
    let Some(Value::Array(quotes)) = fields.get("evidence") else { return Err(NoAnswer::Schema) };
    if quotes.is_empty() || quotes.len() > Opinion::EVIDENCE_MAX {
        return Err(NoAnswer::Schema);
    }
    let quote = |quote: &Value| match quote {
        Value::String(quote) if quote.chars().count() <= QUOTE_MAX_CHARS => Ok(quote.clone()),
        _ => Err(NoAnswer::Schema),
    };
    quotes.iter().map(quote).collect()
}

fn or_dropped<T>(found: Option<T>, part: Part, dropped: &mut Vec<Part>) -> Option<T> {
    if found.is_none() {
        dropped.push(part);
    }
    found
}
