//! What forms do to a ticket. Each carries the stage its sender saw; sent twice, it changes nothing the second time.

use super::{load, undo};
use crate::fault::Fault;
use crate::form::Form;
use crate::limits;
use crate::member::Member;
use crate::parts::reach;
use crate::parts::refused::refused as because;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{MessageId, PersonId, PlaceId, TicketNumber, VendorId};
use domain::outbound::{Letter, Occasion};
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, Category, HoldReason, Priority, Stage, Ticket};
use serde::Deserialize;
use store::need::Need;

/// The form of `POST /tickets/{ticket}/assignment`.
#[derive(Debug, Deserialize)]
pub struct Assignment {
    expected: String,
    assignee: String,
    #[serde(default)]
    undoes: String,
    /// Who owned it when the form was shown; to take something back, to whom it was given.
    shown: Option<String>,
}

/// The form of `POST /tickets/{ticket}/stage`.
#[derive(Debug, Deserialize)]
pub struct NextStage {
    expected: String,
    stage: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    message: String,
    /// The board the form stood on.
    #[serde(default)]
    back: String,
}

/// The form of `POST /tickets/{ticket}/classification`.
#[derive(Debug, Deserialize)]
pub struct Classification {
    expected: String,
    category: String,
    priority: String,
    place: String,
    #[serde(default)]
    undoes: String,
    /// What the form showed, `category:priority:place`: what is sent as it was shown was not asked for.
    #[serde(default)]
    shown: String,
}

/// The form of `POST /tickets/{ticket}/merger`.
#[derive(Debug, Deserialize)]
pub struct Merger {
    expected: String,
    into: String,
}

/// The form of `POST /tickets/{ticket}/cancellation`.
#[derive(Debug, Deserialize)]
pub struct Cancellation {
    expected: String,
}

/// The form of `POST /tickets/{ticket}/letters`.
#[derive(Debug, Deserialize)]
pub struct Written {
    name: String,
    #[serde(default)]
    to: String,
    text: String,
}

/// The form of `POST /tickets/{ticket}/notes`.
#[derive(Debug, Deserialize)]
pub struct Note {
    text: String,
}

/// `POST /tickets/{ticket}/assignment`: for members.
pub async fn assignment(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Assignment>,
) -> Result<Response, Fault> {
    let assignee = match form.assignee.split_once(':') {
        Some(("person", id)) => Some(Assignee::Person(PersonId::new(id))),
        Some(("vendor", id)) => Some(Assignee::Vendor(VendorId::new(id))),
        Some(_) => return Err(unreadable(say("Choose an owner from the list."))),
        None => None,
    };
    let wish = Wish::of(ticket, &form.expected, TicketCommand::Assign(assignee))?;
    let before = wish.before(&shared, &member).await?;
    let now = undo::owner_value(before.assignee.as_ref());
    if !form.undoes.is_empty() {
        let is_anothers = now != form.assignee && form.shown.is_some_and(|set| set != now);
        return wish.take_back(&shared, &member, is_anothers).await;
    }
    // Pressed twice, it was given already; the form still knows from whom.
    let was = if now == form.assignee { form.shown.unwrap_or(now) } else { now };
    let offered = undo::offer(before.number, "assignment", &was, &form.assignee);
    wish.grant(&shared, &member, offered).await
}

/// `POST /tickets/{ticket}/stage`: for members.
pub async fn stage(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<NextStage>,
) -> Result<Response, Fault> {
    let command = match (Stage::from_word(&form.stage), HoldReason::from_word(&form.reason)) {
        (Some(Stage::InProgress), _) => TicketCommand::Start,
        (Some(Stage::OnHold), Some(reason)) => {
            let message = (!form.message.is_empty()).then(|| MessageId::new(form.message));
            TicketCommand::Hold { reason, message }
        }
        (Some(Stage::Resolved), _) => TicketCommand::Resolve,
        (Some(Stage::Verified), _) => TicketCommand::Verify,
        (Some(Stage::Reopened), _) => TicketCommand::Reopen,
        (Some(Stage::Closed), _) => TicketCommand::Close,
        (Some(_), _) | (None, _) => return Err(unreadable(say("Choose the next stage with one of the buttons."))),
    };
    let back = (form.back == "/board" || form.back.starts_with("/board?")).then_some(form.back);
    let answer = Wish::of(ticket, &form.expected, command)?.grant(&shared, &member, None).await?;
    Ok(match back {
        Some(board) if answer.status() == StatusCode::SEE_OTHER => Redirect::to(&board).into_response(),
        Some(_) | None => answer,
    })
}

