//! Who is at work now: who checked in or took over, who holds a shared phone, whose work has its time now; and who was to check
//! in and did not.

use super::cards::{clock, short};
use super::lists::{Listed, headed, is_of, is_within};
use crate::decide::shifts::{begun_with, is_check_in};
use crate::directory::{Shift, Site};
use crate::id::PersonId;
use crate::message::Subject;
use crate::order::Spot;
use crate::outbound::Outbound;
use crate::request::Actor;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::time::{Instant, Zone};
use crate::wording::{Replies, fill};
use std::collections::BTreeMap;

/// How sure it is that somebody is there; what is surer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Presence {
    /// They said so.
    Shown,
    /// They were to say so, and did not.
    Missed,
    /// Their work has its time now.
    Expected,
}

/// Somebody who is, or should be, there.
struct There<'a> {
    presence: Presence,
    /// The work, or the phone, that says so.
    what: &'a str,
    until: Instant,
    zone: &'a Zone,
    about: Option<Subject>,
}

/// Who is at work; where no shift runs and there are some, that, too.
pub(super) fn at_work(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> Listed {
    let mut found: BTreeMap<&PersonId, There<'_>> = BTreeMap::new();
    for (person, there) in by_work(situation, at, spot).into_iter().chain(by_phone(situation, at, spot)) {
        let known = found.get(situation.directory.who(person));
        if known.is_none_or(|known| there.presence < known.presence) {
            found.insert(situation.directory.who(person), there);
        }
    }
    let mut found: Vec<(&PersonId, There<'_>)> = found.into_iter().collect();
    found.sort_by_key(|(person, there)| (there.presence == Presence::Missed, there.until, *person));
    let idle = no_shift(situation, texts, at, spot);
    let heading = headed(situation, texts.shift_list, spot);
    let mut text = match (found.is_empty(), &idle) {
        (true, Some(idle)) => return (idle.clone(), Vec::new()),
        (true, None) => return (format!("{heading}: {}", texts.no_one), Vec::new()),
        (false, _) => format!("{heading}:"),
    };
    for (person, there) in found.iter().take(Outbound::ABOUT_MAX) {
        text.push_str("\n• ");
        text.push_str(&line(situation, texts, at, person, there));
    }
    let more = found.len().saturating_sub(Outbound::ABOUT_MAX);
    let more = (more > 0).then(|| fill(texts.more, &[("count", &more.to_string())]));
    for below in more.into_iter().chain(idle) {
        text.push('\n');
        text.push_str(&below);
    }
    let about = found.into_iter().take(Outbound::ABOUT_MAX).filter_map(|(_, there)| there.about);
    (text, about.collect())
}

/// "Raju · Check-in (Night) –07:00".
fn line(situation: &Situation, texts: &Replies, at: Instant, person: &PersonId, there: &There<'_>) -> String {
    let name = situation.directory.people.get(person).map_or("", |known| &known.name);
    let until = clock(there.zone, at, there.until);
    let line = format!("{} · {} –{until}", short(name), short(there.what));
    match there.presence {
        Presence::Missed => format!("{line} · {}", texts.not_checked_in),
        Presence::Shown | Presence::Expected => line,
    }
}

/// Who is there by the days of tasks whose time is now.
fn by_work<'a>(situation: &'a Situation, at: Instant, spot: &Spot) -> Vec<(&'a PersonId, There<'a>)> {
    let mut found = Vec::new();
    for day in situation.occurrences.values().filter(|day| day.due_at <= at) {
        let task = situation.directory.tasks.get(&day.task).filter(|task| is_of(situation, task, spot));
        let Some(task) = task.filter(|_| day.outcome != Some(Outcome::Excused)) else { continue };
        let until = there_until(situation, task, day);
        if until < at {
            continue;
        }
        let zone = situation.zone_of(task.site.as_ref());
        let shown = shown_by(situation, task, day);
        let is_missed = is_check_in(&situation.directory, task) && is_missed(day);
        let people = shown.into_iter().chain(task.owers().iter().filter(|person| Some(*person) != shown));
        for person in people.filter(|person| situation.directory.person(person).is_some_and(|one| !one.name.is_empty()))
        {
            let presence = match shown {
                Some(shown) if shown == person => Presence::Shown,
                Some(_) | None if is_missed => Presence::Missed,
                Some(_) | None => Presence::Expected,
            };
            let about = Some(Subject::Task(task.id.clone(), Some(day.day)));
            found.push((person, There { presence, what: &task.name, until, zone, about }));
        }
    }
    found
}

/// Until when whoever has a day of a task is there: of a handover or a check-in, until the shift that began with it ends.
fn there_until(situation: &Situation, task: &Task, day: &Occurrence) -> Instant {
    let is_of_shift = task.kind == TaskKind::Handover || is_check_in(&situation.directory, task);
    let shift = begun_with(&situation.directory, task).filter(|_| is_of_shift);
    let zone = situation.zone_of(task.site.as_ref());
    shift.map_or(day.until, |shift| shift.on(day.due_at.day(zone), zone).1.max(day.until))
}

/// Who said that they are there: by taking over, or by checking in. Whoever's own check-in it is need not have sent it.
fn shown_by<'a>(situation: &'a Situation, task: &'a Task, day: &'a Occurrence) -> Option<&'a PersonId> {
    if task.kind == TaskKind::Handover {
        return match day.handover.as_ref().and_then(|handover| handover.taken.as_ref()) {
            Some((Actor::Person(person), _)) if task.is_owed_by(person) => Some(person),
            Some(_) | None => None,
        };
    }
    if !is_shown(day) || !is_check_in(&situation.directory, task) {
        return None;
    }
    let heard = day.proof.as_ref().and_then(|proof| situation.message(proof));
    let sender = heard.filter(|heard| task.is_owed_by_sender(heard)).map(|heard| &heard.sender);
    sender.or(task.assignee.as_ref())
}

