//! Whether SQLite answers a statement without walking a table that grows; hides `EXPLAIN QUERY PLAN`. For tests only.
//!
//! Every statement that a test runs is explained the first time it runs, so a look-up that costs more with every message
//! heard fails the test that made it, long before anybody's history is long enough to feel it. What has to walk says why,
//! in the statement itself: `-- walks: for this reason`.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{AssertSqlSafe, Row as _};

use crate::StoreError;

/// The tables that grow with what is heard; the others hold what an organisation is made of, or one row for each.
const GROWING: &[&str] = &[
    "journal",
    "orders",
    "messages",
    "tickets",
    "timeline",
    "occurrences",
    "message_words",
    "inbox",
    "fetches",
    "read_marks",
    "looks",
    "twins",
    "outbox",
    "promises",
    "deadlines",
    "tree",
    "audit",
];

static EXPLAINED: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);

/// Explains a statement, once in a process. Statements that name no organisation are not asked: the tests' own are among
/// them, which damage tables or count what is in them.
///
/// # Panics
/// When it walks a table that grows and does not say why.
pub(super) async fn check(sql: &'static str, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let is_explained = !EXPLAINED.lock().unwrap_or_else(PoisonError::into_inner).insert(sql);
    if is_explained || !sql.contains("org") || sql.contains("-- walks: ") {
        return Ok(());
    }
    let explained = sqlx::query_with(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")), SqliteArguments::default())
        .fetch_all(&mut *connection)
        .await?;
    for row in explained {
        let step: String = row.try_get("detail")?;
        let walks = is_walk(&step, sql) && !is_first_few(sql) && !is_of_part(&step, connection).await?;
        assert!(!walks, "SQLite would answer this by walking all there is ({step}):\n{sql}");
    }
    Ok(())
}

/// Nothing narrows what is looked through, but the organisation at most.
fn is_walk(step: &str, sql: &str) -> bool {
    let mut words = step.split(' ');
    let (how, table) = (words.next(), words.next().unwrap_or_default());
    let is_narrowed = match how {
        Some("SCAN") => step.contains("VIRTUAL TABLE"),
        Some("SEARCH") => !step.ends_with("(org=?)"),
        _ => true,
    };
    !is_narrowed && grows(table, sql)
}

/// A table that grows, or the other name that the statement has for one.
fn grows(table: &str, sql: &str) -> bool {
    let words: Vec<&str> = sql.split([' ', '\n', ',', '(', ')']).filter(|word| !matches!(*word, "" | "AS")).collect();
    let is_other_name = |pair: &[&str]| matches!(pair, [known, name] if *name == table && GROWING.contains(known));
    GROWING.contains(&table) || words.windows(2).any(is_other_name)
}

/// The first rows of an order, with no condition that might send it further.
fn is_first_few(sql: &str) -> bool {
    let ends = |rest: &str| ["ORDER BY", "LIMIT", ")"].iter().any(|end| rest.trim_start().starts_with(end));
    let plain = sql.replace(['\n'], " ");
    let conditions: Vec<&str> = plain.split("org = $1").skip(1).collect();
    sql.contains("LIMIT") && !sql.contains("JOIN") && !conditions.is_empty() && conditions.into_iter().all(ends)
}

/// The index holds a part of the rows only, such as what waits.
async fn is_of_part(step: &str, connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let Some(index) = step.split(' ').skip_while(|word| *word != "INDEX").nth(1) else { return Ok(false) };
    let made: Option<Option<String>> = sqlx::query_scalar("SELECT sql FROM sqlite_master WHERE name = $1")
        .bind(index)
        .fetch_optional(connection)
        .await?;
    Ok(made.flatten().is_some_and(|made| made.contains("WHERE")))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Tables, on_sqlite};
    use crate::{Db, args};

    /// Whether a statement may be run on the tables of this program.
    async fn passes(db: Db, sql: &'static str) -> bool {
        tokio::spawn(async move { db.all::<String>(sql, args!["acme"]).await.unwrap() }).await.is_ok()
    }

    #[test]
    fn what_walks_is_refused_unless_it_says_why() {
        on_sqlite(Tables::All, |db| async move {
            for (sql, expected) in [
                ("SELECT id FROM messages WHERE org = $1 AND id = 'a' LIMIT 1", true),
                ("SELECT id FROM messages WHERE org = $1 ORDER BY position LIMIT 5", true),
                ("SELECT title FROM tickets WHERE org = $1 AND is_paused = TRUE ORDER BY opened_us LIMIT 5", true),
                ("SELECT text FROM messages WHERE org = $1 AND text = 'a' -- walks: to see that it may", true),
                ("SELECT text FROM messages WHERE org = $1 AND text = 'a'", false),
                ("SELECT id FROM messages WHERE org = $1 AND id IN ('a', 'b') ORDER BY position LIMIT 16", false),
                ("SELECT m.id FROM people p JOIN messages m ON m.text = p.name WHERE p.org = $1 LIMIT 5", false),
                ("SELECT m.id FROM people p JOIN messages m ON m.text = p.name WHERE p.org = $1", false),
            ] {
                assert_eq!(passes(db.clone(), sql).await, expected, "{sql}");
            }
        });
    }
}
