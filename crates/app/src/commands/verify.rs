//! `laksana verify`: the hash chain and every medium.

use crate::home::{Home, Place};
use domain::event::Event;
use domain::id::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use store::journal::{self, Unverified, Verified};

/// Entries read at once.
const PAGE: u32 = 256;

/// Checks the journal and the media, and says where either was changed.
///
/// # Errors
/// When the database cannot be read.
pub async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let home = place.open().await?;
    let mut is_whole = true;
    match journal::verify(&home.db, home.org.as_str(), |_, _| {}).await {
        Ok(Verified { entries, erased, head }) => {
            println!("Journal: {entries} entries, {erased} of them erased; the chain is intact and ends in {head}.");
            let unaccounted = unaccounted(&home).await?;
            if unaccounted > 0 {
                is_whole = false;
                println!("Journal: {unaccounted} entries lost their words without an erasure on record.");
            }
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
    let mut after: Option<Digest> = None;
    loop {
        let page = store::read::media(&home.db, &home.org, after.as_ref()).await?;
        let Some(last) = page.last() else { break };
        for digest in &page {
            let name = store::blobs::Digest::parse(digest.as_str());
            if !name.is_some_and(|name| home.blobs.path(&name).exists()) {
                is_whole = false;
                println!("Media: {digest} is missing.");
            }
        }
        after = Some(last.clone());
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many entries are erased beyond those that an erasure or the removal of an import accounts for.
async fn unaccounted(home: &Home) -> anyhow::Result<u64> {
    let (mut removed, mut erased_by_import) = (BTreeSet::new(), BTreeMap::<String, u64>::new());
    let (mut erased, mut recorded, mut position) = (0, 0, 0);
    loop {
        let page = journal::since(&home.db, home.org.as_str(), position, PAGE).await?;
        let Some(last) = page.last() else { break };
        position = last.position;
        for entry in &page {
            match serde_json::from_str(&entry.body)? {
                Event::PersonalErased { entries, .. } => recorded += entries,
                Event::ImportRemoved { import } => {
                    removed.insert(format!("import:{import}"));
                }
                _ => {}
            }
            match &entry.cause {
                Some(cause) if entry.is_erased() => *erased_by_import.entry(cause.clone()).or_default() += 1,
                Some(_) | None => erased += u64::from(entry.is_erased()),
            }
        }
    }
    let kept = erased_by_import.iter().filter(|(cause, _)| !removed.contains(*cause));
    Ok((erased + kept.map(|(_, count)| count).sum::<u64>()).saturating_sub(recorded))
}
