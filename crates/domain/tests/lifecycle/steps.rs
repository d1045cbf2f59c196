//! Steps of a task: who ticks them by what, how the day ends, and who is asked for those that are missing.

use crate::world::{World, proposal};
use domain::checklist::Steps;
use domain::choice::Choice;
use domain::event::Event;
use domain::id::{MessageId, PersonId, PlaceId, TaskId};
use domain::message::{Form, Kind, Reader, Subject};
use domain::outbound::{Outbound, Purpose};
use domain::request::{Command, Correction, Definition, Proposal};
use domain::task::{Cadence, Occurrence, Outcome, Task};
use domain::time::Zone;

const STEPS: [&str; 3] = ["Mop floor", "Empty bins", "Refill soap"];

/// A world in which Siti cleans the toilets within the hour, step by step.
fn cleaning(requires_photo: bool) -> World {
    let mut world = World::new();
    let at = world.now().plus_minutes(1).in_zone(&Zone::utc()).time();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        assignee: Some(PersonId::new("siti")),
        requires_photo,
        steps: Steps::read(STEPS).expect("they are few"),
        ..Task::named(TaskId::new("toilets"), "Toilets".to_owned(), Cadence::plain("FREQ=DAILY", at, 60))
    }))));
    world.say("farah", Form::Text, "morning");
    world.ask(Command::Lapse);
    world
}

fn day(world: &World) -> &Occurrence {
    world.draft.situation.occurrences.values().next().expect("the day came up")
}

fn about(world: &World) -> Option<Subject> {
    Some(Subject::Task(TaskId::new("toilets"), Some(day(world).day)))
}

fn says(world: &mut World, form: Form, text: &str, kind: Kind) -> MessageId {
    let message = world.say("siti", form, text);
    let about = about(world);
    world.means(&message, kind, about);
    message
}

fn ticked(world: &World) -> Vec<&str> {
    day(world).ticks.iter().map(|tick| tick.step.as_str()).collect()
}

fn wait(world: &mut World, minutes: i64) {
    world.minute += minutes;
    world.ask(Command::Lapse);
}

fn told(world: &World, person: &str, purpose: Purpose) -> Vec<Outbound> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new(person) && said.purpose == purpose).cloned().collect()
}

#[test]
fn steps_that_are_named_are_ticked_and_the_last_of_them_ends_the_day() {
    let mut world = cleaning(false);
    says(&mut world, Form::Text, "1, 2 done", Kind::Task);
    assert_eq!((ticked(&world), day(&world).outcome), (vec!["Mop floor", "Empty bins"], None));
    let last = says(&mut world, Form::Text, "soap refilled", Kind::Task);
    assert_eq!((ticked(&world).len(), day(&world).outcome), (3, Some(Outcome::Done)));
    assert_eq!(day(&world).proof, Some(last), "with the very message as proof");
    says(&mut world, Form::Text, "soap refilled", Kind::Task);
    assert_eq!(ticked(&world).len(), 3, "nothing is ticked twice");
}

#[test]
fn whoever_says_that_it_is_done_says_so_of_all() {
    let mut world = cleaning(false);
    let message = says(&mut world, Form::Text, "Toilets done boss", Kind::Task);
    assert_eq!((ticked(&world), day(&world).outcome), (STEPS.to_vec(), Some(Outcome::Done)));
    assert!(day(&world).ticks.iter().all(|tick| tick.message == message && tick.by == PersonId::new("siti")));
}

#[test]
fn what_is_ticked_in_part_is_partial_and_what_is_missing_is_asked_for_by_name() {
    let mut world = cleaning(false);
    says(&mut world, Form::Text, "floor done", Kind::Task);
    wait(&mut world, 45);
    let asked = told(&world, "siti", Purpose::Reminder).pop().expect("she is asked before it is over");
    assert_eq!(asked.text, "Toilets report still pending. Still missing: Empty bins, Refill soap. Please update.");
    assert_eq!(asked.offer.unwrap().choices(), [Choice::Done, Choice::Delayed, Choice::Skip]);
    wait(&mut world, 30);
    assert_eq!(day(&world).outcome, Some(Outcome::Partial));
    wait(&mut world, 60);
    let told = told(&world, "farah", Purpose::Escalation);
    assert!(told[0].text.contains("Toilets: Empty bins, Refill soap was not reported"), "{}", told[0].text);
    // What is made up for afterwards is late.
    says(&mut world, Form::Text, "bins done", Kind::Task);
    assert_eq!(day(&world).outcome, Some(Outcome::Partial));
    says(&mut world, Form::Text, "soap also", Kind::Task);
    assert_eq!(day(&world).outcome, Some(Outcome::Late));
}

