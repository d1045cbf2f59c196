//! Reports by link, without a login: what they show and leave out, until when they open, and how often.

use super::sites::{admit_farah, theirs};
use super::{Answer, Site};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

/// The secret that the test's chance gives.
const SECRET: &str = "fresh-0123456789-abcdefghijkl";
/// The name of a form.
const NAME: &str = "0123456789abcdef0123456789abcdef";
/// Names of people and vendors, and words that somebody wrote.
const PRIVATE: [&str; 8] =
    ["Ali", "Aini", "Kumar", "Mr Tan", "Ravi", "ProLift", "Corridor light", "Swimming pool water is green"];

impl Site {
    async fn hand_out(&self, form: &str) -> Answer {
        let form = format!("name={NAME}&{form}");
        let made = self.post("/handouts", &form).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        assert!(made.text.contains(&format!("/h/{SECRET}")), "the link is shown");
        assert!(!self.get("/handouts").await.text.contains(SECRET), "it is shown once");
        let again = self.post("/handouts", &form).await;
        if form.contains("to=&") || form.ends_with("to=") {
            assert_eq!(again.status, StatusCode::OK, "pressed twice, it shows the link that opens: {}", again.text);
            assert!(again.text.contains(&format!("/h/{SECRET}")), "{}", again.text);
        } else {
            assert_eq!(again.status, StatusCode::CONFLICT, "what was sent is sent once: {}", again.text);
            assert!(again.text.contains("made its link already") && !again.text.contains(SECRET), "{}", again.text);
        }
        assert_eq!(self.get("/handouts").await.text.matches("/revocation\"").count(), 1, "it is one link");
        made
    }

    /// A page without any session.
    async fn unknown(&self, path: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, "ms");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    async fn name_of_handout(&self) -> String {
        let page = self.get("/handouts").await.text;
        let from = page.find("/handouts/").expect("there is one") + 10;
        page[from..from + 64].to_owned()
    }
}

#[tokio::test]
async fn a_client_sees_figures_and_nobodys_name_until_the_link_is_taken_back() {
    let site = Site::busy().await;
    site.hand_out("label=Council&part=site:menara&stretch=this_month&language=en&days=30&to=").await;
    assert!(site.get("/handouts").await.text.contains("Not opened yet"));
    let path = format!("/h/{SECRET}");
    let page = site.unknown(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for words in
        ["Menara Cahaya", "November 2026", "Reported", "Scorecard", "Names, numbers, photos", "opens until 21 December"]
    {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    for words in PRIVATE.into_iter().chain(["/tickets/", "/reports/", "<script"]) {
        assert!(!page.text.contains(words), "{words}");
    }
    let headers = [page.header("referrer-policy"), page.header("cache-control"), page.header("x-robots-tag")];
    assert_eq!(headers, ["no-referrer", "no-store", "noindex, nofollow, noarchive"]);
    for (file, kind) in [("report.pdf", "application/pdf"), ("report.xlsx", "application/vnd.openxmlformats")] {
        let taken = site.unknown(&format!("{path}/{file}")).await;
        assert!(taken.header(header::CONTENT_TYPE).starts_with(kind), "{file}: {}", taken.text);
        assert_eq!(taken.header("x-robots-tag"), "noindex, nofollow, noarchive");
    }
    for file in ["report.csv", "report.txt", "report", "requests"] {
        assert_eq!(site.unknown(&format!("{path}/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
    }
    let listed = site.get("/handouts").await.text;
    assert!(listed.contains("Opened in 3 hours") && listed.contains("Council"), "each form once an hour: {listed}");
    let revoked = site.post(&format!("/handouts/{}/revocation", site.name_of_handout().await), "").await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    let gone = site.unknown(&path).await;
    assert_eq!((gone.status, gone.header("x-robots-tag")), (StatusCode::GONE, "noindex, nofollow, noarchive"));
    assert!(gone.text.contains("lang=\"ms\"") && !gone.text.contains("Menara"), "a stranger learns nothing");
    assert_eq!(site.unknown(&format!("{path}/report.pdf")).await.status, StatusCode::GONE);
    assert_eq!(site.unknown("/h/wrong-0123456789-abcdefghij").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_vendor_is_sent_its_scorecard_and_sees_nobody_else() {
    let site = Site::busy().await;
    let form = "label=ProLift&part=vendor:prolift&stretch=rolling&language=ar&days=7&to=ravi&whole=yes";
    let made = site.hand_out(form).await;
    assert!(made.text.contains("It leaves by WhatsApp in a moment."), "{}", made.text);
    let outbox = site.get("/outbox").await.text;
    assert!(outbox.contains(&format!("/h/{SECRET}")) && outbox.contains("Ravi"), "{outbox}");
    let page = site.unknown(&format!("/h/{SECRET}")).await.text;
    assert!(page.contains("dir=\"rtl\"") && page.contains("ProLift Sdn Bhd"), "{page}");
    for words in ["Ali", "Aini", "Kumar", "Mr Tan", "Ravi", "Lift stuck"] {
        assert!(!page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn whoever_may_make_no_link_reads_none_on_the_list_to_send() {
    let site = Site::busy().await;
    site.hand_out("label=ProLift&part=vendor:prolift&stretch=rolling&language=en&days=7&to=ravi").await;
    admit_farah(&site, "role=supervisor").await;
    let outbox = theirs(&site, Method::GET, "/outbox", "").await;
    assert_eq!(outbox.status, StatusCode::OK);
    assert!(outbox.text.contains("A link to a report.") && !outbox.text.contains(SECRET), "{}", outbox.text);
}

#[tokio::test]
async fn with_names_only_where_a_manager_says_so() {
    let site = Site::busy().await;
    site.hand_out("label=Board&part=&stretch=this_month&language=en&days=7&to=&whole=yes").await;
    let page = site.unknown(&format!("/h/{SECRET}")).await.text;
    assert!(page.contains("Ali Hassan") && page.contains("ProLift") && !page.contains("Names, numbers, photos"));
}

#[tokio::test]
async fn one_link_is_opened_so_often_a_minute_and_no_oftener() {
    let site = Site::busy().await;
    site.hand_out("label=Council&part=&stretch=yesterday&language=en&days=7&to=").await;
    let mut last = StatusCode::OK;
    for _ in 0..21 {
        last = site.unknown(&format!("/h/{SECRET}")).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn what_cannot_be_handed_out_is_said() {
    let site = Site::busy().await;
    let fine = format!("name={NAME}&label=Council&part=site:menara&stretch=rolling&language=en&days=7&to=");
    for (was, is, status) in [
        ("site:menara", "site:nowhere", StatusCode::NOT_FOUND),
        ("site:menara", "client:Nobody", StatusCode::NOT_FOUND),
        ("site:menara", "tower:menara", StatusCode::UNPROCESSABLE_ENTITY),
        ("days=7", "days=9999", StatusCode::UNPROCESSABLE_ENTITY),
        ("days=7", "days=x", StatusCode::UNPROCESSABLE_ENTITY),
        ("rolling", "for_ever", StatusCode::UNPROCESSABLE_ENTITY),
        ("=en", "=xx", StatusCode::UNPROCESSABLE_ENTITY),
        ("label=Council", "label=+", StatusCode::UNPROCESSABLE_ENTITY),
        (NAME, "x", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(site.post("/handouts", &fine.replace(was, is)).await.status, status, "{is}");
    }
    assert!(site.get("/handouts").await.text.contains("None yet."));
    let refused = site.post("/handouts", &format!("{fine}nobody")).await;
    assert!(refused.text.contains("It is not sent:"), "{}", refused.text);
}
