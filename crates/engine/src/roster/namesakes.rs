//! People of one name: whose line a row is about, and who is meant where tasks and duties name them.

use super::{PersonLine, id};
use domain::directory::{Directory, Person};
use domain::duty::Taker;
use domain::id::{DutyId, PersonId, RotaId, TaskId};
use domain::message::Handle;
use domain::ticket::Assignee;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

impl PersonLine {
    fn number(&self) -> Option<Handle> {
        self.phone.as_deref().and_then(Handle::read_phone)
    }

    /// Which line is about somebody: the one with their number, else one without any. Without a number it is the first of
    /// their name, and whoever has another number is somebody else.
    pub(super) fn position(lines: &[Self], name: &str, phone: Option<&str>) -> Option<usize> {
        let with = |number: Option<&Handle>| {
            lines.iter().position(|line| line.name == name && line.number().as_ref() == number)
        };
        match phone.and_then(Handle::read_phone) {
            Some(number) => with(Some(&number)).or_else(|| with(None)),
            None => lines.iter().position(|line| line.name == name),
        }
    }
}

/// The people of a file, by name.
pub(super) struct Named<'a> {
    known: &'a Directory,
    all: BTreeSet<PersonId>,
    by_name: BTreeMap<String, PersonId>,
}

impl<'a> Named<'a> {
    pub(super) fn new(known: &'a Directory) -> Self {
        Self { known, all: BTreeSet::new(), by_name: BTreeMap::new() }
    }

    /// One more. Of namesakes, whoever was known before goes by the name, so that a newcomer takes over nobody's work.
    pub(super) fn add(&mut self, name: &str, person: PersonId, same: Option<&Person>) {
        let is_of_newcomer = |known: &PersonId| !self.known.people.contains_key(known);
        if self.by_name.get(name).is_none_or(|so_far| same.is_some() && is_of_newcomer(so_far)) {
            self.by_name.insert(name.to_owned(), person.clone());
        }
        self.all.insert(person);
    }

    /// Who is meant in the line of a task.
    pub(super) fn in_task(&self, name: &str) -> Cow<'_, BTreeMap<String, PersonId>> {
        let task = self.known.tasks.get(&TaskId::new(id("task", name)));
        self.meant(task.into_iter().flat_map(|task| task.stand_ins.iter().chain(&task.assignee)))
    }

    /// Who is meant in the line of a duty.
    pub(super) fn in_duty(&self, name: &str) -> Cow<'_, BTreeMap<String, PersonId>> {
        let duty = self.known.duties.get(&DutyId::new(id("duty", name)));
        self.meant(duty.into_iter().flat_map(|duty| &duty.turns).filter_map(|turn| match &turn.who {
            Taker::Person(person) => Some(person),
            Taker::Vendor(_) | Taker::Crew(_) | Taker::Rota(_) => None,
        }))
    }

    /// Who is meant in the line of a rota.
    pub(super) fn in_rota(&self, name: &str) -> Cow<'_, BTreeMap<String, PersonId>> {
        let rota = self.known.rotas.get(&RotaId::new(id("rota", name)));
        let all = rota.into_iter().flat_map(|rota| rota.order.iter().chain(rota.swaps.iter().map(|swap| &swap.who)));
        self.meant(all.filter_map(|who| match who {
            Assignee::Person(person) => Some(person),
            Assignee::Vendor(_) => None,
        }))
    }

    /// Of namesakes, those whom the line named before.
    fn meant<'b>(&self, before: impl Iterator<Item = &'b PersonId>) -> Cow<'_, BTreeMap<String, PersonId>> {
        let mut meant = Cow::Borrowed(&self.by_name);
        for person in before.filter(|person| self.all.contains(*person)) {
            let Some(name) = self.known.person(person).map(|known| &known.name) else { continue };
            if meant.get(name).is_some_and(|other| other != person) {
                meant.to_mut().insert(name.clone(), person.clone());
            }
        }
        meant
    }
}

#[cfg(test)]
mod tests;
