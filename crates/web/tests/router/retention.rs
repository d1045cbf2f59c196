//! How long things are kept: set by owners, refused where it is too short, and what pages say where something was.

use super::Site;
use crate::world::{ORG, now};
use axum::http::StatusCode;
use domain::id::OrgId;
use domain::request::{Actor, Command, Request, Stamp, Via};
use domain::retention::{Expired, Trace};

const PATH: &str = "/settings/retention";

/// A year later everything that no open ticket needs is over its time.
async fn a_year_later(site: &Site, trace: Trace) -> u64 {
    let at = now().plus_minutes(365 * 24 * 60);
    let before = at.plus_minutes(-30 * 24 * 60);
    let request = Request {
        org: OrgId::new(ORG),
        actor: Actor::Clock,
        via: Via::Clock,
        stamp: Stamp { at, entropy: 7_000 + u128::from(trace as u8) },
        import: None,
        command: Command::Expire(Box::new(Expired::none(trace, 30, before))),
    };
    site.desk.expire(request, None).await.expect("it can be read").expect("it is granted").removed
}

#[tokio::test]
async fn an_owner_sets_it_and_the_page_shows_it() {
    let site = Site::busy().await;
    let page = site.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Words of messages") && page.text.contains("name=\"openings\""), "{}", page.text);
    assert_eq!(site.post(PATH, "words=365&files=400&letters=&raw=7&openings=90").await.status, StatusCode::SEE_OTHER);
    let page = site.get(PATH).await.text;
    for field in ["value=\"365\"", "value=\"400\"", "value=\"7\"", "The next night removes 0."] {
        assert!(page.contains(field), "{field}: {page}");
    }
    let audit = site.get("/audit?via=web").await.text;
    assert!(audit.contains("Words of messages: kept for 365 days"), "{audit}");
    assert!(site.get("/settings").await.text.contains("href=\"/settings/retention\""));
}

#[tokio::test]
async fn what_cannot_be_kept_so_is_said_and_changes_nothing() {
    let site = Site::busy().await;
    for (form, says) in [
        ("words=400&files=3", "Photos and other files: keep them for at least 30 days, or for ever."),
        ("words=400&files=soon", "“soon” is no number of days"),
        ("words=99999", "At most 36500 days"),
    ] {
        let answer = site.post(PATH, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.text.contains(says), "{says}: {}", answer.text);
    }
    assert!(!site.get(PATH).await.text.contains("value=\"400\""));
}

#[tokio::test]
async fn pages_say_where_something_was_removed() {
    let site = Site::busy().await;
    site.post(PATH, "words=30&files=30&letters=30&raw=&openings=90").await;
    let open = site.get("/tickets/T-1").await.text;
    for trace in [Trace::Words, Trace::Files, Trace::Letters] {
        assert!(a_year_later(&site, trace).await > 0, "{trace}");
        assert_eq!(a_year_later(&site, trace).await, 0, "{trace}");
    }
    let messages = site.get("/messages").await;
    assert_eq!(messages.status, StatusCode::OK);
    assert!(messages.text.contains("Removed by the retention policy: "), "{}", messages.text);
    let path = messages.text.split("href=\"/messages/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut said = 0;
    for message in path {
        let page = site.get(&format!("/messages/{message}")).await;
        assert_eq!(page.status, StatusCode::OK, "{message}");
        said += usize::from(page.text.contains("Removed by the retention policy"));
    }
    assert!(said > 0);
    for page in ["/", "/tickets", "/outbox", "/board", "/triage", "/search?q=lift"] {
        assert_eq!(site.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert!(site.get("/outbox").await.text.contains("Removed by the retention policy"));
    let title = |page: &str| page.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).map(str::to_owned);
    assert_eq!(title(&site.get("/tickets/T-1").await.text), title(&open), "an open ticket keeps its words");
    let audit = site.get("/audit?via=clock").await.text;
    assert!(audit.contains("removed, being older than 30 days"), "{audit}");
}
