//! What the import page asks of the program: uploads looked into, runs under way, runs taken out again.

use crate::home::Home;
use crate::imports::Past;
use crate::{chance, imports};
use anyhow::Context as _;
use channels::export::{DateOrder, Export};
use domain::id::ImportId;
use domain::request::Via;
use engine::import::{Preview, Reading};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use web::{ImportDoor, ImportLine, ImportOptions, ImportState, Named, PreviewView, Progress, Upload};

/// How many uploads and runs are remembered; the oldest are forgotten and their files deleted.
const REMEMBERED_MAX: usize = 64;
/// How long an upload is kept that nobody begins to read: whoever looked into the wrong chat need not come back to delete it.
const KEPT_FOR: Duration = Duration::from_secs(60 * 60);
/// How many people and unclear lines a preview shows.
const LISTED_MAX: usize = 30;

/// An uploaded file that was looked into.
struct Kept {
    folder: PathBuf,
    file: PathBuf,
    options: ImportOptions,
    view: PreviewView,
    run: Option<String>,
}

#[derive(Default)]
struct Memory {
    uploads: BTreeMap<String, Kept>,
    runs: BTreeMap<String, Progress>,
    order: Vec<String>,
}

/// The uploads and runs of this program.
#[derive(Clone)]
struct Uploads {
    home: Home,
    folder: PathBuf,
    memory: Arc<Mutex<Memory>>,
}

/// The door for the import page.
pub fn imports(home: &Home, data: &Path) -> anyhow::Result<ImportDoor> {
    let folder = data.join("uploads");
    // Uploads of an earlier run of the program are known to nobody any more.
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let uploads = Uploads { home: home.clone(), folder: folder.clone(), memory: Arc::default() };
    let (for_preview, for_again, for_start) = (uploads.clone(), uploads.clone(), uploads.clone());
    let (for_progress, for_remove, for_list) = (uploads.clone(), uploads.clone(), uploads);
    Ok(ImportDoor {
        incoming: folder,
        preview: Box::new(move |upload| {
            let uploads = for_preview.clone();
            Box::pin(async move { uploads.preview(upload).await.map_err(|error| format!("{error:#}")) })
        }),
        again: Box::new(move |named| {
            let found = for_again.memory().uploads.get(&named.name).map(|kept| kept.view.clone());
            Box::pin(async move { Ok(found) })
        }),
        start: Box::new(move |named| {
            let started = for_start.start(&named).map_err(|error| format!("{error:#}"));
            Box::pin(async move { started })
        }),
        progress: Box::new(move |named| {
            let uploads = for_progress.clone();
            Box::pin(async move { uploads.progress(&named.name).await.map_err(|error| format!("{error:#}")) })
        }),
        remove: Box::new(move |named| {
            let home = for_remove.home.clone();
            Box::pin(async move { remove(&home, &named).await.map_err(|error| format!("{error:#}")) })
        }),
        list: Box::new(move |_org| {
            let uploads = for_list.clone();
            Box::pin(async move { uploads.list().await.map_err(|error| format!("{error:#}")) })
        }),
    })
}

