//! What the chats show and the directory lacks, for a person to confirm: a whole directory, or the habits alone. Nothing of
//! it is recorded here.

use crate::roster::{PersonLine, PlaceLine, Roster, SiteLine, TaskLine};
use brain::habits::{Habits, Remark, Routine};
use domain::directory::{Directory, Person, Role};
use domain::id::{ConversationId, OrgId};
use domain::message::{Form, Handle, Heard};
use domain::task::{Habit, Task, TaskKind};
use domain::time::{Day, Instant, Zone};
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;
use store::habits::Declined;
use store::read::messages::Message;
use store::{Db, StoreError, habits, journal, read};

/// What the one site is called when nothing names it.
const SITE: &str = "Our site";
/// Entries at the end of the journal in which habits are looked for while a page waits: half a year of a busy site.
const ENTRIES_MAX: i64 = 200_000;
/// Routines that are held against what was heard: more recur at no site.
const RECURRING_MAX: usize = 500;
/// Minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// A habit that no task covers, as the task it would be.
#[derive(Clone, Debug)]
pub struct Found {
    /// Names it while it is the same.
    pub key: String,
    /// Whose it is, of which sort, and when.
    pub mark: Declined,
    /// How often it was seen.
    pub seen: Habit,
    /// The line of the task.
    pub line: TaskLine,
    /// The days on which it comes, as a rule of RFC 5545, and the hour.
    pub recurs: (String, Time),
}

/// What recurs, and when it was to.
#[derive(Clone, Debug)]
pub struct Recurring {
    /// What was seen of it.
    pub routine: Routine,
    /// Each day on which it was to come by its own rhythm, and when its window opened and closed.
    pub expected: Vec<(Day, Instant, Instant)>,
}

/// Proposes what the directory lacks: who speaks, which places are named, which reports recur. What it has already
/// comes first, as it is.
///
/// # Errors
/// When the database cannot be read.
pub async fn propose(desk: &store::desk::Desk, org: &OrgId, zone: &Zone) -> Result<Roster, StoreError> {
    let directory = desk.directory(org).await?;
    let seen = gather(desk.db(), org, (&directory, zone), 0, |_| true).await?;
    let chats = read::conversations(desk.db(), org).await?;
    let name = chats.first().map(|chat| chat.conversation.name.clone()).filter(|name| !name.is_empty());
    Ok(complete(&directory, &seen, &name.unwrap_or_else(|| SITE.to_owned()), zone))
}

/// The habits of the last months that no task covers and nobody declined, the steadiest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn habits(desk: &store::desk::Desk, org: &OrgId, zone: &Zone) -> Result<Vec<Found>, StoreError> {
    let (db, directory) = (desk.db(), desk.directory(org).await?);
    let seen = gather(db, org, (&directory, zone), latest(db, org).await?, |_| true).await?;
    let declined = habits::declined(db, org).await?;
    let found = seen.routines().into_iter().filter_map(|routine| found(&directory, routine));
    let is_open = |found: &Found| {
        let is_same = |no: &Declined| no.person == found.mark.person && no.kind == found.mark.kind;
        !declined.iter().any(|no| is_same(no) && apart(no.minute, found.mark.minute) <= gap_minutes())
    };
    Ok(found.filter(is_open).collect())
}

/// What recurs in what was heard until an instant of some conversations, whether or not a task covers it or somebody
/// declined it, the steadiest first. Of a very long journal, its last entries are looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn recurring(
    desk: &store::desk::Desk,
    org: &OrgId,
    zone: &Zone,
    until: Instant,
    is_meant: impl Fn(&ConversationId) -> bool,
) -> Result<Vec<Recurring>, StoreError> {
    let (db, directory) = (desk.db(), desk.directory(org).await?);
    let mut last = None;
    let is_of_it = |heard: &Heard| {
        let is_of_it = heard.sent_at < until && is_meant(&heard.conversation);
        last = last.max(Some(heard.sent_at).filter(|_| is_of_it));
        is_of_it
    };
    let seen = gather(db, org, (&directory, zone), latest(db, org).await?, is_of_it).await?;
    let Some(last) = last else { return Ok(Vec::new()) };
    let routines = seen.routines().into_iter().take(RECURRING_MAX);
    Ok(routines.map(|routine| held_against(routine, (&directory, zone), last)).collect())
}

