//! What a reading leaves open is asked of whoever said it, once, and their answer counts as far as it is theirs to give.

use crate::world::{World, proposal};
use domain::choice::{Choice, Meant, Offer};
use domain::event::{Change, Event};
use domain::id::{MessageId, TicketNumber};
use domain::message::{Band, Interpretation, Kind, Reader, Subject};
use domain::outbound::{Outbound, Purpose};
use domain::request::{Alternatives, Command, Correction, Proposal, TicketCommand};
use domain::ticket::{Category, Priority, Stage};

const FIRST: TicketNumber = TicketNumber(1);
const SECOND: TicketNumber = TicketNumber(2);

/// An unsure reading of a message.
fn unsure(message: &MessageId, kind: Kind, other: Option<TicketNumber>) -> Proposal {
    let read = proposal(message, kind);
    let (category, priority) = (Category::Plumbing, Priority::Normal);
    let report = Meant { message: message.clone(), category, priority, place: None };
    let meaning = Interpretation { confidence: 0.6, band: Band::Ask, ..read.meaning };
    Proposal { meaning, alternatives: Some(Alternatives { report, other }), ..read }
}

fn asked(changes: &[Change]) -> Vec<(Purpose, String)> {
    let wanted = changes.iter().filter_map(|change| match &change.event {
        Event::OutboundWanted(wanted) => Some((wanted.purpose, change.personal.text.clone())),
        _ => None,
    });
    wanted.collect()
}

fn question(world: &World) -> Outbound {
    let all = world.draft.situation.outbounds.values();
    let asks = all.filter(|said| said.offer.as_ref().is_some_and(|offer| offer.choices()[0].means().is_some()));
    asks.max_by_key(|said| said.wanted_at).cloned().expect("something is asked")
}

fn titles(outbound: &Outbound) -> Vec<&'static str> {
    let word = |choice: &Choice| match choice {
        Choice::IsReport(_) => "new",
        Choice::IsAbout(..) => "same",
        Choice::IsNoReport(_) => "none",
        _ => "other",
    };
    outbound.offer.as_ref().map_or(&[][..], Offer::choices).iter().map(word).collect()
}

fn choose(world: &mut World, person: &str, nth: usize) -> Vec<Change> {
    let outbound = question(world).id;
    let message = world.say_alone(person, "…", None);
    world.ask(Command::Choose { message, outbound, nth })
}

fn meaning(world: &World, message: &MessageId) -> Interpretation {
    world.draft.situation.message(message).and_then(|heard| heard.meaning.clone()).expect("it was read")
}

#[test]
fn what_may_be_a_problem_is_asked_about_and_becomes_a_ticket_once() {
    let mut world = World::new();
    let message = world.say_alone("mei", "the pantry is warm", None);
    let said = world.propose(unsure(&message, Kind::Chatter, None));
    assert_eq!(asked(&said), [(Purpose::Reply, "Is this a problem that somebody should see to?".to_owned())]);
    assert_eq!(titles(&question(&world)), ["new", "none"]);
    let follows = choose(&mut world, "mei", 0);
    assert_eq!(asked(&follows).iter().map(|(purpose, _)| *purpose).collect::<Vec<_>>(), [Purpose::Acknowledgement]);
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((&ticket.opening, ticket.category, ticket.priority), (&message, Category::Plumbing, Priority::Normal));
    let read = meaning(&world, &message);
    assert_eq!((read.by, read.kind, read.band), (Reader::Sender, Kind::Issue, Band::Act));
    choose(&mut world, "mei", 0);
    assert_eq!(world.draft.situation.tickets.len(), 1, "tapped twice it opens one");
}

#[test]
fn what_opened_a_ticket_by_mistake_is_put_away_by_whoever_said_it() {
    let mut world = World::new();
    let message = world.say_alone("mei", "no lift for me today, stairs are good", None);
    let said = world.propose(Proposal { opens: true, ..unsure(&message, Kind::Issue, None) });
    assert_eq!(asked(&said), [(Purpose::Reply, "Noted as T-1. Is it a new problem?".to_owned())], "and nothing beside");
    let follows = choose(&mut world, "mei", 1);
    assert_eq!(world.stage(), Stage::Cancelled);
    assert_eq!(asked(&follows), [(Purpose::Reply, "Thank you. Nothing will be done.".to_owned())]);
}

