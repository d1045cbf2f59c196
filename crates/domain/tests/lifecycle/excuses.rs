//! Days of tasks that are not done and excused: by whom, for which reason, and how whoever owes one comes to be asked why.

use crate::outbound::{cleaning, task};
use crate::world::World;
use domain::choice::{Choice, Offer};
use domain::event::{Change, Event};
use domain::id::{OutboundId, PersonId, TaskId};
use domain::ladder::Reached;
use domain::order::{Order, Told};
use domain::outbound::{Accepted, Outbound, Purpose};
use domain::refusal::Refusal;
use domain::request::{Command, Definition};
use domain::task::{Occurrence, Outcome, TaskKind};
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
    let told = skip(&[(&task, day)], "");
    assert_eq!(order(&mut world, "azlan", told.clone()), Err(Refusal::NoSuchOccurrence(task, day)), "it is not theirs");
    order(&mut world, "siti", told).unwrap();
    assert_eq!(due(&world).outcome, None);
    let (text, offered) = answered(&world, "siti");
    assert_eq!(text, "Why is Mop lobby not done today?");
    assert!(matches!(offered.first(), Some(Choice::Because(_))), "{offered:?}");
    assert!(begged(&world).is_empty());
}

fn skip(days: &[(&TaskId, Day)], because: &str) -> Told {
    Told::Skip(days.iter().map(|(task, day)| ((*task).clone(), *day)).collect(), because.to_owned())
}

/// What Farah is asked to excuse.
fn begged(world: &World) -> Vec<Outbound> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new("farah") && said.rung == Reached::SKIPPED).cloned().collect()
}

/// The channel takes a message, and somebody taps an answer of it.
fn tap(world: &mut World, person: &str, outbound: &OutboundId, nth: usize) -> Vec<Change> {
    let name = format!("ours-{outbound}");
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: outbound.clone(), accepted: Some(accepted) });
    let message = world.say_alone(person, "…", None);
    world.ask(Command::Choose { message, outbound: outbound.clone(), nth })
}

#[test]
fn who_says_why_they_cannot_is_not_asked_again_and_whoever_leads_is_at_once() {
    let (mut world, task, day) = mopping();
    order(&mut world, "siti", skip(&[(&task, day)], "no water")).unwrap();
    assert_eq!(due(&world).outcome, None, "that is not theirs to say");
    assert_eq!(answered(&world, "siti").0, "Only whoever leads can excuse Mop lobby. They have been asked.");
    let asked = begged(&world);
    let [asked] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(asked.text, "siti asks not to do Mop lobby today (no water). Is that all right?");
    assert_eq!((asked.purpose, asked.not_before), (Purpose::Escalation, world.now()));
    assert_eq!(asked.template.as_ref().map(|filled| filled.gaps["reason"].as_str()), Some("no water"));
    order(&mut world, "siti", skip(&[(&task, day)], "really no water")).unwrap();
    assert_eq!(begged(&world).len(), 1, "who was asked and has not answered is not asked again");
    tap(&mut world, "farah", &asked.id, 0);
    assert_eq!((due(&world).outcome, due(&world).because.as_deref()), (Some(Outcome::Excused), Some("no water")));
    assert_eq!(answered(&world, "farah").0, "Noted: Mop lobby is excused today (no water).");
}

#[test]
fn what_is_not_excused_is_asked_for_again_and_may_be_begged_for_again() {
    let (mut world, task, day) = mopping();
    order(&mut world, "siti", skip(&[(&task, day)], "no water")).unwrap();
    let asked = begged(&world).remove(0);
    tap(&mut world, "farah", &asked.id, 1);
    let mut told = world.draft.situation.outbounds.values().filter(|said| said.to == PersonId::new("siti"));
    assert!(told.any(|said| said.purpose == Purpose::Reminder && said.rung == Reached::INSISTED));
    order(&mut world, "siti", skip(&[(&task, day)], "still none")).unwrap();
    assert_eq!(begged(&world).len(), 2);
}

#[test]
fn whoever_wrote_why_and_then_taps_why_has_asked_once_unless_that_never_left() {
    for is_declined in [false, true] {
        let (mut world, task, day) = mopping();
        order(&mut world, "siti", skip(&[(&task, day)], "")).unwrap();
        let why =
            world.draft.situation.outbounds.values().find(|said| said.purpose == Purpose::Reply).unwrap().id.clone();
        order(&mut world, "siti", skip(&[(&task, day)], "no water")).unwrap();
        if is_declined {
            world.ask(Command::Decline(begged(&world)[0].id.clone()));
        }
        tap(&mut world, "siti", &why, 0);
        assert_eq!(begged(&world).len(), 1 + usize::from(is_declined));
        assert_eq!(answered(&world, "siti").0, "Only whoever leads can excuse Mop lobby. They have been asked.");
    }
}

#[test]
fn a_lead_who_owes_it_and_says_why_excuses_it() {
    let (mut world, task, day) = mopping();
    let mut mop = world.draft.situation.directory.tasks[&task].clone();
    mop.assignee = Some(PersonId::new("farah"));
    world.ask(Command::Define(Box::new(Definition::Task(mop))));
    order(&mut world, "farah", skip(&[(&task, day)], "no water")).unwrap();
    assert_eq!((due(&world).outcome, due(&world).because.as_deref()), (Some(Outcome::Excused), Some("no water")));
}

#[test]
fn of_several_they_are_asked_which_and_the_reason_goes_with_it() {
    for (because, says) in [("no water", true), ("", false)] {
        let mut world = World::new();
        let clean = cleaning(&mut world);
        let bins = task(&mut world, "bins", "Bins", TaskKind::Task, None);
        let day = world.draft.situation.occurrences.keys().next().unwrap().1;
        let told = skip(&[(&bins, day), (&clean, day)], because);
        let message = world.say_alone("siti", "cannot today, no water", None);
        let order = Order { message: message.clone(), language: "en".to_owned(), told };
        world.ask(Command::Obey(Box::new(order)));
        let (text, offered) = answered(&world, "siti");
        assert_eq!(text, "Which one is it?");
        let message = Some(message).filter(|_| says);
        let one = |task: &TaskId| Choice::NotToday(task.clone(), day, message.clone());
        assert_eq!(offered, [one(&bins), one(&clean)]);
        let asked = world.draft.situation.outbounds.values().find(|said| said.text == text).unwrap().id.clone();
        tap(&mut world, "siti", &asked, 1);
        match says {
            true => assert_eq!(
                begged(&world)[0].text,
                "siti asks not to do Cleaning, Block C today (no water). Is that all right?"
            ),
            false => assert_eq!(answered(&world, "siti").0, "Why is Cleaning not done today?"),
        }
    }
}
