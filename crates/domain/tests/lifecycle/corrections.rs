//! What members say of messages: that they mean something else, and that they do not after all.

use crate::world::{World, proposal};
use domain::event::{Change, Event};
use domain::id::TaskId;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Band, Form, Inbound, Interpretation, Kind, Reader, Subject};
use domain::order::Footing;
use domain::refusal::Refusal;
use domain::request::{Command, Correction, Definition, Proposal, Taken};
use domain::task::{Outcome, Task};
use domain::ticket::{Category, Priority, Stage};
use domain::time::Instant;

const FIRST: TicketNumber = TicketNumber(1);
const SECOND: TicketNumber = TicketNumber(2);

/// What Farah says of a message, that opened a ticket or did not.
fn say(message: &MessageId, kind: Kind, about: Option<Subject>, opened: Option<TicketNumber>) -> Command {
    let meaning = Interpretation {
        by: Reader::Member("farah".into()),
        kind,
        category: Some(Category::Lift),
        priority: Some(Priority::Critical),
        place: None,
        about,
        confidence: 1.0,
        band: Band::Act,
        language: "en".into(),
    };
    let opens = kind == Kind::Issue && meaning.about.is_none();
    let proposal = Proposal { opens, ..Proposal::of(message.clone(), meaning) };
    Command::Correct(Box::new(Correction { proposal, opened }))
}

/// What takes back what was just said, as the journal tells it.
fn taken(changes: &[Change]) -> Command {
    let mut said = None;
    let mut before = None;
    for change in changes {
        match &change.event {
            Event::ReadingCorrected { before: then, ticket, footing, .. } => {
                before = Some((then.clone(), ticket.zip(footing.clone())));
            }
            Event::MessageInterpreted { message, meaning } => said = Some((message.clone(), meaning.clone())),
            _ => {}
        }
    }
    let (message, said) = said.expect("something was said");
    let (before, ticket) = before.expect("it corrected something");
    let before = before.expect("it had been read");
    Command::TakeBack(Box::new(Taken { message, said, before, ticket }))
}

/// Somebody says something that is read so.
fn read(world: &mut World, sender: &str, text: &str, kind: Kind, about: Option<Subject>) -> MessageId {
    let message = world.say(sender, Form::Text, text);
    world.means(&message, kind, about);
    message
}

fn kinds(changes: &[Change]) -> Vec<&'static str> {
    let name = |change: &Change| match &change.event {
        Event::ReadingCorrected { .. } => "corrected",
        Event::CorrectionUndone { .. } => "undone",
        Event::MessageInterpreted { .. } => "read",
        Event::TicketOpened { .. } => "opened",
        Event::TicketClassified { .. } => "classified",
        Event::TicketCancelled { .. } => "cancelled",
        Event::TicketMerged { .. } => "merged",
        Event::OutboundWanted { .. } | Event::OutboundWithdrawn { .. } => "letter",
        _ => "other",
    };
    changes.iter().map(name).filter(|name| *name != "letter").collect()
}

fn stage(world: &World, number: TicketNumber) -> Stage {
    world.draft.situation.tickets[&number].stage
}

fn footing(world: &World, number: TicketNumber) -> Footing {
    Footing::of(&world.draft.situation.tickets[&number])
}

#[test]
fn what_a_member_confirms_is_classified_anew_once_and_can_be_taken_back() {
    let mut world = World::new();
    let message = world.report("mei", "lift stuck at block C");
    let before = footing(&world, FIRST);
    let said = say(&message, Kind::Issue, None, Some(FIRST));
    let changes = world.ask(said.clone());
    assert_eq!(kinds(&changes), ["corrected", "read", "classified"]);
    assert_eq!(world.draft.situation.tickets[&FIRST].priority, Priority::Critical);
    assert_eq!(world.ask(said), [], "said twice, it changes nothing");
    let undo = taken(&changes);
    assert_eq!(kinds(&world.ask(undo.clone())), ["undone", "read"]);
    assert_eq!(footing(&world, FIRST), before);
    assert_eq!(world.ask(undo), [], "taken back twice, it changes nothing");
}

