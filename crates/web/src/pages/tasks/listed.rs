//! The days of tasks that a figure of the grid counts, as a list.

use super::{Cell, View};
use crate::parts::badges;
use crate::parts::filters;
use crate::query::{day_of, href};
use crate::wording::{counted, say};
use domain::task::Outcome;
use domain::time::Day;
use maud::{Markup, html};
use serde::Deserialize;

/// Lines of one page.
const SHOWN: usize = 50;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Days that somebody said were done.
    Reported,
    /// Days on which it had to be done.
    Due,
    /// Days of which nobody said anything until it was too late.
    Missed,
}

impl Show {
    fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Due => "due",
            Self::Missed => "missed",
        }
    }

    fn label(self) -> &'static str {
        say(match self {
            Self::Reported => "Reported",
            Self::Due => "Due",
            Self::Missed => "Missed",
        })
    }

    /// Whether a day is counted; excused days, and those of which nobody knows, are not due.
    pub fn has(self, cell: Cell) -> bool {
        match (self, cell) {
            (_, Cell::Idle | Cell::Due(Some(Outcome::Excused | Outcome::Unheard))) => false,
            (Self::Due, Cell::Due(_)) => true,
            (Self::Reported, cell) => cell.is_reported(),
            (Self::Missed, cell) => cell == Cell::Due(Some(Outcome::Missed)),
        }
    }
}

/// Which days are listed.
#[derive(Clone, Debug)]
pub struct Listed {
    pub show: Show,
    /// Only those of one task; of all when empty.
    pub task: String,
    /// Only this one.
    pub day: Option<Day>,
    /// How many come before.
    pub after: usize,
}

impl Listed {
    /// Where the days of a figure are listed.
    pub fn href(view: &View, show: Show, task: &str, day: Option<Day>) -> String {
        Self { show, task: task.to_owned(), day, after: 0 }.at(view)
    }

    fn at(&self, view: &View) -> String {
        let [from, after] = [view.from.to_string(), self.after.to_string()];
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        let after = if self.after == 0 { "" } else { &after };
        let days = if view.days == super::WEEK { "" } else { "28" };
        let pairs = [("days", days), ("from", &from), ("show", self.show.word()), ("task", &self.task), ("day", &day)];
        href("/tasks", &pairs.into_iter().chain([("after", after)]).collect::<Vec<_>>())
    }
}

/// One day of a task.
struct Line<'a> {
    task: &'a str,
    name: &'a str,
    day: Day,
    outcome: Option<Outcome>,
}

/// The days, task by task.
fn lines<'a>(view: &'a View, listed: &Listed) -> Vec<Line<'a>> {
    let rows = view.rows.iter().filter(|row| listed.task.is_empty() || row.task == listed.task);
    let days = rows.flat_map(|row| {
        let days = (0..view.days).map(|at| view.from.plus(at));
        row.cells.iter().zip(days).map(move |(cell, day)| (row, *cell, day))
    });
    let meant = days.filter(|(_, cell, day)| listed.show.has(*cell) && listed.day.is_none_or(|only| only == *day));
    let line = |(row, cell, day): (&'a super::Row, Cell, Day)| match cell {
        Cell::Due(outcome) => Some(Line { task: &row.task, name: &row.name, day, outcome }),
        Cell::Idle => None,
    };
    meant.filter_map(line).collect()
}

/// The list in place of the grid.
pub fn list(view: &View, listed: &Listed) -> Markup {
    let lines = lines(view, listed);
    let total = lines.len();
    let after = listed.after.min(total);
    let next = after + SHOWN;
    html! {
        (chips(view, listed))
        section.card aria-labelledby="found" {
            h2 #found { (counted(total as u64, "{n} day of a task", "{n} days of tasks")) }
            @if total == 0 { p.none { (say("Nothing in this period.")) } }
            ol.rows start=(after + 1) {
                @for line in lines.iter().skip(after).take(SHOWN) { li { (row(view, line)) } }
            }
        }
        @if next < total {
            nav.pages aria-label=(say("Pages")) {
                span {}
                a.button rel="next" href=(Listed { after: next, ..listed.clone() }.at(view)) { (say("More")) }
            }
        }
    }
}

fn chips(view: &View, listed: &Listed) -> Markup {
    let first = || Listed { after: 0, ..listed.clone() };
    let name = view.rows.iter().find(|row| row.task == listed.task).map(|row| row.name.as_str());
    let day = listed.day.map(|day| view.frame.wall.date(day));
    filters::chips(&[
        (Some(listed.show.label()), super::to(view.days, Some(view.from))),
        (name, Listed { task: String::new(), ..first() }.at(view)),
        (day.as_deref(), Listed { day: None, ..first() }.at(view)),
    ])
}

fn row(view: &View, line: &Line<'_>) -> Markup {
    let (sign, class, words) = badges::outcome(line.outcome);
    html! {
        a.row href=(day_of(line.task, line.day)) {
            b class=(class) aria-hidden="true" { (sign) }
            span.what dir="auto" { (line.name) }
            span.end { (view.frame.wall.date(line.day)) }
            span.sub { (words) }
        }
    }
}
