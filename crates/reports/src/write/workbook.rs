//! A report as a workbook: a sheet of figures for each section, a chart where shapes say more, and every ticket meant.

use crate::material::{Case, Eyes, Material};
use crate::report::{Report, Section, Value};
use crate::wording::Wording;
use crate::write::{GRIDS, Listed, NotWritten, touched};
use domain::sentence::assignee_name;
use domain::time::Day;
use jiff::Zoned;
use rust_xlsxwriter::{
    Chart, ChartType, Color, ConditionalFormat2ColorScale, DocProperties, ExcelDateTime, Format, Url, Workbook,
    Worksheet, XlsxError,
};

/// Where the lines of a section begin: below its heading, its note and the names of its columns.
const FIRST_ROW: u32 = 4;
const WIDE: f64 = 34.0;
const NARROW: f64 = 18.0;
/// Sections whose shape says more than their numbers, and how many of their columns are drawn.
const CHARTS: [(&str, ChartType, u16); 4] = [
    ("trend", ChartType::Line, 3),
    ("ageing", ChartType::Column, 1),
    ("hotspots", ChartType::Bar, 1),
    ("claimants", ChartType::Bar, 1),
];
const MINUTE_US: f64 = 60_000_000.0;

struct Formats {
    title: Format,
    head: Format,
    share: Format,
    time: Format,
    day: Format,
}

