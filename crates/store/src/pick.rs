//! Rows by a handful of keys: a statement asks for sixteen, so that it is prepared once whatever their number.

use crate::sql::Arg;
use domain::id::OrgId;

/// Keys that one statement asks for.
pub(crate) const ROWS: usize = 16;

/// The organisation, then sixteen keys; the last is repeated where there are fewer.
pub(crate) fn picked<K: Copy + Into<Arg>>(org: &OrgId, keys: &[K]) -> Vec<Arg> {
    let mut args = vec![Arg::from(org.as_str())];
    let last = keys.last().copied();
    let padded = keys.iter().copied().chain(std::iter::repeat_n(last, ROWS).flatten()).take(ROWS);
    args.extend(padded.map(Into::into));
    args
}
