//! What nobody answers of a ticket: who is asked, who is told, when it stops; times that people give.

use crate::world::World;
use domain::event::{Change, Event};
use domain::id::{LadderId, MessageId, PersonId, TicketNumber};
use domain::ladder::{Audience, Cause, Climbed, Ladder, Step, Unsaid};
use domain::message::{Band, Form, Kind, Subject};
use domain::outbound::{Outbound, Purpose, State};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Assignee, HoldReason, Stage};
use std::collections::{BTreeMap, BTreeSet};

const FIRST: TicketNumber = TicketNumber(1);

fn to<'a>(world: &'a World, person: &str) -> Vec<&'a Outbound> {
    world.draft.situation.outbounds.values().filter(|outbound| outbound.to == PersonId::new(person)).collect()
}

/// What somebody was asked or told because something was not answered, and where it stands.
fn rungs(world: &World, person: &str) -> Vec<(Cause, Purpose, State)> {
    let ladders =
        to(world, person).into_iter().filter(|said| matches!(said.purpose, Purpose::Reminder | Purpose::Escalation));
    ladders.map(|said| (Cause::of_rung(said.rung), said.purpose, said.state)).collect()
}

fn wait(world: &mut World, minutes: i64) -> Vec<Climbed> {
    world.minute += minutes;
    climbed(&world.ask(Command::Lapse))
}

fn climbed(changes: &[Change]) -> Vec<Climbed> {
    let found = changes.iter().filter_map(|change| match &change.event {
        Event::RungClimbed(climbed) => Some(climbed.clone()),
        _ => None,
    });
    found.collect()
}

/// Somebody speaks of the ticket and gives a time, so many minutes from now.
fn gives(world: &mut World, person: &str, kind: Kind, minutes: i64, is_limit: bool) -> Vec<Change> {
    let message = world.say(person, Form::Text, "3pm");
    world.means(&message, kind, Some(Subject::Ticket(FIRST)));
    let due_at = world.now().plus_minutes(minutes);
    world.ask(Command::Pledge { message, due_at, is_limit })
}

#[test]
fn whoever_gave_a_time_and_was_not_heard_is_asked_then_their_lead_is_told() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let made = gives(&mut world, "azlan", Kind::Progress, 60, false);
    assert!(matches!(&made[..], [Change { event: Event::PledgeMade(pledge), .. }] if pledge.by.as_str() == "azlan"));
    assert_eq!(wait(&mut world, 60), []);
    let reached = wait(&mut world, 15);
    assert_eq!((reached[0].cause, reached[0].step, reached[0].audience), (Cause::Lapsed, 0, Audience::Assignee));
    assert_eq!(rungs(&world, "azlan"), [(Cause::Lapsed, Purpose::Reminder, State::Waiting)]);
    assert!(
        to(&world, "azlan")[0].text.contains("T-1 lift stuck was to be seen to by "),
        "{}",
        to(&world, "azlan")[0].text
    );
    assert_eq!(rungs(&world, "farah"), []);
    wait(&mut world, 15);
    assert_eq!(rungs(&world, "farah"), [(Cause::Lapsed, Purpose::Escalation, State::Waiting)]);
    assert!(to(&world, "farah")[0].text.contains("(azlan)"));
    assert_eq!(wait(&mut world, 200).len(), 0, "there is no further step");
}

#[test]
fn a_word_at_the_time_answers_it_and_everything_stops() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    gives(&mut world, "azlan", Kind::Progress, 60, false);
    wait(&mut world, 80);
    let changes = world.follow_up("azlan", Kind::Progress);
    assert!(changes.iter().any(|change| matches!(&change.event, Event::PledgeKept(_))), "{changes:?}");
    assert_eq!(rungs(&world, "azlan"), [(Cause::Lapsed, Purpose::Reminder, State::Withdrawn)]);
    wait(&mut world, 60);
    assert_eq!(rungs(&world, "farah"), []);
}

#[test]
fn a_new_time_takes_the_place_of_the_old_one() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    gives(&mut world, "azlan", Kind::Progress, 200, false);
    gives(&mut world, "azlan", Kind::Progress, 300, false);
    assert_eq!(wait(&mut world, 250), []);
    assert_eq!(wait(&mut world, 70).len(), 1);
}

