//! What a verdict must not do, however sure: join a report of another trade or place, take a denial for a confirmation, or,
//! where it is not sure, leave the ticket of the very place that is named.

use super::Weighed;
use super::atlas::Atlas;
use super::compose::is_related;
use super::dispute::is_disputed;
use super::echo;
use super::judge::{Judge, Verdict};
use super::scene::Scene;
use super::signs;
use super::target::Target;
use crate::labels::kind;
use crate::normal::is_han;
use crate::{CATEGORIES, largest};
use domain::id::TaskId;
use domain::message::{Heard, Kind};
use domain::task::Task;
use domain::ticket::{Assignee, Category, Ticket};

/// How sure one must be of the trade of what somebody tells for it to speak against a ticket that they told of.
const SURE: f32 = 0.9;
/// The same against a ticket of others.
const LIKELY: f32 = 0.7;
/// The same, when they name another place besides.
const HALF: f32 = 0.5;
/// A trade less likely than this by what somebody tells speaks against a ticket of others that has it.
const UNLIKELY: f32 = 0.02;
/// A ticket less likely than this is left for the only open one of the place that is named.
const PLACE_MIN: f32 = 0.67;
/// What reads as a report this surely, and as a confirmation no likelier than the second, confirms nothing.
const REPORTS: (f32, f32) = (0.7, 0.2);

/// A picture without words belongs to what its sender said so shortly before, in minutes.
const PICTURE_MINUTES: f64 = 10.0;

/// Plain denials, folded; each stands between spaces, those of scripts without spaces anywhere.
const DENIALS: [&str; 30] = [
    "not fixed",
    "not yet",
    "not working",
    "not solved",
    "not done",
    "not settled",
    "still not",
    "still leaking",
    "still broken",
    "still stuck",
    "still same",
    "belum siap",
    "belum selesai",
    "belum baik",
    "masih rosak",
    "masih rusak",
    "masih bocor",
    "ainda nao",
    "todavia no",
    "aun no",
    "belum bisa",
    "blm bisa",
    "blm siap",
    "blm selesai",
    "blm beres",
    "belum beres",
    "belum ok",
    "abhi nahi",
    "abhi tak nahi",
    "nahi hua",
];
/// Words before the number of a ticket, folded.
const NUMBERED: [&str; 12] = [
    "ticket",
    "ticket no",
    "tiket",
    "tiket no",
    "no tiket",
    "工单",
    "工單",
    "chamado",
    "boleto",
    "بلاغ",
    "टिकट",
    "டிக்கெட்",
];
const DENIALS_ANYWHERE: [&str; 6] = ["还没", "還沒", "没修好", "沒修好", "अभी नहीं", "இன்னும் இல்லை"];

/// Whether a report speaks of something else than the ticket it would join: its own words tell of another trade, all the more
/// at another place. What quotes or names a ticket speaks of it.
pub(super) fn is_apart(scene: &Scene<'_>, atlas: &Atlas, target: &Target, kind: Kind) -> bool {
    let Some(ticket) = ticket(scene, target) else { return false };
    let is_of_it = scene.quoted.is_some() || echo::is_echo(&scene.normal);
    if kind != Kind::Issue || is_of_it || is_named(&scene.heard.text, ticket.number.0) {
        return false;
    }
    // Whoever told of it may say more of it, in other words and of a place nearby.
    let is_told = ticket.reporter == scene.heard.sender || ticket.voices.contains(&scene.heard.sender);
    let is_elsewhere = match (&scene.place, &ticket.place) {
        (Some(named), Some(known)) => !is_related(atlas, named, known),
        _ => false,
    };
    let sure = match (is_told, is_elsewhere) {
        (true, _) => SURE,
        (false, true) => HALF,
        (false, false) => LIKELY,
    };
    is_other_trade(scene, ticket, sure, if is_told { 0.0 } else { UNLIKELY })
}

/// Whether a text names a ticket by its number: `#4`, `T-4`, `ticket 4`, or the bare number from three digits on. The 4 of
/// `12-4` is none.
fn is_named(text: &str, number: u32) -> bool {
    let digits = number.to_string();
    text.match_indices(&digits).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + digits.len()..]);
        let is_joined = |letter: char| letter.is_alphanumeric() && !is_han(letter);
        let is_whole = !after.starts_with(is_joined);
        let folded = crate::fold(before).0;
        let is_marked = before.ends_with(['#', '＃'])
            || folded.ends_with("t-")
            || NUMBERED.iter().any(|word| folded.trim_end_matches([' ', '.', ':']).ends_with(word));
        let is_bare = digits.len() >= 3 && !before.ends_with(|letter: char| is_joined(letter) || letter == '-');
        is_whole && (is_marked || is_bare)
    })
}

fn is_other_trade(scene: &Scene<'_>, ticket: &Ticket, sure: f32, unlikely: f32) -> bool {
    let likely = &scene.reading.categories;
    let likeliest = largest(likely);
    let trade = Category::from_word(CATEGORIES[likeliest]).unwrap_or(Category::Other);
    let is_known = trade != Category::Other && ticket.category != Category::Other;
    let known = likely[signs::category(ticket)];
    is_known && trade != ticket.category && (likely[likeliest] >= sure || known < unlikely)
}

