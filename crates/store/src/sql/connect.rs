//! Opening a database from an address a person wrote, with settings fit for a record.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use super::{Db, Pools};
use crate::StoreError;

/// Pages are many and short: four readers keep two cores busy and cost little memory.
const READERS_MAX: u32 = 4;
/// Below PostgreSQL's usual 100 even with several servers on one database.
const CONNECTIONS_MAX: u32 = 12;
/// Longer than the longest write transaction: a bulk append, or a migration on a phone-grade disk.
const WAIT_MAX: Duration = Duration::from_secs(30);
/// How long emptying the log may wait for readers and hold up writers.
const SETTLE_MAX: Duration = Duration::from_secs(2);
/// A person waits for the answer at start.
const OPEN_MAX: Duration = Duration::from_secs(10);
/// A process cut off in the middle of a transaction must not hold an organisation's lock for long. And a statement is planned for
/// the values it is asked with: a plan for any value walks a million messages for a rare word, where the index has it at once.
const POSTGRES_SETTINGS: &str =
    "SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = 'force_custom_plan'";
/// More than the number of statements in this crate, so that none is prepared twice.
const STATEMENTS_MAX: usize = 500;

impl Db {
    /// Opens the database at `address`, without touching its tables; see [`crate::migrate::up`].
    ///
    /// `postgres://..` and `postgresql://..` are PostgreSQL; `sqlite::memory:` is a database of this process that is
    /// gone when closed; anything else is the path of an SQLite file (`sqlite:` in front is allowed), made if missing,
    /// and so is the file of deliveries beside it, whose name ends with `.mailbox`.
    ///
    /// # Errors
    /// [`StoreError::Open`], with a sentence for a person and without the password.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        match address.split_once(':') {
            Some(("postgres" | "postgresql", _)) => open_postgres(address, None).await,
            Some(("sqlite", ":memory:")) => memory().await,
            Some(("sqlite", rest)) => with_mailbox(rest.strip_prefix("//").unwrap_or(rest)).await,
            Some((scheme, rest)) if rest.starts_with("//") => Err(refused(
                scheme,
                "only postgres:// addresses, sqlite::memory: and paths of SQLite files are understood",
            )),
            _ => with_mailbox(address).await,
        }
    }

    /// Opens an SQLite file without the mailbox beside it: a copy of everything, in which nothing comes in.
    pub(crate) async fn connect_alone(path: &str) -> Result<Self, StoreError> {
        let (writer, readers) = file(path).await?;
        Ok(Self(Pools::Sqlite { writer, readers, mailbox: None }))
    }

    /// As [`Db::connect`] to PostgreSQL, with every table in `schema`, which is made if missing.
    ///
    /// # Errors
    /// [`StoreError::Open`], also when `schema` is not 1 to 63 of `a-z`, `0-9` and `_`.
    pub async fn connect_in_schema(address: &str, schema: &str) -> Result<Self, StoreError> {
        open_postgres(address, Some(schema)).await
    }

    /// Opens an SQLite file that nobody writes any more, for reading alone, without any lock or file beside it.
    pub(crate) async fn connect_to_copy(path: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let options = options.statement_cache_capacity(STATEMENTS_MAX);
        let pool = single().connect_with(options).await.map_err(|error| refused(path, error))?;
        Ok(Self(Pools::Sqlite { writer: pool.clone(), readers: pool, mailbox: None }))
    }

    /// Deletes the schema and all in it: for the databases of tests.
    #[cfg(feature = "testing")]
    pub(crate) async fn drop_schema(address: &str, schema: &str) -> Result<(), StoreError> {
        let statement = format!("DROP SCHEMA IF EXISTS {} CASCADE", quoted(schema)?);
        let mut connection = PgConnection::connect(address).await?;
        connection.execute(AssertSqlSafe(statement)).await?;
        connection.close().await?;
        Ok(())
    }
}

async fn memory() -> Result<Db, StoreError> {
    // One connection, never renewed: the database lives and dies with it, and every run sees the same order.
    let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
    let options = options.statement_cache_capacity(STATEMENTS_MAX);
    let pool = single().connect_with(options).await.map_err(|error| refused("sqlite::memory:", error))?;
    Ok(Db(Pools::Sqlite { writer: pool.clone(), readers: pool, mailbox: None }))
}

