//! Brings the tables of a database to what this program expects: numbered files, forward only, each in one transaction.
//!
//! The same file runs on both engines. The one exception is the search index, which no dialect shares: such a migration
//! is [`Script::PerEngine`], two files under one number, and only `search.rs` may then speak to its tables.

use crate::digest::Fields;
use crate::sql::{Db, Engine, Tx};
use crate::{StoreError, args, row, search};

/// Two programs that start at once meet here; each try waits for the other, so few are needed.
const TRIES_MAX: u32 = 10;
/// Far more than there will ever be; a bound for the query.
const MIGRATIONS_MAX: i64 = 10_000;

/// One step of the tables. Once released it never changes: its checksum is kept in the database.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// From 1, each more than the one before; numbers that are set aside for what is not done yet leave gaps.
    pub number: i64,
    /// What it makes, as in the file name.
    pub name: &'static str,
    /// What runs.
    pub script: Script,
}

/// The SQL of a migration.
#[derive(Clone, Copy, Debug)]
pub enum Script {
    /// The same on both engines.
    Same(&'static str),
    /// For the search index only.
    PerEngine {
        /// For SQLite.
        sqlite: &'static str,
        /// For PostgreSQL.
        postgres: &'static str,
    },
}

/// Every migration of this program, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "journal", script: Script::Same(include_str!("../migrations/0001_journal.sql")) },
    Migration { number: 2, name: "sessions", script: Script::Same(include_str!("../migrations/0002_sessions.sql")) },
    Migration { number: 3, name: "views", script: Script::Same(include_str!("../migrations/0003_views.sql")) },
    Migration {
        number: 4,
        name: "search",
        script: Script::PerEngine {
            sqlite: include_str!("../migrations/0004_search_sqlite.sql"),
            postgres: include_str!("../migrations/0004_search_postgres.sql"),
        },
    },
    Migration { number: 5, name: "counts", script: Script::Same(include_str!("../migrations/0005_counts.sql")) },
    Migration { number: 6, name: "changes", script: Script::Same(include_str!("../migrations/0006_changes.sql")) },
    Migration { number: 7, name: "inbox", script: Script::Same(include_str!("../migrations/0007_inbox.sql")) },
    Migration { number: 8, name: "outbox", script: Script::Same(include_str!("../migrations/0008_outbox.sql")) },
    Migration { number: 9, name: "address", script: Script::Same(include_str!("../migrations/0009_address.sql")) },
    Migration { number: 10, name: "promises", script: Script::Same(include_str!("../migrations/0010_promises.sql")) },
    Migration { number: 11, name: "ledger", script: Script::Same(include_str!("../migrations/0011_ledger.sql")) },
    Migration { number: 12, name: "api", script: Script::Same(include_str!("../migrations/0012_api.sql")) },
    Migration { number: 13, name: "sending", script: Script::Same(include_str!("../migrations/0013_sending.sql")) },
    Migration { number: 14, name: "orders", script: Script::Same(include_str!("../migrations/0014_orders.sql")) },
    Migration { number: 20, name: "bands", script: Script::Same(include_str!("../migrations/0020_bands.sql")) },
    Migration { number: 25, name: "fetches", script: Script::Same(include_str!("../migrations/0025_fetches.sql")) },
    Migration { number: 26, name: "looks", script: Script::Same(include_str!("../migrations/0026_looks.sql")) },
    Migration { number: 30, name: "hearing", script: Script::Same(include_str!("../migrations/0030_hearing.sql")) },
    Migration { number: 35, name: "choices", script: Script::Same(include_str!("../migrations/0035_choices.sql")) },
    Migration { number: 40, name: "ladders", script: Script::Same(include_str!("../migrations/0040_ladders.sql")) },
    Migration { number: 55, name: "members", script: Script::Same(include_str!("../migrations/0055_members.sql")) },
    Migration { number: 60, name: "passes", script: Script::Same(include_str!("../migrations/0060_passes.sql")) },
    Migration { number: 61, name: "openings", script: Script::Same(include_str!("../migrations/0061_openings.sql")) },
    Migration {
        number: 70,
        name: "search",
        script: Script::PerEngine {
            sqlite: include_str!("../migrations/0070_search_sqlite.sql"),
            postgres: include_str!("../migrations/0070_search_postgres.sql"),
        },
    },
    Migration { number: 75, name: "duties", script: Script::Same(include_str!("../migrations/0075_duties.sql")) },
    Migration { number: 76, name: "visits", script: Script::Same(include_str!("../migrations/0076_visits.sql")) },
    Migration { number: 85, name: "lessons", script: Script::Same(include_str!("../migrations/0085_lessons.sql")) },
    Migration { number: 90, name: "handovers", script: Script::Same(include_str!("../migrations/0090_handovers.sql")) },
    Migration { number: 100, name: "handouts", script: Script::Same(include_str!("../migrations/0100_handouts.sql")) },
    Migration {
        number: 101,
        name: "subscriptions",
        script: Script::Same(include_str!("../migrations/0101_subscriptions.sql")),
    },
    Migration {
        number: 102,
        name: "handout_forms",
        script: Script::Same(include_str!("../migrations/0102_handout_forms.sql")),
    },
    Migration { number: 110, name: "opinions", script: Script::Same(include_str!("../migrations/0110_opinions.sql")) },
    Migration { number: 111, name: "voices", script: Script::Same(include_str!("../migrations/0111_voices.sql")) },
    Migration { number: 112, name: "misread", script: Script::Same(include_str!("../migrations/0112_misread.sql")) },
    Migration { number: 115, name: "nods", script: Script::Same(include_str!("../migrations/0115_nods.sql")) },
    Migration { number: 116, name: "papers", script: Script::Same(include_str!("../migrations/0116_papers.sql")) },
    Migration { number: 117, name: "costs", script: Script::Same(include_str!("../migrations/0117_costs.sql")) },
    Migration { number: 118, name: "worded", script: Script::Same(include_str!("../migrations/0118_worded.sql")) },
    Migration {
        number: 125,
        name: "long_words",
        script: Script::Same(include_str!("../migrations/0125_long_words.sql")),
    },
    Migration { number: 126, name: "begun", script: Script::Same(include_str!("../migrations/0126_begun.sql")) },
    Migration { number: 130, name: "phones", script: Script::Same(include_str!("../migrations/0130_phones.sql")) },
    Migration {
        number: 131,
        name: "approvals",
        script: Script::Same(include_str!("../migrations/0131_approvals.sql")),
    },
    Migration {
        number: 132,
        name: "climbed days",
        script: Script::Same(include_str!("../migrations/0132_climbed_days.sql")),
    },
    Migration {
        number: 133,
        name: "retention",
        script: Script::Same(include_str!("../migrations/0133_retention.sql")),
    },
    Migration { number: 135, name: "snoozed", script: Script::Same(include_str!("../migrations/0135_snoozed.sql")) },
    Migration { number: 136, name: "quoted", script: Script::Same(include_str!("../migrations/0136_quoted.sql")) },
    Migration { number: 137, name: "rotas", script: Script::Same(include_str!("../migrations/0137_rotas.sql")) },
    Migration { number: 138, name: "ticks", script: Script::Same(include_str!("../migrations/0138_ticks.sql")) },
    Migration { number: 139, name: "faults", script: Script::Same(include_str!("../migrations/0139_faults.sql")) },
    Migration { number: 140, name: "forms", script: Script::Same(include_str!("../migrations/0140_forms.sql")) },
    Migration { number: 141, name: "excuses", script: Script::Same(include_str!("../migrations/0141_excuses.sql")) },
    Migration {
        number: 142,
        name: "audited people",
        script: Script::Same(include_str!("../migrations/0142_audited_people.sql")),
    },
    Migration { number: 144, name: "labels", script: Script::Same(include_str!("../migrations/0144_labels.sql")) },
    Migration { number: 145, name: "undos", script: Script::Same(include_str!("../migrations/0145_undos.sql")) },
    Migration {
        number: 146,
        name: "saved views",
        script: Script::Same(include_str!("../migrations/0146_saved_views.sql")),
    },
    Migration {
        number: 147,
        name: "habits_reports_repairs",
        script: Script::Same(include_str!("../migrations/0147_habits_reports_repairs.sql")),
    },
    Migration { number: 148, name: "notices", script: Script::Same(include_str!("../migrations/0148_notices.sql")) },
    Migration { number: 149, name: "told", script: Script::Same(include_str!("../migrations/0149_told.sql")) },
    Migration {
        number: 150,
        name: "occurrences_unsettled",
        script: Script::Same(include_str!("../migrations/0150_occurrences_unsettled.sql")),
    },
    Migration { number: 153, name: "posted", script: Script::Same(include_str!("../migrations/0153_posted.sql")) },
    Migration { number: 154, name: "beside", script: Script::Same(include_str!("../migrations/0154_beside.sql")) },
    Migration {
        number: 156,
        name: "kept_of_a_person",
        script: Script::Same(include_str!("../migrations/0156_kept_of_a_person.sql")),
    },
    Migration { number: 158, name: "brought", script: Script::Same(include_str!("../migrations/0158_brought.sql")) },
    Migration {
        number: 162,
        name: "own_labels",
        script: Script::Same(include_str!("../migrations/0162_own_labels.sql")),
    },
    Migration {
        number: 170,
        name: "search_times",
        script: Script::PerEngine {
            sqlite: include_str!("../migrations/0170_search_times_sqlite.sql"),
            postgres: include_str!("../migrations/0170_search_times_postgres.sql"),
        },
    },
];

