//! What one cell of a report counts, as a page.

use super::kind;
use crate::pages::{messages, today};
use crate::parts::badges;
use crate::parts::shell::{Frame, shell};
use crate::query::{day_of, href};
use crate::wording::{counted, of_reports, say, weave};
use domain::id::TicketNumber;
use domain::ticket::{Priority, Stage};
use domain::time::Day;
use maud::{Markup, html};
use reports::{Period, Quiet, Value};

/// What one cell counts.
pub struct Listing {
    pub frame: Frame,
    pub period: Period,
    pub section: &'static str,
    pub label: String,
    pub column: &'static str,
    pub definition: &'static str,
    pub value: Value,
    pub lines: Vec<Line>,
    /// How many were shown before, and how many there are.
    pub after: usize,
    pub total: usize,
    /// The report it is a cell of, and where the list goes on.
    pub back: String,
    pub next: Option<String>,
}

/// One of them.
pub enum Line {
    Ticket {
        ticket: TicketNumber,
        title: String,
        priority: Priority,
        stage: Stage,
        place: String,
    },
    Day {
        task: String,
        day: Day,
        name: String,
        outcome: Option<domain::task::Outcome>,
        /// The steps that are missing, where some were ticked.
        missing: String,
    },
    Message(messages::Line),
    Silence(Quiet),
    /// A day on which nothing came of what recurs.
    Lapse(Day),
}

/// `GET /reports/{rhythm}/{day}/{section}/{row}/{column}`.
pub fn listing(view: &Listing) -> Markup {
    let spoken = of_reports();
    let heading = format!("{}: {}", spoken.say(view.section), view.label);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href=(view.back) { (kind(view.period.rhythm)) (say(", ")) (spoken.period(&view.period)) } }
                h1 { bdi { (heading) } }
                p.lede data-plain="the figure whose list this is" { (spoken.say(view.column)) ": " (spoken.value(&view.value)) }
                @if !view.definition.is_empty() { p.hint { (spoken.say(view.definition)) } }
            }
        }
        section.card aria-labelledby="found" {
            h2 #found { (what(view)) }
            ol.rows start=(view.after + 1) { @for line in &view.lines { li { (row(view, line)) } } }
        }
        @if let Some(next) = &view.next {
            nav.pages aria-label=(say("Pages")) { span {} a.button rel="next" href=(next) { (say("More")) } }
        }
    };
    shell(&view.frame, &heading, &content)
}

fn what(view: &Listing) -> String {
    let total = view.total as u64;
    match view.lines.first() {
        Some(Line::Day { .. }) => counted(total, "{n} day of a task", "{n} days of tasks"),
        Some(Line::Message(_)) => counted(total, "{n} message", "{n} messages"),
        Some(Line::Lapse(_)) => counted(total, "{n} day", "{n} days"),
        Some(Line::Silence(_)) => counted(total, "{n} silence", "{n} silences"),
        Some(Line::Ticket { .. }) | None => counted(total, "{n} ticket", "{n} tickets"),
    }
}

fn row(view: &Listing, line: &Line) -> Markup {
    match line {
        Line::Ticket { ticket, title, priority, stage, place } => html! {
            a.row href={ "/tickets/" (ticket) } {
                (badges::priority(*priority))
                span.what dir="auto" { (today::titled(title)) }
                span.sub {
                    span.number { (ticket) }
                    (badges::stage(*stage))
                    @if !place.is_empty() { bdi { (place) } }
                }
            }
        },
        Line::Message(line) => messages::row(&view.frame, line, ""),
        Line::Silence(quiet) => silence(view, quiet),
        Line::Lapse(day) => html! {
            @let said = day.to_string();
            a.row href=(href("/search", &[("what", "messages"), ("since", &said), ("until", &said)])) {
                span.what { (view.frame.wall.date(*day)) }
                span.sub { (say("What was said that day")) }
            }
        },
        Line::Day { task, day, name, outcome, missing } => html! {
            @let (sign, class, words) = badges::outcome(*outcome);
            a.row href=(day_of(task, *day)) {
                b class=(class) aria-hidden="true" { (sign) }
                span.what dir="auto" { (name) }
                span.end { (view.frame.wall.date(*day)) }
                span.sub {
                    (words)
                    @if !missing.is_empty() { " · " (weave(say("Still missing: {list}"), &[("list", &html! { bdi { (missing) } })])) }
                }
            }
        },
    }
}

/// A silence, with what it was about; what to do about one that lasts stands with the channels.
fn silence(view: &Listing, quiet: &Quiet) -> Markup {
    let (wall, silence) = (&view.frame.wall, &quiet.silence);
    let since = wall.at(silence.since);
    html! {
        a.row.plain href="/channels" {
            span.what dir="auto" { (quiet.name) }
            span.sub {
                span {
                    @match silence.until {
                        Some(until) => (weave(say("{from} to {to}"), &[("from", &since), ("to", &wall.at(until))])),
                        None => (weave(say("✕ May be deaf since {time}."), &[("time", &since)])),
                    }
                }
                span { (say(silence.why.sentence())) }
            }
        }
    }
}
