//! A reader that knows the truth of a world and is wrong on purpose, as often as its seed says.

use crate::chance::Chance;
use crate::world::{Truth, World};
use domain::id::{MessageId, TaskId, TicketNumber};
use domain::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use domain::request::{Hindsight, Proposal};
use domain::situation::Situation;
use domain::ticket::{Assignee, Category, Priority};
use domain::time::Day;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The truth about each message, by the channel's name for it.
pub type Truths = Arc<BTreeMap<String, Truth>>;

/// What a world knows of its messages.
pub fn truths(world: &World) -> Truths {
    Arc::new(world.said.iter().map(|said| (said.inbound.external.clone(), said.truth.clone())).collect())
}

/// A reader for one writer. `wrong` says how often in a hundred each kind of mistake is made.
pub fn scripted(truths: Truths, mut chance: Chance, wrong: usize) -> engine::reader::Reader {
    let script = move |situation: &Situation, message: &MessageId| {
        let heard = situation.message(message)?;
        let mut proposal = truthful(situation, &truths, heard);
        mistake(situation, &mut chance, wrong, &mut proposal);
        Some(proposal)
    };
    engine::reader::Reader::Scripted(Box::new(script))
}

fn truthful(situation: &Situation, truths: &Truths, heard: &Heard) -> Proposal {
    let truth = truths.get(&heard.external).cloned().unwrap_or_else(|| Truth::idle(Kind::Chatter));
    let known = truth.incident.and_then(|incident| ticket_of(situation, truths, incident));
    let directory = &situation.directory;
    let place = truth.place.as_ref().and_then(|path| directory.place_by_path(path)).map(|place| place.id.clone());
    let task = truth.task.as_ref().and_then(|name| directory.tasks.values().find(|task| task.name == *name));
    let about = known.map(Subject::Ticket).or_else(|| task.map(|task| Subject::Task(task.id.clone(), None)));
    let opens = truth.incident.is_some() && known.is_none() && truth.kind == Kind::Issue;
    let meaning = Interpretation {
        by: Reader::Embedded("scripted".to_owned()),
        kind: truth.kind,
        category: truth.category.map(|(category, _)| category),
        priority: truth.category.map(|(_, priority)| priority),
        place,
        about,
        confidence: 0.5,
        band: Band::Act,
        language: truth.language.to_owned(),
    };
    Proposal {
        opens,
        assignee: truth.assignee.as_ref().and_then(|name| owner(situation, name)),
        hindsight: if opens { photos_before(situation, truths, heard, truth.incident) } else { Vec::new() },
        reasons: vec![format!("the script says {}", truth.kind)],
        ..Proposal::of(heard.id.clone(), meaning)
    }
}

/// The ticket that an earlier message of the same incident speaks of.
fn ticket_of(situation: &Situation, truths: &Truths, incident: usize) -> Option<TicketNumber> {
    situation.latest().find_map(|heard| {
        let same = truths.get(&heard.external).is_some_and(|truth| truth.incident == Some(incident));
        match heard.meaning.as_ref()?.about.as_ref()? {
            Subject::Ticket(number) if same => Some(*number),
            Subject::Ticket(_) | Subject::Task(..) => None,
        }
    })
}

fn owner(situation: &Situation, name: &str) -> Option<Assignee> {
    let directory = &situation.directory;
    let vendor = directory.vendors.values().find(|vendor| vendor.name == name);
    let person = directory.people.values().find(|person| person.name == name);
    vendor
        .map(|vendor| Assignee::Vendor(vendor.id.clone()))
        .or_else(|| person.map(|person| Assignee::Person(person.id.clone())))
}

/// Photos of the incident that came before its words.
fn photos_before(situation: &Situation, truths: &Truths, heard: &Heard, incident: Option<usize>) -> Vec<Hindsight> {
    situation
        .latest()
        .take(30)
        .filter(|other| other.id != heard.id && other.form.is_evidence())
        .filter(|other| truths.get(&other.external).is_some_and(|truth| truth.incident == incident))
        .map(|other| Hindsight::Same(other.id.clone()))
        .collect()
}

/// Makes some mistakes.
fn mistake(situation: &Situation, chance: &mut Chance, wrong: usize, proposal: &mut Proposal) {
    if chance.percent(wrong) {
        proposal.meaning.kind = chance.pick(Kind::ALL);
    }
    if chance.percent(wrong) {
        proposal.meaning.about = any_subject(situation, chance);
    }
    if chance.percent(wrong) {
        proposal.opens = !proposal.opens;
        proposal.recurrence_of = any_ticket(situation, chance);
    }
    if chance.percent(wrong) {
        proposal.meaning.category = chance.percent(50).then(|| chance.pick(Category::ALL));
        proposal.meaning.priority = chance.percent(50).then(|| chance.pick(Priority::ALL));
        proposal.meaning.place =
            chance.choose(&situation.directory.places.keys().collect::<Vec<_>>()).map(|id| (*id).clone());
    }
    if chance.percent(wrong) {
        let people: Vec<_> = situation.directory.people.keys().collect();
        proposal.assignee = chance.choose(&people).map(|person| Assignee::Person((*person).clone()));
    }
    for _ in 0..2 {
        if chance.percent(wrong) {
            let seen = hindsight(situation, chance, &proposal.meaning);
            proposal.hindsight.extend(seen);
        }
    }
}

fn any_ticket(situation: &Situation, chance: &mut Chance) -> Option<TicketNumber> {
    let numbers: Vec<TicketNumber> = situation.tickets.keys().copied().collect();
    // One in eight names a ticket that is not there.
    if chance.below(8) == 0 { Some(TicketNumber(40_000)) } else { chance.choose(&numbers).copied() }
}

fn any_subject(situation: &Situation, chance: &mut Chance) -> Option<Subject> {
    let tasks: Vec<&TaskId> = situation.directory.tasks.keys().collect();
    match chance.below(4) {
        0 => None,
        1 => {
            let task = chance.choose(&tasks).map_or_else(|| TaskId::new("nowhere"), |task| (*task).clone());
            let day = chance.percent(30).then(|| Day(jiff::civil::date(2026, 9, 30)));
            Some(Subject::Task(task, day))
        }
        _ => any_ticket(situation, chance).map(Subject::Ticket),
    }
}

fn hindsight(situation: &Situation, chance: &mut Chance, meaning: &Interpretation) -> Option<Hindsight> {
    let lately: Vec<&MessageId> = situation.latest().take(40).map(|heard| &heard.id).collect();
    let message = (*chance.choose(&lately)?).clone();
    if chance.percent(50) {
        return Some(Hindsight::Same(message));
    }
    let about = any_subject(situation, chance);
    Some(Hindsight::Other(message, Interpretation { kind: chance.pick(Kind::ALL), about, ..meaning.clone() }))
}
