//! Answering whoever said a message: as what it would leave, what they were answered already, and what the form does.

use super::change::{refused, to};
use super::{Detail, View};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::outbox::Back;
use crate::parts::bubble::named;
use crate::parts::reach::{self, Reach, Ways, reaches};
use crate::parts::refused::refused as because;
use crate::parts::written::{Waiting, Written, written};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{fill, say, weave};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::id::MessageId;
use domain::message::Circle;
use domain::outbound::{Letter, Occasion, Onto, Outbound};
use domain::request::Command;
use maud::{Markup, html};
use serde::Deserialize;
use store::read::messages::{Message, one};
use store::read::outbox;

/// How the Cloud API's own names of messages begin; those of bridges it cannot quote.
const QUOTABLE: &str = "wamid.";

/// To whom an answer goes, and how.
pub struct Reply {
    pub person: String,
    pub reach: Reach,
    pub ways: Ways,
    /// Names the answer, so that one form is one answer.
    pub name: String,
    /// Whether it was said before others, who do not read the answer.
    pub is_group: bool,
    /// What they were answered to this message, the first first.
    pub before: Vec<Written>,
}

/// The form of `POST /triage/{message}/replies`.
#[derive(Debug, Deserialize)]
pub struct Answer {
    name: String,
    text: String,
}

/// How whoever said a message is answered; none where nobody knows them any more.
pub async fn reply(
    shared: &Shared,
    member: &Member,
    message: &Message,
    directory: &Directory,
) -> Result<Option<Reply>, Fault> {
    let Some(person) = directory.person(message.heard.identity()) else { return Ok(None) };
    if directory.is_erased(&person.id) {
        return Ok(None);
    }
    let reaches = reaches(shared, member, directory, &[person]).await?;
    let told = shared.sending.told();
    let wrote = |outbound: &Outbound| Written {
        at: outbound.wanted_at,
        to: Names(directory).person(&outbound.to),
        text: outbound.text.clone(),
        language: outbound.language.clone(),
        waiting: Waiting::of(outbound, Names(directory), told.as_ref()),
    };
    let before = outbox::answers(shared.desk.db(), &member.org, &message.heard).await?;
    Ok(Some(Reply {
        person: named(&person.name).to_owned(),
        reach: reaches.get(&person.id).copied().unwrap_or_default(),
        ways: Ways::of(told.as_ref()),
        name: crate::form::name(shared),
        is_group: message.circle == Some(Circle::Group),
        before: before.iter().map(wrote).collect(),
    }))
}

/// `POST /triage/{message}/replies`: for members; an answer that has its name already was sent twice by one form.
pub async fn answer(
    State(shared): State<Shared>,
    member: Member,
    Path(message): Path<String>,
    Form(form): Form<Answer>,
) -> Result<Response, Fault> {
    let id = MessageId::new(message);
    let message = one(shared.desk.db(), &member.org, &id).await?.ok_or(Fault::Nothing)?;
    let (outbound, text) = reach::read(form.name, &form.text)?;
    let letter = Letter { outbound: outbound.clone(), occasion: Occasion::Message(id.clone(), onto(&message)), text };
    let request = shared.request(&member, Command::Write(Box::new(letter)));
    match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(refusal)) => refused(&shared, &member, id, because(&refusal)).await,
        Some(Ok(_)) | None => {
            let said = [("of", id.as_str()), ("answer", outbound.as_str())];
            Ok(Redirect::to(&href(&to(id.as_str()), &said)).into_response())
        }
    }
}

/// Where the channel has a message, when it was said to us alone there and can be quoted.
fn onto(message: &Message) -> Option<Onto> {
    let is_quotable = message.circle == Some(Circle::Direct) && message.channel_name.starts_with(QUOTABLE);
    is_quotable.then(|| Onto { channel_name: message.channel_name.clone(), group: None })
}

/// What they were answered already, and the form.
pub fn form(view: &View, detail: &Detail) -> Markup {
    let Some(reply) = &detail.reply else { return html! {} };
    let back = Back::Triage(detail.message.id.clone());
    let template = weave(
        say(
            "Has not written for a day, so it leaves as a template: “About your message “{said}”: “your words” Please reply here.”",
        ),
        &[("said", &html! { bdi { (detail.message.text.lines().next().unwrap_or_default()) } })],
    );
    html! {
        div.stack #answer {
            @if !reply.before.is_empty() {
                section.card aria-label=(say("What they were answered")) {
                    div.wall { @for ours in &reply.before { (written(ours, &view.frame.wall, Some(&back))) } }
                }
            }
            details.card.fold {
                summary data-key="r" { (fill(say("Write to {name}"), &[("name", &reply.person)])) }
                form.pad method="post" action={ "/triage/" (detail.message.id) "/replies" } {
                    input type="hidden" name="name" value=(reply.name);
                    @if reply.is_group { p.hint { (say("It was said in a group. What you write goes to them alone.")) } }
                    p.hint { (reply.reach.words(reply.ways, &template, &view.frame.wall)) }
                    @if reply.reach.is_reachable { (reach::words(reply.ways, "reply", true)) }
                }
            }
        }
    }
}

/// That an answer is on its way, and can be taken back.
pub fn toast(view: &View, message: &str, outbound: &str) -> Markup {
    let by_itself =
        view.detail.as_ref().and_then(|detail| detail.reply.as_ref()).is_some_and(|reply| reply.ways.by_itself);
    html! {
        form.toast #toast method="post" action={ "/outbox/" (outbound) "/refusal" } data-brief data-keep role="status" {
            (Back::Triage(message.to_owned()).field())
            span { @if by_itself { (say("It leaves in ten seconds.")) } @else { (say("It is on the list to send.")) } }
            button.button data-key="z" { (say("Undo")) }
        }
    }
}
