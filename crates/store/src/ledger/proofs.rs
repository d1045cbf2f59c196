//! Roots and proofs of the tree, from what is kept of it; hides that most nodes are computed when asked for.

use super::nodes::Nodes;
use crate::journal::{self, Entry};
use crate::sql::{Db, Tx};
use crate::tree::{self, Hash, Span};
use crate::{StoreError, args};
use domain::id::OrgId;

/// Proofs from one state of the database. Asked in the order of positions, it reads each part of the journal once.
pub struct Proofs {
    tx: Tx,
    org: OrgId,
    size: u64,
    nodes: Nodes,
}

impl Proofs {
    /// Opens the tree as far as the ledger has come.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn open(db: &Db, org: &OrgId) -> Result<Self, StoreError> {
        let mut tx = db.snapshot().await?;
        let size: Option<i64> =
            tx.maybe("SELECT position FROM ledger WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
        let size = u64::try_from(size.unwrap_or_default()).unwrap_or_default();
        Ok(Self { tx, org: org.clone(), size, nodes: Nodes::default() })
    }

    /// How many entries the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the first `size` entries, which the tree has.
    ///
    /// # Errors
    /// Of the engine, or when a kept node is missing.
    pub async fn root(&mut self, size: u64) -> Result<Hash, StoreError> {
        self.nodes.span(&mut self.tx, &self.org, Span { from: 0, to: size }).await
    }

    /// What proves that the entry at a position is among the first `size`; the leaf is `position - 1`.
    ///
    /// # Errors
    /// As [`Proofs::root`].
    pub async fn inclusion(&mut self, position: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        self.hashes(tree::inclusion(position.saturating_sub(1), size)).await
    }

    /// What proves that the first `old` entries are the beginning of the first `new`.
    ///
    /// # Errors
    /// As [`Proofs::root`].
    pub async fn consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        self.hashes(tree::consistency(old, new)).await
    }

    /// The entries at these positions, from the same state of the database.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn entries(&mut self, positions: &[i64]) -> Result<Vec<Entry>, StoreError> {
        journal::at_in(&mut self.tx, &self.org, positions).await
    }

    async fn hashes(&mut self, spans: Vec<Span>) -> Result<Vec<Hash>, StoreError> {
        let mut hashes = Vec::with_capacity(spans.len());
        for span in spans {
            hashes.push(self.nodes.span(&mut self.tx, &self.org, span).await?);
        }
        Ok(hashes)
    }
}