/// A routine with the days on which it was to come, each with its window, as far as that was over when something was last
/// heard.
fn held_against(routine: Routine, (directory, zone): (&Directory, &Zone), last: Instant) -> Recurring {
    let person = directory.person_by_handle(&Handle::name(&routine.sender));
    let place = routine.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| &place.site);
    let zone = directory.zone(place.or_else(|| person?.site.as_ref()), zone);
    let days = routine.expected(last.day(zone).0).map(|day| {
        let opens = zone.instant(day.to_datetime(routine.at));
        (Day(day), opens, opens.plus_minutes(routine.window_minutes.into()))
    });
    let is_over = |day: Date, closes: Instant| closes <= last || routine.kept.contains_key(&day);
    let expected = days.filter(|(day, _, closes)| is_over(day.0, *closes)).collect();
    Recurring { routine, expected }
}

/// Behind which position of the journal habits are looked for.
async fn latest(db: &Db, org: &OrgId) -> Result<i64, StoreError> {
    let end = journal::head(db, org.as_str()).await?.map_or(0, |head| head.position);
    Ok((end - ENTRIES_MAX).max(0))
}

/// What the messages after a position show.
async fn gather(
    db: &Db,
    org: &OrgId,
    (directory, zone): (&Directory, &Zone),
    mut after: i64,
    mut is_meant: impl FnMut(&Heard) -> bool,
) -> Result<Habits, StoreError> {
    let mut seen = Habits::default();
    loop {
        let page = read::messages::all(db, org, after).await?;
        let Some(end) = page.last() else { return Ok(seen) };
        after = end.position;
        for message in &page {
            let is_meant = is_meant(&message.heard);
            let Some(meaning) = message.heard.meaning.as_ref().filter(|_| is_meant) else { continue };
            seen.see(Remark {
                message: &message.heard.id,
                sender: &message.sender_name,
                kind: meaning.kind,
                text: &message.heard.text,
                at: message.heard.sent_at.in_zone(clocks(directory, message, zone)).datetime(),
                has_picture: matches!(message.heard.form, Form::Image | Form::Video),
                place: meaning.place.as_ref(),
            });
        }
    }
}

/// The zone of the site that a message is about, or where its sender works.
fn clocks<'a>(directory: &'a Directory, message: &Message, zone: &'a Zone) -> &'a Zone {
    let place = message.heard.meaning.as_ref().and_then(|meaning| directory.places.get(meaning.place.as_ref()?));
    let own = || directory.person(&message.heard.sender).and_then(|person| person.site.as_ref());
    directory.zone(place.map(|place| &place.site).or_else(own), zone)
}

/// A routine of somebody we know, unless a task covers it.
fn found(directory: &Directory, routine: Routine) -> Option<Found> {
    let person = directory.person_by_handle(&Handle::name(&routine.sender))?;
    if is_covered(directory, person, &routine) {
        return None;
    }
    let (kind, minute) = (kind(&routine), minute(routine.at));
    let place = routine.place.as_ref().map(|place| directory.place_path(place));
    let own = || Some(directory.sites.get(person.site.as_ref()?)?.name.clone());
    let only = || directory.sites.values().next().filter(|_| directory.sites.len() == 1).map(|site| site.name.clone());
    let place = place.or_else(own).or_else(only);
    let mark = Declined { person: person.id.to_string(), kind: kind.word().to_owned(), minute };
    let (days_seen, days_possible) = (routine.days_seen, routine.days_possible);
    Some(Found {
        key: format!("{}-{}-{}", mark.kind, routine.at.strftime("%H%M"), mark.person),
        mark,
        seen: Habit { days_seen, days_possible, messages: routine.messages.clone() },
        recurs: (routine.rrule.clone(), routine.at),
        line: task(routine, place, |name| directory.tasks.values().any(|task| task.name == name)),
    })
}

