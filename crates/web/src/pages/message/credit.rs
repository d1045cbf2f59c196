//! Whose a message from a shared phone is: who held it, and a member's word that it was somebody else.

use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::bubble::named;
use crate::parts::refused::refused as because;
use crate::query::href;
use crate::state::Shared;
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::id::{MessageId, PersonId};
use domain::member::{self, MemberRole};
use domain::message::Heard;
use domain::phone::{self, Credit};
use domain::request::Command;
use maud::{Markup, html};
use serde::Deserialize;
use store::read::messages::{Message, one};
use store::read::phones;

/// People to choose from.
const CHOICES_MAX: usize = 200;

/// How long ago somebody who holds the phone still may have begun to, in minutes.
const HELD_MINUTES: f64 = phone::HOLD_MINUTES as f64;

/// What the address says was just moved.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    credited: String,
}

/// Whose it is, and whose it may be.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the phone is called.
    pub phone: String,
    /// Whom it counts for; none for nobody by name.
    pub sender: Option<String>,
    /// Id and name of each who may hold the phone, whoever looks may choose; nobody's word otherwise.
    pub people: Vec<(String, String)>,
    /// The id of whom it counts for now.
    pub chosen: String,
    /// The phone's id, which stands for nobody by name.
    pub nobody: String,
    /// The entries by which it was just moved.
    pub moved: String,
}

/// The form of `POST /messages/{message}/credit`.
#[derive(Debug, Deserialize)]
pub struct Answer {
    person: String,
    #[serde(default)]
    onwards: Option<String>,
}

/// The form of `POST /messages/{message}/credit/undo`.
#[derive(Debug, Deserialize)]
pub struct Undo {
    entries: String,
}

/// What a page shows of it; none where the message came from a phone of one person.
pub fn shown(directory: &Directory, heard: &Heard, login: &member::Member, changed: Changed) -> Option<Shown> {
    let phone = directory.person(heard.phone.as_ref()?)?;
    let may = login.role.covers(MemberRole::Supervisor);
    let people = directory.people.values().filter(|person| may && directory.may_hold(phone, person));
    let sender = directory.person(&heard.sender).filter(|person| person.id != phone.id);
    Some(Shown {
        phone: phone.name.clone(),
        sender: sender.map(|person| person.name.clone()),
        people: people.map(|person| (person.id.to_string(), person.name.clone())).take(CHOICES_MAX).collect(),
        chosen: heard.sender.to_string(),
        nobody: phone.id.to_string(),
        moved: changed.credited,
    })
}

/// The card.
pub fn card(message: &str, credit: &Shown) -> Markup {
    let phone = html! { bdi { (named(&credit.phone)) } };
    html! {
        section.card aria-labelledby="credit" {
            h2 #credit { (say("Who sent it")) }
            p.pad {
                @match &credit.sender {
                    Some(name) => (weave(
                        say("It came from {phone}, which several people share, and counts for {name}."),
                        &[("phone", &phone), ("name", &html! { bdi { (named(name)) } })],
                    )),
                    None => (weave(
                        say("It came from {phone}, which several people share, and counts for nobody by name."),
                        &[("phone", &phone)],
                    )),
                }
            }
            @if !credit.moved.is_empty() && !credit.people.is_empty() {
                form.pad method="post" action={ "/messages/" (message) "/credit/undo" } {
                    input type="hidden" name="entries" value=(credit.moved);
                    p role="status" { (say("It was moved, with what follows from it.")) }
                    button.button { (say("Undo")) }
                }
            }
            @if !credit.people.is_empty() {
                form.pad method="post" action={ "/messages/" (message) "/credit" } {
                    label { (say("It was"))
                        select name="person" {
                            option value=(credit.nobody) selected[credit.chosen == credit.nobody] { (say("nobody by name")) }
                            @for (id, name) in &credit.people {
                                option value=(id) selected[*id == credit.chosen] { (name) }
                            }
                        }
                    }
                    p {
                        label {
                            input type="checkbox" name="onwards" value="yes"; " "
                            (say("and all it sent after this, until somebody else said who they are"))
                        }
                    }
                    p { button.button { (say("Move it")) } }
                }
            }
        }
    }
}

/// `POST /messages/{message}/credit`: for members.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(answer): Form<Answer>,
) -> Result<Response, Fault> {
    let (message, phone) = found(&shared, &member, id).await?;
    let to = PersonId::new(answer.person);
    let (ids, is_all) = match answer.onwards {
        Some(_) => phones::stretch(shared.desk.db(), &member.org, &message, &phone).await?,
        None => (vec![message.heard.id.clone()], false),
    };
    // What was sent long ago, or by whoever no longer holds the phone, says nothing of who does now.
    let is_of_now = shared.now().minutes_since(message.heard.sent_at) < HELD_MINUTES;
    let directory = shared.desk.directory(&member.org).await?;
    let is_theirs = directory.holder_of(&phone, shared.now()) == Some(&message.heard.sender);
    let holder = (is_all && is_of_now && is_theirs).then(|| to.clone());
    let messages = ids.into_iter().map(|id| (id, to.clone())).collect();
    ask(&shared, &member, &message, Credit { phone, messages, holder }, true).await
}

/// `POST /messages/{message}/credit/undo`: for members.
pub async fn undo(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(undo): Form<Undo>,
) -> Result<Response, Fault> {
    let (message, phone) = found(&shared, &member, id).await?;
    let entries = undo.entries.split_once('-').and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
    let entries =
        entries.ok_or_else(|| Fault::Unreadable(say("Open the message again and undo from there.").into()))?;
    let taken = phones::taken(shared.desk.db(), &member.org, &phone, entries).await?.ok_or(Fault::Nothing)?;
    ask(&shared, &member, &message, taken, false).await
}

/// A message, and the shared phone it came from.
async fn found(shared: &Shared, member: &Member, id: String) -> Result<(Message, PersonId), Fault> {
    let message = one(shared.desk.db(), &member.org, &MessageId::new(id)).await?.ok_or(Fault::Nothing)?;
    let phone = message.heard.phone.clone().ok_or(Fault::Nothing)?;
    Ok((message, phone))
}

async fn ask(
    shared: &Shared,
    member: &Member,
    message: &Message,
    credit: Credit,
    is_undoable: bool,
) -> Result<Response, Fault> {
    let request = shared.request(member, Command::Credit(Box::new(credit)));
    let path = format!("/messages/{}", message.heard.id);
    match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(refusal)) => Err(Fault::Unreadable(because(&refusal))),
        Some(Ok(receipt)) if is_undoable && !receipt.changes.is_empty() => {
            let count = i64::try_from(receipt.changes.len()).unwrap_or_default();
            let entries = format!("{}-{}", receipt.position - count + 1, receipt.position);
            Ok(Redirect::to(&href(&path, &[("credited", &entries)])).into_response())
        }
        Some(Ok(_)) | None => Ok(Redirect::to(&path).into_response()),
    }
}
