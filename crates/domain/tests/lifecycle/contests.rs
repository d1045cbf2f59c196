//! Pauses that whoever has the job says are wrong: who is asked, what their answer does to the clocks, and how it is taken back.

use crate::FIRST;
use crate::passes::{by_pass, by_pass_of};
use crate::world::World;
use domain::agreement::Target;
use domain::choice::Choice;
use domain::clock::Standing;
use domain::directory::{Person, Role};
use domain::event::{Change, Event};
use domain::id::{MessageId, PersonId};
use domain::message::{Form, Kind, Subject};
use domain::order::{Deed, Order, Told};
use domain::outbound::{Accepted, Outbound, Purpose, State, Wanted};
use domain::pass::Move;
use domain::refusal::Refusal;
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Assignee, HoldReason, Ticket};
use domain::time::Instant;

/// A ticket that Azlan has and that waited for parts for two days, as a message shows.
fn waited() -> (World, Instant) {
    let mut world = World::new();
    world.report("mei", "pump leaking");
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))))));
    let shown = world.say_alone("farah", "no parts", None);
    world.means(&shown, Kind::Progress, Some(Subject::Ticket(FIRST)));
    world.ask(Command::change(FIRST, TicketCommand::Hold { reason: HoldReason::Parts, message: Some(shown) }));
    let since = world.draft.situation.tickets[&FIRST].course.pause().expect("it waits").since;
    world.minute += 2 * 24 * 60;
    (world, since)
}

fn ticket(world: &World) -> &Ticket {
    &world.draft.situation.tickets[&FIRST]
}

fn judge(since: Instant, stands: Option<bool>, because: &str) -> Command {
    Command::change(FIRST, TicketCommand::JudgePause { since, stands, because: because.to_owned() })
}

fn told<'a>(world: &'a World, person: &str) -> Vec<&'a Outbound> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new(person) && said.purpose == Purpose::Pause).collect()
}

/// The channel takes the question that Farah is asked, and she taps an answer.
fn tap(world: &mut World, nth: usize) -> MessageId {
    let question =
        told(world, "farah").into_iter().max_by_key(|said| (said.wanted_at, &said.id)).cloned().expect("she is asked");
    let name = format!("ours-{}", question.id);
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: question.id.clone(), accepted: Some(accepted) });
    let message = world.say_alone("farah", "…", None);
    world.ask(Command::Choose { message: message.clone(), outbound: question.id, nth });
    message
}

fn standing(world: &World, target: Target) -> Standing {
    ticket(world).standing(&ticket(world).course.promises[&target])
}

#[test]
fn a_contested_pause_is_an_entry_and_managers_are_asked_with_two_buttons() {
    let (mut world, since) = waited();
    let changes = by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    let contested = changes.iter().find_map(|change| match &change.event {
        Event::PauseContested(contested) => Some(contested.clone()),
        _ => None,
    });
    let contested = contested.expect("it is an entry of its own");
    assert_eq!((contested.since, contested.by.as_str(), contested.reason), (since, "azlan", HoldReason::Parts));
    let (pause, _) = ticket(&world).course.wait(since).unwrap();
    assert!(pause.waits_for_answer() && pause.contest.as_ref().unwrap().message == contested.message);
    let asked = told(&world, "farah");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].offer.as_ref().unwrap().choices(), [Choice::Uphold(since), Choice::Strike(since)]);
    assert!(asked[0].text.contains("azlan") && asked[0].text.contains("said"), "{}", asked[0].text);
    let again = by_pass(&mut world, "azlan", "d", Move::Contest, Form::Text).unwrap();
    assert!(!again.iter().any(|change| matches!(change.event, Event::PauseContested(_))), "said again, it is one");
    assert_eq!(told(&world, "farah").len(), 1);
}

#[test]
fn a_pause_that_ended_is_contested_until_the_ticket_is_closed() {
    let (mut world, since) = waited();
    world.ask(Command::change(FIRST, TicketCommand::Start));
    by_pass_of(&mut world, "azlan", "c", (Move::Contest, Some(since)), Form::Text).unwrap();
    assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    let (mut world, since) = waited();
    let elsewhen = by_pass_of(&mut world, "azlan", "x", (Move::Contest, Some(since.plus_minutes(1))), Form::Text);
    assert!(matches!(elsewhen, Err(Refusal::WrongStage { .. })), "{elsewhen:?}");
    for command in [TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close] {
        world.ask(Command::change(FIRST, command));
    }
    let closed = by_pass_of(&mut world, "azlan", "c", (Move::Contest, Some(since)), Form::Text);
    assert!(matches!(closed, Err(Refusal::WrongStage { .. })), "{closed:?}");
}

