//! Acting on what a reader says of a message: opening, moving and joining tickets, crediting days of tasks.

mod opening;

use opening::open;

use super::{checks, handovers, pledge, quotes, repeats, shifts, steps, tours};
use crate::directory::Role;
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, TaskId};
use crate::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use crate::outbound::Purpose;
use crate::policy::matching;
use crate::refusal::Refusal;
use crate::request::{Hindsight, Proposal};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::ticket::{Assignee, Priority, Stage, Ticket};
use crate::time::Day;
use crate::voice::Transcript;

/// So many minutes after a report its reporter may still correct the place.
const CORRECTION_MINUTES: f64 = 30.0;

/// Acts on a proposal.
pub fn interpret(situation: &Situation, proposal: &Proposal) -> Result<Vec<Change>, Refusal> {
    let message = &proposal.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let made = checks::made(situation, heard, proposal);
    let named = checks::named(situation, heard, proposal);
    let proposal = &*checks::meant(situation, heard, proposal, made.as_ref());
    let about = subject(situation, proposal, heard);
    let band = band(heard, &proposal.meaning);
    let meaning = Interpretation { about: about.clone(), band, ..proposal.meaning.clone() };
    let reasons = Personal { reasons: proposal.reasons.clone(), ..Personal::none() };
    let interpreted = Event::MessageInterpreted { message: message.clone(), meaning }.with(reasons);
    let mut changes = Vec::new();
    match &about {
        Some(Subject::Ticket(number)) if proposal.opens => {
            open(situation, proposal, heard, *number, interpreted, &mut changes);
        }
        Some(Subject::Ticket(number)) => {
            changes.push(interpreted);
            if let Some(ticket) = situation.tickets.get(number) {
                follow(situation, proposal, heard, ticket, &mut changes);
                raise(&proposal.meaning, ticket, &mut changes);
            }
        }
        Some(Subject::Task(..)) if is_withheld(heard, &proposal.meaning) => changes.push(interpreted),
        Some(Subject::Task(task, Some(day))) => {
            changes.push(interpreted);
            credit(situation, &proposal.meaning, heard, (task, *day), &mut changes);
        }
        Some(Subject::Task(_, None)) | None => changes.push(interpreted),
    }
    changes.extend(named);
    if let (Some(made), Some(Subject::Ticket(ticket))) = (made, &about) {
        changes.extend(checks::failed(situation, made, (heard, proposal), *ticket));
    }
    for seen in &proposal.hindsight {
        look_back(situation, seen, about.as_ref(), &mut changes);
    }
    Ok(changes)
}

/// What is to be done about a reading: what a voice note seems to say is for a member to look at where it claims work, or
/// cannot be relied on.
fn band(heard: &Heard, meaning: &Interpretation) -> Band {
    let by_member = matches!(meaning.by, Reader::Member(_));
    let is_clear = heard.transcript.as_ref().is_none_or(Transcript::is_clear);
    if heard.is_hearsay(meaning) || (!is_clear && !by_member) { Band::Triage } else { meaning.band }
}

/// Whether nothing follows from a reading until a member, or somebody's written word, says the same: it is hardly more than a
/// guess and would confirm a fix, or it is what a voice note seems to claim.
pub(super) fn is_withheld(heard: &Heard, meaning: &Interpretation) -> bool {
    (meaning.kind == Kind::Verified && meaning.band == Band::Triage) || heard.is_hearsay(meaning)
}

/// What the message speaks of: a new ticket's number, a known ticket that still takes messages, or a day of a task.
pub(super) fn subject(situation: &Situation, proposal: &Proposal, heard: &Heard) -> Option<Subject> {
    if proposal.opens {
        return Some(Subject::Ticket(situation.next_ticket));
    }
    let Some(about) = proposal.meaning.about.as_ref() else {
        return shifts::checked_in(situation, heard, proposal.meaning.kind);
    };
    match about {
        Subject::Ticket(number) => situation.goes_on(*number).map(Subject::Ticket),
        Subject::Task(task, Some(day)) => Some(Subject::Task(task.clone(), Some(*day))),
        Subject::Task(task, None) => {
            let day = matching::day_of(situation, task, heard.sent_at).map(|occurrence| occurrence.day);
            Some(Subject::Task(task.clone(), day))
        }
    }
}

