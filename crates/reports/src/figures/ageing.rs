//! How old open tickets are.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use domain::ticket::Priority;

/// Days from which a band begins, and its name.
pub(super) const BANDS: [(i64, &str); 8] = [
    (0, "Under 1 day"),
    (1, "1 to 3 days"),
    (3, "3 to 7 days"),
    (7, "7 to 14 days"),
    (14, "14 to 30 days"),
    (30, "30 to 60 days"),
    (60, "60 to 90 days"),
    (90, "90 days and more"),
];
const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

pub(super) fn section(material: &Material) -> Section {
    let end = material.end(material.period.span);
    let open: Vec<&Case> = material.own().filter(|case| case.was_open(end)).collect();
    let band = |case: &Case| {
        let days = end.us().saturating_sub(case.opened_at.us()) / DAY_US;
        BANDS.iter().rposition(|(from, _)| *from <= days)
    };
    let row = |(index, (_, label)): (usize, &(i64, &'static str))| {
        let of_band: Vec<&Case> = open.iter().copied().filter(|case| band(case) == Some(index)).collect();
        let of_priority = |priority: Priority| of_band.iter().copied().filter(move |case| case.priority == priority);
        let mut cells = vec![Cell::tickets(of_band.iter().copied())];
        cells.extend(Priority::ALL.iter().copied().map(|priority| Cell::tickets(of_priority(priority))));
        Row { label: Label::Phrase(label), definition: "", cells }
    };
    Section {
        key: "ageing",
        title: "How old open tickets are",
        note: "Tickets open at the end of the period, by the time since they were reported.",
        what: "Age",
        columns: vec!["All", "Critical", "High", "Normal", "Low"],
        rows: BANDS
            .iter()
            .enumerate()
            .map(row)
            .filter(|row| row.cells.iter().any(|cell| !cell.counted.is_empty()))
            .collect(),
    }
}
