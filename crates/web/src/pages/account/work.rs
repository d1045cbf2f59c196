//! What a vendor's contact has to do: the open tickets of their vendor, and what they may say of each.

use super::load::view;
use super::page;
use crate::fault::Fault;
use crate::form::Form;
use crate::limits::NOTE_MAX_CHARS;
use crate::member::Member;
use crate::names::Names;
use crate::pages::ticket::is_noted;
use crate::pages::tickets::{Line, line};
use crate::pages::today::titled;
use crate::parts::badges;
use crate::parts::refused::refused;
use crate::parts::shell::Frame;
use crate::state::Shared;
use crate::wording::{counted, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::policy::office::works;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, Stage};
use maud::{Markup, html};
use serde::Deserialize;
use store::read::tickets::{Filter, list, one};
use store::read::{Cursor, Sight, counts};

/// The work of a vendor.
pub struct Work {
    /// The last touched first.
    pub lines: Vec<Line>,
    /// How many there are in all, and whether there are more than were counted.
    pub count: (u64, bool),
}

/// The form of `POST /account/tickets/{ticket}/moves`.
#[derive(Debug, Deserialize)]
pub struct Move {
    expected: String,
    act: String,
    #[serde(default)]
    text: String,
}

/// The work of a contact's vendor; none for whoever is nobody's contact.
pub async fn work(shared: &Shared, member: &Member) -> Result<Option<Work>, Fault> {
    let vendor = member.login.vendor.clone().filter(|_| member.login.role == MemberRole::Contact);
    let Some(vendor) = vendor else { return Ok(None) };
    let (db, org) = (shared.desk.db(), &member.org);
    // A contact of no site in particular sees their vendor's work at all of them, and nothing else of any.
    let sight = if member.login.sites.is_empty() { Sight::WHOLE } else { member.sight() };
    let filter = Filter { owner: Some(Assignee::Vendor(vendor)), sight, ..Filter::default() };
    let directory = shared.desk.directory(org).await?;
    let counts = counts(db, org, &filter).await?;
    let found = list(db, org, &filter, Cursor::START).await?;
    let lines = found.rows.iter().map(|ticket| line(ticket, Names(&directory))).collect();
    Ok(Some(Work { lines, count: (counts.open, counts.open_goes_on) }))
}

/// `POST /account/tickets/{ticket}/moves`: for every member; deciding lets contacts do it, to the tickets of their vendor.
pub async fn work_on(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Move>,
) -> Result<Response, Fault> {
    let number: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    let ticket = one(shared.desk.db(), &member.org, number).await?.filter(|ticket| works(&member.login, ticket));
    let ticket = ticket.ok_or(Fault::Nothing)?;
    let text = form.text.replace("\r\n", "\n").trim().to_owned();
    let (command, seen) = match form.act.as_str() {
        "start" => (TicketCommand::Start, Stage::from_word(&form.expected)),
        "resolve" => (TicketCommand::Resolve, Stage::from_word(&form.expected)),
        "note" if text.is_empty() || text.chars().count() > NOTE_MAX_CHARS => {
            return Err(Fault::Unreadable(say("A note has between one and 4,000 characters.").into()));
        }
        "note" if is_noted(&shared, &member, ticket.number, &text).await? => return Ok(back()),
        "note" => (TicketCommand::Note(text), None),
        _ => return Err(Fault::Unreadable(say("Answer with one of the buttons.").into())),
    };
    let request = shared.request(&member, Command::Change { ticket: ticket.number, seen, command });
    match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(refusal)) => {
            let mut view = view(&shared, &member).await?;
            view.frame = view.frame.saying(refused(&refusal));
            Ok((StatusCode::CONFLICT, page(&view)).into_response())
        }
        Some(Ok(_)) | None => Ok(back()),
    }
}

fn back() -> Response {
    Redirect::to("/account#work").into_response()
}

/// The card.
pub fn card(frame: &Frame, work: &Work) -> Markup {
    let (count, goes_on) = work.count;
    let shown = work.lines.len() as u64;
    html! {
        section.card #work aria-labelledby="work-title" {
            h2 #work-title data-news { (say("Your work")) span.count { (badges::grouped(count)) @if goes_on { "+" } } }
            @if work.lines.is_empty() { p.none { (say("Nothing is open.")) } }
            @for line in &work.lines { (job(frame, line)) }
            @if count > shown { p.none { (counted(shown, "The last {n} is shown.", "The last {n} are shown.")) } }
        }
    }
}

fn job(frame: &Frame, line: &Line) -> Markup {
    let action = format!("/account/tickets/{}/moves", line.ticket);
    let expected = html! { input type="hidden" name="expected" value=(line.stage.word()); };
    let may_start = !matches!(line.stage, Stage::InProgress | Stage::Resolved);
    html! {
        article aria-label=(line.ticket.to_string()) {
            div.row.plain {
                (badges::priority(line.priority))
                b.what dir="auto" { (titled(&line.title)) }
                span.end { (frame.wall.age(line.opened_at)) }
                span.sub {
                    span.number { (line.ticket) } (badges::stage(line.stage))
                    @if !line.place.is_empty() { bdi { (line.place) } }
                }
            }
            @if line.stage != Stage::Resolved {
                form.pad.actions method="post" action=(action) {
                    (expected)
                    @if may_start { button.button name="act" value="start" { (say("Start")) } }
                    button.button.main name="act" value="resolve" { (say("Mark as fixed")) }
                }
            }
            details.fold {
                summary { (say("Note")) }
                form method="post" action=(action) {
                    (expected)
                    div.field {
                        label for={ "note-" (line.ticket) } { (say("Note")) }
                        textarea id={ "note-" (line.ticket) } name="text" required maxlength=(NOTE_MAX_CHARS) dir="auto" data-draft {}
                    }
                    button.button name="act" value="note" { (say("Save")) }
                }
            }
        }
    }
}
