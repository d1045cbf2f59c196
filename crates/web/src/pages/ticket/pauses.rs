//! For what work waited: what shows it, who says that it is wrong, and a manager's answer to that.

use super::View;
use super::change::{Wish, unreadable};
use crate::fault::Fault;
use crate::form::Form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::parts::badges::hold_word;
use crate::parts::bubble::named;
use crate::state::Shared;
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::clock::{Pause, Rest};
use domain::member::MemberRole;
use domain::request::{Actor, TicketCommand};
use domain::ticket::{HoldReason, Ticket};
use domain::time::Instant;
use maud::{Markup, Render, html};
use serde::Deserialize;

/// A stretch in which work waited.
pub struct Wait {
    pub reason: HoldReason,
    pub since: Instant,
    pub until: Option<Instant>,
    /// The message that shows why; without one the clocks went on.
    pub message: Option<String>,
    /// Who says that it is wrong, and the message that says so.
    pub contest: Option<(String, String)>,
    /// Whether it stands, and who says so.
    pub ruling: Option<(bool, String)>,
}

impl Wait {
    /// Whether a clock may have stood still in it.
    pub fn counts(&self) -> bool {
        self.message.is_some() && self.ruling.as_ref().is_none_or(|(stands, _)| *stands)
    }
}

/// The form of `POST /tickets/{ticket}/pause`.
#[derive(Debug, Deserialize)]
pub struct Answer {
    expected: String,
    since: i64,
    answer: String,
    #[serde(default)]
    because: String,
}

/// For what work on a ticket waited.
pub fn waits(ticket: &Ticket, names: Names<'_>) -> Vec<Wait> {
    let by = |actor: &Actor| match actor {
        Actor::Person(person) => names.person(person),
        other => names.actor(&other.to_string()),
    };
    let wait = |pause: &Pause| match pause.rest {
        Rest::Held(reason) => Some(Wait {
            reason,
            since: pause.since,
            until: pause.until,
            message: pause.message.as_ref().map(ToString::to_string),
            contest: pause.contest.as_ref().map(|contest| (names.person(&contest.by), contest.message.to_string())),
            ruling: pause.ruling.as_ref().map(|ruling| (ruling.stands, by(&ruling.by))),
        }),
        Rest::Claimed | Rest::PutAway => None,
    };
    ticket.course.pauses.iter().filter_map(wait).collect()
}

/// One of them, in a list of facts.
pub fn wait(view: &View, nth: usize, wait: &Wait) -> Markup {
    let may = view.frame.role.covers(MemberRole::Manager) && !view.stage.is_put_away();
    html! {
        dt { (hold_word(wait.reason)) }
        dd {
            (stretch(view, wait))
            @if let Some((by, message)) = &wait.contest {
                br;
                (weave(say("{person} says in {link} that it is wrong."), &[
                    ("person", &html! { bdi { (named(by)) } }),
                    ("link", &html! { a href={ "/messages/" (message) } { (say("this message")) } }),
                ]))
            }
            @if let Some((stands, by)) = &wait.ruling {
                br;
                @let by = html! { bdi { (named(by)) } };
                @let words = if *stands { say("{person} lets it stand.") } else { say("{person} struck it: the clocks ran.") };
                b { (weave(words, &[("person", &by)])) }
            }
            @if may { (answers(view, nth, wait)) }
        }
    }
}

fn stretch(view: &View, wait: &Wait) -> Markup {
    let wall = &view.frame.wall;
    let since = wall.at(wait.since);
    let until = wait.until.map_or_else(|| html! { (say("now")) }, |until| wall.at(until));
    let (from, to): ((&str, &dyn Render), (&str, &dyn Render)) = (("from", &since), ("to", &until));
    html! {
        @match &wait.message {
            Some(message) => (weave(
                say("{from} to {to}, as {link} shows"),
                &[from, to, ("link", &html! { a href={ "/messages/" (message) } { (say("this message")) } })],
            )),
            None => (weave(
                say("{from} to {to}, the clocks went on: {why}"),
                &[from, to, ("why", &html! { b { (say("no message shows why")) } })],
            )),
        }
    }
}

/// A manager's answer: asked for where somebody says that it is wrong, else folded away.
fn answers(view: &View, nth: usize, wait: &Wait) -> Markup {
    let id = format!("because-{nth}");
    let fields = html! {
        input type="hidden" name="expected" value=(view.stage.word());
        input type="hidden" name="since" value=(wait.since.us());
        @if wait.ruling.is_none() {
            div.field { label for=(id) { (say("Why")) } input #(id) name="because" required maxlength=(limits::NOTE_MAX_CHARS); }
            @if wait.contest.is_some() { button.button name="answer" value="stands" { (say("It stands")) } " " }
            button.button name="answer" value="strike" { (say("Strike it")) }
        } @else {
            button.button name="answer" value="undo" { (say("Take it back")) }
        }
    };
    let form = html! { form method="post" action={ "/tickets/" (view.ticket) "/pause" } { (fields) } };
    html! {
        @if wait.contest.is_some() { (form) } @else {
            details.fold { summary { (say("This pause is wrong")) } (form) }
        }
    }
}

/// `POST /tickets/{ticket}/pause`: for members.
pub async fn answer(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Answer>,
) -> Result<Response, Fault> {
    let stands = match form.answer.as_str() {
        "stands" => Some(true),
        "strike" => Some(false),
        "undo" => None,
        _ => return Err(unreadable(say("Answer with one of the buttons."))),
    };
    let because = form.because.trim().chars().take(limits::NOTE_MAX_CHARS).collect();
    let command = TicketCommand::JudgePause { since: Instant::from_us(form.since), stands, because };
    Wish::of(ticket, &form.expected, command)?.grant(&shared, &member, None).await
}
