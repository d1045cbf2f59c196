//! Checks that find a fault: which day of a check a report of one belongs to, which ticket it opens or joins, and what binds
//! the two.

use super::steps;
use crate::checklist::CheckFailed;
use crate::directory::Directory;
use crate::event::{Change, Event};
use crate::id::{PlaceId, TicketNumber};
use crate::message::{Heard, Kind, Reader, Subject};
use crate::order::Order;
use crate::policy::matching;
use crate::request::Proposal;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::ticket::{Category, Priority, Ticket};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// So many minutes after the button that a check found a fault, whoever tapped it says what it is, also without naming its
/// place: asked a moment ago, they answer, and speak of another thing later.
const DESCRIBED_MINUTES: f64 = 10.0;

/// A check, and the day on which it was made.
pub(super) type Made<'a> = (&'a Task, &'a Occurrence);

/// The day of a check that a message, read as an issue, tells the outcome of: whoever owes the check says it of that day, or
/// of the asset while its check is due and was not made. A day tells of one fault; what else is found is reported as anything is.
pub(super) fn made<'a>(situation: &'a Situation, heard: &Heard, proposal: &Proposal) -> Option<Made<'a>> {
    if proposal.meaning.kind != Kind::Issue {
        return None;
    }
    let directory = &situation.directory;
    let quoted = situation.quoted(heard).and_then(|quoted| quoted.meaning.as_ref()?.about.as_ref());
    let is_named = |day: &Occurrence| {
        let abouts = [proposal.meaning.about.as_ref(), quoted];
        abouts.into_iter().flatten().any(|about| is_of(about, day))
    };
    let place = place(situation, proposal);
    let is_there = |(task, day): &Made<'_>| {
        let is_due = is_owed_still(day) && day.due_at <= heard.sent_at && heard.sent_at <= day.closes_at();
        let due = asset(directory, task).filter(|_| is_due);
        place.zip(due).is_some_and(|(place, due)| is_within(directory, place, due))
    };
    let owed = directory.tasks.values().filter(|task| task.check && task.is_owed_by_sender(heard));
    let days = owed.filter_map(|task| Some((task, matching::day_of(situation, &task.id, heard.sent_at)?)));
    let days = days.filter(|(_, day)| day.fault.is_none() && day.outcome != Some(Outcome::Excused));
    let days: Vec<Made<'a>> = days.collect();
    let named = days.iter().find(|(_, day)| is_named(day));
    named.or_else(|| days.iter().filter(|made| is_there(made)).min_by_key(|(_, day)| day.until)).copied()
}

/// A proposal as it is meant where a check was made: it opens a ticket at the check's place, unless one about the same fault
/// is open there, or one that was found a moment ago waits for its words.
pub(super) fn meant<'a>(
    situation: &Situation,
    heard: &Heard,
    proposal: &'a Proposal,
    made: Option<&Made<'_>>,
) -> Cow<'a, Proposal> {
    let known = |number| {
        let mut joined = proposal.clone();
        (joined.opens, joined.meaning.about) = (false, Some(Subject::Ticket(number)));
        Cow::Owned(joined)
    };
    if let Some(ticket) = described(situation, heard, proposal) {
        return known(ticket.number);
    }
    let is_of_ticket = matches!(proposal.meaning.about, Some(Subject::Ticket(_)));
    let made = made.copied().or_else(|| further(situation, heard, proposal));
    let Some((task, day)) = made.filter(|_| !is_of_ticket) else { return Cow::Borrowed(proposal) };
    let category = proposal.meaning.category.filter(|category| *category != Category::Other);
    // What tells no trade says more of the fault that was found.
    let found = day.fault.filter(|_| category.is_none()).and_then(|ticket| situation.goes_on(ticket));
    if let Some(number) = found {
        return known(number);
    }
    let place = place(situation, proposal).or(task.place.as_ref());
    if let Some(number) = category.and_then(|category| same(situation, category, place)) {
        return known(number);
    }
    let mut opened = proposal.clone();
    (opened.opens, opened.meaning.about, opened.meaning.place) = (true, None, place.cloned());
    Cow::Owned(opened)
}

/// The day of a check that a message, read as an issue, speaks of, although it found a fault before.
fn further<'a>(situation: &'a Situation, heard: &Heard, proposal: &Proposal) -> Option<Made<'a>> {
    let Some(Subject::Task(task, Some(day))) = &proposal.meaning.about else { return None };
    let task = situation.directory.tasks.get(task).filter(|task| task.check && task.is_owed_by_sender(heard))?;
    let day = situation.occurrences.get(&(task.id.clone(), *day))?;
    (proposal.meaning.kind == Kind::Issue).then_some((task, day))
}

/// What binds a check to the ticket of the fault that it found. The check was made, so that its day ends with this message as
/// proof; of one with steps those are ticked that the message names.
pub(super) fn failed(
    situation: &Situation,
    (task, day): Made<'_>,
    (heard, proposal): (&Heard, &Proposal),
    ticket: TicketNumber,
) -> Vec<Change> {
    let mut changes = vec![found(situation, day, heard, ticket)];
    if task.steps.is_empty() {
        let outcome = matching::outcome(situation, task, day, heard, None);
        changes.extend(matching::improves(day.outcome, outcome).then(|| ended(day, outcome, heard)));
    } else {
        changes.extend(steps::report(situation, (task, day), heard, &proposal.meaning));
    }
    changes
}

