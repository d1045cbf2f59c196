//! Nodes of the tree as they are kept: complete ones of every eighth level; hides what lies between.

use crate::digest::{bytes, hex};
use crate::sql::Tx;
use crate::tree::{self, Hash, Node, Span};
use crate::{StoreError, args, row};
use domain::id::OrgId;
use std::collections::BTreeMap;

/// Levels from one kept level to the next.
pub(super) const STEP: u32 = 8;
/// Nodes of one tile: those of one kept level under one node of the next.
const TILE: u64 = 1 << STEP;
/// Tiles kept in mind: a path needs one of each level, and its neighbours at the edge.
const TILES_MAX: usize = 64;

row! {
    struct Kept { number: i64, hash: String }
}

/// Reads nodes of one organisation's tree, and remembers the tiles it read.
#[derive(Default)]
pub(super) struct Nodes {
    /// All levels of a tile, the kept one first, by kept level and number.
    tiles: BTreeMap<(u32, u64), Vec<Vec<Hash>>>,
}

impl Nodes {
    /// The hash of a span of leaves.
    pub(super) async fn span(&mut self, tx: &mut Tx, org: &OrgId, span: Span) -> Result<Hash, StoreError> {
        let mut hashes = Vec::new();
        for node in span.nodes() {
            hashes.push(self.node(tx, org, node).await?);
        }
        Ok(tree::join(&hashes))
    }

    async fn node(&mut self, tx: &mut Tx, org: &OrgId, node: Node) -> Result<Hash, StoreError> {
        let (kept, above) = (node.level / STEP, node.level % STEP);
        let (tile, within) = (node.number >> (STEP - above), node.number % (TILE >> above));
        if !self.tiles.contains_key(&(kept, tile)) {
            if self.tiles.len() >= TILES_MAX {
                self.tiles.clear();
            }
            let read = levels(read(tx, org, kept, tile).await?);
            self.tiles.insert((kept, tile), read);
        }
        let at = |levels: &Vec<Vec<Hash>>| levels.get(above as usize)?.get(usize::try_from(within).ok()?).copied();
        let found = self.tiles.get(&(kept, tile)).and_then(at);
        found.ok_or_else(|| StoreError::Column {
            column: "tree".to_owned(),
            why: format!("there is no node {} of level {}; see laksana verify", node.number, node.level),
        })
    }
}

/// All complete nodes over some neighbours, level by level.
fn levels(first: Vec<Hash>) -> Vec<Vec<Hash>> {
    let mut levels = vec![first];
    while let Some(last) = levels.last()
        && last.len() > 1
    {
        let above = last.chunks_exact(2).map(|pair| tree::parent(&pair[0], &pair[1])).collect();
        levels.push(above);
    }
    levels
}

/// The nodes of a kept level in one tile: leaves from the journal, others from where they are kept.
async fn read(tx: &mut Tx, org: &OrgId, kept: u32, tile: u64) -> Result<Vec<Hash>, StoreError> {
    let first = (tile * TILE) as i64;
    if kept == 0 {
        let digests: Vec<String> = tx
            .all(
                "SELECT digest
                FROM journal
                WHERE org = $1 AND position > $2 AND position <= $3
                ORDER BY position
                LIMIT $4",
                args![org.as_str(), first, first + TILE as i64, TILE as i64],
            )
            .await?;
        return digests.iter().map(|digest| Ok(tree::leaf(&bytes("digest", digest)?))).collect();
    }
    let rows: Vec<Kept> = tx
        .all(
            "SELECT number, hash
            FROM tree
            WHERE org = $1 AND level = $2 AND number >= $3 AND number < $4
            ORDER BY number
            LIMIT $5",
            args![org.as_str(), i64::from(kept * STEP), first, first + TILE as i64, TILE as i64],
        )
        .await?;
    let in_place = rows.iter().zip(first..).take_while(|(row, number)| row.number == *number);
    in_place.map(|(row, _)| bytes("hash", &row.hash)).collect()
}

/// Keeps the nodes that became complete when the tree grew from one size to another.
pub(super) async fn grow(tx: &mut Tx, org: &OrgId, from: i64, to: i64) -> Result<(), StoreError> {
    let mut level = STEP;
    while to >> level > 0 {
        for number in (from >> level)..(to >> level) {
            let tile = read(tx, org, level / STEP - 1, number as u64).await?;
            let hash = levels(tile).get(STEP as usize).and_then(|top| top.first().copied());
            let Some(hash) = hash else {
                return Err(StoreError::Rows { expected: TILE, found: 0, sql: "a tile of the tree" });
            };
            // One that is kept already stays as it is remembered: none or one.
            tx.run(
                "INSERT INTO tree (org, level, number, hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                args![org.as_str(), i64::from(level), number, hex(&hash)],
            )
            .await?;
        }
        level += STEP;
    }
    Ok(())
}
