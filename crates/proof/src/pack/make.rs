//! Making a pack: entries with their proofs, media, a page, and how to check it all; page by page, never whole in memory.

use super::line::Line;
use super::names::Names;
use super::write::{Writer, hex};
use super::{
    BESIDE, CHECKPOINT, ENTRIES, KEY, MEDIA, NAMES, PAGE, PAPER, PEM, README, Scope, beside, kind, page, readme,
};
use crate::checkpoint::Checkpoint;
use crate::note::SecretKey;
use domain::directory::Directory;
use domain::event::Event;
use domain::id::OrgId;
use domain::retention::Expired;
use domain::time::{Instant, Zone};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, Write};
use store::blobs::{Blobs, Digest};
use store::journal::{self, Entry};
use store::ledger::Proofs;
use store::{Db, StoreError};

/// What a pack is made from.
pub struct Making<'a> {
    /// The database.
    pub db: &'a Db,
    /// Its media.
    pub blobs: &'a Blobs,
    /// Whose.
    pub org: &'a OrgId,
    /// What things are called, for the page.
    pub directory: &'a Directory,
    /// In which zone the page tells the time, and a month begins.
    pub zone: &'a Zone,
    /// Who signs.
    pub key: &'a SecretKey,
    /// Into which checkpoint the entries are proven; everything recorded until now where none is named.
    pub checkpoint: Option<Checkpoint>,
    /// The report of what the pack is about, typeset, where there is one.
    pub paper: Option<&'a [u8]>,
}

/// What a pack holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Entries.
    pub entries: usize,
    /// Media, by name.
    pub media: Vec<String>,
    /// Entries of the checkpoint.
    pub size: u64,
}

/// Why there is no pack.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// Nothing was recorded of it.
    #[error("nothing is recorded of {0}")]
    Nothing(String),
    /// More entries than a pack takes.
    #[error("a pack takes fewer than {} entries; ask for one site or one ticket", super::ENTRIES_MAX)]
    TooMuch,
    /// Something was recorded after the checkpoint.
    #[error("entry {0} was recorded after that checkpoint; publish a newer one first")]
    TooNew(i64),
    /// The journal is not that of the checkpoint.
    #[error("the journal does not hold what that checkpoint says; see laksana verify --checkpoint")]
    NotHere,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error("the pack cannot be written: {0}")]
    File(#[from] io::Error),
}

/// Media of a pack by digest: the ending of their name, or nothing when they are not kept any more.
pub(super) type Media = BTreeMap<String, Option<&'static str>>;

/// What entries of a pack say of others: the files these came with, and what went because its time was over, and when.
#[derive(Default)]
pub(super) struct Said {
    pub media: Media,
    pub expired: Vec<(Instant, Expired)>,
}

/// Writes a pack. The ledger has followed the journal before.
///
/// # Errors
/// [`MakeError`]; what was written until then is no pack.
pub async fn make<W: Write + Seek>(making: &Making<'_>, scope: &Scope, out: W) -> Result<Made, MakeError> {
    let positions = scope.positions(making.db, making.org, making.directory, making.zone).await?;
    let (Some(last), about) = (positions.last().copied(), scope.to_string()) else {
        return Err(MakeError::Nothing(scope.to_string()));
    };
    let mut proofs = Proofs::open(making.db, making.org).await?;
    let checkpoint = checkpoint(making, &mut proofs).await?;
    if last as u64 > checkpoint.size {
        return Err(MakeError::TooNew(last));
    }
    let mut pack = Writer::new(out);
    let public = making.key.public();
    pack.file(README, &readme::text(&about, &checkpoint))?;
    pack.file(CHECKPOINT, &checkpoint.signed(making.key))?;
    pack.file(KEY, &format!("{public}\n"))?;
    pack.file(PEM, &public.pem())?;
    let (said, names) = entries(making, &mut pack, &mut proofs, &positions, checkpoint.size).await?;
    pack.file(NAMES, &serde_json::to_string(&names).map_err(io::Error::other)?)?;
    // Whoever checks knows these names alone, and writes the same.
    let known = names.directory();
    write_page(&(making, &known), &mut pack, &mut proofs, &positions, &(&about, &checkpoint, &said)).await?;
    if let Some(paper) = making.paper {
        pack.copy(PAPER, paper)?;
    }
    if let Scope::Person(person) = scope {
        let files: Vec<_> = said.media.keys().map(|digest| domain::id::Digest::new(digest.as_str())).collect();
        pack.file(BESIDE, &beside::text(making, person, &files).await?)?;
    }
    for (digest, ending) in &said.media {
        if let (Some(name), Some(ending)) = (Digest::parse(digest), ending) {
            pack.copy(&format!("{MEDIA}{digest}.{ending}"), making.blobs.open(&name).await?)?;
        }
    }
    pack.finish(&about, making.key)?.flush()?;
    let media = said.media.into_iter().filter_map(|(digest, ending)| ending.map(|_| digest)).collect();
    Ok(Made { entries: positions.len(), media, size: checkpoint.size })
}

