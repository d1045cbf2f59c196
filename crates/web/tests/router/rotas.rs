//! Rotas: read on a page, with who comes next; a swap is made and taken back there by those who manage the site.

use super::sites::{admit_farah, build_tower, theirs};
use super::{Site, world};
use axum::http::{Method, StatusCode, header};
use domain::id::{OrgId, PersonId, RotaId, SiteId};
use domain::request::{Actor, Command, Definition, Request, Stamp, Via};
use domain::rota::Rota;
use domain::ticket::Assignee;
use domain::time::Zone;
use store::ledger::follow_all;

/// A busy house with a rota of a day each, which began three days ago at midnight.
async fn on_call() -> Site {
    let site = Site::busy().await;
    let zone = Zone::named("Asia/Kuala_Lumpur").expect("there is such a zone");
    let person = |id: &str| Assignee::Person(PersonId::new(id));
    let rota = Rota {
        id: RotaId::new("rota"),
        name: "Technicians on call".into(),
        site: Some(SiteId::new("menara")),
        order: vec![person("ali"), person("siti")],
        every_days: 1,
        from: world::now().day(&zone).plus(-2).0.at(0, 0, 0, 0),
        swaps: Vec::new(),
        told_at: None,
    };
    let org = OrgId::new(world::ORG);
    let stamp = Stamp { at: world::now().plus_minutes(-20), entropy: 900 };
    let command = Command::Define(Box::new(Definition::Rota(rota)));
    let request = Request { org: org.clone(), actor: Actor::Clock, via: Via::Simulated, stamp, import: None, command };
    let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    site
}

fn day(days: i64) -> String {
    let zone = Zone::named("Asia/Kuala_Lumpur").expect("there is such a zone");
    world::now().day(&zone).plus(days).to_string()
}

fn swap(who: &str, from: i64, until: i64) -> String {
    format!("who={}&from={}&until={}", who.replace(':', "%3A"), day(from), day(until))
}

/// Who the page says is on call now.
fn now(page: &str) -> String {
    let text = page.split("is on call until").next().unwrap_or_default();
    text.rsplit("<bdi>").next().and_then(|rest| rest.split("</bdi>").next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn somebody_stands_in_and_that_is_taken_back_without_a_script() {
    let site = on_call().await;
    let page = site.get("/rotas").await.text;
    let usual = now(&page);
    assert!(page.contains("Technicians on call") && page.contains("A turn is 1 day, from 00:00."), "{page}");
    let other = if usual.starts_with("Siti") { "ali" } else { "siti" };
    let made = site.post("/rotas/rota/swaps", &swap(&format!("person:{other}"), 0, 1)).await;
    assert_eq!((made.status, made.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/rotas"), "{}", made.text);
    let page = site.get("/rotas").await.text;
    assert_ne!(now(&page), usual, "{page}");
    assert!(page.contains("Take back"), "{page}");
    follow_all(site.desk.db(), &OrgId::new(world::ORG)).await.expect("the ledger follows");
    let audit = site.get("/audit?who=person%3Asiti").await.text;
    assert!(audit.contains("and not Ali Hassan") || audit.contains("and not Siti"), "{audit}");
    for _ in 0..2 {
        let back = site.post("/rotas/rota/swaps/removal", &swap(&format!("person:{other}"), 0, 1)).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    }
    let page = site.get("/rotas").await.text;
    assert!(now(&page) == usual && !page.contains("Take back"), "{page}");
}

#[tokio::test]
async fn a_swap_that_cannot_be_is_said_to_be_none() {
    let site = on_call().await;
    for (form, words) in [
        (swap("person:ali", 3, 3), "later than the first"),
        (swap("person:ali", -3, -2), "still to come"),
        (swap("person:ali", 3, 900), "within the next year"),
        (swap("nobody", 1, 2), "Choose who stands in"),
        ("who=person%3Aali&from=soon&until=later".to_owned(), "Choose who stands in"),
    ] {
        let answer = site.post("/rotas/rota/swaps", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.text.contains(words), "{form}: {}", answer.text);
    }
    assert_eq!(site.post("/rotas/none/swaps", &swap("person:ali", 1, 2)).await.status, StatusCode::NOT_FOUND);
    let ghost = site.post("/rotas/rota/swaps", &swap("person:ghost", 1, 2)).await;
    assert_eq!(ghost.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", ghost.text);
}

#[tokio::test]
async fn supervisors_read_it_and_members_of_another_site_see_none() {
    let site = on_call().await;
    admit_farah(&site, "role=supervisor").await;
    let page = theirs(&site, Method::GET, "/rotas", "").await.text;
    assert!(page.contains("Technicians on call") && !page.contains("Let them stand in"), "{page}");
    let refused = theirs(&site, Method::POST, "/rotas/rota/swaps", &swap("person:siti", 1, 2)).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let site = on_call().await;
    build_tower(&site).await;
    admit_farah(&site, "role=manager&site=tower").await;
    let page = theirs(&site, Method::GET, "/rotas", "").await.text;
    assert!(!page.contains("Technicians on call"), "{page}");
    let refused = theirs(&site, Method::POST, "/rotas/rota/swaps", &swap("person:siti", 1, 2)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
