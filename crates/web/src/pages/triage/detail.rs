//! One message of the inbox: said in its conversation, held to mean something, and the ways to answer.

use super::{Detail, View, reply, snooze};
use crate::pages::message::confidence_word;
use crate::pages::messages::{kind_word, language_word};
use crate::pages::today::titled;
use crate::parts::badges::{self, category_word};
use crate::parts::bubble::bubble;
use crate::parts::shown::Shown;
use crate::wording::{fill, in_english, say, weave};
use domain::message::{Interpretation, Kind};
use domain::ticket::{Category, Priority};
use maud::{Markup, html};

/// The message that is looked at.
pub fn detail(view: &View, detail: &Detail) -> Markup {
    let wall = &view.frame.wall;
    html! {
        div.stack.detail data-here={ "/triage/" (detail.message.id) } {
            nav.between aria-label=(say("Neighbours")) {
                a.button.back href="/triage" { (say("All")) }
                @if let Some(previous) = &detail.previous { a.button href={ "/triage/" (previous) } data-key="k" { (say("Previous")) } }
                @if let Some(next) = &detail.next { a.button href={ "/triage/" (next) } data-key="j" { (say("Next")) } }
            }
            section.card aria-label=(say("What was said")) {
                div.wall {
                    @for other in &detail.before { (bubble(other, wall, false, &html! {})) }
                    (bubble(&detail.message, wall, true, &html! {}))
                    @for other in &detail.after { (bubble(other, wall, false, &html! {})) }
                }
            }
            @if view.may_answer() {
                (answer(detail))
                (reply::form(view, detail))
                (snooze::form(view, detail))
            } @else { (looking(detail)) }
            (why(detail))
            @if !detail.similar.is_empty() { (similar(view, detail)) }
        }
    }
}

/// What a message means, as a form shows it that answers.
pub fn shown(meaning: &Interpretation) -> Shown {
    let about = meaning.about.as_ref().map(|about| format!("{about:?}")).unwrap_or_default();
    Shown::of([
        format!("{:?}", meaning.by).as_str(),
        meaning.kind.word(),
        meaning.category.map_or("", Category::word),
        meaning.priority.map_or("", Priority::word),
        meaning.place.as_ref().map_or("", |place| place.as_str()),
        &about,
    ])
}

/// What stands in place of the answers for who may only look.
fn looking(detail: &Detail) -> Markup {
    let meaning = &detail.meaning;
    html! {
        section.card aria-labelledby="meaning" {
            h2 #meaning { (say("What it means")) span.count { (confidence_word(meaning.confidence)) } }
            p.pad { (kind_word(meaning.kind)) }
            p.none { (say("You may look. Supervisors, managers and owners say what messages mean.")) }
        }
    }
}

/// The proposed fields, and the answers.
fn answer(detail: &Detail) -> Markup {
    let meaning = &detail.meaning;
    let is_issue = meaning.kind == Kind::Issue;
    html! {
        section.card aria-labelledby="meaning" {
            h2 #meaning { (say("What it means")) span.count { (confidence_word(meaning.confidence)) } }
            form.pad method="post" action={ "/triage/" (detail.message.id) "/correction" } {
                (shown(meaning).field())
                @if let Some(next) = &detail.next { input type="hidden" name="next" value=(next); }
                @if let Some(opened) = detail.opened { input type="hidden" name="opened" value=(opened); }
                @match (detail.opened, &detail.about) {
                    (Some(opened), _) => p { (weave(say("It opened {link}."), &[("link", &html! { a href={ "/tickets/" (opened) } { (opened) } })])) },
                    (None, Some((href, words))) => p { (weave(say("It is held to speak of {link}."), &[("link", &html! { a href=(href) { bdi { (words) } } })])) },
                    (None, None) => p.muted { (say("It was held to speak of nothing that is known.")) },
                }
                (fields(detail))
                div.actions {
                    button.button.main name="verdict" value="accept" data-key="Enter" { (say("Accept")) }
                    @if is_issue && detail.opened.is_none() && detail.about.is_some() {
                        button.button name="verdict" value="new" data-key="c" { (say("A new issue")) }
                    }
                    button.button.bad name="verdict" value="nothing" data-key="n" {
                        @if is_issue { (say("Not an issue")) } @else { (say("Nothing to do")) }
                    }
                }
                div.pair {
                    div.field {
                        label for="into" { @if is_issue { (say("Duplicate of")) } @else { (say("Belongs to")) } }
                        input #into name="into" value=[detail.typed.as_ref().map(|(_, into)| into)] placeholder="T-104" autocomplete="off" data-key="d" maxlength="12";
                    }
                    button.button name="verdict" value="attach" { (say("Attach")) }
                }
            }
        }
    }
}

