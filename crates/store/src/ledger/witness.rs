//! The tree made anew from the journal while it is walked, and compared with what is kept and with what was noted
//! elsewhere.

use super::nodes::STEP;
use crate::digest::bytes;
use crate::sql::Db;
use crate::tree::{self, Edge, Hash, Node};
use crate::{StoreError, args};
use domain::id::OrgId;
use std::collections::{BTreeMap, BTreeSet};

/// Sees every entry of a journal, in order. Holds one hash for 256 entries.
#[derive(Default)]
pub struct Witness {
    edge: Edge,
    /// Sizes at which somebody noted the root.
    sizes: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
    /// What must be kept, by node.
    nodes: BTreeMap<Node, Hash>,
}

impl Witness {
    /// Before the first entry; remembers the roots of these sizes.
    #[must_use]
    pub fn of(sizes: impl IntoIterator<Item = u64>) -> Self {
        let (sizes, roots) = (sizes.into_iter().collect(), BTreeMap::from([(0, tree::empty())]));
        Self { sizes, roots, ..Self::default() }
    }

    /// Sees the next entry, by its digest.
    ///
    /// # Errors
    /// When it is no digest.
    pub fn see(&mut self, digest: &str) -> Result<(), StoreError> {
        let nodes = &mut self.nodes;
        self.edge.push(tree::leaf(&bytes("digest", digest)?), |node, hash| {
            if node.level > 0 && node.level % STEP == 0 {
                nodes.insert(node, *hash);
            }
        });
        if self.sizes.contains(&self.edge.size()) {
            self.roots.insert(self.edge.size(), self.edge.root());
        }
        Ok(())
    }

    /// How many entries it has seen.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The root of all it has seen.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.edge.root()
    }

    /// The root at one of the sizes it was made for; none when it has not seen so many entries.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.roots.get(&size).copied()
    }

    /// The first entries whose kept node is not what it has seen, as their first and last position. A node that is not
    /// kept yet says nothing.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn departure(&self, db: &Db, org: &OrgId) -> Result<Option<(u64, u64)>, StoreError> {
        for (node, hash) in &self.nodes {
            let kept: Option<String> = db
                .maybe(
                    "SELECT hash
                    FROM tree
                    WHERE org = $1 AND level = $2 AND number = $3
                    LIMIT 1",
                    args![org.as_str(), i64::from(node.level), node.number as i64],
                )
                .await?;
            if kept.is_some_and(|kept| bytes("hash", &kept).ok() != Some(*hash)) {
                return Ok(Some(((node.number << node.level) + 1, (node.number + 1) << node.level)));
            }
        }
        Ok(None)
    }
}
