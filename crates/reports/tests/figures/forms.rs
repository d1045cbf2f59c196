//! The forms of a report: what the table, the workbook and the message say is what the report says.

use crate::week;
use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader as _, Xlsx, open_workbook_from_rs};
use reports::{
    Cell, Counted, Eyes, Material, Report, Rhythm, Row, Scope, Sheet, Value, Wording, csv, message, workbook,
};
use std::io::Cursor;

fn lines(table: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(table);
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What a value says, in the numbers that each form has of it: how many, of how many, per cent, and median, ninth decile and
/// mean in whole minutes.
fn numbers(value: &Value) -> [Option<u64>; 6] {
    let minutes = |us: i64| Some(us.unsigned_abs() / 60_000_000);
    match *value {
        Value::Count(count) => [Some(count), None, None, None, None, None],
        Value::Lapses(lapses) => [Some(lapses.count), None, None, None, None, None],
        Value::Day(_) => [None; 6],
        Value::Share { part, whole: 0 } => [Some(part), Some(0), None, None, None, None],
        Value::Share { part, whole } => [Some(part), Some(whole), Some(part * 100 / whole), None, None, None],
        Value::Spread(spread) if spread.count == 0 => [Some(0), None, None, None, None, None],
        Value::Spread(spread) => {
            let [median, p90, mean] = [spread.median_us, spread.p90_us, spread.mean_us].map(minutes);
            [Some(spread.count), None, None, median, p90, mean]
        }
    }
}

/// A day as a sheet holds it.
fn day(value: &Value) -> Data {
    let Value::Day(day) = value else { panic!("{value:?} is no day") };
    // Sheets count days from the last of 1899.
    let days = day.0.since(jiff::civil::date(1899, 12, 30)).unwrap().get_days();
    Data::DateTime(ExcelDateTime::new(days.into(), ExcelDateTimeType::DateTime, false))
}

fn cells(report: &Report) -> Vec<&Cell> {
    report.sections.iter().flat_map(|section| &section.rows).flat_map(|row| &row.cells).collect()
}

#[test]
fn the_table_has_a_line_for_each_cell_and_the_same_numbers() {
    for rhythm in Rhythm::ALL {
        let material = week::material(rhythm, Scope::Client("Harta".to_owned()));
        let report = Report::of(&material);
        let lines = lines(&csv(&report));
        let cells = cells(&report);
        assert_eq!(lines.len(), cells.len());
        for (line, cell) in lines.iter().zip(cells) {
            let period = report.period.title();
            assert_eq!(line[..3], ["Menara", "Harta", &*period], "house, part and period");
            let written = [6, 7, 8, 9, 10, 11].map(|at: usize| line[at].parse::<u64>().ok());
            assert_eq!(written, numbers(&cell.value), "{line:?}");
            let named: usize = line[12..].iter().map(|names| names.split_whitespace().count()).sum();
            // Of all that was said there may be too much to name.
            let is_named = !matches!(cell.counted, Counted::Said(..));
            let day = match cell.value {
                Value::Day(day) => Some(day.to_string()),
                _ => None,
            };
            assert!(day.as_ref().is_none_or(|day| line[13] == *day), "{line:?}");
            let expected = if is_named { cell.counted.len() } else { 0 };
            assert_eq!(named, expected + usize::from(day.is_some()), "{line:?}");
        }
    }
}

#[test]
fn whoever_is_outside_reads_no_name_and_nobodys_words_in_any_form() {
    let house = week::material(Rhythm::Weekly, Scope::Client("Harta".to_owned()));
    let outside = Material { eyes: Eyes::Outside, ..house.clone() };
    let (open, report) = (Report::of(&house), Report::of(&outside));
    let mut forms = vec![
        String::from_utf8(csv(&report)).unwrap(),
        message(&report, Wording::english()),
        String::from_utf8(Sheet::of(&report, &outside, Wording::english(), None).bytes()).unwrap(),
    ];
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook(&report, &outside, None).unwrap())).unwrap();
    for sheet in book.sheet_names() {
        forms.push(format!("{sheet} {:?}", book.worksheet_range(&sheet).unwrap()));
    }
    for form in &forms {
        for words in ["Ravi", "ProLift", "=cmd()", "Who owns", "Who answers", "Who carries", "Where it was said", "Mei"]
        {
            assert!(!form.contains(words), "{words}: {form}");
        }
    }
    let told = Sheet::of(&open, &house, Wording::english(), None).bytes();
    assert!(String::from_utf8(told).unwrap().contains("=cmd()"), "the house reads it");
    // The figures are the same: only who and what is left out.
    for section in &report.sections {
        assert_eq!(Some(section), open.section(section.key));
    }
    assert_eq!(report.sections.len(), open.sections.len() - 5);
    let whole = week::material(Rhythm::Whole, Scope::Everything);
    for eyes in [Eyes::Outside, Eyes::Site] {
        assert!(
            Report::of(&Material { eyes, ..whole.clone() }).section("habits").is_none(),
            "nor what recurs in chats"
        );
    }
}

