//! What the pages show, held against what follows from the journal, on a copy that is gone afterwards.

use super::Findings;
use crate::home::Home;
use anyhow::Context as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use store::Db;
use store::desk::Desk;
use store::snapshot::{Difference, Rows};

/// Where the copy is meanwhile.
const FOLDER: &str = ".views";
/// Rows that are named; more say nothing new.
const NAMED_MAX: usize = 20;

/// Makes the views anew on a copy of the database, and says which rows are others than the journal tells.
///
/// # Errors
/// When the copy cannot be made or read.
pub async fn verify(home: &Home, data: &Path, findings: &mut Findings) -> anyhow::Result<()> {
    let folder = data.join(FOLDER);
    // Left by one that died on its way: it holds everything that people wrote.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
    made.with_context(|| format!("cannot make {}; there is no room to look at the views", folder.display()))?;
    let outcome = compared(home, &folder.join("copy.sqlite")).await;
    std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    let Difference { named, lacking, foreign } = outcome?;
    if lacking == 0 && foreign == 0 {
        println!("Views: every row is what the journal says.");
        return Ok(());
    }
    for (view, key) in &named {
        findings.add(format!("Views: {view}, {key}: it is not what the journal says, or is missing."));
    }
    findings.add(format!(
        "Views: {lacking} rows are missing or say something else, {foreign} are there that the journal does not tell so. \
         laksana rebuild makes all of them anew."
    ));
    Ok(())
}

async fn compared(home: &Home, copy: &Path) -> anyhow::Result<Difference> {
    store::backup::write(&home.db, copy, &mut |_| {}).await?;
    let db = Db::connect(&copy.to_string_lossy()).await?;
    let rows = Rows::of(&db, &home.org).await?;
    Desk::new(db.clone()).rebuild(&home.org).await?;
    let difference = rows.against(&db, &home.org, NAMED_MAX).await?;
    db.close().await;
    Ok(difference)
}
