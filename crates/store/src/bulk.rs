//! Writing many rows with one statement; hides that statements for one and for sixteen rows are made once and kept.
//!
//! The words of a statement are written where it is used. Only its placeholders are counted out here.

use crate::StoreError;
use crate::sql::{Arg, Tx};

/// Rows of the larger statement: a statement costs more than a row, and larger ones gained less than a tenth.
const ROWS: usize = 16;

/// A statement that writes rows of so many columns.
pub(crate) struct Bulk {
    columns: usize,
    one: String,
    many: String,
}

impl Bulk {
    /// `head` ends before `VALUES`; `tail` says what a conflict does, or nothing.
    pub(crate) fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        let statement = |rows| format!("{head}\nVALUES {}\n{tail}", placeholders(rows, columns));
        Self { columns, one: statement(1), many: statement(ROWS) }
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
            let (sql, taken) = if left >= ROWS { (&self.many, ROWS) } else { (&self.one, 1) };
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
            let (sql, taken) = if left >= ROWS { (&self.many, ROWS) } else { (&self.one, 1) };
            let chunk: Vec<Arg> = args.by_ref().take(taken * self.columns).collect();
            tx.run_expecting(taken as u64, sql, chunk).await?;
            left -= taken;
        }
        Ok(())
    }
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let numbers: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", numbers.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_counted_through() {
        assert_eq!(placeholders(2, 2), "($1, $2), ($3, $4)");
    }
}