#[test]
fn the_workbook_has_the_labels_of_tickets_where_there_are_any_and_nobody_outside_reads_them() {
    let plain = week::material(Rhythm::Weekly, Scope::Everything);
    let mut labelled = plain.clone();
    for case in &mut labelled.cases {
        case.labels = vec![("team".to_owned(), "=plumbers".to_owned()), ("urgency".to_owned(), "now".to_owned())];
    }
    let outside = Material { eyes: Eyes::Outside, ..labelled.clone() };
    for (material, expected) in [(&labelled, true), (&plain, false), (&outside, false)] {
        let book = workbook(&Report::of(material), material, None).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
        let tickets = book.worksheet_range("Tickets").unwrap();
        let text = |words: &str| expected.then(|| Data::String(words.to_owned()));
        assert_eq!(tickets.get_value((0, 12)), text("Labels").as_ref());
        assert_eq!(tickets.get_value((1, 12)), text("team: =plumbers; urgency: now").as_ref());
        assert_eq!(tickets.get_value((0, 11)), Some(&Data::String("Reopened".to_owned())));
    }
}

#[test]
fn no_text_is_a_formula() {
    let material = week::material(Rhythm::Weekly, Scope::Everything);
    let report = Report::of(&material);
    let lines = lines(&csv(&report));
    assert!(lines.iter().any(|line| line[4] == "'=Lobby"));
    assert!(lines.iter().flatten().all(|field| !field.starts_with(['=', '+', '-', '@'])));
    let book = workbook(&report, &material, None).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{sheet}");
    }
    let tickets = book.worksheet_range("Tickets").unwrap();
    assert_eq!(tickets.get_value((1, 1)), Some(&Data::String("=cmd()".to_owned())));
}

#[test]
fn the_workbook_says_what_the_report_says() {
    let mut compared = 0;
    for rhythm in Rhythm::ALL {
        let material = week::material(rhythm, Scope::Everything);
        let report = Report::of(&material);
        let book = workbook(&report, &material, None).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
        for section in report.sections.iter().filter(|section| !section.rows.is_empty()) {
            let sheet = book.worksheet_range(section.title).unwrap();
            for (row, at) in section.rows.iter().zip(4_u32..) {
                assert_eq!(sheet.get_value((at, 0)), Some(&Data::String(row.label.to_string())));
                for (cell, column) in row.cells.iter().zip((1_u32..).step_by(3)) {
                    let [count, of, percent, median, p90, _] = numbers(&cell.value);
                    let value = |offset| sheet.get_value((at, column + offset)).unwrap_or(&Data::Empty).clone();
                    let number = |number: u64| Data::Float(number as f64);
                    let expected = match (of, percent, median) {
                        // As the page says it.
                        (_, Some(percent), _) => Data::Float(percent as f64 / 100.0),
                        (_, _, Some(median)) => number(median),
                        (None, None, None) if matches!(cell.value, Value::Count(_) | Value::Lapses(_)) => {
                            number(count.unwrap())
                        }
                        (None, None, None) if matches!(cell.value, Value::Day(_)) => day(&cell.value),
                        (_, None, None) => Data::Empty,
                    };
                    assert_eq!(value(0), expected, "{}", row.label);
                    let made_of = match (of, percent, median) {
                        (Some(of), Some(_), _) => format!("{} of {of}", count.unwrap()),
                        (_, _, Some(_)) => format!("median, min, of {}", count.unwrap()),
                        (_, _, None) => Wording::english().two_lines(&cell.value).1,
                    };
                    assert_eq!(value(1).to_string(), made_of, "{}", row.label);
                    assert_eq!(value(2), p90.map_or(Data::Empty, number), "{}", row.label);
                    compared += 1;
                }
            }
        }
        if rhythm == Rhythm::Weekly {
            // Those opened, fixed or open in the week.
            assert_eq!(book.worksheet_range("Tickets").unwrap().height(), 1 + 8);
        }
    }
    assert_eq!(
        compared,
        Rhythm::ALL
            .into_iter()
            .map(|rhythm| cells(&Report::of(&week::material(rhythm, Scope::Everything))).len())
            .sum::<usize>()
    );
}

#[test]
fn the_same_report_is_the_same_bytes_and_links_where_it_is_told() {
    let material = week::material(Rhythm::Monthly, Scope::Everything);
    let report = Report::of(&material);
    let listed = |key: &str, row: usize, column: usize| format!("https://house.example/{key}/{row}/{column}");
    let one = workbook(&report, &material, Some(&listed)).unwrap();
    assert_eq!(one, workbook(&report, &material, Some(&listed)).unwrap());
    assert_ne!(one, workbook(&report, &material, None).unwrap());
    assert_eq!(csv(&report), csv(&report));
}

