//! Signs that a message answers a problem which was taken for idle talk when it was told.

use super::{Common, flag, freshness};
use crate::mind::atlas::Named;
use crate::mind::memory::Glance;
use crate::overlap::overlap;
use domain::directory::Role;
use domain::message::{Heard, Kind};

/// Signs of a missed problem.
pub const NAMES: [&str; 16] = [
    "looked like an issue",
    "looked like a question",
    "looked like idle talk",
    "quoted",
    "said just before",
    "messages since it",
    "said lately",
    "said by the same",
    "said by a resident",
    "said by a worker",
    "of the same trade",
    "names the same place",
    "it named a place",
    "shares its words with it",
    "names who said it",
    "taken for a question",
];

/// The signs of a missed problem.
pub fn signs(common: &Common<'_>, other: &Heard, glance: &Glance) -> [f32; NAMES.len()] {
    let scene = common.scene;
    let role = scene.situation.directory.role(&other.sender);
    let ago = scene.recent.iter().position(|one| one.id == other.id);
    let trade: f32 = glance.categories.iter().zip(&scene.reading.categories).map(|(a, b)| a * b).sum();
    let same_place = glance.places.iter().any(|place| scene.places.contains(place));
    let names = scene.named.contains(&Named::Person(other.sender.clone()));
    let was_question = other.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Question);
    [
        glance.issue,
        glance.question,
        glance.chatter,
        flag(scene.quoted.is_some_and(|quoted| quoted.id == other.id)),
        flag(ago == Some(0)),
        ago.map_or(0.0, |ago| 1.0 / (1.0 + ago as f32)),
        freshness(scene.minutes_since(other.sent_at)),
        flag(other.sender == scene.heard.sender),
        flag(role == Role::Resident),
        flag(role.does_work()),
        trade,
        flag(same_place),
        flag(!glance.places.is_empty()),
        overlap(&scene.normal, &glance.normal),
        flag(names),
        flag(was_question),
    ]
}
