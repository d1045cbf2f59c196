//! Databases for tests, of this crate and of those above it; hides where they come from. Feature `testing` only.
//!
//! PostgreSQL is the server that the environment variable `TEST_POSTGRES_URL` names; `cargo run -p xtask -- pg CMD`
//! starts a throwaway one and runs `CMD` with it. Without it the PostgreSQL half of each test says aloud that it is
//! skipped; when `CI` is set it fails, so that the second engine never falls silent.

use std::future::Future;
use std::io::Write as _;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Db, args, migrate};
use domain::id::OrgId;

const VARIABLE: &str = "TEST_POSTGRES_URL";

/// Turns one test into two, `NAME::on_sqlite` and `NAME::on_postgres`, each with a database of its own that has all
/// tables and no rows. With `bare` in front of `async` the database has no tables.
///
/// ```text
/// store::both! {
///     async fn a_journal_begins_at_one(db: Db) { .. }
/// }
/// ```
#[macro_export]
macro_rules! both {
    ($(#[$meta:meta])* async fn $name:ident($db:ident: Db) $body:block) => {
        $crate::both!(@two $name, $db, $body, $crate::testing::Tables::All);
    };
    ($(#[$meta:meta])* bare async fn $name:ident($db:ident: Db) $body:block) => {
        $crate::both!(@two $name, $db, $body, $crate::testing::Tables::None);
    };
    (@two $name:ident, $db:ident, $body:block, $tables:expr) => {
        mod $name {
            use super::*;

            async fn body($db: $crate::Db) $body

            #[test]
            fn on_sqlite() {
                $crate::testing::on_sqlite($tables, body);
            }

            #[test]
            fn on_postgres() {
                $crate::testing::on_postgres($tables, body);
            }
        }
    };
}

/// What a test's database holds at its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tables {
    /// Every table of this program.
    All,
    /// Nothing.
    None,
}

/// What somebody with the database in hand might do: takes an entry out of the index of the audit. How many lines that were.
///
/// # Panics
/// When the database does not let them.
pub async fn hide_from_audit(db: &Db, position: i64) -> u64 {
    let mut tx = db.begin().await.expect("nobody else writes");
    let sql = "DELETE FROM audit WHERE position = $1";
    let lines = tx.run(sql, args![position]).await.expect("there is such a table");
    tx.commit().await.expect("it is kept");
    lines
}

/// The same: makes somebody an owner of an organisation, without an entry that says so.
///
/// # Panics
/// When the database does not let them.
pub async fn make_owner(db: &Db, org: &OrgId, name: &str) {
    let body = format!(r#"{{"name":"{name}","role":"owner"}}"#);
    let mut tx = db.begin().await.expect("nobody else writes");
    let sql = "INSERT INTO members (org, id, name, body) VALUES ($1, $2, $2, $3)";
    tx.run_expecting(1, sql, args![org.as_str(), name, body]).await.expect("there is no such member");
    tx.commit().await.expect("it is kept");
}

/// Runs a test on an SQLite file of its own.
///
/// # Panics
/// When the test does, or the database cannot be made.
pub fn on_sqlite<F: Future<Output = ()> + Send + 'static>(tables: Tables, test: impl FnOnce(Db) -> F) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("test.db");
    let runtime = runtime();
    let db = runtime.block_on(opened(Db::connect(&path.to_string_lossy()), tables));
    let outcome = runtime.block_on(runtime.spawn(test(db.clone())));
    runtime.block_on(db.close());
    passed(outcome);
}

/// Runs a test in a schema of its own of the server that `TEST_POSTGRES_URL` names.
///
/// # Panics
/// When the test does, the database cannot be made, or there is no server and `CI` is set.
pub fn on_postgres<F: Future<Output = ()> + Send + 'static>(tables: Tables, test: impl FnOnce(Db) -> F) {
    let Some(url) = postgres_url() else { return };
    let schema = schema();
    let runtime = runtime();
    // A process of the same number, killed before it cleaned up, may have left its schema.
    runtime.block_on(Db::drop_schema(&url, &schema)).expect("an old schema can be dropped");
    let db = runtime.block_on(opened(Db::connect_in_schema(&url, &schema), tables));
    let outcome = runtime.block_on(runtime.spawn(test(db.clone())));
    runtime.block_on(db.close());
    runtime.block_on(Db::drop_schema(&url, &schema)).expect("the schema can be dropped");
    passed(outcome);
}

/// The server for tests. `None` after saying so aloud.
///
/// # Panics
/// When there is none and `CI` is set.
#[expect(clippy::disallowed_methods, reason = "a test program has no command line of its own")]
#[must_use]
pub fn postgres_url() -> Option<String> {
    static SAID: Once = Once::new();
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let url = set(VARIABLE);
    if url.is_none() {
        assert!(set("CI").is_none(), "CI is set and {VARIABLE} is not: half of the tests would be skipped");
        // Not `eprintln!`, which the test harness swallows when a test passes.
        SAID.call_once(|| {
            let _ = std::io::stderr().write_all(b"\nskipped: no TEST_POSTGRES_URL, so no test ran on PostgreSQL\n");
        });
    }
    url
}

/// Lets a database on SQLite, and its mailbox, grow no further, as on a disk that is full; or grow again.
///
/// # Panics
/// When it cannot be told.
pub async fn fill(db: &Db, is_full: bool) {
    for db in [db.clone(), db.mailbox()] {
        let mut tx = db.begin().await.expect("the test's database can be written");
        // It cannot be told to hold less than it does.
        let sql = if is_full { "PRAGMA max_page_count = 1" } else { "PRAGMA max_page_count = 1073741823" };
        let _pages: i64 = tx.one(sql, Vec::new()).await.expect("a limit can be set");
        tx.commit().await.expect("nothing was written");
    }
}

/// Deletes a schema that a test made.
///
/// # Panics
/// When it cannot be deleted.
pub async fn drop_schema(url: &str, schema: &str) {
    Db::drop_schema(url, schema).await.expect("the schema can be dropped");
}

fn schema() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be started")
}

async fn opened(connecting: impl Future<Output = Result<Db, crate::StoreError>>, tables: Tables) -> Db {
    let db = connecting.await.expect("the test's database opens");
    match tables {
        Tables::All => migrate::up(&db).await.expect("the test's tables are made"),
        Tables::None => {}
    }
    db
}

fn passed(outcome: Result<(), tokio::task::JoinError>) {
    if let Err(error) = outcome {
        match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => panic!("the test was cancelled: {error}"),
        }
    }
}
