//! Several tickets at once: those that are ticked, or all of a list and no more than was seen; taken back as one.

use super::members::{add, let_in, theirs};
use super::sites;
use super::{Answer, Site, content::between};
use axum::http::{Method, StatusCode, header};

const CHANGES: &str = "/tickets/changes";

/// A form of the list of open tickets.
fn form(rest: &str) -> String {
    format!("list=%2Ftickets%3Fgroup%3Dopen&back=%2Ftickets%3Fgroup%3Dopen&{rest}")
}

/// How many tickets a list has.
async fn listed(site: &Site, list: &str) -> usize {
    site.get(list).await.text.matches("<a class=\"row\" href=\"/tickets/T-").count()
}

/// The boxes of a page, by what they say.
fn ticks(page: &str) -> Vec<&str> {
    let boxes = page.split("name=\"ticket\" value=\"").skip(1);
    boxes.filter_map(|rest| rest.split('"').next()).collect()
}

/// Takes back what was just done.
async fn undo(site: &Site, done: &Answer) -> Answer {
    let page = site.get(done.header(header::LOCATION)).await.text;
    site.post(&format!("/undo/{}", between(&page, "action=\"/undo/", "\"")), "").await
}

#[tokio::test]
async fn those_that_are_ticked_are_changed_and_taken_back_as_one() {
    let site = Site::busy().await;
    let alis = "/tickets?group=open&owner=person%3Aali";
    let before = listed(&site, alis).await;
    let sent = form("which=ticked&ticket=T-5.classified&ticket=T-7.classified&act=assign&owner=person%3Aali");
    let done = site.post(CHANGES, &sent).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(
        done.header(header::LOCATION).starts_with("/tickets?group=open&undo="),
        "{}",
        done.header(header::LOCATION)
    );
    assert!(site.get(done.header(header::LOCATION)).await.text.contains("2 tickets were changed."));
    assert_eq!(
        site.post(CHANGES, &sent).await.header(header::LOCATION),
        done.header(header::LOCATION),
        "twice is once"
    );
    assert_eq!(listed(&site, alis).await, before + 2);
    assert_eq!(undo(&site, &done).await.header(header::LOCATION), "/tickets?group=open");
    assert_eq!(listed(&site, alis).await, before);
}

#[tokio::test]
async fn all_of_a_list_is_changed_but_no_more_than_was_seen() {
    let site = Site::busy().await;
    let page = site.get("/tickets?group=open").await.text;
    let owners = between(&page, "id=\"together-owner\"", "</select>");
    assert!(owners.contains("person:ali") && !owners.contains("person:aini"), "many are given to who works: {owners}");
    let count = between(&page, "name=\"count\" value=\"", "\"").to_owned();
    assert_eq!(page.matches("<a class=\"row\" href=\"/tickets/T-").count().to_string(), count);
    assert_eq!(page.matches("data-tick ").count().to_string(), count, "each has a box");
    let at = between(&page, "name=\"at\" value=\"", "\"").to_owned();
    let all = |count: &str| form(&format!("which=all&count={count}&at={at}&act=priority&priority=critical"));
    let refused = site.post(CHANGES, &all("1")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("The list is not the one you saw any more."), "{}", refused.text);
    let critical = "/tickets?group=open&priority=critical";
    assert_eq!(listed(&site, critical).await, 1);
    let done = site.post(CHANGES, &all(&count)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(listed(&site, critical).await.to_string(), count);
    let again = site.post(CHANGES, &all(&count)).await;
    assert_eq!(again.header(header::LOCATION), done.header(header::LOCATION), "twice is once");
    undo(&site, &done).await;
    assert_eq!(listed(&site, critical).await, 1);
}

#[tokio::test]
async fn only_what_is_said_to_be_fixed_is_verified_and_the_rest_is_counted() {
    let site = Site::busy().await;
    let page = site.get("/tickets?group=open").await.text;
    assert!(page.contains("name=\"act\" value=\"verify\"") && !page.contains("name=\"act\" value=\"close\""), "{page}");
    let sent = form("which=ticked&ticket=T-2.resolved&ticket=T-5.classified&act=verify");
    let answer = site.post(CHANGES, &sent).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("1 ticket was not changed: T-5 is “Classified”"), "{}", answer.text);
    assert!(
        answer.text.contains("1 ticket was changed.") && answer.text.contains("action=\"/undo/"),
        "{}",
        answer.text
    );
    assert!(site.get("/tickets/T-2").await.text.contains("Verified"));
    let closed = site.post(CHANGES, &form("which=ticked&ticket=T-2.verified&act=close")).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
}

