//! What is heard live: changes of messages in any order, and a clock that blames nobody for what could not be heard.

use crate::world::World;
use domain::event::{Change, Event};
use domain::message::{Form, Handle, Heard, Inbound, Kind, Live, Subject};
use domain::request::Command;
use domain::task::Outcome;

fn edited(original: &Inbound, text: &str, minute: i64) -> Box<Inbound> {
    let sent_at = original.sent_at.plus_minutes(minute);
    Box::new(Inbound { text: text.into(), edited: true, sent_at, ..original.clone() })
}

fn revoked(original: &Inbound) -> Box<Inbound> {
    let sent_at = original.sent_at.plus_minutes(5);
    Box::new(Inbound { text: String::new(), form: Form::Deleted, attachment: None, sent_at, ..original.clone() })
}

/// A message of somebody, not yet heard.
fn unheard(world: &mut World) -> Inbound {
    world.say("mei", Form::Text, "good morning");
    Inbound { external: "wamid.unheard".into(), text: "lift stuk".into(), ..*world.last_heard() }
}

fn heard<'a>(world: &'a World, inbound: &Inbound) -> &'a Heard {
    let situation = &world.draft.situation;
    situation.by_external(&inbound.conversation.id, &inbound.external).expect("it was heard")
}

#[test]
fn a_message_shows_its_latest_words_in_whatever_order_they_come() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut world = World::new();
        let original = unheard(&mut world);
        let said =
            [Box::new(original.clone()), edited(&original, "lift stuck", 1), edited(&original, "lift stuck, B", 2)];
        for at in order {
            world.ask(Command::Receive(said[at].clone()));
        }
        assert_eq!(heard(&world, &original).text, "lift stuck, B", "{order:?}");
        assert_eq!(world.ask(Command::Receive(said[2].clone())), [], "heard twice");
    }
}

#[test]
fn a_message_taken_back_shows_nothing_in_whatever_order_that_is_heard() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut world = World::new();
        let original = unheard(&mut world);
        let said = [Box::new(original.clone()), edited(&original, "lift stuck", 1), revoked(&original)];
        for at in order {
            world.ask(Command::Receive(said[at].clone()));
        }
        let heard = heard(&world, &original);
        assert_eq!((heard.form, heard.text.as_str()), (Form::Deleted, ""), "{order:?}");
    }
}

#[test]
fn a_ticket_outlives_the_message_that_opened_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let back = revoked(&world.last_heard());
    let changes = world.ask(Command::Receive(back));
    assert!(matches!(changes.as_slice(), [Change { event: Event::MessageRevoked { .. }, .. }]), "{changes:?}");
    assert_eq!(world.draft.situation.tickets.len(), 1);
}

#[test]
fn a_person_is_known_by_any_of_their_addresses() {
    let mut world = World::new();
    let mut both = unheard(&mut world);
    let (phone, id) = (Handle::phone("60199"), Handle::id("bsuid", "MY.1"));
    both.sender = phone.clone();
    both.live = Some(Live {
        name: "wamid.letters".into(),
        also: vec![id.clone()],
        chosen: None,
        is_overheard: false,
        is_ours: false,
        beside: String::new(),
    });
    let changes = world.ask(Command::Receive(Box::new(both.clone())));
    let met = changes.iter().find(|change| matches!(change.event, Event::PersonMet { .. })).unwrap();
    assert_eq!(met.personal.handles, [phone, id.clone()]);
    let received = changes.iter().find(|change| matches!(change.event, Event::MessageReceived { .. })).unwrap();
    assert_eq!(received.personal.channel_name, "wamid.letters");
    assert!(!serde_json::to_string(&received.event).unwrap().contains("letters"), "it names people");
    let later = Inbound { external: "wamid.later".into(), sender: id, live: None, ..both.clone() };
    world.ask(Command::Receive(Box::new(later.clone())));
    assert_eq!(heard(&world, &later).sender, heard(&world, &both).sender);
}

#[test]
fn nobody_is_blamed_for_a_day_that_nobody_could_hear() {
    for (heard_since_minutes, outcome) in
        [(None, None), (Some(-30), Some(Outcome::Missed)), (Some(25), Some(Outcome::Missed)), (Some(35), None)]
    {
        let mut world = World::new();
        world.expect_mopping();
        let since = heard_since_minutes.map(|minutes| world.now().plus_minutes(minutes));
        world.minute += 61;
        world.ask(Command::LapseSince(since));
        assert_eq!(world.outcomes(), [outcome], "{heard_since_minutes:?}");
    }
}

