//! A made-up report.

use domain::id::TicketNumber;
use domain::time::Zone;
use reports::{Cell, Counted, Label, Period, Report, Rhythm, Row, Section, Value};

/// A month in which the same trade was called again and again at so many places.
pub fn of_many_spots(places: u32) -> Report {
    let (zone, day) = (Zone::utc(), "2026-11-21".parse().expect("it is a day"));
    let cell = |count| Cell { value: Value::Count(count), counted: Counted::Tickets(vec![TicketNumber(1); 2]) };
    let row = |nth| Row {
        label: Label::Name(format!("Place {nth}")),
        definition: "",
        cells: vec![cell(2), cell(1), cell(2)],
    };
    let section = Section {
        key: "hotspots",
        title: "What keeps coming back",
        note: "",
        what: "Spot",
        columns: vec!["Tickets", "Repeats", "Month before"],
        rows: (0..places).map(row).collect(),
    };
    let period = Period::holding(Rhythm::Monthly, day, day, &zone);
    let now = period.span.to;
    Report { organisation: "Menara".into(), scope: String::new(), period, now, sections: vec![section] }
}
