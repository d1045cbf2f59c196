//! What members say of messages, one at a time or those that are likely together, and take back.

use super::Narrow;
use super::detail::shown;
use super::load::{After, is_likely, view};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::pages::messages::kind_word;
use crate::pages::undo::{self, Done, NOTED, SETTLED, keep};
use crate::parts::badges::{category_word, priority_word};
use crate::parts::flash::Flash;
use crate::parts::refused::refused as because;
use crate::state::Shared;
use crate::wording::{fill, plural, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{MessageId, PlaceId, TicketNumber};
use domain::message::{Band, Interpretation, Kind, Reader, Subject};
use domain::request::{Command, Correction, Proposal, Request};
use domain::ticket::{Category, Priority, Ticket};
use serde::Deserialize;
use store::desk::Receipt;
use store::read::messages::{Message, one};
use store::read::triage;
use store::undos::Part;

/// The verdict that a message is no issue.
const NOTHING: &str = "nothing";

/// The form of `POST /triage/{message}/correction`.
#[derive(Debug, Deserialize)]
pub struct Answer {
    verdict: String,
    kind: String,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    priority: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    into: String,
    #[serde(default)]
    opened: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    shown: String,
}

/// The form of `POST /triage/settlement`.
#[derive(Debug, Deserialize)]
pub struct Settlement {
    upto: i64,
    /// How many the form said; what matches meanwhile was not seen.
    count: Option<usize>,
    #[serde(default)]
    verdict: String,
    #[serde(flatten)]
    narrow: Narrow,
}

/// `POST /triage/{message}/correction`: for members.
pub async fn correction(
    State(shared): State<Shared>,
    member: Member,
    Path(message): Path<String>,
    Form(answer): Form<Answer>,
) -> Result<Response, Fault> {
    let id = MessageId::new(message);
    let message = one(shared.desk.db(), &member.org, &id).await?.ok_or(Fault::Nothing)?;
    let known = message.heard.meaning.clone().ok_or(Fault::Nothing)?;
    let correction = answer.correction(&member, &message, &known)?;
    if !is_said(&known, &correction.proposal.meaning) && shown(&known).is_other_than(&answer.shown) {
        return answered(&shared, &member, id, (correction.proposal.meaning, answer.into)).await;
    }
    let request = shared.request(&member, Command::Correct(Box::new(correction)));
    match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(refusal)) => refused(&shared, &member, id, because(&refusal)).await,
        Some(Ok(receipt)) => {
            let next = if answer.next.is_empty() { "/triage".to_owned() } else { to(&answer.next) };
            let done = Done { act: NOTED, about: id.as_str(), next: &next, back: &to(id.as_str()) };
            let parts = part(&id, &receipt).into_iter().collect();
            Ok(Redirect::to(&keep(&shared, &member, done, parts).await?).into_response())
        }
        None => Ok(Redirect::to("/triage").into_response()),
    }
}

