//! The life of a ticket and of a day of a task, and the clocks of tickets, as sentences: given what was said, when this is
//! asked, then that follows.

mod against;
mod answers;
mod asking;
mod barred;
mod checks;
mod choices;
mod clocks;
mod contests;
mod corrections;
mod duties;
mod excuses;
mod handovers;
mod hearers;
mod hearing;
mod identity;
mod labels;
mod ladders;
mod letters;
mod live;
mod members;
mod merges;
mod near;
mod nods;
mod notices;
mod opinions;
mod oracle;
mod orders;
mod outbound;
mod passes;
mod phones;
mod promised;
mod put_off;
mod quiet;
mod quotes;
mod raise;
mod raised;
mod reactions;
mod repairs;
mod repeats;
mod reports;
mod retention;
mod rotas;
mod sending;
mod several;
mod shifts;
mod steps;
mod tours;
mod undo;
mod voices;
mod words;
mod world;

use domain::event::Event;
use domain::id::{Digest, ImportId, PersonId, TaskId, TicketNumber};
use domain::message::{Attachment, Form, Interpretation, Kind, Reader, Subject};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Hindsight, Proposal, TicketCommand};
use domain::task::{Cadence, Outcome, Task};
use domain::ticket::{Assignee, Category, HoldReason, Priority, Stage};
use domain::time::Zone;
use std::sync::Arc;

const FIRST: TicketNumber = TicketNumber(1);

use world::{World, proposal};

#[test]
fn a_report_becomes_a_classified_ticket_with_its_reporter_and_title() {
    let mut world = World::new();
    let message = world.report("mei", "Lift stuck again, Block C\nplease help");
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, ticket.category, ticket.priority), (Stage::Classified, Category::Lift, Priority::High));
    assert_eq!((ticket.reporter.as_str(), ticket.title.as_str()), ("mei", "Lift stuck again, Block C"));
    assert_eq!(ticket.messages, [message]);
}

#[test]
fn a_ticket_walks_from_report_to_closure() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let message = world.say("farah", Form::Text, "azlan please check");
    let assignee = Some(Assignee::Person(PersonId::new("azlan")));
    let mut assign = proposal(&message, Kind::Assign);
    assign.meaning.about = Some(Subject::Ticket(FIRST));
    world.propose(Proposal { assignee: assignee.clone(), ..assign });
    assert_eq!((world.stage(), &world.draft.situation.tickets[&FIRST].assignee), (Stage::Assigned, &assignee));
    for (sender, kind, stage) in [
        ("azlan", Kind::Progress, Stage::InProgress),
        ("azlan", Kind::Resolved, Stage::Resolved),
        ("mei", Kind::Verified, Stage::Verified),
    ] {
        world.follow_up(sender, kind);
        assert_eq!(world.stage(), stage);
    }
    world.minute += 3 * 24 * 60;
    world.ask(Command::Lapse);
    assert_eq!(world.stage(), Stage::Closed);
}

#[test]
fn a_ticket_on_hold_that_loses_its_owner_still_says_why_it_waits() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let change = |command| Command::Change { ticket: FIRST, seen: None, command };
    world.ask(change(TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan"))))));
    world.ask(change(TicketCommand::Hold { reason: HoldReason::Parts, message: None }));
    world.ask(change(TicketCommand::Assign(None)));
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, ticket.hold), (Stage::OnHold, Some(HoldReason::Parts)));
}

#[test]
fn a_neighbour_neither_orders_work_nor_says_that_it_is_under_way() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    for kind in [Kind::Assign, Kind::Progress] {
        world.follow_up("hakim", kind);
        assert_eq!(world.stage(), Stage::Classified, "{kind}");
    }
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(world.stage(), Stage::InProgress);
}

#[test]
fn a_claim_by_the_doer_is_not_a_verification() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("azlan", Kind::Verified);
    assert_eq!(world.stage(), Stage::Resolved);
    world.follow_up("farah", Kind::Verified);
    assert_eq!(world.stage(), Stage::Verified);
}

