//! What a member did to a ticket and takes back: exactly that, and nothing that came after.

use crate::world::World;
use domain::event::Event;
use domain::id::{PersonId, TicketNumber};
use domain::message::{Kind, Subject};
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Assignee, Category, HoldReason, Priority, Stage, Ticket};
use domain::undo::Acted;

const FIRST: TicketNumber = TicketNumber(1);
const SECOND: TicketNumber = TicketNumber(2);

fn ticket(world: &World, number: TicketNumber) -> Ticket {
    world.draft.situation.tickets[&number].clone()
}

fn azlan() -> Option<Assignee> {
    Some(Assignee::Person(PersonId::new("azlan")))
}

/// Does something to the first ticket, and what takes it back.
fn act(world: &mut World, command: TicketCommand) -> Acted {
    let before = ticket(world, FIRST);
    world.ask(Command::change(FIRST, command));
    Acted::between(&before, &ticket(world, FIRST), world.now())
}

fn put_back(acted: &Acted) -> Command {
    Command::change(FIRST, TicketCommand::PutBack(Box::new(acted.clone())))
}

/// As it stood, whenever it was touched and reckoned.
fn same(ticket: &Ticket) -> (domain::undo::Stood, Option<TicketNumber>) {
    (domain::undo::Stood::of(ticket), ticket.merged_into)
}

#[test]
fn every_act_is_taken_back_to_how_the_ticket_stood_and_once() {
    let hold = TicketCommand::Hold { reason: HoldReason::Parts, message: None };
    let low = TicketCommand::Classify { category: Category::Access, priority: Priority::Low, place: None };
    let mut walked = Vec::new();
    let mut world = World::new();
    world.report("mei", "lift stuck");
    for command in [
        TicketCommand::Assign(azlan()),
        low,
        TicketCommand::Start,
        hold,
        TicketCommand::Resolve,
        TicketCommand::Verify,
        TicketCommand::Close,
        TicketCommand::Reopen,
        TicketCommand::Cancel,
    ] {
        let before = same(&ticket(&world, FIRST));
        let acted = act(&mut world, command.clone());
        assert_ne!(same(&ticket(&world, FIRST)), before, "{command:?}");
        let changes = world.ask(put_back(&acted));
        assert!(changes.iter().any(|change| matches!(change.event, Event::TicketPutBack(_))), "{command:?}");
        assert_eq!(same(&ticket(&world, FIRST)), before, "{command:?}");
        assert_eq!(world.ask(put_back(&acted)), [], "pressed twice: {command:?}");
        world.ask(Command::change(FIRST, command));
        walked.push(ticket(&world, FIRST).stage);
    }
    let way = [
        Stage::Assigned,
        Stage::Assigned,
        Stage::InProgress,
        Stage::OnHold,
        Stage::Resolved,
        Stage::Verified,
        Stage::Closed,
        Stage::Reopened,
        Stage::Cancelled,
    ];
    assert_eq!(walked, way);
}

#[test]
fn what_came_after_is_not_undone_with_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let acted = act(&mut world, TicketCommand::Assign(azlan()));
    world.ask(Command::change(FIRST, TicketCommand::Start));
    let stood = ticket(&world, FIRST);
    assert_eq!(world.try_ask(put_back(&acted)), Err(Refusal::ChangedSince(FIRST)));
    assert_eq!(ticket(&world, FIRST), stood);
}

#[test]
fn what_was_to_be_said_because_of_it_is_said_no_more() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let acted = act(&mut world, TicketCommand::Assign(azlan()));
    let told = |world: &World| {
        let waiting = world.draft.situation.outbounds.values();
        waiting
            .filter(|outbound| outbound.to.as_str() == "azlan" && outbound.state == domain::outbound::State::Waiting)
            .count()
    };
    assert_eq!(told(&world), 1);
    world.ask(put_back(&acted));
    assert_eq!(told(&world), 0);
}

/// Two tickets of which the first became part of the second, how they stood, and what takes that back.
fn merged() -> (World, [Ticket; 2], Acted) {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.report("hakim", "lift stuck again");
    let before = [ticket(&world, FIRST), ticket(&world, SECOND)];
    world.ask(Command::change(FIRST, TicketCommand::Merge(SECOND)));
    let acted = Acted::between(&before[0], &ticket(&world, FIRST), world.now());
    let acted = acted.joining(&before[0], &before[1], &ticket(&world, SECOND));
    (world, before, acted)
}

#[test]
fn tickets_that_became_one_are_two_again_each_with_its_messages_and_clocks() {
    let (mut world, before, acted) = merged();
    world.ask(put_back(&acted));
    for (was, number) in before.iter().zip([FIRST, SECOND]) {
        let is = ticket(&world, number);
        assert_eq!(same(&is), same(was));
        assert_eq!((&is.messages, &is.voices, &is.evidence), (&was.messages, &was.voices, &was.evidence));
        assert_eq!((is.opened_at, &is.course.promises), (was.opened_at, &was.course.promises));
    }
    let about = world.draft.situation.message(&before[0].opening).and_then(|heard| heard.meaning.clone()?.about);
    assert_eq!(about, Some(Subject::Ticket(FIRST)));
}

#[test]
fn tickets_that_became_one_stay_one_once_somebody_spoke_of_it() {
    let (mut world, _, acted) = merged();
    let message = world.say("hakim", domain::message::Form::Text, "still stuck");
    world.means(&message, Kind::Issue, Some(Subject::Ticket(SECOND)));
    assert_eq!(world.try_ask(put_back(&acted)), Err(Refusal::ChangedSince(FIRST)));
    assert_eq!(ticket(&world, FIRST).stage, Stage::Merged);
}
