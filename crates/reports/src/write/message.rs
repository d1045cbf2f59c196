//! A report as one WhatsApp message: what a manager reads on the way.

use crate::report::{Report, Row, Value};
use std::fmt::Write as _;

/// Lines of each list.
const SHOWN: usize = 3;
/// The lines taken from the sections of figures.
const LINES: [(&str, &[&str]); 3] = [
    ("requests", &["Reported", "Fixed", "Never answered", "Open at the end", "Open without an owner"]),
    ("times", &["To answer", "To fix"]),
    ("routine", &["Completed", "Missed"]),
];

/// The message, in English, in WhatsApp's own marks; names in it cannot make marks of their own.
#[must_use]
pub fn message(report: &Report) -> String {
    let mut text = format!("*{}*\n", plain(&report.title()));
    for (key, labels) in LINES {
        let rows = report.section(key).map(|section| &section.rows).into_iter().flatten();
        for row in rows.filter(|row| labels.contains(&row.label.as_str())) {
            line(&mut text, row);
        }
    }
    for (key, heading) in [("promises", "Promises kept"), ("hotspots", "Keeps coming back"), ("owners", "Fixed by")] {
        let Some(section) = report.section(key).filter(|section| !section.rows.is_empty()) else { continue };
        let column = usize::from(key == "owners");
        let top = section.rows.iter().take(SHOWN).filter_map(|row| Some((row, row.cells.get(column)?)));
        let top: Vec<String> = top.map(|(row, cell)| format!("{} {}", plain(&row.label), cell.value.words())).collect();
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{heading}: {}", top.join("; "));
    }
    text
}

fn line(text: &mut String, row: &Row) {
    let Some(now) = row.cells.first() else { return };
    let before = row.cells.get(1).map(|before| match before.value {
        Value::Count(count) => format!(" (before {count})"),
        Value::Share { part, whole } => {
            Value::percent(part, whole).map_or(String::new(), |share| format!(" (before {share} %)"))
        }
        Value::Spread(spread) if spread.count == 0 => String::new(),
        Value::Spread(spread) => format!(" (before {})", crate::length::length(spread.median_us)),
    });
    let _ = writeln!(text, "{}: {}{}", row.label, now.value.words(), before.unwrap_or_default());
}

/// Without the marks that make WhatsApp's text bold, slanted, struck or fixed.
fn plain(text: &str) -> String {
    text.chars().map(|mark| if matches!(mark, '*' | '_' | '~' | '`') { ' ' } else { mark }).collect()
}
