//! How many tickets each group has.

use super::Cursor;
use super::tickets::{Filter, LOOKED_THROUGH_MAX, owners};
use crate::text::from_word;
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, PersonId, PlaceId, SiteId, VendorId};
use domain::ticket::{Assignee, Category, Priority, Stage};
use domain::time::Instant;

/// Sums of one answer: stages, each with and without an owner, fit many times.
const SUMS_MAX: i64 = 100;
/// Owners of open tickets in one answer: a crew of the largest organisation.
const OWNERS_MAX: i64 = 2_000;

/// How many tickets there are in each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In [`Group::Open`](super::tickets::Group::Open).
    pub open: u64,
    /// In [`Group::Unowned`](super::tickets::Group::Unowned).
    pub unowned: u64,
    /// In [`Group::ToVerify`](super::tickets::Group::ToVerify).
    pub to_verify: u64,
    /// In [`Group::Done`](super::tickets::Group::Done).
    pub done: u64,
    /// In [`Group::All`](super::tickets::Group::All).
    pub every: u64,
    /// Whether there may be more open ones: words were looked for in the last touched of them only.
    pub open_goes_on: bool,
    /// Whether there may be more of those on which nothing is owed.
    pub ended_goes_on: bool,
}

row! {
    struct Sum { stage: String, is_owned: bool, tickets: i64 }
}

/// How many tickets each group has, narrowed by all of a filter but its group.
///
/// # Errors
/// Of the engine.
pub async fn counts(db: &Db, org: &OrgId, filter: &Filter) -> Result<Counts, StoreError> {
    if filter.is_counted() {
        return Counts::of(kept(db, org, filter).await?);
    }
    let (mut sums, open_goes_on) = found(db, org, filter, true).await?;
    let (ended, ended_goes_on) = found(db, org, filter, false).await?;
    sums.extend(ended);
    Ok(Counts { open_goes_on, ended_goes_on, ..Counts::of(sums)? })
}

impl Counts {
    fn of(sums: Vec<Sum>) -> Result<Self, StoreError> {
        let mut counts = Self::default();
        for sum in sums {
            let stage = from_word("stage", Stage::from_word(&sum.stage))?;
            let tickets = sum.tickets.unsigned_abs();
            let add = |count: &mut u64, is_meant: bool| *count += if is_meant { tickets } else { 0 };
            add(&mut counts.open, stage.is_open());
            add(&mut counts.unowned, stage.is_open() && stage != Stage::Resolved && !sum.is_owned);
            add(&mut counts.to_verify, stage == Stage::Resolved);
            add(&mut counts.done, matches!(stage, Stage::Verified | Stage::Closed));
            add(&mut counts.every, true);
        }
        Ok(counts)
    }
}

row! {
    struct Owned { person: Option<String>, vendor: Option<String>, tickets: i64 }
}

/// How many open tickets each owner has, whatever their site.
///
/// # Errors
/// Of the engine.
pub async fn open_by_owner(db: &Db, org: &OrgId) -> Result<Vec<(Assignee, u64)>, StoreError> {
    let rows: Vec<Owned> = db
        .all(
            "SELECT assignee_person AS person, assignee_vendor AS vendor, COUNT(*) AS tickets
            FROM tickets
            WHERE org = $1 AND is_open = TRUE AND (assignee_person IS NOT NULL OR assignee_vendor IS NOT NULL)
            GROUP BY assignee_person, assignee_vendor
            ORDER BY tickets DESC, assignee_person, assignee_vendor
            LIMIT $2",
            args![org.as_str(), OWNERS_MAX],
        )
        .await?;
    let owned = |row: Owned| {
        let person = row.person.map(|person| Assignee::Person(PersonId::new(person)));
        let owner = person.or_else(|| Some(Assignee::Vendor(VendorId::new(row.vendor?))));
        owner.map(|owner| (owner, row.tickets.unsigned_abs()))
    };
    Ok(rows.into_iter().filter_map(owned).collect())
}

/// What the kept counts say.
async fn kept(db: &Db, org: &OrgId, filter: &Filter) -> Result<Vec<Sum>, StoreError> {
    db.all(
        "SELECT stage, is_owned, CAST(SUM(tickets) AS BIGINT) AS tickets
        FROM ticket_counts
        WHERE org = $1
            AND ($2 IS NULL OR site = $2)
            AND ($3 IS NULL OR category = $3)
            AND ($5 IS NULL OR replace($5, '\u{1f}' || site || '\u{1f}', '') <> $5)
        GROUP BY stage, is_owned
        ORDER BY stage, is_owned
        LIMIT $4",
        args![
            org.as_str(),
            filter.site.as_ref().map(SiteId::as_str),
            filter.category.map(Category::word),
            SUMS_MAX,
            filter.sight.sites(),
        ],
    )
    .await
}

/// The last of those that are looked through; none where there are fewer.
async fn last(db: &Db, org: &OrgId, is_open: bool) -> Result<Option<Cursor>, StoreError> {
    db.maybe(
        "SELECT touched_us AS us, number
        FROM tickets
        WHERE org = $1 AND is_open = $2
        ORDER BY touched_us DESC, number DESC
        LIMIT 1 OFFSET $3",
        args![org.as_str(), is_open, LOOKED_THROUGH_MAX - 1],
    )
    .await
}

/// What is found of those that are open or are not, in the last touched of them; and whether there are more of them.
async fn found(db: &Db, org: &OrgId, filter: &Filter, is_open: bool) -> Result<(Vec<Sum>, bool), StoreError> {
    let last = last(db, org, is_open).await?;
    let until = last.unwrap_or(Cursor::END);
    let (pattern, number) = filter.words();
    let (person, vendor) = owners(filter.owner.as_ref(), &filter.selves, filter.is_unowned);
    let sums = db
        .all(
            "SELECT stage, assignee_person IS NOT NULL OR assignee_vendor IS NOT NULL AS is_owned, COUNT(*) AS tickets
            FROM tickets
            WHERE org = $1 AND is_open = $2
                AND (touched_us, number) >= ($3, $4)
                AND ($5 IS NULL OR site = $5)
                AND ($6 IS NULL OR category = $6)
                AND ($7 IS NULL OR lower(title) LIKE lower($7) ESCAPE '!' OR number = $8)
                AND ($10 IS NULL OR place = $10)
                AND ($11 IS NULL OR $12 <> ''
                    OR replace($11, '\u{1f}' || COALESCE(assignee_person, '') || '\u{1f}', '') <> $11)
                AND ($12 IS NULL OR COALESCE(assignee_vendor, '') = $12
                    OR $12 <> '' AND replace($11, '\u{1f}' || assignee_person || '\u{1f}', '') <> $11)
                AND ($13 IS NULL OR replace($13, '\u{1f}' || site || '\u{1f}', '') <> $13)
                AND ($14 IS NULL OR replace($14, '|' || stage || '|', '') <> $14)
                AND ($15 IS NULL OR priority = $15)
                AND ($16 IS NULL OR touched_us >= $16)
                AND ($17 = FALSE OR reopened > 0 OR recurrence_of IS NOT NULL)
                AND ($18 IS NULL OR replace($18, '\u{1f}' || place || '\u{1f}', '') <> $18)
                AND ($19 IS NULL OR replace(labels, $19, '') <> labels)
            GROUP BY stage, is_owned
            ORDER BY stage, is_owned
            LIMIT $9",
            args![
                org.as_str(),
                is_open,
                until.us,
                until.number,
                filter.site.as_ref().map(SiteId::as_str),
                filter.category.map(Category::word),
                pattern,
                number,
                SUMS_MAX,
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
    Ok((sums, last.is_some()))
}
