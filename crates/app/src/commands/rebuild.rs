//! `laksana rebuild`: the views and the index of the audit anew from the journal.

use crate::home::Place;
use std::process::ExitCode;
use store::journal::{self, Unverified};

/// Drops all views and the index of the audit, makes them anew, and says whether the views were as they should be.
///
/// # Errors
/// When the database cannot be written.
pub async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let home = place.open().await?;
    match journal::verify(&home.db, home.org.as_str(), |_, _| {}).await {
        Ok(_) => {}
        Err(Unverified::Broken(broken)) => {
            println!("Nothing was made anew: the journal is broken at entry {}: {}.", broken.position, broken.what);
            println!("Restore it from a backup; see laksana verify.");
            return Ok(ExitCode::FAILURE);
        }
        Err(Unverified::Store(error)) => return Err(error.into()),
    }
    let before = store::snapshot::snapshot(&home.db, &home.org).await?;
    home.desk.rebuild(&home.org).await?;
    let after = store::snapshot::snapshot(&home.db, &home.org).await?;
    let same = if before == after { "as they were, byte for byte" } else { "and they differ from what was there" };
    println!("Views made anew from the journal, {same}.");
    store::ledger::anew(&home.db, &home.org).await?;
    println!("The index of the audit made anew, too.");
    Ok(ExitCode::SUCCESS)
}
