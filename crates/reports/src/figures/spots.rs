//! Where people report, and at which hour.

use super::busy::{BANDS, band};
use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) fn section(material: &Material) -> Section {
    let mut places: BTreeMap<String, Vec<(&Case, usize)>> = BTreeMap::new();
    for case in material.opened(material.period.span).filter(|case| case.place.is_some()) {
        places.entry(material.place(case)).or_default().push((case, band(material, case)));
    }
    let mut places: Vec<_> = places.into_iter().collect();
    places.sort_by_key(|(_, cases)| Reverse(cases.len()));
    let row = |(place, cases): (String, Vec<(&Case, usize)>)| {
        let of_band = |at| Cell::tickets(cases.iter().filter(|(_, of)| *of == at).map(|(case, _)| *case));
        Row { label: Label::Name(place), definition: "", cells: (0..BANDS.len()).map(of_band).collect() }
    };
    Section {
        key: "spots",
        title: "Where and when people report",
        note: "Tickets of the period by place and hour of their report, by the site's clocks.",
        what: "Place",
        columns: BANDS.to_vec(),
        rows: places.into_iter().map(row).collect(),
    }
}
