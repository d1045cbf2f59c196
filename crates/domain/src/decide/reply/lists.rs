//! Lists that answer a question: bounded, what matters most first.

use super::cards::{clock, due, owner, priority, short};
use crate::directory::Directory;
use crate::id::{PersonId, PlaceId, SiteId};
use crate::message::Subject;
use crate::order::Spot;
use crate::outbound::Outbound;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::ticket::{Assignee, Stage, Ticket};
use crate::time::Instant;
use crate::wording::{Replies, fill};

/// How long ago a day of a task was missed that still is overdue, in minutes: a day.
const MISSED_MINUTES: f64 = 1_440.0;

/// A list, and what it names.
pub(super) type Listed = (String, Vec<Subject>);

/// How everything stands, in one sentence.
pub(super) fn overview(situation: &Situation, texts: &Replies, at: Instant) -> String {
    let everywhere = Spot::default();
    let open: Vec<&Ticket> = tickets(situation, &everywhere).collect();
    let count = |is: &dyn Fn(&Ticket) -> bool| open.iter().filter(|ticket| is(ticket)).count().to_string();
    let today = |day: &&Occurrence| day.day == at.day(situation.zone_of(site_of(situation, day)));
    let days: Vec<&Occurrence> = situation.occurrences.values().filter(today).collect();
    let done = days.iter().filter(|day| day.outcome.is_some_and(|outcome| outcome != Outcome::Missed)).count();
    fill(
        texts.overview,
        &[
            ("open", &open.len().to_string()),
            ("overdue", &count(&|ticket| is_overdue(ticket, at))),
            ("unowned", &count(&|ticket| ticket.assignee.is_none())),
            ("claimed", &count(&|ticket| ticket.stage == Stage::Resolved)),
            ("done", &done.to_string()),
            ("tasks", &days.len().to_string()),
        ],
    )
}

