//! The audit as browsers meet it, and a ticket's proof as a file.

use super::{Site, World};
use crate::world::ORG;
use axum::http::{StatusCode, header};
use domain::id::OrgId;
use store::ledger::follow_all;

/// The busy world, with the ledger at the end of the journal.
async fn followed() -> Site {
    let folder = tempfile::tempdir().expect("a folder is made");
    let world = World::busy(folder.path()).await;
    let state = world.state(folder.path());
    follow_all(state.desk.db(), &OrgId::new(ORG)).await.expect("the ledger follows");
    Site { desk: state.desk.clone(), router: web::router(state), _folder: folder }
}

#[tokio::test]
async fn a_tickets_page_leads_to_its_audit_and_its_proof() {
    let site = followed().await;
    let ticket = site.get("/tickets/T-6").await.text;
    assert!(ticket.contains("href=\"/audit?ticket=T-6\"") && ticket.contains("href=\"/tickets/T-6/proof\""));
    let audit = site.get("/audit?ticket=t6").await.text;
    assert!(audit.contains("Assigned to ProLift Sdn Bhd") && audit.contains("Siti Rahman"), "{audit}");
    assert!(audit.contains("Lift stuck again Block B") && !audit.contains("Gate barrier"));
    assert!(audit.contains("href=\"/tickets/T-6\"") && audit.contains("href=\"/messages/"));
    assert!(!audit.contains("follows the journal"));
}

#[tokio::test]
async fn the_audit_tells_what_stood_before_and_is_narrowed_by_each_field() {
    let site = followed().await;
    let of_ticket = site.get("/audit?ticket=T-2").await.text;
    assert!(of_ticket.contains("Said to be fixed") && of_ticket.contains("(before: Work is under way)"), "{of_ticket}");
    let rows = async |path: &str| site.get(path).await.text.matches("class=\"row plain\"").count();
    let by_member = rows("/audit?who=member%3ASiti%20Rahman").await;
    assert_eq!(by_member, rows("/audit?via=web").await);
    assert!(by_member > 5 && by_member < 50);
    assert_eq!(rows("/audit?via=web&from=2027-01-01").await, 0);
    assert_eq!(rows("/audit?via=shell").await, 0);
    assert_eq!(rows("/audit?via=web&to=2026-11-21&ticket=T-6").await, 3);
    // What cannot be read asks for nothing.
    assert_eq!(rows("/audit?via=window&from=soon&ticket=x&after=zzz").await, 50);
}

#[tokio::test]
async fn pages_of_the_audit_go_on() {
    let site = followed().await;
    let first = site.get("/audit").await.text;
    let next =
        first.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("there is more");
    let second = site.get(&next.replace("&amp;", "&")).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(second.text.contains("Newest"));
}

#[tokio::test]
async fn what_was_just_done_is_in_the_audit_at_once() {
    let site = Site::busy().await;
    assert_eq!(site.post("/settings/retention", "raw=7").await.status, StatusCode::SEE_OTHER);
    let audit = site.get("/audit?via=web").await.text;
    assert!(audit.contains("kept for 7 days") && !audit.contains("follows the journal"), "{audit}");
}

#[tokio::test]
async fn a_proof_comes_as_a_file_and_what_keeps_it_from_coming_is_said() {
    let site = Site::busy().await;
    let proof = site.get("/tickets/T-1/proof").await;
    assert_eq!((proof.status, proof.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/zip"));
    assert_eq!(proof.header(header::CONTENT_DISPOSITION), "attachment; filename=\"laksana-ticket-T-1.zip\"");
    assert_eq!(proof.header(header::CACHE_CONTROL), "no-store");
    let refused = site.get("/tickets/T-2/proof").await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("it is not whole"));
    for path in ["/tickets/T-999/proof", "/tickets/rubbish/proof"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_changed_beside_the_record_is_told_with_who_did_it_and_without_what_opens_anything() {
    let site = Site::busy().await;
    let secret = "fresh-0123456789-abcdefghijkl";
    let name = "0123456789abcdef0123456789abcdef";
    site.post("/settings/costs", "budget=50&currency=MYR&as_of=2026-11-01&free_words=0&rates=*+*+0.2+0.2").await;
    site.post("/tickets/T-6/passes", &format!("holder=work:ravi&form={name}")).await;
    let page = site.get("/tickets/T-6").await.text;
    let pass = super::content::between(&page, "action=\"/tickets/T-6/passes/", "/revocation").to_owned();
    let handout = format!("name={name}&label=Council&part=site:menara&stretch=rolling&language=en&days=7&to=");
    site.post("/members", "name=farah&role=viewer").await;
    for _ in 0..2 {
        site.post("/handouts", &handout).await;
        site.post(&format!("/tickets/T-6/passes/{pass}/revocation"), "").await;
        site.post("/account/password", "password=lift+lobby+pump").await;
        site.post("/members/farah/link", &format!("form={name}")).await;
    }
    site.post("/members/farah/sessions/end", "").await;
    follow_all(site.desk.db(), &OrgId::new(ORG)).await.expect("the ledger follows");
    let audit = site.get("/audit?who=member%3ASiti%20Rahman&via=web").await.text;
    for words in [
        "What messages cost: changed from “USD –; 2025-07-01;",
        "to “MYR 50.00; 2026-11-01; 0; * * 0.2 0.2”",
        "Links without a login: made (T-6)",
        "Links without a login: ended (T-6)",
        "Reports by link: made (site:menara)",
        "Sign-in link: made (farah)",
        "Signed in: ended (farah)",
        "Password: made (Siti Rahman)",
    ] {
        assert_eq!(audit.matches(words).count(), 1, "{words}: {audit}");
    }
    for opens in [secret, &pass, "lift lobby pump", "Council"] {
        assert!(!audit.contains(opens), "{opens}");
    }
}
