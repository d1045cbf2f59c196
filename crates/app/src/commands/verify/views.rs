//! What the pages show, and what audit and packs choose from, held against what follows from the journal, on a copy that is
//! gone afterwards.

use super::Findings;
use crate::home::Home;
use anyhow::Context as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use store::Db;
use store::desk::Desk;
use store::ledger::{self, Astray};
use store::snapshot::{Difference, Rows};

/// Where the copy is meanwhile.
const FOLDER: &str = ".views";
/// Rows that are named; more say nothing new.
const NAMED_MAX: usize = 20;

/// What on a copy is not what the journal says.
struct Compared {
    difference: Difference,
    /// Rows that should not be there: table and key.
    foreign: Vec<(&'static str, String)>,
    astray: Vec<Astray>,
}

/// Makes the views and the index of the audit anew on a copy of the database, and says which rows are others than the journal
/// tells.
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
    let Compared { difference, foreign, astray } = outcome?;
    say_views(&difference, &foreign, findings);
    say_audit(&astray, findings);
    Ok(())
}

fn say_views(difference: &Difference, foreign: &[(&str, String)], findings: &mut Findings) {
    if *difference == Difference::default() {
        println!("Views: every row is what the journal says.");
        return;
    }
    for (view, key) in &difference.named {
        findings.add(format!("Views: {view}, {key}: it is not what the journal says, or is missing."));
    }
    for (view, key) in foreign {
        findings.add(format!("Views: {view}, {key}: it is there, and the journal does not tell it so."));
    }
    findings.add(format!(
        "Views: {} rows are missing or say something else, {} are there that the journal does not tell so. \
         laksana rebuild makes all of them anew.",
        difference.lacking, difference.foreign
    ));
}

fn say_audit(astray: &[Astray], findings: &mut Findings) {
    if astray.is_empty() {
        println!("Audit: its index lists every entry under what it is of.");
        return;
    }
    for Astray { position, kind, missing, foreign } in astray {
        let kind = kind.as_deref().unwrap_or("there is no such entry");
        findings.add(format!(
            "Audit: entry {position} ({kind}): {missing} of its lines in the index are missing or say something else, \
             {foreign} are there that the journal does not tell so."
        ));
    }
    findings.add(
        "Audit: a page of the audit and a proof pack may lack these entries, or show others. laksana rebuild makes the \
         index anew."
            .to_owned(),
    );
}

async fn compared(home: &Home, copy: &Path) -> anyhow::Result<Compared> {
    store::backup::write(&home.db, copy, &mut |_| {}).await?;
    let db = Db::connect(&copy.to_string_lossy()).await?;
    let mut rows = Rows::of(&db, &home.org).await?;
    Desk::new(db.clone()).rebuild(&home.org).await?;
    let difference = rows.against(&db, &home.org, NAMED_MAX).await?;
    let astray = ledger::astray(&db, &home.org).await?;
    db.close().await;
    // The copy has them no longer.
    let foreign = rows.named(&home.db, &home.org, NAMED_MAX).await?;
    Ok(Compared { difference, foreign, astray })
}
