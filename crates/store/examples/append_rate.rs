//! How fast a journal is appended to and verified: `cargo run --release -p store --example append_rate -- ADDRESS`.

use std::time::Instant;

use store::journal::{self, Draft};
use store::{Db, StoreError, migrate};

const ENTRIES: i64 = 100_000;
/// Entries of one commit, each time over.
const BATCHES: [i64; 4] = [1, 16, 250, 1_000];

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "sqlite::memory:".to_owned());
    let db = Db::connect(&address).await?;
    migrate::up(&db).await?;
    for batch in BATCHES {
        let org = format!("org-{batch}");
        let entries = if batch == 1 { ENTRIES / 50 } else { ENTRIES };
        let begun = Instant::now();
        for first in (0..entries).step_by(usize::try_from(batch).unwrap_or(1)) {
            let drafts: Vec<Draft> = (first..first + batch).map(draft).collect();
            let mut tx = db.begin().await?;
            let mut head = journal::lock(&mut tx, &org).await?;
            journal::append(&mut tx, &mut head, &drafts).await?;
            tx.commit().await?;
        }
        let took = begun.elapsed().as_secs_f64();
        println!("{batch:5} a commit: {:8.0} entries/s appended", entries as f64 / took);
    }
    let begun = Instant::now();
    let verified = journal::verify(&db, "org-1000", |_, _| {}).await.expect("the journal just written holds");
    println!("{:8.0} entries/s verified", verified.entries as f64 / begun.elapsed().as_secs_f64());
    Ok(())
}

/// About as large as a message of a busy group.
fn draft(n: i64) -> Draft {
    Draft {
        at_us: 1_790_000_000_000_000 + n,
        actor: format!("person:01920000-0000-7000-8000-{n:012}"),
        via: "whatsapp".to_owned(),
        cause: Some(format!("request:01920000-0000-7000-8000-{n:012}")),
        kind: "MessageReceived".to_owned(),
        body: format!(
            r#"{{"conversation":"c-{n}","message":"m-{n}","media":[],"reply_to":null,"{}":1}}"#,
            "k".repeat(150)
        ),
        private: Some(format!(
            r#"{{"text":"Lift stuck again Block C, level 4. {}","name":"Aunty {n}"}}"#,
            "x".repeat(120)
        )),
        salt: "0123456789abcdef0123456789abcdef".to_owned(),
    }
}