/// The open ticket that a check found again, where a button tells no more: the one that the same check found, or one at the very
/// asset.
pub(super) fn known(situation: &Situation, task: &Task) -> Option<TicketNumber> {
    let directory = &situation.directory;
    let asset = asset(directory, task);
    let is_found = |ticket: &&Ticket| ticket.course.found_by.as_ref().is_some_and(|found| found.task == task.id);
    let is_there = |ticket: &&Ticket| asset.is_some() && ticket.place.as_ref() == asset;
    let open = || situation.tickets.values().filter(|ticket| ticket.stage.is_open() && ticket.course.seeks.is_none());
    let ticket = open().rfind(is_found).or_else(|| open().rfind(is_there));
    ticket.map(|ticket| ticket.number)
}

/// That a check found a fault.
pub(super) fn found(situation: &Situation, day: &Occurrence, heard: &Heard, ticket: TicketNumber) -> Change {
    let (task, day, message) = (day.task.clone(), day.day, heard.id.clone());
    let was_known = situation.tickets.contains_key(&ticket);
    Event::CheckFailed(CheckFailed { task, day, ticket, message, was_known }).into()
}

/// What becomes of a ticket when whoever tapped that a check found a fault says what it is: it gets its trade where a button
/// opened it without one, and is more urgent where the words are.
pub(super) fn named(situation: &Situation, heard: &Heard, proposal: &Proposal) -> Option<Change> {
    let ticket = described(situation, heard, proposal)?;
    let told = proposal.meaning.category.filter(|_| ticket.category == Category::Other);
    let category = told.unwrap_or(ticket.category);
    let priority = proposal.meaning.priority.map_or(ticket.priority, |told| told.min(ticket.priority));
    let inner = place(situation, proposal).filter(|_| ticket.category == Category::Other);
    let place = inner.or(ticket.place.as_ref()).cloned();
    let is_news = (category, priority, &place) != (ticket.category, ticket.priority, &ticket.place);
    let classified =
        Event::TicketClassified { ticket: ticket.number, category, priority, site: ticket.site.clone(), place };
    is_news.then(|| classified.into())
}

/// The ticket of the fault that the sender of a message tapped just before, where the message is the first report since, and
/// tells of no other place, of no other trade and of no danger.
fn described<'a>(situation: &'a Situation, heard: &Heard, proposal: &Proposal) -> Option<&'a Ticket> {
    let meaning = &proposal.meaning;
    let is_new = proposal.opens && meaning.kind == Kind::Issue && heard.reply_to.is_none();
    let is_answer = is_new && meaning.priority != Some(Priority::Critical);
    let ticket = is_answer.then(|| tapped(situation, heard)).flatten().filter(|ticket| ticket.stage.is_open())?;
    let told = meaning.category.filter(|category| *category != Category::Other);
    let is_alike = told.is_none_or(|told| [told, Category::Other].contains(&ticket.category));
    let is_there = |place| ticket.place.as_ref().is_none_or(|due| is_within(&situation.directory, place, due));
    (is_alike && place(situation, proposal).is_none_or(is_there)).then_some(ticket)
}

/// The ticket of the fault that the sender of a message tapped in the same chat a moment ago, and said nothing more of.
fn tapped<'a>(situation: &'a Situation, heard: &Heard) -> Option<&'a Ticket> {
    let is_recent = |said: &&Heard| heard.sent_at.minutes_since(said.sent_at) <= DESCRIBED_MINUTES;
    let recent = situation.before(heard).take_while(is_recent);
    let mut theirs = recent.filter(|said| said.sender == heard.sender && said.conversation == heard.conversation);
    let faults: BTreeSet<TicketNumber> = situation.occurrences.values().filter_map(|day| day.fault).collect();
    let (meaning, number) = theirs.find_map(|said| {
        let meaning = said.meaning.as_ref().filter(|meaning| meaning.kind == Kind::Issue)?;
        Some((meaning, said.ticket().filter(|number| faults.contains(number))?))
    })?;
    let is_button = meaning.by == Reader::Embedded(Order::RULES.to_owned());
    situation.tickets.get(&situation.goes_on(number).filter(|_| is_button)?)
}

/// The open ticket of the same trade at the very place.
fn same(situation: &Situation, category: Category, place: Option<&PlaceId>) -> Option<TicketNumber> {
    let place = place?;
    let is_same = |ticket: &&Ticket| {
        let is_alike = ticket.category == category && ticket.place.as_ref() == Some(place);
        is_alike && ticket.stage.is_open() && ticket.course.seeks.is_none()
    };
    situation.tickets.values().rfind(is_same).map(|ticket| ticket.number)
}

/// Where the fault is, as the message says, or the ticket that it is about.
fn place<'a>(situation: &'a Situation, proposal: &'a Proposal) -> Option<&'a PlaceId> {
    let of_ticket = || match &proposal.meaning.about {
        Some(Subject::Ticket(number)) => situation.tickets.get(number)?.place.as_ref(),
        _ => None,
    };
    proposal.meaning.place.as_ref().or_else(of_ticket)
}

/// The asset that a check is made of, where its place is one.
fn asset<'a>(directory: &Directory, task: &'a Task) -> Option<&'a PlaceId> {
    task.place.as_ref().filter(|place| directory.places.get(place).is_some_and(|place| place.asset))
}

/// Whether nobody made a check yet.
fn is_owed_still(day: &Occurrence) -> bool {
    matches!(day.outcome, None | Some(Outcome::Missed | Outcome::Unheard))
}

fn is_of(about: &Subject, day: &Occurrence) -> bool {
    matches!(about, Subject::Task(task, of) if *task == day.task && of.is_none_or(|of| of == day.day))
}

fn is_within(directory: &Directory, inner: &PlaceId, outer: &PlaceId) -> bool {
    directory.lineage(inner).iter().any(|place| place.id == *outer)
}

fn ended(day: &Occurrence, outcome: Outcome, heard: &Heard) -> Change {
    Event::OccurrenceEnded { task: day.task.clone(), day: day.day, outcome, proof: Some(heard.id.clone()) }.into()
}
