//! What surrounds every page: head, navigation, skip link, the one `<main>`.

mod tab;

use super::flash::{Flash, flash};
use super::{icons::Icon, when::Wall};
use crate::member::Look;
use crate::pages::undo::{Offer, toast};
use crate::pages::views::Saved;
use crate::wording::{say, spoken};
use crate::{assets, limits};
use domain::directory::Directory;
use domain::id::SiteId;
use domain::member::MemberRole;
use maud::{DOCTYPE, Markup, html};

pub use tab::Tab;

/// What a page knows of who looks at it, and when.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The entry of the navigation.
    pub tab: Tab,
    /// The organisation's or its only site's name.
    pub name: String,
    /// Who is signed in.
    pub member: String,
    /// What they may do.
    pub role: MemberRole,
    /// Whether they see every site.
    pub is_whole: bool,
    /// How many messages wait in Triage.
    pub triage: u64,
    /// The wall clock.
    pub wall: Wall,
    /// Where the journal ended at least when the page was asked for.
    pub heard: i64,
    /// Which rings of the bell concern the page, by name.
    pub hears: String,
    /// Whether it answers a form, and so stays as it is until somebody goes on.
    pub is_answer: bool,
    /// What the page has to say first.
    pub flash: Option<Flash>,
    /// What it offers to take back.
    pub undo: Option<Offer>,
    /// The saved views of its list.
    pub saved: Option<Saved>,
    /// Whether it is light or dark, whatever the device says.
    pub look: Look,
    /// Seconds after which the browser asks again, while something is under way.
    pub again_s: Option<u32>,
}

impl Frame {
    /// The same frame with the clocks of a site, for a page about something of it.
    pub fn at_site(mut self, directory: &Directory, site: Option<&SiteId>) -> Self {
        self.wall.zone = directory.zone(site, &self.wall.zone).clone();
        self
    }

    /// The same frame, of a page that only these rings concern.
    pub fn hearing(mut self, names: String) -> Self {
        self.hears = names;
        self
    }

    /// The same frame with something to say.
    pub fn saying(mut self, words: String) -> Self {
        self.flash = Some(Flash { words, now: Vec::new() });
        self
    }
}

/// A page for a member: navigation around `content`, which holds the page's one `<h1>`.
pub fn shell(frame: &Frame, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(spoken().language()) dir=[spoken().direction()] data-look=[frame.look.word()] {
            (head(title, frame.again_s))
            body.in data-who=(frame.member) data-at=(frame.heard) data-bell=(frame.hears) data-answer[frame.is_answer] {
                a.skip href="#main" { (say("Skip to content")) }
                header.top { (brand("/")) span.who dir="auto" { (frame.name) } (live()) (way("top-go")) }
                (rail(frame))
                main #main tabindex="-1" { (flash(frame.flash.as_ref())) (toast(frame.undo.as_ref())) (content) }
                (bar(frame))
                p #news.hidden role="status" {}
                (palette())
            }
        }
    }
}

/// A page for a stranger: nothing of the organisation on it.
pub fn alone(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(spoken().language()) dir=[spoken().direction()] {
            (head(title, None))
            body { main.alone #main { (brand("/")) (content) } }
        }
    }
}

fn head(title: &str, again_s: Option<u32>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            @if let Some(seconds) = again_s { meta http-equiv="refresh" content=(seconds); }
            title { (title) " · Laksana" }
            link rel="stylesheet" href=(assets::stylesheet_path());
            script src=(assets::script_path()) defer {}
            link rel="icon" type="image/svg+xml" href=(assets::ICON_PATH);
        }
    }
}

/// The way to the palette: a page without the script, a dialog with it.
fn way(class: &str) -> Markup {
    html! { a class=(class) href="/go" data-palette { (Icon::Search.svg()) span { (say("Go to…")) } kbd { "Ctrl K" } } }
}

/// The dialogs that the script fills: the palette, and what the keyboard does.
fn palette() -> Markup {
    html! {
        dialog #palette aria-label=(say("Go to")) data-keep {
            form action="/go" role="search" {
                input type="search" name="q" autocomplete="off" aria-label=(say("A page, ticket, person, place or vendor"))
                    placeholder=(say("A page, ticket, person, place or vendor")) role="combobox" aria-expanded="true"
                    aria-autocomplete="list" aria-controls="finds" dir="auto" maxlength=(limits::QUERY_MAX_CHARS);
            }
            div data-list {}
        }
        dialog #help aria-label=(say("Keys")) data-keep {
            form method="dialog" { h2 { (say("Keys")) } button.button { (say("Close")) } }
            div data-list {}
        }
    }
}

fn brand(href: &str) -> Markup {
    html! { a.brand href=(href) { (Icon::Mark.svg()) "Laksana" } }
}

fn rail(frame: &Frame) -> Markup {
    html! {
        nav.rail aria-label=(say("Main")) {
            (brand("/"))
            (way("rail-go"))
            @for tab in Tab::ALL.into_iter().filter(|tab| tab.is_for(frame.role, frame.is_whole)) { (tab.link(frame)) }
            div.foot {
                (live())
                p dir="auto" { (frame.name) }
                a href="/account" dir="auto" { (frame.member) }
                (sign_out())
            }
        }
    }
}

fn bar(frame: &Frame) -> Markup {
    let more = (!Tab::FIRST.contains(&frame.tab) && frame.tab != Tab::Go).then_some("true");
    let is_shown = |tab: &Tab| !Tab::FIRST.contains(tab) && tab.is_for(frame.role, frame.is_whole);
    let rest = Tab::ALL.into_iter().filter(is_shown);
    html! {
        nav.bar aria-label=(say("Main, short")) {
            @for tab in Tab::FIRST.into_iter().filter(|tab| tab.is_for(frame.role, frame.is_whole)) { (tab.link(frame)) }
            details {
                summary aria-current=[more] { (Icon::More.svg()) span { (say("More")) } }
                div.sheet {
                    @for tab in rest { (tab.link(frame)) }
                    a href="/account" { (Icon::Members.svg()) span { (say("Your login")) } }
                    (sign_out())
                }
            }
        }
    }
}

/// Whether the page follows by itself; shown by the script alone, since without it no page does.
fn live() -> Markup {
    html! {
        p.live data-keep role="status" data-live=(say("Live")) data-reconnecting=(say("Reconnecting…")) data-offline=(say("Offline")) data-ended=(say("Signed out")) hidden {}
    }
}

fn sign_out() -> Markup {
    html! { form method="post" action="/sign-out" { button { (Icon::SignOut.svg()) (say("Sign out")) } } }
}

#[cfg(test)]
mod tests;
