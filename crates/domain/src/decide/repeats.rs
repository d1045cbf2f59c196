//! The fix did not hold: which repair a new report speaks against, and how the cause is looked for of what keeps coming back.

use super::tickets::allow;
use crate::agreement::holds_days;
use crate::event::{Change, Event, Personal};
use crate::id::{PlaceId, TicketNumber};
use crate::refusal::Refusal;
use crate::repeat::{CauseSought, Failed, keeps_coming_back};
use crate::situation::Situation;
use crate::ticket::{Category, Stage, Ticket};
use crate::time::Instant;

/// A day, in minutes.
const DAY_MINUTES: f64 = 1_440.0;
/// Characters of the title of a ticket that looks for a cause.
const TITLE_MAX: usize = 90;

/// The ticket whose fault a new one is again, where the reader saw none: the same trade at the same place, fixed within the
/// time for which that has to hold. What nobody named a trade of is not known to be the same.
pub(super) fn earlier(
    situation: &Situation,
    category: Category,
    place: Option<&PlaceId>,
    at: Instant,
) -> Option<TicketNumber> {
    let place = place?;
    let is_same = |ticket: &&Ticket| {
        let is_over = matches!(ticket.stage, Stage::Verified | Stage::Closed) && ticket.course.seeks.is_none();
        let is_alike = ticket.category == category && ticket.place.as_ref() == Some(place);
        is_over && is_alike && category != Category::Other && held_days(situation, ticket, at).is_some()
    };
    let same = situation.tickets.values().filter(is_same);
    same.max_by_key(|ticket| (ticket.resolved_at, ticket.number)).map(|ticket| ticket.number)
}

/// For how many days a repair held until an instant, when it had to hold longer, and for how many it had to.
fn held_days(situation: &Situation, ticket: &Ticket, at: Instant) -> Option<(u16, u16)> {
    let minutes = at.minutes_since(ticket.resolved_at?);
    let holds_days = holds_days(&situation.directory, ticket);
    let is_within = (0.0..=f64::from(holds_days) * DAY_MINUTES).contains(&minutes);
    is_within.then(|| ((minutes / DAY_MINUTES) as u16, holds_days))
}

/// That a repair did not hold, when the ticket that speaks against it is opened. It is said once.
pub(super) fn failed(situation: &Situation, earlier: TicketNumber, again: TicketNumber, at: Instant) -> Option<Change> {
    let ticket = situation.tickets.get(&earlier).filter(|ticket| ticket.course.came_back.is_none())?;
    let (days, holds_days) = held_days(situation, ticket, at)?;
    Some(Event::RepairFailed(Failed { ticket: earlier, again, days, holds_days }).into())
}

/// Whether the cause of a ticket's fault is worth looking for, and nobody does yet.
pub(super) fn is_due(situation: &Situation, repeats: u32, cause: Option<TicketNumber>) -> bool {
    let is_sought = cause.and_then(|cause| situation.tickets.get(&cause)).is_some_and(|cause| cause.stage.is_open());
    keeps_coming_back(repeats) && !is_sought
}

/// Opens a ticket in which the cause is looked for.
pub(super) fn seek(situation: &Situation, of: &Ticket) -> Result<Vec<Change>, Refusal> {
    let is_due = is_due(situation, of.course.repeats, of.course.cause);
    allow(of, is_due, "its fault came back less than twice, or its cause is looked for already")?;
    let ticket = situation.next_ticket;
    let opened = Event::TicketOpened {
        ticket,
        message: of.opening.clone(),
        reporter: of.reporter.clone(),
        conversation: of.conversation.clone(),
        recurrence_of: None,
    };
    let title: String = format!("↻ {}", of.title).chars().take(TITLE_MAX).collect();
    let (category, priority, site, place) = (of.category, of.priority, of.site.clone(), of.place.clone());
    Ok(vec![
        opened.with(Personal::text(title.trim_end())),
        Event::TicketClassified { ticket, category, priority, site, place }.into(),
        Event::CauseSought(CauseSought { ticket, of: of.number }).into(),
    ])
}
