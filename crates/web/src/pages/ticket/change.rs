//! What forms do to a ticket. Each carries the stage its sender saw; sent twice, it changes nothing the second time.

use super::load;
use crate::fault::Fault;
use crate::form::Form;
use crate::limits;
use crate::member::Member;
use crate::pages::tickets::owner_of;
use crate::pages::undo::{Done, keep};
use crate::parts::reach;
use crate::parts::refused::refused as because;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{MessageId, PersonId, PlaceId, TicketNumber};
use domain::outbound::{Letter, Occasion};
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Category, HoldReason, Priority, Stage, Ticket};
use domain::undo::Acted;
use serde::Deserialize;
use store::desk::Draft;
use store::need::Need;
use store::undos::Part;

/// The form of `POST /tickets/{ticket}/assignment`.
#[derive(Debug, Deserialize)]
pub struct Assignment {
    expected: String,
    assignee: String,
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
    let assignee = match form.assignee.as_str() {
        "" => None,
        owner => Some(owner_of(owner).ok_or_else(|| unreadable(say("Choose an owner from the list.")))?),
    };
    Wish::of(ticket, &form.expected, TicketCommand::Assign(assignee))?.grant(&shared, &member, None).await
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
    Wish::of(ticket, &form.expected, command)?.grant(&shared, &member, back).await
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
    let shown: Option<Vec<&str>> = Some(form.shown.splitn(3, ':').collect()).filter(|shown: &Vec<_>| shown.len() == 3);
    // Somebody else may have changed meanwhile what whoever sent the form left as it was.
    let is_left = |at: usize| shown.as_ref().is_some_and(|shown| shown[at] == sent[at]);
    wish.command = TicketCommand::Classify {
        category: if is_left(0) { before.category } else { category },
        priority: if is_left(1) { before.priority } else { priority },
        place: if is_left(2) { before.place.clone() } else { place(&sent[2]) },
    };
    wish.grant(&shared, &member, None).await
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
    Wish::at_any_stage(ticket, TicketCommand::SeekCause).grant(&shared, &member, None).await
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
    Wish::at_any_stage(ticket, TicketCommand::Note(text)).grant(&shared, &member, None).await
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
    /// One that no stage stands against.
    pub(super) fn at_any_stage(ticket: String, command: TicketCommand) -> Self {
        Self { ticket, seen: None, command }
    }

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

    /// Does it, and shows the ticket, or the page where the form stood, with the offer to take it back.
    pub(super) async fn grant(self, shared: &Shared, member: &Member, back: Option<String>) -> Result<Response, Fault> {
        let number: TicketNumber = self.ticket.parse().map_err(|_| Fault::Nothing)?;
        let (act, into) = (act(&self.command), into(&self.command));
        let request =
            shared.request(member, Command::Change { ticket: number, seen: self.seen, command: self.command });
        let at = request.stamp.at;
        let mut draft = shared.desk.draft(&member.org, &Need::of([&request])).await?;
        let stood = |draft: &Draft, number| draft.situation().tickets.get(&number).cloned();
        let before = (stood(&draft, number).ok_or(Fault::Nothing)?, into.and_then(|into| stood(&draft, into)));
        // The answer comes with the commit.
        let _answer = draft.ask(request);
        let after = stood(&draft, number).zip(Some(into.and_then(|into| stood(&draft, into))));
        let answer = shared.desk.commit(&mut draft).await?.pop();
        shared.desk.keep(draft);
        let receipt = match answer {
            Some(Err(refusal)) => return refused(shared, member, number, because(&refusal)).await,
            Some(Ok(receipt)) => receipt,
            None => return Ok(again(number)),
        };
        let back = back.unwrap_or_else(|| format!("/tickets/{number}"));
        let Some(act) = act else { return Ok(Redirect::to(&back).into_response()) };
        let acted = after.filter(|_| !receipt.changes.is_empty()).map(|(after, into)| {
            let acted = Acted::between(&before.0, &after, at);
            match before.1.zip(into) {
                Some((kept, into)) => acted.joining(&before.0, &kept, &into),
                None => acted,
            }
        });
        let parts = acted.into_iter().map(|acted| Part::Ticket(number, Box::new(acted))).collect();
        let offered =
            keep(shared, member, Done { act, about: &number.to_string(), next: &back, back: &back }, parts).await?;
        Ok(Redirect::to(&offered).into_response())
    }
}

/// What can be taken back, in one word: the stage that a ticket comes to, or what of it changes.
fn act(command: &TicketCommand) -> Option<&'static str> {
    Some(match command {
        TicketCommand::Start => Stage::InProgress.word(),
        TicketCommand::Hold { .. } => Stage::OnHold.word(),
        TicketCommand::Resolve => Stage::Resolved.word(),
        TicketCommand::Verify => Stage::Verified.word(),
        TicketCommand::Reopen => Stage::Reopened.word(),
        TicketCommand::Close => Stage::Closed.word(),
        TicketCommand::Merge(_) => Stage::Merged.word(),
        TicketCommand::Cancel => Stage::Cancelled.word(),
        TicketCommand::Assign(_) => "assignment",
        TicketCommand::Classify { .. } => "classification",
        TicketCommand::Note(_)
        | TicketCommand::Approve(_)
        | TicketCommand::Decline(_)
        | TicketCommand::AskAgain(_)
        | TicketCommand::SeekCause
        | TicketCommand::JudgePause { .. }
        | TicketCommand::Label(..)
        | TicketCommand::PutBack(_) => return None,
    })
}

/// The ticket that another becomes part of.
fn into(command: &TicketCommand) -> Option<TicketNumber> {
    match command {
        TicketCommand::Merge(into) => Some(*into),
        _ => None,
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
