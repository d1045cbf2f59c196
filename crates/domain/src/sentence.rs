//! An event as one human sentence: English words of ours with names in gaps, so that each language says it in its order.

mod day;
mod directory;
mod job;
mod notices;
mod opinion;
mod pause;
mod quote;
mod rung;
mod words;

use crate::agreement::Target;
use crate::beside::Altered;
use crate::directory::Directory;
use crate::event::{Event, Finished};
use crate::id::PersonId;
use crate::outbound::{Purpose, State, Wanted, Withdrawal};
use crate::phone::Held;
use crate::pledge::Pledge;
use crate::request::Actor;
use crate::task::Unproven;
use crate::ticket::Assignee;
use day::{of_fault, of_ticks, of_unproven, of_visit};
use directory::{of_directory, of_labels, of_said_labels, of_swap, of_turn};
use job::{of_offer, of_untaken};
use pause::{of_contest, of_judgement};
use quote::{of_answer_to_quote, of_quote};
use rung::{of_day_rung, of_rung};
use words::word;

/// A sentence with gaps, and what fills them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// English words of ours, each gap a name in braces.
    pub words: &'static str,
    /// What fills the gaps, by name.
    pub gaps: Vec<(&'static str, Gap)>,
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A name, a number, a day: the same in every language.
    Name(String),
    /// Words of ours, which other languages have their own for; several are a list.
    Words(Vec<&'static str>),
}

impl std::fmt::Display for Saying {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let spoken = |gap: &Gap| match gap {
            Gap::Name(name) => name.clone(),
            Gap::Words(words) => words.join(", "),
        };
        let gaps: Vec<(&str, String)> = self.gaps.iter().map(|(name, gap)| (*name, spoken(gap))).collect();
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, text)| (*name, text.as_str())).collect();
        out.write_str(&crate::wording::fill(self.words, &gaps))
    }
}

/// Words with gaps.
fn said<const N: usize>(words: &'static str, gaps: [(&'static str, Gap); N]) -> Saying {
    Saying { words, gaps: gaps.into() }
}

/// Words without gaps.
fn plain(words: &'static str) -> Saying {
    said(words, [])
}

fn name(text: &(impl ToString + ?Sized)) -> Gap {
    Gap::Name(text.to_string())
}

/// What somebody is called.
fn who(id: &PersonId, directory: &Directory) -> Gap {
    directory.people.get(id).map_or_else(|| word("somebody"), |person| name(&person.name))
}

/// Says in English what happened, in a few words.
pub fn sentence(event: &Event, directory: &Directory) -> String {
    saying(event, directory, "en").to_string()
}