/// `POST /tickets/{ticket}/classification`: for members.
pub async fn classification(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Classification>,
) -> Result<Response, Fault> {
    let words = (Category::from_word(&form.category), Priority::from_word(&form.priority));
    let (Some(category), Some(priority)) = words else {
        return Err(unreadable(say("Choose category and priority from the lists.")));
    };
    let sent = [form.category, form.priority, form.place];
    let place = |id: &str| (!id.is_empty()).then(|| PlaceId::new(id));
    let command = TicketCommand::Classify { category, priority, place: place(&sent[2]) };
    let mut wish = Wish::of(ticket, &form.expected, command)?;
    let before = wish.before(&shared, &member).await?;
    let now = undo::parts(&before);
    let shown: Option<Vec<&str>> = Some(form.shown.splitn(3, ':').collect()).filter(|shown: &Vec<_>| shown.len() == 3);
    // Somebody else may have changed meanwhile what whoever sent the form left as it was.
    let is_left = |at: usize| shown.as_ref().is_some_and(|shown| shown[at] == sent[at]);
    wish.command = TicketCommand::Classify {
        category: if is_left(0) { before.category } else { category },
        priority: if is_left(1) { before.priority } else { priority },
        place: if is_left(2) { before.place.clone() } else { place(&sent[2]) },
    };
    if !form.undoes.is_empty() {
        let is_anothers =
            |at: usize| !is_left(at) && now[at] != sent[at] && now[at] != shown.as_ref().map_or("", |set| set[at]);
        let is_anothers = shown.is_some() && (0..3).any(is_anothers);
        return wish.take_back(&shared, &member, is_anothers).await;
    }
    let set = [0, 1, 2].map(|at| if is_left(at) { now[at].as_str() } else { &sent[at] });
    // Pressed twice, it is so already; the form still knows what it was.
    let known = |at: usize| shown.as_ref().filter(|_| now[at] == sent[at]).map_or(now[at].as_str(), |shown| shown[at]);
    let was = [0, 1, 2].map(|at| if is_left(at) { now[at].as_str() } else { known(at) });
    let offered = undo::offer(before.number, "classification", &was.join(":"), &set.join(":"));
    wish.grant(&shared, &member, offered).await
}

/// `POST /tickets/{ticket}/merger`: for members.
pub async fn merger(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Merger>,
) -> Result<Response, Fault> {
    let into =
        form.into.parse().map_err(|_| unreadable(say("Write the number of the other ticket, such as T-104.")))?;
    Wish::of(ticket, &form.expected, TicketCommand::Merge(into))?.grant(&shared, &member, None).await
}

/// `POST /tickets/{ticket}/cancellation`: for members.
pub async fn cancellation(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Cancellation>,
) -> Result<Response, Fault> {
    Wish::of(ticket, &form.expected, TicketCommand::Cancel)?.grant(&shared, &member, None).await
}

/// `POST /tickets/{ticket}/cause`: for members; sent twice, it opens one.
pub async fn cause(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
) -> Result<Response, Fault> {
    Wish { ticket, seen: None, command: TicketCommand::SeekCause }.grant(&shared, &member, None).await
}

/// `POST /tickets/{ticket}/notes`: for members.
pub async fn note(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Note>,
) -> Result<Response, Fault> {
    let text = form.text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() || text.chars().count() > limits::NOTE_MAX_CHARS {
        return Err(unreadable(say("A note has between one and 4,000 characters.")));
    }
    let number: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    if load::is_noted(&shared, &member, number, &text).await? {
        return Ok(again(number));
    }
    Wish { ticket, seen: None, command: TicketCommand::Note(text) }.grant(&shared, &member, None).await
}

