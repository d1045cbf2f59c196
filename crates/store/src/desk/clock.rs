//! Letting the clock do what is due; costs what is due, and not what there is.

use super::Desk;
use crate::StoreError;
use crate::sql::Tx;
use crate::views::{occurrences, orgs, promises};
use domain::id::OrgId;
use domain::rota;
use domain::time::{Instant, Zone};

impl Desk {
    /// Whether the clock may have anything to do at an instant: a promise, a step of a ladder, or a day of a task.
    /// Where there are tasks, days may always come up.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn is_due(&self, org: &OrgId, now: Instant) -> Result<bool, StoreError> {
        let mut tx = self.db().snapshot().await?;
        let row = orgs::read(&mut tx, org).await?;
        let is_due = !promises::due(&mut tx, org, now, 1).await?.is_empty()
            || !occurrences::pending(&mut tx, org, now, 1).await?.is_empty()
            || self.is_known_due(&mut tx, org, row.as_ref(), now).await?;
        tx.commit().await?;
        Ok(is_due)
    }

    /// Whether something of the directory may be due: a day of a task, or the changing over of a rota.
    async fn is_known_due(
        &self,
        tx: &mut Tx,
        org: &OrgId,
        row: Option<&orgs::OrgRow>,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let known = self.known_directory(tx, org, row).await?;
        let zone = row.and_then(|row| Zone::named(&row.zone).ok()).unwrap_or_else(Zone::utc);
        Ok(!known.tasks.is_empty() || !rota::begun(&known, &zone, now).is_empty())
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