/// Says what happened in a few words, with names from the directory and never the words of a message. The language is that
/// of what fills a gap and has words of its own in each.
#[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
pub fn saying(event: &Event, directory: &Directory, language: &str) -> Saying {
    let person = |id| who(id, directory);
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
        | Event::SentenceWorded(_)
        | Event::LabelsDefined(_)
        | Event::ApprovalDefined(_)
        | Event::RetentionDefined(_)
        | Event::RotaDefined(_)
        | Event::DutyDefined(_) => of_directory(event),
        Event::TurnBegan(began) => of_turn(began, directory),
        Event::TurnSwapped(swapped) | Event::SwapUndone(swapped) => of_swap(event, swapped, directory),
        Event::PersonMet { .. } => plain("Somebody new spoke"),
        Event::PersonReached { .. } => plain("More became known of how somebody is reached"),
        Event::PeopleMerged { into, .. } => {
            said("{person} turned out to be known by another address, too", [("person", person(into))])
        }
        Event::PeopleSplit { from, .. } => said("{person} turned out to be two people", [("person", person(from))]),
        Event::PhoneHeld(held) => of_phone(held, directory),
        Event::MessageCredited(credited) => said(
            "It counts for {person}, not for {other}",
            [("person", person(&credited.to)), ("other", person(&credited.before))],
        ),
        Event::ConversationMet { .. } => plain("A new conversation was heard"),
        Event::ConversationNamed { .. } => plain("A conversation was given another name"),
        Event::SilenceBegan { ear, why, .. } => {
            said("{ear} may be deaf: {why}", [("ear", name(&ear)), ("why", word(why.sentence()))])
        }
        Event::NoticeGiven(notice) => notices::of_notice(notice),
        Event::PersonPreferred { person: who, stops: true, .. } => {
            said("{person} asked WhatsApp for no more messages like ours", [("person", person(who))])
        }
        Event::PersonPreferred { person: who, .. } => {
            said("{person} wants messages like ours again", [("person", person(who))])
        }
        Event::SilenceEnded { ear, .. } => said("{ear} hears again", [("ear", name(&ear))]),
        Event::MessageReceived { form, .. } => said("A message came in ({form})", [("form", words::form(*form))]),
        Event::MessageHeardDirectly { .. } => plain("A message that was overheard came to us, too"),
        Event::MediaKept { .. } => plain("A file was kept"),
        Event::MessageEdited { .. } => plain("Its sender changed the message"),
        Event::VoiceTranscribed(transcribed) => opinion::of_voice(transcribed),
        Event::MessageRevoked { .. } => plain("Its sender took the message back"),
        Event::MessageInterpreted { meaning, .. } => said("Read as {kind}", [("kind", words::kind(meaning.kind))]),
        Event::OpinionGiven(advised) => opinion::of_opinion(advised),
        Event::ReadingCorrected { .. } => plain("A member said what the message means"),
        Event::CorrectionUndone { .. } => plain("A member took back what they said of the message"),
        Event::MessageSnoozed { until: Some(_), .. } => plain("A member put the message off"),
        Event::MessageSnoozed { until: None, .. } => plain("A member had the message wait again"),
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
        Event::QuoteGiven(quoted) => of_quote(quoted, directory),
        Event::QuoteAnswered(agreed) => of_answer_to_quote(agreed, directory),
        Event::PauseContested(contested) => of_contest(contested, directory),
        Event::PauseJudged(judged) => of_judgement(judged, directory),
        Event::NoteAdded { .. } => plain("Note"),
        Event::LabelsRead { labels, .. } => of_labels(labels),
        Event::LabelsSaid { set, labels, .. } => of_said_labels(set, labels.as_deref()),
        Event::OrderGiven(given) => said(
            "Ordered by {person} in the chat: {order}",
            [("person", person(&given.by)), ("order", words::verb(given.verb))],
        ),
        Event::TicketPutBack(_) => plain("A member took back what was done to the ticket"),
        Event::OrderUndone(undone) => said("Taken back by {person}", [("person", person(&undone.by))]),
        Event::TargetWarned(lapsed) => said("Soon due: {what}", [("what", word(promised(lapsed.target)))]),
        Event::TargetMissed(lapsed) => said("Overdue: {what}", [("what", word(promised(lapsed.target)))]),
        Event::RepairFailed(failed) => said(
            "The fix did not hold: {ticket} after {days} of {all} days",
            [("ticket", name(&failed.again)), ("days", name(&failed.days)), ("all", name(&failed.holds_days))],
        ),
        Event::CauseSought(sought) => {
            said("The cause is looked for of what keeps coming back, last as {ticket}", [("ticket", name(&sought.of))])
        }
        Event::PledgeMade(pledge) => of_pledge(pledge, directory),
        Event::PledgeKept(_) => plain("Spoken of again, as was said"),
        Event::RungClimbed(climbed) => of_rung(climbed),
        Event::OccurrenceClimbed(reached) => of_day_rung(reached),
        Event::OccurrenceExpected { occurrence } => said("Due on {day}", [("day", name(&occurrence.day))]),
        Event::OccurrenceEnded { day, outcome, .. } => {
            said("{day}: {outcome}", [("day", name(&day)), ("outcome", words::outcome(*outcome))])
        }
        Event::OccurrenceUnproven(Unproven { day, outcome, .. }) => of_unproven(*day, *outcome),
        Event::CheckpointVisited(visited) => of_visit(visited, directory),
        Event::StepsTicked(ticked) => of_ticks(ticked, directory),
        Event::CheckFailed(failed) => of_fault(failed, directory),
        Event::HandoverWritten(written) => {
            said("{day}: handed over, {n} to know", [("day", name(&written.day)), ("n", name(&written.points.len()))])
        }
        Event::HandoverNoted(noted) => said(
            "{day}: {person} added to the handover",
            [("day", name(&noted.day)), ("person", doer(&noted.by, directory))],
        ),
        Event::HandoverAccepted(taken) => {
            said("{day}: {person} took over", [("day", name(&taken.day)), ("person", doer(&taken.by, directory))])
        }
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
        | Event::OutboundDoubled { .. } => of_outbound(event, directory, language),
        Event::ImportStarted { .. } => plain("Reading an exported chat began"),
        Event::ImportFinished(Finished { added, .. }) => {
            said("Reading a chat ended with {n} new messages", [("n", name(&added))])
        }
        Event::ImportRemoved { .. } => plain("An import was taken out again"),
        Event::PersonalErased { entries, .. } => {
            said("Personal parts of {n} entries were erased", [("n", name(&entries))])
        }
        Event::RetentionApplied(expired) => said(
            "{what}: {n} removed, being older than {days} days",
            [("what", word(expired.trace.name())), ("n", name(&expired.count)), ("days", name(&expired.days))],
        ),
        Event::ReportAsked(asked) => said("{person} asked for a report", [("person", person(&asked.to))]),
        Event::SettingAltered(altered) => of_beside(altered),
    }
}

