//! A disk that is full while messages come: what was answered with 200 is heard, once, and what could not be kept was not
//! answered as if it were.

use super::world::{House, message, posted};
use axum::http::StatusCode;
use std::collections::BTreeSet;
use store::Db;
use store::testing::{Tables, fill, on_sqlite};

/// Messages that come while something is wrong.
const COMING: usize = 300;

async fn post(house: &House, nth: usize) -> StatusCode {
    house.post(&posted(&[message(&format!("wamid.{nth}"), &format!("good morning {nth}"))])).await
}

/// What was heard, each as often as it was.
async fn heard(house: &House) -> Vec<String> {
    let mut heard: Vec<String> = house.texts().await.into_iter().map(|(_, text)| text).collect();
    heard.sort_unstable();
    heard
}

fn said(nths: impl IntoIterator<Item = usize>) -> Vec<String> {
    let said: BTreeSet<String> = nths.into_iter().map(|nth| format!("good morning {nth}")).collect();
    said.into_iter().collect()
}

async fn on_a_full_disk(db: Db) {
    let house = House::open(db).await;
    for nth in 0..COMING / 2 {
        assert_eq!(post(&house, nth).await, StatusCode::OK);
    }
    fill(&house.home.db, true).await;
    let mut kept: Vec<usize> = (0..COMING / 2).collect();
    let mut refused = Vec::new();
    for nth in COMING / 2..COMING {
        match post(&house, nth).await {
            StatusCode::OK => kept.push(nth),
            StatusCode::SERVICE_UNAVAILABLE => {
                refused.push(nth);
                assert_eq!(
                    house.get("/healthz").await.0,
                    StatusCode::SERVICE_UNAVAILABLE,
                    "whoever balances hears of it"
                );
            }
            other => panic!("{nth} was answered with {other}"),
        }
    }
    assert!(!refused.is_empty(), "the disk is full");
    // More often than a delivery that is at fault itself is begun before it is set aside.
    for _ in 0..20 {
        assert!(!house.can_take_in().await, "there is no room for what was heard");
    }
    fill(&house.home.db, false).await;
    house.take_in_later().await;
    assert_eq!(heard(&house).await, said(kept), "what was answered with 200 is heard, and nothing else");
    for nth in refused {
        assert_eq!(post(&house, nth).await, StatusCode::OK, "it is brought again");
    }
    house.take_in().await;
    assert_eq!(heard(&house).await, said(0..COMING));
}

#[test]
fn a_full_disk_loses_nothing_that_was_answered_for() {
    on_sqlite(Tables::All, on_a_full_disk);
}
