//! One message among its neighbours, with what the reader thought of it and why.

use crate::pages::messages::{kind_word, language_word, tone};
use crate::parts::badges::{self, category_word};
use crate::parts::bubble::{Bubble, bubble, named};
use crate::parts::shell::{Frame, shell};
use crate::query::day_of;
use domain::id::TicketNumber;
use domain::message::Kind;
use domain::ticket::{Category, Priority};
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod load;
mod opinion;

pub use load::{file, show};
pub use opinion::Opinion;

/// From this confidence on a reading is "sure".
const SURE: f32 = 0.85;
/// From this confidence on a reading is "likely"; under it "unsure".
pub const LIKELY: f32 = 0.6;

/// The page.
pub struct View {
    pub frame: Frame,
    pub message: Bubble,
    pub before: Vec<Bubble>,
    pub after: Vec<Bubble>,
    pub reading: Option<Reading>,
    /// What a model server said of it.
    pub opinion: Option<Opinion>,
    /// Who opened its file lately, for those who may know.
    pub openings: Vec<(String, Instant)>,
}

/// What a reader held the message to be.
pub struct Reading {
    pub by: String,
    pub kind: Kind,
    pub confidence: f32,
    pub category: Option<Category>,
    pub priority: Option<Priority>,
    pub place: String,
    pub language: String,
    pub about: Option<About>,
    pub reasons: Vec<String>,
}

/// What the message speaks of.
pub enum About {
    Ticket(TicketNumber),
    Task { task: String, name: String, day: Option<Day> },
}

/// A confidence as a word; a bare percentage would promise more than a reader knows.
pub fn confidence_word(confidence: f32) -> &'static str {
    match confidence {
        c if c >= SURE => "sure",
        c if c >= LIKELY => "likely",
        _ => "unsure",
    }
}

/// `GET /messages/{message}`.
pub fn page(view: &View) -> Markup {
    let (wall, message) = (&view.frame.wall, &view.message);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/messages" { "Messages" } " / " bdi { (named(&message.conversation)) } }
                h1 { "Message from " bdi { (named(&message.sender)) } }
            }
        }
        div.cols {
            section.card aria-label="The conversation around it" {
                div.wall {
                    @for other in &view.before { (bubble(other, wall, false, &html! {})) }
                    (bubble(message, wall, true, &html! {}))
                    @for other in &view.after { (bubble(other, wall, false, &html! {})) }
                }
            }
            div.stack {
                (reading(view))
                @if let Some(said) = &view.opinion { (opinion::opinion(said)) }
                (openings(view))
            }
        }
    };
    shell(&view.frame, "Message", &content)
}

fn reading(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="reading" {
            h2 #reading { "What the reader thought" }
            p.pad { a.button href={ "/triage/" (view.message.id) } { "Say what it means" } }
            @match &view.reading {
                None => p.none { "It was not read yet." },
                Some(reading) => { (facts(reading)) (reasons(reading)) },
            }
        }
    }
}

fn openings(view: &View) -> Markup {
    html! {
        @if !view.openings.is_empty() {
            section.card aria-labelledby="openings" {
                h2 #openings { "Who opened the file" }
                ul.pad { @for (who, at) in &view.openings { li { bdi { (named(who)) } ", " (view.frame.wall.at(*at)) } } }
            }
        }
    }
}

fn facts(reading: &Reading) -> Markup {
    html! {
        dl.facts {
            dt { "Read as" } dd { span class={ "tag " (tone(reading.kind)) } { (kind_word(reading.kind)) } }
            dt { "How sure" } dd { (confidence_word(reading.confidence)) }
            @if let Some(about) = &reading.about { dt { "About" } dd { (about_link(about)) } }
            @if let Some(category) = reading.category { dt { "Category" } dd { (category_word(category)) } }
            @if let Some(priority) = reading.priority { dt { "Priority" } dd { (badges::priority(priority)) } }
            @if !reading.place.is_empty() { dt { "Place" } dd { bdi { (reading.place) } } }
            dt { "Language" } dd { (language_word(&reading.language)) }
            dt { "Reader" } dd { bdi { (reading.by) } }
        }
    }
}

fn about_link(about: &About) -> Markup {
    match about {
        About::Ticket(ticket) => html! { a href={ "/tickets/" (ticket) } { (ticket) } },
        About::Task { task, name, day: Some(day) } => {
            html! { a href=(day_of(task, *day)) { bdi { (name) } ", " (day.0.strftime("%-d %b")) } }
        }
        About::Task { name, day: None, .. } => html! { bdi { (name) } },
    }
}

fn reasons(reading: &Reading) -> Markup {
    html! {
        @if !reading.reasons.is_empty() {
            div.pad {
                h3 { "Why" }
                ul.why { @for reason in &reading.reasons { li dir="auto" { span { (reason) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_said_in_a_word() {
        for (confidence, word) in [(0.99, "sure"), (0.7, "likely"), (0.2, "unsure")] {
            assert_eq!(confidence_word(confidence), word);
        }
    }
}
