//! Habits that the chats show: made tasks, changed before, or left for good.

use super::Site;
use axum::http::{StatusCode, header};

#[tokio::test]
async fn a_habit_is_shown_with_how_often_it_was_seen_and_its_messages() {
    let site = Site::busy().await;
    let page = site.get("/directory/habits").await.text;
    for words in ["Lobby (08:00)", "On 19 of 20 days", "weekdays at 08:00", "with a photo", "href=\"/messages/m7\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(site.get("/directory").await.text.contains("href=\"/directory/habits\""));
}

#[tokio::test]
async fn a_habit_is_accepted_by_a_tap_or_after_a_change() {
    let site = Site::busy().await;
    let tapped = site.post("/directory/habits", "habit=task-0800-siti&act=accept").await;
    assert_eq!(tapped.header(header::LOCATION), "/directory/habits?did=accepted", "{}", tapped.text);
    assert!(site.get("/directory/habits?did=accepted").await.text.contains("The task was made."));
    let form = site.get("/directory/habits?habit=task-0800-siti").await.text;
    assert!(form.contains("value=\"task-0800-siti\"") && form.contains("<h1>Add a task</h1>"), "{form}");
    let other = site.post("/directory/habits", "habit=task-0800-siti&act=accept&task=Lobby&role=cleaner").await;
    assert_eq!(other.header(header::LOCATION), "/directory/habits?did=accepted", "{}", other.text);
    assert_eq!(site.get("/directory/habits?habit=gone").await.status, StatusCode::NOT_FOUND);
    let gone = site.post("/directory/habits", "habit=gone&act=accept").await;
    assert_eq!(gone.header(header::LOCATION), "/directory/habits", "it is a task by now, or was left");
}

#[tokio::test]
async fn a_habit_that_is_left_is_remembered_and_stands_in_the_audit() {
    let site = Site::busy().await;
    let left = site.post("/directory/habits", "habit=task-0800-siti&act=decline").await;
    assert_eq!(left.header(header::LOCATION), "/directory/habits?did=declined", "{}", left.text);
    let known = store::habits::declined(site.desk.db(), &crate::world::org()).await.unwrap();
    let known: Vec<_> = known.iter().map(|habit| (habit.person.as_str(), habit.kind.as_str(), habit.minute)).collect();
    assert_eq!(known, [("siti", "task", 480)]);
    assert!(site.get("/audit").await.text.contains("Habits: ended (task weekdays 08:00)"));
}

#[tokio::test]
async fn what_was_left_is_listed_and_proposed_again() {
    let site = Site::busy().await;
    assert!(!site.get("/directory/habits").await.text.contains("Propose again"), "nothing was left");
    site.post("/directory/habits", "habit=task-0800-siti&act=decline").await;
    let page = site.get("/directory/habits").await.text;
    for words in ["Not proposed again", "<bdi>Siti</bdi> 08:00", "value=\"propose\"", "name=\"minute\" value=\"480\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for _ in 0..2 {
        let again = site.post("/directory/habits", "person=siti&kind=task&minute=480&act=propose").await;
        assert_eq!(again.header(header::LOCATION), "/directory/habits?did=again", "{}", again.text);
    }
    let page = site.get("/directory/habits?did=again").await.text;
    assert!(page.contains("It is proposed again.") && !page.contains("value=\"propose\""), "{page}");
    let audit = site.get("/audit").await.text;
    assert_eq!(audit.matches("Habits: made (task 08:00)").count(), 1, "{audit}");
    let nothing = site.post("/directory/habits", "act=propose").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}
