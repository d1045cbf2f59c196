//! Second opinions: what they raise and settle, and what they cannot do whatever they say.

use crate::world::{World, proposal};
use domain::event::{Change, Event};
use domain::id::{MessageId, PersonId, PlaceId, TicketNumber};
use domain::message::{Band, Form, Heard, Interpretation, Kind, Reader, Subject};
use domain::opinion::{Opinion, Part, Stance};
use domain::request::{Command, Correction, Proposal};
use domain::ticket::{Assignee, Category, Priority, Stage};

const FIRST: TicketNumber = TicketNumber(1);
const SECOND: TicketNumber = TicketNumber(2);
const ABOUT_FIRST: Option<Subject> = Some(Subject::Ticket(FIRST));

/// Somebody says something of which the reader is not sure.
fn unsure(world: &mut World, sender: &str, text: &str, kind: Kind, about: Option<Subject>) -> MessageId {
    let message = world.say(sender, Form::Text, text);
    let read = proposal(&message, kind);
    let opens = kind == Kind::Issue && about.is_none();
    let meaning = Interpretation { band: Band::Ask, about, ..read.meaning.clone() };
    world.propose(Proposal { opens, meaning, ..read });
    message
}

fn meaning(world: &World, message: &MessageId) -> Interpretation {
    heard(world, message).meaning.clone().expect("it was read")
}

fn heard<'a>(world: &'a World, message: &MessageId) -> &'a Heard {
    world.draft.situation.message(message).expect("it is in mind")
}

/// What a model says, resting on all that was said.
fn opinion(world: &World, message: &MessageId, kind: Kind, about: Option<Subject>) -> Opinion {
    Opinion {
        message: message.clone(),
        by: "model".into(),
        before: meaning(world, message),
        kind,
        category: None,
        priority: None,
        place: None,
        about,
        assignee: None,
        evidence: vec![heard(world, message).text.clone()],
        dropped: Vec::new(),
    }
}

fn advise(world: &mut World, opinion: &Opinion) -> Vec<Change> {
    world.ask(Command::Advise(Box::new(opinion.clone())))
}

fn stance(changes: &[Change]) -> Option<Stance> {
    changes.iter().find_map(|change| match &change.event {
        Event::OpinionGiven(advised) => Some(advised.stance),
        _ => None,
    })
}

fn stage(world: &World, number: TicketNumber) -> Stage {
    world.draft.situation.tickets[&number].stage
}

#[test]
fn a_report_that_was_missed_opens_a_ticket_and_a_member_looks() {
    let mut world = World::new();
    let message = unsure(&mut world, "mei", "hmm the pump room smells funny", Kind::Chatter, None);
    let said = Opinion {
        category: Some(Category::Electrical),
        priority: Some(Priority::Critical),
        ..opinion(&world, &message, Kind::Issue, None)
    };
    let changes = advise(&mut world, &said);
    assert_eq!(stance(&changes), Some(Stance::Raises));
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.category, ticket.priority), (Category::Electrical, Priority::Critical));
    let read = meaning(&world, &message);
    assert_eq!((read.kind, read.band, read.about), (Kind::Issue, Band::Triage, ABOUT_FIRST));
    assert_eq!(read.by, Reader::Opinion("model".into()));
    assert_eq!(advise(&mut world, &said), [], "given twice, it changes nothing");
}

#[test]
fn readers_that_agree_settle_a_reading_and_raise_its_urgency() {
    let mut world = World::new();
    let message = unsure(&mut world, "mei", "lif rosak", Kind::Issue, None);
    let said = Opinion {
        category: Some(Category::Security),
        priority: Some(Priority::Critical),
        ..opinion(&world, &message, Kind::Issue, None)
    };
    assert_eq!(stance(&advise(&mut world, &said)), Some(Stance::Agrees));
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.category, ticket.priority), (Category::Security, Priority::Critical));
    assert_eq!(meaning(&world, &message).band, Band::Act);
}

#[test]
fn a_priority_is_never_lowered_and_a_ticket_that_somebody_classified_stays_so() {
    let mut world = World::new();
    let message = unsure(&mut world, "mei", "lif rosak", Kind::Issue, None);
    let lower = Opinion { priority: Some(Priority::Low), ..opinion(&world, &message, Kind::Issue, None) };
    advise(&mut world, &lower);
    assert_eq!(world.draft.situation.tickets[&FIRST].priority, Priority::High);

    let message = unsure(&mut world, "mei", "paip bocor", Kind::Issue, None);
    let (category, priority) = (Category::Plumbing, Priority::Normal);
    let classify = domain::request::TicketCommand::Classify { category, priority, place: None };
    world.ask(Command::change(SECOND, classify));
    let other = Opinion { category: Some(Category::It), ..opinion(&world, &message, Kind::Issue, None) };
    advise(&mut world, &other);
    assert_eq!(world.draft.situation.tickets[&SECOND].category, Category::Plumbing);
}

#[test]
fn nothing_that_was_acted_on_is_taken_away() {
    let table = [
        (Kind::Issue, Kind::Chatter),
        (Kind::Issue, Kind::Resolved),
        (Kind::Issue, Kind::Verified),
        (Kind::Resolved, Kind::Chatter),
        (Kind::Resolved, Kind::Progress),
        (Kind::Verified, Kind::Chatter),
        (Kind::Reopened, Kind::Verified),
        (Kind::Progress, Kind::Chatter),
        (Kind::Assign, Kind::Question),
    ];
    for (read, said) in table {
        let mut world = World::new();
        world.report("hakim", "lift stuck");
        let about = if read == Kind::Issue { None } else { ABOUT_FIRST };
        let message = unsure(&mut world, "mei", "something about it", read, about);
        let stages: Vec<_> = world.draft.situation.tickets.values().map(|ticket| ticket.stage).collect();
        let before = meaning(&world, &message);
        let given = opinion(&world, &message, said, ABOUT_FIRST);
        let changes = advise(&mut world, &given);
        assert_eq!(stance(&changes), Some(Stance::Differs), "{read} {said}");
        assert_eq!(changes.len(), 1, "{read} {said}");
        let after: Vec<_> = world.draft.situation.tickets.values().map(|ticket| ticket.stage).collect();
        assert_eq!(stages, after, "{read} {said}");
        assert_eq!(meaning(&world, &message), Interpretation { band: Band::Triage, ..before }, "{read} {said}");
    }
}

