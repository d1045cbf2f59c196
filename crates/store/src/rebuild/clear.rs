//! Emptying the views of an organisation before they are made anew.

use crate::sql::Tx;
use crate::{StoreError, args, search};
use domain::id::OrgId;

/// Deletes every row of the views. How many there are is nobody's to say.
pub(super) async fn clear(tx: &mut Tx, org: &OrgId, slot: i64) -> Result<(), StoreError> {
    const DELETIONS: [&str; 31] = [
        "DELETE FROM sites WHERE org = $1",
        "DELETE FROM places WHERE org = $1",
        "DELETE FROM vendors WHERE org = $1",
        "DELETE FROM tasks WHERE org = $1",
        "DELETE FROM calendars WHERE org = $1",
        "DELETE FROM agreements WHERE org = $1",
        "DELETE FROM members WHERE org = $1",
        "DELETE FROM ladders WHERE org = $1",
        "DELETE FROM approvals WHERE org = $1",
        "DELETE FROM duties WHERE org = $1",
        "DELETE FROM rotas WHERE org = $1",
        "DELETE FROM retention WHERE org = $1",
        "DELETE FROM worded WHERE org = $1",
        "DELETE FROM label_sets WHERE org = $1",
        "DELETE FROM notices WHERE org = $1",
        "DELETE FROM barred WHERE org = $1",
        "DELETE FROM people WHERE org = $1",
        "DELETE FROM handles WHERE org = $1",
        "DELETE FROM same_people WHERE org = $1",
        "DELETE FROM conversations WHERE org = $1",
        "DELETE FROM messages WHERE org = $1 -- walks: all go",
        "DELETE FROM tickets WHERE org = $1 -- walks: all go",
        "DELETE FROM ticket_counts WHERE org = $1",
        "DELETE FROM promises WHERE org = $1 -- walks: all go",
        "DELETE FROM deadlines WHERE org = $1 -- walks: all go",
        "DELETE FROM timeline WHERE org = $1 -- walks: all go",
        "DELETE FROM occurrences WHERE org = $1 -- walks: all go",
        "DELETE FROM outbox WHERE org = $1 -- walks: all go",
        "DELETE FROM orders WHERE org = $1 -- walks: all go",
        "DELETE FROM silences WHERE org = $1 -- walks: all go",
        "DELETE FROM imports WHERE org = $1",
    ];
    for deletion in DELETIONS {
        tx.run(deletion, args![org.as_str()]).await?;
    }
    search::clear(tx, search::Shelf { org, slot }).await
}