#[test]
fn a_limit_is_asked_of_whoever_has_it_and_times_of_bystanders_are_talk() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    assert!(gives(&mut world, "hakim", Kind::Progress, 60, false).is_empty(), "a resident promises nothing");
    world.follow_up("azlan", Kind::Progress);
    gives(&mut world, "farah", Kind::Assign, 60, false);
    let pledge = world.draft.situation.tickets[&FIRST].course.pledge.clone().unwrap();
    assert!(pledge.is_limit);
    wait(&mut world, 80);
    assert_eq!(rungs(&world, "azlan"), [(Cause::Lapsed, Purpose::Reminder, State::Waiting)]);
}

#[test]
fn a_claim_ends_what_was_owed_and_a_hold_too() {
    for kind in [Kind::Resolved, Kind::Verified] {
        let mut world = World::new();
        world.report("mei", "lift stuck");
        gives(&mut world, "azlan", Kind::Progress, 60, false);
        world.follow_up(if kind == Kind::Resolved { "azlan" } else { "mei" }, kind);
        assert_eq!(world.draft.situation.tickets[&FIRST].course.pledge, None);
        assert!(wait(&mut world, 100).iter().all(|climbed| climbed.cause != Cause::Lapsed));
    }
}

#[test]
fn an_owner_who_says_nothing_is_asked_and_then_told_of() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let assign = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    world.ask(Command::Change { ticket: FIRST, seen: None, command: assign });
    wait(&mut world, 60);
    assert_eq!(rungs(&world, "azlan"), [(Cause::Silent, Purpose::Reminder, State::Waiting)]);
    wait(&mut world, 60);
    assert_eq!(rungs(&world, "farah"), [(Cause::Silent, Purpose::Escalation, State::Waiting)]);
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(rungs(&world, "azlan")[0].2, State::Withdrawn);
    assert_eq!(rungs(&world, "farah")[0].2, State::Withdrawn);
}

#[test]
fn what_was_taken_from_its_owner_is_nobodys_from_then_on() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    for owner in [Some(Assignee::Person(PersonId::new("azlan"))), None] {
        world.ask(Command::change(FIRST, TicketCommand::Assign(owner)));
        world.minute += 10;
    }
    let lost_at = world.now().plus_minutes(-10);
    let reached = wait(&mut world, 20);
    assert_eq!(
        reached.iter().map(|climbed| (climbed.cause, climbed.since)).collect::<Vec<_>>(),
        [(Cause::Unowned, lost_at)]
    );
    assert_eq!(rungs(&world, "farah"), [(Cause::Unowned, Purpose::Escalation, State::Waiting)]);
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(rungs(&world, "farah")[0].2, State::Withdrawn);
}

#[test]
fn somebody_please_attend_gives_it_to_nobody() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let opened_at = world.draft.situation.tickets[&FIRST].opened_at;
    world.minute += 10;
    world.follow_up("farah", Kind::Assign);
    let reached = wait(&mut world, 20);
    assert_eq!(
        reached.iter().map(|climbed| (climbed.cause, climbed.since)).collect::<Vec<_>>(),
        [(Cause::Unowned, opened_at)]
    );
    world.follow_up("farah", Kind::Assign);
    assert_eq!(rungs(&world, "farah"), [(Cause::Unowned, Purpose::Escalation, State::Waiting)]);
}

#[test]
fn a_claim_without_a_picture_is_asked_for_one_and_one_that_nobody_confirms_is_told_of() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    wait(&mut world, 20);
    assert_eq!(rungs(&world, "azlan"), [(Cause::Unproven, Purpose::Reminder, State::Waiting)]);
    let photo = world.say("azlan", Form::Image, "");
    world.means(&photo, Kind::Evidence, Some(Subject::Ticket(FIRST)));
    assert_eq!(rungs(&world, "azlan")[0].2, State::Withdrawn);
    wait(&mut world, 220);
    assert_eq!(rungs(&world, "farah"), [(Cause::Unverified, Purpose::Escalation, State::Waiting)]);
    world.follow_up("mei", Kind::Verified);
    assert_eq!(rungs(&world, "farah")[0].2, State::Withdrawn);
}

