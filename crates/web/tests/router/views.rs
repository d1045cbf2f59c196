//! Saved views: an address with a name, a member's own or everybody's.

use super::Site;
use super::members::{add, let_in, theirs};
use super::sites::{admit_farah, build_tower};
use axum::http::{Method, StatusCode, header};

const LIFTS: &str = "/tickets?group=open&category=lift";

fn form(name: &str, path: &str, rest: &str) -> String {
    let mut escaped = String::new();
    for byte in path.bytes() {
        escaped.push_str(&format!("%{byte:02X}"));
    }
    format!("name={name}&path={escaped}{rest}")
}

#[tokio::test]
async fn a_view_is_saved_from_its_list_chosen_above_it_found_by_the_palette_and_removed() {
    let site = Site::busy().await;
    let page = site.get("/tickets?group=open&category=lift&q=&after=x&undo=y").await.text;
    assert!(page.contains("Save this view"));
    assert!(page.contains("name=\"path\" value=\"/tickets?group=open&amp;category=lift\""), "{page}");
    assert!(!site.get("/tickets").await.text.contains("Save this view"), "a whole list is no view");
    for _ in 0..2 {
        let saved = site.post("/views", &form("Lifts+%3Cb%3E", LIFTS, "")).await;
        assert_eq!((saved.status, saved.header(header::LOCATION)), (StatusCode::SEE_OTHER, LIFTS), "{}", saved.text);
    }
    let chip = "<a class=\"chip\" href=\"/tickets?group=open&amp;category=lift\"";
    let page = site.get("/tickets").await.text;
    assert_eq!(page.matches(chip).count(), 1);
    assert!(page.contains("Lifts &lt;b&gt;") && !site.get("/board").await.text.contains(chip));
    assert!(site.get("/go?q=lifts").await.text.contains("href=\"/tickets?group=open&amp;category=lift\""));
    assert!(site.get(LIFTS).await.text.contains("Remove this view"));
    for _ in 0..2 {
        let removed = site.post("/views/removal", &form("Lifts+%3Cb%3E", LIFTS, "")).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER);
    }
    assert!(!site.get("/tickets").await.text.contains(chip));
}

#[tokio::test]
async fn what_is_for_everybody_is_a_managers_to_save_and_remove() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    site.post("/views", &form("Own", LIFTS, "")).await;
    site.post("/views", &form("All", "/board?by=priority", "&shared=yes")).await;
    let has = async |path: &str, name: &str| theirs(&site, Method::GET, path, "").await.text.contains(name);
    assert!(!has("/tickets", "<bdi>Own</bdi>").await && has("/board", "<bdi>All</bdi>").await);
    assert!(!has("/board?by=priority", "Remove this view").await);
    for path in ["/views", "/views/removal"] {
        let refused = theirs(&site, Method::POST, path, &form("All", "/board?by=site", "&shared=yes")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = theirs(&site, Method::POST, "/views", &form("Mine", "/people?role=guard", "")).await;
    assert_eq!(own.header(header::LOCATION), "/people?role=guard");
    assert!(has("/people", "<bdi>Mine</bdi>").await && !site.get("/people").await.text.contains("<bdi>Mine</bdi>"));
}

#[tokio::test]
async fn a_view_leads_to_a_list_of_ours_and_there_are_no_more_than_thirty() {
    let site = Site::busy().await;
    for path in [
        "https://evil.example",
        "//evil.example",
        "/tickets@evil",
        "/members?x=1",
        "javascript:alert(1)",
        "/tickets?q=a b",
    ] {
        let answer = site.post("/views", &form("Bad", path, "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let long = "x".repeat(41);
    for name in ["", "+++", &long] {
        assert_eq!(site.post("/views", &form(name, LIFTS, "")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for nth in 0..30 {
        assert_eq!(site.post("/views", &form(&format!("v{nth}"), LIFTS, "")).await.status, StatusCode::SEE_OTHER);
    }
    let full = site.post("/views", &form("more", LIFTS, "")).await;
    assert!(full.text.contains("There are 30 views already."), "{}", full.text);
}

#[tokio::test]
async fn what_was_searched_for_is_in_no_view() {
    let site = Site::busy().await;
    let page = site.get("/people?q=Siti+0123456789&role=guard").await.text;
    assert!(page.contains("name=\"path\" value=\"/people?role=guard\""), "{page}");
    assert!(!site.get("/people?q=Siti").await.text.contains("Save this view"));
    let saved = site.post("/views", &form("Guards", "/people?q=Siti&role=guard", "")).await;
    assert_eq!(saved.header(header::LOCATION), "/people?role=guard");
}

#[tokio::test]
async fn a_view_is_shown_to_whoever_may_look_at_what_it_leads_to() {
    let site = Site::busy().await;
    build_tower(&site).await;
    admit_farah(&site, "role=supervisor&site=tower").await;
    for (name, path) in [
        ("Doubts", "/triage?about=x"),
        ("Menara", "/tickets?group=open&site=menara"),
        ("Tower", "/tickets?group=open&site=tower"),
        ("Lifts", LIFTS),
    ] {
        assert_eq!(site.post("/views", &form(name, path, "&shared=yes")).await.status, StatusCode::SEE_OTHER);
    }
    let (all, hers) = (site.get("/go").await.text, theirs(&site, Method::GET, "/go", "").await.text);
    let tickets = theirs(&site, Method::GET, "/tickets", "").await.text;
    for (path, is_hers) in [
        ("/triage?about=x", false),
        ("/tickets?group=open&amp;site=menara", false),
        ("/tickets?group=open&amp;site=tower", true),
        ("/tickets?group=open&amp;category=lift", true),
    ] {
        let link = format!("href=\"{path}\"");
        assert!(all.contains(&link), "{path}: {all}");
        assert_eq!(hers.contains(&link), is_hers, "{path}: {hers}");
        assert!(is_hers || !tickets.contains(&link), "{path}");
    }
}

#[tokio::test]
async fn the_views_of_a_login_go_when_it_ends() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    let saved = theirs(&site, Method::POST, "/views", &form("Mine", LIFTS, "")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let kept = async || store::saved_views::list(site.desk.db(), &crate::world::org(), "farah").await.unwrap().len();
    assert_eq!(kept().await, 1);
    let ended = site.post("/members/farah", "role=viewer&ended=yes").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    assert_eq!(kept().await, 0);
}
