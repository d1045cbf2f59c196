//! Which entries are of which subject; hides that a subject is kept as a number.

use crate::bulk::Bulk;
use crate::journal::Entry;
use crate::sql::Tx;
use crate::{StoreError, args};
use domain::choice::{Help, Job};
use domain::event::Event;
use domain::id::{MessageId, OrgId, PersonId, TicketNumber};
use domain::message::Subject as About;
use domain::outbound::Wanted;
use domain::task::Unproven;
use domain::ticket::Assignee;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static LINES: LazyLock<Bulk> =
    LazyLock::new(|| Bulk::new("INSERT INTO audit (org, subject, at_us, position)", 4, "ON CONFLICT DO NOTHING"));

/// What entries can be asked for by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Every entry.
    All,
    /// What was done by, said by or is about somebody, as the journal names who did something: `person:…`, `key:…`,
    /// `reader`, `clock`, `channel`.
    Who(String),
    /// What came through a door, by its word.
    Via(String),
    /// What tells of a ticket, with the messages it follows from.
    Ticket(TicketNumber),
    /// What tells of a message or follows from it.
    Message(MessageId),
    /// What changed the same thing in the same respect, such as the owner of a ticket: each is what the next replaced.
    Respect(String),
}

impl Subject {
    /// The number it is kept under.
    pub(crate) fn number(&self) -> i64 {
        let name = match self {
            Self::All => "all".to_owned(),
            Self::Who(who) => format!("who:{who}"),
            Self::Via(via) => format!("via:{via}"),
            Self::Ticket(ticket) => format!("ticket:{ticket}"),
            Self::Message(message) => format!("message:{message}"),
            Self::Respect(respect) => format!("respect:{respect}"),
        };
        let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        digest.iter().take(8).fold(0, |number, byte| (number << 8) | i64::from(*byte))
    }

    /// Everything an entry is of.
    #[must_use]
    pub fn of(entry: &Entry, event: &Event) -> BTreeSet<Self> {
        let mut subjects = BTreeSet::from([Self::All, Self::Who(entry.actor.clone()), Self::Via(entry.via.clone())]);
        subjects.extend(people(event).map(|person| Self::Who(format!("person:{person}"))));
        subjects.extend(tickets(event).into_iter().map(Self::Ticket));
        subjects.extend(event.message().cloned().map(Self::Message));
        if let Event::RetentionApplied(expired) = event {
            subjects.extend(expired.messages.iter().cloned().map(Self::Message));
        }
        subjects.extend(Self::respect(entry, event));
        subjects
    }

    /// What of what an entry changes, when it can change again.
    pub(crate) fn respect(entry: &Entry, event: &Event) -> Option<Self> {
        respect(&entry.kind, event).map(Self::Respect)
    }
}

/// One entry, understood.
pub(super) struct Line {
    at_us: i64,
    position: i64,
    subjects: BTreeSet<Subject>,
    /// A message that a ticket follows from, and that ticket.
    ties: Vec<(MessageId, TicketNumber)>,
}

impl Line {
    pub(super) fn of(entry: &Entry, event: &Event) -> Self {
        let ties = event
            .message()
            .into_iter()
            .flat_map(|message| tickets(event).into_iter().map(|ticket| (message.clone(), ticket)));
        Self { at_us: entry.at_us, position: entry.position, subjects: Subject::of(entry, event), ties: ties.collect() }
    }
}

/// The tickets an event tells of.
fn tickets(event: &Event) -> BTreeSet<TicketNumber> {
    let mut tickets: BTreeSet<TicketNumber> = event.ticket().into_iter().collect();
    if let Event::TicketMerged { into, .. } = event {
        tickets.insert(*into);
    }
    if let Event::TicketPutBack(put) = event {
        tickets.extend(put.parted.as_ref().map(|parted| parted.from));
    }
    if let Event::RetentionApplied(expired) = event {
        tickets.extend(&expired.tickets);
    }
    if let Event::MessageInterpreted { meaning, .. } = event
        && let Some(About::Ticket(ticket)) = &meaning.about
    {
        tickets.insert(*ticket);
    }
    if let Event::OutboundWanted(wanted) = event {
        tickets.extend(wanted.about.iter().filter_map(|subject| match subject {
            About::Ticket(ticket) => Some(*ticket),
            About::Task(..) => None,
        }));
    }
    tickets
}

/// The people an event names, besides whoever did it.
fn people(event: &Event) -> impl Iterator<Item = &PersonId> {
    let mut people = Vec::new();
    if let Event::PersonDefined { person, .. }
    | Event::PersonMet { person }
    | Event::PersonReached { person }
    | Event::PersonalErased { person, .. } = event
    {
        people.push(person);
    }
    // What it holds in private is theirs alone, and no longer of whomever they were held to be.
    if let Event::PeopleMerged { person, .. } | Event::PeopleSplit { person, .. } = event {
        people.push(person);
    }
    if let Event::MessageReceived { sender: person, .. }
    | Event::OutboundWanted(Wanted { to: person, .. })
    | Event::JobAccepted(Job { by: person, .. })
    | Event::JobDeclined(Job { by: person, .. })
    | Event::HelpAsked(Help { by: person, .. }) = event
    {
        people.push(person);
    }
    if let Event::TicketOpened { reporter, .. } | Event::ReportMerged { reporter, .. } = event {
        people.push(reporter);
    }
    if let Event::TicketAssigned { assignee: Some(Assignee::Person(person)), .. } = event {
        people.push(person);
    }
    if let Event::TicketResolved { claimant, .. } = event {
        people.extend(claimant);
    }
    if let Event::PhoneHeld(held) = event {
        people.extend(std::iter::once(&held.phone).chain(&held.by).chain(&held.before));
    }
    if let Event::MessageCredited(credited) = event {
        people.extend([&credited.to, &credited.before]);
    }
    if let Event::MessageReceived { phone: Some(phone), .. } = event {
        people.push(phone);
    }
    if let Event::TurnSwapped(swapped) | Event::SwapUndone(swapped) = event {
        people.extend(std::iter::once(&swapped.swap.who).chain(&swapped.instead).filter_map(person));
    }
    if let Event::TurnBegan(began) = event {
        people.extend(person(&began.on_call.who));
    }
    people.into_iter()
}