#[test]
fn whoever_starts_work_on_an_unowned_ticket_owns_it() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Progress);
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!(ticket.assignee, Some(Assignee::Person(PersonId::new("azlan"))));
    assert_eq!(ticket.stage, Stage::InProgress);
}

#[test]
fn a_disputed_claim_reopens_and_counts() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("mei", Kind::Reopened);
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((ticket.stage, ticket.reopened), (Stage::Reopened, 1));
}

#[test]
fn a_second_report_is_a_voice_on_the_first_ticket() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("hakim", Kind::Issue);
    world.follow_up("hakim", Kind::Issue);
    let situation = &world.draft.situation;
    assert_eq!((situation.tickets.len(), &situation.tickets[&FIRST].voices), (1, &vec![PersonId::new("hakim")]));
}

#[test]
fn a_photo_sent_before_its_words_becomes_evidence_of_the_ticket_they_open() {
    let mut world = World::new();
    let photo = world.say("mei", Form::Image, "");
    world.means(&photo, Kind::Chatter, None);
    let words = world.say("mei", Form::Text, "look at this leak");
    let seen = vec![Hindsight::Same(photo.clone())];
    world.propose(Proposal { opens: true, hindsight: seen, ..proposal(&words, Kind::Issue) });
    let ticket = &world.draft.situation.tickets[&FIRST];
    assert_eq!((&ticket.evidence, ticket.messages.contains(&photo)), (&vec![photo.clone()], true));
    let meaning = world.draft.situation.message(&photo).unwrap().meaning.as_ref().unwrap();
    assert_eq!((meaning.kind, &meaning.by), (Kind::Evidence, &Reader::Hindsight));
}

#[test]
fn merging_moves_messages_and_voices() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let second = world.report("hakim", "lift not moving");
    world.ask(Command::change(TicketNumber(2), TicketCommand::Merge(FIRST)));
    let situation = &world.draft.situation;
    assert_eq!(situation.tickets[&TicketNumber(2)].stage, Stage::Merged);
    assert_eq!(situation.tickets[&FIRST].voices, [PersonId::new("hakim")]);
    assert_eq!(situation.ticket_of(situation.message(&second).unwrap()).unwrap().number, FIRST);
}

#[test]
fn members_are_refused_with_a_sentence_that_says_what_to_do() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let cases = [
        (Command::change(TicketNumber(9), TicketCommand::Start), "there is no ticket T-9"),
        (Command::change(FIRST, TicketCommand::Close), "somebody must confirm the fix first"),
        (Command::change(FIRST, TicketCommand::Merge(FIRST)), "cannot be merged"),
        (Command::change(FIRST, TicketCommand::Reopen), "being worked on already"),
        (
            Command::Change { ticket: FIRST, seen: Some(Stage::Resolved), command: TicketCommand::Cancel },
            "somebody was faster",
        ),
    ];
    for (command, expected) in cases {
        let refusal = world.try_ask(command).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{refusal}");
    }
}

#[test]
fn a_message_heard_twice_is_one_message() {
    let mut world = World::new();
    world.say("mei", Form::Text, "hello");
    world.said = 0;
    world.minute += 1;
    let inbound = world.last_heard();
    assert_eq!(world.ask(Command::Receive(inbound)), []);
}

#[test]
fn a_file_of_somebody_erased_does_not_come_back_with_the_same_export() {
    let mut world = World::new();
    world.say("mei", Form::Image, "the lift");
    let mut again = world.last_heard();
    again.attachment = Some(Attachment { name: "p.jpg".into(), digest: Some(Digest::new("00ff")) });
    let directory = Arc::make_mut(&mut world.draft.situation.directory);
    let mei = directory.people.get_mut(&PersonId::new("mei")).unwrap();
    mei.name.clear();
    mei.handles.clear();
    assert_eq!(world.ask(Command::Receive(again)), []);
}

