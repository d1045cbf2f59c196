//! The audit: who did what, when, through which door, because of which message, and what stood there before.

use crate::limits;
use crate::parts::bubble::named;
use crate::parts::filters;
use crate::parts::shell::{Frame, shell};
use crate::wording::{fill, say, weave};
use domain::id::TicketNumber;
use domain::request::Via;
use domain::time::Instant;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

mod load;

pub use load::show;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub ticket: String,
    /// As the journal names who did something: `person:…`, `member:…`, `key:…`, `reader`, `clock`, `channel`.
    pub who: String,
    pub via: String,
    /// The message that entries follow from.
    pub message: String,
    /// The first and the last day.
    pub from: String,
    pub to: String,
    /// The list goes on after this: opaque, made by us.
    pub after: String,
}

impl Asked {
    fn href(&self) -> String {
        let pairs = [
            ("ticket", &*self.ticket),
            ("who", &self.who),
            ("via", &self.via),
            ("message", &self.message),
            ("from", &self.from),
            ("to", &self.to),
            ("after", &self.after),
        ];
        crate::query::href("/audit", &pairs)
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = Self { after: String::new(), ..self.clone() };
        change(&mut asked);
        asked.href()
    }
}

/// The page.
pub struct View {
    pub frame: Frame,
    pub asked: Asked,
    /// Whoever can be asked for, as the journal names them, with what they are called.
    pub people: Vec<(String, String)>,
    pub lines: Vec<Line>,
    pub next: Option<String>,
    /// How many entries the audit knows of and how many there are, while it follows.
    pub behind: Option<(i64, i64)>,
}

/// One entry.
pub struct Line {
    pub position: i64,
    pub at: Instant,
    /// As the journal names them, and what they are called; nobody for the program itself.
    pub who: (String, String),
    pub via: String,
    pub what: String,
    /// What it replaced.
    pub before: Option<String>,
    pub words: String,
    pub is_erased: bool,
    pub ticket: Option<TicketNumber>,
    pub messages: Vec<String>,
    pub digest: String,
}

/// `GET /audit`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head { h1 { (say("Audit")) } }
        (fields(view))
        (chips(view))
        @if let Some((known, all)) = view.behind {
            p.lede {
                (weave(
                    say("This list follows the journal: {known} of {all} entries so far. Load the page again in a moment."),
                    &[("known", &known), ("all", &all)],
                ))
            }
        }
        section.card aria-label=(say("Entries")) {
            @if view.lines.is_empty() { (nothing(view)) } @else {
                ol.rows { @for line in &view.lines { li { (row(view, line)) } } }
            }
        }
        @if view.next.is_some() || !view.asked.after.is_empty() {
            nav.pages aria-label=(say("Pages")) {
                @if view.asked.after.is_empty() { span {} } @else { a.button href=(view.asked.with(|_| ())) { (say("Newest")) } }
                @if let Some(next) = &view.next {
                    a.button rel="next" href=(view.asked.with(|asked| asked.after.clone_from(next))) {
                        @if view.lines.is_empty() { (say("Look further back")) } @else { (say("Older")) }
                    }
                }
            }
        }
    };
    shell(&view.frame, say("Audit"), &content)
}

fn fields(view: &View) -> Markup {
    let asked = &view.asked;
    html! {
        form.filters method="get" action="/audit" role="search" {
            div.field {
                label for="ticket" { (say("Ticket")) }
                input #ticket name="ticket" value=(asked.ticket) placeholder="T-104" maxlength=(limits::QUERY_MAX_CHARS);
            }
            div.field {
                label for="who" { (say("By or about")) }
                select #who name="who" {
                    option value="" { (say("Anybody")) }
                    @for (who, name) in &view.people {
                        option value=(who) selected[asked.who == *who] { (named(name)) }
                    }
                }
            }
            div.field {
                label for="via" { (say("Through")) }
                select #via name="via" {
                    option value="" { (say("Any door")) }
                    @for via in Via::ALL {
                        option value=(via.word()) selected[asked.via == via.word()] { (door(via.word())) }
                    }
                }
            }
            div.field {
                label for="from" { (say("From")) }
                input #from type="date" name="from" value=(asked.from);
            }
            div.field {
                label for="to" { (say("To")) }
                input #to type="date" name="to" value=(asked.to);
            }
            button.button { (say("Show")) }
        }
    }
}

