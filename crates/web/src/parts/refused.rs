//! A refusal as the page's language says it.

use super::badges::stage_word;
use super::flash::sentence;
use crate::wording::{fill, say};
use domain::id::TicketNumber;
use domain::member::{BadMember, MemberRole};
use domain::refusal::Refusal;
use domain::retention::{BadRetention, DAYS_MAX};
use domain::wording::own::{BadWords, WORDS_MAX};

/// Why something was not done, as a sentence. What only a file or another program can ask for is refused in English.
pub fn refused(refusal: &Refusal) -> String {
    let about = |words: &'static str, name: &str, text: &str| fill(words, &[(name, text)]);
    match refusal {
        Refusal::NoSuchTicket(ticket) => {
            about(say("There is no ticket {ticket}; look it up in the list of tickets."), "ticket", &ticket.to_string())
        }
        Refusal::NotYours(ticket) => of_ticket(say("{ticket} is not theirs to change."), ticket),
        Refusal::NoPhoto(ticket) => of_ticket(say("{ticket} needs a photo of the finished work."), ticket),
        Refusal::NothingToUndo => say("There is no order of the last minutes to take back.").to_owned(),
        Refusal::NoSuchMessage(message) => about(say("There is no message {message}."), "message", message.as_str()),
        Refusal::NoSuchPerson(person) => {
            about(say("There is no person {person}, or they were never merged."), "person", person.as_str())
        }
        Refusal::BadUnion(one, other) => bad_union(one.as_str(), other.as_str()),
        Refusal::ReadSince(_) => say("The message was read anew since; look again.").to_owned(),
        Refusal::BadSnooze => say("Choose a time to come, within a year.").to_owned(),
        Refusal::NoSuchOccurrence(task, day) => {
            fill(say("Task {task} is not due on {day}."), &[("task", task.as_str()), ("day", &day.to_string())])
        }
        Refusal::NoSuchImport(import) => about(say("There is no import {import}."), "import", import.as_str()),
        Refusal::WrongStage { .. }
        | Refusal::Overtaken { .. }
        | Refusal::ChangedSince(_)
        | Refusal::Judged(_)
        | Refusal::BadMerge(..)
        | Refusal::Joined(_) => of_stage(refusal),
        Refusal::NoSuchOutbound(outbound) => about(
            say("There is no message {message} to send; it may be older than two days."),
            "message",
            outbound.as_str(),
        ),
        Refusal::NoSuchChoice(outbound) => {
            about(say("Message {message} offered them no such answer."), "message", outbound.as_str())
        }
        Refusal::NotNow { because, .. } => say(because.sentence()).to_owned(),
        Refusal::NotForYou { needs } => whose(*needs).to_owned(),
        Refusal::NotHere => {
            say("This concerns every site, and you see some; ask somebody who sees all of them.").to_owned()
        }
        Refusal::NoMember => say("This login was ended; ask an owner for another.").to_owned(),
        Refusal::BadMember(bad) => bad_member(bad).to_owned(),
        Refusal::SharedLead(_) | Refusal::NotShared(_) | Refusal::CannotHold(_) => of_phone(refusal),
        Refusal::NoSuchPause(ticket) => of_ticket(say("{ticket} did not wait then. Look again."), ticket),
        Refusal::NoQuote(ticket) => of_ticket(say("No cost of {ticket} waits for a yes."), ticket),
        Refusal::NoReason => say("Say why.").to_owned(),
        Refusal::NoRound(place) => about(say("They walk no round past {place} now."), "place", place.as_str()),
        Refusal::Undefined { kind, name } => undefined(kind, name, refusal),
        Refusal::BadWords(bad) => bad_words(bad),
        Refusal::BadRetention(bad) => bad_retention(*bad),
        Refusal::BadCadence(_)
        | Refusal::NoCheck(_)
        | Refusal::BadCalendar(_)
        | Refusal::BadAgreement(_)
        | Refusal::BadLadder(_)
        | Refusal::BadRota(_)
        | Refusal::BadApproval(_)
        | Refusal::KeptForEver(_)
        | Refusal::StillKept(_)
        | Refusal::BadLabels(_)
        | Refusal::BadDuty(_) => sentence(&refusal.to_string()),
    }
}

