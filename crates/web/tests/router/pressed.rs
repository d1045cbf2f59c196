//! Forms that are pressed twice: nothing is made twice, nothing is lost, and nobody is told that the first press failed.

use super::content::between;
use super::members::{add, let_in};
use super::{Site, request};
use crate::world::{ORG, SESSION};
use axum::http::{Method, StatusCode, header};
use domain::id::OrgId;

/// The secret that the test's chance gives.
const SECRET: &str = "fresh-0123456789-abcdefghijkl";
/// The name of a form.
const NAME: &str = "0123456789abcdef0123456789abcdef";
/// What is said beside a link that took the place of another.
const ANEW: &str = "This form was sent before: the link it showed then opens nothing any more.";

#[tokio::test]
async fn one_form_makes_one_pass_and_shows_the_link_that_opens() {
    let site = Site::busy().await;
    let form = format!("holder=report:aini&form={NAME}");
    let page = site.get("/tickets/T-6").await.text;
    assert!(page.split("action=\"/tickets/T-6/passes\"").nth(1).is_some_and(|form| form.contains("name=\"form\"")));
    for is_again in [false, true] {
        let made = site.post("/tickets/T-6/passes", &form).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        assert!(made.text.contains(&format!("/r/{SECRET}")), "{}", made.text);
        assert_eq!(made.text.contains(ANEW), is_again, "{}", made.text);
    }
    let passes = |page: &str| page.matches("/revocation\"").count();
    assert_eq!(passes(&site.get("/tickets/T-6").await.text), 1);
    let opened = site.send(request(Method::GET, &format!("/r/{SECRET}"), None, "")).await;
    assert_eq!(opened.status, StatusCode::OK);
    let other = site.post("/tickets/T-6/passes", &format!("holder=work:ravi&form={NAME}")).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "a form is for one");
    assert!(other.text.contains("made its link already") && !other.text.contains(SECRET), "{}", other.text);
    assert_eq!(passes(&site.get("/tickets/T-6").await.text), 1);
}

