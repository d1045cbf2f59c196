//! What is wanted later, or asked of many at once: it stays what it was, and is told together.

use crate::choices::{assigned, hear, last_to, offered, send, tap};
use crate::world::World;
use domain::choice::Choice;
use domain::id::{PersonId, TicketNumber};
use domain::ladder::Cause as Unanswered;
use domain::message::Subject;
use domain::outbound::{Outbound, Purpose};
use domain::request::{Command, TicketCommand};
use domain::ticket::Assignee;

const FIRST: TicketNumber = TicketNumber(1);

#[test]
fn who_wants_to_hear_later_hears_later_unless_somebody_took_it() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.minute += 35;
    world.ask(Command::Lapse);
    let asked = hear(&mut world, "farah");
    assert_eq!(offered(&asked), [Choice::Choose, Choice::TakeOver, Choice::Snooze]);
    tap(&mut world, "farah", &asked, &Choice::Snooze).unwrap();
    let waits = |world: &World| {
        let mut later = world.draft.situation.outbounds.values();
        later.any(|known| known.purpose == Purpose::Escalation && known.not_before > world.now() && known.stands())
    };
    assert!(waits(&world));
    tap(&mut world, "farah", &asked, &Choice::TakeOver).unwrap();
    assert!(!waits(&world), "what is answered is taken back");
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, Some(Assignee::Person(PersonId::new("farah"))));
}

/// The alarm that Farah gets last.
fn alarm(world: &World) -> Outbound {
    let all = world.draft.situation.outbounds.values();
    let alarms = all.filter(|said| said.to == PersonId::new("farah") && said.purpose == Purpose::Escalation);
    alarms.max_by_key(|said| (said.not_before, &said.id)).cloned().expect("she is told")
}

#[test]
fn what_is_put_off_again_and_again_stays_what_it_was_also_where_the_ticket_was_joined_to_another() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.minute += 35;
    world.ask(Command::Lapse);
    for times in 0..4 {
        let asked = alarm(&world);
        assert_eq!(offered(&asked), [Choice::Choose, Choice::TakeOver, Choice::Snooze], "after {times}");
        tap(&mut world, "farah", &asked, &Choice::Snooze).unwrap();
    }
    let last = alarm(&world);
    assert_eq!(Unanswered::of_rung(last.rung), Unanswered::Unowned);
    world.report("hakim", "lift stuck");
    let other = TicketNumber(2);
    world.ask(Command::change(FIRST, TicketCommand::Merge(other)));
    tap(&mut world, "farah", &last, &Choice::Snooze).unwrap();
    assert_eq!(alarm(&world).about, [Subject::Ticket(other)]);
    let asked = alarm(&world);
    tap(&mut world, "farah", &asked, &Choice::TakeOver).unwrap();
    assert!(!alarm(&world).stands(), "somebody has it");
}

/// What Farah hears later, because she wants to.
fn later(world: &World) -> Option<Outbound> {
    let mut all = world.draft.situation.outbounds.values();
    let is_later = |known: &&Outbound| known.not_before > world.now() && known.stands();
    all.find(|known| known.purpose == Purpose::Escalation && is_later(known)).cloned()
}

/// A world in which Farah is told that nobody has a ticket.
fn unowned() -> World {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.minute += 35;
    world.ask(Command::Lapse);
    world
}

#[test]
fn whatever_is_put_off_again_and_again_stays_what_it_was_until_somebody_takes_it() {
    let declined = || {
        let (mut world, told) = assigned();
        tap(&mut world, "azlan", &told, &Choice::Cannot).unwrap();
        world
    };
    for mut world in [unowned(), declined()] {
        let alarm = last_to(&world, "farah");
        send(&mut world, &alarm);
        let mut asked = alarm.clone();
        for times in 1..=4 {
            tap(&mut world, "farah", &asked, &Choice::Snooze).unwrap();
            asked = later(&world).expect("she wants to hear of it");
            assert!(asked.text.contains("T-1 lift stuck: nobody owns it"), "put off {times} times: {}", asked.text);
            world.minute += 70;
            send(&mut world, &asked);
        }
        tap(&mut world, "farah", &asked, &Choice::Snooze).unwrap();
        assert!(later(&world).is_some());
        tap(&mut world, "farah", &asked, &Choice::TakeOver).unwrap();
        assert_eq!(later(&world), None, "somebody has it");
    }
}

#[test]
fn whoever_is_given_many_tickets_at_one_instant_hears_of_all_of_them_together() {
    let mut world = World::new();
    for nth in 0..20 {
        world.report_alone("mei", &format!("fault {nth}"));
        world.minute += 5;
    }
    let given = || TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    world.ask_at_once((1..=20).map(|number| Command::change(TicketNumber(number), given())));
    let outbounds = world.draft.situation.outbounds.values();
    let given = outbounds.filter(|said| said.to.as_str() == "azlan" && said.purpose == Purpose::Assignment);
    let mut told: Vec<usize> = given.filter(|said| said.stands()).map(|said| said.about.len()).collect();
    told.sort_unstable();
    assert_eq!(told, [4, 8, 8]);
}

#[test]
fn who_puts_off_a_ticket_that_was_joined_to_another_hears_of_the_other() {
    let mut world = unowned();
    let asked = hear(&mut world, "farah");
    world.report_alone("hakim", "lift stuck again");
    let other = TicketNumber(2);
    world.ask(Command::change(FIRST, TicketCommand::Merge(other)));
    tap(&mut world, "farah", &asked, &Choice::Snooze).unwrap();
    assert_eq!(later(&world).map(|later| later.about), Some(vec![Subject::Ticket(other)]));
}
