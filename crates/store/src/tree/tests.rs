//! The tree against the published vectors of RFC 6962's reference implementation, and against the RFC's own recursion.

use super::*;
use crate::digest::hex;

/// Certificate Transparency's eight leaves.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// Their roots, for one leaf, two leaves and so on.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const PATH_0_8: [&str; 3] = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
];
const PATH_5_8: [&str; 3] = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
];
const FROM_6_TO_8: [&str; 3] = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
];
const FROM_2_TO_5: [&str; 2] = [
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
];

fn published() -> Vec<Hash> {
    let byte = |text: &str, at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    let bytes = |text: &str| (0..text.len()).step_by(2).map(|at| byte(text, at)).collect::<Vec<_>>();
    LEAVES.iter().map(|text| leaf(&bytes(text))).collect()
}

fn many(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf(&n.to_be_bytes())).collect()
}

/// MTH of RFC 6962, 2.1, word for word.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty(),
        [one] => *one,
        more => {
            let k = (1..).map(|power| 1 << power).take_while(|k| *k < more.len()).last().unwrap_or(1);
            parent(&root(&more[..k]), &root(&more[k..]))
        }
    }
}

fn hashes(spans: &[Span], leaves: &[Hash]) -> Vec<Hash> {
    spans.iter().map(|span| root(&leaves[span.from as usize..span.to as usize])).collect()
}

fn hexes(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| hex(hash)).collect()
}

#[test]
fn roots_are_the_published_ones() {
    assert_eq!(hex(&empty()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let leaves = published();
    let mut edge = Edge::default();
    for (leaf, wanted) in leaves.iter().zip(ROOTS) {
        edge.push(*leaf, |_, _| {});
        assert_eq!(hex(&edge.root()), wanted);
        assert_eq!(hex(&root(&leaves[..edge.size() as usize])), wanted);
    }
}

#[test]
fn proofs_are_the_published_ones() {
    let leaves = published();
    assert_eq!(hexes(&hashes(&inclusion(0, 8), &leaves)), PATH_0_8);
    assert_eq!(hexes(&hashes(&inclusion(5, 8), &leaves)), PATH_5_8);
    assert_eq!(hexes(&hashes(&consistency(1, 8), &leaves)), PATH_0_8);
    assert_eq!(hexes(&hashes(&consistency(6, 8), &leaves)), FROM_6_TO_8);
    assert_eq!(hexes(&hashes(&consistency(2, 5), &leaves)), FROM_2_TO_5);
}

#[test]
fn every_proof_up_to_seventy_leaves_holds_and_none_other_does() {
    let leaves = many(70);
    let roots: Vec<Hash> = (0..=70).map(|size| root(&leaves[..size])).collect();
    for size in 1..=70_u64 {
        let at = &roots[size as usize];
        for index in 0..size {
            let path = hashes(&inclusion(index, size), &leaves);
            let leaf = &leaves[index as usize];
            assert!(is_included(leaf, index, size, &path, at), "{index} of {size}");
            assert!(!is_included(leaf, index, size, &path, &roots[size as usize - 1]));
            assert!(!is_included(leaf, (index + 1) % size, size, &path, at) || size == 1);
            assert!(!is_included(leaf, index, size, &[&path[..], &[*at]].concat(), at));
            assert!(path.is_empty() || !is_included(leaf, index, size, &path[1..], at));
        }
        for old in 0..=size {
            let path = hashes(&consistency(old, size), &leaves);
            let earlier = (old, &roots[old as usize]);
            assert!(is_consistent(earlier, (size, at), &path), "{old} to {size}");
            assert!(!is_consistent((old, &leaf(b"x")), (size, at), &path));
            assert!(old == 0 || !is_consistent(earlier, (size, &leaf(b"x")), &path));
            assert!(!is_consistent(earlier, (size, at), &[&path[..], &[*at]].concat()));
        }
        assert!(!is_consistent((size + 1, at), (size, at), &[]));
    }
}

#[test]
fn a_span_is_joined_from_its_complete_nodes() {
    let leaves = many(300);
    for (from, to) in [(0, 300), (256, 300), (0, 256), (256, 257), (128, 255), (0, 0)] {
        let nodes = Span { from, to }.nodes();
        let of = |node: &Node| root(&leaves[(node.number << node.level) as usize..][..1 << node.level]);
        assert_eq!(join(&nodes.iter().map(of).collect::<Vec<_>>()), root(&leaves[from as usize..to as usize]));
    }
}

#[test]
fn the_edge_tells_of_each_node_once_when_it_is_whole() {
    let leaves = many(20);
    let (mut edge, mut seen) = (Edge::default(), Vec::new());
    for leaf in &leaves {
        edge.push(*leaf, |node, hash| seen.push((node, *hash)));
    }
    assert_eq!(seen.len(), 20 + 10 + 5 + 2 + 1);
    for (node, hash) in seen {
        assert_eq!(hash, root(&leaves[(node.number << node.level) as usize..][..1 << node.level]));
    }
}
