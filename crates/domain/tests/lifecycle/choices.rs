//! Answers that are tapped or typed: who may give them, what follows, and that the same twice follows once.

use crate::world::World;
use domain::choice::{self, Cause, Choice, Offer};
use domain::directory::{Person, Place, Role, Site};
use domain::event::{Change, Event};
use domain::id::{OutboundId, PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::message::{Handle, Subject};
use domain::outbound::{Accepted, Dress, Failure, Outbound, Purpose, Terms};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, TicketCommand};
use domain::task::{Cadence, Outcome, Task, TaskKind};
use domain::ticket::{Assignee, Category, Priority, Stage};
use domain::time::Zone;

const FIRST: TicketNumber = TicketNumber(1);

/// What the channel took last of what somebody is to hear.
pub fn last_to(world: &World, person: &str) -> Outbound {
    let theirs = world.draft.situation.outbounds.values().filter(|outbound| outbound.to == PersonId::new(person));
    theirs.max_by_key(|outbound| (outbound.wanted_at, &outbound.id)).cloned().expect("something is said to them")
}

/// Sends what somebody is to hear last, and says what it offers.
pub fn hear(world: &mut World, person: &str) -> Outbound {
    let outbound = last_to(world, person);
    send(world, &outbound);
    outbound
}

pub fn send(world: &mut World, outbound: &Outbound) {
    let name = format!("ours-{}", outbound.id);
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: outbound.id.clone(), accepted: Some(accepted) });
}

pub fn offered(outbound: &Outbound) -> &[Choice] {
    outbound.offer.as_ref().map_or(&[], Offer::choices)
}

/// Taps an answer of a message.
pub fn tap(world: &mut World, person: &str, outbound: &Outbound, choice: &Choice) -> Result<Vec<Change>, Refusal> {
    let nth = offered(outbound).iter().position(|offered| offered == choice).expect("it is offered");
    tap_nth(world, person, &outbound.id, nth)
}

fn tap_nth(world: &mut World, person: &str, outbound: &OutboundId, nth: usize) -> Result<Vec<Change>, Refusal> {
    let message = world.say_alone(person, "…", None);
    world.try_ask(Command::Choose { message, outbound: outbound.clone(), nth })
}

fn has(changes: &[Change], is_it: impl Fn(&Event) -> bool) -> bool {
    changes.iter().any(|change| is_it(&change.event))
}

/// A world in which Azlan was given a ticket and hears of it.
pub fn assigned() -> (World, Outbound) {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let command = TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))));
    world.ask(Command::change(FIRST, command));
    let told = hear(&mut world, "azlan");
    assert_eq!(offered(&told), [Choice::Accept, Choice::Help, Choice::Cannot]);
    (world, told)
}

/// A world in which Siti is asked for a day of a task.
fn reminded(kind: TaskKind, requires_photo: bool) -> (World, Outbound) {
    let mut world = World::new();
    let at = world.now().plus_minutes(1).in_zone(&Zone::utc()).time();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        kind,
        assignee: Some(PersonId::new("siti")),
        requires_photo,
        ..Task::named(TaskId::new("clean"), "Cleaning".into(), Cadence::plain("FREQ=DAILY", at, 60))
    }))));
    world.say_alone("farah", "morning", None);
    world.ask(Command::Lapse);
    world.minute += if kind == TaskKind::Patrol { 60 } else { 50 };
    world.ask(Command::Lapse);
    let asked = hear(&mut world, "siti");
    (world, asked)
}

fn outcome(world: &World) -> Option<Outcome> {
    world.draft.situation.occurrences.values().next().expect("a day came up").outcome
}

#[test]
fn a_job_is_accepted_once_and_what_comes_next_is_offered() {
    let (mut world, told) = assigned();
    let changes = tap(&mut world, "azlan", &told, &Choice::Accept).unwrap();
    assert!(has(&changes, |event| matches!(event, Event::JobAccepted(job) if job.ticket == FIRST)));
    let next = hear(&mut world, "azlan");
    assert_eq!(offered(&next), [Choice::OnSite, Choice::Parts, Choice::Done]);
    let again = tap(&mut world, "azlan", &told, &Choice::Accept).unwrap();
    assert!(!has(&again, |event| matches!(event, Event::JobAccepted(_))), "the same twice follows once");
    tap(&mut world, "azlan", &next, &Choice::OnSite).unwrap();
    assert_eq!(world.stage(), Stage::InProgress);
    tap(&mut world, "azlan", &next, &Choice::Parts).unwrap();
    assert_eq!(world.stage(), Stage::OnHold);
    tap(&mut world, "azlan", &next, &Choice::Done).unwrap();
    assert_eq!(world.stage(), Stage::Resolved);
}

