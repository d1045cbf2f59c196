//! Whether a message may leave now, and as what: the service window, the pause for second thoughts, limits of pairs,
//! numbers, portfolios and budgets, and what is done when nobody knows whether it left already.

use crate::barred::Bar;
use crate::id::{PersonId, SiteId};
use crate::message::{Handle, Subject};
use crate::outbound::{Dress, Failure, Hindrance, Outbound, Purpose, Remedy, State, Terms, Trouble};
use crate::situation::Situation;
use crate::task::TaskKind;
use crate::ticket::Priority;
use crate::time::Instant;
use crate::wording::Sentence;
use std::collections::BTreeSet;

/// How long a message waits before it leaves, so that a member can still take it back, in seconds.
pub const SECOND_THOUGHTS_S: i64 = 10;
/// How long after a person's last message free text is sent, in minutes: a day, less what clocks may differ.
const WINDOW_MINUTES: i64 = 24 * 60 - 10;
/// One message to the same person in so many seconds.
const PAIR_S: i64 = 6;
/// So many may follow one another faster; WhatsApp lends 45, to be paid back.
const PAIR_BURST: i64 = 5;
/// One message of our number in so many microseconds: twenty a second, what the slowest kind of number may send.
const NUMBER_US: i64 = 50_000;
/// So many may follow one another faster.
const NUMBER_BURST: i64 = 20;
/// How long is waited for what the channel tells of a message whose fate is not known, in minutes.
pub const DOUBT_MINUTES: i64 = 10;
/// How often a message whose fate stays unknown is handed over.
const DOUBT_TRIES_MAX: u32 = 2;
/// How often a message is handed over at all.
pub const TRIES_MAX: u32 = 8;
/// How long an emoji still tells whoever wrote that it was seen, in minutes.
pub const NOD_MINUTES: i64 = 60;
/// A day, in minutes.
const DAY_MINUTES: i64 = 24 * 60;

/// Whether a message may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Now, as this.
    Now(Dress),
    /// Not now; at this instant at the earliest, when it is known.
    Not(Hindrance, Option<Instant>),
}

/// Until when free text may be sent to somebody who last wrote at an instant.
#[must_use]
pub fn window_until(wrote_at: Instant) -> Instant {
    wrote_at.plus_minutes(WINDOW_MINUTES)
}

/// Decides whether a message may leave at an instant.
#[must_use]
pub fn leave(situation: &Situation, outbound: &Outbound, terms: &Terms, at: Instant) -> Leave {
    let held = not_yet(situation, outbound, terms, at).or_else(|| crowded(situation, &outbound.to, at));
    if let Some((because, until)) = held {
        return Leave::Not(because, until);
    }
    let dress = match dress(situation, outbound, terms, at) {
        Ok(dress) => dress,
        Err(because) => return Leave::Not(because, None),
    };
    if let Some((because, until)) = barred(situation, outbound, &dress, at) {
        return Leave::Not(because, until);
    }
    if matches!(dress, Dress::Template { .. })
        && let Some(until) = too_many_people(situation, &outbound.to, terms, at)
    {
        return Leave::Not(Hindrance::People, Some(until));
    }
    // A budget silences nobody who is in danger.
    let is_help = outbound.purpose == Purpose::Help;
    if terms.left == Some(0) && !is_help && !is_urgent(situation, &outbound.about) {
        return Leave::Not(Hindrance::Budget, None);
    }
    Leave::Now(dress)
}

/// Until when everybody waits, because of a failure that concerns everybody.
#[must_use]
pub fn stopped_until(situation: &Situation, at: Instant) -> Option<(Failure, Instant)> {
    let last = last_stop(situation)?;
    let until = last.at.plus_minutes(Failure::STOP_MINUTES);
    (at < until).then_some((last.failure, until))
}

/// The last failure that concerned everybody, if nothing has passed since: then one message is tried at a time.
#[must_use]
pub fn stopped_by(situation: &Situation) -> Option<Failure> {
    last_stop(situation).map(|trouble| trouble.failure)
}