fn chips(view: &View) -> Markup {
    let asked = &view.asked;
    let who = view.people.iter().find(|(who, _)| *who == asked.who).map_or(asked.who.as_str(), |(_, name)| named(name));
    let set = |text: &'_ str| !text.is_empty();
    let chips = [
        (Some(asked.ticket.as_str()).filter(|text| set(text)), asked.with(|asked| asked.ticket.clear())),
        (Some(who).filter(|text| set(text)), asked.with(|asked| asked.who.clear())),
        (Some(door(&asked.via)).filter(|_| set(&asked.via)), asked.with(|asked| asked.via.clear())),
        (Some(say("One message")).filter(|_| set(&asked.message)), asked.with(|asked| asked.message.clear())),
        (Some(asked.from.as_str()).filter(|text| set(text)), asked.with(|asked| asked.from.clear())),
        (Some(asked.to.as_str()).filter(|text| set(text)), asked.with(|asked| asked.to.clear())),
    ];
    filters::chips(&chips)
}

fn row(view: &View, line: &Line) -> Markup {
    let (who, name) = &line.who;
    html! {
        div.row.plain #{ "e" (line.position) } {
            span.what dir="auto" { (line.what) @if let Some(before) = &line.before { span.muted { " " (fill(say("(before: {what})"), &[("what", before)])) } } }
            span.end { (view.frame.wall.at(line.at)) }
            span.sub {
                a href=(Asked { who: who.clone(), ..Asked::default() }.href()) { bdi { (if name.is_empty() { program(who) } else { name }) } }
                span { (door(&line.via)) }
                @if let Some(ticket) = line.ticket { a href={ "/tickets/" (ticket) } { (ticket) } }
                @for message in &line.messages { a href={ "/messages/" (message) } { (say("Message")) } }
                a href={ "#e" (line.position) } title=(line.digest) { (weave(say("Entry {position}"), &[("position", &line.position)])) }
            }
            @if line.is_erased {
                span.sub { span.muted { (say("What was personal here was erased.")) } }
            } @else if !line.words.is_empty() {
                span.sub dir="auto" { (line.words) }
            }
        }
    }
}

fn nothing(view: &View) -> Markup {
    html! {
        p.none {
            @if view.next.is_some() {
                (say("Nothing among the last entries. Look further back."))
            } @else if view.asked == Asked::default() {
                (weave(
                    say("Nothing was recorded yet. {link} to begin."),
                    &[("link", &html! { a href="/import" { (say("Import a chat")) } })],
                ))
            } @else {
                (weave(say("No entry fits. {link}."), &[("link", &html! { a href="/audit" { (say("Remove the filters")) } })]))
            }
        }
    }
}

/// The program itself, as people say it.
fn program(who: &str) -> &str {
    match who {
        "reader" => say("The reader"),
        "clock" => say("The clock"),
        "channel" => say("The channel"),
        other => other,
    }
}

/// A door, as people say it.
fn door(via: &str) -> &str {
    match Via::from_word(via) {
        Some(Via::WhatsApp) => "WhatsApp",
        Some(Via::Import) => say("Exported chat"),
        Some(Via::Web) => say("Pages"),
        Some(Via::Shell) => say("Command line"),
        Some(Via::Api) => say("Another program"),
        Some(Via::Clock) => say("Clock"),
        Some(Via::Link) => say("Link without a login"),
        Some(Via::Simulated) => say("Simulated"),
        None => via,
    }
}
