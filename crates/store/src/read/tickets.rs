//! Tickets, as lists, as a board, and alone.

use super::{Cursor, EXPORT_PAGE_MAX, PAGE_MAX, Page, Sight};
use crate::sql::Arg;
use crate::views::tickets::{TicketRow, labelled, tickets_sql, unanswered, unowned};
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, PersonId, PlaceId, SiteId, TicketNumber};
use domain::label::OwnLabel;
use domain::ticket::{Assignee, Category, Priority, Stage, Ticket};
use domain::time::Instant;

/// Tickets shown of one stage on the board; their number is true.
pub const COLUMN_MAX: i64 = 50;

/// Tickets that one page of a narrowed list looks through: a few milliseconds' worth.
pub const LOOKED_THROUGH_MAX: i64 = 10_000;

/// Which stages a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Work is owed.
    #[default]
    Open,
    /// Work is owed, nobody owns it, and nobody says it is fixed.
    Unowned,
    /// Nobody owns it, or it is critical and nobody answered: what needs somebody now.
    Needs,
    /// It is critical, and nobody answered.
    Unanswered,
    /// Said to be fixed.
    ToVerify,
    /// Verified or closed.
    Done,
    /// Whatever the stage.
    All,
}

/// What a list of tickets shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which stages.
    pub group: Group,
    /// Only those of this site.
    pub site: Option<SiteId>,
    /// Only those of this trade.
    pub category: Option<Category>,
    /// Only those at this place, no part of it.
    pub place: Option<PlaceId>,
    /// Only those at one of these places; empty for all.
    pub within: Vec<PlaceId>,
    /// Only those that were reopened, or opened because of what an earlier one was about.
    pub is_returned: bool,
    /// Only those that were given to this one.
    pub owner: Option<Assignee>,
    /// Those who turned out to be the owner, or work for it; what was given to them counts as the owner's.
    pub selves: Vec<PersonId>,
    /// Only those that were given to nobody.
    pub is_unowned: bool,
    /// Only those that stand at one of these stages; empty for all.
    pub stages: Vec<Stage>,
    /// Only those of this priority.
    pub priority: Option<Priority>,
    /// Only those with this label of the organisation's own.
    pub label: Option<OwnLabel>,
    /// Only those touched since.
    pub since: Option<Instant>,
    /// Which sites whoever asks may see.
    pub sight: Sight,
    /// Only those with this in their title, or with this number; empty for all.
    pub words: String,
}

impl Filter {
    /// Whether anything but the group narrows the list.
    fn is_narrow(&self) -> bool {
        self.site.is_some() || self.category.is_some() || !self.sight.is_whole() || !self.is_counted()
    }

    /// Whether the kept counts say how many there are: they know stages, sites and trades alone.
    pub(super) fn is_counted(&self) -> bool {
        let is_any = self.place.is_none() && self.owner.is_none() && self.priority.is_none() && self.since.is_none();
        let is_anywhere = self.within.is_empty() && !self.is_returned && self.label.is_none();
        is_any && is_anywhere && !self.is_unowned && self.stages.is_empty() && self.words.trim().is_empty()
    }

    /// The places as one text, each between two marks; none for all.
    pub(super) fn within(&self) -> Option<String> {
        let ids: String = self.within.iter().map(|place| format!("{place}{BETWEEN}")).collect();
        (!ids.is_empty()).then(|| format!("{BETWEEN}{ids}"))
    }

    /// The label as the text of a ticket's labels has it.
    pub(super) fn label(&self) -> Option<String> {
        self.label.as_ref().map(|own| labelled(&own.set, &own.name))
    }

    /// The stages as one text, each between two marks; none for all.
    pub(super) fn stages(&self) -> Option<String> {
        let words = self.stages.iter().map(|stage| format!("{}|", stage.word()));
        (!self.stages.is_empty()).then(|| format!("|{}", words.collect::<String>()))
    }

    /// A pattern for the title, and a number.
    pub(super) fn words(&self) -> (Option<String>, Option<u32>) {
        let words = self.words.trim();
        let escaped = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let pattern = (!words.is_empty()).then(|| format!("%{escaped}%"));
        (pattern, words.parse::<TicketNumber>().ok().map(|number| number.0))
    }
}

/// What stands between the names of one text: no id that a person typed has it.
const BETWEEN: char = '\u{1f}';

/// An owner as a query takes one: the people among whom it is, as one text with nobody for nothing, and the vendor whose own it
/// is besides.
pub(super) fn owners<'a>(
    owner: Option<&'a Assignee>,
    selves: &[PersonId],
    is_unowned: bool,
) -> (Option<String>, Option<&'a str>) {
    match owner {
        _ if is_unowned => (Some(format!("{BETWEEN}{BETWEEN}")), Some("")),
        Some(Assignee::Person(person)) => (among(std::iter::once(person).chain(selves)), None),
        Some(Assignee::Vendor(vendor)) => (among(selves), Some(vendor.as_str())),
        None => (None, None),
    }
}