/// Whether somebody checked in where they were to be.
fn is_shown(day: &Occurrence) -> bool {
    matches!(day.outcome, Some(Outcome::Done | Outcome::Late | Outcome::NoPhoto | Outcome::Partial))
}

/// Whether nobody checked in while it was time, though we could hear, or somebody did from elsewhere.
fn is_missed(day: &Occurrence) -> bool {
    matches!(day.outcome, Some(Outcome::Missed | Outcome::WrongPlace))
}

/// Who holds a shared phone of the spot.
fn by_phone<'a>(situation: &'a Situation, at: Instant, spot: &Spot) -> Vec<(&'a PersonId, There<'a>)> {
    let directory = &situation.directory;
    let phones = directory.people.values().filter(|phone| is_within(directory, phone.site.as_ref(), None, spot));
    let held = phones.filter_map(|phone| {
        let until = phone.shared.as_ref()?.holder.as_ref()?.until;
        let person = directory.holder_of(&phone.id, at)?;
        let (presence, zone) = (Presence::Shown, situation.zone_of(phone.site.as_ref()));
        Some((person, There { presence, what: &phone.name, until, zone, about: None }))
    });
    held.collect()
}

/// That no shift runs at the sites of a spot that have some, and which begins next.
fn no_shift(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> Option<String> {
    let directory = &situation.directory;
    let of_place = spot.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| &place.site);
    let wanted = spot.site.as_ref().or(of_place);
    let sites = directory.sites.values().filter(|site| wanted.is_none_or(|wanted| *wanted == site.id));
    let turns: Vec<_> = sites.flat_map(|site| turns(situation, site, at)).collect();
    if turns.iter().any(|(_, (from, until), _)| *from <= at && at < *until) {
        return None;
    }
    let next = turns.into_iter().filter(|(_, (from, _), _)| *from > at).min_by_key(|(_, (from, _), _)| *from);
    next.map(|(shift, (from, _), zone)| {
        fill(texts.no_shift, &[("shift", &short(&shift.name)), ("time", &clock(zone, at, from))])
    })
}

/// The shifts of a site around an instant: from when until when.
fn turns<'a>(
    situation: &'a Situation,
    site: &'a Site,
    at: Instant,
) -> impl Iterator<Item = (&'a Shift, (Instant, Instant), &'a Zone)> {
    let zone = situation.zone_of(Some(&site.id));
    let today = at.day(zone);
    let days = [today.plus(-1), today, today.plus(1)];
    site.shifts.iter().flat_map(move |shift| days.map(|day| (shift, shift.on(day, zone), zone)))
}
