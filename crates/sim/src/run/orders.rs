//! Orders in the chat, drawn by chance: by those who may and those who may not, about tickets that are and are not there.

use super::ledger::Ledger;
use crate::chance::Chance;
use domain::directory::{Directory, Person};
use domain::id::ConversationId;
use domain::message::{Circle, ConversationKey, Handle, Inbound};
use domain::time::Instant;

/// What is ordered and asked; `#` stands for a ticket, `@` for somebody.
const SAID: &[&str] = &[
    "assign # to @",
    "tugaskan # kepada @",
    "把#交给@",
    "P1 #",
    "# p3",
    "mine #",
    "start #",
    "hold # waiting for part",
    "tangguh # sebab kunci",
    "done #",
    "# selesai",
    "verify #",
    "reopen #",
    "tutup #",
    "close #",
    "cancel #",
    "merge # into #",
    "note # ring the bell twice",
    "undo",
    "undo",
    "undo",
    "status #",
    "status?",
    "what is overdue?",
    "list",
    "my jobs",
    "siapa syif?",
    "done #!",
    "fire at #",
];

/// One message that orders or asks something; none where nobody is known.
pub fn said(
    chance: &mut Chance,
    ledger: &Ledger,
    directory: &Directory,
    now: Instant,
    number: usize,
) -> Option<Inbound> {
    let named: Vec<&Person> = directory.people.values().filter(|person| !person.name.is_empty()).collect();
    let leads: Vec<&Person> = named.iter().copied().filter(|person| person.role.leads()).collect();
    let sender = if chance.percent(70) { chance.choose(&leads) } else { chance.choose(&named) };
    let sender = sender.copied()?;
    let text = filled(chance, ledger, &named);
    Some(Inbound {
        sender_name: sender.name.clone(),
        ..Inbound::said(
            ConversationKey {
                id: ConversationId::new("orders"),
                circle: Circle::Group,
                name: "Orders".to_owned(),
                with: None,
            },
            format!("order-{number}"),
            sender.handles.first().cloned().unwrap_or_else(|| Handle::name(&sender.name)),
            now,
            text,
        )
    })
}

fn filled(chance: &mut Chance, ledger: &Ledger, named: &[&Person]) -> String {
    let latest: Vec<u32> = ledger.tickets.keys().rev().take(6).map(|number| number.0).collect();
    let mut text = String::new();
    for c in chance.pick(SAID).chars() {
        match c {
            '#' => {
                let number = if chance.percent(4) { 77_777 } else { chance.choose(&latest).copied().unwrap_or(1) };
                text.push_str(&format!("#{number}"));
            }
            '@' => text.push_str(chance.choose(named).map_or("nobody", |person| &person.name)),
            other => text.push(other),
        }
    }
    text
}
