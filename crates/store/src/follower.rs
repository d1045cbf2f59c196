//! Following a journal page by page from where one was; hides that whoever follows for the first time begins at its end.

use crate::journal::{self, Entry, PAGE_MAX};
use crate::sql::{Db, Tx};
use crate::{StoreError, args};
use domain::id::OrgId;

/// Somebody who follows, by the statements that remember how far they came.
pub(crate) struct Follower {
    /// Selects the position of `$1`.
    pub position: &'static str,
    /// Moves the position of `$1` forward to `$2`, and never back.
    pub reached: &'static str,
}

impl Follower {
    /// The next page, which is not empty; none when nothing came since.
    pub(crate) async fn page(&self, db: &Db, org: &OrgId) -> Result<Option<Vec<Entry>>, StoreError> {
        let from: Option<i64> = db.maybe(self.position, args![org.as_str()]).await?;
        let Some(from) = from else {
            let end = journal::head(db, org.as_str()).await?.map_or(0, |head| head.position);
            let mut tx = db.begin().await?;
            self.reached(&mut tx, org, end).await?;
            tx.commit().await?;
            return Ok(None);
        };
        let page = journal::since(db, org.as_str(), from, PAGE_MAX).await?;
        Ok(Some(page).filter(|page| !page.is_empty()))
    }

    /// Remembers that all of a page was followed.
    pub(crate) async fn followed(&self, tx: &mut Tx, org: &OrgId, page: &[Entry]) -> Result<(), StoreError> {
        match page.last() {
            Some(last) => self.reached(tx, org, last.position).await,
            None => Ok(()),
        }
    }

    async fn reached(&self, tx: &mut Tx, org: &OrgId, position: i64) -> Result<(), StoreError> {
        tx.run(self.reached, args![org.as_str(), position]).await.map(|_| ())
    }
}
