//! Taking back what a member just did: kept beside the record for some minutes, offered on the page they come back to, and
//! done by one form.

use crate::fault::Fault;
use crate::member::Member;
use crate::parts::badges::stage_word;
use crate::parts::flash::{Flash, flash};
use crate::parts::refused::refused as because;
use crate::parts::shell::{Tab, shell};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{counted, fill, plural, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::ticket::Stage;
use domain::time::Instant;
use maud::{Markup, html};
use store::read::triage;
use store::sessions::PRESS_US;
use store::undos::{self, Part, Undo};

/// The name in addresses.
const FIELD: &str = "undo";
/// What was done to many messages at once, and to one.
pub const SETTLED: &str = "settled";
pub const NOTED: &str = "noted";
/// What was done to several tickets at once.
pub const TOGETHER: &str = "together";

/// What a page offers to take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    id: String,
    act: String,
    about: String,
    parts: usize,
}

impl Offer {
    /// What was done, as a sentence.
    fn words(&self) -> String {
        match Stage::from_word(&self.act) {
            Some(stage) => {
                fill(say("{ticket} is now “{stage}”."), &[("ticket", &self.about), ("stage", stage_word(stage))])
            }
            None if self.act == SETTLED => {
                counted(self.parts as u64, "{n} message was settled.", "{n} messages were settled.")
            }
            None if self.act == TOGETHER => {
                counted(self.parts as u64, "{n} ticket was changed.", "{n} tickets were changed.")
            }
            None if self.act == NOTED => say("Noted.").to_owned(),
            None => fill(say("{ticket} was changed."), &[("ticket", &self.about)]),
        }
    }
}

/// What the address of a page that a member asks for offers to take back.
pub async fn offered(shared: &Shared, member: &Member, query: Option<&str>) -> Result<Option<Offer>, Fault> {
    let id = query.unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("undo="));
    let Some(id) = id.filter(|id| crate::form::is_name(id)) else { return Ok(None) };
    let found = undos::find(shared.desk.db(), &member.org, &member.name, id, shared.now()).await?;
    let found = found.filter(|undo| !undo.is_undone);
    Ok(found.map(|undo| Offer { id: undo.id, act: undo.act, about: undo.about, parts: undo.parts.len() }))
}

/// The form, on the page that the member came back to.
pub fn toast(offer: Option<&Offer>) -> Markup {
    html! {
        @if let Some(offer) = offer {
            form.toast #toast method="post" action={ "/undo/" (offer.id) } data-brief data-keep role="status" {
                span { (offer.words()) }
                button.button data-key="z" { (say("Undo")) }
            }
        }
    }
}

/// The same page with the offer to take something back.
fn offering(back: &str, id: &str) -> String {
    match back.contains('?') {
        true => format!("{back}&{FIELD}={id}"),
        false => href(back, &[(FIELD, id)]),
    }
}

/// What a member did, in one word, and to what; the page that comes next, and where they come back to once it is undone.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    pub act: &'a str,
    pub about: &'a str,
    pub next: &'a str,
    pub back: &'a str,
}

/// Keeps what a member just did, and says where it is offered to be taken back. Done twice by one form, the second press
/// did nothing and is offered what the first did.
pub async fn keep(shared: &Shared, member: &Member, done: Done<'_>, parts: Vec<Part>) -> Result<String, Fault> {
    let Done { act, about, next, back } = done;
    let (db, now) = (shared.desk.db(), shared.now());
    if parts.is_empty() {
        let since = Instant::from_us(now.us() - PRESS_US);
        let last = undos::last(db, &member.org, &member.name, (act, about), since).await?;
        return Ok(last.map_or_else(|| next.to_owned(), |id| offering(next, &id)));
    }
    let undo = Undo {
        id: crate::form::name(shared),
        member: member.name.clone(),
        act: act.to_owned(),
        about: about.to_owned(),
        parts,
        back: back.to_owned(),
        made_at: now,
        is_undone: false,
    };
    let mut tx = db.begin().await?;
    undos::keep(&mut tx, &member.org, &undo).await?;
    tx.commit().await?;
    Ok(offering(next, &undo.id))
}

/// `POST /undo/{undo}`: for members, of what they did themselves.
pub async fn take_back(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let Some(undo) = undos::find(db, org, &member.name, &id, shared.now()).await? else {
        let words = say("It was too long ago. What was done stands, and can be changed by hand.").to_owned();
        return Ok(refused(&shared, &member, words, "/"));
    };
    if undo.is_undone {
        return Ok(Redirect::to(&undo.back).into_response());
    }
    let mut requests = Vec::with_capacity(undo.parts.len());
    for part in &undo.parts {
        requests.extend(request(&shared, &member, part).await?);
    }
    let answers = shared.desk.commit_all(org, requests).await?;
    let refusals: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
    if refusals.len() < answers.len() {
        let mut tx = db.begin().await?;
        undos::end(&mut tx, org, &undo.id, shared.now()).await?;
        tx.commit().await?;
    }
    let Some(first) = refusals.first() else { return Ok(Redirect::to(&undo.back).into_response()) };
    let count = refusals.len() as u64;
    let words = match answers.len() {
        1 => because(first),
        _ => fill(
            plural(count, "{n} of them was not taken back: {why}", "{n} of them were not taken back: {why}"),
            &[("n", &count.to_string()), ("why", &because(first))],
        ),
    };
    Ok(refused(&shared, &member, words, &undo.back))
}

/// What takes a part back; nothing where what it made is not there any more.
async fn request(shared: &Shared, member: &Member, part: &Part) -> Result<Option<Request>, Fault> {
    let command = match part {
        Part::Ticket(ticket, acted) => {
            let command = TicketCommand::PutBack(acted.clone());
            Some(Command::Change { ticket: *ticket, seen: None, command })
        }
        Part::Labels(before, after) => {
            // What somebody else made of it since stays.
            let directory = shared.desk.directory(&member.org).await?;
            let is_so = directory.labels.get(&after.name) == Some(&**after);
            is_so.then(|| Command::Define(Box::new(Definition::Labels((**before).clone()))))
        }
        Part::Message(message, from, to) => {
            let taken = triage::taken(shared.desk.db(), &member.org, message, (*from, *to)).await?;
            taken.map(|taken| Command::TakeBack(Box::new(taken)))
        }
    };
    Ok(command.map(|command| shared.request(member, command)))
}

fn refused(shared: &Shared, member: &Member, words: String, back: &str) -> Response {
    let content = html! {
        div.head { h1 { (say("Not taken back")) } }
        (flash(Some(&Flash { words, now: Vec::new() })))
        p.actions { a.button.main href=(back) { (say("Go on")) } }
    };
    (StatusCode::CONFLICT, shell(&shared.frame(member, Tab::Go), say("Not taken back"), &content)).into_response()
}