#[test]
fn a_day_of_a_task_that_nobody_reports_is_missed() {
    let mut world = World::new();
    world.expect_mopping();
    assert_eq!(world.outcomes(), [None]);
    world.minute += 61;
    let changes = world.ask(Command::Lapse);
    assert!(
        changes.iter().any(|change| matches!(change.event, Event::OccurrenceEnded { outcome: Outcome::Missed, .. }))
    );
    assert_eq!(world.outcomes(), [Some(Outcome::Missed)]);
}

#[test]
fn a_task_that_is_added_or_moved_is_owed_from_then_on() {
    let mut world = World::new();
    world.say("farah", Form::Text, "morning");
    world.minute += 600;
    world.expect_mopping();
    let at = |world: &World, minutes| world.now().plus_minutes(minutes).in_zone(&Zone::utc()).time();
    let known = world.draft.situation.directory.tasks[&TaskId::new("mop")].written();
    let define = |world: &mut World, id: &str, at| {
        let cadence = Cadence { at, ..known.cadence.clone() };
        let task = Task { id: TaskId::new(id), cadence, ..known.clone() };
        world.ask(Command::Define(Box::new(Definition::Task(task))))
    };
    let (past, future) = (at(&world, -120), at(&world, 300));
    define(&mut world, "added", past);
    define(&mut world, "moved", future);
    define(&mut world, "moved", past);
    assert_eq!(define(&mut world, "moved", past), [], "what is known already is nothing new");
    assert_eq!(world.ask(Command::Lapse), []);
    assert_eq!(world.outcomes(), [None], "the window of the first opened as it became known");
    // The next day all three are.
    world.minute += 24 * 60 - 60;
    world.ask(Command::Lapse);
    assert_eq!(world.outcomes().len(), 4);
}

#[test]
fn an_imported_chat_shows_what_was_done_before_the_task_was_written_down() {
    let mut world = World::new();
    world.say("farah", Form::Text, "morning");
    world.minute += 600;
    let task = world.expect_mopping();
    let mut known = world.draft.situation.directory.tasks[&task].written();
    (known.id, known.cadence.at) = (TaskId::new("early"), world.now().plus_minutes(-120).in_zone(&Zone::utc()).time());
    world.ask(Command::Define(Box::new(Definition::Task(known))));
    world.import = Some(ImportId::new("chat"));
    world.ask(Command::Lapse);
    assert_eq!(world.outcomes().len(), 2);
}

#[test]
fn a_report_without_the_photo_asked_for_is_completed_by_a_photo_soon_after() {
    let mut world = World::new();
    let task = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(task.clone(), None)));
    assert_eq!(world.outcomes(), [Some(Outcome::NoPhoto)]);
    let photo = world.say("siti", Form::Image, "");
    world.means(&photo, Kind::Evidence, Some(Subject::Task(task, None)));
    let day = world.draft.situation.occurrences.values().next().unwrap();
    assert_eq!((day.outcome, &day.proof), (Some(Outcome::Done), &Some(words)));
}

#[test]
fn whoever_lives_there_ends_no_day_of_those_who_work() {
    let mut world = World::new();
    let task = world.expect_mopping();
    let day = world.draft.situation.occurrences.keys().find(|(of, _)| *of == task).expect("a day is due").1;
    for (person, is_done) in [("mei", false), ("siti", true)] {
        let photo = world.say(person, Form::Image, "lobby mopped");
        world.means(&photo, Kind::Task, Some(Subject::Task(task.clone(), Some(day))));
        let outcome = world.draft.situation.occurrences[&(task.clone(), day)].outcome;
        assert_eq!(outcome == Some(Outcome::Done), is_done, "{person}");
    }
}

