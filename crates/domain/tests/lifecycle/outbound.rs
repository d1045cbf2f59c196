//! What is asked and told, to whom, when, and what takes it back.

use crate::world::World;
use domain::event::{Change, Event};
use domain::id::{OutboundId, PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::ladder::{Audience, Cause, Unsaid};
use domain::message::{Form, Kind, Subject};
use domain::outbound::{Accepted, Glimpse, Outbound, Purpose, State, Terms};
use domain::request::{Command, Definition, TicketCommand};
use domain::task::{Cadence, Task, TaskKind};
use domain::ticket::Assignee;
use domain::time::Zone;
use domain::wording::Sentence;

fn outbounds(world: &World) -> Vec<&Outbound> {
    world.draft.situation.outbounds.values().collect()
}

pub fn to<'a>(world: &'a World, person: &str) -> Vec<&'a Outbound> {
    outbounds(world).into_iter().filter(|outbound| outbound.to == PersonId::new(person)).collect()
}

pub fn wait(world: &mut World, minutes: i64) {
    world.minute += minutes;
    world.ask(Command::Lapse);
}

pub fn cleaning(world: &mut World) -> TaskId {
    let site = SiteId::new("court");
    let place = PlaceId::new("c");
    world
        .ask(Command::Define(Box::new(Definition::Site(domain::directory::Site::named(site.clone(), "Court".into())))));
    world.ask(Command::Define(Box::new(Definition::Place(domain::directory::Place {
        id: place.clone(),
        site: site.clone(),
        parent: None,
        name: "Block C".into(),
        aliases: Vec::new(),
        geo: None,
        radius_m: None,
        asset: false,
    }))));
    task(world, "clean", "Cleaning", TaskKind::Task, Some((site, place)))
}

pub fn task(world: &mut World, id: &str, name: &str, kind: TaskKind, at: Option<(SiteId, PlaceId)>) -> TaskId {
    let now = world.now().plus_minutes(1);
    let (site, place) = at.unzip();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        kind,
        assignee: Some(PersonId::new("siti")),
        site,
        place,
        ..Task::named(TaskId::new(id), name.into(), Cadence::plain("FREQ=DAILY", now.in_zone(&Zone::utc()).time(), 60))
    }))));
    world.say("farah", Form::Text, "morning");
    world.ask(Command::Lapse);
    TaskId::new(id)
}

#[test]
fn what_is_missing_is_asked_for_by_name_before_it_is_too_late_and_once() {
    let mut world = World::new();
    cleaning(&mut world);
    wait(&mut world, 30);
    assert!(outbounds(&world).is_empty());
    wait(&mut world, 20);
    wait(&mut world, 1);
    let asked = to(&world, "siti");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].text, "Cleaning report for Block C still pending. Please update.");
    assert_eq!((asked[0].purpose, asked[0].state), (Purpose::Reminder, State::Waiting));
}

#[test]
fn the_answer_takes_the_question_back_and_nobody_is_told() {
    let mut world = World::new();
    let task = cleaning(&mut world);
    wait(&mut world, 50);
    let day = world.draft.situation.occurrences.keys().next().unwrap().1;
    let message = world.say("siti", Form::Text, "done block C");
    world.means(&message, Kind::Task, Some(Subject::Task(task, Some(day))));
    assert_eq!(to(&world, "siti")[0].state, State::Withdrawn);
    wait(&mut world, 90);
    assert!(to(&world, "farah").is_empty());
}

#[test]
fn what_was_answered_in_part_while_nobody_knew_whether_it_left_does_not_leave_again() {
    let mut world = World::new();
    let clean = cleaning(&mut world);
    let bins = task(&mut world, "bins", "Bins", TaskKind::Task, None);
    wait(&mut world, 50);
    let asked = to(&world, "siti")[0].id.clone();
    assert_eq!(to(&world, "siti")[0].about.len(), 2, "both are asked for at once");
    let approved = Sentence::ALL.iter().map(|sentence| (sentence.word().to_owned(), "en".to_owned()));
    let heard_until = Some(world.now().plus_minutes(60));
    let terms = Terms { approved: approved.collect(), heard_until, ..Terms::default() };
    let dispatch = Command::Dispatch { outbound: asked.clone(), terms: Box::new(terms) };
    let begun = |changes: &[Change]| changes.iter().any(|change| matches!(change.event, Event::OutboundBegun { .. }));
    assert!(begun(&world.ask(dispatch.clone())), "it leaves, and nobody says whether it did");
    let day = world.draft.situation.occurrences.keys().next().unwrap().1;
    let message = world.say("siti", Form::Text, "done block C");
    world.means(&message, Kind::Task, Some(Subject::Task(clean, Some(day))));
    world.minute += 12;
    assert!(!begun(&world.ask(dispatch)), "one of the two is done by now");
    let siti = to(&world, "siti");
    assert_eq!(siti.iter().find(|said| said.id == asked).unwrap().state, State::Withdrawn);
    let again = siti.iter().find(|said| said.state == State::Waiting).unwrap();
    assert_eq!(again.about, [Subject::Task(bins, Some(day))], "the other is asked for alone");
}

