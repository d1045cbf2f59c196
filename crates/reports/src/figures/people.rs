//! Who does the work.

use crate::material::{Case, Material};
use crate::report::{Cell, Label, Row, Section};
use domain::id::PersonId;
use domain::sentence::assignee_name;
use domain::ticket::Assignee;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines shown.
const SHOWN: usize = 20;
/// Whoever claims without a name.
pub(super) const NAMELESS: &str = "Somebody without a name";

/// Owners of tickets: people and vendors, those with most fixes first.
pub(super) fn owners(material: &Material) -> Section {
    let span = material.period.span;
    let mut owners: BTreeMap<&Assignee, (Vec<&Case>, Vec<&Case>)> = BTreeMap::new();
    for case in material.cases.iter().filter(|case| case.counts()) {
        let Some(owner) = &case.owner else { continue };
        if span.holds(case.opened_at) {
            owners.entry(owner).or_default().0.push(case);
        }
        if case.fixed_at.is_some_and(|at| span.holds(at)) {
            owners.entry(owner).or_default().1.push(case);
        }
    }
    let mut owners: Vec<_> = owners.into_iter().collect();
    owners.sort_by_key(|(_, (given, fixed))| Reverse((fixed.len(), given.len())));
    let row = |(owner, (given, fixed)): (&Assignee, (Vec<&Case>, Vec<&Case>))| {
        let took = |us: fn(&Case) -> Option<i64>, of: &[&Case]| -> Cell {
            Cell::took(of.iter().copied().map(|case| (case, us(case))).collect::<Vec<_>>())
        };
        let of_fixed =
            |is: fn(&Case) -> bool| Cell::tickets(fixed.iter().copied().filter(|case| is(case))).of(fixed.len());
        let cells = vec![
            Cell::tickets(given.iter().copied()),
            Cell::tickets(fixed.iter().copied()),
            took(|case| Some(case.acknowledged_at?.us() - case.opened_at.us()), &given),
            took(|case| Some(case.attended_at?.us() - case.opened_at.us()), &given),
            took(|case| Some(case.fixed_at?.us() - case.opened_at.us()), &fixed),
            of_fixed(|case| case.reopened == 0 && !case.came_back),
            of_fixed(|case| case.has_evidence),
        ];
        Row { label: Label::Name(assignee_name(owner, &material.directory).to_owned()), definition: "", cells }
    };
    Section {
        key: "owners",
        title: "Who owns the work",
        note: "Of a handful of tickets no rate says much: look at the numbers beside it. Right the first time: never disputed, \
               and the fault did not come back too soon.",
        what: "Owner",
        columns: vec!["Given", "Fixed", "To answer", "To be there", "To fix", "Right the first time", "With evidence"],
        rows: owners.into_iter().take(SHOWN).map(row).collect(),
    }
}

/// Who first answers, and how soon.
pub(super) fn answerers(material: &Material) -> Section {
    let span = material.period.span;
    let answered = material.cases.iter().filter(|case| case.acknowledged_at.is_some_and(|at| span.holds(at)));
    let answerers = by_person(answered.filter(|case| case.counts()), |case| case.answerer.as_ref());
    let all: usize = answerers.iter().map(|(_, cases)| cases.len()).sum();
    let took = |case: &Case| Some(case.acknowledged_at?.us().saturating_sub(case.opened_at.us()));
    let row = |(person, cases): (&PersonId, Vec<&Case>)| Row {
        label: named(material, person),
        definition: "",
        cells: vec![
            Cell::tickets(cases.iter().copied()).of(all),
            Cell::took(cases.iter().copied().map(|case| (case, took(case)))),
        ],
    };
    Section {
        key: "answerers",
        title: "Who answers",
        note: "First answers of the period by who gave them in the chat. When one person gives most of them, think of their nights.",
        what: "Person",
        columns: vec!["Share of answers", "To answer"],
        rows: answerers.into_iter().take(SHOWN).map(row).collect(),
    }
}

/// Who claims fixes, and what share of all: whether one person carries everything.
pub(super) fn claimants(material: &Material) -> Section {
    let claimants = by_person(material.fixed(material.period.span), |case| case.claimant.as_ref());
    let all: usize = claimants.iter().map(|(_, cases)| cases.len()).sum();
    let row = |(person, cases): (&PersonId, Vec<&Case>)| Row {
        label: named(material, person),
        definition: "",
        cells: vec![Cell::tickets(cases.iter().copied()).of(all)],
    };
    Section {
        key: "claimants",
        title: "Who carries it",
        note: "Fixes of the period by who said so in the chat. When one person stands for most of them, think of their leave.",
        what: "Person",
        columns: vec!["Share of fixes"],
        rows: claimants.into_iter().take(SHOWN).map(row).collect(),
    }
}

/// Tickets by a person of theirs, those with most first.
fn by_person<'a>(
    cases: impl Iterator<Item = &'a Case>,
    of: impl Fn(&'a Case) -> Option<&'a PersonId>,
) -> Vec<(&'a PersonId, Vec<&'a Case>)> {
    let mut people: BTreeMap<&PersonId, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        if let Some(person) = of(case) {
            people.entry(person).or_default().push(case);
        }
    }
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by_key(|(_, cases)| Reverse(cases.len()));
    people
}

fn named(material: &Material, person: &PersonId) -> Label {
    match material.directory.people.get(person) {
        Some(person) if !person.name.is_empty() => Label::Name(person.name.clone()),
        Some(_) | None => Label::Phrase(NAMELESS),
    }
}
