//! An event as one human sentence, for timelines and reports.

use crate::agreement::Target;
use crate::directory::Directory;
use crate::duty::Ground;
use crate::event::{Event, Finished};
use crate::ladder::{Audience, Cause, Climbed, Unsaid};
use crate::opinion::{Advised, Stance};
use crate::outbound::{Purpose, State, Wanted, Withdrawal};
use crate::pledge::Pledge;
use crate::request::Actor;
use crate::ticket::Assignee;
use crate::tour::Visited;

/// Says what happened in a few words, with names from the directory and never the words of a message.
#[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
pub fn sentence(event: &Event, directory: &Directory) -> String {
    let person = |id| directory.people.get(id).map_or("somebody", |person| person.name.as_str());
    match event {
        Event::SiteDefined { .. }
        | Event::PlaceDefined { .. }
        | Event::VendorDefined { .. }
        | Event::PersonDefined { .. }
        | Event::TaskDefined { .. }
        | Event::CalendarDefined { .. }
        | Event::AgreementDefined { .. }
        | Event::MemberDefined { .. }
        | Event::LadderDefined(_)
        | Event::DutyDefined(_) => of_directory(event),
        Event::PersonMet { .. } => "Somebody new spoke".into(),
        Event::PersonReached { .. } => "More became known of how somebody is reached".into(),
        Event::PeopleMerged { into, .. } => format!("{} turned out to be known by another address, too", person(into)),
        Event::PeopleSplit { from, .. } => format!("{} turned out to be two people", person(from)),
        Event::ConversationMet { .. } => "A new conversation was heard".into(),
        Event::ConversationNamed { .. } => "A conversation was given another name".into(),
        Event::SilenceBegan { ear, why, .. } => format!("{ear} may be deaf: {}", why.sentence()),
        Event::SilenceEnded { ear, .. } => format!("{ear} hears again"),
        Event::MessageReceived { form, .. } => format!("A message came in ({form})"),
        Event::MediaKept { .. } => "A file was kept".into(),
        Event::MessageEdited { .. } => "Its sender changed the message".into(),
        Event::MessageRevoked { .. } => "Its sender took the message back".into(),
        Event::MessageInterpreted { meaning, .. } => format!("Read as {}", meaning.kind),
        Event::OpinionGiven(advised) => of_opinion(advised),
        Event::ReadingCorrected { .. } => "A member said what the message means".into(),
        Event::CorrectionUndone { .. } => "A member took back what they said of the message".into(),
        Event::TicketOpened { .. }
        | Event::TicketClassified { .. }
        | Event::ReportMerged { .. }
        | Event::EvidenceAdded { .. }
        | Event::TicketAssigned { .. }
        | Event::TicketStarted { .. }
        | Event::TicketHeld { .. }
        | Event::TicketResolved { .. }
        | Event::TicketVerified { .. }
        | Event::TicketReopened { .. }
        | Event::TicketClosed { .. }
        | Event::TicketMerged { .. }
        | Event::TicketCancelled { .. } => of_ticket(event, directory),
        Event::NoteAdded { .. } => "Note".into(),
        Event::OrderGiven(given) => format!("Ordered by {} in the chat: {}", person(&given.by), given.verb),
        Event::OrderUndone(undone) => format!("Taken back by {}", person(&undone.by)),
        Event::TargetWarned(lapsed) => format!("Soon due: {}", promised(lapsed.target)),
        Event::TargetMissed(lapsed) => format!("Overdue: {}", promised(lapsed.target)),
        Event::RepairFailed(failed) => {
            format!("The fix did not hold: {} after {} of {} days", failed.again, failed.days, failed.holds_days)
        }
        Event::CauseSought(sought) => {
            format!("The cause is looked for of what keeps coming back, last as {}", sought.of)
        }
        Event::PledgeMade(pledge) => of_pledge(pledge, person(&pledge.by)),
        Event::PledgeKept(_) => "Spoken of again, as was said".into(),
        Event::RungClimbed(climbed) => of_rung(climbed),
        Event::OccurrenceExpected { occurrence } => format!("Due on {}", occurrence.day),
        Event::OccurrenceEnded { day, outcome, .. } => format!("{day}: {outcome}"),
        Event::CheckpointVisited(visited) => of_visit(visited, directory),
        Event::HandoverWritten(written) => format!("{}: handed over, {} to know", written.day, written.points.len()),
        Event::HandoverNoted(noted) => format!("{}: {} added to the handover", noted.day, by(&noted.by, directory)),
        Event::HandoverAccepted(taken) => format!("{}: {} took over", taken.day, by(&taken.by, directory)),
        Event::OccurrenceDelayed(_)
        | Event::JobOffered(_)
        | Event::JobUntaken(_)
        | Event::JobAccepted(_)
        | Event::JobDeclined(_)
        | Event::HelpAsked(_)
        | Event::ChoiceMade(_)
        | Event::OutboundWanted(_)
        | Event::OutboundWithdrawn { .. }
        | Event::OutboundBegun { .. }
        | Event::OutboundSent { .. }
        | Event::OutboundReached { .. }
        | Event::OutboundFailed { .. }
        | Event::OutboundDoubled { .. } => of_outbound(event, directory),
        Event::ImportStarted { .. } => "Reading an exported chat began".into(),
        Event::ImportFinished(Finished { added, .. }) => format!("Reading a chat ended with {added} new messages"),
        Event::ImportRemoved { .. } => "An import was taken out again".into(),
        Event::PersonalErased { entries, .. } => format!("Personal parts of {entries} entries were erased"),
    }
}

