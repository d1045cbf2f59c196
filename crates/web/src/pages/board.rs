//! The board: tickets by stage with true counts, in rows by site, priority or owner when asked for, and every move a
//! button that keys and dragging press too.

mod load;
mod slip;

use crate::pages::tickets::{Together, bar};
use crate::pages::views;
use crate::parts::badges::{grouped, priority_word};
use crate::parts::filters::{self, LabelChoice};
use crate::parts::shell::{Frame, shell};
use crate::query::href;
use crate::wording::{counted, fill, key, plural, say, weave};
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::ticket::{Priority, Stage};
use domain::time::Instant;
use maud::{Markup, html};
use serde::Deserialize;

pub use load::{DONE_MINUTES, show, view};

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

    /// As addresses spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::OnHold => "on_hold",
            Self::Resolved => "resolved",
            Self::Done => "done",
        }
    }

    /// The one an address spells so.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.word() == word)
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        say(match self {
            Self::Reported => "Reported",
            Self::Assigned => "Assigned",
            Self::InProgress => "In progress",
            Self::OnHold => "On hold",
            Self::Resolved => "To verify",
            Self::Done => "Done lately",
        })
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

    /// Whether too much in it is a bad sign: work that was taken on and is not done.
    fn is_limited(self) -> bool {
        matches!(self, Self::Assigned | Self::InProgress | Self::OnHold)
    }

    fn empty(self) -> &'static str {
        say(match self {
            Self::Reported => "Nothing waits. Reports land here.",
            Self::Assigned => "Nothing waits to be begun.",
            Self::InProgress => "Nobody has said they are on a job.",
            Self::OnHold => "Nothing waits for parts, access or approval.",
            Self::Resolved => "Nothing to verify.",
            Self::Done => "Nothing was finished in the last seven days.",
        })
    }
}

/// By what the board has rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// One row for all.
    #[default]
    Nothing,
    Site,
    Priority,
    Owner,
}

impl By {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Nothing, "", key("One row")),
        (Self::Priority, "priority", key("By priority")),
        (Self::Site, "site", key("By site")),
        (Self::Owner, "owner", key("By owner")),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(by, ..)| *by == self).map_or("", |(_, word, _)| word)
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub site: String,
    pub priority: String,
    /// `person:…` or `vendor:…`.
    pub owner: String,
    /// A label of the organisation's own, as `team:plumbers`.
    pub label: String,
    pub by: By,
    /// How many tickets a column of work taken on may have; 0 for any number.
    pub limit: u16,
}

impl Asked {
    /// The address that asks for this.
    pub fn href(&self) -> String {
        let limit = if self.limit == 0 { String::new() } else { self.limit.to_string() };
        let (site, owner) = (self.site.as_str(), self.owner.as_str());
        let (priority, label) = (self.priority.as_str(), self.label.as_str());
        let pairs = [
            ("site", site),
            ("priority", priority),
            ("owner", owner),
            ("label", label),
            ("by", self.by.word()),
            ("limit", &limit),
        ];
        href("/board", &pairs)
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = self.clone();
        change(&mut asked);
        asked.href()
    }

    /// The list of exactly the tickets of a column.
    fn list(&self, lane: Lane) -> String {
        let group = if lane == Lane::Done { "done" } else { "open" };
        let (site, owner) = (self.site.as_str(), self.owner.as_str());
        let (priority, label) = (self.priority.as_str(), self.label.as_str());
        let pairs = [
            ("group", group),
            ("lane", lane.word()),
            ("site", site),
            ("priority", priority),
            ("owner", owner),
            ("label", label),
        ];
        href("/tickets", &pairs)
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: Asked,
    pub rows: Vec<Swimlane>,
    /// Rows of the kind that are not shown.
    pub more: usize,
    /// Values and names to narrow it by.
    pub sites: Vec<(String, String)>,
    pub owners: Vec<(String, String)>,
    /// The labels of the organisation's own to choose from, by set.
    pub labels: Vec<LabelChoice>,
    /// What may be done to several at once.
    pub together: Option<Together>,
}

/// One row.
pub struct Swimlane {
    /// What it holds; none for everything.
    pub title: Option<String>,
    /// What its lists are narrowed by.
    pub part: Asked,
    pub lanes: Vec<Column>,
}

/// One column of a row: how many there are in all, and the first of them.
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
    pub is_repeat: bool,
    pub photos: usize,
    /// When the next of its promises is due that nobody answered.
    pub due_at: Option<Instant>,
}

impl View {
    fn may_move(&self) -> bool {
        self.frame.role.covers(MemberRole::Supervisor)
    }
}

