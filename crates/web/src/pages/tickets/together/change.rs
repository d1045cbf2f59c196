//! Does to several tickets what a form asks, in one transaction, and offers to take all of it back.

use super::{ALL, ASSIGN, CLOSE, PRIORITY, TOGETHER_MAX, VERIFY};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::pages::tickets::load::{filter, found};
use crate::pages::tickets::{Asked, NOBODY, owner_of, view as list_view};
use crate::pages::undo::{self, Done, TOGETHER, keep};
use crate::pages::{board, tickets};
use crate::parts::badges::stage_word;
use crate::parts::refused::refused as because;
use crate::state::Shared;
use crate::wording::{fill, plural, say};
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::TicketNumber;
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, Priority, Stage, Ticket};
use domain::undo::Acted;
use serde::de::DeserializeOwned;
use store::desk::Draft;
use store::need::Need;
use store::undos::Part;

/// Pages of a list that are read for all of it; a narrowed one has short pages.
const PAGES_MAX: usize = 12;

/// What is asked of each.
enum Act {
    Assign(Option<Assignee>),
    Prioritize(Priority),
    Verify,
    Close,
}

/// A ticket that is meant, and the stage at which it was seen.
type Meant = (TicketNumber, Stage);

/// What a form says.
struct Sent {
    act: Act,
    /// What is done, as the form spells it.
    word: String,
    /// How many of the list were shown, where all of it is meant.
    all: Option<u64>,
    ticked: Vec<Meant>,
    list: String,
    back: String,
}

/// `POST /tickets/changes`: for members.
pub async fn change(
    State(shared): State<Shared>,
    mut member: Member,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let sent = Sent::read(&fields)?;
    let meant = match sent.all {
        Some(count) => all(&shared, &member, &sent.list, count).await?,
        None => Some(sent.ticked.clone()).filter(|ticked| ticked.len() as u64 <= TOGETHER_MAX),
    };
    let Some(meant) = meant else {
        let words = say("More tickets match now than you saw. Nothing was changed; look again.").to_owned();
        return again(&shared, &member, &sent.back, words).await;
    };
    if meant.is_empty() && sent.all.is_none() {
        let words = say("Tick the tickets first, or choose all of the list.").to_owned();
        return again(&shared, &member, &sent.back, words).await;
    }
    let (parts, refusals) = commit(&shared, &member, &sent.act, &meant).await?;
    let done = Done { act: TOGETHER, about: &sent.word, next: &sent.back, back: &sent.back };
    let offered = keep(&shared, &member, done, parts).await?;
    let Some(first) = refusals.first() else { return Ok(Redirect::to(&offered).into_response()) };
    // The others are changed.
    let count = refusals.len() as u64;
    let words = plural(count, "{n} ticket was not changed: {why}", "{n} tickets were not changed: {why}");
    let words = fill(words, &[("n", &count.to_string()), ("why", first)]);
    member.undo = undo::offered(&shared, &member, offered.split_once('?').map(|(_, query)| query)).await?;
    again(&shared, &member, &sent.back, words).await
}

impl Sent {
    fn read(fields: &[(String, String)]) -> Result<Self, Fault> {
        let all = |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value);
        let one = |name: &'static str| all(name).next().map(String::as_str).unwrap_or_default();
        let act = match one("act") {
            ASSIGN if one("owner") == NOBODY => Act::Assign(None),
            ASSIGN => {
                let owner = owner_of(one("owner")).ok_or_else(|| unreadable(say("Choose an owner from the list.")))?;
                Act::Assign(Some(owner))
            }
            PRIORITY => {
                let priority = Priority::from_word(one("priority"));
                Act::Prioritize(priority.ok_or_else(|| unreadable(say("Choose from the list.")))?)
            }
            VERIFY => Act::Verify,
            CLOSE => Act::Close,
            _ => return Err(unreadable(say("Answer with one of the buttons."))),
        };
        let is_page = |address: &str, of: &str| address == of || address.starts_with(&format!("{of}?"));
        let (list, back) = (one("list").to_owned(), one("back").to_owned());
        let is_all = one("which") == ALL;
        if is_all && !is_page(&list, "/tickets") || !is_page(&back, "/tickets") && !is_page(&back, "/board") {
            return Err(unreadable(say(
                "The form came without all its fields. Open the page again and send it from there.",
            )));
        }
        let count = is_all.then(|| one("count").parse().unwrap_or_default());
        let ticked = all("ticket").filter_map(|ticked| {
            let (ticket, stage) = ticked.split_once('.')?;
            Some((ticket.parse().ok()?, Stage::from_word(stage)?))
        });
        Ok(Self { act, word: one("act").to_owned(), all: count, ticked: ticked.collect(), list, back })
    }
}

