//! What work would cost: when it asks for a yes, who may say so, what waits meanwhile, and how it is taken back.

use crate::FIRST;
use crate::world::World;
use domain::choice::Choice;
use domain::directory::Vendor;
use domain::event::Change;
use domain::id::{ApprovalId, MessageId, PersonId, VendorId};
use domain::message::{Kind, Subject};
use domain::order::{Deed, Order, Told};
use domain::outbound::Purpose;
use domain::quote::{Approval, Money};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Assignee, HoldReason, Stage, Ticket};

fn money(minor: i64) -> Money {
    Money { minor, currency: "MYR".to_owned() }
}

/// A ticket that Azlan has, where what costs more than RM 200 needs a yes.
fn asked() -> World {
    let mut world = World::new();
    world.ask(Command::Define(Box::new(Definition::Approval(Approval {
        id: ApprovalId::new("over-200"),
        name: "Over 200".to_owned(),
        site: None,
        categories: Vec::new(),
        vendor: None,
        over: money(20_000),
    }))));
    world.report("mei", "pump leaking");
    let assign = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    world.ask(Command::change(FIRST, assign));
    world
}

fn ticket(world: &World) -> &Ticket {
    &world.draft.situation.tickets[&FIRST]
}

/// Somebody names a price for the ticket.
fn quote(world: &mut World, sender: &str, minor: i64) -> (MessageId, Result<Vec<Change>, Refusal>) {
    let message = world.say_alone(sender, "RM for pump", None);
    world.means(&message, Kind::Progress, Some(Subject::Ticket(FIRST)));
    let answer = world.try_ask(Command::Quote { message: message.clone(), amount: money(minor) });
    (message, answer)
}

fn order(world: &mut World, sender: &str, deed: Deed) {
    let message = world.say_alone(sender, "approve #1", None);
    let told = Told::Ticket { ticket: FIRST, is_named: true, deed };
    world.ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })));
}

fn told(world: &World, person: &str, purpose: Purpose) -> Vec<String> {
    let all = world.draft.situation.outbounds.values();
    let theirs = all.filter(|said| said.to == PersonId::new(person) && said.purpose == purpose);
    theirs.map(|said| said.text.clone()).collect()
}

#[test]
fn a_price_over_the_line_waits_for_a_manager_with_its_message_as_proof() {
    let mut world = asked();
    let (message, answer) = quote(&mut world, "azlan", 35_000);
    answer.unwrap();
    assert_eq!((ticket(&world).stage, ticket(&world).hold), (Stage::OnHold, Some(HoldReason::Approval)));
    let pause = ticket(&world).course.pause().expect("it pauses");
    assert_eq!(pause.message, Some(message));
    let asked = told(&world, "farah", Purpose::Quote);
    assert!(asked.len() == 1 && asked[0].contains("MYR 350.00") && asked[0].contains("azlan"), "{asked:?}");
    let outbound = world.draft.situation.outbounds.values().find(|said| said.purpose == Purpose::Quote).unwrap();
    assert_eq!(outbound.offer.as_ref().unwrap().choices(), [Choice::Approve, Choice::Decline]);
}

#[test]
fn what_costs_less_or_is_said_by_others_asks_nobody() {
    let mut world = asked();
    quote(&mut world, "azlan", 20_000).1.unwrap();
    assert_ne!(ticket(&world).stage, Stage::OnHold);
    assert!(!ticket(&world).course.quote.as_ref().unwrap().is_asked);
    let (message, refused) = quote(&mut world, "mei", 90_000);
    assert_eq!(refused, Err(Refusal::NoSuchMessage(message)));
    assert_eq!(told(&world, "farah", Purpose::Quote), [""; 0]);
}

#[test]
fn a_manager_agrees_by_word_and_the_work_goes_on_where_it_stood() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    order(&mut world, "siti", Deed::Approve);
    assert_eq!(ticket(&world).stage, Stage::OnHold, "who cleans does not agree to a cost");
    let before = ticket(&world).course.quote.as_ref().unwrap().stood;
    order(&mut world, "farah", Deed::Approve);
    assert_eq!((ticket(&world).stage, ticket(&world).hold), (before, None));
    assert!(ticket(&world).course.quote.as_ref().unwrap().verdict.as_ref().unwrap().is_approved);
    let heard = told(&world, "azlan", Purpose::Quote);
    assert!(heard.iter().any(|text| text.contains("MYR 350.00 is approved")), "{heard:?}");
    let undo = world.say_alone("farah", "undo", None);
    world.ask(Command::Obey(Box::new(Order { message: undo, language: "en".to_owned(), told: Told::Undo })));
    assert_eq!((ticket(&world).stage, ticket(&world).hold), (Stage::OnHold, Some(HoldReason::Approval)));
    assert!(ticket(&world).course.quote.as_ref().unwrap().waits());
}

#[test]
fn a_no_on_the_page_is_told_and_taken_back() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    let change = |command| Command::change(FIRST, command);
    world.ask(change(TicketCommand::Decline));
    assert_eq!(world.ask(change(TicketCommand::Decline)), [], "said twice, it is said once");
    assert!(told(&world, "azlan", Purpose::Quote).iter().any(|text| text.contains("is not approved")));
    world.ask(change(TicketCommand::AskAgain));
    assert_eq!(ticket(&world).hold, Some(HoldReason::Approval));
    let pause = ticket(&world).course.pause().expect("it pauses again");
    assert!(pause.message.is_some(), "with the same message as proof");
}

#[test]
fn where_no_line_speaks_of_a_ticket_a_price_is_only_words() {
    let mut world = World::new();
    world.report("mei", "pump leaking");
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))))));
    assert_eq!(quote(&mut world, "azlan", 35_000).1, Ok(Vec::new()));
    assert_eq!(world.try_ask(Command::change(FIRST, TicketCommand::Approve)), Err(Refusal::NoQuote(FIRST)));
}

#[test]
fn the_most_specific_line_holds_and_two_of_the_same_are_refused() {
    let mut world = asked();
    let vendor = VendorId::new("pumpco");
    let (id, name) = (vendor.clone(), "PumpCo".to_owned());
    world.ask(Command::Define(Box::new(Definition::Vendor(Vendor { id, name, categories: Vec::new() }))));
    let line = |id: &str, vendor: Option<VendorId>, minor| {
        let (id, name) = (ApprovalId::new(id), id.to_owned());
        let approval = Approval { id, name, site: None, categories: Vec::new(), vendor, over: money(minor) };
        Command::Define(Box::new(Definition::Approval(approval)))
    };
    world.ask(line("pumpco", Some(vendor.clone()), 100_000));
    assert!(world.try_ask(line("again", None, 1)).is_err());
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Vendor(vendor)))));
    let asks = domain::quote::approval(&world.draft.situation.directory, ticket(&world)).unwrap();
    assert_eq!(asks.name, "pumpco");
    assert!(asks.asks(&Money { minor: 1, currency: "USD".to_owned() }), "another currency cannot be compared");
}
