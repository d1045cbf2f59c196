//! Links without a login: what opens them, what they show, and what their forms do.

use super::{Answer, Site};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

/// The secret that the test's chance gives.
const SECRET: &str = "fresh-0123456789-abcdefghijkl";
const PHOTO: &[u8] = include_bytes!("world/photo.png");

impl Site {
    /// A site on which a member made a link.
    async fn with_pass(ticket: &str, holder: &str) -> Self {
        let site = Self::busy().await;
        let made = site.post(&format!("/tickets/{ticket}/passes"), &format!("holder={holder}")).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        assert!(made.text.contains(SECRET), "the link is shown");
        let again = site.get(&format!("/tickets/{ticket}")).await;
        assert!(!again.text.contains(SECRET) && again.text.contains("not used yet"), "it is shown once");
        site
    }

    /// A page without any session, as a phone asks for it.
    async fn open(&self, path: &str, language: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, language);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// A form with files, without a session, and without any word of where it came from, as old browsers send it.
    async fn tell(&self, made: &str, once: &str, photo: Option<&[u8]>) -> Answer {
        self.tell_all(made, once, photo.as_slice()).await
    }

    async fn tell_all(&self, made: &str, once: &str, photos: &[&[u8]]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in
            [("move", made), ("once", once), ("text", "new motor put in"), ("lat", "3.1"), ("lon", "101.7")]
        {
            body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for photo in photos {
            let head = "--x\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n";
            body.extend(head.bytes().chain(photo.iter().copied()).chain(*b"\r\n"));
        }
        body.extend(*b"--x--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/v/{SECRET}/moves"))
            .header(header::ORIGIN, "null")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    async fn say(&self, form: &str) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/r/{SECRET}/answer"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).expect("a request")).await
    }
}

