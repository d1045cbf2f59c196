//! Settings of the environment and of `laksana.toml`: knows every name, refuses what it does not know, and offers the
//! rest to the command line's definition. What is said on the command line wins over the environment, and that over
//! the file.

mod file;
#[cfg(test)]
mod tests;

pub use file::{File, NAME as FILE};

use clap::Command;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

/// Every setting, as the file spells it. A flag has hyphens instead, the environment capitals after `LAKSANA_`.
pub const NAMES: [&str; 39] = [
    "alert_mail",
    "bridge_secret",
    "bridge_secret_file",
    "checkpoints",
    "cloud_api_access_token",
    "cloud_api_access_token_file",
    "cloud_api_app_secret",
    "cloud_api_app_secret_file",
    "cloud_api_base_url",
    "cloud_api_phone_number_id",
    "cloud_api_verify_token",
    "cloud_api_verify_token_file",
    "cloud_api_waba_id",
    "data",
    "database_url",
    "evolution_token",
    "evolution_token_file",
    "fonts",
    "listen",
    "mail_from",
    "media_url",
    "messages_month_max",
    "opinion_day_max",
    "opinion_key",
    "opinion_key_file",
    "opinion_model",
    "opinion_url",
    "people_day_max",
    "public_url",
    "smtp_url",
    "smtp_url_file",
    "timezone",
    "voice_key",
    "voice_key_file",
    "voice_model",
    "voice_url",
    "waha_hmac_key",
    "waha_hmac_key_file",
    "words_only",
];
/// What only the environment can say: where the file is, and what is logged.
const OUTSIDE_THE_FILE: [&str; 2] = ["config", "log"];
/// What settings begin with in the environment.
const PREFIX: &str = "LAKSANA_";
/// What the settings that name a secret's file end with.
const FILE_SUFFIX: &str = "_file";

/// What the environment sets, and what the command line says in its place.
#[derive(Debug, Default)]
pub struct Environment {
    values: BTreeMap<&'static str, OsString>,
    said: BTreeSet<String>,
}

impl Environment {
    /// What these variables set. An empty one, as compose files write them, sets nothing.
    ///
    /// # Errors
    /// When there is one of ours that is no setting.
    pub fn of(variables: impl IntoIterator<Item = (OsString, OsString)>) -> anyhow::Result<Self> {
        let mut values = BTreeMap::new();
        for (variable, value) in variables {
            let Some(ours) = variable.to_str().and_then(|variable| variable.strip_prefix(PREFIX)) else { continue };
            let known = || NAMES.into_iter().chain(OUTSIDE_THE_FILE);
            let Some(name) = known().find(|name| name.to_ascii_uppercase() == ours) else {
                let nearest = nearest(&ours.to_ascii_lowercase(), known()).to_ascii_uppercase();
                anyhow::bail!(
                    "the environment sets {PREFIX}{ours}, which is no setting; the nearest is {PREFIX}{nearest}"
                );
            };
            if !value.is_empty() {
                values.insert(name, value);
            }
        }
        Ok(Self { values, said: BTreeSet::new() })
    }

    /// The same, where a command line says something: a secret that it names by its file is not taken from the
    /// environment as text, nor from the file of settings.
    #[must_use]
    pub fn behind(mut self, line: &[OsString]) -> Self {
        let flags = line.iter().filter_map(|word| word.to_str()?.strip_prefix("--"));
        let names = flags.map(|flag| flag.split('=').next().unwrap_or_default().replace('-', "_"));
        self.said = names.map(|name| stem(&name).to_owned()).collect();
        self
    }

    /// Whether it sets this, or the same by the other of text and file.
    fn sets(&self, name: &str) -> bool {
        self.is_said(name) || self.values.keys().any(|set| stem(set) == stem(name))
    }

    /// Whether the command line says it, as text or as a file.
    fn is_said(&self, name: &str) -> bool {
        self.said.contains(stem(name))
    }
}

/// What a setting is about, whether it is said as text or as a file.
fn stem(name: &str) -> &str {
    name.strip_suffix(FILE_SUFFIX).unwrap_or(name)
}

/// A command line whose flags are set by the environment where they are not said.
pub fn offer(command: Command, environment: &Environment) -> Command {
    every_flag(command, &|flag| {
        let name = flag.get_id().as_str();
        let value = environment.values.get(name).filter(|_| !environment.is_said(name));
        let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
        let help = format!("{help} [env: {PREFIX}{}]", name.to_ascii_uppercase());
        let flag = flag.help(help);
        match value {
            Some(value) => flag.default_value(value.clone()).hide_default_value(true),
            None => flag,
        }
    })
}

/// The same, set by the file where the environment does not set them either.
pub fn fill(command: Command, environment: &Environment, file: &File) -> Command {
    every_flag(command, &|flag| {
        let name = flag.get_id().as_str();
        match file.value(name) {
            Some(value) if !environment.sets(name) => flag.default_value(value.to_owned()).hide_default_value(true),
            _ => flag,
        }
    })
}

/// Changes every flag that is a setting, of the command and of those below it.
fn every_flag(command: Command, change: &dyn Fn(clap::Arg) -> clap::Arg) -> Command {
    let command = command.mut_args(|flag| {
        let name = flag.get_id().as_str();
        if NAMES.contains(&name) || OUTSIDE_THE_FILE.contains(&name) { change(flag) } else { flag }
    });
    command.mut_subcommands(|below| every_flag(below, change))
}

/// The name most like a misspelt one.
fn nearest(misspelt: &str, known: impl Iterator<Item = &'static str>) -> &'static str {
    let likeness = |name: &str| strsim::jaro_winkler(misspelt, name);
    known.max_by(|one, other| likeness(one).total_cmp(&likeness(other))).unwrap_or_default()
}
