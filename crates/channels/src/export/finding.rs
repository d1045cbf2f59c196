//! The conclusion about a file's date order, with its reason; it never guesses.

use std::path::Path;

use serde::Serialize;

use crate::export::error::ExportError;
use crate::export::evidence::{Evidence, Sighting};
use crate::export::order::DateOrder;

/// What the file itself says about its date order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum DateFinding {
    /// One order, and why.
    Decided {
        /// The order.
        order: DateOrder,
        /// Why, as a clause: "line 7 says 13/08/2026".
        because: String,
    },
    /// Dates of two orders in one file.
    Mixed {
        /// A line of one order, as a clause.
        first: String,
        /// A line of another.
        second: String,
    },
    /// Every date can be read both ways.
    Undecided {
        /// The first dated line, from 1.
        row: u64,
        /// Its date as written.
        example: String,
        /// What was looked at in vain, as a clause.
        why: String,
    },
}

impl DateFinding {
    /// The order to read in: the one said by a person, or else the one decided.
    ///
    /// # Errors
    /// [`ExportError::MixedDateOrder`] or [`ExportError::UndecidedDateOrder`] where nobody said one and the file does
    /// not decide.
    pub fn settle(&self, said: Option<DateOrder>, file: &Path) -> Result<DateOrder, ExportError> {
        if let Some(order) = said {
            return Ok(order);
        }
        let file = file.to_path_buf();
        match self {
            DateFinding::Decided { order, .. } => Ok(*order),
            DateFinding::Mixed { first, second } => {
                Err(ExportError::MixedDateOrder { file, first: first.clone(), second: second.clone() })
            }
            DateFinding::Undecided { row, example, why } => {
                Err(ExportError::UndecidedDateOrder { file, line: *row, example: example.clone(), why: why.clone() })
            }
        }
    }

    pub(super) fn conclude(evidence: &Evidence, first: Sighting) -> DateFinding {
        by_proof(evidence)
            .or_else(|| by_media_names(evidence))
            .or_else(|| by_run_of_days(evidence))
            .or_else(|| by_custom(evidence))
            .unwrap_or_else(|| undecided(evidence, first))
    }
}

fn decided(order: DateOrder, because: String) -> Option<DateFinding> {
    Some(DateFinding::Decided { order, because })
}

fn says(sighting: Sighting, order: DateOrder) -> String {
    format!("line {} says {}, which is {order}", sighting.row, sighting.date)
}

fn by_proof(evidence: &Evidence) -> Option<DateFinding> {
    let year_first = evidence.run(DateOrder::Ymd);
    if let Some(seen) = evidence.proof(DateOrder::Ymd).filter(|_| year_first.impossible == 0) {
        return decided(DateOrder::Ymd, says(seen, DateOrder::Ymd));
    }
    let mut proven = DateOrder::ALL.into_iter().filter_map(|order| evidence.proof(order).map(|seen| (order, seen)));
    let (order, seen) = proven.next()?;
    if let Some((other, other_seen)) = proven.next() {
        return Some(DateFinding::Mixed { first: says(seen, order), second: says(other_seen, other) });
    }
    let is_short_year_first = order == DateOrder::Dmy
        && year_first.impossible == 0
        && year_first.is_far_likelier_than(evidence.run(DateOrder::Dmy));
    if is_short_year_first {
        return decided(DateOrder::Ymd, "only with the year first do the dates run forward".to_owned());
    }
    decided(order, says(seen, order))
}

fn by_media_names(evidence: &Evidence) -> Option<DateFinding> {
    // A photo kept for a day and sent again has an older name; four to one is no accident.
    const RATIO: u64 = 4;
    let (dmy, mdy) = (evidence.names(DateOrder::Dmy), evidence.names(DateOrder::Mdy));
    let because = |count: u64| format!("the dates in {count} media file names bear it out");
    if dmy > 0 && dmy >= RATIO * mdy {
        return decided(DateOrder::Dmy, because(dmy));
    }
    if mdy > 0 && mdy >= RATIO * dmy {
        return decided(DateOrder::Mdy, because(mdy));
    }
    None
}

fn by_run_of_days(evidence: &Evidence) -> Option<DateFinding> {
    let (dmy, mdy) = (evidence.run(DateOrder::Dmy), evidence.run(DateOrder::Mdy));
    if dmy.is_far_likelier_than(mdy) {
        return decided(DateOrder::Dmy, "only with the day first do the dates run forward in small steps".to_owned());
    }
    if mdy.is_far_likelier_than(dmy) {
        return decided(DateOrder::Mdy, "only with the month first do the dates run forward in small steps".to_owned());
    }
    None
}

/// Without evidence in the dates themselves, custom decides where it is one: full stops, or a language that is
/// written with the day first.
fn by_custom(evidence: &Evidence) -> Option<DateFinding> {
    if let Some(seen) = evidence.dotted {
        return decided(DateOrder::Dmy, format!("line {} has full stops in its date", seen.row));
    }
    let (row, language) = evidence.language?;
    decided(DateOrder::Dmy, format!("line {row} is {language}, which is written with the day first"))
}

fn undecided(evidence: &Evidence, first: Sighting) -> DateFinding {
    let days = evidence.run(DateOrder::Dmy).steps + 1;
    let why = format!(
        "no number is above 12, no media file name carries a date that decides, the {days} days run as well either \
         way, and English is written both ways"
    );
    DateFinding::Undecided { row: first.row, example: first.date.to_string(), why }
}