#[test]
fn a_missed_patrol_asks_the_guard_then_tells_whoever_leads() {
    let mut world = World::new();
    task(&mut world, "round", "Patrol", TaskKind::Patrol, None);
    wait(&mut world, 60);
    assert_eq!((to(&world, "siti").len(), to(&world, "farah").len()), (1, 0));
    assert!(to(&world, "siti")[0].text.contains("Are you OK?"));
    wait(&mut world, 10);
    let told = to(&world, "farah");
    assert_eq!((told.len(), told[0].purpose, told[0].rung), (1, Purpose::Escalation, Cause::Unmanned.rung(1)));
    wait(&mut world, 15);
    assert_eq!(to(&world, "farah").len(), 1, "without supervisors the manager heard it already");
}

/// The steps about days of tasks that were reached meanwhile: why, who stands there, and why nobody was told.
fn reached(world: &mut World, minutes: i64) -> Vec<(Cause, Audience, Option<Unsaid>)> {
    world.minute += minutes;
    let changes = world.ask(Command::Lapse).into_iter();
    let reached = changes.filter_map(|change| match change.event {
        Event::OccurrenceClimbed(reached) => Some((reached.cause, reached.audience, reached.unsaid)),
        _ => None,
    });
    reached.collect()
}

#[test]
fn each_step_about_a_day_is_an_entry_with_its_reason_and_once() {
    let mut world = World::new();
    task(&mut world, "round", "Patrol", TaskKind::Patrol, None);
    assert_eq!(reached(&mut world, 50), []);
    assert_eq!(reached(&mut world, 10), [(Cause::Unmanned, Audience::Assignee, None)]);
    assert_eq!(reached(&mut world, 1), [], "a step is reached once");
    assert_eq!(reached(&mut world, 9), [(Cause::Unmanned, Audience::Supervisors, None)]);
    // Without supervisors the manager heard it on the step before.
    assert_eq!(reached(&mut world, 10), [(Cause::Unmanned, Audience::Managers, Some(Unsaid::Nobody))]);
    let day = world.draft.situation.occurrences.values().next().unwrap();
    let steps = [0, 1, 2].map(|nth| Cause::Unmanned.rung(nth));
    assert_eq!(day.climbed.iter().copied().collect::<Vec<_>>(), steps);
}

#[test]
fn a_step_about_a_day_that_was_reported_is_not_reached() {
    let mut world = World::new();
    let task = cleaning(&mut world);
    assert_eq!(reached(&mut world, 50), [(Cause::Unreported, Audience::Assignee, None)]);
    let day = world.draft.situation.occurrences.keys().next().unwrap().1;
    let message = world.say("siti", Form::Text, "done block C");
    world.means(&message, Kind::Task, Some(Subject::Task(task, Some(day))));
    assert_eq!(reached(&mut world, 90), []);
}

#[test]
fn a_step_about_a_day_that_was_due_too_long_ago_says_so() {
    let mut world = World::new();
    task(&mut world, "round", "Patrol", TaskKind::Patrol, None);
    let all = [Audience::Assignee, Audience::Supervisors, Audience::Managers];
    let stale = all.map(|audience| (Cause::Unmanned, audience, Some(Unsaid::Stale)));
    assert_eq!(reached(&mut world, 60 + 300), stale);
    assert!(outbounds(&world).is_empty(), "and nobody is woken");
    assert_eq!(reached(&mut world, 1), []);
}

