//! Open tickets, the most urgent first.

use super::tickets::{Filter, owners};
use super::{NotACursor, PAGE_MAX, Page};
use crate::views::tickets::{TicketRow, tickets_sql, urgency};
use crate::{Db, StoreError, args};
use domain::id::{OrgId, PlaceId, SiteId};
use domain::ticket::{Category, Priority, Ticket};
use domain::time::Instant;

/// Where the list goes on: after the ticket of this priority, time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    priority: i64,
    opened_us: i64,
    number: i64,
}

impl Rank {
    /// Before the most urgent of all.
    pub const START: Self = Self { priority: i64::MIN, opened_us: i64::MIN, number: i64::MIN };

    fn of(ticket: &Ticket) -> Self {
        let priority = Priority::ALL.iter().take_while(|other| **other != ticket.priority).count();
        Self { priority: priority as i64, opened_us: ticket.opened_at.us(), number: i64::from(ticket.number.0) }
    }
}

impl std::fmt::Display for Rank {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}.{}", self.priority, self.opened_us, self.number)
    }
}

impl std::str::FromStr for Rank {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let numbers: Vec<i64> = text.split('.').map_while(|number| number.parse().ok()).collect();
        let [priority, opened_us, number] = numbers[..] else { return Err(NotACursor) };
        Ok(Self { priority, opened_us, number })
    }
}

/// Open tickets of a filter's site and category by priority, and among these the oldest first.
///
/// # Errors
/// Of the engine.
pub async fn urgent(db: &Db, org: &OrgId, filter: &Filter, after: Rank) -> Result<Page<Ticket, Rank>, StoreError> {
    let (person, vendor) = owners(filter.owner.as_ref(), &filter.selves, filter.is_unowned);
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "is_open = TRUE
                AND ($2 IS NULL OR site = $2)
                AND ($3 IS NULL OR category = $3)
                AND (",
                urgency!(),
                ", opened_us, number) > ($4, $5, $6)
                AND ($8 IS NULL OR place = $8)
                AND ($9 IS NULL OR $10 <> ''
                    OR replace($9, '\u{1f}' || COALESCE(assignee_person, '') || '\u{1f}', '') <> $9)
                AND ($10 IS NULL OR COALESCE(assignee_vendor, '') = $10
                    OR $10 <> '' AND replace($9, '\u{1f}' || assignee_person || '\u{1f}', '') <> $9)
                AND ($11 IS NULL OR replace($11, '\u{1f}' || site || '\u{1f}', '') <> $11)
                AND ($12 IS NULL OR replace($12, '|' || stage || '|', '') <> $12)
                AND ($13 IS NULL OR priority = $13)
                AND ($14 IS NULL OR touched_us >= $14)
                AND ($15 = FALSE OR reopened > 0 OR recurrence_of IS NOT NULL)
                AND ($16 IS NULL OR replace($16, '\u{1f}' || place || '\u{1f}', '') <> $16)
                AND ($17 IS NULL OR replace(labels, $17, '') <> labels)
                ORDER BY ",
                urgency!(),
                ", opened_us, number
                LIMIT $7"
            ),
            args![
                org.as_str(),
                filter.site.as_ref().map(SiteId::as_str),
                filter.category.map(Category::word),
                after.priority,
                after.opened_us,
                after.number,
                PAGE_MAX + 1,
                filter.place.as_ref().map(PlaceId::as_str),
                person.as_deref(),
                vendor,
                filter.sight.sites(),
                filter.stages(),
                filter.priority.map(Priority::word),
                filter.since.map(Instant::us),
                filter.is_returned,
                filter.within(),
                filter.label(),
            ],
        )
        .await?;
    let tickets = rows.into_iter().map(TicketRow::ticket).collect::<Result<_, _>>()?;
    Ok(Page::cut(tickets, PAGE_MAX, Rank::of))
}
