//! Writing many rows with one statement; hides that statements for one and for sixteen rows are made once and kept, and how
//! each engine spells a place for a value.
//!
//! The words of a statement are written where it is used. Only its placeholders are counted out here.

use crate::StoreError;
use crate::sql::{Arg, Engine, Tx};

/// Rows of the larger statement: a statement costs more than a row, and larger ones gained less than a tenth.
const ROWS: usize = 16;

/// A statement that writes rows of so many columns.
pub(crate) struct Bulk {
    columns: usize,
    sqlite: Statements,
    postgres: Statements,
}

/// The same for one row and for many.
struct Statements {
    one: String,
    many: String,
}

impl Statements {
    fn of(&self, left: usize) -> (&str, usize) {
        if left >= ROWS { (&self.many, ROWS) } else { (&self.one, 1) }
    }
}

impl Bulk {
    /// `head` ends before `VALUES`; `tail` says what a conflict does, or nothing.
    pub(crate) fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        let statement = |engine, rows| format!("{head}\nVALUES {}\n{tail}", placeholders(engine, rows, columns));
        let of = |engine| Statements { one: statement(engine, 1), many: statement(engine, ROWS) };
        Self { columns, sqlite: of(Engine::Sqlite), postgres: of(Engine::Postgres) }
    }

    fn on(&'static self, engine: Engine) -> &'static Statements {
        match engine {
            Engine::Sqlite => &self.sqlite,
            Engine::Postgres => &self.postgres,
        }
    }

    /// Writes those of the rows that `tail` does not leave out; says how many.
    ///
    /// # Errors
    /// Of the engine.
    pub(crate) async fn write_new(&'static self, tx: &mut Tx, rows: Vec<Vec<Arg>>) -> Result<u64, StoreError> {
        let mut left = rows.len();
        let mut args = rows.into_iter().flatten();
        let mut written = 0;
        while left > 0 {
            let (sql, taken) = self.on(tx.engine()).of(left);
            written += tx.run(sql, args.by_ref().take(taken * self.columns).collect()).await?;
            left -= taken;
        }
        Ok(written)
    }

    /// Writes the rows, in order. Each must be written.
    ///
    /// # Errors
    /// [`StoreError::Rows`] when one was not; [`StoreError::Taken`] when a key exists and `tail` does not say what then.
    pub(crate) async fn write(&'static self, tx: &mut Tx, rows: Vec<Vec<Arg>>) -> Result<(), StoreError> {
        let mut left = rows.len();
        let mut args = rows.into_iter().flatten();
        while left > 0 {
            let (sql, taken) = self.on(tx.engine()).of(left);
            let chunk: Vec<Arg> = args.by_ref().take(taken * self.columns).collect();
            tx.run_expecting(taken as u64, sql, chunk).await?;
            left -= taken;
        }
        Ok(())
    }
}

/// `($1, $2), ($3, $4)` for two rows of two columns. For SQLite they have no number: each would be looked for among all of its
/// statement, and a statement has hundreds.
fn placeholders(engine: Engine, rows: usize, columns: usize) -> String {
    let place = |number: usize| match engine {
        Engine::Sqlite => "?".to_owned(),
        Engine::Postgres => format!("${number}"),
    };
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|column| place(row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_counted_through() {
        assert_eq!(placeholders(Engine::Postgres, 2, 2), "($1, $2), ($3, $4)");
        assert_eq!(placeholders(Engine::Sqlite, 2, 2), "(?, ?), (?, ?)");
    }
}
