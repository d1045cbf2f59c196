//! Whoever has to sign in comes to the page they wanted, by password or by a link, and to no other host.

use super::{Answer, Site, request};
use crate::world::{LINK, SESSION};
use axum::http::{HeaderValue, Method, StatusCode, header};

/// A request as a browser makes it for a page, with these cookies.
async fn browsed(site: &Site, (method, path): (Method, &str), cookies: &str, form: &str) -> Answer {
    let mut asked = request(method, path, None, form);
    let headers = asked.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
    headers.insert(header::COOKIE, cookies.parse().expect("these are cookies"));
    site.send(asked).await
}

/// What the door has a browser remember that was led to it.
async fn remembered(site: &Site, door: &str) -> String {
    let shown = browsed(site, (Method::GET, door), "", "").await;
    assert_eq!(shown.status, StatusCode::OK, "{door}");
    shown.header(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned()
}

fn set(answer: &Answer) -> Vec<&str> {
    answer.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().expect("headers are text")).collect()
}

#[tokio::test]
async fn a_link_to_a_page_leads_there_once_somebody_signed_in() {
    let site = Site::busy().await;
    let wanted = "/tickets?group=done&q=gate+%26+lift";
    let led = browsed(&site, (Method::GET, wanted), "", "").await;
    let door = led.header(header::LOCATION);
    assert!(door.starts_with("/sign-in?to="), "{door}");
    let cookie = remembered(&site, door).await;
    let form = format!("/sign-in/{LINK}");
    let offered = browsed(&site, (Method::GET, &form), &cookie, "").await;
    assert_eq!(offered.header(header::SET_COOKIE), "", "looking at a link changes nothing");
    let entered = browsed(&site, (Method::POST, &form), &cookie, "").await;
    assert_eq!((entered.status, entered.header(header::LOCATION)), (StatusCode::SEE_OTHER, wanted));
    let cookies = set(&entered);
    assert!(cookies.iter().any(|line| line.starts_with("laksana=fresh-")), "{cookies:?}");
    assert!(cookies.iter().any(|line| line.starts_with("laksana-to=;") && line.contains("Max-Age=0")), "{cookies:?}");
}

#[tokio::test]
async fn whoever_wrote_when_their_session_ended_comes_back_to_the_page_of_the_form() {
    let site = Site::busy().await;
    site.post("/account/password", "password=lift+lobby+pump").await;
    let refused =
        browsed(&site, (Method::POST, "/tickets/T-5/notes"), "laksana=ended-0123456789-abcdefgh", "text=x").await;
    let door = refused.header(header::LOCATION).to_owned();
    assert_eq!(door, "/sign-in?to=%2Ftickets%2FT-5");
    let cookie = remembered(&site, &door).await;
    let wrong = browsed(&site, (Method::POST, "/sign-in"), &cookie, "name=Siti+Rahman&password=guess").await;
    assert_eq!((wrong.status, set(&wrong).len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    let right = "name=Siti+Rahman&password=lift+lobby+pump";
    let entered = browsed(&site, (Method::POST, "/sign-in"), &cookie, right).await;
    assert_eq!(entered.header(header::LOCATION), "/tickets/T-5", "{}", entered.text);
}

#[tokio::test]
async fn the_bell_of_an_ended_session_forgets_nothing() {
    let site = Site::busy().await;
    let mut asked = request(Method::GET, "/sign-in", None, "");
    asked.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
    let answer = site.send(asked).await;
    assert_eq!((answer.status, set(&answer).len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn no_link_leads_from_the_door_to_another_host() {
    let site = Site::busy().await;
    for to in [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%2Fa%0D%0Aset-cookie%3A+x",
        "%2Fsign-out",
    ] {
        assert_eq!(
            remembered(&site, &format!("/sign-in?to={to}")).await,
            "laksana-to=",
            "{to}: what was wanted before is forgotten"
        );
        let form = format!("/sign-in/{LINK}x");
        let planted = format!("laksana={SESSION}; laksana-to=to={to}");
        let answer = browsed(&site, (Method::POST, &form), &planted, "").await;
        assert_eq!(answer.header(header::LOCATION), "/", "{to}: whoever is in already is led to the first page");
    }
}
