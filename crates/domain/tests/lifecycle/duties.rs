//! Tickets that go to whoever is on call: who is asked, who comes next, and who hears when nobody takes it.

use crate::world::{World, proposal};
use domain::directory::{Person, Role};
use domain::duty::{Duty, Ground, Offered, Share, Taker, Turn, Watch, Weekday};
use domain::event::{Change, Event};
use domain::id::{DutyId, OutboundId, PersonId, TicketNumber, VendorId};
use domain::message::{Form, Handle, Kind};
use domain::outbound::{Accepted, Outbound, Purpose, State};
use domain::request::{Command, Definition, Proposal, TicketCommand};
use domain::ticket::{Assignee, Category, Priority, Stage};
use jiff::civil::{date, time};
use std::collections::BTreeSet;

const FIRST: TicketNumber = TicketNumber(1);

fn person(name: &str) -> Assignee {
    Assignee::Person(PersonId::new(name))
}

fn on_call(who: &str) -> Turn {
    Turn { who: Taker::Person(PersonId::new(who)), days: BTreeSet::new(), watch: None }
}

fn duty(name: &str, turns: Vec<Turn>) -> Duty {
    Duty {
        id: DutyId::new(name),
        name: name.to_owned(),
        site: None,
        place: None,
        categories: BTreeSet::new(),
        priorities: BTreeSet::new(),
        turns,
        share: Share::InOrder,
        answer_minutes: None,
    }
}

fn define(world: &mut World, duty: Duty) {
    world.ask(Command::Define(Box::new(Definition::Duty(duty))));
}

/// A world in which lifts are Azlan's, then Budi's.
fn manned() -> World {
    let mut world = World::new();
    world.ask(Command::Define(Box::new(Definition::Person(Person {
        id: PersonId::new("budi"),
        name: "budi".to_owned(),
        handles: vec![Handle("+budi".to_owned())],
        role: Role::Technician,
        vendor: None,
        site: None,
        shared: None,
    }))));
    define(&mut world, duty("lifts", vec![on_call("azlan"), on_call("budi")]));
    world
}

fn report(world: &mut World, text: &str) -> Vec<Change> {
    let message = world.say_alone("mei", text, None);
    world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) })
}

fn offers(changes: &[Change]) -> Vec<Offered> {
    let found = changes.iter().filter_map(|change| match &change.event {
        Event::JobOffered(offered) => Some(offered.clone()),
        _ => None,
    });
    found.collect()
}

fn untaken(changes: &[Change]) -> Option<Ground> {
    changes.iter().find_map(|change| match &change.event {
        Event::JobUntaken(untaken) => Some(untaken.ground),
        _ => None,
    })
}

fn to<'a>(world: &'a World, person: &str, purpose: Purpose) -> Vec<&'a Outbound> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new(person) && said.purpose == purpose).collect()
}

/// Sends what somebody is to hear.
fn tell(world: &mut World, person: &str) -> OutboundId {
    let offered = to(world, person, Purpose::Assignment).last().map(|said| said.id.clone()).expect("they are asked");
    let name = format!("ours-{offered}");
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: offered.clone(), accepted: Some(accepted) });
    offered
}

/// Sends what somebody is to hear, and answers it.
fn answer(world: &mut World, person: &str, nth: usize) -> Vec<Change> {
    let offered = tell(world, person);
    let message = world.say_alone(person, "…", None);
    world.ask(Command::Choose { message, outbound: offered, nth })
}

fn wait(world: &mut World, minutes: i64) -> Vec<Change> {
    world.minute += minutes;
    world.ask(Command::Lapse)
}

const ACCEPT: usize = 0;
const CANNOT: usize = 2;

#[test]
fn a_ticket_is_offered_to_who_is_named_first_and_is_theirs_when_they_accept() {
    let mut world = manned();
    let offered = offers(&report(&mut world, "lift stuck"));
    assert_eq!((&offered[0].to, offered[0].ground), (&person("azlan"), Ground::Rule));
    assert_eq!(offered[0].until, offered[0].from.plus_minutes(15), "high priority has a quarter of an hour");
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, &ticket.assignee), (Stage::Classified, &None), "an offer is no promise");
    assert_eq!(ticket.acknowledged_at, None, "no clock stops because a rule looked at it");
    answer(&mut world, "azlan", ACCEPT);
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, &ticket.assignee), (Stage::Assigned, &Some(person("azlan"))));
    let told = to(&world, "mei", Purpose::Progress);
    assert_eq!(told.len(), 1, "the reporter hears by whom");
    assert!(told[0].text.contains("azlan is on T-1"), "{}", told[0].text);
    assert!(offers(&wait(&mut world, 60)).is_empty());
    assert!(to(&world, "budi", Purpose::Assignment).is_empty());
}

