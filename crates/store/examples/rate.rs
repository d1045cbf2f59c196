//! How many messages a second the desk records: `cargo run --release -p store --example rate -- DATABASE [MESSAGES]`.
//!
//! Each message is received and interpreted; every twentieth opens a ticket, every fourth speaks of one.

use domain::id::{ConversationId, MessageId, OrgId, TicketNumber};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Proposal, Request, Stamp, Via};
use domain::time::Instant;
use std::error::Error;
use store::desk::{Desk, Draft};
use store::need::Need;
use store::{Db, migrate};

/// Messages of one commit, as an import has.
const BATCH: u32 = 256;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or("which database?")?;
    let messages: u32 = arguments.next().map_or(Ok(50_000), |text| text.parse())?;
    let db = Db::connect(&address).await?;
    migrate::up(&db).await?;
    let desk = Desk::new(db);
    let org = OrgId::new("rate");
    let began = Instant::from_us(1_772_413_200_000_000);
    let started = std::time::Instant::now();
    let mut draft = desk.draft(&org, &Need::at(began)).await?;
    for n in 0..messages {
        said(&mut draft, &org, began, n)?;
        if n % BATCH == BATCH - 1 {
            desk.commit(&mut draft).await?;
        }
    }
    desk.commit(&mut draft).await?;
    report("recorded", messages, started);
    let started = std::time::Instant::now();
    desk.rebuild(&org).await?;
    report("rebuilt", messages, started);
    for words in ["lift", "number 4217", "blok"] {
        let started = std::time::Instant::now();
        let filter = store::search::Filter { words: words.to_owned(), ..Default::default() };
        let page = store::read::found::list(desk.db(), &org, &filter, store::read::found::Turn::START).await?;
        println!("found {} of {words:?} in {:?}", page.rows.len(), started.elapsed());
    }
    let started = std::time::Instant::now();
    desk.draft(&org, &Need::at(began.plus_minutes(i64::from(messages)))).await?;
    println!("drafted in {:?}", started.elapsed());
    Ok(())
}

fn report(what: &str, messages: u32, started: std::time::Instant) {
    let seconds = started.elapsed().as_secs_f64();
    println!("{what} {messages} messages in {seconds:.1} s: {:.0} a second", f64::from(messages) / seconds);
}

fn said(draft: &mut Draft, org: &OrgId, began: Instant, n: u32) -> Result<(), Box<dyn Error>> {
    let at = began.plus_minutes(i64::from(n));
    let entropy = u128::from(n) + 1;
    let stamp = Stamp { at, entropy: entropy << 64 | entropy };
    let ask =
        |command| Request { org: org.clone(), actor: Actor::Channel, via: Via::Import, stamp, import: None, command };
    let id = ConversationId::new(format!("chat-{}", n % 3));
    let inbound = Inbound {
        sender_name: format!("Person {}", n % 50),
        ..Inbound::said(
            ConversationKey { id, circle: Circle::Group, name: "Blok C".to_owned(), with: None },
            format!("external-{n}"),
            Handle::phone(&format!("6012{}", n % 50)),
            at,
            format!("Lift number {n} at blok C is stuck again, somebody please come and look at it"),
        )
    };
    draft.ask(ask(Command::Receive(Box::new(inbound))))?;
    let opens = n.is_multiple_of(20);
    let last = TicketNumber(draft.situation().next_ticket.0.saturating_sub(1));
    let about = (!opens && n.is_multiple_of(4)).then_some(Subject::Ticket(last));
    let kind = if opens { Kind::Issue } else { Kind::Chatter };
    let by = Reader::Embedded("1".to_owned());
    let (category, priority, place, language) = (None, None, None, "en".to_owned());
    let proposal = Proposal {
        opens,
        reasons: vec!["“lift” and “stuck”".to_owned()],
        ..Proposal::of(
            MessageId::new(stamp.id(0)),
            Interpretation { by, kind, category, priority, place, about, confidence: 0.8, band: Band::Act, language },
        )
    };
    draft.ask(ask(Command::Interpret(Box::new(proposal))))?;
    Ok(())
}
