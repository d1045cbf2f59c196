//! Weighing a second opinion: what it can raise or settle. It closes nothing, lowers nothing, and takes nothing away that
//! somebody acted on; where it would, a member looks.

use super::interpret;
use crate::event::{Change, Event, Personal};
use crate::id::TicketNumber;
use crate::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use crate::opinion::{Advised, Opinion, Part, Stance};
use crate::refusal::Refusal;
use crate::request::Proposal;
use crate::situation::Situation;
use crate::ticket::{Assignee, Category, Priority, Ticket};

/// How sure a reading is that two readers dispute: neither is known to be right.
const DISPUTED: f32 = 0.5;
/// So many minutes after a message its ticket may have gone on without it: what the message says of work is then only
/// noted. An opinion of an old chat comes long after what followed.
const LATE_MINUTES: f64 = 15.0;

/// Weighs an opinion. What a member said of the message, or what was read of it since, stays as it is.
pub fn advise(situation: &Situation, opinion: &Opinion) -> Result<Vec<Change>, Refusal> {
    let message = &opinion.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let is_uncertain = matches!(opinion.before.by, Reader::Embedded(_)) && opinion.before.band != Band::Act;
    if heard.meaning.as_ref() != Some(&opinion.before) || !is_uncertain {
        return Ok(Vec::new());
    }
    let opinion = checked(situation, opinion);
    let own = situation
        .ticket_of(heard)
        .filter(|ticket| ticket.opening == *message && ticket.course.seeks.is_none() && !ticket.stage.is_put_away());
    let stance = stance(&opinion, heard, own);
    let evidence: Vec<String> = match stance {
        Stance::Unfounded => Vec::new(),
        Stance::Agrees | Stance::Raises | Stance::Differs => opinion.evidence.clone(),
    };
    let advised = Event::OpinionGiven(Advised {
        message: message.clone(),
        by: opinion.by.clone(),
        stance,
        kind: opinion.kind,
        category: opinion.category,
        priority: opinion.priority,
        place: opinion.place.clone(),
        about: opinion.about.clone(),
        dropped: opinion.dropped.clone(),
    });
    let mut changes = vec![advised.with(Personal { reasons: evidence, ..Personal::none() })];
    match stance {
        Stance::Agrees => settle(situation, &opinion, (heard, own), &mut changes),
        Stance::Raises => raise(situation, &opinion, heard, &mut changes)?,
        Stance::Differs | Stance::Unfounded => {}
    }
    Ok(changes)
}

/// The same opinion, without what it says of things that do not exist.
fn checked(situation: &Situation, opinion: &Opinion) -> Opinion {
    let mut kept = opinion.clone();
    let directory = &situation.directory;
    if kept.place.as_ref().is_some_and(|place| !directory.places.contains_key(place)) {
        (kept.place, kept.dropped) = (None, with(kept.dropped, Part::Place));
    }
    match &kept.about {
        Some(Subject::Ticket(number)) => match situation.goes_on(*number) {
            Some(goes_on) => kept.about = Some(Subject::Ticket(goes_on)),
            None => (kept.about, kept.dropped) = (None, with(kept.dropped, Part::Ticket)),
        },
        Some(Subject::Task(task, _)) if !directory.tasks.contains_key(task) => {
            (kept.about, kept.dropped) = (None, with(kept.dropped, Part::Task));
        }
        Some(Subject::Task(..)) | None => {}
    }
    let is_nobody = kept.assignee.as_ref().is_some_and(|assignee| match assignee {
        Assignee::Person(person) => directory.person(person).is_none(),
        Assignee::Vendor(vendor) => !directory.vendors.contains_key(vendor),
    });
    if is_nobody {
        (kept.assignee, kept.dropped) = (None, with(kept.dropped, Part::Assignee));
    }
    // What names no subject, or one that is not there, says nothing against the one it is held to speak of.
    let says_nothing = kept.about.is_none() && (kept.kind != Kind::Issue || kept.dropped.contains(&Part::Ticket));
    if says_nothing {
        kept.about.clone_from(&kept.before.about);
    }
    kept
}

fn with(mut parts: Vec<Part>, part: Part) -> Vec<Part> {
    if !parts.contains(&part) {
        parts.push(part);
    }
    parts
}

fn stance(opinion: &Opinion, heard: &Heard, own: Option<&Ticket>) -> Stance {
    let before = &opinion.before;
    let is_new = opinion.kind == Kind::Issue && opinion.about.is_none();
    let is_same_subject = match &opinion.about {
        // A report of its own agrees with the ticket that it opened.
        None if is_new => own.is_some(),
        about => is_same(about.as_ref(), before.about.as_ref()),
    };
    if !opinion.is_founded(&heard.text) {
        Stance::Unfounded
    } else if before.kind == opinion.kind && is_same_subject {
        Stance::Agrees
    } else if may_become(before.kind, opinion.kind, own.is_some()) {
        Stance::Raises
    } else {
        Stance::Differs
    }
}