#[test]
fn what_was_no_issue_is_put_away_and_comes_back_as_it_was() {
    let mut world = World::new();
    let message = world.report("mei", "lift stuck at block C");
    let before = footing(&world, FIRST);
    let changes = world.ask(say(&message, Kind::Chatter, None, Some(FIRST)));
    assert_eq!(kinds(&changes), ["corrected", "read", "cancelled"]);
    assert_eq!(stage(&world, FIRST), Stage::Cancelled);
    world.ask(taken(&changes));
    assert_eq!(footing(&world, FIRST), before, "nobody is blamed for a slip of the hand");
}

#[test]
fn a_report_that_others_made_too_is_not_put_away_with_one_of_them() {
    let mut world = World::new();
    let message = world.report("mei", "lift stuck at block C");
    read(&mut world, "hakim", "lift still stuck", Kind::Issue, Some(Subject::Ticket(FIRST)));
    world.ask(say(&message, Kind::Chatter, None, Some(FIRST)));
    assert!(stage(&world, FIRST).is_open());
}

#[test]
fn a_duplicate_becomes_part_of_the_other_for_good() {
    let mut world = World::new();
    world.report("mei", "lift stuck at block C");
    let message = world.report("hakim", "lif rosak blok C");
    let changes = world.ask(say(&message, Kind::Issue, Some(Subject::Ticket(FIRST)), Some(SECOND)));
    assert_eq!(kinds(&changes), ["corrected", "merged", "read"]);
    assert_eq!(stage(&world, SECOND), Stage::Merged);
    assert_eq!(world.try_ask(taken(&changes)), Err(Refusal::Joined(SECOND)));
    let message = world.report("mei", "pipe leaks");
    let nowhere = say(&message, Kind::Issue, Some(Subject::Ticket(TicketNumber(99))), Some(TicketNumber(3)));
    assert_eq!(world.try_ask(nowhere), Err(Refusal::NoSuchTicket(TicketNumber(99))));
}

#[test]
fn what_was_held_for_chatter_opens_a_ticket_that_taking_back_puts_away() {
    let mut world = World::new();
    let message = read(&mut world, "mei", "hmm the lift again", Kind::Chatter, None);
    let changes = world.ask(say(&message, Kind::Issue, None, None));
    assert_eq!(kinds(&changes)[..3], ["corrected", "opened", "read"]);
    assert_eq!(stage(&world, FIRST), Stage::Classified);
    world.ask(taken(&changes));
    assert_eq!(stage(&world, FIRST), Stage::Cancelled);
}

#[test]
fn what_was_read_anew_since_is_not_taken_back() {
    let mut world = World::new();
    let message = world.report("mei", "lift stuck at block C");
    let changes = world.ask(say(&message, Kind::Chatter, None, Some(FIRST)));
    let undo = taken(&changes);
    world.ask(say(&message, Kind::Question, Some(Subject::Ticket(FIRST)), Some(FIRST)));
    assert_eq!(world.try_ask(undo), Err(Refusal::ReadSince(message)));
    let unknown = MessageId::new("nothing");
    let said = say(&unknown, Kind::Chatter, None, None);
    assert_eq!(world.try_ask(said), Err(Refusal::NoSuchMessage(unknown)));
}

/// Mei says something that a member should look at.
fn unsure(world: &mut World) -> MessageId {
    let message = world.say("mei", Form::Text, "hmm can you see");
    let mut doubt = proposal(&message, Kind::Chatter);
    doubt.meaning.band = Band::Triage;
    world.propose(doubt);
    message
}

fn snoozed(world: &World, message: &MessageId) -> Option<Instant> {
    world.draft.situation.message(message).expect("it was said").snoozed_until
}

