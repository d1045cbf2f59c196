//! `laksana templates`: the templates we need, to look at or to hand in to WhatsApp.

use crate::cloud_api::CloudApi;
use crate::graph::Graph;
use anyhow::Context as _;
use channels::cloud_api::hand_in;
use domain::directory::Directory;
use domain::wording::choices::title;
use domain::wording::{self, Sentence, Texts};
use serde_json::Value;
use std::process::ExitCode;

/// Prints the templates that say things to people outside their day, or hands them in.
#[derive(Debug, clap::Args)]
pub struct Templates {
    /// Only this language (a tag as `ms`); may be said several times
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// Hand them in to WhatsApp instead of printing them
    #[arg(long)]
    submit: bool,
    #[command(flatten)]
    cloud_api: CloudApi,
}

impl Templates {
    /// Runs it.
    ///
    /// # Errors
    /// When a language is unknown, or the number is not set up.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let requests = self.requests()?;
        if !self.submit {
            println!("{}", serde_json::to_string_pretty(&requests)?);
            return Ok(ExitCode::SUCCESS);
        }
        let account = self.cloud_api.account()?;
        let account = account.context(
            "set LAKSANA_CLOUD_API_PHONE_NUMBER_ID, LAKSANA_CLOUD_API_WABA_ID and LAKSANA_CLOUD_API_ACCESS_TOKEN first",
        )?;
        let graph = Graph::new(account)?;
        let mut refused = 0;
        for request in &requests {
            let shown = |key: &str| request[key].as_str().unwrap_or_default();
            let (name, language) = (shown("name"), shown("language"));
            match graph.hand_in(request).await {
                Ok(()) => println!("{name} ({language}) was handed in"),
                Err(error) => {
                    refused += 1;
                    println!("{name} ({language}) was not taken: {error:#}");
                }
            }
        }
        println!("WhatsApp decides within minutes, mostly; what it approves is used from then on.");
        Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn requests(&self) -> anyhow::Result<Vec<Value>> {
        if let Some(unknown) = self.language.iter().find(|tag| wording::all().all(|texts| texts.language != **tag)) {
            let known: Vec<&str> = wording::all().map(|texts| texts.language).collect();
            anyhow::bail!("there are no texts in “{unknown}”; there are some in {}", known.join(", "));
        }
        let is_meant =
            |texts: &&Texts| self.language.is_empty() || self.language.iter().any(|tag| tag == texts.language);
        let of = |texts: &'static Texts| {
            let request = |sentence: &Sentence| {
                let title = |choice| title(&Directory::default(), texts.language, choice);
                let buttons: Vec<String> = sentence.choices().iter().map(title).collect();
                hand_in(sentence.word(), texts.language, (&texts.template(*sentence), &buttons), example)
            };
            Sentence::ALL.iter().map(request).collect::<Vec<_>>()
        };
        Ok(wording::all().filter(is_meant).flat_map(of).collect())
    }
}

/// What may fill a gap, for whoever judges a template.
fn example(gap: &str) -> &'static str {
    match gap {
        "task" => "Cleaning",
        "place" => "Block C",
        "time" => "14:00",
        "person" => "Azlan",
        "ticket" => "T-104",
        "title" => "Lift not working",
        "minutes" => "15",
        "reason" => "Weather",
        "about" => "Patrol, Post 3",
        _ => "Cleaning, Block A; Bins, Block B",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(language: &[&str]) -> anyhow::Result<Vec<Value>> {
        let language = language.iter().map(|tag| (*tag).to_owned()).collect();
        Templates { language, submit: false, cloud_api: CloudApi::default() }.requests()
    }

    #[test]
    fn there_is_one_for_each_sentence_and_language() {
        assert_eq!(asked(&[]).unwrap().len(), 9 * Sentence::ALL.len());
        assert_eq!(asked(&["ms", "zh"]).unwrap().len(), 2 * Sentence::ALL.len());
        assert!(asked(&["xx"]).unwrap_err().to_string().contains("ms"));
    }
}
