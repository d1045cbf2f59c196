//! The only place that knows there are two engines; hides pools, connections and the driver's types.
//!
//! SQL is written once, in the dialect both engines share, with `$n` parameters of four kinds ([`Arg`]). A [`Tx`] is the
//! only way to write. A read on [`Db`] never waits for a writer (except in memory, where there is one connection: never
//! read through the `Db` while holding a `Tx` there).

mod connect;
mod copy;
mod mailbox;
#[cfg(feature = "testing")]
mod plans;
mod value;

use sqlx::postgres::{PgArguments, PgPool};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqlitePool};
use sqlx::{Arguments, Encode, Postgres, Sqlite, Transaction, Type};

use crate::StoreError;
pub use value::{Arg, Columns, Field, Row};

/// A database, either engine. Cheap to clone: clones share the connections.
#[derive(Clone, Debug)]
pub struct Db(Pools);

#[derive(Clone, Debug)]
enum Pools {
    /// One connection that writes and a few that only read. In memory both are the same single connection.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        /// The file of deliveries beside the other, if it has one: its writer and its readers.
        mailbox: Option<(SqlitePool, SqlitePool)>,
    },
    Postgres(PgPool),
}

/// Which engine runs. To be asked only by the search index and by hints that change no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded engine.
    Sqlite,
    /// PostgreSQL, or what speaks like it.
    Postgres,
}

/// A transaction. Dropped without [`Tx::commit`], it is rolled back.
///
/// On SQLite it holds the only write lock from its start; on PostgreSQL it is `READ COMMITTED`, and locks by updating.
pub struct Tx(Open);

enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0 {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// Retryable when the lock or a connection was not free within half a minute.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(Tx(match &self.0 {
            // A deferred transaction that turns into a writer fails at once if another has written meanwhile.
            Pools::Sqlite { writer, .. } => Open::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Open::Postgres(pool.begin().await?),
        }))
    }

    /// Begins a transaction that only reads and sees one state of the database, that of its first read, throughout. It
    /// never waits for a writer.
    ///
    /// # Errors
    /// Retryable when no connection was free within half a minute.
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { readers, .. } => Open::Sqlite(readers.begin_with("BEGIN DEFERRED").await?),
            Pools::Postgres(pool) => {
                Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
            }
        }))
    }

    /// Every row of a query that only reads.
    ///
    /// # Errors
    /// Of the engine, or [`StoreError::Column`].
    pub async fn all<T: Row>(&self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<T>, StoreError> {
        match &self.0 {
            Pools::Sqlite { readers, .. } => {
                #[cfg(feature = "testing")]
                plans::check(sql, &mut *readers.acquire().await?).await?;
                let rows = sqlite(sql, args)?.fetch_all(readers).await?;
                rows.iter().map(|row| T::from_columns(&Columns::sqlite(row))).collect()
            }
            Pools::Postgres(pool) => {
                let rows = postgres(sql, args)?.fetch_all(pool).await?;
                rows.iter().map(|row| T::from_columns(&Columns::postgres(row))).collect()
            }
        }
    }

    /// The one row of a query that only reads.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when there is none or a second.
    pub async fn one<T: Row>(&self, sql: &'static str, args: Vec<Arg>) -> Result<T, StoreError> {
        only(self.all(sql, args).await?, sql)
    }

    /// The row of a query that only reads, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when there is a second.
    pub async fn maybe<T: Row>(&self, sql: &'static str, args: Vec<Arg>) -> Result<Option<T>, StoreError> {
        at_most_one(self.all(sql, args).await?, sql)
    }

    /// Where deliveries are kept. On SQLite, where one writes at a time, that is a file of its own, so that a delivery is
    /// kept at once while something long is written to the other; in memory and on PostgreSQL it is this database.
    #[must_use]
    pub(crate) fn mailbox(&self) -> Self {
        match &self.0 {
            Pools::Sqlite { mailbox: Some((writer, readers)), .. } => {
                let (writer, readers) = (writer.clone(), readers.clone());
                Self(Pools::Sqlite { writer, readers, mailbox: None })
            }
            Pools::Sqlite { mailbox: None, .. } | Pools::Postgres(_) => self.clone(),
        }
    }

    /// Whether [`Db::mailbox`] is a database of its own.
    pub(crate) fn has_mailbox(&self) -> bool {
        matches!(&self.0, Pools::Sqlite { mailbox: Some(_), .. })
    }

    /// Empties the write-ahead log of SQLite, where what was erased may still stand, into the file, where it does not.
    /// What readers keep from being emptied now is said in our log and emptied by a later call or by closing. Other
    /// engines keep nothing that we could empty.
    pub(crate) async fn settle(&self) {
        match &self.0 {
            Pools::Sqlite { writer, mailbox, .. } => {
                for writer in std::iter::once(writer).chain(mailbox.iter().map(|(writer, _)| writer)) {
                    match connect::settle(writer).await {
                        Ok(true) => {}
                        Ok(false) => {
                            tracing::warn!("What was erased stands in the write-ahead log until readers are done");
                        }
                        Err(error) => tracing::warn!(%error, "What was erased stands in the write-ahead log: {error}"),
                    }
                }
            }
            Pools::Postgres(_) => {}
        }
    }

    /// Ends every connection, after what runs on them; on SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, readers, mailbox } => {
                let mailbox = mailbox.iter().flat_map(|(writer, readers)| [readers, writer]);
                for pool in [readers, writer].into_iter().chain(mailbox) {
                    pool.close().await;
                }
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0 {
            Open::Sqlite(_) => Engine::Sqlite,
            Open::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every row that a query, or a change with `RETURNING`, gives.
    ///
    /// # Errors
    /// Of the engine, or [`StoreError::Column`].
    pub async fn all<T: Row>(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<T>, StoreError> {
        match &mut self.0 {
            Open::Sqlite(tx) => {
                #[cfg(feature = "testing")]
                plans::check(sql, &mut *tx).await?;
                let rows = sqlite(sql, args)?.fetch_all(&mut **tx).await?;
                rows.iter().map(|row| T::from_columns(&Columns::sqlite(row))).collect()
            }
            Open::Postgres(tx) => {
                let rows = postgres(sql, args)?.fetch_all(&mut **tx).await?;
                rows.iter().map(|row| T::from_columns(&Columns::postgres(row))).collect()
            }
        }
    }

    /// The one row of a query.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when there is none or a second.
    pub async fn one<T: Row>(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<T, StoreError> {
        only(self.all(sql, args).await?, sql)
    }

    /// The row of a query, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when there is a second.
    pub async fn maybe<T: Row>(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Option<T>, StoreError> {
        at_most_one(self.all(sql, args).await?, sql)
    }

    /// Runs a change and says how many rows it touched.
    ///
    /// # Errors
    /// Of the engine; [`StoreError::Taken`] when a key exists already. On PostgreSQL the transaction is then dead.
    pub async fn run(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, StoreError> {
        Ok(match &mut self.0 {
            Open::Sqlite(tx) => {
                #[cfg(feature = "testing")]
                plans::check(sql, &mut *tx).await?;
                sqlite(sql, args)?.execute(&mut **tx).await?.rows_affected()
            }
            Open::Postgres(tx) => postgres(sql, args)?.execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs a change that must touch exactly this many rows.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when it touched another number; the caller rolls back.
    pub async fn run_expecting(&mut self, rows: u64, sql: &'static str, args: Vec<Arg>) -> Result<(), StoreError> {
        match self.run(sql, args).await? {
            found if found == rows => Ok(()),
            found => Err(StoreError::Rows { expected: rows, found, sql }),
        }
    }

    /// Runs several statements without arguments, as a migration holds.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<(), StoreError> {
        match &mut self.0 {
            Open::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
            Open::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Makes everything done here lasting, with one fsync.
    ///
    /// # Errors
    /// [`StoreError::OutcomeUnknown`] when the connection broke meanwhile; otherwise nothing was kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0 {
            Open::Sqlite(tx) => tx.commit().await,
            Open::Postgres(tx) => tx.commit().await,
        }
        .map_err(StoreError::of_commit)
    }

    /// Undoes everything done here.
    ///
    /// # Errors
    /// When the connection broke; the engine then rolls back by itself.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.0 {
            Open::Sqlite(tx) => tx.rollback().await,
            Open::Postgres(tx) => tx.rollback().await,
        }
        .map_err(StoreError::from)
    }
}

fn only<T>(rows: Vec<T>, sql: &'static str) -> Result<T, StoreError> {
    at_most_one(rows, sql)?.ok_or(StoreError::Rows { expected: 1, found: 0, sql })
}

fn at_most_one<T>(mut rows: Vec<T>, sql: &'static str) -> Result<Option<T>, StoreError> {
    match rows.len() {
        0 | 1 => Ok(rows.pop()),
        found => Err(StoreError::Rows { expected: 1, found: found as u64, sql }),
    }
}

fn sqlite(sql: &'static str, args: Vec<Arg>) -> Result<Query<'static, Sqlite, SqliteArguments>, StoreError> {
    Ok(sqlx::query_with(sql, bound(args)?))
}

fn postgres(sql: &'static str, args: Vec<Arg>) -> Result<Query<'static, Postgres, PgArguments>, StoreError> {
    Ok(sqlx::query_with(sql, bound(args)?))
}

fn bound<A>(args: Vec<Arg>) -> Result<A, StoreError>
where
    A: Arguments,
    Option<bool>: Encode<'static, A::Database> + Type<A::Database>,
    Option<i64>: Encode<'static, A::Database> + Type<A::Database>,
    Option<f64>: Encode<'static, A::Database> + Type<A::Database>,
    Option<String>: Encode<'static, A::Database> + Type<A::Database>,
{
    let mut bound = A::default();
    bound.reserve(args.len(), 0);
    for (index, arg) in args.into_iter().enumerate() {
        check(index, &arg)?;
        match arg {
            Arg::Bool(value) => bound.add(value),
            Arg::Int(value) => bound.add(value),
            Arg::Real(value) => bound.add(value),
            Arg::Text(value) => bound.add(value),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

fn check(index: usize, arg: &Arg) -> Result<(), StoreError> {
    match arg {
        Arg::Text(Some(text)) if text.as_bytes().contains(&0) => Err(StoreError::Nul { number: index + 1 }),
        Arg::Text(_) | Arg::Bool(_) | Arg::Int(_) | Arg::Real(_) => Ok(()),
    }
}
