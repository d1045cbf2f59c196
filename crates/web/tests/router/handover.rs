//! The handover: read, mended and taken over on a page; whoever sees another site sees nothing of it.

use super::sites::{admit_farah, build_tower, theirs};
use super::{Site, world};
use axum::http::{Method, StatusCode, header};
use domain::id::{OrgId, PersonId, SiteId, TaskId};
use domain::request::{Actor, Command, Definition, Request, Stamp, Via};
use domain::task::{Cadence, Task, TaskKind};
use domain::time::Zone;

/// A busy house in which shifts change in ten minutes, seen so many minutes before or after.
async fn changing(minutes: i64) -> Site {
    let site = Site::busy().await;
    let zone = Zone::named("Asia/Kuala_Lumpur").expect("there is such a zone");
    let at = world::now().plus_minutes(-5).in_zone(&zone).time();
    let change = Task {
        kind: TaskKind::Handover,
        site: Some(SiteId::new("menara")),
        stand_ins: vec![PersonId::new("siti")],
        ..Task::named(TaskId::new("change"), "Handover (Day)".into(), Cadence::plain("FREQ=DAILY", at, 30))
    };
    let org = OrgId::new(world::ORG);
    for (n, (at, command)) in
        [(-20, Command::Define(Box::new(Definition::Task(change)))), (-20, Command::Lapse), (minutes, Command::Lapse)]
            .into_iter()
            .enumerate()
    {
        let stamp = Stamp { at: world::now().plus_minutes(at), entropy: 900 + n as u128 };
        let (actor, via) = (Actor::Clock, Via::Simulated);
        let request = Request { org: org.clone(), actor, via, stamp, import: None, command };
        let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    }
    site
}

fn day() -> String {
    let zone = Zone::named("Asia/Kuala_Lumpur").expect("there is such a zone");
    world::now().day(&zone).to_string()
}

#[tokio::test]
async fn a_handover_is_read_mended_and_taken_over_without_a_script() {
    let site = changing(-5).await;
    let page = site.get("/handover").await.text;
    for words in ["Handover (Day)", "1 handover waits", "Nobody answered", "Lift stuck", "I take over", "Siti"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let path = format!("/handover/change/{}", day());
    site.post(&format!("{path}/notes"), "about=T-6&text=Key+%3Cb%3Eis+with+Kumar").await;
    let added = site.post(&format!("{path}/notes"), "about=T-6&text=Key+%3Cb%3Eis+with+Kumar").await;
    assert_eq!(
        (added.status, added.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, path.as_str()),
        "{}",
        added.text
    );
    let page = site.get(&path).await.text;
    assert!(page.contains("T-6</bdi></b>: "), "{page}");
    assert_eq!(page.matches("Key &lt;b&gt;is with Kumar").count(), 1, "pressed twice, it is noted once: {page}");
    assert_eq!(site.post(&format!("{path}/notes"), "text=++").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert_eq!(site.post(&format!("{path}/acceptance"), "").await.status, StatusCode::SEE_OTHER);
    }
    let page = site.get(&path).await.text;
    assert!(page.contains("Taken over by <bdi>Siti Rahman") && !page.contains("I take over"), "{page}");
    let task = site.get(&format!("/tasks/change/{}", day())).await.text;
    assert!(task.contains(&format!("href=\"{path}\"")), "{task}");
    for lost in ["/handover/lobby%2Fa%201/2026-11-20", "/handover/change/soon", "/handover/none/2026-11-20"] {
        assert_eq!(site.get(lost).await.status, StatusCode::NOT_FOUND, "{lost}");
    }
    assert_eq!(site.post("/handover/none/2026-11-20/acceptance", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn before_the_change_the_page_says_what_it_would_say() {
    let site = changing(-20).await;
    let page = site.get("/handover").await.text;
    assert!(page.contains("Nothing was handed over"), "{page}");
    let page = site.get(&format!("/handover/change/{}", day())).await.text;
    assert!(page.contains("Not written yet") && page.contains("Lift stuck") && !page.contains("I take over"), "{page}");
}

#[tokio::test]
async fn a_ticket_that_moved_to_another_site_is_a_number_to_whoever_does_not_see_that() {
    let site = changing(-5).await;
    build_tower(&site).await;
    let moved = "expected=in_progress&category=lift&priority=low&place=lobby";
    assert_eq!(site.post("/tickets/T-6/classification", moved).await.status, StatusCode::SEE_OTHER);
    admit_farah(&site, "role=supervisor&site=menara").await;
    let path = format!("/handover/change/{}", day());
    assert!(site.get(&path).await.text.contains("Lift stuck"));
    let page = theirs(&site, Method::GET, &path, "").await.text;
    assert!(page.contains("T-6") && page.contains("Of a site that you do not see"), "{page}");
    assert!(!page.contains("Lift stuck"), "{page}");
}