#[test]
fn the_reporter_hears_once_by_whom() {
    let mut world = manned();
    report(&mut world, "lift stuck");
    answer(&mut world, "azlan", ACCEPT);
    let told = to(&world, "mei", Purpose::Progress)[0].id.clone();
    let accepted = Accepted { external: "p".into(), channel_name: "p".into(), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: told, accepted: Some(accepted) });
    world.minute += 180;
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(to(&world, "mei", Purpose::Progress).len(), 1, "the same owner begins: nothing new");
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(person("budi")))));
    world.follow_up("budi", Kind::Progress);
    assert_eq!(to(&world, "mei", Purpose::Progress).len(), 2, "another owner is news");
}

#[test]
fn who_declines_or_does_not_answer_is_followed_by_the_next_and_then_by_the_manager() {
    let mut world = manned();
    report(&mut world, "lift stuck");
    let next = offers(&answer(&mut world, "azlan", CANNOT));
    assert_eq!((&next[0].to, next[0].ground), (&person("budi"), Ground::Declined));
    assert!(to(&world, "farah", Purpose::Escalation).is_empty(), "somebody else is asked first");
    tell(&mut world, "budi");
    let changes = wait(&mut world, 16);
    assert_eq!((offers(&changes), untaken(&changes)), (vec![], Some(Ground::Unanswered)));
    let told = to(&world, "farah", Purpose::Escalation);
    assert!(told[0].text.contains("nobody owns it after"), "{}", told[0].text);
    assert_eq!(untaken(&wait(&mut world, 60)), None, "that is said once");
    // Whoever answers late may still have it, and nobody is told any more.
    answer(&mut world, "budi", ACCEPT);
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, Some(person("budi")));
    let standing = to(&world, "farah", Purpose::Escalation).iter().filter(|said| said.state == State::Waiting).count();
    assert_eq!(standing, 0);
}

#[test]
fn when_the_last_one_declines_the_manager_hears_from_whom() {
    let mut world = manned();
    report(&mut world, "lift stuck");
    wait(&mut world, 16);
    assert_eq!(untaken(&answer(&mut world, "budi", CANNOT)), Some(Ground::Declined));
    let told = to(&world, "farah", Purpose::Escalation);
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("budi can’t do T-1"), "{}", told[0].text);
}

#[test]
fn a_managers_own_word_wins() {
    let mut world = manned();
    report(&mut world, "lift stuck");
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(person("siti")))));
    assert!(offers(&wait(&mut world, 60)).is_empty());
    answer(&mut world, "azlan", ACCEPT);
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, Some(person("siti")), "an old offer takes nothing");
    let changes = answer(&mut world, "siti", CANNOT);
    assert!(offers(&changes).is_empty(), "whom the manager chose is the manager's to replace");
    assert!(to(&world, "farah", Purpose::Escalation).iter().any(|said| said.text.contains("siti can’t do")));
}

#[test]
fn whoever_was_named_in_the_report_is_not_asked_by_a_rule() {
    let mut world = manned();
    let message = world.say("farah", Form::Text, "@siti lift stuck");
    let opened = Proposal { opens: true, assignee: Some(person("siti")), ..proposal(&message, Kind::Issue) };
    assert!(offers(&world.propose(opened)).is_empty());
}

#[test]
fn nothing_is_offered_because_of_an_imported_chat() {
    let mut world = manned();
    world.import = Some(domain::id::ImportId::new("run"));
    assert!(offers(&report(&mut world, "lift stuck")).is_empty());
}

#[test]
fn of_a_crew_whoever_has_least_is_asked() {
    let mut world = World::new();
    for name in ["budi", "chong"] {
        world.ask(Command::Define(Box::new(Definition::Person(Person {
            id: PersonId::new(name),
            name: name.to_owned(),
            handles: vec![Handle(format!("+{name}"))],
            role: Role::Technician,
            vendor: None,
            site: None,
            shared: None,
        }))));
    }
    let crew = Turn { who: Taker::Crew(Role::Technician), days: BTreeSet::new(), watch: None };
    define(&mut world, Duty { share: Share::ByLoad, ..duty("all", vec![crew]) });
    let mut asked = Vec::new();
    for nth in 0..6 {
        asked.extend(offers(&report(&mut world, &format!("lift {nth}"))).into_iter().map(|offered| offered.to));
    }
    let turns: Vec<Assignee> = ["azlan", "budi", "chong"].into_iter().map(person).collect();
    assert_eq!(asked, [turns.clone(), turns].concat(), "one after the other, as long as nobody has less");
}

#[test]
fn the_most_specific_duty_with_somebody_on_call_holds() {
    let mut world = manned();
    let never = Turn { watch: Some(Watch::Between(time(3, 0, 0, 0), time(3, 1, 0, 0))), ..on_call("siti") };
    let lifts = BTreeSet::from([Category::Lift]);
    define(&mut world, Duty { categories: lifts.clone(), ..duty("by night", vec![never]) });
    assert_eq!(offers(&report(&mut world, "lift stuck"))[0].to, person("azlan"), "nobody is on call by night");
    let critical = BTreeSet::from([Priority::High]);
    define(&mut world, Duty { categories: lifts, priorities: critical, ..duty("urgent", vec![on_call("siti")]) });
    assert_eq!(offers(&report(&mut world, "lift 2"))[0].to, person("siti"));
}

