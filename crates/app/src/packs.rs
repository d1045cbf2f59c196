//! Proof packs of this installation, written whole or not at all.

use crate::home::Home;
use crate::{chance, checkpoints, keys};
use anyhow::Context as _;
use domain::id::Digest;
use domain::request::Actor;
use proof::checkpoint::Checkpoint;
use proof::pack::{Made, Making, Scope, make};
use reports::{Eyes, NotWritten, Rhythm, Wording};
use std::fs::{File, OpenOptions};
use std::io::Seek as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{journal, ledger, openings};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use web::{
    Door, Imprint, Manner, Proven, ReportForm, WantedProof, WantedReport, load_report, report_document,
    ticket_document, ticket_story,
};

/// What packs are made with.
#[derive(Clone)]
pub struct Bench {
    /// Whose packs.
    pub home: Home,
    /// Where its key is.
    pub data: PathBuf,
    /// What the report in a pack carries.
    pub imprint: Arc<Imprint>,
}

/// Writes a pack to a file, which is there when it is whole. `published` names a file of checkpoints: the entries are
/// proven into the last of them.
///
/// # Errors
/// When there is nothing to prove, or the file cannot be written.
pub async fn write(bench: &Bench, scope: &Scope, published: Option<&Path>, to: &Path) -> anyhow::Result<Made> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let incoming = folder.join(format!(".laksana-{}", chance::token()?));
    let outcome = fill(bench, scope, published, (&shell(), new(&incoming)?)).await;
    let outcome = outcome.and_then(|made| {
        std::fs::rename(&incoming, to).with_context(|| format!("cannot write {}", to.display()))?;
        Ok(made)
    });
    if outcome.is_err() && incoming.exists() {
        std::fs::remove_file(&incoming)?;
    }
    outcome
}

/// The door for the proof of a ticket, and for all that is kept of a person.
pub fn door(bench: Bench) -> Door<WantedProof, File> {
    Box::new(move |wanted| {
        let bench = bench.clone();
        Box::pin(async move {
            let who = Actor::Member(wanted.member);
            let scope = match wanted.about {
                Proven::Ticket(number) => Scope::Ticket(number),
                Proven::Person(person) => Scope::Person(person),
            };
            // Files are written and hashed: off the threads that serve pages.
            let made = spawn_blocking(move || Handle::current().block_on(nameless(&bench, &scope, &who)));
            match made.await {
                Ok(made) => made.map_err(|error| format!("There is no proof to download: {error:#}.")),
                Err(error) => Err(format!("There is no proof to download: {error}.")),
            }
        })
    })
}

/// A pack as an open file without a name: it is gone when nobody reads it any more, also when the program dies.
async fn nameless(bench: &Bench, scope: &Scope, who: &Actor) -> anyhow::Result<File> {
    let path = bench.data.join(format!(".pack-{}", chance::token()?));
    let mut file = new(&path)?;
    std::fs::remove_file(&path)?;
    fill(bench, scope, None, (who, file.try_clone()?)).await?;
    file.rewind()?;
    Ok(file)
}

/// A file that is there for us alone.
fn new(path: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path);
    file.with_context(|| format!("cannot write in {}", path.parent().unwrap_or(path).display()))
}

/// Whoever works at the machine itself.
pub fn shell() -> Actor {
    Actor::Member("shell".to_owned())
}

/// Writes a pack for somebody, and down that they took its files away.
async fn fill(
    bench: &Bench,
    scope: &Scope,
    published: Option<&Path>,
    (who, file): (&Actor, File),
) -> anyhow::Result<Made> {
    let Bench { home, data, imprint } = bench;
    let key = keys::signing(data)?;
    let checkpoint = published.map(|file| last(file, &key.public())).transpose()?;
    ledger::follow_all(&home.db, &home.org).await?;
    let directory = home.directory().await?;
    let head = journal::head(&home.db, home.org.as_str()).await?.map_or(0, |head| head.position);
    // A report counts everything recorded: where something was recorded since the checkpoint, it would tell of more than is proven.
    let is_all = checkpoint.as_ref().is_none_or(|checkpoint| i64::try_from(checkpoint.size) == Ok(head));
    let paper = if is_all { report(home, scope, imprint).await? } else { None };
    let making = Making {
        db: &home.db,
        blobs: &home.blobs,
        org: &home.org,
        directory: &directory,
        zone: &home.zone,
        key: &key,
        checkpoint,
        paper: paper.as_deref(),
    };
    let made = make(&making, scope, std::io::BufWriter::new(file)).await?;
    let digests: Vec<Digest> = made.media.iter().map(|digest| Digest::new(digest.as_str())).collect();
    openings::note_all(&home.db, &home.org, &digests, who, chance::now()).await?;
    Ok(made)
}

