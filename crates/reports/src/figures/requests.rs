//! What was reported and what became of it.

use super::{Figure, columns, held_against};
use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Section};
use domain::ticket::Stage;

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Reported",
        definition: "Tickets opened in the period, without those that were no issue or the same as another.",
        of: reported,
    },
    Figure {
        label: "Never answered",
        definition: "Of those reported, without those opened by staff: nobody but who reported it has answered in the chat, taken it or given it to somebody.",
        of: unanswered,
    },
    Figure {
        label: "Opened by staff",
        definition: "Of those reported: by hand, by a check that failed, or to look for a cause. “To answer” and “Never answered” leave them out.",
        of: by_staff,
    },
    Figure {
        label: "Fixed",
        definition: "Tickets whose fix was claimed in the period and has not been disputed since.",
        of: |material, span| Cell::tickets(material.fixed(span)),
    },
    Figure {
        label: "Verified",
        definition: "Tickets that somebody other than the doer confirmed in the period, or that closed unchallenged.",
        of: verified,
    },
    Figure {
        label: "Open at the end",
        definition: "Reported by the end of the period and not verified by then.",
        of: |material, span| Cell::tickets(open(material, span)),
    },
    Figure {
        label: "Open without an owner",
        definition: "Of those open at the end: nobody owns it as of now.",
        of: |material, span| Cell::tickets(open(material, span).filter(|case| case.owner.is_none())),
    },
    Figure {
        label: "Reopened",
        definition: "Of those said to be fixed in the period: that was disputed at least once.",
        of: super::scorecard::disputed,
    },
    Figure {
        label: "Came back",
        definition: "Of those reported: the same trouble at the same place as an earlier ticket.",
        of: came_back,
    },
    Figure {
        label: "Fixed with evidence",
        definition: "Of those fixed: whoever claims it sent a photo, film or file about the ticket.",
        of: with_evidence,
    },
    Figure {
        label: "Cancelled",
        definition: "Opened in the period, and found to be no issue.",
        of: |material, span| put_away(material, span, Stage::Cancelled),
    },
    Figure {
        label: "Cancelled after a missed promise",
        definition: "Cancelled in the period, whenever it was reported: something promised about it had been missed by then, and counts among the promises of no period.",
        of: |material, span| {
            Cell::tickets(material.own().filter(|case| case.missed_and_cancelled_at.is_some_and(|at| span.holds(at))))
        },
    },
    Figure {
        label: "Merged",
        definition: "Opened in the period, and found to be the same as another ticket.",
        of: |material, span| put_away(material, span, Stage::Merged),
    },
];

pub(super) fn section(material: &Material) -> Section {
    Section {
        key: "requests",
        title: "Requests",
        note: "",
        what: "Tickets",
        columns: columns(material),
        rows: held_against(material, FIGURES),
    }
}

pub(super) fn reported(material: &Material, span: Span) -> Cell {
    Cell::tickets(material.opened(span))
}

fn unanswered(material: &Material, span: Span) -> Cell {
    let asked = || material.opened(span).filter(|case| !case.is_by_staff);
    Cell::tickets(asked().filter(|case| case.acknowledged_at.is_none())).of(asked().count())
}

fn by_staff(material: &Material, span: Span) -> Cell {
    Cell::tickets(material.opened(span).filter(|case| case.is_by_staff)).of(material.opened(span).count())
}

fn verified(material: &Material, span: Span) -> Cell {
    Cell::tickets(material.own().filter(|case| case.verified_at.is_some_and(|at| span.holds(at))))
}

fn open(material: &Material, span: Span) -> impl Iterator<Item = &Case> {
    let end = material.end(span);
    material.own().filter(move |case| case.was_open(end))
}

fn came_back(material: &Material, span: Span) -> Cell {
    Cell::tickets(material.opened(span).filter(|case| case.is_repeat)).of(material.opened(span).count())
}

fn with_evidence(material: &Material, span: Span) -> Cell {
    Cell::tickets(material.fixed(span).filter(|case| case.is_shown())).of(material.fixed(span).count())
}

fn put_away(material: &Material, span: Span, stage: Stage) -> Cell {
    Cell::tickets(material.own().filter(|case| case.stage == stage && span.holds(case.opened_at)))
}
