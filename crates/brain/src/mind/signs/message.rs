//! Signs of the message alone, and of a problem nobody reported yet.

use super::{flag, freshness, place};
use crate::mind::scene::Scene;
use crate::mind::scene::index;
use crate::mind::target::{Target, tickets};
use crate::phrases::concepts;
use domain::message::{Circle, Form, Kind};
use domain::ticket::Stage;

/// Meanings listed in [`concepts`] that tell what is done here, with the names they have as signs.
const MEANT: [(&str, &str); 14] = [
    ("same", "says the same as others"),
    ("mistake", "corrects itself"),
    ("elsewhere", "of another time or house"),
    ("not", "says not"),
    ("again", "says again"),
    ("works", "says it works"),
    ("fixed", "says it was fixed"),
    ("done", "says it was done"),
    ("coming", "says somebody comes"),
    ("later", "says later"),
    ("waiting", "says it waits"),
    ("thanks", "thanks"),
    ("order", "tells somebody to"),
    ("laugh", "laughs"),
];

/// Signs of the message alone.
pub const NAMES: [&str; 50] = [
    "reads as an issue",
    "reads as a task",
    "reads as a check-in",
    "reads as progress",
    "reads as resolved",
    "reads as verified",
    "reads as reopened",
    "reads as an assignment",
    "reads as evidence",
    "reads as a question",
    "reads as chatter",
    "from someone who leads",
    "from someone who works",
    "from a resident",
    "from a vendor",
    "media without words",
    "media with words",
    "a reaction",
    "a pin",
    "a voice note",
    "a sticker or nothing left",
    "passed on",
    "a reply",
    "a reply to something tracked",
    "a reply to work",
    "names a place",
    "names somebody",
    "short",
    "a direct conversation",
    "a danger",
    "thumbs up",
    "a check mark",
    "follows something tracked",
    "the sender has work due",
    "open tickets here",
    "numbers",
    MEANT[0].1,
    MEANT[1].1,
    MEANT[2].1,
    MEANT[3].1,
    MEANT[4].1,
    MEANT[5].1,
    MEANT[6].1,
    MEANT[7].1,
    MEANT[8].1,
    MEANT[9].1,
    MEANT[10].1,
    MEANT[11].1,
    MEANT[12].1,
    MEANT[13].1,
];

/// Signs of a new problem.
pub const NEW_NAMES: [&str; 7] = [
    "an open ticket of this place and trade",
    "an open ticket of this trade",
    "an open ticket of this place",
    "just said by another as well",
    "the sender reported just now",
    "sure of the trade",
    "a claim at this place lately",
];

/// The signs of the message alone.
pub fn signs(scene: &Scene<'_>) -> [f32; NAMES.len()] {
    let (heard, reading) = (scene.heard, &scene.reading);
    let mut all = [0.0; NAMES.len()];
    all[..11].copy_from_slice(&reading.kinds);
    let is_media = heard.form.is_evidence();
    let is_direct =
        scene.situation.conversations.get(&heard.conversation).is_some_and(|chat| chat.circle == Circle::Direct);
    let quoted = scene.quoted.and_then(Target::of);
    let previous = scene.recent.first().and_then(|other| Target::of(other));
    let is_due = scene.situation.occurrences.values().any(|day| {
        let task = scene.situation.directory.tasks.get(&day.task);
        task.is_some_and(|task| task.is_owed_by_sender(heard))
            && day.outcome.is_none()
            && scene.minutes_since(day.due_at) > -60.0
    });
    let open = scene
        .situation
        .tickets
        .values()
        .filter(|ticket| ticket.stage.is_open() && ticket.conversation == heard.conversation);
    let rest = [
        flag(scene.role.leads()),
        flag(scene.role.does_work()),
        flag(scene.role == domain::directory::Role::Resident),
        flag(scene.role == domain::directory::Role::Vendor),
        flag(is_media && heard.text.is_empty()),
        flag(is_media && !heard.text.is_empty()),
        flag(heard.form == Form::Reaction),
        flag(heard.form == Form::Location),
        flag(heard.form == Form::Audio),
        flag(matches!(heard.form, Form::Sticker | Form::Deleted | Form::Contacts)),
        flag(heard.forwarded),
        flag(heard.reply_to.is_some()),
        flag(matches!(quoted, Some(Target::Ticket(_)))),
        flag(matches!(quoted, Some(Target::Day(..)))),
        flag(!scene.places.is_empty()),
        flag(!scene.named.is_empty()),
        1.0 / (1.0 + scene.normal.tokens.len() as f32 / 4.0),
        flag(is_direct),
        flag(reading.hazard.is_some()),
        flag(heard.form == Form::Reaction && heard.text.starts_with('👍')),
        flag(heard.form == Form::Reaction && heard.text.starts_with('✅')),
        flag(previous.is_some()),
        flag(is_due),
        (open.count() as f32 / 8.0).min(1.0),
        flag(heard.text.bytes().any(|byte| byte.is_ascii_digit())),
    ];
    all[11..36].copy_from_slice(&rest);
    let meant = concepts::find(&scene.normal);
    let is_meant = |(name, _): &(&str, &str)| flag(meant.iter().any(|hit| hit.name == *name));
    all[36..].iter_mut().zip(MEANT.iter().map(is_meant)).for_each(|(sign, is)| *sign = is);
    all
}

/// The signs of a new problem.
pub fn new_signs(scene: &Scene<'_>) -> [f32; NEW_NAMES.len()] {
    let (mut both, mut trade, mut spot, mut claimed) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for ticket in tickets(scene) {
        let relation = place::relation(scene, ticket.place.as_ref());
        let near = relation[0] + 0.6 * relation[1];
        let same = scene.reading.categories[super::ticket::category(ticket)];
        let age = freshness(scene.minutes_since(ticket.touched_at));
        if ticket.stage.is_open() && ticket.stage != Stage::Resolved {
            both = both.max(near * same * age);
            trade = trade.max(same * age);
            spot = spot.max(near * age);
        } else {
            claimed = claimed.max(near * same * age);
        }
    }
    let is_issue = |other: &&&domain::message::Heard| {
        other.meaning.as_ref().is_some_and(|meaning| index(meaning.kind) == index(Kind::Issue))
            && scene.minutes_since(other.sent_at) < 10.0
    };
    let by_other = scene.recent.iter().take(4).filter(is_issue).any(|other| other.sender != scene.heard.sender);
    let by_own = scene.recent.iter().take(6).filter(is_issue).any(|other| other.sender == scene.heard.sender);
    let sure = scene.reading.categories[scene.reading.category()];
    [both, trade, spot, flag(by_other), flag(by_own), sure, claimed]
}
