//! Where people report at which hour, to be looked at: a line of squares for each place, the larger the more was reported.

use super::{of_month, table};
use crate::pages::reports::{Month, cell_path};
use crate::parts::badges::grouped;
use crate::wording::{fill, of_reports, say};
use maud::{Markup, html};
use reports::{Row, Section};

/// A square's place in the drawing, and the side of the largest.
const PITCH: usize = 40;
const SIDE: f64 = 30.0;
/// Hours between the marks below the squares.
const HOURS: usize = 4;

/// The drawing and its table; nothing where nothing was reported at a place.
pub fn card(month: &Month) -> Markup {
    let section = month.report.section("spots").filter(|section| !section.rows.is_empty());
    html! {
        @if let Some(section) = section {
            section.card aria-labelledby="spots" {
                h2 #spots { (of_reports().say(section.title)) (of_month(month)) }
                p.hint.pad { (of_reports().say(section.note)) }
                ul.list {
                    @for (at, row) in section.rows.iter().take(section.shown()).enumerate() {
                        li.striped { span dir="auto" { (of_reports().label(&row.label)) } (drawn(month, section, at, row)) }
                    }
                    li.striped aria-hidden="true" { span {} span.hours { @for hour in 0..=section.columns.len() { span { (hour * HOURS) } } } }
                }
                details.fold {
                    summary { (say("As a table")) }
                    (table(month, section, (of_reports().say(section.title), false)))
                }
            }
        }
    }
}

/// The squares of a place. The links in them are for whoever points at them; the table has the same for everybody else.
fn drawn(month: &Month, section: &Section, at: usize, row: &Row) -> Markup {
    let counts = || section.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.value.size());
    let most = counts().max().unwrap_or_default().max(1);
    let all: u64 = row.cells.iter().map(|cell| cell.value.size()).sum();
    let busiest = row.cells.iter().zip(&section.columns).max_by_key(|(cell, _)| cell.value.size());
    let busiest = busiest.map(|(_, band)| of_reports().say(band)).unwrap_or_default();
    html! {
        svg.spots viewBox={ "0 0 " (row.cells.len() * PITCH) " " (PITCH) } role="group" {
            title { (of_reports().label(&row.label)) }
            desc { (fill(say("{n} in all, most of them {hours}"), &[("n", &grouped(all)), ("hours", busiest)])) }
            @for (column, (cell, band)) in row.cells.iter().zip(&section.columns).enumerate() {
                @let middle = column * PITCH + PITCH / 2;
                @let count = cell.value.size();
                @if count == 0 { circle.line cx=(middle) cy=(PITCH / 2) r="2" {} } @else {
                    @let side = side(count, most);
                    a tabindex="-1" aria-hidden="true" href=(cell_path(&month.report.period, section.key, at, column)) {
                        title { (grouped(count)) " · " (of_reports().say(band)) }
                        rect.ground x=(column * PITCH) width=(PITCH) height=(PITCH) {}
                        rect.full x=(middle - side / 2) y=(PITCH / 2 - side / 2) width=(side) height=(side) {}
                    }
                }
            }
        }
    }
}

/// The side of a square whose area tells a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a side of a drawing"
)]
fn side(count: u64, most: u64) -> usize {
    let side = SIDE * (count as f64 / most as f64).sqrt();
    (side as usize).clamp(6, SIDE as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_times_as_many_are_a_square_of_twice_the_side() {
        assert_eq!([side(4, 4), side(1, 4), side(1, 100_000)], [30, 15, 6]);
    }
}
