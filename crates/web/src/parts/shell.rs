//! What surrounds every page: head, navigation, skip link, the one `<main>`.

use super::flash::{Flash, flash};
use super::{badges::up_to, icons::Icon, when::Wall};
use crate::wording::{plural, say, spoken};
use crate::{assets, limits};
use domain::directory::Directory;
use domain::id::SiteId;
use domain::member::MemberRole;
use maud::{DOCTYPE, Markup, html};
use store::read::triage::COUNTED_MAX as TRIAGE_MAX;

/// Which entry of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What needs somebody now.
    Today,
    /// What no reader was sure of.
    Triage,
    /// Every ticket.
    Tickets,
    /// Tickets by stage.
    Board,
    Sla,
    /// Expected work.
    Tasks,
    /// What one shift tells the next.
    Handover,
    /// Where work is open, and where it comes back.
    Places,
    /// Who works for us, and how it went.
    Vendors,
    /// What was said.
    Messages,
    /// Everything, by its words.
    Search,
    /// What is to be said.
    Outbox,
    /// Bringing a chat in.
    Import,
    /// Sites, people, vendors, tasks.
    People,
    Directory,
    /// Who did what.
    Audit,
    /// What a day, a week, a month amounts to.
    Reports,
    /// Who has a login, one's own included.
    Members,
    /// What says how the organisation works.
    Settings,
    /// The way to everything else: the palette, the keys. It stands apart from the others.
    Go,
}

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
    /// What the page has to say first.
    pub flash: Option<Flash>,
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

impl Tab {
    /// Every entry, in order.
    pub const ALL: [Self; 19] = [
        Self::Today,
        Self::Triage,
        Self::Tickets,
        Self::Board,
        Self::Sla,
        Self::Tasks,
        Self::Handover,
        Self::Places,
        Self::Vendors,
        Self::Reports,
        Self::Messages,
        Self::Search,
        Self::Outbox,
        Self::Import,
        Self::People,
        Self::Directory,
        Self::Audit,
        Self::Members,
        Self::Settings,
    ];
    /// What fits under a thumb; the rest is behind "More".
    const FIRST: [Self; 4] = [Self::Today, Self::Triage, Self::Tickets, Self::Tasks];

    /// What it is called.
    pub fn word(self) -> &'static str {
        say(match self {
            Self::Today => "Today",
            Self::Triage => "Triage",
            Self::Tickets => "Tickets",
            Self::Board => "Board",
            Self::Sla => "Promises",
            Self::Tasks => "Tasks",
            Self::Handover => "Handover",
            Self::Places => "Places",
            Self::Vendors => "Vendors",
            Self::Messages => "Messages",
            Self::Search => "Search",
            Self::Outbox => "To send",
            Self::Import => "Import",
            Self::People => "People",
            Self::Directory => "Directory",
            Self::Audit => "Audit",
            Self::Reports => "Reports",
            Self::Members => "Members",
            Self::Settings => "Settings",
            Self::Go => "Go to",
        })
    }

    /// Which rings concern its pages; see [`store::desk::Ring`].
    pub fn hears(self) -> &'static str {
        match self {
            Self::Today => "tickets tasks outbox imports directory",
            Self::Tickets | Self::Board | Self::Sla | Self::Places | Self::Vendors => "tickets directory",
            Self::Tasks => "tasks directory",
            Self::Handover => "tasks tickets directory",
            Self::Triage | Self::Messages => "messages",
            Self::Outbox => "outbox",
            Self::Import => "imports",
            Self::People => "directory tickets",
            Self::Directory | Self::Members => "directory",
            // What was reported, proved or found does not change under a reader's eyes.
            Self::Audit | Self::Reports | Self::Search | Self::Settings | Self::Go => "",
        }
    }

    /// Where it is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Triage => "/triage",
            Self::Tickets => "/tickets",
            Self::Board => "/board",
            Self::Sla => "/sla",
            Self::Tasks => "/tasks",
            Self::Handover => "/handover",
            Self::Places => "/places",
            Self::Vendors => "/vendors",
            Self::Messages => "/messages",
            Self::Search => "/search",
            Self::Outbox => "/outbox",
            Self::Import => "/import",
            Self::People => "/people",
            Self::Directory => "/directory",
            Self::Audit => "/audit",
            Self::Reports => "/reports",
            Self::Members => "/members",
            Self::Settings => "/settings",
            Self::Go => "/go",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Today => Icon::Today,
            Self::Triage => Icon::Triage,
            Self::Tickets => Icon::Tickets,
            Self::Board => Icon::Board,
            Self::Sla => Icon::Sla,
            Self::Tasks => Icon::Tasks,
            Self::Handover => Icon::Handover,
            Self::Places => Icon::Pin,
            Self::Vendors => Icon::Vendors,
            Self::Messages => Icon::Messages,
            Self::Search => Icon::Search,
            Self::Outbox => Icon::Outbox,
            Self::Import => Icon::Import,
            Self::People => Icon::People,
            Self::Directory => Icon::Directory,
            Self::Audit => Icon::Audit,
            Self::Reports => Icon::Reports,
            Self::Members => Icon::Members,
            Self::Settings => Icon::Settings,
            Self::Go => Icon::Search,
        }
    }

    /// The letter that follows `g` on the keyboard.
    pub fn letter(self) -> Option<&'static str> {
        Some(match self {
            Self::Today => "t",
            Self::Triage => "i",
            Self::Tickets => "l",
            Self::Board => "b",
            Self::Sla => "s",
            Self::Tasks => "c",
            Self::Handover => "h",
            Self::Places => "p",
            Self::Vendors => "v",
            Self::Messages => "m",
            Self::Search => "f",
            Self::Outbox => "o",
            Self::People => "w",
            Self::Directory => "d",
            Self::Audit => "a",
            Self::Reports => "r",
            Self::Settings => "e",
            Self::Import | Self::Members | Self::Go => return None,
        })
    }

    /// Whether somebody gets anywhere with it who has a role and sees every site, or does not.
    pub fn is_for(self, role: MemberRole, is_whole: bool) -> bool {
        let least = match self {
            Self::Members => MemberRole::Owner,
            Self::Import => MemberRole::Manager,
            _ => MemberRole::Viewer,
        };
        let is_here = matches!(
            self,
            Self::Today
                | Self::Tickets
                | Self::Board
                | Self::Sla
                | Self::Tasks
                | Self::Handover
                | Self::Places
                | Self::People
                | Self::Go
        );
        role.covers(least) && (is_whole || is_here)
    }

    fn link(self, frame: &Frame) -> Markup {
        let current = (self == frame.tab).then_some("page");
        html! {
            a href=(self.path()) aria-current=[current] data-go=[self.letter()] {
                (self.icon().svg()) span { (self.word()) }
                @if self == Self::Triage && frame.triage > 0 { b.badge { (up_to(frame.triage, TRIAGE_MAX)) span.hidden { " " (plural(frame.triage, "waits", "wait")) } } }
            }
        }
    }
}

/// A page for a member: navigation around `content`, which holds the page's one `<h1>`.
pub fn shell(frame: &Frame, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(spoken().language()) dir=[spoken().direction()] {
            (head(title, frame.again_s))
            body.in data-at=(frame.heard) data-bell=(frame.hears) {
                a.skip href="#main" { (say("Skip to content")) }
                header.top { (brand("/")) span.who dir="auto" { (frame.name) } (live()) (way("top-go")) }
                (rail(frame))
                main #main tabindex="-1" { (flash(frame.flash.as_ref())) (content) }
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