#[tokio::test]
async fn what_moved_on_meanwhile_is_left_as_it_is() {
    let site = Site::busy().await;
    site.post("/tickets/T-5/stage", "expected=classified&stage=in_progress").await;
    let sent = form("which=ticked&ticket=T-5.classified&ticket=T-7.classified&act=assign&owner=person%3Aali");
    let answer = site.post(CHANGES, &sent).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("1 ticket was not changed: T-5 is"), "{}", answer.text);
    assert_eq!(listed(&site, "/tickets?q=bocor&owner=person%3Aali").await, 0);
}

#[tokio::test]
async fn the_board_has_the_same_and_is_come_back_to() {
    let site = Site::busy().await;
    let page = site.get("/board?priority=high").await.text;
    let boxes = ticks(&page);
    assert!(!boxes.is_empty() && page.contains("name=\"which\" value=\"ticked\""), "{page}");
    assert!(!page.contains("value=\"all\""), "all of a column is its list, where its number leads: {page}");
    let board = "back=%2Fboard%3Fpriority%3Dhigh";
    let ticked: String = boxes.iter().map(|value| format!("&ticket={value}")).collect();
    let done = site.post(CHANGES, &format!("{board}&which=ticked{ticked}&act=priority&priority=critical")).await;
    assert!(done.header(header::LOCATION).starts_with("/board?priority=high&undo="), "{}", done.text);
    assert!(ticks(&site.get("/board?priority=high").await.text).is_empty());
    let nothing = site.post(CHANGES, &format!("{board}&which=ticked&act=verify")).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
    assert!(
        nothing.text.contains("Tick the tickets first") && nothing.text.contains("<h1>Board</h1>"),
        "{}",
        nothing.text
    );
}

#[tokio::test]
async fn a_list_that_lost_one_and_got_another_is_not_the_one_that_was_seen() {
    let site = Site::busy().await;
    let list = "/tickets?group=open&owner=nobody";
    let page = site.get(list).await.text;
    let (count, at) = (between(&page, "name=\"count\" value=\"", "\""), between(&page, "name=\"at\" value=\"", "\""));
    let sent = format!(
        "list=%2Ftickets%3Fgroup%3Dopen%26owner%3Dnobody&back=%2Ftickets&which=all&count={count}&at={at}&act=priority&priority=critical"
    );
    let all: Vec<String> = ticks(&page).into_iter().map(str::to_owned).collect();
    let alis = site.get("/tickets?group=open").await.text;
    let other = ticks(&alis).into_iter().find(|ticket| !all.contains(&(*ticket).to_owned())).expect("one is owned");
    for (ticket, owner) in [(all[0].as_str(), "person%3Aali"), (other, "nobody")] {
        let moved = site.post(CHANGES, &form(&format!("which=ticked&ticket={ticket}&act=assign&owner={owner}"))).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text);
    }
    assert_eq!(listed(&site, list).await.to_string(), count, "as many as before");
    let refused = site.post(CHANGES, &sent).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("The list is not the one you saw any more."), "{}", refused.text);
}

#[tokio::test]
async fn what_happened_to_others_does_not_stand_in_the_way_and_a_merger_into_one_of_them_does() {
    let site = Site::busy().await;
    let page = site.get("/tickets?group=open&owner=nobody").await.text;
    let all: Vec<String> = ticks(&page).into_iter().map(str::to_owned).collect();
    let everyone = site.get("/tickets?group=open").await.text;
    let other = ticks(&everyone).into_iter().find(|ticket| !all.contains(&(*ticket).to_owned())).expect("one is owned");
    let ((other, stage), (meant, _)) = (other.split_once('.').unwrap(), all[0].split_once('.').unwrap());
    let sent = |page: &str, priority: &str| {
        let (count, at) = (between(page, "name=\"count\" value=\"", "\""), between(page, "name=\"at\" value=\"", "\""));
        format!(
            "list=%2Ftickets%3Fgroup%3Dopen%26owner%3Dnobody&back=%2Ftickets&which=all&count={count}&at={at}&act=priority&priority={priority}"
        )
    };
    let noted = site.post(&format!("/tickets/{other}/notes"), "text=Seen").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
    let done = site.post(CHANGES, &sent(&page, "high")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = site.get("/tickets?group=open&owner=nobody").await.text;
    let merged = site.post(&format!("/tickets/{other}/merger"), &format!("expected={stage}&into={meant}")).await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text);
    let refused = site.post(CHANGES, &sent(&page, "low")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "what it was joined with is more than was seen");
}

