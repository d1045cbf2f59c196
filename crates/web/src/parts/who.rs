//! Somebody by name, which leads to their page where whoever looks sees it.

use super::bubble::named;
use crate::names::Names;
use crate::pages::people::path_seen;
use domain::directory::Directory;
use domain::id::PersonId;
use domain::member::Member;
use maud::{Markup, Render, html};

/// Somebody as pages name them.
#[derive(Clone, Debug, Default)]
pub struct Who {
    pub name: String,
    /// Where their page is; none for those who do not see it.
    pub path: Option<String>,
}

impl Who {
    /// Somebody of the directory.
    pub fn of(directory: &Directory, login: &Member, person: &PersonId) -> Self {
        Self { name: Names(directory).person(person), path: path_seen(directory, login, person) }
    }
}

impl Render for Who {
    fn render(&self) -> Markup {
        html! {
            @match &self.path {
                Some(path) => a href=(path) { bdi { (named(&self.name)) } },
                None => bdi { (named(&self.name)) },
            }
        }
    }
}