#[test]
fn a_struck_pause_counts_no_more_and_what_it_hid_is_missed() {
    let (mut world, since) = waited();
    assert_eq!(standing(&world, Target::Resolve), Standing::Paused);
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    tap(&mut world, 1);
    assert!(ticket(&world).course.wait(since).unwrap().0.is_struck());
    let due_at = ticket(&world).course.promises[&Target::Resolve].due_at.expect("the clock ran");
    assert!(due_at < world.now(), "{due_at:?}");
    let missed = world.ask(Command::Lapse);
    let is_miss = |event: &Event| matches!(event, Event::TargetMissed(miss) if miss.target == Target::Resolve && miss.due_at == due_at);
    assert!(missed.iter().any(|change| is_miss(&change.event)), "{missed:?}");
    assert_eq!(standing(&world, Target::Resolve), Standing::Missed);
    let heard = told(&world, "azlan");
    assert!(heard.len() == 1 && heard[0].text.contains("no longer counts"), "{heard:?}");
}

#[test]
fn undo_puts_the_pause_and_what_it_hid_back() {
    let (mut world, since) = waited();
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    tap(&mut world, 1);
    world.ask(Command::Lapse);
    let message = world.say_alone("farah", "undo", None);
    world.ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told: Told::Undo })));
    assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    assert_eq!(standing(&world, Target::Resolve), Standing::Paused);
    assert!(told(&world, "azlan").iter().any(|said| said.text.contains("taken back")));
    assert_eq!(
        told(&world, "farah").iter().filter(|said| said.state == State::Waiting).count(),
        1,
        "she is asked again"
    );
}

#[test]
fn a_fix_that_was_in_time_by_the_pause_alone_is_late_once_it_is_struck() {
    let (mut world, since) = waited();
    world.ask(Command::change(FIRST, TicketCommand::Resolve));
    assert_eq!(standing(&world, Target::Resolve), Standing::Met);
    assert_eq!(world.try_ask(judge(since, Some(false), " ")), Err(Refusal::NoReason));
    assert_eq!(world.try_ask(judge(since.plus_minutes(1), Some(false), "x")), Err(Refusal::NoSuchPause(FIRST)));
    let changes = world.ask(judge(since, Some(false), "the parts were here"));
    let struck = changes.iter().find(|change| matches!(change.event, Event::PauseJudged(_))).unwrap();
    assert_eq!(struck.personal.text, "the parts were here");
    assert_eq!(world.ask(judge(since, Some(false), "again")), [], "said twice, it is said once");
    assert_eq!(standing(&world, Target::Resolve), Standing::Missed);
    world.ask(Command::Lapse);
    assert!(ticket(&world).course.promises[&Target::Resolve].missed.is_some());
    assert_eq!(world.try_ask(judge(since, Some(true), "no")), Err(Refusal::Judged(FIRST)), "the first answer stands");
    world.ask(judge(since, None, ""));
    assert_eq!(standing(&world, Target::Resolve), Standing::Met, "until it is taken back");
}

#[test]
fn a_pause_that_stands_still_counts_and_is_not_contested_again() {
    let (mut world, since) = waited();
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    tap(&mut world, 0);
    assert_eq!(standing(&world, Target::Resolve), Standing::Paused);
    assert!(told(&world, "azlan")[0].text.contains("stands"), "{:?}", told(&world, "azlan"));
    let again = by_pass(&mut world, "azlan", "d", Move::Contest, Form::Text);
    assert_eq!(again, Err(Refusal::Judged(FIRST)));
    assert!(!ticket(&world).course.wait(since).unwrap().0.is_struck());
}

#[test]
fn nobody_but_a_manager_answers_and_an_answer_takes_the_question_from_the_others() {
    let (mut world, since) = waited();
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    let question = told(&world, "farah")[0].id.clone();
    let message = world.say_alone("siti", "1", None);
    let answer = world.try_ask(Command::Choose { message, outbound: question.clone(), nth: 1 });
    assert!(matches!(answer, Err(Refusal::NoSuchChoice(_))), "{answer:?}");
    world.ask(judge(since, Some(true), "the parts came late"));
    assert_eq!(world.draft.situation.outbounds[&question].state, State::Withdrawn);
}