/// What is open, the most urgent first.
pub(super) fn open(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> Listed {
    let lines = sorted(tickets(situation, spot).collect(), situation, texts, at);
    list(situation, texts, texts.open_list, spot, lines)
}

/// What is overdue: tickets, and work that nobody reported.
pub(super) fn overdue(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> Listed {
    let late = tickets(situation, spot).filter(|ticket| is_overdue(ticket, at)).collect();
    let mut lines = sorted(late, situation, texts, at);
    let is_late = |day: &&Occurrence| {
        let unreported = day.outcome.is_none_or(|outcome| outcome == Outcome::Missed);
        unreported && day.until <= at && at.minutes_since(day.until) <= MISSED_MINUTES
    };
    lines.extend(days(situation, texts, at, spot, is_late));
    list(situation, texts, texts.overdue_list, spot, lines)
}

/// What somebody has to do: their tickets, and their work of today.
pub(super) fn mine(situation: &Situation, texts: &Replies, at: Instant, person: &PersonId) -> Listed {
    let vendor = situation.directory.people.get(person).and_then(|known| known.vendor.as_ref());
    let is_mine = |ticket: &&Ticket| match &ticket.assignee {
        Some(Assignee::Person(owner)) => owner == person,
        Some(Assignee::Vendor(owner)) => vendor == Some(owner),
        None => false,
    };
    let everywhere = Spot::default();
    let mut lines = sorted(tickets(situation, &everywhere).filter(is_mine).collect(), situation, texts, at);
    let is_due = |day: &&Occurrence| {
        let owes = situation.directory.tasks.get(&day.task).is_some_and(|task| task.is_owed_by(person));
        owes && day.outcome.is_none()
    };
    lines.extend(days(situation, texts, at, &everywhere, is_due));
    list(situation, texts, texts.mine_list, &everywhere, lines)
}

/// A heading with its lines; what is too much is counted.
fn list(situation: &Situation, texts: &Replies, heading: &str, spot: &Spot, lines: Vec<(String, Subject)>) -> Listed {
    let heading = headed(situation, heading, spot);
    if lines.is_empty() {
        return (format!("{heading}: {}", texts.nothing), Vec::new());
    }
    let more = lines.len().saturating_sub(Outbound::ABOUT_MAX);
    let (mut text, mut about) = (format!("{heading}:"), Vec::new());
    for (line, subject) in lines.into_iter().take(Outbound::ABOUT_MAX) {
        text.push_str("\n• ");
        text.push_str(&line);
        about.push(subject);
    }
    if more > 0 {
        text.push('\n');
        text.push_str(&fill(texts.more, &[("count", &more.to_string())]));
    }
    (text, about)
}

/// A heading, with the place it is about.
pub(super) fn headed(situation: &Situation, heading: &str, spot: &Spot) -> String {
    let place = place_name(&situation.directory, spot);
    if place.is_empty() { heading.to_owned() } else { format!("{heading} ({place})") }
}

fn sorted(mut tickets: Vec<&Ticket>, situation: &Situation, texts: &Replies, at: Instant) -> Vec<(String, Subject)> {
    tickets.sort_by_key(|ticket| (ticket.priority, ticket.due_at().is_none(), ticket.due_at(), ticket.number));
    let line = |ticket: &Ticket| {
        let name = format!("{} {}", ticket.number, short(&ticket.title)).trim_end().to_owned();
        let parts = [name, priority(ticket.priority).to_owned(), owner(situation, texts, ticket)];
        parts.into_iter().chain(due(situation, texts, at, ticket)).collect::<Vec<_>>().join(" · ")
    };
    tickets.iter().map(|ticket| (line(ticket), Subject::Ticket(ticket.number))).collect()
}

fn days(
    situation: &Situation,
    texts: &Replies,
    at: Instant,
    spot: &Spot,
    is: impl Fn(&&Occurrence) -> bool,
) -> Vec<(String, Subject)> {
    let mut found: Vec<&Occurrence> = situation.occurrences.values().filter(is).collect();
    found.sort_by_key(|day| (day.until, &day.task));
    let line = |day: &&Occurrence| {
        let task = situation.directory.tasks.get(&day.task).filter(|task| is_of(situation, task, spot))?;
        let until = clock(situation.zone_of(task.site.as_ref()), at, day.until);
        let person = task.assignee.as_ref().and_then(|id| situation.directory.people.get(id));
        let person = person.map_or(texts.nobody, |person| person.name.as_str());
        let line = format!("{} –{until} · {}", short(&task.name), short(person));
        Some((line, Subject::Task(task.id.clone(), Some(day.day))))
    };
    found.iter().filter_map(line).collect()
}

/// Open tickets at a spot.
fn tickets<'a>(situation: &'a Situation, spot: &'a Spot) -> impl Iterator<Item = &'a Ticket> {
    let open = situation.tickets.values().filter(|ticket| ticket.stage.is_open());
    open.filter(|ticket| is_within(&situation.directory, ticket.site.as_ref(), ticket.place.as_ref(), spot))
}

pub(super) fn is_of(situation: &Situation, task: &Task, spot: &Spot) -> bool {
    is_within(&situation.directory, task.site.as_ref(), task.place.as_ref(), spot)
}

pub(super) fn is_within(directory: &Directory, site: Option<&SiteId>, place: Option<&PlaceId>, spot: &Spot) -> bool {
    let at_site = spot.site.is_none() || spot.site.as_ref() == site;
    let at_place =
        |outer: &PlaceId| place.is_some_and(|place| directory.lineage(place).iter().any(|part| part.id == *outer));
    at_site && spot.place.as_ref().is_none_or(at_place)
}

fn is_overdue(ticket: &Ticket, at: Instant) -> bool {
    let mut owed = ticket.course.promises.values().filter(|promise| promise.settled.is_none());
    owed.any(|promise| promise.owed_at().is_some_and(|due| due < at))
}

fn site_of<'a>(situation: &'a Situation, day: &Occurrence) -> Option<&'a SiteId> {
    situation.directory.tasks.get(&day.task).and_then(|task| task.site.as_ref())
}

fn place_name(directory: &Directory, spot: &Spot) -> String {
    let site = spot.site.as_ref().and_then(|site| directory.sites.get(site)).map(|site| site.name.as_str());
    let place = spot.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| place.name.as_str());
    short(place.or(site).unwrap_or_default())
}