#[test]
fn where_nobody_is_on_call_the_manager_hears_at_once() {
    let mut world = World::new();
    let never = Turn { watch: Some(Watch::Between(time(3, 0, 0, 0), time(3, 1, 0, 0))), ..on_call("azlan") };
    define(&mut world, duty("by night", vec![never]));
    assert_eq!(untaken(&report(&mut world, "lift stuck")), Some(Ground::OffDuty));
    assert!(to(&world, "farah", Purpose::Escalation)[0].text.contains("T-1 lift stuck: nobody owns it"));
}

#[test]
fn a_watch_into_the_small_hours_belongs_to_the_day_it_began() {
    let days = BTreeSet::from([Weekday::Friday]);
    let night = Watch::Between(time(19, 0, 0, 0), time(7, 0, 0, 0));
    let turn = Turn { who: Taker::Vendor(VendorId::new("v")), days, watch: Some(night) };
    let friday = date(2026, 11, 27);
    for (wall, holds) in [
        (friday.at(18, 59, 0, 0), false),
        (friday.at(19, 0, 0, 0), true),
        (friday.at(2, 0, 0, 0), false),
        (date(2026, 11, 28).at(6, 59, 0, 0), true),
        (date(2026, 11, 28).at(7, 0, 0, 0), false),
        (date(2026, 11, 28).at(20, 0, 0, 0), false),
    ] {
        assert_eq!(turn.holds(wall, &[]), holds, "{wall}");
    }
}

#[test]
fn who_was_never_told_did_not_fail_to_answer() {
    let mut world = manned();
    report(&mut world, "lift stuck");
    let next = offers(&wait(&mut world, 16));
    assert_eq!((&next[0].to, next[0].ground), (&person("budi"), Ground::Untold));
    let waiting = to(&world, "azlan", Purpose::Assignment);
    assert_eq!(waiting[0].state, State::Withdrawn, "whom nobody waits for any more is not asked");
    world.minute += 14;
    tell(&mut world, "budi");
    assert!(
        offers(&wait(&mut world, 2)).is_empty() && untaken(&wait(&mut world, 1)).is_none(),
        "told late, answers late"
    );
    assert_eq!(untaken(&wait(&mut world, 15)), Some(Ground::Unanswered));
}

#[test]
fn offers_that_run_out_in_the_same_minute_are_shared() {
    let mut world = World::new();
    for name in ["budi", "chong"] {
        world.ask(Command::Define(Box::new(Definition::Person(Person {
            id: PersonId::new(name),
            name: name.to_owned(),
            handles: vec![Handle(format!("+{name}"))],
            role: Role::Technician,
            vendor: None,
            site: None,
            shared: None,
        }))));
    }
    let all = |turns| Duty { share: Share::ByLoad, answer_minutes: Some(60), ..duty("all", turns) };
    define(&mut world, all(vec![on_call("azlan")]));
    for nth in 0..2 {
        report(&mut world, &format!("lift {nth}"));
    }
    define(&mut world, all(vec![on_call("azlan"), on_call("budi"), on_call("chong")]));
    let asked: Vec<Assignee> = offers(&wait(&mut world, 90)).into_iter().map(|offered| offered.to).collect();
    assert_eq!(asked, [person("budi"), person("chong")]);
}

#[test]
fn a_ticket_classified_anew_is_offered_by_the_duty_that_holds_now() {
    let mut world = manned();
    let pipes = BTreeSet::from([Category::Plumbing]);
    define(&mut world, Duty { categories: pipes, ..duty("pipes", vec![on_call("siti")]) });
    let first = offers(&report(&mut world, "lift stuck"));
    let classify =
        |category, priority| Command::change(FIRST, TicketCommand::Classify { category, priority, place: None });
    let sooner = offers(&world.ask(classify(Category::Lift, Priority::Critical)));
    assert_eq!((&sooner[0].to, sooner[0].ground), (&first[0].to, Ground::Reclassified), "the same, with less time");
    assert!(sooner[0].until < first[0].until);
    let moved = offers(&world.ask(classify(Category::Plumbing, Priority::Critical)));
    assert_eq!((&moved[0].to, moved[0].ground), (&person("siti"), Ground::Reclassified));
    let call = world.draft.situation.tickets[&FIRST].course.call.clone().unwrap();
    assert_eq!((call.duty, call.asked), (DutyId::new("pipes"), vec![person("siti")]));
    answer(&mut world, "siti", ACCEPT);
    assert!(offers(&world.ask(classify(Category::Lift, Priority::Normal))).is_empty(), "somebody has it");
}
