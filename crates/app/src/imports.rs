//! Recording an export, with its media and thumbnails, for the command line and the pages alike.

use crate::home::Home;
use crate::{chance, thumbs};
use channels::export::Export;
use domain::id::{Digest, ImportId};
use domain::message::Form;
use domain::request::{Command, Via};
use domain::situation::ImportRun;
use engine::import::{Preview, Reading, Summary, Surroundings};
use tokio::sync::mpsc;

/// Records an export as the run `import`. `go_on` is told how many messages were read, and may stop it.
///
/// # Errors
/// When the file or the database is at fault; what was recorded stays.
pub async fn record(
    home: &Home,
    export: &Export,
    reading: &Reading,
    preview: &Preview,
    import: ImportId,
    go_on: &mut (dyn FnMut(u64) -> bool + Send),
) -> anyhow::Result<Summary> {
    let stamps = chance::stamps()?;
    let (seen, mut pictures) = mpsc::unbounded_channel();
    let recording = async move {
        let mut kept = move |digest: &Digest, form: Form| {
            if form == Form::Image {
                // Whoever makes small copies goes on as long as there is somebody who sees pictures.
                let _sent = seen.send(digest.clone());
            }
        };
        let around = Surroundings {
            desk: &home.desk,
            blobs: &home.blobs,
            org: &home.org,
            import,
            now: chance::now(),
            go_on,
            kept: &mut kept,
        };
        engine::import::import(export, reading, preview, around, home.mind.clone(), stamps).await
    };
    let shrinking = async {
        while let Some(digest) = pictures.recv().await {
            thumbs::of(home, &digest).await;
        }
    };
    Ok(tokio::join!(recording, shrinking).0?)
}

/// A name for a new run.
///
/// # Errors
/// When the machine gives no randomness.
pub fn new_run() -> std::io::Result<ImportId> {
    Ok(ImportId::new(chance::stamps()?.at(chance::now()).id(0)))
}

/// Takes out what an import brought, with its words, its files and their thumbnails.
///
/// # Errors
/// When there is no such import, or the database cannot be written.
pub async fn remove(home: &Home, import: &ImportId, member: &str, via: Via) -> anyhow::Result<()> {
    let request = home.request(member, via, Command::RemoveImport(import.clone()))?;
    let removed = home.desk.remove_import(request).await??;
    home.delete(&removed.media).await?;
    Ok(())
}

/// A run there was.
pub struct Past {
    /// The run.
    pub run: ImportRun,
    /// The name of the chat it filled.
    pub group: String,
    /// Messages that it brought: also when it broke off.
    pub kept: u64,
}

/// The runs there were, the last first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(home: &Home) -> anyhow::Result<Vec<Past>> {
    let runs = store::read::imports(&home.db, &home.org).await?;
    let chats = store::read::conversations(&home.db, &home.org).await?;
    let name = |run: &ImportRun| {
        let chat = chats.iter().find(|chat| chat.conversation.id == run.conversation);
        chat.map_or_else(String::new, |chat| chat.conversation.name.clone())
    };
    let mut past = Vec::with_capacity(runs.len());
    for run in runs {
        // What a finished run brought is in its record.
        let kept = match run.finished || run.removed {
            true => run.added.into(),
            false => store::read::brought::count(&home.db, &home.org, &run).await?,
        };
        past.push(Past { group: name(&run), run, kept });
    }
    Ok(past)
}
