//! Checking a pack, without its journal: that nothing in it was changed, and that its entries are in its checkpoint.

use super::kind::ENDINGS;
use super::line::Line;
use super::make::{Said, medium};
use super::names::Names;
use super::read::{NotAPack, Pack, Trouble};
use super::write::hex;
use super::{
    BESIDE, CHECKPOINT, ENTRIES, KEY, LINE_MAX_BYTES, MANIFEST, MEDIA, NAMES, PAGE, PAPER, PEM, README, SEAL, SEALED,
    WRITING, page,
};
use crate::checkpoint::Checkpoint;
use crate::note::{NOTE_MAX_BYTES, PublicKey};
use domain::event::Event;
use domain::retention::Expired;
use domain::time::Instant;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use store::tree;

/// A manifest names each file in about 150 bytes.
const MANIFEST_MAX_BYTES: u64 = 64 << 20;
/// A name takes about a hundred bytes, and a pack of a month names thousands.
const NAMES_MAX_BYTES: u64 = 16 << 20;
/// Findings that are told; more say nothing new.
const FINDINGS_MAX: usize = 100;
/// Signs of a stranger's file name that are shown.
const NAME_SHOWN_CHARS: usize = 100;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file of the pack.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

/// What checking a pack says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What the pack is about, as its seal says.
    pub about: String,
    /// Everything that is wrong; nothing when the pack holds.
    pub findings: Vec<Finding>,
    /// Entries that hold.
    pub entries: u64,
    /// Entries whose personal part was erased.
    pub erased: u64,
    /// Media that hold.
    pub media: u64,
    /// Media that entries speak of and that are not in the pack.
    pub absent: u64,
    /// Whether its page, written anew from its entries and names, is the same to the last byte. A page that is written otherwise
    /// than here, or by other clocks, cannot be compared: then only the entries are proven.
    pub is_page_proven: bool,
    /// The key that signed it.
    pub key: Option<PublicKey>,
    /// The checkpoint that its entries are in.
    pub checkpoint: Option<Checkpoint>,
}

impl Report {
    fn add(&mut self, file: &str, what: impl std::fmt::Display) {
        if self.findings.len() < FINDINGS_MAX {
            let shown = file.chars().take(NAME_SHOWN_CHARS);
            let file = shown.map(|at| if at.is_control() { '\u{fffd}' } else { at }).collect();
            self.findings.push(Finding { file, what: what.to_string() });
        }
    }

    /// What a step gives, or a finding.
    fn or_add<T>(&mut self, file: &str, outcome: Result<T, impl std::fmt::Display>) -> Option<T> {
        outcome.map_err(|what| self.add(file, what)).ok()
    }
}

/// Checks a pack. It may come from anybody.
///
/// # Errors
/// When it is no pack at all.
pub fn check(file: impl Read + Seek) -> Result<Report, NotAPack> {
    let mut pack = Pack::open(file)?;
    let mut report = Report::default();
    let key = pack.text(KEY, NOTE_MAX_BYTES as u64);
    if let Some(key) = report.or_add(KEY, key) {
        report.key = report_key(&mut report, &key);
    }
    let manifest = pack.text(MANIFEST, MANIFEST_MAX_BYTES);
    let manifest = report.or_add(MANIFEST, manifest).unwrap_or_default();
    let is_comparable = seal(&mut pack, &mut report, &manifest);
    files(&mut pack, &mut report, &manifest, is_comparable);
    let note = pack.text(CHECKPOINT, NOTE_MAX_BYTES as u64);
    if let (Some(note), Some(key)) = (report.or_add(CHECKPOINT, note), report.key.clone()) {
        report.checkpoint = report.or_add(CHECKPOINT, Checkpoint::open(&note, &key));
    }
    let (spoken_of, mut said) = entries(&mut pack, &mut report);
    media(&pack, &mut report, &spoken_of);
    said.media = spoken_of.into_iter().map(|digest| (digest, None)).collect();
    said.media.extend(pack.names.iter().filter_map(|name| ending_of(name)));
    if report.findings.is_empty() && is_comparable {
        report.is_page_proven = report_page(&mut pack, &mut report, &said);
    }
    Ok(report)
}

fn report_key(report: &mut Report, text: &str) -> Option<PublicKey> {
    let key = report.or_add(KEY, PublicKey::parse(text))?;
    if text != format!("{key}\n") {
        report.add(KEY, "it holds more than a key");
    }
    Some(key)
}

