//! What members write to people about a ticket: once, in their words or as a template, whatever becomes of the ticket.

use crate::world::World;
use domain::id::{MessageId, OutboundId, PersonId, TicketNumber};
use domain::message::{Form, Handle, Inbound, Kind, Subject};
use domain::outbound::{Dress, Letter, Occasion, Onto, Outbound, Purpose, State, Terms};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, TicketCommand, Via};

const T: TicketNumber = TicketNumber(1);

fn letter(name: &str, to: &str, text: &str) -> Command {
    let (outbound, to) = (OutboundId::new(name), PersonId::new(to));
    Command::Write(Box::new(Letter { outbound, occasion: Occasion::Ticket(T, to), text: text.to_owned() }))
}

fn trial(name: &str, number: &str) -> Command {
    Command::Try { outbound: OutboundId::new(name), number: Handle::phone(number) }
}

fn known<'a>(world: &'a World, name: &str) -> &'a Outbound {
    &world.draft.situation.outbounds[&OutboundId::new(name)]
}

fn leaves(world: &mut World, name: &str) -> Option<Dress> {
    let approved = ["laksana_letter", "laksana_answer"].map(|name| (name.to_owned(), "en".to_owned())).into();
    let terms = Box::new(Terms { approved, ..Terms::default() });
    world.ask(Command::Dispatch { outbound: OutboundId::new(name), terms });
    known(world, name).dress.clone()
}

#[test]
fn one_form_is_one_letter() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    assert_eq!(world.ask(letter("a", "mei", "Which lift?")).len(), 1);
    assert_eq!(world.ask(letter("a", "mei", "Which lift?")).len(), 0);
    assert_eq!(world.ask(letter("b", "mei", "Which lift?")).len(), 1, "asked again on purpose");
    assert_eq!((known(&world, "a").purpose, known(&world, "a").text.as_str()), (Purpose::Letter, "Which lift?"));
}

#[test]
fn a_test_message_meets_whoever_has_the_number_and_leaves_as_a_template() {
    let mut world = World::new();
    assert_eq!(world.ask(trial("a", "60123450000")).len(), 2, "a stranger is met");
    assert_eq!(world.ask(trial("a", "60123450000")).len(), 0, "one form is one message");
    assert_eq!(world.ask(trial("b", "60123450000")).len(), 1, "they are known now");
    let (first, again) = (known(&world, "a"), known(&world, "b"));
    assert_eq!((first.purpose, &first.to), (Purpose::Letter, &again.to));
    assert_eq!(first.text, "This is a test message: what we send to this number arrives.");
    let approved = std::iter::once(("laksana_trial".to_owned(), "en".to_owned())).collect();
    let terms = Box::new(Terms { approved, ..Terms::default() });
    world.ask(Command::Dispatch { outbound: OutboundId::new("a"), terms });
    assert!(matches!(known(&world, "a").dress, Some(Dress::Template { .. })));
    let called = |world: &World| {
        let who = &known(world, "a").to;
        world.draft.situation.directory.person(who).expect("they are met").name.clone()
    };
    assert_eq!(called(&world), "", "a number is nobody's name");
    world.say_alone("60123450000", "thanks", None);
    assert_eq!(called(&world), "60123450000", "as they call themselves");
}

#[test]
fn it_leaves_in_its_own_words_within_a_day_and_as_a_template_after_it() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.ask(letter("a", "mei", "Which lift?"));
    assert_eq!(leaves(&mut world, "a"), Some(Dress::Words));
    world.minute += 24 * 60;
    world.ask(letter("b", "mei", "Is it\n  well now?"));
    assert!(matches!(leaves(&mut world, "b"), Some(Dress::Template { name, .. }) if name == "laksana_letter"));
    let filled = known(&world, "b").template.clone().expect("a letter has a template");
    assert_eq!(filled.gaps["words"], "Is it well now?");
    assert_eq!(filled.gaps["ticket"], "T-1");
}

#[test]
fn nothing_that_happens_to_the_ticket_takes_it_back_but_a_member_does() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.ask(letter("a", "mei", "Which lift?"));
    world.ask(Command::change(T, TicketCommand::Verify));
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(known(&world, "a").state, State::Waiting);
    world.ask(Command::Decline(OutboundId::new("a")));
    assert_eq!(known(&world, "a").state, State::Declined);
}

