//! Between the words of structs and the text of columns; what cannot be read is damage, and is said so.

use crate::StoreError;
use crate::sql::Arg;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON of a struct of ours.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our structs have text keys only, so JSON can hold them")
}

/// The struct that a column of JSON holds.
pub(crate) fn from_json<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(column, &error))
}

/// The value that a column's word stands for.
pub(crate) fn from_word<T>(column: &'static str, known: Option<T>) -> Result<T, StoreError> {
    known.ok_or_else(|| unreadable(column, &"it holds a word this version does not know"))
}

/// A number that must fit a smaller kind.
pub(crate) fn small(column: &'static str, number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|error| unreadable(column, &error))
}

/// Free text of people, without the one character that PostgreSQL cannot keep.
pub(crate) fn free(text: &str) -> Arg {
    if text.contains('\0') { Arg::from(text.replace('\0', "\u{fffd}")) } else { Arg::from(text) }
}

fn unreadable(column: &'static str, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Column { column: column.to_owned(), why: why.to_string() }
}
