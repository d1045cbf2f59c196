//! Connecting a number: what an owner may do beside looking.

use super::Site;
use super::members::{add, let_in, theirs};
use axum::http::{Method, StatusCode};

const PAGE: &str = "/settings/whatsapp";

#[tokio::test]
async fn the_address_is_there_to_be_copied_and_the_token_only_when_it_is_asked_for() {
    let site = Site::busy().await;
    let page = site.get(PAGE).await.text;
    assert!(page.contains("https://laksana.example/hooks/cloud-api") && !page.contains("a-verify-token"), "{page}");
    let link = site.get("/settings/whatsapp/token").await;
    assert!(link.status != StatusCode::OK && !link.text.contains("a-verify-token"), "{}", link.text);
    let shown = site.post("/settings/whatsapp/token", "").await.text;
    assert!(shown.contains("a-verify-token"), "{shown}");
    let audit = site.get("/audit").await.text;
    assert!(audit.contains("Verify token: shown") && !audit.contains("a-verify-token"), "{audit}");
}

#[tokio::test]
async fn what_became_of_templates_is_said() {
    let site = Site::busy().await;
    let done = site.post("/settings/whatsapp/templates", "").await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.text.contains("3 templates were not tried after that."), "{}", done.text);
    assert!(
        done.text.contains("1 template was handed in.") && done.text.contains("It says too little (100)"),
        "{}",
        done.text
    );
}

#[tokio::test]
async fn a_test_message_goes_to_a_number_once_a_form_and_its_fate_is_shown() {
    let site = Site::busy().await;
    let wrong = site.post("/settings/whatsapp/trials", "name=0123456789abcdef0123456789abcdef&number=Ali").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Type a phone number") && wrong.text.contains("value=\"Ali\""), "{}", wrong.text);
    let form = "name=0123456789abcdef0123456789abcdef&number=%2B60+12-999+0000";
    for _ in 0..2 {
        assert_eq!(site.post("/settings/whatsapp/trials", form).await.status, StatusCode::SEE_OTHER);
    }
    let page = site.get("/settings/whatsapp?trial=0123456789abcdef0123456789abcdef").await.text;
    assert!(page.contains("This is a test message") && page.contains("Not sent yet"), "{page}");
    assert_eq!(page.matches("This is a test message").count(), 1, "{page}");
}

#[tokio::test]
async fn the_steps_are_looked_at_where_they_are_asked_for_and_not_each_time_that_a_trial_is() {
    let site = Site::busy().await;
    let form = "name=0123456789abcdef0123456789abcdef&number=%2B60+12-999+0000";
    assert_eq!(site.post("/settings/whatsapp/trials", form).await.status, StatusCode::SEE_OTHER);
    let wrong = "name=0123456789abcdef0123456789abcdef&number=Ali";
    let beside = [
        site.get("/settings/whatsapp?trial=0123456789abcdef0123456789abcdef").await.text,
        site.post("/settings/whatsapp/token", "").await.text,
        site.post("/settings/whatsapp/trials", wrong).await.text,
    ];
    for page in beside {
        assert!(!page.contains("Check the proxy.") && page.contains("Not looked at"), "{page}");
        assert!(page.contains("href=\"/settings/whatsapp\""), "{page}");
    }
    assert!(site.get(PAGE).await.text.contains("Check the proxy."));
}

#[tokio::test]
async fn whoever_is_no_owner_looks_at_the_steps_alone() {
    let site = Site::busy().await;
    add(&site, "farah", "role=manager").await;
    let_in(&site, "farah").await;
    let page = theirs(&site, Method::GET, PAGE, "").await.text;
    assert!(
        page.contains("Check the proxy.") && !page.contains("<form method=\"post\" action=\"/settings/whatsapp"),
        "{page}"
    );
    assert!(!page.contains("https://laksana.example/hooks/cloud-api"), "{page}");
    let token = theirs(&site, Method::POST, "/settings/whatsapp/token", "").await;
    assert!(token.status == StatusCode::FORBIDDEN && !token.text.contains("a-verify-token"), "{}", token.text);
}
