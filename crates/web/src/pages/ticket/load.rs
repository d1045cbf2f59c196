//! Gathers one ticket with its timeline, photos and what its forms let one choose from.

use super::composer::composer;
use super::evidence::shots;
use super::pauses::waits;
use super::promises::{promised, said};
use super::{Choices, Line, Owner, Owners, Show, Times, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits::CHOICES_MAX;
use crate::member::Member;
use crate::names::Names;
use crate::pages::messages::kind_word;
use crate::parts::bubble::{Bubble, named};
use crate::parts::evidence::{Photo, gather};
use crate::parts::shell::Tab;
use crate::parts::who::Who;
use crate::parts::written::{Waiting, Written};
use crate::query::day_of;
use crate::state::Shared;
use crate::wording::{fill, say, told};
use axum::extract::{Path, State};
use domain::directory::{Directory, Person, Role, Vendor};
use domain::event::Event;
use domain::id::{OutboundId, PersonId, TicketNumber};
use domain::media::Grade;
use domain::member::Member as Login;
use domain::outbound::Outbound;
use domain::ticket::{Assignee, Ticket};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::read::messages::{Message, photos as sent_with};
use store::read::outbox;
use store::read::tickets::one;
use store::read::timeline::{Happened, Line as Told, timeline};
use store::read::{Cursor, Page};

/// The same note by the same member within so many minutes is the same form sent twice.
const NOTE_AGAIN_MINUTES: f64 = 10.0;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
    show: Show,
}

/// `GET /tickets/{ticket}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let number = ticket.parse().map_err(|_| Fault::Nothing)?;
    Ok(page(&view_of(&shared, &member, number, asked).await?))
}

/// A ticket with the end of its timeline.
pub async fn view(shared: &Shared, member: &Member, number: TicketNumber) -> Result<View, Fault> {
    view_of(shared, member, number, Asked::default()).await
}

/// A ticket of a site that a member sees.
pub async fn seen(shared: &Shared, member: &Member, number: TicketNumber) -> Result<Ticket, Fault> {
    let found = one(shared.desk.db(), &member.org, number).await?;
    found.filter(|ticket| member.login.sees(ticket.site.as_ref())).ok_or(Fault::Nothing)
}

async fn view_of(shared: &Shared, member: &Member, number: TicketNumber, asked: Asked) -> Result<View, Fault> {
    let before = asked.before.parse().unwrap_or(Cursor::START);
    let (db, org) = (shared.desk.db(), &member.org);
    let ticket = seen(shared, member, number).await?;
    let told = timeline(db, org, number, before).await?;
    let shown = sent_with(db, org, number).await?;
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let who = |person: &PersonId| Who::of(&directory, &member.login, person);
    let written = written(shared, member, &told).await?;
    let evidence = gather(db, member, names, &shown).await?;
    let frame = shared.frame(member, Tab::Tickets).at_site(&directory, ticket.site.as_ref());
    let frame = frame.hearing(format!("{number} outbox directory"));
    let times = times(&ticket, &told);
    let is_cause_due = is_cause_due(shared, member, &ticket).await?;
    let lines = told.rows.iter().rev().filter_map(|line| told_line(line, names, &who, &written));
    Ok(View {
        composer: composer(shared, member, &ticket, &directory).await?,
        promises: promised(&ticket, &directory, &frame.wall.zone, frame.wall.now),
        waits: waits(&ticket, names),
        passes: super::passes::load(shared, member, &ticket, &directory).await?,
        said: said(&ticket, names),
        quote: super::quote::quoted(&ticket, names),
        labels: super::labels::shown(&ticket, &directory),
        frame,
        ticket: number,
        stage: ticket.stage,
        category: ticket.category,
        priority: ticket.priority,
        hold: ticket.hold,
        place: names.place(ticket.place.as_ref()),
        place_id: ticket.place.as_ref().map(ToString::to_string).unwrap_or_default(),
        reporter: who(&ticket.reporter),
        voices: ticket.voices.iter().map(who).collect(),
        owner: ticket.assignee.as_ref().map(|assignee| owner(assignee, names, &who)),
        claimant: ticket.claimant.as_ref().map(who),
        reopened: ticket.reopened,
        recurrence_of: ticket.recurrence_of,
        repeats: ticket.course.repeats,
        came_back: ticket.course.came_back,
        found_by: found_by(&ticket, names),
        cause: ticket.course.cause,
        seeks: ticket.course.seeks,
        is_cause_due,
        merged_into: ticket.merged_into,
        proven: ticket.claimant.as_ref().map(|claimant| proven(claimant, &shown, &evidence)),
        photos: shots(&ticket, &shown, evidence, times.started, &directory),
        times,
        earlier: told.next.map(|cursor| cursor.to_string()),
        timeline: lines.filter(|line| asked.show.has(line)).collect(),
        show: asked.show,
        is_newest: before == Cursor::START,
        choices: choices(&directory, names, &member.login),
        title: ticket.title,
    })
}

