//! The last days of tasks as strips of signs, one a day, to be looked at rather than read; and the same as a table. Each sign
//! leads to its day.

use super::{Cell, Row, Show, sign, tally};
use crate::parts::badges;
use crate::parts::shell::Frame;
use crate::parts::when::{short_day, weekday};
use crate::query::day_of;
use crate::wording::{fill, say};
use domain::task::Outcome;
use domain::time::Day;
use maud::{Markup, html};

/// Days of a strip.
pub const DAYS: i64 = 14;
/// Strips that are looked at together.
pub const STRIPS_MAX: usize = 20;
/// A sign's side in the drawing, with the white around it.
const SIDE: usize = 22;

/// Strips of these tasks, from a day on, and the table, which is called by the heading of both.
pub fn strips(frame: &Frame, heading: &str, from: Day, rows: &[&Row]) -> Markup {
    let days: Vec<Day> = (0..DAYS).map(|at| from.plus(at)).collect();
    html! {
        ul.list {
            @for row in rows.iter().take(STRIPS_MAX) {
                li.striped {
                    span { bdi { (row.name) } @if !row.assignee.is_empty() { " " small dir="auto" { (row.assignee) } } }
                    (drawn(frame, row, &days))
                }
            }
        }
        details.fold {
            summary { (say("As a table")) }
            div.scroll role="region" aria-label=(fill(say("{what}, table"), &[("what", heading)])) tabindex="0" { (table(rows, &days)) }
        }
    }
}

/// One strip. The links in it are for whoever points at them; the table has the same for everybody else.
fn drawn(frame: &Frame, row: &Row, days: &[Day]) -> Markup {
    let (reported, due) = tally(row.cells.iter().copied());
    let missed = row.cells.iter().filter(|cell| Show::Missed.has(**cell)).count() as u64;
    let said = fill(
        say("{n} due, {reported} reported, {missed} missed"),
        &[("n", &due.to_string()), ("reported", &reported.to_string()), ("missed", &missed.to_string())],
    );
    let ends =
        days.first().zip(days.last()).map(|(first, last)| format!("{} – {}", short_day(*first), short_day(*last)));
    html! {
        svg.strip viewBox={ "0 0 " (days.len() * SIDE) " " (SIDE) } role="group" {
            title { (row.name) ": " (said) }
            desc { (ends.unwrap_or_default()) }
            @for (at, (cell, day)) in row.cells.iter().zip(days).enumerate() {
                g transform={ "translate(" (at * SIDE) " 0)" } {
                    @match cell {
                        Cell::Idle => path.idle.line d="M8 11h6" {},
                        Cell::Due(outcome) => {
                            @let (_, class, words) = badges::outcome(*outcome);
                            a class=(class) href=(day_of(&row.task, *day)) tabindex="-1" aria-hidden="true" {
                                title { (frame.wall.date(*day)) ": " (words) }
                                (shape(*outcome))
                            }
                        },
                    }
                }
            }
        }
    }
}

/// The shape of an outcome, told apart without its colour: what is filled, and what is drawn.
fn shape(outcome: Option<Outcome>) -> Markup {
    const FRAME: &str = "M3 3h16v16H3z";
    let (filled, line) = match outcome {
        Some(Outcome::Done) => (FRAME, ""),
        Some(Outcome::Late) => ("M3 11h16v8H3z", FRAME),
        Some(Outcome::NoPhoto) => ("M8 8h6v6H8z", FRAME),
        Some(Outcome::WrongPlace) => ("", "M3 3h16v16H3zM11 7v8M7 11h8"),
        Some(Outcome::Partial) => ("M3 3h8v16H3z", FRAME),
        Some(Outcome::Excused) => ("", "M3 3h5m6 0h5v5m0 6v5h-5m-6 0H3v-5m0-6V3"),
        Some(Outcome::Unheard) => ("", "M3 3h16v16H3zM3 19 19 3"),
        Some(Outcome::Missed) => ("", "M4 4 18 18M18 4 4 18"),
        None => ("", FRAME),
    };
    html! {
        rect.ground width=(SIDE) height=(SIDE) {}
        @if !filled.is_empty() { path.full d=(filled) {} }
        @if !line.is_empty() { path.line d=(line) {} }
    }
}

fn table(rows: &[&Row], days: &[Day]) -> Markup {
    html! {
        table.grid {
            thead {
                tr {
                    th scope="col" { (say("Task")) }
                    @for day in days { th scope="col" { time datetime=(day) { (weekday(*day)) " " (day.0.day()) } } }
                }
            }
            tbody {
                @for row in rows.iter().take(STRIPS_MAX) {
                    tr {
                        th scope="row" { span dir="auto" { (row.name) } }
                        @for (cell, day) in row.cells.iter().zip(days) { td { (sign(&row.task, *cell, *day)) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample;
    use crate::parts::shell::Tab;

    #[test]
    fn every_day_is_drawn_by_a_shape_of_its_own_and_stands_in_the_table() {
        let outcomes = Outcome::ALL.iter().map(|outcome| Some(*outcome)).chain([None]);
        let mut cells: Vec<Cell> = outcomes.map(Cell::Due).collect();
        let shapes: std::collections::BTreeSet<String> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Due(outcome) => shape(*outcome).into_string(),
                Cell::Idle => String::new(),
            })
            .collect();
        assert_eq!(shapes.len(), cells.len());
        cells.resize(usize::try_from(DAYS).unwrap(), Cell::Idle);
        let row = Row { task: "a/b".into(), name: "<b>".into(), assignee: String::new(), place: String::new(), cells };
        let from = "2026-11-08".parse().unwrap();
        let drawn = strips(&sample::frame(Tab::Tasks), "Tasks", from, &[&row]).into_string();
        assert!(drawn.contains("<title>&lt;b&gt;: 7 due, 5 reported, 1 missed</title>"), "{drawn}");
        assert!(drawn.contains("<desc>8 Nov – 21 Nov</desc>"), "{drawn}");
        assert_eq!(drawn.matches("href=\"/tasks/a%2Fb/2026-11-0").count(), 2 * 2, "in the drawing and in the table");
        assert_eq!(drawn.matches("tabindex=\"-1\"").count(), Outcome::ALL.len() + 1);
    }
}
