//! Pages in other languages: nothing of ours stays English, and what people wrote stays as they wrote it.

use super::{Answer, Site, request};
use crate::world::SESSION;
use axum::http::{HeaderValue, Method, StatusCode, header};

/// Languages of other scripts: what is still written in Latin letters there, nobody looked up.
const OTHERS: [&str; 4] = ["zh", "ta", "ar", "hi"];
/// Every page that a member can open.
const PAGES: [&str; 52] = [
    "/",
    "/triage",
    "/tickets",
    "/tickets?group=all&q=lift",
    "/tickets?q=nothing-like-it",
    "/tickets/T-4",
    "/tickets/T-5",
    "/tickets/T-6",
    "/tickets/T-7",
    "/board",
    "/board?by=priority&limit=1",
    "/sla",
    "/sla?show=missed&target=acknowledge",
    "/tasks",
    "/tasks?days=28",
    "/tasks/lobby%2Fa%201/2026-11-20",
    "/handover",
    "/rotas",
    "/places",
    "/vendors",
    "/reports/daily/2026-11-20",
    "/reports/weekly/2026-11-20",
    "/reports/whole/2026-11-20",
    "/reports/weekly/2026-11-20/requests/0/0",
    "/messages",
    "/messages?kind=checkin",
    "/search",
    "/search?q=lift",
    "/search?q=lfit&photo=yes",
    "/outbox",
    "/import",
    "/import/preview/u1",
    "/import/i1",
    "/import/i2",
    "/import/i1/removal",
    "/directory",
    "/audit",
    "/members",
    "/members/owner",
    "/account",
    "/channels",
    "/subscriptions",
    "/handouts",
    "/settings/whatsapp",
    "/settings/labels",
    "/settings/costs",
    "/settings/retention",
    "/settings/words?language=en",
    "/settings/words/en/laksana_verify",
    "/reader",
    "/keys",
    "/go?q=a",
];
/// Names, and what is typed as it stands in every language.
const NAMES: [&str; 21] = [
    "Laksana", "WhatsApp", "Android", "iPhone", "Mac", "Ctrl", "Enter", "GiB", "Meta", "Manager", "Asia", "Kuala",
    "Lumpur", "zip", "txt", "handover", "example", "reports", "laksana", "csv", "jsonl",
];
/// Who speaks in these pages, where their names stand in what is read out.
const PEOPLE: [&str; 10] = ["Siti", "Rahman", "Aini", "Ravi", "Ali", "Hassan", "Tan", "Block", "script", "alert"];

/// Elements without an end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "path", "rect"];
/// Elements whose text is typed, chosen from names, or read by nobody.
const TYPED: [&str; 8] = ["code", "kbd", "script", "style", "title", "textarea", "svg", "blockquote"];

async fn spoken(site: &Site, path: &str, language: &str) -> Answer {
    let mut asked = request(Method::GET, path, Some(SESSION), "");
    asked.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(language).expect("a tag is a header"));
    site.send(asked).await
}

/// What of a page is written in Latin letters and is no text of people: those stand in elements of their own direction
/// or language.
fn latin(page: &str) -> Vec<String> {
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut found = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(ended) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|(name, _)| name != ended) {}
        } else if !tag.starts_with('!') {
            let is_theirs = open.last().is_some_and(|(_, is_theirs)| *is_theirs)
                || TYPED.contains(&name)
                || name == "bdi"
                || tag.contains("dir=\"auto\"")
                || (name != "html" && tag.contains(" lang=\""))
                // Choices are names, or words whose list is looked at elsewhere.
                || (name == "option" && !tag.contains("value=\"\""));
            if !VOID.contains(&name) {
                open.push((name.to_owned(), is_theirs));
            }
            for label in ["aria-label=\"", "placeholder=\""] {
                let label = tag.split_once(label).and_then(|(_, rest)| rest.split_once('"'));
                found.extend(label.filter(|_| !is_theirs).into_iter().flat_map(|(label, _)| words(label)));
            }
        }
        if !open.last().is_some_and(|(_, is_theirs)| *is_theirs) {
            found.extend(words(text));
        }
    }
    found
}

/// Words of Latin letters; what is isolated from the text around it is of people.
fn words(text: &str) -> Vec<String> {
    let mut depth = 0;
    let of_ours: String = text
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '\u{2068}') - i32::from(*letter == '\u{2069}');
            depth == 0
        })
        .collect();
    let of_ours = of_ours.replace("&lt;", " ").replace("&gt;", " ").replace("&quot;", " ").replace("&amp;", " ");
    let latin = of_ours.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    latin
        .filter(|word| !NAMES.contains(word) && !PEOPLE.contains(word) && word.chars().any(char::is_lowercase))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn no_page_keeps_english_words_in_another_language() {
    let site = Site::busy().await;
    let mut kept = Vec::new();
    for language in OTHERS {
        for path in PAGES {
            let answer = spoken(&site, path, language).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
            let words = latin(&answer.text);
            kept.extend((!words.is_empty()).then(|| format!("{language} {path}: {}", words.join(" "))));
        }
    }
    assert!(kept.is_empty(), "{kept:#?}");
}

#[tokio::test]
async fn a_member_reads_the_language_they_chose_and_a_stranger_that_of_the_browser() {
    let site = Site::busy().await;
    let stranger = |language: &'static str| {
        let mut asked = request(Method::GET, "/sign-in", None, "");
        asked.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        site.send(asked)
    };
    assert!(stranger("pt-BR,pt;q=0.9").await.text.contains("<html lang=\"pt\">"));
    assert!(stranger("fr").await.text.contains("<html lang=\"en\">"));
    let answer = site.post("/account/language", "language=ar").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = spoken(&site, "/", "es").await.text;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    let account = site.get("/account").await.text;
    assert!(account.contains("<option value=\"ar\" lang=\"ar\" selected>"), "{account}");
    assert_eq!(site.post("/account/language", "language=").await.status, StatusCode::SEE_OTHER);
    assert!(spoken(&site, "/", "es").await.text.contains("<html lang=\"es\">"));
    assert_eq!(site.get("/nowhere").await.status, StatusCode::NOT_FOUND);
    assert!(spoken(&site, "/nowhere", "es").await.text.contains("<html lang=\"es\">"));
}

#[tokio::test]
async fn what_people_wrote_stays_as_they_wrote_it() {
    let site = Site::busy().await;
    let page = spoken(&site, "/messages", "ta").await.text;
    assert!(page.contains("Good morning all"), "{page}");
    let ticket = spoken(&site, "/tickets/T-6", "ar").await.text;
    assert!(
        ticket.contains("<h1 dir=\"auto\">Lift stuck again Block B") && ticket.contains("ProLift Sdn Bhd"),
        "{ticket}"
    );
}

#[tokio::test]
async fn the_first_page_is_small_in_every_language() {
    /// Over the wire with its style and script, as the budget of the pages says.
    const BUDGET_BYTES: usize = 30 * 1024;
    let site = Site::busy().await;
    let mut all = Vec::new();
    for language in ["en", "ta", "hi", "ar"] {
        let mut asked = request(Method::GET, "/", Some(SESSION), "");
        asked.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        asked.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let page = site.size(asked).await;
        all.push((language, page));
    }
    let mut assets = 0;
    let english = site.get("/").await.text;
    for path in english.split('"').filter(|part| part.starts_with("/assets/")) {
        let mut asked = request(Method::GET, path, None, "");
        asked.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        assets += site.size(asked).await;
    }
    assert!(all.iter().all(|(_, page)| page + assets < BUDGET_BYTES), "{all:?} beside {assets}");
}
