//! Drafts given back, so that what is asked next need not gather anew what nobody changed meanwhile.

use super::Draft;
use crate::StoreError;
use crate::need::Need;
use crate::sql::Tx;
use crate::views::messages;
use crate::views::orgs::OrgRow;
use domain::id::OrgId;
use domain::situation::Touched;
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Organisations of which one is kept; each is as large as what is open there and was said lately.
const KEPT_MAX: usize = 8;
/// Commits after which everything is gathered anew all the same: what nothing forgets does not grow without end.
const COMMITS_MAX: u32 = 500;
/// How far back somebody may ask who finds in it what they would gather, in minutes; what is forgotten lies hours back.
const BACK_MINUTES: i64 = 10;

/// The instant that a draft is gathered for, unless something was said later that it does not hold.
pub(super) async fn whole_at(tx: &mut Tx, org: &OrgId, need: &Need) -> Result<Option<Instant>, StoreError> {
    let is_past = messages::is_any_after(tx, org, need.to).await?;
    Ok((!is_past).then_some(need.to))
}

/// The draft last given back of each organisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Arc<Mutex<BTreeMap<OrgId, Draft>>>);

impl Kept {
    /// Keeps a draft of which nothing is left to record.
    pub(super) fn put(&self, mut draft: Draft) {
        let is_moved =
            draft.draft.asked.iter().any(|(_, answer)| answer.as_ref().is_ok_and(|changes| !changes.is_empty()));
        let is_clean = !is_moved && draft.draft.situation.touched == Touched::default();
        if !is_clean || draft.commits >= COMMITS_MAX {
            return;
        }
        draft.draft.asked.clear();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(draft.org.clone(), draft);
    }

    /// The one that was kept, where the journal ends where it did then, and it holds what is needed or may be recalled.
    pub(super) fn take(&self, org: &OrgId, position: i64, row: &OrgRow, need: &Need) -> Option<Draft> {
        let draft = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(org)?;
        let is_current = draft.position == position && draft.draft.situation.zone.name() == row.zone;
        let is_far_back = draft.whole_at.is_none_or(|at| need.from < at.plus_minutes(-BACK_MINUTES));
        (is_current && !is_far_back).then_some(draft)
    }

    /// Keeps nothing of an organisation.
    pub(super) fn forget(&self, org: &OrgId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(org);
    }
}