/// People as one text, each between two marks; none for nobody.
fn among<'a>(people: impl IntoIterator<Item = &'a PersonId>) -> Option<String> {
    let ids = people.into_iter().filter(|id| !id.as_str().is_empty());
    let ids: String = ids.map(|id| format!("{id}{BETWEEN}")).collect();
    (!ids.is_empty()).then(|| format!("{BETWEEN}{ids}"))
}

/// Tickets, the last touched first. A page of narrowed ones looks through [`LOOKED_THROUGH_MAX`] at most; it may then be
/// short, or empty, and go on.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, filter: &Filter, after: Cursor) -> Result<Page<Ticket>, StoreError> {
    let (pattern, number) = filter.words();
    let (person, vendor) = owners(filter.owner.as_ref(), &filter.selves, filter.is_unowned);
    let last = if filter.is_narrow() { last_looked_through(db, org, filter.group, after).await? } else { None };
    let until = last.unwrap_or(Cursor::END);
    let rows: Vec<TicketRow> = db
        .all(
            of_group!(
                filter.group,
                tickets_sql,
                " AND ($2 IS NULL OR site = $2)
                AND ($3 IS NULL OR category = $3)
                AND ($4 IS NULL OR lower(title) LIKE lower($4) ESCAPE '!' OR number = $5)
                AND (touched_us, number) < ($6, $7)
                AND (touched_us, number) >= ($8, $9)
                AND ($11 IS NULL OR place = $11)
                AND ($12 IS NULL OR $13 <> ''
                    OR replace($12, '\u{1f}' || COALESCE(assignee_person, '') || '\u{1f}', '') <> $12)
                AND ($13 IS NULL OR COALESCE(assignee_vendor, '') = $13
                    OR $13 <> '' AND replace($12, '\u{1f}' || assignee_person || '\u{1f}', '') <> $12)
                AND ($14 IS NULL OR replace($14, '\u{1f}' || site || '\u{1f}', '') <> $14)
                AND ($15 IS NULL OR replace($15, '|' || stage || '|', '') <> $15)
                AND ($16 IS NULL OR priority = $16)
                AND ($17 IS NULL OR touched_us >= $17)
                AND ($18 = FALSE OR reopened > 0 OR recurrence_of IS NOT NULL)
                AND ($19 IS NULL OR replace($19, '\u{1f}' || place || '\u{1f}', '') <> $19)
                AND ($20 IS NULL OR replace(labels, $20, '') <> labels)
                ORDER BY touched_us DESC, number DESC
                LIMIT $10"
            ),
            args![
                org.as_str(),
                filter.site.as_ref().map(SiteId::as_str),
                filter.category.map(Category::word),
                pattern,
                number,
                after.us,
                after.number,
                until.us,
                until.number,
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
    let cursor = |ticket: &Ticket| Cursor { us: ticket.touched_at.us(), number: i64::from(ticket.number.0) };
    let page = Page::cut(tickets(rows)?, PAGE_MAX, cursor);
    Ok(Page { next: page.next.or(last), ..page })
}

/// A query of one group of tickets, from `WHERE org = $1 AND` on: each group is spelt so that an index serves it.
macro_rules! of_group {
    ($group:expr, $sql:ident, $tail:literal) => {
        match $group {
            Group::Open => $sql!("is_open = TRUE", $tail),
            Group::Unowned => $sql!(unowned!(), $tail),
            Group::Needs => {
                $sql!("is_open = TRUE AND ((", unowned!(), ") OR (", unanswered!(), "))", $tail)
            }
            Group::Unanswered => $sql!(unanswered!(), $tail),
            Group::ToVerify => $sql!("stage = 'resolved'", $tail),
            Group::Done => $sql!("stage IN ('verified', 'closed')", $tail),
            Group::All => $sql!("TRUE", $tail),
        }
    };
}
use of_group;

/// A query for where tickets stand in the order of their last touch.
macro_rules! places_sql {
    ($($tail:tt)+) => {
        concat!("SELECT touched_us AS us, number FROM tickets WHERE org = $1 AND ", $($tail)+)
    };
}

/// Where a page of narrowed tickets stops looking, when there are so many.
async fn last_looked_through(db: &Db, org: &OrgId, group: Group, after: Cursor) -> Result<Option<Cursor>, StoreError> {
    db.maybe(
        of_group!(
            group,
            places_sql,
            " AND (touched_us, number) < ($2, $3)
            ORDER BY touched_us DESC, number DESC
            LIMIT 1 OFFSET $4"
        ),
        args![org.as_str(), after.us, after.number, LOOKED_THROUGH_MAX - 1],
    )
    .await
}

/// One stage of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The stage.
    pub stage: Stage,
    /// How many tickets stand there.
    pub count: u64,
    /// Since when the oldest of them is open.
    pub oldest: Option<Instant>,
    /// The last touched.
    pub tickets: Vec<Ticket>,
}

row! {
    struct Counted { tickets: i64, oldest_us: Option<i64> }
}

