//! Reactions to our alarms: whose they are, what they order, and that one that is taken away ordered nothing.

use crate::FIRST;
use crate::world::World;
use domain::choice::Choice;
use domain::event::{Change, Event};
use domain::id::PersonId;
use domain::message::Kind;
use domain::outbound::{Accepted, Outbound, Purpose, Wanted};
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, Stage};

/// The channel takes what Farah was told last; its name.
fn alarmed(world: &mut World) -> String {
    let all = world.draft.situation.outbounds.values();
    let alarms = all.filter(|said| said.to == PersonId::new("farah") && said.purpose == Purpose::Escalation);
    let last: Outbound = alarms.max_by_key(|said| (said.wanted_at, &said.id)).cloned().expect("she is told");
    let name = format!("ours-{}", last.id);
    let accepted = Accepted { external: name.clone(), channel_name: name.clone(), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: last.id, accepted: Some(accepted) });
    name
}

/// A world in which Farah is told that nobody confirmed what Azlan says is fixed.
fn unconfirmed() -> (World, String) {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.minute += 245;
    world.ask(Command::Lapse);
    let name = alarmed(&mut world);
    (world, name)
}

/// A world in which Farah is told that nobody owns a ticket.
fn unowned() -> (World, String) {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.minute += 35;
    world.ask(Command::Lapse);
    let name = alarmed(&mut world);
    (world, name)
}

fn reply(changes: &[Change]) -> Option<&str> {
    changes.iter().find_map(|change| match &change.event {
        Event::OutboundWanted(Wanted { purpose: Purpose::Reply, .. }) => Some(change.personal.text.as_str()),
        _ => None,
    })
}

fn owner(world: &World) -> Option<&Assignee> {
    world.draft.situation.tickets[&FIRST].assignee.as_ref()
}

#[test]
fn under_the_alarm_that_nobody_confirmed_a_reaction_says_whether_the_fix_holds() {
    for (emoji, stage) in [
        ("✅", Stage::Verified),
        ("👍🏽", Stage::Verified),
        ("👎", Stage::Reopened),
        ("❌", Stage::Reopened),
        ("🙏", Stage::Resolved),
        ("✋", Stage::Resolved),
    ] {
        let (mut world, name) = unconfirmed();
        assert!(world.react("siti", emoji, &name).is_empty(), "she was told nothing");
        let changes = world.react("farah", emoji, &name);
        assert_eq!(world.stage(), stage, "{emoji}");
        let text = reply(&changes);
        let is_echoed = text.is_some_and(|text| text.starts_with("T-1 lift stuck\n") && text.contains("undo"));
        assert_eq!(is_echoed, stage != Stage::Resolved, "{emoji}: {text:?}");
    }
}

#[test]
fn the_alarm_that_nobody_confirmed_has_two_buttons_for_whoever_may() {
    let (world, name) = unconfirmed();
    let mut all = world.draft.situation.outbounds.values();
    let alarm = all.find(|said| said.external.as_ref() == Some(&name)).unwrap();
    assert_eq!(alarm.offer.as_ref().unwrap().choices(), [Choice::Confirm, Choice::NotFixed]);
    assert_eq!(alarm.purpose, Purpose::Escalation);
}

#[test]
fn a_reaction_says_nothing_once_the_alarm_is_over() {
    let (mut world, name) = unconfirmed();
    world.follow_up("mei", Kind::Reopened);
    assert!(world.react("farah", "✅", &name).is_empty(), "it is being worked on again");
    assert_eq!(world.stage(), Stage::Reopened);
    let (mut world, name) = unowned();
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))))));
    assert!(world.react("farah", "👍", &name).is_empty(), "somebody has it");
    assert_eq!(owner(&world), Some(&Assignee::Person(PersonId::new("azlan"))));
}

#[test]
fn under_the_alarm_that_nobody_owns_it_a_thumb_or_a_hand_takes_it() {
    for (emoji, is_taken) in [("👍", true), ("✋🏽", true), ("🙋‍♀️", true), ("👎", false), ("😮", false)]
    {
        let (mut world, name) = unowned();
        let changes = world.react("farah", emoji, &name);
        assert_eq!(owner(&world).is_some(), is_taken, "{emoji}");
        assert_eq!(reply(&changes).is_some(), is_taken, "{emoji}");
    }
}

#[test]
fn a_thumb_at_a_job_that_was_declined_was_seen_and_a_hand_takes_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))))));
    let told = world.draft.situation.outbounds.values().find(|said| said.purpose == Purpose::Assignment);
    let (told, message) = (told.unwrap().id.clone(), world.say_alone("azlan", "…", None));
    world.ask(Command::Choose { message, outbound: told, nth: 2 });
    let name = alarmed(&mut world);
    assert!(world.react("farah", "👍", &name).is_empty(), "she saw it");
    world.react("farah", "✋", &name);
    assert_eq!(owner(&world), Some(&Assignee::Person(PersonId::new("farah"))));
}

#[test]
fn a_reaction_that_is_taken_away_in_time_ordered_nothing_and_may_be_given_again() {
    let (mut world, name) = unconfirmed();
    world.react("farah", "✅", &name);
    let changes = world.react("farah", "", &name);
    assert!(reply(&changes).unwrap().contains("Taken back."), "{changes:?}");
    assert_eq!(world.stage(), Stage::Resolved);
    assert!(world.react("farah", "", &name).is_empty(), "once");
    world.react("farah", "✅", &name);
    assert_eq!(world.stage(), Stage::Verified, "and again");
    world.minute += 11;
    assert!(world.react("farah", "", &name).is_empty(), "too late");
    assert_eq!(world.stage(), Stage::Verified);
}

#[test]
fn a_reaction_stands_in_place_of_the_one_before_it() {
    let (mut world, name) = unconfirmed();
    for (emoji, stage, reopened) in
        [("👎", Stage::Reopened, 1), ("👍", Stage::Verified, 0), ("❌", Stage::Reopened, 1), ("😂", Stage::Resolved, 0)]
    {
        world.react("farah", emoji, &name);
        assert_eq!(world.stage(), stage, "{emoji}");
        assert_eq!(world.draft.situation.tickets[&FIRST].reopened, reopened, "{emoji}");
    }
}

#[test]
fn another_sign_of_the_same_says_nothing_new_and_none_is_answered_when_the_ticket_moved_on() {
    let (mut world, name) = unconfirmed();
    world.react("farah", "👍", &name);
    assert!(world.react("farah", "✅", &name).is_empty(), "it is confirmed already");
    assert_eq!(world.stage(), Stage::Verified);
    world.ask(Command::change(FIRST, TicketCommand::Close));
    assert!(world.react("farah", "❤️", &name).is_empty(), "nothing was asked for");
    assert_eq!(world.stage(), Stage::Closed);
}

#[test]
fn what_was_taken_by_a_reaction_is_put_back_with_it_and_nothing_else_is() {
    let (mut world, name) = unowned();
    world.react("farah", "✋", &name);
    assert!(world.react("farah", "", "another message").is_empty());
    assert!(owner(&world).is_some());
    world.react("farah", "", &name);
    assert_eq!(owner(&world), None);
}