/// Whether its cause is worth looking for, and nobody does.
async fn is_cause_due(shared: &Shared, member: &Member, ticket: &Ticket) -> Result<bool, Fault> {
    let cause = match ticket.course.cause {
        Some(cause) => one(shared.desk.db(), &member.org, cause).await?.filter(|cause| cause.stage.is_open()),
        None => None,
    };
    Ok(domain::repeat::keeps_coming_back(ticket.course.repeats) && cause.is_none())
}

/// Whether a member has just written these words.
pub async fn is_noted(shared: &Shared, member: &Member, number: TicketNumber, text: &str) -> Result<bool, Fault> {
    seen(shared, member, number).await?;
    let told = timeline(shared.desk.db(), &member.org, number, Cursor::START).await?;
    let (actor, now) = (member.actor().to_string(), shared.now());
    let is_same = |line: &Told| match line {
        Told::Said(_) => false,
        Told::Happened(happened) => {
            matches!(happened.event, Event::NoteAdded { .. })
                && (happened.actor == actor && happened.text == text)
                && now.minutes_since(happened.at) < NOTE_AGAIN_MINUTES
        }
    };
    Ok(told.rows.iter().any(is_same))
}

/// The check that found a ticket: its name, and where its day is.
fn found_by(ticket: &Ticket, names: Names<'_>) -> Option<(String, String)> {
    let found = ticket.course.found_by.as_ref()?;
    Some((names.task(&found.task), day_of(found.task.as_str(), found.day)))
}

fn owner(assignee: &Assignee, names: Names<'_>, who: &impl Fn(&PersonId) -> Who) -> Owner {
    match assignee {
        Assignee::Person(id) => Owner { who: who(id), value: format!("person:{id}") },
        Assignee::Vendor(id) => {
            let name = names.owner(Some(assignee)).unwrap_or_default();
            Owner { who: Who { name, path: None }, value: format!("vendor:{id}") }
        }
    }
}

/// When the stages were reached; those the ticket does not keep are in its timeline, the last time counts.
fn times(ticket: &Ticket, told: &Page<Told>) -> Times {
    let last = |wanted: fn(&Event) -> bool| {
        told.rows.iter().find_map(|line| match line {
            Told::Happened(happened) if wanted(&happened.event) => Some(happened.at),
            Told::Happened(_) | Told::Said(_) => None,
        })
    };
    Times {
        reported: Some(ticket.opened_at),
        classified: last(|event| matches!(event, Event::TicketClassified { .. })),
        assigned: last(|event| matches!(event, Event::TicketAssigned { assignee: Some(_), .. })),
        started: last(|event| matches!(event, Event::TicketStarted { .. })),
        resolved: ticket.resolved_at,
        verified: ticket.verified_at,
        closed: ticket.closed_at,
    }
}

/// How much the claimant's evidence proves.
fn proven(claimant: &PersonId, shown: &[Message], photos: &[Photo]) -> Grade {
    let with_file = shown.iter().filter(|message| message.heard.media.is_some());
    let theirs = with_file.zip(photos).filter(|(message, _)| message.heard.sender == *claimant);
    Grade::best(theirs.map(|(_, photo)| photo.grade))
}

