//! A report as one WhatsApp message: what a manager reads on the way.

use crate::report::{Label, Report, Row, Value};
use crate::wording::Wording;
use std::fmt::Write as _;

/// Lines of each list.
const SHOWN: usize = 3;
/// The lines taken from the sections of figures.
const LINES: [(&str, &[&str]); 4] = [
    ("requests", &["Reported", "Fixed", "Never answered", "Open at the end", "Open without an owner"]),
    ("times", &["To answer", "To fix"]),
    ("routine", &["Completed", "Missed"]),
    ("capture", &["Messages heard", "Silences"]),
];

/// The sections of which the first lines are listed, under a heading.
const LISTS: [(&str, &str); 4] = [
    ("promises", "Promises kept"),
    ("hotspots", "Keeps coming back"),
    ("owners", "Fixed by"),
    ("habits", "Recurs, days kept"),
];

/// The message, in WhatsApp's own marks; names in it cannot make marks of their own.
#[must_use]
pub fn message(report: &Report, wording: &Wording) -> String {
    let mut text = format!("*{}*\n", plain(&wording.title(report)));
    for (key, labels) in LINES {
        let rows = report.section(key).map(|section| &section.rows).into_iter().flatten();
        for row in rows.filter(|row| matches!(row.label, Label::Phrase(label) if labels.contains(&label))) {
            line(&mut text, row, wording);
        }
    }
    if let Some(trend) = report.section("trend").filter(|section| !section.rows.is_empty()) {
        let counts = trend.rows.iter().filter_map(|row| row.cells.first());
        let counts: Vec<String> = counts.map(|cell| wording.value(&cell.value)).collect();
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}: {}", wording.say("Reported, period by period"), counts.join(", "));
    }
    for (key, heading) in LISTS {
        let Some(section) = report.section(key).filter(|section| !section.rows.is_empty()) else { continue };
        let column = usize::from(key == "owners");
        let top = section.rows.iter().take(SHOWN).filter_map(|row| Some((row, row.cells.get(column)?)));
        let top: Vec<String> = top
            .map(|(row, cell)| format!("{} {}", plain(&wording.label(&row.label)), wording.value(&cell.value)))
            .collect();
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}: {}", wording.say(heading), top.join("; "));
    }
    text
}

fn line(text: &mut String, row: &Row, wording: &Wording) {
    let Some(now) = row.cells.first() else { return };
    let before = row.cells.get(1).and_then(|before| match before.value {
        Value::Count(count) => Some(count.to_string()),
        Value::Share { part, whole } => Value::percent(part, whole).map(|share| format!("{share} %")),
        Value::Spread(spread) => (spread.count > 0).then(|| wording.length(spread.median_us)),
        Value::Lapses(lapses) => Some(lapses.count.to_string()),
        Value::Day(day) => Some(wording.day(day)),
    });
    let before = before.map(|value| format!(" ({})", wording.fill("before {value}", &[("value", &value)])));
    let (label, value) = (wording.label(&row.label), wording.value(&now.value));
    let _ = writeln!(text, "{label}: {value}{}", before.unwrap_or_default());
}

/// Without the marks that make WhatsApp's text bold, slanted, struck or fixed.
fn plain(text: &str) -> String {
    text.chars().map(|mark| if matches!(mark, '*' | '_' | '~' | '`') { ' ' } else { mark }).collect()
}
