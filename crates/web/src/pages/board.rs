//! The board: tickets by stage, with true counts.

use crate::pages::today::titled;
use crate::parts::badges::{self, grouped};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use domain::id::TicketNumber;
use domain::ticket::{Priority, Stage};
use domain::time::Instant;
use maud::{Markup, html};

mod load;

pub use load::show;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Told us, not yet given to anybody; reopened ones without owner too.
    Reported,
    /// Given to somebody.
    Assigned,
    /// Somebody is on it.
    InProgress,
    /// Work waits.
    OnHold,
    /// Said to be fixed.
    Resolved,
    /// Verified or closed in the last days.
    Done,
}

impl Lane {
    /// From left to right, as work goes.
    pub const ALL: [Self; 6] =
        [Self::Reported, Self::Assigned, Self::InProgress, Self::OnHold, Self::Resolved, Self::Done];

    fn title(self) -> &'static str {
        match self {
            Self::Reported => "Reported",
            Self::Assigned => "Assigned",
            Self::InProgress => "In progress",
            Self::OnHold => "On hold",
            Self::Resolved => "To verify",
            Self::Done => "Done lately",
        }
    }

    /// The stages of its tickets.
    pub fn stages(self) -> &'static [Stage] {
        match self {
            Self::Reported => &[Stage::Reported, Stage::Classified, Stage::Reopened],
            Self::Assigned => &[Stage::Assigned],
            Self::InProgress => &[Stage::InProgress],
            Self::OnHold => &[Stage::OnHold],
            Self::Resolved => &[Stage::Resolved],
            Self::Done => &[Stage::Verified, Stage::Closed],
        }
    }

    fn empty(self) -> &'static str {
        match self {
            Self::Reported => "Nothing waits. Reports land here.",
            Self::Assigned => "Nothing waits to be begun.",
            Self::InProgress => "Nobody has said they are on a job.",
            Self::OnHold => "Nothing waits for parts, access or approval.",
            Self::Resolved => "Nothing to verify.",
            Self::Done => "Nothing was finished in the last seven days.",
        }
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub lanes: Vec<Column>,
}

/// One column: how many there are in all, and the first of them.
pub struct Column {
    pub lane: Lane,
    pub count: u64,
    pub oldest: Option<Instant>,
    pub slips: Vec<Slip>,
}

/// One ticket.
pub struct Slip {
    pub ticket: TicketNumber,
    pub title: String,
    pub priority: Priority,
    pub stage: Stage,
    pub place: String,
    pub owner: Option<String>,
    pub opened_at: Instant,
    pub reopened: u32,
}

/// `GET /board`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { h1 { "Board" } }
        div.board role="group" aria-label="Tickets by stage" tabindex="0" {
            @for column in &view.lanes { (lane(view, column)) }
        }
    };
    shell(&view.frame, "Board", &content)
}

fn lane(view: &View, column: &Column) -> Markup {
    let hidden = column.count.saturating_sub(column.slips.len() as u64);
    html! {
        section.lane aria-label=(column.lane.title()) {
            h2 {
                (column.lane.title()) span.muted { (grouped(column.count)) }
                @if let (Some(oldest), true) = (column.oldest, column.lane != Lane::Done) {
                    small { "oldest " (view.frame.wall.age(oldest)) }
                }
            }
            @if column.slips.is_empty() { p.none { (column.lane.empty()) } } @else {
                ol { @for slip in &column.slips { li { (card(view, slip)) } } }
            }
            @if hidden > 0 {
                a.more href={ "/tickets?group=" (if column.lane == Lane::Done { "done" } else { "open" }) } {
                    (grouped(hidden)) " more in the list"
                }
            }
        }
    }
}

fn card(view: &View, slip: &Slip) -> Markup {
    html! {
        a.slip href={ "/tickets/" (slip.ticket) } {
            span.line {
                (badges::priority(slip.priority)) span.number { (slip.ticket) }
                @if slip.reopened > 0 { span.bad-text { "↻ " (slip.reopened) "×" } }
            }
            span.what dir="auto" { (titled(&slip.title)) }
            @if !slip.place.is_empty() { span.line { bdi { (slip.place) } } }
            span.line {
                @match &slip.owner {
                    Some(owner) => bdi { (named(owner)) },
                    None if slip.stage.is_open() => span.bad-text { "No owner" },
                    None => span {},
                }
                span { (view.frame.wall.age(slip.opened_at)) }
            }
        }
    }
}
