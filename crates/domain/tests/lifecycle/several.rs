//! Several missing reports at once: asked for in one message, of which one is chosen and answered as if it was alone.

use crate::outbound::{cleaning, task, to, wait};
use crate::world::World;
use domain::choice::{self, Choice};
use domain::outbound::{Accepted, Outbound};
use domain::request::Command;
use domain::task::{Outcome, TaskKind};

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
    let answer = |world: &mut World, outbound: &Outbound, text: &str| {
        let name = format!("ours-{}", outbound.id);
        let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
        world.ask(Command::NoteSent { outbound: outbound.id.clone(), accepted: Some(accepted) });
        let message = world.say_alone("siti", text, None);
        let heard = world.draft.situation.message(&message).expect("it is known");
        let (outbound, nth) = choice::typed(&world.draft.situation, heard).expect("it is an answer");
        world.ask(Command::Choose { message, outbound, nth });
        world.draft.situation.outbounds.values().max_by_key(|said| (said.wanted_at, said.id.clone())).unwrap().clone()
    };
    let one = answer(&mut world, &asked, "1");
    assert_eq!(one.text, "Bins report still pending. Please update.");
    assert_eq!(one.offer.as_ref().unwrap().choices(), [Choice::Done, Choice::Delayed, Choice::Skip]);
    answer(&mut world, &one, "1");
    let outcome = |world: &World, name: &str| {
        world.draft.situation.occurrences.values().find(|day| day.task.as_str() == name).unwrap().outcome
    };
    assert_eq!(outcome(&world, "bins"), Some(Outcome::Done));
    assert_eq!(outcome(&world, "clean"), None, "the other is still asked for");
}
