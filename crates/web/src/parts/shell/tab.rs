//! The entries of the navigation: what each is called, where it is, for whom, and what its pages hear.

use super::Frame;
use crate::parts::badges::up_to;
use crate::parts::icons::Icon;
use crate::wording::{plural, say};
use domain::member::MemberRole;
use maud::{Markup, html};
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
    pub(super) const FIRST: [Self; 4] = [Self::Today, Self::Triage, Self::Tickets, Self::Tasks];

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
                | Self::Reports
                | Self::People
                | Self::Go
        );
        role.covers(least) && (is_whole || is_here)
    }

    pub(super) fn link(self, frame: &Frame) -> Markup {
        let current = (self == frame.tab).then_some("page");
        html! {
            a href=(self.path()) aria-current=[current] data-go=[self.letter()] {
                (self.icon().svg()) span { (self.word()) }
                @if self == Self::Triage && frame.triage > 0 { b.badge { (up_to(frame.triage, TRIAGE_MAX)) span.hidden { " " (plural(frame.triage, "waits", "wait")) } } }
            }
        }
    }
}
