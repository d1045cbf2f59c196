//! What forms on the page of a pass do: what is said becomes a message by whoever holds it, and is acted on.

use super::load::view;
use super::opened::{Opened, opened};
use super::{ended_page, ended_work_page, report_page, work_page};
use crate::fault::Fault;
use crate::form::Form;
use crate::limits;
use crate::photos::{self, broken, photo, words};
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::Digest;
use domain::message::{Attachment, Circle, ConversationKey, Form as Shape, Geo, Handle, Inbound};
use domain::pass::{Act, Move};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Request, Stamp, Via};
use domain::situation::Situation;
use domain::time::Instant;
use serde::Deserialize;
use store::need::Need;
use store::passes;
use store::read::messages::photos as shown;

/// Fields of the form: what, its name, words, where, which pause, and the photos.
const FIELDS_MAX: usize = 6 + limits::PHOTOS_MAX;

/// What a form says.
#[derive(Default, Deserialize)]
pub struct Said {
    #[serde(rename = "move")]
    made: String,
    once: String,
    #[serde(default)]
    text: String,
    /// When the pause began that is contested, in microseconds.
    #[serde(skip)]
    pause: Option<i64>,
    #[serde(skip)]
    geo: (Option<f64>, Option<f64>),
    #[serde(skip)]
    photos: Vec<Digest>,
}

