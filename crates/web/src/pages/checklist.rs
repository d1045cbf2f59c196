//! A day's checklist: each step with when it was ticked, by whom and by which message, and those that are missing.

use crate::parts::when::Wall;
use crate::wording::{say, weave};
use domain::directory::Directory;
use domain::task::{Occurrence, Task};
use domain::time::Instant;
use maud::{Markup, html};

/// A step of a day's work.
pub struct Step {
    pub name: String,
    /// Who ticked it, when and by which message.
    pub ticked: Option<Seen>,
}

/// That a step was ticked.
pub struct Seen {
    pub at: Instant,
    pub by: String,
    pub message: String,
    /// Whether a photo came with it.
    pub shown: bool,
}

/// The steps of a day, in order; those that were ticked before they were left out of the task come last.
pub fn steps(directory: &Directory, task: &Task, day: &Occurrence) -> Vec<Step> {
    let seen = |name: &str| {
        let tick = day.ticks.iter().find(|tick| tick.step == name)?;
        let by = directory.person(&tick.by).map_or_else(|| say("Somebody").to_owned(), |known| known.name.clone());
        Some(Seen { at: tick.at, by, message: tick.message.to_string(), shown: tick.shown })
    };
    let known = task.steps.all();
    let left = day.ticks.iter().map(|tick| &tick.step).filter(|step| !known.contains(step));
    known.iter().chain(left).map(|name| Step { name: name.clone(), ticked: seen(name) }).collect()
}

/// The section of a day's page.
pub fn section(steps: &[Step], wall: &Wall) -> Markup {
    let missing: Vec<&str> = steps.iter().filter(|step| step.ticked.is_none()).map(|step| step.name.as_str()).collect();
    let seen = steps.len() - missing.len();
    html! {
        section.card aria-labelledby="steps" {
            h2 #steps {
                (say("Steps")) " "
                small { (weave(say("{n} of {all} ticked"), &[("n", &seen), ("all", &steps.len())])) }
            }
            ol.stops {
                @for step in steps {
                    li {
                        @match &step.ticked {
                            None => b.missed { span aria-hidden="true" { "✕ " } span.hidden { (say("Not ticked")) ": " } bdi { (step.name) } },
                            Some(seen) => {
                                b { bdi { (step.name) } }
                                p {
                                    a href={ "/messages/" (seen.message) } { (wall.at(seen.at)) }
                                    " · " bdi { (seen.by) }
                                    @if seen.shown { " · " (say("photo")) }
                                }
                            },
                        }
                    }
                }
            }
            @if seen > 0 && !missing.is_empty() {
                p.pad { (weave(say("Still missing: {list}"), &[("list", &html! { b { bdi { (missing.join(", ")) } } })])) }
            }
        }
    }
}
