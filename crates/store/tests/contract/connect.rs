//! Opening a database, and what a person is told when it fails.

use std::collections::BTreeSet;
use store::{Db, Engine, StoreError, args, migrate};

async fn refusal(address: &str) -> String {
    match Db::connect(address).await {
        Err(error @ StoreError::Open { .. }) => error.to_string(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{address} opened"),
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_opened_says_why() {
    assert_eq!(
        refusal("/nowhere/at/all.db").await,
        "cannot open the database /nowhere/at/all.db: there is no folder /nowhere/at"
    );
    assert!(refusal("mysql://localhost/x").await.contains("only postgres://"));
    assert!(refusal("").await.contains("the path is empty"));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_its_password() {
    let refusal = refusal("postgres://laksana:hunter2@127.0.0.1:1/desk").await;
    assert!(refusal.starts_with("cannot open the database postgres://127.0.0.1:1/desk: "), "{refusal}");
    assert!(refusal.contains("refused"), "{refusal}");
    assert!(!refusal.contains("hunter2"), "{refusal}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "these are not the rows you are looking for, not by a long way".repeat(20)).unwrap();
    assert!(refusal(&path.to_string_lossy()).await.contains("not a database"));
}

#[tokio::test]
async fn a_schema_is_named_plainly_or_refused() {
    let Some(url) = store::testing::postgres_url() else { return };
    for schema in ["", "Upper", "a\"; DROP", "a b"] {
        let refused = Db::connect_in_schema(&url, schema).await.err().map(|error| error.to_string());
        assert!(refused.is_some(), "{schema:?} was accepted");
    }
}

#[tokio::test]
async fn what_was_committed_is_there_after_closing() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("desk.db").display());
    let db = Db::connect(&address).await.unwrap();
    assert_eq!(db.engine(), Engine::Sqlite);
    migrate::up(&db).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    store::journal::lock(&mut tx, "org-a").await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let whole = ["desk.db", "desk.db.mailbox"].map(str::to_owned);
    assert_eq!(names, BTreeSet::from(whole), "closing leaves two files, fit to be copied");
    let again = Db::connect(&address).await.unwrap();
    assert_eq!(again.one::<i64>("SELECT COUNT(*) FROM heads", args![]).await.unwrap(), 1);
}

#[tokio::test]
async fn the_file_is_opened_as_a_record_must_be() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::connect(&folder.path().join("desk.db").to_string_lossy()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tx.one::<String>("PRAGMA journal_mode", args![]).await.unwrap(), "wal");
    assert_eq!(tx.one::<i64>("PRAGMA synchronous", args![]).await.unwrap(), 2);
    assert_eq!(tx.one::<i64>("PRAGMA foreign_keys", args![]).await.unwrap(), 1);
    assert_eq!(tx.one::<i64>("PRAGMA secure_delete", args![]).await.unwrap(), 1);
}

#[tokio::test]
async fn a_database_in_memory_is_one_for_all_clones_and_none_else() {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    migrate::up(&db).await.unwrap();
    let mut tx = db.clone().begin().await.unwrap();
    store::journal::lock(&mut tx, "org-a").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM heads", args![]).await.unwrap(), 1);
    let other = Db::connect("sqlite::memory:").await.unwrap();
    assert!(other.one::<i64>("SELECT COUNT(*) FROM heads", args![]).await.is_err());
}

store::both! {
    bare async fn a_server_plans_each_statement_for_its_values(db: Db) {
        if db.engine() == Engine::Postgres {
            let mode: String = db.one("SELECT current_setting('plan_cache_mode')", args![]).await.unwrap();
            assert_eq!(mode, "force_custom_plan");
        }
    }
}
