//! `laksana templates`: the templates we need, to look at or to hand in to WhatsApp.

use crate::cloud_api::CloudApi;
use crate::graph::Graph;
use anyhow::Context as _;
use axum::body::Bytes;
use channels::cloud_api::hand_in;
use domain::directory::Directory;
use domain::wording::choices::title;
use domain::wording::{self, Sentence, Texts, own};
use serde_json::Value;
use std::process::ExitCode;

/// A document of the sort that a template brings: one empty page.
const SAMPLE: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

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
        if !self.submit {
            println!("{}", serde_json::to_string_pretty(&self.requests("a handle of a sample document")?)?);
            return Ok(ExitCode::SUCCESS);
        }
        let account = self.cloud_api.account()?;
        let account = account.context(
            "set LAKSANA_CLOUD_API_PHONE_NUMBER_ID, LAKSANA_CLOUD_API_WABA_ID and LAKSANA_CLOUD_API_ACCESS_TOKEN first",
        )?;
        let graph = Graph::new(account)?;
        let sample = graph.show_sample(Bytes::from_static(SAMPLE), "application/pdf").await;
        let sample = sample.context("WhatsApp was to see a document of the sort that a template brings")?;
        let requests = self.requests(&sample)?;
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

    fn requests(&self, sample: &str) -> anyhow::Result<Vec<Value>> {
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
                let sample = Some(sample).filter(|_| sentence.has_paper());
                let words = texts.template(*sentence);
                hand_in((sentence.word(), texts.language), (&words, &buttons), sample, own::sample)
            };
            Sentence::ALL.iter().map(request).collect::<Vec<_>>()
        };
        Ok(wording::all().filter(is_meant).flat_map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(language: &[&str]) -> anyhow::Result<Vec<Value>> {
        let language = language.iter().map(|tag| (*tag).to_owned()).collect();
        Templates { language, submit: false, cloud_api: CloudApi::default() }.requests("h")
    }

    #[test]
    fn there_is_one_for_each_sentence_and_language() {
        assert_eq!(asked(&[]).unwrap().len(), 9 * Sentence::ALL.len());
        assert_eq!(asked(&["ms", "zh"]).unwrap().len(), 2 * Sentence::ALL.len());
        assert!(asked(&["xx"]).unwrap_err().to_string().contains("ms"));
    }
}
