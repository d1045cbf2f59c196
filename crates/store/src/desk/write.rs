//! Writing what was decided: entries, then the views, in the transaction that holds the lock.

use super::{Answer, Receipt};
use crate::StoreError;
use crate::journal::{self, Head};
use crate::sql::Tx;
use crate::text::json;
use crate::views::{Recorded, occurrences, orgs, project, tickets};
use domain::agreement::longest_holds_days;
use domain::draft::Draft;
use domain::event::{Change, Event};
use domain::id::{OrgId, PlaceId, TaskId, TicketNumber};
use domain::request::Request;
use domain::ticket::Category;
use domain::time::Day;

const DAY_MINUTES: i64 = 24 * 60;
/// What is written into the cause of entries that an import brought.
pub(crate) const IMPORT: &str = "import:";

/// Writes entries and views, and gives the answer to each request.
pub(crate) async fn write(
    tx: &mut Tx,
    head: &mut Head,
    org: &OrgId,
    slot: i64,
    draft: &Draft,
) -> Result<Vec<Answer>, StoreError> {
    let mut end = head.position;
    let mut answers = Vec::with_capacity(draft.asked.len());
    let mut drafts = Vec::new();
    let mut changes = Vec::new();
    for (request, answer) in &draft.asked {
        answers.push(match answer {
            Err(refusal) => Err(refusal.clone()),
            Ok(followed) => {
                end += followed.len() as i64;
                drafts.extend(followed.iter().zip(0..).map(|(change, n)| entry(request, change, n)));
                changes.extend(followed);
                Ok(Receipt { position: end, changes: followed.clone() })
            }
        });
    }
    let entries = journal::append(tx, head, &drafts).await?;
    let recorded: Vec<Recorded<'_>> = entries
        .iter()
        .zip(changes)
        .map(|(entry, change)| Recorded {
            position: entry.position,
            at_us: entry.at_us,
            kind: &entry.kind,
            actor: &entry.actor,
            change,
        })
        .collect();
    project(tx, org, slot, &draft.situation, &recorded).await?;
    if draft.situation.touched.is_directory() {
        orgs::write_directory_position(tx, org, head.position).await?;
    }
    Ok(answers)
}

fn entry(request: &Request, change: &Change, n: u64) -> journal::Draft {
    let body = json(&change.event);
    journal::Draft {
        at_us: request.stamp.at.us(),
        actor: request.actor.to_string(),
        via: request.via.word().to_owned(),
        cause: request.import.as_ref().map(|import| format!("{IMPORT}{import}")),
        kind: kind_of(&body).to_owned(),
        body,
        private: (!change.personal.is_none()).then(|| json(&change.personal)),
        salt: request.stamp.salt(n),
    }
}

/// The name of an event, as its JSON begins.
fn kind_of(body: &str) -> &str {
    let tagged = body.strip_prefix("{\"event\":\"").and_then(|rest| rest.split_once('"'));
    tagged.expect("an event is written with its tag first").0
}

/// The days of tasks that a draft writes down although they are written down already: they were not in mind.
pub(super) async fn expected_already(
    tx: &mut Tx,
    org: &OrgId,
    draft: &Draft,
) -> Result<Vec<(TaskId, Day)>, StoreError> {
    let changes = draft.asked.iter().flat_map(|(_, answer)| answer.iter().flatten());
    let expected: Vec<(TaskId, Day)> = changes
        .filter_map(|change| {
            let Event::OccurrenceExpected { occurrence } = &change.event else { return None };
            Some((occurrence.task.clone(), occurrence.day))
        })
        .collect();
    let known = occurrences::by_keys(tx, org, &expected).await?;
    Ok(known.into_iter().map(|day| (day.task, day.day)).collect())
}

/// Tickets that are not in mind and whose repairs those may speak against that a draft opens: of the same trade at the same
/// place, fixed as lately as any repair has to hold. What the reader linked to an earlier one needs no other.
pub(super) async fn repaired(tx: &mut Tx, org: &OrgId, draft: &Draft) -> Result<Vec<TicketNumber>, StoreError> {
    let holds_minutes = i64::from(longest_holds_days(&draft.situation.directory)) * DAY_MINUTES;
    let mut found = Vec::new();
    for (request, answer) in &draft.asked {
        let since = request.stamp.at.plus_minutes(-holds_minutes);
        for (category, place) in unlinked(answer.iter().flatten()) {
            found.extend(tickets::repairs(tx, org, category, place, since).await?);
        }
    }
    found.retain(|ticket| !draft.situation.tickets.contains_key(ticket));
    Ok(found)
}

/// Trade and place of tickets that are opened and linked to no earlier one.
fn unlinked<'a>(changes: impl Iterator<Item = &'a Change> + Clone) -> impl Iterator<Item = (Category, &'a PlaceId)> {
    let opened: Vec<TicketNumber> = changes
        .clone()
        .filter_map(|change| match &change.event {
            Event::TicketOpened { ticket, recurrence_of: None, .. } => Some(*ticket),
            _ => None,
        })
        .collect();
    changes.filter_map(move |change| match &change.event {
        Event::TicketClassified { ticket, category, place: Some(place), .. } if opened.contains(ticket) => {
            Some((*category, place))
        }
        _ => None,
    })
}