impl Uploads {
    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        // A poisoned lock means that a run panicked; what is remembered is still true.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn preview(&self, upload: Upload) -> anyhow::Result<PreviewView> {
        let name = chance::token()?;
        let folder = self.folder.join(&name);
        std::fs::create_dir(&folder)?;
        let file = folder.join(safe_name(&upload.options.file));
        std::fs::rename(&upload.path, &file)?;
        match self.look(&name, &file, &upload.options).await {
            Ok(view) => {
                let options = upload.options;
                self.remember(name, Kept { folder, file, options, view: view.clone(), run: None });
                Ok(view)
            }
            Err(error) => {
                std::fs::remove_dir_all(&folder)?;
                Err(anyhow::anyhow!(without_folder(&error, &folder)))
            }
        }
    }

    async fn look(&self, name: &str, file: &Path, options: &ImportOptions) -> anyhow::Result<PreviewView> {
        let reading = reading(&self.home, options)?;
        let (opened, group, looked_for) = (file.to_path_buf(), options.group.clone(), reading.clone());
        let looked = spawn_blocking(move || -> anyhow::Result<_> {
            let export = open(&opened, &group)?;
            let preview = engine::import::preview(&export, &looked_for)?;
            Ok((export, preview))
        });
        let (export, preview) = looked.await.context("the file could not be looked into; try again")??;
        let known = engine::import::known(&self.home.desk, &self.home.org, &export, &reading, &preview).await?;
        Ok(view(name, options, &preview, known))
    }

    fn remember(&self, name: String, kept: Kept) {
        let (uploads, waited_for) = (self.clone(), name.clone());
        tokio::spawn(async move {
            tokio::time::sleep(KEPT_FOR).await;
            uploads.let_go(&waited_for);
        });
        let mut memory = self.memory();
        memory.order.push(name.clone());
        memory.uploads.insert(name, kept);
        while memory.order.len() > REMEMBERED_MAX {
            let oldest = memory.order.remove(0);
            if let Some(kept) = memory.uploads.remove(&oldest) {
                forget(&kept.folder, kept.run.is_none());
                kept.run.map(|run| memory.runs.remove(&run));
            }
        }
    }

    /// Forgets an upload that nobody began to read.
    fn let_go(&self, name: &str) {
        let mut memory = self.memory();
        if memory.uploads.get(name).is_none_or(|kept| kept.run.is_some()) {
            return;
        }
        memory.order.retain(|known| known != name);
        if let Some(kept) = memory.uploads.remove(name) {
            forget(&kept.folder, true);
        }
    }

    /// How far a run is: as remembered, else as recorded.
    async fn progress(&self, run: &str) -> anyhow::Result<Option<Progress>> {
        if let Some(progress) = self.memory().runs.get(run) {
            return Ok(Some(progress.clone()));
        }
        let recorded = store::read::imports(&self.home.db, &self.home.org).await?;
        let recorded = recorded.into_iter().find(|known| known.id.as_str() == run);
        let why = "Reading was interrupted. What was read stays; import the same file again to go on.";
        Ok(recorded.map(|known| match known.finished {
            true => Progress::Finished { added: known.added.into() },
            false => Progress::Failed(why.to_owned()),
        }))
    }

    async fn list(&self) -> anyhow::Result<Vec<ImportLine>> {
        let past = imports::list(&self.home).await?;
        let memory = self.memory();
        let line = |Past { run, group, kept }: Past| {
            let is_reading = matches!(memory.runs.get(run.id.as_str()), Some(Progress::Reading { .. }));
            let state = match (run.removed, run.finished) {
                (true, _) => ImportState::Removed,
                (false, true) => ImportState::Finished { added: kept },
                (false, false) if is_reading => ImportState::Reading,
                (false, false) => ImportState::Interrupted { kept },
            };
            ImportLine { import: run.id.to_string(), group, file: run.file, started_at: run.started_at, state }
        };
        Ok(past.into_iter().map(line).collect())
    }

    /// Begins to read an upload, once.
    fn start(&self, named: &Named) -> anyhow::Result<String> {
        let mut memory = self.memory();
        let Some(kept) = memory.uploads.get_mut(&named.name) else {
            anyhow::bail!("this upload is no longer here; upload the file again")
        };
        if let Some(run) = &kept.run {
            return Ok(run.clone());
        }
        let import = imports::new_run()?;
        let run = import.to_string();
        kept.run = Some(run.clone());
        let (folder, file, options) = (kept.folder.clone(), kept.file.clone(), kept.options.clone());
        let total = kept.view.messages;
        memory.runs.insert(run.clone(), Progress::Reading { read: 0, total });
        drop(memory);
        let (uploads, runtime) = (self.clone(), Handle::current());
        // Reading is work for a processor, not waiting: it must not hold up the pages.
        let reading = spawn_blocking({
            let uploads = self.clone();
            move || runtime.block_on(uploads.read(&import, &file, &options, total))
        });
        let name = run.clone();
        tokio::spawn(async move {
            let ended = reading.await.context("reading broke off; import the same file again to go on");
            let ended = ended.and_then(|ended| ended).unwrap_or_else(|error| {
                tracing::warn!(import = %name, "An import broke off");
                Progress::Failed(without_folder(&error, &folder))
            });
            uploads.memory().runs.insert(name, ended);
            forget(&folder, true);
        });
        Ok(run)
    }

    async fn read(
        &self,
        import: &ImportId,
        file: &Path,
        options: &ImportOptions,
        total: u64,
    ) -> anyhow::Result<Progress> {
        let reading = reading(&self.home, options)?;
        let export = open(file, &options.group)?;
        let preview = engine::import::preview(&export, &reading)?;
        let mut go_on = |read| {
            self.memory().runs.insert(import.to_string(), Progress::Reading { read, total });
            true
        };
        let run = imports::record(&self.home, &export, &reading, &preview, import.clone(), &mut go_on).await?;
        Ok(Progress::Finished { added: run.added })
    }
}