/// What whoever did something is called.
pub fn by<'a>(actor: &'a Actor, directory: &'a Directory) -> &'a str {
    match actor {
        Actor::Person(person) => directory.people.get(person).map_or("somebody", |person| person.name.as_str()),
        Actor::Member(name) | Actor::Key(name) => name,
        Actor::Reader | Actor::Clock | Actor::Channel => "somebody",
    }
}

/// What a second opinion said, and what it came to.
fn of_opinion(advised: &Advised) -> String {
    let Advised { by, kind, .. } = advised;
    match advised.stance {
        Stance::Agrees => format!("Second opinion ({by}): {kind}, too"),
        Stance::Raises => format!("Second opinion ({by}): {kind}; a member is to look"),
        Stance::Differs => format!("Second opinion ({by}): {kind}; nothing was taken away, a member is to look"),
        Stance::Unfounded => format!("Second opinion ({by}): not believed, it rests on words that nobody said"),
    }
}

/// What was written into the directory.
fn of_directory(event: &Event) -> String {
    match event {
        Event::SiteDefined { site } => format!("Site {} was defined", site.name),
        Event::PlaceDefined { place } => format!("Place {} was defined", place.name),
        Event::VendorDefined { vendor } => format!("Vendor {} was defined", vendor.name),
        Event::PersonDefined { role, .. } => format!("A person was defined as {role}"),
        Event::TaskDefined { task } => format!("Task {} was defined", task.name),
        Event::CalendarDefined { calendar } => format!("Calendar {} was defined", calendar.name),
        Event::AgreementDefined { agreement } => format!("Agreement {} was defined", agreement.name),
        Event::LadderDefined(ladder) => format!("Ladder {} was defined", ladder.name),
        Event::DutyDefined(duty) => format!("Duty {} was defined", duty.name),
        Event::MemberDefined { member } if member.ended => format!("The login of {} was ended", member.name),
        Event::MemberDefined { member } => format!("{} is a member: {}", member.name, member.role),
        _ => "The directory changed".into(),
    }
}

/// What happened to a ticket.
fn of_ticket(event: &Event, directory: &Directory) -> String {
    let person = |id| directory.people.get(id).map_or("somebody", |person| person.name.as_str());
    match event {
        Event::TicketOpened { ticket, reporter, .. } => format!("{ticket} was reported by {}", person(reporter)),
        Event::TicketClassified { category, priority, .. } => format!("Classified as {category}, {priority} priority"),
        Event::ReportMerged { reporter, .. } => format!("Also reported by {}", person(reporter)),
        Event::EvidenceAdded { .. } => "Evidence was added".into(),
        Event::TicketAssigned { assignee, message, .. } => match (assignee, message) {
            (Some(assignee), _) => format!("Assigned to {}", assignee_name(assignee, directory)),
            (None, Some(_)) => "Somebody was asked to see to it".into(),
            (None, None) => "Taken from its owner".into(),
        },
        Event::TicketStarted { .. } => "Work is under way".into(),
        Event::TicketHeld { reason, .. } => format!("Waiting for {reason}"),
        Event::TicketResolved { claimant, .. } => {
            let by = claimant.as_ref().map(person);
            by.map_or_else(|| "Said to be fixed".into(), |by| format!("Said to be fixed by {by}"))
        }
        Event::TicketVerified { .. } => "Confirmed as fixed".into(),
        Event::TicketReopened { .. } => "Reopened: not fixed".into(),
        Event::TicketClosed { .. } => "Closed".into(),
        Event::TicketMerged { into, .. } => format!("Merged into {into}"),
        Event::TicketCancelled { .. } => "Put away: no issue".into(),
        _ => "The ticket changed".into(),
    }
}

/// What a time means that somebody gave.
fn of_pledge(pledge: &Pledge, by: &str) -> String {
    let what = if pledge.is_limit { "set a limit" } else { "gave a time" };
    format!("{by} {what}")
}

/// Why somebody was asked or told, or was not.
fn of_rung(climbed: &Climbed) -> String {
    let cause = match climbed.cause {
        Cause::Unowned => "Nobody owns it",
        Cause::Silent => "Its owner has not answered",
        Cause::Lapsed => "The time that was given is over",
        Cause::Overdue => "The fix is overdue",
        Cause::Unproven => "Nothing shows that it is fixed",
        Cause::Unverified => "Nobody confirmed the fix",
        Cause::Unreported => "Nobody reported it",
        Cause::Unmanned => "Nobody checked in",
        Cause::Unaccepted => "Nobody took over",
    };
    let whom = match climbed.audience {
        Audience::Assignee => "whoever owes it is asked",
        Audience::Supervisors => "supervisors are told",
        Audience::Managers => "managers are told",
    };
    match climbed.unsaid {
        None => format!("{cause}: {whom}"),
        Some(Unsaid::Stale) => format!("{cause}: too long ago to tell anybody"),
        Some(Unsaid::Deaf) => format!("{cause}: nobody is told, for we may not have heard"),
    }
}

