//! How good the work was: right the first time, and how much proves it. The same for a house, a site, a client or a vendor.

use super::{Figure, columns, held_against};
use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Section};
use domain::media::Grade;

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Right the first time",
        definition: "Of those said to be fixed in the period: never disputed, and the fault did not come back in the days for which a fix has to hold. How many visits it took is not counted.",
        of: |material, span| of_claimed(material, span, Case::was_right),
    },
    Figure {
        label: "Repeats",
        definition: "Of those said to be fixed in the period: the fault came back in the days for which a fix has to hold, 14 unless an agreement says more or less.",
        of: |material, span| of_claimed(material, span, |case| case.came_back),
    },
    Figure {
        label: "May still come back",
        definition: "Of those said to be fixed in the period: they count as right, and the days for which a fix has to hold are not over.",
        of: still_to_hold,
    },
    Figure {
        label: "Disputed",
        definition: "Of those said to be fixed in the period: that was disputed at least once.",
        of: disputed,
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
        [Some(span), material.period.before].into_iter().flatten().any(|span| material.claimed(span).count() > 0);
    Section {
        key: "scorecard",
        title: "Scorecard",
        note: "Of a handful of fixes no rate says much: look at the numbers beside it.",
        what: "Fixes",
        columns: columns(material),
        rows: if is_any { held_against(material, FIGURES) } else { Vec::new() },
    }
}

pub(super) fn disputed(material: &Material, span: Span) -> Cell {
    of_claimed(material, span, |case| case.reopened > 0)
}

fn still_to_hold(material: &Material, span: Span) -> Cell {
    let now = material.now;
    let is_young = |case: &&Case| case.was_right() && case.holds_until.is_some_and(|until| until > now);
    Cell::tickets(material.claimed(span).filter(is_young)).of(material.claimed(span).count())
}

fn of_claimed(material: &Material, span: Span, is: fn(&Case) -> bool) -> Cell {
    Cell::tickets(material.claimed(span).filter(|case| is(case))).of(material.claimed(span).count())
}

fn of_fixed(material: &Material, span: Span, is: fn(&Case) -> bool) -> Cell {
    Cell::tickets(material.fixed(span).filter(|case| is(case))).of(material.fixed(span).count())
}
