//! What pages say.

use super::Site;
use super::sites::{admit_farah, theirs};
use crate::world::HOSTILE;
use axum::http::{Method, StatusCode, header};

#[tokio::test]
async fn every_page_says_what_it_should() {
    let site = Site::busy().await;
    let cases: [(&str, &[&str]); 23] = [
        ("/", &[">2 things need you now</a></h1>", "Paip bocor", "Needs you now", "Who has not reported"]),
        (
            "/tickets",
            &["T-7", "aria-current=\"true\">Most urgent first", "Lift C trapped", "ProLift Sdn Bhd", "Pump room"],
        ),
        ("/tickets?order=touch", &["aria-current=\"true\">Last touched first"]),
        ("/tickets?group=done", &["T-4", "1 ticket"]),
        ("/tickets?q=bocor", &["T-5", "remove this filter"]),
        ("/tickets?group=nonsense&after=nonsense", &["6 tickets"]),
        ("/tickets?category=lift", &["T-6", "T-7", "2 tickets"]),
        ("/board", &["Reported", "On hold", "To verify", "oldest"]),
        (
            "/tickets/T-6",
            &[
                "Lift stuck again Block B",
                "aria-current=\"step\"",
                "on the way boss",
                "Spare key",
                "Assigned to ProLift",
            ],
        ),
        ("/tasks", &["Clean Block C toilets", "Done, photo missing", "Patrol 02:00 perimeter"]),
        ("/tasks/lobby%2Fa%201/2026-11-20", &["Mop Block A lobby", "lobby mopped", "Judge this day"]),
        ("/channels", &["<h1>Channels</h1>", "Nothing is heard live yet.", "Gaps of the last ten days"]),
        ("/sla", &["<h1>Promises</h1>", "Overdue", "Due within 4 hours", "missed"]),
        ("/outbox", &["<h1>To send</h1>", "Open in WhatsApp", "To send"]),
        ("/messages", &["Good morning all", "Chatter"]),
        ("/messages?q=lift", &["<mark>Lift</mark>", "Mr Tan"]),
        ("/messages?kind=checkin", &["Round done"]),
        ("/import", &["multipart/form-data", "2,341 messages added", "interrupted, 1,024 messages kept"]),
        ("/import/preview/u1", &["Import 2,300 messages", "Malay", "nothing is kept yet"]),
        ("/import/i1", &["The chat is in", "<a href=\"/messages?import=i1\">2,341 messages were new.</a>"]),
        ("/messages?import=nothing", &["remove this filter"]),
        ("/import/i2", &["http-equiv=\"refresh\"", "900 of 2,341"]),
        ("/directory", &["Pump room", "every day at 08:00", "Technician", "ProLift Sdn Bhd"]),
    ];
    for (path, wanted) in cases {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for words in wanted {
            assert!(answer.text.contains(words), "{path} lacks {words}: {}", answer.text);
        }
        assert!(!answer.text.contains(HOSTILE), "{path} shows markup as such");
        assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_record_that_was_put_back_is_said_to_owners_on_today() {
    use web::Continuity::{Departed, GoesOn, Silent};
    for (stands, words) in [
        (GoesOn, None),
        (Departed, Some("it was put back to an earlier state, cut, or written anew")),
        (Silent, Some("No checkpoint of the record was published for two days")),
    ] {
        let site = Site::standing(stands).await;
        let page = site.get("/").await.text;
        assert_eq!(page.contains("class=\"flash\""), words.is_some(), "{stands:?}: {page}");
        assert!(words.is_none_or(|words| page.contains(words)), "{stands:?}: {page}");
        admit_farah(&site, "role=manager").await;
        let theirs = theirs(&site, Method::GET, "/", "").await;
        assert!(theirs.status == StatusCode::OK && !theirs.text.contains("checkpoint"), "that is for owners");
    }
}

#[tokio::test]
async fn every_number_on_today_equals_the_list_it_leads_to() {
    let site = Site::busy().await;
    let today = site.get("/").await.text;
    let tiles: Vec<(String, String)> = today
        .split("<a class=\"tile")
        .skip(1)
        .map(|tile| (between(tile, "href=\"", "\"").to_owned(), between(tile, "<b>", "<").to_owned()))
        .collect();
    assert_eq!(tiles.len(), 6);
    for (href, number) in &tiles[..5] {
        let list = site.get(href).await.text;
        assert_eq!(list.matches("<a class=\"row\"").count().to_string(), *number, "{href}");
        let heading = if href.starts_with("/sla") { number } else { between(&list, "id=\"found\">", "<") };
        assert!(heading.starts_with(number.as_str()), "{href}");
    }
    let (href, reported) = &tiles[5];
    let href = &href.replace("&amp;", "&");
    let (reported_list, due_list) =
        (site.get(href).await.text, site.get(&href.replace("=reported", "=due")).await.text);
    assert_eq!(reported_list.matches("<a class=\"row\"").count().to_string(), *reported, "{href}");
    assert_eq!(due_list.matches("<a class=\"row\"").count().to_string(), between(&today, "<small>/", "<"), "{href}");
}

#[tokio::test]
async fn a_new_installation_shows_three_doors() {
    let site = Site::empty().await;
    let today = site.get("/").await.text;
    for words in [
        "href=\"http://127.0.0.1:8081\"",
        "Try the phone",
        "Import a chat",
        "laksana demo",
        "demo-data",
        "Describe your site",
    ] {
        assert!(today.contains(words), "{words}");
    }
    for path in ["/tickets", "/board", "/tasks", "/messages", "/import", "/directory"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_message_shows_what_the_reader_thought() {
    let site = Site::busy().await;
    let list = site.get("/messages?q=trapped").await.text;
    let href = between(&list, "<a class=\"row plain\" href=\"", "\"").to_owned();
    let page = site.get(&href).await.text;
    for words in ["someone inside!!", "sure", "Lift", "T-7", "it names a place that we know", "Good morning all"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn media_are_shown_sealed_and_only_when_a_message_brought_them() {
    let site = Site::busy().await;
    let page = site.get("/tasks/toilets/2026-11-20").await.text;
    let href = between(&page, "href=\"/media/", "\"").to_owned();
    let photo = site.get(&format!("/media/{href}")).await;
    assert_eq!((photo.status, photo.header(header::CONTENT_TYPE)), (StatusCode::OK, "image/png"));
    assert!(photo.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    let thumb = site.get(&format!("/media/{href}/thumb")).await;
    assert_eq!(thumb.header(header::LOCATION), format!("/media/{href}"));
    assert_eq!(site.get(&format!("/media/{}", "0".repeat(64))).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/media/..%2f..%2fetc").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_stylesheet_may_be_kept_for_ever() {
    let site = Site::empty().await;
    let today = site.get("/").await.text;
    let path = between(&today, "rel=\"stylesheet\" href=\"", "\"").to_owned();
    let sheet = site.get(&path).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.header(header::CACHE_CONTROL).contains("immutable"));
    assert!(sheet.text.contains("@layer"));
}

#[tokio::test]
async fn what_is_not_there_says_what_to_do() {
    let site = Site::busy().await;
    for path in [
        "/tickets/T-999",
        "/tickets/lift",
        "/tasks/lobby%2Fa%201/1999-01-01",
        "/messages/none",
        "/import/none",
        "/nowhere",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text.contains("Go to Today"), "{path}");
    }
}

pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from} in {text}")) + from.len();
    let end = text[start..].find(to).expect("it ends");
    &text[start..start + end]
}

#[tokio::test]
async fn every_number_of_the_promises_leads_to_as_many_tickets() {
    let site = Site::busy().await;
    let page = site.get("/sla").await.text;
    let mut looked_at = 0;
    for (at, _) in page.match_indices("href=\"/sla?show=") {
        let rest = &page[at + 6..];
        let (href, rest) = rest.split_once('"').unwrap();
        let digits = rest.find(|letter: char| letter.is_ascii_digit()).unwrap();
        let number: usize =
            rest[digits..].split(|letter: char| !letter.is_ascii_digit()).next().unwrap().parse().unwrap();
        let list = site.get(&href.replace("&amp;", "&")).await.text;
        assert_eq!(list.matches("<a class=\"row\" href=\"/tickets/T-").count(), number, "{href}");
        looked_at += number;
    }
    assert!(looked_at > 5, "{page}");
}

#[tokio::test]
async fn a_ticket_says_what_was_promised_and_that_its_clocks_go_on_where_no_message_shows_why_it_waits() {
    let site = Site::busy().await;
    let page = site.get("/tickets/T-3").await.text;
    for words in ["Promised", "Overdue", "counted", "no message shows why"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_page_beyond_the_last_is_an_empty_one() {
    let page = Site::busy().await.get("/tasks?show=missed&after=18446744073709551615").await;
    assert_eq!(page.status, axum::http::StatusCode::OK, "{}", page.text);
}

#[tokio::test]
async fn what_needs_somebody_now_is_listed_whole() {
    let site = Site::busy().await;
    let today = site.get("/").await.text;
    let things = between(&today, "<h1><a href=\"/tickets?group=needs\">", " thing").to_owned();
    let list = site.get("/tickets?group=needs").await.text;
    assert_eq!(list.matches("<a class=\"row\" href=\"/tickets/T-").count().to_string(), things, "{list}");
    assert!(list.contains(&format!("id=\"found\">{things} ticket")), "{list}");
    assert!(list.contains("Paip bocor") && list.contains("Lift C trapped"), "{list}");
    let places = site.get("/places").await.text;
    let rows = between(&places, "<tbody>", "</tbody>").matches("<tr>").count();
    assert_eq!(between(&places, "Open now<span class=\"count\">", "</span>"), format!("{rows} places"));
}
