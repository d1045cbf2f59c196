//! Reports sent by themselves: made on the page, listed, ended, and refused where they could not be sent.

use super::Site;
use axum::http::{StatusCode, header};

const WEEKLY: &str = "part=site:menara&every=monday&time=08:00&to=ravi&address=&format=pdf&language=ms";

#[tokio::test]
async fn a_subscription_is_made_listed_and_ended() {
    let site = Site::busy().await;
    assert!(site.get("/subscriptions").await.text.contains("None yet."));
    let made = site.post("/subscriptions", WEEKLY).await;
    assert_eq!((made.status, made.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/subscriptions"));
    let mail =
        "part=vendor:prolift&every=month&time=07:30&to=&address=boss@prolift.example&format=xlsx&language=en&whole=yes";
    assert_eq!(site.post("/subscriptions", mail).await.status, StatusCode::SEE_OTHER);
    let page = site.get("/subscriptions").await.text;
    for words in [
        "Every Monday, about the week before, at 08:00",
        "Bahasa Melayu",
        "Ravi",
        "On the first of each month, about the month before, at 07:30",
        "E-mail, XLSX",
        "boss@prolift.example",
        "reports@laksana.example",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(", with names."), "a vendor's never names others");
    let (_, monday) = page.split_once("Every Monday, about the week before, at").expect("it is listed");
    let from = monday.find("/subscriptions/").expect("it can be ended");
    let path = monday[from..].split('"').next().unwrap().to_owned();
    for _ in 0..2 {
        assert_eq!(site.post(&path, "").await.status, StatusCode::SEE_OTHER);
    }
    assert!(!site.get("/subscriptions").await.text.contains("Every Monday, about the week before, at"));
    assert_eq!(site.post("/subscriptions/nothing/end", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/subscriptions/nothing/2026-11-21/again", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_at_once() {
    let site = Site::busy().await;
    for (was, is, status) in [
        ("site:menara", "site:nowhere", StatusCode::NOT_FOUND),
        ("to=ravi", "to=nobody", StatusCode::NOT_FOUND),
        ("site:menara", "tower:x", StatusCode::UNPROCESSABLE_ENTITY),
        ("=monday", "=someday", StatusCode::UNPROCESSABLE_ENTITY),
        ("08:00", "25:00", StatusCode::UNPROCESSABLE_ENTITY),
        ("to=ravi", "to=", StatusCode::UNPROCESSABLE_ENTITY),
        ("address=", "address=a@b.example", StatusCode::UNPROCESSABLE_ENTITY),
        ("to=ravi&address=", "to=&address=no+address", StatusCode::UNPROCESSABLE_ENTITY),
        ("=ms", "=xx", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(site.post("/subscriptions", &WEEKLY.replace(was, is)).await.status, status, "{is}");
    }
    assert!(site.get("/subscriptions").await.text.contains("None yet."));
}
