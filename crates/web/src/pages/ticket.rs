//! One ticket: where it stands, what was said and done, and what a member may do next.

mod change;
mod composer;
mod evidence;
mod forms;
mod labels;
mod load;
mod paper;
mod passes;
mod pauses;
mod promises;
mod quote;
mod stepper;
mod timeline;

use crate::pages::places;
use crate::pages::today::titled;
use crate::parts::badges::{self, category_word};
use crate::parts::shell::{Frame, shell};
use crate::parts::who::Who;
use crate::wording::{counted, say, weave};
use domain::id::TicketNumber;
use domain::media::Grade;
use domain::member::MemberRole;
use domain::ticket::{Category, HoldReason, Priority, Stage};
use domain::time::Instant;
use maud::{Markup, html};

pub use change::{assignment, cancellation, cause, classification, letter, merger, note, stage};
pub use composer::Composer;
pub use evidence::Shot;
pub use forms::owner_value;
pub use labels::{Labels, change as label};
pub use load::{is_at_work, is_noted, owners, show};
pub use paper::{paper, story};
pub use passes::{Passes, make as make_pass, revoke as revoke_pass};
pub use pauses::{Wait, answer as pause};
pub use promises::{Promised, Said};
pub use quote::{Quote, answer as quote};
pub use timeline::{Line, Show};

/// The page.
pub struct View {
    pub frame: Frame,
    pub ticket: TicketNumber,
    pub title: String,
    pub stage: Stage,
    pub category: Category,
    pub priority: Priority,
    pub hold: Option<HoldReason>,
    /// Its place by full name.
    pub place: String,
    pub place_id: String,
    pub reporter: Who,
    pub voices: Vec<Who>,
    pub owner: Option<Owner>,
    pub claimant: Option<Who>,
    pub times: Times,
    pub reopened: u32,
    pub recurrence_of: Option<TicketNumber>,
    /// How often its fault was there before.
    pub repeats: u32,
    /// The ticket as which its fault came back too soon.
    pub came_back: Option<TicketNumber>,
    /// The ticket in which its cause is looked for, and the one whose cause is looked for in it.
    pub cause: Option<TicketNumber>,
    pub seeks: Option<TicketNumber>,
    /// The check that found it: its name, and where its day is.
    pub found_by: Option<(String, String)>,
    /// Whether its cause is worth looking for, and nobody does yet.
    pub is_cause_due: bool,
    pub merged_into: Option<TicketNumber>,
    pub photos: Vec<Shot>,
    /// How much the claimant's evidence proves, when somebody claims the fix.
    pub proven: Option<Grade>,
    pub timeline: Vec<Line>,
    /// Which lines of the timeline are shown.
    pub show: Show,
    /// Where older lines of the timeline are, when there are any.
    pub earlier: Option<String>,
    /// Whether the timeline ends with the newest line.
    pub is_newest: bool,
    pub composer: Composer,
    pub choices: Choices,
    pub promises: Vec<Promised>,
    pub waits: Vec<Wait>,
    pub passes: Passes,
    pub said: Option<Said>,
    /// What the job would cost.
    pub quote: Option<Quote>,
    /// The organisation's own labels.
    pub labels: Vec<Labels>,
}

impl View {
    /// Whether whoever looks may do something to the ticket; deciding asks again.
    fn may_change(&self) -> bool {
        self.frame.role.covers(MemberRole::Supervisor)
    }
}

/// Who owns a ticket.
pub struct Owner {
    pub who: Who,
    /// The value of the form's list that names them.
    pub value: String,
}

/// When a ticket reached its stages.
#[derive(Default)]
pub struct Times {
    pub reported: Option<Instant>,
    pub classified: Option<Instant>,
    pub assigned: Option<Instant>,
    pub started: Option<Instant>,
    pub resolved: Option<Instant>,
    pub verified: Option<Instant>,
    pub closed: Option<Instant>,
}

/// What the forms let one choose from: values with names.
#[derive(Default)]
pub struct Choices {
    pub owners: Owners,
    pub places: Vec<(String, String)>,
}

/// Who may own a ticket: values with names.
#[derive(Default)]
pub struct Owners {
    pub people: Vec<(String, String)>,
    pub vendors: Vec<(String, String)>,
}

impl Owners {
    /// The options of a field; one of them may be chosen.
    pub fn options(&self, chosen: Option<&str>) -> Markup {
        let options = |choices: &[(String, String)]| {
            html! { @for (value, name) in choices { option value=(value) selected[chosen == Some(value)] { (name) } } }
        };
        html! {
            @if !self.people.is_empty() { optgroup label=(say("People")) { (options(&self.people)) } }
            @if !self.vendors.is_empty() { optgroup label=(say("Vendors")) { (options(&self.vendors)) } }
        }
    }
}

