//! Earlier messages that a later one explains: photos and pins sent just before the words.

use super::scene::Scene;
use super::target::Target;
use domain::message::{Form, Heard, Kind, Subject};
use domain::request::Hindsight;

/// How long before the words a photo may have come, in minutes.
const BEFORE_MINUTES: f64 = 10.0;
/// Messages of others that may stand between.
const BETWEEN_MAX: usize = 6;

/// What a message that does something explains of what its sender showed just before.
#[must_use]
pub fn explained(scene: &Scene<'_>, target: &Target, kind: Kind) -> Vec<Hindsight> {
    if !speaks(kind) || *target == Target::Nothing || scene.heard.form == Form::Reaction {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, other) in scene.recent.iter().copied().enumerate() {
        if at > BETWEEN_MAX || scene.minutes_since(other.sent_at) > BEFORE_MINUTES {
            break;
        }
        if other.sender != scene.heard.sender {
            continue;
        }
        if !is_mute(other) {
            break;
        }
        if may_move(other, target) && !is_of_words_before(scene, at) {
            found.push(Hindsight::Same(other.id.clone()));
        }
    }
    found
}

fn speaks(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Issue | Kind::Task | Kind::Checkin | Kind::Resolved | Kind::Progress | Kind::Reopened | Kind::Verified
    )
}

fn is_mute(other: &Heard) -> bool {
    other.form.is_evidence() && other.text.is_empty()
}

/// Whether a photo belongs to what its sender told before it: it came sooner after those words than before these.
fn is_of_words_before(scene: &Scene<'_>, at: usize) -> bool {
    let Some(other) = scene.recent.get(at) else { return false };
    let about = |heard: &Heard| heard.meaning.as_ref().and_then(|meaning| meaning.about.clone());
    let own = |before: &&&Heard| before.sender == other.sender && !is_mute(before);
    let Some(before) = scene.recent.iter().skip(at + 1).find(own) else { return false };
    let gap = other.sent_at.minutes_since(before.sent_at);
    about(before).is_some() && about(before) == about(other) && gap < scene.minutes_since(other.sent_at)
}

/// A photo that answered nothing and stands alone, or was only guessed to belong elsewhere.
fn may_move(other: &Heard, target: &Target) -> bool {
    if other.reply_to.is_some() {
        return false;
    }
    let about = other.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
    match (about, target) {
        (Some(Subject::Ticket(known)), Target::Ticket(number)) => known != number,
        (Some(Subject::Task(known, _)), Target::Day(task, _)) => known != task,
        _ => true,
    }
}