#[tokio::test]
async fn a_job_is_done_by_a_link_in_the_language_of_the_phone() {
    let site = Site::with_pass("T-1", "work:ali").await;
    let path = format!("/v/{SECRET}");
    let page = site.open(&path, "ms-MY,en;q=0.5").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!((page.header("referrer-policy"), page.header(header::CACHE_CONTROL)), ("no-referrer", "no-store"));
    for words in ["Corridor light flickering", "noindex", "lang=\"ms\"", "Terima", "capture=\"environment\""] {
        assert!(page.text.contains(words), "{words}");
    }
    assert!(!page.text.contains("Menara Cahaya") && !page.text.contains("/tickets"), "nothing of the house");
    assert!(site.open(&path, "ar").await.text.contains("dir=\"rtl\""));

    assert_eq!(site.tell("arrive", "a1", None).await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/tickets/T-1").await.text.contains("In progress"));
    let refused = site.tell("done", "a2", None).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("A photo of the finished work is needed"));
    assert_eq!(
        site.tell("done", "a2", Some(b"<script>no photo</script>")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let photo: Vec<u8> = PHOTO.iter().copied().chain(*b"done").collect();
    assert_eq!(site.tell("done", "a3", Some(&photo)).await.status, StatusCode::SEE_OTHER);
    let ticket = site.get("/tickets/T-1").await.text;
    for words in ["new motor put in", "Fix claimed by", "Ali Hassan", "last used"] {
        assert!(ticket.contains(words), "{words}");
    }
    assert_eq!(site.tell("done", "a3", Some(&photo)).await.status, StatusCode::SEE_OTHER, "sent again, it is the same");
    let again = site.get("/tickets/T-1").await.text;
    assert_eq!(again.matches("new motor put in").count(), ticket.matches("new motor put in").count());
    assert!(site.get("/audit?via=link").await.text.contains("Ali Hassan"));

    let shown = site.open(&path, "en").await.text;
    let at = shown.find("/media/").unwrap();
    let digest: String = shown[at + 7..].chars().take(64).collect();
    assert_eq!(site.open(&format!("{path}/media/{digest}"), "en").await.header(header::CONTENT_TYPE), "image/png");
    assert_eq!(site.open(&format!("{path}/media/{}", "0".repeat(64)), "en").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.open(&format!("/media/{digest}"), "en").await.status, StatusCode::SEE_OTHER, "that is for members");
}

#[tokio::test]
async fn whoever_reported_it_says_whether_it_is_fixed() {
    let site = Site::with_pass("T-2", "report:tan").await;
    let path = format!("/r/{SECRET}");
    let page = site.open(&path, "zh-Hans").await.text;
    assert!(page.contains("修好了吗") && page.contains("Swimming pool water"), "{page}");
    assert_eq!(site.open(&format!("/v/{SECRET}"), "en").await.status, StatusCode::GONE, "it is not for work");
    assert_eq!(site.tell("done", "x", None).await.status, StatusCode::GONE);
    assert_eq!(site.say("move=done&once=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.say("move=not_fixed&once=b1&text=still+green").await.status, StatusCode::SEE_OTHER);
    let ticket = site.get("/tickets/T-2").await.text;
    assert!(ticket.contains("still green") && ticket.contains("Reopened"), "{ticket}");
    assert_eq!(site.say("move=fixed&once=b2").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn looking_changes_nothing_and_what_was_taken_back_opens_nothing() {
    let site = Site::with_pass("T-1", "work:ali").await;
    let before = site.get("/audit").await.text;
    for _ in 0..3 {
        assert_eq!(site.open(&format!("/v/{SECRET}"), "en").await.status, StatusCode::OK);
    }
    assert_eq!(site.get("/audit").await.text, before);
    let ticket = site.get("/tickets/T-1").await.text;
    let at = ticket.find("/revocation").unwrap();
    let pass = &ticket[at - 64..at];
    assert_eq!(site.post(&format!("/tickets/T-2/passes/{pass}/revocation"), "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post(&format!("/tickets/T-1/passes/{pass}/revocation"), "").await.status, StatusCode::SEE_OTHER);
    let ended = site.open(&format!("/v/{SECRET}"), "ta").await;
    assert_eq!(ended.status, StatusCode::GONE);
    assert!(ended.text.contains("WhatsApp") && !ended.text.contains("Corridor"), "{}", ended.text);
    assert!(ended.text.contains("data-lost=") && ended.text.contains("/assets/pass/"), "what waited may be lost");
    assert_eq!(site.tell("done", "z", Some(PHOTO)).await.status, StatusCode::GONE);
    for wrong in ["work:tan", "report:ali", "work:nobody", ""] {
        let answer = site.post("/tickets/T-1/passes", &format!("holder={wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn a_link_does_not_fill_the_disk() {
    let site = Site::with_pass("T-1", "work:ali").await;
    for nth in 0..10 {
        let answer = site.tell_all("arrive", &format!("p{nth}"), &[PHOTO; 10]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let blobs = store::blobs::Blobs::at(site._folder.path().join("media")).unwrap();
    let before = blobs.check_all(|_| {}).await.unwrap();
    let other: Vec<u8> = PHOTO.iter().copied().chain(*b"one too many").collect();
    let answer = site.tell("arrive", "p10", Some(&other)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(blobs.check_all(|_| {}).await.unwrap(), before, "what was refused is not kept");
    assert_eq!(site.tell("arrive", "p11", None).await.status, StatusCode::SEE_OTHER, "words are still heard");
}

/// The page of a message that came with a photo through the link, and the photo's digest.
async fn photographed(site: &Site) -> (String, String) {
    let photo: Vec<u8> = PHOTO.iter().copied().chain(*b"mine").collect();
    assert_eq!(site.tell("done", "d1", Some(&photo)).await.status, StatusCode::SEE_OTHER);
    let page = site.open(&format!("/v/{SECRET}"), "en").await.text;
    let at = page.find("/media/").expect("the page shows the photo");
    let digest: String = page[at + 7..].chars().take(64).collect();
    let ticket = site.get("/tickets/T-1").await.text;
    let said = &ticket[ticket.rfind("new motor put in").expect("the ticket tells what was said")..];
    let at = said.find("href=\"/messages/").expect("it leads to the message");
    let message: String = said[at + 6..].chars().take_while(|at| *at != '"').collect();
    (message, digest)
}

#[tokio::test]
async fn whoever_takes_a_ticket_away_as_a_document_has_seen_its_photos() {
    let site = Site::with_pass("T-1", "work:ali").await;
    let (message, _) = photographed(&site).await;
    assert_eq!(site.get("/tickets/T-1/report.pdf").await.status, StatusCode::OK);
    let page = site.get(&message).await.text;
    let openings = &page[page.find("Who opened the file").unwrap()..];
    assert!(openings.contains("Siti Rahman"), "{openings}");
}

#[tokio::test]
async fn whoever_leads_sees_who_opened_a_photo() {
    let site = Site::with_pass("T-1", "work:ali").await;
    let (message, digest) = photographed(&site).await;
    assert!(!site.get(&message).await.text.contains("Who opened the file"), "nobody did");
    site.open(&format!("/v/{SECRET}/media/{digest}"), "en").await;
    site.get(&format!("/media/{digest}")).await;
    let openings = site.get(&message).await.text;
    let openings = &openings[openings.find("Who opened the file").unwrap()..];
    assert!(openings.contains("Ali Hassan") && openings.contains("Siti Rahman"), "{openings}");
}

#[tokio::test]
async fn a_form_that_is_sent_again_adds_no_bytes_and_loses_no_correction() {
    let site = Site::with_pass("T-1", "work:ali").await;
    assert_eq!(site.tell("arrive", "once", Some(PHOTO)).await.status, StatusCode::SEE_OTHER);
    let blobs = store::blobs::Blobs::at(site._folder.path().join("media")).unwrap();
    let before = blobs.check_all(|_| {}).await.unwrap();
    let other: Vec<u8> = PHOTO.iter().copied().chain(*b"another").collect();
    let answer = site.tell("arrive", "once", Some(&other)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "it is not what was sent before");
    assert_eq!(blobs.check_all(|_| {}).await.unwrap(), before);
    assert_eq!(site.tell("arrive", "once", Some(PHOTO)).await.status, StatusCode::SEE_OTHER, "the same is the same");
    assert_eq!(blobs.check_all(|_| {}).await.unwrap(), before);
}

#[tokio::test]
async fn a_job_that_went_to_others_shows_neither_who_leads_nor_their_photos() {
    let site = Site::with_pass("T-1", "work:ali").await;
    let path = format!("/v/{SECRET}");
    let mine: Vec<u8> = PHOTO.iter().copied().chain(*b"mine").collect();
    assert_eq!(site.tell("arrive", "p1", Some(&mine)).await.status, StatusCode::SEE_OTHER);
    let before = site.open(&path, "en").await.text;
    assert!(before.contains("class=\"actions\""), "{before}");
    let given = site.post("/tickets/T-1/assignment", "expected=in_progress&assignee=vendor%3Aprolift").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    let after = site.open(&path, "en").await.text;
    assert!(!after.contains("class=\"actions\""), "{after}");
    assert!(after.matches("/media/").count() <= 2, "their own photo alone, as a link and a picture");
}
