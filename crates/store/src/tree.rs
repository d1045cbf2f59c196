//! The Merkle tree over a journal, hashed as RFC 6962 and RFC 9162 say; pure, and knows nothing of where hashes are kept.
//!
//! Leaf `n`, from 0, is the entry at position `n + 1`: SHA-256 over the byte 0 and the 32 bytes of its digest. A node is
//! SHA-256 over the byte 1 and its two halves. A proof is a list of [`Span`]s here, whose hashes somebody else looks up.

use sha2::{Digest as _, Sha256};

/// SHA-256, as bytes.
pub type Hash = [u8; 32];

/// A complete node: the hash of the `2^level` leaves from `number * 2^level` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// How many steps above the leaves it stands.
    pub level: u32,
    /// Which of its level, from the left.
    pub number: u64,
}

/// The leaves from `from` up to, and without, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub from: u64,
    /// After the last.
    pub to: u64,
}

/// The root of no leaves.
#[must_use]
pub fn empty() -> Hash {
    Sha256::digest([]).into()
}

/// The hash of a leaf.
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

/// The hash of a node with these halves.
#[must_use]
pub fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The hash of neighbouring nodes of falling size, as [`Span::nodes`] lists them; [`empty`] for none.
#[must_use]
pub fn join(nodes: &[Hash]) -> Hash {
    let joined = nodes.iter().rev().copied().reduce(|right, left| parent(&left, &right));
    joined.unwrap_or_else(empty)
}

impl Span {
    /// How many leaves there are.
    fn len(self) -> u64 {
        self.to - self.from
    }

    /// The complete nodes it consists of, from the left. It begins where a node of its size may begin.
    #[must_use]
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut from = self.from;
        while from < self.to {
            let level = (self.to - from).ilog2();
            nodes.push(Node { level, number: from >> level });
            from += 1 << level;
        }
        nodes
    }

    /// Where RFC 9162 splits it: the largest power of two smaller than its length.
    fn middle(self) -> u64 {
        self.from + (1 << (self.len() - 1).ilog2())
    }
}

/// What proves that leaf `index` is in the tree of `size` leaves, from the leaf up. Nothing for a leaf that is not.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Vec<Span> {
    let mut path = Vec::new();
    let mut at = Span { from: 0, to: size };
    while index < at.to && at.len() > 1 {
        let (left, right) = (Span { to: at.middle(), ..at }, Span { from: at.middle(), ..at });
        let (inside, beside) = if index < left.to { (left, right) } else { (right, left) };
        path.push(beside);
        at = inside;
    }
    path.reverse();
    path
}

/// What proves that the tree of `old` leaves is the beginning of the tree of `new`. Nothing when either is empty or they
/// are the same size.
#[must_use]
pub fn consistency(old: u64, new: u64) -> Vec<Span> {
    let mut path = Vec::new();
    let mut at = Span { from: 0, to: new };
    let mut is_whole = true;
    while 0 < old && old < at.to {
        let (left, right) = (Span { to: at.middle(), ..at }, Span { from: at.middle(), ..at });
        if old <= left.to {
            path.push(right);
            at = left;
        } else {
            path.push(left);
            at = right;
            is_whole = false;
        }
    }
    if !is_whole {
        path.push(at);
    }
    path.reverse();
    path
}

/// Whether a path proves that `leaf` is leaf `index` of the tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn is_included(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = parent(beside, &hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            hash = parent(&hash, beside);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether a path proves that one tree is the beginning of another (RFC 9162, 2.1.4.2).
#[must_use]
pub fn is_consistent((old, old_root): (u64, &Hash), (new, new_root): (u64, &Hash), path: &[Hash]) -> bool {
    if old >= new || old == 0 {
        return path.is_empty() && old <= new && if old == 0 { *old_root == empty() } else { old_root == new_root };
    }
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let mut path = path.iter();
    // A tree of a power of two leaves is a node of the larger one: its own root is where the path begins.
    let Some(first) = (if old.is_power_of_two() { Some(old_root) } else { path.next() }) else { return false };
    let (mut of_old, mut of_new) = (*first, *first);
    for beside in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            (of_old, of_new) = (parent(beside, &of_old), parent(beside, &of_new));
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            of_new = parent(&of_new, beside);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && of_old == *old_root && of_new == *new_root
}

/// The right edge of a growing tree: the complete nodes it consists of, from the left.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    nodes: Vec<(u32, Hash)>,
    size: u64,
}

impl Edge {
    /// Adds a leaf. `complete` is told of each node that has become whole, the leaf itself first.
    pub fn push(&mut self, leaf: Hash, mut complete: impl FnMut(Node, &Hash)) {
        let (mut level, mut hash) = (0, leaf);
        complete(Node { level, number: self.size }, &hash);
        while let Some((_, left)) = self.nodes.pop_if(|(of, _)| *of == level) {
            level += 1;
            hash = parent(&left, &hash);
            complete(Node { level, number: self.size >> level }, &hash);
        }
        self.nodes.push((level, hash));
        self.size += 1;
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        let hashes: Vec<Hash> = self.nodes.iter().map(|(_, hash)| *hash).collect();
        join(&hashes)
    }
}

#[cfg(test)]
mod tests;
