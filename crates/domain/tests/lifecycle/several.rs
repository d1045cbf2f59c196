//! Several things at once: asked for in one message, of which one is chosen and answered as if it was alone.

use crate::outbound::{cleaning, task, to, wait};
use crate::world::World;
use domain::choice::{self, Choice, Offer};
use domain::event::{Change, Event};
use domain::id::{PersonId, TicketNumber};
use domain::outbound::{Accepted, Outbound, Purpose, Terms};
use domain::request::{Command, TicketCommand};
use domain::task::{Outcome, TaskKind};
use domain::ticket::Assignee;
use domain::wording::Sentence;

/// The channel takes a message.
fn leave(world: &mut World, outbound: &Outbound) {
    let approved = Sentence::ALL.iter().map(|sentence| (sentence.word().to_owned(), "en".to_owned()));
    let terms = Box::new(Terms { approved: approved.collect(), ..Terms::default() });
    world.ask(Command::Dispatch { outbound: outbound.id.clone(), terms });
    let accepted = Accepted { external: external(outbound), channel_name: external(outbound), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: outbound.id.clone(), accepted: Some(accepted) });
}

fn external(outbound: &Outbound) -> String {
    format!("ours-{}", outbound.id)
}

/// Somebody types an answer, perhaps to what they quote; what follows, and the last thing they hear.
fn answer(world: &mut World, person: &str, text: &str, quoted: Option<&Outbound>) -> (Vec<Change>, Outbound) {
    let message = world.say_alone(person, text, quoted.map(external).as_deref());
    let heard = world.draft.situation.message(&message).expect("it is known");
    let (outbound, nth) = choice::typed(&world.draft.situation, heard).expect("it is an answer");
    let changes = world.ask(Command::Choose { message, outbound, nth });
    let said =
        to(world, person).into_iter().max_by_key(|said| (said.wanted_at, &said.id)).expect("they are asked").clone();
    (changes, said)
}

fn offered(outbound: &Outbound) -> &[Choice] {
    outbound.offer.as_ref().map_or(&[], Offer::choices)
}

#[test]
fn several_missing_reports_are_one_message() {
    let mut world = World::new();
    cleaning(&mut world);
    task(&mut world, "bins", "Bins", TaskKind::Task, None);
    wait(&mut world, 50);
    let asked = to(&world, "siti");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].text, "Reports still pending. Please update:\n• Bins\n• Cleaning, Block C");
}

#[test]
fn of_several_missing_reports_one_is_chosen_and_answered_as_if_it_was_alone() {
    let mut world = World::new();
    cleaning(&mut world);
    task(&mut world, "bins", "Bins", TaskKind::Task, None);
    wait(&mut world, 50);
    let asked = to(&world, "siti").remove(0).clone();
    leave(&mut world, &asked);
    let (_, one) = answer(&mut world, "siti", "1", None);
    assert_eq!(one.text, "Bins report still pending. Please update.");
    assert_eq!(offered(&one), [Choice::Done, Choice::Delayed, Choice::Skip]);
    leave(&mut world, &one);
    answer(&mut world, "siti", "1", None);
    let outcome = |world: &World, name: &str| {
        world.draft.situation.occurrences.values().find(|day| day.task.as_str() == name).unwrap().outcome
    };
    assert_eq!(outcome(&world, "bins"), Some(Outcome::Done));
    assert_eq!(outcome(&world, "clean"), None, "the other is still asked for");
}

