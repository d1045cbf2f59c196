//! A ticket as a document to hand over: what it is, what happened, and what shows it.

use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::media;
use crate::pages::reports::{Form, Manner, file_of, house_name, named_or_spoken, ticket_document};
use crate::state::Shared;
use crate::wording::{Wording as Words, spoken};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::{OrgId, TicketNumber};
use domain::message::Form as Sent;
use domain::time::{Instant, Zone};
use reports::{Case, Moment, Shown, Story, Wording};
use serde::Deserialize;
use store::StoreError;
use store::desk::Desk;
use store::read::Cursor;
use store::read::messages::{Message, photos};
use store::read::tickets::one;
use store::read::timeline::{Line as Told, timeline};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
}

/// `GET /tickets/{ticket}/report.pdf`: for members.
pub async fn paper(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    let number: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    super::load::seen(&shared, &member, number).await?;
    let wording = named_or_spoken(&asked.language)?;
    let story =
        story(&shared.desk, &member.org, &shared.zone, number, (shared.now(), wording)).await?.ok_or(Fault::Nothing)?;
    for picture in story.shown() {
        media::opened(&shared, &member.org, &picture.digest, &member.actor()).await;
    }
    let address = shared.desk.address(&member.org).await?;
    let lent = shared.clone();
    let bytes = spawn_blocking(move || {
        let manner = Manner { wording, address: address.as_deref(), imprint: &lent.imprint };
        Handle::current().block_on(ticket_document(&story, &lent.blobs, manner))
    });
    let bytes = bytes.await.map_err(|error| Fault::Unreadable(format!("{error}.")))?;
    Ok(file_of(bytes?, Form::Pdf, &format!("ticket-{number}")))
}

/// What a document about a ticket is made of, as known at an instant and said in a language; none when there is no such ticket.
///
/// # Errors
/// Of the store.
pub async fn story(
    desk: &Desk,
    org: &OrgId,
    zone: &Zone,
    number: TicketNumber,
    (now, wording): (Instant, &Wording),
) -> Result<Option<Story>, StoreError> {
    let db = desk.db();
    let words = Words::of(wording.language()).unwrap_or(spoken());
    let Some(ticket) = one(db, org, number).await? else { return Ok(None) };
    let told = timeline(db, org, number, Cursor::START).await?;
    let directory = desk.directory(org).await?;
    let names = Names(&directory);
    let reporters = std::iter::once(&ticket.reporter).chain(&ticket.voices).map(|person| names.person(person));
    let shown = photos(db, org, number).await?;
    Ok(Some(Story {
        organisation: house_name(&directory),
        now,
        zone: directory.zone(ticket.site.as_ref(), zone).clone(),
        place: names.place(ticket.place.as_ref()),
        owner: names.owner(ticket.assignee.as_ref()).unwrap_or_default(),
        reporters: reporters.filter(|name| !name.is_empty()).collect(),
        moments: told.rows.iter().rev().map(|line| moment(line, names, words)).collect(),
        is_cut: told.next.is_some(),
        pictures: shown.iter().filter_map(picture).collect(),
        case: Case::of(&ticket, (&directory, zone), now),
    }))
}

fn moment(line: &Told, names: Names<'_>, words: &'static Words) -> Moment {
    match line {
        Told::Said(message) => {
            Moment { at: message.heard.sent_at, who: message.sender_name.clone(), what: message.heard.text.clone() }
        }
        Told::Happened(happened) => {
            let words = words.told(&happened.event, names.0);
            let what = if happened.text.is_empty() { words } else { format!("{words}: {}", happened.text) };
            Moment { at: happened.at, who: names.actor(&happened.actor), what }
        }
    }
}

fn picture(message: &Message) -> Option<Shown> {
    let digest = message.heard.media.as_ref().filter(|_| message.heard.form == Sent::Image)?.to_string();
    Some(Shown { digest, who: message.sender_name.clone(), at: message.heard.sent_at })
}
