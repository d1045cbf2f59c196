//! What was written into the directory, as sentences.

use super::words::word;
use super::{Gap, Saying, name, owner, plain, said, words};
use crate::directory::Directory;
use crate::event::Event;
use crate::id::RotaId;
use crate::label::LabelsRead;
use crate::retention::Retention;
use crate::rota::{Began, Swapped};
use crate::ticket::Assignee;

/// What was written into the directory.
pub(super) fn of_directory(event: &Event) -> Saying {
    let defined = |words, known: &str| said(words, [("name", name(&known))]);
    match event {
        Event::SiteDefined { site } => defined("Site {name} was defined", &site.name),
        Event::PlaceDefined { place } => defined("Place {name} was defined", &place.name),
        Event::VendorDefined { vendor } => defined("Vendor {name} was defined", &vendor.name),
        Event::PersonDefined { role, .. } => said("A person was defined as {role}", [("role", words::role(*role))]),
        Event::TaskDefined { task } => match &task.habit {
            None => defined("Task {name} was defined", &task.name),
            Some(habit) => said(
                "Task {name} was defined, from a habit seen on {n} of {days} days",
                [("name", name(&task.name)), ("n", name(&habit.days_seen)), ("days", name(&habit.days_possible))],
            ),
        },
        Event::CalendarDefined { calendar } => defined("Calendar {name} was defined", &calendar.name),
        Event::AgreementDefined { agreement } => defined("Agreement {name} was defined", &agreement.name),
        Event::LadderDefined(ladder) => defined("Ladder {name} was defined", &ladder.name),
        Event::ApprovalDefined(approval) => {
            defined("From which cost on somebody has to agree was defined: {name}", &approval.name)
        }
        Event::RetentionDefined(Retention { trace, days: Some(days) }) => {
            said("{what}: kept for {days} days", [("what", word(trace.name())), ("days", name(days))])
        }
        Event::RetentionDefined(Retention { trace, days: None }) => {
            said("{what}: kept for ever", [("what", word(trace.name()))])
        }
        Event::LabelsDefined(set) => defined("Labels {name} were defined", &set.name),
        Event::RotaDefined(rota) => defined("Rota {name} was defined", &rota.name),
        Event::DutyDefined(duty) => defined("Duty {name} was defined", &duty.name),
        Event::SentenceWorded(worded) if worded.words.is_empty() => said(
            "{sentence} is said in our words again ({language})",
            [("sentence", name(&worded.sentence)), ("language", name(&worded.language))],
        ),
        Event::SentenceWorded(worded) => said(
            "{sentence} ({language}) is said in own words: “{words}”",
            [
                ("sentence", name(&worded.sentence)),
                ("language", name(&worded.language)),
                ("words", name(&worded.words)),
            ],
        ),
        Event::MemberDefined { member } if member.ended => defined("The login of {name} was ended", &member.name),
        Event::MemberDefined { member } => said(
            "{name} is a member: {role}",
            [("name", name(&member.name)), ("role", words::member_role(member.role))],
        ),
        _ => plain("The directory changed"),
    }
}

/// Which labels a reader says that a ticket has.
pub(super) fn of_labels(labels: &[LabelsRead]) -> Saying {
    let each = labels.iter().map(|read| format!("{}: {} ({} %)", read.set, read.labels.join(", "), read.sure_percent));
    said("Labels were read: {labels}", [("labels", name(&each.collect::<Vec<_>>().join("; ")))])
}

/// Which labels of a set a member says that it has.
pub(super) fn of_said_labels(set: &str, labels: Option<&[String]>) -> Saying {
    match labels {
        None => said("What was said of labels was taken back: {name}", [("name", name(set))]),
        Some([]) => said("None of the labels of {name} fits", [("name", name(set))]),
        Some(labels) => {
            said("Labels were said: {labels}", [("labels", name(&format!("{set}: {}", labels.join(", "))))])
        }
    }
}

/// Who stands in for whom by which rota, or no longer.
pub(super) fn of_swap(event: &Event, swapped: &Swapped, directory: &Directory) -> Saying {
    let Swapped { rota, swap, instead, .. } = swapped;
    let gaps = [
        ("rota", called(rota, directory)),
        ("name", owner(&swap.who, directory)),
        ("other", owners(instead, directory)),
        ("from", name(&swap.from)),
        ("until", name(&swap.until)),
    ];
    match event {
        Event::SwapUndone(_) => said("{rota}: {other} is on call from {from} until {until}, and not {name}", gaps),
        _ => said("{rota}: {name} is on call from {from} until {until}, and not {other}", gaps),
    }
}

/// Who is on call by which rota from now on.
pub(super) fn of_turn(began: &Began, directory: &Directory) -> Saying {
    let gaps = [("rota", called(&began.rota, directory)), ("name", owner(&began.on_call.who, directory))];
    said("{rota}: {name} is on call", gaps)
}

fn called(rota: &RotaId, directory: &Directory) -> Gap {
    directory.rotas.get(rota).map_or_else(|| name(rota), |rota| name(&rota.name))
}

/// Several, one after the other.
fn owners(all: &[Assignee], directory: &Directory) -> Gap {
    if let [only] = all {
        return owner(only, directory);
    }
    let names = all.iter().filter_map(|one| match owner(one, directory) {
        Gap::Name(name) => Some(name),
        Gap::Words(_) => None,
    });
    let names = names.collect::<Vec<_>>().join(", ");
    if names.is_empty() { word("nobody") } else { Gap::Name(names) }
}