#[test]
fn what_is_snoozed_waits_from_then_on_or_at_once() {
    let mut world = World::new();
    let message = unsure(&mut world);
    let later = Some(world.now().plus_minutes(600));
    let snooze = |until| Command::Snooze { message: message.clone(), until };
    assert_eq!(world.ask(snooze(later)).len(), 1);
    assert_eq!(world.ask(snooze(later)), [], "said twice, it changes nothing");
    assert_eq!(snoozed(&world, &message), later);
    assert_eq!(world.ask(snooze(None)).len(), 1);
    assert_eq!(snoozed(&world, &message), None);
    assert_eq!(world.ask(snooze(None)), []);
}

#[test]
fn nothing_is_snoozed_into_the_past_for_ever_or_when_nobody_is_to_look_at_it() {
    let mut world = World::new();
    let message = unsure(&mut world);
    let at = |minutes| Some(world.now().plus_minutes(minutes));
    let times = [at(0), at(-5), at(366 * 24 * 60)];
    for until in times {
        let snooze = Command::Snooze { message: message.clone(), until };
        assert_eq!(world.try_ask(snooze), Err(Refusal::BadSnooze));
    }
    let settled = world.report("mei", "lift stuck at block C");
    let until = Some(world.now().plus_minutes(60));
    let snooze = Command::Snooze { message: settled.clone(), until };
    assert_eq!(world.try_ask(snooze), Err(Refusal::ReadSince(settled)));
}

/// Mopping the lobby and sweeping the yard, both due now.
fn two_tasks(world: &mut World) -> (TaskId, TaskId) {
    let mop = world.expect_mopping();
    let known = world.draft.situation.directory.tasks[&mop].written();
    let sweep = TaskId::new("sweep");
    let cadence = domain::task::Cadence {
        at: known.cadence.at.wrapping_add(jiff::Span::new().minutes(10)),
        ..known.cadence.clone()
    };
    let task = Task { id: sweep.clone(), name: "Sweep yard".into(), cadence, ..known };
    world.ask(Command::Define(Box::new(Definition::Task(task))));
    world.minute += 12;
    world.ask(Command::Lapse);
    (mop, sweep)
}

/// How the day of a task stands, and what proves it.
fn day(world: &World, task: &TaskId) -> (Option<Outcome>, Option<MessageId>) {
    let day = world.draft.situation.occurrences.values().find(|day| day.task == *task).expect("it came up");
    (day.outcome, day.proof.clone())
}

#[test]
fn a_report_of_another_task_moves_the_credit_and_back() {
    let mut world = World::new();
    let (mop, sweep) = two_tasks(&mut world);
    let message = world.say("siti", Form::Image, "done boss");
    world.means(&message, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop), (Some(Outcome::Done), Some(message.clone())));
    let said = say(&message, Kind::Task, Some(Subject::Task(sweep.clone(), None)), None);
    let changes = world.ask(said.clone());
    assert_eq!(day(&world, &mop), (None, None), "nothing else was said of it, and it may still be done");
    assert_eq!(day(&world, &sweep), (Some(Outcome::Done), Some(message.clone())));
    assert_eq!(world.ask(said), [], "said twice, it changes nothing");
    world.ask(taken(&changes));
    assert_eq!(day(&world, &mop), (Some(Outcome::Done), Some(message)));
    assert_eq!(day(&world, &sweep), (None, None));
}

#[test]
fn a_day_that_is_over_is_missed_once_its_report_is_none_and_not_where_another_was_made() {
    let mut world = World::new();
    let (mop, _) = two_tasks(&mut world);
    let first = world.say("siti", Form::Image, "lobby done");
    world.means(&first, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    let second = world.say("siti", Form::Text, "lobby is clean now");
    world.means(&second, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    world.minute += 300;
    world.ask(Command::Lapse);
    world.ask(say(&first, Kind::Chatter, None, None));
    assert_eq!(day(&world, &mop), (Some(Outcome::NoPhoto), Some(second.clone())));
    world.ask(say(&second, Kind::Chatter, None, None));
    assert_eq!(day(&world, &mop), (Some(Outcome::Missed), None));
}

#[test]
fn a_photo_that_shows_something_else_no_longer_completes_a_report() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    let photo = world.say("siti", Form::Image, "see this");
    world.means(&photo, Kind::Evidence, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop).0, Some(Outcome::Done));
    world.ask(say(&photo, Kind::Chatter, None, None));
    assert_eq!(day(&world, &mop), (Some(Outcome::NoPhoto), Some(words)));
}

