//! Assets: what failed on each, how often again, and whether its maintenance was done.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use domain::id::PlaceId;
use domain::task::{Occurrence, Outcome};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines shown.
const SHOWN: usize = 10;

/// What is known of one asset in the period.
#[derive(Default)]
struct Record<'a> {
    cases: Vec<&'a Case>,
    days: Vec<&'a Occurrence>,
}

pub(super) fn section(material: &Material) -> Section {
    let directory = &material.directory;
    let asset = |place: Option<&PlaceId>| place.and_then(|place| directory.asset(place)).map(|place| place.id.clone());
    let mut records: BTreeMap<PlaceId, Record<'_>> = BTreeMap::new();
    for case in material.opened(material.period.span) {
        if let Some(asset) = asset(case.place.as_ref()) {
            records.entry(asset).or_default().cases.push(case);
        }
    }
    for day in material.due(material.period.span) {
        let place = directory.tasks.get(&day.task).and_then(|task| task.place.as_ref());
        if let Some(asset) = asset(place) {
            records.entry(asset).or_default().days.push(day);
        }
    }
    let mut records: Vec<_> = records.into_iter().collect();
    records.sort_by_key(|(_, record)| Reverse((record.cases.len(), missed(&record.days).count())));
    let row = |(place, record): (PlaceId, Record<'_>)| Row {
        label: Label::Name(directory.place_path(&place)),
        definition: "",
        cells: vec![
            Cell::tickets(record.cases.iter().copied()),
            Cell::tickets(record.cases.iter().copied().filter(|case| case.is_repeat)),
            Cell::days(record.days.iter().copied()),
            Cell::days(missed(&record.days)),
        ],
    };
    Section {
        key: "assets",
        title: "Assets",
        note: "Lifts, pumps and other things that fail: what was reported of each, and the days on which its maintenance was due.",
        what: "Asset",
        columns: vec!["Tickets", "Repeats", "Maintenance", "Missed"],
        rows: records.into_iter().take(SHOWN).map(row).collect(),
    }
}

fn missed<'a>(days: &[&'a Occurrence]) -> impl Iterator<Item = &'a Occurrence> {
    days.iter().copied().filter(|day| day.outcome.is_none_or(|outcome| outcome == Outcome::Missed))
}