#[test]
fn a_photo_ticks_by_its_caption_and_alone_ticks_nothing() {
    let mut world = cleaning(true);
    says(&mut world, Form::Image, "", Kind::Evidence);
    assert_eq!(ticked(&world).len(), 0);
    says(&mut world, Form::Image, "bins", Kind::Evidence);
    assert_eq!(ticked(&world), ["Empty bins"]);
    world.minute += 20;
    says(&mut world, Form::Text, "floor and soap done", Kind::Task);
    assert_eq!(day(&world).outcome, Some(Outcome::Done), "one photo of the day shows it");
}

#[test]
fn all_that_is_ticked_without_the_photo_asked_for_waits_for_it() {
    let mut world = cleaning(true);
    says(&mut world, Form::Text, "all done", Kind::Task);
    assert_eq!(day(&world).outcome, Some(Outcome::NoPhoto));
    says(&mut world, Form::Image, "", Kind::Evidence);
    assert_eq!(day(&world).outcome, Some(Outcome::Done));
}

#[test]
fn the_button_says_it_of_all_even_when_its_number_is_typed() {
    let mut world = cleaning(false);
    wait(&mut world, 45);
    let asked = told(&world, "siti", Purpose::Reminder).pop().unwrap();
    let message = world.say_alone("siti", "1", None);
    let changes = world.ask(Command::Choose { message, outbound: asked.id, nth: 0 });
    assert!(changes.iter().any(|change| matches!(&change.event, Event::StepsTicked(ticked) if ticked.steps == STEPS)));
    assert_eq!(day(&world).outcome, Some(Outcome::Done));
}

#[test]
fn only_what_is_not_done_ticks_nothing() {
    let mut world = cleaning(false);
    says(&mut world, Form::Text, "soap not done yet", Kind::Progress);
    says(&mut world, Form::Text, "I am here", Kind::Checkin);
    assert_eq!((ticked(&world).len(), day(&world).outcome), (0, None));
    says(&mut world, Form::Text, "all done except soap", Kind::Task);
    assert_eq!(ticked(&world), ["Mop floor", "Empty bins"]);
}

#[test]
fn a_member_who_says_what_a_message_means_ticks_as_it_would_have() {
    let mut world = cleaning(false);
    let message = world.say("siti", Form::Text, "2 and 3 done");
    world.propose(proposal(&message, Kind::Chatter));
    assert_eq!(ticked(&world).len(), 0);
    let read = proposal(&message, Kind::Task);
    let mut meaning = read.meaning.clone();
    (meaning.by, meaning.about) = (Reader::Member("farah".to_owned()), about(&world));
    let correction = Correction { proposal: Proposal { meaning, ..read }, opened: None };
    world.ask(Command::Correct(Box::new(correction)));
    assert_eq!(ticked(&world), ["Empty bins", "Refill soap"]);
}

#[test]
fn a_report_that_is_read_otherwise_leaves_what_others_say_they_did() {
    let mut world = cleaning(false);
    let first = says(&mut world, Form::Text, "all done", Kind::Task);
    says(&mut world, Form::Text, "floor and bins done", Kind::Task);
    assert_eq!((ticked(&world).len(), day(&world).outcome), (3, Some(Outcome::Done)));
    let nothing = proposal(&first, Kind::Chatter);
    let mut meaning = nothing.meaning.clone();
    meaning.by = Reader::Member("farah".to_owned());
    let correction = Correction { proposal: Proposal { meaning, ..nothing }, opened: None };
    world.ask(Command::Correct(Box::new(correction)));
    assert_eq!((ticked(&world), day(&world).outcome), (vec!["Mop floor", "Empty bins"], None));
    wait(&mut world, 120);
    assert_eq!(day(&world).outcome, Some(Outcome::Partial));
}

#[test]
fn steps_keep_their_ticks_when_others_are_put_before_them() {
    let mut world = cleaning(false);
    says(&mut world, Form::Text, "bins done", Kind::Task);
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("toilets")].written();
    task.steps = Steps::read(["Open windows", "Empty bins"]).unwrap();
    world.ask(Command::Define(Box::new(Definition::Task(task.clone()))));
    assert_eq!(task.steps.missing(&day(&world).ticks).collect::<Vec<_>>(), ["Open windows"]);
}