/// Whether somebody who does the work claims that it is done, or whoever says so now. A member's word, or that of whoever lives
/// there, names nobody who must not judge it.
fn is_claimed(situation: &Situation, heard: &Heard, ticket: &Ticket) -> bool {
    let directory = &situation.directory;
    let does_work = |person| directory.role(person).does_work() || directory.are_one(person, &heard.sender);
    ticket.claimant.as_ref().is_some_and(does_work)
}

/// What a message does to the ticket it speaks of.
fn follow(situation: &Situation, proposal: &Proposal, heard: &Heard, ticket: &Ticket, changes: &mut Vec<Change>) {
    let number = ticket.number;
    let message = Some(heard.id.clone());
    changes.extend(pledge::kept(situation, heard, proposal.meaning.kind, ticket));
    if heard.form.is_evidence() {
        changes.push(Event::EvidenceAdded { ticket: number, message: heard.id.clone() }.into());
    }
    if is_withheld(heard, &proposal.meaning) {
        return;
    }
    match proposal.meaning.kind {
        // Work on what is over begins with a dispute; thanks and late claims change nothing.
        Kind::Assign | Kind::Progress | Kind::Resolved | Kind::Verified if !ticket.stage.is_open() => {}
        // Who only lives there may report and judge, but neither orders work nor says that it is under way.
        Kind::Assign | Kind::Progress if is_outsider(situation, heard) => {}
        // What waits for a yes to its cost is not begun by words.
        Kind::Assign | Kind::Progress if quotes::holds_back(situation, ticket, &heard.sender) => {}
        Kind::Issue => {
            let known = situation.directory.told_us(ticket, &heard.sender);
            if !known {
                let (reporter, message) = (heard.sender.clone(), heard.id.clone());
                changes.push(Event::ReportMerged { ticket: number, reporter, message }.into());
            }
            relocate(situation, proposal, heard, ticket, changes);
            // Reported again, it does not hold.
            if matches!(ticket.stage, Stage::Verified | Stage::Closed) {
                changes.push(Event::TicketReopened { ticket: number, message }.into());
            }
        }
        Kind::Assign => {
            let assignee = proposal.assignee.clone().or_else(|| ticket.assignee.clone());
            let is_news = assignee != ticket.assignee || !is_begun(ticket.stage);
            if is_news {
                changes.push(Event::TicketAssigned { ticket: number, assignee, message }.into());
            }
            let ordered = proposal.meaning.priority.filter(|priority| *priority != ticket.priority);
            changes.extend(ordered.map(|priority| {
                let (category, site, place) = (ticket.category, ticket.site.clone(), ticket.place.clone());
                Event::TicketClassified { ticket: number, category, priority, site, place }.into()
            }));
        }
        Kind::Progress => {
            if let Some(called) = proposal.assignee.clone().filter(|_| ticket.assignee.is_none()) {
                changes.push(Event::TicketAssigned { ticket: number, assignee: Some(called), message }.into());
            }
            start(situation, heard, ticket, changes);
        }
        // The claim was made: whoever repeats it makes no new one, and takes nothing over.
        Kind::Resolved if ticket.stage == Stage::Resolved && is_claimed(situation, heard, ticket) => {}
        Kind::Resolved => {
            take_over(situation, heard, ticket, changes);
            let claimant = Some(heard.sender.clone());
            changes.push(Event::TicketResolved { ticket: number, claimant, message }.into());
        }
        Kind::Verified if ticket.claimant.as_ref() != Some(&heard.sender) && !ticket.course.is_claimed_on(heard) => {
            changes.push(Event::TicketVerified { ticket: number, message }.into());
        }
        Kind::Reopened if matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed) => {
            changes.push(Event::TicketReopened { ticket: number, message }.into());
        }
        Kind::Verified | Kind::Reopened => {}
        Kind::Task | Kind::Checkin | Kind::Evidence | Kind::Question | Kind::Chatter => {}
    }
}