/// `POST /triage/settlement`: for members. Accepts or puts away at once what they saw that matches, or that is likely.
pub async fn settlement(
    State(shared): State<Shared>,
    member: Member,
    Form(form): Form<Settlement>,
) -> Result<Response, Fault> {
    let back = form.narrow.href("/triage");
    let (db, org, now) = (shared.desk.db(), &member.org, shared.now());
    let (waiting, tickets) = match form.narrow.is_set() {
        true => triage::settleable(db, org, now, form.upto).await?,
        false => triage::waiting(db, org, now, form.upto).await?,
    };
    let is_meant = |message: &&Message| match form.narrow.is_set() {
        true => form.narrow.has(message, &tickets),
        false => is_likely(message),
    };
    let meant: Vec<&Message> = waiting.iter().filter(is_meant).collect();
    if form.count.is_some_and(|count| meant.len() > count) {
        let words = say("More messages match now than you saw. Nothing was changed; look again.").to_owned();
        return together_again(&shared, &member, form.narrow, words).await;
    }
    let asked: Vec<(MessageId, Request)> = meant
        .into_iter()
        .filter_map(|message| {
            let correction = settled(&member, message, &tickets, &form.verdict)?;
            Some((message.heard.id.clone(), shared.request(&member, Command::Correct(Box::new(correction)))))
        })
        .collect();
    let (ids, requests): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
    let answers = shared.desk.commit_all(org, requests).await?;
    let granted = ids.iter().zip(&answers).filter_map(|(id, answer)| part(id, answer.as_ref().ok()?));
    let done = Done { act: SETTLED, about: "triage", next: &back, back: &back };
    let offered = keep(&shared, &member, done, granted.collect()).await?;
    let refusals: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    let Some(first) = refusals.first() else { return Ok(Redirect::to(&offered).into_response()) };
    // The others stand.
    let count = refusals.len() as u64;
    let words = plural(count, "{n} message was not accepted: {why}", "{n} messages were not accepted: {why}");
    let words = fill(words, &[("n", &count.to_string()), ("why", &because(first))]);
    let mut member = member;
    member.undo = undo::offered(&shared, &member, offered.split_once('?').map(|(_, query)| query)).await?;
    together_again(&shared, &member, form.narrow, words).await
}

/// The inbox as it is now, with why not all was settled that was asked.
async fn together_again(shared: &Shared, member: &Member, narrow: Narrow, words: String) -> Result<Response, Fault> {
    let mut view = view(shared, member, None, After::narrowed(narrow)).await?;
    view.frame = view.frame.saying(words);
    Ok((StatusCode::CONFLICT, super::page(&view)).into_response())
}

/// What a member says of one of many: that it was read rightly, or that it is no issue.
fn settled(member: &Member, message: &Message, tickets: &[Ticket], verdict: &str) -> Option<Correction> {
    let known = message.heard.meaning.as_ref()?;
    let opened = super::load::own(message, tickets).map(|ticket| ticket.number);
    if verdict == NOTHING {
        let nothing = Interpretation { kind: Kind::Chatter, ..known.clone() };
        return Some(Correction { proposal: proposal(member, message, &nothing, None), opened });
    }
    let opens = known.kind == Kind::Issue && known.about.is_none();
    let proposal = proposal(member, message, known, known.about.clone());
    Some(Correction { proposal: Proposal { opens, ..proposal }, opened })
}

/// What takes one answer back: the entries of the journal that it made, if it made any.
fn part(message: &MessageId, receipt: &Receipt) -> Option<Part> {
    let count = i64::try_from(receipt.changes.len()).unwrap_or_default();
    (count > 0).then(|| Part::Message(message.clone(), receipt.position - count + 1, receipt.position))
}

/// Whether just this was said already, by the same member: a message that opened a ticket speaks of it from then on.
fn is_said(known: &Interpretation, meaning: &Interpretation) -> bool {
    let about = meaning.about.clone().or_else(|| known.about.clone());
    *known == Interpretation { about, ..meaning.clone() }
}

/// What is said to whoever answers what somebody else answered meanwhile: what they said; with the form as it was sent.
async fn answered(
    shared: &Shared,
    member: &Member,
    id: MessageId,
    typed: (Interpretation, String),
) -> Result<Response, Fault> {
    let mut view = view(shared, member, Some(id), After::default()).await?;
    if let Some(detail) = &mut view.detail {
        let (is, by) = (&detail.meaning, detail.meaning.by.clone());
        let place = is.place.as_ref().and_then(|place| detail.places.iter().find(|(id, _)| id == place.as_str()));
        let now = [
            (say("It is"), kind_word(is.kind).to_owned()),
            (say("Category"), is.category.map(category_word).unwrap_or_default().to_owned()),
            (say("Priority"), is.priority.map(priority_word).unwrap_or_default().to_owned()),
            (say("Place"), place.map(|(_, name)| name.clone()).unwrap_or_default()),
            (say("Belongs to"), detail.about.as_ref().map(|(_, words)| words.clone()).unwrap_or_default()),
        ];
        let words = match by {
            Reader::Member(name) => fill(
                say(
                    "{name} answered meanwhile, and nothing of yours was noted. What they said is here, your answer in the form. Send it again if theirs is wrong.",
                ),
                &[("name", &name)],
            ),
            Reader::Embedded(_) | Reader::Hindsight | Reader::Opinion(_) | Reader::Sender => {
                say("The message was read anew since; look again.").to_owned()
            }
        };
        view.frame.flash = Some(Flash { words, now: now.into_iter().filter(|(_, says)| !says.is_empty()).collect() });
        detail.typed = Some(typed);
    }
    Ok((StatusCode::CONFLICT, super::page(&view)).into_response())
}

