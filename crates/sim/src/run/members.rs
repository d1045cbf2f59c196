//! What members do on the pages, drawn by chance: sensible, late, twice, and to tickets that are not there.

use super::ledger::Ledger;
use crate::chance::Chance;
use domain::directory::Directory;
use domain::id::{MessageId, PlaceId, TicketNumber};
use domain::request::{Command, TicketCommand};
use domain::task::Outcome;
use domain::ticket::{Assignee, Category, HoldReason, Priority};

/// One command of a member.
pub fn command(chance: &mut Chance, ledger: &Ledger, directory: &Directory) -> Command {
    let days: Vec<_> = ledger.days.keys().collect();
    if chance.percent(12)
        && let Some((task, day)) = chance.choose(&days).copied()
    {
        let because = if chance.percent(80) { "rain".to_owned() } else { String::new() };
        return Command::Judge { task: task.clone(), day: *day, outcome: chance.pick(Outcome::ALL), because };
    }
    let number = ticket(chance, ledger);
    let command = match chance.below(13) {
        0 => TicketCommand::Classify {
            category: chance.pick(Category::ALL),
            priority: chance.pick(Priority::ALL),
            place: place(chance, directory),
        },
        1 | 2 => TicketCommand::Assign(assignee(chance, directory)),
        3 => TicketCommand::Start,
        4 => TicketCommand::Hold { reason: chance.pick(HoldReason::ALL), message: message(chance, ledger) },
        5 => TicketCommand::Resolve,
        6 => TicketCommand::Verify,
        7 => TicketCommand::Reopen,
        8 => TicketCommand::Close,
        9 | 10 => TicketCommand::Merge(ticket(chance, ledger)),
        11 => TicketCommand::Cancel,
        _ => TicketCommand::Note("called them, no answer".to_owned()),
    };
    Command::change(number, command)
}

/// A ticket, mostly one that exists.
fn ticket(chance: &mut Chance, ledger: &Ledger) -> TicketNumber {
    let numbers: Vec<TicketNumber> = ledger.tickets.keys().copied().collect();
    if chance.percent(3) {
        return TicketNumber(77_777);
    }
    chance.choose(&numbers).copied().unwrap_or(TicketNumber(1))
}

/// A message that may show why work waits; seldom one about the ticket.
fn message(chance: &mut Chance, ledger: &Ledger) -> Option<MessageId> {
    let messages: Vec<&MessageId> = ledger.messages.keys().collect();
    if chance.percent(60) { None } else { chance.choose(&messages).map(|message| (*message).clone()) }
}

fn place(chance: &mut Chance, directory: &Directory) -> Option<PlaceId> {
    let places: Vec<&PlaceId> = directory.places.keys().collect();
    match chance.below(10) {
        0 => None,
        1 => Some(PlaceId::new("nowhere")),
        _ => chance.choose(&places).map(|place| (*place).clone()),
    }
}

fn assignee(chance: &mut Chance, directory: &Directory) -> Option<Assignee> {
    let people: Vec<_> = directory.people.keys().collect();
    let vendors: Vec<_> = directory.vendors.keys().collect();
    match chance.below(5) {
        0 => None,
        1 | 2 => chance.choose(&people).map(|person| Assignee::Person((*person).clone())),
        _ => chance.choose(&vendors).map(|vendor| Assignee::Vendor((*vendor).clone())),
    }
}