/// A danger makes the ticket critical that it is told of, whatever else the words do to it; what says that it is over does not.
fn raise(meaning: &Interpretation, ticket: &Ticket, changes: &mut Vec<Change>) {
    let reopens = |change: &Change| matches!(change.event, Event::TicketReopened { .. });
    let goes_on = ticket.stage.is_open() || changes.iter().any(reopens);
    let is_over = matches!(meaning.kind, Kind::Resolved | Kind::Verified);
    if meaning.priority != Some(Priority::Critical) || ticket.priority == Priority::Critical || is_over || !goes_on {
        return;
    }
    for change in changes.iter_mut() {
        if let Event::TicketClassified { priority, .. } = &mut change.event {
            *priority = Priority::Critical;
            return;
        }
    }
    let (category, site, place) = (ticket.category, ticket.site.clone(), ticket.place.clone());
    let (ticket, priority) = (ticket.number, Priority::Critical);
    changes.push(Event::TicketClassified { ticket, category, priority, site, place }.into());
}

fn start(situation: &Situation, heard: &Heard, ticket: &Ticket, changes: &mut Vec<Change>) {
    let is_over = matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed);
    if is_over {
        return;
    }
    take_over(situation, heard, ticket, changes);
    let takes_over = changes.iter().any(|change| matches!(change.event, Event::TicketAssigned { .. }));
    if ticket.stage != Stage::InProgress || takes_over {
        let message = Some(heard.id.clone());
        changes.push(Event::TicketStarted { ticket: ticket.number, message }.into());
    }
}

/// A later report may name the place that the first one left out, a spot inside it, or correct its own reporter.
fn relocate(situation: &Situation, proposal: &Proposal, heard: &Heard, ticket: &Ticket, changes: &mut Vec<Change>) {
    let directory = &situation.directory;
    let Some(named) = proposal.meaning.place.as_ref().and_then(|place| directory.places.get(place)) else { return };
    let is_better = match &ticket.place {
        None => true,
        Some(known) if *known == named.id => false,
        Some(known) => {
            let is_inside = directory.lineage(&named.id).iter().any(|outer| outer.id == *known);
            let corrects = directory.are_one(&ticket.reporter, &heard.sender)
                && heard.sent_at.minutes_since(ticket.opened_at) <= CORRECTION_MINUTES
                && !directory.lineage(known).iter().any(|outer| outer.id == named.id);
            is_inside || corrects
        }
    };
    if is_better {
        let (site, place) = (Some(named.site.clone()), Some(named.id.clone()));
        let (category, priority) = (ticket.category, ticket.priority);
        changes.push(Event::TicketClassified { ticket: ticket.number, category, priority, site, place }.into());
    }
}

/// Whether the sender has no part in the work: a resident, or a stranger where it is known who leads.
fn is_outsider(situation: &Situation, heard: &Heard) -> bool {
    match situation.directory.role(&heard.sender) {
        Role::Resident => true,
        Role::Unknown => situation.directory.people.values().any(|person| person.role.leads()),
        Role::Manager | Role::Supervisor | Role::Cleaner | Role::Guard | Role::Technician | Role::Vendor => false,
    }
}

/// Whether work has begun, so that a further word of whoever leads ("by Tuesday, please") sets nothing back.
fn is_begun(stage: Stage) -> bool {
    matches!(stage, Stage::InProgress | Stage::OnHold | Stage::Resolved | Stage::Verified | Stage::Closed)
}

/// Whoever does the work of a ticket nobody owns, owns it; a worker also takes it from a lead who only looked after it.
fn take_over(situation: &Situation, heard: &Heard, ticket: &Ticket, changes: &mut Vec<Change>) {
    let directory = &situation.directory;
    let Some(worker) = directory.person(&heard.sender) else { return };
    let just_given = changes.iter().any(|change| matches!(change.event, Event::TicketAssigned { .. }));
    let may = match &ticket.assignee {
        _ if just_given => false,
        None => worker.role.does_work() || worker.role.leads(),
        Some(Assignee::Person(owner)) => directory.role(owner).leads() && worker.role.does_work(),
        Some(Assignee::Vendor(_)) => false,
    };
    if !may {
        return;
    }
    let assignee = match &worker.vendor {
        Some(vendor) => Assignee::Vendor(vendor.clone()),
        None => Assignee::Person(worker.id.clone()),
    };
    let message = Some(heard.id.clone());
    changes.push(Event::TicketAssigned { ticket: ticket.number, assignee: Some(assignee), message }.into());
}

