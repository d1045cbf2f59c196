//! How one ticket stands, in two lines.

use super::{Reply, Said};
use crate::agreement::Target;
use crate::event::Change;
use crate::id::{PersonId, TicketNumber};
use crate::order::Given;
use crate::situation::Situation;
use crate::ticket::{Assignee, Priority, Stage, Ticket};
use crate::time::{Instant, Zone};
use crate::wording::{Replies, fill};

/// Longest title or name that is repeated to people, in characters.
const NAME_MAX: usize = 60;
/// Names offered where several people may be meant.
const NAMES_MAX: usize = 8;

/// What is said of a ticket after changes that are about to follow.
pub(super) fn of_ticket(
    situation: &Situation,
    texts: &Replies,
    at: Instant,
    number: TicketNumber,
    changes: &[Change],
    said: &Said,
) -> String {
    let Some(ticket) = situation.foresee(number, at, changes) else { return number.to_string() };
    let name = format!("{number} {}", short(&ticket.title)).trim_end().to_owned();
    let standing = || standing(situation, texts, at, &ticket);
    let gaps = |text: &str, gaps: &[(&str, &str)]| {
        let number = number.to_string();
        format!("{name}\n{}", fill(text, &[&[("ticket", number.as_str())], gaps].concat()))
    };
    let minutes = Given::UNDO_MINUTES.to_string();
    match said {
        Said::Obeyed => format!("{name}\n{}. {}", standing(), fill(texts.undo_hint, &[("minutes", &minutes)])),
        Said::Undone => format!("{name}\n{} {}", texts.undone, standing()),
        Said::Noted => gaps(texts.noted, &[]),
        Said::Merged(into) => gaps(texts.merged, &[("into", &into.to_string())]),
        Said::LeadsOnly => gaps(texts.leads_only, &[]),
        Said::ManagersOnly => gaps(texts.managers_only, &[]),
        Said::NoQuote => gaps(texts.no_quote, &[]),
        Said::Contested(since) => {
            let time = clock(situation.zone_of(ticket.site.as_ref()), at, *since);
            format!("{} {}", gaps(texts.contested, &[("time", &time)]), fill(texts.undo_hint, &[("minutes", &minutes)]))
        }
        Said::NoPause => gaps(texts.no_pause, &[]),
        Said::OthersWork => gaps(texts.others_work, &[("owner", &owner(situation, texts, &ticket))]),
        Said::OwnWork => gaps(texts.own_work, &[]),
        Said::NotNow => gaps(texts.not_now, &[("stage", texts.stage(ticket.stage))]),
        Said::WhyHold => gaps(texts.why_hold, &[]),
        Said::Stranger(asked) => gaps(texts.stranger, &[("name", &short(asked))]),
        Said::Namesakes(people) => {
            let names: Vec<String> = people.iter().take(NAMES_MAX).map(|one| assignee(situation, texts, one)).collect();
            gaps(texts.namesakes, &[("names", &names.join(", "))])
        }
        Said::Lasting => gaps(texts.lasting, &[]),
        Said::MovedOn => gaps(texts.moved_on, &[("stage", texts.stage(ticket.stage))]),
        Said::Standing | Said::Card | Said::News => format!("{name}\n{}", standing()),
        Said::Overview
        | Said::Open(_)
        | Said::Overdue(_)
        | Said::Mine(_)
        | Said::OnShift(_)
        | Said::Begged(_)
        | Said::Excused(_)
        | Said::OnCall(_)
        | Said::Swapped
        | Said::SwappedBack
        | Said::NoSwap
        | Said::Missing(_)
        | Said::Held(..)
        | Said::Unheld(_)
        | Said::CannotHold(_)
        | Said::WhoHolds(_)
        | Said::Followed(_)
        | Said::One(_)
        | Said::Asked(..)
        | Said::Which(..) => name,
    }
}

/// Who holds a shared phone, or why nobody does by name.
pub(super) fn of_phone(situation: &Situation, texts: &Replies, at: Instant, reply: &Reply) -> String {
    let person = |id: &PersonId| assignee(situation, texts, &Assignee::Person(id.clone()));
    match &reply.said {
        Said::Held(by, until) => {
            let site = situation.directory.person(&reply.to).and_then(|phone| phone.site.as_ref());
            let time = clock(situation.zone_of(site), at, *until);
            fill(texts.held, &[("name", &person(by)), ("time", &time)])
        }
        Said::Unheld(name) => fill(texts.unheld, &[("name", &short(name))]),
        Said::CannotHold(by) => fill(texts.cannot_hold, &[("name", &person(by))]),
        Said::WhoHolds(people) => {
            let names: Vec<String> = people.iter().take(NAMES_MAX).map(|one| assignee(situation, texts, one)).collect();
            fill(texts.namesakes, &[("names", &names.join(", "))])
        }
        _ => String::new(),
    }
}

/// Where a ticket stands, how urgent it is, who has it, and until when.
fn standing(situation: &Situation, texts: &Replies, at: Instant, ticket: &Ticket) -> String {
    let mut parts = vec![
        texts.stage(ticket.stage).to_owned(),
        priority(ticket.priority).to_owned(),
        owner(situation, texts, ticket),
    ];
    parts.extend(due(situation, texts, at, ticket));
    parts.join(" · ")
}

/// When a ticket is to be fixed, or since when it should have been.
pub(super) fn due(situation: &Situation, texts: &Replies, at: Instant, ticket: &Ticket) -> Option<String> {
    let promise = ticket.course.promises.get(&Target::Resolve).filter(|promise| promise.settled.is_none())?;
    let is_owed = ticket.stage.is_open() && ticket.stage != Stage::Resolved;
    let due_at = promise.missed.or(promise.due_at).filter(|_| is_owed)?;
    let text = if due_at < at { texts.overdue_since } else { texts.due };
    Some(fill(text, &[("time", &clock(situation.zone_of(ticket.site.as_ref()), at, due_at))]))
}

/// The hour, with the day where it is not today.
pub(super) fn clock(zone: &Zone, now: Instant, at: Instant) -> String {
    let is_today = now.day(zone) == at.day(zone);
    at.in_zone(zone).strftime(if is_today { "%H:%M" } else { "%d/%m %H:%M" }).to_string()
}

pub(super) fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "P1",
        Priority::High => "P2",
        Priority::Normal => "P3",
        Priority::Low => "P4",
    }
}

pub(super) fn owner(situation: &Situation, texts: &Replies, ticket: &Ticket) -> String {
    ticket.assignee.as_ref().map_or_else(|| texts.nobody.to_owned(), |one| assignee(situation, texts, one))
}

pub(super) fn assignee(situation: &Situation, texts: &Replies, one: &Assignee) -> String {
    let name = match one {
        Assignee::Person(person) => situation.directory.people.get(person).map(|known| known.name.as_str()),
        Assignee::Vendor(vendor) => situation.directory.vendors.get(vendor).map(|known| known.name.as_str()),
    };
    short(name.filter(|name| !name.is_empty()).unwrap_or(texts.somebody))
}

/// One line, not too long.
pub(super) fn short(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(NAME_MAX).collect()
}