/// All of a list; none where it has more than were shown.
async fn all(shared: &Shared, member: &Member, list: &str, shown: u64) -> Result<Option<Vec<Meant>>, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let directory = shared.desk.directory(org).await?;
    let mut asked = Asked { after: String::new(), ..asked(list)? };
    let filter = filter(&asked, member, &directory, shared.now());
    let mut meant = Vec::new();
    for _ in 0..PAGES_MAX {
        let (tickets, next) = found(db, org, &asked, &filter).await?;
        meant.extend(tickets.iter().map(|ticket| (ticket.number, ticket.stage)));
        if meant.len() as u64 > shown.min(TOGETHER_MAX) {
            return Ok(None);
        }
        let Some(next) = next else { return Ok(Some(meant)) };
        asked.after = next;
    }
    Ok(None)
}

/// Asks it of each, and says what can be taken back of it, and why the others stay as they were.
async fn commit(
    shared: &Shared,
    member: &Member,
    act: &Act,
    meant: &[Meant],
) -> Result<(Vec<Part>, Vec<String>), Fault> {
    let need = meant.iter().fold(Need::at(shared.now()), |need, (ticket, _)| need.ticket(*ticket));
    let mut draft = shared.desk.draft(&member.org, &need).await?;
    let stood = |draft: &Draft, ticket| {
        let found = draft.situation().tickets.get(&ticket).cloned();
        found.filter(|ticket| member.login.sees(ticket.site.as_ref()))
    };
    let (mut asked, mut refusals) = (Vec::new(), Vec::new());
    for (number, seen) in meant {
        let Some(before) = stood(&draft, *number) else { continue };
        match act.command(&before) {
            Ok(Some(command)) => {
                let request = shared.request(member, Command::Change { ticket: *number, seen: Some(*seen), command });
                let at = request.stamp.at;
                // The answer comes with the commit.
                let _answer = draft.ask(request);
                let after = stood(&draft, *number).unwrap_or_else(|| before.clone());
                asked.push((*number, Acted::between(&before, &after, at)));
            }
            Ok(None) => {}
            Err(words) => refusals.push(words),
        }
    }
    let answers = shared.desk.commit(&mut draft).await?;
    shared.desk.keep(draft);
    let mut parts = Vec::new();
    for ((number, acted), answer) in asked.into_iter().zip(answers) {
        match answer {
            Ok(receipt) if receipt.changes.is_empty() => {}
            Ok(_) => parts.push(Part::Ticket(number, Box::new(acted))),
            Err(refusal) => refusals.push(why(&refusal)),
        }
    }
    Ok((parts, refusals))
}

/// Why one of several was not changed; the others were.
fn why(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Overtaken { ticket, stage } => {
            fill(say("{ticket} is now “{stage}”."), &[("ticket", &ticket.to_string()), ("stage", stage_word(*stage))])
        }
        other => because(other),
    }
}

impl Act {
    /// What is asked of a ticket; nothing where it is so already; why not where it stands elsewhere.
    fn command(&self, ticket: &Ticket) -> Result<Option<TicketCommand>, String> {
        let stage = ticket.stage;
        Ok(Some(match self {
            Self::Assign(owner) if stage.is_open() => TicketCommand::Assign(owner.clone()),
            Self::Prioritize(priority) if !stage.is_put_away() => {
                TicketCommand::Classify { category: ticket.category, priority: *priority, place: ticket.place.clone() }
            }
            Self::Verify if stage == Stage::Resolved => TicketCommand::Verify,
            Self::Close if stage == Stage::Verified => TicketCommand::Close,
            Self::Verify if matches!(stage, Stage::Verified | Stage::Closed) => return Ok(None),
            Self::Close if stage == Stage::Closed => return Ok(None),
            Self::Assign(_) | Self::Prioritize(_) | Self::Verify | Self::Close => {
                let words = say("{ticket} is “{stage}”; that is not done there.");
                return Err(fill(words, &[("ticket", &ticket.number.to_string()), ("stage", stage_word(stage))]));
            }
        }))
    }
}

/// The page that the form stood on as it is now, with why not all was done that was asked.
async fn again(shared: &Shared, member: &Member, back: &str, words: String) -> Result<Response, Fault> {
    let page = if back.starts_with("/board") {
        let mut view = board::view(shared, member, asked(back)?).await?;
        view.frame = view.frame.saying(words);
        board::page(&view)
    } else {
        let mut view = list_view(shared, member, asked(back)?).await?;
        view.frame = view.frame.saying(words);
        tickets::page(&view)
    };
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// What an address of ours asks for.
fn asked<T: DeserializeOwned + Default>(address: &str) -> Result<T, Fault> {
    let uri: Uri = address.parse().map_err(|_| Fault::Nothing)?;
    Ok(Query::try_from_uri(&uri).map(|Query(asked)| asked).unwrap_or_default())
}

fn unreadable(words: &str) -> Fault {
    Fault::Unreadable(words.to_owned())
}
