//! Promises that are nearly due: who hears of it, once, what takes it back, and who hears that nobody came in time.

use crate::FIRST;
use crate::clocks::{agree, agreement, change};
use crate::outbound::{cleaning, to, wait};
use crate::world::World;
use domain::agreement::{Agreement, Allowed, Target};
use domain::choice::{Choice, Offer};
use domain::directory::{Person, Role, Vendor};
use domain::event::{Change, Event};
use domain::id::{PersonId, PlaceId, VendorId};
use domain::ladder::Cause;
use domain::message::{Form, Handle, Kind, Subject};
use domain::outbound::{Accepted, Outbound, Purpose, State};
use domain::request::{Command, Definition, Proposal, TicketCommand};
use domain::ticket::{Assignee, Category, HoldReason, Priority};
use domain::time::Zone;

/// What the house promises, in minutes.
fn house(attend: u32, resolve: u32) -> Agreement {
    let mut house = agreement("House", resolve);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Attend, Allowed::Minutes(attend));
    }
    house
}

/// A lift that Azlan has since eight in the morning, and what is promised of it.
fn given(attend: u32, resolve: u32, priority: Priority) -> World {
    let mut world = World::new();
    agree(&mut world, house(attend, resolve));
    cleaning(&mut world);
    world.report("mei", "lift stuck");
    let place = Some(PlaceId::new("c"));
    change(&mut world, TicketCommand::Classify { category: Category::Lift, priority, place });
    change(&mut world, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan")))));
    world
}

/// What somebody hears because a target is nearly due.
fn near(world: &World, person: &str, target: Target) -> Vec<Outbound> {
    let reminders = to(world, person).into_iter().filter(|said| said.purpose == Purpose::Reminder);
    reminders.filter(|said| said.rung == target.rung()).cloned().collect()
}

fn states(world: &World, target: Target) -> Vec<State> {
    near(world, "azlan", target).into_iter().map(|said| said.state).collect()
}

/// The clock looks every twenty minutes, and the chat is heard.
fn live(world: &mut World, minutes: i64) {
    for _ in 0..minutes / 20 {
        world.say("hakim", Form::Text, "morning");
        wait(world, 18);
    }
}

#[test]
fn whoever_has_it_hears_once_what_is_promised_where_and_until_when() {
    let mut world = given(120, 6_000, Priority::High);
    let due_at = world.draft.situation.tickets[&FIRST].course.promises[&Target::Attend].due_at.unwrap();
    wait(&mut world, 100);
    wait(&mut world, 5);
    let told = near(&world, "azlan", Target::Attend);
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let time = due_at.in_zone(&Zone::utc()).strftime("%H:%M").to_string();
    let text = format!(
        "⏳ T-1 lift stuck. Place: Court / Block C. Promised by {time}: somebody on site. How does it stand? Please reply here."
    );
    assert_eq!(told.text, text);
    assert_eq!(told.offer.as_ref().map_or(&[][..], Offer::choices), [Choice::OnSite, Choice::Done, Choice::Delayed]);
    assert_eq!(told.template.as_ref().map(|filled| filled.name.as_str()), Some("laksana_near"));
    assert!(near(&world, "farah", Target::Attend).is_empty(), "those who lead hear when it is missed");
}

#[test]
fn the_people_of_the_company_that_has_it_hear_of_it_and_nobody_where_nobody_has_it() {
    let mut world = given(120, 6_000, Priority::High);
    let vendor = Vendor { id: VendorId::new("lifts"), name: "Lifts".into(), categories: vec![] };
    world.ask(Command::Define(Box::new(Definition::Vendor(vendor.clone()))));
    world.ask(Command::Define(Box::new(Definition::Person(Person {
        id: PersonId::new("ravi"),
        name: "Ravi".into(),
        handles: vec![Handle("+ravi".into())],
        role: Role::Vendor,
        vendor: Some(vendor.id.clone()),
        site: None,
        shared: None,
    }))));
    change(&mut world, TicketCommand::Assign(Some(Assignee::Vendor(vendor.id))));
    wait(&mut world, 90);
    assert_eq!((near(&world, "ravi", Target::Attend).len(), near(&world, "azlan", Target::Attend).len()), (1, 0));
    let mut world = given(120, 6_000, Priority::High);
    change(&mut world, TicketCommand::Assign(None));
    wait(&mut world, 100);
    assert!(near(&world, "azlan", Target::Attend).is_empty());
}

#[test]
fn the_answer_takes_it_back_and_a_wait_that_counts_and_another_owner() {
    type Step = fn(&mut World);
    let table: [(&str, Step, bool); 6] = [
        ("a word from the way", |world| drop(world.follow_up("azlan", Kind::Progress)), false),
        ("a photo", |world| show(world, "azlan"), true),
        ("a claim", |world| drop(world.follow_up("azlan", Kind::Resolved)), true),
        ("a wait that nothing shows", |world| hold(world, false), false),
        ("a wait that a message shows", |world| hold(world, true), true),
        ("another owner", |world| change(world, TicketCommand::Assign(None)), true),
    ];
    for (what, answer, is_taken_back) in table {
        let mut world = given(120, 6_000, Priority::High);
        wait(&mut world, 100);
        assert_eq!(states(&world, Target::Attend), [State::Waiting], "{what}");
        answer(&mut world);
        let expected = if is_taken_back { State::Withdrawn } else { State::Waiting };
        assert_eq!(states(&world, Target::Attend), [expected], "{what}");
    }
}

fn show(world: &mut World, person: &str) {
    let photo = world.say(person, Form::Image, "");
    world.means(&photo, Kind::Progress, Some(Subject::Ticket(FIRST)));
}

fn hold(world: &mut World, is_shown: bool) {
    let message = world.say("farah", Form::Text, "no parts");
    world.means(&message, Kind::Progress, Some(Subject::Ticket(FIRST)));
    let message = Some(message).filter(|_| is_shown);
    change(world, TicketCommand::Hold { reason: HoldReason::Parts, message });
}

#[test]
fn what_waits_because_of_the_night_is_said_in_the_morning_and_what_is_critical_at_once() {
    // Warned of at eleven in the evening and due before three, or warned of before six and due at eleven.
    for (resolve, priority, expected) in
        [(1_120, Priority::High, None), (1_120, Priority::Critical, Some(23)), (1_620, Priority::High, Some(7))]
    {
        let mut world = given(10_000, resolve, priority);
        let promise = &world.draft.situation.tickets[&FIRST].course.promises[&Target::Resolve];
        let minutes = promise.warn_at.unwrap().minutes_since(world.now()) as i64;
        wait(&mut world, minutes);
        let told = near(&world, "azlan", Target::Resolve);
        let hours: Vec<i8> = told.iter().map(|said| said.not_before.in_zone(&Zone::utc()).hour()).collect();
        assert_eq!(hours, expected.into_iter().collect::<Vec<i8>>(), "{resolve} {priority}");
    }
}

#[test]
fn what_was_missed_before_it_was_said_is_not_said() {
    let mut world = given(120, 6_000, Priority::High);
    wait(&mut world, 100);
    assert_eq!(states(&world, Target::Attend), [State::Waiting]);
    wait(&mut world, 30);
    assert_eq!(states(&world, Target::Attend), [State::Withdrawn]);
}

#[test]
fn nothing_is_said_of_what_an_imported_chat_reported_nor_while_we_may_be_deaf() {
    let mut world = World::new();
    agree(&mut world, house(120, 6_000));
    world.import = Some(domain::id::ImportId::new("old"));
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan")))));
    world.import = None;
    world.say("hakim", Form::Text, "morning");
    wait(&mut world, 100);
    assert!(near(&world, "azlan", Target::Attend).is_empty());
    let mut world = given(5_000, 60_000, Priority::High);
    wait(&mut world, 4_100);
    assert!(near(&world, "azlan", Target::Attend).is_empty(), "nobody was heard for two days");
}

#[test]
fn news_that_was_missed_and_is_owed_again_is_warned_of_again() {
    let mut house = house(6_000, 6_000);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Update, Allowed::Minutes(120));
    }
    let mut world = given(6_000, 6_000, Priority::High);
    agree(&mut world, house);
    wait(&mut world, 100);
    assert_eq!(states(&world, Target::Update), [State::Waiting]);
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(states(&world, Target::Update), [State::Withdrawn]);
    wait(&mut world, 130);
    world.follow_up("azlan", Kind::Progress);
    wait(&mut world, 100);
    let states = states(&world, Target::Update);
    assert_eq!(states.iter().filter(|state| **state == State::Waiting).count(), 1, "after it was missed: {states:?}");
}

