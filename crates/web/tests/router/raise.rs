//! A ticket that a member opens by hand.

use super::content::between;
use super::members::{FRESH, add, let_in, theirs};
use super::sites::{admit_farah, build_tower};
use super::{Answer, SESSION, Site};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

/// A PNG, as far as its first bytes tell.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000000000";

async fn send(site: &Site, session: &str, fields: &[(&str, &str)], photo: Option<&[u8]>) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some(photo) = photo {
        body.extend(b"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.png\"\r\n\r\n".iter());
        body.extend(photo);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    let request = Request::post("/tickets")
        .header(header::COOKIE, format!("laksana={session}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .expect("this is a request");
    site.send(request).await
}

fn leak<'a>(form: &'a str, place: &'a str) -> [(&'a str, &'a str); 5] {
    let text = "Water under the stairs\r\n<b>since</b> this morning";
    [("form", form), ("text", text), ("place", place), ("category", "plumbing"), ("priority", "high")]
}

async fn form_name(site: &Site) -> String {
    let page = site.get("/tickets/new").await.text;
    between(&page, "name=\"form\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn what_is_reported_by_hand_is_a_ticket_once_and_its_journal_names_the_member() {
    let site = Site::busy().await;
    let form = form_name(&site).await;
    let mut places = Vec::new();
    for _ in 0..2 {
        let opened = send(&site, SESSION, &leak(&form, "pool"), Some(PNG)).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        places.push(opened.header(header::LOCATION).to_owned());
    }
    assert!(places[0].starts_with("/tickets/T-") && places[0] == places[1], "{places:?}");
    let page = site.get(&places[0]).await.text;
    for words in ["Water under the stairs", "Swimming pool", "Classified as plumbing, high priority", "/thumb\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("<b>since</b>"));
    let audit = site.get(&format!("/audit?ticket={}", places[0].rsplit('/').next().unwrap())).await.text;
    assert!(audit.contains("Siti Rahman") && audit.contains("was reported by"), "{audit}");
    for (stage, next) in [("classified", "in_progress"), ("in_progress", "resolved"), ("resolved", "verified")] {
        let moved = site.post(&format!("{}/stage", places[0]), &format!("expected={stage}&stage={next}")).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{next}: {}", moved.text);
    }
    let another = send(&site, SESSION, &leak(&form_name(&site).await, "pool"), None).await;
    assert_ne!(another.header(header::LOCATION), places[0], "another form is another ticket");
}

#[tokio::test]
async fn what_cannot_be_opened_keeps_what_was_typed_and_no_photo() {
    let site = Site::busy().await;
    let form = form_name(&site).await;
    let nowhere = send(&site, SESSION, &leak(&form, "moon"), Some(PNG)).await;
    assert_eq!(nowhere.status, StatusCode::CONFLICT);
    assert!(nowhere.text.contains("Water under the stairs") && nowhere.text.contains("moon"), "{}", nowhere.text);
    for fields in [
        vec![("form", form.as_str()), ("text", " "), ("category", "plumbing"), ("priority", "high")],
        vec![("form", form.as_str()), ("text", "x"), ("category", ""), ("priority", "high")],
        vec![("form", "mine"), ("text", "x"), ("category", "plumbing"), ("priority", "high")],
    ] {
        assert_eq!(send(&site, SESSION, &fields, None).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    let script = send(&site, SESSION, &leak(&form, "pool"), Some(b"<script>alert(1)</script>")).await;
    assert_eq!(script.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!site.get("/tickets?group=all").await.text.contains("Water under the stairs"));
}

#[tokio::test]
async fn a_viewer_opens_none_and_is_shown_no_way_to() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    for path in ["/", "/tickets"] {
        assert!(site.get(path).await.text.contains("href=\"/tickets/new\""), "{path}");
        assert!(!theirs(&site, Method::GET, path, "").await.text.contains("href=\"/tickets/new\""), "{path}");
    }
    assert_eq!(theirs(&site, Method::GET, "/tickets/new", "").await.status, StatusCode::FORBIDDEN);
    let form = form_name(&site).await;
    let refused = send(&site, FRESH, &leak(&form, "pool"), None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_sees_some_sites_says_at_which_and_the_place_is_there() {
    let site = Site::busy().await;
    build_tower(&site).await;
    admit_farah(&site, "role=supervisor&site=tower&site=menara").await;
    let page = site.get("/tickets/new").await.text;
    let sites = |page: &str| between(page, "<select id=\"site\"", "</select>").to_owned();
    assert!(sites(&page).contains("Not known") && !sites(&page).contains("required"), "{page}");
    let page = theirs(&site, Method::GET, "/tickets/new", "").await.text;
    assert!(!sites(&page).contains("Not known") && sites(&page).contains("required"), "{page}");
    let form = between(&page, "name=\"form\" value=\"", "\"").to_owned();
    let elsewhere = [&leak(&form, "pool")[..], &[("site", "tower")]].concat();
    let refused = send(&site, FRESH, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let there = [&leak(&form, "pool")[..], &[("site", "menara")]].concat();
    assert_eq!(send(&site, FRESH, &there, None).await.status, StatusCode::SEE_OTHER);
}