#[tokio::test]
async fn one_form_makes_one_link_into_a_login_and_spending_it_twice_lets_in_once() {
    let site = Site::busy().await;
    for _ in 0..2 {
        let added = add(&site, "farah", "role=viewer").await;
        assert_eq!((added.status, added.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/members/farah"));
    }
    let form = format!("form={NAME}");
    for is_again in [false, true] {
        let made = site.post("/members/farah/link", &form).await;
        assert!(made.text.contains(&format!("/sign-in/{SECRET}")), "{}", made.text);
        assert_eq!(made.text.contains(ANEW), is_again, "{}", made.text);
    }
    let path = format!("/sign-in/{SECRET}");
    for session in [None, Some(SECRET)] {
        let redeemed = site.send(request(Method::POST, &path, session, "")).await;
        assert_eq!((redeemed.status, redeemed.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/"), "{session:?}");
    }
    assert_eq!(site.send(request(Method::POST, &path, None, "")).await.status, StatusCode::GONE);
    let late = site.post("/members/farah/link", &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("made its link already"), "{}", late.text);
}

#[tokio::test]
async fn what_proves_a_member_is_set_once_and_the_second_press_says_no_other() {
    let site = Site::busy().await;
    let fine = async |path: &str, form: &str| {
        let answer = site.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {form}: {}", answer.text);
    };
    for _ in 0..2 {
        fine("/account/password", "password=lift+lobby+pump").await;
    }
    for _ in 0..2 {
        fine("/account/password", "present=lift+lobby+pump&password=another+long+one").await;
    }
    let secret = async || between(&site.get("/account").await.text, "secret=", "&").to_owned();
    fine("/account/factor", "").await;
    let first = secret().await;
    fine("/account/factor", "").await;
    assert_eq!(secret().await, first, "it may be in an app by now");
    fine("/account/factor", "anew=yes").await;
    assert_ne!(secret().await, first);
    fine("/account/factor/end", "code=").await;
    let confirmed = site.desk.db().begin().await.expect("a transaction begins");
    let mut tx = confirmed;
    let org = OrgId::new(ORG);
    let now = crate::world::now();
    store::credentials::offer_second_factor(&mut tx, &org, "Siti Rahman", "AAAA").await.expect("it is kept");
    store::credentials::use_step(&mut tx, &org, "Siti Rahman", 1, now).await.expect("it is kept");
    tx.commit().await.expect("it is kept");
    fine("/account/factor/confirmation", "code=000000").await;
    let words = "name=Siti+Rahman&password=another+long+one&code=000000";
    let wrong = site.send(request(Method::POST, "/sign-in", None, words)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = site.send(request(Method::POST, "/sign-in", Some(SESSION), words)).await;
    assert_eq!(again.header(header::LOCATION), "/", "whoever is in already is told no lie");
    let other = site.send(request(Method::POST, "/sign-in", Some(SESSION), "name=farah&password=x")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_that_tries_two_passwords_counts_as_two_guesses() {
    let site = Site::busy().await;
    site.post("/account/password", "password=lift+lobby+pump").await;
    let guess = "present=no+such+word&password=neither+this+one";
    for _ in 0..3 {
        assert_eq!(site.post("/account/password", guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(site.post("/account/password", guess).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_form_makes_one_subscription_and_an_edition_waits_once() {
    let site = Site::busy().await;
    let form = "part=site:menara&every=monday&time=08:00&to=ravi&address=&format=pdf&language=ms";
    for _ in 0..2 {
        let made = site.post("/subscriptions", &format!("{form}&form={NAME}")).await;
        assert_eq!(made.header(header::LOCATION), "/subscriptions", "{}", made.text);
    }
    let page = site.get("/subscriptions").await.text;
    assert_eq!(page.matches("/end\"").count(), 1, "{page}");
    assert!(page.contains("name=\"form\" value=\""), "{page}");
    let id = between(&page, "action=\"/subscriptions/", "/end\"").to_owned();
    let (org, day) = (OrgId::new(ORG), "2026-11-16");
    let mut tx = site.desk.db().begin().await.expect("a transaction begins");
    let due = (day.parse().expect("this is a day"), crate::world::now());
    store::subscriptions::expect(&mut tx, &org, &id, due, crate::world::now()).await.expect("it is kept");
    tx.commit().await.expect("it is kept");
    for _ in 0..2 {
        let again = site.post(&format!("/subscriptions/{id}/{day}/again"), "").await;
        assert_eq!(again.header(header::LOCATION), "/subscriptions", "{}", again.text);
    }
    assert_eq!(site.post(&format!("/subscriptions/{id}/2026-01-01/again"), "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_made_its_subscription_makes_no_other_and_says_so() {
    let site = Site::busy().await;
    let form = "part=site:menara&every=monday&time=08:00&to=ravi&address=&format=pdf&language=ms";
    let made = site.post("/subscriptions", &format!("{form}&form={NAME}")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let refused = async |form: &str| {
        let answer = site.post("/subscriptions", &format!("{form}&form={NAME}")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{form}: {}", answer.text);
        assert!(answer.text.contains("This form made its subscription already"), "{}", answer.text);
        assert!(!answer.text.contains(NAME), "the form it shows may make another");
        answer.text.matches("/end\"").count()
    };
    for (was, is) in [("08:00", "09:00"), ("site:menara", ""), ("to=ravi&address=", "to=kumar&address=")] {
        assert_eq!(refused(&form.replace(was, is)).await, 1, "{is}");
    }
    let page = site.get("/subscriptions").await.text;
    let id = between(&page, "action=\"/subscriptions/", "/end\"").to_owned();
    site.post(&format!("/subscriptions/{id}/end"), "").await;
    assert_eq!(refused(form).await, 0, "what it made was ended");
}

#[tokio::test]
async fn whoever_is_let_in_once_is_in() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    let member = add(&site, "farah", "role=manager").await;
    assert_eq!(member.status, StatusCode::UNPROCESSABLE_ENTITY, "another role is no second press");
}
