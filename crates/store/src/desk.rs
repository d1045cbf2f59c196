//! The only way anything comes to be: requests are decided on a draft, and a draft is committed in one transaction.
//!
//! A draft is made without a lock. If somebody else wrote meanwhile, committing gathers anew what its requests speak of
//! and decides them again, in order, under the lock. What callers brought to mind is thus a matter of speed and of what
//! a reader sees, never of what is true.

mod again;
mod bell;
mod clock;
mod expire;
mod kept;
mod settle;
mod write;

use again::Forgotten;
use bell::Bell;
pub use bell::Ring;
pub use clock::Due;
pub use expire::Step;
pub(crate) use settle::forget;
pub(crate) use write::{IMPORT, write};

use crate::journal::{self, Head};
use crate::need::Need;
use crate::situation::{gather, recall};
use crate::sql::{Db, Tx};
use crate::views::directory;
use crate::views::orgs::{self, OrgRow};
use crate::{StoreError, args};
use domain::directory::Directory;
use domain::event::Change;
use domain::id::OrgId;
use domain::refusal::Refusal;
use domain::request::Request;
use domain::situation::Situation;
use domain::time::{Instant, Zone};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How often a commit is begun again before it is given up. Under the lock nobody writes meanwhile, so that a second
/// try fails only for reasons outside.
const TRIES_MAX: u32 = 8;
/// Directories kept in memory; when there are more, all are read again.
const DIRECTORIES_MAX: usize = 1_000;
/// A position that no journal has, so that a draft is decided again.
const NOWHERE: i64 = -1;

/// Directories, each with the position at which it last changed.
type Directories = BTreeMap<OrgId, (i64, Arc<Directory>)>;

/// The desk of every organisation in one database. Cheap to clone: clones share the bell.
#[derive(Clone, Debug)]
pub struct Desk {
    db: Db,
    bell: Bell,
    directories: Arc<Mutex<Directories>>,
    agendas: clock::Agendas,
    kept: kept::Kept,
}

/// Requests decided, not yet recorded.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Whose.
    pub org: OrgId,
    /// The situation that moves on with each request, and what was asked since the last commit.
    pub draft: domain::draft::Draft,
    /// Where the journal ended when the situation was gathered.
    position: i64,
    /// The last instant for which it was gathered or asked; none when more had been said by then than it holds.
    whole_at: Option<Instant>,
    /// How often it was committed.
    commits: u32,
}

/// What became of a request that was granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Where its last entry stands; where the journal ended before it, when nothing followed.
    pub position: i64,
    /// What followed.
    pub changes: Vec<Change>,
}

/// What became of a request.
pub type Answer = Result<Receipt, Refusal>;

impl Draft {
    /// Asks for something and moves on with what follows.
    ///
    /// # Errors
    /// The refusal; the situation stays as it was then.
    pub fn ask(&mut self, request: Request) -> Result<&[Change], Refusal> {
        self.draft.ask(request)
    }

    /// What is known, all answers so far included.
    #[must_use]
    pub fn situation(&self) -> &Situation {
        &self.draft.situation
    }
}

