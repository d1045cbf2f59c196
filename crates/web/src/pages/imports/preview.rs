//! What an uploaded export holds, before anything of it is kept.

use crate::doors::PreviewView;
use crate::pages::messages::language_word;
use crate::parts::badges::grouped;
use crate::parts::bubble::named;
use crate::parts::shell::{Frame, shell};
use crate::wording::{counted, fill, in_english, say};
use maud::{Markup, html};

/// `GET /import/preview/{upload}`.
pub fn page(frame: &Frame, view: &PreviewView) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/import" { (say("Import")) } " / " (say("nothing is kept yet")) }
                h1 dir="auto" { (named(&view.group)) }
                p.lede data-plain="of a file that is not kept yet" { (summary(view)) }
            }
        }
        div.cols {
            div.stack { (tiles(view)) (dates(frame, view)) (unclear(view)) (confirm(view)) }
            div.stack { (people(view)) (languages(view)) }
        }
    };
    shell(frame, say("Import"), &content)
}

fn summary(view: &PreviewView) -> String {
    let found = counted(view.messages, "{n} message", "{n} messages");
    let people = counted(view.people_total, "{n} person", "{n} people");
    match view.known {
        0 => fill(say("{found} from {people}."), &[("found", &found), ("people", &people)]),
        known => fill(
            say("{found} from {people}; {known} known already and not added again."),
            &[("found", &found), ("people", &people), ("known", &grouped(known))],
        ),
    }
}

fn tiles(view: &PreviewView) -> Markup {
    let tile = |number: u64, word: &str| html! { div.tile data-plain="of a file that is not kept yet" { b { (grouped(number)) } span { (word) } } };
    html! {
        div.tiles {
            (tile(view.messages, say("Messages"))) (tile(view.messages.saturating_sub(view.known), say("New")))
            (tile(view.people_total, say("People"))) (tile(view.media, say("Photos and files")))
        }
    }
}

fn dates(frame: &Frame, view: &PreviewView) -> Markup {
    html! {
        section.card aria-labelledby="dates" {
            h2 #dates { (say("Dates")) }
            dl.facts {
                @if let (Some(first), Some(last)) = (view.first_at, view.last_at) {
                    dt { (say("First message")) } dd { (frame.wall.at(first)) }
                    dt { (say("Last message")) } dd { (frame.wall.at(last)) }
                }
                dt { (say("Written as")) }
                dd {
                    (view.date_order.label()) " "
                }
                dt { (say("Time zone")) } dd { (view.zone) }
            }
            p.pad.hint { (in_english(&view.date_reason)) }
        }
    }
}

fn unclear(view: &PreviewView) -> Markup {
    html! {
        @if !view.unclear.is_empty() {
            section.card aria-labelledby="unclear" {
                h2 #unclear { (say("What was unclear")) }
                ul.pad.why { @for line in &view.unclear { li { span dir="auto" { (in_english(line)) } } } }
            }
        }
    }
}

fn confirm(view: &PreviewView) -> Markup {
    html! {
        form.actions method="post" action="/import/runs" {
            input type="hidden" name="upload" value=(view.upload);
            button.button.main { (counted(view.messages.saturating_sub(view.known), "Import {n} message", "Import {n} messages")) }
            a.button href="/import" { (say("Not this file")) }
        }
    }
}

fn people(view: &PreviewView) -> Markup {
    let more = view.people_total.saturating_sub(view.people.len() as u64);
    html! {
        section.card aria-labelledby="people" {
            h2 #people { (say("Who speaks")) span.count data-plain="of a file that is not kept yet" { (grouped(view.people_total)) } }
            ul.list {
                @for (name, count) in &view.people { li { span dir="auto" { (named(name)) } small { (grouped(*count)) } } }
                @if more > 0 { li { small { (counted(more, "and {n} more", "and {n} more")) } } }
            }
        }
    }
}

fn languages(view: &PreviewView) -> Markup {
    html! {
        @if !view.languages.is_empty() {
            section.card aria-labelledby="languages" {
                h2 #languages { (say("Languages")) }
                ul.list { @for (tag, share) in &view.languages { li { span { (language_word(tag)) } small { (share) " %" } } } }
            }
        }
    }
}