#[test]
fn a_job_that_is_not_taken_has_no_owner_and_whoever_leads_chooses_another() {
    let (mut world, told) = assigned();
    let changes = tap(&mut world, "azlan", &told, &Choice::Cannot).unwrap();
    assert!(has(&changes, |event| matches!(event, Event::JobDeclined(_))));
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, None);
    let asked = hear(&mut world, "farah");
    assert_eq!(asked.text, "azlan can’t do T-1 lift stuck. Who takes it?");
    tap(&mut world, "farah", &asked, &Choice::Choose).unwrap();
    let list = hear(&mut world, "farah");
    let siti = Choice::Give(Assignee::Person(PersonId::new("siti")));
    assert!(offered(&list).contains(&siti), "{list:?}");
    tap(&mut world, "farah", &list, &siti).unwrap();
    assert_eq!(world.draft.situation.tickets[&FIRST].assignee, Some(Assignee::Person(PersonId::new("siti"))));
}

#[test]
fn nobody_answers_for_another_and_no_more_is_answered_than_was_offered() {
    let (mut world, told) = assigned();
    assert!(matches!(tap_nth(&mut world, "siti", &told.id, 0), Err(Refusal::NoSuchChoice(_))));
    assert!(matches!(tap_nth(&mut world, "azlan", &told.id, 9), Err(Refusal::NoSuchChoice(_))));
    assert!(tap_nth(&mut world, "azlan", &OutboundId::new("another"), 0).is_err());
    let untouched = &world.draft.situation.tickets[&FIRST];
    assert_eq!((untouched.stage, untouched.assignee.is_some()), (Stage::Assigned, true));
}

#[test]
fn an_answer_may_be_typed_by_its_number_or_its_words() {
    for words in ["2", "2.", "need help", "Need Help!"] {
        let (mut world, told) = assigned();
        let message = world.say_alone("azlan", words, None);
        let heard = world.draft.situation.message(&message).unwrap();
        assert_eq!(choice::typed(&world.draft.situation, heard), Some((told.id.clone(), 1)), "{words}");
    }
    let (mut world, _) = assigned();
    for words in ["4", "lift 2 stuck", "ok", "2 lifts are stuck"] {
        let message = world.say_alone("azlan", words, None);
        let heard = world.draft.situation.message(&message).unwrap();
        assert_eq!(choice::typed(&world.draft.situation, heard), None, "{words}");
    }
    let message = world.say_alone("siti", "2", None);
    let heard = world.draft.situation.message(&message).unwrap();
    assert_eq!(choice::typed(&world.draft.situation, heard), None, "she was not asked");
    world.minute += 24 * 60 + 10;
    let message = world.say_alone("azlan", "2", None);
    let heard = world.draft.situation.message(&message).unwrap();
    assert_eq!(choice::typed(&world.draft.situation, heard), None, "too long ago");
}

#[test]
fn done_is_a_report_that_still_wants_its_photo() {
    let (mut world, asked) = reminded(TaskKind::Task, false);
    assert_eq!(offered(&asked), [Choice::Done, Choice::Delayed, Choice::Skip]);
    tap(&mut world, "siti", &asked, &Choice::Done).unwrap();
    assert_eq!(outcome(&world), Some(Outcome::Done));
    assert_eq!(last_to(&world, "siti").text, "✓ Recorded: Cleaning.");
    let (mut world, asked) = reminded(TaskKind::Task, true);
    tap(&mut world, "siti", &asked, &Choice::Done).unwrap();
    assert_eq!(outcome(&world), Some(Outcome::NoPhoto));
}

#[test]
fn work_that_takes_longer_is_missed_later_and_asked_for_once_more() {
    let (mut world, asked) = reminded(TaskKind::Task, false);
    tap(&mut world, "siti", &asked, &Choice::Delayed).unwrap();
    let how_long = hear(&mut world, "siti");
    assert_eq!(offered(&how_long), [Choice::Within(30), Choice::Within(60), Choice::Within(120)]);
    tap(&mut world, "siti", &how_long, &Choice::Within(120)).unwrap();
    world.minute += 60;
    world.ask(Command::Lapse);
    assert_eq!(outcome(&world), None, "it is not missed while it is promised");
    world.minute += 65;
    world.ask(Command::Lapse);
    assert_eq!(outcome(&world), Some(Outcome::Missed));
    let again = last_to(&world, "siti");
    assert_eq!((again.purpose, again.rung, again.id == asked.id), (Purpose::Reminder, 3, false));
    assert_eq!(tap(&mut world, "siti", &asked, &Choice::Delayed).unwrap().len(), 3, "too late: read, chosen, answered");
}