/// Why a job is offered, or no longer.
fn of_ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Rule => "",
        Ground::Declined => ", since whoever was asked does not take it",
        Ground::Unanswered => ", since whoever was asked did not answer",
        Ground::OffDuty => ", since nobody is on call",
        Ground::Untold => ", since whoever was asked could not be told",
        Ground::Reclassified => ", since it was classified anew",
    }
}

/// Who was where, and what is odd about it.
fn of_visit(visited: &Visited, directory: &Directory) -> String {
    let place = directory.places.get(&visited.visit.place).map_or("a checkpoint", |place| place.name.as_str());
    let by = directory.people.get(&visited.visit.by).map_or("somebody", |person| person.name.as_str());
    let flags: Vec<String> = visited.visit.flags.iter().map(|flag| flag.word().replace('_', " ")).collect();
    let odd = if flags.is_empty() { String::new() } else { format!(" ({})", flags.join(", ")) };
    format!("{}: {by} was at {place}{odd}", visited.day)
}

/// What somebody answered.
fn of_answer(event: &Event, directory: &Directory) -> Option<String> {
    let person = |id| directory.people.get(id).map_or("somebody", |person| person.name.as_str());
    Some(match event {
        Event::OccurrenceDelayed(delay) => format!("{}: said to take longer", delay.day),
        Event::JobOffered(offered) => {
            let to = assignee_name(&offered.to, directory);
            format!("Offered to {to}{}", of_ground(offered.ground))
        }
        Event::JobUntaken(untaken) => format!("Nobody took it{}: managers are told", of_ground(untaken.ground)),
        Event::JobAccepted(job) => format!("Accepted by {}", person(&job.by)),
        Event::JobDeclined(job) => format!("Declined by {}", person(&job.by)),
        Event::HelpAsked(help) => format!("{} needs help", person(&help.by)),
        Event::ChoiceMade(chosen) => {
            format!("Answered: {}", crate::wording::choices::title(directory, "en", &chosen.choice))
        }
        _ => return None,
    })
}

/// What happened to a message that is to be said.
fn of_outbound(event: &Event, directory: &Directory) -> String {
    let person = |id| directory.people.get(id).map_or("somebody", |person| person.name.as_str());
    match event {
        Event::OutboundWanted(Wanted { to, purpose, .. }) => {
            let what = match purpose {
                Purpose::Acknowledgement => "hear that it was seen",
                Purpose::Assignment => "hear that it is theirs",
                Purpose::Reminder => "be reminded",
                Purpose::Escalation => "be told",
                Purpose::Verification => "be asked whether it is fixed",
                Purpose::Progress => "hear how it goes",
                Purpose::Closure => "hear that it is over",
                Purpose::Help => "be called to help",
                Purpose::Reply => "be answered",
                Purpose::Warning => "hear that Laksana may be deaf",
                Purpose::Letter => "read what a member wrote",
                Purpose::Handout => "be brought a report",
                Purpose::Handover => "hear what is handed over",
                Purpose::Repeat => "hear that a fix does not hold",
                Purpose::Nod => "see that it was taken in",
            };
            format!("{} is to {what}", person(to))
        }
        Event::OutboundWithdrawn { reason: Withdrawal::Answered, .. } => "Answered before it was asked".into(),
        Event::OutboundWithdrawn { reason: Withdrawal::Unheard, .. } => {
            "Not asked, because it may not have been heard".into()
        }
        Event::OutboundWithdrawn { reason: Withdrawal::Declined, .. } => "A member decided not to write".into(),
        Event::OutboundBegun { .. } => "Being sent".into(),
        Event::OutboundReached { state: State::Read, .. } => "Read".into(),
        Event::OutboundReached { .. } => "Delivered".into(),
        Event::OutboundFailed { why: (failure, _), .. } => failure.sentence().into(),
        Event::OutboundDoubled { .. } => "Sent twice".into(),
        other => of_answer(other, directory).unwrap_or_else(|| "Sent".into()),
    }
}

/// What a target promises, in a few words.
pub fn promised(target: Target) -> &'static str {
    match target {
        Target::Acknowledge => "an answer",
        Target::Attend => "somebody there",
        Target::Resolve => "the fix",
        Target::Update => "news of it",
    }
}

/// What an assignee is called.
pub fn assignee_name<'a>(assignee: &Assignee, directory: &'a Directory) -> &'a str {
    let name = match assignee {
        Assignee::Person(person) => directory.people.get(person).map(|person| person.name.as_str()),
        Assignee::Vendor(vendor) => directory.vendors.get(vendor).map(|vendor| vendor.name.as_str()),
    };
    name.unwrap_or("somebody")
}
