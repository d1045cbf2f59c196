//! Expected work: how its days ended.

use super::{Figure, columns, held_against};
use crate::material::Material;
use crate::period::Span;
use crate::report::{Cell, Label, Row, Section};
use domain::id::TaskId;
use domain::task::{Occurrence, Outcome};
use std::collections::BTreeMap;

const COMPLETED: &[Outcome] = &[Outcome::Done, Outcome::Late];

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Due",
        definition: "Days of tasks whose window has closed, or which were reported.",
        of: |material, span| Cell::days(material.due(span)),
    },
    Figure {
        label: "Completed",
        definition: "Reported with all that was asked for, in time or late, of those due.",
        of: |material, span| share(material, span, COMPLETED),
    },
    Figure {
        label: "Completed, of what could be",
        definition: "The same, of those due that were neither excused nor unheard.",
        of: completed_of_possible,
    },
    Figure {
        label: "In time",
        definition: "Reported in the window with all that was asked for, of those due.",
        of: |material, span| share(material, span, &[Outcome::Done]),
    },
    Figure {
        label: "Late",
        definition: "Reported after the window, of those due.",
        of: |material, span| share(material, span, &[Outcome::Late]),
    },
    Figure {
        label: "Without its photo",
        definition: "Said to be done, without the photo asked for.",
        of: |material, span| share(material, span, &[Outcome::NoPhoto]),
    },
    Figure {
        label: "From the wrong place",
        definition: "Reported from another place than the task's.",
        of: |material, span| share(material, span, &[Outcome::WrongPlace]),
    },
    Figure {
        label: "Done in part",
        definition: "Some of its checkpoints were not visited, or some of its steps not ticked.",
        of: |material, span| share(material, span, &[Outcome::Partial]),
    },
    Figure {
        label: "Excused",
        definition: "Not done, for a reason that somebody accepted. They stay among those due.",
        of: |material, span| share(material, span, &[Outcome::Excused]),
    },
    Figure {
        label: "Not heard",
        definition: "Laksana may have been deaf for half of the window or more, so that nobody knows. They stay among those due.",
        of: |material, span| share(material, span, &[Outcome::Unheard]),
    },
    Figure { label: "Missed", definition: "The window closed and nobody said anything.", of: missed },
];

pub(super) fn outcomes(material: &Material) -> Section {
    let is_any = material.due(material.period.span).next().is_some();
    Section {
        key: "routine",
        title: "Expected work",
        note: "",
        what: "Days of tasks",
        columns: columns(material),
        rows: if is_any { held_against(material, FIGURES) } else { Vec::new() },
    }
}

pub(super) fn tasks(material: &Material) -> Section {
    let mut by_task: BTreeMap<&TaskId, Vec<&Occurrence>> = BTreeMap::new();
    for day in material.due(material.period.span) {
        by_task.entry(&day.task).or_default().push(day);
    }
    let row = |(task, days): (&TaskId, Vec<&Occurrence>)| {
        let name = material.directory.tasks.get(task).map_or_else(|| task.to_string(), |task| task.name.clone());
        let ended = |outcomes: &'static [Outcome]| days.iter().copied().filter(|day| is(day, outcomes));
        let cells = vec![
            Cell::days(days.iter().copied()),
            Cell::days(ended(COMPLETED)).of(days.len()),
            Cell::days(ended(&[Outcome::Late])),
            Cell::days(ended(&[Outcome::NoPhoto, Outcome::WrongPlace, Outcome::Partial])),
            Cell::days(ended(&[Outcome::Excused])),
            Cell::days(ended(&[Outcome::Unheard])),
            Cell::days(days.iter().copied().filter(|day| is_missed(day))),
        ];
        Row { label: Label::Name(name), definition: "", cells }
    };
    Section {
        key: "tasks",
        title: "Expected work, task by task",
        note: "",
        what: "Task",
        columns: vec!["Due", "Completed", "Late", "Without its proof", "Excused", "Not heard", "Missed"],
        rows: by_task.into_iter().map(row).collect(),
    }
}

fn is(day: &Occurrence, outcomes: &[Outcome]) -> bool {
    day.outcome.is_some_and(|outcome| outcomes.contains(&outcome))
}

/// The window has closed: whether the clock has recorded it yet or not.
fn is_missed(day: &Occurrence) -> bool {
    day.outcome.is_none_or(|outcome| outcome == Outcome::Missed)
}

fn share(material: &Material, span: Span, outcomes: &'static [Outcome]) -> Cell {
    Cell::days(material.due(span).filter(|day| is(day, outcomes))).of(material.due(span).count())
}

fn completed_of_possible(material: &Material, span: Span) -> Cell {
    let possible = || material.due(span).filter(|day| !is(day, &[Outcome::Excused, Outcome::Unheard]));
    Cell::days(possible().filter(|day| is(day, COMPLETED))).of(possible().count())
}

fn missed(material: &Material, span: Span) -> Cell {
    Cell::days(material.due(span).filter(|day| is_missed(day))).of(material.due(span).count())
}
