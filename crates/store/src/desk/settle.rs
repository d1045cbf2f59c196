//! What a draft forgets after a commit, so that one draft can carry a whole import.

use crate::situation::{
    ENDED_MINUTES, OCCURRENCES_BEFORE_MINUTES, OPEN_TICKETS_MAX, ORDERS_MINUTES, OUTBOUNDS_MINUTES, SILENCES_MINUTES,
    spoken_of,
};
use domain::draft::Draft;
use domain::id::TicketNumber;
use domain::situation::{Situation, Touched};
use domain::time::Instant;
use std::collections::BTreeSet;

/// Messages kept in mind after a commit; leaves room for those that the next batch recalls.
const MESSAGES_KEPT: usize = 900;

/// Forgets what is recorded and lies far back.
pub(crate) fn settle(draft: &mut Draft) {
    let at = draft.asked.iter().map(|(request, _)| request.stamp.at).max();
    draft.asked.clear();
    if let Some(at) = at {
        forget(&mut draft.situation, at);
    }
}

/// Forgets what the views know and what lies far before an instant.
pub(crate) fn forget(situation: &mut Situation, at: Instant) {
    situation.touched = Touched::default();
    situation.forget_beyond(MESSAGES_KEPT);
    let spoken_of: BTreeSet<TicketNumber> = spoken_of(situation).collect();
    let lately = at.plus_minutes(-ENDED_MINUTES);
    let mut open: Vec<(Instant, TicketNumber)> = situation
        .tickets
        .values()
        .filter(|ticket| ticket.stage.is_open())
        .map(|ticket| (ticket.touched_at, ticket.number))
        .collect();
    open.sort_unstable_by(|a, b| b.cmp(a));
    let open: BTreeSet<TicketNumber> = open.into_iter().take(OPEN_TICKETS_MAX).map(|(_, number)| number).collect();
    situation.tickets.retain(|number, ticket| {
        open.contains(number) || spoken_of.contains(number) || (!ticket.stage.is_open() && ticket.touched_at >= lately)
    });
    let before = at.plus_minutes(-OCCURRENCES_BEFORE_MINUTES);
    let wanted_since = at.plus_minutes(-OUTBOUNDS_MINUTES);
    situation.forget_outbounds(wanted_since);
    let given_since = at.plus_minutes(-ORDERS_MINUTES);
    situation.orders.retain(|_, given| given.at >= given_since);
    let silent_since = at.plus_minutes(-SILENCES_MINUTES);
    situation.silences.retain(|silence| silence.until.is_none_or(|until| until >= silent_since));
    situation.occurrences.retain(|_, day| day.until >= before || day.outcome.is_none());
}
