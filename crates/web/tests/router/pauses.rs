//! Pauses that are contested: by link they are seen and said to be wrong, on the ticket's page a manager answers.

use super::content::between;
use super::{Site, request};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

/// The secret that the test's chance gives.
const SECRET: &str = "fresh-0123456789-abcdefghijkl";

impl Site {
    async fn link(&self, language: &str) -> String {
        let request = Request::builder().uri(format!("/v/{SECRET}")).header(header::ACCEPT_LANGUAGE, language);
        self.send(request.body(Body::empty()).expect("a request")).await.text
    }

    /// Says by the link that the pause is wrong which began at an instant.
    async fn contests(&self, once: &str, since: &str, words: &str) -> StatusCode {
        let field = |name: &str, value: &str| {
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let said = [("move", "contest"), ("once", once), ("pause", since), ("text", words)];
        let body = said.map(|(name, value)| field(name, value)).concat() + "--x--\r\n";
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/v/{SECRET}/moves"))
            .header(header::ORIGIN, "null")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.send(request.body(Body::from(body)).expect("a request")).await.status
    }
}

/// The value of the first hidden field of a name.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\" value=\"")).expect("there is such a field");
    page[at..].split('"').nth(3).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_pause_is_seen_and_contested_by_link_and_struck_on_the_page_with_a_reason() {
    let site = Site::busy().await;
    assert_eq!(site.post("/tickets/T-1/passes", "holder=work:ali").await.status, StatusCode::OK);
    assert!(!site.link("en").await.contains("id=\"pauses\""), "it did not wait yet");
    let held = site.post("/tickets/T-1/stage", "expected=assigned&stage=on_hold&reason=parts").await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
    let page = site.link("en").await;
    for words in ["Pauses", "Waiting for parts", "No message shows why", "The pause is wrong", "value=\"contest\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(site.link("es").await.contains("Espera repuestos"), "in the language of the phone");
    let since = hidden(&page, "pause");
    assert_eq!(site.contests("c0", "12", "no").await, StatusCode::CONFLICT, "it did not wait then");
    assert_eq!(site.contests("c1", &since, "the parts were here all along").await, StatusCode::SEE_OTHER);
    let page = site.link("en").await;
    assert!(page.contains("Contested") && !page.contains("value=\"contest\""), "{page}");

    let page = site.get("/tickets/T-1").await.text;
    for words in ["that it is wrong", "Ali Hassan says that the pause is wrong", "It stands", "Strike it", "Why"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let form = format!("expected=on_hold&since={since}&answer=strike");
    assert_eq!(site.post("/tickets/T-1/pause", &form).await.status, StatusCode::CONFLICT, "a reason is asked for");
    let form = format!("{form}&because=Ali+had+them+in+the+van");
    for _ in 0..2 {
        let struck = site.post("/tickets/T-1/pause", &form).await;
        assert_eq!(struck.status, StatusCode::SEE_OTHER, "{}", struck.text);
    }
    let page = site.get("/tickets/T-1").await.text;
    assert!(page.contains("struck it: the clocks ran") && page.contains("Ali had them in the van"), "{page}");
    assert_eq!(page.matches("Ali had them in the van").count(), 1, "said twice, it is said once");
    assert!(site.link("en").await.contains("Struck"));
    assert!(site.get("/audit?ticket=T-1").await.text.contains("struck the pause"));
    let undo = format!("expected=on_hold&since={since}&answer=undo");
    assert_eq!(site.post("/tickets/T-1/pause", &undo).await.status, StatusCode::SEE_OTHER);
    assert!(site.link("en").await.contains("Contested"));
}

#[tokio::test]
async fn a_supervisor_sees_that_it_is_contested_and_no_buttons() {
    let site = Site::busy().await;
    site.post("/tickets/T-1/passes", "holder=work:ali").await;
    site.post("/tickets/T-1/stage", "expected=assigned&stage=on_hold&reason=access").await;
    let since = hidden(&site.link("en").await, "pause");
    assert_eq!(site.contests("c1", &since, "the door is open").await, StatusCode::SEE_OTHER);
    site.post("/members", "name=farah&role=supervisor").await;
    site.post("/members/farah/link", "").await;
    site.send(request(Method::POST, &format!("/sign-in/{SECRET}"), None, "")).await;
    let page = site.send(request(Method::GET, "/tickets/T-1", Some(SECRET), "")).await.text;
    assert!(page.contains("that it is wrong") && !page.contains("value=\"strike\""), "{page}");
    let form = format!("expected=on_hold&since={since}&answer=strike&because=x");
    let answer = site.send(request(Method::POST, "/tickets/T-1/pause", Some(SECRET), &form)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
}

/// The message with these words, as the form that puts on hold offers it as proof.
fn offered(page: &str, words: &str) -> String {
    let messages = between(page, "name=\"message\">", "</select>");
    let option = messages.split("<option ").find(|option| option.contains(words)).expect("it is offered");
    between(option, "value=\"", "\"").to_owned()
}

#[tokio::test]
async fn the_words_of_what_shows_a_pause_are_shown_to_whoever_said_them_alone() {
    let site = Site::busy().await;
    site.post("/tickets/T-1/passes", "holder=work:ali").await;
    let proof = offered(&site.get("/tickets/T-1").await.text, "Corridor light flickering");
    let held = format!("expected=assigned&stage=on_hold&reason=parts&message={proof}");
    assert_eq!(site.post("/tickets/T-1/stage", &held).await.status, StatusCode::SEE_OTHER);
    let page = site.link("en").await;
    assert!(page.contains(" shows it.") && !page.contains("<blockquote"), "{page}");
    let since = hidden(&page, "pause");
    assert_eq!(site.contests("c1", &since, "the parts are here").await, StatusCode::SEE_OTHER);
    let begun = site.post("/tickets/T-1/stage", "expected=on_hold&stage=in_progress").await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let proof = offered(&site.get("/tickets/T-1").await.text, "the parts are here");
    let held = format!("expected=in_progress&stage=on_hold&reason=parts&message={proof}");
    assert_eq!(site.post("/tickets/T-1/stage", &held).await.status, StatusCode::SEE_OTHER);
    let page = site.link("en").await;
    assert!(page.contains("<blockquote dir=\"auto\">the parts are here</blockquote>"), "{page}");
}
