//! Who does the work.

use crate::material::{Case, Material};
use crate::report::{Cell, Row, Section};
use domain::id::PersonId;
use domain::sentence::assignee_name;
use domain::ticket::Assignee;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines shown.
const SHOWN: usize = 20;

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
            of_fixed(|case| case.reopened == 0 && !case.is_repeat),
            of_fixed(|case| case.has_evidence),
        ];
        Row { label: assignee_name(owner, &material.directory).to_owned(), definition: "", cells }
    };
    Section {
        key: "owners",
        title: "Who owns the work",
        note: "Of a handful of tickets no rate says much: look at the numbers beside it. Right the first time: never disputed \
               and no repeat of an earlier ticket.",
        what: "Owner",
        columns: vec!["Given", "Fixed", "To answer", "To be there", "To fix", "Right the first time", "With evidence"],
        rows: owners.into_iter().take(SHOWN).map(row).collect(),
    }
}

/// Who claims fixes, and what share of all: whether one person carries everything.
pub(super) fn claimants(material: &Material) -> Section {
    let mut claimants: BTreeMap<&PersonId, Vec<&Case>> = BTreeMap::new();
    for case in material.fixed(material.period.span) {
        if let Some(claimant) = &case.claimant {
            claimants.entry(claimant).or_default().push(case);
        }
    }
    let all: usize = claimants.values().map(Vec::len).sum();
    let mut claimants: Vec<_> = claimants.into_iter().collect();
    claimants.sort_by_key(|(_, cases)| Reverse(cases.len()));
    let row = |(person, cases): (&PersonId, Vec<&Case>)| {
        let name = material.directory.people.get(person).map(|person| person.name.clone()).unwrap_or_default();
        let label = if name.is_empty() { "Somebody without a name".to_owned() } else { name };
        Row { label, definition: "", cells: vec![Cell::tickets(cases.iter().copied()).of(all)] }
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
