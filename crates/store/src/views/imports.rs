//! Runs of reading exported chats as rows.

use crate::bulk::Bulk;
use crate::sql::Tx;
use crate::text::{free, small};
use crate::{StoreError, args, row};
use domain::id::{ConversationId, ImportId, OrgId};
use domain::situation::{ImportRun, Situation};
use domain::time::Instant;
use std::sync::LazyLock;

static IMPORTS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO imports
        (org, id, conversation, file, started_us, finished, added, system_lines, unreadable, removed)",
        10,
        "ON CONFLICT (org, id) DO UPDATE SET conversation = excluded.conversation, file = excluded.file,
        started_us = excluded.started_us, finished = excluded.finished, added = excluded.added,
        system_lines = excluded.system_lines, unreadable = excluded.unreadable, removed = excluded.removed",
    )
});

row! {
    #[derive(Debug)]
    pub(crate) struct ImportRow {
        id: String,
        conversation: String,
        file: String,
        started_us: i64,
        finished: bool,
        added: i64,
        system_lines: i64,
        unreadable: i64,
        removed: bool,
    }
}

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.imports.iter().filter_map(|id| situation.imports.get(id));
    let rows = touched.map(|run| {
        vec![
            org.as_str().into(),
            run.id.as_str().into(),
            run.conversation.as_str().into(),
            free(&run.file),
            run.started_at.us().into(),
            run.finished.into(),
            run.added.into(),
            run.system_lines.into(),
            run.unreadable.into(),
            run.removed.into(),
        ]
    });
    IMPORTS.write(tx, rows.collect()).await
}

/// One run.
pub(crate) async fn by_id(tx: &mut Tx, org: &OrgId, id: &ImportId) -> Result<Option<ImportRun>, StoreError> {
    let row: Option<ImportRow> = tx
        .maybe(
            "SELECT id, conversation, file, started_us, finished, added, system_lines, unreadable, removed
            FROM imports
            WHERE org = $1 AND id = $2
            LIMIT 1",
            args![org.as_str(), id.as_str()],
        )
        .await?;
    row.map(ImportRow::run).transpose()
}

impl ImportRow {
    /// The run a row tells of.
    pub(crate) fn run(self) -> Result<ImportRun, StoreError> {
        Ok(ImportRun {
            id: ImportId(self.id),
            conversation: ConversationId(self.conversation),
            file: self.file,
            started_at: Instant::from_us(self.started_us),
            finished: self.finished,
            added: small("added", self.added)?,
            system_lines: small("system_lines", self.system_lines)?,
            unreadable: small("unreadable", self.unreadable)?,
            removed: self.removed,
        })
    }
}