#[test]
fn who_owes_work_gives_a_reason_and_who_leads_excuses_it() {
    let (mut world, asked) = reminded(TaskKind::Task, false);
    tap(&mut world, "siti", &asked, &Choice::Skip).unwrap();
    let why = hear(&mut world, "siti");
    assert_eq!(offered(&why).len(), Cause::ALL.len());
    tap(&mut world, "siti", &why, &Choice::Because(Cause::Weather)).unwrap();
    assert_eq!(outcome(&world), None);
    assert!(last_to(&world, "siti").text.contains("Only whoever leads"));
    let request = hear(&mut world, "farah");
    assert_eq!(request.text, "siti asks not to do Cleaning today (Weather). Is that all right?");
    let changes = tap(&mut world, "farah", &request, &Choice::Excuse(Cause::Weather)).unwrap();
    assert!(has(
        &changes,
        |event| matches!(event, Event::ChoiceMade(chosen) if chosen.choice == Choice::Excuse(Cause::Weather))
    ));
    assert_eq!(outcome(&world), Some(Outcome::Excused));
}

#[test]
fn work_that_is_not_excused_is_asked_for_again() {
    let (mut world, asked) = reminded(TaskKind::Task, false);
    tap(&mut world, "siti", &asked, &Choice::Skip).unwrap();
    let why = hear(&mut world, "siti");
    tap(&mut world, "siti", &why, &Choice::Because(Cause::NoStaff)).unwrap();
    let request = hear(&mut world, "farah");
    tap(&mut world, "farah", &request, &Choice::Insist).unwrap();
    let again = last_to(&world, "siti");
    assert_eq!(
        (again.purpose, again.text.as_str()),
        (Purpose::Reminder, "Cleaning report still pending. Please update.")
    );
}

#[test]
fn a_guard_who_needs_help_opens_a_critical_ticket_and_whoever_leads_hears_at_once() {
    let (mut world, asked) = reminded(TaskKind::Patrol, false);
    assert_eq!(offered(&asked), [Choice::Safe, Choice::Help]);
    tap(&mut world, "siti", &asked, &Choice::Safe).unwrap();
    assert_eq!(last_to(&world, "siti").offer, Some(Offer::Location));
    tap(&mut world, "siti", &asked, &Choice::Help).unwrap();
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.priority, ticket.category), (Priority::Critical, Category::Security));
    let called = last_to(&world, "farah");
    assert_eq!((called.purpose, called.not_before), (Purpose::Help, world.now()));
    assert_eq!(called.text, "🚨 siti needs help: Cleaning. Please call or go there now.");
    let tickets = world.draft.situation.tickets.len();
    tap(&mut world, "siti", &asked, &Choice::Help).unwrap();
    assert_eq!(world.draft.situation.tickets.len(), tickets, "the same call twice is one");
}

#[test]
fn a_reporter_judges_a_fix_at_a_tap_and_its_doer_does_not() {
    let (mut world, _) = assigned();
    world.follow_up("azlan", domain::message::Kind::Resolved);
    let asked = hear(&mut world, "mei");
    assert_eq!(offered(&asked), [Choice::Confirm, Choice::NotFixed]);
    tap(&mut world, "mei", &asked, &Choice::NotFixed).unwrap();
    assert_eq!(world.stage(), Stage::Reopened);
    world.follow_up("azlan", domain::message::Kind::Resolved);
    tap(&mut world, "mei", &asked, &Choice::Confirm).unwrap();
    assert_eq!(world.stage(), Stage::Verified);
}

#[test]
fn a_report_without_a_place_is_asked_for_one_by_name() {
    let mut world = World::new();
    let site = SiteId::new("court");
    let court = Site::named(site.clone(), "Court".to_owned());
    world.ask(Command::Define(Box::new(Definition::Site(court))));
    for block in ["Block A", "Block B"] {
        let (id, parent, name, aliases) = (PlaceId::new(block), None, block.to_owned(), Vec::new());
        let place = Place { id, site: site.clone(), parent, name, aliases, geo: None, radius_m: None, asset: false };
        world.ask(Command::Define(Box::new(Definition::Place(place))));
    }
    world.report_alone("mei", "lift stuck");
    let asked = hear(&mut world, "mei");
    assert!(asked.text.ends_with("Where is it? Choose, or type the place."), "{}", asked.text);
    let message = world.say_alone("mei", "block b", None);
    let heard = world.draft.situation.message(&message).unwrap();
    let (outbound, nth) = choice::typed(&world.draft.situation, heard).unwrap();
    world.ask(Command::Choose { message, outbound, nth });
    assert_eq!(world.draft.situation.tickets[&FIRST].place, Some(PlaceId::new("Block B")));
}

