//! Orders in a chat: who may give them, what follows, what is answered, and how one is taken back.

use crate::world::World;
use domain::agreement::Target;
use domain::event::{Change, Event};
use domain::id::{ImportId, MessageId, PersonId, TicketNumber};
use domain::message::{Form, Kind, Subject};
use domain::order::{Deed, Inquiry, Order, Sought, Spot, Told};
use domain::outbound::{Outbound, Purpose, Wanted};
use domain::refusal::Refusal;
use domain::request::Command;
use domain::ticket::{Assignee, HoldReason, Priority, Stage};
use proptest::prelude::*;

const FIRST: TicketNumber = TicketNumber(1);

fn reported() -> World {
    let mut world = World::new();
    world.report("mei", "lift stuck at block C");
    world
}

fn order(message: MessageId, told: Told) -> Command {
    Command::Obey(Box::new(Order { message, language: "en".into(), told }))
}

/// Somebody tells the first ticket something.
fn tell(world: &mut World, sender: &str, deed: Deed) -> Vec<Change> {
    let message = world.say(sender, Form::Text, "…");
    world.ask(order(message, Told::Ticket { ticket: FIRST, is_named: true, deed }))
}

fn undo(world: &mut World, sender: &str) -> Result<Vec<Change>, Refusal> {
    let message = world.say(sender, Form::Text, "undo");
    world.try_ask(order(message, Told::Undo))
}

fn ask(world: &mut World, sender: &str, sought: Sought) -> Option<String> {
    let message = world.say(sender, Form::Text, "status?");
    let inquiry = Inquiry { message, language: "en".into(), sought };
    reply(&world.ask(Command::Answer(Box::new(inquiry))))
}

fn reply(changes: &[Change]) -> Option<String> {
    changes.iter().find_map(|change| match &change.event {
        Event::OutboundWanted(Wanted { purpose: Purpose::Reply, .. }) => Some(change.personal.text.clone()),
        _ => None,
    })
}

fn azlan() -> Assignee {
    Assignee::Person(PersonId::new("azlan"))
}

fn moved(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change.event, Event::OrderGiven { .. } | Event::OrderUndone(_)))
}

#[test]
fn a_manager_assigns_and_hears_it_in_two_lines() {
    let mut world = reported();
    let changes = tell(&mut world, "farah", Deed::Assign(azlan()));
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, Some(azlan()));
    let text = reply(&changes).unwrap();
    assert_eq!(
        text,
        "T-1 lift stuck at block C\nassigned · P2 · azlan · due 10/11 08:05. Reply “undo” within 10 minutes to take it back."
    );
    let told: Vec<&Outbound> =
        world.draft.situation.outbounds.values().filter(|said| said.purpose == Purpose::Assignment).collect();
    assert_eq!((told.len(), &told[0].to), (1, &PersonId::new("azlan")));
}

#[test]
fn every_deed_of_a_lead_is_one_event_with_its_message() {
    for (deed, stage) in [
        (Deed::Take, Stage::Assigned),
        (Deed::Start, Stage::InProgress),
        (Deed::Hold(Some(HoldReason::Parts)), Stage::OnHold),
        (Deed::Resolve, Stage::Resolved),
        (Deed::Verify, Stage::Verified),
        (Deed::Close, Stage::Closed),
        (Deed::Cancel, Stage::Cancelled),
        (Deed::Prioritise(Priority::Critical), Stage::Classified),
        (Deed::Note("spare key with guard".into()), Stage::Classified),
    ] {
        let mut world = reported();
        let message = world.say("farah", Form::Text, "…");
        let told = Told::Ticket { ticket: FIRST, is_named: true, deed: deed.clone() };
        let changes = world.ask(order(message.clone(), told));
        let given = changes
            .iter()
            .filter(|change| matches!(&change.event, Event::OrderGiven(given) if given.message == message));
        assert_eq!((given.count(), world.stage()), (1, stage), "{deed:?}");
        assert!(world.draft.situation.message(&message).unwrap().meaning.is_some(), "{deed:?}");
        // The same again changes nothing.
        let changes = tell(&mut world, "farah", deed.clone());
        assert!(!moved(&changes) || matches!(deed, Deed::Note(_)), "{deed:?}");
    }
}