/// Which part of the work the board shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Only of this site.
    pub site: Option<SiteId>,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Only with this label of the organisation's own.
    pub label: Option<OwnLabel>,
    /// Only of whoever has it.
    pub owner: Option<Assignee>,
    /// Those who turned out to be the owner, or work for it.
    pub selves: Vec<PersonId>,
    /// Only of nobody.
    pub is_unowned: bool,
    /// Which sites whoever asks may see.
    pub sight: Sight,
}

/// The board: of each of these stages the number of tickets and those last touched, since an instant.
///
/// # Errors
/// Of the engine.
pub async fn board(
    db: &Db,
    org: &OrgId,
    stages: &[Stage],
    since: Instant,
    part: &Part,
) -> Result<Vec<Column>, StoreError> {
    let (person, vendor) = owners(part.owner.as_ref(), &part.selves, part.is_unowned);
    let bounds = |stage: &Stage| {
        args![
            org.as_str(),
            stage.word(),
            since.us(),
            part.site.as_ref().map(SiteId::as_str),
            part.priority.map(Priority::word),
            person.as_deref(),
            vendor,
            part.sight.sites(),
            part.label.as_ref().map(|own| labelled(&own.set, &own.name)),
        ]
    };
    let mut columns = Vec::with_capacity(stages.len());
    for stage in stages {
        columns.push(column(db, *stage, bounds(stage)).await?);
    }
    Ok(columns)
}

/// One column of it, of a part that is bounded by nine arguments.
async fn column(db: &Db, stage: Stage, bounds: Vec<Arg>) -> Result<Column, StoreError> {
    let limited = [bounds.clone(), args![COLUMN_MAX]].concat();
    let counted: Counted = db
        .one(
            "SELECT COUNT(*) AS tickets, MIN(opened_us) AS oldest_us
                FROM tickets
                WHERE org = $1 AND stage = $2 AND touched_us >= $3
                    AND ($4 IS NULL OR site = $4) AND ($5 IS NULL OR priority = $5)
                    AND ($6 IS NULL OR $7 <> ''
                        OR replace($6, '\u{1f}' || COALESCE(assignee_person, '') || '\u{1f}', '') <> $6)
                    AND ($7 IS NULL OR COALESCE(assignee_vendor, '') = $7
                        OR $7 <> '' AND replace($6, '\u{1f}' || assignee_person || '\u{1f}', '') <> $6)
                    AND ($8 IS NULL OR replace($8, '\u{1f}' || site || '\u{1f}', '') <> $8)
                    AND ($9 IS NULL OR replace(labels, $9, '') <> labels)
                LIMIT 1",
            bounds,
        )
        .await?;
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "stage = $2 AND touched_us >= $3
                    AND ($4 IS NULL OR site = $4) AND ($5 IS NULL OR priority = $5)
                    AND ($6 IS NULL OR $7 <> ''
                        OR replace($6, '\u{1f}' || COALESCE(assignee_person, '') || '\u{1f}', '') <> $6)
                    AND ($7 IS NULL OR COALESCE(assignee_vendor, '') = $7
                        OR $7 <> '' AND replace($6, '\u{1f}' || assignee_person || '\u{1f}', '') <> $6)
                    AND ($8 IS NULL OR replace($8, '\u{1f}' || site || '\u{1f}', '') <> $8)
                    AND ($9 IS NULL OR replace(labels, $9, '') <> labels)
                    ORDER BY touched_us DESC, number DESC
                    LIMIT $10"
            ),
            limited,
        )
        .await?;
    Ok(Column {
        stage,
        count: counted.tickets.unsigned_abs(),
        oldest: counted.oldest_us.map(Instant::from_us),
        tickets: tickets(rows)?,
    })
}

/// Tickets reported since an instant, the last first.
///
/// # Errors
/// Of the engine.
pub async fn reported_since(
    db: &Db,
    org: &OrgId,
    since: Instant,
    sight: &Sight,
    limit: u32,
) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "opened_us >= $2
                AND ($4 IS NULL OR replace($4, '\u{1f}' || site || '\u{1f}', '') <> $4)
                ORDER BY opened_us DESC, number DESC
                LIMIT $3"
            ),
            args![org.as_str(), since.us(), i64::from(limit).min(PAGE_MAX), sight.sites()],
        )
        .await?;
    tickets(rows)
}

/// One ticket.
///
/// # Errors
/// Of the engine.
pub async fn one(db: &Db, org: &OrgId, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
    let row: Option<TicketRow> = db.maybe(tickets_sql!("number = $2 LIMIT 1"), args![org.as_str(), number.0]).await?;
    row.map(TicketRow::ticket).transpose()
}

/// All tickets in order of their numbers, a page at a time: those after a number, 0 from the start.
///
/// # Errors
/// Of the engine.
pub async fn all(db: &Db, org: &OrgId, after: TicketNumber) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = db
        .all(tickets_sql!("number > $2 ORDER BY number LIMIT $3"), args![org.as_str(), after.0, EXPORT_PAGE_MAX])
        .await?;
    tickets(rows)
}

fn tickets(rows: Vec<TicketRow>) -> Result<Vec<Ticket>, StoreError> {
    rows.into_iter().map(TicketRow::ticket).collect()
}