/// The report of what a pack is about, as of the last entry, so that the same journal gives the same bytes; none of a person,
/// of whom there is none, nor without a typesetter.
async fn report(home: &Home, scope: &Scope, imprint: &Imprint) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(now) = journal::last_at(&home.db, &home.org).await? else { return Ok(None) };
    let (desk, org, zone) = (&home.desk, &home.org, &home.zone);
    let address = desk.address(org).await?;
    let manner = Manner { wording: Wording::of("en")?, address: address.as_deref(), imprint };
    let made = match scope {
        Scope::Person(_) => return Ok(None),
        Scope::Ticket(number) => match ticket_story(desk, org, zone, *number, (now, manner.wording)).await? {
            Some(story) => ticket_document(&story, &home.blobs, manner).await,
            None => return Ok(None),
        },
        Scope::Month { first, site } => {
            let scope = site.clone().map_or(reports::Scope::Everything, reports::Scope::Site);
            let wanted = WantedReport { rhythm: Rhythm::Monthly, day: *first, scope, eyes: Eyes::House };
            let (material, _) = load_report(desk, org, zone, wanted, now).await?;
            report_document(&material, ReportForm::Pdf, manner)
        }
    };
    match made {
        Err(NotWritten::NoTypesetter) => Ok(None),
        made => Ok(Some(made?)),
    }
}

/// The last checkpoint in a file that is signed by a key.
fn last(file: &Path, key: &proof::note::PublicKey) -> anyhow::Result<Checkpoint> {
    let noted = checkpoints::read(file, key)?;
    let last = noted.into_iter().rev().find_map(|noted| noted.checkpoint.ok());
    last.with_context(|| format!("{} holds no checkpoint signed by {}", file.display(), key.name()))
}

/// The file a pack is offered as: `laksana-ticket-T-104.zip`.
pub fn file_name(scope: &Scope) -> PathBuf {
    let words: String = scope.to_string().chars().map(|at| if at.is_ascii_alphanumeric() { at } else { '-' }).collect();
    PathBuf::from(format!("laksana-{words}.zip"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Place;
    use crate::imprints::{self, imprint};
    use domain::directory::Site;
    use domain::id::SiteId;
    use domain::request::{Command, Definition, Via};
    use proof::pack::{PAPER, Pack};

    #[tokio::test]
    async fn packs_hold_and_leave_nothing_else_behind() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let place = Place::of_test(&data);
        let home = place.open().await.unwrap();
        let site = Site::named(SiteId::new("s"), "S".into());
        let request = home.request("owner", Via::Shell, Command::Define(Box::new(Definition::Site(site)))).unwrap();
        let at = request.stamp.at.rfc3339(&home.zone);
        home.desk.commit_all(&home.org, vec![request]).await.unwrap();
        let month = Scope::month(&at[..7], None).unwrap();
        let bench = Bench { home, imprint: Arc::new(imprint(&data, None)), data: data.clone() };
        let nameless = nameless(&bench, &month, &shell()).await.unwrap();
        assert_eq!(proof::pack::check(nameless).unwrap().findings, []);
        let named = folder.path().join(file_name(&month));
        write(&bench, &month, None, &named).await.unwrap();
        assert_eq!(proof::pack::check(File::open(&named).unwrap()).unwrap().entries, 1);
        let again = folder.path().join("again.zip");
        write(&bench, &month, None, &again).await.unwrap();
        assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(&named).unwrap());
        let paper = Pack::open(File::open(&named).unwrap()).unwrap().get(PAPER, 1 << 20).unwrap();
        let (sheet, seal) = reports::opened(&paper).unwrap();
        let key = keys::signing(&data).unwrap().public();
        assert!(imprints::holds(&key, &sheet.digest(), &seal.note));
        let nothing = Scope::Ticket(domain::id::TicketNumber(9));
        assert!(write(&bench, &nothing, None, &folder.path().join("none.zip")).await.is_err());
        let left = |folder: &Path| {
            std::fs::read_dir(folder).unwrap().flatten().map(|file| file.file_name()).collect::<Vec<_>>()
        };
        assert_eq!(left(folder.path()).len(), 3, "the data and two packs");
        assert!(left(&data).iter().all(|name| !name.to_string_lossy().starts_with('.')));
    }
}
