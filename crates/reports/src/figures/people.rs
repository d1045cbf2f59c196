//! Who does the work.

use super::times::since;
use crate::claims::Claimed;
use crate::material::{Case, Material};
use crate::period::Span;
use crate::report::{Cell, Label, Row, Section};
use domain::directory::Directory;
use domain::id::PersonId;
use domain::media::Grade;
use domain::repair::Repair;
use domain::sentence::assignee_name;
use domain::ticket::Assignee;
use domain::time::Instant;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Whoever claims without a name.
pub(super) const NAMELESS: &str = "Somebody without a name";

/// What an owner had to do with: what was given to them, and what they answered, reached, said to be fixed and fixed.
#[derive(Default)]
struct Work<'a> {
    given: Vec<&'a Case>,
    answered: Vec<&'a Case>,
    attended: Vec<&'a Case>,
    claimed: Vec<Claimed<'a>>,
    fixed: Vec<&'a Case>,
}

impl<'a> Work<'a> {
    /// Takes in a ticket that they own, for what of it happened in a span.
    fn take(&mut self, case: &'a Case, span: Span, has_answered: bool) {
        let answered_at = case.answered_at().filter(|_| has_answered);
        let parts = [
            (Some(case.opened_at), &mut self.given),
            (answered_at, &mut self.answered),
            (case.attended_at, &mut self.attended),
        ];
        for (at, part) in parts {
            if at.is_some_and(|at| span.holds(at)) {
                part.push(case);
            }
        }
    }

    /// What they fixed with evidence of such a grade.
    fn proven(&self, is: fn(Grade) -> bool) -> Cell {
        Cell::tickets(self.fixed.iter().copied().filter(|case| is(case.grade))).of(self.fixed.len())
    }

    fn is_none(&self) -> bool {
        let is_none = [&self.given, &self.answered, &self.attended, &self.fixed].iter().all(|part| part.is_empty());
        is_none && self.claimed.is_empty()
    }

    fn cells(&self) -> Vec<Cell> {
        let of_claimed = |is: fn(&Claimed<'_>) -> bool| {
            let found = self.claimed.iter().filter(|claimed| is(claimed));
            Cell::tickets(found.map(|claimed| claimed.case)).of(self.claimed.len())
        };
        let shown = self.fixed.iter().copied().filter(|case| case.is_shown());
        vec![
            Cell::tickets(self.given.iter().copied()),
            Cell::tickets(self.fixed.iter().copied()),
            took(&self.answered, |case| case.acknowledged_at),
            took(&self.attended, |case| case.attended_at),
            took(&self.fixed, |case| case.fixed_at),
            of_claimed(|claimed| claimed.was_right),
            of_claimed(|claimed| claimed.came_back),
            Cell::tickets(shown).of(self.fixed.len()),
            self.proven(|grade| matches!(grade, Grade::A | Grade::B)),
            self.proven(|grade| grade == Grade::C),
        ]
    }
}

fn took(cases: &[&Case], ended_at: fn(&Case) -> Option<Instant>) -> Cell {
    Cell::took(cases.iter().map(|case| (*case, ended_at(case).map(|at| since(case.opened_at, at)))))
}

/// Whom what somebody owns counts for: the company they work for, and themselves.
fn lines(directory: &Directory, owner: &Assignee) -> impl Iterator<Item = Assignee> {
    let vendor = directory.vendor_of(owner).cloned().map(Assignee::Vendor);
    let person = Some(owner.clone()).filter(|owner| matches!(owner, Assignee::Person(_)));
    vendor.into_iter().chain(person)
}

/// Owners of tickets: people and vendors, those with most fixes first. What a vendor's own people own is the vendor's too;
/// what was claimed is theirs who owned the ticket then.
pub(super) fn owners(material: &Material) -> Section {
    let (span, directory) = (material.period.span, &*material.directory);
    let mut owners: BTreeMap<Assignee, Work<'_>> = BTreeMap::new();
    for case in material.own().filter(|case| case.counts()) {
        let answerer = case.answerer.clone().map(Assignee::Person);
        for owner in case.owner.iter().flat_map(|owner| lines(directory, owner)) {
            let has_answered = directory.are_one_owner(answerer.as_ref(), Some(&owner));
            owners.entry(owner).or_default().take(case, span, has_answered);
        }
    }
    for case in material.cases.iter().filter(|case| case.counts()) {
        let meant = case.repairs.iter().filter(|repair| material.is_meant(repair));
        let claimants = meant.filter_map(|repair| repair.by.as_ref());
        let claimants: BTreeSet<Assignee> = claimants.flat_map(|owner| lines(directory, owner)).collect();
        for owner in claimants {
            let is_theirs =
                |repair: &Repair| repair.by.as_ref().is_some_and(|by| lines(directory, by).any(|line| line == owner));
            let claimed = case.claimed(span, directory, is_theirs);
            owners.entry(owner).or_default().claimed.extend(claimed);
        }
    }
    for case in material.fixed(span) {
        for owner in case.repairer().into_iter().flat_map(|owner| lines(directory, owner)) {
            owners.entry(owner).or_default().fixed.push(case);
        }
    }
    let mut owners: Vec<_> = owners.into_iter().filter(|(_, work)| !work.is_none()).collect();
    owners.sort_by_key(|(_, work)| Reverse((work.fixed.len(), work.given.len())));
    let row = |(owner, work): (Assignee, Work<'_>)| {
        let name = assignee_name(&owner, directory).to_owned();
        let label = match owner {
            Assignee::Vendor(vendor) => Label::Vendor(vendor, name),
            Assignee::Person(_) => Label::Name(name),
        };
        Row { label, definition: "", cells: work.cells() }
    };
    Section {
        key: "owners",
        title: "Who owns the work",
        note: "Of a handful of tickets no rate says much: look at the numbers beside it. A vendor’s line counts what its own \
               people own too, who have lines of their own. Answers and arrivals of the period, whenever it was reported; \
               right the first time and repeats are of what was said to be fixed in it. A claim is that of whoever owned the \
               ticket then, and to answer is of what they answered themselves.",
        what: "Owner",
        columns: vec![
            "Given",
            "Fixed",
            "To answer",
            "To be there",
            "To fix",
            "Right the first time",
            "Repeats",
            "With evidence",
            "Evidence of grade A or B",
            "Evidence of grade C",
        ],
        rows: owners.into_iter().map(row).collect(),
    }
}

/// Who first answers, and how soon.
pub(super) fn answerers(material: &Material) -> Section {
    let span = material.period.span;
    let answered = material.own().filter(|case| case.answered_at().is_some_and(|at| span.holds(at)));
    let answerers = by_person(answered.filter(|case| case.counts()), |case| case.answerer.as_ref());
    let all: usize = answerers.iter().map(|(_, cases)| cases.len()).sum();
    let row = |(person, cases): (&PersonId, Vec<&Case>)| Row {
        label: named(material, person),
        definition: "",
        cells: vec![Cell::tickets(cases.iter().copied()).of(all), took(&cases, |case| case.acknowledged_at)],
    };
    Section {
        key: "answerers",
        title: "Who answers",
        note: "First answers of the period by who gave them in the chat. When one person gives most of them, think of their nights.",
        what: "Person",
        columns: vec!["Share of answers", "To answer"],
        rows: answerers.into_iter().map(row).collect(),
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
        rows: claimants.into_iter().map(row).collect(),
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
