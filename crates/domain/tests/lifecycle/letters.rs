//! What members write to people about a ticket: once, in their words or as a template, whatever becomes of the ticket.

use crate::world::World;
use domain::id::{OutboundId, PersonId, TicketNumber};
use domain::message::Kind;
use domain::outbound::{Dress, Letter, Outbound, Purpose, State, Terms};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, TicketCommand, Via};

const T: TicketNumber = TicketNumber(1);

fn letter(name: &str, to: &str, text: &str) -> Command {
    let (outbound, to) = (OutboundId::new(name), PersonId::new(to));
    Command::Write(Box::new(Letter { outbound, ticket: T, to, text: text.to_owned() }))
}

fn known<'a>(world: &'a World, name: &str) -> &'a Outbound {
    &world.draft.situation.outbounds[&OutboundId::new(name)]
}

fn leaves(world: &mut World, name: &str) -> Option<Dress> {
    let approved = [("laksana_letter".to_owned(), "en".to_owned())].into();
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
