//! What was said, done and noted about a ticket, in one stream.

use super::{Line, View};
use crate::limits;
use crate::parts::bubble::{bubble, named};
use crate::parts::letter;
use domain::time::{Day, Instant};
use maud::{Markup, html};

/// The stream, with the form for a note at its end.
pub fn timeline(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="timeline" {
            h2 #timeline { "Timeline" }
            div.wall {
                @if let Some(earlier) = &view.earlier {
                    a.happened href={ "/tickets/" (view.ticket) "?before=" (earlier) } { "Earlier lines" }
                }
                @for (line, is_new_day) in view.timeline.iter().zip(new_days(view)) {
                    @if let Some(day) = is_new_day { p.day { (view.frame.wall.date(day)) } }
                    (row(view, line))
                }
            }
            (note_form(view))
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
        Line::Written { at, to, text, language, fate } => html! {
            article.bubble.ours aria-label={ "Message to " (named(to)) } {
                header { span dir="auto" { "To " (named(to)) } }
                p.text dir="auto" lang=(language) { @if text.is_empty() { span.muted { "Erased" } } @else { (text) } }
                footer { (letter::fate(fate, wall)) span { (wall.clock(*at)) } }
            }
        },
        Line::Noted { at, text, by } => html! {
            article.note aria-label={ "Note by " (named(by)) } {
                p.text dir="auto" { (text) }
                footer { "Note · " bdi { (named(by)) } " · " (wall.clock(*at)) }
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
        Line::Happened { at, .. } | Line::Written { at, .. } | Line::Noted { at, .. } => *at,
    }
}

fn note_form(view: &View) -> Markup {
    html! {
        form.pad method="post" action={ "/tickets/" (view.ticket) "/notes" } {
            div.field {
                label for="note" { "Note for your colleagues; nobody in the chat sees it" }
                textarea #note name="text" required maxlength=(limits::NOTE_MAX_CHARS) dir="auto" {}
            }
            div { button.button { "Add note" } }
        }
    }
}
