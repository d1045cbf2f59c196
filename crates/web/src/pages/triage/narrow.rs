//! What the inbox is narrowed to, and settling at once all that it then shows.

use super::load::{is_likely, is_sure, own};
use super::{Group, View, group};
use crate::parts::filters;
use crate::query::href;
use crate::wording::{counted, fill, say};
use domain::ticket::Ticket;
use maud::{Markup, html};
use serde::Deserialize;
use store::read::messages::Message;
use store::read::triage::SETTLED_MAX;

/// The words of those read surely, and at least likely.
const SURE: &str = "sure";
const LIKELY: &str = "likely";

/// What the inbox is narrowed to, as addresses and forms spell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Narrow {
    /// A group by its word.
    pub kind: String,
    /// How surely a message was read.
    pub sure: String,
}

/// What is settled together: how many, the last position, and whether more are there than are looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Together {
    pub count: usize,
    pub upto: i64,
    pub goes_on: bool,
}

impl Narrow {
    /// Whether it narrows anything.
    pub fn is_set(&self) -> bool {
        self.kind().is_some() || !self.sure().is_empty()
    }

    fn kind(&self) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.word() == self.kind)
    }

    fn sure(&self) -> &str {
        if [SURE, LIKELY].contains(&self.sure.as_str()) { &self.sure } else { "" }
    }

    /// Whether a message is among what it is narrowed to.
    pub fn has(&self, message: &Message, tickets: &[Ticket]) -> bool {
        let Some(meaning) = &message.heard.meaning else { return false };
        let is_kind = self.kind().is_none_or(|kind| group(meaning, own(message, tickets).is_some()) == kind);
        let is_sure = match self.sure() {
            SURE => is_sure(message),
            LIKELY => is_likely(message),
            _ => true,
        };
        is_kind && is_sure
    }

    /// The address of a page of the inbox that is narrowed so.
    pub fn href(&self, path: &str) -> String {
        self.after(path, None)
    }

    /// The same, of the list after a position.
    pub fn after(&self, path: &str, after: Option<i64>) -> String {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        href(path, &[("kind", self.kind().map_or("", Group::word)), ("sure", self.sure()), ("after", &after)])
    }
}

/// The ways to narrow it, and back.
pub fn choices(view: &View) -> Markup {
    let narrow = &view.narrow;
    let kind = |kind: &str| Narrow { kind: kind.to_owned(), ..narrow.clone() }.href("/triage");
    let sure = |sure: &str| Narrow { sure: sure.to_owned(), ..narrow.clone() }.href("/triage");
    html! {
        nav.segments aria-label=(say("How sure")) {
            @for (word, label) in [("", say("All")), (LIKELY, say("likely")), (SURE, say("sure"))] {
                a href=(sure(word)) aria-current=[(narrow.sure() == word).then_some("true")] { (label) }
            }
        }
        nav.segments aria-label=(say("What it is")) {
            a href=(kind("")) aria-current=[narrow.kind().is_none().then_some("true")] { (say("Everything")) }
            @for group in Group::ALL {
                a href=(kind(group.word())) aria-current=[(narrow.kind() == Some(group)).then_some("true")] { (group.title()) }
            }
        }
        (filters::chips(&[
            (narrow.kind().map(Group::title), kind("")),
            (Some(narrow.sure()).filter(|word| !word.is_empty()).map(|word| if word == SURE { say("sure") } else { say("likely") }), sure("")),
        ]))
    }
}

/// Settling all that match at once; what is not narrowed down, all that are likely.
pub fn together(view: &View) -> Markup {
    let Together { count, upto, goes_on } = view.together;
    let many = count as u64;
    html! {
        form.actions method="post" action="/triage/settlement" {
            input type="hidden" name="upto" value=(upto);
            input type="hidden" name="count" value=(count);
            input type="hidden" name="kind" value=(view.narrow.kind);
            input type="hidden" name="sure" value=(view.narrow.sure);
            @if view.narrow.is_set() {
                button.button name="verdict" value="accept" { (counted(many, "Accept the {n} that matches", "Accept all {n} that match")) }
                button.button name="verdict" value="nothing" { (counted(many, "It is no issue", "None of the {n} is an issue")) }
                @if goes_on { p.hint { (fill(say("Of the {n} heard last."), &[("n", &SETTLED_MAX.to_string())])) } }
            } @else {
                button.button name="verdict" value="accept" { (counted(many, "Accept the {n} that is likely", "Accept all {n} that are likely")) }
            }
        }
    }
}
