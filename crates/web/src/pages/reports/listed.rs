//! What one cell of a report counts, as a list.

use super::load::asked_for;
use super::{Asked, Line, Listing, cell_path, listing, path};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::query::href;
use crate::state::Shared;
use crate::wording::of_reports;
use axum::extract::{Path, State};
use domain::id::TaskId;
use domain::time::Day;
use maud::Markup;
use reports::{Counted, Material, Report};

/// Lines of one page.
const SHOWN: usize = 50;

/// `GET /reports/{rhythm}/{day}/{section}/{row}/{column}`: for members.
pub async fn list(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day, section, row, column)): Path<(String, String, String, usize, usize)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let (material, _) = asked_for(&shared, &member, (&rhythm, &day), &asked).await?;
    let report = Report::of(&material);
    let (found, line, cell) = report.cell(&section, row, column).ok_or(Fault::Nothing)?;
    let total = cell.counted.len();
    let after = asked.after.min(total);
    let here = cell_path(&material.period, &section, row, column);
    let next = (after + SHOWN < total).then(|| {
        let after = (after + SHOWN).to_string();
        href(&here, &[("site", &asked.site), ("client", &asked.client), ("vendor", &asked.vendor), ("after", &after)])
    });
    let mut frame = shared.frame(&member, Tab::Reports);
    frame.wall.zone = material.zone.clone();
    Ok(listing(&Listing {
        frame,
        period: material.period,
        section: found.title,
        label: of_reports().label(&line.label),
        column: found.columns.get(column).copied().unwrap_or_default(),
        definition: line.definition,
        value: cell.value,
        lines: lines(&material, &cell.counted, after),
        after,
        total,
        back: asked.href(&path(material.period.rhythm, material.period.last)),
        next,
    }))
}

fn lines(material: &Material, counted: &Counted, after: usize) -> Vec<Line> {
    let names = Names(&material.directory);
    match counted {
        Counted::Tickets(tickets) => {
            let case = |number| material.cases.binary_search_by_key(number, |case| case.number).ok();
            let cases = tickets.iter().skip(after).take(SHOWN).filter_map(|number| material.cases.get(case(number)?));
            let line = |case: &reports::Case| Line::Ticket {
                ticket: case.number,
                title: case.title.clone(),
                priority: case.priority,
                stage: case.stage,
                place: names.place(case.place.as_ref()),
            };
            cases.map(line).collect()
        }
        Counted::Days(days) => {
            let found = |task: &TaskId, day: Day| {
                let at = material.days.binary_search_by(|due| (&due.task, due.day).cmp(&(task, day))).ok()?;
                material.days.get(at)
            };
            let line = |(task, day): &(TaskId, Day)| Line::Day {
                task: task.to_string(),
                day: *day,
                name: names.task(task),
                outcome: found(task, *day).and_then(|due| due.outcome),
            };
            days.iter().skip(after).take(SHOWN).map(line).collect()
        }
    }
}