/// Whether two speak of the same; of a task, on whichever day.
fn is_same(one: Option<&Subject>, other: Option<&Subject>) -> bool {
    match (one, other) {
        (Some(Subject::Task(one, _)), Some(Subject::Task(other, _))) => one == other,
        (one, other) => one == other,
    }
}

/// Whether what was read may become what an opinion says: whatever nobody acted on may, and what was acted on may become
/// what asks for more.
fn may_become(before: Kind, after: Kind, opened: bool) -> bool {
    match before {
        Kind::Chatter | Kind::Question | Kind::Evidence => true,
        Kind::Assign | Kind::Progress => {
            matches!(after, Kind::Assign | Kind::Progress | Kind::Resolved | Kind::Verified) || asks_for_more(after)
        }
        // The ticket that a report opened stays.
        Kind::Issue => after == Kind::Issue && !opened,
        Kind::Task | Kind::Checkin | Kind::Resolved | Kind::Verified => asks_for_more(after),
        Kind::Reopened => after == Kind::Issue,
    }
}

fn asks_for_more(kind: Kind) -> bool {
    matches!(kind, Kind::Issue | Kind::Reopened)
}

/// Settles a reading that two readers share, with what the opinion adds to a report.
fn settle(
    situation: &Situation,
    opinion: &Opinion,
    (heard, own): (&Heard, Option<&Ticket>),
    changes: &mut Vec<Change>,
) {
    let before = &opinion.before;
    let is_issue = before.kind == Kind::Issue;
    let meaning = Interpretation {
        by: Reader::Opinion(opinion.by.clone()),
        category: opinion.category.filter(|_| is_issue).or(before.category),
        priority: most_urgent(opinion.priority.filter(|_| is_issue), before.priority),
        place: opinion.place.clone().or_else(|| before.place.clone()),
        // Whether something is fixed, people say; and what a voice note claims.
        band: if before.kind == Kind::Verified || heard.is_hearsay(before) { before.band } else { Band::Act },
        ..before.clone()
    };
    changes.extend(own.and_then(|own| classified(situation, own, before, &meaning)));
    changes.push(Event::MessageInterpreted { message: opinion.message.clone(), meaning }.into());
}

/// The more urgent of two; greater priorities are declared first.
fn most_urgent(one: Option<Priority>, other: Option<Priority>) -> Option<Priority> {
    one.into_iter().chain(other).min()
}

/// The classification of the ticket that a report opened, where it still is as it was read.
fn classified(situation: &Situation, own: &Ticket, before: &Interpretation, now: &Interpretation) -> Option<Change> {
    let read = (before.category.unwrap_or(Category::Other), before.priority.unwrap_or(Priority::Normal), &before.place);
    let said = (now.category.unwrap_or(Category::Other), now.priority.unwrap_or(Priority::Normal), &now.place);
    if (own.category, own.priority, &own.place) != read || said == read {
        return None;
    }
    let of_place = now.place.as_ref().and_then(|place| situation.directory.places.get(place));
    let site = of_place.map(|place| place.site.clone()).or_else(|| own.site.clone());
    let (ticket, category, priority, place) = (own.number, said.0, said.1, now.place.clone());
    Some(Event::TicketClassified { ticket, category, priority, site, place }.into())
}

/// Holds the message to mean what the opinion says, and does what follows; a member looks.
fn raise(situation: &Situation, opinion: &Opinion, heard: &Heard, changes: &mut Vec<Change>) -> Result<(), Refusal> {
    let before = &opinion.before;
    let is_issue = opinion.kind == Kind::Issue;
    let meaning = Interpretation {
        by: Reader::Opinion(opinion.by.clone()),
        kind: opinion.kind,
        category: opinion.category.filter(|_| is_issue).or(before.category.filter(|_| is_issue)),
        priority: most_urgent(opinion.priority, before.priority).filter(|_| is_issue),
        place: opinion.place.clone().or_else(|| before.place.clone()),
        about: opinion.about.clone(),
        confidence: DISPUTED,
        band: Band::Triage,
        language: before.language.clone(),
    };
    let is_late = matches!(&meaning.about, Some(Subject::Ticket(number)) if went_on(situation, *number, heard));
    // Nobody's day is done because a model was talked into it.
    if is_late || matches!(meaning.kind, Kind::Task | Kind::Checkin) {
        changes.push(Event::MessageInterpreted { message: heard.id.clone(), meaning }.into());
        return Ok(());
    }
    let proposal = Proposal {
        opens: is_issue && meaning.about.is_none(),
        assignee: opinion.assignee.clone().filter(|_| opinion.kind == Kind::Assign),
        ..Proposal::of(heard.id.clone(), meaning)
    };
    changes.extend(interpret::interpret(situation, &proposal)?);
    Ok(())
}

/// Whether something happened to a ticket after a message that is said to speak of it.
fn went_on(situation: &Situation, number: TicketNumber, heard: &Heard) -> bool {
    situation.tickets.get(&number).is_some_and(|ticket| ticket.touched_at.minutes_since(heard.sent_at) > LATE_MINUTES)
}
