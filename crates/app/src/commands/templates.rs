//! `laksana templates`: the templates we need, to look at or to hand in to WhatsApp.

use crate::cloud_api::CloudApi;
use crate::graph::Graph;
use crate::handing;
use anyhow::Context as _;
use domain::wording;
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
        let wanted = self.wanted()?;
        if !self.submit {
            let handle = "a handle of a sample document";
            let requests: Vec<Value> = wanted.into_iter().map(|one| handing::request(one, handle)).collect();
            println!("{}", serde_json::to_string_pretty(&requests)?);
            return Ok(ExitCode::SUCCESS);
        }
        let account = self.cloud_api.account()?;
        let account = account.context(
            "set LAKSANA_CLOUD_API_PHONE_NUMBER_ID, LAKSANA_CLOUD_API_WABA_ID and LAKSANA_CLOUD_API_ACCESS_TOKEN first",
        )?;
        let done = handing::submit(&Graph::new(account)?, &wanted).await?;
        for named in &done.taken {
            println!("{named} was handed in");
        }
        for (named, why) in &done.refused {
            println!("{named} was not taken: {why}");
        }
        if done.left > 0 {
            println!("{} were not tried after that; hand them in later", done.left);
        }
        println!("WhatsApp decides within minutes, mostly; what it approves is used from then on.");
        Ok(if done.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn wanted(&self) -> anyhow::Result<Vec<handing::Wanted>> {
        let known: Vec<String> = wording::languages().map(str::to_owned).collect();
        if let Some(unknown) = self.language.iter().find(|tag| !known.contains(tag)) {
            anyhow::bail!("there are no texts in “{unknown}”; there are some in {}", known.join(", "));
        }
        Ok(handing::all(if self.language.is_empty() { &known } else { &self.language }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::wording::Sentence;

    fn asked(language: &[&str]) -> anyhow::Result<Vec<handing::Wanted>> {
        let language = language.iter().map(|tag| (*tag).to_owned()).collect();
        Templates { language, submit: false, cloud_api: CloudApi::default() }.wanted()
    }

    #[test]
    fn there_is_one_for_each_sentence_and_language() {
        assert_eq!(asked(&[]).unwrap().len(), 9 * Sentence::ALL.len());
        assert_eq!(asked(&["ms", "zh"]).unwrap().len(), 2 * Sentence::ALL.len());
        assert!(asked(&["xx"]).unwrap_err().to_string().contains("ms"));
    }
}
