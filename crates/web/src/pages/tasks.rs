//! Expected work: tasks down, days across, one sign for how each day ended.

use crate::parts::badges::{self, grouped};
use crate::parts::shell::{Frame, shell};
use crate::parts::when::weekday;
use crate::query::{day_of, href};
use crate::wording::{counted, say, weave};
use domain::task::Outcome;
use domain::time::Day;
use maud::{Markup, html};

mod listed;
mod load;
pub mod strip;

pub use listed::{Listed, Show};
pub use load::{rows, show};

/// Days of a week: what people plan in and what fits a screen.
pub const WEEK: i64 = 7;
/// Days of the long view: four weeks, so that weekdays stand below each other.
pub const MONTH: i64 = 28;
/// Of fewer misses nobody explains them.
const MISSES_MIN: usize = 3;

/// The page.
pub struct View {
    pub frame: Frame,
    /// The first day, and how many are shown.
    pub from: Day,
    pub days: i64,
    /// The day whose figures are said in words, when one was asked for.
    pub day: Option<Day>,
    pub rows: Vec<Row>,
    /// The last two weeks of those tasks that missed most; of the short view alone, since the long one has them.
    pub strips: Vec<Row>,
    /// Whether there are more tasks than rows.
    pub is_cut: bool,
    /// The days that are listed in place of the grid, when some are asked for.
    pub listed: Option<Listed>,
}

/// One task.
pub struct Row {
    pub task: String,
    pub name: String,
    pub assignee: String,
    pub place: String,
    pub cells: Vec<Cell>,
}

impl Row {
    /// Days of which nobody said anything until it was too late.
    fn missed(&self) -> usize {
        self.cells.iter().filter(|cell| Show::Missed.has(**cell)).count()
    }
}

/// One day of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It was not due.
    Idle,
    /// It was due.
    Due(Option<Outcome>),
}

impl Cell {
    /// Whether somebody said it was done.
    pub fn is_reported(self) -> bool {
        matches!(
            self,
            Self::Due(Some(Outcome::Done | Outcome::Late | Outcome::NoPhoto | Outcome::WrongPlace | Outcome::Partial))
        )
    }
}

/// Days reported and days due among cells; excused days, and those of which nobody knows, are not due.
pub fn tally(cells: impl Iterator<Item = Cell>) -> (u64, u64) {
    cells.fold((0, 0), |(reported, due), cell| {
        (reported + u64::from(Show::Reported.has(cell)), due + u64::from(Show::Due.has(cell)))
    })
}

/// `GET /tasks`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div { h1 { (say("Tasks")) } p.lede { (summary(view)) } }
            nav.actions aria-label=(say("Days")) {
                a.button href=(to(view.days, Some(view.from.plus(-view.days)))) { (say("← Earlier")) }
                a.button href=(to(view.days, None)) { (say("Today")) }
                a.button href=(to(view.days, Some(view.from.plus(view.days)))) { (say("Later →")) }
            }
        }
        (crate::pages::views::bar(&view.frame))
        nav.segments aria-label=(say("How much")) {
            a href=(to(WEEK, None)) aria-current=[(view.days == WEEK).then_some("true")] { (say("Week")) }
            a href=(to(MONTH, None)) aria-current=[(view.days == MONTH).then_some("true")] { (say("Four weeks")) }
        }
        @if let Some(worst) = worst(view) { p.lede { (worst) } }
        @match &view.listed {
            _ if view.rows.is_empty() => (nothing()),
            Some(listed) => (listed::list(view, listed)),
            None => { (grid(view)) (legend()) (glance(view)) },
        }
        @if view.is_cut { p.hint { (say("There are more days of tasks than fit here; what is missing is not counted above.")) } }
    };
    shell(&view.frame, say("Tasks"), &content)
}

/// The address of so many days from a day on, or up to the present.
fn to(days: i64, from: Option<Day>) -> String {
    let (days, from) = (if days == WEEK { "" } else { "28" }, from.map(|from| from.to_string()).unwrap_or_default());
    href("/tasks", &[("days", days), ("from", &from)])
}

/// How the days shown went, and which task explains most of what was missed, when one does.
fn worst(view: &View) -> Option<Markup> {
    let all: usize = view.rows.iter().map(Row::missed).sum();
    let (reported, due) = tally(view.rows.iter().flat_map(|row| row.cells.iter().copied()));
    let share = (reported * 100).checked_div(due)?;
    let to = |show, task: &str| Listed::href(view, show, task, None);
    let percent = html! { a href=(to(Show::Reported, "")) data-plain="a share" { (share) } };
    let worst =
        view.rows.iter().max_by_key(|row| row.missed()).filter(|row| all >= MISSES_MIN && row.missed() * 2 > all);
    Some(html! {
        @match worst {
            Some(row) => (weave(
                say("{percent} % of the days shown were reported; {task} explains {n} of {all} misses."),
                &[
                    ("percent", &percent),
                    ("task", &html! { bdi { (row.name) } }),
                    ("n", &html! { a href=(to(Show::Missed, &row.task)) { (row.missed()) } }),
                    ("all", &html! { a href=(to(Show::Missed, "")) { (all) } }),
                ],
            )),
            None => (weave(say("{percent} % of the days shown were reported."), &[("percent", &percent)])),
        }
    })
}

