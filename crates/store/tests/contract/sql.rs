//! The verbs, the four kinds of value, and what a transaction promises.

use store::{Arg, Db, StoreError, args, both, row};

row! {
    #[derive(Debug, PartialEq)]
    struct Sample {
        flag: Option<bool>,
        int: Option<i64>,
        real: Option<f64>,
        text: Option<String>,
    }
}

async fn with_samples(db: &Db) {
    migrate(db, "CREATE TABLE samples (id BIGINT NOT NULL PRIMARY KEY, flag BOOLEAN, int BIGINT, real DOUBLE PRECISION, text TEXT)").await;
}

async fn migrate(db: &Db, sql: &'static str) {
    let mut tx = db.begin().await.unwrap();
    tx.run(sql, args![]).await.unwrap();
    tx.commit().await.unwrap();
}

const INSERT: &str = "INSERT INTO samples (id, flag, int, real, text) VALUES ($1, $2, $3, $4, $5)";
const SELECT: &str = "SELECT flag, int, real, text FROM samples WHERE id = $1 LIMIT 1";
const COUNT: &str = "SELECT COUNT(*) FROM samples";

both! {
    async fn each_kind_of_value_comes_back_as_it_went(db: Db) {
        with_samples(&db).await;
        let samples = [
            Sample { flag: Some(true), int: Some(i64::MIN), real: Some(0.1), text: Some("Lif rosak 升降机 மின்தூக்கி \u{1F6D7}".to_owned()) },
            Sample { flag: Some(false), int: Some(i64::MAX), real: Some(-1.0), text: Some(String::new()) },
            Sample { flag: None, int: None, real: None, text: None },
        ];
        let mut tx = db.begin().await.unwrap();
        for (id, sample) in (0_i64..).zip(&samples) {
            let values = args![id, sample.flag, sample.int, sample.real, sample.text.clone()];
            assert_eq!(tx.run(INSERT, values).await.unwrap(), 1);
        }
        tx.commit().await.unwrap();
        for (id, sample) in (0_i64..).zip(samples) {
            assert_eq!(db.one::<Sample>(SELECT, args![id]).await.unwrap(), sample);
        }
    }
}

both! {
    async fn one_column_needs_no_struct(db: Db) {
        assert_eq!(db.one::<i64>("SELECT CAST($1 AS BIGINT)", args![7_i64]).await.unwrap(), 7);
        assert!(db.one::<bool>("SELECT CAST($1 AS BIGINT) > 3", args![7_i64]).await.unwrap());
        assert_eq!(db.one::<Option<String>>("SELECT CAST($1 AS TEXT)", args![None::<String>]).await.unwrap(), None);
    }
}

both! {
    async fn one_means_one(db: Db) {
        with_samples(&db).await;
        let none = db.one::<Sample>(SELECT, args![1_i64]).await.unwrap_err();
        assert!(matches!(none, StoreError::Rows { expected: 1, found: 0, .. }), "{none}");
        assert_eq!(db.maybe::<Sample>(SELECT, args![1_i64]).await.unwrap(), None);
        let two = db.one::<i64>("SELECT 1 UNION SELECT 2", args![]).await.unwrap_err();
        assert!(matches!(two, StoreError::Rows { found: 2, .. }) || matches!(two, StoreError::Column { .. }), "{two}");
    }
}

both! {
    async fn a_write_says_how_many_rows_it_touched(db: Db) {
        with_samples(&db).await;
        let mut tx = db.begin().await.unwrap();
        tx.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap();
        let missed = tx.run_expecting(1, "UPDATE samples SET text = $1 WHERE id = 2", args!["b"]).await.unwrap_err();
        assert!(matches!(missed, StoreError::Rows { expected: 1, found: 0, .. }));
    }
}

both! {
    async fn a_dropped_or_rolled_back_transaction_leaves_nothing(db: Db) {
        with_samples(&db).await;
        let mut dropped = db.begin().await.unwrap();
        dropped.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap();
        assert_eq!(dropped.one::<i64>(COUNT, args![]).await.unwrap(), 1);
        drop(dropped);
        let mut undone = db.begin().await.unwrap();
        undone.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap();
        undone.rollback().await.unwrap();
        assert_eq!(db.one::<i64>(COUNT, args![]).await.unwrap(), 0);
    }
}

