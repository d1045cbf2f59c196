//! The rules of ARCHITECTURE.md, GLOSSARY.md and STYLE.md that a program can check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates each may know. Any other arrow is a mistake in the design.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("channels", &["domain"]),
    ("brain", &["domain"]),
    ("proof", &["domain", "store"]),
    ("reports", &["domain"]),
    ("simulator", &[]),
    ("schema", &[]),
    ("ear", &[]),
    ("eye", &[]),
    ("web", &["domain", "store", "reports"]),
    ("engine", &["domain", "store", "channels", "brain"]),
    ("api", &["domain", "store", "channels", "engine"]),
    ("sim", &["domain", "store", "channels", "brain", "engine"]),
    (
        "laksana",
        &[
            "domain",
            "store",
            "channels",
            "brain",
            "engine",
            "web",
            "api",
            "sim",
            "proof",
            "reports",
            "simulator",
            "ear",
            "eye",
        ],
    ),
    ("benches", &["domain", "store", "channels", "brain", "engine", "reports", "web", "sim"]),
    ("xtask", &[]),
];

/// Crates that only one of ours may bring in.
const WALLS: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["web", "api", "laksana", "benches", "simulator"]),
    ("maud", &["web", "proof", "simulator"]),
    ("reqwest", &["laksana", "store"]),
    ("object_store", &["store"]),
    ("zip", &["channels", "engine", "proof"]),
    ("rust_xlsxwriter", &["reports"]),
    ("typst", &["reports"]),
    ("typst-layout", &["reports"]),
    ("typst-pdf", &["reports"]),
    ("lettre", &["laksana"]),
    ("opus-decoder", &["ear"]),
    ("hyper-util", &["simulator"]),
];

/// A source file longer than this holds more than one idea.
const LINES_MAX: usize = 400;
/// Lists of everything there is of one kind, which cannot be parted: the one serialised contract, and what may be asked.
const LISTS: &[&str] = &["crates/domain/src/event.rs", "crates/domain/src/request.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in the repository").to_path_buf()
}

fn sources() -> Vec<(PathBuf, String)> {
    let listed = Command::new("git").args(["ls-files", "*.rs"]).current_dir(root()).output().expect("git lists files");
    let names = String::from_utf8(listed.stdout).expect("names are UTF-8");
    let read = |name: &str| Some((PathBuf::from(name), std::fs::read_to_string(root().join(name)).ok()?));
    names.lines().filter_map(read).collect()
}

/// What each of our crates depends on outside its tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo describes the workspace");
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("cargo writes JSON");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a crate has a name").to_owned();
    let empty = Vec::new();
    let mut found = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap_or(&empty) {
        let all = package["dependencies"].as_array().unwrap_or(&empty);
        let shipped = all.iter().filter(|dependency| dependency["kind"].is_null());
        found.insert(name(package), shipped.map(name).collect());
    }
    found
}

#[test]
fn crates_know_only_whom_they_may() {
    let ours: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let found = dependencies();
    assert_eq!(found.keys().map(String::as_str).collect::<BTreeSet<_>>(), ours);
    for (name, allowed) in ARROWS {
        for dependency in found[*name].iter().filter(|dependency| ours.contains(dependency.as_str())) {
            assert!(allowed.contains(&dependency.as_str()), "{name} may not know {dependency}");
        }
    }
}

#[test]
fn heavy_crates_stay_behind_their_walls() {
    for (name, dependencies) in dependencies() {
        for (heavy, owners) in WALLS {
            let is_within = owners.contains(&name.as_str()) || !dependencies.contains(*heavy);
            assert!(is_within, "{name} depends on {heavy}, which belongs to {owners:?}");
        }
    }
}

#[test]
fn sql_is_spoken_in_the_store_alone() {
    let verbs = ["SELECT ", "INSERT INTO ", "UPDATE journal", "DELETE FROM "];
    for (path, text) in sources() {
        let may = path.starts_with("crates/store") || path.starts_with("xtask");
        let speaks =
            verbs.iter().any(|verb| text.contains(&format!("\"{verb}")) || text.contains(&format!(" {verb}*")));
        assert!(may || !speaks, "{} speaks SQL", path.display());
    }
}

#[test]
fn a_file_holds_one_idea_and_opens_with_it() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        let is_list = LISTS.iter().any(|list| path == Path::new(list));
        assert!(lines <= LINES_MAX || is_list, "{} has {lines} lines; split it by noun", path.display());
        assert!(text.starts_with("//!"), "{} does not say what it knows and hides", path.display());
    }
}

#[test]
fn the_glossary_knows_every_public_noun_of_the_domain() {
    let glossary = std::fs::read_to_string(root().join("GLOSSARY.md")).expect("there is a glossary");
    let mut unknown = Vec::new();
    for (path, text) in sources() {
        if !path.starts_with("crates/domain/src") {
            continue;
        }
        for line in text.lines() {
            let noun = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            let Some(noun) = noun else { continue };
            let noun: String = noun.chars().take_while(|at| at.is_alphanumeric()).collect();
            if !glossary.contains(&noun) {
                unknown.push(noun);
            }
        }
    }
    assert!(unknown.is_empty(), "GLOSSARY.md lacks {unknown:?}");
}
