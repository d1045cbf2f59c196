//! What was heard, and what may not have been.

use super::{Figure, columns, held_against};
use crate::capture::Lack;
use crate::material::{Material, Scope};
use crate::period::Span;
use crate::report::{Cell, Label, Row, Section};
use domain::hearing::Silence;
use std::cmp::Reverse;

/// A conversation whose name is not known.
pub(super) const NAMELESS: &str = "A conversation without a name";

pub(super) const FIGURES: &[Figure] = &[
    Figure {
        label: "Messages heard",
        definition: "Everything that was said in the conversations that are heard, reactions included.",
        of: |material, span| Cell::said(&material.capture.chats, span),
    },
    Figure {
        label: "Files that are not here",
        definition: "Photos, films, voice notes and documents whose file could not be fetched, or that an export left out. What was removed on purpose is none of them.",
        of: |material, span| Cell::lacking(material, span, Lack::File),
    },
    Figure {
        label: "Voice notes nobody made out",
        definition: "What they say is not known, so that nothing followed from it.",
        of: |material, span| Cell::lacking(material, span, Lack::Words),
    },
    Figure {
        label: "Left unread",
        definition: "Messages that no reader was sure of and no member has settled.",
        of: |material, span| Cell::lacking(material, span, Lack::Reader),
    },
    Figure {
        label: "Silences",
        definition: "Stretches in which a channel, a number, a group or Laksana itself may have been deaf.",
        of: |material, span| Cell::silences(quiet(material, span).map(|(silence, _)| silence)),
    },
    Figure {
        label: "How long silences lasted",
        definition: "Each as far as it lies in the period; one that lasts is counted until now.",
        of: |material, span| Cell::lasted(quiet(material, span)),
    },
];

/// The figures.
pub(super) fn section(material: &Material) -> Section {
    let is_any = !matches!(material.scope, Scope::Vendor(_)) && !is_nothing(material);
    Section {
        key: "capture",
        title: "What was heard",
        note: "What was not heard cannot be counted: read the other figures beside these.",
        what: "Hearing",
        columns: columns(material),
        rows: if is_any { held_against(material, FIGURES) } else { Vec::new() },
    }
}

/// How much was said where, the liveliest first.
pub(super) fn chats(material: &Material) -> Section {
    let spans = || [Some(material.period.span), material.period.before].into_iter().flatten();
    let mut chats: Vec<_> = material.capture.chats.iter().collect();
    chats.sort_by_key(|chat| (Reverse(chat.said_in(material.period.span)), &chat.name, &chat.id));
    let row = |chat: &crate::Chat| Row {
        label: if chat.name.is_empty() { Label::Phrase(NAMELESS) } else { Label::Name(chat.name.clone()) },
        definition: "",
        cells: spans().map(|span| Cell::said([chat], span)).collect(),
    };
    Section {
        key: "chats",
        title: "Where it was said",
        note: "A group that fell quiet may be one that is heard no longer.",
        what: "Conversation",
        columns: columns(material),
        rows: chats.into_iter().map(row).collect(),
    }
}

fn is_nothing(material: &Material) -> bool {
    let capture = &material.capture;
    capture.chats.is_empty() && capture.lacking.is_empty() && capture.silences.is_empty()
}

/// Silences in a span, each with how much of it lies there, in microseconds.
fn quiet(material: &Material, span: Span) -> impl Iterator<Item = (&Silence, i64)> {
    let end = material.end(span);
    let of_span = move |silence: &Silence| {
        let until = silence.until.unwrap_or(end).min(end);
        until.us().saturating_sub(silence.since.max(span.from).us())
    };
    let silences = material.capture.silences.iter().map(|quiet| &quiet.silence);
    silences.map(move |silence| (silence, of_span(silence))).filter(|(_, us)| *us > 0)
}
