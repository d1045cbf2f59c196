//! Who may see and do what.

use super::{Site, request};
use crate::world::{LINK, SESSION};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

/// Every route for members.
pub const MEMBERS: [(Method, &str); 135] = [
    (Method::GET, "/"),
    (Method::POST, "/sign-out"),
    (Method::GET, "/bell"),
    (Method::GET, "/go"),
    (Method::GET, "/places"),
    (Method::GET, "/places/c"),
    (Method::GET, "/stickers"),
    (Method::GET, "/vendors"),
    (Method::GET, "/keys"),
    (Method::GET, "/reader"),
    (Method::GET, "/account"),
    (Method::POST, "/account/sessions/end"),
    (Method::POST, "/account/sessions/aa/end"),
    (Method::POST, "/account/password"),
    (Method::POST, "/account/factor"),
    (Method::POST, "/account/factor/confirmation"),
    (Method::POST, "/account/factor/end"),
    (Method::POST, "/account/language"),
    (Method::POST, "/account/tickets/T-1/moves"),
    (Method::GET, "/members"),
    (Method::POST, "/members"),
    (Method::GET, "/members/owner"),
    (Method::POST, "/members/owner"),
    (Method::POST, "/members/owner/link"),
    (Method::POST, "/members/owner/sessions/end"),
    (Method::POST, "/members/owner/sessions/aa/end"),
    (Method::GET, "/triage"),
    (Method::POST, "/triage/settlement"),
    (Method::GET, "/triage/m"),
    (Method::POST, "/triage/m/correction"),
    (Method::POST, "/undo/u"),
    (Method::POST, "/views"),
    (Method::POST, "/views/removal"),
    (Method::POST, "/account/look"),
    (Method::GET, "/tickets/new"),
    (Method::POST, "/tickets"),
    (Method::POST, "/tickets/changes"),
    (Method::POST, "/triage/m/snooze"),
    (Method::POST, "/triage/m/replies"),
    (Method::GET, "/tickets"),
    (Method::GET, "/board"),
    (Method::GET, "/tickets/T-1"),
    (Method::POST, "/tickets/T-1/assignment"),
    (Method::POST, "/tickets/T-1/stage"),
    (Method::POST, "/tickets/T-1/classification"),
    (Method::POST, "/tickets/T-1/merger"),
    (Method::POST, "/tickets/T-1/cancellation"),
    (Method::POST, "/tickets/T-1/cause"),
    (Method::POST, "/tickets/T-1/quote"),
    (Method::POST, "/tickets/T-1/pause"),
    (Method::POST, "/tickets/T-1/labels"),
    (Method::POST, "/tickets/T-1/notes"),
    (Method::POST, "/tickets/T-1/letters"),
    (Method::POST, "/tickets/T-1/passes"),
    (Method::POST, "/tickets/T-1/passes/p/revocation"),
    (Method::GET, "/tickets/T-1/proof"),
    (Method::GET, "/tickets/T-1/report.pdf"),
    (Method::GET, "/audit"),
    (Method::GET, "/reports"),
    (Method::GET, "/reports/whole"),
    (Method::GET, "/reports/weekly/2026-11-21"),
    (Method::GET, "/reports/weekly/2026-11-21/report.csv"),
    (Method::GET, "/reports/weekly/2026-11-21/requests/0/0"),
    (Method::GET, "/tasks"),
    (Method::GET, "/tasks/lobby%2Fa%201/2026-11-20"),
    (Method::POST, "/tasks/lobby%2Fa%201/2026-11-20/outcome"),
    (Method::GET, "/handover"),
    (Method::GET, "/handover/change/2026-11-20"),
    (Method::POST, "/handover/change/2026-11-20/notes"),
    (Method::POST, "/handover/change/2026-11-20/acceptance"),
    (Method::GET, "/rotas"),
    (Method::POST, "/rotas/rota/swaps"),
    (Method::POST, "/rotas/rota/swaps/removal"),
    (Method::GET, "/tours/round/stickers"),
    (Method::GET, "/outbox"),
    (Method::GET, "/sla"),
    (Method::POST, "/outbox/o1/dispatch"),
    (Method::POST, "/outbox/o1/refusal"),
    (Method::GET, "/channels"),
    (Method::GET, "/messages"),
    (Method::GET, "/search"),
    (Method::GET, "/messages/m"),
    (Method::POST, "/messages/m/file"),
    (Method::POST, "/messages/m/credit"),
    (Method::POST, "/messages/m/credit/undo"),
    (Method::GET, "/subscriptions"),
    (Method::POST, "/subscriptions"),
    (Method::POST, "/subscriptions/s/end"),
    (Method::POST, "/subscriptions/s/2026-11-21/again"),
    (Method::GET, "/people"),
    (Method::GET, "/people/mei"),
    (Method::POST, "/people/mei/description"),
    (Method::POST, "/people/mei/mergers"),
    (Method::POST, "/people/mei/splits"),
    (Method::GET, "/people/mei/pack"),
    (Method::GET, "/directory/lines"),
    (Method::POST, "/directory/lines"),
    (Method::POST, "/directory/file"),
    (Method::GET, "/directory/line"),
    (Method::POST, "/directory/line"),
    (Method::GET, "/directory/habits"),
    (Method::POST, "/directory/habits"),
    (Method::GET, "/settings/words"),
    (Method::GET, "/settings/words/en/laksana_verify"),
    (Method::POST, "/settings/words/en/laksana_verify"),
    (Method::GET, "/settings/labels"),
    (Method::POST, "/settings/labels"),
    (Method::POST, "/settings/labels/file"),
    (Method::POST, "/settings/labels/trades"),
    (Method::POST, "/settings/labels/removal"),
    (Method::GET, "/settings/costs"),
    (Method::POST, "/settings/costs"),
    (Method::GET, "/handouts"),
    (Method::POST, "/handouts"),
    (Method::POST, "/handouts/h/revocation"),
    (Method::GET, "/import"),
    (Method::POST, "/import"),
    (Method::POST, "/import/runs"),
    (Method::GET, "/import/preview/u1"),
    (Method::GET, "/import/i1"),
    (Method::GET, "/import/i1/removal"),
    (Method::POST, "/import/i1/removal"),
    (Method::GET, "/directory"),
    (Method::GET, "/settings"),
    (Method::GET, "/settings/retention"),
    (Method::POST, "/settings/retention"),
    (Method::POST, "/channels/waha/switch"),
    (Method::POST, "/channels/expectations"),
    (Method::GET, "/settings/whatsapp"),
    (Method::POST, "/settings/whatsapp/token"),
    (Method::POST, "/settings/whatsapp/templates"),
    (Method::POST, "/settings/whatsapp/trials"),
    (Method::GET, "/media/aa"),
    (Method::GET, "/media/aa/thumb"),
    (Method::GET, "/no/such/page"),
];

