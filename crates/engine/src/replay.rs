//! What a scenario's chats became, as the JSON that scoring reads.

use crate::intake::Intake;
use crate::lines::{MessageLine, OccurrenceLine, TicketLine};
use crate::reader::{Adviser, Reader};
use crate::scenario::{Scenario, ScenarioError};
use crate::stamps::Stamps;
use domain::directory::Directory;
use domain::id::{MessageId, OrgId, PersonId, TicketNumber};
use domain::message::{Handle, Subject};
use domain::request::{Actor, Command, Via};
use domain::task::{Occurrence, Outcome};
use domain::ticket::Ticket;
use domain::time::Zone;
use serde::Serialize;
use std::collections::BTreeMap;
use store::desk::Desk;
use store::need::Need;
use store::read::messages::Message;
use store::read::{messages, outbox, tasks, tickets};
use store::{Db, StoreError, migrate};

/// How many messages are recorded at once.
const BATCH: usize = 128;

/// What is printed of a replay.
#[derive(Debug, Serialize)]
pub struct Replay {
    messages: Vec<MessageLine>,
    tickets: Vec<TicketLine>,
    occurrences: Vec<OccurrenceLine>,
    outbound: Vec<OutboundLine>,
}

impl Replay {
    /// What each message was held to mean, in the order in which they were heard.
    pub fn messages(&self) -> &[MessageLine] {
        &self.messages
    }
}

#[derive(Debug, Serialize)]
struct OutboundLine {
    at: String,
    to: String,
    text: String,
    about: String,
}

/// Hears a scenario under its own clock, in a database in memory, with the reader given and nothing sent; then reads
/// from the views what it became.
///
/// # Errors
/// When the scenario or its directory makes no sense.
pub async fn replay(scenario: &Scenario, reader: impl Into<Reader>) -> Result<Replay, ScenarioError> {
    hear(scenario, reader, None).await
}

/// The same, where somebody is asked at once about what the reader is not sure of.
///
/// # Errors
/// As [`replay`].
pub async fn replay_advised(
    scenario: &Scenario,
    reader: impl Into<Reader>,
    adviser: Box<Adviser>,
) -> Result<Replay, ScenarioError> {
    hear(scenario, reader, Some(adviser)).await
}

async fn hear(
    scenario: &Scenario,
    reader: impl Into<Reader>,
    adviser: Option<Box<Adviser>>,
) -> Result<Replay, ScenarioError> {
    let zone = Zone::named(&scenario.timezone).map_err(|_| ScenarioError::Zone(scenario.timezone.clone()))?;
    let inbounds = scenario.messages.iter().map(|line| scenario.inbound(line)).collect::<Result<Vec<_>, _>>()?;
    let db = Db::connect("sqlite::memory:").await?;
    migrate::up(&db).await?;
    let (desk, org) = (Desk::new(db), OrgId::new("replay"));
    desk.open(&org, &scenario.name, &zone).await?;
    let Some(first) = inbounds.first().map(|inbound| inbound.sent_at) else {
        return Ok(report(&desk, &org, &zone).await?);
    };
    let mut intake = Intake::new(org.clone(), Via::Simulated, None, reader, Stamps::seeded([7; 32]));
    if let Some(adviser) = adviser {
        intake = intake.with_adviser(adviser);
    }
    let mut draft = desk.draft(&org, &Need::at(first)).await?;
    let mut people = 0;
    let fresh = || {
        people += 1;
        format!("person-{people}")
    };
    for definition in scenario.directory.definitions(&Directory::default(), fresh)? {
        let request = intake.request(first, Actor::Channel, Command::Define(Box::new(definition)));
        draft.ask(request)?;
    }
    let mut last = first;
    for batch in inbounds.chunks(BATCH) {
        intake.look_ahead(&draft.draft, batch.iter());
        for inbound in batch {
            last = last.max(inbound.sent_at);
            intake.hear(&mut draft.draft, last, inbound.clone());
        }
        desk.commit(&mut draft).await?;
    }
    intake.lapse(&mut draft.draft, last);
    desk.commit(&mut draft).await?;
    Ok(report(&desk, &org, &zone).await?)
}