/// Every migration of the mailbox that an SQLite database has beside it, in order: what the same tables had there.
const MAILBOX: &[Migration] = &[
    Migration { number: 1, name: "inbox", script: Script::Same(include_str!("../migrations/0007_inbox.sql")) },
    Migration { number: 2, name: "begun", script: Script::Same(include_str!("../migrations/0126_begun.sql")) },
];

/// Applies what is missing of [`MIGRATIONS`], and fills the search index where one of them emptied it. Several programs
/// may do so at once.
///
/// # Errors
/// [`StoreError::Migration`] when the database is newer than this program, or was made with other files.
pub async fn up(db: &Db) -> Result<(), StoreError> {
    apply(db, MIGRATIONS).await?;
    if db.has_mailbox() {
        apply(&db.mailbox(), MAILBOX).await?;
        db.move_to_mailbox().await?;
    }
    search::fill(db).await
}

/// Those of [`MIGRATIONS`] that a database has.
///
/// # Errors
/// As [`up`].
pub(crate) async fn applied(db: &Db) -> Result<Vec<Migration>, StoreError> {
    check_register(db, MIGRATIONS).await?;
    let numbers: Vec<i64> =
        db.all("SELECT number FROM migrations ORDER BY number LIMIT $1", args![MIGRATIONS_MAX]).await?;
    Ok(MIGRATIONS.iter().filter(|known| numbers.contains(&known.number)).copied().collect())
}

