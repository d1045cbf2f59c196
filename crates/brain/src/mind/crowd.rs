//! An hour in which many people report: then what was said before says little of what a message is, and its own words count.

use super::memory::Glance;
use super::scene::Scene;
use domain::id::PersonId;
use domain::ticket::Ticket;
use std::collections::BTreeSet;

/// Reports within so many minutes belong to one hour of many.
const MINUTES: f64 = 60.0;
/// People who reported in it; fewer are an ordinary day.
const REPORTERS_MIN: usize = 4;
/// How surely a message must read as a report by itself: rather than as anything else.
const SURE: f32 = 0.5;
/// Fewer words say nothing by themselves.
const WORDS_MIN: usize = 3;

/// Whether a message that was taken for talk, because of what it stands among, is one more report: many reported here within
/// the hour, this sender did not, and by its own words it is one.
pub(super) fn is_report(scene: &Scene<'_>, glance: &Glance) -> bool {
    let heard = scene.heard;
    let is_late = |ticket: &&Ticket| {
        ticket.conversation == heard.conversation && (0.0..MINUTES).contains(&scene.minutes_since(ticket.opened_at))
    };
    let reporters: BTreeSet<&PersonId> = scene
        .situation
        .tickets
        .values()
        .filter(is_late)
        .flat_map(|ticket| std::iter::once(&ticket.reporter).chain(&ticket.voices))
        .collect();
    reporters.len() >= REPORTERS_MIN
        && !reporters.contains(&heard.sender)
        && !scene.role.leads()
        && !heard.forwarded
        && scene.quoted.is_none()
        && scene.normal.tokens.len() >= WORDS_MIN
        && glance.issue >= SURE
}
