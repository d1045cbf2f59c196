//! Messages, tickets and days of tasks as the JSON that other programs read: what a replay prints and the API answers.

use domain::directory::Directory;
use domain::id::MessageId;
use domain::message::{Band, Handle, Subject};
use domain::sentence::assignee_name;
use domain::task::{Occurrence, Outcome};
use domain::ticket::{Stage, Ticket};
use domain::time::Zone;
use serde::Serialize;
use std::collections::BTreeMap;
use store::read::messages::Message;

/// What a message was held to be.
#[derive(Debug, Serialize)]
pub struct MessageLine {
    /// What its channel calls it.
    pub id: String,
    /// What it does.
    pub kind: &'static str,
    /// The trade, its ticket's where it says none.
    pub category: Option<&'static str>,
    /// The urgency, likewise.
    pub priority: Option<&'static str>,
    /// The place, likewise, from the site inwards.
    pub place: Option<String>,
    /// The ticket it speaks of.
    pub ticket: Option<String>,
    /// The task it speaks of.
    pub task: Option<String>,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// What is to be done about it: act, ask or triage.
    pub band: &'static str,
    /// The language it was read as; for figures by language only.
    #[serde(skip)]
    pub language: String,
    /// Why, strongest first.
    pub why: Vec<String>,
}

/// Where a ticket stands.
#[derive(Debug, Serialize)]
pub struct TicketLine {
    /// Its number.
    pub id: String,
    /// What it is about, in the reporter's words.
    pub title: String,
    /// The trade.
    pub category: &'static str,
    /// The urgency.
    pub priority: &'static str,
    /// The place, from the site inwards.
    pub place: Option<String>,
    /// The number of whoever told us first.
    pub reporter: Option<String>,
    /// Whoever owns it, as the directory calls them.
    pub assignee: Option<String>,
    /// Where it stands.
    pub stage: &'static str,
    /// What channels call the messages that speak of it, in the order in which they were said.
    pub messages: Vec<String>,
    /// What channels call those of its messages that show something.
    pub evidence: Vec<String>,
    /// The earlier ticket it repeats.
    pub recurrence_of: Option<String>,
    /// The labels of the organisation's own that count, by set.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, Vec<String>>,
    /// Until when somebody said they would see to it, or it is wanted, while that is not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pledged_until: Option<String>,
}

/// How a day of a task ended.
#[derive(Debug, Serialize)]
pub struct OccurrenceLine {
    /// What the task is called.
    pub task: String,
    /// The day.
    pub date: String,
    /// What its channel calls the message that shows it.
    pub message: Option<String>,
    /// How it ended; none while it has not.
    pub outcome: Option<&'static str>,
    /// The steps that were ticked, in the order in which they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ticked: Vec<String>,
    /// The ticket of the fault that the check found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_failed: Option<String>,
    /// The steps that were not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl MessageLine {
    /// A message, without what it has from its ticket.
    pub fn of(message: &Message, directory: &Directory) -> Self {
        let meaning = message.heard.meaning.as_ref();
        let task_name = |task| directory.tasks.get(task).map(|task| task.name.clone());
        let about = meaning.and_then(|meaning| meaning.about.as_ref());
        Self {
            id: message.channels_name().to_owned(),
            kind: meaning.map_or("chatter", |meaning| meaning.kind.word()),
            category: meaning.and_then(|meaning| meaning.category).map(|category| category.word()),
            priority: meaning.and_then(|meaning| meaning.priority).map(|priority| priority.word()),
            place: meaning.and_then(|meaning| meaning.place.as_ref()).map(|place| directory.place_path(place)),
            ticket: match about {
                Some(Subject::Ticket(number)) => Some(number.to_string()),
                _ => None,
            },
            task: match about {
                Some(Subject::Task(task, _)) => task_name(task),
                _ => None,
            },
            confidence: meaning.map_or(0.0, |meaning| meaning.confidence),
            band: meaning.map_or(Band::Act, |meaning| meaning.band).word(),
            language: meaning.map_or_else(String::new, |meaning| meaning.language.clone()),
            why: message.why.clone(),
        }
    }

    /// The same with the trade, urgency and place of the ticket it speaks of, where it says none of its own.
    #[must_use]
    pub fn inheriting(mut self, ticket: Option<&Ticket>, directory: &Directory) -> Self {
        if let Some(ticket) = ticket {
            self.category = self.category.or(Some(ticket.category.word()));
            self.priority = self.priority.or(Some(ticket.priority.word()));
            self.place = self.place.or_else(|| ticket.place.as_ref().map(|place| directory.place_path(place)));
        }
        self
    }
}

fn own_labels(ticket: &Ticket) -> BTreeMap<String, Vec<String>> {
    let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (set, label) in ticket.course.own_labels() {
        labels.entry(set.to_owned()).or_default().push(label.to_owned());
    }
    labels
}

impl TicketLine {
    /// A ticket with the names of its messages; `name` knows those of its evidence.
    pub fn of(
        ticket: &Ticket,
        directory: &Directory,
        messages: Vec<String>,
        name: impl Fn(&MessageId) -> Option<String>,
    ) -> Self {
        let reporter = directory.people.get(&ticket.reporter);
        Self {
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
            messages,
            evidence: ticket.evidence.iter().filter_map(name).collect(),
            recurrence_of: ticket.recurrence_of.map(|number| number.to_string()),
            labels: own_labels(ticket),
            pledged_until: ticket.course.pledge.as_ref().map(|pledge| pledge.due_at.rfc3339(&Zone::utc())),
        }
    }
}

impl OccurrenceLine {
    /// A day of a task; `name` knows what channels call messages.
    pub fn of(day: &Occurrence, directory: &Directory, name: impl Fn(&MessageId) -> Option<String>) -> Self {
        Self {
            task: directory.tasks.get(&day.task).map_or_else(String::new, |task| task.name.clone()),
            date: day.day.to_string(),
            message: day.proof.as_ref().and_then(name),
            outcome: day.outcome.map(Outcome::word),
            ticked: day.ticks.iter().map(|tick| tick.step.clone()).collect(),
            check_failed: day.fault.map(|ticket| ticket.to_string()),
            missing: directory
                .tasks
                .get(&day.task)
                .map(|task| task.steps.missing(&day.ticks).map(str::to_owned).collect())
                .unwrap_or_default(),
        }
    }
}
