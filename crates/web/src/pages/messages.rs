//! What was said: search, filters, newest first.

use crate::limits;
use crate::parts::badges::capital;
use crate::parts::bubble::{form_word, gone, named};
use crate::parts::filters;
use crate::parts::marked::excerpt;
use crate::parts::shell::{Frame, shell};
use crate::wording::{say, weave};
use domain::message::{Form, Kind};
use domain::time::Instant;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

mod load;

pub use load::{line, show};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    pub conversation: String,
    pub kind: String,
    /// All that one reading of a chat brought, whatever else is asked for.
    pub import: String,
    /// The list goes on after this: opaque, made by us.
    pub after: String,
}

impl Asked {
    fn href(&self) -> String {
        let pairs =
            [("q", &*self.q), ("conversation", &self.conversation), ("kind", &self.kind), ("import", &self.import)];
        let pairs = pairs.into_iter().chain([("after", self.after.as_str())]).collect::<Vec<_>>();
        crate::query::href("/messages", &pairs)
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
    /// Id and name of each conversation.
    pub conversations: Vec<(String, String)>,
    pub lines: Vec<Line>,
    pub next: Option<String>,
}

/// One message.
pub struct Line {
    pub message: String,
    pub sender: String,
    pub conversation: String,
    pub sent_at: Instant,
    pub form: Form,
    pub text: String,
    /// When its words went because their time was over.
    pub words_gone_at: Option<Instant>,
    pub kind: Option<Kind>,
    /// Whether its file was given up.
    pub is_unfetched: bool,
    /// The ticket's number or the task's name.
    pub about: Option<String>,
}

/// `GET /messages`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("Messages")) }
                p.lede {
                    (weave(
                        say("{channels} says what is heard, how late, and what may be deaf. {search} finds tickets, people and places too."),
                        &[
                            ("channels", &html! { a href="/channels" { (say("Channels")) } }),
                            ("search", &html! { a href="/search" { (say("Search")) } }),
                        ],
                    ))
                }
            }
        }
        (filters(view))
        (chips(view))
        section.card aria-label=(say("Found")) {
            @if view.lines.is_empty() { (nothing(view)) } @else {
                ol.rows { @for line in &view.lines { li { (row(&view.frame, line, &view.asked.q)) } } }
            }
        }
        @if view.next.is_some() || !view.asked.after.is_empty() {
            nav.pages aria-label=(say("Pages")) {
                @if view.asked.after.is_empty() { span {} } @else { a.button href=(view.asked.with(|_| ())) { (say("Newest")) } }
                @if let Some(next) = &view.next {
                    a.button rel="next" href=(view.asked.with(|asked| asked.after.clone_from(next))) { (say("Older")) }
                }
            }
        }
    };
    shell(&view.frame, say("Messages"), &content)
}

fn filters(view: &View) -> Markup {
    let asked = &view.asked;
    html! {
        form.filters method="get" action="/messages" role="search" {
            div.field.wide {
                label for="q" { (say("Words in any language")) }
                input #q type="search" name="q" value=(asked.q) dir="auto" maxlength=(limits::QUERY_MAX_CHARS);
            }
            div.field {
                label for="conversation" { (say("Conversation")) }
                select #conversation name="conversation" {
                    option value="" { (say("Any")) }
                    @for (id, name) in &view.conversations {
                        option value=(id) selected[asked.conversation == *id] { (named(name)) }
                    }
                }
            }
            div.field {
                label for="kind" { (say("Read as")) }
                select #kind name="kind" {
                    option value="" { (say("Anything")) }
                    @for kind in Kind::ALL {
                        option value=(kind.word()) selected[asked.kind == kind.word()] { (kind_word(*kind)) }
                    }
                }
            }
            button.button { (say("Search")) }
        }
    }
}

fn chips(view: &View) -> Markup {
    let asked = &view.asked;
    let conversation = view.conversations.iter().find(|(id, _)| *id == asked.conversation).map(|(_, name)| named(name));
    let kind = Kind::from_word(&asked.kind).map(kind_word);
    let words = (!asked.q.is_empty()).then_some(asked.q.as_str());
    let chips = [
        (words, asked.with(|asked| asked.q.clear())),
        (conversation, asked.with(|asked| asked.conversation.clear())),
        (kind, asked.with(|asked| asked.kind.clear())),
        ((!asked.import.is_empty()).then(|| say("Import")), asked.with(|asked| asked.import.clear())),
    ];
    filters::chips(&chips)
}

/// One message of a list, with what was looked for marked.
pub fn row(frame: &Frame, line: &Line, typed: &str) -> Markup {
    html! {
        a.row.plain href={ "/messages/" (line.message) } {
            span.what dir="auto" {
                @if let (Some(at), true) = (line.words_gone_at, line.text.is_empty()) {
                    span.muted { (gone(at, &frame.wall)) }
                } @else if line.text.is_empty() { span.muted { (form_word(line.form)) } } @else { (excerpt(&line.text, typed)) }
            }
            span.end { (frame.wall.at(line.sent_at)) }
            span.sub {
                @if line.is_unfetched { span class="tag bad" { (say("Not fetched")) } }
                @if let Some(kind) = line.kind { span class={ "tag " (tone(kind)) } { (kind_word(kind)) } }
                bdi { (named(&line.sender)) }
                bdi { (line.conversation) }
                @if line.form != Form::Text && !line.text.is_empty() { span { (form_word(line.form)) } }
                @if let Some(about) = &line.about { bdi { (about) } }
            }
        }
    }
}

fn nothing(view: &View) -> Markup {
    html! {
        p.none {
            @if view.asked == Asked::default() {
                (weave(
                    say("Nothing was said yet. {link} to fill this."),
                    &[("link", &html! { a href="/import" { (say("Import a chat")) } })],
                ))
            } @else {
                (weave(
                    say("No message fits. {link}."),
                    &[("link", &html! { a href="/messages" { (say("Remove the filters")) } })],
                ))
            }
        }
    }
}

/// What a message does, as people say it.
pub fn kind_word(kind: Kind) -> &'static str {
    say(match kind {
        Kind::Issue => "Issue",
        Kind::Task => "Task report",
        Kind::Checkin => "Check-in",
        Kind::Progress => "Progress",
        Kind::Resolved => "Fix claimed",
        Kind::Verified => "Fix confirmed",
        Kind::Reopened => "Not fixed",
        Kind::Assign => "Assignment",
        Kind::Evidence => "Evidence",
        Kind::Question => "Question",
        Kind::Chatter => "Chatter",
    })
}

/// The colour of a kind's pill.
pub fn tone(kind: Kind) -> &'static str {
    match kind {
        Kind::Issue | Kind::Reopened => "bad",
        Kind::Task | Kind::Checkin | Kind::Verified => "ok",
        Kind::Resolved => "wait",
        Kind::Progress | Kind::Assign => "go",
        Kind::Evidence | Kind::Question | Kind::Chatter => "",
    }
}

/// A language's tag as people say it.
pub fn language_word(tag: &str) -> String {
    let known = say(match tag {
        "en" => "English",
        "ms" => "Malay",
        "id" => "Indonesian",
        "zh" => "Chinese",
        "ta" => "Tamil",
        "hi" => "Hindi",
        "ar" => "Arabic",
        "pt" => "Portuguese",
        "es" => "Spanish",
        "und" => "No language",
        other => return capital(other),
    });
    known.to_owned()
}
