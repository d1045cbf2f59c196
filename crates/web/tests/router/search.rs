//! One search over everything, as a browser without JavaScript meets it.

use super::Site;
use crate::world::HOSTILE;
use axum::http::StatusCode;

#[tokio::test]
async fn a_search_finds_messages_tickets_people_and_places() {
    let site = Site::busy().await;
    let cases: [(&str, &[&str], &[&str]); 14] = [
        ("/search", &["<h1>Search</h1>", "Good morning all", "Narrow it down"], &["What is shown"]),
        ("/search?q=lift", &["<mark>Lift</mark>", "href=\"/tickets/T-6\"", "href=\"/messages/", "Best match"], &[]),
        ("/search?q=lift&what=tickets", &["T-6", "T-7"], &["href=\"/messages/"]),
        ("/search?q=lift&order=best", &["<mark>Lift</mark>"], &["rel=\"next\""]),
        ("/search?q=prolift", &["Vendor", "ProLift"], &[]),
        ("/search?q=pumproom", &["Nothing fits"], &[]),
        ("/search?q=pumb+room", &["href=\"/search?place="], &[]),
        ("/search?q=bocr", &["Did you mean", "q=bocor"], &[]),
        ("/search?from=nobody+at+all", &["nothing is called so", "Nothing fits"], &["href=\"/messages/"]),
        ("/search?photo=yes", &["With a photo", "remove this filter"], &["Good morning all"]),
        ("/search?kind=checkin", &["Round done"], &["Good morning all"]),
        ("/search?since=2026-11-22", &["Nothing fits"], &[]),
        ("/search?since=nonsense&until=&after=nonsense&site=&what=all", &["Good morning all"], &[]),
        ("/search?q=%22)+OR+(*%27%3A%26%7C!", &["Nothing fits"], &[]),
    ];
    for (path, wanted, unwanted) in cases {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for words in wanted {
            assert!(answer.text.contains(words), "{path} lacks {words}");
        }
        for words in unwanted {
            assert!(!answer.text.contains(words), "{path} shows {words}");
        }
        assert!(!answer.text.contains(HOSTILE), "{path} shows markup as such");
        assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_tickets_number_leads_to_the_ticket() {
    let site = Site::busy().await;
    for typed in ["T-6", "%23T-6"] {
        let answer = site.get(&format!("/search?q={typed}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/tickets/T-6"), "{typed}");
    }
}

#[tokio::test]
async fn a_person_leads_to_what_they_said() {
    let site = Site::busy().await;
    let found = site.get("/search?q=ali&what=people").await.text;
    assert!(found.contains("href=\"/search?from=ali\""), "{found}");
    let theirs = site.get("/search?from=ali").await.text;
    assert!(theirs.contains("remove this filter") && !theirs.contains("<bdi>Mr Tan"), "{theirs}");
}
