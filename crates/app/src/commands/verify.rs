//! `laksana verify`: the hash chain and every medium.

use crate::home::Place;
use std::process::ExitCode;
use store::blobs::Finding;
use store::journal::{Unverified, Verified};

/// Checks the journal and the media, and says where either was changed.
///
/// # Errors
/// When the database cannot be read.
pub async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let home = place.open().await?;
    let mut is_whole = true;
    match store::journal::verify(&home.db, home.org.as_str(), |_, _| {}).await {
        Ok(Verified { entries, erased, head }) => {
            println!("Journal: {entries} entries, {erased} of them erased; the chain is intact and ends in {head}.");
        }
        Err(Unverified::Broken(broken)) => {
            is_whole = false;
            println!("Journal: broken at entry {}: {}.", broken.position, broken.what);
        }
        Err(Unverified::Store(error)) => return Err(error.into()),
    }
    let survey = home.blobs.check_all(|_| {}).await?;
    println!("Media: {} files whole.", survey.whole);
    for changed in &survey.changed {
        is_whole = false;
        println!("Media: {} holds other bytes than its name says.", changed.display());
    }
    for digest in store::read::media(&home.db, &home.org).await? {
        let Some(name) = store::blobs::Digest::parse(digest.as_str()) else { continue };
        if home.blobs.check(&name).await? == Finding::Missing {
            is_whole = false;
            println!("Media: {digest} is missing.");
        }
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