#[test]
fn whoever_says_that_it_takes_longer_gives_a_time_and_nothing_that_was_promised_moves() {
    let mut world = given(120, 6_000, Priority::High);
    wait(&mut world, 100);
    let due_at = |world: &World| world.draft.situation.tickets[&FIRST].course.promises[&Target::Attend].due_at;
    let before = due_at(&world);
    let asked = near(&world, "azlan", Target::Attend).remove(0);
    let changes = tap(&mut world, &asked.id, 2);
    let pledged = |changes: &[Change]| {
        let mut made = changes.iter().filter_map(|change| match &change.event {
            Event::PledgeMade(pledge) => Some(pledge.due_at),
            _ => None,
        });
        made.next()
    };
    assert!(pledged(&changes).is_some());
    let reply = to(&world, "azlan").into_iter().max_by_key(|said| (said.wanted_at, &said.id)).unwrap().clone();
    assert!(reply.text.starts_with("Noted: T-1 by "), "{}", reply.text);
    assert_eq!(reply.offer.as_ref().unwrap().choices(), [Choice::Within(30), Choice::Within(60), Choice::Within(120)]);
    let changes = tap(&mut world, &reply.id, 2);
    let said_at = world.now();
    assert!(pledged(&changes).unwrap().minutes_since(said_at) > 110.0);
    assert_eq!(due_at(&world), before);
    change(&mut world, TicketCommand::Start);
    change(&mut world, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("siti")))));
    assert_eq!(pledged(&tap(&mut world, &reply.id, 0)), None, "it is not theirs any more");
}

