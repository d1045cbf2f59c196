//! Templates handed in to WhatsApp: which there are to be, and which of them it does not know yet.

use crate::graph::Graph;
use anyhow::Context as _;
use axum::body::Bytes;
use channels::cloud_api::{Listed, hand_in, template_language};
use domain::directory::Directory;
use domain::wording::choices::title;
use domain::wording::{Sentence, Texts, own, texts};
use serde_json::Value;
use web::HandedIn;

/// A document of the sort that a template brings: one empty page.
const SAMPLE: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A template there is to be: what it says, and in which language.
pub type Wanted = (Sentence, &'static Texts);

/// Every template in these languages.
pub fn all(languages: &[String]) -> Vec<Wanted> {
    let of = |language: &String| {
        let texts = texts(language);
        Sentence::ALL.iter().map(move |sentence| (*sentence, texts))
    };
    languages.iter().flat_map(of).collect()
}

/// Those of them that WhatsApp does not list, whatever it decided about them.
pub fn missing(languages: &[String], listed: &[Listed]) -> Vec<Wanted> {
    let is_listed = |(sentence, texts): &Wanted| {
        let language = template_language(texts.language);
        listed.iter().any(|one| one.name == sentence.word() && is_spelt(&one.language, language))
    };
    all(languages).into_iter().filter(|one| !is_listed(one)).collect()
}

/// Whether a language that WhatsApp lists is this one: English is where any of its varieties is.
pub fn is_spelt(listed: &str, wanted: &str) -> bool {
    listed == wanted || wanted == "en" && listed.starts_with("en_")
}

/// The request that hands one in; `sample` is what WhatsApp was shown of a document that a template brings.
pub fn request((sentence, texts): Wanted, sample: &str) -> Value {
    let title = |choice| title(&Directory::default(), texts.language, choice);
    let buttons: Vec<String> = sentence.choices().iter().map(title).collect();
    let sample = Some(sample).filter(|_| sentence.has_paper());
    hand_in((sentence.word(), texts.language), (&texts.template(sentence), &buttons), sample, own::sample)
}

/// Hands templates in, one after another, and says what became of each.
///
/// # Errors
/// When WhatsApp cannot be shown a document of the sort that a template brings.
pub async fn submit(graph: &Graph, wanted: &[Wanted]) -> anyhow::Result<HandedIn> {
    let mut done = HandedIn::default();
    if wanted.is_empty() {
        return Ok(done);
    }
    let sample = graph.show_sample(Bytes::from_static(SAMPLE), "application/pdf").await;
    let sample = sample.context("WhatsApp was to see a document of the sort that a template brings")?;
    for one in wanted {
        let named = format!("{} ({})", one.0.word(), one.1.language);
        match graph.hand_in(&request(*one, &sample)).await {
            Ok(()) => done.taken.push(named),
            Err(error) => done.refused.push((named, format!("{error:#}"))),
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_not_handed_in_again() {
        let languages = ["en".to_owned(), "zh".to_owned()];
        let listed = |name: &str, language: &str| Listed {
            name: name.to_owned(),
            language: language.to_owned(),
            state: "PENDING".to_owned(),
            is_approved: false,
            buttons: 0,
        };
        let missing = missing(&languages, &[listed("laksana_trial", "zh_CN"), listed("laksana_trial", "en_US")]);
        assert_eq!(missing.len(), 2 * Sentence::ALL.len() - 2);
        assert!(missing.iter().all(|(sentence, _)| *sentence != Sentence::Trial), "English of any country is English");
    }
}
