//! Recording a directory as people wrote it, whoever brings it.

use super::{Roster, RosterError};
use crate::stamps::Stamps;
use domain::id::OrgId;
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use store::StoreError;
use store::desk::Desk;
use store::need::Need;

/// Who brings a directory, through which door, and when.
#[derive(Clone, Debug)]
pub struct Bringer {
    /// Who.
    pub actor: Actor,
    /// Through which door.
    pub via: Via,
    /// When.
    pub at: Instant,
}

/// Why a directory was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum NotRecorded {
    /// It is none; nothing of it was kept.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// One of its lines was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is at fault.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Roster {
    /// Writes it into the journal, in one transaction; what is there and not in it stays. How many lines were new or
    /// changed.
    ///
    /// # Errors
    /// When it is no directory, or the database is at fault.
    pub async fn record(
        &self,
        desk: &Desk,
        org: &OrgId,
        stamps: &mut Stamps,
        bringer: &Bringer,
    ) -> Result<usize, NotRecorded> {
        let known = desk.directory(org).await?;
        let definitions = self.definitions(&known, || stamps.at(bringer.at).id(0))?;
        let ask = |definition| Request {
            org: org.clone(),
            actor: bringer.actor.clone(),
            via: bringer.via,
            stamp: stamps.at(bringer.at),
            import: None,
            command: Command::Define(Box::new(definition)),
        };
        let requests: Vec<Request> = definitions.into_iter().map(ask).collect();
        let mut draft = desk.draft(org, &Need::of(&requests)).await?;
        // All of it or nothing: what one line is refused for keeps the others out, too.
        for request in requests {
            draft.ask(request)?;
        }
        let mut changed = 0;
        for answer in desk.commit(&mut draft).await? {
            changed += answer?.changes.len();
        }
        Ok(changed)
    }
}
