//! What work would cost: when it asks for a yes, who may say so, what waits meanwhile, and how it is taken back.

use crate::FIRST;
use crate::world::World;
use domain::choice::Choice;
use domain::directory::Vendor;
use domain::event::Change;
use domain::id::{ApprovalId, MessageId, PersonId, VendorId};
use domain::message::{Kind, Subject};
use domain::order::{Deed, Order, Told};
use domain::outbound::{Accepted, Outbound, Purpose};
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
    assert_eq!(outbound.offer.as_ref().unwrap().choices(), [Choice::Approve(1), Choice::Decline(1)]);
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
    world.ask(change(TicketCommand::Decline(1)));
    assert_eq!(world.ask(change(TicketCommand::Decline(1))), [], "said twice, it is said once");
    assert!(told(&world, "azlan", Purpose::Quote).iter().any(|text| text.contains("is not approved")));
    world.ask(change(TicketCommand::AskAgain(1)));
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
    assert_eq!(world.try_ask(Command::change(FIRST, TicketCommand::Approve(1))), Err(Refusal::NoQuote(FIRST)));
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

/// The channel takes the last question that Farah is asked.
fn question(world: &mut World) -> Outbound {
    let all = world.draft.situation.outbounds.values().filter(|said| said.purpose == Purpose::Quote && said.rung == 0);
    let last = all.max_by_key(|said| (said.wanted_at, &said.id)).cloned().expect("Farah is asked");
    assert_eq!(last.to, PersonId::new("farah"));
    let name = format!("ours-{}", last.id);
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: last.id.clone(), accepted: Some(accepted) });
    last
}

fn tap(world: &mut World, question: &Outbound, nth: usize) {
    let message = world.say_alone("farah", "…", None);
    world.ask(Command::Choose { message, outbound: question.id.clone(), nth });
}

fn verdict(world: &World) -> Option<bool> {
    ticket(world).course.quote.as_ref().and_then(|quote| quote.verdict.as_ref()).map(|verdict| verdict.is_approved)
}

#[test]
fn a_button_left_of_an_earlier_price_agrees_to_nothing() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    let early = question(&mut world);
    quote(&mut world, "azlan", 350_000).1.unwrap();
    let late = question(&mut world);
    tap(&mut world, &early, 0);
    assert_eq!((verdict(&world), ticket(&world).hold), (None, Some(HoldReason::Approval)));
    let external = format!("ours-{}", early.id);
    let message = world.say_alone("farah", "approve", Some(&external));
    let told = Told::Ticket { ticket: FIRST, is_named: false, deed: Deed::Approve };
    let _refused = world.try_ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })));
    assert_eq!(verdict(&world), None, "an answer that quotes the question is one to that question");
    let change = |command| Command::change(FIRST, command);
    let stage = Stage::OnHold;
    let overtaken = Err(Refusal::Overtaken { ticket: FIRST, stage });
    assert_eq!(world.try_ask(change(TicketCommand::Approve(1))), overtaken, "nor does a page that was left open");
    tap(&mut world, &late, 0);
    assert_eq!(verdict(&world), Some(true), "the price that was shown is agreed to");
}

#[test]
fn the_first_answer_stands_until_it_is_taken_back() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    let asked = question(&mut world);
    world.ask(Command::change(FIRST, TicketCommand::Decline(1)));
    tap(&mut world, &asked, 0);
    assert_eq!(verdict(&world), Some(false));
    let stage = ticket(&world).stage;
    let answer = world.try_ask(Command::change(FIRST, TicketCommand::Approve(1)));
    assert_eq!(answer, Err(Refusal::Overtaken { ticket: FIRST, stage }));
}

#[test]
fn words_of_whoever_has_the_job_begin_nothing_that_waits_for_a_yes() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    for kind in [Kind::Progress, Kind::Assign] {
        world.follow_up("azlan", kind);
        assert_eq!((ticket(&world).stage, ticket(&world).hold), (Stage::OnHold, Some(HoldReason::Approval)), "{kind}");
    }
    order(&mut world, "azlan", Deed::Start);
    assert_eq!(ticket(&world).hold, Some(HoldReason::Approval));
    world.follow_up("farah", Kind::Progress);
    assert_eq!(ticket(&world).stage, Stage::InProgress, "whoever leads may have it begin");
}

#[test]
fn a_price_that_needs_no_yes_ends_the_wait_for_the_one_before() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    let before = ticket(&world).course.quote.as_ref().unwrap().stood;
    quote(&mut world, "azlan", 15_000).1.unwrap();
    assert_eq!((ticket(&world).stage, ticket(&world).hold), (before, None));
    assert_eq!(ticket(&world).course.pause(), None, "its clocks go on");
    assert_eq!(world.try_ask(Command::change(FIRST, TicketCommand::Approve(2))), Err(Refusal::NoQuote(FIRST)));
}

#[test]
fn an_answer_taken_back_is_told_and_asked_for_again_and_work_stands_where_it_then_stood() {
    let mut world = asked();
    let assigned = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    quote(&mut world, "azlan", 35_000).1.unwrap();
    world.ask(Command::change(FIRST, TicketCommand::Approve(1)));
    world.ask(Command::change(FIRST, TicketCommand::Assign(None)));
    world.ask(Command::change(FIRST, assigned));
    assert_eq!(ticket(&world).stage, Stage::Assigned);
    world.ask(Command::change(FIRST, TicketCommand::AskAgain(1)));
    assert_eq!(ticket(&world).hold, Some(HoldReason::Approval));
    assert!(told(&world, "azlan", Purpose::Quote).iter().any(|text| text.contains("is taken back")));
    assert_eq!(told(&world, "farah", Purpose::Quote).len(), 2, "she is asked again");
    let again = question(&mut world);
    tap(&mut world, &again, 1);
    assert_eq!((verdict(&world), ticket(&world).stage), (Some(false), Stage::Assigned));
}

#[test]
fn an_order_undone_is_told_and_asked_for_again() {
    let mut world = asked();
    quote(&mut world, "azlan", 35_000).1.unwrap();
    order(&mut world, "farah", Deed::Approve);
    let message = world.say_alone("farah", "undo", None);
    world.ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told: Told::Undo })));
    assert!(told(&world, "azlan", Purpose::Quote).iter().any(|text| text.contains("is taken back")));
    assert_eq!(told(&world, "farah", Purpose::Quote).len(), 2, "she is asked again");
}

#[test]
fn what_waited_for_parts_waits_for_them_again_by_the_same_proof() {
    let mut world = asked();
    let shown = world.say_alone("azlan", "waiting for parts", None);
    world.means(&shown, Kind::Progress, Some(Subject::Ticket(FIRST)));
    let hold = |message| TicketCommand::Hold { reason: HoldReason::Parts, message };
    world.ask(Command::change(FIRST, hold(Some(shown.clone()))));
    let message = world.say_alone("azlan", "RM 350", None);
    world.means(&message, Kind::Evidence, Some(Subject::Ticket(FIRST)));
    world.ask(Command::Quote { message, amount: money(35_000) });
    assert_eq!(ticket(&world).hold, Some(HoldReason::Approval));
    world.ask(Command::change(FIRST, TicketCommand::Approve(1)));
    assert_eq!((ticket(&world).stage, ticket(&world).hold), (Stage::OnHold, Some(HoldReason::Parts)));
    assert_eq!(ticket(&world).course.pause().and_then(|pause| pause.message.clone()), Some(shown));
}
