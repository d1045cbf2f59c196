//! A message of ours as pages show it: to whom, its words, what became of it, and the ways to send it by hand or not at all.

use super::bubble::named;
use super::letter::{self, Fate};
use super::when::Wall;
use crate::names::Names;
use crate::pages::outbox::{Back, Hand, actions, hand, wants_a_hand};
use crate::sending::Told;
use crate::wording::{fill, say};
use domain::outbound::{Hindrance, Outbound, State};
use domain::time::Instant;
use maud::{Markup, html};

/// What we wrote to somebody, and what became of it.
pub struct Written {
    pub at: Instant,
    pub to: String,
    pub text: String,
    pub language: String,
    pub waiting: Waiting,
}

/// What became of a message of ours, or what it waits for.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub fate: Fate,
    pub is_waiting: bool,
    /// What one needs to send it by hand, or not.
    pub hand: Hand,
    /// What keeps it.
    pub held: Option<Hindrance>,
    /// Whether messages leave by themselves.
    pub by_itself: bool,
}

impl Waiting {
    /// Of a message, by what whoever sends tells.
    pub fn of(outbound: &Outbound, names: Names<'_>, told: Option<&Told>) -> Self {
        Self {
            fate: Fate::of(outbound),
            is_waiting: outbound.state == State::Waiting,
            hand: hand(outbound, names),
            held: told.and_then(|told| told.held.get(&outbound.id).copied()),
            by_itself: told.is_some(),
        }
    }
}

/// The message; with where its buttons lead back to, for whoever may press them.
pub fn written(written: &Written, wall: &Wall, back: Option<&Back>) -> Markup {
    let Written { at, to, text, language, waiting } = written;
    html! {
        article.bubble.ours aria-label=(fill(say("Message to {name}"), &[("name", named(to))])) {
            header { span dir="auto" { (fill(say("To {name}"), &[("name", named(to))])) } }
            p.text dir="auto" lang=(language) { @if text.is_empty() { span.muted { (say("Erased")) } } @else { (text) } }
            footer { (fate(waiting, wall)) span { (wall.clock(*at)) } }
            @if let Some(back) = back.filter(|_| waiting.is_waiting) {
                (actions(&waiting.hand, !waiting.by_itself || waiting.held.is_some_and(wants_a_hand), Some(back)))
            }
        }
    }
}

/// What became of a message, or why it waits.
fn fate(waiting: &Waiting, wall: &Wall) -> Markup {
    let held = waiting.held.filter(|held| *held != Hindrance::Early);
    html! {
        @match (waiting.is_waiting, held) {
            (true, Some(held)) => p { (say(held.sentence())) },
            (true, None) if waiting.by_itself => p { (say("Leaves in a moment.")) },
            (true, None) => p { (say("Not sent yet: send it from your own WhatsApp.")) },
            (false, _) => (letter::fate(&waiting.fate, wall)),
        }
    }
}