/// What was changed beside the record.
fn of_beside(altered: &Altered) -> Saying {
    let (what, turn) = (word(altered.what.name()), words::turn(altered.turn));
    if altered.before.is_empty() && altered.after.is_empty() {
        return said("{what}: {turn} ({name})", [("what", what), ("turn", turn), ("name", name(&altered.about))]);
    }
    let (before, after) = (name(&altered.before), name(&altered.after));
    said(
        "{what}: {turn} from “{before}” to “{after}”",
        [("what", what), ("turn", turn), ("before", before), ("after", after)],
    )
}

/// What whoever did something is called, for a gap.
fn doer(actor: &Actor, directory: &Directory) -> Gap {
    match actor {
        Actor::Person(person) => who(person, directory),
        Actor::Member(known) | Actor::Key(known) => name(&known),
        Actor::Reader | Actor::Clock | Actor::Channel => word("somebody"),
    }
}

/// What an assignee is called, for a gap.
fn owner(assignee: &Assignee, directory: &Directory) -> Gap {
    match assignee {
        Assignee::Person(person) => who(person, directory),
        Assignee::Vendor(vendor) => {
            directory.vendors.get(vendor).map_or_else(|| word("somebody"), |vendor| name(&vendor.name))
        }
    }
}

/// What happened to a ticket.
fn of_ticket(event: &Event, directory: &Directory) -> Saying {
    let person = |id| who(id, directory);
    match event {
        Event::TicketOpened { ticket, reporter, .. } => {
            said("{ticket} was reported by {person}", [("ticket", name(&ticket)), ("person", person(reporter))])
        }
        Event::TicketClassified { category, priority, .. } => said(
            "Classified as {trade}, {priority}",
            [("trade", words::trade(*category)), ("priority", words::priority(*priority))],
        ),
        Event::ReportMerged { reporter, .. } => said("Also reported by {person}", [("person", person(reporter))]),
        Event::EvidenceAdded { .. } => plain("Evidence was added"),
        Event::TicketAssigned { assignee, message, .. } => match (assignee, message) {
            (Some(assignee), _) => said("Assigned to {name}", [("name", owner(assignee, directory))]),
            (None, Some(_)) => plain("Somebody was asked to see to it"),
            (None, None) => plain("Taken from its owner"),
        },
        Event::TicketStarted { .. } => plain("Work is under way"),
        Event::TicketHeld { reason, .. } => plain(words::waiting(*reason)),
        Event::TicketResolved { claimant, .. } => {
            let by = claimant.as_ref().map(person);
            by.map_or(plain("Said to be fixed"), |by| said("Said to be fixed by {person}", [("person", by)]))
        }
        Event::TicketVerified { .. } => plain("Confirmed as fixed"),
        Event::TicketReopened { .. } => plain("Reopened: not fixed"),
        Event::TicketClosed { .. } => plain("Closed"),
        Event::TicketMerged { into, .. } => said("Merged into {ticket}", [("ticket", name(&into))]),
        Event::TicketCancelled { .. } => plain("Put away: no issue"),
        _ => plain("The ticket changed"),
    }
}

