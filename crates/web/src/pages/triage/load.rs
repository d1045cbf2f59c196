//! Gathers the inbox and the message that is looked at.

use super::reply::reply;
use super::{Detail, Done, Group, Line, Narrow, Said, Snoozed, Together, View, group, page};
use crate::fault::Fault;
use crate::form::Asked;
use crate::limits::CHOICES_MAX;
use crate::member::Member;
use crate::names::Names;
use crate::pages::message::{LIKELY, Opinion, SURE};
use crate::parts::bubble::Bubble;
use crate::parts::shell::Tab;
use crate::query::day_of;
use crate::state::Shared;
use axum::extract::{Path, State};
use domain::directory::Directory;
use domain::id::MessageId;
use domain::member::MemberRole;
use domain::message::{Interpretation, Kind, Subject};
use domain::ticket::{Category, Ticket};
use domain::time::Instant;
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::read::messages::{Message, around, one};
use store::read::triage;

/// Messages shown before and after: enough to see what was being spoken of.
const NEIGHBOURS: u32 = 3;
/// Characters of a message in the list.
const TEXT_CHARS: usize = 160;
/// How long a ticket is worth comparing with, in minutes: ninety days.
const SIMILAR_MINUTES: i64 = 90 * 24 * 60;

/// The query of both addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    /// The message of which something was just said.
    of: String,
    /// Until when it was put off, in microseconds.
    until: Option<i64>,
    /// The name of what was written to whoever said it.
    answer: String,
    /// The position after which the list goes on: those heard before it.
    after: Option<i64>,
    #[serde(flatten)]
    narrow: Narrow,
}

/// `GET /triage`: for members.
pub async fn first(State(shared): State<Shared>, member: Member, Asked(after): Asked<After>) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, None, after).await?))
}

/// `GET /triage/{message}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path(message): Path<String>,
    Asked(after): Asked<After>,
) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, Some(MessageId::new(message)), after).await?))
}

/// The inbox, with a message, or its first.
pub async fn view(shared: &Shared, member: &Member, chosen: Option<MessageId>, after: After) -> Result<View, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let frame = shared.frame(member, Tab::Triage).hearing("messages outbox".to_owned());
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let (waiting, tickets, together, is_full) = waiting(shared, member, &after).await?;
    let next = waiting.iter().map(|message| message.position).min().filter(|_| is_full);
    let total = triage::count(db, org, shared.now()).await?;
    let own = |message: &Message| own(message, &tickets).is_some();
    let mut groups: BTreeMap<Group, Vec<Line>> = BTreeMap::new();
    for message in &waiting {
        let Some(meaning) = &message.heard.meaning else { continue };
        groups.entry(group(meaning, own(message))).or_default().push(line(message, meaning, names));
    }
    let order: Vec<&str> = groups.values().flatten().map(|line| line.message.as_str()).collect();
    let is_chosen = chosen.is_some();
    let looked_at = match chosen {
        Some(id) => Some(one(db, org, &id).await?.ok_or(Fault::Nothing)?),
        None => {
            order.first().and_then(|first| waiting.iter().find(|message| message.heard.id.as_str() == *first).cloned())
        }
    };
    let detail = match looked_at {
        Some(message) => detail(shared, member, &message, &directory, &order).await?,
        None => None,
    };
    let snoozed = triage::snoozed(db, org, shared.now()).await?.into_iter().filter_map(snoozed).collect();
    let (lines, narrow, from) = (groups.into_iter().collect(), after.narrow.clone(), after.after);
    let said = after.said();
    Ok(View { frame, total, lines, detail, snoozed, is_chosen, narrow, together, after: from, next, said })
}

/// What waits of what the address asks for, the tickets it speaks of, what of it is settled together, and whether more waits.
async fn waiting(
    shared: &Shared,
    member: &Member,
    after: &After,
) -> Result<(Vec<Message>, Vec<Ticket>, Together, bool), Fault> {
    let (db, org, now) = (shared.desk.db(), &member.org, shared.now());
    let upto = after.after.map_or(i64::MAX, |after| after - 1);
    let upto_of = |waiting: &[Message]| waiting.iter().map(|message| message.position).max().unwrap_or_default();
    if !after.narrow.is_set() {
        let (waiting, tickets) = triage::waiting(db, org, now, upto).await?;
        let count = waiting.iter().filter(|message| is_likely(message)).count();
        let is_full = waiting.len() as i64 >= triage::WAITING_MAX;
        let together = Together { count, upto: upto_of(&waiting), goes_on: is_full };
        return Ok((waiting, tickets, together, is_full));
    }
    let (mut waiting, tickets) = triage::settleable(db, org, now, upto).await?;
    let (last, goes_on) = (upto_of(&waiting), waiting.len() as i64 >= triage::SETTLED_MAX);
    waiting.retain(|message| after.narrow.has(message, &tickets));
    let together = Together { count: waiting.len(), upto: last, goes_on };
    let is_cut = waiting.len() as i64 > triage::WAITING_MAX;
    waiting.truncate(triage::WAITING_MAX.unsigned_abs() as usize);
    Ok((waiting, tickets, together, is_cut || goes_on))
}