async fn report(desk: &Desk, org: &OrgId, zone: &Zone) -> Result<Replay, StoreError> {
    let directory = desk.directory(org).await?;
    let mut heard = Vec::new();
    loop {
        let after = heard.last().map_or(0, |message: &Message| message.position);
        let page = messages::all(desk.db(), org, after).await?;
        if page.is_empty() {
            break;
        }
        heard.extend(page);
    }
    let externals: BTreeMap<&MessageId, &str> =
        heard.iter().map(|message| (&message.heard.id, message.heard.external.as_str())).collect();
    let tickets = tickets_shown(desk, org).await?;
    let line = |message: &Message| {
        let about = message.heard.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
        let ticket = match about {
            Some(Subject::Ticket(number)) => tickets.get(number),
            Some(Subject::Task(..)) | None => None,
        };
        MessageLine::of(message, &directory).inheriting(ticket, &directory)
    };
    Ok(Replay {
        messages: heard.iter().map(line).collect(),
        tickets: ticket_lines(&tickets, &directory, &heard, &externals),
        occurrences: occurrence_lines(desk, org, &directory, &externals).await?,
        outbound: outbound_lines(desk, org, &directory, zone).await?,
    })
}

/// Tickets that were not put away.
async fn tickets_shown(desk: &Desk, org: &OrgId) -> Result<BTreeMap<TicketNumber, Ticket>, StoreError> {
    let mut shown = BTreeMap::new();
    let mut after = TicketNumber(0);
    loop {
        let page = tickets::all(desk.db(), org, after).await?;
        let Some(end) = page.last() else { return Ok(shown) };
        after = end.number;
        let page = page.into_iter().filter(|ticket| !ticket.stage.is_put_away());
        shown.extend(page.map(|ticket| (ticket.number, ticket)));
    }
}

fn ticket_lines(
    tickets: &BTreeMap<TicketNumber, Ticket>,
    directory: &Directory,
    heard: &[Message],
    externals: &BTreeMap<&MessageId, &str>,
) -> Vec<TicketLine> {
    let mut spoken: BTreeMap<TicketNumber, Vec<String>> = BTreeMap::new();
    for message in heard {
        if let Some(Subject::Ticket(number)) = message.heard.meaning.as_ref().and_then(|meaning| meaning.about.as_ref())
        {
            spoken.entry(*number).or_default().push(message.heard.external.clone());
        }
    }
    let line = |ticket: &Ticket| {
        let messages = spoken.remove(&ticket.number).unwrap_or_default();
        TicketLine::of(ticket, directory, messages, |id| externals.get(id).map(|external| (*external).to_owned()))
    };
    tickets.values().map(line).collect()
}

async fn occurrence_lines(
    desk: &Desk,
    org: &OrgId,
    directory: &Directory,
    externals: &BTreeMap<&MessageId, &str>,
) -> Result<Vec<OccurrenceLine>, StoreError> {
    let mut days: Vec<Occurrence> = Vec::new();
    loop {
        let page = tasks::all(desk.db(), org, days.last().map(|day| (&day.task, day.day))).await?;
        if page.is_empty() {
            break;
        }
        days.extend(page);
    }
    // The chats are over, so that whatever nobody reported was missed, and what was begun was done in part.
    let line = |day: &Occurrence| {
        let name = |id: &MessageId| externals.get(id).map(|external| (*external).to_owned());
        let line = OccurrenceLine::of(day, directory, name);
        let left = if day.begun().is_some() { Outcome::Partial } else { Outcome::Missed };
        OccurrenceLine { outcome: line.outcome.or(Some(left.word())), ..line }
    };
    Ok(days.iter().map(line).collect())
}

/// What would have been said, in the order of time; what was answered before is left out.
async fn outbound_lines(
    desk: &Desk,
    org: &OrgId,
    directory: &Directory,
    zone: &Zone,
) -> Result<Vec<OutboundLine>, StoreError> {
    let mut lines = Vec::new();
    let mut after = None;
    loop {
        let page = outbox::all(desk.db(), org, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(lines) };
        after = Some((last.not_before, last.id.clone()));
        lines.extend(page.iter().filter(|outbound| outbound.stands()).map(|outbound| OutboundLine {
            at: outbound.not_before.rfc3339(zone),
            to: address(directory, &outbound.to),
            text: outbound.text.clone(),
            about: about(directory, outbound.about.first()),
        }));
    }
}

fn address(directory: &Directory, person: &PersonId) -> String {
    let known = directory.people.get(person);
    let phone = known.and_then(|known| known.handles.iter().find_map(Handle::as_phone));
    phone.or(known.map(|known| known.name.as_str())).unwrap_or_default().to_owned()
}

fn about(directory: &Directory, subject: Option<&Subject>) -> String {
    match subject {
        Some(Subject::Ticket(number)) => number.to_string(),
        Some(Subject::Task(task, _)) => directory.tasks.get(task).map_or_else(String::new, |task| task.name.clone()),
        None => String::new(),
    }
}
