//! What messages cost: shown, set by managers, refused where it is no price, and the warning that follows.

use super::Site;
use axum::http::StatusCode;

const PRICES: &str = "currency=myr&as_of=2026-11-01&free_words=0&rates=MY+%2B60+0.06+0.01%0D%0A*+*+0.2+0.2";

#[tokio::test]
async fn a_budget_is_set_shown_and_taken_away() {
    let site = Site::busy().await;
    let page = site.get("/settings/costs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("MY +60 0.0140 0.0140") && page.text.contains("Prices as of 2025-07-01"));
    assert_eq!(site.post("/settings/costs", &format!("budget=49.90&{PRICES}")).await.status, StatusCode::SEE_OTHER);
    let page = site.get("/settings/costs").await.text;
    for words in ["about MYR 0.00 of MYR 49.90", "Prices as of 2026-11-01", "MY +60 0.06 0.01", "Last set by"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let reset = format!("budget=&{PRICES}&reset=yes");
    assert_eq!(site.post("/settings/costs", &reset).await.status, StatusCode::SEE_OTHER);
    let page = site.get("/settings/costs").await.text;
    assert!(page.contains("MY +60 0.0140 0.0140") && page.contains("about USD 0.00. Prices"), "{page}");
}

#[tokio::test]
async fn a_budget_of_nothing_says_that_it_is_used_up() {
    let site = Site::busy().await;
    site.post("/settings/costs", &format!("budget=0&{PRICES}")).await;
    assert!(site.get("/settings/costs").await.text.contains("budget is used up"));
}

#[tokio::test]
async fn what_is_no_price_is_said_and_what_was_written_stays() {
    let site = Site::busy().await;
    for (was, is, says) in [
        ("49.90", "a+lot", "is no amount of money"),
        ("=myr", "=ringgit", "three letters"),
        ("2026-11-01", "soon", "Write the day"),
        ("free_words=0", "free_words=x", "as a number"),
        ("0.06", "cheap", "is no price"),
        ("%0D%0A*+*+0.2+0.2", "", "for all other countries is missing"),
    ] {
        let answer = site.post("/settings/costs", &format!("budget=49.90&{PRICES}").replace(was, is)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{is}");
        assert!(answer.text.contains(says) && answer.text.contains("MY +60"), "{is}: {}", answer.text);
    }
    assert!(site.get("/settings/costs").await.text.contains("Prices as of 2025-07-01"));
}
