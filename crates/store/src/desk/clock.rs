//! Letting the clock do what is due; costs what is due, and not what there is.

use super::{Answer, Desk};
use crate::StoreError;
use crate::views::{occurrences, orgs, promises};
use domain::id::OrgId;
use domain::request::Request;
use domain::time::Instant;

impl Desk {
    /// Records what is due by a request's time, a [`domain::request::Command::Lapse`]; none when nothing is. What is
    /// more than one decision takes is due still, and the next request's.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn lapse(&self, request: Request) -> Result<Option<Answer>, StoreError> {
        if !self.is_due(&request.org, request.stamp.at).await? {
            return Ok(None);
        }
        let org = request.org.clone();
        Ok(self.commit_all(&org, vec![request]).await?.pop())
    }

    /// Whether the clock has anything to do at an instant. Days of tasks may always come up.
    async fn is_due(&self, org: &OrgId, now: Instant) -> Result<bool, StoreError> {
        let mut tx = self.db().snapshot().await?;
        let row = orgs::read(&mut tx, org).await?;
        let is_due = !promises::due(&mut tx, org, now, 1).await?.is_empty()
            || !occurrences::pending(&mut tx, org, now, 1).await?.is_empty()
            || !self.known_directory(&mut tx, org, row.as_ref()).await?.tasks.is_empty();
        tx.commit().await?;
        Ok(is_due)
    }

    /// Makes the views of an organisation anew when an earlier program made them in another shape. Whether it did.
    ///
    /// # Errors
    /// As [`Desk::rebuild`].
    pub async fn bring_up_to_date(&self, org: &OrgId) -> Result<bool, StoreError> {
        let mut tx = self.db().snapshot().await?;
        let is_old = orgs::is_of_old_shape(&mut tx, org).await?;
        tx.commit().await?;
        if is_old {
            self.rebuild(org).await?;
        }
        Ok(is_old)
    }
}
