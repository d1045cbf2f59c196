//! A report as one table, a line for each cell; text that a spreadsheet would take for a formula is quoted.

use crate::report::{Report, Value};
use crate::wording::Wording;

/// The columns, in order.
const HEAD: [&str; 16] = [
    "house",
    "part",
    "period",
    "section",
    "line",
    "column",
    "count",
    "of",
    "percent",
    "median_minutes",
    "p90_minutes",
    "mean_minutes",
    "tickets",
    "days",
    "messages",
    "silences",
];
const MINUTE_US: i64 = 60_000_000;

/// The table, in UTF-8, with lines that end in CR LF as RFC 4180 has it.
///
/// Every line names the house, the part of it and the period, so that two tables are told apart, and put together.
/// Names of tickets, days and messages, and when silences began, stand in the last four columns, apart by spaces.
#[must_use]
pub fn csv(report: &Report) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut lines = vec![HEAD.map(str::to_owned)];
    let period = Wording::english().period(&report.period);
    for section in &report.sections {
        for row in &section.rows {
            for (column, cell) in section.columns.iter().zip(&row.cells) {
                let [count, of, percent, median, p90, mean] = numbers(&cell.value);
                let [tickets, mut days, messages, silences] = crate::write::names(&cell.counted);
                if let Value::Day(day) = cell.value {
                    days = day.to_string();
                }
                lines.push([
                    harmless(&report.organisation),
                    harmless(&report.scope),
                    period.clone(),
                    section.title.to_owned(),
                    harmless(&row.label.to_string()),
                    (*column).to_owned(),
                    count,
                    of,
                    percent,
                    median,
                    p90,
                    mean,
                    tickets,
                    harmless(&days),
                    messages,
                    silences,
                ]);
            }
        }
    }
    for line in &lines {
        // Writing to memory cannot fail, and every line has as many fields as the first.
        out.write_record(line).unwrap_or_default();
    }
    out.into_inner().unwrap_or_default()
}

/// Count, whole, per cent, median, ninth decile and mean in minutes; empty where a value has none.
fn numbers(value: &Value) -> [String; 6] {
    let none = String::new;
    let minutes = |us: i64| (us / MINUTE_US).to_string();
    match *value {
        Value::Count(count) => [count.to_string(), none(), none(), none(), none(), none()],
        Value::Share { part, whole } => {
            let percent = Value::percent(part, whole).map(|percent| percent.to_string()).unwrap_or_default();
            [part.to_string(), whole.to_string(), percent, none(), none(), none()]
        }
        Value::Spread(spread) if spread.count == 0 => ["0".to_owned(), none(), none(), none(), none(), none()],
        Value::Spread(spread) => {
            let lengths = [spread.median_us, spread.p90_us, spread.mean_us].map(minutes);
            let [median, p90, mean] = lengths;
            [spread.count.to_string(), none(), none(), median, p90, mean]
        }
        Value::Day(_) => [const { String::new() }; 6],
        Value::Lapses(lapses) => [lapses.count.to_string(), none(), none(), none(), none(), none()],
    }
}

/// Signs with which a formula begins; the wide ones are taken for the others by spreadsheets set to East Asian languages.
const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Text of which no spreadsheet makes a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULAS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_begin_a_formula_is_quoted_wide_or_not() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("Lobby = clean"), "Lobby = clean");
    }
}