#[test]
fn a_step_on_which_whoever_stands_there_heard_enough_says_so() {
    let mut world = World::new();
    for nth in 0..13 {
        task(&mut world, &format!("bins-{nth}"), &format!("Bins {nth}"), TaskKind::Task, None);
    }
    let minutes = (0..70).flat_map(|_| reached(&mut world, 1)).collect::<Vec<_>>();
    let asked = minutes.into_iter().filter(|(_, audience, _)| *audience == Audience::Assignee);
    let unsaid: Vec<Option<Unsaid>> = asked.map(|(.., unsaid)| unsaid).collect();
    assert_eq!(unsaid, [vec![None; 12], vec![Some(Unsaid::Enough)]].concat());
    assert_eq!(to(&world, "siti").len(), 12, "and what says that nobody was told is true");
}

#[test]
fn what_is_only_glimpsed_at_was_heard_all_the_same() {
    let mut world = World::new();
    for nth in 0..12 {
        task(&mut world, &format!("bins-{nth}"), &format!("Bins {nth}"), TaskKind::Task, None);
    }
    (0..70).for_each(|_| drop(reached(&mut world, 1)));
    assert_eq!(to(&world, "siti").len(), 12);
    // More was said to others since than is kept in mind.
    let said = std::mem::take(&mut world.draft.situation.outbounds);
    let glimpsed = said.into_values().map(|known| {
        let Outbound { id, to, purpose, about, rung, not_before, wanted_at, state, .. } = known;
        (id, Glimpse { to, purpose, about, rung, not_before, wanted_at, state })
    });
    world.draft.situation.glimpses = glimpsed.collect();
    task(&mut world, "one-more", "One more", TaskKind::Task, None);
    let minutes = (0..70).flat_map(|_| reached(&mut world, 1)).collect::<Vec<_>>();
    let asked = minutes.into_iter().filter(|(_, audience, _)| *audience == Audience::Assignee);
    assert_eq!(asked.map(|(.., unsaid)| unsaid).collect::<Vec<_>>(), [Some(Unsaid::Enough)]);
    assert!(to(&world, "siti").is_empty(), "neither a thirteenth nor the same again");
}

#[test]
fn a_step_about_a_ticket_on_which_somebody_heard_enough_says_so() {
    let mut world = World::new();
    let mut unsaid = Vec::new();
    for _ in 0..13 {
        world.report("mei", "lift stuck");
        wait(&mut world, 20);
        world.minute += 11;
        let changes = world.ask(Command::Lapse).into_iter();
        unsaid.extend(changes.filter_map(|change| match change.event {
            Event::RungClimbed(climbed) if climbed.step == 0 => Some(climbed.unsaid),
            _ => None,
        }));
    }
    assert_eq!(unsaid.len(), 13);
    assert_eq!(unsaid.last(), Some(&Some(Unsaid::Enough)), "{unsaid:?}");
    assert_eq!(unsaid.first(), Some(&None));
}

#[test]
fn a_step_that_was_told_before_steps_were_entries_is_recorded_as_told() {
    let mut world = World::new();
    task(&mut world, "round", "Patrol", TaskKind::Patrol, None);
    wait(&mut world, 60);
    wait(&mut world, 10);
    world.draft.situation.occurrences.values_mut().for_each(|day| day.climbed.clear());
    let of = |audience, unsaid| (Cause::Unmanned, audience, unsaid);
    let all = [(Audience::Assignee, None), (Audience::Supervisors, None), (Audience::Managers, Some(Unsaid::Stale))];
    assert_eq!(reached(&mut world, 300), all.map(|(audience, unsaid)| of(audience, unsaid)));
}

#[test]
fn a_ticket_nobody_owns_is_told_until_somebody_does() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    wait(&mut world, 20);
    assert!(to(&world, "farah").is_empty());
    wait(&mut world, 15);
    assert_eq!(to(&world, "farah")[0].text, "⚠ T-1 lift stuck: nobody owns it after 30 minutes. Who takes it?");
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(to(&world, "farah")[0].state, State::Withdrawn);
}

#[test]
fn a_claim_asks_the_reporter_and_their_word_ends_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let asked = to(&world, "mei");
    assert_eq!(asked[0].text, "Update on T-1 lift stuck: azlan says it is fixed. Is it working for you?");
    world.follow_up("mei", Kind::Verified);
    assert_eq!(to(&world, "mei")[0].state, State::Withdrawn);
}