/// `GET /board`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div { h1 { (say("Board")) } @if view.may_move() { p.lede { (say("Drag a card, or press “Move” on it.")) } } }
        }
        (views::bar(&view.frame))
        (narrowing(view))
        @if view.rows.is_empty() { p.none { (say("Nothing to show in rows of this kind.")) } }
        @for (at, row) in view.rows.iter().enumerate() {
            @if let Some(title) = &row.title { h2.swim id={ "row-" (at) } dir="auto" { (title) } }
            div.board role="group" tabindex="0"
                aria-label={ (say("Tickets by stage")) @if let Some(title) = &row.title { (say(", ")) (title) } } {
                @for column in &row.lanes { (lane(view, row, column)) }
            }
        }
        @if view.more > 0 {
            p.none { (counted(view.more as u64, "And {n} more", "And {n} more")) " · " (say("Narrow it down")) }
        }
        @if let Some(together) = &view.together { (bar(together)) }
    };
    shell(&view.frame, say("Board"), &content)
}

fn narrowing(view: &View) -> Markup {
    let asked = &view.asked;
    let choice = |name: &str, label: &str, of: &[(String, String)], chosen: &str| {
        html! {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    option value="" { (say("Any")) }
                    @for (value, words) in of { option value=(value) selected[value == chosen] { (words) } }
                }
            }
        }
    };
    let priorities: Vec<(String, String)> = Priority::ALL
        .iter()
        .enumerate()
        .map(|(at, priority)| (priority.word().to_owned(), format!("P{} {}", at + 1, priority_word(*priority))))
        .collect();
    html! {
        nav.segments aria-label=(say("Rows")) {
            @for (by, _, label) in By::ALL {
                a href=(asked.with(|asked| asked.by = by)) aria-current=[(by == asked.by).then_some("true")] { (say(label)) }
            }
        }
        details.card.fold {
            summary { (say("Narrow it down")) }
            form.filters.board-filters method="get" action="/board" {
                @if asked.by != By::Nothing { input type="hidden" name="by" value=(asked.by.word()); }
                @if view.sites.len() > 1 { (choice("site", say("Site"), &view.sites, &asked.site)) }
                (choice("priority", say("Priority"), &priorities, &asked.priority))
                (choice("owner", say("Owner"), &view.owners, &asked.owner))
                (filters::label_field(&view.labels, &asked.label))
                div.field {
                    label for="limit" { (say("Limit a column")) }
                    input #limit type="number" name="limit" min="0" max="999" value=[(asked.limit > 0).then_some(asked.limit)];
                }
                button.button { (say("Show")) }
            }
        }
        (chips(view))
    }
}

fn chips(view: &View) -> Markup {
    let asked = &view.asked;
    let named =
        |of: &[(String, String)], value: &str| of.iter().find(|(id, _)| id == value).map(|(_, name)| name.clone());
    let (site, owner) = (named(&view.sites, &asked.site), named(&view.owners, &asked.owner));
    let limit = (asked.limit > 0).then(|| fill(say("At most {n}"), &[("n", &asked.limit.to_string())]));
    let label = (!asked.label.is_empty()).then_some(asked.label.as_str());
    filters::chips(&[
        (site.as_deref(), asked.with(|asked| asked.site.clear())),
        (Priority::from_word(&asked.priority).map(priority_word), asked.with(|asked| asked.priority.clear())),
        (owner.as_deref(), asked.with(|asked| asked.owner.clear())),
        (label, asked.with(|asked| asked.label.clear())),
        (limit.as_deref(), asked.with(|asked| asked.limit = 0)),
    ])
}

fn lane(view: &View, row: &Swimlane, column: &Column) -> Markup {
    let lane = column.lane;
    let hidden = column.count.saturating_sub(column.slips.len() as u64);
    let is_over = lane.is_limited() && view.asked.limit > 0 && column.count > u64::from(view.asked.limit);
    html! {
        section class={ "lane" @if is_over { " over" } } data-lane=(lane.word())
            aria-label={ (lane.title()) @if let Some(title) = &row.title { (say(", ")) (title) } } {
            h2 {
                (lane.title())
                a.count href=(row.part.list(lane)) {
                    @if is_over {
                        (weave(say("{n} of {limit}"), &[("n", &grouped(column.count)), ("limit", &view.asked.limit)]))
                        span.hidden { " " (plural(column.count, "ticket, more than the limit", "tickets, more than the limit")) }
                    } @else {
                        (grouped(column.count)) span.hidden { " " (plural(column.count, "ticket", "tickets")) }
                    }
                }
                @if let (Some(oldest), true) = (column.oldest, lane != Lane::Done) {
                    small { (weave(say("oldest {age}"), &[("age", &view.frame.wall.age(oldest))])) }
                }
            }
            @if column.slips.is_empty() { p.none { (lane.empty()) } } @else {
                ol { @for slip in &column.slips { li data-card { (slip::slip(view, slip)) } } }
            }
            @if hidden > 0 { a.more href=(row.part.list(lane)) { (counted(hidden, "{n} more in the list", "{n} more in the list")) } }
        }
    }
}
