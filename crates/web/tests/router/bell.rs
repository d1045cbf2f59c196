//! The bell: who changes something is heard by whoever looks, and nothing but names is said.

use super::members::{FRESH, add, let_in};
use super::{Site, content::between, request};
use crate::world::{SESSION, now};
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode, header};
use domain::id::{OrgId, TicketNumber};
use domain::request::{Actor, Command, Request, Stamp, TicketCommand, Via};
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

/// A member's note on a ticket, as another program may record it.
fn note(ticket: u32) -> Request {
    let command = Command::change(TicketNumber(ticket), TicketCommand::Note("Seen".into()));
    let stamp = Stamp { at: now(), entropy: 99 };
    Request {
        org: OrgId::new("main"),
        actor: Actor::Member("Siti Rahman".into()),
        via: Via::Web,
        stamp,
        import: None,
        command,
    }
}

/// Listens to the bell as a page that knows so much.
async fn listen(site: &Site, since: &str) -> BodyDataStream {
    listen_as(site, SESSION, since).await
}

async fn listen_as(site: &Site, session: &str, since: &str) -> BodyDataStream {
    let asked = request(Method::GET, &format!("/bell?since={since}"), Some(session), "");
    let answer = site.router.clone().oneshot(asked).await.expect("a router always answers");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    Body::into_data_stream(answer.into_body())
}

/// Position and names of the next ring.
async fn ring(line: &mut BodyDataStream) -> (i64, String) {
    let bytes = line.next().await.expect("the line is open").expect("the line is whole");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("event: ring\n"), "{text}");
    (between(&text, "id: ", "\n").parse().expect("it is a position"), between(&text, "data: ", "\n").to_owned())
}

#[tokio::test]
async fn a_page_is_told_that_something_changed_and_about_what() {
    let site = Site::busy().await;
    let page = site.get("/board").await.text;
    let at = between(&page, "data-at=\"", "\"");
    let mut line = listen(&site, at).await;
    let (end, about) = ring(&mut line).await;
    assert_eq!((end.to_string().as_str(), about.as_str()), (at, "none"));
    let form = "expected=classified&assignee=vendor%3Aprolift";
    assert_eq!(site.post("/tickets/T-5/assignment", form).await.status, StatusCode::SEE_OTHER);
    let (position, about) = ring(&mut line).await;
    assert!(position > end);
    assert!(about.split(' ').any(|name| name == "tickets") && about.contains("T-5"), "{about}");
    assert!(!about.contains("ProLift"), "{about}");
}

#[tokio::test]
async fn a_page_that_slept_is_told_that_it_missed_something() {
    let site = Site::busy().await;
    for since in ["3", "", "nonsense"] {
        assert_eq!(ring(&mut listen(&site, since).await).await.1, "all", "{since}");
    }
}

#[tokio::test]
async fn what_another_program_recorded_rings_when_it_is_looked_for() {
    let site = Site::busy().await;
    let at = site.desk.end(&OrgId::new("main")).to_string();
    let mut line = listen(&site, &at).await;
    ring(&mut line).await;
    let other = store::desk::Desk::new(site.desk.db().clone());
    other.commit_all(&OrgId::new("main"), vec![note(5)]).await.unwrap().pop().unwrap().unwrap();
    let end = site.desk.look(&OrgId::new("main")).await.unwrap();
    assert_eq!(ring(&mut line).await, (end, "all".to_owned()));
}

#[tokio::test]
async fn nobody_holds_more_lines_than_a_person_has_pages() {
    let site = Site::busy().await;
    let mut lines = Vec::new();
    for _ in 0..24 {
        lines.push(listen(&site, "0").await);
    }
    assert_eq!(site.get("/bell").await.status, StatusCode::TOO_MANY_REQUESTS);
    lines.pop();
    drop(listen(&site, "0").await);
}

#[tokio::test]
async fn a_contact_hears_that_tickets_changed_and_not_which() {
    let site = Site::busy().await;
    add(&site, "farah", "role=contact&vendor=prolift").await;
    let_in(&site, "farah").await;
    let at = site.desk.end(&OrgId::new("main")).to_string();
    let mut line = listen_as(&site, FRESH, &at).await;
    assert_eq!(ring(&mut line).await.1, "none");
    let form = "expected=classified&assignee=vendor%3Aprolift";
    assert_eq!(site.post("/tickets/T-5/assignment", form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ring(&mut line).await.1, "tickets");
}

#[tokio::test]
async fn whoever_asks_whether_they_may_hear_takes_no_line() {
    let site = Site::busy().await;
    for _ in 0..25 {
        let answer = site.send(request(Method::HEAD, "/bell", Some(SESSION), "")).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
    }
    let gone = site.send(request(Method::HEAD, "/bell", Some("forged-0123456789-abcdefghij"), "")).await;
    assert_eq!(gone.header(header::LOCATION), "/sign-in");
    let script = include_str!("../../assets/laksana.js");
    assert!(script.contains("fetch(\"/bell\", { method: \"HEAD\""), "the script asks nothing that makes a page");
}