/// The workbook's bytes: the same for the same report and material. With addresses, each number links to what it counts.
///
/// # Errors
/// When the library refuses, which it does for more tickets than a sheet has lines.
pub fn workbook(report: &Report, material: &Material, listed: Option<Listed<'_>>) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let made = stamp(&material.now.in_zone(&material.zone))?;
    book.set_properties(&DocProperties::new().set_title(report.title()).set_creation_datetime(&made));
    let formats = Formats {
        title: Format::new().set_bold().set_font_size(14),
        head: Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_text_wrap(),
        share: Format::new().set_num_format("0 %"),
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    for section in &report.sections {
        if !section.rows.is_empty() {
            write_section(book.add_worksheet(), report, section, &formats, listed)?;
        }
    }
    write_tickets(book.add_worksheet(), report, material, &formats)?;
    Ok(book.save_to_buffer()?)
}

fn write_section(
    sheet: &mut Worksheet,
    report: &Report,
    section: &Section,
    formats: &Formats,
    listed: Option<Listed<'_>>,
) -> Result<(), XlsxError> {
    sheet.set_name(section.title)?;
    sheet.write_string_with_format(0, 0, format!("{}: {}", section.title, report.title()), &formats.title)?;
    sheet.write_string(1, 0, section.note)?;
    sheet.write_string_with_format(FIRST_ROW - 1, 0, section.what, &formats.head)?;
    sheet.set_column_width(0, WIDE)?;
    let mut last = 0;
    for (column, name) in (0_u16..).zip(&section.columns) {
        let at = first_column(column);
        // A share and a spread are three numbers: the one that is compared, and what it is made of.
        for (offset, part) in (0_u16..).zip(["", "made of", "9 of 10, min"]) {
            let head = if part.is_empty() { (*name).to_owned() } else { format!("{name}, {part}") };
            sheet.write_string_with_format(FIRST_ROW - 1, at + offset, head, &formats.head)?;
            sheet.set_column_width(at + offset, NARROW)?;
        }
        last = at + 2;
    }
    let mut row_at = FIRST_ROW;
    for (index, row) in section.rows.iter().enumerate() {
        sheet.write_string(row_at, 0, row.label.to_string())?;
        for ((column, number), cell) in (0_u16..).zip(0_usize..).zip(&row.cells) {
            let at = first_column(column);
            write_value(sheet, (row_at, at), &cell.value, formats)?;
            if let Some(listed) = listed.filter(|_| !cell.counted.is_empty()) {
                let url = Url::new(listed(section.key, index, number));
                sheet.write_url_with_text(row_at, at + 1, url, made_of(&cell.value))?;
            }
        }
        sheet.write_string(row_at, last + 1, row.definition)?;
        row_at += 1;
    }
    sheet.autofilter(FIRST_ROW - 1, 0, row_at - 1, last)?;
    sheet.set_freeze_panes(FIRST_ROW, 1)?;
    if GRIDS.contains(&section.key) {
        sheet.add_conditional_format(FIRST_ROW, 1, row_at - 1, last, &ConditionalFormat2ColorScale::new())?;
    }
    if let Some((_, kind, drawn)) = CHARTS.iter().find(|(key, ..)| *key == section.key) {
        let mut chart = Chart::new(*kind);
        let last_drawn = FIRST_ROW - 1 + u32::try_from(section.shown()).unwrap_or_default();
        for at in (0..*drawn).map(first_column) {
            chart
                .add_series()
                .set_categories((section.title, FIRST_ROW, 0, last_drawn, 0))
                .set_values((section.title, FIRST_ROW, at, last_drawn, at))
                .set_name((section.title, FIRST_ROW - 1, at));
        }
        chart.title().set_name(section.title);
        sheet.insert_chart(row_at + 1, 0, &chart)?;
    }
    Ok(())
}

fn first_column(column: u16) -> u16 {
    1 + column * 3
}

fn write_value(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    value: &Value,
    formats: &Formats,
) -> Result<(), XlsxError> {
    #[expect(clippy::cast_precision_loss, reason = "a sheet has no other numbers; counts stay far below 2^53")]
    match *value {
        Value::Count(count) => {
            sheet.write_number(row, at, count as f64)?;
        }
        // Rounded down as everywhere, so that 100 % means all.
        Value::Share { part, whole } => {
            if let Some(percent) = Value::percent(part, whole) {
                sheet.write_number_with_format(row, at, percent as f64 / 100.0, &formats.share)?;
                sheet.write_string(row, at + 1, made_of(value))?;
            }
        }
        Value::Spread(spread) if spread.count == 0 => {}
        Value::Spread(spread) => {
            sheet.write_number(row, at, (spread.median_us as f64 / MINUTE_US).floor())?;
            sheet.write_string(row, at + 1, made_of(value))?;
            sheet.write_number(row, at + 2, (spread.p90_us as f64 / MINUTE_US).floor())?;
        }
        Value::Day(day) => {
            sheet.write_datetime_with_format(row, at, date(day)?, &formats.day)?;
        }
        Value::Lapses(lapses) => {
            sheet.write_number(row, at, lapses.count as f64)?;
            sheet.write_string(row, at + 1, made_of(value))?;
        }
    }
    Ok(())
}

fn made_of(value: &Value) -> String {
    match *value {
        Value::Count(count) => format!("see {count}"),
        Value::Share { part, whole } => format!("{part} of {whole}"),
        Value::Spread(spread) => format!("median, min, of {}", spread.count),
        Value::Day(_) => "see 1".to_owned(),
        Value::Lapses(_) => Wording::english().two_lines(value).1,
    }
}

/// What the last column of tickets is called, where it is there.
const LABELS: &str = "Labels";

/// Every ticket that was reported, fixed or open in the period.
fn write_tickets(
    sheet: &mut Worksheet,
    report: &Report,
    material: &Material,
    formats: &Formats,
) -> Result<(), XlsxError> {
    const HEAD: [&str; 12] = [
        "Ticket", "About", "Status", "Trade", "Priority", "Place", "Owner", "Reported", "Answered", "Fixed",
        "Verified", "Reopened",
    ];
    // Only where a ticket has any; to whoever is outside they tell nothing.
    let has_labels = |case: &&Case| !case.labels.is_empty() && material.eyes != Eyes::Outside;
    let labels = touched(material, report.period.span).any(|case| has_labels(&case)).then_some(LABELS);
    sheet.set_name("Tickets")?;
    for (column, name) in (0_u16..).zip(HEAD.into_iter().chain(labels)) {
        sheet.write_string_with_format(0, column, name, &formats.head)?;
        sheet.set_column_width(column, NARROW)?;
    }
    let mut row = 0;
    for case in touched(material, report.period.span) {
        row += 1;
        // To whoever is outside, neither what people wrote nor who owns it is told.
        let (title, owner) = match (material.eyes, &case.owner) {
            (Eyes::Outside, _) => ("", ""),
            (Eyes::House | Eyes::Site, None) => (case.title.as_str(), ""),
            (Eyes::House | Eyes::Site, Some(owner)) => (case.title.as_str(), assignee_name(owner, &material.directory)),
        };
        let number = case.number.to_string();
        let place = material.place(case);
        let words = [
            number.as_str(),
            title,
            case.stage.word(),
            case.category.word(),
            case.priority.word(),
            place.as_str(),
            owner,
        ];
        for (column, text) in (0_u16..).zip(words) {
            sheet.write_string(row, column, text)?;
        }
        let times = [Some(case.opened_at), case.acknowledged_at, case.fixed_at, case.verified_at];
        for (column, at) in (7_u16..).zip(times) {
            if let Some(at) = at {
                let local = at.in_zone(material.directory.zone(case.site.as_ref(), &material.zone));
                sheet.write_datetime_with_format(row, column, stamp(&local)?, &formats.time)?;
            }
        }
        sheet.write_number(row, 11, case.reopened)?;
        if has_labels(&case) {
            sheet.write_string(row, 12, case.labelled())?;
        }
    }
    sheet.autofilter(0, 0, row, if labels.is_some() { 12 } else { 11 })?;
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let whole = |number: i8| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(day.0.year()).unwrap_or_default(), whole(day.0.month()), whole(day.0.day()))
}

fn stamp(at: &Zoned) -> Result<ExcelDateTime, XlsxError> {
    let whole = |number: i8| u8::try_from(number).unwrap_or_default();
    date(Day(at.date()))?.and_hms(at.hour().unsigned_abs().into(), whole(at.minute()), f64::from(at.second()))
}
