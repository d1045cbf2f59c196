//! Writing entries.

use super::Entry;
use crate::StoreError;
use crate::bulk::Bulk;
use crate::sql::{Arg, Tx};
use std::sync::LazyLock;

static ENTRIES: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO journal
        (org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest)",
        13,
        "",
    )
});

/// Writes entries.
pub(super) async fn insert(tx: &mut Tx, entries: &[Entry]) -> Result<(), StoreError> {
    ENTRIES.write(tx, entries.iter().map(columns).collect()).await
}

fn columns(entry: &Entry) -> Vec<Arg> {
    vec![
        entry.org.as_str().into(),
        entry.position.into(),
        entry.at_us.into(),
        entry.actor.as_str().into(),
        entry.via.as_str().into(),
        entry.cause.as_deref().into(),
        entry.kind.as_str().into(),
        entry.body.as_str().into(),
        entry.private.as_deref().into(),
        entry.salt.as_deref().into(),
        entry.private_digest.as_deref().into(),
        entry.previous.as_str().into(),
        entry.digest.as_str().into(),
    ]
}
