//! Gathers what the grid of tasks shows.

use super::{Cell, Listed, MONTH, Row, Show, View, WEEK, page, strip};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::id::TaskId;
use domain::member::Member as Login;
use domain::task::Occurrence;
use domain::time::Day;
use maud::Markup;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::read;

/// Rows of the grid: what the store's own bound gives for a week.
const ROWS_MAX: usize = 800;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    day: String,
    /// `28` for the long view.
    days: String,
    /// The days that are listed: what they are, of which task, and how many come before.
    show: Option<Show>,
    task: String,
    after: usize,
}

/// `GET /tasks`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let frame = shared.frame(&member, Tab::Tasks);
    let day: Option<Day> = asked.day.parse().ok();
    let count = if asked.days == "28" { MONTH } else { WEEK };
    let first = |day: Day| monday(day).plus(WEEK - count);
    let from = asked.from.parse().unwrap_or_else(|_| first(day.unwrap_or_else(|| frame.wall.today())));
    let directory = shared.desk.directory(&member.org).await?;
    let span = (from, from.plus(count - 1));
    let days = read::tasks::grid(shared.desk.db(), &member.org, span, &member.tasks(&directory)).await?;
    let mut rows = grid_of(&days, (from, count), Names(&directory), &member.login);
    let is_full = i64::try_from(days.len()).is_ok_and(|days| days >= read::tasks::GRID_MAX);
    let is_cut = is_full || rows.len() > ROWS_MAX;
    rows.truncate(ROWS_MAX);
    let listed = asked.show.map(|show| Listed { show, task: asked.task, day, after: asked.after });
    let strips = match count == WEEK && listed.is_none() {
        true => strips(&shared, &member, (from, &days)).await?,
        false => Vec::new(),
    };
    Ok(page(&View { frame, from, days: count, day, rows, strips, is_cut, listed }))
}

/// The two weeks that end with these days of one, of the tasks that were due in them.
async fn strips(shared: &Shared, member: &Member, (from, days): (Day, &[Occurrence])) -> Result<Vec<Row>, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let first = from.plus(WEEK - strip::DAYS);
    let span = (first, from.plus(-1));
    let mut all = read::tasks::grid(shared.desk.db(), &member.org, span, &member.tasks(&directory)).await?;
    all.extend_from_slice(days);
    Ok(rows(&all, (first, strip::DAYS), Names(&directory), std::iter::empty()))
}

fn monday(day: Day) -> Day {
    day.plus(-i64::from(day.0.weekday().to_monday_zero_offset()))
}

/// A row for each task there is or was, by name.
fn grid_of(days: &[Occurrence], span: (Day, i64), names: Names<'_>, login: &Login) -> Vec<Row> {
    let seen = names.0.tasks.values().filter(|task| login.sees(task.site.as_ref())).map(|task| &task.id);
    let mut rows = rows(days, span, names, seen);
    rows.sort_by(|a, b| (&a.name, &a.task).cmp(&(&b.name, &b.task)));
    rows
}

/// A row for each of these tasks, and each that these days are of, from a day on and so many days long: whatever missed most
/// comes first.
pub fn rows<'a>(
    days: &'a [Occurrence],
    (from, count): (Day, i64),
    names: Names<'_>,
    tasks: impl Iterator<Item = &'a TaskId>,
) -> Vec<Row> {
    let empty = || vec![Cell::Idle; usize::try_from(count).unwrap_or_default()];
    let mut cells: BTreeMap<&TaskId, Vec<Cell>> = tasks.map(|task| (task, empty())).collect();
    for day in days {
        let row = cells.entry(&day.task).or_insert_with(empty);
        let at = (0..count).position(|at| from.plus(at) == day.day);
        if let Some(cell) = at.and_then(|at| row.get_mut(at)) {
            *cell = Cell::Due(day.outcome);
        }
    }
    let row = |(task, cells): (&TaskId, Vec<Cell>)| {
        let (assignee, place) = names.duty(task);
        Row { task: task.to_string(), name: names.task(task), assignee, place, cells }
    };
    let mut rows: Vec<Row> = cells.into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| (Reverse(row.missed()), row.name.clone(), row.task.clone()));
    rows
}