#[test]
fn a_phone_that_shows_no_buttons_gets_the_same_in_words_from_then_on() {
    let (mut world, _) = assigned();
    world.say_alone("mei", "hello?", None);
    world.follow_up("azlan", domain::message::Kind::Resolved);
    let asked = last_to(&world, "mei");
    world.minute += 90;
    let dress = |world: &mut World| {
        let command = Command::Dispatch { outbound: asked.id.clone(), terms: Box::new(Terms::default()) };
        match &world.ask(command)[0].event {
            Event::OutboundBegun { dress, .. } => dress.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(dress(&mut world), Dress::Words);
    let failure = Failure::Unreachable;
    world.ask(Command::NoteFailed { outbound: asked.id.clone(), failure, code: Some(131_026) });
    assert_eq!(dress(&mut world), Dress::Plain);
    world.ask(Command::NoteFailed { outbound: asked.id.clone(), failure, code: Some(131_026) });
    let known = &world.draft.situation.outbounds[&asked.id];
    assert_eq!(known.state, domain::outbound::State::Failed, "twice unreachable is unreachable");
}

#[test]
fn a_vendor_is_offered_first_to_whom_its_trade_belongs() {
    let (mut world, _) = assigned();
    for (id, categories) in [("acme", vec![Category::Plumbing]), ("prolift", vec![Category::Lift])] {
        let vendor = domain::directory::Vendor { id: domain::id::VendorId::new(id), name: id.into(), categories };
        world.ask(Command::Define(Box::new(Definition::Vendor(vendor))));
    }
    world.ask(Command::Define(Box::new(Definition::Person(Person {
        id: PersonId::new("lim"),
        name: "lim".into(),
        handles: vec![Handle("+lim".into())],
        role: Role::Supervisor,
        vendor: None,
        site: None,
        shared: None,
    }))));
    world.ask(Command::change(FIRST, TicketCommand::Cancel));
    world.report_alone("hakim", "pump leaking");
    world.minute += 35;
    world.ask(Command::Lapse);
    let asked = hear(&mut world, "lim");
    let subject = asked.about.first().cloned();
    assert!(matches!(subject, Some(Subject::Ticket(_))));
    tap(&mut world, "lim", &asked, &Choice::Choose).unwrap();
    let list = last_to(&world, "lim");
    let prolift = Choice::Give(Assignee::Vendor(domain::id::VendorId::new("prolift")));
    let place = |choice: &Choice| offered(&list).iter().position(|offered| offered == choice);
    let acme = Choice::Give(Assignee::Vendor(domain::id::VendorId::new("acme")));
    assert!(place(&prolift).is_some() && place(&prolift) < place(&acme), "{:?}", offered(&list));
}

/// The reporter is asked whether it is really fixed; what that question is called.
fn asked_whether_fixed() -> (World, String) {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    world.follow_up("azlan", domain::message::Kind::Resolved);
    let told = hear(&mut world, "mei");
    assert_eq!(told.purpose, Purpose::Verification);
    (world, format!("ours-{}", told.id))
}

#[test]
fn a_reaction_to_a_question_is_its_answer() {
    for (emoji, stage) in
        [("✅", Stage::Verified), ("👍🏽", Stage::Verified), ("👎", Stage::Reopened), ("😂", Stage::Resolved)]
    {
        let (mut world, name) = asked_whether_fixed();
        assert!(world.react("hakim", emoji, &name).is_empty(), "nobody else was asked");
        world.react("mei", emoji, &name);
        assert_eq!(world.stage(), stage, "{emoji}");
    }
}

#[test]
fn a_nod_at_a_job_is_no_promise_and_a_shake_declines_it() {
    let (mut world, told) = assigned();
    let name = format!("ours-{}", told.id);
    assert!(world.react("azlan", "👍", &name).is_empty(), "it was seen");
    let changes = world.react("azlan", "❌", &name);
    assert!(has(&changes, |event| matches!(event, Event::JobDeclined(_))), "{changes:?}");
}
