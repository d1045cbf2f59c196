//! `laksana verify`: the hash chain, every medium, whether the journal goes on from earlier checkpoints, and whether the views
//! follow from it; or proof packs and typeset documents.

mod documents;
mod packs;
mod views;

use crate::checkpoints::{self, Noted};
use crate::home::{Home, Place};
use crate::keys;
use anyhow::Context as _;
use domain::event::Event;
use domain::id::Digest;
use domain::retention::Expired;
use proof::note::PublicKey;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use store::journal::{self, Entry, Unverified, Verified};
use store::ledger::{self, Witness};

/// Checks the journal, the media and what the pages show, and says where any was changed.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// Proof packs (nothing else is needed for that) or typeset documents to check, in place of this installation
    packs: Vec<PathBuf>,
    /// A file of checkpoints that were published before; finds a journal that was rolled back or written anew
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// Where checkpoints are published: looked at where no file of them is named
    #[arg(long, value_name = "FILE|FOLDER")]
    checkpoints: Option<PathBuf>,
    /// The public key that signed them; that of this installation where none is named
    #[arg(long)]
    key: Option<String>,
    /// The folder of fonts that a document was made with
    #[arg(long, value_name = "FOLDER")]
    fonts: Option<PathBuf>,
}

/// Findings kept in mind; all are printed.
const FINDINGS_MAX: usize = 1_000;

/// What is found, said line by line.
#[derive(Default)]
struct Findings {
    said: Vec<String>,
}

impl Findings {
    fn add(&mut self, words: String) {
        println!("{words}");
        if self.said.len() < FINDINGS_MAX {
            self.said.push(words);
        }
    }

