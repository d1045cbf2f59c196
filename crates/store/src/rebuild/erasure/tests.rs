//! What is taken of whose: letters that name somebody who is in none of their fields.

use super::*;
use domain::contest::Contested;
use domain::quote::{Money, Quoted};
use domain::ticket::HoldReason;
use domain::time::Instant;

fn opened(ticket: u32, recurrence_of: Option<u32>) -> Event {
    Event::TicketOpened {
        ticket: TicketNumber(ticket),
        message: MessageId::new("m"),
        reporter: PersonId::new("resident"),
        conversation: ConversationId::new("ops"),
        recurrence_of: recurrence_of.map(TicketNumber),
    }
}

fn said(ticket: u32, purpose: Purpose) -> Wanted {
    Wanted {
        outbound: OutboundId::new("o"),
        to: PersonId::new("manager"),
        purpose,
        about: vec![Subject::Ticket(TicketNumber(ticket))],
        rung: 0,
        language: "en".to_owned(),
        not_before: Instant::from_us(0),
        offer: None,
        onto: None,
    }
}

fn entry() -> Entry {
    Entry {
        org: "o".to_owned(),
        position: 1,
        at_us: 0,
        actor: "clock".to_owned(),
        via: "clock".to_owned(),
        cause: None,
        kind: "outbound_wanted".to_owned(),
        body: String::new(),
        private: None,
        salt: None,
        private_digest: None,
        previous: String::new(),
        digest: String::new(),
    }
}

#[test]
fn that_a_fix_did_not_hold_tells_of_whoever_made_it() {
    let fixer = PersonId::new("fixer");
    let resolved = Event::TicketResolved { ticket: TicketNumber(1), claimant: Some(fixer.clone()), message: None };
    let mut theirs = Theirs::default();
    for event in [opened(1, None), resolved, opened(2, Some(1)), opened(3, Some(2))] {
        theirs.ticket(&event, &fixer);
    }
    assert!(theirs.letter(&entry(), &said(2, Purpose::Repeat), &fixer));
    assert!(!theirs.letter(&entry(), &said(2, Purpose::Handout), &fixer), "it names nobody who fixed something before");
    assert!(!theirs.letter(&entry(), &said(3, Purpose::Repeat), &fixer), "somebody else made that fix");
}

#[test]
fn what_a_job_would_cost_tells_of_whoever_names_the_price() {
    let quoter = PersonId::new("quoter");
    let quoted = Event::QuoteGiven(Quoted {
        ticket: TicketNumber(1),
        amount: Money { minor: 35_000, currency: "MYR".to_owned() },
        by: quoter.clone(),
        message: MessageId::new("price"),
        approval: None,
    });
    let mut theirs = Theirs::default();
    assert!(!theirs.takes(&entry(), &quoted, &quoter), "nothing private is in it");
    assert!(theirs.letter(&entry(), &said(1, Purpose::Quote), &quoter));
    assert!(!theirs.letter(&entry(), &said(1, Purpose::Closure), &quoter), "it names nobody who named a price");
    assert!(!theirs.letter(&entry(), &said(2, Purpose::Quote), &quoter), "somebody else named that price");
}

#[test]
fn what_managers_are_asked_of_a_pause_tells_of_whoever_contests_it() {
    let worker = PersonId::new("worker");
    let contested = Event::PauseContested(Contested {
        ticket: TicketNumber(1),
        since: Instant::from_us(0),
        reason: HoldReason::Parts,
        by: worker.clone(),
        message: MessageId::new("wrong"),
    });
    let mut theirs = Theirs::default();
    assert!(!theirs.takes(&entry(), &contested, &worker), "nothing private is in it");
    assert!(theirs.letter(&entry(), &said(1, Purpose::Pause), &worker));
    assert!(!theirs.letter(&entry(), &said(2, Purpose::Pause), &worker), "somebody else contested that one");
}
