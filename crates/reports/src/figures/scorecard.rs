//! How good the work was: right the first time, and how much proves it. The same for a house, a site, a client or a vendor.

use super::{Figure, columns, held_against};
use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Section};
use domain::media::Grade;

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Right the first time",
        definition: "Of those fixed: never disputed, and the fault did not come back too soon.",
        of: |material, span| of_fixed(material, span, |case| case.reopened == 0 && !case.came_back),
    },
    Figure {
        label: "Repeats",
        definition: "Of those fixed: the same trouble at the same place as an earlier ticket.",
        of: |material, span| of_fixed(material, span, |case| case.is_repeat),
    },
    Figure {
        label: "Disputed",
        definition: "Of those fixed: an earlier claim that it was fixed was disputed.",
        of: |material, span| of_fixed(material, span, |case| case.reopened > 0),
    },
    Figure {
        label: "Evidence of grade A or B",
        definition: "Of those fixed: whoever claims it sent a file that says when or where it was taken.",
        of: |material, span| of_fixed(material, span, |case| matches!(case.grade, Grade::A | Grade::B)),
    },
    Figure {
        label: "Evidence of grade C",
        definition: "Of those fixed: whoever claims it sent a photo, film or file that says neither.",
        of: |material, span| of_fixed(material, span, |case| case.grade == Grade::C),
    },
    Figure {
        label: "Evidence of grade D",
        definition: "Of those fixed: words alone show it.",
        of: |material, span| of_fixed(material, span, |case| case.grade == Grade::D),
    },
];

pub(super) fn section(material: &Material) -> Section {
    let span = material.period.span;
    let is_any =
        [Some(span), material.period.before].into_iter().flatten().any(|span| material.fixed(span).count() > 0);
    Section {
        key: "scorecard",
        title: "Scorecard",
        note: "Of a handful of fixes no rate says much: look at the numbers beside it.",
        what: "Fixes",
        columns: columns(material),
        rows: if is_any { held_against(material, FIGURES) } else { Vec::new() },
    }
}

fn of_fixed(material: &Material, span: Span, is: fn(&Case) -> bool) -> Cell {
    Cell::tickets(material.fixed(span).filter(|case| is(case))).of(material.fixed(span).count())
}