/// The last failure that concerned everybody, unless something has passed since.
fn last_stop(situation: &Situation) -> Option<Trouble> {
    let troubles = situation.outbounds.values().filter_map(|outbound| outbound.trouble);
    let last = troubles.filter(|trouble| trouble.failure.remedy() == Remedy::Stop).max_by_key(|trouble| trouble.at)?;
    let has_passed = |outbound: &Outbound| outbound.external.is_some() && outbound.begun_at > Some(last.at);
    (!situation.outbounds.values().any(has_passed)).then_some(last)
}

/// Whether something is said of a patrol or of a critical ticket.
#[must_use]
pub fn is_urgent(situation: &Situation, about: &[Subject]) -> bool {
    about.iter().any(|subject| match subject {
        Subject::Ticket(number) => {
            situation.tickets.get(number).is_some_and(|ticket| ticket.priority == Priority::Critical)
        }
        Subject::Task(task, _) => situation.directory.tasks.get(task).is_some_and(|task| task.kind == TaskKind::Patrol),
    })
}

/// The address a person is written to: their number as it was received, else the id they have for us.
#[must_use]
pub fn address<'a>(situation: &'a Situation, person: &PersonId) -> Option<&'a Handle> {
    let handles = &situation.directory.person(person)?.handles;
    let is_bsuid = |handle: &&Handle| handle.0.starts_with("bsuid:") && !handle.0.contains(".ENT.");
    handles.iter().find(|handle| handle.as_phone().is_some()).or_else(|| handles.iter().find(is_bsuid))
}

fn not_yet(
    situation: &Situation,
    outbound: &Outbound,
    terms: &Terms,
    at: Instant,
) -> Option<(Hindrance, Option<Instant>)> {
    match outbound.state {
        State::Waiting => {}
        State::Begun => {
            if let Some(held) = doubt(outbound, terms, at) {
                return Some(held);
            }
        }
        State::Sent | State::Delivered | State::Read | State::Failed | State::Withdrawn | State::Declined => {
            return Some((Hindrance::Settled, None));
        }
    }
    if at > outbound.not_before.plus_minutes(Outbound::STALE_MINUTES) {
        return Some((Hindrance::Stale, None));
    }
    if outbound.text.is_empty() {
        return Some((Hindrance::Erased, None));
    }
    let onto = outbound.quoted.as_ref().and_then(|quoted| quoted.onto.as_ref());
    if outbound.purpose == Purpose::Nod && onto.is_none() {
        return Some((Hindrance::Erased, None));
    }
    let is_to_group = onto.is_some_and(|onto| onto.group.is_some());
    if !is_to_group && address(situation, &outbound.to).is_none() {
        return Some((Hindrance::NoAddress, None));
    }
    let thought = outbound.wanted_at.plus_seconds(SECOND_THOUGHTS_S);
    let earliest = outbound.not_before.max(thought).max(outbound.again_at.unwrap_or(thought));
    if at < earliest {
        return Some((Hindrance::Early, Some(earliest)));
    }
    if is_accusing(outbound.purpose) && situation.deaf_since(site_of(situation, outbound), at).is_some() {
        return Some((Hindrance::Deaf, None));
    }
    stopped_until(situation, at).map(|(_, until)| (Hindrance::Stopped, Some(until)))
}

/// Whether a message says that something was not done.
fn is_accusing(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Reminder | Purpose::Escalation => true,
        Purpose::Acknowledgement
        | Purpose::Assignment
        | Purpose::Verification
        | Purpose::Progress
        | Purpose::Closure
        | Purpose::Warning
        | Purpose::Help
        | Purpose::Letter
        | Purpose::Handout
        | Purpose::Handover
        | Purpose::Repeat
        | Purpose::Quote
        | Purpose::Pause
        | Purpose::OnCall
        | Purpose::Nod
        | Purpose::Reply => false,
    }
}

/// The site that a message speaks of, when it is one.
fn site_of<'a>(situation: &'a Situation, outbound: &Outbound) -> Option<&'a SiteId> {
    let sites = outbound.about.iter().map(|subject| match subject {
        Subject::Ticket(number) => situation.tickets.get(number).and_then(|ticket| ticket.site.as_ref()),
        Subject::Task(task, _) => situation.directory.tasks.get(task).and_then(|task| task.site.as_ref()),
    });
    let mut sites: Vec<Option<&SiteId>> = sites.collect();
    sites.dedup();
    match sites.as_slice() {
        [only] => *only,
        _ => None,
    }
}

