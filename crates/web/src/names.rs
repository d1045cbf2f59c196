//! What people call things, looked up in the directory once per page.

use crate::wording::{fill, say};
use domain::directory::Directory;
use domain::id::{PersonId, PlaceId, TaskId};
use domain::member::Member;
use domain::sentence::assignee_name;
use domain::ticket::Assignee;

/// The directory, asked for names only.
#[derive(Clone, Copy)]
pub struct Names<'a>(pub &'a Directory);

impl Names<'_> {
    /// A person's name; empty when unknown or erased.
    pub fn person(&self, id: &PersonId) -> String {
        self.0.people.get(id).map(|person| person.name.clone()).unwrap_or_default()
    }

    /// The name of whoever owns a ticket.
    pub fn owner(&self, assignee: Option<&Assignee>) -> Option<String> {
        assignee.map(|assignee| assignee_name(assignee, self.0).to_owned())
    }

    /// A place by its full name, without the site where there is only one; empty when unknown.
    pub fn place(&self, id: Option<&PlaceId>) -> String {
        let Some(id) = id else { return String::new() };
        let path = self.0.place_path(id);
        let only = match self.0.sites.len() {
            1 => self.0.sites.values().next().map(|site| format!("{} / ", site.name)),
            _ => None,
        };
        only.and_then(|site| path.strip_prefix(&site).map(str::to_owned)).unwrap_or(path)
    }

    /// A task's name; its id when it is defined no more.
    pub fn task(&self, id: &TaskId) -> String {
        self.0.tasks.get(id).map_or_else(|| id.to_string(), |task| task.name.clone())
    }

    /// Who is to do a task, and where.
    pub fn duty(&self, id: &TaskId) -> (String, String) {
        let Some(task) = self.0.tasks.get(id) else { return Default::default() };
        let assignee = task.assignee.as_ref().map(|person| self.person(person)).unwrap_or_default();
        (assignee, self.place(task.place.as_ref()))
    }

    /// Who did something, as the journal spells it; empty for the program itself.
    pub fn actor(&self, actor: &str) -> String {
        match actor.split_once(':') {
            Some(("member", name)) => name.to_owned(),
            Some(("key", name)) => fill(say("Key {name}"), &[("name", name)]),
            Some(("person", id)) => self.person(&PersonId::new(id)),
            Some(_) | None => String::new(),
        }
    }

    /// Id and name of each site that a member sees, to choose from.
    pub fn sites(&self, login: &Member) -> Vec<(String, String)> {
        let seen = self.0.sites.values().filter(|site| login.sees(Some(&site.id)));
        seen.map(|site| (site.id.to_string(), site.name.clone())).collect()
    }
}
