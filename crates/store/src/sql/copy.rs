//! A whole database as one SQLite file, whichever engine it is of, and back again; hides both engines' ways of copying.
//!
//! Tables have the same names and columns on both engines, all of the four kinds of [`Arg`], so rows can be copied
//! without knowing what they mean: what a later migration adds is copied too. Only the search index is each engine's own.

use super::{Arg, Db, Pools, bound, sqlite};
use crate::StoreError;
use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _};
use std::fmt::Write as _;

/// Rows written by one statement; more gained nothing.
const ROWS: usize = 16;
/// Bytes handed to PostgreSQL at once.
const CHUNK_BYTES: usize = 256 << 10;
/// Rows between two reports of progress.
const REPORT_ROWS: u64 = 4_096;
/// What the names of the search index begin with.
const SEARCH: &str = "message_words%";

/// Told how many rows were copied so far.
pub(crate) type Progress<'a> = &'a mut (dyn FnMut(u64) + Send);

/// A table, and its columns in order.
struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

#[derive(Clone, Copy)]
enum Kind {
    Bool,
    Int,
    Real,
    Text,
}

/// Counts rows for [`Progress`].
struct Counted<'a> {
    rows: u64,
    progress: Progress<'a>,
}

impl Counted<'_> {
    fn add(&mut self, rows: usize) {
        let before = self.rows / REPORT_ROWS;
        self.rows += rows as u64;
        if self.rows / REPORT_ROWS > before {
            (self.progress)(self.rows);
        }
    }
}

impl Db {
    /// Writes one state of an SQLite database to a new file, without holding up anybody who writes. False on
    /// PostgreSQL, which [`Db::fill_from`] copies.
    pub(crate) async fn vacuum_into(&self, path: &str) -> Result<bool, StoreError> {
        match &self.0 {
            Pools::Sqlite { writer, .. } => {
                sqlite("VACUUM INTO $1", vec![path.into()])?.execute(writer).await?;
                Ok(true)
            }
            Pools::Postgres(_) => Ok(false),
        }
    }

    /// Fills the tables of this SQLite database, which are empty, with one state of those of a PostgreSQL database.
    pub(crate) async fn fill_from(&self, other: &Db, progress: Progress<'_>) -> Result<(), StoreError> {
        let (Pools::Sqlite { writer, .. }, Pools::Postgres(pool)) = (&self.0, &other.0) else {
            return Err(StoreError::Migration("rows are copied from PostgreSQL to a file".to_owned()));
        };
        let mut into = writer.begin().await?;
        let mut from = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
        let mut counted = Counted { rows: 0, progress };
        for table in tables(&mut into).await? {
            export(&table, &mut from, &mut into, &mut counted).await?;
        }
        from.rollback().await?;
        Ok(into.commit().await?)
    }

    /// Fills the tables of this PostgreSQL database with those of an SQLite database, in one transaction. Whatever stood
    /// in them is gone afterwards.
    pub(crate) async fn load_from(&self, other: &Db, progress: Progress<'_>) -> Result<(), StoreError> {
        let (Pools::Postgres(pool), Pools::Sqlite { readers, .. }) = (&self.0, &other.0) else {
            return Err(StoreError::Migration("rows are copied from a file to PostgreSQL".to_owned()));
        };
        let mut from = readers.acquire().await?;
        let mut into = pool.begin().await?;
        let mut counted = Counted { rows: 0, progress };
        for table in tables(&mut from).await? {
            load(&table, &mut from, &mut into, &mut counted).await?;
        }
        Ok(into.commit().await?)
    }
}

/// The tables of an SQLite database, without the search index and the register of migrations.
async fn tables(file: &mut SqliteConnection) -> Result<Vec<Table>, StoreError> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE $1 AND name <> 'migrations'
        ORDER BY name",
    )
    .bind(SEARCH)
    .fetch_all(&mut *file)
    .await?;
    let mut tables = Vec::new();
    for name in names {
        let columns: Vec<(String, String)> =
            sqlx::query_as("SELECT name, type FROM pragma_table_info($1) ORDER BY cid")
                .bind(&name)
                .fetch_all(&mut *file)
                .await?;
        let columns = columns.into_iter().map(|(column, kind)| Ok((column, Kind::of(&name, &kind)?)));
        tables.push(Table { columns: columns.collect::<Result<_, StoreError>>()?, name });
    }
    Ok(tables)
}

impl Kind {
    fn of(table: &str, declared: &str) -> Result<Self, StoreError> {
        match declared {
            "BOOLEAN" => Ok(Self::Bool),
            "BIGINT" => Ok(Self::Int),
            "DOUBLE PRECISION" => Ok(Self::Real),
            "TEXT" => Ok(Self::Text),
            other => Err(StoreError::Migration(format!("table {table} has a column of the unknown kind {other:?}"))),
        }
    }