#[test]
fn residents_judge_what_they_reported_and_order_nothing() {
    for deed in [
        Deed::Assign(azlan()),
        Deed::Take,
        Deed::Prioritise(Priority::Critical),
        Deed::Close,
        Deed::Cancel,
        Deed::Merge(TicketNumber(2)),
        Deed::Hold(Some(HoldReason::Parts)),
    ] {
        let mut world = reported();
        let changes = tell(&mut world, "mei", deed.clone());
        assert!(!moved(&changes) && reply(&changes).unwrap().contains("Only whoever leads"), "{deed:?}");
    }
    let mut world = reported();
    tell(&mut world, "azlan", Deed::Resolve);
    let message = world.say("hakim", Form::Text, "…");
    let stranger = world.try_ask(order(message, Told::Ticket { ticket: FIRST, is_named: true, deed: Deed::Reopen }));
    assert_eq!(stranger, Err(Refusal::NotYours(FIRST)), "who did not report it neither judges it nor hears of it");
    tell(&mut world, "mei", Deed::Reopen);
    assert_eq!(world.stage(), Stage::Reopened);
    tell(&mut world, "azlan", Deed::Resolve);
    tell(&mut world, "mei", Deed::Resolve);
    assert_eq!(world.stage(), Stage::Verified, "a reporter's “done” confirms");
}

#[test]
fn those_who_work_move_their_own_and_what_nobody_owns() {
    let mut world = reported();
    tell(&mut world, "azlan", Deed::Start);
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((&ticket.assignee, ticket.stage), (&Some(azlan()), Stage::InProgress));
    let changes = tell(&mut world, "siti", Deed::Resolve);
    assert!(!moved(&changes) && reply(&changes).unwrap().contains("azlan has it"));
    tell(&mut world, "azlan", Deed::Resolve);
    let changes = tell(&mut world, "azlan", Deed::Verify);
    assert!(!moved(&changes) && reply(&changes).unwrap().contains("somebody else has to confirm"));
    let mut world = reported();
    tell(&mut world, "farah", Deed::Resolve);
    let changes = tell(&mut world, "farah", Deed::Close);
    assert!(!moved(&changes), "nor does a lead judge their own work");
}

#[test]
fn undo_puts_everything_back_as_a_new_event() {
    for deed in [
        Deed::Assign(azlan()),
        Deed::Start,
        Deed::Hold(Some(HoldReason::Access)),
        Deed::Resolve,
        Deed::Verify,
        Deed::Close,
        Deed::Cancel,
        Deed::Prioritise(Priority::Critical),
    ] {
        let mut world = reported();
        tell(&mut world, "farah", Deed::Assign(Assignee::Person(PersonId::new("siti"))));
        let before = world.draft.situation.tickets[&FIRST].clone();
        tell(&mut world, "farah", deed.clone());
        let changes = undo(&mut world, "farah").unwrap();
        assert!(changes.iter().any(|change| matches!(change.event, Event::OrderUndone(_))), "{deed:?}");
        assert!(reply(&changes).unwrap().contains("Taken back"), "{deed:?}");
        let after = world.draft.situation.tickets[&FIRST].clone();
        let shown = |ticket: &domain::ticket::Ticket| domain::order::Footing::of(ticket);
        assert_eq!(shown(&after), shown(&before), "{deed:?}");
        assert_eq!(
            after.course.promises.values().map(|promise| promise.settled).collect::<Vec<_>>(),
            before.course.promises.values().map(|promise| promise.settled).collect::<Vec<_>>(),
            "{deed:?}"
        );
    }
}