/// `GET /tickets/{ticket}`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow {
                    a href="/tickets" { (say("Tickets")) } " / " span.number { (view.ticket) } " "
                    (badges::priority(view.priority)) " " (badges::stage(view.stage))
                }
                h1 dir="auto" { (titled(&view.title)) }
                (ties(view))
                p.muted {
                    a href={ "/tickets/" (view.ticket) "/report.pdf" } download { (say("Download as PDF")) }
                    @if view.frame.is_whole {
                        " · " a href={ "/audit?ticket=" (view.ticket) } { (say("Audit of this ticket")) }
                        " · " a href={ "/tickets/" (view.ticket) "/proof" } download { (say("Download proof")) }
                    }
                }
            }
        }
        div.stack {
            (stepper::stepper(view))
            // What to do comes first on a phone, and beside the timeline where there is room.
            div.cols.act {
                @if view.may_change() { (forms::forms(view)) } @else { (forms::looking()) }
                div.stack {
                    (quote::quote(view))
                    (promises::promises(view))
                    (evidence::evidence(view))
                    (timeline::timeline(view))
                }
                div.stack { (facts(view)) (labels::labels(view)) @if view.may_change() { (passes::passes(view)) } }
            }
        }
    };
    shell(&view.frame, &format!("{} {}", view.ticket, titled(&view.title)), &content)
}

/// Other tickets that this one is bound to.
fn ties(view: &View) -> Markup {
    let link = |ticket: TicketNumber| html! { a href={ "/tickets/" (ticket) } { (ticket) } };
    html! {
        @if let Some(into) = view.merged_into { p.lede { (weave(say("The same as {ticket}, which goes on."), &[("ticket", &link(into))])) } }
        @if let Some(earlier) = view.recurrence_of {
            p.lede {
                @if view.repeats > 1 {
                    (weave(
                        say("↻ This happened before: {ticket}, now for time number {n}."),
                        &[("ticket", &link(earlier)), ("n", &(view.repeats + 1))],
                    ))
                } @else {
                    (weave(say("↻ This happened before: {ticket}."), &[("ticket", &link(earlier))]))
                }
            }
        }
        @if let Some((check, href)) = &view.found_by {
            p.lede { (weave(say("Found by the check {task}."), &[("task", &html! { a href=(href) { bdi { (check) } } })])) }
        }
        @if let Some(again) = view.came_back { p.lede.bad-text { (weave(say("↻ The fix did not hold: it came back as {ticket}."), &[("ticket", &link(again))])) } }
        @if let Some(cause) = view.cause { p.lede { (weave(say("Its cause is looked for in {ticket}."), &[("ticket", &link(cause))])) } }
        @if let Some(of) = view.seeks { p.lede { (weave(say("Looks for the cause of what keeps coming back, last as {ticket}."), &[("ticket", &link(of))])) } }
        @if view.is_cause_due && view.may_change() {
            form method="post" action={ "/tickets/" (view.ticket) "/cause" } { button.button { (say("Open a root-cause ticket")) } }
        }
        @if view.reopened > 0 { p.lede.bad-text { (counted(u64::from(view.reopened), "↻ Reopened {n} time.", "↻ Reopened {n} times.")) } }
    }
}

fn facts(view: &View) -> Markup {
    let wall = &view.frame.wall;
    html! {
        section.card aria-labelledby="facts" {
            h2 #facts { (say("Facts")) }
            dl.facts {
                dt { (say("Owner")) }
                dd {
                    @match &view.owner {
                        Some(owner) => (owner.who),
                        None => span.bad-text { (say("Nobody yet")) },
                    }
                }
                @if let Some(reason) = view.hold { dt { (say("On hold")) } dd { (badges::hold_word(reason)) } }
                dt { (say("Place")) }
                dd { @if view.place.is_empty() { span.muted { (say("Not known")) } } @else { a href=(places::path(&view.place_id)) dir="auto" { (view.place) } } }
                dt { (say("Category")) } dd { (category_word(view.category)) }
                dt { (say("Priority")) } dd { (badges::priority(view.priority)) }
                dt { (say("Reported by")) } dd { (view.reporter) }
                @if !view.voices.is_empty() {
                    dt { (say("Also by")) }
                    dd { @for (at, voice) in view.voices.iter().enumerate() { @if at > 0 { (say(", ")) } (voice) } }
                }
                @if let Some(claimant) = &view.claimant { dt { (say("Fix claimed by")) } dd { (claimant) } }
                @if let Some(proven) = view.proven { dt { (say("Proof of the fix")) } dd { (crate::parts::evidence::grade(proven)) } }
                @if let Some(opened) = view.times.reported { dt { (say("Age")) } dd { (wall.age(opened)) } }
            }
        }
    }
}
