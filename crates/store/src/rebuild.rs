//! Making the views again from the journal: after an import was taken out, a person was erased, or on suspicion.
//!
//! The same `evolve` and the same writing as in live work, page by page. What a live decision had in mind and a page
//! has not, is brought back from the views written so far, so that the result is the same to the byte.

mod clear;
mod erasure;
mod gone;
mod mind;

use crate::desk::{self, Answer, Desk, Receipt};
use crate::journal::{self, Entry, PAGE_MAX};
use crate::need::Need;
use crate::sql::Tx;
use crate::text::from_json;
use crate::views::orgs::OrgRow;
use crate::views::{Recorded, orgs, project};
use crate::{StoreError, search};
use domain::event::{Change, Personal};
use domain::id::{Digest, OrgId};
use domain::refusal::Refusal;
use domain::request::{Command, Request};
use domain::situation::Situation;
use domain::time::{Instant, Zone};
use gone::Gone;
use mind::bring_to_mind;

/// Messages that are written at once, but for those of the last entry.
const TOUCHED_MAX: usize = 5_000;

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Entries that lost their personal part.
    pub entries: u64,
    /// Files of erased people and removed imports that no message names any more; the caller deletes them. What an
    /// earlier call said is said again, so that nothing stays when one was cut off before it deleted.
    pub media: Vec<Digest>,
}

/// What taking out an import did.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// What was recorded.
    pub receipt: Receipt,
    /// As [`Erased::media`].
    pub media: Vec<Digest>,
}

impl Desk {
    /// Makes all views of an organisation again, in one transaction.
    ///
    /// # Errors
    /// Of the engine, or when an entry cannot be read; the views are then as they were.
    pub async fn rebuild(&self, org: &OrgId) -> Result<(), StoreError> {
        let mut tx = self.db().begin().await?;
        let head = journal::lock(&mut tx, org.as_str()).await?;
        let row = orgs::ensure(&mut tx, org).await?;
        rebuild(&mut tx, org, &row, head.position).await?;
        tx.commit().await?;
        self.forget_directory(org);
        Ok(())
    }

    /// Takes an import out again: records the request, a [`Command::RemoveImport`], erases the words it brought, and
    /// makes the views without it. People and chats it met stay.
    ///
    /// # Errors
    /// Of the engine; nothing was changed then.
    pub async fn remove_import(&self, request: Request) -> Result<Result<Removed, Refusal>, StoreError> {
        let mut tx = self.db().begin().await?;
        let org = request.org.clone();
        let (answer, media) = self.record(&mut tx, request).await?;
        let receipt = match answer {
            Ok(receipt) => receipt,
            Err(refusal) => {
                tx.rollback().await?;
                return Ok(Err(refusal));
            }
        };
        erasure::removed(&mut tx, &org).await?;
        search::scrub(&mut tx).await?;
        tx.commit().await?;
        self.db().settle().await;
        Ok(Ok(Removed { receipt, media }))
    }

    /// Erases what is personal about a person: their names and handles, the words of their messages, and what was
    /// made of those words. The request is a [`Command::RecordErasure`]; its count is filled in here.
    ///
    /// # Errors
    /// Of the engine; nothing was changed then.
    pub async fn erase_person(&self, mut request: Request) -> Result<Erased, StoreError> {
        let mut tx = self.db().begin().await?;
        let mut erased = 0;
        if let Command::RecordErasure { person, entries } = &mut request.command {
            journal::lock(&mut tx, request.org.as_str()).await?;
            erased = erasure::person(&mut tx, &request.org, person).await?;
            erasure::beside(&mut tx, &request.org, person).await?;
            *entries = erased;
        }
        // Recording what was done is never refused.
        let (_receipt, media) = self.record(&mut tx, request).await?;
        search::scrub(&mut tx).await?;
        tx.commit().await?;
        self.db().settle().await;
        Ok(Erased { entries: erased, media })
    }