/// What keeps a message back that was handed over and never answered for: the channel is given time to tell of it, and
/// must have told something since, or its silence means nothing.
fn doubt(outbound: &Outbound, terms: &Terms, at: Instant) -> Option<(Hindrance, Option<Instant>)> {
    if outbound.tries >= DOUBT_TRIES_MAX {
        return Some((Hindrance::Tired, None));
    }
    let begun_at = outbound.begun_at.unwrap_or(outbound.wanted_at);
    let patient_until = begun_at.plus_minutes(DOUBT_MINUTES);
    if at < patient_until {
        return Some((Hindrance::Doubt, Some(patient_until)));
    }
    let has_told_since = terms.heard_until.is_some_and(|heard| heard > begun_at);
    (!has_told_since).then_some((Hindrance::Doubt, None))
}

/// Whether too much was sent just now, to the same person or at all.
fn crowded(situation: &Situation, to: &PersonId, at: Instant) -> Option<(Hindrance, Option<Instant>)> {
    let mut pair = Vec::new();
    let mut number = Vec::new();
    for outbound in situation.outbounds.values() {
        let Some(begun_at) = outbound.begun_at.filter(|begun| at.minutes_since(*begun) < DAY_MINUTES as f64) else {
            continue;
        };
        number.push(begun_at);
        if outbound.to == *to {
            pair.push(begun_at);
        }
    }
    let of_pair = free_at(&mut pair, PAIR_S * 1_000_000, PAIR_BURST);
    if of_pair.is_some_and(|free| free > at) {
        return Some((Hindrance::Pair, of_pair));
    }
    let of_number = free_at(&mut number, NUMBER_US, NUMBER_BURST).into_iter().chain(limited_until(situation)).max();
    of_number.filter(|free| *free > at).map(|free| (Hindrance::Number, Some(free)))
}

/// Until when WhatsApp takes nothing more of our number or account, as it said of one message: the others would only meet the
/// same, and spend their tries.
fn limited_until(situation: &Situation) -> Option<Instant> {
    let is_limit = |trouble: &Trouble| matches!(trouble.failure, Failure::NumberLimit | Failure::AccountLimit);
    let limited = situation.outbounds.values().filter(|known| known.trouble.as_ref().is_some_and(is_limit));
    let last = limited.max_by_key(|known| known.trouble.map(|trouble| trouble.at))?;
    let said_at = last.trouble?.at;
    let has_passed = |known: &Outbound| known.external.is_some() && known.begun_at > Some(said_at);
    if situation.outbounds.values().any(has_passed) { None } else { last.again_at }
}

/// When the next may follow, where one is allowed in each stretch of so many microseconds and some may come early.
fn free_at(past: &mut [Instant], stretch_us: i64, burst: i64) -> Option<Instant> {
    past.sort_unstable();
    let due_us = past.iter().fold(i64::MIN, |due_us, at| due_us.max(at.us()) + stretch_us);
    (!past.is_empty()).then(|| Instant::from_us(due_us - (burst - 1) * stretch_us))
}

/// What keeps a message from somebody who cannot be reached or does not want to be. Whoever wrote since wants to hear; what is
/// critical is tried in any case, but for what WhatsApp itself asks not to be tried for a day.
fn barred(
    situation: &Situation,
    outbound: &Outbound,
    dress: &Dress,
    at: Instant,
) -> Option<(Hindrance, Option<Instant>)> {
    let (why, until) = situation.bar_of(&outbound.to, at)?;
    let is_critical = outbound.purpose == Purpose::Help || is_urgent(situation, &outbound.about);
    let is_first = matches!(dress, Dress::Template { .. });
    let held = match why {
        _ if *dress == Dress::Nod => return None,
        Bar::OptedOut if is_first && !is_critical => Hindrance::OptedOut,
        Bar::Unreachable if !is_critical => Hindrance::Unreachable,
        Bar::Spared if is_first => Hindrance::Spared,
        Bar::OptedOut | Bar::Unreachable | Bar::Spared => return None,
    };
    Some((held, until))
}

