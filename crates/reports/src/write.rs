//! A report in the forms people take away: a table, a workbook, a message.

pub(crate) mod csv;
pub(crate) mod message;
pub(crate) mod workbook;

use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Counted, Section};
use domain::id::TicketNumber;
use domain::time::{Instant, Zone};
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeSet;

/// A document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A workbook.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] XlsxError),
    /// A typeset document.
    #[error("the document cannot be typeset: {0}")]
    Typeset(String),
    /// The program was built without a typesetter.
    #[error("this program was built without its typesetter (the feature pdf)")]
    NoTypesetter,
    /// It cannot be signed.
    #[error("the document cannot be signed: {0}")]
    Unsigned(String),
}

/// Where what a cell counts is listed: the whole address for its section, line and column.
pub type Listed<'a> = &'a dyn Fn(&str, usize, usize) -> String;

/// What a cell counts, as words apart by spaces: tickets, days of tasks, messages, and silences. Of all that was said in a
/// conversation there may be too much to name.
fn names(counted: &Counted) -> [String; 4] {
    let mut names = [const { String::new() }; 4];
    match counted {
        Counted::Tickets(tickets) => names[0] = joined(tickets.iter()),
        Counted::Days(days) => names[1] = joined(days.iter().map(|(task, day)| format!("{task}/{day}"))),
        Counted::Messages(messages) => names[2] = joined(messages.iter()),
        Counted::Said(..) => {}
        Counted::Lapses(days) => names[1] = joined(days.iter()),
        Counted::Silences(silences) => names[3] = joined(silences.iter().map(|(_, since)| since.rfc3339(&Zone::utc()))),
    }
    names
}

fn joined(words: impl Iterator<Item = impl std::fmt::Display>) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(" ")
}

/// The tickets that were reported, fixed, verified or open in a span, and those of which a fix was claimed in it, in order.
pub(crate) fn touched(material: &Material, span: Span) -> impl Iterator<Item = &Case> {
    let in_span = move |at: Option<Instant>| at.is_some_and(|at| span.holds(at));
    let is_touched = move |case: &Case| {
        in_span(Some(case.opened_at)) || in_span(case.verified_at) || case.was_open(material.end(span))
    };
    let own: BTreeSet<TicketNumber> = material.own().filter(|case| is_touched(case)).map(|case| case.number).collect();
    let done = material.fixed(span).chain(material.claimed(span).map(|claimed| claimed.case));
    let meant: BTreeSet<TicketNumber> = own.into_iter().chain(done.map(|case| case.number)).collect();
    material.cases.iter().filter(move |case| meant.contains(&case.number))
}

/// Sections whose cells are told apart by how full they are.
pub(crate) const GRIDS: [&str; 2] = ["busy", "spots"];

/// How full a cell of such a grid is beside the fullest, of four; 0 elsewhere.
pub fn heat(section: &Section, cell: &Cell) -> u8 {
    let most = section.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.value.size()).max().unwrap_or_default();
    if !GRIDS.contains(&section.key) || most == 0 {
        return 0;
    }
    u8::try_from((cell.value.size() * 4).div_ceil(most)).unwrap_or_default()
}