async fn checkpoint(making: &Making<'_>, proofs: &mut Proofs) -> Result<Checkpoint, MakeError> {
    let size = making.checkpoint.as_ref().map_or(proofs.size(), |checkpoint| checkpoint.size);
    if size > proofs.size() {
        return Err(MakeError::NotHere);
    }
    let root = proofs.root(size).await?;
    let here = Checkpoint { origin: making.key.public().name().to_owned(), size, root };
    if making.checkpoint.as_ref().is_some_and(|wanted| *wanted != here) { Err(MakeError::NotHere) } else { Ok(here) }
}

/// Writes the entries, and gathers what they say of others and what the page calls whom they name.
async fn entries<W: Write + Seek>(
    making: &Making<'_>,
    pack: &mut Writer<W>,
    proofs: &mut Proofs,
    positions: &[i64],
    size: u64,
) -> Result<(Said, Names), MakeError> {
    let (mut said, mut names, mut times) = (Said::default(), Names::new(making.zone), Sha256::new());
    pack.begin(ENTRIES)?;
    for chunk in positions.chunks(journal::AT_MAX) {
        for entry in proofs.entries(chunk).await? {
            let event = entry.event()?;
            if let Some(digest) = medium(&event) {
                let ending = ending(making.blobs, &digest).await?;
                said.media.insert(digest, ending);
            }
            if let Event::RetentionApplied(expired) = event {
                said.expired.push((Instant::from_us(entry.at_us), expired));
            }
            let path = proofs.inclusion(entry.position as u64, size).await?;
            let entry = told(entry)?;
            times.update(Instant::from_us(entry.at_us).rfc3339(making.zone));
            names.take(&entry, &page::row(&entry, making.directory, making.zone, &Said::default())?, making.directory);
            let line = serde_json::to_string(&Line::of(entry, &path)).map_err(io::Error::other)?;
            writeln!(pack, "{line}")?;
        }
    }
    names.clocks = hex(&times.finalize());
    Ok((said, names))
}

/// An entry as a pack tells it: a pack is passed on, so that what brings a link is in it like what was erased.
fn told(entry: Entry) -> Result<Entry, StoreError> {
    let is_link = entry.event()?.brings_link();
    Ok(if is_link { Entry { private: None, salt: None, ..entry } } else { entry })
}

/// The file an event speaks of.
pub(super) fn medium(event: &Event) -> Option<String> {
    if let Event::MessageReceived { media: Some(digest), .. } | Event::MediaKept { digest, .. } = event {
        return Some(digest.to_string());
    }
    None
}

async fn ending(blobs: &Blobs, digest: &str) -> Result<Option<&'static str>, MakeError> {
    let Some(name) = Digest::parse(digest) else { return Ok(None) };
    let file = match blobs.open(&name).await {
        Ok(file) => file,
        Err(StoreError::MediaMissing { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut begin = Vec::new();
    file.take(kind::TELLING_BYTES as u64).read_to_end(&mut begin)?;
    Ok(Some(kind::ending(&begin)))
}

async fn write_page<W: Write + Seek>(
    (making, known): &(&Making<'_>, &Directory),
    pack: &mut Writer<W>,
    proofs: &mut Proofs,
    positions: &[i64],
    (about, checkpoint, said): &(&String, &Checkpoint, &Said),
) -> Result<(), MakeError> {
    pack.begin(PAGE)?;
    pack.write_all(page::head(about, checkpoint, positions.len()).as_bytes())?;
    for chunk in positions.chunks(journal::AT_MAX) {
        for entry in proofs.entries(chunk).await? {
            let row = page::row(&told(entry)?, known, making.zone, said)?;
            pack.write_all(row.as_bytes())?;
        }
    }
    pack.write_all(page::FOOT.as_bytes())?;
    Ok(())
}
