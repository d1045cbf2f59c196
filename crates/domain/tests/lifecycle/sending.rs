//! When a message may leave and as what, and that whatever a channel tells, in any order, it is never said twice.

use crate::world::World;
use domain::event::Event;
use domain::id::{ConversationId, OutboundId, PersonId, TicketNumber};
use domain::message::{Form, Handle, Kind, Subject};
use domain::outbound::{Accepted, Dress, Failure, Hindrance, Outbound, Purpose, State, Terms, Told, Word};
use domain::refusal::Refusal;
use domain::request::Command;

/// A world in which Mei told us alone of a lift, and waits to hear that it was seen.
fn acknowledged() -> (World, OutboundId) {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let id = world.draft.situation.outbounds.keys().next().expect("it is acknowledged").clone();
    (world, id)
}

fn outbound<'a>(world: &'a World, id: &OutboundId) -> &'a Outbound {
    &world.draft.situation.outbounds[id]
}

fn english() -> Terms {
    let approved = ["laksana_acknowledged", "laksana_verify"].map(|name| (name.to_owned(), "en_US".to_owned()));
    Terms { approved: approved.into(), ..Terms::default() }
}

/// Tries to send it under these terms: as what it leaves, or what keeps it.
fn send_under(world: &mut World, id: &OutboundId, terms: Terms) -> Result<Dress, Hindrance> {
    match world.try_ask(Command::Dispatch { outbound: id.clone(), terms: Box::new(terms) }) {
        Ok(changes) => match &changes[..] {
            [change] => match &change.event {
                Event::OutboundBegun { dress, .. } => Ok(dress.clone()),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        },
        Err(Refusal::NotNow { because, .. }) => Err(because),
        Err(other) => panic!("{other}"),
    }
}

fn send(world: &mut World, id: &OutboundId) -> Result<Dress, Hindrance> {
    send_under(world, id, english())
}

fn accepted(name: &str) -> Accepted {
    Accepted { external: name.into(), channel_name: format!("wamid.{name}"), also: Vec::new() }
}

fn tell(world: &mut World, id: &OutboundId, name: &str, word: Word) -> usize {
    let told = Box::new(Told { accepted: accepted(name), word });
    world.ask(Command::NoteTold { outbound: id.clone(), told }).len()
}

fn fail(world: &mut World, id: &OutboundId, failure: Failure) {
    world.ask(Command::NoteFailed { outbound: id.clone(), failure, code: Some(1) });
}

#[test]
fn a_message_waits_for_second_thoughts_and_leaves_once() {
    let (mut world, id) = acknowledged();
    world.minute -= 1;
    assert_eq!(send(&mut world, &id), Err(Hindrance::Early));
    assert_eq!(send(&mut world, &id), Ok(Dress::Words));
    assert_eq!(send(&mut world, &id), Err(Hindrance::Doubt), "another worker has it");
    world.ask(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted("a")) });
    assert_eq!(send(&mut world, &id), Err(Hindrance::Settled));
    let (mut world, id) = acknowledged();
    world.ask(Command::Decline(id.clone()));
    assert_eq!(send(&mut world, &id), Err(Hindrance::Settled));
}

#[test]
fn outside_the_window_an_approved_template_says_it_or_nobody_does() {
    let (mut world, id) = acknowledged();
    world.minute += 23 * 60 + 51;
    let template =
        Dress::Template { name: "laksana_acknowledged".into(), language: "en_US".into(), has_buttons: false };
    assert_eq!(send_under(&mut world, &id, Terms::default()), Err(Hindrance::NoTemplate));
    assert_eq!(send(&mut world, &id), Ok(template));
    let gaps = &outbound(&world, &id).template.as_ref().unwrap().gaps;
    assert_eq!((gaps["ticket"].as_str(), gaps["title"].as_str()), ("T-1", "lift stuck"));
    let (mut world, id) = acknowledged();
    world.minute += 24 * 60 + 1;
    assert_eq!(send(&mut world, &id), Err(Hindrance::Stale));
}

#[test]
fn a_group_opens_no_window() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let id = world.draft.situation.outbounds.keys().next().unwrap().clone();
    assert!(matches!(send(&mut world, &id), Ok(Dress::Template { .. })));
}

