//! What a member may do to a ticket: plain forms, each carrying the stage its sender saw.

use super::{Line, View};
use crate::parts::badges::{category_word, hold_word, priority_word, stage_word};
use crate::parts::bubble::{Bubble, named};
use crate::wording::{fill, key, say};
use domain::ticket::{Assignee, Category, HoldReason, Priority, Stage};
use maud::{Markup, html};

/// Messages from which one may be named as the reason to wait; the reason is mostly among the last.
const SHOWN_MAX: usize = 20;
/// Characters of each.
const SHOWN_CHARS: usize = 60;

/// An owner as forms name them; nobody by nothing.
pub fn owner_value(assignee: Option<&Assignee>) -> String {
    match assignee {
        Some(Assignee::Person(id)) => format!("person:{id}"),
        Some(Assignee::Vendor(id)) => format!("vendor:{id}"),
        None => String::new(),
    }
}

/// The forms that fit the stage.
pub fn forms(view: &View) -> Markup {
    let stage = view.stage;
    html! {
        section.card aria-labelledby="next" {
            h2 #next { (say("What next")) }
            @if stage.is_put_away() {
                p.none {
                    (fill(say("This was put away as “{stage}”. If that was wrong, reopen it."), &[("stage", stage_word(stage))]))
                }
            }
            @if stage.is_open() { (assignment(view)) }
            (steps(view))
            @if stage == Stage::Assigned || stage == Stage::InProgress || stage == Stage::Reopened { (hold(view)) }
            @if !stage.is_put_away() { (classification(view)) (merger(view)) }
            @if stage.is_open() { (cancellation(view)) }
        }
    }
}

/// What stands in their place for who may only look.
pub fn looking() -> Markup {
    html! {
        section.card aria-labelledby="next" {
            h2 #next { (say("What next")) }
            p.none { (say("You may look. Supervisors, managers and owners give it to somebody and move it on.")) }
        }
    }
}

fn expected(view: &View) -> Markup {
    html! { input type="hidden" name="expected" value=(view.stage.word()); }
}

fn assignment(view: &View) -> Markup {
    let owner = view.owner.as_ref().map(|owner| owner.value.as_str());
    html! {
        form.pad method="post" action={ "/tickets/" (view.ticket) "/assignment" } {
            (expected(view))
            div.pair {
                div.field {
                    label for="assignee" { (say("Owner")) }
                    select #assignee name="assignee" data-key="a" {
                        option value="" selected[owner.is_none()] { (say("Nobody")) }
                        (view.choices.owners.options(owner))
                    }
                }
                button class={ "button" @if owner.is_none() { " main" } } { (say("Assign")) }
            }
        }
    }
}

/// The stages that may come next, the likeliest first, as buttons.
fn steps(view: &View) -> Markup {
    let owned = view.owner.is_some();
    let steps: &[(Stage, &str)] = match view.stage {
        Stage::Reported | Stage::Classified => {
            &[(Stage::InProgress, key("Start")), (Stage::Resolved, key("Mark as fixed"))]
        }
        Stage::Assigned | Stage::Reopened => {
            &[(Stage::InProgress, key("Start")), (Stage::Resolved, key("Mark as fixed"))]
        }
        Stage::InProgress => &[(Stage::Resolved, key("Mark as fixed"))],
        Stage::OnHold => &[(Stage::InProgress, key("Go on")), (Stage::Resolved, key("Mark as fixed"))],
        Stage::Resolved => &[(Stage::Verified, key("Verify the fix")), (Stage::Reopened, key("Not fixed, reopen"))],
        Stage::Verified => &[(Stage::Closed, key("Close")), (Stage::Reopened, key("Reopen"))],
        Stage::Closed | Stage::Merged | Stage::Cancelled => &[(Stage::Reopened, key("Reopen"))],
    };
    html! {
        form.pad method="post" action={ "/tickets/" (view.ticket) "/stage" } {
            (expected(view))
            div.actions {
                @for (at, (stage, word)) in steps.iter().enumerate() {
                    button class={ "button" @if at == 0 && (owned || !view.stage.is_open()) { " main" } }
                        name="stage" value=(stage.word()) data-key=[(at == 0).then_some("e")] { (say(word)) }
                }
            }
        }
    }
}

/// A form that is folded away until its summary is chosen.
fn fold(view: &View, summary: &str, noun: &str, fields: &Markup) -> Markup {
    html! {
        details.fold {
            summary { (summary) }
            form method="post" action={ "/tickets/" (view.ticket) "/" (noun) } { (expected(view)) (fields) }
        }
    }
}

fn hold(view: &View) -> Markup {
    let fields = html! {
        input type="hidden" name="stage" value=(Stage::OnHold.word());
        div.pair {
            div.field {
                label for="reason" { (say("Why it waits")) }
                select #reason name="reason" {
                    @for reason in HoldReason::ALL { option value=(reason.word()) { (hold_word(*reason)) } }
                }
            }
            button.button { (say("Hold")) }
        }
        div.field {
            label for="shown" { (say("The message that shows it; without one the clocks go on")) }
            select #shown name="message" {
                option value="" { (say("None")) }
                @for said in view.timeline.iter().rev().filter_map(said).take(SHOWN_MAX) {
                    option value=(said.id) { (named(&said.sender)) ": " (said.text.chars().take(SHOWN_CHARS).collect::<String>()) }
                }
            }
        }
    };
    fold(view, say("Put on hold"), "stage", &fields)
}

fn said(line: &Line) -> Option<&Bubble> {
    match line {
        Line::Said(said, _) => Some(said),
        Line::Happened { .. } | Line::Written(_) | Line::Noted { .. } => None,
    }
}

fn classification(view: &View) -> Markup {
    let fields = html! {
        input type="hidden" name="shown" value={ (view.category.word()) ":" (view.priority.word()) ":" (view.place_id) };
        div.field {
            label for="category" { (say("Category")) }
            select #category name="category" {
                @for category in Category::ALL {
                    option value=(category.word()) selected[view.category == *category] { (category_word(*category)) }
                }
            }
        }
        div.field {
            label for="priority" { (say("Priority")) }
            select #priority name="priority" {
                @for (at, priority) in Priority::ALL.iter().enumerate() {
                    option value=(priority.word()) selected[view.priority == *priority] {
                        "P" (at + 1) " " (priority_word(*priority))
                    }
                }
            }
        }
        div.field {
            label for="place" { (say("Place")) }
            select #place name="place" {
                option value="" selected[view.place_id.is_empty()] { (say("Not known")) }
                @for (id, name) in &view.choices.places {
                    option value=(id) selected[view.place_id == *id] { (name) }
                }
            }
        }
        div { button.button { (say("Save")) } }
    };
    fold(view, say("Change category, priority or place"), "classification", &fields)
}

fn merger(view: &View) -> Markup {
    let fields = html! {
        p.hint { (say("Everybody who reported this becomes a voice on the other ticket.")) }
        div.pair {
            div.field {
                label for="into" { (say("The ticket that goes on")) }
                input #into name="into" placeholder="T-104" required pattern="[#Tt]?-?[0-9]+" maxlength="12";
            }
            button.button { (say("Merge")) }
        }
    };
    fold(view, say("Merge into another ticket"), "merger", &fields)
}

fn cancellation(view: &View) -> Markup {
    let fields = html! {
        p.hint { (say("Puts the ticket away. The messages stay, and it can be reopened.")) }
        div { button.button.bad { (say("Put it away")) } }
    };
    fold(view, say("Not an issue"), "cancellation", &fields)
}
