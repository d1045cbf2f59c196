//! Reading an exported chat into the journal: looked at first, then heard message by message, nothing ever sent.

mod look;

use crate::intake::Intake;
use crate::reader::Reader;
use crate::stamps::Stamps;
use brain::orders;
use channels::export::{DateOrder, Export, ExportError, Line};
use channels::inbound::{Exported, inbound};
use domain::event::Event;
use domain::id::{ConversationId, Digest, ImportId, OrgId};
use domain::message::{Circle, ConversationKey, Form, Heard};
use domain::request::{Actor, Command, Via};
use domain::time::{Instant, Zone};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::StoreError;
use store::blobs::Blobs;
use store::desk::{Desk, Draft};
use store::need::Need;

pub use look::{MediaCount, Preview, Share, Speaker, Unreadable, known, preview};

/// How many messages are recorded at once.
const BATCH: usize = 256;

/// How an export is to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The zone of the phone that exported it.
    pub zone: Zone,
    /// The order of day, month and year, when it is known.
    pub order: Option<DateOrder>,
}

/// What an import did.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The chat's name.
    pub name: String,
    /// The run, to take it out again.
    pub import: String,
    /// Messages in the file.
    pub messages: u64,
    /// Messages that were new.
    pub added: u64,
    /// Tickets they opened.
    pub tickets: u64,
    /// Reports of routine work among them.
    pub reports: u64,
    /// Who spoke and how often.
    pub people: Vec<Speaker>,
    /// The first message's time.
    pub first_at: Option<String>,
    /// The last message's time.
    pub last_at: Option<String>,
    /// Files kept and missing.
    pub media: MediaCount,
    /// Lines by WhatsApp itself.
    pub system_lines: u64,
    /// Lines that could not be read, at most a thousand.
    pub unreadable: Vec<Unreadable>,
    /// Whether it was stopped before its end; what was recorded stays.
    pub stopped: bool,
}

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is at fault.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The database is at fault.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The engine refused.
    #[error(transparent)]
    Refused(#[from] domain::refusal::Refusal),
}

/// What an import needs from its surroundings.
pub struct Surroundings<'a> {
    /// Where it is recorded.
    pub desk: &'a Desk,
    /// Where its media go.
    pub blobs: &'a Blobs,
    /// Whose it is.
    pub org: &'a OrgId,
    /// What the run is called.
    pub import: ImportId,
    /// The true time, for the record of the run itself.
    pub now: Instant,
    /// Told after every batch how many messages of the file were read; answers whether to go on.
    pub go_on: &'a mut (dyn FnMut(u64) -> bool + Send),
    /// Told of every picture kept, to make a thumbnail.
    pub kept: &'a mut (dyn FnMut(&Digest, Form) + Send),
}

/// Reads an export into the journal. What a batch recorded stays, whatever happens after it.
///
/// # Errors
/// When the file or the database is at fault.
pub async fn import<'a>(
    export: &'a Export,
    reading: &Reading,
    preview: &Preview,
    around: Surroundings<'a>,
    reader: impl Into<Reader>,
    stamps: Stamps,
) -> Result<Summary, ImportError> {
    let conversation = conversation(&preview.name);
    let intake = Intake::new(around.org.clone(), Via::Import, Some(around.import.clone()), reader, stamps);
    // The situation is that of the chat's own beginning, so that days of tasks are expected from there on.
    let first = preview.first_at.as_ref().and_then(|at| at.parse().ok()).map_or(around.now, Instant::from_timestamp);
    let draft = around.desk.draft(around.org, &Need::at(first).conversation(conversation.id.clone())).await?;
    let mut run = Run {
        export,
        around,
        intake,
        draft,
        conversation,
        added: 0,
        tickets: 0,
        reports: 0,
        media: MediaCount::default(),
    };
    run.start(&preview.file).await?;
    let (read, last, stopped) = run.read(preview.date_order, &reading.zone).await?;
    run.finish(last, preview, stopped).await?;
    Ok(Summary {
        name: preview.name.clone(),
        import: run.around.import.to_string(),
        messages: if stopped { read } else { preview.messages },
        added: run.added,
        tickets: run.tickets,
        reports: run.reports,
        people: preview.people.clone(),
        first_at: preview.first_at.clone(),
        last_at: preview.last_at.clone(),
        media: MediaCount { kept: run.media.kept, missing: run.media.missing + preview.media.missing },
        system_lines: preview.system_lines,
        unreadable: preview.unreadable.clone(),
        stopped,
    })
}

/// One import under way.
struct Run<'a> {
    export: &'a Export,
    around: Surroundings<'a>,
    intake: Intake,
    draft: Draft,
    conversation: ConversationKey,
    added: u64,
    tickets: u64,
    reports: u64,
    media: MediaCount,
}