/// Deletes an upload's folder, unless it is still being read.
fn forget(folder: &Path, may: bool) {
    if may && std::fs::remove_dir_all(folder).is_err() {
        tracing::warn!("An upload could not be deleted; it goes at the next start");
    }
}

async fn remove(home: &Home, named: &Named) -> anyhow::Result<()> {
    imports::remove(home, &ImportId::new(named.name.clone()), &named.member, Via::Web).await
}

/// What went wrong, with the member's own name for the file: where it lies on this machine is not theirs to know.
fn without_folder(error: &anyhow::Error, folder: &Path) -> String {
    format!("{error:#}").replace(&format!("{}/", folder.display()), "")
}

/// Opens an export under the name the member gives the chat, if any.
fn open(file: &Path, group: &str) -> anyhow::Result<Export> {
    let export = Export::open(file)?;
    Ok(if group.trim().is_empty() { export } else { export.named(group.trim()) })
}

fn reading(home: &Home, options: &ImportOptions) -> anyhow::Result<Reading> {
    Ok(Reading {
        zone: home.zone_or(&options.zone)?,
        order: match options.date_order {
            web::DateOrder::Guess => None,
            web::DateOrder::DayFirst => Some(DateOrder::Dmy),
            web::DateOrder::MonthFirst => Some(DateOrder::Mdy),
            web::DateOrder::YearFirst => Some(DateOrder::Ymd),
        },
    })
}

fn view(upload: &str, options: &ImportOptions, preview: &Preview, known: u64) -> PreviewView {
    let instant =
        |at: &Option<String>| at.as_ref().and_then(|at| at.parse().ok()).map(domain::time::Instant::from_timestamp);
    let unclear = preview.unreadable.iter().take(LISTED_MAX);
    let speaker = |speaker: &engine::import::Speaker| (speaker.name.clone(), speaker.messages);
    PreviewView {
        upload: upload.to_owned(),
        options: options.clone(),
        group: preview.name.clone(),
        messages: preview.messages,
        known,
        people: preview.people.iter().take(LISTED_MAX).map(speaker).collect(),
        people_total: preview.people.len() as u64,
        first_at: instant(&preview.first_at),
        last_at: instant(&preview.last_at),
        languages: preview.languages.iter().map(|share| (share.language.clone(), share.percent)).collect(),
        date_order: match preview.date_order {
            DateOrder::Dmy => web::DateOrder::DayFirst,
            DateOrder::Mdy => web::DateOrder::MonthFirst,
            DateOrder::Ymd => web::DateOrder::YearFirst,
        },
        date_reason: preview.date_reason.clone(),
        zone: preview.timezone.clone(),
        media: preview.media.kept,
        unclear: unclear.map(|line| format!("Line {}: {}", line.line, line.reason)).collect(),
    }
}

