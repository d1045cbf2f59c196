//! The inbox: what was unsure is answered once, can be taken back, and leaves the list.

use super::members::{add, let_in, theirs};
use super::{Site, content::between, request};
use axum::http::{Method, StatusCode, header};

/// The message that said something, by what the list of messages leads to.
async fn message(site: &Site, words: &str) -> String {
    let list = site.get(&format!("/messages?q={words}")).await.text;
    between(&list, "<a class=\"row plain\" href=\"/messages/", "\"").to_owned()
}

fn waiting(page: &str) -> usize {
    page.matches("<a class=\"row\" href=\"/triage/").count()
}

/// Where what was just done is taken back, as the page after it offers.
async fn undo(site: &Site, answer: &super::Answer) -> String {
    let page = site.get(answer.header(header::LOCATION)).await.text;
    format!("/undo/{}", between(&page, "action=\"/undo/", "\""))
}

#[tokio::test]
async fn what_was_unsure_waits_in_groups_and_each_number_is_its_rows() {
    let site = Site::unsure().await;
    let page = site.get("/triage").await.text;
    assert!(page.contains("2 messages to look at"), "{page}");
    assert_eq!(waiting(&page), 2);
    for section in page.split("<section aria-labelledby=").skip(1) {
        let Some((list, _)) = section.split_once("</section>") else { continue };
        if list.contains("class=\"cap\"") {
            assert_eq!(list.matches("<li>").count().to_string(), between(list, "<span class=\"count\">", "<"));
        }
    }
}