fn summary(view: &View) -> Markup {
    let day = view.day.unwrap_or_else(|| view.frame.wall.today());
    let at = (0..view.days).position(|at| view.from.plus(at) == day);
    let spoken = match at {
        Some(at) => (view.frame.wall.date(day), tally(view.rows.iter().filter_map(|row| row.cells.get(at).copied()))),
        None => (say("These days").into(), tally(view.rows.iter().flat_map(|row| row.cells.iter().copied()))),
    };
    let (word, (reported, due)) = spoken;
    let when = html! { time { (word) } };
    if due == 0 {
        return weave(say("{when}: nothing is due."), &[("when", &when)]);
    }
    let to = |show| Listed::href(view, show, "", at.map(|_| day));
    weave(
        say("{when}: {n} of {all} reported."),
        &[
            ("when", &when),
            ("n", &html! { a href=(to(Show::Reported)) { (grouped(reported)) } }),
            ("all", &html! { a href=(to(Show::Due)) { (grouped(due)) } }),
        ],
    )
}

fn grid(view: &View) -> Markup {
    let days: Vec<Day> = (0..view.days).map(|at| view.from.plus(at)).collect();
    let today = view.frame.wall.today();
    html! {
        div.card {
            div.scroll role="region" aria-label=(say("Tasks by day")) tabindex="0" {
                table.grid {
                    thead {
                        tr {
                            th scope="col" { (say("Task")) }
                            @for (at, day) in days.iter().enumerate() { (day_head(view, at, *day, *day == today)) }
                            th scope="col" { span.hidden { (say("Share reported")) } "%" }
                        }
                    }
                    tbody { @for row in &view.rows { (task_row(view, row, &days, today)) } }
                }
            }
        }
    }
}

fn day_head(view: &View, at: usize, day: Day, is_today: bool) -> Markup {
    let (reported, due) = tally(view.rows.iter().filter_map(|row| row.cells.get(at).copied()));
    let to = |show| Listed::href(view, show, "", Some(day));
    html! {
        th scope="col" class=[is_today.then_some("today")] {
            time datetime=(day) { (weekday(day)) " " (day.0.day()) }
            small.count {
                @if due > 0 {
                    a href=(to(Show::Reported)) { (reported) } "/" a href=(to(Show::Due)) { (due) }
                } @else { "–" }
            }
        }
    }
}

fn task_row(view: &View, row: &Row, days: &[Day], today: Day) -> Markup {
    let (reported, due) = tally(row.cells.iter().copied());
    html! {
        tr {
            th scope="row" {
                span dir="auto" { (row.name) }
                small dir="auto" {
                    (row.assignee) @if !row.assignee.is_empty() && !row.place.is_empty() { " · " } (row.place)
                }
            }
            @for (cell, day) in row.cells.iter().zip(days) {
                td class=[(*day == today).then_some("today")] { (sign(&row.task, *cell, *day)) }
            }
            td.share data-plain="a share" {
                @if let Some(share) = (reported * 100).checked_div(due) {
                    a href=(Listed::href(view, Show::Reported, &row.task, None)) { (share) }
                } @else { span.muted { "–" } }
            }
        }
    }
}

fn sign(task: &str, cell: Cell, day: Day) -> Markup {
    match cell {
        Cell::Idle => html! { span.cell.idle { span aria-hidden="true" { "–" } span.hidden { (say("Not due")) } } },
        Cell::Due(outcome) => {
            let (sign, class, words) = badges::outcome(outcome);
            html! {
                a class={ "cell " (class) } href=(day_of(task, day)) title=(words) {
                    span aria-hidden="true" { (sign) } span.hidden { (words) }
                }
            }
        }
    }
}

/// The last two weeks of those tasks that missed most.
fn glance(view: &View) -> Markup {
    let rows: Vec<&Row> = view.strips.iter().take(strip::STRIPS_MAX).collect();
    let heading = say("Two weeks at a glance, most missed first");
    html! {
        @if !rows.is_empty() {
            section.card.apart aria-labelledby="glance" {
                h2 #glance data-plain="a stretch" { (heading) }
                (strip::strips(&view.frame, heading, view.from.plus(WEEK - strip::DAYS), &rows))
                @if view.strips.len() > rows.len() {
                    p.hint.pad { a href=(to(MONTH, None)) { (counted(rows.len() as u64, "The first {n} is shown.", "The first {n} are shown.")) } }
                }
            }
        }
    }
}

fn legend() -> Markup {
    let signs = Outcome::ALL.iter().map(|outcome| Some(*outcome)).chain([None]).map(badges::outcome);
    html! {
        ul.legend aria-label=(say("Signs")) {
            @for (sign, class, words) in signs { li { b class=(class) { (sign) } (words) } }
            li { b.idle { "–" } (say("Not due")) }
        }
    }
}

fn nothing() -> Markup {
    html! {
        div.card {
            p.none {
                (weave(
                    say("No tasks yet. A task is work expected without anyone reporting: clean Block A daily, walk the fence at two. Tasks come with the {link}."),
                    &[("link", &html! { a href="/directory" { (say("directory")) } })],
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_counts_what_was_due_and_leaves_out_what_was_excused() {
        let cells = [
            Cell::Idle,
            Cell::Due(None),
            Cell::Due(Some(Outcome::Done)),
            Cell::Due(Some(Outcome::Late)),
            Cell::Due(Some(Outcome::Missed)),
            Cell::Due(Some(Outcome::Excused)),
        ];
        assert_eq!(tally(cells.into_iter()), (2, 4));
    }
}