fn of_ticket(words: &str, ticket: &TicketNumber) -> String {
    fill(words, &[("ticket", &ticket.to_string())])
}

/// Why two people cannot be made one.
fn bad_union(one: &str, other: &str) -> String {
    let words = say("{one} and {other} cannot be made one: they are one already, or one of them was erased.");
    fill(words, &[("one", one), ("other", other)])
}

/// Why something cannot be kept for so long.
fn bad_retention(bad: BadRetention) -> String {
    match bad {
        BadRetention::TooShort(trace) => fill(
            say("{what}: keep them for at least {days} days, or for ever."),
            &[("what", say(trace.name())), ("days", &trace.days_min().to_string())],
        ),
        BadRetention::TooLong => fill(
            say("At most {days} days can be said. Leave it empty to keep it for ever."),
            &[("days", &DAYS_MAX.to_string())],
        ),
    }
}

/// What stands in the way because several people share a phone.
fn of_phone(refusal: &Refusal) -> String {
    match refusal {
        Refusal::SharedLead(name) => fill(
            say("A phone that several people share cannot lead; give “{name}” the role of those who hold it."),
            &[("name", name)],
        ),
        Refusal::NotShared(message) => {
            fill(say("Message {message} did not come from a shared phone."), &[("message", message.as_str())])
        }
        Refusal::CannotHold(name) => fill(
            say("{name} cannot hold this phone: only who works at its site, for its company, and does not lead can."),
            &[("name", name)],
        ),
        other => sentence(&other.to_string()),
    }
}

/// What stands in the way because of where a ticket stands.
fn of_stage(refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongStage { ticket, stage, remedy } => fill(
            say("{ticket} is “{stage}”; {remedy}."),
            &[("ticket", &ticket.to_string()), ("stage", stage_word(*stage)), ("remedy", say(remedy))],
        ),
        Refusal::Joined(ticket) => fill(
            say("{ticket} became part of another ticket, and they cannot be parted again."),
            &[("ticket", &ticket.to_string())],
        ),
        Refusal::ChangedSince(ticket) => fill(
            say("{ticket} was changed since, and nothing was taken back; look again."),
            &[("ticket", &ticket.to_string())],
        ),
        Refusal::Judged(ticket) => {
            of_ticket(say("Whether that pause of {ticket} stands was said already; look again."), ticket)
        }
        Refusal::Overtaken { ticket, stage } => fill(
            say("Nothing was changed: {ticket} is now “{stage}”. Somebody was faster; look again."),
            &[("ticket", &ticket.to_string()), ("stage", stage_word(*stage))],
        ),
        Refusal::BadMerge(ticket, into) => fill(
            say("{ticket} cannot be merged into {into}; choose another ticket that is still open or closed."),
            &[("ticket", &ticket.to_string()), ("into", &into.to_string())],
        ),
        other => sentence(&other.to_string()),
    }
}

fn whose(needs: MemberRole) -> &'static str {
    say(match needs {
        MemberRole::Owner => "Only an owner may do this; ask one of them.",
        MemberRole::Manager => "Only managers and owners may do this; ask one of them.",
        MemberRole::Supervisor => "Only supervisors, managers and owners may do this; ask one of them.",
        MemberRole::Viewer | MemberRole::Contact => "Only members may do this; ask one of them.",
    })
}

fn bad_member(bad: &BadMember) -> &'static str {
    say(match bad {
        BadMember::Name => {
            "A login needs a name of letters or digits, 60 characters at most, without spaces around it."
        }
        BadMember::NoVendor => "A vendor's contact needs a vendor; choose one.",
        BadMember::Vendor => "Only a vendor's contact has a vendor; leave it out, or choose the role contact.",
        BadMember::LastOwner => "This is the last owner who sees everything; make somebody else an owner first.",
    })
}

