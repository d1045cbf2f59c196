//! When people report: by weekday and hour.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use jiff::civil::Weekday;

const HOURS: i8 = 4;
const BANDS: [&str; 6] = ["0 to 4 h", "4 to 8 h", "8 to 12 h", "12 to 16 h", "16 to 20 h", "20 to 24 h"];
pub(super) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

pub(super) fn section(material: &Material) -> Section {
    let reported: Vec<(&Case, jiff::Zoned)> = material
        .opened(material.period.span)
        .map(|case| (case, case.opened_at.in_zone(material.directory.zone(case.site.as_ref(), &material.zone))))
        .collect();
    let row = |(weekday, label): (Weekday, &'static str)| {
        let of_band = |band: usize| {
            let is_in = move |at: &jiff::Zoned| {
                at.weekday() == weekday && usize::try_from(at.hour() / HOURS).is_ok_and(|of| of == band)
            };
            Cell::tickets(reported.iter().filter(move |(_, at)| is_in(at)).map(|(case, _)| *case))
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
