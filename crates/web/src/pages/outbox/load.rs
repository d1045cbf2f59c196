//! Gathers what is to be said, and takes a member's word on it.

use super::{Back, Hand, Line, Shown, View, page};
use crate::fault::Fault;
use crate::form::{self, Form};
use crate::member::Member;
use crate::names::Names;
use crate::pages::costs;
use crate::pages::people::may_read_numbers;
use crate::parts::letter::Fate;
use crate::parts::refused::refused;
use crate::parts::shell::Tab;
use crate::query::day_of;
use crate::sending::Told;
use crate::state::Shared;
use crate::wording::{key, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::OutboundId;
use domain::member::MemberRole;
use domain::message::{Handle, Subject};
use domain::outbound::{self, Outbound, Purpose};
use domain::request::Command;
use domain::time::Instant;
use maud::Markup;
use serde::Deserialize;
use store::read::Page;
use store::read::outbox::{self, After};

/// Days that are counted as a month, in minutes.
const MONTH_MINUTES: i64 = 30 * 24 * 60;
/// What whoever may make no links reads of a message that brings one.
pub const LINK_HIDDEN: &str = key("A link to a report. Managers see it, and send it.");

/// The query of `GET /outbox`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    /// Where what waits goes on.
    waiting: String,
}

/// Where a form stood.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    back: String,
}

/// `GET /outbox`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, &asked).await?))
}

/// `POST /outbox/{id}/dispatch`: for members; sent twice, it changes nothing the second time.
pub async fn sent(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(from): Form<From>,
) -> Result<Response, Fault> {
    settle(&shared, &member, from, Command::NoteSent { outbound: OutboundId::new(id), accepted: None }).await
}

/// `POST /outbox/{id}/refusal`: for members; sent twice, it changes nothing the second time.
pub async fn decline(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(from): Form<From>,
) -> Result<Response, Fault> {
    settle(&shared, &member, from, Command::Decline(OutboundId::new(id))).await
}

async fn settle(shared: &Shared, member: &Member, from: From, command: Command) -> Result<Response, Fault> {
    let request = shared.request(member, command);
    let answers = shared.desk.commit_all(&member.org, vec![request]).await?;
    if let Some(refusal) = answers.into_iter().find_map(Result::err) {
        if !member.login.sees_all() {
            return Err(Fault::Nothing);
        }
        let mut view = view(shared, member, &Asked::default()).await?;
        view.frame = view.frame.saying(refused(&refusal));
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    let back = Back::read(&from.back).map_or_else(|| "/outbox".to_owned(), |back| back.href());
    Ok(Redirect::to(&back).into_response())
}

async fn view(shared: &Shared, member: &Member, asked: &Asked) -> Result<View, Fault> {
    let (db, org, now) = (shared.desk.db(), &member.org, shared.now());
    let (after, later) = (place(&asked.after), place(&asked.waiting));
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let nothing = || Page { rows: Vec::new(), next: None };
    let waiting = if after.is_none() { outbox::waiting(db, org, now, later.as_ref()).await? } else { nothing() };
    let list = if later.is_none() { outbox::list(db, org, after.as_ref()).await? } else { nothing() };
    let told = shared.sending.told();
    let spent = outbox::spent(db, org, now.plus_minutes(-MONTH_MINUTES)).await?;
    let line = |outbound: &Outbound| line(outbound, names, told.as_ref(), member);
    let stale = now.plus_minutes(-Outbound::STALE_MINUTES);
    let is_over = |one: &&Outbound| one.state != outbound::State::Waiting || one.not_before < stale;
    Ok(View {
        frame: shared.frame(member, Tab::Outbox),
        waiting: waiting.rows.iter().map(line).collect(),
        more_waits: waiting.next.as_ref().map(address),
        count: outbox::waiting_count(db, org, now).await?.unsigned_abs(),
        before: list.rows.iter().filter(is_over).map(line).collect(),
        next: list.next.as_ref().map(address),
        shown: match (later, after) {
            (Some(_), _) => Shown::Waiting,
            (None, Some(_)) => Shown::Before,
            (None, None) => Shown::Both,
        },
        month: costs::month(shared, member).await?,
        spent: (spent.words.unsigned_abs(), spent.templates.unsigned_abs()),
        told,
    })
}

/// Where a list goes on, as an address says it.
fn address((at, id): &After) -> String {
    format!("{}.{id}", at.us())
}

fn place(address: &str) -> Option<After> {
    let (us, id) = address.split_once('.')?;
    Some((Instant::from_us(us.parse().ok()?), OutboundId::new(id)))
}

fn line(outbound: &Outbound, names: Names<'_>, told: Option<&Told>, member: &Member) -> Line {
    let sees_links = member.login.role.covers(MemberRole::Manager);
    let hand = match may_read_numbers(member) {
        true => hand(outbound, names),
        false => Hand { phone: String::new(), ..hand(outbound, names) },
    };
    let hand = match outbound.purpose == Purpose::Handout && !sees_links {
        // Without a number there is nothing to open in WhatsApp, where the link would stand.
        true => Hand { phone: String::new(), text: say(LINK_HIDDEN).to_owned(), ..hand },
        false => hand,
    };
    Line {
        hand,
        purpose: outbound.purpose,
        about: outbound.about.iter().map(|subject| about(subject, names)).collect(),
        language: outbound.language.clone(),
        not_before: outbound.not_before,
        fate: Fate::of(outbound),
        held: told.and_then(|told| told.held.get(&outbound.id).copied()),
    }
}

/// What one needs to send a message by hand.
pub fn hand(outbound: &Outbound, names: Names<'_>) -> Hand {
    let person = names.0.people.get(&outbound.to);
    let phone = person.and_then(|person| person.handles.iter().find_map(Handle::as_phone)).unwrap_or_default();
    Hand {
        id: outbound.id.to_string(),
        person: names.person(&outbound.to),
        phone: phone.chars().filter(char::is_ascii_digit).collect(),
        text: outbound.text.clone(),
        words_gone_at: outbound.words_gone_at,
    }
}

/// What a subject is called, and where it is.
fn about(subject: &Subject, names: Names<'_>) -> (String, String) {
    match subject {
        Subject::Ticket(number) => (number.to_string(), format!("/tickets/{number}")),
        Subject::Task(task, Some(day)) => (names.task(task), day_of(task.as_str(), *day)),
        Subject::Task(task, None) => (names.task(task), "/tasks".to_owned()),
    }
}
