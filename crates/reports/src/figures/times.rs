//! How long it took to answer, to come, to fix and to confirm.

use super::{Figure, columns, held_against};
use crate::material::{Case, Material, Scope};
use crate::period::Span;
use crate::report::{Cell, Label, Section};
use domain::agreement::Target;
use domain::time::Instant;

/// What a vendor's report leaves out: whoever gives the work answers the report.
const ANSWER: &str = "To answer";

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: ANSWER,
        definition: "From the report to the first answer by a person, or to the first owner whom another named. Of answers in the period, without tickets opened by staff.",
        of: |material, span| gross(material, span, Case::answered_at),
    },
    Figure {
        label: "To be there",
        definition: "From the report until somebody was known to be on it: where nobody showed it before, until the claim of the fix. Of arrivals in the period.",
        of: |material, span| gross(material, span, |case| case.attended_at),
    },
    Figure {
        label: "To fix",
        definition: "From the report to the claim that stands. Of fixes in the period.",
        of: |material, span| {
            Cell::took(material.fixed(span).map(|case| (case, case.fixed_at.map(|at| since(case.opened_at, at)))))
        },
    },
    Figure {
        label: "To fix, counted hours",
        definition: "The same, without hours outside the calendar and without justified pauses. Only of tickets with an agreement.",
        of: net,
    },
    Figure {
        label: "To confirm",
        definition: "From the claim that stands until somebody else confirmed it, or it closed unchallenged.",
        of: confirm,
    },
];

pub(super) fn section(material: &Material) -> Section {
    let mut rows = held_against(material, FIGURES);
    if matches!(material.scope, Scope::Vendor(_)) {
        rows.retain(|row| row.label != Label::Phrase(ANSWER));
    }
    Section {
        key: "times",
        title: "How long it took",
        note: "By the wall clock, nights and pauses included, unless a line says counted hours. Tickets that were no issue, \
               or the same as another, are left out. A vendor’s report has no “To answer”: whoever gives the work answers.",
        what: "Time",
        columns: columns(material),
        rows,
    }
}

/// How long it took from one instant to another; nothing, where clocks of two phones disagree.
pub(super) fn since(from: Instant, to: Instant) -> i64 {
    to.us().saturating_sub(from.us()).max(0)
}

fn gross(material: &Material, span: Span, ended_at: fn(&Case) -> Option<Instant>) -> Cell {
    let took = |case: &Case| ended_at(case).filter(|at| span.holds(*at)).map(|at| since(case.opened_at, at));
    Cell::took(material.own().filter(|case| case.counts()).map(|case| (case, took(case))))
}

fn net(material: &Material, span: Span) -> Cell {
    let took = |case: &Case| case.kept.iter().find(|kept| kept.target == Target::Resolve).and_then(|kept| kept.net_us);
    Cell::took(material.fixed(span).map(|case| (case, took(case))))
}

fn confirm(material: &Material, span: Span) -> Cell {
    let took = |case: &Case| Some(since(case.fixed_at?, case.verified_at.filter(|at| span.holds(*at))?));
    Cell::took(material.own().map(|case| (case, took(case))))
}