#[tokio::test]
async fn an_accepted_message_leaves_the_inbox_once_and_comes_back_when_that_is_undone() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    let form = "verdict=accept&kind=issue&category=plumbing&priority=critical&place=pool&opened=T-8";
    let answer = site.post(&format!("/triage/{id}/correction"), form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let again = site.post(&format!("/triage/{id}/correction"), form).await;
    assert_eq!(again.header(header::LOCATION), answer.header(header::LOCATION), "pressed twice, the offer stays");
    assert_eq!(waiting(&site.get("/triage").await.text), 1);
    let ticket = site.get("/tickets/T-8").await.text;
    assert!(ticket.contains("Classified as plumbing, critical priority"), "{ticket}");
    let path = undo(&site, &answer).await;
    for _ in 0..2 {
        assert_eq!(site.post(&path, "").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
}

#[tokio::test]
async fn no_issue_puts_the_ticket_away_and_undoing_brings_it_back_as_it_was() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    let answer = site.post(&format!("/triage/{id}/correction"), "verdict=nothing&kind=issue&opened=T-8").await;
    assert!(site.get("/tickets/T-8").await.text.contains("Put away: no issue"));
    let path = undo(&site, &answer).await;
    assert_eq!(site.post(&path, "").await.status, StatusCode::SEE_OTHER);
    let ticket = site.get("/tickets/T-8").await.text;
    assert!(!ticket.contains("This was put away") && !ticket.contains("↻ Reopened"), "{ticket}");
}

#[tokio::test]
async fn a_duplicate_is_attached_by_any_spelling_of_its_number() {
    for number in ["T-7", "t-7", "%237", "7"] {
        let site = Site::unsure().await;
        let id = message(&site, "water").await;
        let form = format!("verdict=attach&kind=issue&opened=T-8&into={number}");
        assert_eq!(
            site.post(&format!("/triage/{id}/correction"), &form).await.status,
            StatusCode::SEE_OTHER,
            "{number}"
        );
        assert!(site.get("/tickets/T-8").await.text.contains("The same as <a href=\"/tickets/T-7\">"), "{number}");
    }
}

#[tokio::test]
async fn what_is_likely_is_accepted_together_and_no_more_than_was_seen() {
    let site = Site::unsure().await;
    assert_eq!(site.post("/triage/settlement", "upto=0").await.status, StatusCode::SEE_OTHER);
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
    let upto = i64::MAX;
    assert_eq!(site.post("/triage/settlement", &format!("upto={upto}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(waiting(&site.get("/triage").await.text), 1, "one is less than likely");
}

#[tokio::test]
async fn whoever_answers_second_is_told_what_was_said_and_overturns_nothing_unawares() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    add(&site, "farah", "role=supervisor").await;
    let_in(&site, "farah").await;
    let path = format!("/triage/{id}/correction");
    let shown = |page: &str| between(page, "name=\"shown\" value=\"", "\"").to_owned();
    let seen = shown(&site.get(&format!("/triage/{id}")).await.text);
    let first =
        format!("verdict=accept&kind=issue&category=plumbing&priority=critical&place=pool&opened=T-8&shown={seen}");
    for _ in 0..2 {
        assert_eq!(theirs(&site, Method::POST, &path, &first).await.status, StatusCode::SEE_OTHER, "twice is once");
    }
    let second = "verdict=nothing&kind=question&category=lift&opened=T-8&into=T-77&shown=";
    let answer = site.post(&path, &format!("{second}{seen}")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    for words in [
        "farah answered meanwhile",
        "<dd dir=\"auto\">Plumbing</dd>",
        "<dd dir=\"auto\">Swimming pool</dd>",
        "value=\"T-77\"",
    ] {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
    assert!(!site.get("/tickets/T-8").await.text.contains("Put away"));
    let again = format!("{second}{}", shown(&answer.text));
    assert_eq!(site.post(&path, &again).await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/tickets/T-8").await.text.contains("Put away: no issue"));
}

#[tokio::test]
async fn a_viewer_is_offered_no_answer_and_told_that_none_was_taken() {
    let site = Site::unsure().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    let page = theirs(&site, Method::GET, "/triage", "").await.text;
    assert!(page.contains("You may look.") && page.contains("Water on the lobby floor"), "{page}");
    assert!(!page.contains("action=\"/triage/"), "{page}");
    let answer = theirs(&site, Method::POST, "/triage/settlement", &format!("upto={}", i64::MAX)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("1 message was not accepted: Only supervisors"), "{}", answer.text);
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
    let day = "/tasks/fence/2026-11-19";
    assert!(
        site.get(day).await.text.contains("/outcome\"")
            && !theirs(&site, Method::GET, day, "").await.text.contains("/outcome\"")
    );
}

#[tokio::test]
async fn nonsense_is_told_so_and_changes_nothing() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    for (form, status) in [
        ("verdict=accept&kind=nonsense", StatusCode::UNPROCESSABLE_ENTITY),
        ("verdict=sing&kind=issue", StatusCode::UNPROCESSABLE_ENTITY),
        ("verdict=attach&kind=issue&into=lift", StatusCode::UNPROCESSABLE_ENTITY),
        ("verdict=attach&kind=issue&into=T-999&opened=T-8", StatusCode::CONFLICT),
    ] {
        assert_eq!(site.post(&format!("/triage/{id}/correction"), form).await.status, status, "{form}");
    }
    assert_eq!(site.post("/triage/none/correction", "verdict=accept&kind=issue").await.status, StatusCode::NOT_FOUND);
    let stranger = request(Method::POST, &format!("/triage/{id}/correction"), None, "verdict=nothing&kind=issue");
    assert_eq!(site.send(stranger).await.header(header::LOCATION), "/sign-in");
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
}

#[tokio::test]
async fn what_is_snoozed_is_not_counted_stands_apart_and_comes_back_by_one_button() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    let path = format!("/triage/{id}/snooze");
    let answer = site.post(&path, "until=morning").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get(answer.header(header::LOCATION)).await.text;
    assert!(page.contains("1 message to look at") && page.contains("Snoozed until"), "{page}");
    assert_eq!(waiting(&page), 1);
    let (_, snoozed) = page.split_once("<summary>Snoozed").expect("those put off are listed");
    assert!(snoozed.contains(&format!("href=\"/triage/{id}\"")), "{snoozed}");
    assert!(site.get(&format!("/triage/{id}")).await.text.contains("Look at it now"));
    let back = site.post(&path, "until=now").await;
    assert_eq!(back.header(header::LOCATION), format!("/triage/{id}"));
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
}

#[tokio::test]
async fn nothing_is_snoozed_into_the_past_or_by_nonsense() {
    let site = Site::unsure().await;
    let path = format!("/triage/{}/snooze", message(&site, "water").await);
    for (form, status) in [
        ("until=day&day=2026-11-20", StatusCode::CONFLICT),
        ("until=day&day=soon", StatusCode::UNPROCESSABLE_ENTITY),
        ("until=whenever", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(site.post(&path, form).await.status, status, "{form}");
    }
    assert_eq!(waiting(&site.get("/triage").await.text), 2);
}

#[tokio::test]
async fn whoever_said_it_is_answered_once_and_not_at_all_when_that_is_undone() {
    let site = Site::unsure().await;
    let id = message(&site, "water").await;
    let page = site.get(&format!("/triage/{id}")).await.text;
    let form = page.split_once(&format!("action=\"/triage/{id}/replies\"")).expect("there is a form").1;
    let name = between(form, "name=\"name\" value=\"", "\"").to_owned();
    let (path, said) = (format!("/triage/{id}/replies"), format!("name={name}&text=Which+floor%3F"));
    for _ in 0..2 {
        let answer = site.post(&path, &said).await;
        assert_eq!(answer.header(header::LOCATION), format!("/triage/{id}?of={id}&answer={name}"), "{}", answer.text);
    }
    let written = |page: &str| page.matches("Which floor?").count();
    let page = site.get(&format!("/triage/{id}?of={id}&answer={name}")).await.text;
    assert_eq!(written(&page), 1, "{page}");
    assert!(page.contains(&format!("action=\"/outbox/{name}/refusal\" data-brief")), "{page}");
    let undone = site.post(&format!("/outbox/{name}/refusal"), &format!("back=triage%2F{id}")).await;
    assert_eq!(undone.header(header::LOCATION), format!("/triage/{id}#answer"));
    assert!(site.get(&format!("/triage/{id}")).await.text.contains("A member decided not to send it."));
    for (path, form) in [(path.as_str(), "name=short&text=a"), (path.as_str(), &format!("name={name}&text=++"))] {
        assert_eq!(site.post(path, form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(site.post("/triage/nothing/replies", &said).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_inbox_goes_on_after_a_position_and_back_to_its_newest() {
    let site = Site::unsure().await;
    let page = site.get("/triage?after=1").await.text;
    assert_eq!(waiting(&page), 0);
    assert!(
        page.contains("2 messages to look at") && page.contains("<a class=\"button\" href=\"/triage\">Newest"),
        "{page}"
    );
    let all = site.get(&format!("/triage?after={}", i64::MAX)).await.text;
    assert_eq!(all.matches("<a class=\"row\" href=\"/triage/").count(), 2, "{all}");
    assert!(all.contains(&format!("?after={}\"", i64::MAX)), "a message leads back to its page");
}
