//! Bringing an exported chat in: upload, a look before anything is kept, reading, and taking it out again.

mod preview;
mod run;
mod upload;

use crate::doors::{DateOrder, ImportLine, ImportState};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::wording::{counted, say, weave};
use maud::{Markup, html};

pub use run::{confirm, remove, show, start};
pub use upload::{again, list, receive};

/// The page with the form and the past runs.
pub struct View {
    pub frame: Frame,
    /// The zone that is assumed unless the member says another.
    pub zone: String,
    pub lines: Vec<ImportLine>,
}

/// `GET /import`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                h1 { (say("Import a chat")) }
                p.lede { (say("You see what was found before anything is kept. Nothing is ever sent to the group.")) }
            }
        }
        div.cols {
            div.stack { (upload(view)) (past(view)) }
            (how())
        }
    };
    shell(&view.frame, say("Import"), &content)
}

fn upload(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="upload" {
            h2 #upload { (say("The exported file")) }
            form.pad method="post" action="/import" enctype="multipart/form-data" {
                // The words come before the file, so that they are known when its bytes stream in.
                div.field {
                    label for="group" { (say("What the group is called")) }
                    input #group name="group" dir="auto" maxlength="120" placeholder=(say("As the file says"));
                }
                div.field {
                    label for="zone" { (say("Time zone of the phone that exported it")) }
                    input #zone name="zone" maxlength="64" placeholder=(view.zone) autocapitalize="off" spellcheck="false";
                }
                div.field {
                    label for="date_order" { (say("How dates are written in it")) }
                    select #date_order name="date_order" {
                        @for order in DateOrder::ALL { option value=(order.word()) { (order.label()) } }
                    }
                }
                div.field {
                    label for="file" { (say("The .zip or .txt file")) }
                    input #file type="file" name="file" required accept=".zip,.txt,application/zip,text/plain";
                }
                button.button.main { (say("Look into it")) }
            }
        }
    }
}

fn how() -> Markup {
    html! {
        section.card aria-labelledby="how" {
            h2 #how { (say("On the phone")) }
            div.pad {
                ol.steps {
                    li { span { (say("Open the group in WhatsApp.")) } }
                    li { span { (weave(
                        say("Android: {android}. iPhone: tap the name, then {iphone}."),
                        &[
                            ("android", &html! { b { (say("⋮ › More › Export chat")) } }),
                            ("iphone", &html! { b { (say("Export chat")) } }),
                        ],
                    )) } }
                    li { span { (weave(
                        say("Choose {choice} to keep photos as proof."),
                        &[("choice", &html! { b { (say("Include media")) } })],
                    )) } }
                    li { span { (say("Send the file to yourself and upload it here.")) } }
                }
                p.hint {
                    (say("WhatsApp exports only the newest 10,000 messages or so with media, about 40,000 without.")) " "
                    (say("Import again later: what is known already is not added twice."))
                }
            }
        }
    }
}

fn past(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="past" {
            h2 #past { (say("Past imports")) }
            @if view.lines.is_empty() { p.none { (say("None yet.")) } } @else {
                ul.list {
                    @for line in &view.lines {
                        li {
                            a href={ "/import/" (line.import) } { bdi { (named(&line.group)) } }
                            small { (view.frame.wall.at(line.started_at)) }
                            small { (state(line.state)) }
                            @if line.state != ImportState::Removed { a href={ "/import/" (line.import) "/removal" } { (say("Remove")) } } @else { span {} }
                        }
                    }
                }
            }
        }
    }
}

fn state(state: ImportState) -> String {
    match state {
        ImportState::Reading => say("being read").into(),
        ImportState::Finished { added } => counted(added, "{n} message added", "{n} messages added"),
        ImportState::Interrupted { kept } => {
            counted(kept, "interrupted, {n} message kept", "interrupted, {n} messages kept")
        }
        ImportState::Removed => say("taken out again").into(),
    }
}