/// A line as it is shown; evidence is shown as the message it came with.
fn told_line(
    line: &Told,
    names: Names<'_>,
    who: &impl Fn(&PersonId) -> Who,
    written: &BTreeMap<OutboundId, Waiting>,
) -> Option<Line> {
    match line {
        Told::Said(message) => {
            let kind = message.heard.meaning.as_ref().map(|meaning| kind_word(meaning.kind));
            let said = Bubble { path: who(&message.heard.sender).path, ..Bubble::of(message) };
            Some(Line::Said(Box::new(said), kind.unwrap_or_default()))
        }
        Told::Happened(happened) => happened_line(happened, names, written),
    }
}

/// What became of the messages that a timeline tells of.
async fn written(shared: &Shared, member: &Member, told: &Page<Told>) -> Result<BTreeMap<OutboundId, Waiting>, Fault> {
    let wanted = told.rows.iter().filter_map(|line| match line {
        Told::Happened(happened) => match &happened.event {
            Event::OutboundWanted(wanted) => Some(wanted.outbound.as_str()),
            _ => None,
        },
        Told::Said(_) => None,
    });
    let ids: Vec<&str> = wanted.collect();
    let found = outbox::some(shared.desk.db(), &member.org, &ids).await?;
    let directory = shared.desk.directory(&member.org).await?;
    let told = shared.sending.told();
    let waiting = |outbound: &Outbound| Waiting::of(outbound, Names(&directory), told.as_ref());
    Ok(found.iter().map(|outbound| (outbound.id.clone(), waiting(outbound))).collect())
}

fn happened_line(happened: &Happened, names: Names<'_>, written: &BTreeMap<OutboundId, Waiting>) -> Option<Line> {
    let (at, by) = (happened.at, names.actor(&happened.actor));
    match &happened.event {
        Event::EvidenceAdded { .. } => None,
        Event::NoteAdded { .. } => Some(Line::Noted { at, text: happened.text.clone(), by }),
        Event::OutboundWanted(wanted) => {
            let (to, text, language) = (names.person(&wanted.to), happened.text.clone(), wanted.language.clone());
            let waiting = written.get(&wanted.outbound)?.clone();
            Some(Line::Written(Box::new(Written { at, to, text, language, waiting })))
        }
        event if happened.text.is_empty() => Some(Line::Happened { at, words: told(event, names.0), by }),
        // Why somebody did it.
        event => {
            let (what, why) = (told(event, names.0), happened.text.as_str());
            Some(Line::Happened { at, words: fill(say("{what}: “{why}”"), &[("what", &what), ("why", why)]), by })
        }
    }
}

/// Whom and what forms of a member let one choose.
fn choices(directory: &Directory, names: Names<'_>, login: &Login) -> Choices {
    let mut places: Vec<(String, String)> = directory
        .places
        .values()
        .filter(|place| login.sees(Some(&place.site)))
        .map(|place| (place.id.to_string(), names.place(Some(&place.id))))
        .collect();
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places.truncate(CHOICES_MAX);
    Choices { owners: owners(directory, login, |_| true), places }
}

/// Whom a member may give a ticket to, of those who are meant; whoever works for the house comes first.
pub fn owners(directory: &Directory, login: &Login, is_meant: impl Fn(&Person) -> bool) -> Owners {
    let mut people: Vec<&Person> = directory
        .people
        .values()
        .filter(|person| !person.name.is_empty() && login.sees(person.site.as_ref()) && is_meant(person))
        .collect();
    people.sort_by_cached_key(|person| (!is_at_work(person), person.name.to_lowercase()));
    let person = |person: &Person| (format!("person:{}", person.id), named(&person.name).to_owned());
    let vendor = |vendor: &Vendor| (format!("vendor:{}", vendor.id), vendor.name.clone());
    Owners {
        people: people.into_iter().take(CHOICES_MAX).map(person).collect(),
        vendors: directory.vendors.values().take(CHOICES_MAX).map(vendor).collect(),
    }
}

/// Whether somebody works for the house.
pub fn is_at_work(person: &Person) -> bool {
    !matches!(person.role, Role::Resident | Role::Unknown)
}
