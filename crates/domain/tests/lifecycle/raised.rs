//! Dangers told of a ticket that is open already: it becomes critical, as a new one would be.

use crate::world::{World, proposal};
use domain::event::{Change, Event};
use domain::id::TicketNumber;
use domain::message::{Form, Interpretation, Kind, Subject};
use domain::outbound::Purpose;
use domain::request::{Command, Proposal};
use domain::ticket::{Priority, Stage};

const FIRST: TicketNumber = TicketNumber(1);

/// Says something of the first ticket, as urgent as the reader holds it to be.
fn told(world: &mut World, sender: &str, kind: Kind, priority: Option<Priority>) -> Vec<Change> {
    let message = world.say(sender, Form::Text, "sparks and smoke from that socket now");
    let read = proposal(&message, kind);
    let meaning = Interpretation { priority, about: Some(Subject::Ticket(FIRST)), ..read.meaning.clone() };
    world.propose(Proposal { meaning, ..read })
}

fn classified(changes: &[Change]) -> usize {
    changes.iter().filter(|change| matches!(change.event, Event::TicketClassified { .. })).count()
}

fn priority(world: &World) -> Priority {
    world.draft.situation.tickets[&FIRST].priority
}

#[test]
fn a_danger_in_a_report_that_joins_a_ticket_makes_it_critical_once() {
    let mut world = World::new();
    world.report("mei", "socket loose at the pantry");
    let joined = told(&mut world, "farah", Kind::Issue, Some(Priority::Critical));
    assert_eq!((classified(&joined), priority(&world)), (1, Priority::Critical));
    let again = told(&mut world, "farah", Kind::Issue, Some(Priority::Critical));
    assert_eq!((classified(&again), priority(&world)), (0, Priority::Critical));
}

#[test]
fn so_it_does_whatever_else_the_words_are_but_not_as_a_claim() {
    for kind in [Kind::Progress, Kind::Evidence, Kind::Question, Kind::Reopened, Kind::Chatter] {
        let mut world = World::new();
        world.report("mei", "socket loose at the pantry");
        told(&mut world, "azlan", kind, Some(Priority::Critical));
        assert_eq!(priority(&world), Priority::Critical, "{kind:?}");
    }
    let mut world = World::new();
    world.report("mei", "socket loose at the pantry");
    told(&mut world, "azlan", Kind::Resolved, Some(Priority::Critical));
    assert_eq!(priority(&world), Priority::High);
}

#[test]
fn what_is_less_urgent_never_lowers_it() {
    let mut world = World::new();
    world.report("mei", "socket loose at the pantry");
    told(&mut world, "farah", Kind::Issue, Some(Priority::Low));
    assert_eq!(priority(&world), Priority::High);
}

#[test]
fn a_danger_told_of_what_was_put_away_opens_it_again_and_raises_it() {
    let mut world = World::new();
    world.report("mei", "socket loose at the pantry");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("mei", Kind::Verified);
    told(&mut world, "farah", Kind::Issue, Some(Priority::Critical));
    assert!(world.draft.situation.tickets[&FIRST].stage != Stage::Verified);
    assert_eq!(priority(&world), Priority::Critical);
}

/// Nobody owns it: whoever leads is told as soon as of a new critical one.
#[test]
fn whoever_leads_hears_as_of_a_new_critical_ticket() {
    let heard = |is_raised: bool| {
        let mut world = World::new();
        world.report_alone("mei", "socket loose at the pantry");
        if is_raised {
            let message = world.say_alone("farah", "sparks and smoke from the pantry socket", None);
            let read = proposal(&message, Kind::Issue);
            let (priority, about) = (Some(Priority::Critical), Some(Subject::Ticket(FIRST)));
            let meaning = Interpretation { priority, about, ..read.meaning.clone() };
            world.propose(Proposal { meaning, ..read });
        }
        world.minute += 16;
        world.ask(Command::Lapse);
        let told = world.draft.situation.outbounds.values();
        told.filter(|said| matches!(said.purpose, Purpose::Escalation | Purpose::Reminder)).count()
    };
    assert_eq!((heard(false), heard(true) > 0), (0, true));
}