/// Whether somebody is expected to do such work at that hour already.
fn is_covered(directory: &Directory, person: &Person, routine: &Routine) -> bool {
    let at = minute(routine.at);
    let is_so = |task: &Task| {
        let opens = minute(task.cadence.at);
        let is_within = (at - opens).rem_euclid(DAY_MINUTES) <= i64::from(task.cadence.window_minutes);
        let is_theirs = directory.selves(&person.id).any(|one| task.is_owed_by(one));
        task.kind == kind(routine) && is_theirs && (is_within || apart(opens, at) <= gap_minutes())
    };
    directory.tasks.values().any(is_so)
}

fn kind(routine: &Routine) -> TaskKind {
    if routine.is_patrol { TaskKind::Patrol } else { TaskKind::Task }
}

fn minute(at: Time) -> i64 {
    i64::from(at.hour()) * 60 + i64::from(at.minute())
}

/// How far two minutes of a day are from each other, over midnight if that is nearer.
fn apart(a: i64, b: i64) -> i64 {
    let ahead = (a - b).rem_euclid(DAY_MINUTES);
    ahead.min(DAY_MINUTES - ahead)
}

fn gap_minutes() -> i64 {
    i64::from(Routine::GAP_MINUTES)
}

/// A directory with what habits show and it lacks.
fn complete(directory: &Directory, seen: &Habits, site_name: &str, zone: &Zone) -> Roster {
    let mut known = Roster::of(directory);
    if known.sites.is_empty() {
        let timezone = Some(zone.name().to_owned());
        known.sites.push(SiteLine { name: site_name.to_owned(), timezone, ..SiteLine::default() });
    }
    let site = known.sites[0].name.clone();
    if known.sites.iter().all(|site| site.places.is_empty()) {
        let place = |place: brain::habits::NamedPlace| PlaceLine { name: place.name, ..PlaceLine::default() };
        known.sites[0].places = seen.places().into_iter().map(place).collect();
    }
    let mut lines: BTreeMap<Handle, usize> = BTreeMap::new();
    for (at, person) in known.people.iter().enumerate() {
        lines.insert(Handle::name(&person.name), at);
    }
    for speaker in seen.speakers() {
        let role = (speaker.role != Role::Unknown).then(|| speaker.role.word().to_owned());
        match lines.get(&Handle::name(&speaker.name)) {
            Some(at) => {
                let line = &mut known.people[*at];
                line.role = line.role.take().or(role);
                line.site.get_or_insert_with(|| site.clone());
            }
            None => {
                let site = Some(site.clone());
                known.people.push(PersonLine { name: speaker.name, role, site, ..PersonLine::default() });
            }
        }
    }
    for routine in seen.routines() {
        let person = directory.person_by_handle(&Handle::name(&routine.sender));
        if person.is_some_and(|person| is_covered(directory, person, &routine)) {
            continue;
        }
        let place = routine.place.as_ref().map_or_else(|| site.clone(), |place| directory.place_path(place));
        let line = task(routine, Some(place), |name| known.tasks.iter().any(|task| task.name == name));
        known.tasks.push(line);
    }
    known
}

/// The line of the task that a routine would be, under a name that no task has.
fn task(routine: Routine, place: Option<String>, is_taken: impl Fn(&str) -> bool) -> TaskLine {
    let kind = kind(&routine);
    let at = routine.at.strftime("%H:%M").to_string();
    let name = format!("{} ({at})", routine.name);
    TaskLine {
        name: if is_taken(&name) { format!("{name} · {}", routine.sender) } else { name },
        kind: Some(kind.word().to_owned()),
        assignee: Some(routine.sender),
        place,
        when: Some(format!("{} {at}", days(&routine.rrule))),
        window_minutes: Some(routine.window_minutes),
        requires_photo: routine.with_picture,
        ..TaskLine::default()
    }
}

/// The days of a rule as people write them.
fn days(rrule: &str) -> String {
    match rrule.strip_prefix("FREQ=WEEKLY;BYDAY=") {
        None => "daily".to_owned(),
        Some("MO,TU,WE,TH,FR") => "weekdays".to_owned(),
        Some(days) => {
            let word = |day| match day {
                "MO" => "Mon",
                "TU" => "Tue",
                "WE" => "Wed",
                "TH" => "Thu",
                "FR" => "Fri",
                "SA" => "Sat",
                _ => "Sun",
            };
            days.split(',').map(word).collect::<Vec<_>>().join(", ")
        }
    }
}