impl Desk {
    /// A desk over a database whose tables are up to date.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self {
            db,
            bell: Bell::new(),
            directories: Arc::default(),
            agendas: clock::Agendas::default(),
            kept: kept::Kept::default(),
        }
    }

    /// The database, for reading.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Makes an organisation known, or gives it another name and zone.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn open(&self, org: &OrgId, name: &str, zone: &Zone) -> Result<(), StoreError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_open(org, name, zone).await {
                Err(error) if (error.is_retryable() || error.is_taken()) && tries < TRIES_MAX => {}
                outcome => return outcome,
            }
        }
    }

    /// Remembers under which address the pages of an organisation are served.
    ///
    /// # Errors
    /// Of the engine; also when the organisation was never opened.
    pub async fn serve_at(&self, org: &OrgId, address: &str) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        orgs::move_to(&mut tx, org, address).await?;
        tx.commit().await
    }

    /// Under which address the pages of an organisation were last served, if ever.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn address(&self, org: &OrgId) -> Result<Option<String>, StoreError> {
        orgs::address(&self.db, org).await
    }

    /// The directory of an organisation.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn directory(&self, org: &OrgId) -> Result<Arc<Directory>, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let row = orgs::read(&mut tx, org).await?;
        let directory = self.known_directory(&mut tx, org, row.as_ref()).await?;
        tx.commit().await?;
        Ok(directory)
    }

    /// One digest over all views of an organisation; see [`crate::snapshot::snapshot`].
    ///
    /// # Errors
    /// Of the engine.
    pub async fn snapshot(&self, org: &OrgId) -> Result<String, StoreError> {
        crate::snapshot::snapshot(&self.db, org).await
    }

    async fn try_open(&self, org: &OrgId, name: &str, zone: &Zone) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        orgs::ensure(&mut tx, org).await?;
        orgs::rename(&mut tx, org, name, zone.name()).await?;
        tx.commit().await
    }

    /// Gathers a situation to ask in. Takes no lock.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn draft(&self, org: &OrgId, need: &Need) -> Result<Draft, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let position: Option<i64> =
            tx.maybe("SELECT position FROM heads WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
        let row = orgs::read(&mut tx, org).await?;
        let position = position.unwrap_or_default();
        if let Some(mut kept) = row.as_ref().and_then(|row| self.kept.take(org, position, row, need)) {
            recall(&mut tx, org, &mut kept.draft.situation, need).await?;
            tx.commit().await?;
            return Ok(kept);
        }
        let situation = self.gather(&mut tx, org, row.as_ref(), need).await?;
        let whole_at = kept::whole_at(&mut tx, org, need).await?;
        tx.commit().await?;
        let draft = domain::draft::Draft::new(situation);
        Ok(Draft { org: org.clone(), draft, position, whole_at, commits: 0 })
    }

    /// Gives a draft back, so that whoever wants one next need not wait until everything is gathered, unless somebody
    /// else wrote meanwhile.
    pub fn keep(&self, draft: Draft) {
        self.kept.put(draft);
    }

    /// Brings more to a draft's mind: what is there already stays as it is.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn recall(&self, draft: &mut Draft, need: &Need) -> Result<(), StoreError> {
        let mut tx = self.db.snapshot().await?;
        recall(&mut tx, &draft.org, &mut draft.draft.situation, need).await?;
        tx.commit().await
    }

    /// Records what was asked of a draft since its last commit, and says what became of each request, in order. A
    /// refused request refuses alone. The draft stays usable, at the new position.
    ///
    /// # Errors
    /// When nothing was recorded; what was asked stays asked. After [`StoreError::OutcomeUnknown`] it does not: read
    /// before asking again.
    pub async fn commit(&self, draft: &mut Draft) -> Result<Vec<Answer>, StoreError> {
        if draft.draft.asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut tries = 0;
        let mut forgotten = Forgotten::default();
        loop {
            tries += 1;
            match self.attempt(draft, &mut forgotten).await {
                Ok(Some(answers)) => {
                    self.bell.ring(&draft.org, draft.position, bell::about(&answers));
                    return Ok(answers);
                }
                Ok(None) if tries < TRIES_MAX => draft.position = NOWHERE,
                Ok(None) => return Err(StoreError::Taken { constraint: "occurrences".to_owned() }),
                Err(error) => {
                    draft.position = NOWHERE;
                    if matches!(error, StoreError::OutcomeUnknown(_)) {
                        draft.draft.asked.clear();
                    }
                    if tries == TRIES_MAX || !(error.is_retryable() || error.is_taken()) {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Gathers what requests speak of, asks each, and records what follows.
    ///
    /// # Errors
    /// As [`Desk::commit`].
    pub async fn commit_all(&self, org: &OrgId, requests: Vec<Request>) -> Result<Vec<Answer>, StoreError> {
        let mut draft = self.draft(org, &Need::of(&requests)).await?;
        for request in requests {
            // The answer comes with the receipt.
            let _answer = draft.ask(request);
        }
        let answers = self.commit(&mut draft).await?;
        self.keep(draft);
        Ok(answers)
    }

    /// One try. None when days of tasks in it are known already that were not in mind, or repairs that its tickets may speak
    /// against: they are added to what is to be brought there, so that the next try knows all of them.
    async fn attempt(&self, draft: &mut Draft, forgotten: &mut Forgotten) -> Result<Option<Vec<Answer>>, StoreError> {
        let mut tx = self.db.begin().await?;
        let mut head = journal::lock(&mut tx, draft.org.as_str()).await?;
        let row = orgs::ensure(&mut tx, &draft.org).await?;
        if draft.position != head.position {
            self.decide_again(&mut tx, &row, &head, draft, forgotten).await?;
        }
        let known = write::expected_already(&mut tx, &draft.org, &draft.draft).await?;
        let repaired = write::repaired(&mut tx, &draft.org, &draft.draft).await?;
        if !known.is_empty() || !repaired.is_empty() {
            forgotten.days.extend(known);
            forgotten.tickets.extend(repaired);
            tx.rollback().await?;
            return Ok(None);
        }
        let answers = write(&mut tx, &mut head, &draft.org, row.slot, &draft.draft).await?;
        tx.commit().await?;
        if draft.draft.situation.touched.is_directory() {
            self.keep_directory(&draft.org, head.position, &draft.draft.situation.directory);
        }
        draft.position = head.position;
        draft.commits += 1;
        let asked_at = draft.draft.asked.iter().map(|(request, _)| request.stamp.at).max();
        draft.whole_at = draft.whole_at.max(asked_at.filter(|_| draft.whole_at.is_some()));
        settle::settle(&mut draft.draft);
        Ok(Some(answers))
    }

    async fn decide_again(
        &self,
        tx: &mut Tx,
        row: &OrgRow,
        head: &Head,
        draft: &mut Draft,
        forgotten: &Forgotten,
    ) -> Result<(), StoreError> {
        let need = again::need(&draft.draft, forgotten);
        let situation = self.gather(tx, &draft.org, Some(row), &need).await?;
        draft.whole_at = kept::whole_at(tx, &draft.org, &need).await?;
        draft.draft = again::decide_again(&draft.draft, situation);
        draft.position = head.position;
        Ok(())
    }

    /// Gathers a situation in a transaction.
    pub(crate) async fn gather(
        &self,
        tx: &mut Tx,
        org: &OrgId,
        row: Option<&OrgRow>,
        need: &Need,
    ) -> Result<Situation, StoreError> {
        let directory = self.known_directory(tx, org, row).await?;
        gather(tx, org, row, directory, need).await
    }

    async fn known_directory(
        &self,
        tx: &mut Tx,
        org: &OrgId,
        row: Option<&OrgRow>,
    ) -> Result<Arc<Directory>, StoreError> {
        let version = row.map_or(0, |row| row.directory_position);
        if let Some(kept) = self.kept_directory(org, version) {
            return Ok(kept);
        }
        let read = Arc::new(directory::load(tx, org).await?);
        self.keep_directory(org, version, &read);
        Ok(read)
    }

    /// Has everything read again next time.
    pub(crate) fn forget_directory(&self, org: &OrgId) {
        self.kept.forget(org);
        self.agendas.forget(org);
        self.directories.lock().unwrap_or_else(PoisonError::into_inner).remove(org);
    }

    fn kept_directory(&self, org: &OrgId, version: i64) -> Option<Arc<Directory>> {
        let directories = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        directories.get(org).filter(|(kept, _)| *kept == version).map(|(_, directory)| Arc::clone(directory))
    }

    fn keep_directory(&self, org: &OrgId, version: i64, directory: &Arc<Directory>) {
        let mut directories = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        if directories.len() >= DIRECTORIES_MAX {
            directories.clear();
        }
        directories.insert(org.clone(), (version, Arc::clone(directory)));
    }
}