/// The last part of a browser's file name, without anything that could lead elsewhere.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|at| !at.is_control()).take(120).collect();
    if kept.trim_matches('.').is_empty() { "chat.txt".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Place;

    const CHAT: &str = "13/11/2026, 09:14 - Mei: the lift in Block C is stuck again\n\
                        13/11/2026, 09:20 - Farah: @Vertica please attend\n";

    fn named(name: &str) -> Named {
        Named { org: "main".to_owned(), member: "owner".to_owned(), name: name.to_owned() }
    }

    async fn ended(door: &ImportDoor, run: &str) -> Progress {
        loop {
            match (door.progress)(named(run)).await.unwrap() {
                Some(Progress::Reading { .. }) => tokio::task::yield_now().await,
                Some(ended) => return ended,
                None => panic!("the run is unknown"),
            }
        }
    }

    #[tokio::test]
    async fn an_upload_is_read_once_found_again_after_a_restart_and_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_path_buf();
        let place = Place::of_test(&data);
        let home = place.open().await.unwrap();
        let door = imports(&home, &data).unwrap();
        let path = door.incoming.join("part");
        std::fs::write(&path, CHAT).unwrap();
        let options = ImportOptions { file: "../WhatsApp Chat with Ops.txt".to_owned(), ..ImportOptions::default() };
        let view = (door.preview)(Upload { org: "main".to_owned(), path, options }).await.unwrap();
        assert_eq!((view.group.as_str(), view.messages, view.known), ("Ops", 2, 0));
        let run = (door.start)(named(&view.upload)).await.unwrap();
        assert_eq!((door.start)(named(&view.upload)).await.unwrap(), run);
        assert_eq!(ended(&door, &run).await, Progress::Finished { added: 2 });

        // The same chat under another file's name, called by its own.
        let path = door.incoming.join("part");
        std::fs::write(&path, CHAT).unwrap();
        let options =
            ImportOptions { file: "chat.txt".to_owned(), group: "Ops".to_owned(), ..ImportOptions::default() };
        let view = (door.preview)(Upload { org: "main".to_owned(), path, options }).await.unwrap();
        assert_eq!((view.group.as_str(), view.messages, view.known), ("Ops", 2, 2));

        let after_restart = imports(&home, &data).unwrap();
        let listed = (after_restart.list)("main".to_owned()).await.unwrap();
        assert_eq!((listed[0].import.as_str(), listed[0].state), (run.as_str(), ImportState::Finished { added: 2 }));
        assert_eq!(ended(&after_restart, &run).await, Progress::Finished { added: 2 });
        (after_restart.remove)(named(&run)).await.unwrap();
        let listed = (after_restart.list)("main".to_owned()).await.unwrap();
        assert_eq!(listed[0].state, ImportState::Removed);
    }

    #[tokio::test]
    async fn an_upload_that_is_no_chat_is_refused_by_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_path_buf();
        let place = Place::of_test(&data);
        let door = imports(&place.open().await.unwrap(), &data).unwrap();
        let path = door.incoming.join("part");
        std::fs::write(&path, "no chat").unwrap();
        let options = ImportOptions { file: "holiday.zip".to_owned(), ..ImportOptions::default() };
        let refused = (door.preview)(Upload { org: "main".to_owned(), path, options }).await.unwrap_err();
        assert!(refused.contains("holiday.zip") && !refused.contains("uploads"), "{refused}");
    }

    #[tokio::test]
    async fn a_run_that_broke_off_says_what_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_path_buf();
        let place = Place::of_test(&data);
        let home = place.open().await.unwrap();
        let file = data.join("WhatsApp Chat with Ops.txt");
        // More than one batch, of which the first is kept.
        let line = |n: u32| format!("13/11/2026, 09:{:02} - Aini: Lift {n} stuck\n", n / 20);
        std::fs::write(&file, (0..1_000).map(line).collect::<String>()).unwrap();
        let export = Export::open(&file).unwrap();
        let reading = reading(&home, &ImportOptions::default()).unwrap();
        let preview = engine::import::preview(&export, &reading).unwrap();
        let run = imports::new_run().unwrap();
        crate::imports::record(&home, &export, &reading, &preview, run, &mut |_| false).await.unwrap();
        let listed = (imports(&home, &data).unwrap().list)("main".to_owned()).await.unwrap();
        let ImportState::Interrupted { kept } = listed[0].state else { panic!("{:?}", listed[0]) };
        assert!((1..1_000).contains(&kept), "{kept}");
    }
}
