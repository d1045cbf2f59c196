//! What was said, done and noted about a ticket, in one stream.

use super::{View, composer};
use crate::pages::outbox::Back;
use crate::parts::bubble::{Bubble, bubble, named};
use crate::parts::written::{Written, written};
use crate::query::href;
use crate::wording::{fill, say};
use domain::message::Form;
use domain::time::{Day, Instant};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// Lines from which on a way to the last is worth its place.
const LONG: usize = 12;

/// One line of the timeline.
pub enum Line {
    /// A message, and how it was read.
    Said(Box<Bubble>, &'static str),
    /// Something that happened, by whom.
    Happened { at: Instant, words: String, by: String },
    /// What we wrote to somebody, and what became of it.
    Written(Box<Written>),
    /// A member's note.
    Noted { at: Instant, text: String, by: String },
}

/// Which lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// All.
    #[default]
    All,
    /// What was said and written, and notes.
    Chat,
    /// What happened.
    Changes,
    /// Messages that brought a file.
    Photos,
}

impl Show {
    const ALL: [Self; 4] = [Self::All, Self::Chat, Self::Changes, Self::Photos];

    fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Chat => "chat",
            Self::Changes => "changes",
            Self::Photos => "photos",
        }
    }

    fn label(self) -> &'static str {
        say(match self {
            Self::All => "All",
            Self::Chat => "Chat and notes",
            Self::Changes => "Changes",
            Self::Photos => "Photos and files",
        })
    }

    /// Whether a line is among those shown.
    pub fn has(self, line: &Line) -> bool {
        match (self, line) {
            (Self::All, _) => true,
            (Self::Chat, line) => !matches!(line, Line::Happened { .. }),
            (Self::Changes, line) => matches!(line, Line::Happened { .. }),
            (Self::Photos, Line::Said(said, _)) => !matches!(said.form, Form::Text | Form::Reaction),
            (Self::Photos, Line::Happened { .. } | Line::Written(_) | Line::Noted { .. }) => false,
        }
    }
}

/// The stream, with what one may write at its end.
pub fn timeline(view: &View) -> Markup {
    let path = format!("/tickets/{}", view.ticket);
    let to = |show: Show, before: &str| {
        let show = if show == Show::All { "" } else { show.word() };
        href(&path, &[("show", show), ("before", before)]) + "#timeline"
    };
    html! {
        section.card aria-labelledby="timeline" {
            h2 #timeline { (say("Timeline")) }
            nav.segments.thin aria-label=(say("What the timeline shows")) {
                @for show in Show::ALL {
                    a href=(to(show, "")) aria-current=[(show == view.show).then_some("true")] { (show.label()) }
                }
            }
            div.wall {
                @if let Some(earlier) = &view.earlier {
                    a.happened href=(to(view.show, earlier)) { (say("↑ Earlier lines")) }
                }
                @if view.is_newest && view.timeline.len() > LONG { a.happened href="#write" { (say("↓ To the newest")) } }
                @if view.timeline.is_empty() { p.happened { (say("Nothing of this kind here.")) } }
                @for (line, is_new_day) in view.timeline.iter().zip(new_days(view)) {
                    @if let Some(day) = is_new_day { p.day { (view.frame.wall.date(day)) } }
                    (row(view, line))
                }
            }
            @if !view.is_newest { p.pad { a.button href=(to(view.show, "")) { (say("↓ To the newest")) } } }
            @if view.may_change() { (composer::compose(view)) }
        }
    }
}

fn row(view: &View, line: &Line) -> Markup {
    let wall = &view.frame.wall;
    match line {
        Line::Said(said, reading) => bubble(said, wall, false, &html! { span { (reading) } }),
        Line::Happened { at, words, by } => html! {
            p.happened { b dir="auto" { (words) } @if !by.is_empty() { " · " bdi { (by) } } " · " (wall.clock(*at)) }
        },
        Line::Written(ours) => {
            let back = view.may_change().then_some(Back::Ticket(view.ticket));
            written(ours, wall, back.as_ref())
        }
        Line::Noted { at, text, by } => html! {
            article.note aria-label=(fill(say("Note by {name}"), &[("name", named(by))])) {
                p.text dir="auto" { (text) }
                footer { (say("Note")) " · " bdi { (named(by)) } " · " (wall.clock(*at)) }
            }
        },
    }
}

/// For each line the day it begins, if it begins one.
fn new_days(view: &View) -> Vec<Option<Day>> {
    let mut last = None;
    view.timeline
        .iter()
        .map(|line| {
            let day = Some(instant(line).day(&view.frame.wall.zone));
            let is_new = day != last;
            last = day;
            if is_new { day } else { None }
        })
        .collect()
}

fn instant(line: &Line) -> Instant {
    match line {
        Line::Said(said, _) => said.sent_at,
        Line::Written(ours) => ours.at,
        Line::Happened { at, .. } | Line::Noted { at, .. } => *at,
    }
}
