//! What a token opens: the pass, its ticket as it goes on, and who holds it; or nothing, and a stranger learns not why.

use super::words::{Words, words_for};
use crate::fault::Fault;
use crate::state::Shared;
use axum::http::{HeaderMap, header};
use domain::directory::{Directory, Person};
use domain::id::OrgId;
use domain::pass::open_until;
use domain::ticket::Ticket;
use std::sync::Arc;
use store::passes::{self, Pass};
use store::read::tickets::one;
use store::sessions::Token;

/// Merges followed from one ticket to the one that goes on.
const MERGES_MAX: usize = 8;

/// A pass that opens something.
pub struct Opened {
    pub pass: Pass,
    pub org: OrgId,
    pub ticket: Ticket,
    pub directory: Arc<Directory>,
    pub person: Person,
    pub words: &'static Words,
}

/// What a token opens, for work or for a report; none when it is unknown, revoked or over, or whose it is was erased.
pub async fn opened(
    shared: &Shared,
    token: &str,
    is_work: bool,
    headers: &HeaderMap,
) -> Result<Result<Opened, &'static Words>, Fault> {
    let words = words_for(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()));
    let Some(token) = Token::parse(token) else { return Ok(Err(words)) };
    let db = shared.desk.db();
    let Some(pass) = passes::find(db, &token).await?.filter(|pass| pass.is_work == is_work) else {
        return Ok(Err(words));
    };
    let org = OrgId::new(pass.org.clone());
    let directory = shared.desk.directory(&org).await?;
    let Some(person) = directory.person(&pass.holder()).filter(|person| !person.is_erased()).cloned() else {
        return Ok(Err(words));
    };
    let mut number = pass.number();
    for _ in 0..MERGES_MAX {
        let Some(ticket) = one(db, &org, number).await? else { return Ok(Err(words)) };
        match ticket.merged_into {
            Some(into) => number = into,
            None if open_until(ticket.closed_at).is_some_and(|until| until < shared.now()) => return Ok(Err(words)),
            // Of whoever turned out not to have reported it, or of what was merged by mistake.
            None if !is_work && !directory.told_us(&ticket, &person.id) => return Ok(Err(words)),
            None => return Ok(Ok(Opened { pass, org, ticket, directory, person, words })),
        }
    }
    Ok(Err(words))
}
