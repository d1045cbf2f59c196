//! What forms do, once and twice.

use super::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn a_ticket_goes_its_way_by_forms_and_a_form_sent_twice_changes_nothing() {
    let site = Site::busy().await;
    let steps = [
        ("assignment", "expected=classified&assignee=vendor%3Aprolift", "Assigned to ProLift Sdn Bhd"),
        ("stage", "expected=assigned&stage=in_progress", "Work is under way"),
        ("stage", "expected=in_progress&stage=on_hold&reason=parts", "Waiting for parts"),
        ("stage", "expected=on_hold&stage=resolved", "Said to be fixed"),
        ("stage", "expected=resolved&stage=verified", "Confirmed as fixed"),
        ("stage", "expected=verified&stage=closed", "Closed</b>"),
        ("stage", "expected=closed&stage=reopened", "Reopened: not fixed"),
        ("notes", "text=Called+the+vendor", "Called the vendor"),
    ];
    for (noun, form, told) in steps {
        for _ in 0..2 {
            let answer = site.post(&format!("/tickets/T-5/{noun}"), form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{noun} {form}: {}", answer.text);
            assert!(answer.header(header::LOCATION).starts_with("/tickets/T-5"));
        }
        let wall = site.get("/tickets/T-5").await.text;
        assert_eq!(told_in(&wall, told), 1, "{noun} {form}");
    }
}

#[tokio::test]
async fn an_owner_that_cannot_be_read_takes_no_owner_away() {
    let site = Site::busy().await;
    site.post("/tickets/T-5/assignment", "expected=classified&assignee=person%3Aali").await;
    let refused = site.post("/tickets/T-5/assignment", "expected=assigned&assignee=ali").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site.get("/tickets/T-5").await.text;
    assert!(page.contains("value=\"person:ali\" selected"), "he has it still");
}

/// How often the timeline tells something.
fn told_in(page: &str, words: &str) -> usize {
    let wall = page.split("class=\"wall\"").nth(1).expect("the page has a timeline");
    wall.split("</section>").next().map_or(0, |wall| wall.matches(words).count())
}

#[tokio::test]
async fn a_classification_and_a_merger_are_recorded() {
    let site = Site::busy().await;
    let form = "expected=classified&category=safety&priority=critical&place=pool";
    assert_eq!(site.post("/tickets/T-5/classification", form).await.status, StatusCode::SEE_OTHER);
    let page = site.get("/tickets/T-5").await.text;
    assert!(page.contains("Swimming pool") && page.contains("Classified as safety, critical priority"));
    assert_eq!(site.post("/tickets/T-5/merger", "expected=classified&into=T-7").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/tickets/T-5").await.text.contains("The same as <a href=\"/tickets/T-7\">"));
}

#[tokio::test]
async fn somebody_who_looked_at_an_older_state_is_told_so() {
    let site = Site::busy().await;
    let answer = site.post("/tickets/T-6/stage", "expected=reported&stage=resolved").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Nothing was changed: T-6 is now"), "{}", answer.text);
}

#[tokio::test]
async fn a_refusal_is_a_sentence_on_the_page() {
    let site = Site::busy().await;
    let answer = site.post("/tickets/T-5/merger", "expected=classified&into=T-5").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.text.contains("role=\"alert\">T-5 cannot be merged into T-5; choose another ticket"),
        "{}",
        answer.text
    );
    let answer = site.post("/tickets/T-5/merger", "expected=classified&into=lift").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("such as T-104"));
    let answer = site.post("/tickets/T-5/stage", "stage=closed").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("came without all its fields"));
    let answer = site.post("/tickets/T-5/notes", &format!("text={}", "x".repeat(70_000))).await;
    assert!(answer.text.contains("too long"), "{}", answer.text);
}

#[tokio::test]
async fn a_day_of_a_task_can_be_judged() {
    let site = Site::busy().await;
    let bare = site.post("/tasks/fence/2026-11-19/outcome", "outcome=excused&because=+").await;
    assert_eq!(bare.status, StatusCode::CONFLICT, "an excuse has a reason");
    assert!(
        bare.text.contains("Say why.") && bare.text.contains("value=\"excused\" required checked"),
        "{}",
        bare.text
    );
    for _ in 0..2 {
        let answer = site.post("/tasks/fence/2026-11-19/outcome", "outcome=excused&because=heavy+rain").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let page = site.get("/tasks/fence/2026-11-19").await.text;
    assert!(page.contains("Excused</b>") && page.contains("heavy rain"), "{page}");
    assert!(site.get("/audit").await.text.contains("heavy rain"));
    let stale = site.post("/tasks/fence/2026-11-19/outcome", "outcome=missed&shown=0123456789abcdef").await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "somebody judged it meanwhile");
    assert!(stale.text.contains("changed this meanwhile") && stale.text.contains("<dd dir=\"auto\">Excused</dd>"));
    assert!(stale.text.contains("value=\"missed\" required checked"), "{}", stale.text);
    let shown = super::content::between(&stale.text, "name=\"shown\" value=\"", "\"");
    let form = format!("outcome=missed&shown={shown}");
    assert_eq!(site.post("/tasks/fence/2026-11-19/outcome", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.post("/tasks/fence/1999-01-01/outcome", "outcome=done").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_is_looked_into_before_anything_is_kept() {
    let site = Site::empty().await;
    let part =
        |name: &str, text: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"chat.zip\"\r\n\r\nPK..\r\n--b--\r\n";
    let upload = |zone: &str| {
        let body = format!("{}{}{file}", part("group", "Ops"), part("zone", zone));
        Request::post("/import")
            .header(header::COOKIE, format!("laksana={}", super::SESSION))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap()
    };
    let seen = site.send(upload("Asia/Kuala_Lumpur")).await;
    assert_eq!(
        (seen.status, seen.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, "/import/preview/u1"),
        "{}",
        seen.text
    );
    let wrong = site.send(upload("Mars/Base")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let started = site.post("/import/runs", "upload=u1").await;
    assert_eq!(started.header(header::LOCATION), "/import/i1");
    assert!(site.get("/import/i1/removal").await.text.contains("Remove this import?"));
    assert_eq!(site.post("/import/i1/removal", "").await.header(header::LOCATION), "/import");
}

#[tokio::test]
async fn what_was_to_be_said_is_sent_or_declined_once() {
    let site = Site::busy().await;
    let assigned = site.post("/tickets/T-5/assignment", "expected=classified&assignee=person%3Aali").await;
    assert_eq!(assigned.status, StatusCode::SEE_OTHER, "{}", assigned.text);
    let waiting = |page: &str| page.matches("/dispatch\"").count();
    let page = site.get("/outbox").await.text;
    let before = waiting(&page);
    assert!(before >= 1 && page.contains("New for you: T-5"), "{page}");
    for noun in ["dispatch", "refusal"] {
        let page = site.get("/outbox").await.text;
        let Some(path) =
            page.split("action=\"").skip(1).find_map(|rest| rest.split('"').next().filter(|path| path.ends_with(noun)))
        else {
            continue;
        };
        for _ in 0..2 {
            assert_eq!(site.post(path, "").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(waiting(&site.get("/outbox").await.text), waiting(&page) - 1, "{noun}");
    }
    assert!(site.get("/outbox").await.text.contains("✓ Sent"));
    assert_eq!(site.post("/outbox/none/dispatch", "").await.status, StatusCode::CONFLICT);
}
