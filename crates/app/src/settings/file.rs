//! `laksana.toml`: one line a setting, or a table of those that begin alike (`[cloud_api]`).

use super::{FILE_SUFFIX, NAMES, nearest};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Value;

/// How the file is called where nobody names another.
pub const NAME: &str = "laksana.toml";
/// A file of settings is small; another one given by mistake is not read into memory.
const SIZE_MAX_BYTES: u64 = 64 << 10;

/// What a file sets.
#[derive(Debug, Default)]
pub struct File {
    path: PathBuf,
    values: BTreeMap<&'static str, String>,
}

impl File {
    /// The file named, else the one in the data folder, if there is one.
    ///
    /// # Errors
    /// When the one named is not there, it is no TOML, or it sets what is no setting.
    pub fn find(named: Option<&PathBuf>, data: &Path) -> anyhow::Result<Option<Self>> {
        let (path, is_named) = match named.filter(|path| !path.as_os_str().is_empty()) {
            Some(path) => (path.clone(), true),
            None => (data.join(NAME), false),
        };
        let shown = path.display();
        if !is_named && !path.try_exists().with_context(|| format!("cannot look for {shown}"))? {
            return Ok(None);
        }
        let size = std::fs::metadata(&path).with_context(|| format!("cannot read the settings in {shown}"))?.len();
        anyhow::ensure!(size <= SIZE_MAX_BYTES, "{shown} is too large to be a file of settings");
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the settings in {shown}"))?;
        let file = Self { path: path.clone(), ..Self::parse(&text).with_context(|| format!("{shown}"))? };
        anyhow::ensure!(
            is_named || !file.values.contains_key("data"),
            "{shown} names a data folder, but it lies in one; name the file with --config, or leave “data” out"
        );
        Ok(Some(file))
    }

    /// What a text sets.
    ///
    /// # Errors
    /// When it is no TOML, or sets what is no setting.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut file = Self::default();
        for (key, value) in text.parse::<toml::Table>()? {
            file.set(&key, value)?;
        }
        for name in file.values.keys().filter_map(|name| name.strip_suffix(FILE_SUFFIX)) {
            let other = file.values.contains_key(name);
            anyhow::ensure!(!other, "“{name}” and “{name}{FILE_SUFFIX}” are both set; leave one of them out");
        }
        Ok(file)
    }

    /// The text of a setting.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Where it lies.
    pub fn shown(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    fn set(&mut self, key: &str, value: Value) -> anyhow::Result<()> {
        let text = match value {
            Value::Table(table) => return table.into_iter().try_for_each(|(k, v)| self.set(&format!("{key}_{k}"), v)),
            Value::String(text) => text,
            Value::Integer(number) => number.to_string(),
            Value::Boolean(is_so) => is_so.to_string(),
            Value::Float(_) | Value::Datetime(_) | Value::Array(_) => {
                anyhow::bail!("“{key}” must be a text in quotes")
            }
        };
        let Some(name) = NAMES.into_iter().find(|name| *name == key) else {
            let nearest = nearest(key, NAMES.into_iter());
            anyhow::bail!("“{key}” is no setting; the nearest is “{nearest}”");
        };
        anyhow::ensure!(self.values.insert(name, text).is_none(), "“{key}” is set twice");
        Ok(())
    }
}
