//! One card of the board, and where it may be moved.

use super::{Lane, Slip, View};
use crate::pages::tickets::tick;
use crate::pages::today::titled;
use crate::parts::badges::{self, hold_word};
use crate::parts::bubble::named;
use crate::wording::{counted, fill, key, say, weave};
use domain::ticket::{HoldReason, Stage};
use maud::{Markup, html};

/// Where a ticket may go from a stage by one press, as which stage, and what the button says.
fn moves(stage: Stage) -> &'static [(Lane, Stage, &'static str)] {
    const START: (Lane, Stage, &str) = (Lane::InProgress, Stage::InProgress, key("Start"));
    const FIXED: (Lane, Stage, &str) = (Lane::Resolved, Stage::Resolved, key("Mark as fixed"));
    const HOLD: (Lane, Stage, &str) = (Lane::OnHold, Stage::OnHold, key("Hold"));
    const AGAIN: (Lane, Stage, &str) = (Lane::Reported, Stage::Reopened, key("Reopen"));
    const ON: (Lane, Stage, &str) = (Lane::InProgress, Stage::InProgress, key("Go on"));
    const VERIFIED: (Lane, Stage, &str) = (Lane::Done, Stage::Verified, key("Verify the fix"));
    const CLOSED: (Lane, Stage, &str) = (Lane::Done, Stage::Closed, key("Close"));
    match stage {
        Stage::Reported | Stage::Classified => &[START, FIXED],
        Stage::Assigned | Stage::Reopened => &[START, HOLD, FIXED],
        Stage::InProgress => &[HOLD, FIXED],
        Stage::OnHold => &[ON, FIXED],
        Stage::Resolved => &[VERIFIED, AGAIN],
        Stage::Verified => &[CLOSED, AGAIN],
        Stage::Closed | Stage::Merged | Stage::Cancelled => &[AGAIN],
    }
}

/// The card.
pub fn slip(view: &View, slip: &Slip) -> Markup {
    html! {
        a.slip href={ "/tickets/" (slip.ticket) } {
            span.line {
                (badges::priority(slip.priority)) span.number { (slip.ticket) }
                @if slip.is_repeat { span title=(say("It happened before")) { "↻" span.hidden { " " (say("happened before")) } } }
                @if slip.reopened > 0 { span.bad-text { "↻ " (slip.reopened) "×" } }
                @if slip.photos > 0 { span { (counted(slip.photos as u64, "{n} photo", "{n} photos")) } }
            }
            span.what dir="auto" { (titled(&slip.title)) }
            @if !slip.place.is_empty() { span.line { bdi { (slip.place) } } }
            span.line {
                @match &slip.owner {
                    Some(owner) => bdi { (named(owner)) },
                    None if slip.stage.is_open() => span.bad-text { (say("No owner")) },
                    None => span {},
                }
                (due(view, slip))
            }
        }
        @if let Some(together) = &view.together { (tick(together, slip.ticket, slip.stage)) }
        @if view.may_move() { (mover(view, slip)) }
    }
}

fn due(view: &View, slip: &Slip) -> Markup {
    let wall = &view.frame.wall;
    match slip.due_at.filter(|_| slip.stage.is_open()) {
        Some(due_at) if due_at < wall.now => {
            html! { span.bad-text { (weave(say("overdue {age}"), &[("age", &wall.age(due_at))])) } }
        }
        Some(due_at) => html! { span { (weave(say("due {time}"), &[("time", &wall.at(due_at))])) } },
        None => html! { span { (wall.age(slip.opened_at)) } },
    }
}

/// The ways on, as one form: dragging a card and the keys press its buttons.
fn mover(view: &View, slip: &Slip) -> Markup {
    let moves = moves(slip.stage);
    let may_wait = moves.iter().any(|(lane, ..)| *lane == Lane::OnHold);
    html! {
        details.move {
            summary { (say("Move")) span.hidden { " " (slip.ticket) } }
            form method="post" action={ "/tickets/" (slip.ticket) "/stage" } {
                input type="hidden" name="expected" value=(slip.stage.word());
                input type="hidden" name="back" value=(view.asked.href());
                @if slip.stage.is_open() {
                    a.button href={ "/tickets/" (slip.ticket) "#assignee" } data-lane=(Lane::Assigned.word()) { (say("Give it to somebody")) }
                }
                @for (lane, stage, words) in moves.iter().filter(|(lane, ..)| *lane != Lane::OnHold) {
                    button.button name="stage" value=(stage.word()) data-lane=(lane.word()) { (say(words)) }
                }
                @if may_wait {
                    div.pair {
                        select name="reason" aria-label=(fill(say("Why {ticket} waits"), &[("ticket", &slip.ticket.to_string())])) {
                            @for reason in HoldReason::ALL { option value=(reason.word()) { (hold_word(*reason)) } }
                        }
                        button.button name="stage" value=(Stage::OnHold.word()) data-lane=(Lane::OnHold.word()) { (say("Hold")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_on_leads_into_the_column_of_its_stage() {
        for stage in Stage::ALL {
            for (lane, to, words) in moves(*stage) {
                assert!(lane.stages().contains(to), "{stage}: {words}");
            }
        }
    }
}
