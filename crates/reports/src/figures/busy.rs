//! When people report: by weekday and hour.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use jiff::civil::Weekday;

const HOURS: i8 = 4;
pub(super) const BANDS: [&str; 6] = ["0 to 4 h", "4 to 8 h", "8 to 12 h", "12 to 16 h", "16 to 20 h", "20 to 24 h"];
pub(super) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

/// When a ticket was reported, by its site's clocks.
fn local(material: &Material, case: &Case) -> jiff::Zoned {
    case.opened_at.in_zone(material.directory.zone(case.site.as_ref(), &material.zone))
}

/// In which hours of the day a ticket was reported, as a place among [`BANDS`].
pub(super) fn band(material: &Material, case: &Case) -> usize {
    usize::try_from(local(material, case).hour() / HOURS).unwrap_or_default()
}

pub(super) fn section(material: &Material) -> Section {
    let reported: Vec<(&Case, Weekday, usize)> = material
        .opened(material.period.span)
        .map(|case| (case, local(material, case).weekday(), band(material, case)))
        .collect();
    let row = |(weekday, label): (Weekday, &'static str)| {
        let of_band = |at: usize| {
            let those = reported.iter().filter(move |(_, day, of)| *day == weekday && *of == at);
            Cell::tickets(those.map(|(case, ..)| *case))
        };
        Row { label: Label::Phrase(label), definition: "", cells: (0..BANDS.len()).map(of_band).collect() }
    };
    let rows: Vec<Row> = DAYS.into_iter().map(row).collect();
    let is_empty = |row: &Row| row.cells.iter().all(|cell| cell.counted.is_empty());
    Section {
        key: "busy",
        title: "When people report",
        note: "Tickets of the period by the weekday and hour of their report, by the site's clocks.",
        what: "Day",
        columns: BANDS.to_vec(),
        rows: rows.into_iter().filter(|row| !is_empty(row)).collect(),
    }
}