/// As [`up`], with another list.
///
/// # Errors
/// As [`up`].
pub async fn apply(db: &Db, migrations: &[Migration]) -> Result<(), StoreError> {
    make_register(db).await?;
    check_register(db, migrations).await?;
    for migration in migrations {
        let mut tx = db.begin().await?;
        // Inserting first makes a second program wait here until the first has committed, and then find the row.
        if register(&mut tx, migration).await? {
            tx.script(migration.script.on(tx.engine())).await?;
            tx.commit().await?;
            tracing::info!(migration.number, "Applied migration {} ({})", migration.number, migration.name);
        } else {
            tx.rollback().await?;
        }
    }
    check_register(db, migrations).await
}

impl Script {
    fn on(self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Same(sql), _)
            | (Self::PerEngine { sqlite: sql, .. }, Engine::Sqlite)
            | (Self::PerEngine { postgres: sql, .. }, Engine::Postgres) => sql,
        }
    }
}

impl Migration {
    fn checksum(&self) -> String {
        let fields = Fields::of("laksana-migration-v1");
        match self.script {
            Script::Same(sql) => fields.text(sql),
            Script::PerEngine { sqlite, postgres } => fields.text(sqlite).text(postgres),
        }
        .hex()
    }
}

async fn make_register(db: &Db) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        match try_make_register(db).await {
            // PostgreSQL's IF NOT EXISTS is not atomic: of two at once, one may fail on what the catalogue
            // holds by then: its own key, the table, or the table's type.
            Err(error) if tries < TRIES_MAX && (error.is_retryable() || error.is_taken()) => tries += 1,
            outcome => return outcome,
        }
    }
}

async fn try_make_register(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    tx.script(
        "CREATE TABLE IF NOT EXISTS migrations (
            number BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL
        )",
    )
    .await?;
    tx.commit().await
}

async fn register(tx: &mut Tx, migration: &Migration) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "INSERT INTO migrations (number, name, checksum)
            VALUES ($1, $2, $3)
            ON CONFLICT (number) DO NOTHING",
            args![migration.number, migration.name, migration.checksum()],
        )
        .await?;
    Ok(rows == 1)
}

row! {
    struct Applied { number: i64, name: String, checksum: String }
}

async fn check_register(db: &Db, migrations: &[Migration]) -> Result<(), StoreError> {
    let applied: Vec<Applied> = db
        .all(
            "SELECT number, name, checksum
            FROM migrations
            ORDER BY number
            LIMIT $1",
            args![MIGRATIONS_MAX],
        )
        .await?;
    for Applied { number, name, checksum } in applied {
        match migrations.iter().find(|known| known.number == number) {
            None => {
                let last = migrations.len();
                return Err(StoreError::Migration(format!(
                    "it was last opened by a newer Laksana (migration {number}, {name}; this one knows {last}). \
                     Start the newer one, or restore a backup made before the upgrade"
                )));
            }
            Some(known) if known.checksum() != checksum => {
                return Err(StoreError::Migration(format!(
                    "migration {number} ({name}) was applied with another content than this program holds. \
                     Released migrations never change: restore the file, and put the change into a new one"
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