#[test]
fn of_two_tickets_whoever_said_it_names_the_one() {
    let mut world = World::new();
    world.report("farah", "lift stuck");
    let message = world.say_alone("mei", "it is stuck again", None);
    world.propose(Proposal { opens: true, ..unsure(&message, Kind::Issue, Some(FIRST)) });
    assert_eq!(titles(&question(&world)), ["new", "same", "none"]);
    choose(&mut world, "mei", 1);
    assert_eq!(world.draft.situation.tickets[&SECOND].stage, Stage::Merged);
    assert_eq!(meaning(&world, &message).about, Some(Subject::Ticket(FIRST)));

    let message = world.say_alone("azlan", "and dark inside", None);
    let mut joined = unsure(&message, Kind::Issue, None);
    joined.meaning.about = Some(Subject::Ticket(FIRST));
    world.propose(joined);
    assert_eq!(titles(&question(&world)), ["same", "new", "none"]);
    choose(&mut world, "azlan", 1);
    let third = &world.draft.situation.tickets[&TicketNumber(3)];
    assert_eq!((&third.opening, third.stage), (&message, Stage::Classified));
}

#[test]
fn nobody_is_asked_in_a_group_of_what_is_sure_or_twice_in_an_hour() {
    let mut world = World::new();
    let message = world.say_alone("mei", "hm", None);
    let sure = unsure(&message, Kind::Chatter, None);
    let sure = Proposal { meaning: Interpretation { band: Band::Act, ..sure.meaning.clone() }, ..sure };
    assert_eq!(asked(&world.propose(sure)), []);
    let message = world.say("mei", domain::message::Form::Text, "the pantry is warm");
    assert_eq!(asked(&world.propose(unsure(&message, Kind::Chatter, None))), []);
    for (text, questions) in [("the pantry is warm", 1), ("and the hall", 0)] {
        let message = world.say_alone("mei", text, None);
        assert_eq!(asked(&world.propose(unsure(&message, Kind::Chatter, None))).len(), questions, "{text}");
    }
}

#[test]
fn what_a_member_said_of_it_or_somebody_works_on_is_no_longer_theirs_to_say() {
    let mut world = World::new();
    let message = world.say_alone("mei", "the pantry is warm", None);
    world.propose(unsure(&message, Kind::Chatter, None));
    let read = proposal(&message, Kind::Question);
    let by = Reader::Member("owner".into());
    let said = Proposal { meaning: Interpretation { by: by.clone(), ..read.meaning.clone() }, ..read };
    world.ask(Command::Correct(Box::new(Correction { proposal: said, opened: None })));
    let follows = choose(&mut world, "mei", 0);
    assert!(world.draft.situation.tickets.is_empty());
    assert_eq!((meaning(&world, &message).by, asked(&follows).len()), (by, 1));

    let message = world.say_alone("azlan", "stairs today", None);
    world.propose(Proposal { opens: true, ..unsure(&message, Kind::Issue, None) });
    world.ask(Command::change(FIRST, TicketCommand::Start));
    choose(&mut world, "azlan", 1);
    assert_eq!(world.stage(), Stage::InProgress);
}

#[test]
fn a_ticket_under_work_is_merged_by_no_answer_and_news_stays_news() {
    let mut world = World::new();
    world.report("farah", "lift stuck");
    let message = world.say_alone("mei", "it is stuck again", None);
    world.propose(Proposal { opens: true, ..unsure(&message, Kind::Issue, Some(FIRST)) });
    world.ask(Command::change(SECOND, TicketCommand::Start));
    choose(&mut world, "mei", 1);
    assert_eq!(world.draft.situation.tickets[&SECOND].stage, Stage::InProgress);

    let message = world.say_alone("azlan", "ok already, no more leak", None);
    let mut news = unsure(&message, Kind::Progress, None);
    news.meaning.about = Some(Subject::Ticket(SECOND));
    world.propose(news);
    assert_eq!(titles(&question(&world)), ["new", "none"]);
    choose(&mut world, "azlan", 1);
    let read = meaning(&world, &message);
    assert_eq!((read.by, read.kind, read.about), (Reader::Sender, Kind::Progress, Some(Subject::Ticket(SECOND))));
}
