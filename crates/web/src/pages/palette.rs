//! The palette: every page, ticket, person, place and vendor by a few letters of its name; a page of its own, whose list
//! the script shows in a dialog.

mod commands;
mod load;

use crate::limits;
use crate::parts::badges;
use crate::parts::marked::marked;
use crate::parts::shell::{Frame, shell};
use crate::wording::{fill, say, weave};
use domain::ticket::Priority;
use maud::{Markup, html};

pub use load::show;

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: String,
    pub found: Vec<Found>,
}

/// One thing that was found.
pub struct Found {
    pub sort: Sort,
    pub name: String,
    /// What stands beside the name: a number, a role, a site.
    pub aside: String,
    pub href: String,
    pub priority: Option<Priority>,
}

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Command,
    View,
    Page,
    Ticket,
    Person,
    Place,
    Vendor,
}

impl Sort {
    fn word(self) -> &'static str {
        say(match self {
            Self::Command => "Command",
            Self::View => "Saved view",
            Self::Page => "Page",
            Self::Ticket => "Ticket",
            Self::Person => "Person",
            Self::Place => "Place",
            Self::Vendor => "Vendor",
        })
    }
}

/// `GET /go`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { div { h1 { (say("Go to")) } p.lede data-plain="an example" { (lede()) } } }
        form.filters.one method="get" action="/go" role="search" {
            div.field.wide {
                label for="q" { (say("Name, words or number")) }
                input #q type="search" name="q" value=(view.asked) dir="auto" maxlength=(limits::QUERY_MAX_CHARS) autofocus;
            }
            button.button { (say("Find")) }
        }
        section.card aria-labelledby="found-head" {
            h2 #found-head { @if view.asked.is_empty() { (say("Pages")) } @else { (say("Found")) } span.count { (view.found.len()) } }
            (list(view))
        }
    };
    shell(&view.frame, say("Go to"), &content)
}

/// What may be typed, with a command as one is written.
fn lede() -> String {
    let words = say(
        "A page, a ticket by number or words, a person, a place or a vendor; or what is to be done, such as “{command}”.",
    );
    fill(words, &[("command", &format!("{} T-5", say("Assign")))])
}

/// What was found, as a list of links.
pub fn list(view: &View) -> Markup {
    html! {
        @if view.found.is_empty() {
            p.none { (weave(
                say("Nothing is called that. Words of messages are looked for in {link}."),
                &[("link", &html! { a href={ "/messages?q=" (crate::query::escaped(&view.asked)) } { (say("Messages")) } })],
            )) }
        } @else {
            ul.rows.finds #finds {
                @for found in &view.found {
                    li {
                        a.row href=(found.href) {
                            span.sort { (found.sort.word()) }
                            span.what dir="auto" {
                                @if let Some(priority) = found.priority { (badges::priority(priority)) " " }
                                (marked(&found.name, &view.asked))
                            }
                            span.end dir="auto" { (found.aside) }
                        }
                    }
                }
            }
        }
    }
}