fn person(who: &Assignee) -> Option<&PersonId> {
    match who {
        Assignee::Person(person) => Some(person),
        Assignee::Vendor(_) => None,
    }
}

/// What of what an event changes, when it can change again.
fn respect(kind: &str, event: &Event) -> Option<String> {
    const STAGES: [&str; 10] = [
        "ticket_opened",
        "ticket_started",
        "ticket_held",
        "ticket_resolved",
        "ticket_verified",
        "ticket_reopened",
        "ticket_closed",
        "ticket_merged",
        "ticket_cancelled",
        "order_undone",
    ];
    const REPLACING: [&str; 3] = ["stage", "ticket_assigned", "ticket_classified"];
    if let Event::MessageCredited(credited) = event {
        return Some(format!("sender of {}", credited.message));
    }
    if let Event::PhoneHeld(held) = event {
        return Some(format!("holder of {}", held.phone));
    }
    if let Some(ticket) = event.ticket() {
        let what = if STAGES.contains(&kind) { "stage" } else { kind };
        return REPLACING.contains(&what).then(|| format!("{what} of {ticket}"));
    }
    if let Event::MessageInterpreted { message, .. } = event {
        return Some(format!("meaning of {message}"));
    }
    if let Event::OccurrenceEnded { task, day, .. } | Event::OccurrenceUnproven(Unproven { task, day, .. }) = event {
        return Some(format!("outcome of {task} on {day}"));
    }
    if let Event::CheckpointVisited(visited) = event {
        return Some(format!("visit of {} by {} on {}", visited.visit.place, visited.task, visited.day));
    }
    defined(event).map(|(kind, id)| format!("{kind} {id}"))
}

/// The line of the directory that an event wrote.
fn defined(event: &Event) -> Option<(&'static str, &str)> {
    if let Event::SiteDefined { site } = event {
        return Some(("site", site.id.as_str()));
    }
    if let Event::PlaceDefined { place } = event {
        return Some(("place", place.id.as_str()));
    }
    if let Event::VendorDefined { vendor } = event {
        return Some(("vendor", vendor.id.as_str()));
    }
    if let Event::TaskDefined { task } = event {
        return Some(("task", task.id.as_str()));
    }
    if let Event::CalendarDefined { calendar } = event {
        return Some(("calendar", calendar.id.as_str()));
    }
    if let Event::AgreementDefined { agreement } = event {
        return Some(("agreement", agreement.id.as_str()));
    }
    if let Event::MemberDefined { member } = event {
        return Some(("member", member.name.as_str()));
    }
    if let Event::PersonDefined { person, .. } = event {
        return Some(("person", person.as_str()));
    }
    if let Event::LadderDefined(ladder) = event {
        return Some(("ladder", ladder.id.as_str()));
    }
    if let Event::DutyDefined(duty) = event {
        return Some(("duty", duty.id.as_str()));
    }
    if let Event::RotaDefined(rota) = event {
        return Some(("rota", rota.id.as_str()));
    }
    if let Event::TurnSwapped(swapped) | Event::SwapUndone(swapped) = event {
        return Some(("rota", swapped.rota.as_str()));
    }
    if let Event::TurnBegan(began) = event {
        return Some(("rota", began.rota.as_str()));
    }
    if let Event::ApprovalDefined(approval) = event {
        return Some(("approval", approval.id.as_str()));
    }
    if let Event::RetentionDefined(retention) = event {
        return Some(("retention of", retention.trace.word()));
    }
    if let Event::LabelsDefined(set) = event {
        return Some(("labels", set.name.as_str()));
    }
    if let Event::SentenceWorded(worded) = event {
        return Some(("sentence", worded.sentence.as_str()));
    }
    None
}

/// Writes lines, in order, so far as they are not there.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, lines: &[Line]) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for line in lines {
        let row = |subject: &Subject| {
            vec![org.as_str().into(), subject.number().into(), line.at_us.into(), line.position.into()]
        };
        rows.extend(line.subjects.iter().map(row));
    }
    LINES.write_new(tx, rows).await?;
    for line in lines {
        for (message, ticket) in &line.ties {
            tie(tx, org, line.position, message, *ticket).await?;
        }
    }
    Ok(())
}

/// Gives a ticket what was recorded of a message until an entry that binds the two.
async fn tie(
    tx: &mut Tx,
    org: &OrgId,
    position: i64,
    message: &MessageId,
    ticket: TicketNumber,
) -> Result<(), StoreError> {
    let (message, ticket) = (Subject::Message(message.clone()), Subject::Ticket(ticket));
    tx.run(
        "INSERT INTO audit (org, subject, at_us, position)
        SELECT org, CAST($3 AS BIGINT), at_us, position
        FROM audit
        WHERE org = $1 AND subject = $2 AND position <= $4
        ON CONFLICT DO NOTHING",
        args![org.as_str(), message.number(), ticket.number(), position],
    )
    .await?;
    Ok(())
}
