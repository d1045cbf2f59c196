//! A report in the forms people take away: a table, a workbook, a message.

pub(crate) mod csv;
pub(crate) mod message;
pub(crate) mod workbook;

use crate::report::Counted;

/// What a cell counts, as words apart by spaces: tickets, and days of tasks.
fn names(counted: &Counted) -> (String, String) {
    match counted {
        Counted::Tickets(tickets) => (joined(tickets.iter()), String::new()),
        Counted::Days(days) => (String::new(), joined(days.iter().map(|(task, day)| format!("{task}/{day}")))),
    }
}

fn joined(words: impl Iterator<Item = impl std::fmt::Display>) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(" ")
}
