//! Messages: all, in the order in which they came in, or those that their channel calls by a name.

use crate::Shared;
use crate::asked::{Asked, Json, limit, next};
use crate::gate::Caller;
use crate::problem::Problem;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use channels::bridge::kept_as;
use domain::id::TicketNumber;
use domain::message::Subject;
use domain::time::Instant;
use engine::lines::MessageLine;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::read::messages::{self, Message};
use store::read::{Page, outside};

/// What a list of messages can be asked for by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    external_id: Option<String>,
    after: Option<i64>,
    limit: Option<i64>,
}

/// A page of messages.
#[derive(Debug, Serialize)]
pub struct List {
    messages: Vec<Told>,
    next: Option<String>,
}

/// A message with its times.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    line: MessageLine,
    external_id: String,
    position: i64,
    sent_at: String,
    changed_at: Option<String>,
}

/// `GET /api/v1/messages`: for those with a key.
///
/// # Errors
/// When the query cannot be read, or the database is at fault.
pub async fn list(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    Asked(question): Asked<Question>,
) -> Result<Json<List>, Problem> {
    let (db, limit) = (shared.desk.db(), limit(question.limit)?);
    let page = match &question.external_id {
        // Live messages are named by a hash of what their channel calls them, others by that itself.
        Some(name) => {
            let kept = kept_as(name);
            let names: Vec<&str> = std::iter::once(name.as_str()).chain(kept.iter().map(String::as_str)).collect();
            let rows = messages::named(db, &caller.org, &names).await?;
            Page { rows, next: None }
        }
        None => messages::since(db, &caller.org, question.after.unwrap_or_default(), limit).await?,
    };
    let directory = shared.desk.directory(&caller.org).await?;
    let numbers: Vec<TicketNumber> = page.rows.iter().filter_map(ticket).collect();
    let tickets = outside::numbered(db, &caller.org, &numbers).await?;
    let at = |instant: Instant| instant.rfc3339(&shared.zone);
    let tell = |message: &Message| Told {
        line: MessageLine::of(message, &directory)
            .inheriting(ticket(message).and_then(|number| tickets.get(&number)), &directory),
        external_id: message.channels_name().to_owned(),
        position: message.position,
        sent_at: at(message.heard.sent_at),
        changed_at: message.heard.changed_at.map(at),
    };
    let next = page.next.map(|position| next(&uri, "messages", position));
    Ok(Json(List { messages: page.rows.iter().map(tell).collect(), next }))
}

/// The ticket a message speaks of.
fn ticket(message: &Message) -> Option<TicketNumber> {
    match message.heard.meaning.as_ref()?.about.as_ref()? {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    }
}