impl Run<'_> {
    async fn start(&mut self, file: &str) -> Result<(), ImportError> {
        let conversation = self.conversation.clone();
        let command = Command::StartImport { import: self.around.import.clone(), conversation, file: file.to_owned() };
        let request = self.intake.request(self.around.now, Actor::Channel, command);
        self.draft.ask(request)?;
        self.commit(self.around.now).await
    }

    /// Reads all lines. How many messages were read, when the last was said, and whether somebody stopped it.
    async fn read(&mut self, order: DateOrder, zone: &Zone) -> Result<(u64, Instant, bool), ImportError> {
        let mut last = Instant::from_us(i64::MIN);
        let mut batch = Vec::with_capacity(BATCH);
        let mut read = 0;
        for line in self.export.lines(order)? {
            let Line::Message(message) = line? else { continue };
            read += 1;
            batch.extend(inbound(&message, &self.conversation, zone, &self.around.import));
            if batch.len() >= BATCH {
                last = self.record(std::mem::take(&mut batch), last).await?;
                if !(self.around.go_on)(read) {
                    return Ok((read, last, true));
                }
            }
        }
        last = self.record(batch, last).await?;
        let _at_the_end = (self.around.go_on)(read);
        Ok((read, last, false))
    }

    /// Records a batch under the chat's own clock, which never goes back. Answers the clock's time.
    async fn record(&mut self, batch: Vec<Exported>, clock: Instant) -> Result<Instant, ImportError> {
        let Some(first) = batch.iter().map(|exported| exported.inbound.sent_at).min() else { return Ok(clock) };
        let last = batch.iter().map(|exported| exported.inbound.sent_at).max().unwrap_or(first);
        let known = Need::at(first).until(last).heard_between(self.conversation.id.clone(), first, last);
        let ordered = batch.iter().flat_map(|exported| orders::numbers(&exported.inbound.text));
        let known = ordered.fold(known, Need::whole_ticket);
        self.around.desk.recall(&mut self.draft, &known).await?;
        self.intake.look_ahead(&self.draft.draft, batch.iter().map(|exported| &exported.inbound));
        let mut clock = clock;
        for Exported { mut inbound, file } in batch {
            let situation = self.draft.situation();
            let known = situation.by_external(&self.conversation.id, &inbound.external);
            let is_kept = known.is_some_and(|known| known.media.is_some());
            let is_gone = |known: &Heard| situation.directory.is_erased(&known.sender) || known.file_gone_at.is_some();
            let is_gone = known.is_some_and(is_gone);
            self.media.kept += u64::from(is_kept);
            if let (Some(attachment), Some(file), false) = (inbound.attachment.as_mut(), file, is_kept || is_gone) {
                attachment.digest = self.keep(&file, inbound.form).await?;
            }
            clock = clock.max(inbound.sent_at);
            self.intake.hear(&mut self.draft.draft, clock, inbound);
        }
        self.commit(clock).await?;
        Ok(clock)
    }

    async fn commit(&mut self, clock: Instant) -> Result<(), ImportError> {
        let answers = self.intake.record(self.around.desk, &mut self.draft, clock).await?;
        for change in answers.iter().flatten().flat_map(|receipt| &receipt.changes) {
            self.added += u64::from(matches!(change.event, Event::MessageReceived { .. }));
            self.tickets += u64::from(matches!(change.event, Event::TicketOpened { .. }));
            self.reports += u64::from(matches!(change.event, Event::OccurrenceEnded { proof: Some(_), .. }));
        }
        Ok(())
    }

    /// Keeps a file of the export, when it is there and whole.
    async fn keep(&mut self, file: &str, form: Form) -> Result<Option<Digest>, ImportError> {
        // One file that cannot be read costs only itself; a disk that cannot be written ends the import.
        let media = match self.export.media(file) {
            Ok(Some(media)) => media,
            // What the export never had is counted when it is looked at.
            Ok(None) => return Ok(None),
            Err(_) => {
                self.media.missing += 1;
                return Ok(None);
            }
        };
        match self.around.blobs.put(media).await {
            Ok(kept) => {
                self.media.kept += 1;
                let digest = Digest::new(kept.digest.as_str());
                (self.around.kept)(&digest, form);
                Ok(Some(digest))
            }
            Err(StoreError::Source(_) | StoreError::MediaTooLarge { .. }) => {
                self.media.missing += 1;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn finish(&mut self, last: Instant, preview: &Preview, stopped: bool) -> Result<(), ImportError> {
        if self.added > 0 {
            self.intake.lapse(&mut self.draft.draft, last);
        }
        if !stopped {
            // Whoever wrote meanwhile made the draft forget the run.
            let run = Need::at(self.around.now).import(self.around.import.clone());
            self.around.desk.recall(&mut self.draft, &run).await?;
            let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
            let command = Command::FinishImport {
                import: self.around.import.clone(),
                added: count(self.added),
                system_lines: count(preview.system_lines),
                unreadable: count(preview.unreadable_lines),
            };
            let request = self.intake.request(self.around.now, Actor::Channel, command);
            self.draft.ask(request)?;
        }
        self.commit(self.around.now).await
    }
}

/// The conversation an exported chat fills: the same name is the same chat, so a later export adds to it.
pub fn conversation(name: &str) -> ConversationKey {
    let digest = Sha256::digest(name.trim().to_lowercase().as_bytes());
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let id = ConversationId::new(format!("export-{hex}"));
    ConversationKey { id, circle: Circle::Group, name: name.trim().to_owned(), with: None }
}
