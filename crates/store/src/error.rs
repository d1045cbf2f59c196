//! What can go wrong in this crate, and whether trying again can help.

use std::path::PathBuf;

/// Everything the store can refuse. [`StoreError::is_retryable`] says whether to try again or to give up.
///
/// No variant carries a value of a row: only statements, names of tables and columns, paths and numbers.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another transaction was in the way; this one was rolled back whole.
    #[error("the database was busy with another change; nothing was written")]
    Busy(#[source] sqlx::Error),
    /// The database could not be reached, or went away before anything was committed.
    #[error("the database cannot be reached; nothing was written")]
    Unreachable(#[source] sqlx::Error),
    /// The disk is full, or takes nothing more for a reason of its own.
    #[error("the disk of the database takes nothing more; nothing was written")]
    Full(#[source] sqlx::Error),
    /// The connection broke while committing: the change may or may not be there. Read before trying again.
    #[error("the connection broke while committing; the change may or may not have been kept")]
    OutcomeUnknown(#[source] sqlx::Error),
    /// A row with this key exists already.
    #[error("such a row exists already ({constraint})")]
    Taken {
        /// The violated constraint, as the engine names it.
        constraint: String,
    },
    /// A statement the engine refused: a defect of ours, or a damaged database.
    #[error("the database refused a statement: {0}")]
    Refused(#[source] sqlx::Error),
    /// The database could not be opened at start.
    #[error("cannot open the database {place}: {why}")]
    Open {
        /// Where, without password.
        place: String,
        /// A sentence about the cause.
        why: String,
    },
    /// A statement touched or returned another number of rows than it must.
    #[error("expected {expected} row(s), found {found}, in: {sql}")]
    Rows {
        /// How many rows there must be.
        expected: u64,
        /// How many there were.
        found: u64,
        /// The statement.
        sql: &'static str,
    },
    /// A column is absent, holds NULL or another kind than asked for, or is not valid UTF-8.
    #[error("column {column} cannot be read: {why}")]
    Column {
        /// Name or index of the column.
        column: String,
        /// The engine's words.
        why: String,
    },
    /// A text to be written holds the character U+0000, which PostgreSQL cannot keep; refused on both engines.
    #[error("parameter ${number} holds the character U+0000, which a database cannot keep")]
    Nul {
        /// Number of the parameter, from 1.
        number: usize,
    },
    /// The tables were made by another Laksana than this one; see the sentence.
    #[error("the database does not fit this version of Laksana: {0}")]
    Migration(String),
    /// An entry larger than [`crate::journal::ENTRY_MAX_BYTES`].
    #[error("an entry of {size} bytes is over the limit of {limit}")]
    EntryTooLarge {
        /// Bytes of body and private part together.
        size: usize,
        /// The limit, in bytes.
        limit: usize,
    },
    /// Media larger than [`crate::blobs::SIZE_MAX_BYTES`].
    #[error("media is over the limit of {limit} bytes")]
    MediaTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Media that is another file than was announced.
    #[error("the media is another file than was announced")]
    MediaChanged,
    /// No media with this digest is kept here.
    #[error("no media {digest} is kept here")]
    MediaMissing {
        /// SHA-256 in hex.
        digest: String,
    },
    /// A bucket that cannot be reached, or refuses.
    #[error("{0}")]
    Bucket(#[source] std::io::Error),
    /// An address that is none of a bucket.
    #[error("“{0}” is no address of a bucket; write it as s3://bucket or s3://bucket/folder")]
    Address(String),
    /// The file system refused.
    #[error("cannot {doing} {}: {source}", path.display())]
    File {
        /// A verb.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Media broke off before its end, where it is read from; nothing was kept.
    #[error("the media could not be read to its end: {0}")]
    Source(#[source] std::io::Error),
}

impl StoreError {
    /// True when the same work, begun again from the start, may succeed: nothing of it was kept this time.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Busy(_) | Self::Full(_) => true,
            // What we closed ourselves stays closed.
            Self::Unreachable(source) => !matches!(source, sqlx::Error::PoolClosed),
            // The change may be there already: to be read first.
            Self::OutcomeUnknown(_) => false,
            // Whoever gives the bytes has to give them again.
            Self::Source(_) => false,
            Self::Bucket(_) => true,
            Self::Taken { .. }
            | Self::Refused(_)
            | Self::Open { .. }
            | Self::Rows { .. }
            | Self::Column { .. }
            | Self::Nul { .. }
            | Self::Migration(_)
            | Self::EntryTooLarge { .. }
            | Self::MediaTooLarge { .. }
            | Self::MediaMissing { .. }
            | Self::MediaChanged
            | Self::Address(_)
            | Self::File { .. } => false,
        }
    }

    /// True when a row with the same key exists already.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Taken { .. })
    }

    /// That no media of this name is kept here.
    pub(crate) fn missing(digest: &crate::blobs::Digest) -> Self {
        Self::MediaMissing { digest: digest.as_str().to_owned() }
    }

    /// The error of a `COMMIT`: a connection lost here leaves the outcome open.
    pub(crate) fn of_commit(error: sqlx::Error) -> Self {
        match Self::from(error) {
            Self::Unreachable(source) => Self::OutcomeUnknown(source),
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refusal) => match refusal.code().as_deref().map(class_of) {
                Some(Class::Busy) => Self::Busy(error),
                Some(Class::Unreachable) => Self::Unreachable(error),
                Some(Class::Full) => Self::Full(error),
                Some(Class::Taken) => Self::Taken { constraint: constraint_of(refusal.as_ref()) },
                Some(Class::Other) | None => Self::Refused(error),
            },
            sqlx::Error::PoolTimedOut => Self::Busy(error),
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Column { column: index.clone(), why: source.to_string() }
            }
            sqlx::Error::ColumnNotFound(column) => {
                Self::Column { column: column.clone(), why: "there is no such column".to_owned() }
            }
            _ => Self::Refused(error),
        }
    }
}

enum Class {
    Busy,
    Unreachable,
    Full,
    Taken,
    Other,
}

/// Sorts the codes of both engines: PostgreSQL's have five characters, SQLite's are numbers of up to four digits.
fn class_of(code: &str) -> Class {
    match code {
        // Serialisation failure, deadlock, lock not available.
        "40001" | "40P01" | "55P03" => Class::Busy,
        // Server shutting down, crashed or starting; too many connections; idle transaction ended by the server.
        "57P01" | "57P02" | "57P03" | "53300" | "25P03" => Class::Unreachable,
        // Disk full, out of memory, an error of the disk.
        "53100" | "53200" | "58030" => Class::Full,
        // A row, and a table (or the type every table has) that another program makes at the same moment.
        "23505" | "42P07" | "42710" => Class::Taken,
        // SQLite: constraint, with its kinds primary key and unique.
        "1555" | "2067" => Class::Taken,
        _ if code.len() == 5 && code.starts_with("08") => Class::Unreachable,
        _ => match code.parse::<u32>() {
            // SQLite: the low byte is the primary code; 5 is busy, 6 is locked, 10 an error of the disk, 13 a full one.
            Ok(number) if code.len() < 5 && matches!(number & 0xff, 5 | 6) => Class::Busy,
            Ok(number) if code.len() < 5 && matches!(number & 0xff, 10 | 13) => Class::Full,
            _ => Class::Other,
        },
    }
}

fn constraint_of(refusal: &dyn sqlx::error::DatabaseError) -> String {
    // PostgreSQL names the constraint. SQLite says "UNIQUE constraint failed: table.column, ..", which names no value.
    refusal.constraint().unwrap_or_else(|| refusal.message()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Class, StoreError, class_of};
    use std::io;

    #[test]
    fn only_what_may_pass_by_itself_is_retryable() {
        let table = [
            (StoreError::Busy(sqlx::Error::PoolTimedOut), true),
            (StoreError::Unreachable(sqlx::Error::WorkerCrashed), true),
            (StoreError::Full(sqlx::Error::WorkerCrashed), true),
            (StoreError::Unreachable(sqlx::Error::PoolClosed), false),
            (StoreError::OutcomeUnknown(sqlx::Error::WorkerCrashed), false),
            (StoreError::Source(io::Error::other("the archive is damaged")), false),
            (StoreError::Refused(sqlx::Error::RowNotFound), false),
            (StoreError::Taken { constraint: "messages.id".to_owned() }, false),
        ];
        for (error, retryable) in table {
            assert_eq!(error.is_retryable(), retryable, "{error:?}");
        }
    }

    #[test]
    fn codes_of_both_engines_are_sorted() {
        for busy in ["40001", "40P01", "55P03", "5", "6", "261", "517", "262"] {
            assert!(matches!(class_of(busy), Class::Busy), "{busy}");
        }
        for unreachable in ["57P01", "57P03", "53300", "08006", "25P03"] {
            assert!(matches!(class_of(unreachable), Class::Unreachable), "{unreachable}");
        }
        for full in ["53100", "58030", "13", "10", "778", "4874"] {
            assert!(matches!(class_of(full), Class::Full), "{full}");
        }
        for taken in ["23505", "42P07", "42710", "1555", "2067"] {
            assert!(matches!(class_of(taken), Class::Taken), "{taken}");
        }
        for other in ["42601", "1", "11", "787", "23503"] {
            assert!(matches!(class_of(other), Class::Other), "{other}");
        }
    }
}