#[test]
fn what_a_member_excused_stays_excused_without_its_report() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    let due = world.draft.situation.occurrences.values().next().expect("it came up").day;
    world.ask(Command::Judge { task: mop.clone(), day: due, outcome: Outcome::Excused, because: "rain".to_owned() });
    world.ask(say(&words, Kind::Chatter, None, None));
    assert_eq!(day(&world, &mop), (Some(Outcome::Excused), None));
}

#[test]
fn what_a_member_judged_otherwise_than_it_was_reported_stands() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop).0, Some(Outcome::NoPhoto));
    let due = world.draft.situation.occurrences.values().next().expect("it came up").day;
    world.ask(Command::Judge { task: mop.clone(), day: due, outcome: Outcome::Done, because: String::new() });
    world.ask(say(&words, Kind::Chatter, None, None));
    assert_eq!(day(&world, &mop), (Some(Outcome::Done), None));
}

/// What the sender of the last message sends again: other words, or that they take it back.
fn change(world: &mut World, form: Form, text: &str) -> Vec<Change> {
    let known = *world.last_heard();
    let (text, edited, sent_at) = (text.to_owned(), form != Form::Deleted, world.now());
    world.ask(Command::Receive(Box::new(Inbound { form, text, edited, sent_at, ..known })))
}

#[test]
fn a_report_that_is_taken_back_frees_the_day_that_stood_on_it_alone() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let first = world.say("siti", Form::Text, "lobby done");
    world.means(&first, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop).1, Some(first));
    change(&mut world, Form::Deleted, "");
    assert_eq!(day(&world, &mop), (None, None), "it may still be done");
    let second = world.say("siti", Form::Text, "lobby done");
    world.means(&second, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop), (Some(Outcome::NoPhoto), Some(second)));
    world.minute += 300;
    change(&mut world, Form::Deleted, "");
    assert_eq!(
        day(&world, &mop),
        (Some(Outcome::Missed), None),
        "its window is over, and the first is no report either"
    );
}

#[test]
fn what_a_member_excused_stays_so_when_its_report_is_taken_back() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    let due = world.draft.situation.occurrences.values().next().expect("it came up").day;
    world.ask(Command::Judge { task: mop.clone(), day: due, outcome: Outcome::Excused, because: "rain".to_owned() });
    change(&mut world, Form::Deleted, "");
    assert_eq!(day(&world, &mop), (Some(Outcome::Excused), None));
}

#[test]
fn a_report_whose_words_change_proves_nothing_until_the_new_ones_are_read() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let words = world.say("siti", Form::Text, "lobby done");
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    change(&mut world, Form::Text, "lobby not done yet");
    assert_eq!(day(&world, &mop), (None, None));
    world.means(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)));
    assert_eq!(day(&world, &mop), (Some(Outcome::NoPhoto), Some(words.clone())), "read as a report again, it is one");
    world.ask(say(&words, Kind::Task, Some(Subject::Task(mop.clone(), None)), None));
    change(&mut world, Form::Text, "Lobby is done");
    assert_eq!(day(&world, &mop), (Some(Outcome::NoPhoto), Some(words)), "what a member says of it stands");
}

#[test]
fn what_opened_a_ticket_and_is_a_report_of_a_task_is_credited_and_the_ticket_put_away() {
    let mut world = World::new();
    let mop = world.expect_mopping();
    let message = world.say("siti", Form::Image, "lobby floor wet, mopped");
    world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
    let changes = world.ask(say(&message, Kind::Task, Some(Subject::Task(mop.clone(), None)), Some(FIRST)));
    assert_eq!(day(&world, &mop), (Some(Outcome::Done), Some(message)));
    assert_eq!(stage(&world, FIRST), Stage::Cancelled);
    world.ask(taken(&changes));
    assert_eq!(day(&world, &mop), (None, None));
    assert!(stage(&world, FIRST).is_open());
}
