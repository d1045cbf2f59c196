//! Migrations: forward only, whole or not at all, and never changed.

use store::migrate::{MIGRATIONS, Migration, Script, apply, up};
use store::{Engine, StoreError, args, both};

const ONE: Migration = Migration { number: 1, name: "one", script: Script::Same("CREATE TABLE one (id BIGINT)") };
const TWO: Migration = Migration {
    number: 2,
    name: "two",
    script: Script::Same("CREATE TABLE two (id BIGINT); INSERT INTO two (id) VALUES (2)"),
};

#[test]
fn the_list_is_in_the_order_of_its_numbers() {
    let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next) && numbers.first() == Some(&1), "{numbers:?}");
}

#[test]
fn the_shared_dialect_has_four_kinds_of_column() {
    const FOREIGN: [&str; 13] = [
        "INT",
        "INTEGER",
        "SERIAL",
        "BIGSERIAL",
        "AUTOINCREMENT",
        "TIMESTAMP",
        "TIMESTAMPTZ",
        "JSON",
        "JSONB",
        "BLOB",
        "BYTEA",
        "VARCHAR",
        "UUID",
    ];
    for migration in MIGRATIONS {
        let Script::Same(sql) = migration.script else { continue };
        let statements = sql.lines().map(|line| line.split("--").next().unwrap_or_default().to_uppercase());
        for statement in statements {
            let mut words = statement.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            let foreign = words.find(|word| FOREIGN.contains(word));
            assert_eq!(foreign, None, "migration {} ({})", migration.number, migration.name);
        }
    }
}

both! {
    bare async fn each_is_applied_once_and_later_ones_are_added(db: Db) {
        apply(&db, &[ONE]).await.unwrap();
        apply(&db, &[ONE, TWO]).await.unwrap();
        apply(&db, &[ONE, TWO]).await.unwrap();
        assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM two", args![]).await.unwrap(), 1);
        assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM migrations", args![]).await.unwrap(), 2);
    }
}

both! {
    bare async fn a_changed_file_is_refused(db: Db) {
        apply(&db, &[ONE, TWO]).await.unwrap();
        let changed = Migration { script: Script::Same("CREATE TABLE one (id TEXT)"), ..ONE };
        let refused = apply(&db, &[changed, TWO]).await.unwrap_err();
        assert!(matches!(refused, StoreError::Migration(_)) && !refused.is_retryable());
        assert!(refused.to_string().contains("migration 1 (one) was applied with another content"), "{refused}");
    }
}

both! {
    bare async fn a_newer_database_is_refused(db: Db) {
        apply(&db, &[ONE, TWO]).await.unwrap();
        let refused = apply(&db, &[ONE]).await.unwrap_err();
        assert!(refused.to_string().contains("newer Laksana (migration 2, two; this one knows 1)"), "{refused}");
    }
}

both! {
    bare async fn one_that_fails_leaves_nothing_behind(db: Db) {
        let half = Migration { script: Script::Same("CREATE TABLE two (id BIGINT); INSERT INTO nowhere VALUES (1)"), ..TWO };
        assert!(apply(&db, &[ONE, half]).await.is_err());
        assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM migrations", args![]).await.unwrap(), 1);
        apply(&db, &[ONE, TWO]).await.unwrap();
    }
}

both! {
    bare async fn programs_that_start_at_once_do_not_collide(db: Db) {
        let programs: Vec<_> = (0..6).map(|_| { let db = db.clone(); async move { up(&db).await } }).collect();
        for outcome in futures_util::future::join_all(programs).await {
            outcome.unwrap();
        }
        let count = db.one::<i64>("SELECT COUNT(*) FROM migrations", args![]).await.unwrap();
        assert_eq!(count, MIGRATIONS.len() as i64);
    }
}

both! {
    bare async fn the_search_index_may_differ_and_both_engines_have_one(db: Db) {
        let search = Migration {
            number: 1,
            name: "search",
            script: Script::PerEngine {
                sqlite: "CREATE VIRTUAL TABLE words USING fts5 (org UNINDEXED, body)",
                postgres: "CREATE TABLE words (org TEXT, body TSVECTOR); CREATE INDEX words_body ON words USING gin (body)",
            },
        };
        apply(&db, &[search]).await.unwrap();
        let found = match db.engine() {
            Engine::Sqlite => "SELECT COUNT(*) FROM words WHERE words MATCH $1",
            Engine::Postgres => "SELECT COUNT(*) FROM words WHERE body @@ plainto_tsquery('simple', $1)",
        };
        assert_eq!(db.one::<i64>(found, args!["lift"]).await.unwrap(), 0);
    }
}