/// Looks whether the manifest is the one that was signed, and says whether the page is sealed as one that is written as here.
fn seal<R: Read + Seek>(pack: &mut Pack<R>, report: &mut Report, manifest: &str) -> bool {
    let note = pack.text(SEAL, NOTE_MAX_BYTES as u64);
    let (Some(note), Some(key)) = (report.or_add(SEAL, note), report.key.clone()) else { return false };
    let Some(text) = report.or_add(SEAL, key.open(&note)) else { return false };
    let mut is_comparable = false;
    match text.lines().collect::<Vec<_>>().as_slice() {
        [SEALED, about, digest, writing @ ..] if writing.len() <= 1 => {
            (*about).clone_into(&mut report.about);
            is_comparable = writing == [WRITING];
            if *digest != hex(&Sha256::digest(manifest.as_bytes())) {
                report.add(MANIFEST, "it is not the one that was signed");
            }
        }
        _ => report.add(SEAL, "it seals no proof pack"),
    }
    let pem = pack.text(PEM, NOTE_MAX_BYTES as u64);
    if report.or_add(PEM, pem).is_some_and(|pem| pem != key.pem()) {
        report.add(PEM, "it is not the key in key.txt");
    }
    is_comparable
}

/// Whether each file is what the manifest says, and none is more.
fn files<R: Read + Seek>(pack: &mut Pack<R>, report: &mut Report, manifest: &str, has_names: bool) {
    let mut named = BTreeMap::new();
    for (line, number) in manifest.lines().zip(1..) {
        match line.split_once("  ") {
            Some((digest, name)) if named.insert(name, digest).is_none() => {}
            Some(_) | None => report.add(MANIFEST, format!("line {number} names no file, or one that was named")),
        }
    }
    for name in [README, CHECKPOINT, KEY, PEM, ENTRIES, PAGE].into_iter().chain(has_names.then_some(NAMES)) {
        if !named.contains_key(name) {
            report.add(MANIFEST, format!("it does not name {name}"));
        }
    }
    for name in pack.names.clone() {
        if name == MANIFEST || name == SEAL {
            continue;
        }
        let Some(digest) = named.remove(name.as_str()).filter(|_| is_ours(&name)) else {
            report.add(&name, "no pack has such a file, or the manifest does not name it");
            continue;
        };
        let mut hash = Sha256::new();
        let read = pack.pieces(&name, |piece| hash.update(piece));
        if report.or_add(&name, read).is_some() && hex(&hash.finalize()) != digest {
            report.add(&name, "it holds other bytes than the manifest says");
        }
        if medium_of(&name).is_some_and(|medium| medium != digest) {
            report.add(&name, "its name is not the digest of its bytes");
        }
    }
    for name in named.into_keys() {
        report.add(name, Trouble::Absent);
    }
}

fn is_ours(name: &str) -> bool {
    [README, CHECKPOINT, KEY, PEM, ENTRIES, PAGE, NAMES, PAPER, BESIDE].contains(&name) || medium_of(name).is_some()
}

/// The digest that a medium's name begins with.
fn medium_of(name: &str) -> Option<&str> {
    let (digest, ending) = name.strip_prefix(MEDIA)?.split_once('.')?;
    let is_digest = store::blobs::Digest::parse(digest).is_some();
    (is_digest && ENDINGS.contains(&ending)).then_some(digest)
}

/// The digest and the ending of a medium's name.
fn ending_of(name: &str) -> Option<(String, Option<&'static str>)> {
    let digest = medium_of(name)?;
    let ending = ENDINGS.into_iter().find(|ending| name.ends_with(&format!(".{ending}")));
    Some((digest.to_owned(), ending))
}

/// Whether the page says what the entries say: written anew from them, it is the same. Nothing is found where the clocks of its
/// zone are told otherwise here.
fn report_page<R: Read + Seek>(pack: &mut Pack<R>, report: &mut Report, said: &Said) -> bool {
    let names = pack.text(NAMES, NAMES_MAX_BYTES);
    let Some(text) = report.or_add(NAMES, names) else { return false };
    let names: Option<Names> = serde_json::from_str(&text).ok();
    let (Some(names), Some(checkpoint)) = (names, report.checkpoint.clone()) else {
        report.add(NAMES, "it holds no names");
        return false;
    };
    let (Some(zone), directory) = (names.zone(), names.directory()) else { return false };
    let (mut anew, mut times) = (Sha256::new(), Sha256::new());
    let entries = usize::try_from(report.entries).unwrap_or(usize::MAX);
    anew.update(page::head(&report.about, &checkpoint, entries));
    let read = pack.lines(ENTRIES, LINE_MAX_BYTES, |_, text| {
        let line = serde_json::from_str::<Line>(text).map(Line::entry).ok();
        times.update(line.as_ref().map(|entry| Instant::from_us(entry.at_us).rfc3339(&zone)).unwrap_or_default());
        let row = line.and_then(|entry| page::row(&entry, &directory, &zone, said).ok());
        anew.update(row.unwrap_or_default());
        true
    });
    report.or_add(ENTRIES, read);
    if hex(&times.finalize()) != names.clocks {
        return false;
    }
    anew.update(page::FOOT);
    let mut here = Sha256::new();
    let read = pack.pieces(PAGE, |piece| here.update(piece));
    report.or_add(PAGE, read);
    let is_same = anew.finalize() == here.finalize();
    if !is_same {
        report.add(PAGE, "it does not say what the entries say");
    }
    is_same
}