/// `POST /tickets/{ticket}/letters`: for members; a letter that has its name already was sent twice by one form.
pub async fn letter(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Written>,
) -> Result<Response, Fault> {
    let ticket: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    let (outbound, text) = reach::read(form.name, &form.text)?;
    if form.to.is_empty() {
        return Err(unreadable(say("Choose who is to read it.")));
    }
    let letter = Letter { outbound, occasion: Occasion::Ticket(ticket, PersonId::new(form.to)), text };
    let request = shared.request(&member, Command::Write(Box::new(letter)));
    match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(Refusal::NoSuchTicket(_))) => Err(Fault::Nothing),
        Some(Err(refusal)) => refused(&shared, &member, ticket, because(&refusal)).await,
        Some(Ok(_)) | None => Ok(Redirect::to(&format!("/tickets/{ticket}#write")).into_response()),
    }
}

/// What a member asks of a ticket.
pub(super) struct Wish {
    ticket: String,
    /// The stage the member saw; none where any will do.
    seen: Option<Stage>,
    command: TicketCommand,
}

impl Wish {
    pub(super) fn of(ticket: String, expected: &str, command: TicketCommand) -> Result<Self, Fault> {
        let seen =
            Stage::from_word(expected).ok_or_else(|| unreadable(say("Open the ticket again and send it from there.")));
        Ok(Self { ticket, seen: Some(seen?), command })
    }

    /// The ticket as it stands.
    async fn before(&self, shared: &Shared, member: &Member) -> Result<Ticket, Fault> {
        let number = self.ticket.parse().map_err(|_| Fault::Nothing)?;
        load::seen(shared, member, number).await
    }

    /// Takes back what its member did; not what somebody else has changed since.
    async fn take_back(self, shared: &Shared, member: &Member, is_anothers: bool) -> Result<Response, Fault> {
        if is_anothers {
            let number = self.ticket.parse().map_err(|_| Fault::Nothing)?;
            let words = say("Somebody has changed it since. Nothing was taken back.").to_owned();
            return refused(shared, member, number, words).await;
        }
        self.grant(shared, member, None).await
    }

    /// Does it, and shows the ticket, with the address that offers to take it back where there is one.
    pub(super) async fn grant(
        self,
        shared: &Shared,
        member: &Member,
        offered: Option<String>,
    ) -> Result<Response, Fault> {
        let ticket: TicketNumber = self.ticket.parse().map_err(|_| Fault::Nothing)?;
        let request = shared.request(member, Command::Change { ticket, seen: self.seen, command: self.command });
        let mut draft = shared.desk.draft(&member.org, &Need::of([&request])).await?;
        if !draft.situation().tickets.contains_key(&ticket) {
            return Err(Fault::Nothing);
        }
        // The answer comes with the commit.
        let _answer = draft.ask(request);
        let answer = shared.desk.commit(&mut draft).await?.pop();
        shared.desk.keep(draft);
        match answer {
            Some(Err(refusal)) => refused(shared, member, ticket, because(&refusal)).await,
            Some(Ok(_)) | None => {
                Ok(offered.map_or_else(|| again(ticket), |offered| Redirect::to(&offered).into_response()))
            }
        }
    }
}

fn again(ticket: TicketNumber) -> Response {
    Redirect::to(&format!("/tickets/{ticket}")).into_response()
}

async fn refused(shared: &Shared, member: &Member, ticket: TicketNumber, words: String) -> Result<Response, Fault> {
    let mut view = load::view(shared, member, ticket).await?;
    view.frame = view.frame.saying(words);
    Ok((StatusCode::CONFLICT, super::page(&view)).into_response())
}

pub(super) fn unreadable(words: &str) -> Fault {
    Fault::Unreadable(words.to_owned())
}