#[tokio::test]
async fn whoever_forgets_to_choose_keeps_what_is_ticked() {
    let site = Site::busy().await;
    let sent = form("which=ticked&ticket=T-5.classified&act=assign&owner=");
    let answer = site.post(CHANGES, &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Choose an owner from the list."), "{}", answer.text);
    assert!(answer.text.contains("value=\"T-5.classified\" checked"), "{}", answer.text);
    assert_eq!(answer.text.matches(" checked autocomplete").count(), 1, "{}", answer.text);
}

#[tokio::test]
async fn a_refusal_stands_beside_no_offer_of_something_else() {
    let site = Site::busy().await;
    let done = site.post(CHANGES, &form("which=ticked&ticket=T-5.classified&act=assign&owner=person%3Aali")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let refused = site.post(CHANGES, &form("which=ticked&ticket=T-7.resolved&act=assign&owner=nobody")).await;
    let sent = form("which=ticked&ticket=T-7.reported&act=assign&owner=person%3Aali");
    let refused_too = site.post(CHANGES, &sent).await;
    for answer in [refused, refused_too] {
        assert!(!answer.text.contains("action=\"/undo/"), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_later_page_of_those_nobody_answered_does_not_count_all() {
    let site = Site::busy().await;
    let page = site.get("/tickets?group=unanswered").await.text;
    assert!(page.contains("name=\"count\""), "{page}");
    let later = site.get(&format!("/tickets?group=unanswered&after={}.99", i64::MAX)).await.text;
    assert!(!ticks(&later).is_empty() && !later.contains("name=\"count\""), "{later}");
}

#[tokio::test]
async fn nonsense_and_other_addresses_are_refused() {
    let site = Site::busy().await;
    for sent in [
        form("which=ticked&ticket=T-5.classified&act=sing"),
        form("which=ticked&ticket=T-5.classified&act=assign&owner="),
        form("which=ticked&ticket=T-5.classified&act=priority&priority=huge"),
        "list=%2Ftickets&back=https%3A%2F%2Fevil.example&which=ticked&ticket=T-5.classified&act=assign&owner=nobody"
            .into(),
        "list=%2Faccount&back=%2Ftickets&which=all&count=9&act=assign&owner=nobody".into(),
    ] {
        assert_eq!(site.post(CHANGES, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}");
    }
    for sent in [form("which=ticked&ticket=x&ticket=T-5.wrong&act=verify"), form("which=all&count=x&act=verify")] {
        assert_eq!(site.post(CHANGES, &sent).await.status, StatusCode::CONFLICT, "{sent}");
    }
}

#[tokio::test]
async fn a_viewer_has_no_boxes_and_changes_nothing() {
    let site = Site::busy().await;
    add(&site, "farah", "role=viewer").await;
    let_in(&site, "farah").await;
    for path in ["/tickets", "/board"] {
        let page = theirs(&site, Method::GET, path, "").await.text;
        assert!(!page.contains("data-tick") && !page.contains(CHANGES), "{page}");
    }
    let sent = form("which=ticked&ticket=T-5.classified&act=assign&owner=person%3Aali");
    let answer = theirs(&site, Method::POST, CHANGES, &sent).await;
    assert!(answer.text.contains("1 ticket was not changed: Only supervisors"), "{}", answer.text);
    assert_eq!(listed(&site, "/tickets?q=bocor&owner=person%3Aali").await, 0);
}

#[tokio::test]
async fn whoever_sees_some_sites_changes_nothing_of_another() {
    let site = Site::busy().await;
    sites::build_tower(&site).await;
    sites::admit_farah(&site, "role=supervisor&site=tower").await;
    for rest in ["which=ticked&ticket=T-5.classified", "which=all&count=9"] {
        let sent = form(&format!("{rest}&act=assign&owner=person%3Aali"));
        let answer = sites::theirs(&site, Method::POST, CHANGES, &sent).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::SEE_OTHER, ""), "{rest}");
    }
    assert_eq!(listed(&site, "/tickets?q=bocor&owner=person%3Aali").await, 0);
}