#[test]
fn a_claim_that_is_repeated_stays_whose_and_when_it_was() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let claim = |world: &World| {
        let ticket = &world.draft.situation.tickets[&FIRST];
        (ticket.claimant.clone(), ticket.resolved_at, ticket.assignee.clone())
    };
    let first = claim(&world);
    world.minute += 200;
    let photo = world.say("siti", Form::Image, "done");
    world.means(&photo, Kind::Resolved, Some(Subject::Ticket(FIRST)));
    world.ask(Command::change(FIRST, TicketCommand::Resolve));
    assert_eq!(claim(&world), first);
    assert_eq!(world.draft.situation.tickets[&FIRST].evidence, [photo]);
    // Nor does whoever made it confirm it because somebody else said it after them.
    world.follow_up("azlan", Kind::Verified);
    assert_eq!(world.stage(), Stage::Resolved);
    assert!(wait(&mut world, 40).iter().any(|climbed| climbed.cause == Cause::Unverified));
}

#[test]
fn a_fix_that_is_overdue_is_told_of_at_once() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Progress);
    // A day, in steps in which the channel is heard.
    for _ in 0..25 {
        world.say("hakim", Form::Text, "morning");
        wait(&mut world, 59);
    }
    assert!(rungs(&world, "farah").iter().any(|(cause, ..)| *cause == Cause::Overdue), "{:?}", rungs(&world, "farah"));
}

#[test]
fn an_overdue_fix_is_told_of_once_however_often_it_waits_or_is_disputed() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Progress);
    let mut told = Vec::new();
    for _ in 0..25 {
        world.say("hakim", Form::Text, "morning");
        told.extend(wait(&mut world, 59));
    }
    world.ask(Command::change(FIRST, TicketCommand::Hold { reason: HoldReason::Parts, message: None }));
    told.extend(wait(&mut world, 5));
    world.ask(Command::change(FIRST, TicketCommand::Start));
    told.extend(wait(&mut world, 5));
    for kind in [Kind::Resolved, Kind::Reopened] {
        world.follow_up(if kind == Kind::Resolved { "azlan" } else { "mei" }, kind);
        told.extend(wait(&mut world, 5));
    }
    assert_eq!(world.stage(), Stage::Reopened);
    assert_eq!(told.iter().filter(|climbed| climbed.cause == Cause::Overdue).count(), 1);
}

#[test]
fn a_ladder_of_the_organisation_takes_the_place_of_ours() {
    let mut world = World::new();
    let steps = BTreeMap::from([
        (Cause::Unowned, vec![Step { minutes: 5, audience: Audience::Managers }]),
        (Cause::Unproven, Vec::new()),
    ]);
    let (id, name) = (LadderId::new("own"), "Own".to_owned());
    let ladder = Ladder { id, name, site: None, priorities: BTreeSet::new(), steps };
    world.report("mei", "lift stuck");
    // What is defined while a ticket waits holds for it, too.
    world.ask(Command::Define(Box::new(Definition::Ladder(ladder.clone()))));
    assert!(world.ask(Command::Define(Box::new(Definition::Ladder(ladder.clone())))).is_empty());
    let other = Ladder { id: LadderId::new("other"), ..ladder };
    assert!(world.try_ask(Command::Define(Box::new(Definition::Ladder(other)))).is_err());
    let reached = wait(&mut world, 5);
    assert_eq!((reached[0].cause, reached[0].audience), (Cause::Unowned, Audience::Managers));
    world.follow_up("azlan", Kind::Resolved);
    assert!(wait(&mut world, 60).iter().all(|climbed| climbed.cause != Cause::Unproven));
}

#[test]
fn a_step_that_was_due_long_ago_is_recorded_and_nobody_is_woken() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let reached = wait(&mut world, 600);
    assert_eq!(reached[0].unsaid, Some(Unsaid::Stale));
    assert_eq!(rungs(&world, "farah"), []);
}

#[test]
fn a_guess_confirms_nothing() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let message: MessageId = world.say("mei", Form::Text, "…");
    let mut guess = crate::world::proposal(&message, Kind::Verified);
    (guess.meaning.band, guess.meaning.about) = (Band::Triage, Some(Subject::Ticket(FIRST)));
    world.propose(guess);
    assert_eq!(world.stage(), Stage::Resolved);
}