#[test]
fn a_claim_that_is_repeated_is_not_asked_about_again() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("azlan", Kind::Resolved);
    assert_eq!(to(&world, "mei").len(), 1);
    world.minute += 90;
    world.follow_up("azlan", Kind::Resolved);
    assert_eq!(to(&world, "mei").len(), 1);
    world.follow_up("mei", Kind::Reopened);
    world.follow_up("azlan", Kind::Resolved);
    assert_eq!(to(&world, "mei").iter().filter(|outbound| outbound.state == State::Waiting).count(), 1);
}

#[test]
fn who_gets_a_ticket_on_a_page_hears_of_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let assign = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    world.ask(Command::Change { ticket: TicketNumber(1), seen: None, command: assign });
    assert_eq!(to(&world, "azlan")[0].purpose, Purpose::Assignment);
}

#[test]
fn nobody_is_accused_when_the_channel_may_be_deaf() {
    let mut world = World::new();
    cleaning(&mut world);
    for _ in 0..5 {
        wait(&mut world, 12 * 60);
    }
    let before = outbounds(&world).len();
    for _ in 0..96 {
        wait(&mut world, 30);
    }
    assert_eq!(outbounds(&world).len(), before);
}

#[test]
fn an_import_says_nothing() {
    let mut world = World::new();
    world.import = Some(domain::id::ImportId::new("old"));
    cleaning(&mut world);
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    wait(&mut world, 60);
    world.import = None;
    wait(&mut world, 60);
    assert!(outbounds(&world).is_empty());
}

#[test]
fn a_member_says_that_it_was_sent_or_will_not_be() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let id = to(&world, "mei")[0].id.clone();
    let sent = Command::NoteSent { outbound: id.clone(), accepted: None };
    assert!(matches!(world.ask(sent)[..], [ref change] if matches!(change.event, Event::OutboundSent { .. })));
    assert!(world.ask(Command::Decline(id)).is_empty(), "it was sent already");
    assert!(world.try_ask(Command::Decline(OutboundId::new("?"))).is_err());
}

#[test]
fn one_answer_leaves_the_other_questions_standing() {
    let mut world = World::new();
    let task_id = cleaning(&mut world);
    task(&mut world, "bins", "Bins", TaskKind::Task, None);
    wait(&mut world, 50);
    let day = world.draft.situation.occurrences.keys().next().unwrap().1;
    world.minute += 300;
    let message = world.say("siti", Form::Text, "block C done");
    world.means(&message, Kind::Task, Some(Subject::Task(task_id, Some(day))));
    let waiting: Vec<&str> = to(&world, "siti")
        .into_iter()
        .filter(|outbound| outbound.state == State::Waiting)
        .map(|outbound| outbound.text.as_str())
        .collect();
    assert_eq!(waiting, ["Bins report still pending. Please update."]);
}

#[test]
fn whoever_loses_a_ticket_is_not_told_that_it_is_theirs() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    for owner in ["azlan", "siti"] {
        let assign = TicketCommand::Assign(Some(Assignee::Person(PersonId::new(owner))));
        world.ask(Command::Change { ticket: TicketNumber(1), seen: None, command: assign });
    }
    assert_eq!(to(&world, "azlan")[0].state, State::Withdrawn);
    assert_eq!(to(&world, "siti")[0].state, State::Waiting);
}

#[test]
fn nobody_hears_more_than_twelve_things_a_day() {
    let mut world = World::new();
    for number in 0..130 {
        task(&mut world, &format!("t{number}"), &format!("Round {number}"), TaskKind::Task, None);
        world.minute -= 2;
    }
    for _ in 0..4 {
        wait(&mut world, 60);
    }
    let told = to(&world, "siti").len();
    assert!((10..=12).contains(&told), "{told}");
}

#[test]
fn what_was_sent_while_the_answer_came_was_sent() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    let id = to(&world, "mei")[0].id.clone();
    world.follow_up("mei", Kind::Verified);
    let accepted = Accepted { external: "wa-1".into(), ..Accepted::default() };
    world.ask(Command::NoteSent { outbound: id, accepted: Some(accepted) });
    let sent = to(&world, "mei")[0];
    assert_eq!((sent.state, sent.external.as_deref()), (State::Sent, Some("wa-1")));
}