/// Credits a report to a day of a task, or lets a photo complete a report that lacked one.
pub(super) fn credit(
    situation: &Situation,
    meaning: &Interpretation,
    heard: &Heard,
    (task, day): (&TaskId, Day),
    changes: &mut Vec<Change>,
) {
    let known = situation.occurrences.get(&(task.clone(), day));
    let (Some(known), Some(expected)) = (known, situation.directory.tasks.get(task)) else { return };
    // Whoever lives here says how it looks, and ends nobody's day.
    if situation.directory.role(&heard.sender) == Role::Resident && !expected.is_owed_by_sender(heard) {
        return;
    }
    // Nobody takes over by words that only resemble it.
    if handovers::is_change(Some(expected)) {
        return;
    }
    match (&expected.tour, meaning.kind) {
        (Some(tour), Kind::Task | Kind::Checkin) => {
            changes.extend(tours::report(situation, (tour, expected, known), heard, meaning.place.as_ref()));
        }
        (_, Kind::Task | Kind::Checkin | Kind::Progress | Kind::Evidence)
            if !expected.steps.is_empty() && !matching::completes(known, heard) =>
        {
            changes.extend(steps::report(situation, (expected, known), heard, meaning));
        }
        _ => {
            let ended = ending(situation, meaning, heard, (expected, known));
            changes.extend(ended.map(|(outcome, proof)| {
                Event::OccurrenceEnded { task: task.clone(), day, outcome, proof: Some(proof) }.into()
            }));
        }
    }
}

/// How a day of a task without checkpoints ends by a message, and which one proves it; none when it changes nothing.
pub(super) fn ending(
    situation: &Situation,
    meaning: &Interpretation,
    heard: &Heard,
    (expected, known): (&Task, &Occurrence),
) -> Option<(Outcome, MessageId)> {
    match meaning.kind {
        Kind::Task | Kind::Checkin => {
            let outcome = matching::outcome(situation, expected, known, heard, meaning.place.as_ref());
            matching::improves(known.outcome, outcome).then(|| (outcome, heard.id.clone()))
        }
        Kind::Evidence if matching::completes(known, heard) => {
            let report = known.proof.as_ref().and_then(|proof| situation.message(proof));
            let subject = Subject::Task(known.task.clone(), Some(known.day));
            let is_asked = situation.outbounds.values().any(|outbound| {
                outbound.stands() && outbound.purpose == Purpose::Reminder && outbound.about.contains(&subject)
            });
            let patience = if is_asked { matching::ASKED_PHOTO_MINUTES } else { matching::PHOTO_MINUTES };
            let in_time = report.filter(|report| {
                heard.sent_at.minutes_since(report.sent_at) <= patience && report.sender == heard.sender
            });
            let outcome = |report: &Heard| if report.sent_at > known.until { Outcome::Late } else { Outcome::Done };
            in_time.map(|report| (outcome(report), report.id.clone()))
        }
        _ => None,
    }
}

/// Sees an earlier message in the light of this one.
fn look_back(situation: &Situation, seen: &Hindsight, about: Option<&Subject>, changes: &mut Vec<Change>) {
    let (id, meaning) = match seen {
        Hindsight::Same(id) => {
            let Some(before) = situation.message(id).and_then(|heard| heard.meaning.as_ref()) else { return };
            (id, Interpretation { kind: Kind::Evidence, about: about.cloned(), ..before.clone() })
        }
        Hindsight::Other(id, meaning) => {
            let about = match &meaning.about {
                Some(Subject::Ticket(number)) => situation.goes_on(*number).map(Subject::Ticket),
                other => other.clone(),
            };
            (id, Interpretation { about, ..meaning.clone() })
        }
    };
    let Some(heard) = situation.message(id) else { return };
    let evidence_of = match (&meaning.about, heard.form.is_evidence()) {
        (Some(Subject::Ticket(number)), true) => Some(*number),
        _ => None,
    };
    let meaning = Interpretation { by: Reader::Hindsight, category: None, priority: None, ..meaning };
    changes.push(Event::MessageInterpreted { message: id.clone(), meaning }.into());
    if let Some(ticket) = evidence_of {
        changes.push(Event::EvidenceAdded { ticket, message: id.clone() }.into());
    }
}
