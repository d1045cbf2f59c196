//! The four kinds of value that pass between Rust and SQL, in both directions.

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::StoreError;

/// A value a query may carry. `None` is a typed NULL. There is no fifth kind, on purpose: what cannot be said here is
/// not portable between the engines.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// `BOOLEAN`.
    Bool(Option<bool>),
    /// `BIGINT`; instants are microseconds.
    Int(Option<i64>),
    /// `DOUBLE PRECISION`.
    Real(Option<f64>),
    /// `TEXT`, without U+0000; ids, digests and JSON are text.
    Text(Option<String>),
}

macro_rules! arg_from {
    ($($rust:ty => $kind:ident),+) => {$(
        impl From<$rust> for Arg {
            fn from(value: $rust) -> Self {
                Self::$kind(Some(value.into()))
            }
        }

        impl From<Option<$rust>> for Arg {
            fn from(value: Option<$rust>) -> Self {
                Self::$kind(value.map(Into::into))
            }
        }
    )+};
}

arg_from!(bool => Bool, i64 => Int, i32 => Int, u32 => Int, f64 => Real, String => Text, &str => Text, &String => Text);

/// The arguments of one query, `$1` first: `args![org, 7_i64, None::<String>]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::Arg::from($value)),*]
    };
}

/// One row as an engine gave it.
pub struct Columns<'r>(Given<'r>);

enum Given<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

impl<'r> Columns<'r> {
    pub(super) fn sqlite(row: &'r SqliteRow) -> Self {
        Self(Given::Sqlite(row))
    }

    pub(super) fn postgres(row: &'r PgRow) -> Self {
        Self(Given::Postgres(row))
    }

    /// The column of this name.
    ///
    /// # Errors
    /// [`StoreError::Column`] when it is absent or of another kind.
    pub fn named<T: Field>(&self, name: &'static str) -> Result<T, StoreError> {
        Ok(match self.0 {
            Given::Sqlite(row) => row.try_get(name)?,
            Given::Postgres(row) => row.try_get(name)?,
        })
    }

    fn first<T: Field>(&self) -> Result<T, StoreError> {
        Ok(match self.0 {
            Given::Sqlite(row) => row.try_get(0)?,
            Given::Postgres(row) => row.try_get(0)?,
        })
    }
}

/// What a column may hold in Rust: `bool`, `i64`, `f64`, `String`, and an `Option` of each. Closed.
pub trait Field: sealed::Decoded {}

mod sealed {
    use sqlx::{Decode, Postgres, Sqlite, Type};

    pub trait Decoded:
        Type<Sqlite> + Type<Postgres> + for<'r> Decode<'r, Sqlite> + for<'r> Decode<'r, Postgres> + Send
    {
    }
}

/// What a row may become: a struct made with [`row!`](crate::row!), or, for a query of one column, a [`Field`].
pub trait Row: Sized + Send {
    /// Takes the columns it needs, by name.
    ///
    /// # Errors
    /// [`StoreError::Column`] when one is absent or of another kind.
    fn from_columns(columns: &Columns<'_>) -> Result<Self, StoreError>;
}

/// Two structs of the same row.
impl<A: Row, B: Row> Row for (A, B) {
    fn from_columns(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((A::from_columns(columns)?, B::from_columns(columns)?))
    }
}

macro_rules! fields {
    ($($rust:ty),+) => {$(
        fields!(@one $rust);
        fields!(@one Option<$rust>);
    )+};
    (@one $rust:ty) => {
        impl sealed::Decoded for $rust {}
        impl Field for $rust {}
        impl Row for $rust {
            fn from_columns(columns: &Columns<'_>) -> Result<Self, StoreError> {
                columns.first()
            }
        }
    };
}

fields!(bool, i64, f64, String);

/// Declares a struct that a query returns: each field is the column of the same name.
///
/// ```
/// store::row! {
///     /// The end of a journal.
///     #[derive(Debug)]
///     pub struct End {
///         /// Position of the last entry.
///         pub position: i64,
///         /// Its digest.
///         pub digest: Option<String>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    (
        $(#[$outer:meta])*
        $scope:vis struct $name:ident { $($(#[$inner:meta])* $reach:vis $field:ident: $kind:ty),+ $(,)? }
    ) => {
        $(#[$outer])*
        $scope struct $name { $($(#[$inner])* $reach $field: $kind),+ }

        impl $crate::sql::Row for $name {
            fn from_columns(columns: &$crate::sql::Columns<'_>) -> ::std::result::Result<Self, $crate::StoreError> {
                ::std::result::Result::Ok(Self { $($field: columns.named(stringify!($field))?),+ })
            }
        }
    };
}