async fn with_mailbox(path: &str) -> Result<Db, StoreError> {
    let (writer, readers) = file(path).await?;
    let mailbox = file(&format!("{path}.mailbox")).await?;
    Ok(Db(Pools::Sqlite { writer, readers, mailbox: Some(mailbox) }))
}

/// The one that writes and those that read.
async fn file(path: &str) -> Result<(SqlitePool, SqlitePool), StoreError> {
    if path.is_empty() {
        return Err(refused("\"\"", "the path is empty"));
    }
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(refused(path, format!("there is no folder {}", folder.display())));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(WAIT_MAX)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS_MAX)
        // Keeps a bulk import from leaving a huge log behind.
        .pragma("journal_size_limit", "67108864");
    let writing = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // It is a record: a commit that was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        // What is erased is overwritten, not merely unlinked.
        .pragma("secure_delete", "ON")
        // Kibibytes, as a negative number: 8 MiB for the writer, 2 MiB for each reader.
        .pragma("cache_size", "-8192");
    let reading = options.pragma("query_only", "ON").pragma("cache_size", "-2048");
    let writer = single().connect_with(writing).await.map_err(|error| refused(path, error))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(WAIT_MAX)
        .test_before_acquire(false)
        .connect_lazy_with(reading);
    Ok((writer, readers))
}

fn single() -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT_MAX)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // A disk that is full ends a transaction by itself, and whoever rolls it back then leaves a connection on which none begins.
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// Folds the write-ahead log into the file and empties it; false when somebody was in the way for too long.
///
/// On a connection of its own, so that writers wait for this no longer than it may wait for readers.
pub(super) async fn settle(writer: &SqlitePool) -> Result<bool, sqlx::Error> {
    let options = SqliteConnectOptions::clone(&writer.connect_options()).busy_timeout(SETTLE_MAX);
    let mut connection = options.connect().await?;
    let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(busy == 0)
}

async fn open_postgres(address: &str, schema: Option<&str>) -> Result<Db, StoreError> {
    let options: PgConnectOptions =
        address.parse().map_err(|error| refused("postgres://..", format!("the address is not valid ({error})")))?;
    let options = options.application_name("laksana").statement_cache_capacity(STATEMENTS_MAX);
    let options = match schema {
        Some(schema) => options.options([("search_path", schema)]),
        None => options,
    };
    let place = format!(
        "postgres://{}:{}/{}",
        options.get_socket().map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string()),
        options.get_port(),
        options.get_database().unwrap_or_default()
    );
    // A pool retries a refused connection in silence; one connection by hand says what is wrong at once.
    match tokio::time::timeout(OPEN_MAX, first(&options, schema)).await {
        Ok(opened) => opened.map_err(|why| refused(place, why))?,
        Err(_) => return Err(refused(place, format!("no answer within {} seconds", OPEN_MAX.as_secs()))),
    }
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(WAIT_MAX)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(POSTGRES_SETTINGS).await?;
                Ok(())
            })
        })
        .connect_lazy_with(options);
    Ok(Db(Pools::Postgres(pool)))
}

async fn first(options: &PgConnectOptions, schema: Option<&str>) -> Result<(), String> {
    let mut connection = PgConnection::connect_with(options).await.map_err(|error| error.to_string())?;
    let encoding: String = sqlx::query_scalar("SELECT current_setting('server_encoding')")
        .fetch_one(&mut connection)
        .await
        .map_err(|error| error.to_string())?;
    if encoding != "UTF8" {
        return Err(format!("its encoding is {encoding}; make the database with ENCODING 'UTF8'"));
    }
    if let Some(schema) = schema {
        let statement = format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(schema).map_err(|error| error.to_string())?);
        connection.execute(AssertSqlSafe(statement)).await.map_err(|error| error.to_string())?;
    }
    connection.close().await.map_err(|error| error.to_string())
}

/// The name of a schema, safe inside a statement: the only text ever put into one.
fn quoted(schema: &str) -> Result<String, StoreError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    match schema.len() {
        1..=63 if schema.bytes().all(plain) => Ok(format!("\"{schema}\"")),
        _ => Err(refused("postgres schema", format!("{schema:?} must be 1 to 63 of a-z, 0-9 and _"))),
    }
}

fn refused(place: impl Into<String>, why: impl std::fmt::Display) -> StoreError {
    StoreError::Open { place: place.into(), why: why.to_string() }
}
