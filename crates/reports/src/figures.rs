//! The figures: one function for each, and the sections they stand in.

use crate::material::{Material, Scope};
use crate::period::Span;
use crate::report::{Cell, Row, Section};

mod ageing;
mod busy;
mod hotspots;
mod people;
mod promises;
mod requests;
mod routine;
mod times;

/// One number, worked out for any span.
struct Figure {
    label: &'static str,
    definition: &'static str,
    of: fn(&Material, Span) -> Cell,
}

/// Everything, in the order in which it is read.
pub(crate) fn sections(material: &Material) -> Vec<Section> {
    vec![
        requests::section(material),
        times::section(material),
        promises::section(material),
        ageing::section(material),
        hotspots::section(material),
        routine::outcomes(material),
        routine::tasks(material),
        people::owners(material),
        people::claimants(material),
        busy::section(material),
    ]
}

/// What a report is limited to; empty when it is about everything.
pub(crate) fn scope(material: &Material) -> String {
    match &material.scope {
        Scope::Everything => String::new(),
        Scope::Site(id) => material.directory.sites.get(id).map_or_else(|| id.to_string(), |site| site.name.clone()),
        Scope::Vendor(id) => {
            material.directory.vendors.get(id).map_or_else(|| id.to_string(), |vendor| vendor.name.clone())
        }
    }
}

/// A line for each figure, with a cell for the period and one for what it is held against.
fn held_against(material: &Material, figures: &[Figure]) -> Vec<Row> {
    let spans = || [Some(material.period.span), material.period.before].into_iter().flatten();
    let row = |figure: &Figure| Row {
        label: figure.label.to_owned(),
        definition: figure.definition,
        cells: spans().map(|span| (figure.of)(material, span)).collect(),
    };
    figures.iter().map(row).collect()
}

/// The headings of those cells.
fn columns(material: &Material) -> Vec<&'static str> {
    let before = material.period.before.map(|_| material.period.before_title());
    ["This period"].into_iter().chain(before).collect()
}