/// What a member says a message means instead.
fn corrected(world: &mut World, message: &MessageId, kind: Kind, about: Option<Subject>) {
    let read = proposal(message, kind);
    let mut meaning = read.meaning.clone();
    (meaning.by, meaning.about) = (Reader::Member("farah".to_owned()), about);
    let correction = Correction { proposal: Proposal { meaning, ..read }, opened: None };
    world.ask(Command::Correct(Box::new(correction)));
}

#[test]
fn a_report_that_says_that_it_is_not_all_never_ends_the_day() {
    for text in
        ["Toilets 1,2 done. 3 belum", "only 2 done", "2 of 3 done", "Toilets belum siap", "2:30 not done", "all done?"]
    {
        let mut world = cleaning(false);
        says(&mut world, Form::Text, text, Kind::Task);
        assert_eq!((ticked(&world).len(), day(&world).outcome), (0, None), "{text}");
    }
}

#[test]
fn a_name_without_done_ticks_where_it_is_known_to_be_a_report_or_shown() {
    for (form, kind, count) in [
        (Form::Text, Kind::Progress, 0),
        (Form::Text, Kind::Checkin, 0),
        (Form::Text, Kind::Task, 1),
        (Form::Image, Kind::Evidence, 1),
    ] {
        let mut world = cleaning(false);
        says(&mut world, form, "soap", kind);
        assert_eq!(ticked(&world).len(), count, "{form:?} {kind:?}");
    }
}

#[test]
fn what_was_said_in_time_stands_for_what_was_said_again_too_late() {
    let mut world = cleaning(false);
    let first = says(&mut world, Form::Text, "all done", Kind::Task);
    wait(&mut world, 90);
    says(&mut world, Form::Text, "all done", Kind::Task);
    let of = about(&world);
    corrected(&mut world, &first, Kind::Chatter, None);
    assert_eq!(day(&world).outcome, Some(Outcome::Late), "the later word is left");
    corrected(&mut world, &first, Kind::Task, of);
    assert_eq!((ticked(&world).len(), day(&world).outcome), (3, Some(Outcome::Done)));
    assert!(day(&world).ticks.iter().all(|tick| tick.message == first));
}

#[test]
fn steps_that_are_taken_out_are_missing_no_more_when_the_window_closes() {
    let mut world = cleaning(false);
    let last = says(&mut world, Form::Text, "floor and bins done", Kind::Task);
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("toilets")].written();
    task.steps = Steps::read(["Mop floor", "Empty bins"]).unwrap();
    world.ask(Command::Define(Box::new(Definition::Task(task))));
    wait(&mut world, 90);
    assert_eq!((day(&world).outcome, &day(&world).proof), (Some(Outcome::Done), &Some(last)));
}

#[test]
fn the_words_of_the_button_name_no_step() {
    let mut world = cleaning(false);
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("toilets")].written();
    task.steps = Steps::read(["Take photo", "Mop floor"]).unwrap();
    world.ask(Command::Define(Box::new(Definition::Task(task))));
    says(&mut world, Form::Text, "Done + photo", Kind::Task);
    assert_eq!((ticked(&world).len(), day(&world).outcome), (2, Some(Outcome::Done)));
}

#[test]
fn a_report_from_elsewhere_that_is_read_otherwise_leaves_another_from_elsewhere() {
    let mut world = cleaning(false);
    let directory = std::sync::Arc::make_mut(&mut world.draft.situation.directory);
    directory.tasks.get_mut(&TaskId::new("toilets")).unwrap().place = Some(PlaceId::new("lobby"));
    let of = about(&world);
    let mut elsewhere = || {
        let message = world.say("siti", Form::Text, "all done");
        let mut read = proposal(&message, Kind::Task);
        (read.meaning.about, read.meaning.place) = (of.clone(), Some(PlaceId::new("pool")));
        world.propose(read);
        message
    };
    let (first, second) = (elsewhere(), elsewhere());
    assert_eq!((day(&world).outcome, &day(&world).proof), (Some(Outcome::WrongPlace), &Some(first.clone())));
    corrected(&mut world, &first, Kind::Chatter, None);
    assert_eq!((day(&world).outcome, &day(&world).proof), (Some(Outcome::WrongPlace), &Some(second)));
}
