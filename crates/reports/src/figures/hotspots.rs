//! Where the same trade is called again and again.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use domain::ticket::Category;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One ticket is no hotspot.
const TICKETS_MIN: usize = 2;

pub(super) fn section(material: &Material) -> Section {
    let mut spots: BTreeMap<(String, Category), Vec<&Case>> = BTreeMap::new();
    for case in material.opened(material.period.span) {
        spots.entry((material.place(case), case.category)).or_default().push(case);
    }
    let mut spots: Vec<_> = spots.into_iter().filter(|(_, cases)| cases.len() >= TICKETS_MIN).collect();
    spots.sort_by_key(|(_, cases)| Reverse((cases.len(), repeats(cases).count())));
    let row = |((place, category), cases): ((String, Category), Vec<&Case>)| {
        let before = material.period.before.map(|before| {
            let is_same = |case: &&Case| case.category == category && material.place(case) == place;
            Cell::tickets(material.opened(before).filter(is_same))
        });
        let mut cells = vec![Cell::tickets(cases.iter().copied()), Cell::tickets(repeats(&cases))];
        cells.extend(before);
        Row { label: Label::Spot(place, category), definition: "", cells }
    };
    let before = material.period.before.map(|_| material.period.before_title());
    Section {
        key: "hotspots",
        title: "What keeps coming back",
        note: "Places with two or more tickets of one trade; a repeat is the same trouble as an earlier ticket.",
        what: "Place and trade",
        columns: ["Tickets", "Repeats"].into_iter().chain(before).collect(),
        rows: spots.into_iter().map(row).collect(),
    }
}

fn repeats<'a>(cases: &[&'a Case]) -> impl Iterator<Item = &'a Case> {
    cases.iter().copied().filter(|case| case.is_repeat)
}
