//! An emoji on a message: where a group hears no words, where there is nothing to say, once, and not on what led to nothing.

use crate::world::World;
use domain::event::{Change, Event};
use domain::id::{MessageId, TicketNumber};
use domain::message::{Form, Kind, Subject};
use domain::outbound::{Dress, Onto, Purpose, Terms};
use domain::request::Command;

const FIRST: Subject = Subject::Ticket(TicketNumber(1));

fn onto(message: &MessageId) -> Onto {
    Onto { channel_name: format!("wamid.{message}"), group: Some("120363".into()) }
}

fn nod(world: &mut World, message: &MessageId) -> Vec<Change> {
    world.ask(Command::Nod { message: message.clone(), onto: onto(message) })
}

/// The emoji that is put on a message.
fn sign(world: &mut World, message: &MessageId) -> Option<String> {
    nod(world, message).pop().map(|change| change.personal.text)
}

#[test]
fn a_report_in_a_group_gets_an_emoji_once() {
    let mut world = World::new();
    let report = world.report("mei", "lift stuck");
    let changes = nod(&mut world, &report);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    let Event::OutboundWanted(wanted) = &change.event else { panic!("{change:?}") };
    assert_eq!((wanted.purpose, wanted.to.as_str(), &wanted.onto), (Purpose::Nod, "mei", &Some(report.clone())));
    assert_eq!((change.personal.text.as_str(), &change.personal.onto), ("👍", &Some(onto(&report))));
    assert_eq!(sign(&mut world, &report), None, "heard twice, shown once");
}

#[test]
fn what_is_done_looks_otherwise_than_what_is_taken_in() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    for (who, kind, expected) in [
        ("azlan", Kind::Progress, Some("👍")),
        ("hakim", Kind::Evidence, Some("👍")),
        ("siti", Kind::Resolved, Some("✅")),
        ("farah", Kind::Chatter, None),
        ("farah", Kind::Question, None),
    ] {
        let message = world.say(who, Form::Text, "…");
        world.means(&message, kind, Some(FIRST));
        assert_eq!(sign(&mut world, &message).as_deref(), expected, "{kind}");
    }
}

#[test]
fn what_led_to_nothing_what_is_old_and_what_was_taken_back_gets_none() {
    let mut world = World::new();
    let chatter = world.say("mei", Form::Text, "good morning");
    world.means(&chatter, Kind::Chatter, None);
    assert_eq!(sign(&mut world, &chatter), None);
    let report = world.report("mei", "lift stuck");
    world.minute += 60;
    assert_eq!(sign(&mut world, &report), None);
}

#[test]
fn an_album_gets_one_and_who_hears_words_gets_none() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let photos: Vec<MessageId> = (0..3).map(|_| world.say("hakim", Form::Image, "")).collect();
    for photo in &photos {
        world.means(photo, Kind::Evidence, Some(FIRST));
    }
    let signs: Vec<bool> = photos.iter().map(|photo| sign(&mut world, photo).is_some()).collect();
    assert_eq!(signs, [true, false, false]);
    let mut world = World::new();
    let told = world.report_alone("mei", "lift stuck");
    assert_eq!(sign(&mut world, &told), None, "she is told the number in words");
}

#[test]
fn it_leaves_after_second_thoughts_and_not_when_nobody_looks_any_more() {
    for (later, expected) in [(0, Some(Dress::Nod)), (60, None)] {
        let mut world = World::new();
        let report = world.report("mei", "lift stuck");
        let changes = nod(&mut world, &report);
        let Event::OutboundWanted(wanted) = &changes[0].event else { panic!("{changes:?}") };
        let outbound = wanted.outbound.clone();
        world.minute += later;
        let dispatched = world.try_ask(Command::Dispatch { outbound, terms: Box::new(Terms::default()) });
        let dress = dispatched.ok().and_then(|changes| match &changes[0].event {
            Event::OutboundBegun { dress, .. } => Some(dress.clone()),
            _ => None,
        });
        assert_eq!(dress, expected);
    }
}
