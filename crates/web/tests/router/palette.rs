//! The palette and the keys: what is found, by whom, and that both are pages without the script.

use super::members::{add, let_in, theirs};
use super::{SESSION, Site, request};
use axum::http::{Method, StatusCode, header};

#[tokio::test]
async fn a_few_letters_find_pages_tickets_people_places_and_vendors() {
    let site = Site::busy().await;
    for (typed, wanted) in [
        ("", &["href=\"/board\"", "href=\"/keys\"", "g b"][..]),
        ("boa", &["href=\"/board\""]),
        ("T-6", &["href=\"/tickets/T-6\"", "Lift stuck again"]),
        ("6", &["href=\"/tickets/T-6\""]),
        ("bocor", &["href=\"/tickets/T-5\"", "<mark>bocor</mark>"]),
        ("ali", &["Ali", "href=\"/people/ali\""]),
        ("aini", &["</mark> C-12-3", "href=\"/people/aini\"", "Resident"]),
        ("6701", &["href=\"/people/aini\""]),
        ("budget", &["href=\"/settings/costs\""]),
        ("what we say", &["href=\"/settings/words\""]),
        ("how long", &["href=\"/settings/retention\""]),
        ("sent by", &["href=\"/subscriptions\""]),
        ("by link", &["href=\"/handouts\""]),
        ("channels", &["href=\"/channels\""]),
        ("how messages are read", &["href=\"/reader\""]),
        ("on call", &["href=\"/rotas\""]),
        ("boc", &["href=\"/tickets/T-5\""]),
        ("lift stuck", &["href=\"/tickets/T-6\""]),
        ("pump", &["href=\"/places/pump\""]),
        ("prolift", &["owner=vendor%3Aprolift"]),
        ("nothing like it", &["Nothing is called that", "/messages?q=nothing%20like%20it"]),
    ] {
        let path = format!("/go?q={}", typed.replace(' ', "+"));
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{typed}");
        let bare = site.get(&format!("{path}&bare=yes")).await.text;
        assert!(!bare.contains("<h1"), "{bare}");
        for words in wanted {
            assert!(page.text.contains(words) && bare.contains(words), "{typed} lacks {words}: {bare}");
        }
    }
}

#[tokio::test]
async fn what_is_found_leads_to_where_it_says() {
    let site = Site::busy().await;
    for (path, words, count) in [
        ("/tickets?group=all&owner=person%3Aali", "Ali Hassan", 3),
        ("/tickets?group=all&owner=vendor%3Aprolift", "ProLift Sdn Bhd", 1),
        ("/tickets?group=all&place=pump", "Pump room", 1),
        ("/tickets?group=all&priority=high", "High", 3),
    ] {
        let list = site.get(path).await.text;
        assert_eq!(list.matches("<a class=\"row\"").count(), count, "{path}: {list}");
        assert!(list.contains(&format!("{words}</bdi>")) && list.contains("remove this filter"), "{path}");
    }
}

#[tokio::test]
async fn every_page_has_the_way_to_it_and_what_waits_in_triage_is_counted() {
    let site = Site::unsure().await;
    let page = site.get("/").await.text;
    assert!(page.contains("data-palette") && page.contains("id=\"palette\""), "{page}");
    assert!(page.contains("<b class=\"badge\">2<span class=\"hidden\"> wait</span></b>"), "{page}");
    assert!(site.get("/keys").await.text.contains("<kbd>g</kbd> <kbd>b</kbd>"));
}

#[tokio::test]
async fn what_can_be_done_is_found_as_far_as_role_and_stage_allow() {
    let site = Site::busy().await;
    for (path, has, lacks) in [
        ("/go", &["href=\"/tickets/new\"", "href=\"/account#look\""][..], &["/tickets/T-"][..]),
        ("/go?q=language", &["href=\"/account#tongue\""], &["/tickets/new"]),
        ("/go?q=assign+T-5", &["href=\"/tickets/T-5#assignee\""], &["#into"]),
        ("/go?q=%235", &["/tickets/T-5#assignee", "/tickets/T-5#priority", "/tickets/T-5#into"], &["#reason"]),
        ("/go?bare=yes&at=/tickets/T-6&q=hold", &["href=\"/tickets/T-6#reason\""], &["/tickets/T-5"]),
        ("/go?q=close+T-6", &[], &["/tickets/T-6#next"]),
        ("/go?q=assign+T-999", &[], &["T-999#"]),
    ] {
        let page = site.get(path).await.text;
        for words in has {
            assert!(page.contains(words), "{path} lacks {words}: {page}");
        }
        for words in lacks {
            assert!(!page.contains(words), "{path} has {words}");
        }
    }
    let page = site.get("/tickets/T-5").await.text;
    for field in ["assignee", "priority", "into", "note", "next"] {
        assert!(page.contains(&format!("id=\"{field}\"")), "{field}");
    }
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    let page = theirs(&site, Method::GET, "/go?q=%235", "").await.text;
    assert!(!page.contains("#assignee") && !page.contains("/tickets/new"), "a viewer does none of it");
    for (typed, hidden) in
        [("budget", "/settings/costs"), ("6701", "/people/aini"), ("how+long", "/settings/retention")]
    {
        let page = theirs(&site, Method::GET, &format!("/go?q={typed}"), "").await.text;
        assert!(!page.contains(hidden), "a viewer is led to no door that is closed, and reads no number: {page}");
    }
    assert!(theirs(&site, Method::GET, "/go?q=channels", "").await.text.contains("href=\"/channels\""));
}

#[tokio::test]
async fn pages_are_light_or_dark_as_this_browser_was_told() {
    let site = Site::busy().await;
    assert!(!site.get("/").await.text.contains("data-look"));
    let told = site.post("/account/look", "look=dark").await;
    let line = told.header(header::SET_COOKIE);
    assert!(told.status == StatusCode::SEE_OTHER && line.starts_with("laksana-look=dark; Path=/; HttpOnly"), "{line}");
    for (cookie, look) in [("dark", Some("dark")), ("light", Some("light")), ("\"><script>", None)] {
        let mut asked = request(Method::GET, "/", None, "");
        let cookie = format!("laksana={SESSION}; laksana-look={cookie}").parse().unwrap();
        asked.headers_mut().insert(header::COOKIE, cookie);
        let page = site.send(asked).await.text;
        let expected = look.map(|look| format!("data-look=\"{look}\""));
        assert_eq!(page.contains("data-look"), expected.is_some(), "{look:?}");
        assert!(expected.is_none_or(|expected| page.contains(&expected)));
    }
    assert!(site.post("/account/look", "look=").await.header(header::SET_COOKIE).contains("Max-Age=0"));
}
