//! What is to be said, to whom and why; to be sent by hand while no number is connected.

use crate::parts::badges::{capital, counted};
use crate::parts::shell::{Frame, shell};
use domain::outbound::{Purpose, State};
use domain::time::Instant;
use maud::{Markup, html};

mod load;

pub use load::{decline, sent, show};

/// The page.
pub struct View {
    pub frame: Frame,
    /// What waits, the first due first; empty on later pages.
    pub waiting: Vec<Line>,
    /// How many wait; more than the lines when they do not fit.
    pub count: u64,
    /// What was said, taken back or is no longer worth saying, the last first.
    pub before: Vec<Line>,
    /// Where the list goes on.
    pub next: Option<String>,
    pub is_first: bool,
}

/// One message.
pub struct Line {
    pub id: String,
    pub person: String,
    /// Only the digits; empty when there is no number.
    pub phone: String,
    pub purpose: Purpose,
    /// What it speaks of: words and address.
    pub about: Vec<(String, String)>,
    pub language: String,
    pub text: String,
    pub not_before: Instant,
    pub state: State,
}

/// `GET /outbox`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { div { h1 { "To send" } p.lede { (summary(view.count)) } } }
        div.stack {
            @if view.is_first { (waiting(view)) }
            (before(view))
        }
        @if let Some(next) = &view.next {
            nav.pages aria-label="Pages" { a.button rel="next" href={ "/outbox?after=" (next) } { "Older" } }
        }
    };
    shell(&view.frame, "To send", &content)
}

fn summary(count: u64) -> String {
    match count {
        0 => "Nobody has to be asked or told anything now.".into(),
        _ => format!("{} to be sent. An answer takes it back by itself.", counted(count, "message is", "messages are")),
    }
}

fn waiting(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="waiting" {
            h2 #waiting { "Waiting" span.count { (view.count) } }
            p.hint.pad {
                "Nothing leaves by itself yet. “Open in WhatsApp” types the message for you; "
                "say here when you have sent it."
            }
            @if view.waiting.is_empty() { p.none { "Nothing waits." } }
            ul.list { @for line in &view.waiting { (letter(view, line)) } }
            @if view.count > view.waiting.len() as u64 { p.hint.pad { "The first " (view.waiting.len()) " are shown." } }
        }
    }
}

fn letter(view: &View, line: &Line) -> Markup {
    html! {
        li.letter {
            (heading(view, line))
            blockquote dir="auto" lang=(line.language) { (line.text) }
            div.actions {
                @if !line.phone.is_empty() {
                    a.button.main href={ "https://wa.me/" (line.phone) "?text=" (encoded(&line.text)) }
                        target="_blank" rel="noopener noreferrer" {
                        "Open in WhatsApp" span.hidden { " for " (line.person) " (new tab)" }
                    }
                }
                form method="post" action={ "/outbox/" (line.id) "/dispatch" } {
                    button.button { "Sent" span.hidden { " to " (line.person) } }
                }
                form method="post" action={ "/outbox/" (line.id) "/refusal" } {
                    button.button { "Don’t send" span.hidden { " to " (line.person) } }
                }
            }
        }
    }
}

fn before(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="before" {
            h2 #before { "Before" }
            @if view.before.is_empty() { p.none { "Nothing was sent or taken back yet." } }
            ul.list {
                @for line in &view.before {
                    li.letter {
                        (heading(view, line))
                        blockquote dir="auto" lang=(line.language) {
                            @if line.text.is_empty() { span.muted { "Erased" } } @else { (line.text) }
                        }
                        p.muted { (state_words(line.state)) }
                    }
                }
            }
        }
    }
}

fn heading(view: &View, line: &Line) -> Markup {
    html! {
        p {
            b dir="auto" { @if line.person.is_empty() { "Somebody unknown" } @else { (line.person) } }
            " · " (capital(line.purpose.word()))
            @for (words, href) in &line.about { " · " a href=(href) dir="auto" { (words) } }
            " · " @if line.not_before > view.frame.wall.now { "not before " } (view.frame.wall.at(line.not_before))
        }
    }
}

fn state_words(state: State) -> &'static str {
    match state {
        State::Waiting => "Not sent within a day, so no longer worth sending.",
        State::Sent => "Sent.",
        State::Withdrawn => "Taken back: the answer came first.",
        State::Declined => "A member decided not to send it.",
    }
}

/// Percent-encodes words for an address.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    crate::query::encode(text, &mut out);
    out
}
