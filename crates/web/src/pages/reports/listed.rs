//! What one cell of a report counts, as a list.

use super::listing::{Line, Listing, listing};
use super::load::{Found, asked_for, with_habits};
use super::{Asked, cell_path, path};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::messages::line as message_line;
use crate::parts::shell::Tab;
use crate::query::href;
use crate::state::Shared;
use crate::wording::of_reports;
use axum::extract::{Path, State};
use domain::directory::Directory;
use domain::hearing::Ear;
use domain::id::{ConversationId, TaskId};
use domain::task::Occurrence;
use domain::time::{Day, Instant};
use maud::Markup;
use reports::{Counted, Material, Quiet, Report, Span};
use store::read::messages::Message;

/// Lines of one page.
const SHOWN: usize = 50;

/// `GET /reports/{rhythm}/{day}/{section}/{row}/{column}`: for members.
pub async fn list(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day, section, row, column)): Path<(String, String, String, usize, usize)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let Found { mut material, asked, .. } = asked_for(&shared, &member, (&rhythm, &day), asked).await?;
    if section == "habits" {
        with_habits(&shared, &member, &mut material).await?;
    }
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
        lines: lines(&shared, &member, &material, (&cell.counted, after)).await?,
        after,
        total,
        back: asked.href(&path(material.period.rhythm, material.period.last)),
        next,
    }))
}

async fn lines(
    shared: &Shared,
    member: &Member,
    material: &Material,
    (counted, after): (&Counted, usize),
) -> Result<Vec<Line>, Fault> {
    let names = Names(&material.directory);
    Ok(match counted {
        Counted::Messages(messages) => {
            let mut lines = Vec::new();
            for message in messages.iter().skip(after).take(SHOWN) {
                let found = store::read::messages::one(shared.desk.db(), &member.org, message).await?;
                lines.extend(found.map(|found| Line::Message(message_line(&found, names))));
            }
            lines
        }
        Counted::Lapses(days) => {
            let days = days.iter().rev().skip(after).take(SHOWN);
            days.map(|day| Line::Lapse(*day)).collect()
        }
        Counted::Said(span, chats) => {
            let found = said(shared, member, (*span, chats), after).await?;
            found.iter().map(|found| Line::Message(message_line(found, names))).collect()
        }
        Counted::Silences(silences) => {
            let known = |ear: &Ear, since: Instant| {
                let is_it = |quiet: &&Quiet| quiet.silence.ear == *ear && quiet.silence.since == since;
                material.capture.silences.iter().find(is_it).cloned()
            };
            let shown = silences.iter().skip(after).take(SHOWN);
            shown.filter_map(|(ear, since)| known(ear, *since).map(Line::Silence)).collect()
        }
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
                missing: found(task, *day).map(|due| missing(&material.directory, due)).unwrap_or_default(),
            };
            days.iter().skip(after).take(SHOWN).map(line).collect()
        }
    })
}

/// The steps that are missing of a day of which some were ticked.
fn missing(directory: &Directory, due: &Occurrence) -> String {
    let task = directory.tasks.get(&due.task).filter(|_| !due.ticks.is_empty());
    let missing = task.map(|task| task.steps.missing(&due.ticks).collect::<Vec<_>>().join(", "));
    missing.unwrap_or_default()
}

/// Messages of conversations after so many, conversation by conversation, the last said first.
async fn said(
    shared: &Shared,
    member: &Member,
    (span, chats): (Span, &[(ConversationId, u64)]),
    after: usize,
) -> Result<Vec<Message>, Fault> {
    let (mut skipped, mut found) = (after, Vec::new());
    for (chat, count) in chats {
        let count = usize::try_from(*count).unwrap_or(usize::MAX);
        if skipped >= count {
            skipped -= count;
            continue;
        }
        let left = SHOWN - found.len();
        let (db, stretch) = (shared.desk.db(), (span.from, span.to));
        found.extend(store::read::capture::said(db, &member.org, chat, stretch, (skipped, left)).await?);
        skipped = 0;
        if found.len() >= SHOWN {
            break;
        }
    }
    Ok(found)
}
