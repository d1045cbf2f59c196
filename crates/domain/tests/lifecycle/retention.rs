//! How long things are kept: set, and held against whoever says that something is over its time.

use crate::world::{World, proposal};
use domain::event::Event;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Form, Kind};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Proposal, TicketCommand};
use domain::retention::{Expired, Retention, Trace};

const DAYS: u32 = 30;
const DAY: i64 = 24 * 60;

fn keep(days: Option<u32>) -> Command {
    Command::Define(Box::new(Definition::Retention(Retention { trace: Trace::Words, days })))
}

/// The words of a message and the title of the ticket it opened, by the policy of so many days.
fn expire(world: &World, days: u32, message: &MessageId) -> Command {
    let mut expired = Expired::none(Trace::Words, days, world.now().plus_minutes(-i64::from(days) * DAY));
    expired.messages.push(message.clone());
    expired.tickets.push(TicketNumber(1));
    expired.count = 1;
    Command::Expire(Box::new(expired))
}

fn refused(world: &mut World, days: u32, message: &MessageId) -> Refusal {
    let command = expire(world, days, message);
    world.try_ask(command).expect_err("it is refused")
}

fn reported() -> (World, MessageId) {
    let mut world = World::new();
    let message = world.say("mei", Form::Text, "lift stuck at block C");
    world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
    (world, message)
}

#[test]
fn a_time_is_set_once_and_taken_back() {
    let (mut world, _) = reported();
    assert!(matches!(world.ask(keep(Some(DAYS)))[..], [ref one] if matches!(one.event, Event::RetentionDefined(_))));
    assert_eq!(world.ask(keep(Some(DAYS))), []);
    assert_eq!(world.draft.situation.directory.kept_days(Trace::Words), Some(DAYS));
    world.ask(keep(None));
    assert_eq!(world.draft.situation.directory.kept_days(Trace::Words), None);
}

#[test]
fn words_go_only_by_the_policy_and_when_their_ticket_is_closed() {
    let (mut world, message) = reported();
    world.minute += 40 * DAY;
    assert_eq!(refused(&mut world, DAYS, &message), Refusal::KeptForEver(Trace::Words));
    world.ask(keep(Some(60)));
    assert_eq!(refused(&mut world, DAYS, &message), Refusal::StillKept(Trace::Words), "it says 60 days");
    assert_eq!(refused(&mut world, 60, &message), Refusal::StillKept(Trace::Words), "it is 40 days old");
    world.ask(keep(Some(DAYS)));
    assert_eq!(refused(&mut world, DAYS, &message), Refusal::StillKept(Trace::Words), "its ticket is open");
    world.ask(Command::change(TicketNumber(1), TicketCommand::Cancel));
    let command = expire(&world, DAYS, &message);
    world.ask(command);
    let situation = &world.draft.situation;
    let heard = situation.message(&message).expect("it is in mind");
    assert_eq!((heard.text.as_str(), heard.words_gone_at), ("", Some(world.now())));
    assert_eq!(situation.tickets[&TicketNumber(1)].title, "");
    assert_eq!(refused(&mut world, DAYS, &message), Refusal::StillKept(Trace::Words), "it went already");
}