#[test]
fn where_no_manager_is_whoever_leads_reads_of_it_without_answers() {
    let (mut world, since) = waited();
    for person in ["farah", "hakim"] {
        let role = if person == "farah" { Role::Resident } else { Role::Supervisor };
        let known = world.draft.situation.directory.people[&PersonId::new(person)].clone();
        world.ask(Command::Define(Box::new(Definition::Person(Person { role, ..known }))));
    }
    by_pass(&mut world, "azlan", "c", Move::Contest, Form::Text).unwrap();
    assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    let read = told(&world, "hakim");
    assert_eq!((read.len(), read[0].offer.is_none()), (1, true));
    assert!(told(&world, "farah").is_empty());
}

/// Somebody says in the chat that the pause is wrong.
fn contest(world: &mut World, person: &str) -> Result<Vec<Change>, Refusal> {
    let message = world.say(person, Form::Text, "the pause of #1 is wrong, parts were there");
    let told = Told::Ticket { ticket: FIRST, is_named: true, deed: Deed::Contest };
    world.try_ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })))
}

fn reply(changes: &[Change]) -> Option<&str> {
    changes.iter().find_map(|change| match &change.event {
        Event::OutboundWanted(Wanted { purpose: Purpose::Reply, .. }) => Some(change.personal.text.as_str()),
        _ => None,
    })
}

#[test]
fn a_pause_is_contested_in_the_chat_as_by_a_link_and_answered_in_two_lines() {
    let (mut world, since) = waited();
    let changes = contest(&mut world, "azlan").unwrap();
    let text = reply(&changes).expect("he is answered");
    assert!(text.starts_with("T-1 pump leaking\nThe pause since "), "{text}");
    assert!(text.lines().count() == 2 && text.contains("managers are asked") && text.contains("undo"), "{text}");
    assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    let asked = told(&world, "farah");
    assert_eq!(asked[0].offer.as_ref().unwrap().choices(), [Choice::Uphold(since), Choice::Strike(since)]);
    assert!(asked[0].text.contains("azlan") && asked[0].text.contains("parts were there"), "{}", asked[0].text);
    let again = contest(&mut world, "azlan").unwrap();
    assert!(!again.iter().any(|change| matches!(change.event, Event::PauseContested(_))), "said again, it is one");
    tap(&mut world, 1);
    assert!(ticket(&world).course.wait(since).unwrap().0.is_struck());
    assert!(told(&world, "azlan")[0].text.contains("no longer counts"));
    let judged = contest(&mut world, "azlan").unwrap();
    assert!(reply(&judged).unwrap().contains("No pause of it is left"), "what was answered is answered");
}

#[test]
fn of_several_pauses_the_last_that_nobody_contested_is_meant() {
    let (mut world, first) = waited();
    world.ask(Command::change(FIRST, TicketCommand::Start));
    let shown = world.say_alone("farah", "no key", None);
    world.means(&shown, Kind::Progress, Some(Subject::Ticket(FIRST)));
    world.minute += 60;
    world.ask(Command::change(FIRST, TicketCommand::Hold { reason: HoldReason::Access, message: Some(shown) }));
    let second = ticket(&world).course.pause().expect("it waits again").since;
    for (since, other) in [(second, Some(first)), (first, None)] {
        contest(&mut world, "azlan").unwrap();
        assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
        assert!(other.is_none_or(|other| !ticket(&world).course.wait(other).unwrap().0.waits_for_answer()));
    }
}

#[test]
fn of_anybody_who_has_not_the_job_a_contest_in_the_chat_is_talk() {
    let (mut world, since) = waited();
    for person in ["farah", "siti", "mei", "hakim"] {
        assert_eq!(contest(&mut world, person), Err(Refusal::NotYours(FIRST)), "{person}");
    }
    assert!(!ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    world.ask(Command::change(FIRST, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("siti"))))));
    for command in [TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close] {
        world.ask(Command::change(FIRST, command));
    }
    let closed = contest(&mut world, "siti").unwrap();
    assert!(reply(&closed).unwrap().contains("cannot be done now"), "{closed:?}");
}

#[test]
fn undo_takes_back_what_was_said_of_a_pause_and_the_question_about_it() {
    let (mut world, since) = waited();
    contest(&mut world, "azlan").unwrap();
    let message = world.say("azlan", Form::Text, "undo");
    world.ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told: Told::Undo })));
    assert!(!ticket(&world).course.wait(since).unwrap().0.waits_for_answer());
    assert!(told(&world, "farah").iter().all(|said| said.state == State::Withdrawn));
    contest(&mut world, "azlan").unwrap();
    assert!(ticket(&world).course.wait(since).unwrap().0.waits_for_answer(), "and it may be said again");
}