both! {
    async fn a_reader_waits_for_no_writer_and_sees_only_what_is_committed(db: Db) {
        with_samples(&db).await;
        let mut tx = db.begin().await.unwrap();
        tx.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap();
        assert_eq!(db.one::<i64>(COUNT, args![]).await.unwrap(), 0);
        let mut snapshot = db.snapshot().await.unwrap();
        assert_eq!(snapshot.one::<i64>(COUNT, args![]).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert_eq!(snapshot.one::<i64>(COUNT, args![]).await.unwrap(), 0, "a snapshot is one state");
        assert_eq!(db.one::<i64>(COUNT, args![]).await.unwrap(), 1);
    }
}

both! {
    async fn reads_cannot_write(db: Db) {
        with_samples(&db).await;
        let mut snapshot = db.snapshot().await.unwrap();
        assert!(snapshot.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.is_err());
    }
}

both! {
    async fn a_key_that_exists_is_taken_and_trying_again_is_useless(db: Db) {
        with_samples(&db).await;
        let mut tx = db.begin().await.unwrap();
        tx.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap();
        let taken = tx.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a"]).await.unwrap_err();
        assert!(taken.is_taken() && !taken.is_retryable(), "{taken:?}");
        assert!(taken.to_string().contains("samples"), "{taken}");
    }
}

both! {
    async fn what_only_one_engine_could_keep_is_refused_by_both(db: Db) {
        with_samples(&db).await;
        let mut tx = db.begin().await.unwrap();
        let refused = tx.run(INSERT, args![1_i64, true, 1_i64, 1.0, "a\0b"]).await.unwrap_err();
        assert!(matches!(refused, StoreError::Nul { number: 5 }), "{refused}");
    }
}

both! {
    async fn a_defect_in_sql_is_no_reason_to_try_again(db: Db) {
        let refused = db.all::<i64>("SELECT nothing FROM nowhere", args![]).await.unwrap_err();
        assert!(matches!(refused, StoreError::Refused(_)) && !refused.is_retryable(), "{refused:?}");
        row! { #[derive(Debug)] struct Absent { absent: i64 } }
        let absent = db.all::<Absent>("SELECT COUNT(*) AS present FROM heads", args![]).await.unwrap_err();
        assert!(matches!(absent, StoreError::Column { ref column, .. } if column == "absent"), "{absent:?}");
        row! { #[derive(Debug)] struct Wrong { wrong: bool } }
        let wrong = db.all::<Wrong>("SELECT 'yes' AS wrong", args![]).await.unwrap_err();
        assert!(matches!(wrong, StoreError::Column { .. }), "{wrong:?}");
    }
}

#[test]
fn an_argument_knows_its_kind_even_when_it_is_null() {
    assert_eq!(args![None::<i64>, None::<bool>], [Arg::Int(None), Arg::Bool(None)]);
    assert_eq!(args![3_u32, "x"], [Arg::Int(Some(3)), Arg::Text(Some("x".to_owned()))]);
}

#[tokio::test]
async fn two_orders_of_locking_end_in_a_retryable_error_on_postgres() {
    let Some(url) = store::testing::postgres_url() else { return };
    let schema = format!("deadlock_{}", std::process::id());
    let db = Db::connect_in_schema(&url, &schema).await.unwrap();
    migrate(&db, "CREATE TABLE locks (id BIGINT PRIMARY KEY, n BIGINT)").await;
    migrate(&db, "INSERT INTO locks VALUES (1, 0), (2, 0)").await;
    let touch = "UPDATE locks SET n = n + 1 WHERE id = $1";
    let (mut left, mut right) = (db.begin().await.unwrap(), db.begin().await.unwrap());
    left.run(touch, args![1_i64]).await.unwrap();
    right.run(touch, args![2_i64]).await.unwrap();
    let (first, second) = tokio::join!(left.run(touch, args![2_i64]), right.run(touch, args![1_i64]));
    let error = first.err().or(second.err()).expect("one of the two gives way");
    assert!(error.is_retryable(), "{error:?}");
    drop((left, right));
    let drop_schema: &'static str = Box::leak(format!("DROP SCHEMA {schema} CASCADE").into_boxed_str());
    migrate(&db, drop_schema).await;
}