#[test]
fn a_window_that_is_closed_after_all_leads_to_the_template() {
    for told_later in [false, true] {
        let (mut world, id) = acknowledged();
        assert_eq!(send(&mut world, &id), Ok(Dress::Words));
        if told_later {
            world.ask(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted("a")) });
            tell(&mut world, &id, "a", Word::Failed(Failure::WindowClosed, Some(131_047)));
        } else {
            fail(&mut world, &id, Failure::WindowClosed);
        }
        assert!(matches!(send(&mut world, &id), Ok(Dress::Template { .. })));
        fail(&mut world, &id, Failure::WindowClosed);
        assert_eq!(outbound(&world, &id).state, State::Failed, "a template has no window");
    }
}

#[test]
fn what_nobody_answered_for_is_sent_again_only_when_the_channel_speaks_and_does_not_tell_of_it() {
    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    fail(&mut world, &id, Failure::Unclear);
    world.minute += 11;
    assert_eq!(send(&mut world, &id), Err(Hindrance::Doubt), "its silence means nothing");
    let heard = Terms { heard_until: Some(world.now()), ..english() };
    assert_eq!(send_under(&mut world, &id, heard.clone()), Ok(Dress::Words));
    world.minute += 30;
    assert_eq!(send_under(&mut world, &id, heard), Err(Hindrance::Tired));

    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    tell(&mut world, &id, "a", Word::Reached(State::Delivered));
    let heard = Terms { heard_until: Some(world.now()), ..english() };
    world.minute += 11;
    assert_eq!(send_under(&mut world, &id, heard), Err(Hindrance::Settled));
}

#[test]
fn a_second_message_under_our_mark_is_told_once() {
    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    world.ask(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted("b")) });
    assert_eq!(tell(&mut world, &id, "a", Word::Failed(Failure::Unreachable, None)), 0, "the first try did not arrive");
    assert_eq!(tell(&mut world, &id, "a", Word::Reached(State::Sent)), 1);
    assert_eq!(tell(&mut world, &id, "a", Word::Reached(State::Read)), 0);
    assert!(outbound(&world, &id).doubled);
    assert_eq!(outbound(&world, &id).state, State::Sent);
}

#[test]
fn what_a_channel_tells_never_goes_back_in_whatever_order_it_comes() {
    let words = [
        Word::Reached(State::Sent),
        Word::Reached(State::Delivered),
        Word::Reached(State::Read),
        Word::Failed(Failure::Unreachable, Some(131_026)),
    ];
    for first in words {
        for second in words {
            for third in words {
                let (mut world, id) = acknowledged();
                assert!(send(&mut world, &id).is_ok());
                let mut highest = 0;
                for word in [first, second, third] {
                    tell(&mut world, &id, "a", word);
                    let state = outbound(&world, &id).state;
                    let is_late_failure = state == State::Failed && highest <= State::Sent.rank();
                    assert!(state.rank() >= highest || is_late_failure, "{first:?} {second:?} {third:?}");
                    highest = state.rank();
                    assert_eq!(tell(&mut world, &id, "a", word), 0, "told twice");
                }
            }
        }
    }
}

#[test]
fn what_the_channel_will_take_later_is_tried_later_and_longer_each_time() {
    let (mut world, id) = acknowledged();
    let mut pauses = Vec::new();
    for _ in 0..3 {
        assert!(send(&mut world, &id).is_ok());
        fail(&mut world, &id, Failure::PairLimit);
        let known = outbound(&world, &id);
        assert_eq!(known.state, State::Waiting);
        pauses.push(known.again_at.unwrap().minutes_since(world.now()) * 60.0);
        world.minute += 10;
    }
    assert_eq!(pauses, [4.0, 16.0, 64.0]);
}

#[test]
fn what_concerns_everybody_stops_everybody_until_one_gets_through() {
    let (mut world, id) = acknowledged();
    world.report_alone("hakim", "no water");
    let other = world.draft.situation.outbounds.keys().find(|known| **known != id).unwrap().clone();
    assert!(send(&mut world, &id).is_ok());
    fail(&mut world, &id, Failure::Credentials);
    assert_eq!(send(&mut world, &other), Err(Hindrance::Stopped));
    world.minute += 16;
    assert!(send(&mut world, &other).is_ok(), "one is tried");
    world.ask(Command::NoteSent { outbound: other, accepted: Some(accepted("a")) });
    assert!(send(&mut world, &id).is_ok());
}

