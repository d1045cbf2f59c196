//! The seven stages of a ticket with the time each was reached.

use super::View;
use crate::wording::{key, say};
use domain::ticket::Stage;
use domain::time::Instant;
use maud::{Markup, html};

const STEPS: [&str; 7] = [
    key("Reported"),
    key("Classified"),
    key("Assigned"),
    key("In progress"),
    key("Resolved"),
    key("Verified"),
    key("Closed"),
];

/// The steps as an ordered list; the present one is marked as such.
pub fn stepper(view: &View) -> Markup {
    let times = &view.times;
    let reached: [Option<Instant>; 7] =
        [times.reported, times.classified, times.assigned, times.started, times.resolved, times.verified, times.closed];
    let now = position(view.stage, &reached);
    html! {
        ol.stepper aria-label=(say("Stages")) {
            @for (at, (word, instant)) in STEPS.into_iter().zip(reached).enumerate() {
                li class=(if at == now { "now" } else if at < now { "past" } else { "" })
                    aria-current=[(at == now).then_some("step")] {
                    span.label { (if at == now && view.stage == Stage::OnHold { say("On hold") } else { say(word) }) }
                    @if let (Some(instant), true) = (instant, at <= now) { (view.frame.wall.at(instant)) }
                }
            }
        }
    }
}

/// Which step a stage stands at; stages off the way stand at the last step that was reached.
fn position(stage: Stage, reached: &[Option<Instant>; 7]) -> usize {
    match stage {
        Stage::Reported => 0,
        Stage::Classified => 1,
        Stage::Assigned => 2,
        Stage::InProgress | Stage::OnHold | Stage::Reopened => 3,
        Stage::Resolved => 4,
        Stage::Verified => 5,
        Stage::Closed => 6,
        Stage::Merged | Stage::Cancelled => reached.iter().rposition(Option::is_some).unwrap_or(0),
    }
}