impl Answer {
    fn correction(&self, member: &Member, message: &Message, known: &Interpretation) -> Result<Correction, Fault> {
        let kind = Kind::from_word(&self.kind).ok_or_else(|| unreadable(say("Choose what it is from the list.")))?;
        let opened = number(&self.opened);
        let read = |word: &Option<String>, known| word.as_ref().map_or(known, |word| Category::from_word(word));
        let meaning = Interpretation {
            kind,
            category: read(&self.category, known.category),
            priority: self.priority.as_ref().map_or(known.priority, |word| Priority::from_word(word)),
            place: match &self.place {
                Some(place) => (!place.is_empty()).then(|| PlaceId::new(place.as_str())),
                None => known.place.clone(),
            },
            ..known.clone()
        };
        let speaks = known.about.clone().filter(|_| opened.is_none());
        let (kind, about, opens) = match self.verdict.as_str() {
            "accept" => (kind, speaks.clone(), kind == Kind::Issue && speaks.is_none()),
            "new" => (Kind::Issue, None, true),
            NOTHING => (Kind::Chatter, None, false),
            "attach" => {
                let into = number(&self.into)
                    .ok_or_else(|| unreadable(say("Write the number of the ticket, such as T-104.")))?;
                (attached(kind), Some(Subject::Ticket(into)), false)
            }
            _ => return Err(unreadable(say("Answer with one of the buttons."))),
        };
        let proposal = proposal(member, message, &Interpretation { kind, ..meaning }, about);
        Ok(Correction { proposal: Proposal { opens, ..proposal }, opened })
    }
}

/// What belongs to a ticket is no chatter.
fn attached(kind: Kind) -> Kind {
    if kind == Kind::Chatter { Kind::Evidence } else { kind }
}

/// What a member says that a message means, for the reasons it was read so.
fn proposal(member: &Member, message: &Message, meaning: &Interpretation, about: Option<Subject>) -> Proposal {
    let is_issue = meaning.kind == Kind::Issue;
    Proposal {
        reasons: message.why.clone(),
        ..Proposal::of(
            message.heard.id.clone(),
            Interpretation {
                by: Reader::Member(member.name.clone()),
                category: meaning.category.filter(|_| is_issue),
                priority: meaning.priority.filter(|_| is_issue),
                about,
                confidence: 1.0,
                band: Band::Act,
                ..meaning.clone()
            },
        )
    }
}

/// A ticket's number as people write it: `T-104`, `#104` or `104`.
fn number(text: &str) -> Option<TicketNumber> {
    let text = text.trim().trim_start_matches('#');
    text.parse().ok().or_else(|| format!("T-{text}").parse().ok())
}

pub(super) fn to(message: &str) -> String {
    let mut path = "/triage/".to_owned();
    crate::query::encode(message, &mut path);
    path
}

pub(super) async fn refused(
    shared: &Shared,
    member: &Member,
    message: MessageId,
    words: String,
) -> Result<Response, Fault> {
    let mut view = view(shared, member, Some(message), After::default()).await?;
    view.frame = view.frame.saying(words);
    Ok((StatusCode::CONFLICT, super::page(&view)).into_response())
}

pub(super) fn unreadable(words: &str) -> Fault {
    Fault::Unreadable(words.to_owned())
}
