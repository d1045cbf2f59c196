//! Proof packs, checked without the journal they come from.

use super::{Findings, documents};
use crate::checkpoints;
use anyhow::Context as _;
use proof::note::PublicKey;
use proof::pack::{Pack, Report, check};
use std::path::{Path, PathBuf};

/// Checks packs, against a key and against checkpoints that are known from elsewhere, where they are named.
///
/// # Errors
/// When a file cannot be opened.
pub fn verify(
    packs: &[PathBuf],
    key: Option<&PublicKey>,
    published: &[PathBuf],
    findings: &mut Findings,
) -> anyhow::Result<()> {
    for path in packs {
        let name = path.display().to_string();
        let file = std::fs::File::open(path).with_context(|| format!("cannot read {name}"))?;
        match check(std::io::BufReader::new(file)) {
            Err(why) => findings.add(format!("{name}: {why}.")),
            Ok(report) => {
                told(&name, &report, key, published, findings)?;
                if let (Some(signer), true) = (&report.key, report.findings.is_empty()) {
                    let file = std::fs::File::open(path).with_context(|| format!("cannot read {name}"))?;
                    let mut pack = Pack::open(std::io::BufReader::new(file))?;
                    documents::verify_in_pack(&name, &mut pack, signer, findings);
                }
            }
        }
    }
    Ok(())
}

fn told(
    name: &str,
    report: &Report,
    key: Option<&PublicKey>,
    published: &[PathBuf],
    findings: &mut Findings,
) -> anyhow::Result<()> {
    for finding in &report.findings {
        findings.add(format!("{name}: {}: {}.", finding.file, finding.what));
    }
    if !report.findings.is_empty() {
        return Ok(());
    }
    let (Some(signer), Some(checkpoint)) = (&report.key, &report.checkpoint) else { return Ok(()) };
    println!(
        "{name}: {}. {} entries hold, {} of them erased; {} files hold, {} are not in it. Nothing was changed since.",
        report.about, report.entries, report.erased, report.media, report.absent
    );
    println!(
        "{name}: {}",
        match report.is_page_proven {
            true =>
                "its page says what its entries say, with the names in names.json, which are signed and not proven.",
            false =>
                "this program cannot compare its page: another version wrote it, or by other clocks. Only entries.jsonl is \
                 proven; do not rely on page.html.",
        }
    );
    println!("{name}: each is one of the first {} entries of {}.", checkpoint.size, checkpoint.origin);
    println!("{name}: signed by {signer}");
    if key.is_some_and(|key| key != signer) {
        findings.add(format!("{name}: it is signed by another key than the one you named."));
    }
    match is_published(published, signer, report)? {
        Some(true) => println!("{name}: its checkpoint is one that was published."),
        Some(false) => findings.add(format!(
            "{name}: no checkpoint of {} entries with its root and key was published there. Ask for a pack that is \
             proven into a published one: laksana proof --checkpoint FILE.",
            checkpoint.size
        )),
        None if key.is_none() => println!(
            "{name}: whose key that is, and since when the checkpoint is known, this cannot say: compare them with what \
             was published, with --checkpoint FILE or --key KEY."
        ),
        None => {}
    }
    Ok(())
}

fn is_published(published: &[PathBuf], signer: &PublicKey, report: &Report) -> anyhow::Result<Option<bool>> {
    let mut is_there = false;
    for file in published {
        let noted = checkpoints::read(Path::new(file), signer)?;
        is_there |= noted.iter().any(|noted| noted.checkpoint.as_ref().ok() == report.checkpoint.as_ref());
    }
    Ok((!published.is_empty()).then_some(is_there))
}