fn fields(detail: &Detail) -> Markup {
    let meaning = detail.typed.as_ref().map_or(&detail.meaning, |(typed, _)| typed);
    let place = meaning.place.as_ref().map(|place| place.as_str());
    html! {
        div.quarters {
            div.field {
                label for="kind" { (say("It is")) }
                select #kind name="kind" {
                    @for kind in Kind::ALL { option value=(kind.word()) selected[*kind == meaning.kind] { (kind_word(*kind)) } }
                }
            }
            div.field {
                label for="category" { (say("Category")) }
                select #category name="category" {
                    option value="" { "–" }
                    @for category in Category::ALL {
                        option value=(category.word()) selected[Some(*category) == meaning.category] { (category_word(*category)) }
                    }
                }
            }
            div.field {
                label for="priority" { (say("Priority")) }
                select #priority name="priority" {
                    option value="" { "–" }
                    @for priority in Priority::ALL {
                        option value=(priority.word()) selected[Some(*priority) == meaning.priority] { (badges::priority_word(*priority)) }
                    }
                }
            }
            div.field {
                label for="place" { (say("Place")) }
                select #place name="place" {
                    option value="" { (say("Not known")) }
                    @for (value, name) in &detail.places { option value=(value) selected[place == Some(value.as_str())] { (name) } }
                }
            }
        }
    }
}

fn why(detail: &Detail) -> Markup {
    html! {
        section.card aria-labelledby="why" {
            h2 #why { (say("Why")) span.count { (language_word(&detail.meaning.language)) } }
            @if detail.reasons.is_empty() && detail.opinion.is_none() { p.none { (say("The reader gave no reason.")) } } @else {
                div.pad { ul.why {
                    @if let Some(opinion) = &detail.opinion { li dir="auto" { span { (opinion) } } }
                    @for reason in &detail.reasons { li dir="auto" { span { (in_english(reason)) } } } } }
            }
        }
    }
}

fn similar(view: &View, detail: &Detail) -> Markup {
    html! {
        section.card aria-labelledby="similar" {
            h2 #similar { (say("Similar in the last 90 days")) span.count { (detail.similar.len()) } }
            ul.rows {
                @for ticket in &detail.similar {
                    li.row.plain {
                        a.what href={ "/tickets/" (ticket.number) } dir="auto" { (titled(&ticket.title)) }
                        @if view.may_answer() { form method="post" action={ "/triage/" (detail.message.id) "/correction" } {
                            (shown(&detail.meaning).field())
                            @if let Some(next) = &detail.next { input type="hidden" name="next" value=(next); }
                            @if let Some(opened) = detail.opened { input type="hidden" name="opened" value=(opened); }
                            input type="hidden" name="kind" value=(detail.meaning.kind.word());
                            input type="hidden" name="into" value=(ticket.number);
                            button.button name="verdict" value="attach" aria-label=(fill(say("The same as {ticket}"), &[("ticket", &ticket.number.to_string())])) { (say("The same")) }
                        } }
                        span.sub {
                            span.number { (ticket.number) } (badges::stage(ticket.stage)) (view.frame.wall.at(ticket.touched_at))
                        }
                    }
                }
            }
        }
    }
}
