//! Days of tasks: of one day, or of all.

use crate::Shared;
use crate::asked::{Asked, Json, limit, next, read};
use crate::gate::Caller;
use crate::problem::Problem;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use domain::id::{MessageId, TaskId};
use domain::task::Occurrence;
use domain::time::Day;
use engine::lines::OccurrenceLine;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::read::outside;

/// What a list of days can be asked for by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    date: Option<String>,
    after: Option<String>,
    limit: Option<i64>,
}

/// A page of days.
#[derive(Debug, Serialize)]
pub struct List {
    occurrences: Vec<Told>,
    next: Option<String>,
}

/// A day of a task with its times.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    line: OccurrenceLine,
    due_at: String,
    until: String,
}

/// `GET /api/v1/occurrences`: for those with a key.
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
    let day = read("date", question.date.as_deref(), |text| text.parse::<Day>().ok(), "write it as 2026-11-01")?;
    let after = read("after", question.after.as_deref(), place, "begin without it, and follow next")?;
    let page = outside::occurrences(db, &caller.org, day, after.as_ref(), limit).await?;
    let directory = shared.desk.directory(&caller.org).await?;
    let proofs: Vec<&MessageId> = page.rows.iter().filter_map(|day| day.proof.as_ref()).collect();
    let names = outside::names(db, &caller.org, &proofs).await?;
    let tell = |day: &Occurrence| Told {
        line: OccurrenceLine::of(day, &directory, |id| names.get(id).cloned()),
        due_at: day.due_at.rfc3339(&shared.zone),
        until: day.until.rfc3339(&shared.zone),
    };
    let next = page.next.map(|(day, task)| next(&uri, "occurrences", format_args!("{day}/{task}")));
    Ok(Json(List { occurrences: page.rows.iter().map(tell).collect(), next }))
}

/// Where a list goes on, as `next` spells it.
fn place(text: &str) -> Option<(Day, TaskId)> {
    let (day, task) = text.split_once('/')?;
    Some((day.parse().ok()?, TaskId::new(task)))
}