fn dress(situation: &Situation, outbound: &Outbound, terms: &Terms, at: Instant) -> Result<Dress, Hindrance> {
    if outbound.purpose == Purpose::Nod {
        // It is wanted within the hour after its message, which opened the window for everybody who hears it.
        let is_open = at < outbound.wanted_at.plus_minutes(NOD_MINUTES);
        return if is_open { Ok(Dress::Nod) } else { Err(Hindrance::Stale) };
    }
    let was_closed = outbound.trouble.is_some_and(|trouble| trouble.failure == Failure::WindowClosed);
    let is_open = situation.last_wrote(&outbound.to).is_some_and(|last| at < window_until(last));
    if is_open && !was_closed {
        if outbound.paper().is_some() {
            return Ok(Dress::Paper);
        }
        let has_more = outbound.offer.is_some() || outbound.purpose == Purpose::Handout;
        let is_plain = has_more && is_old_phone(situation, &outbound.to);
        return Ok(if is_plain { Dress::Plain } else { Dress::Words });
    }
    let filled = outbound.template.as_ref().ok_or(Hindrance::NoTemplate)?;
    let among = |templates: &'_ BTreeSet<(String, String)>, called: &str, wanted: &str| {
        let base = |tag: &str| tag.split(['_', '-']).next().unwrap_or_default().to_owned();
        templates.iter().find(|(name, language)| name == called && base(language) == base(wanted)).cloned()
    };
    let same = |called: &str, wanted: &str| among(&terms.approved, called, wanted);
    let called = |called: &str| same(called, &outbound.language).or_else(|| same(called, "en"));
    let with_paper = || called(Sentence::Paper.word()).filter(|_| outbound.paper().is_some());
    let is_held = || ["en", &outbound.language].iter().any(|wanted| among(&terms.held, &filled.name, wanted).is_some());
    let missing = || if is_held() { Hindrance::TemplateHeld } else { Hindrance::NoTemplate };
    let known = with_paper().or_else(|| called(&filled.name)).ok_or_else(missing)?;
    let (has_buttons, (name, language)) = (terms.with_buttons.contains(&known), known);
    Ok(Dress::Template { name, language, has_buttons })
}

/// Whether a person's phone does not show buttons: lately one was not brought to them, or what followed it was sent plain.
fn is_old_phone(situation: &Situation, person: &PersonId) -> bool {
    situation.outbounds.values().filter(|known| known.to == *person).any(|known| {
        let has_more = known.offer.is_some() || known.purpose == Purpose::Handout;
        let was_button = known.dress == Some(Dress::Words) && has_more;
        let is_unbrought = known.trouble.is_some_and(|trouble| trouble.failure == Failure::Unreachable);
        known.dress == Some(Dress::Plain) || was_button && is_unbrought
    })
}

/// Until when nobody new may be written to first, when today's share is used up.
fn too_many_people(situation: &Situation, to: &PersonId, terms: &Terms, at: Instant) -> Option<Instant> {
    let mut first: std::collections::BTreeMap<&PersonId, Instant> = std::collections::BTreeMap::new();
    for outbound in
        situation.outbounds.values().filter(|outbound| matches!(outbound.dress, Some(Dress::Template { .. })))
    {
        let Some(begun_at) = outbound.begun_at.filter(|begun| at < begun.plus_minutes(DAY_MINUTES)) else { continue };
        let known = first.entry(&outbound.to).or_insert(begun_at);
        *known = begun_at.max(*known);
    }
    // More may have been written to than are kept in mind.
    let begun = &terms.begun;
    if first.contains_key(to) || begun.known.contains(to) || first.len().max(begun.count) < terms.people_max {
        return None;
    }
    Some(first.into_values().chain(begun.oldest).min().map_or(at, |oldest| oldest.plus_minutes(DAY_MINUTES)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_may_come_early_and_have_to_be_paid_back() {
        let second = |s| Instant::from_us(s * 1_000_000);
        let free = |past: &[i64]| {
            let mut past: Vec<Instant> = past.iter().copied().map(second).collect();
            free_at(&mut past, 6_000_000, 3)
        };
        assert_eq!(free(&[]), None);
        assert_eq!(free(&[100]), Some(second(94)));
        assert_eq!(free(&[100, 100, 100]), Some(second(106)));
        assert_eq!(free(&[100, 100, 100, 106]), Some(second(112)));
        assert_eq!(free(&[100, 100, 100, 300]), Some(second(294)));
    }
}