/// Whether each entry is what its digest says and is in the checkpoint; the media they speak of, and what they say of other
/// entries.
fn entries<R: Read + Seek>(pack: &mut Pack<R>, report: &mut Report) -> (BTreeSet<String>, Said) {
    let (mut spoken_of, mut before, mut said) = (BTreeSet::new(), None, Said::default());
    let mut found = std::mem::take(report);
    let read = pack.lines(ENTRIES, LINE_MAX_BYTES, |number, text| {
        match entry(text, found.checkpoint.as_ref(), &mut before) {
            Ok(read) => {
                found.entries += 1;
                found.erased += u64::from(read.is_erased);
                spoken_of.extend(read.medium);
                said.expired.extend(read.expired);
            }
            Err(what) => found.add(ENTRIES, format!("line {number}: {what}")),
        }
        found.findings.len() < FINDINGS_MAX
    });
    *report = found;
    report.or_add(ENTRIES, read);
    (spoken_of, said)
}

/// What a line that holds says.
struct Sound {
    is_erased: bool,
    medium: Option<String>,
    expired: Option<(Instant, Expired)>,
}

/// Checks one line; `before` is position and digest of the line before.
fn entry(text: &str, checkpoint: Option<&Checkpoint>, before: &mut Option<(i64, String)>) -> Result<Sound, String> {
    let line: Line = serde_json::from_str(text).map_err(|_| "it is no entry".to_owned())?;
    // What JSON lets one write in two ways is written in one.
    if serde_json::to_string(&line).ok().as_deref() != Some(text) {
        return Err("it is not written as entries are".to_owned());
    }
    let (path, is_erased) = (line.path(), line.erased);
    let entry = line.entry();
    let named = |what: &str| format!("entry {}: {what}", entry.position);
    if let Some(fault) = entry.fault() {
        return Err(named(&fault.to_string()));
    }
    if is_erased != entry.is_erased() {
        return Err(named("it says wrongly whether it was erased"));
    }
    let leaf = digest_bytes(&entry.digest).map(|bytes| tree::leaf(&bytes));
    let index = entry.position.checked_sub(1).and_then(|index| u64::try_from(index).ok());
    if let Some(checkpoint) = checkpoint {
        let proven = match (leaf, index, path) {
            (Some(leaf), Some(index), Some(path)) => {
                tree::is_included(&leaf, index, checkpoint.size, &path, &checkpoint.root)
            }
            _ => false,
        };
        if !proven {
            return Err(named("it is not proven to be in the checkpoint"));
        }
    }
    if let Some((position, digest)) = before {
        if entry.position <= *position {
            return Err(named("it is out of order"));
        }
        if position.checked_add(1) == Some(entry.position) && entry.previous != *digest {
            return Err(named("it does not follow the entry before it"));
        }
    }
    let event = entry.event().map_err(|_| named("it is of a kind this version does not know"))?;
    *before = Some((entry.position, entry.digest.clone()));
    let medium = medium(&event);
    let expired = match event {
        Event::RetentionApplied(expired) => Some((Instant::from_us(entry.at_us), expired)),
        _ => None,
    };
    Ok(Sound { is_erased, medium, expired })
}

fn digest_bytes(hex: &str) -> Option<[u8; 32]> {
    let digit = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(digit).collect();
    bytes.and_then(|bytes| bytes.try_into().ok())
}

/// Whether each medium is one that an entry speaks of.
fn media<R: Read + Seek>(pack: &Pack<R>, report: &mut Report, spoken_of: &BTreeSet<String>) {
    let mut there = BTreeSet::new();
    for name in &pack.names {
        let Some(digest) = medium_of(name) else { continue };
        if spoken_of.contains(digest) && there.insert(digest) {
            report.media += 1;
        } else {
            report.add(name, "no entry speaks of it");
        }
    }
    report.absent = spoken_of.iter().filter(|digest| !there.contains(digest.as_str())).count() as u64;
}
