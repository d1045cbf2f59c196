//! People: who is known, how each is reached, what they carry, and whether two of them are one.

use crate::limits::QUERY_MAX_CHARS;
use crate::parts::badges::role_word;
use crate::parts::bubble::named;
use crate::parts::filters;
use crate::parts::shell::{Frame, shell};
use crate::query::{escaped, href};
use crate::wording::{counted, fill, say};
use domain::directory::{Directory, Person, Role};
use domain::id::PersonId;
use domain::member::Member;
use maud::{Markup, html};
use serde::Deserialize;

mod change;
mod load;
mod one;

pub use change::{describe, merge, split};
pub use load::{everybody, is_called, may_read_numbers, one, show};
pub use one::{Address, Carried, Other, Said, View, page};

/// The list.
pub struct ListView {
    pub frame: Frame,
    pub asked: Asked,
    /// Id and name of each site, where there are several.
    pub sites: Vec<(String, String)>,
    /// How many there are of those asked for.
    pub count: u64,
    /// How many of those that a member sees nobody has described.
    pub strangers: u64,
    pub people: Vec<Line>,
    /// Where the list goes on.
    pub next: Option<usize>,
}

/// One person in a list.
#[derive(Clone)]
pub struct Line {
    pub id: String,
    pub name: String,
    pub role: Role,
    /// The company they work for, and their site.
    pub of: Vec<String>,
    pub is_shared: bool,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    pub role: String,
    pub site: String,
    /// How many come before.
    pub after: usize,
}

impl Asked {
    fn href(&self, after: usize) -> String {
        let after = if after == 0 { String::new() } else { after.to_string() };
        href("/people", &[("q", &self.q), ("role", &self.role), ("site", &self.site), ("after", &after)])
    }
}

/// Where the page of a person is.
pub fn path(person: &str) -> String {
    format!("/people/{}", escaped(person))
}

/// Whether a member sees a person: of a site of theirs, or anybody for those who see the whole house.
pub fn is_seen(person: &Person, login: &Member) -> bool {
    !person.is_erased() && login.sees(person.site.as_ref())
}

/// Where the page of a person is, for those who see it.
pub fn path_seen(directory: &Directory, login: &Member, person: &PersonId) -> Option<String> {
    directory.person(person).filter(|person| is_seen(person, login)).map(|person| path(person.id.as_str()))
}

/// `GET /people`.
pub fn list(view: &ListView) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("People")) }
                p.lede {
                    (fill(say("{parts}."), &[("parts", &counted(view.count, "{n} person", "{n} people"))]))
                    @if view.strangers > 0 && view.asked.role.is_empty() {
                        " " a href=(Asked { role: Role::Unknown.word().to_owned(), ..Asked::default() }.href(0)) {
                            (counted(view.strangers, "{n} spoke, and nobody has said who they are", "{n} spoke, and nobody has said who they are"))
                        }
                    }
                }
            }
        }
        (crate::pages::views::bar(&view.frame))
        (filters(view))
        section.card aria-label=(say("People")) {
            @if view.people.is_empty() { p.none { (say("Nobody yet. Whoever speaks in a chat appears here.")) } }
            ul.rows { @for line in &view.people { li { (row(line)) } } }
        }
        @if let Some(next) = view.next {
            nav.pages aria-label=(say("Pages")) { a.button rel="next" href=(view.asked.href(next)) { (say("More")) } }
        }
    };
    shell(&view.frame, say("People"), &content)
}

fn filters(view: &ListView) -> Markup {
    let asked = &view.asked;
    html! {
        form.filters method="get" action="/people" role="search" {
            div.field.wide {
                label for="q" { (say("A name or a number")) }
                input #q type="search" name="q" value=(asked.q) dir="auto" maxlength=(QUERY_MAX_CHARS);
            }
            div.field {
                label for="role" { (say("Role")) }
                select #role name="role" {
                    option value="" { (say("Any")) }
                    @for role in Role::ALL { option value=(role.word()) selected[asked.role == role.word()] { (role_word(*role)) } }
                }
            }
            @if view.sites.len() > 1 {
                (filters::site_field(&view.sites, &asked.site))
            }
            button.button { (say("Show")) }
        }
    }
}

fn row(line: &Line) -> Markup {
    html! {
        a.row.plain href=(path(&line.id)) {
            span.what dir="auto" { (named(&line.name)) }
            span.end { @if line.role != Role::Unknown { (role_word(line.role)) } }
            span.sub {
                @for of in &line.of { bdi { (of) } }
                @if line.is_shared { span { (say("shared phone")) } }
            }
        }
    }
}
