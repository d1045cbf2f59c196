//! The index of the audit made anew from the journal: to be held against what is kept, or in place of it.

use super::{follow_all, lines, lock, position, understood};
use crate::journal::{self, PAGE_MAX};
use crate::sql::Db;
use crate::{StoreError, args, row};
use domain::id::OrgId;
use std::collections::BTreeMap;

/// Entries that are named as lacking lines, and as having too many; more say nothing new.
pub const ASTRAY_MAX: i64 = 20;

/// An entry whose lines in the index are not what the journal says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Astray {
    /// The entry.
    pub position: i64,
    /// Of which kind it is; none when there is no such entry.
    pub kind: Option<String>,
    /// Lines that are missing, or say something else.
    pub missing: i64,
    /// Lines that should not be there, or say something else.
    pub foreign: i64,
}

row! {
    struct Counted { position: i64, lines: i64 }
}

/// The first entries whose lines are not what the journal says. To be asked of a copy that nobody else uses and that is
/// thrown away: what was kept is set aside there, under a name that no organisation has.
///
/// # Errors
/// Of the engine, or when an entry cannot be read.
pub async fn astray(copy: &Db, org: &OrgId) -> Result<Vec<Astray>, StoreError> {
    let aside = format!("{org} as it was kept");
    // What it had not come to yet is not missing.
    fill(copy, org, position(copy, org).await?).await?;
    let mut tx = copy.begin().await?;
    tx.run(
        "UPDATE audit SET org = $2 WHERE org = $1 -- walks: every line is looked at",
        args![org.as_str(), aside.as_str()],
    )
    .await?;
    tx.commit().await?;
    fill(copy, org, 0).await?;
    let mut found: BTreeMap<i64, Astray> = BTreeMap::new();
    let missing = lacking(copy, org.as_str(), &aside).await?;
    let foreign = lacking(copy, &aside, org.as_str()).await?;
    // Behind the last of a full answer nobody looked.
    let looked = |lines: &[Counted]| lines.get(usize::try_from(ASTRAY_MAX).ok()? - 1).map(|last| last.position);
    let end = looked(&missing).into_iter().chain(looked(&foreign)).min().unwrap_or(i64::MAX);
    for line in missing.iter().filter(|line| line.position <= end) {
        found.entry(line.position).or_default().missing = line.lines;
    }
    for line in foreign.iter().filter(|line| line.position <= end) {
        found.entry(line.position).or_default().foreign = line.lines;
    }
    let positions: Vec<i64> = found.keys().copied().collect();
    for chunk in positions.chunks(journal::AT_MAX) {
        for entry in journal::at(copy, org, chunk).await? {
            found.entry(entry.position).or_default().kind = Some(entry.kind);
        }
    }
    Ok(found.into_iter().map(|(position, astray)| Astray { position, ..astray }).collect())
}

/// Makes the index anew in place of what is kept. Nodes of the tree that are kept stay: they remember what the journal was.
///
/// # Errors
/// As [`follow_all`]; what is not filled yet then is filled by whatever follows next.
pub async fn anew(db: &Db, org: &OrgId) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    lock(&mut tx, org).await?;
    // How many lines there are is nobody's to say.
    tx.run("DELETE FROM audit WHERE org = $1 -- walks: all go", args![org.as_str()]).await?;
    tx.run_expecting(1, "UPDATE ledger SET position = 0 WHERE org = $1", args![org.as_str()]).await?;
    tx.commit().await?;
    follow_all(db, org).await.map(|_| ())
}

/// Writes the lines of every entry after one, so far as they are not there; bounded by the journal.
async fn fill(copy: &Db, org: &OrgId, mut after: i64) -> Result<(), StoreError> {
    loop {
        let page = journal::since(copy, org.as_str(), after, PAGE_MAX).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.position;
        let lines = page.iter().map(understood).collect::<Result<Vec<_>, _>>()?;
        let mut tx = copy.begin().await?;
        lines::write(&mut tx, org, &lines).await?;
        tx.commit().await?;
    }
}

/// How many lines of the first entries stand under one name and not under another.
async fn lacking(copy: &Db, these: &str, those: &str) -> Result<Vec<Counted>, StoreError> {
    copy.all(
        "SELECT line.position AS position, COUNT(line.subject) AS lines
        FROM audit AS line
        WHERE line.org = $1 -- walks: every line is looked at
        AND NOT EXISTS (SELECT 1 FROM audit AS other WHERE other.org = $2 AND other.subject = line.subject
            AND other.at_us = line.at_us AND other.position = line.position)
        GROUP BY line.position
        ORDER BY line.position
        LIMIT $3",
        args![these, those, ASTRAY_MAX],
    )
    .await
}
