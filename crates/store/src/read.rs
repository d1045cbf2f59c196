//! What pages ask: bounded lists, counts and single things, always of one organisation, never waiting for a writer.

pub mod audit;
pub mod brought;
pub mod capture;
pub mod corrections;
pub mod counts;
pub mod directory;
pub mod found;
pub mod hearing;
pub mod labels;
pub mod messages;
pub mod needs;
pub mod outbox;
pub mod outside;
pub mod people;
pub mod phones;
pub mod places;
pub mod promises;
pub mod reports;
mod sight;
pub mod tasks;
pub mod tickets;
pub mod timeline;
pub mod today;
pub mod triage;
pub mod urgent;

pub use counts::counts;
pub use directory::{conversations, imports};
pub use messages::media;
pub use sight::Sight;

use crate::row;

/// Rows of one page of a list.
pub const PAGE_MAX: i64 = 50;
/// Rows of one page of an export.
pub const EXPORT_PAGE_MAX: i64 = 1_000;

row! {
    /// Where a list goes on: after the row of this time and number.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Cursor {
        /// The time by which the list is ordered, in microseconds.
        pub us: i64,
        /// What tells rows of the same time apart.
        pub number: i64,
    }
}

impl Cursor {
    /// Before the newest of everything.
    pub const START: Self = Self { us: i64::MAX, number: i64::MAX };
    /// After the oldest of everything.
    const END: Self = Self { us: i64::MIN, number: i64::MIN };
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.us, self.number)
    }
}

impl std::str::FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (us, number) = text.split_once('.').ok_or(NotACursor)?;
        match (us.parse(), number.parse()) {
            (Ok(us), Ok(number)) => Ok(Self { us, number }),
            _ => Err(NotACursor),
        }
    }
}

/// The text is not where a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in the list; begin at its start")]
pub struct NotACursor;

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T, At = Cursor> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Where it goes on, when there is more.
    pub next: Option<At>,
}

impl<T, At> Page<T, At> {
    /// A page of rows that were asked for with one more than `limit`.
    fn cut(mut rows: Vec<T>, limit: i64, cursor: impl Fn(&T) -> At) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(cursor);
        Self { rows, next }
    }
}
