//! What a scenario's chats became, as the JSON that scoring reads.

use crate::intake::Intake;
use crate::reader::Reader;
use crate::scenario::{Scenario, ScenarioError};
use crate::stamps::Stamps;
use domain::directory::Directory;
use domain::draft::Draft;
use domain::id::{MessageId, OrgId};
use domain::message::{Handle, Heard, Subject};
use domain::request::{Actor, Command, Request, Via};
use domain::sentence::assignee_name;
use domain::situation::Situation;
use domain::task::{Occurrence, Outcome};
use domain::ticket::{Stage, Ticket};
use domain::time::Zone;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is printed of a replay.
#[derive(Debug, Serialize)]
pub struct Replay {
    messages: Vec<MessageLine>,
    tickets: Vec<TicketLine>,
    occurrences: Vec<OccurrenceLine>,
    outbound: Vec<OutboundLine>,
}

#[derive(Debug, Serialize)]
struct MessageLine {
    id: String,
    kind: &'static str,
    category: Option<&'static str>,
    priority: Option<&'static str>,
    place: Option<String>,
    ticket: Option<String>,
    task: Option<String>,
    confidence: f32,
    why: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TicketLine {
    id: String,
    title: String,
    category: &'static str,
    priority: &'static str,
    place: Option<String>,
    reporter: Option<String>,
    assignee: Option<String>,
    stage: &'static str,
    messages: Vec<String>,
    evidence: Vec<String>,
    recurrence_of: Option<String>,
}

#[derive(Debug, Serialize)]
struct OccurrenceLine {
    task: String,
    date: String,
    message: Option<String>,
    outcome: &'static str,
}

#[derive(Debug, Serialize)]
struct OutboundLine {
    at: String,
    to: String,
    text: String,
    about: String,
}

/// Hears a scenario under its own clock, with the reader given and nothing sent.
///
/// # Errors
/// When the scenario or its directory makes no sense.
pub fn replay(scenario: &Scenario, reader: impl Into<Reader>) -> Result<Replay, ScenarioError> {
    let zone = Zone::named(&scenario.timezone).map_err(|_| ScenarioError::Zone(scenario.timezone.clone()))?;
    let org = OrgId::new("replay");
    let mut stamps = Stamps::seeded([7; 32]);
    let mut draft = Draft::new(Situation::empty(zone));
    let inbounds = scenario.messages.iter().map(|line| scenario.inbound(line)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = inbounds.first().map(|inbound| inbound.sent_at) else {
        return Ok(report(&draft));
    };
    for definition in scenario.directory.definitions(&Directory::default())? {
        let command = Command::Define(Box::new(definition));
        let stamp = stamps.at(first);
        let (actor, via) = (Actor::Channel, Via::Simulated);
        draft.ask(Request { org: org.clone(), actor, via, stamp, import: None, command })?;
    }
    let mut intake = Intake::new(org, Via::Simulated, None, reader, stamps);
    let mut last = first;
    for inbound in inbounds {
        last = last.max(inbound.sent_at);
        intake.hear(&mut draft, last, inbound);
    }
    intake.lapse(&mut draft, last);
    Ok(report(&draft))
}

fn report(draft: &Draft) -> Replay {
    let situation = &draft.situation;
    let said = draft.asked.iter().filter_map(|(request, _)| match &request.command {
        Command::Interpret(proposal) => Some((&proposal.message, &proposal.reasons)),
        _ => None,
    });
    let why: BTreeMap<&MessageId, &Vec<String>> = said.collect();
    let line = |heard: &Heard| message_line(situation, heard, why.get(&heard.id).map_or(&[], |why| why.as_slice()));
    let mut messages: Vec<MessageLine> = situation.latest().map(line).collect();
    messages.reverse();
    let shown = |ticket: &&Ticket| !ticket.stage.is_put_away();
    Replay {
        messages,
        tickets: situation.tickets.values().filter(shown).map(|ticket| ticket_line(situation, ticket)).collect(),
        occurrences: situation.occurrences.values().map(|day| occurrence_line(situation, day)).collect(),
        outbound: Vec::new(),
    }
}

fn message_line(situation: &Situation, heard: &Heard, why: &[String]) -> MessageLine {
    let meaning = heard.meaning.as_ref();
    let directory = &situation.directory;
    let task_name = |task| directory.tasks.get(task).map(|task| task.name.clone());
    let about = meaning.and_then(|meaning| meaning.about.as_ref());
    let ticket = situation.ticket_of(heard);
    let place =
        meaning.and_then(|meaning| meaning.place.as_ref()).or_else(|| ticket.and_then(|ticket| ticket.place.as_ref()));
    let category = meaning.and_then(|meaning| meaning.category).or_else(|| ticket.map(|ticket| ticket.category));
    let priority = meaning.and_then(|meaning| meaning.priority).or_else(|| ticket.map(|ticket| ticket.priority));
    MessageLine {
        id: heard.external.clone(),
        kind: meaning.map_or("chatter", |meaning| meaning.kind.word()),
        category: category.map(|category| category.word()),
        priority: priority.map(|priority| priority.word()),
        place: place.map(|place| directory.place_path(place)),
        ticket: match about {
            Some(Subject::Ticket(number)) => Some(number.to_string()),
            _ => None,
        },
        task: match about {
            Some(Subject::Task(task, _)) => task_name(task),
            _ => None,
        },
        confidence: meaning.map_or(0.0, |meaning| meaning.confidence),
        why: why.to_vec(),
    }
}

fn ticket_line(situation: &Situation, ticket: &Ticket) -> TicketLine {
    let directory = &situation.directory;
    let external = |ids: &[domain::id::MessageId]| {
        let mut found: Vec<&Heard> = ids.iter().filter_map(|id| situation.message(id)).collect();
        found.sort_by_key(|heard| heard.sent_at);
        found.iter().map(|heard| heard.external.clone()).collect()
    };
    let reporter = directory.people.get(&ticket.reporter);
    TicketLine {
        id: ticket.number.to_string(),
        title: ticket.title.clone(),
        category: ticket.category.word(),
        priority: ticket.priority.word(),
        place: ticket.place.as_ref().map(|place| directory.place_path(place)),
        reporter: reporter.and_then(|person| person.handles.iter().find_map(Handle::as_phone)).map(str::to_owned),
        assignee: ticket.assignee.as_ref().map(|assignee| assignee_name(assignee, directory).to_owned()),
        stage: match ticket.stage {
            Stage::Classified => Stage::Reported.word(),
            stage => stage.word(),
        },
        messages: external(&ticket.messages),
        evidence: external(&ticket.evidence),
        recurrence_of: ticket.recurrence_of.map(|number| number.to_string()),
    }
}

fn occurrence_line(situation: &Situation, day: &Occurrence) -> OccurrenceLine {
    let task = situation.directory.tasks.get(&day.task);
    let proof = day.proof.as_ref().and_then(|proof| situation.message(proof));
    OccurrenceLine {
        task: task.map_or_else(String::new, |task| task.name.clone()),
        date: day.day.to_string(),
        message: proof.map(|heard| heard.external.clone()),
        outcome: day.outcome.unwrap_or(Outcome::Missed).word(),
    }
}
