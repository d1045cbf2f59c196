//! Changing several tickets at once: those that are ticked in the list or on the board, or all of the list.

use super::Count;
use crate::member::Member;
use crate::pages::ticket::{Owners, is_at_work, owners};
use crate::parts::badges::priority_word;
use crate::wording::{counted, fill, key, say};
use domain::directory::Directory;
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::ticket::{Priority, Stage};
use maud::{Markup, html};
use std::collections::BTreeSet;

mod change;

pub use change::change;

/// So many are changed at once: each is decided by itself, all in one transaction, and may be taken back as one.
pub const TOGETHER_MAX: u64 = 200;
/// The form that the boxes of a page belong to, wherever they stand.
const FORM: &str = "together";
/// What is asked of those that are ticked, and of all.
const TICKED: &str = "ticked";
const ALL: &str = "all";
/// What may be done.
const ASSIGN: &str = "assign";
const PRIORITY: &str = "priority";
const VERIFY: &str = "verify";
const CLOSE: &str = "close";

/// What may be done at once on a page.
pub struct Together {
    /// The page itself, as an address.
    back: String,
    /// What "all" is, where that is offered.
    whole: Option<Whole>,
    /// Where those stand that are shown.
    stages: Vec<Stage>,
    /// Whom they may be given to: many at once are nobody's who does not work for the house.
    owners: Owners,
    /// What is ticked from the beginning: what was when the form was sent, and waits still.
    ticked: BTreeSet<TicketNumber>,
}

/// All of a list.
pub struct Whole {
    /// The list, as an address.
    pub list: String,
    pub count: Count,
    /// Where the journal ended when it was looked at.
    pub at: i64,
}

impl Whole {
    /// How many it is, where that is known and not too many.
    fn known(&self) -> Option<u64> {
        (!self.count.goes_on && self.count.found <= TOGETHER_MAX).then_some(self.count.found)
    }
}

impl Together {
    /// What a member may do at once on a page with tickets at these stages: those that are ticked, or all of a list.
    pub fn of(
        member: &Member,
        directory: &Directory,
        back: String,
        whole: Option<Whole>,
        stages: Vec<Stage>,
    ) -> Option<Self> {
        (Self::is_for(member) && !stages.is_empty()).then(|| {
            let owners = owners(directory, &member.login, is_at_work);
            Self { back, whole, stages, owners, ticked: BTreeSet::new() }
        })
    }

    /// Whether a member changes tickets.
    pub fn is_for(member: &Member) -> bool {
        member.login.role.covers(MemberRole::Supervisor)
    }

    /// With these ticked from the beginning.
    fn ticking(self, ticked: BTreeSet<TicketNumber>) -> Self {
        Self { ticked, ..self }
    }
}

/// The box of one ticket, which carries the stage that is shown.
pub fn tick(together: &Together, ticket: TicketNumber, stage: Stage) -> Markup {
    html! {
        label.tick {
            input type="checkbox" form=(FORM) name="ticket" value={ (ticket) "." (stage.word()) } checked[together.ticked.contains(&ticket)]
                autocomplete="off" data-tick
                aria-label=(fill(say("Choose {ticket}"), &[("ticket", &ticket.to_string())]));
        }
    }
}

/// The form, folded until something is ticked.
pub fn bar(together: &Together) -> Markup {
    let has = |stage: Stage| together.stages.contains(&stage);
    html! {
        details.card.fold.together open[!together.ticked.is_empty()] {
            summary { (say("Change several at once")) " " span.count data-ticked {} }
            form id=(FORM) method="post" action="/tickets/changes" {
                input type="hidden" name="back" value=(together.back);
                @match &together.whole {
                    Some(whole) => (which(whole)),
                    None => input type="hidden" name="which" value=(TICKED);,
                }
                (assignment(&together.owners))
                (priority())
                @if has(Stage::Resolved) || has(Stage::Verified) {
                    div.actions {
                        @if has(Stage::Resolved) { button.button name="act" value=(VERIFY) { (say("Verify the fix")) } }
                        @if has(Stage::Verified) { button.button name="act" value=(CLOSE) { (say("Close")) } }
                    }
                }
            }
        }
    }
}

fn which(whole: &Whole) -> Markup {
    html! {
        input type="hidden" name="list" value=(whole.list);
        fieldset {
            legend { (say("Which")) }
            label.radio { input type="radio" name="which" value=(TICKED) checked; (say("Those that are ticked")) }
            @match whole.known() {
                Some(count) => {
                    input type="hidden" name="count" value=(count);
                    input type="hidden" name="at" value=(whole.at);
                    label.radio { input type="radio" name="which" value=(ALL); (counted(count, "The {n} of this list", "All {n} of this list")) }
                }
                None => p.hint {
                    (fill(say("Narrow the list down to {n} or fewer to change all of it."), &[("n", &TOGETHER_MAX.to_string())]))
                },
            }
        }
    }
}

fn assignment(owners: &Owners) -> Markup {
    html! {
        div.pair {
            div.field {
                label for="together-owner" { (say("Owner")) }
                select #together-owner name="owner" {
                    option value="" { (say("Choose")) }
                    option value=(super::NOBODY) { (say("Nobody")) }
                    (owners.options(None))
                }
            }
            button.button name="act" value=(ASSIGN) { (say("Assign")) }
        }
    }
}

fn priority() -> Markup {
    html! {
        div.pair {
            div.field {
                label for="together-priority" { (say("Priority")) }
                select #together-priority name="priority" {
                    option value="" { (say("Choose")) }
                    @for (at, priority) in Priority::ALL.iter().enumerate() {
                        option value=(priority.word()) { "P" (at + 1) " " (priority_word(*priority)) }
                    }
                }
            }
            button.button name="act" value=(PRIORITY) { (say(SET)) }
        }
    }
}

/// What the button beside the priorities says.
const SET: &str = key("Set the priority");