    /// 0 when there are none, 1 when there are.
    fn code(&self) -> ExitCode {
        if self.said.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Verify {
    /// Runs it. The exit code is 0 when nothing was changed, 1 when something was.
    ///
    /// # Errors
    /// When the database or a file cannot be read.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let mut findings = Findings::default();
        if !self.packs.is_empty() {
            let key = self.key.as_deref().map(PublicKey::parse).transpose()?;
            let mut packs = Vec::new();
            for path in &self.packs {
                if documents::is_one(path)? {
                    let signer = match &key {
                        Some(key) => key.clone(),
                        None => Self::known(place)?,
                    };
                    let fonts = reports::Fonts { folder: self.fonts.clone() };
                    documents::verify(path, &signer, place, &fonts, &mut findings).await?;
                } else {
                    packs.push(path.clone());
                }
            }
            packs::verify(&packs, key.as_ref(), &self.checkpoint, &mut findings)?;
            return Ok(findings.code());
        }
        let home = place.open().await?;
        let noted = self.noted(place)?;
        let sizes = noted.iter().filter_map(|noted| noted.checkpoint.as_ref().ok()).map(|checkpoint| checkpoint.size);
        let mut witness = Witness::of(sizes);
        let mut unaccounted = Unaccounted::default();
        let see = |entry: &Entry| {
            unaccounted.see(entry);
            witness.see(&entry.digest)
        };
        match journal::verify_seen(&home.db, home.org.as_str(), |_, _| {}, see).await {
            Ok(Verified { entries, erased, head }) => {
                println!(
                    "Journal: {entries} entries, {erased} of them erased; the chain is intact and ends in {head}."
                );
                let unaccounted = unaccounted.count();
                if unaccounted > 0 {
                    findings
                        .add(format!("Journal: {unaccounted} entries lost their words without an erasure on record."));
                }
            }
            Err(Unverified::Broken(broken)) => {
                findings.add(format!("Journal: broken at entry {}: {}.", broken.position, broken.what));
            }
            Err(Unverified::Store(error)) => return Err(error.into()),
        }
        tree(&home, &witness, &mut findings).await?;
        against(&noted, &witness, &mut findings);
        media(&home, &mut findings).await?;
        // From a journal that is broken nothing follows.
        if findings.said.is_empty() {
            views::verify(&home, &place.data, &mut findings).await?;
        }
        Ok(findings.code())
    }

    /// The key of this installation.
    fn known(place: &Place) -> anyhow::Result<PublicKey> {
        let key = keys::known(&place.data)?;
        let key =
            key.context("there is no key here to check with; name the public key they were printed with: --key")?;
        Ok(key.public())
    }

    fn noted(&self, place: &Place) -> anyhow::Result<Vec<Noted>> {
        let published = self.published().filter(|file| self.checkpoint.is_empty() && file.exists());
        let files: Vec<PathBuf> = self.checkpoint.iter().cloned().chain(published).collect();
        if files.is_empty() {
            println!("{}", self.unfounded());
            return Ok(Vec::new());
        }
        let key = match &self.key {
            Some(key) => PublicKey::parse(key)?,
            None => Self::known(place)?,
        };
        let files = files.iter().map(|file| checkpoints::read(file, &key));
        Ok(files.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The file in which checkpoints are published, where that is set.
    fn published(&self) -> Option<PathBuf> {
        self.checkpoints.as_deref().filter(|to| !to.as_os_str().is_empty()).map(checkpoints::file_of)
    }

    /// What is not found without any checkpoint.
    fn unfounded(&self) -> String {
        let lost = "a database that was put back to an earlier state would not be found";
        match self.published() {
            Some(file) => format!("Checkpoints: there is no {} yet, so {lost}.", file.display()),
            None => format!("Checkpoints: none are published or named, so {lost}; set LAKSANA_CHECKPOINTS."),
        }
    }
}

/// Whether the tree remembers another history than the journal tells.
async fn tree(home: &Home, witness: &Witness, findings: &mut Findings) -> anyhow::Result<()> {
    let (seen, remembered) = (witness.size(), ledger::position(&home.db, &home.org).await?);
    if let Some((first, last)) = witness.departure(&home.db, &home.org).await? {
        findings.add(format!(
            "Tree: it remembers other entries than the journal tells, the first between {first} and {last}. One of the \
             two was written anew."
        ));
    }
    if u64::try_from(remembered).is_ok_and(|remembered| remembered > seen) {
        findings.add(format!("Tree: it remembers {remembered} entries, and {seen} were found in order."));
    }
    Ok(())
}

/// Whether the journal goes on from each checkpoint that was noted.
fn against(noted: &[Noted], witness: &Witness, findings: &mut Findings) {
    let (mut hold, mut sound) = (0_usize, 0);
    let mut wrong = Vec::new();
    for Noted { file, line, checkpoint } in noted {
        let place = format!("Checkpoint: {} line {line}", file.display());
        match checkpoint {
            Err(why) => findings.add(format!("{place}: {why}.")),
            Ok(said) if witness.root_at(said.size) == Some(said.root) => {
                hold += 1;
                sound = sound.max(said.size);
            }
            Ok(said) => wrong.push((place, said.size)),
        }
    }
    for (place, size) in wrong {
        let seen = witness.size();
        // What holds further on in the journal says nothing of what lies before another that does not.
        let after = noted.iter().filter_map(|noted| noted.checkpoint.as_ref().ok());
        let after = after.filter(|other| other.size < size && witness.root_at(other.size) == Some(other.root));
        let after = after.map(|other| other.size).max().unwrap_or_default();
        findings.add(if size > seen {
            format!(
                "{place}: there were {size} entries, and {seen} are found in order: the journal was rolled back or cut, \
                 entries {} to {size} are gone.",
                seen + 1
            )
        } else {
            format!("{place}: the first {size} entries are not those of then: written anew between {} and {size}.", after + 1)
        });
    }
    if !noted.is_empty() {
        println!("Checkpoints: {hold} of {} hold, up to {sound} entries.", noted.len());
    }
}

async fn media(home: &Home, findings: &mut Findings) -> anyhow::Result<()> {
    let survey = home.blobs.check_all(|_| {}).await?;
    println!("Media: {} files whole.", survey.whole);
    for changed in &survey.changed {
        findings.add(format!("Media: {} holds other bytes than its name says.", changed.display()));
    }
    let mut after: Option<Digest> = None;
    loop {
        let page = store::read::media(&home.db, &home.org, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(()) };
        for digest in &page {
            let name = store::blobs::Digest::parse(digest.as_str());
            let is_there = match &name {
                Some(name) => home.blobs.has(name).await?,
                None => false,
            };
            if !is_there {
                findings.add(format!("Media: {digest} is missing."));
            }
        }
        after = Some(last.clone());
    }
}

/// Entries that are erased beyond those that an erasure, the retention policy or the removal of an import accounts for.
#[derive(Default)]
struct Unaccounted {
    removed: BTreeSet<String>,
    erased_by_cause: BTreeMap<String, u64>,
    erased: u64,
    recorded: u64,
}

impl Unaccounted {
    fn see(&mut self, entry: &Entry) {
        if ["personal_erased", "import_removed", "retention_applied"].contains(&entry.kind.as_str()) {
            let event = serde_json::from_str(&entry.body);
            if let Ok(Event::PersonalErased { entries, .. } | Event::RetentionApplied(Expired { entries, .. })) = event
            {
                self.recorded += entries;
            } else if let Ok(Event::ImportRemoved { import }) = event {
                self.removed.insert(format!("import:{import}"));
            }
        }
        match &entry.cause {
            Some(cause) if entry.is_erased() => *self.erased_by_cause.entry(cause.clone()).or_default() += 1,
            Some(_) | None => self.erased += u64::from(entry.is_erased()),
        }
    }

    fn count(&self) -> u64 {
        let kept = self.erased_by_cause.iter().filter(|(cause, _)| !self.removed.contains(*cause));
        (self.erased + kept.map(|(_, count)| count).sum::<u64>()).saturating_sub(self.recorded)
    }
}

#[cfg(test)]
mod tests;
