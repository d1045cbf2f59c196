//! What the import page asks of the program: uploads looked into, runs under way, runs taken out again.

use crate::commands::import::zone_or;
use crate::home::Home;
use crate::{chance, imports};
use channels::export::{DateOrder, Export};
use domain::id::ImportId;
use domain::request::Via;
use engine::import::{Preview, Reading};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use web::{ImportDoor, ImportLine, ImportOptions, Named, PreviewView, Progress, Upload};

/// How many uploads and runs are remembered; the oldest are forgotten and their files deleted.
const REMEMBERED_MAX: usize = 64;
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
struct Desk {
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
    let desk = Desk { home: home.clone(), folder: folder.clone(), memory: Arc::default() };
    let (for_preview, for_again, for_start) = (desk.clone(), desk.clone(), desk.clone());
    let (for_progress, for_remove, for_list) = (desk.clone(), desk.clone(), desk);
    Ok(ImportDoor {
        incoming: folder,
        preview: Box::new(move |upload| {
            let desk = for_preview.clone();
            Box::pin(async move { desk.preview(upload).await.map_err(|error| format!("{error:#}")) })
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
            let found = for_progress.memory().runs.get(&named.name).cloned();
            Box::pin(async move { Ok(found) })
        }),
        remove: Box::new(move |named| {
            let home = for_remove.home.clone();
            Box::pin(async move { remove(&home, &named).await.map_err(|error| format!("{error:#}")) })
        }),
        list: Box::new(move |_org| {
            let home = for_list.home.clone();
            Box::pin(async move { list(&home).await.map_err(|error| format!("{error:#}")) })
        }),
    })
}

impl Desk {
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
                Err(error)
            }
        }
    }

    async fn look(&self, name: &str, file: &Path, options: &ImportOptions) -> anyhow::Result<PreviewView> {
        let reading = reading(&self.home, options)?;
        let export = Export::open(file)?;
        let preview = engine::import::preview(&export, &reading)?;
        let known = engine::import::known(&self.home.desk, &self.home.org, &export, &reading, &preview).await?;
        Ok(view(name, options, &preview, known))
    }

    fn remember(&self, name: String, kept: Kept) {
        let mut memory = self.memory();
        memory.order.push(name.clone());
        memory.uploads.insert(name, kept);
        while memory.order.len() > REMEMBERED_MAX {
            let oldest = memory.order.remove(0);
            if let Some(kept) = memory.uploads.remove(&oldest) {
                // The file may be gone already; what matters is that it is not kept.
                let _gone = std::fs::remove_dir_all(kept.folder);
                kept.run.map(|run| memory.runs.remove(&run));
            }
        }
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
        let run = chance::token()?;
        kept.run = Some(run.clone());
        let (file, options, total) = (kept.file.clone(), kept.options.clone(), kept.view.messages);
        memory.runs.insert(run.clone(), Progress::Reading { read: 0, total });
        drop(memory);
        let (desk, name) = (self.clone(), run.clone());
        tokio::spawn(async move {
            let ended = desk.read(&name, &file, &options, total).await;
            let ended = ended.unwrap_or_else(|error| Progress::Failed(format!("{error:#}")));
            desk.memory().runs.insert(name, ended);
        });
        Ok(run)
    }

    async fn read(&self, run: &str, file: &Path, options: &ImportOptions, total: u64) -> anyhow::Result<Progress> {
        let reading = reading(&self.home, options)?;
        let export = Export::open(file)?;
        let preview = engine::import::preview(&export, &reading)?;
        let mut go_on = |read| {
            self.memory().runs.insert(run.to_owned(), Progress::Reading { read, total });
            true
        };
        let home = &self.home;
        let summary = imports::record(home, &export, &reading, &preview, chance::now(), &mut go_on).await?;
        let (tickets, reports) = (summary.tickets, summary.reports);
        Ok(Progress::Finished { added: summary.added, tickets, reports })
    }
}

async fn remove(home: &Home, named: &Named) -> anyhow::Result<()> {
    imports::remove(home, &ImportId::new(named.name.clone()), &named.member, Via::Web).await
}

async fn list(home: &Home) -> anyhow::Result<Vec<ImportLine>> {
    let line = |(run, group): (domain::situation::ImportRun, String)| ImportLine {
        import: run.id.to_string(),
        group,
        file: run.file,
        started_at: run.started_at,
        added: run.added.into(),
        finished: run.finished,
        removed: run.removed,
    };
    Ok(imports::list(home).await?.into_iter().map(line).collect())
}

fn reading(home: &Home, options: &ImportOptions) -> anyhow::Result<Reading> {
    let group = options.group.trim();
    Ok(Reading {
        group: (!group.is_empty()).then(|| group.to_owned()),
        zone: zone_or(home, &options.zone)?,
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
        // A doubtful order is refused before there is a preview.
        date_is_sure: true,
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
