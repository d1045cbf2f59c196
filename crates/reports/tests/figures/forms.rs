//! The forms of a report: what the table, the workbook and the message say is what the report says.

use crate::week;
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use reports::{Counted, Eyes, Material, Report, Rhythm, Scope, Sheet, Value, Wording, csv, message, workbook};
use std::io::Cursor;

fn lines(table: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(table);
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_table_has_a_line_for_each_cell_and_the_same_numbers() {
    let material = week::material(Rhythm::Weekly, Scope::Everything);
    let report = Report::of(&material);
    let lines = lines(&csv(&report));
    let cells: Vec<_> = report.sections.iter().flat_map(|section| &section.rows).flat_map(|row| &row.cells).collect();
    assert_eq!(lines.len(), cells.len());
    for (line, cell) in lines.iter().zip(cells) {
        let count = match cell.value {
            Value::Count(count) => count,
            Value::Share { part, .. } => part,
            Value::Spread(spread) => spread.count,
        };
        assert_eq!(line[3], count.to_string(), "{line:?}");
        let named: usize = line[9..].iter().map(|names| names.split_whitespace().count()).sum();
        // Of all that was said there may be too much to name.
        let is_named = !matches!(cell.counted, Counted::Said(..));
        assert_eq!(named, if is_named { cell.counted.len() } else { 0 }, "{line:?}");
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
}

#[test]
fn no_text_is_a_formula() {
    let material = week::material(Rhythm::Weekly, Scope::Everything);
    let report = Report::of(&material);
    let lines = lines(&csv(&report));
    assert!(lines.iter().any(|line| line[1] == "'=Lobby"));
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
    let material = week::material(Rhythm::Weekly, Scope::Everything);
    let report = Report::of(&material);
    let book = workbook(&report, &material, None).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    let mut compared = 0;
    for section in report.sections.iter().filter(|section| !section.rows.is_empty()) {
        let sheet = book.worksheet_range(section.title).unwrap();
        for (row, at) in section.rows.iter().zip(4_u32..) {
            assert_eq!(sheet.get_value((at, 0)), Some(&Data::String(row.label.to_string())));
            for (cell, column) in row.cells.iter().zip((1_u32..).step_by(3)) {
                let written = sheet.get_value((at, column)).unwrap_or(&Data::Empty);
                let expected = match cell.value {
                    Value::Count(count) => Some(count as f64),
                    Value::Share { whole: 0, .. } => None,
                    // As the page says it.
                    Value::Share { part, whole } => Some((part * 100 / whole) as f64 / 100.0),
                    Value::Spread(spread) if spread.count == 0 => None,
                    Value::Spread(spread) => Some((spread.median_us / 60_000_000) as f64),
                };
                match (expected, written) {
                    (Some(expected), Data::Float(number)) => assert!((expected - number).abs() < 1e-9, "{}", row.label),
                    (None, Data::Empty) => {}
                    (expected, written) => panic!("{}: {expected:?} is written as {written:?}", row.label),
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 80, "{compared}");
    // Those opened, fixed or open in the week.
    assert_eq!(book.worksheet_range("Tickets").unwrap().height(), 1 + 8);
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
    assert!(message.lines().count() <= 17, "{message}");
}

#[test]
fn a_document_says_what_the_table_says() {
    for rhythm in Rhythm::ALL {
        let material = week::material(rhythm, Scope::Everything);
        let report = Report::of(&material);
        let listed = |key: &str, row: usize, column: usize| format!("{key}/{row}/{column}");
        let sheet = Sheet::of(&report, &material, Wording::english(), Some(&listed));
        let fields = sheet.tables.iter().take(report.sections.len()).flat_map(|table| &table.lines);
        let fields: Vec<_> = fields.flat_map(|line| line.iter().skip(1)).collect();
        let lines = lines(&csv(&report));
        assert_eq!(fields.len(), lines.len());
        for (field, line) in fields.into_iter().zip(lines) {
            let [count, of, percent, median] = [3, 4, 5, 6].map(|at: usize| line[at].as_str());
            match (percent, median) {
                ("", "") if of.is_empty() => assert!(field.text == count || (field.text == "–" && count == "0")),
                ("", "") => assert_eq!((field.text.as_str(), of), ("–", "0")),
                ("", _) => assert!(field.small.ends_with(&format!(", of {count}")), "{field:?} {line:?}"),
                (percent, _) => assert_eq!(
                    (field.text.clone(), field.small.clone()),
                    (format!("{percent} %"), format!("{count} of {of}"))
                ),
            }
            assert_eq!(field.link.is_empty(), count == "0", "{field:?}");
        }
    }
}
