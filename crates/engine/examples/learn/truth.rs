//! The ground truth of a scenario.

use anyhow::{Context as _, Result};
use engine::scenario::Scenario;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub struct Truth {
    pub messages: HashMap<String, Label>,
    pub occurrences: Vec<Proof>,
}

#[derive(Debug, Deserialize)]
pub struct Label {
    pub kind: String,
    pub category: Option<String>,
    pub priority: Option<String>,
    pub place: Option<String>,
    pub ticket: Option<String>,
    pub task: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Proof {
    pub task: String,
    pub date: String,
    pub message: Option<String>,
}

#[derive(Debug, Deserialize)]
struct WithTruth {
    truth: Truth,
}

/// A scenario with its truth.
#[derive(Debug)]
pub struct Case {
    pub path: PathBuf,
    pub scenario: Scenario,
    pub truth: Truth,
}

/// Reads all scenarios of a folder, in order of name.
pub fn load(folder: &Path) -> Result<Vec<Arc<Case>>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    let case = |path: PathBuf| -> Result<Arc<Case>> {
        let text = std::fs::read_to_string(&path)?;
        let WithTruth { truth } = serde_json::from_str(&text)?;
        Ok(Arc::new(Case { scenario: Scenario::from_json(&text)?, truth, path }))
    };
    paths.into_iter().map(case).collect()
}