    /// Records one request and makes the views again; says which files nobody names any more.
    async fn record(&self, tx: &mut Tx, request: Request) -> Result<(Answer, Vec<Digest>), StoreError> {
        let org = request.org.clone();
        let mut head = journal::lock(tx, org.as_str()).await?;
        let row = orgs::ensure(tx, &org).await?;
        let situation = self.gather(tx, &org, Some(&row), &Need::of([&request])).await?;
        let mut draft = domain::draft::Draft::new(situation);
        // The answer comes with the receipt.
        let _answer = draft.ask(request);
        let mut answers = desk::write(tx, &mut head, &org, row.slot, &draft).await?;
        let answer = answers.pop().expect("one request was asked");
        let media = match &answer {
            Ok(_) => rebuild(tx, &org, &row, head.position).await?.nameless_media(tx, &org).await?,
            Err(_) => Vec::new(),
        };
        Ok((answer, media))
    }
}

/// Makes the views again; says what they leave out. The caller holds the lock.
async fn rebuild(tx: &mut Tx, org: &OrgId, row: &OrgRow, end: i64) -> Result<Gone, StoreError> {
    let mut gone = Gone::read(tx, org).await?;
    clear::clear(tx, org, row.slot).await?;
    let mut situation = Situation::empty(Zone::named(&row.zone).unwrap_or_else(|_| Zone::utc()));
    let mut position = 0;
    loop {
        let page = journal::since_in(tx, org.as_str(), position, PAGE_MAX).await?;
        let Some(last) = page.last() else { break };
        position = last.position;
        let at = page.iter().map(|entry| entry.at_us).max().map_or_else(|| Instant::from_us(0), Instant::from_us);
        let mut taken: Vec<(&Entry, Change)> = Vec::with_capacity(page.len());
        for entry in &page {
            if let Some(change) = take_in(tx, org, &mut situation, &mut gone, entry).await? {
                taken.push((entry, change));
            }
            // What went in one night is thousands of messages in a few entries.
            if situation.touched.messages.len() > TOUCHED_MAX {
                write(tx, org, row, &situation, std::mem::take(&mut taken)).await?;
                desk::forget(&mut situation, at);
            }
        }
        write(tx, org, row, &situation, taken).await?;
        desk::forget(&mut situation, at);
    }
    orgs::write_directory_position(tx, org, end).await?;
    orgs::write_shape(tx, org).await?;
    Ok(gone)
}

async fn write(
    tx: &mut Tx,
    org: &OrgId,
    row: &OrgRow,
    situation: &Situation,
    taken: Vec<(&Entry, Change)>,
) -> Result<(), StoreError> {
    let recorded: Vec<Recorded<'_>> = taken.iter().map(|(entry, change)| recorded(entry, change)).collect();
    project(tx, org, row.slot, situation, &recorded).await
}

/// Moves on with what an entry says, so far as it is not gone.
async fn take_in(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    gone: &mut Gone,
    entry: &Entry,
) -> Result<Option<Change>, StoreError> {
    let change = change(entry)?;
    if gone.takes(entry, &change.event) {
        gone.drop(situation, &change.event);
        return Ok(None);
    }
    bring_to_mind(tx, org, situation, &change.event).await?;
    let stays = gone.of_what_stays(situation, entry, &change);
    match &stays {
        Some(change) => situation.evolve(Instant::from_us(entry.at_us), change),
        None => gone.drop(situation, &change.event),
    }
    Ok(stays)
}

fn recorded<'a>(entry: &'a Entry, change: &'a Change) -> Recorded<'a> {
    let (position, at_us) = (entry.position, entry.at_us);
    Recorded { position, at_us, kind: &entry.kind, actor: &entry.actor, change }
}

fn change(entry: &Entry) -> Result<Change, StoreError> {
    let personal = entry.private.as_deref().map(|private| from_json::<Personal>("private", private)).transpose()?;
    Ok(Change { event: from_json("body", &entry.body)?, personal: personal.unwrap_or_default() })
}