    fn of_postgres(self, row: &PgRow, index: usize) -> Result<Arg, StoreError> {
        Ok(match self {
            Self::Bool => Arg::Bool(row.try_get(index)?),
            Self::Int => Arg::Int(row.try_get(index)?),
            Self::Real => Arg::Real(row.try_get(index)?),
            Self::Text => Arg::Text(row.try_get(index)?),
        })
    }

    fn of_sqlite(self, row: &SqliteRow, index: usize) -> Result<Arg, StoreError> {
        Ok(match self {
            Self::Bool => Arg::Bool(row.try_get(index)?),
            Self::Int => Arg::Int(row.try_get(index)?),
            Self::Real => Arg::Real(row.try_get(index)?),
            Self::Text => Arg::Text(row.try_get(index)?),
        })
    }
}

impl Table {
    /// Names come from our own migrations, and are quoted: nothing a person wrote gets into a statement.
    fn columns(&self) -> String {
        let quoted: Vec<String> = self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        quoted.join(", ")
    }

    fn empty(&self) -> AssertSqlSafe<String> {
        AssertSqlSafe(format!("DELETE FROM \"{}\"", self.name))
    }

    fn select(&self) -> AssertSqlSafe<String> {
        AssertSqlSafe(format!("SELECT {} FROM \"{}\"", self.columns(), self.name))
    }

    fn insert(&self, rows: usize) -> AssertSqlSafe<String> {
        let row = |row: usize| {
            let first = row * self.columns.len() + 1;
            let placeholders: Vec<String> = (first..first + self.columns.len()).map(|at| format!("${at}")).collect();
            format!("({})", placeholders.join(", "))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        AssertSqlSafe(format!("INSERT INTO \"{}\" ({}) VALUES {}", self.name, self.columns(), values.join(", ")))
    }
}

async fn export(
    table: &Table,
    from: &mut PgConnection,
    into: &mut SqliteConnection,
    counted: &mut Counted<'_>,
) -> Result<(), StoreError> {
    sqlx::raw_sql(table.empty()).execute(&mut *into).await?;
    let mut rows = sqlx::raw_sql(table.select()).fetch(from);
    let mut held = Vec::with_capacity(ROWS);
    while let Some(row) = rows.try_next().await? {
        let args = table.columns.iter().enumerate().map(|(index, (_, kind))| kind.of_postgres(&row, index));
        held.push(args.collect::<Result<Vec<Arg>, _>>()?);
        if held.len() == ROWS {
            write(table, into, &mut held, counted).await?;
        }
    }
    write(table, into, &mut held, counted).await
}

async fn write(
    table: &Table,
    into: &mut SqliteConnection,
    held: &mut Vec<Vec<Arg>>,
    counted: &mut Counted<'_>,
) -> Result<(), StoreError> {
    let rows = held.len();
    if rows > 0 {
        let args: Vec<Arg> = held.drain(..).flatten().collect();
        sqlx::query_with(table.insert(rows), bound::<SqliteArguments>(args)?).execute(into).await?;
        counted.add(rows);
    }
    Ok(())
}

async fn load(
    table: &Table,
    from: &mut SqliteConnection,
    into: &mut PgConnection,
    counted: &mut Counted<'_>,
) -> Result<(), StoreError> {
    sqlx::raw_sql(table.empty()).execute(&mut *into).await?;
    let statement = format!("COPY \"{}\" ({}) FROM STDIN", table.name, table.columns());
    let mut copy = into.copy_in_raw(&statement).await?;
    let mut rows = sqlx::raw_sql(table.select()).fetch(from);
    let mut chunk = String::new();
    while let Some(row) = rows.try_next().await? {
        for (index, (_, kind)) in table.columns.iter().enumerate() {
            spell(&kind.of_sqlite(&row, index)?, &mut chunk);
            chunk.push(if index + 1 == table.columns.len() { '\n' } else { '\t' });
        }
        counted.add(1);
        if chunk.len() >= CHUNK_BYTES {
            copy.send(std::mem::take(&mut chunk).into_bytes()).await?;
        }
    }
    copy.send(chunk.into_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// A value as PostgreSQL's `COPY` reads it.
fn spell(arg: &Arg, out: &mut String) {
    let written = match arg {
        Arg::Bool(Some(value)) => write!(out, "{}", if *value { 't' } else { 'f' }),
        Arg::Int(Some(value)) => write!(out, "{value}"),
        Arg::Real(Some(value)) => write!(out, "{value}"),
        Arg::Text(Some(text)) => {
            for character in text.chars() {
                match character {
                    '\\' => out.push_str("\\\\"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    '\t' => out.push_str("\\t"),
                    other => out.push(other),
                }
            }
            Ok(())
        }
        Arg::Bool(None) | Arg::Int(None) | Arg::Real(None) | Arg::Text(None) => out.write_str("\\N"),
    };
    written.expect("a text takes whatever is written to it");
}