#[test]
fn an_opinion_confirms_no_fix() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let claim = world.say("azlan", Form::Text, "done");
    world.means(&claim, Kind::Resolved, ABOUT_FIRST);
    let message = unsure(&mut world, "mei", "ok", Kind::Chatter, None);
    let given = opinion(&world, &message, Kind::Verified, ABOUT_FIRST);
    let changes = advise(&mut world, &given);
    assert_eq!(stance(&changes), Some(Stance::Raises));
    assert_eq!(stage(&world, FIRST), Stage::Resolved, "a member says whether it holds");
    assert_eq!(meaning(&world, &message).band, Band::Triage);
}

#[test]
fn what_rests_on_words_that_nobody_said_is_not_believed() {
    let mut world = World::new();
    let message = unsure(&mut world, "mei", "good morning all", Kind::Chatter, None);
    let before = meaning(&world, &message);
    for evidence in [vec!["fire in the lobby".to_owned()], vec![], vec!["good morning".into(), "fire".into()]] {
        let said = Opinion { evidence, ..opinion(&world, &message, Kind::Issue, None) };
        let changes = advise(&mut world, &said);
        assert_eq!((stance(&changes), changes.len()), (Some(Stance::Unfounded), 1));
        assert!(changes[0].personal.is_none(), "what was made up is not kept");
        assert_eq!(meaning(&world, &message), before);
    }
}

#[test]
fn what_does_not_exist_is_left_out_and_said_to_be() {
    let mut world = World::new();
    world.report("hakim", "lift stuck");
    let message = unsure(&mut world, "farah", "azlan pls handle", Kind::Progress, ABOUT_FIRST);
    let said = Opinion {
        place: Some(PlaceId::new("atlantis")),
        assignee: Some(Assignee::Person(PersonId::new("nemo"))),
        ..opinion(&world, &message, Kind::Assign, Some(Subject::Ticket(TicketNumber(99))))
    };
    let changes = advise(&mut world, &said);
    let Event::OpinionGiven(advised) = &changes[0].event else { panic!("{changes:?}") };
    assert_eq!(advised.dropped, [Part::Place, Part::Ticket, Part::Assignee]);
    assert_eq!((advised.place.clone(), advised.about.clone()), (None, ABOUT_FIRST));
    let owner = &world.draft.situation.tickets[&FIRST].assignee;
    assert_ne!(owner, &Some(Assignee::Person(PersonId::new("nemo"))));
}

#[test]
fn a_members_word_and_a_later_reading_stand() {
    let mut world = World::new();
    let message = unsure(&mut world, "mei", "the lift again", Kind::Chatter, None);
    let said = opinion(&world, &message, Kind::Issue, None);
    let by = Reader::Member("farah".into());
    let read = proposal(&message, Kind::Chatter);
    let meaning = Interpretation { by, band: Band::Act, ..read.meaning.clone() };
    let correction = Correction { proposal: Proposal { meaning, ..read }, opened: None };
    world.ask(Command::Correct(Box::new(correction)));
    assert_eq!(advise(&mut world, &said), []);
    let fresh = opinion(&world, &message, Kind::Issue, None);
    assert_eq!(advise(&mut world, &fresh), [], "no opinion is wanted of what a member said");
    assert!(world.draft.situation.tickets.is_empty());
}

#[test]
fn a_late_opinion_of_work_moves_no_ticket_that_went_on() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let message = unsure(&mut world, "azlan", "settled", Kind::Chatter, None);
    world.minute += 60;
    let news = world.say("mei", Form::Text, "still stuck");
    world.means(&news, Kind::Issue, ABOUT_FIRST);
    let given = opinion(&world, &message, Kind::Resolved, ABOUT_FIRST);
    let changes = advise(&mut world, &given);
    assert_eq!(stance(&changes), Some(Stance::Raises));
    assert_ne!(stage(&world, FIRST), Stage::Resolved);
    assert_eq!(meaning(&world, &message).kind, Kind::Resolved, "it is told that it was said");
}

#[test]
fn a_late_opinion_that_something_is_wrong_reopens_no_ticket_that_was_closed_since() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let message = unsure(&mut world, "hakim", "lift door not ok", Kind::Chatter, None);
    world.minute += 60;
    let claim = world.say("azlan", Form::Text, "done");
    world.means(&claim, Kind::Resolved, ABOUT_FIRST);
    let thanks = world.say("mei", Form::Text, "yes, it works again");
    world.means(&thanks, Kind::Verified, ABOUT_FIRST);
    let before = stage(&world, FIRST);
    assert!(matches!(before, Stage::Verified | Stage::Closed), "{before:?}");
    let given = opinion(&world, &message, Kind::Issue, ABOUT_FIRST);
    let changes = advise(&mut world, &given);
    assert_eq!(stance(&changes), Some(Stance::Raises));
    assert_eq!(stage(&world, FIRST), before);
    assert_eq!(meaning(&world, &message).band, Band::Triage);
}