#[test]
fn the_message_says_what_the_report_says() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    let message = message(&report, Wording::english());
    assert!(message.starts_with("*Menara, 16 to 22 November 2026*\nReported: 5 (before 1)\n"), "{message}");
    assert!(message.contains("\nNever answered: 40 % (2 of 5) (before 0 %)\n"), "{message}");
    assert!(message.contains("\nMissed: 16 % (1 of 6)\n"), "{message}");
    assert!(message.contains("\nKeeps coming back: Menara: plumbing 3; Menara / Lobby: lift 2\n"), "{message}");
    assert!(message.contains("\nMessages heard: 42 (before 50)\nSilences: 2 (before 0)\n"), "{message}");
    assert!(message.contains("\nReported, period by period: 1, 5\n"), "{message}");
    assert!(message.lines().count() <= 18, "{message}");
}

/// The lists of a message: their heads, and of which section and column they are.
const LISTS: [(&str, &str, usize); 4] = [
    ("Promises kept", "promises", 0),
    ("Keeps coming back", "hotspots", 0),
    ("Fixed by", "owners", 1),
    ("Recurs, days kept", "habits", 0),
];
/// The head of the counts of the last periods.
const TREND: &str = "Reported, period by period";

#[test]
fn every_line_of_a_message_is_one_of_the_report() {
    for rhythm in Rhythm::ALL {
        let report = Report::of(&week::material(rhythm, Scope::Everything));
        let message = message(&report, Wording::english());
        let rows = || report.sections.iter().flat_map(|section| &section.rows);
        let lines: Vec<&str> = message.lines().skip(1).collect();
        let (lists, others): (Vec<&str>, Vec<&str>) =
            lines.iter().partition(|line| LISTS.iter().any(|(head, ..)| line.starts_with(head)));
        for line in lists {
            let (head, list) = line.split_once(": ").unwrap();
            let (_, key, column) = LISTS.iter().find(|(known, ..)| *known == head).unwrap();
            // Each names who or what before its number, the first lines of a section as they stand there.
            let rows = report.section(key).unwrap().rows.iter().take(3);
            let said: Vec<String> =
                rows.map(|row| format!("{} {}", row.label, row.cells[*column].value.words())).collect();
            assert_eq!(list, said.join("; "), "{line}");
        }
        for line in others {
            if let Some(counts) = line.strip_prefix(TREND) {
                let rows = &report.section("trend").unwrap().rows;
                let said: Vec<String> = rows.iter().map(|row| row.cells[0].value.words()).collect();
                assert_eq!(counts, format!(": {}", said.join(", ")));
                continue;
            }
            let (label, said) = line.split_once(": ").unwrap();
            let said_by = |row: &Row| said.starts_with(&row.cells[0].value.words()) && row.label.to_string() == label;
            assert!(rows().any(said_by), "{line}");
        }
        assert!(lines.len() >= 9, "{message}");
    }
}

#[test]
fn a_document_says_what_the_page_says_and_the_table() {
    for rhythm in Rhythm::ALL {
        let material = week::material(rhythm, Scope::Everything);
        let report = Report::of(&material);
        let listed = |key: &str, row: usize, column: usize| format!("{key}/{row}/{column}");
        let sheet = Sheet::of(&report, &material, Wording::english(), Some(&listed));
        let fields = sheet.tables.iter().take(report.sections.len()).flat_map(|table| &table.lines);
        let fields: Vec<_> = fields.flat_map(|line| line.iter().skip(1)).collect();
        let cells = cells(&report);
        assert_eq!(fields.len(), cells.len(), "no section of this week is too long for a document");
        for (field, cell) in fields.into_iter().zip(cells) {
            let length = |minutes: Option<u64>| reports::length(i64::try_from(minutes.unwrap()).unwrap() * 60_000_000);
            let expected = match numbers(&cell.value) {
                [Some(part), Some(whole), Some(percent), ..] => (format!("{percent} %"), format!("{part} of {whole}")),
                [Some(count), _, _, Some(median), p90, _] => {
                    (length(Some(median)), format!("9 of 10 within {}, of {count}", length(p90)))
                }
                [Some(count), None, ..] if matches!(cell.value, Value::Count(_)) => (count.to_string(), String::new()),
                [Some(_), None, ..] if matches!(cell.value, Value::Lapses(_)) => {
                    Wording::english().two_lines(&cell.value)
                }
                [None, ..] => (cell.value.words(), String::new()),
                _ => ("–".to_owned(), String::new()),
            };
            assert_eq!((field.text.clone(), field.small.clone()), expected);
            assert_eq!(field.link.is_empty(), cell.counted.is_empty(), "{field:?}");
        }
    }
}
