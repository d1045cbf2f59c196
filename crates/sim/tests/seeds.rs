//! Seeds that must always hold, on both engines, with either reader.

use sim::run::{Outcome, Plan, month, run};
use store::testing::{Tables, on_postgres};
use store::{Db, migrate};

/// Long enough that every kind of step happens, short enough for twenty of them.
const STEPS: usize = 70;

fn plan(seed: u64) -> Plan {
    Plan { seed, steps: STEPS, check_every: 14, real_reader: false }
}

async fn in_memory(plan: Plan) -> Outcome {
    let db = Db::connect("sqlite::memory:").await.expect("a database in memory opens");
    migrate::up(&db).await.expect("its tables are made");
    let outcome = run(db.clone(), plan).await;
    db.close().await;
    outcome.unwrap_or_else(|failure| panic!("{failure}"))
}

#[tokio::test]
async fn twenty_seeds_hold() {
    let mut taken = 0;
    for seed in 1..=20 {
        let outcome = in_memory(plan(seed)).await;
        assert!(outcome.entries > 100, "seed {seed}: {outcome:?}");
        let done = outcome.done.iter().find(|(what, _)| *what == "taken by the channel");
        taken += done.map_or(0, |(_, times)| *times);
    }
    assert!(taken > 60, "{taken} messages left");
}

#[tokio::test]
async fn a_week_of_a_site_holds() {
    let db = Db::connect("sqlite::memory:").await.expect("a database in memory opens");
    migrate::up(&db).await.expect("its tables are made");
    let outcome = month(db.clone(), 1, 7).await.unwrap_or_else(|failure| panic!("{failure}"));
    db.close().await;
    let ended = |how| outcome.days.get(how).copied().unwrap_or_default();
    assert!(outcome.tickets >= 70 && outcome.messages > 500, "{outcome:?}");
    assert!(outcome.days.values().sum::<usize>() > 120, "twenty tasks of a week: {outcome:?}");
    assert!(ended("done") > 25 && ended("partial") > 5 && ended("missed") > 30 && ended("unheard") > 0, "{outcome:?}");
}

#[tokio::test]
async fn the_same_seed_leads_to_the_same_journal() {
    for seed in [3, 11] {
        assert_eq!(in_memory(plan(seed)).await, in_memory(plan(seed)).await);
    }
}

#[tokio::test]
async fn the_built_in_reader_holds_too() {
    for seed in [101, 102] {
        in_memory(Plan { real_reader: true, steps: 50, ..plan(seed) }).await;
    }
}

#[test]
fn both_engines_lead_to_the_same_journal() {
    on_postgres(Tables::All, |db| async move {
        let seed = 5;
        let there = run(db, plan(seed)).await.unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(there, in_memory(plan(seed)).await);
    });
}
