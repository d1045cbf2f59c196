//! What a job would cost, on the ticket's page: by link it is asked, by a button answered, and that taken back.

use super::{Answer, Site, request, world};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::id::{ApprovalId, OrgId};
use domain::quote::{Approval, Money};
use domain::request::{Actor, Command, Definition, Request as Asked, Stamp, Via};

/// The secret that the test's chance gives.
const SECRET: &str = "fresh-0123456789-abcdefghijkl";

/// A site where what costs more than RM 200 needs a yes, and Ali has a link to his job.
async fn asked() -> Site {
    let site = Site::busy().await;
    let (id, name) = (ApprovalId::new("over"), "Over 200".to_owned());
    let over = Money { minor: 20_000, currency: "MYR".to_owned() };
    let approval = Approval { id, name, site: None, categories: Vec::new(), vendor: None, over };
    let command = Command::Define(Box::new(Definition::Approval(approval)));
    let (org, actor, via) = (OrgId::new(world::ORG), Actor::Channel, Via::Simulated);
    let stamp = Stamp { at: world::now(), entropy: 77 };
    let request = Asked { org: org.clone(), actor, via, stamp, import: None, command };
    let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
    assert!(answers.iter().all(Result::is_ok), "it is taken");
    assert_eq!(site.post("/tickets/T-1/passes", "holder=work:ali").await.status, StatusCode::OK);
    site
}

impl Site {
    async fn costs(&self, once: &str, words: &str) -> Answer {
        self.moves("cost", once, words).await
    }

    async fn moves(&self, made: &str, once: &str, words: &str) -> Answer {
        let field = |name: &str, value: &str| {
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = [field("move", made), field("once", once), field("text", words), "--x--\r\n".to_owned()].concat();
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/v/{SECRET}/moves"))
            .header(header::ORIGIN, "null")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }
}

#[tokio::test]
async fn a_price_by_link_waits_is_approved_by_a_button_and_waits_again() {
    let site = asked().await;
    assert!(!site.get("/tickets/T-1").await.text.contains("id=\"quote\""), "nobody named a price");
    assert_eq!(site.costs("c1", "350").await.status, StatusCode::SEE_OTHER);
    let page = site.get("/tickets/T-1").await.text;
    assert!(page.contains("MYR 350.00") && page.contains("Work waits for a manager"), "{page}");
    assert!(page.contains("Approve") && page.contains("Decline"), "{page}");

    let quote = |form: &'static str| site.post("/tickets/T-1/quote", form);
    assert_eq!(
        quote("expected=assigned&quote=1&answer=approve").await.status,
        StatusCode::CONFLICT,
        "it is another stage now"
    );
    for _ in 0..2 {
        let answer = quote("expected=on_hold&quote=1&answer=approve").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let page = site.get("/tickets/T-1").await.text;
    assert!(page.contains("Approved by") && page.contains("Siti Rahman approved MYR 350.00"), "{page}");
    assert_eq!(page.matches("approved MYR 350.00").count(), 1, "said twice, it is said once");
    assert_eq!(quote("expected=assigned&quote=1&answer=undo").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/tickets/T-1").await.text.contains("Work waits for a manager"));
    assert_eq!(quote("expected=on_hold&quote=1&answer=decline").await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/tickets/T-1").await.text.contains("Declined by"));
    assert_eq!(quote("expected=assigned&quote=1&answer=maybe").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        site.post("/tickets/T-5/quote", "expected=classified&quote=1&answer=approve").await.status,
        StatusCode::CONFLICT
    );
}

#[tokio::test]
async fn a_page_left_open_agrees_to_no_later_price() {
    let site = asked().await;
    site.costs("c1", "350").await;
    assert!(site.get("/tickets/T-1").await.text.contains("name=\"quote\" value=\"1\""));
    site.costs("c2", "3500").await;
    let form = "expected=on_hold&quote=1&answer=approve";
    assert_eq!(site.post("/tickets/T-1/quote", form).await.status, StatusCode::CONFLICT);
    assert_eq!(site.moves("arrive", "c3", "").await.status, StatusCode::SEE_OTHER);
    let page = site.get("/tickets/T-1").await.text;
    assert!(page.contains("MYR 3500.00") && page.contains("Work waits for a manager"), "{page}");
    assert!(page.contains("name=\"expected\" value=\"on_hold\""), "whoever comes early is there, and work waits");
}

#[tokio::test]
async fn a_supervisor_sees_the_price_and_no_buttons() {
    let site = asked().await;
    site.costs("c1", "RM 350").await;
    site.post("/members", "name=farah&role=supervisor").await;
    site.post("/members/farah/link", "").await;
    site.send(request(Method::POST, &format!("/sign-in/{SECRET}"), None, "")).await;
    let page = site.send(request(Method::GET, "/tickets/T-1", Some(SECRET), "")).await.text;
    assert!(page.contains("MYR 350.00") && !page.contains("value=\"approve\""), "{page}");
    let form = "expected=on_hold&quote=1&answer=approve";
    let answer = site.send(request(Method::POST, "/tickets/T-1/quote", Some(SECRET), form)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(answer.text.contains("Only managers and owners may do this"), "{}", answer.text);
    assert!(site.get("/tickets/T-1").await.text.contains("Work waits for a manager"), "nothing was changed");
}
