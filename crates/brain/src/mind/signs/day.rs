//! Signs that a message speaks of a day of a task.

use super::{Common, flag, freshness, place};
use crate::mind::atlas::Named;
use crate::mind::target::Target;
use crate::overlap::overlap;
use domain::message::Form;
use domain::task::{Occurrence, Outcome, Task, TaskKind};

/// Signs of a day of a task.
pub const NAMES: [&str; 32] = [
    "the sender's work",
    "work of the sender's trade",
    "names who does it",
    "with who does it",
    "before its hour",
    "long before its hour",
    "in its window",
    "after its window",
    "long after its window",
    "near its hour",
    "open still",
    "missed",
    "done already",
    "lacks a photo",
    "at its place",
    "at a place in or around it",
    "next to its place",
    "at another place",
    "no place named",
    "shares its words",
    "a patrol",
    "a patrol and a pin",
    "wants a photo and is one",
    "quotes a message of it",
    "quotes something else tracked",
    "discussed last here",
    "the sender's last was its",
    "the sender's last was its, lately",
    "proved by the sender just now",
    "other work of the sender is nearer",
    "other work shares more words",
    "wants a photo",
];

/// The signs of a day of a task.
pub fn signs(common: &Common<'_>, day: &Occurrence) -> [f32; NAMES.len()] {
    let mut all = [0.0; NAMES.len()];
    let Some(task) = common.scene.situation.directory.tasks.get(&day.task) else { return all };
    let mut at = 0;
    for part in [
        &people(common, task)[..],
        &time(common, day),
        &place_and_words(common, task),
        &form(common, task),
        &thread(common, day),
        &rivals(common, task, day),
    ] {
        all[at..at + part.len()].copy_from_slice(part);
        at += part.len();
    }
    debug_assert_eq!(at, NAMES.len());
    all
}

fn people(common: &Common<'_>, task: &Task) -> [f32; 4] {
    let scene = common.scene;
    let own = task.is_owed_by_sender(scene.heard);
    let trade = task.owers().first().map(|owner| scene.situation.directory.role(owner));
    let named = scene.named.iter().any(|one| matches!(one, Named::Person(person) if task.is_owed_by(person)));
    let with = scene.partner.as_ref().is_some_and(|partner| task.is_owed_by(partner));
    [flag(own), flag(!own && trade == Some(scene.role) && scene.role.does_work()), flag(named), flag(with)]
}

fn time(common: &Common<'_>, day: &Occurrence) -> [f32; 10] {
    let scene = common.scene;
    let (after_due, after_end) = (scene.minutes_since(day.due_at), scene.minutes_since(day.until));
    let distance = if after_due < 0.0 { -after_due } else { after_end.max(0.0) };
    [
        flag(after_due < 0.0),
        flag(after_due < -30.0),
        flag(after_due >= 0.0 && after_end <= 0.0),
        flag(after_end > 0.0),
        flag(after_end > 180.0),
        freshness(distance),
        flag(day.outcome.is_none()),
        flag(day.outcome == Some(Outcome::Missed)),
        flag(matches!(day.outcome, Some(Outcome::Done | Outcome::Late))),
        flag(day.outcome == Some(Outcome::NoPhoto)),
    ]
}

fn place_and_words(common: &Common<'_>, task: &Task) -> [f32; 6] {
    let [same, around, beside, elsewhere, none] = place::relation(common.scene, task.place.as_ref());
    [same, around, beside, elsewhere, none, words(common, task)]
}

fn words(common: &Common<'_>, task: &Task) -> f32 {
    common.scene.tasks.get(&task.id).map_or(0.0, |name| overlap(&common.scene.normal, name))
}

fn form(common: &Common<'_>, task: &Task) -> [f32; 3] {
    let is_patrol = task.kind == TaskKind::Patrol;
    let form = common.scene.heard.form;
    [
        flag(is_patrol),
        flag(is_patrol && form == Form::Location),
        flag(task.requires_photo && matches!(form, Form::Image | Form::Video)),
    ]
}

fn thread(common: &Common<'_>, day: &Occurrence) -> [f32; 6] {
    let this = Target::Day(day.task.clone(), day.day);
    let quotes = common.quoted.as_ref() == Some(&this);
    let own = common.own.as_ref().filter(|(target, _)| *target == this);
    let proof = day.proof.as_ref().and_then(|proof| common.scene.situation.message(proof));
    let proved = proof.is_some_and(|proof| {
        proof.sender == common.scene.heard.sender && common.scene.minutes_since(proof.sent_at) < 15.0
    });
    [
        flag(quotes),
        flag(!quotes && common.quoted.is_some()),
        flag(common.last.as_ref().is_some_and(|(target, _)| *target == this)),
        flag(own.is_some()),
        own.map_or(0.0, |(_, minutes)| freshness(*minutes)),
        flag(proved),
    ]
}

/// Whether other work of the same person fits better.
fn rivals(common: &Common<'_>, task: &Task, day: &Occurrence) -> [f32; 3] {
    let scene = common.scene;
    let distance = |one: &Occurrence| {
        let (after_due, after_end) = (scene.minutes_since(one.due_at), scene.minutes_since(one.until));
        if after_due < 0.0 { -after_due } else { after_end.max(0.0) }
    };
    let (own_distance, own_words) = (distance(day), words(common, task));
    let (mut nearer, mut closer) = (false, false);
    for other in scene.situation.occurrences.values().filter(|other| other.task != day.task && other.outcome.is_none())
    {
        let Some(rival) =
            scene.situation.directory.tasks.get(&other.task).filter(|rival| rival.assignee == task.assignee)
        else {
            continue;
        };
        if distance(other) < 180.0 {
            nearer |= distance(other) < own_distance;
            closer |= words(common, rival) > own_words;
        }
    }
    [flag(nearer), flag(closer), flag(task.requires_photo)]
}
