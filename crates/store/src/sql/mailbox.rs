//! The two files of an SQLite database as one: what an older program, or a backup, kept of deliveries in the larger file
//! moves to the smaller; and a copy of the larger gets what stands in the smaller.

use super::{Db, Pools, sqlite};
use crate::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePool};
use sqlx::{ConnectOptions as _, Connection as _};

/// Brings what one file holds to the other, whose rows win.
const COPY: &str = "INSERT INTO other.inbox
    (org, id, channel, received_us, state, tries, lease_us, reason, size_bytes, body)
    SELECT org, id, channel, received_us, state, tries, lease_us, reason, size_bytes, body
    FROM main.inbox
    WHERE TRUE
    ON CONFLICT DO NOTHING;
    INSERT INTO other.channels
    (org, channel, first_us, last_us, deliveries, messages, statuses, news, unknown)
    SELECT org, channel, first_us, last_us, deliveries, messages, statuses, news, unknown
    FROM main.channels
    WHERE TRUE
    ON CONFLICT DO NOTHING;";
/// Takes away what the other file has by then, and nothing that came since.
const CLEAR: &str = "DELETE FROM main.inbox WHERE (org, id) IN (SELECT org, id FROM other.inbox);
    DELETE FROM main.channels WHERE (org, channel) IN (SELECT org, channel FROM other.channels);";

impl Db {
    /// Moves deliveries that stand beside the journal to the mailbox. Cut off, it may leave them in both, and finishes
    /// the next time.
    pub(crate) async fn move_to_mailbox(&self) -> Result<(), StoreError> {
        let Pools::Sqlite { writer, mailbox: Some((mailbox, _)), .. } = &self.0 else { return Ok(()) };
        let held: i64 = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM inbox) OR EXISTS (SELECT 1 FROM channels)")
            .fetch_one(writer)
            .await?;
        if held == 0 {
            return Ok(());
        }
        let options = SqliteConnectOptions::clone(&writer.connect_options());
        bring(options.connect().await?, mailbox, &[COPY, CLEAR]).await
    }

    /// Writes one state of the mailbox to a new file, to be brought into a copy of the rest by [`Db::with_mail_of`].
    /// False when there is none by itself, or nothing was ever kept in it.
    pub(crate) async fn vacuum_mailbox_into(&self, path: &str) -> Result<bool, StoreError> {
        let Pools::Sqlite { mailbox: Some((mailbox, _)), .. } = &self.0 else { return Ok(false) };
        let tables: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master").fetch_one(mailbox).await?;
        if tables == 0 { Ok(false) } else { self.mailbox().vacuum_into(path).await }
    }

    /// Brings the deliveries of a file that [`Db::vacuum_mailbox_into`] wrote into this database.
    pub(crate) async fn with_mail_of(&self, path: &str) -> Result<(), StoreError> {
        let Pools::Sqlite { writer, .. } = &self.0 else { return Ok(()) };
        let from = SqliteConnectOptions::new().filename(path).connect().await?;
        bring(from, writer, &[COPY]).await
    }
}

/// On a connection of its own, which sees both files.
async fn bring(mut from: SqliteConnection, to: &SqlitePool, steps: &[&'static str]) -> Result<(), StoreError> {
    let path = to.connect_options().get_filename().to_string_lossy().into_owned();
    sqlite("ATTACH DATABASE $1 AS other", vec![path.into()])?.execute(&mut from).await?;
    for step in steps {
        sqlx::raw_sql(*step).execute(&mut from).await?;
    }
    from.close().await?;
    Ok(())
}
