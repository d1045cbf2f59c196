//! What an uploaded export holds, before anything of it is kept.

use crate::doors::PreviewView;
use crate::pages::messages::language_word;
use crate::parts::badges::{counted, grouped};
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use maud::{Markup, html};

/// `GET /import/preview/{upload}`.
pub fn page(frame: &Frame, view: &PreviewView) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/import" { "Import" } " / nothing is kept yet" }
                h1 dir="auto" { (named(&view.group)) }
                p.lede { (summary(view)) }
            }
        }
        div.cols {
            div.stack { (tiles(view)) (dates(frame, view)) (unclear(view)) (confirm(view)) }
            div.stack { (people(view)) (languages(view)) }
        }
    };
    shell(frame, "Import", &content)
}

fn summary(view: &PreviewView) -> String {
    let found = counted(view.messages, "message", "messages");
    let people = counted(view.people_total, "person", "people");
    match view.known {
        0 => format!("{found} from {people}."),
        known => format!("{found} from {people}; {} known already and not added again.", grouped(known)),
    }
}

fn tiles(view: &PreviewView) -> Markup {
    let tile = |number: u64, word: &str| html! { div.tile { b { (grouped(number)) } span { (word) } } };
    html! {
        div.tiles {
            (tile(view.messages, "Messages")) (tile(view.messages.saturating_sub(view.known), "New"))
            (tile(view.people_total, "People")) (tile(view.media, "Photos and files"))
        }
    }
}

fn dates(frame: &Frame, view: &PreviewView) -> Markup {
    html! {
        section.card aria-labelledby="dates" {
            h2 #dates { "Dates" }
            dl.facts {
                @if let (Some(first), Some(last)) = (view.first_at, view.last_at) {
                    dt { "First message" } dd { (frame.wall.at(first)) }
                    dt { "Last message" } dd { (frame.wall.at(last)) }
                }
                dt { "Written as" }
                dd {
                    (view.date_order.label()) " "
                }
                dt { "Time zone" } dd { (view.zone) }
            }
            p.pad.hint { (view.date_reason) }
        }
    }
}

fn unclear(view: &PreviewView) -> Markup {
    html! {
        @if !view.unclear.is_empty() {
            section.card aria-labelledby="unclear" {
                h2 #unclear { "What was unclear" }
                ul.pad.why { @for line in &view.unclear { li { span dir="auto" { (line) } } } }
            }
        }
    }
}

fn confirm(view: &PreviewView) -> Markup {
    html! {
        form.actions method="post" action="/import/runs" {
            input type="hidden" name="upload" value=(view.upload);
            button.button.main { "Import " (counted(view.messages.saturating_sub(view.known), "message", "messages")) }
            a.button href="/import" { "Not this file" }
        }
    }
}

fn people(view: &PreviewView) -> Markup {
    let more = view.people_total.saturating_sub(view.people.len() as u64);
    html! {
        section.card aria-labelledby="people" {
            h2 #people { "Who speaks" span.count { (grouped(view.people_total)) } }
            ul.list {
                @for (name, count) in &view.people { li { span dir="auto" { (named(name)) } small { (grouped(*count)) } } }
                @if more > 0 { li { small { "and " (grouped(more)) " more" } } }
            }
        }
    }
}

fn languages(view: &PreviewView) -> Markup {
    html! {
        @if !view.languages.is_empty() {
            section.card aria-labelledby="languages" {
                h2 #languages { "Languages" }
                ul.list { @for (tag, share) in &view.languages { li { span { (language_word(tag)) } small { (share) " %" } } } }
            }
        }
    }
}