/// The channel takes a message, and Azlan taps an answer of it.
fn tap(world: &mut World, outbound: &domain::id::OutboundId, nth: usize) -> Vec<Change> {
    let name = format!("ours-{outbound}");
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: outbound.clone(), accepted: Some(accepted) });
    let message = world.say_alone("azlan", "…", None);
    world.ask(Command::Choose { message, outbound: outbound.clone(), nth })
}

/// What Farah is told because it is overdue.
fn overdue(world: &World) -> Vec<(State, String)> {
    let told = to(world, "farah").into_iter().filter(|said| said.purpose == Purpose::Escalation);
    let told = told.filter(|said| Cause::of_rung(said.rung) == Cause::Overdue);
    told.map(|said| (said.state, said.text.clone())).collect()
}

#[test]
fn who_leads_hears_that_nobody_came_in_time_and_later_that_the_fix_is_late() {
    let mut world = given(120, 480, Priority::High);
    live(&mut world, 140);
    let told = overdue(&world);
    let [(State::Waiting, text)] = told.as_slice() else { panic!("{told:?}") };
    assert!(text.starts_with("⚠ T-1 lift stuck: somebody was to be on site by 10:"), "{text}");
    assert!(text.ends_with("(azlan). Nobody is known to be there."), "{text}");
    show(&mut world, "azlan");
    assert_eq!(overdue(&world)[0].0, State::Withdrawn, "it stops when they are there");
    live(&mut world, 400);
    let told: Vec<(State, String)> =
        overdue(&world).into_iter().filter(|(state, _)| *state == State::Waiting).collect();
    let [(_, text)] = told.as_slice() else { panic!("{told:?}") };
    assert!(text.starts_with("⚠ T-1 lift stuck (azlan) is overdue since 16:"), "{text}");
}

#[test]
fn that_the_fix_is_late_is_told_also_where_nobody_came_by_night_or_within_the_hour() {
    // Due at eleven in the evening and at three, which is read at seven; due within half an hour by day, waiting or gone.
    for (attend, resolve, is_sent, is_late) in
        [(900, 1_140, false, "since 03:"), (120, 150, false, "since 10:"), (120, 150, true, "since 10:")]
    {
        let mut world = given(attend, resolve, Priority::High);
        live(&mut world, i64::from(attend) + 20);
        let told = overdue(&world);
        let [(State::Waiting, text)] = told.as_slice() else { panic!("{told:?}") };
        assert!(text.contains("somebody was to be on site"), "{text}");
        if is_sent {
            let told = to(&world, "farah").into_iter().find(|said| Cause::of_rung(said.rung) == Cause::Overdue);
            let outbound = told.unwrap().id.clone();
            let accepted = Accepted { external: "ours".to_owned(), channel_name: "ours".to_owned(), also: Vec::new() };
            world.ask(Command::NoteSent { outbound, accepted: Some(accepted) });
        }
        live(&mut world, i64::from(resolve - attend) + 40);
        let told = overdue(&world);
        let late: Vec<_> = told.iter().filter(|(_, text)| text.contains("is overdue")).collect();
        let [(State::Waiting, text)] = late.as_slice() else { panic!("{told:?}") };
        assert!(text.contains(is_late), "{text}");
        let before = if is_sent { State::Sent } else { State::Withdrawn };
        assert!(told.iter().any(|(state, text)| *state == before && text.contains("on site")), "{told:?}");
    }
}

