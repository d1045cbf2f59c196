//! The palette and the keys: what is found, by whom, and that both are pages without the script.

use super::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn a_few_letters_find_pages_tickets_people_places_and_vendors() {
    let site = Site::busy().await;
    for (typed, wanted) in [
        ("", &["href=\"/board\"", "href=\"/keys\"", "g b"][..]),
        ("boa", &["href=\"/board\""]),
        ("T-6", &["href=\"/tickets/T-6\"", "Lift stuck again"]),
        ("6", &["href=\"/tickets/T-6\""]),
        ("bocor", &["href=\"/tickets/T-5\"", "<mark>bocor</mark>"]),
        ("ali", &["Ali", "href=\"/tickets?group=all&amp;owner=person%3Aali\""]),
        ("pump", &["href=\"/tickets?group=all&amp;place=pump\""]),
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