/// `POST /v/{token}/moves`: open to whoever has the link.
pub async fn receive(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, Fault> {
    // Before anything is taken in.
    let opened = match opened(&shared, &token, true, &headers).await? {
        Ok(opened) => opened,
        Err(words) => return Ok((StatusCode::GONE, ended_work_page(words)).into_response()),
    };
    if !shared.may_act(&opened.pass.token_digest) {
        return Err(Fault::TooMany);
    }
    let taken = shown(shared.desk.db(), &opened.org, opened.ticket.number).await?.len();
    let mut said = Said::default();
    let answer = match read(&shared, form, limits::JOB_PHOTOS_MAX.saturating_sub(taken), &mut said).await {
        Ok(()) => settle(&shared, &opened, &said, true).await,
        Err(fault) => Err(fault),
    };
    // Also of what was taken: a form sent again brings what no message names.
    photos::forget(&shared, &opened.org, &said.photos).await?;
    match answer? {
        Ok(()) => Ok(Redirect::to(&format!("/v/{token}")).into_response()),
        Err(refusal) => {
            let words = match refusal {
                Refusal::NoPhoto(_) => opened.words.photo_needed,
                _ => opened.words.too_late,
            };
            let view = view(&shared, &opened, format!("/v/{token}"), Some(words)).await?;
            Ok((StatusCode::CONFLICT, work_page(&view)).into_response())
        }
    }
}

/// `POST /r/{token}/answer`: open to whoever has the link.
pub async fn answer(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(said): Form<Said>,
) -> Result<Response, Fault> {
    let opened = match opened(&shared, &token, false, &headers).await? {
        Ok(opened) => opened,
        Err(words) => return Ok((StatusCode::GONE, ended_page(words)).into_response()),
    };
    if !shared.may_act(&opened.pass.token_digest) {
        return Err(Fault::TooMany);
    }
    match settle(&shared, &opened, &said, false).await? {
        Ok(()) => Ok(Redirect::to(&format!("/r/{token}")).into_response()),
        Err(_) => {
            let view = view(&shared, &opened, format!("/r/{token}"), Some(opened.words.too_late)).await?;
            Ok((StatusCode::CONFLICT, report_page(&view)).into_response())
        }
    }
}

/// Keeps what was said and acts on it: all of it, or nothing.
async fn settle(shared: &Shared, opened: &Opened, said: &Said, is_work: bool) -> Result<Result<(), Refusal>, Fault> {
    let made = Move::from_word(&said.made).filter(|made| made.is_work() == is_work && *made != Move::Show);
    let made = made.ok_or_else(|| Fault::Unreadable(say("Open the link again and send it from there.").into()))?;
    let requests = requests(shared, opened, said, made)?;
    let mut draft = shared.desk.draft(&opened.org, &Need::of(&requests)).await?;
    if requests.iter().any(|request| is_another(draft.situation(), request)) {
        return Ok(Err(Refusal::Overtaken { ticket: opened.ticket.number, stage: opened.ticket.stage }));
    }
    for request in requests {
        if let Err(refusal) = draft.ask(request) {
            return Ok(Err(refusal));
        }
    }
    for answer in shared.desk.commit(&mut draft).await? {
        if let Err(refusal) = answer {
            return Ok(Err(refusal));
        }
    }
    let mut tx = shared.desk.db().begin().await?;
    passes::note_use(&mut tx, &opened.pass, shared.now()).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Whether something else was said under the same name before: a form that was sent, changed and sent again.
fn is_another(situation: &Situation, request: &Request) -> bool {
    let Command::Receive(inbound) = &request.command else { return false };
    let known = situation.by_external(&inbound.conversation.id, &inbound.external);
    let file = inbound.attachment.as_ref().and_then(|attachment| attachment.digest.as_ref());
    known.is_some_and(|known| known.text != inbound.text || known.media.as_ref() != file)
}

/// Each photo is a message of its own; the first carries the words, and is what is acted on.
fn requests(shared: &Shared, opened: &Opened, said: &Said, made: Move) -> Result<Vec<Request>, Fault> {
    // Somebody known by a name alone speaks by it, unless it leads to a namesake.
    let sender = opened.person.handles.first().cloned().unwrap_or_else(|| Handle::name(&opened.person.name));
    if opened.directory.person_by_handle(&sender).map(|person| &person.id) != Some(&opened.person.id) {
        return Err(Fault::Unreadable(
            say("Your name leads to somebody else here. Answer in the chat instead.").into(),
        ));
    }
    let conversation = ConversationKey {
        id: Act::conversation(&opened.person.id),
        circle: Circle::Direct,
        name: String::new(),
        with: None,
    };
    let request = |command| Request {
        org: opened.org.clone(),
        actor: Actor::Person(opened.person.id.clone()),
        via: Via::Link,
        stamp: Stamp { at: shared.now(), entropy: (shared.entropy)() },
        import: None,
        command,
    };
    let geo = match said.geo {
        (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Some(Geo { lat, lon }),
        _ => None,
    };
    let mut requests = Vec::new();
    for nth in 0..said.photos.len().max(1) {
        let photo = said.photos.get(nth).cloned();
        let external = format!("{}-{nth}", said.once);
        requests.push(request(Command::Receive(Box::new(Inbound {
            sender_name: opened.person.name.clone(),
            form: if photo.is_some() { Shape::Image } else { Shape::Text },
            attachment: photo.map(|digest| Attachment { digest: Some(digest), name: String::new() }),
            geo,
            ..Inbound::said(
                conversation.clone(),
                external.clone(),
                sender.clone(),
                shared.now(),
                if nth == 0 { said.text.trim().chars().take(limits::NOTE_MAX_CHARS).collect() } else { String::new() },
            )
        }))));
        let made = if nth == 0 { made } else { Move::Show };
        let act = Act {
            ticket: opened.ticket.number,
            conversation: conversation.id.clone(),
            external,
            made,
            pause: said.pause.map(Instant::from_us),
        };
        requests.push(request(Command::Act(Box::new(act))));
    }
    Ok(requests)
}

/// What a form says, with as many photos as there is room for.
async fn read(shared: &Shared, mut form: Multipart, room: usize, said: &mut Said) -> Result<(), Fault> {
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(broken)? else { break };
        match field.name().unwrap_or_default() {
            "move" => said.made = words(field).await?,
            "once" => said.once = words(field).await?,
            "text" => said.text = words(field).await?,
            "pause" => said.pause = words(field).await?.parse().ok(),
            "lat" => said.geo.0 = words(field).await?.parse().ok(),
            "lon" => said.geo.1 = words(field).await?.parse().ok(),
            "photo" => {
                said.photos.extend(photo(shared, field).await?);
                if said.photos.len() > room {
                    return Err(Fault::Unreadable(
                        say("This job has too many photos already. Send more in the chat.").into(),
                    ));
                }
            }
            _ => {}
        }
    }
    // A name that nobody was given is still one: whoever has the link may choose it.
    if said.once.is_empty() || said.once.chars().count() > limits::QUERY_MAX_CHARS {
        return Err(Fault::Unreadable(say("Open the link again and send it from there.").into()));
    }
    Ok(())
}
