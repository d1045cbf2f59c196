//! The board: true counts that lead to their lists, in rows or narrowed, and moves that come back to it.

use super::Site;
use axum::http::{StatusCode, header};

/// What stands between two texts.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(found, _)| found)
}

#[tokio::test]
async fn every_count_is_that_of_its_cards_and_of_the_list_it_leads_to() {
    let site = Site::busy().await;
    for path in [
        "/board",
        "/board?by=priority",
        "/board?by=site",
        "/board?by=owner",
        "/board?priority=high",
        "/board?owner=person%3Aali",
    ] {
        let board = site.get(path).await.text;
        let lanes: Vec<&str> = board.split("<section class=\"lane").skip(1).collect();
        assert!(lanes.len() >= 6 && lanes.len().is_multiple_of(6), "{path}");
        for lane in lanes {
            let (href, count) = (between(lane, "href=\"", "\"").replace("&amp;", "&"), between(lane, "\">", "<span"));
            let count = count.rsplit('>').next().unwrap_or_default();
            assert_eq!(lane.matches("class=\"slip\"").count().to_string(), count, "{path} {href}");
            let list = site.get(&href).await.text;
            assert_eq!(list.matches("<a class=\"row\"").count().to_string(), count, "{path}: {href}");
        }
    }
}

#[tokio::test]
async fn rows_hold_each_card_once_and_limits_are_said() {
    let site = Site::busy().await;
    let cards = |page: &str| page.matches("class=\"slip\"").count();
    let all = cards(&site.get("/board").await.text);
    assert_eq!(cards(&site.get("/board?by=priority").await.text), all);
    assert_eq!(cards(&site.get("/board?by=site").await.text), all);
    let narrow = site.get("/board?priority=critical").await.text;
    assert!(cards(&narrow) == 1 && narrow.contains("remove this filter"));
    let limited = site.get("/board?limit=1").await.text;
    assert!(!limited.contains("lane over"), "one is not too much");
    assert!(site.get("/board?by=nonsense&limit=x").await.status == StatusCode::OK);
}

#[tokio::test]
async fn a_move_is_one_press_and_comes_back_to_the_board() {
    let site = Site::busy().await;
    let board = site.get("/board?by=priority").await.text;
    let card = board.split("data-card").find(|card| card.contains("T-6</span>")).expect("the card is there");
    assert!(card.contains("value=\"in_progress\"") && card.contains("value=\"/board?by=priority\""), "{card}");
    let form = "expected=in_progress&back=%2Fboard%3Fby%3Dpriority&stage=resolved";
    for _ in 0..2 {
        let moved = site.post("/tickets/T-6/stage", form).await;
        let to = moved.header(header::LOCATION);
        assert!(moved.status == StatusCode::SEE_OTHER && to.starts_with("/board?by=priority&undo="), "{to}");
    }
    let board = site.get("/board").await.text;
    let lane = board.split("aria-label=\"To verify\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(lane.contains("T-6</span>"), "{lane}");
    let away =
        site.post("/tickets/T-6/stage", "expected=resolved&back=https%3A%2F%2Fevil.example&stage=verified").await;
    assert!(away.header(header::LOCATION).starts_with("/tickets/T-6?undo="), "{}", away.header(header::LOCATION));
}

#[tokio::test]
async fn what_nobody_owns_has_a_row_of_its_own_and_its_numbers_lead_to_its_list() {
    let site = Site::busy().await;
    let page = site.get("/board?by=owner").await.text;
    let row = page.split("<h2 class=\"swim\"").find(|row| row.contains(">Nobody</h2>")).expect("nobody has a row");
    assert!(row.contains("Paip bocor") && !row.contains("Corridor light"), "{row}");
    let list = "/tickets?group=open&lane=reported&owner=nobody";
    assert!(row.contains(&format!("href=\"{}\"", list.replace('&', "&amp;"))), "{row}");
    let count = super::content::between(row, "owner=nobody\">", "<").to_owned();
    let listed = site.get(list).await.text;
    assert_eq!(listed.matches("<a class=\"row\" href=\"/tickets/T-").count().to_string(), count, "{listed}");
    assert!(listed.contains("Paip bocor") && listed.contains("Nobody"), "{listed}");
}
