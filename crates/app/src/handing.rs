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

/// Hands templates in, one after another, and says what became of each. It ends where WhatsApp says what it would say of every
/// other: hundreds go more than it takes in an hour.
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
    for (nth, one) in wanted.iter().enumerate() {
        let named = format!("{} ({})", one.0.word(), one.1.language);
        match graph.hand_in(&request(*one, &sample)).await {
            Ok(()) => done.taken.push(named),
            Err(why) => {
                done.refused.push((named, why.words));
                if why.is_of_all {
                    done.left = wanted.len() - nth - 1;
                    break;
                }
            }
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::State;
    use axum::http::StatusCode;
    use axum::response::{IntoResponse as _, Response};
    use axum::routing::{get, post};
    use axum::{Json, Router};
    use channels::cloud_api::{Account, Secret};
    use serde_json::json;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

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

    /// Takes the first, finds fault with the second, and answers the third and all after it with an error of this number.
    async fn take(State((asked, code)): State<(Arc<AtomicU64>, u64)>) -> Response {
        let code = match asked.fetch_add(1, Ordering::Relaxed) {
            0 => return Json(json!({ "id": "1" })).into_response(),
            1 => 100,
            _ => code,
        };
        (StatusCode::BAD_REQUEST, Json(json!({ "error": { "message": "no", "code": code } }))).into_response()
    }

    #[tokio::test]
    async fn what_is_said_of_every_other_ends_it() {
        let wanted = all(&["en".to_owned()]);
        for (code, tried) in [(80_007, 3), (4, 3), (190, 3), (10, 3), (368, 3), (100, wanted.len())] {
            let asked = Arc::new(AtomicU64::new(0));
            let router = Router::new()
                .route("/app", get(async || Json(json!({ "id": "7" }))))
                .route("/7/uploads", post(async || Json(json!({ "id": "upload:x" }))))
                .route("/upload:x", post(async || Json(json!({ "h": "a handle" }))))
                .route("/102/message_templates", post(take))
                .with_state((Arc::clone(&asked), code));
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let base_url = format!("http://{}", listener.local_addr().unwrap());
            let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
            let account = Account {
                base_url,
                phone_number_id: "106".to_owned(),
                waba_id: Some("102".to_owned()),
                access_token: Secret::new("a token").unwrap(),
            };
            let done = submit(&Graph::new(account).unwrap(), &wanted).await.unwrap();
            assert_eq!(asked.load(Ordering::Relaxed), tried as u64, "{code}");
            assert_eq!(
                (done.taken.len(), done.refused.len(), done.left),
                (1, tried - 1, wanted.len() - tried),
                "{code}"
            );
            serving.abort();
        }
    }
}
