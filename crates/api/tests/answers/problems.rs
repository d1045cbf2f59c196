//! What is refused: each problem says what is wrong and how to mend it, and fits the description.

use crate::house::{House, READS, WRITES, fits};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use store::both;

const GOOD: &str = r#"{"sites":[{"name":"Tower"}]}"#;

/// A status, what must be in the problem's words, and the request that must meet with it.
fn wrong() -> Vec<(StatusCode, &'static str, Request<Body>)> {
    let get = |path: &str| {
        Request::get(path).header("authorization", format!("Bearer {WRITES}")).body(Body::empty()).unwrap()
    };
    let put = |key: &str, kind: &str, body: &str| {
        Request::put("/api/v1/directory")
            .header("authorization", format!("Bearer {key}"))
            .header("content-type", kind)
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let bare = |auth: Option<&str>| {
        let request = Request::get("/api/v1/tickets");
        let request = auth.into_iter().fold(request, |request, auth| request.header("authorization", auth));
        request.body(Body::empty()).unwrap()
    };
    let json = "application/json";
    vec![
        (StatusCode::UNAUTHORIZED, "no header Authorization", bare(None)),
        (StatusCode::UNAUTHORIZED, "shows no key", bare(Some("Basic abc"))),
        (StatusCode::UNAUTHORIZED, "shows no key", bare(Some("Bearer short"))),
        (StatusCode::UNAUTHORIZED, "opens nothing", bare(Some("Bearer laksana_0123456789012345678901234567"))),
        (StatusCode::FORBIDDEN, "changes nothing", put(READS, json, GOOD)),
        (StatusCode::NOT_FOUND, "T-99", get("/api/v1/tickets/T-99")),
        (StatusCode::NOT_FOUND, "no ticket", get("/api/v1/tickets/ninety")),
        (StatusCode::NOT_FOUND, "no such address", get("/api/v1/tasks")),
        (StatusCode::METHOD_NOT_ALLOWED, "Allow", get("/api/v1/directory")),
        (StatusCode::BAD_REQUEST, "unknown field `stagee`", get("/api/v1/tickets?stagee=closed")),
        (StatusCode::BAD_REQUEST, "stage is “open”", get("/api/v1/tickets?stage=open")),
        (StatusCode::BAD_REQUEST, "site is “Nowhere”", get("/api/v1/tickets?site=Nowhere")),
        (StatusCode::BAD_REQUEST, "label is “mood:sad”", get("/api/v1/tickets?label=mood%3Asad")),
        (StatusCode::BAD_REQUEST, "touched_since is “yesterday”", get("/api/v1/tickets?touched_since=yesterday")),
        (StatusCode::BAD_REQUEST, "limit is 5000", get("/api/v1/messages?limit=5000")),
        (StatusCode::BAD_REQUEST, "limit is 0", get("/api/v1/occurrences?limit=0")),
        (StatusCode::BAD_REQUEST, "date is “today”", get("/api/v1/occurrences?date=today")),
        (StatusCode::BAD_REQUEST, "U+0000", get("/api/v1/messages?external_id=%00")),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "application/json", put(WRITES, "text/plain", GOOD)),
        (StatusCode::UNPROCESSABLE_ENTITY, "line 1", put(WRITES, json, "{\"sites\":[")),
        (StatusCode::UNPROCESSABLE_ENTITY, "has none of sites", put(WRITES, json, "{\"directory\":{}}")),
        (StatusCode::UNPROCESSABLE_ENTITY, "lacks", put(WRITES, json, r#"{"people":[{"name":"A","site":"Nowhere"}]}"#)),
        (StatusCode::PAYLOAD_TOO_LARGE, "4194304", put(WRITES, json, &" ".repeat(5 << 20))),
        (StatusCode::BAD_REQUEST, "UTF-8", put_bytes(vec![0xff, 0xfe])),
    ]
}

fn put_bytes(body: Vec<u8>) -> Request<Body> {
    let request = Request::put("/api/v1/directory").header("authorization", format!("Bearer {WRITES}"));
    request.header("content-type", "application/json").body(Body::from(body)).unwrap()
}

both! {
    async fn whatever_is_wrong_says_what_and_how_to_mend_it(db: Db) {
        let house = House::open(db).await;
        for (status, words, request) in wrong() {
            let asked = format!("{} {}", request.method(), request.uri());
            let answer = house.ask(request).await;
            assert_eq!(answer.status, status, "{asked}: {}", answer.body);
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{asked}");
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert_eq!(answer.headers.contains_key("www-authenticate"), status == StatusCode::UNAUTHORIZED);
            let problem: Value = serde_json::from_str(&answer.body).unwrap();
            fits(&problem, "Problem");
            assert_eq!(problem["status"], status.as_u16());
            assert!(answer.body.contains(words), "{asked}: {}", answer.body);
        }
    }
}

both! {
    async fn a_revoked_key_opens_nothing_from_then_on(db: Db) {
        let house = House::open(db).await;
        house.get("/api/v1/tickets", "TicketList").await;
        house.revoke("check").await;
        let get = Request::get("/api/v1/tickets").header("authorization", format!("Bearer {WRITES}"));
        assert_eq!(house.ask(get.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
    }
}

both! {
    async fn a_key_that_asks_too_often_is_told_to_wait(db: Db) {
        let house = House::open(db).await;
        let ask = || {
            let get = Request::get("/api/v1/tickets/T-1").header("authorization", format!("Bearer {READS}"));
            house.ask(get.body(Body::empty()).unwrap())
        };
        for _ in 0..1_000 {
            assert_eq!(ask().await.status, StatusCode::NOT_FOUND);
        }
        let answer = ask().await;
        assert_eq!((answer.status, &answer.headers["retry-after"]), (StatusCode::TOO_MANY_REQUESTS, &"1".parse().unwrap()));
        fits(&serde_json::from_str(&answer.body).unwrap(), "Problem");
    }
}