#[test]
fn a_report_after_the_window_is_late_and_takes_the_place_of_missed() {
    let mut world = World::new();
    let task = world.expect_mopping();
    world.minute += 90;
    world.ask(Command::Lapse);
    let photo = world.say("siti", Form::Image, "lobby done");
    world.means(&photo, Kind::Task, Some(Subject::Task(task, None)));
    assert_eq!(world.outcomes(), [Some(Outcome::Late)]);
}

#[test]
fn a_member_may_excuse_a_missed_day() {
    let mut world = World::new();
    let task = world.expect_mopping();
    world.minute += 90;
    world.ask(Command::Lapse);
    let day = world.draft.situation.occurrences.values().next().unwrap().day;
    world.ask(Command::Judge { task, day, outcome: Outcome::Excused, because: "rain".to_owned() });
    assert_eq!(world.outcomes(), [Some(Outcome::Excused)]);
}

#[test]
fn what_was_excused_and_then_done_was_done() {
    let mut world = World::new();
    let task = world.expect_mopping();
    let day = world.draft.situation.occurrences.values().next().unwrap().day;
    world.ask(Command::Judge { task: task.clone(), day, outcome: Outcome::Excused, because: "rain".to_owned() });
    for (form, outcome) in [(Form::Text, Outcome::Excused), (Form::Image, Outcome::Done)] {
        let report = world.say("siti", form, "lobby done");
        world.means(&report, Kind::Task, Some(Subject::Task(task.clone(), None)));
        assert_eq!(world.outcomes(), [Some(outcome)], "{form:?}");
    }
}

#[test]
fn orders_and_claims_change_nothing_about_what_is_over() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.follow_up("azlan", Kind::Resolved);
    world.follow_up("mei", Kind::Verified);
    for kind in [Kind::Assign, Kind::Progress, Kind::Resolved, Kind::Verified] {
        world.follow_up("farah", kind);
        assert_eq!(world.stage(), Stage::Verified, "{kind}");
    }
    world.follow_up("mei", Kind::Reopened);
    assert_eq!(world.stage(), Stage::Reopened);
}

#[test]
fn what_is_said_of_a_ticket_merged_twice_goes_to_the_last() {
    let mut world = World::new();
    let (second, third) = (TicketNumber(2), TicketNumber(3));
    for sender in ["mei", "hakim", "siti"] {
        world.report(sender, "lift stuck");
    }
    world.ask(Command::change(FIRST, TicketCommand::Merge(second)));
    world.ask(Command::change(second, TicketCommand::Merge(third)));
    world.follow_up("azlan", Kind::Resolved);
    let stage = |number| world.draft.situation.tickets[&number].stage;
    assert_eq!((stage(FIRST), stage(second), stage(third)), (Stage::Merged, Stage::Merged, Stage::Resolved));
    let refused = world.try_ask(Command::change(FIRST, TicketCommand::Reopen));
    assert!(matches!(refused, Err(Refusal::WrongStage { .. })), "{refused:?}");
}

#[test]
fn what_is_said_of_a_cancelled_or_unknown_ticket_belongs_to_none() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.ask(Command::change(FIRST, TicketCommand::Cancel));
    world.follow_up("azlan", Kind::Resolved);
    assert_eq!(world.stage(), Stage::Cancelled);
    let photo = world.say("mei", Form::Image, "");
    world.means(&photo, Kind::Evidence, None);
    let words = world.say("mei", Form::Text, "see above");
    for number in [FIRST, TicketNumber(99)] {
        let meaning = proposal(&photo, Kind::Evidence).meaning;
        let meaning = Interpretation { about: Some(Subject::Ticket(number)), ..meaning };
        let hindsight = vec![Hindsight::Other(photo.clone(), meaning)];
        let changes = world.propose(Proposal { hindsight, ..proposal(&words, Kind::Chatter) });
        assert!(changes.iter().all(|change| change.event.ticket().is_none()), "{changes:?}");
    }
}
