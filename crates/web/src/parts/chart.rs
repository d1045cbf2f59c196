//! A section of counts as a picture: a group of bars for each of its lines. The table beside it has the numbers.

use maud::{Markup, html};
use reports::{Section, Value, Wording};

/// Units across and down; the picture is as wide as its place.
const WIDE: u64 = 720;
const HIGH: u64 = 150;
/// Columns that are drawn, each in a colour of its own.
const DRAWN_MAX: usize = 3;
const COLOURS: [&str; DRAWN_MAX] = ["bar1", "bar2", "bar3"];
/// Of the width of a line, so much in a hundred is left between the groups.
const GAP_PERCENT: u64 = 30;

/// The picture; nothing where there is nothing to draw.
pub fn chart(section: &Section, wording: &Wording) -> Markup {
    let counts =
        |row: &reports::Row| row.cells.iter().take(DRAWN_MAX).map(|cell| count(&cell.value)).collect::<Vec<_>>();
    let lines: Vec<(String, Vec<u64>)> =
        section.rows.iter().map(|row| (wording.label(&row.label), counts(row))).collect();
    let most = lines.iter().flat_map(|(_, counts)| counts).max().copied().unwrap_or_default();
    if most == 0 {
        return html! {};
    }
    let group = WIDE / (lines.len() as u64).max(1);
    let bar = (group * (100 - GAP_PERCENT) / 100 / DRAWN_MAX as u64).max(1);
    let names = section.columns.iter().zip(COLOURS);
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(wording.say(section.title)) {
                @for (at, (label, counts)) in (0..).zip(&lines) {
                    g {
                        title { (label) ": " (counts.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")) }
                        @for ((nth, count), colour) in (0..).zip(counts).zip(COLOURS) {
                            @let tall = (count * HIGH).div_ceil(most);
                            rect class=(colour) x=(at * group + nth * bar) y=(HIGH - tall) width=(bar) height=(tall) {}
                        }
                    }
                }
            }
            figcaption { @for (name, colour) in names { span class=(colour) { (wording.say(name)) } " " } }
        }
    }
}

/// How many a count is of; other values are not drawn.
fn count(value: &Value) -> u64 {
    match value {
        Value::Count(count) => *count,
        Value::Share { .. } | Value::Spread(_) | Value::Day(_) | Value::Lapses(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::TicketNumber;
    use reports::{Cell, Counted, Label, Row};

    fn section(counts: &[[u64; 3]]) -> Section {
        let cell = |count: u64| Cell {
            value: Value::Count(count),
            counted: Counted::Tickets(vec![TicketNumber(1); usize::try_from(count).expect("it is small")]),
        };
        let row = |(nth, counts): (usize, &[u64; 3])| Row {
            label: Label::Name(format!("<{nth}>")),
            definition: "",
            cells: counts.map(cell).to_vec(),
        };
        Section {
            key: "trend",
            title: "Period by period",
            note: "",
            what: "Period",
            columns: vec!["Reported", "Fixed", "With a missed promise"],
            rows: counts.iter().enumerate().map(row).collect(),
        }
    }

    #[test]
    fn bars_are_as_tall_as_what_they_count_and_the_tallest_fills_the_picture() {
        let drawn = chart(&section(&[[10, 5, 0], [0, 1, 0]]), Wording::english()).into_string();
        let tall: Vec<&str> = drawn.split(" height=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(tall, ["150", "75", "0", "0", "15", "0"], "{drawn}");
        assert!(
            drawn.contains("<title>&lt;0&gt;: 10, 5, 0</title>") && drawn.contains("aria-label=\"Period by period\"")
        );
        assert_eq!(chart(&section(&[[0, 0, 0]]), Wording::english()).into_string(), "");
    }
}
