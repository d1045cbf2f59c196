//! What was just done is taken back by one button: exactly that, once, by whoever did it, and not what came after.

use super::members::{add, let_in, theirs};
use super::{Answer, Site, content::between};
use axum::http::{Method, StatusCode, header};

/// The button that the page after an act offers.
async fn offered(site: &Site, done: &Answer) -> String {
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = site.get(done.header(header::LOCATION)).await.text;
    format!("/undo/{}", between(&page, "action=\"/undo/", "\""))
}

/// What the page of a ticket says of how it stands.
async fn stood(site: &Site, ticket: &str) -> String {
    let page = site.get(&format!("/tickets/{ticket}")).await.text;
    between(&page, "<p class=\"eyebrow\">", "</p>").to_owned() + between(&page, "id=\"facts\">", "</section>")
}

#[tokio::test]
async fn every_move_of_a_ticket_is_taken_back_and_the_page_stands_as_before() {
    let site = Site::busy().await;
    for (noun, form, told) in [
        ("assignment", "expected=classified&assignee=vendor%3Aprolift", "T-5 was changed."),
        ("classification", "expected=assigned&category=safety&priority=critical&place=pool", "T-5 was changed."),
        ("stage", "expected=assigned&stage=in_progress", "T-5 is now “In progress”."),
        ("stage", "expected=in_progress&stage=on_hold&reason=parts", "T-5 is now “On hold”."),
        ("stage", "expected=on_hold&stage=resolved", "T-5 is now “Resolved”."),
        ("stage", "expected=resolved&stage=verified", "T-5 is now “Verified”."),
        ("stage", "expected=verified&stage=closed", "T-5 is now “Closed”."),
        ("stage", "expected=closed&stage=reopened", "T-5 is now “Reopened”."),
        ("cancellation", "expected=reopened", "T-5 is now “Not an issue”."),
    ] {
        let before = stood(&site, "T-5").await;
        let path = format!("/tickets/T-5/{noun}");
        let done = site.post(&path, form).await;
        let page = site.get(done.header(header::LOCATION)).await.text;
        assert!(page.contains(told), "{told}: {}", between(&page, "id=\"toast\"", "</form>"));
        assert_eq!(site.post(&path, form).await.header(header::LOCATION), done.header(header::LOCATION), "{form}");
        let undo = offered(&site, &done).await;
        for _ in 0..2 {
            let undone = site.post(&undo, "").await;
            assert_eq!((undone.status, undone.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/tickets/T-5"));
        }
        assert_eq!(stood(&site, "T-5").await, before, "{form}");
        assert!(
            !site.get(done.header(header::LOCATION)).await.text.contains("id=\"toast\""),
            "it is not offered again"
        );
        assert_eq!(site.post(&path, form).await.status, StatusCode::SEE_OTHER);
    }
    assert!(site.get("/tickets/T-5").await.text.contains("A member took back what was done to the ticket"));
}

#[tokio::test]
async fn tickets_that_became_one_are_two_again() {
    let site = Site::busy().await;
    let before = (stood(&site, "T-5").await, stood(&site, "T-7").await);
    let done = site.post("/tickets/T-5/merger", "expected=classified&into=T-7").await;
    assert!(stood(&site, "T-5").await != before.0 && stood(&site, "T-7").await != before.1);
    let undo = offered(&site, &done).await;
    assert_eq!(site.post(&undo, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!((stood(&site, "T-5").await, stood(&site, "T-7").await), before);
}

#[tokio::test]
async fn a_move_on_the_board_is_taken_back_from_the_board() {
    let site = Site::busy().await;
    let form = "expected=classified&stage=in_progress&back=%2Fboard%3Fby%3Dpriority";
    let done = site.post("/tickets/T-5/stage", form).await;
    assert!(done.header(header::LOCATION).starts_with("/board?by=priority&undo="), "{}", done.header(header::LOCATION));
    let undone = site.post(&offered(&site, &done).await, "").await;
    assert_eq!(undone.header(header::LOCATION), "/board?by=priority");
    assert!(stood(&site, "T-5").await.contains("Classified"));
}

#[tokio::test]
async fn what_came_after_stands_and_is_said() {
    let site = Site::busy().await;
    let done = site.post("/tickets/T-5/assignment", "expected=classified&assignee=person%3Aali").await;
    let undo = offered(&site, &done).await;
    site.post("/tickets/T-5/stage", "expected=assigned&stage=in_progress").await;
    let refused = site.post(&undo, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("T-5 was changed since, and nothing was taken back; look again."),
        "{}",
        refused.text
    );
    assert!(stood(&site, "T-5").await.contains("Ali Hassan"));
}

#[tokio::test]
async fn nobody_takes_back_what_another_did() {
    let site = Site::busy().await;
    add(&site, "farah", "role=supervisor").await;
    let_in(&site, "farah").await;
    let done = site.post("/tickets/T-5/assignment", "expected=classified&assignee=person%3Aali").await;
    let undo = offered(&site, &done).await;
    let page = theirs(&site, Method::GET, done.header(header::LOCATION), "").await.text;
    assert!(!page.contains("id=\"toast\""), "an address passed on offers nothing");
    let refused = theirs(&site, Method::POST, &undo, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("It was too long ago."), "{}", refused.text);
    assert!(stood(&site, "T-5").await.contains("Ali Hassan"));
}

#[tokio::test]
async fn many_messages_settled_at_once_are_taken_back_at_once() {
    let site = Site::unsure().await;
    let waiting = async || site.get("/triage").await.text.matches("<a class=\"row\" href=\"/triage/").count();
    let page = site.get("/triage?kind=new").await.text;
    assert!(page.contains("name=\"verdict\" value=\"nothing\"") || waiting().await == 2, "{page}");
    let all = format!("verdict=nothing&upto={}&sure=likely", i64::MAX);
    let more = site.post("/triage/settlement", &format!("{all}&count=0")).await;
    assert_eq!(more.status, StatusCode::CONFLICT);
    assert!(more.text.contains("More messages match now than you saw."), "{}", more.text);
    let done = site.post("/triage/settlement", &format!("{all}&count=2")).await;
    assert!(
        done.header(header::LOCATION).starts_with("/triage?sure=likely&undo="),
        "{}",
        done.header(header::LOCATION)
    );
    let left = waiting().await;
    assert!(left < 2, "{left}");
    assert_eq!(site.post("/triage/settlement", &format!("{all}&count=2")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(waiting().await, left, "pressed twice it settles nothing more");
    let undone = site.post(&offered(&site, &done).await, "").await;
    assert_eq!(undone.header(header::LOCATION), "/triage?sure=likely");
    assert_eq!(waiting().await, 2);
}