#[test]
fn nobody_changes_what_others_said() {
    let mut world = World::new();
    world.say("azlan", Form::Text, "on it");
    let original = Inbound { external: "wa-1".into(), ..unheard(&mut world) };
    world.ask(Command::Receive(Box::new(original.clone())));
    let by_azlan = Inbound { sender: Handle("+azlan".into()), ..original.clone() };
    let changed = edited(&by_azlan, "all fine", 1);
    assert_eq!(world.ask(Command::Receive(changed)), [], "another's words");
    let stranger = Inbound { sender: Handle::phone("60198765432"), ..*edited(&original, "all fine", 1) };
    assert_eq!(
        world.ask(Command::Receive(Box::new(stranger.clone()))).len(),
        1,
        "an address that nobody has may be hers"
    );
    let (mut far, back) = (stranger, revoked(&by_azlan));
    far.conversation.id = domain::id::ConversationId::new("another");
    far.text = "all well".to_owned();
    assert_eq!(world.ask(Command::Receive(Box::new(far))), [], "not from another chat");
    assert_eq!(world.ask(Command::Receive(back)).len(), 1, "an administrator of the group takes it back");
}

#[test]
fn what_is_said_to_a_number_that_we_do_not_answer_from_opens_no_window() {
    for is_overheard in [false, true] {
        let mut world = World::new();
        let (mut inbound, mei) = (unheard(&mut world), Handle("+mei".into()));
        inbound.conversation = domain::message::ConversationKey {
            id: domain::id::ConversationId::new("direct"),
            circle: domain::message::Circle::Direct,
            name: "Mei".to_owned(),
            with: Some(mei.clone()),
        };
        inbound.sender = mei;
        inbound.live = Some(Live {
            name: "wamid.x".into(),
            also: Vec::new(),
            chosen: None,
            is_overheard,
            is_ours: false,
            beside: String::new(),
        });
        world.ask(Command::Receive(Box::new(inbound.clone())));
        let who = heard(&world, &inbound).sender.clone();
        assert_eq!(world.draft.situation.last_wrote(&who).is_none(), is_overheard);
    }
}

#[test]
fn whoever_we_wrote_to_first_opens_the_window_by_their_answer() {
    let mut world = World::new();
    let (mut echo, them) = (unheard(&mut world), Handle::phone("60199"));
    echo.conversation = domain::message::ConversationKey {
        id: domain::id::ConversationId::new("direct"),
        circle: domain::message::Circle::Direct,
        name: "60199".to_owned(),
        with: Some(them.clone()),
    };
    echo.sender = Handle::phone("60100");
    echo.live = Some(Live {
        name: "wamid.x".into(),
        also: Vec::new(),
        chosen: None,
        is_overheard: false,
        is_ours: true,
        beside: String::new(),
    });
    world.ask(Command::Receive(Box::new(echo.clone())));
    let answer = Inbound { external: "wamid.answer".into(), sender: them, live: None, ..echo };
    world.ask(Command::Receive(Box::new(answer.clone())));
    let who = heard(&world, &answer).sender.clone();
    assert_eq!(world.draft.situation.last_wrote(&who), Some(answer.sent_at));
    let more = Inbound { external: "wamid.more".into(), ..answer };
    let changes = world.ask(Command::Receive(Box::new(more)));
    let is_met = |change: &Change| matches!(change.event, Event::ConversationMet { .. });
    assert!(!changes.iter().any(is_met), "it is known with whom the chat is");
}

#[test]
fn a_report_that_is_taken_back_by_its_name_alone_opens_its_day_again() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let photo = Inbound {
        external: "wa-photo".into(),
        sender: Handle("+siti".into()),
        form: Form::Image,
        ..unheard(&mut world)
    };
    world.ask(Command::Receive(Box::new(photo.clone())));
    let message = heard(&world, &photo).id.clone();
    world.means(&message, Kind::Task, Some(Subject::Task(mop, None)));
    assert_eq!(world.outcomes(), [Some(Outcome::Done)]);
    let at = world.now();
    world.ask(Command::Revoke { external: "wa-photo".into(), at });
    assert_eq!(world.outcomes(), [None]);
}