#[test]
fn what_was_given_by_mistake_is_nobodys_and_unanswered_again() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Assign(azlan()));
    undo(&mut world, "farah").unwrap();
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.acknowledged_at, ticket.course.promises[&Target::Acknowledge].settled), (None, None));
    let opened_at = ticket.opened_at;
    world.minute += 30;
    let changes = world.ask(Command::Lapse);
    let is_told = |event: &Event| matches!(event, Event::RungClimbed(climbed) if climbed.since == opened_at);
    assert!(changes.iter().any(|change| is_told(&change.event)), "{changes:?}");
}

#[test]
fn undo_holds_only_where_the_order_was_given() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Start);
    let elsewhere = world.say_alone("farah", "undo", None);
    assert_eq!(world.try_ask(order(elsewhere, Told::Undo)), Err(Refusal::NothingToUndo));
    assert_eq!(world.stage(), Stage::InProgress);
    undo(&mut world, "farah").unwrap();
    assert_eq!(world.stage(), Stage::Classified);
}

#[test]
fn undo_goes_back_one_order_at_a_time_and_only_ones_own() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Prioritise(Priority::Critical));
    tell(&mut world, "farah", Deed::Start);
    assert_eq!(undo(&mut world, "azlan"), Err(Refusal::NothingToUndo));
    undo(&mut world, "farah").unwrap();
    undo(&mut world, "farah").unwrap();
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, ticket.priority), (Stage::Classified, Priority::High));
    assert_eq!(undo(&mut world, "farah"), Err(Refusal::NothingToUndo));
}

#[test]
fn undo_comes_in_time_and_before_anybody_else() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Start);
    world.minute += 30;
    assert_eq!(undo(&mut world, "farah"), Err(Refusal::NothingToUndo));
    let mut world = reported();
    tell(&mut world, "farah", Deed::Assign(azlan()));
    tell(&mut world, "azlan", Deed::Start);
    let changes = undo(&mut world, "farah").unwrap();
    assert!(!moved(&changes) && reply(&changes).unwrap().contains("moved on since"));
    assert_eq!(world.stage(), Stage::InProgress);
}

#[test]
fn what_is_taken_back_is_not_said_any_more() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Assign(azlan()));
    undo(&mut world, "farah").unwrap();
    let waits = |purpose| {
        let said = world.draft.situation.outbounds.values();
        said.filter(|said| said.purpose == purpose && said.state == domain::outbound::State::Waiting).count()
    };
    assert_eq!(waits(Purpose::Assignment), 0);
}

#[test]
fn what_is_unknown_is_named_and_changes_nothing() {
    let mut world = reported();
    let message = world.say("farah", Form::Text, "assign #1 to Bob");
    let changes = world.ask(order(message, Told::Stranger { ticket: FIRST, name: "bob".into() }));
    assert!(reply(&changes).unwrap().contains("“bob”") && !moved(&changes));
    let missing = || Told::Ticket { ticket: TicketNumber(99), is_named: true, deed: Deed::Resolve };
    let message = world.say("farah", Form::Text, "done #99");
    let changes = world.ask(order(message, missing()));
    assert!(reply(&changes).unwrap() == "There is no T-99." && !moved(&changes));
    // A bare number may be one of anything, and strangers learn nothing of what there is.
    for (who, text) in [("farah", "done 99"), ("mei", "done #99")] {
        let message = world.say(who, Form::Text, text);
        assert_eq!(world.try_ask(order(message, missing())), Err(Refusal::NoSuchTicket(TicketNumber(99))), "{who}");
    }
    let changes = tell(&mut world, "farah", Deed::Hold(None));
    assert!(reply(&changes).unwrap().contains("Why does it wait?"));
}

