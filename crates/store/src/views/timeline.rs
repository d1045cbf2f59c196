//! Which entries tell of which ticket.

use super::Recorded;
use crate::StoreError;
use crate::bulk::Bulk;
use crate::sql::Tx;
use domain::event::Event;
use domain::id::{MessageId, OrgId, TicketNumber};
use domain::situation::Situation;
use std::sync::LazyLock;

static TIMELINE: LazyLock<Bulk> =
    LazyLock::new(|| Bulk::new("INSERT INTO timeline (org, ticket, position, at_us, event, actor, message)", 7, ""));

/// Writes a line for each entry that tells of a ticket there is.
pub(super) async fn write(
    tx: &mut Tx,
    org: &OrgId,
    situation: &Situation,
    recorded: &[Recorded<'_>],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for entry in recorded {
        let message = entry.change.event.message().map(MessageId::as_str);
        for ticket in tickets(&entry.change.event).filter(|number| situation.tickets.contains_key(number)) {
            rows.push(vec![
                org.as_str().into(),
                ticket.0.into(),
                entry.position.into(),
                entry.at_us.into(),
                entry.kind.into(),
                entry.actor.into(),
                message.into(),
            ]);
        }
    }
    TIMELINE.write(tx, rows).await
}

fn tickets(event: &Event) -> impl Iterator<Item = TicketNumber> {
    let into = match event {
        Event::TicketMerged { into, .. } => Some(*into),
        Event::TicketPutBack(put) => put.parted.as_ref().map(|parted| parted.from),
        _ => None,
    };
    event.ticket().into_iter().chain(into)
}
