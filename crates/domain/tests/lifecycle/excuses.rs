//! Days of tasks that are not done and excused: by whom, for which reason, and how whoever owes one comes to be asked why.

use crate::world::World;
use domain::choice::{Choice, Offer};
use domain::event::{Change, Event};
use domain::id::{PersonId, TaskId};
use domain::order::{Order, Told};
use domain::outbound::Purpose;
use domain::refusal::Refusal;
use domain::request::Command;
use domain::task::{Occurrence, Outcome};
use domain::time::Day;

fn mopping() -> (World, TaskId, Day) {
    let mut world = World::new();
    let task = world.expect_mopping();
    let (_, day) = world.draft.situation.occurrences.keys().next().cloned().expect("it came up");
    (world, task, day)
}

fn due(world: &World) -> &Occurrence {
    world.draft.situation.occurrences.values().next().expect("it came up")
}

fn order(world: &mut World, sender: &str, told: Told) -> Result<Vec<Change>, Refusal> {
    let message = world.say_alone(sender, "…", None);
    world.try_ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })))
}

fn answered(world: &World, person: &str) -> (String, Vec<Choice>) {
    let all = world.draft.situation.outbounds.values();
    let theirs = all.filter(|said| said.to == PersonId::new(person) && said.purpose == Purpose::Reply);
    let last = theirs.max_by_key(|said| (said.wanted_at, &said.id)).expect("they are answered");
    (last.text.clone(), last.offer.as_ref().map_or(&[][..], Offer::choices).to_vec())
}

#[test]
fn a_member_excuses_for_a_reason_or_not_at_all() {
    let (mut world, task, day) = mopping();
    let judge =
        |outcome, because: &str| Command::Judge { task: task.clone(), day, outcome, because: because.to_owned() };
    assert_eq!(world.try_ask(judge(Outcome::Excused, " ")), Err(Refusal::NoReason));
    let changes = world.ask(judge(Outcome::Excused, "no water "));
    let ended = changes.iter().find(|change| matches!(change.event, Event::OccurrenceEnded { .. })).unwrap();
    assert_eq!(ended.personal.text, "no water", "it stands beside the entry, where it can be erased");
    assert_eq!((due(&world).outcome, due(&world).because.as_deref()), (Some(Outcome::Excused), Some("no water")));
    world.ask(judge(Outcome::Missed, "what is no excuse needs none"));
    assert_eq!((due(&world).outcome, due(&world).because.as_deref()), (Some(Outcome::Missed), None));
}

#[test]
fn a_lead_excuses_in_the_chat_and_hears_what_and_why() {
    let (mut world, task, day) = mopping();
    let told = Told::Excuse(vec![(task.clone(), day)], "no water".to_owned());
    let refused = Err(Refusal::NoSuchOccurrence(task, day));
    assert_eq!(order(&mut world, "siti", told.clone()), refused, "who owes it does not");
    order(&mut world, "farah", told.clone()).unwrap();
    assert_eq!((due(&world).outcome, due(&world).because.as_deref()), (Some(Outcome::Excused), Some("no water")));
    assert!(due(&world).proof.is_some(), "by that very message");
    assert_eq!(answered(&world, "farah").0, "Noted: Mop lobby is excused today (no water).");
    assert_eq!(order(&mut world, "farah", told), refused, "it is excused already");
}

#[test]
fn who_cannot_do_it_is_asked_why_and_nothing_is_excused() {
    let (mut world, task, day) = mopping();
    let told = Told::Skip(task.clone(), day);
    assert_eq!(order(&mut world, "azlan", told.clone()), Err(Refusal::NoSuchOccurrence(task, day)), "it is not theirs");
    order(&mut world, "siti", told).unwrap();
    assert_eq!(due(&world).outcome, None);
    let (text, offered) = answered(&world, "siti");
    assert_eq!(text, "Why is Mop lobby not done today?");
    assert!(matches!(offered.first(), Some(Choice::Because(_))), "{offered:?}");
}
