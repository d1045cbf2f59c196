//! How good the work was: right the first time, and how much proves it. The same for a house, a site, a client or a vendor.

use super::{Figure, columns, held_against};
use crate::claims::Claimed;
use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Section};
use domain::media::Grade;

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Right the first time",
        definition: "Of those said to be fixed in the period: never disputed, whoever had it came on one day alone, and the fault did not come back in the days for which a fix has to hold.",
        of: |material, span| of_claimed(material, span, |claimed| claimed.was_right),
    },
    Figure {
        label: "More than one visit",
        definition: "Of those said to be fixed in the period: whoever had it was seen to be there on more than one day until then. Work that goes on over midnight is one; of what nobody was seen to do, one is taken for granted.",
        of: |material, span| of_claimed(material, span, |claimed| claimed.took_visits),
    },
    Figure {
        label: "Repeats",
        definition: "Of those said to be fixed in the period: the fault came back in the days for which a fix has to hold, 14 unless an agreement says more or less.",
        of: |material, span| of_claimed(material, span, |claimed| claimed.came_back),
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
        note: "Of a handful of fixes no rate says much: look at the numbers beside it. A claim is that of whoever owned the ticket \
               then, also when it is disputed and given to another; it counts in the period in which it was made, and a \
               ticket once in a period.",
        what: "Fixes",
        columns: columns(material),
        rows: if is_any { held_against(material, FIGURES) } else { Vec::new() },
    }
}

pub(super) fn disputed(material: &Material, span: Span) -> Cell {
    of_claimed(material, span, |claimed| claimed.is_disputed)
}

fn still_to_hold(material: &Material, span: Span) -> Cell {
    of_claimed(material, span, |claimed| claimed.may_come_back(material.now))
}

fn of_claimed(material: &Material, span: Span, is: impl Fn(&Claimed<'_>) -> bool) -> Cell {
    let claimed: Vec<Claimed<'_>> = material.claimed(span).collect();
    let found = claimed.iter().filter(|claimed| is(claimed));
    Cell::tickets(found.map(|claimed| claimed.case)).of(claimed.len())
}

fn of_fixed(material: &Material, span: Span, is: fn(&Case) -> bool) -> Cell {
    Cell::tickets(material.fixed(span).filter(|case| is(case))).of(material.fixed(span).count())
}