/// What is the matter with words of one's own.
fn bad_words(bad: &BadWords) -> String {
    let about = |words: &'static str, name: &str, text: &str| fill(words, &[(name, text)]);
    let gap = |gap: &str| format!("{{{gap}}}");
    match bad {
        BadWords::Sentence(name) => about(say("There is no sentence called {name}."), "name", name),
        BadWords::Language(language) => about(say("Nobody is written to in {language}."), "language", language),
        BadWords::Missing(name) => {
            about(say("{gap} is missing: without it nobody knows what is meant."), "gap", &gap(name))
        }
        BadWords::Invented(name) => {
            about(say("{gap} is filled by nothing here; what can be filled stands below the field."), "gap", &gap(name))
        }
        BadWords::Brace => {
            about(say("A brace stands alone: what is filled in is written as {example}."), "example", &gap("ticket"))
        }
        BadWords::TooLong(length) => fill(
            say("{length} characters are more than the {n} that fit."),
            &[("length", &length.to_string()), ("n", &WORDS_MAX.to_string())],
        ),
        BadWords::Lines => say("A sentence is one line: WhatsApp takes no others in templates.").to_owned(),
        BadWords::Bare => {
            say("A sentence neither begins nor ends with what is filled in: WhatsApp takes no such template.")
                .to_owned()
        }
    }
}

fn undefined(kind: &str, name: &str, refusal: &Refusal) -> String {
    let words = match kind {
        "person" => say("The directory has no person called “{name}”; define it first, or mend the spelling."),
        "place" => say("The directory has no place called “{name}”; define it first, or mend the spelling."),
        "site" => say("The directory has no site called “{name}”; define it first, or mend the spelling."),
        "vendor" => say("The directory has no vendor called “{name}”; define it first, or mend the spelling."),
        _ => return sentence(&refusal.to_string()),
    };
    fill(words, &[("name", name)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{ImportId, MessageId, OutboundId, PersonId, PlaceId, TaskId, TicketNumber};
    use domain::outbound::Hindrance;

    #[test]
    fn in_english_a_refusal_reads_as_the_record_says_it() {
        let (ticket, message) = (TicketNumber(9), OutboundId::new("o1"));
        let day = "2026-11-20".parse().unwrap();
        let needs = [MemberRole::Owner, MemberRole::Manager, MemberRole::Supervisor, MemberRole::Viewer];
        let bad = [BadMember::Name, BadMember::NoVendor, BadMember::Vendor, BadMember::LastOwner];
        let kinds = ["person", "place", "site", "vendor", "address"];
        let all = [
            Refusal::NoSuchTicket(ticket),
            Refusal::NotYours(ticket),
            Refusal::NoPhoto(ticket),
            Refusal::NothingToUndo,
            Refusal::ChangedSince(ticket),
            Refusal::Judged(ticket),
            Refusal::NoSuchMessage(MessageId::new("m1")),
            Refusal::NoSuchPerson(PersonId::new("P1")),
            Refusal::BadUnion(PersonId::new("P1"), PersonId::new("P2")),
            Refusal::ReadSince(MessageId::new("m1")),
            Refusal::Joined(ticket),
            Refusal::NoSuchOccurrence(TaskId::new("t1"), day),
            Refusal::NoSuchImport(ImportId::new("i1")),
            Refusal::BadMerge(ticket, TicketNumber(8)),
            BadWords::Sentence("laksana_none".into()).into(),
            BadWords::Language("xx".into()).into(),
            BadWords::Missing("ticket".into()).into(),
            BadWords::Invented("boss".into()).into(),
            BadWords::Brace.into(),
            BadWords::TooLong(501).into(),
            BadWords::Lines.into(),
            BadWords::Bare.into(),
            Refusal::NoSuchOutbound(message.clone()),
            Refusal::NoSuchChoice(message.clone()),
            Refusal::NotNow { outbound: message, because: Hindrance::Budget, until: None },
            Refusal::NotHere,
            Refusal::NoMember,
            Refusal::NoRound(PlaceId::new("gate")),
        ];
        let undefined = kinds.map(|kind| Refusal::Undefined { kind, name: "x".into() });
        let of_needs = needs.map(|needs| Refusal::NotForYou { needs });
        for refusal in all.into_iter().chain(undefined).chain(of_needs).chain(bad.map(Refusal::BadMember)) {
            assert_eq!(refused(&refusal), sentence(&refusal.to_string()));
        }
    }
}