#[tokio::test]
async fn a_stranger_sees_nothing_and_is_told_how_to_sign_in() {
    let site = Site::busy().await;
    for (method, path) in MEMBERS {
        for session in [None, Some("forged-0123456789-abcdefghij"), Some("short")] {
            let answer = site.send(request(method.clone(), path, session, "x=1")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
            assert_eq!(answer.header(header::LOCATION), "/sign-in", "{method} {path}");
            assert!(answer.text.is_empty(), "{method} {path}");
        }
    }
}

/// A route that is added must be added to the list above, or be open on purpose.
#[test]
fn every_route_is_in_the_list() {
    let source = include_str!("../../src/routes.rs");
    let routes = source.matches(".route(").count();
    let methods = source.matches("get(").count() + source.matches("post(").count();
    // Open: /sign-in and /sign-in/{token} twice each, /check, five files, six of passes, and two of handouts. The list has one path that
    // leads nowhere.
    assert_eq!(methods, MEMBERS.len() - 1 + 18, "{routes} routes");
}

#[tokio::test]
async fn what_strangers_may_see_names_nobody() {
    let site = Site::busy().await;
    for path in ["/sign-in", &format!("/sign-in/{LINK}")] {
        let answer = site.send(request(Method::GET, path, None, "")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.text.contains("Menara") && !answer.text.contains("Siti"), "{path}");
    }
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let site = Site::busy().await;
    let path = format!("/sign-in/{LINK}");
    for _ in 0..2 {
        let offered = site.send(request(Method::GET, &path, None, "")).await;
        assert_eq!((offered.status, offered.header(header::SET_COOKIE)), (StatusCode::OK, ""));
    }
    let signed_in = site.send(request(Method::POST, &path, None, "")).await;
    assert_eq!((signed_in.status, signed_in.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/"));
    let cookie = signed_in.header(header::SET_COOKIE);
    assert!(cookie.starts_with("laksana=fresh-") && cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let today = site.send(request(Method::GET, "/", Some("fresh-0123456789-abcdefghijkl"), "")).await;
    assert_eq!(today.status, StatusCode::OK);
    let again = site.send(request(Method::POST, &path, None, "")).await;
    assert_eq!((again.status, again.header(header::SET_COOKIE)), (StatusCode::GONE, ""));
}

#[tokio::test]
async fn a_link_of_others_sends_the_form_nowhere_else() {
    let site = Site::busy().await;
    for token in [
        "..%2Fmembers%2Fsiti%2Fsessions%2Fend",
        "%2e%2e%2faccount%2fsessions%2fend-0123",
        "short",
        "a%22b0123456789-abcdefgh",
    ] {
        let offered = site.send(request(Method::GET, &format!("/sign-in/{token}"), None, "")).await;
        assert_eq!(offered.status, StatusCode::GONE, "{token}");
        assert!(!offered.text.contains("<form"), "{}", offered.text);
    }
}

#[tokio::test]
async fn attempts_to_sign_in_are_bounded() {
    let site = Site::empty().await;
    let mut last = StatusCode::OK;
    for _ in 0..31 {
        last = site.send(request(Method::POST, "/sign-in/wrong-0123456789-abcdefgh", None, "")).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let site = Site::busy().await;
    assert_eq!(site.get("/").await.status, StatusCode::OK);
    assert!(site.post("/sign-out", "").await.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(site.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let site = Site::busy().await;
    let forged = |name: &str, value: &str| {
        Request::post("/tickets/T-5/cancellation")
            .header(header::COOKIE, format!("laksana={SESSION}"))
            .header(header::HOST, "laksana.example")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("expected=classified"))
            .unwrap()
    };
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
    {
        assert_eq!(site.send(forged(name, value)).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(!site.get("/tickets/T-5").await.text.contains("Not an issue</span>"));
    assert_eq!(site.send(forged("origin", "https://laksana.example")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let site = Site::busy().await;
    for path in ["/", "/tickets", "/no/such/page", "/tickets/T-999"] {
        let answer = site.get(path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{path}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
    }
}

#[tokio::test]
async fn whoever_loads_the_address_of_a_form_again_is_led_to_the_page_above_it() {
    let site = Site::busy().await;
    for (form, page) in
        [("/tickets/T-7/passes", "/tickets/T-7"), ("/members/Siti%20Rahman/link", "/members/Siti%20Rahman")]
    {
        let answer = site.get(form).await;
        assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, page), "{form}");
    }
    assert_eq!(site.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
}
