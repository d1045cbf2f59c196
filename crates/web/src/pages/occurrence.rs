//! One day of a task: how it ended, what proves it, and the form to judge it.

use crate::limits;
use crate::pages::checklist::{self, Step};
use crate::pages::handover;
use crate::pages::tour::{self, Stop};
use crate::parts::badges;
use crate::parts::bubble::{Bubble, bubble};
use crate::parts::evidence::{self, Photo};
use crate::parts::shell::{Frame, shell};
use crate::parts::shown::Shown;
use crate::query::{day_of, escaped};
use crate::wording::say;
use domain::id::TicketNumber;
use domain::media::Grade;
use domain::member::MemberRole;
use domain::task::Outcome;
use domain::time::{Day, Instant};
use maud::{Markup, html};

mod load;

pub use load::{judge, show};

/// The page.
pub struct View {
    pub frame: Frame,
    pub task: String,
    pub name: String,
    pub assignee: String,
    pub place: String,
    pub requires_photo: bool,
    pub day: Day,
    pub due_at: Instant,
    pub until: Instant,
    pub outcome: Option<Outcome>,
    /// Why it is excused.
    pub because: Option<String>,
    /// What was sent while somebody else judged it, or could not be kept, and why it says so.
    pub judged: Option<(Outcome, String)>,
    pub proof: Option<Bubble>,
    /// Whether something was handed over then.
    pub is_handover: bool,
    /// The checkpoints of a patrol; none of other work.
    pub stops: Vec<Stop>,
    /// The steps of the work; none where it is done as a whole.
    pub steps: Vec<Step>,
    /// The ticket of the fault that the check found.
    pub fault: Option<TicketNumber>,
    /// Photos, films and files of the day.
    pub photos: Vec<Photo>,
    /// How much all of it proves, when there is anything.
    pub proven: Option<Grade>,
}

/// `GET /tasks/{task}/{day}`.
pub fn page(view: &View) -> Markup {
    let wall = &view.frame.wall;
    let (sign, class, words) = badges::outcome(view.outcome);
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href={ "/tasks?day=" (view.day) } { (say("Tasks")) } " / " (wall.date(view.day)) }
                h1 dir="auto" { (view.name) }
                p.lede {
                    b class=(class) { span aria-hidden="true" { (sign) } " " (words) }
                    @if let Some(because) = &view.because { ": " bdi { (because) } }
                }
            }
        }
        div.cols {
            div.stack {
                section.card aria-labelledby="proof" {
                    h2 #proof { (say("Proof")) }
                    @match &view.proof {
                        Some(proof) => div.wall { (bubble(proof, wall, false, &html! {})) },
                        None => p.none { (say("No message proves it. It is looked for in the chat from the hour it is due.")) },
                    }
                }
                @if !view.photos.is_empty() { (evidence::card(&view.photos, wall)) }
            }
            div.stack { (facts(view)) @if view.frame.role.covers(MemberRole::Supervisor) { (judge_form(view)) } }
            @if !view.stops.is_empty() { (tour::section(&view.stops, wall)) }
            @if !view.steps.is_empty() { (checklist::section(&view.steps, wall)) }
        }
    };
    shell(&view.frame, &format!("{} {}", view.name, view.day), &content)
}

fn facts(view: &View) -> Markup {
    let wall = &view.frame.wall;
    html! {
        section.card aria-labelledby="facts" {
            h2 #facts { (say("Facts")) }
            dl.facts {
                dt { (say("Due")) } dd { (wall.at(view.due_at)) }
                dt { (say("Until")) } dd { (wall.at(view.until)) }
                dt { (say("Who")) } dd { @if view.assignee.is_empty() { span.muted { (say("Anybody")) } } @else { bdi { (view.assignee) } } }
                @if !view.place.is_empty() { dt { (say("Where")) } dd { bdi { (view.place) } } }
                @if !view.stops.is_empty() && view.frame.role.covers(MemberRole::Supervisor) {
                    dt { (say("Stickers")) } dd { a href={ "/tours/" (escaped(&view.task)) "/stickers" } { (say("Print them")) } }
                }
                @if let Some(proven) = view.proven { dt { (say("Proven")) } dd { (evidence::grade(proven)) } }
                @if let Some(ticket) = view.fault {
                    dt { (say("Fault found")) } dd { a href={ "/tickets/" (ticket) } { (ticket) } }
                }
                @if view.is_handover {
                    dt { (say("Handover")) } dd { a href=(handover::address(&view.task, view.day)) { (say("Read it")) } }
                }
                dt { (say("Photo")) } dd { (if view.requires_photo { say("Required") } else { say("Not required") }) }
            }
        }
    }
}

/// What the form shows.
fn shown(outcome: Option<Outcome>, because: Option<&str>) -> Shown {
    Shown::of([outcome.map_or("", Outcome::word), because.unwrap_or_default()])
}

fn judge_form(view: &View) -> Markup {
    let chosen = view.judged.as_ref().map(|(outcome, _)| *outcome).or(view.outcome);
    let because = view.judged.as_ref().map(|(_, because)| because).or(view.because.as_ref());
    html! {
        section.card aria-labelledby="judge" {
            h2 #judge { (say("Judge this day")) }
            form.pad method="post" action={ (day_of(&view.task, view.day)) "/outcome" } {
                (shown(view.outcome, view.because.as_deref()).field())
                fieldset {
                    legend { (say("How it ended")) }
                    @for outcome in Outcome::ALL {
                        @let (sign, class, words) = badges::outcome(Some(*outcome));
                        label.radio {
                            input type="radio" name="outcome" value=(outcome.word()) required
                                checked[chosen == Some(*outcome)];
                            span class=(class) aria-hidden="true" { (sign) } (words)
                        }
                    }
                }
                div.field {
                    label for="because" { (say("Why (an excuse needs a reason)")) }
                    input #because name="because" maxlength=(limits::NOTE_MAX_CHARS) value=[because];
                }
                button.button.main { (say("Save")) }
            }
        }
    }
}