#[test]
fn whoever_says_by_a_button_when_they_come_has_answered_the_report() {
    let mut house = house(6_000, 6_000);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Acknowledge, Allowed::Minutes(60));
    }
    let mut world = World::new();
    agree(&mut world, house);
    let message = world.say("farah", Form::Text, "@azlan lift stuck");
    let assignee = Some(Assignee::Person(PersonId::new("azlan")));
    world.propose(Proposal { opens: true, assignee, ..crate::world::proposal(&message, Kind::Issue) });
    wait(&mut world, 50);
    let asked = near(&world, "azlan", Target::Acknowledge).remove(0);
    assert_eq!(asked.offer.as_ref().unwrap().choices()[2], Choice::Delayed);
    tap(&mut world, &asked.id, 2);
    let said_at = world.last_heard().sent_at;
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!(ticket.acknowledged_at, Some(said_at));
    wait(&mut world, 30);
    assert_eq!(world.draft.situation.tickets[&FIRST].course.promises[&Target::Acknowledge].missed, None);
}

#[test]
fn whoevers_records_became_one_gives_a_time_for_what_either_had() {
    let mut world = given(120, 6_000, Priority::High);
    world.ask(Command::MergePeople { person: PersonId::new("azlan"), into: PersonId::new("siti") });
    wait(&mut world, 100);
    let asked = near(&world, "azlan", Target::Attend).remove(0);
    let changes = tap(&mut world, &asked.id, 2);
    assert!(changes.iter().any(|change| matches!(change.event, Event::PledgeMade(_))), "{changes:?}");
    // What they type is an answer as what they tap is.
    let typed = world.say_alone("siti", "3", None);
    let situation = &world.draft.situation;
    let heard = situation.message(&typed).unwrap();
    assert_eq!(domain::choice::typed(situation, heard), Some((asked.id, 2)));
}

#[test]
fn whoevers_records_became_one_takes_and_gives_up_what_either_had() {
    for (choice, is_theirs) in [(Choice::Accept, true), (Choice::Cannot, false)] {
        let mut world = World::new();
        world.report("mei", "lift stuck");
        let given = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
        world.ask(Command::change(FIRST, given));
        let told = to(&world, "azlan").into_iter().find(|said| said.purpose == Purpose::Assignment).unwrap();
        let (id, nth) = (told.id.clone(), told.offer.as_ref().unwrap().choices().iter().position(|one| *one == choice));
        world.ask(Command::MergePeople { person: PersonId::new("azlan"), into: PersonId::new("siti") });
        let message = world.say_alone("siti", "…", None);
        let changes = world.ask(Command::Choose { message, outbound: id, nth: nth.unwrap() });
        let is_taken = changes.iter().any(|change| matches!(change.event, Event::JobAccepted(_)));
        let is_freed = changes.iter().any(|change| matches!(change.event, Event::JobDeclined(_)));
        assert_eq!((is_taken, is_freed), (is_theirs, !is_theirs), "{choice:?}: {changes:?}");
    }
}

#[test]
fn of_two_tickets_that_became_one_a_miss_that_was_told_is_not_told_again() {
    let mut world = given(120, 240, Priority::High);
    live(&mut world, 280);
    assert_eq!(overdue(&world).len(), 2, "nobody came, and it is not fixed");
    world.report("hakim", "lift stuck again");
    live(&mut world, 140);
    let told = overdue(&world).len();
    let other = domain::id::TicketNumber(2);
    world.ask(Command::change(other, TicketCommand::Merge(FIRST)));
    live(&mut world, 60);
    assert_eq!(overdue(&world).len(), told);
}

#[test]
fn that_nobody_came_is_told_once_and_of_what_is_low_not_at_all() {
    for (priority, expected) in [(Priority::Normal, 1), (Priority::Low, 0)] {
        let mut world = given(120, 6_000, priority);
        live(&mut world, 400);
        assert_eq!(overdue(&world).len(), expected, "{priority}");
    }
}
