//! What was promised and kept.

use crate::material::{Case, Kept, Material, Scope};
use crate::period::Span;
use crate::report::{Cell, Label, Row, Section};
use domain::agreement::Target;

const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

pub(super) fn section(material: &Material) -> Section {
    let judged = |target: Target| kept(material, material.period.span, target).next().is_some();
    let targets = Target::ALL.iter().copied().filter(|target| judged(*target));
    Section {
        key: "promises",
        title: "Promises",
        note: "Kept promises count when they were answered, missed ones when they were due, also while the ticket is open: \
               not closing a ticket hides nothing. They are over until they were answered, or until now: by the wall clock, \
               nights and pauses included, unless a column says counted hours. News, which is owed again and again, counts once a ticket, by what it was \
               longest over. A vendor’s report leaves out what was due before the ticket was theirs.",
        what: "Promise",
        columns: vec!["Kept", "Missed", "Over by", "Over by more than a day", "Over by, counted hours"],
        rows: targets.map(|target| row(material, target)).collect(),
    }
}

fn kept(material: &Material, span: Span, target: Target) -> impl Iterator<Item = (&Case, Kept)> {
    material.own().filter_map(move |case| Some((case, kept_of(material, case, span, target)?)))
}

/// What became of a promise of a ticket in a span. News is owed again and again, and counts once a ticket: by what it was
/// longest over.
fn kept_of(material: &Material, case: &Case, span: Span, target: Target) -> Option<Kept> {
    let judged = case.kept.iter().copied().filter(|kept| kept.target == target && span.holds(kept.at));
    let judged = judged.filter(|kept| is_owed(material, case, kept));
    judged.max_by_key(|kept| (!kept.is_met, kept.over_us))
}

/// Tickets of which something promised was missed in a span.
pub(super) fn missed(material: &Material, span: Span) -> Cell {
    let is_missed = |case: &Case, target| kept_of(material, case, span, target).is_some_and(|kept| !kept.is_met);
    Cell::tickets(material.own().filter(|case| Target::ALL.iter().any(|target| is_missed(case, *target))))
}

/// Whether whom a report is about could keep a promise: a vendor none that was due, or kept, before the ticket was theirs.
fn is_owed(material: &Material, case: &Case, kept: &Kept) -> bool {
    match material.scope {
        Scope::Vendor(_) => case.owned_since.is_none_or(|since| kept.at >= since),
        Scope::Everything | Scope::Site(_) | Scope::Client(_) => true,
    }
}

/// What a promise is called.
pub(crate) fn label(target: Target) -> &'static str {
    match target {
        Target::Acknowledge => "Answer",
        Target::Attend => "Be there",
        Target::Resolve => "Fix",
        Target::Update => "Give news",
    }
}

fn row(material: &Material, target: Target) -> Row {
    let all = || kept(material, material.period.span, target);
    let (met, missed) = (all().filter(|(_, kept)| kept.is_met), || all().filter(|(_, kept)| !kept.is_met));
    let over_a_day = missed().filter(|(_, kept)| kept.over_us.is_some_and(|us| us > DAY_US));
    Row {
        label: Label::Phrase(label(target)),
        definition: "",
        cells: vec![
            Cell::tickets(met.map(|(case, _)| case)).of(all().count()),
            Cell::tickets(missed().map(|(case, _)| case)),
            Cell::took(missed().map(|(case, kept)| (case, kept.over_us))),
            Cell::tickets(over_a_day.map(|(case, _)| case)).of(missed().count()),
            Cell::took(missed().map(|(case, kept)| (case, kept.over_net_us))),
        ],
    }
}
