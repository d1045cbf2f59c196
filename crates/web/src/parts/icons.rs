//! Line drawings for the navigation and for files; decoration only, always beside a word.

use maud::{Markup, PreEscaped, html};

/// A drawing of 24 by 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The mark of the product.
    Mark,
    /// A sun on the horizon.
    Today,
    /// A tray with a question in it.
    Triage,
    /// A list.
    Tickets,
    /// Columns.
    Board,
    /// A clock.
    Sla,
    /// Three bars.
    Reports,
    /// Two heads.
    Members,
    People,
    /// A ticked calendar.
    Tasks,
    /// Two arrows that meet.
    Handover,
    /// Two speech bubbles.
    Messages,
    /// A paper plane.
    Outbox,
    /// An arrow into a tray.
    Import,
    /// A building.
    Directory,
    /// A shield with a tick.
    Audit,
    /// A workshop.
    Vendors,
    /// A glass to look through.
    Search,
    /// Sliders.
    Settings,
    /// Three dots.
    More,
    /// A door with an arrow out.
    SignOut,
    /// A sheet of paper.
    File,
    /// A film frame.
    Film,
    /// A microphone.
    Voice,
    /// A pin.
    Pin,
    /// A play triangle in a frame.
    Demo,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Mark => {
                r#"<path d="M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v9a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4a2 2 0 0 1-2-2z" fill="currentColor" stroke="none"/><path d="m8.2 10 2.7 2.7 5-5.2" stroke="var(--bg)" stroke-width="2.2"/>"#
            }
            Self::Vendors => r#"<path d="M4 20V9l8-5 8 5v11M9 20v-6h6v6"/>"#,
            Self::Handover => r#"<path d="M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
            Self::Today => {
                r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>"#
            }
            Self::Triage => {
                r#"<path d="M4 13.5h4.2l1.6 2.5h4.4l1.6-2.5H20V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18zM9.8 6.2A2.3 2.3 0 1 1 12 9v1.2"/><circle cx="12" cy="12.6" r=".6"/>"#
            }
            Self::Tickets => {
                r#"<path d="M9 6h11M9 12h11M9 18h11"/><circle cx="4.5" cy="6" r="1"/><circle cx="4.5" cy="12" r="1"/><circle cx="4.5" cy="18" r="1"/>"#
            }
            Self::Board => {
                r#"<rect x="3" y="4" width="5" height="16" rx="1.2"/><rect x="9.5" y="4" width="5" height="10" rx="1.2"/><rect x="16" y="4" width="5" height="13" rx="1.2"/>"#
            }
            Self::Sla => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>"#,
            Self::Reports => r#"<path d="M4 20.5h16M7 17v-5M12 17V5M17 17V9"/>"#,
            Self::Members => {
                r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8"/>"#
            }
            Self::People => r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>"#,
            Self::Tasks => {
                r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 9.5h17M8 3v4M16 3v4M8.7 14.6l2.3 2.3 4.3-4.4"/>"#
            }
            Self::Messages => {
                r#"<path d="M3.5 6a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H8l-4.5 3.5z"/><path d="M19 9h.5a1.5 1.5 0 0 1 1.5 1.5V20l-3.6-2.8H12A1.5 1.5 0 0 1 10.7 16"/>"#
            }
            Self::Outbox => r#"<path d="M20.5 3.5 3.5 10.5l6.5 3 3 6.5z"/><path d="m10 13.5 5-5"/>"#,
            Self::Import => {
                r#"<path d="M12 3v11M8 10.5l4 4 4-4M4 15.5V19a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-3.5"/>"#
            }
            Self::Directory => {
                r#"<path d="M5 21V5a1.5 1.5 0 0 1 1.5-1.5h7A1.5 1.5 0 0 1 15 5v16M15 10h3a1.5 1.5 0 0 1 1.5 1.5V21M3 21h18M8.5 7.5h3M8.5 11.5h3M8.5 15.5h3"/>"#
            }
            Self::Audit => {
                r#"<path d="M12 3l7.5 2.8V11c0 4.6-3.1 8.2-7.5 10-4.4-1.8-7.5-5.4-7.5-10V5.8zM8.6 11.8l2.5 2.5 4.4-4.6"/>"#
            }
            Self::Settings => r#"<path d="M4 7h16M4 17h16M15 4v6M9 14v6"/>"#,
            Self::More => r#"<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>"#,
            Self::SignOut => {
                r#"<path d="M10 4H6a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 6 20h4M15 8l4 4-4 4M19 12H9.5"/>"#
            }
            Self::File => r#"<path d="M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5"/>"#,
            Self::Film => {
                r#"<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="m10.5 9.2 4.2 2.8-4.2 2.8z"/>"#
            }
            Self::Voice => {
                r#"<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>"#
            }
            Self::Pin => {
                r#"<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10" r="2.3"/>"#
            }
            Self::Demo => {
                r#"<rect x="3.5" y="4" width="17" height="13" rx="2"/><path d="M8.5 20.5h7M10.5 8l4 2.5-4 2.5z"/>"#
            }
        }
    }

    /// The drawing, hidden from readers of the screen.
    pub fn svg(self) -> Markup {
        html! {
            svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
                stroke-linejoin="round" aria-hidden="true" { (PreEscaped(self.path())) }
        }
    }
}
