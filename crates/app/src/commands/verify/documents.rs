//! Typeset documents, held against what they hold: the sheet they were made of, its digest, and whose signature it bears.

use super::Findings;
use crate::home::Place;
use crate::imprints;
use anyhow::Context as _;
use proof::note::PublicKey;
use proof::pack::{MEDIA, PAPER, Pack};
use reports::{Fonts, Seal, Sheet};
use std::io::{Read, Seek};
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
    let (sheet, seal) = match sealed(&bytes, key) {
        Ok(held) => held,
        Err(what) => {
            findings.add(format!("{name}: {what}."));
            return Ok(());
        }
    };
    println!("{name}: “{}”, {}; its digest {} was signed by {}.", sheet.title, sheet.about, seal.digest, key.name());
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

/// The sheet and the seal that a document holds, or why it is not one that a key signed.
fn sealed(bytes: &[u8], key: &PublicKey) -> Result<(Sheet, Seal), String> {
    let held = reports::opened(bytes).ok_or("it is no document of ours, or what it was made of was taken out of it")?;
    let digest = held.0.digest();
    if digest != held.1.digest {
        return Err("what it holds has another digest than it says".to_owned());
    }
    if !imprints::holds(key, &digest, &held.1.note) {
        return Err(format!("its digest does not bear the signature of {}", key.name()));
    }
    Ok(held)
}

/// Checks the report in a pack that holds, with the files of the pack alone.
pub fn verify_in_pack<R: Read + Seek>(name: &str, pack: &mut Pack<R>, key: &PublicKey, findings: &mut Findings) {
    let Some(bytes) = pack.get(PAPER, FILE_MAX_BYTES) else { return };
    if cfg!(not(feature = "pdf")) {
        println!("{name}: {PAPER} cannot be looked at: {}.", reports::NotWritten::NoTypesetter);
        return;
    }
    let (sheet, seal) = match sealed(&bytes, key) {
        Ok(held) => held,
        Err(what) => return findings.add(format!("{name}: {PAPER}: {what}.")),
    };
    let pictures: Vec<Vec<u8>> = sheet.pictures.iter().map(|picture| medium(pack, &picture.digest)).collect();
    let is_same = reports::pdf(&sheet, &seal, &pictures, &Fonts::default()).is_ok_and(|anew| anew == bytes);
    println!(
        "{name}: {PAPER}, “{}”, {}, {}. It is counted from the whole journal: its figures are signed, and not proven by the \
         entries here.",
        sheet.title,
        sheet.about,
        if is_same {
            "is the same to the last byte when typeset anew"
        } else {
            "was typeset by another version or other fonts"
        }
    );
}

fn medium<R: Read + Seek>(pack: &mut Pack<R>, digest: &str) -> Vec<u8> {
    let begin = format!("{MEDIA}{digest}.");
    let name = pack.names.iter().find(|name| name.starts_with(&begin)).cloned();
    name.and_then(|name| pack.get(&name, FILE_MAX_BYTES)).unwrap_or_default()
}

async fn pictures(sheet: &Sheet, place: &Place) -> anyhow::Result<Vec<Vec<u8>>> {
    if sheet.pictures.is_empty() {
        return Ok(Vec::new());
    }
    let home = place.open().await?;
    Ok(web::pictures(&home.blobs, &sheet.pictures).await)
}