#[test]
fn an_imported_order_counts_and_nothing_is_said() {
    let mut world = reported();
    world.import = Some(ImportId::new("run-1"));
    let changes = tell(&mut world, "farah", Deed::Assign(azlan()));
    assert!(moved(&changes) && reply(&changes).is_none());
    assert_eq!(world.stage(), Stage::Assigned);
    assert!(ask(&mut world, "farah", Sought::Overview).is_none());
}

#[test]
fn questions_are_answered_to_those_who_may_know() {
    let mut world = reported();
    assert!(ask(&mut world, "farah", Sought::Overview).unwrap().starts_with("Open 1 (0 overdue, 1 without an owner"));
    assert!(ask(&mut world, "mei", Sought::Overview).is_none());
    assert!(ask(&mut world, "hakim", Sought::Ticket(FIRST)).is_none(), "a neighbour's report is not theirs to know");
    let list = ask(&mut world, "farah", Sought::Open(Spot::default())).unwrap();
    assert!(list.starts_with("Open:\n• T-1 lift stuck at block C · P2 · no owner"), "{list}");
    assert_eq!(ask(&mut world, "farah", Sought::Overdue(Spot::default())).unwrap(), "Overdue: nothing");
    world.minute += 60 * 24 * 5;
    world.ask(Command::Lapse);
    let list = ask(&mut world, "farah", Sought::Overdue(Spot::default())).unwrap();
    assert!(list.contains("T-1") && list.contains("overdue since"), "{list}");
}

#[test]
fn whoever_told_us_hears_the_news_once_an_hour() {
    let mut world = reported();
    tell(&mut world, "farah", Deed::Assign(azlan()));
    let message = world.say("mei", Form::Text, "any update on the lift?");
    world.means(&message, Kind::Question, Some(Subject::Ticket(FIRST)));
    let news = Inquiry { message, language: "en".into(), sought: Sought::News };
    let told = reply(&world.ask(Command::Answer(Box::new(news.clone())))).unwrap();
    assert!(told.starts_with("T-1 lift stuck at block C\nassigned · P2 · azlan · due "), "{told}");
    assert!(reply(&world.ask(Command::Answer(Box::new(news.clone())))).is_none());
    world.minute += 61;
    assert!(reply(&world.ask(Command::Answer(Box::new(news)))).is_some());
}

#[test]
fn a_list_is_cut_and_counts_the_rest() {
    let mut world = World::new();
    for n in 0..12 {
        world.report("mei", &format!("light {n} out"));
    }
    let list = ask(&mut world, "farah", Sought::Open(Spot::default())).unwrap();
    assert_eq!((list.lines().count(), list.lines().last()), (10, Some("and 4 more")));
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        Just(Deed::Assign(azlan())),
        Just(Deed::Take),
        Just(Deed::Start),
        proptest::sample::select(HoldReason::ALL).prop_map(|reason| Deed::Hold(Some(reason))),
        Just(Deed::Resolve),
        Just(Deed::Verify),
        Just(Deed::Reopen),
        Just(Deed::Close),
        Just(Deed::Cancel),
        proptest::sample::select(Priority::ALL).prop_map(Deed::Prioritise),
    ]
}

proptest! {
    /// Whatever was ordered, taking all of it back in turn leads to where it began.
    #[test]
    fn orders_taken_back_leave_no_trace(deeds in proptest::collection::vec(any_deed(), 1..4)) {
        let mut world = reported();
        let start = domain::order::Footing::of(&world.draft.situation.tickets[&FIRST]);
        let mut given = 0;
        for deed in deeds {
            let changes = tell(&mut world, "farah", deed);
            given += usize::from(moved(&changes));
        }
        for _ in 0..given {
            prop_assert!(undo(&mut world, "farah").is_ok());
        }
        prop_assert_eq!(domain::order::Footing::of(&world.draft.situation.tickets[&FIRST]), start);
        prop_assert_eq!(undo(&mut world, "farah"), Err(Refusal::NothingToUndo));
    }
}
