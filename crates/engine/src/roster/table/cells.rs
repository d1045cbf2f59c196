//! Tables of tasks, cell by cell, so that what cannot be used is named by its line and column.

use super::cell;
use crate::roster::{RosterError, TaskLine};
use std::collections::BTreeMap;

/// The headings a table of tasks may have.
const HEADINGS: [&str; 22] = [
    "task",
    "kind",
    "assignee",
    "stand_ins",
    "place",
    "when",
    "rrule",
    "at",
    "window_minutes",
    "grace_minutes",
    "starts",
    "next_day",
    "except",
    "also",
    "calendar",
    "closed",
    "requires_photo",
    "steps",
    "check",
    "checkpoints",
    "in_order",
    "code_days",
];

/// What people write for yes and no.
const YES: &[&str] = &["yes", "y", "true", "1", "x", "✓", "ya", "si", "sí", "sim", "是", "نعم", "हाँ", "ஆம்"];
const NO: &[&str] = &["", "no", "n", "false", "0", "-", "tidak", "tak", "não", "nao", "否", "لا", "नहीं", "இல்லை"];

/// Whether a cell says yes; none when it says neither that nor no.
pub(super) fn yes(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let is_yes = YES.contains(&text.as_str());
    (is_yes || NO.contains(&text.as_str())).then_some(is_yes)
}

/// One row, by its headings.
struct Row<'a> {
    line: u64,
    columns: &'a BTreeMap<&'static str, usize>,
    record: &'a csv::StringRecord,
}

/// The tasks of a table.
pub(super) fn tasks(text: &str) -> Result<Vec<TaskLine>, RosterError> {
    let broken = |error: csv::Error| RosterError::Syntax { format: "CSV", reason: error.to_string() };
    let (headings, records) = super::records(text).map_err(broken)?;
    let columns = columns(&headings)?;
    let row = |record: &csv::StringRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        Row { line, columns: &columns, record }.task()
    };
    records.iter().map(row).collect()
}

/// Whether a table has a column of this heading.
pub(super) fn has(text: &str, heading: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    first.split(char::from(super::separator(first))).any(|column| column.trim().trim_matches('"') == heading)
}

/// Where each heading stands.
fn columns(headings: &csv::StringRecord) -> Result<BTreeMap<&'static str, usize>, RosterError> {
    let mut columns = BTreeMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let Some(known) = HEADINGS.iter().find(|known| **known == heading) else {
            return Err(RosterError::BadCell {
                line: 1,
                column: at + 1,
                field: "heading",
                value: heading.to_owned(),
                remedy: "a table of tasks has task, kind, assignee, stand_ins, place, when (or rrule and at), window_minutes, \
                         grace_minutes, starts, next_day, except, also, calendar, closed, requires_photo, steps, check, checkpoints, in_order, code_days",
            });
        };
        columns.insert(*known, at);
    }
    Ok(columns)
}

impl Row<'_> {
    fn task(&self) -> Result<TaskLine, RosterError> {
        let said = |field| Some(self.text(field)).filter(|text| !text.is_empty());
        Ok(TaskLine {
            name: self.text("task"),
            kind: said("kind"),
            assignee: said("assignee"),
            stand_ins: cell(&self.text("stand_ins")),
            place: said("place"),
            when: said("when"),
            rrule: self.text("rrule"),
            at: self.text("at"),
            window_minutes: self.minutes("window_minutes")?,
            grace_minutes: self.minutes("grace_minutes")?.unwrap_or_default(),
            starts: said("starts"),
            next_day: self.flag("next_day")?,
            except: cell(&self.text("except")),
            also: cell(&self.text("also")),
            calendar: said("calendar"),
            closed: said("closed"),
            requires_photo: self.flag("requires_photo")?,
            steps: cell(&self.text("steps")),
            check: self.flag("check")?,
            checkpoints: cell(&self.text("checkpoints")),
            in_order: self.flag("in_order")?,
            code_days: self.days("code_days")?,
            habit: None,
        })
    }

    fn text(&self, field: &str) -> String {
        self.columns.get(field).and_then(|at| self.record.get(*at)).unwrap_or_default().to_owned()
    }

    fn minutes(&self, field: &'static str) -> Result<Option<u32>, RosterError> {
        let text = self.text(field);
        let read = Some(&text).filter(|text| !text.is_empty()).map(|text| text.parse()).transpose();
        read.map_err(|_| self.bad(field, text.clone(), "write a whole number of minutes, as 90"))
    }

    fn days(&self, field: &'static str) -> Result<Option<u16>, RosterError> {
        let text = self.text(field);
        let read = Some(&text).filter(|text| !text.is_empty()).map(|text| text.parse()).transpose();
        read.map_err(|_| self.bad(field, text.clone(), "write a whole number of days, as 30"))
    }

    fn flag(&self, field: &'static str) -> Result<bool, RosterError> {
        let text = self.text(field);
        yes(&text).ok_or_else(|| self.bad(field, text, "write yes or no"))
    }

    fn bad(&self, field: &'static str, value: String, remedy: &'static str) -> RosterError {
        let column = self.columns.get(field).map_or(0, |at| at + 1);
        RosterError::BadCell { line: self.line, column, field, value, remedy }
    }
}
