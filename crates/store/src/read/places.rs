//! Where work is open.

use super::Sight;
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, PlaceId};

/// Places of one answer: those of the largest organisation at which anything is open.
pub const PLACES_MAX: i64 = 5_000;

/// What is open at one place, no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByPlace {
    /// The place.
    pub place: PlaceId,
    /// Tickets on which work is owed.
    pub open: u64,
    /// Those of them that are critical.
    pub critical: u64,
    /// Those of them that are high.
    pub high: u64,
}

row! {
    struct Counted { place: String, open: i64, critical: i64, high: i64 }
}

/// Places by how much is open there, the most first.
///
/// # Errors
/// Of the engine.
pub async fn open_by_place(db: &Db, org: &OrgId, sight: &Sight) -> Result<Vec<ByPlace>, StoreError> {
    let rows: Vec<Counted> = db
        .all(
            "SELECT place, COUNT(*) AS open,
                CAST(SUM(CASE WHEN priority = 'critical' THEN 1 ELSE 0 END) AS BIGINT) AS critical,
                CAST(SUM(CASE WHEN priority = 'high' THEN 1 ELSE 0 END) AS BIGINT) AS high
            FROM tickets
            WHERE org = $1 AND is_open = TRUE AND place IS NOT NULL
                AND ($3 IS NULL OR replace($3, '\u{1f}' || site || '\u{1f}', '') <> $3)
            GROUP BY place
            ORDER BY open DESC, place
            LIMIT $2",
            args![org.as_str(), PLACES_MAX, sight.sites()],
        )
        .await?;
    let by_place = |row: Counted| ByPlace {
        place: PlaceId::new(row.place),
        open: row.open.unsigned_abs(),
        critical: row.critical.unsigned_abs(),
        high: row.high.unsigned_abs(),
    };
    Ok(rows.into_iter().map(by_place).collect())
}