/// Who holds a phone that several share.
fn of_phone(held: &Held, directory: &Directory) -> Saying {
    let phone = ("phone", who(&held.phone, directory));
    match &held.by {
        Some(by) => said("{person} holds {phone}", [("person", who(by, directory)), phone]),
        None => said("Nobody holds {phone} by name", [phone]),
    }
}

/// What a time means that somebody gave.
fn of_pledge(pledge: &Pledge, directory: &Directory) -> Saying {
    let by = who(&pledge.by, directory);
    if pledge.is_limit {
        said("{person} set a limit", [("person", by)])
    } else {
        said("{person} gave a time", [("person", by)])
    }
}

/// What somebody answered.
fn of_answer(event: &Event, directory: &Directory, language: &str) -> Option<Saying> {
    let person = |id| [("person", who(id, directory))];
    Some(match event {
        Event::OccurrenceDelayed(delay) => said("{day}: said to take longer", [("day", name(&delay.day))]),
        Event::JobOffered(offered) => of_offer(offered.ground, owner(&offered.to, directory)),
        Event::JobUntaken(untaken) => of_untaken(untaken.ground),
        Event::JobAccepted(job) => said("Accepted by {person}", person(&job.by)),
        Event::JobDeclined(job) => said("Declined by {person}", person(&job.by)),
        Event::HelpAsked(help) => said("{person} needs help", person(&help.by)),
        Event::ChoiceMade(chosen) => {
            let title = crate::wording::choices::title(directory, language, &chosen.choice);
            said("Answered: {choice}", [("choice", name(&title))])
        }
        _ => return None,
    })
}

/// What is to be said to somebody.
fn of_wanted(purpose: Purpose, to: Gap) -> Saying {
    let to = [("person", to)];
    match purpose {
        Purpose::Acknowledgement => said("{person} is to hear that it was seen", to),
        Purpose::Assignment => said("{person} is to hear that it is theirs", to),
        Purpose::Reminder => said("{person} is to be reminded", to),
        Purpose::Escalation => said("{person} is to be told", to),
        Purpose::Verification => said("{person} is to be asked whether it is fixed", to),
        Purpose::Progress => said("{person} is to hear how it goes", to),
        Purpose::Closure => said("{person} is to hear that it is over", to),
        Purpose::Help => said("{person} is to be called to help", to),
        Purpose::Reply => said("{person} is to be answered", to),
        Purpose::Warning => said("{person} is to hear that Laksana may be deaf", to),
        Purpose::Letter => said("{person} is to read what a member wrote", to),
        Purpose::Handout => said("{person} is to be brought a report", to),
        Purpose::Handover => said("{person} is to hear what is handed over", to),
        Purpose::Repeat => said("{person} is to hear that a fix does not hold", to),
        Purpose::Quote => said("{person} is to hear what a job would cost, or whether it may", to),
        Purpose::Pause => said("{person} is to hear of a pause that is contested", to),
        Purpose::OnCall => said("{person} is to hear who is on call", to),
        Purpose::Nod => said("{person} is to see that it was taken in", to),
    }
}

/// What happened to a message that is to be said.
fn of_outbound(event: &Event, directory: &Directory, language: &str) -> Saying {
    match event {
        Event::OutboundWanted(Wanted { to, purpose, .. }) => of_wanted(*purpose, who(to, directory)),
        Event::OutboundWithdrawn { reason: Withdrawal::Answered, .. } => plain("Answered before it was asked"),
        Event::OutboundWithdrawn { reason: Withdrawal::Unheard, .. } => {
            plain("Not asked, because it may not have been heard")
        }
        Event::OutboundWithdrawn { reason: Withdrawal::Declined, .. } => plain("A member decided not to write"),
        Event::OutboundWithdrawn { reason: Withdrawal::Revoked, .. } => {
            plain("Not sent, for what it answers was taken back")
        }
        Event::OutboundWithdrawn { reason: Withdrawal::Folded, .. } => plain("Told together with more"),
        Event::OutboundBegun { .. } => plain("Being sent"),
        Event::OutboundReached { state: State::Read, .. } => plain("Read"),
        Event::OutboundReached { .. } => plain("Delivered"),
        Event::OutboundFailed { why: (failure, _), .. } => plain(failure.sentence()),
        Event::OutboundDoubled { .. } => plain("Sent twice"),
        other => of_answer(other, directory, language).unwrap_or(plain("Sent")),
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