#[test]
fn of_several_tickets_one_is_chosen_and_answered_as_if_it_was_alone() {
    let mut world = World::new();
    for (nth, title) in [(1, "lift stuck"), (2, "pump leaking")] {
        world.report("mei", title);
        let azlan = Some(Assignee::Person(PersonId::new("azlan")));
        world.ask(Command::change(TicketNumber(nth), TicketCommand::Assign(azlan)));
    }
    wait(&mut world, 62);
    let asked = to(&world, "azlan").into_iter().filter(|said| said.purpose == Purpose::Reminder).collect::<Vec<_>>();
    assert_eq!(asked.len(), 1);
    let asked = asked[0].clone();
    assert_eq!(offered(&asked), [1, 2].map(|nth| Choice::Ticket(TicketNumber(nth))), "{}", asked.text);
    leave(&mut world, &asked);
    let (_, one) = answer(&mut world, "azlan", "T-2", None);
    assert!(one.text.starts_with("T-2 pump leaking is yours since "), "{}", one.text);
    assert_eq!(offered(&one), [Choice::Accept, Choice::Help, Choice::Cannot]);
    leave(&mut world, &one);
    let (changes, _) = answer(&mut world, "azlan", "1", None);
    let accepted = |change: &Change| matches!(&change.event, Event::JobAccepted(job) if job.ticket == TicketNumber(2));
    assert!(changes.iter().any(accepted), "{changes:?}");
    let (_, settled) = answer(&mut world, "azlan", "2", Some(&asked));
    assert!(offered(&settled).is_empty(), "it is answered: {}", settled.text);
}

#[test]
fn a_lead_chooses_of_several_that_nobody_owns_and_may_put_one_off() {
    let mut world = World::new();
    for title in ["lift stuck", "pump leaking"] {
        world.report("mei", title);
    }
    wait(&mut world, 32);
    let asked = to(&world, "farah")[0].clone();
    assert_eq!(offered(&asked), [1, 2].map(|nth| Choice::Ticket(TicketNumber(nth))), "{}", asked.text);
    leave(&mut world, &asked);
    let (_, one) = answer(&mut world, "farah", "1", None);
    assert_eq!(one.text, "⚠ T-1 lift stuck: nobody owns it after 30 minutes. Who takes it?");
    leave(&mut world, &one);
    answer(&mut world, "farah", "snooze 1 h", None);
    let later = to(&world, "farah").into_iter().find(|said| said.not_before > world.now()).unwrap();
    assert_eq!((later.purpose, later.text.as_str()), (Purpose::Escalation, one.text.as_str()));
}

#[test]
fn of_several_rounds_that_nobody_walked_one_is_chosen() {
    let mut world = World::new();
    for name in ["Gate", "Roof"] {
        task(&mut world, name, name, TaskKind::Patrol, None);
    }
    wait(&mut world, 62);
    let asked = to(&world, "siti")[0].clone();
    assert_eq!(offered(&asked).len(), 2, "{}", asked.text);
    leave(&mut world, &asked);
    let (_, one) = answer(&mut world, "siti", "2", None);
    assert!(one.text.starts_with("Roof at ") && one.text.contains("Are you OK?"), "{}", one.text);
    assert_eq!(offered(&one), [Choice::Safe, Choice::Help]);
}

#[test]
fn twelve_at_once_are_two_lists_and_a_number_answers_the_last_that_left_or_the_one_that_is_quoted() {
    let mut world = World::new();
    for nth in 0..12 {
        task(&mut world, &format!("t{nth:02}"), &format!("Round {nth:02}"), TaskKind::Task, None);
    }
    wait(&mut world, 50);
    let mut asked: Vec<Outbound> = to(&world, "siti").into_iter().cloned().collect();
    asked.sort_by_key(|said| std::cmp::Reverse(said.about.len()));
    let [long, short] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((offered(long).len(), offered(short).len()), (8, 4));
    let all: std::collections::BTreeSet<_> = long.about.iter().chain(&short.about).collect();
    assert_eq!(all.len(), 12, "none is lost");
    leave(&mut world, short);
    leave(&mut world, long);
    let name = |outbound: &Outbound| outbound.text.lines().nth(1).unwrap().trim_start_matches("• ").to_owned();
    let (_, one) = answer(&mut world, "siti", "1", None);
    assert!(one.text.starts_with(&name(long)), "{} of {}", one.text, long.text);
    let (_, one) = answer(&mut world, "siti", "1", Some(short));
    assert!(one.text.starts_with(&name(short)), "{} of {}", one.text, short.text);
}
