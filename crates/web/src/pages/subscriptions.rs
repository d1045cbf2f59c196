//! Reports that are sent by themselves: to whom, when, and what became of the last ones.

use crate::form::name_field;
use crate::pages::handouts::{language_field, names_field};
use crate::pages::reports::Form;
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::wording::{fill, say, weave};
use domain::time::Instant;
use maud::{Markup, html};
use reports::Every;

mod change;
mod load;

pub use change::{add, again, end};
pub use load::show;

/// In which forms a report is sent.
pub const FORMS: [Form; 2] = [Form::Pdf, Form::Xlsx];

/// The page.
pub struct View {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// Parts of the organisation: a value of the form's list, and a name.
    pub parts: Vec<(String, String)>,
    /// Who can be written to, by our name for them, and a name.
    pub people: Vec<(String, String)>,
    /// From which address mails leave; none where there is no mail server.
    pub mails_from: Option<String>,
    /// The part that the form begins with.
    pub part: String,
    /// Names the form, so that it makes one.
    pub form: String,
}

/// One subscription.
pub struct Line {
    pub id: String,
    pub about: String,
    pub every: &'static str,
    /// As 08:00.
    pub time: String,
    pub to: String,
    pub is_mail: bool,
    pub language: &'static str,
    pub form: String,
    pub is_redacted: bool,
    pub made_by: String,
    /// The last editions, the last first.
    pub editions: Vec<Edition>,
}

/// One edition.
pub struct Edition {
    pub day: String,
    pub state: State,
    pub at: Instant,
    pub tries: i64,
    pub why: String,
}

/// How an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Begun,
    Sent,
    Doubt,
    Failed,
}

/// `GET /subscriptions`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/reports/weekly" { (say("Reports")) } }
                h1 { (say("Reports sent by themselves")) }
                p.lede { (say("By WhatsApp as a file, with a link to the page, the document and the spreadsheet; by e-mail as a file. Each once, at its time by the clocks of the site.")) }
            }
        }
        div.stack {
            section.card aria-labelledby="sent" {
                h2 #sent { (say("Subscriptions")) span.count { (view.lines.len()) } }
                @if view.lines.is_empty() { p.none { (say("None yet.")) } }
                @for line in &view.lines { (row(view, line)) }
            }
            (form(view))
        }
    };
    shell(&view.frame, say("Reports sent by themselves"), &content)
}

fn row(view: &View, line: &Line) -> Markup {
    html! {
        div.row.plain {
            span.what {
                (weave(
                    say("{what} to {name}"),
                    &[("what", &html! { b { bdi { (line.about) } } }), ("name", &html! { bdi { (named(&line.to)) } })],
                ))
            }
            span.sub {
                (fill(say("{every}, at {time}."), &[("every", say(line.every)), ("time", &line.time)])) " "
                @if line.is_mail { (say("E-mail")) (say(", ")) (line.form) (say(", ")) } @else { "WhatsApp, " }
                (line.language) @if !line.is_redacted { (say(", ")) (say("with names")) } ". "
                (weave(say("Made by {name}."), &[("name", &html! { bdi { (line.made_by) } })]))
            }
            @for edition in &line.editions { (edition_line(view, line, edition)) }
            form method="post" action={ "/subscriptions/" (line.id) "/end" } { button.button { (say("End")) } }
        }
    }
}

fn edition_line(view: &View, line: &Line, edition: &Edition) -> Markup {
    let words = say(match (edition.state, line.is_mail) {
        (State::Waiting, _) if edition.tries > 0 => "is tried again",
        (State::Waiting | State::Begun, _) => "is being sent",
        (State::Sent, true) => "was sent",
        (State::Sent, false) => "was handed to To send",
        (State::Doubt, _) => "may have been sent: nobody knows",
        (State::Failed, _) => "was not sent",
    });
    html! {
        span.sub {
            (weave(
                say("Of {day}: {words}, {time}"),
                &[("day", &edition.day), ("words", &words), ("time", &view.frame.wall.at(edition.at))],
            ))
            @if !edition.why.is_empty() && edition.state != State::Sent { ". " bdi { (edition.why) } }
        }
        @if matches!(edition.state, State::Doubt | State::Failed) {
            form method="post" action={ "/subscriptions/" (line.id) "/" (edition.day) "/again" } {
                button.button { (say("Send again")) }
            }
        }
    }
}

fn form(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="new" {
            h2 #new { (say("Send another")) }
            form.pad.stack method="post" action="/subscriptions" {
                (name_field(&view.form))
                div.field {
                    label for="part" { (say("About")) }
                    select #part name="part" {
                        @for (value, name) in &view.parts { option value=(value) selected[*value == view.part] { (name) } }
                    }
                }
                div.pair {
                    div.field {
                        label for="every" { (say("When")) }
                        select #every name="every" {
                            @for every in Every::ALL { option value=(every.word()) selected[every.word() == "monday"] { (say(every.label())) } }
                        }
                    }
                    div.field { label for="time" { (say("At")) } input #time type="time" name="time" value="08:00" required; }
                }
                div.field {
                    label for="to" { (say("By WhatsApp to")) }
                    select #to name="to" {
                        option value="" { (say("Nobody: by e-mail")) }
                        @for (id, name) in &view.people { option value=(id) { (name) } }
                    }
                }
                @if let Some(from) = &view.mails_from {
                    div.field {
                        label for="address" { (say("Or by e-mail to")) }
                        input #address type="email" name="address" maxlength="254" autocomplete="off";
                        small { (fill(say("From {name}"), &[("name", from)])) }
                    }
                    div.field {
                        label for="format" { (say("The file, by e-mail")) }
                        select #format name="format" { @for form in FORMS { option value=(form.word()) { (form.words()) } } }
                    }
                } @else {
                    p.hint { (say("E-mail is off: set LAKSANA_SMTP_URL and LAKSANA_MAIL_FROM (docs/settings.md).")) }
                }
                (language_field())
                (names_field())
                p.actions { button.button.main { (say("Send it from now on")) } }
            }
        }
    }
}
