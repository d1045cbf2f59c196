//! What was reported, fixed and missed in each of the last periods: whether it grows better or worse.

use super::{promises, requests};
use crate::material::Material;
use crate::period::Period;
use crate::report::{Cell, Label, Row, Section};

/// One period alone is no trend.
const PERIODS_MIN: usize = 2;

pub(super) fn section(material: &Material) -> Section {
    let rows = if material.lately.len() < PERIODS_MIN { Vec::new() } else { rows(material) };
    Section {
        key: "trend",
        title: "Period by period",
        note: "The last twelve periods of this kind, or as many as there are since the first message; of everything so far, \
               the last months. Each counts as its own report does now: the last one may not be over.",
        what: "Period",
        columns: vec!["Reported", "Fixed", "With a missed promise"],
        rows,
    }
}

fn rows(material: &Material) -> Vec<Row> {
    let past = material.past();
    let row = |period: &Period| Row {
        label: Label::Period(*period),
        definition: "",
        cells: vec![
            requests::reported(&past, period.span),
            Cell::tickets(past.fixed(period.span)),
            promises::missed(&past, period.span),
        ],
    };
    material.lately.iter().map(row).collect()
}