impl After {
    /// The start of the inbox, narrowed.
    pub fn narrowed(narrow: Narrow) -> Self {
        Self { narrow, ..Self::default() }
    }

    fn said(self) -> Option<Said> {
        let done = match (self.until, self.answer) {
            (Some(until), _) => Done::Snoozed { until: Instant::from_us(until) },
            (None, outbound) if !outbound.is_empty() => Done::Answered { outbound },
            (None, _) => return None,
        };
        (!self.of.is_empty()).then_some(Said { message: self.of, done })
    }
}

fn snoozed(message: Message) -> Option<Snoozed> {
    let heard = message.heard;
    Some(Snoozed {
        until: heard.snoozed_until?,
        message: heard.id.to_string(),
        sender: message.sender_name,
        form: heard.form,
        text: heard.text.chars().take(TEXT_CHARS).collect(),
    })
}

/// Whether a reading is likely enough to be accepted with others.
pub fn is_likely(message: &Message) -> bool {
    message.heard.meaning.as_ref().is_some_and(|meaning| meaning.confidence >= LIKELY)
}

/// Whether it was read surely.
pub fn is_sure(message: &Message) -> bool {
    message.heard.meaning.as_ref().is_some_and(|meaning| meaning.confidence >= SURE)
}

/// The ticket that a message opened, when it is still one of its own.
pub fn own<'a>(message: &Message, tickets: &'a [Ticket]) -> Option<&'a Ticket> {
    let is_own = |ticket: &&Ticket| {
        ticket.opening == message.heard.id && ticket.course.seeks.is_none() && !ticket.stage.is_put_away()
    };
    tickets.iter().find(is_own)
}

fn line(message: &Message, meaning: &Interpretation, names: Names<'_>) -> Line {
    let heard = &message.heard;
    Line {
        message: heard.id.to_string(),
        sender: message.sender_name.clone(),
        conversation: message.conversation_name.clone(),
        sent_at: heard.sent_at,
        form: heard.form,
        text: heard.text.chars().take(TEXT_CHARS).collect(),
        language: meaning.language.clone(),
        priority: meaning.priority.filter(|_| meaning.kind == Kind::Issue),
        place: names.place(meaning.place.as_ref()),
        confidence: meaning.confidence,
        photo: heard.media.as_ref().filter(|_| heard.form == domain::message::Form::Image).map(ToString::to_string),
    }
}

/// What a model server said of it.
fn opinion(message: &Message, names: Names<'_>) -> Option<String> {
    message.opinion.as_ref().map(|(advised, evidence)| Opinion::of(advised, evidence, names).sentence())
}

async fn detail(
    shared: &Shared,
    member: &Member,
    message: &Message,
    directory: &Directory,
    order: &[&str],
) -> Result<Option<Detail>, Fault> {
    let (db, org, names) = (shared.desk.db(), &member.org, Names(directory));
    let Some(meaning) = message.heard.meaning.clone() else { return Ok(None) };
    let (before, after) = around(db, org, message, NEIGHBOURS).await?;
    let ticket = match message.heard.ticket() {
        Some(number) => store::read::tickets::one(db, org, number).await?,
        None => None,
    };
    let opened = ticket.as_slice();
    let opened = own(message, opened).map(|ticket| ticket.number);
    let since = shared.now().plus_minutes(-SIMILAR_MINUTES);
    let category = meaning.category.filter(|category| *category != Category::Other);
    let similar = match category {
        Some(category) => triage::similar(db, org, category, meaning.place.as_ref(), since).await?,
        None => Vec::new(),
    };
    let about = match &meaning.about {
        Some(Subject::Ticket(number)) => Some((format!("/tickets/{number}"), number.to_string())),
        Some(Subject::Task(task, Some(day))) => Some((day_of(task.as_str(), *day), names.task(task))),
        Some(Subject::Task(task, None)) => Some(("/tasks".to_owned(), names.task(task))),
        None => None,
    };
    let mut places: Vec<(String, String)> =
        directory.places.keys().map(|id| (id.to_string(), names.place(Some(id)))).collect();
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places.truncate(CHOICES_MAX);
    let may_write = member.login.role.covers(MemberRole::Supervisor);
    let reply = if may_write { reply(shared, member, message, directory).await? } else { None };
    let at = order.iter().position(|id| *id == message.heard.id.as_str());
    let neighbour = |at: Option<usize>| at.and_then(|at| order.get(at)).map(|id| (*id).to_owned());
    let seen = |message: &Message| Bubble::seen(message, directory, &member.login);
    Ok(Some(Detail {
        message: seen(message),
        before: before.iter().map(seen).collect(),
        after: after.iter().map(seen).collect(),
        meaning,
        typed: None,
        opened,
        about: about.filter(|_| opened.is_none()),
        opinion: opinion(message, names),
        reasons: message.why.clone(),
        similar: similar.into_iter().filter(|similar| Some(similar.number) != message.heard.ticket()).collect(),
        places,
        snoozed_until: message.heard.snoozed_until.filter(|until| shared.now() < *until),
        reply,
        previous: neighbour(at.and_then(|at| at.checked_sub(1))),
        next: neighbour(Some(at.map_or(0, |at| at + 1))),
    }))
}
