//! Typeset documents, held against what they hold: the sheet they were made of, its digest, and whose signature it bears.

use super::Findings;
use crate::home::Place;
use crate::imprints;
use anyhow::Context as _;
use proof::note::PublicKey;
use reports::{Fonts, Sheet};
use std::io::Read as _;
use std::path::Path;

/// Documents of ours are far smaller.
const FILE_MAX_BYTES: u64 = 64 << 20;

/// Whether a file is a typeset document, by its first bytes.
///
/// # Errors
/// When it cannot be read.
pub fn is_one(path: &Path) -> anyhow::Result<bool> {
    let mut start = Vec::new();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.take(5).read_to_end(&mut start).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(start == b"%PDF-")
}

/// Checks one document with the key of whoever is to have made it.
///
/// # Errors
/// When it cannot be read.
pub async fn verify(
    path: &Path,
    key: &PublicKey,
    place: &Place,
    fonts: &Fonts,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {name}"))?;
    let mut bytes = Vec::new();
    file.take(FILE_MAX_BYTES).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    let Some((sheet, seal)) = reports::opened(&bytes) else {
        findings.add(format!("{name}: it is no document of ours, or what it was made of was taken out of it."));
        return Ok(());
    };
    let digest = sheet.digest();
    if digest != seal.digest {
        findings.add(format!("{name}: what it holds has another digest than it says."));
        return Ok(());
    }
    if !imprints::holds(key, &digest, &seal.note) {
        findings.add(format!("{name}: its digest does not bear the signature of {}.", key.name()));
        return Ok(());
    }
    println!("{name}: “{}”, {}; its digest {digest} was signed by {}.", sheet.title, sheet.about, key.name());
    let pictures = pictures(&sheet, place).await?;
    match reports::pdf(&sheet, &seal, &pictures, fonts) {
        Ok(anew) if anew == bytes => println!("{name}: typeset anew, it is the same to the last byte."),
        Ok(_) => findings.add(format!(
            "{name}: typeset anew, it is another file. Its pages were changed, or another version of this program or \
             another folder of fonts made it; trust what is signed, which laksana report prints again."
        )),
        Err(error) => findings.add(format!("{name}: {error}.")),
    }
    Ok(())
}

async fn pictures(sheet: &Sheet, place: &Place) -> anyhow::Result<Vec<Vec<u8>>> {
    if sheet.pictures.is_empty() {
        return Ok(Vec::new());
    }
    let home = place.open().await?;
    Ok(web::pictures(&home.blobs, &sheet.pictures).await)
}