#[test]
fn nobody_writes_to_strangers_or_about_nothing_and_viewers_write_to_nobody() {
    let mut world = World::new();
    assert_eq!(world.try_ask(letter("a", "mei", "hello")), Err(Refusal::NoSuchTicket(T)));
    world.report_alone("mei", "lift stuck");
    let unknown = world.try_ask(letter("a", "nobody", "hello"));
    assert!(matches!(unknown, Err(Refusal::Undefined { kind: "person", .. })), "{unknown:?}");
    (world.actor, world.via) = (Actor::Member("Vera".into()), Via::Web);
    assert_eq!(world.try_ask(letter("a", "mei", "hello")), Err(Refusal::NoMember));
}

/// What a member answers to a message.
fn answer(name: &str, message: &MessageId, text: &str) -> Command {
    let onto = Onto { channel_name: format!("wamid.{message}"), group: None };
    let occasion = Occasion::Message(message.clone(), Some(onto));
    Command::Write(Box::new(Letter { outbound: OutboundId::new(name), occasion, text: text.to_owned() }))
}

#[test]
fn an_answer_goes_to_whoever_said_it_with_what_it_quotes_and_its_template_says_what_that_was() {
    let mut world = World::new();
    let question = world.report_alone("mei", "lift stuck");
    assert_eq!(world.ask(answer("a", &question, "Where to?")).len(), 1);
    assert_eq!(world.ask(answer("a", &question, "Where to?")).len(), 0, "one form is one answer");
    let wanted = known(&world, "a").clone();
    assert_eq!((wanted.to.as_str(), wanted.about.as_slice()), ("mei", [Subject::Ticket(T)].as_slice()));
    let quoted = wanted.quoted.expect("it answers a message");
    assert_eq!(
        (quoted.message, quoted.onto.map(|onto| onto.channel_name)),
        (question.clone(), Some(format!("wamid.{question}")))
    );
    assert_eq!(leaves(&mut world, "a"), Some(Dress::Words));
    world.minute += 24 * 60;
    world.ask(answer("b", &question, "Are you still there?"));
    assert!(matches!(leaves(&mut world, "b"), Some(Dress::Template { name, .. }) if name == "laksana_answer"));
    let gaps = known(&world, "b").template.clone().expect("an answer has a template").gaps;
    assert_eq!((gaps["said"].as_str(), gaps["words"].as_str()), ("lift stuck", "Are you still there?"));
}

#[test]
fn an_answer_to_what_is_about_nothing_is_too_and_a_photo_is_named_by_a_sign() {
    let mut world = World::new();
    let photo = world.say("mei", Form::Image, "");
    world.ask(answer("b", &photo, "What is it?"));
    assert_eq!(known(&world, "b").template.as_ref().expect("it has one").gaps["said"], "📷");
    assert_eq!(known(&world, "b").about, []);
    let unknown = MessageId::new("nothing");
    assert_eq!(world.try_ask(answer("c", &unknown, "Hello")), Err(Refusal::NoSuchMessage(unknown)));
}

#[test]
fn an_answer_to_words_that_were_taken_back_meanwhile_does_not_leave() {
    let mut world = World::new();
    let first = world.say("mei", Form::Text, "who has the spare key?");
    let said = world.last_heard();
    let other = world.say("mei", Form::Text, "never mind");
    world.ask(answer("a", &first, "Which key?"));
    world.ask(answer("b", &other, "Fine"));
    let onto = Onto { channel_name: "wamid.first".into(), group: Some("120363".into()) };
    world.means(&first, Kind::Evidence, None);
    world.ask(Command::Nod { message: first.clone(), onto });
    world.ask(Command::Receive(Box::new(Inbound { form: Form::Deleted, text: String::new(), ..*said })));
    let quoting = |id: &MessageId| -> Vec<State> {
        let quoted = |outbound: &&Outbound| outbound.quoted.as_ref().is_some_and(|quoted| quoted.message == *id);
        world.draft.situation.outbounds.values().filter(quoted).map(|outbound| outbound.state).collect()
    };
    assert!(quoting(&first).iter().all(|state| *state == State::Withdrawn), "{:?}", quoting(&first));
    assert_eq!((quoting(&first).is_empty(), quoting(&other)), (false, vec![State::Waiting]));
}
