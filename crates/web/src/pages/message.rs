//! One message among its neighbours, with what the reader thought of it and why.

use crate::pages::messages::{kind_word, language_word, tone};
use crate::parts::badges::{self, category_word};
use crate::parts::bubble::{Bubble, bubble, named};
use crate::parts::shell::{Frame, shell};
use crate::parts::when::short_day;
use crate::query::day_of;
use crate::wording::{in_english, say, weave};
use domain::id::TicketNumber;
use domain::message::Kind;
use domain::ticket::{Category, Priority};
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod credit;
mod load;
mod opinion;

pub use credit::{Shown as Credit, change, undo};
pub use load::{file, show};
pub use opinion::Opinion;

/// From this confidence on a reading is "sure".
pub const SURE: f32 = 0.85;
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
    /// Whose it is, where it came from a phone that several share.
    pub credit: Option<Credit>,
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
    say(match confidence {
        c if c >= SURE => "sure",
        c if c >= LIKELY => "likely",
        _ => "unsure",
    })
}

/// `GET /messages/{message}`.
pub fn page(view: &View) -> Markup {
    let (wall, message) = (&view.frame.wall, &view.message);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/messages" { (say("Messages")) } " / " bdi { (named(&message.conversation)) } }
                h1 { (weave(say("Message from {name}"), &[("name", &html! { bdi { (named(&message.sender)) } })])) }
            }
        }
        div.cols {
            section.card aria-label=(say("The conversation around it")) {
                div.wall {
                    @for other in &view.before { (bubble(other, wall, false, &html! {})) }
                    (bubble(message, wall, true, &html! {}))
                    @for other in &view.after { (bubble(other, wall, false, &html! {})) }
                }
            }
            div.stack {
                @if let Some(credit) = &view.credit { (credit::card(&message.id, credit)) }
                (reading(view))
                @if let Some(said) = &view.opinion { (opinion::opinion(said)) }
                (openings(view))
            }
        }
    };
    shell(&view.frame, say("Message"), &content)
}

fn reading(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="reading" {
            h2 #reading { (say("What the reader thought")) }
            p.pad { a.button href={ "/triage/" (view.message.id) } { (say("Say what it means")) } }
            @match &view.reading {
                None if view.message.unheard => p.none { (say("Nobody heard it yet. It is read once its words are known.")) },
                None => p.none { (say("It was not read yet.")) },
                Some(reading) => { (facts(reading)) (reasons(reading)) },
            }
        }
    }
}

fn openings(view: &View) -> Markup {
    html! {
        @if !view.openings.is_empty() {
            section.card aria-labelledby="openings" {
                h2 #openings { (say("Who opened the file")) }
                ul.pad { @for (who, at) in &view.openings { li { bdi { (named(who)) } (say(", ")) (view.frame.wall.at(*at)) } } }
            }
        }
    }
}

fn facts(reading: &Reading) -> Markup {
    html! {
        dl.facts {
            dt { (say("Read as")) } dd { span class={ "tag " (tone(reading.kind)) } { (kind_word(reading.kind)) } }
            dt { (say("How sure")) } dd { (confidence_word(reading.confidence)) }
            @if let Some(about) = &reading.about { dt { (say("About")) } dd { (about_link(about)) } }
            @if let Some(category) = reading.category { dt { (say("Category")) } dd { (category_word(category)) } }
            @if let Some(priority) = reading.priority { dt { (say("Priority")) } dd { (badges::priority(priority)) } }
            @if !reading.place.is_empty() { dt { (say("Place")) } dd { bdi { (reading.place) } } }
            dt { (say("Language")) } dd { (language_word(&reading.language)) }
            dt { (say("Reader")) } dd { bdi { (reading.by) } }
        }
    }
}

fn about_link(about: &About) -> Markup {
    match about {
        About::Ticket(ticket) => html! { a href={ "/tickets/" (ticket) } { (ticket) } },
        About::Task { task, name, day: Some(day) } => {
            html! { a href=(day_of(task, *day)) { bdi { (name) } (say(", ")) (short_day(*day)) } }
        }
        About::Task { name, day: None, .. } => html! { bdi { (name) } },
    }
}

fn reasons(reading: &Reading) -> Markup {
    html! {
        @if !reading.reasons.is_empty() {
            div.pad {
                h3 { (say("Why")) }
                ul.why { @for reason in &reading.reasons { li dir="auto" { span { (in_english(reason)) } } } }
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
