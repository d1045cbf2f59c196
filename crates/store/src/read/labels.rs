//! How many tickets have each of an organisation's own labels.

use super::Sight;
use crate::views::tickets::labels_of;
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use domain::label::OwnLabel;
use std::collections::BTreeMap;

/// Labelled tickets that are counted, the last touched ones: a few dozen milliseconds' worth.
const COUNTED_MAX: i64 = 20_000;

/// How many tickets have each label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelCounts {
    /// By label; not those that no ticket has.
    pub tickets: BTreeMap<OwnLabel, u64>,
    /// Whether there may be more: only the last touched were counted.
    pub goes_on: bool,
}

row! {
    struct Sum { labels: String, is_seen: bool, tickets: i64 }
}

/// How many of the tickets that may be seen have each label, whatever their stage.
///
/// # Errors
/// Of the engine.
pub async fn labelled(db: &Db, org: &OrgId, sight: &Sight) -> Result<LabelCounts, StoreError> {
    let sums: Vec<Sum> = db
        .all(
            "SELECT labels, is_seen, COUNT(*) AS tickets
            FROM (
                SELECT labels, COALESCE($2 IS NULL OR replace($2, '\u{1f}' || site || '\u{1f}', '') <> $2, FALSE) AS is_seen
                FROM tickets
                WHERE org = $1 AND labels <> ''
                ORDER BY touched_us DESC, number DESC
                LIMIT $3
            ) AS latest
            GROUP BY labels, is_seen
            ORDER BY labels, is_seen
            LIMIT $3",
            args![org.as_str(), sight.sites(), COUNTED_MAX],
        )
        .await?;
    let goes_on = sums.iter().map(|sum| sum.tickets).sum::<i64>() >= COUNTED_MAX;
    let mut counts = LabelCounts { goes_on, ..LabelCounts::default() };
    for sum in sums.iter().filter(|sum| sum.is_seen) {
        for own in labels_of(&sum.labels) {
            *counts.tickets.entry(own).or_default() += sum.tickets.unsigned_abs();
        }
    }
    Ok(counts)
}
