//! Silences as rows.

use crate::bulk::Bulk;
use crate::sql::Tx;
use crate::text::{from_json, from_word, json};
use crate::{StoreError, args, row};
use domain::hearing::{Silence, Suspicion};
use domain::id::OrgId;
use domain::situation::Situation;
use domain::time::Instant;
use std::sync::LazyLock;

static SILENCES: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO silences (org, ear, since_us, until_us, why)",
        5,
        "ON CONFLICT (org, ear, since_us) DO UPDATE SET until_us = excluded.until_us, why = excluded.why",
    )
});

row! {
    #[derive(Debug)]
    pub(crate) struct SilenceRow { ear: String, since_us: i64, until_us: Option<i64>, why: String }
}

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let is_touched = |silence: &&Silence| situation.touched.silences.contains(&(silence.ear.clone(), silence.since));
    let rows = situation.silences.iter().filter(is_touched).map(|silence| {
        vec![
            org.as_str().into(),
            json(&silence.ear).into(),
            silence.since.us().into(),
            silence.until.map(Instant::us).into(),
            silence.why.word().into(),
        ]
    });
    SILENCES.write(tx, rows.collect()).await
}

/// Those that last, and those that ended since an instant; at most so many of each.
pub(crate) async fn since(tx: &mut Tx, org: &OrgId, from: Instant, limit: i64) -> Result<Vec<Silence>, StoreError> {
    let mut rows: Vec<SilenceRow> = tx
        .all(
            "SELECT ear, since_us, until_us, why
            FROM silences
            WHERE org = $1 AND until_us IS NULL
            ORDER BY since_us DESC, ear
            LIMIT $2",
            args![org.as_str(), limit],
        )
        .await?;
    let ended: Vec<SilenceRow> = tx
        .all(
            "SELECT ear, since_us, until_us, why
            FROM silences
            WHERE org = $1 AND until_us IS NOT NULL AND until_us >= $2
            ORDER BY until_us DESC, ear
            LIMIT $3",
            args![org.as_str(), from.us(), limit],
        )
        .await?;
    rows.extend(ended);
    let mut found = rows.into_iter().map(SilenceRow::silence).collect::<Result<Vec<_>, _>>()?;
    found.sort_unstable_by(|a, b| (a.since, &a.ear).cmp(&(b.since, &b.ear)));
    Ok(found)
}

impl SilenceRow {
    fn silence(self) -> Result<Silence, StoreError> {
        Ok(Silence {
            ear: from_json("ear", &self.ear)?,
            since: Instant::from_us(self.since_us),
            why: from_word("why", Suspicion::from_word(&self.why))?,
            until: self.until_us.map(Instant::from_us),
        })
    }
}