#[test]
fn one_person_is_not_flooded_and_not_more_people_are_written_to_first_than_allowed() {
    let (mut world, _) = acknowledged();
    for n in 0..7 {
        world.report_alone("mei", &format!("lamp {n} is broken"));
    }
    world.minute += 5;
    let ids: Vec<OutboundId> = world.draft.situation.outbounds.keys().cloned().collect();
    let minute = world.minute;
    let sent = ids.iter().filter(|id| {
        world.minute = minute;
        send(&mut world, id).is_ok()
    });
    assert_eq!(sent.count(), 5, "more in one second is too much");

    let mut world = World::new();
    for (n, person) in ["mei", "hakim", "siti"].into_iter().enumerate() {
        world.report(person, "lift stuck");
        let message = world.say("azlan", Form::Text, "settled");
        world.means(&message, Kind::Resolved, Some(Subject::Ticket(TicketNumber(n as u32 + 1))));
    }
    let ids: Vec<OutboundId> = world.draft.situation.outbounds.keys().cloned().collect();
    let few = Terms { people_max: 2, ..english() };
    let answers: Vec<bool> = ids.iter().map(|id| send_under(&mut world, id, few.clone()).is_ok()).collect();
    assert_eq!(answers, [true, true, false]);
}

#[test]
fn a_budget_holds_everything_back_but_danger() {
    let (mut world, id) = acknowledged();
    let spent = Terms { left: Some(0), ..english() };
    assert_eq!(send_under(&mut world, &id, spent.clone()), Err(Hindrance::Budget));
    let critical = domain::request::TicketCommand::Classify {
        category: domain::ticket::Category::Lift,
        priority: domain::ticket::Priority::Critical,
        place: None,
    };
    world.ask(Command::change(TicketNumber(1), critical));
    assert_eq!(send_under(&mut world, &id, spent), Ok(Dress::Words));
}

#[test]
fn a_reply_to_what_we_said_speaks_of_what_we_spoke_of() {
    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    world.ask(Command::NoteSent { outbound: id, accepted: Some(accepted("a")) });
    let reply = world.say_alone("mei", "it is in block B", Some("a"));
    let situation = &world.draft.situation;
    let quoted = situation.quoted(situation.message(&reply).unwrap()).expect("it quotes what we said");
    assert_eq!(quoted.meaning.as_ref().unwrap().about, Some(Subject::Ticket(TicketNumber(1))));
    assert!(quoted.text.contains("T-1"));
}

#[test]
fn what_we_said_is_nobodys_report_when_a_bridge_brings_it_back() {
    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    world.ask(Command::NoteSent { outbound: id, accepted: Some(accepted("a")) });
    let mut back = world.last_heard();
    back.conversation.id = ConversationId::new("on-meis-phone");
    (back.external, back.sender) = ("a".to_owned(), Handle("+business".into()));
    assert_eq!(world.ask(Command::Receive(back.clone())), []);
    back.external = "another".to_owned();
    assert_ne!(world.ask(Command::Receive(back)), []);
}

#[test]
fn the_channels_spelling_of_a_number_is_learnt() {
    let (mut world, id) = acknowledged();
    assert!(send(&mut world, &id).is_ok());
    let other = Handle("+551187654321".into());
    let accepted = Accepted { also: vec![other.clone()], ..accepted("a") };
    world.ask(Command::NoteSent { outbound: id, accepted: Some(accepted) });
    assert_eq!(world.draft.situation.directory.handles.get(&other), Some(&PersonId::new("mei")));
}

#[test]
fn what_may_have_left_is_not_sent_again_once_it_is_answered() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.minute += 61;
    let asked = world.draft.situation.outbounds.values().find(|known| known.purpose == Purpose::Verification);
    let id = asked.unwrap().id.clone();
    assert!(send(&mut world, &id).is_ok());
    world.follow_up("mei", Kind::Verified);
    assert_eq!(outbound(&world, &id).state, State::Withdrawn);
    world.minute += 11;
    let heard = Terms { heard_until: Some(world.now()), ..english() };
    assert_eq!(send_under(&mut world, &id, heard), Err(Hindrance::Settled));
    tell(&mut world, &id, "a", Word::Reached(State::Delivered));
    assert_eq!(outbound(&world, &id).state, State::Delivered, "it had left after all");
}

#[test]
fn a_limit_of_the_account_spends_nobody_elses_tries() {
    let (mut world, first) = acknowledged();
    world.report_alone("azlan", "tap leaking");
    let second = world.draft.situation.outbounds.keys().find(|id| **id != first).unwrap().clone();
    assert!(send(&mut world, &first).is_ok());
    fail(&mut world, &first, Failure::AccountLimit);
    assert_eq!(send(&mut world, &second), Err(Hindrance::Number));
    assert_eq!(outbound(&world, &second).tries, 0);
    world.minute += 5;
    assert!(send(&mut world, &second).is_ok(), "five minutes later it is tried");
}