/// The kind as it is to be: neither a denial, nor what disputes the fix, nor what by its own words is a report confirms
/// anything.
pub(super) fn turned(scene: &Scene<'_>, kind: Kind) -> Kind {
    let read = &scene.reading.kinds;
    let is_report = read[kind::ISSUE] >= REPORTS.0 && read[kind::VERIFIED] <= REPORTS.1;
    let is_denied = || is_denied(&scene.heard.text) || is_disputed(&scene.normal);
    let is_turned = kind == Kind::Verified && (is_report || is_denied());
    if is_turned { Kind::Reopened } else { kind }
}

/// The only open ticket of the place that a message names, where the verdict is of another place and not sure.
pub(super) fn of_its_place(
    scene: &Scene<'_>,
    atlas: &Atlas,
    judge: &Judge,
    (weighed, verdict): (&Weighed, &Verdict),
) -> Option<Target> {
    let (named, known) = (scene.place.as_ref()?, ticket(scene, weighed.targets.get(verdict.target)?)?);
    let is_here = |ticket: &Ticket| ticket.place.as_ref().is_some_and(|place| is_related(atlas, named, place));
    if known.place.is_none() || is_here(known) || scene.quoted.is_some() || is_named(&scene.heard.text, known.number.0)
    {
        return None;
    }
    let tickets = || weighed.targets.iter().filter_map(|target| ticket(scene, target).map(|ticket| (target, ticket)));
    let mut here = tickets().filter(|(_, ticket)| ticket.stage.is_open() && is_here(ticket));
    let (only, None) = (here.next()?.0, here.next()) else { return None };
    let likely = *judge.weigh(&weighed.signs).get(verdict.target)?;
    (likely < PLACE_MIN).then(|| only.clone())
}

/// The sender's own work, where the verdict is that it settles or shows somebody else's ticket: work at the very place that the
/// words name, and no part of the ticket's; or what they spoke of a moment before a picture without words. Its day, or nothing
/// we track where none is near.
pub(super) fn of_its_work(
    scene: &Scene<'_>,
    atlas: &Atlas,
    (weighed, verdict): (&Weighed, &Verdict),
) -> Option<Target> {
    let known = ticket(scene, weighed.targets.get(verdict.target)?)?;
    let is_done = matches!(verdict.kind, kind::RESOLVED | kind::EVIDENCE | kind::TASK);
    let is_theirs = known.assignee == Some(Assignee::Person(scene.heard.sender.clone()));
    let is_of_it = scene.quoted.is_some() || is_named(&scene.heard.text, known.number.0);
    if !is_done || is_theirs || is_of_it {
        return None;
    }
    if scene.heard.text.is_empty() {
        let is_last = |other: &&&Heard| other.sender == scene.heard.sender;
        let last =
            scene.recent.iter().find(is_last).filter(|last| scene.minutes_since(last.sent_at) <= PICTURE_MINUTES)?;
        let is_work = last.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Task);
        return is_work.then(|| Target::of(last).unwrap_or(Target::Nothing));
    }
    let place = known.place.as_ref()?;
    if scene.places.iter().any(|named| is_related(atlas, named, place)) {
        return None;
    }
    let is_here = |task: &&Task| task.place.as_ref().is_some_and(|at| scene.places.contains(at));
    let own = atlas.directory.tasks.values().filter(|task| task.is_owed_by_sender(scene.heard)).filter(is_here);
    let own: Vec<&TaskId> = own.map(|task| &task.id).collect();
    let is_day = |target: &&Target| matches!(target, Target::Day(task, _) if own.contains(&task));
    let day = || weighed.targets.iter().find(is_day).cloned().unwrap_or(Target::Nothing);
    (!own.is_empty()).then(day)
}

fn ticket<'a>(scene: &Scene<'a>, target: &Target) -> Option<&'a Ticket> {
    match target {
        Target::Ticket(number) => scene.situation.tickets.get(number),
        Target::Nothing | Target::New | Target::Day(..) | Target::Missed(_) => None,
    }
}

fn is_denied(text: &str) -> bool {
    let folded = crate::fold(text).0;
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spaced = format!(" {} ", words.join(" "));
    DENIALS.iter().any(|denial| spaced.contains(&format!(" {denial} ")))
        || DENIALS_ANYWHERE.iter().any(|denial| folded.contains(denial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_flat_is_no_ticket() {
        for text in ["#4 again", "about T-4: still", "#4", "ticket 4 still", "Tiket no. 4 macam mana", "工单4还是漏水"]
        {
            assert!(is_named(text, 4), "{text}");
        }
        for text in ["cracked at unit 12-4", "4 lifts down", "#42", "level 4"] {
            assert!(!is_named(text, 4), "{text}");
        }
        assert!(
            is_named("142 still leaking", 142) && is_named("工单142还是漏水", 142) && !is_named("B-142 leaking", 142)
        );
    }

    #[test]
    fn a_denial_is_known_and_thanks_are_none() {
        for text in [
            "not fixed",
            "Still leaking!!",
            "belum siap lagi",
            "blm bisa pak",
            "abhi nahi hua bhai",
            "还没好",
            "ainda não arrumou",
            "No, NOT yet.",
        ] {
            assert!(is_denied(text), "{text}");
        }
        for text in ["no more leak, thanks", "没问题了", "tak bocor dah", "fixed, not a drop now", "ok done"] {
            assert!(!is_denied(text), "{text}");
        }
    }
}
