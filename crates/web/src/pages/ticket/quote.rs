//! What a job would cost: who asks for how much, what was said to it, and a manager's yes or no.

use super::View;
use super::change::{Wish, unreadable};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::bubble::named;
use crate::state::Shared;
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::member::MemberRole;
use domain::quote;
use domain::request::{Actor, TicketCommand};
use domain::ticket::Ticket;
use domain::time::Instant;
use maud::{Markup, html};
use serde::Deserialize;

/// What a job would cost.
pub struct Quote {
    /// The number of the quote, which an answer names.
    pub number: u32,
    pub amount: String,
    pub by: String,
    /// The message that says so.
    pub message: String,
    /// Whether anybody has to agree.
    pub is_asked: bool,
    /// Whether that may still be said.
    pub is_open: bool,
    pub verdict: Option<Verdict>,
}

/// What was said to it.
pub struct Verdict {
    pub is_approved: bool,
    pub by: String,
    pub at: Instant,
}

/// The form of `POST /tickets/{ticket}/quote`.
#[derive(Debug, Deserialize)]
pub struct Answer {
    expected: String,
    quote: u32,
    answer: String,
}

/// What a ticket's quote says.
pub fn quoted(ticket: &Ticket, names: Names<'_>) -> Option<Quote> {
    let quote = ticket.course.quote.as_ref()?;
    let verdict = |verdict: &quote::Verdict| Verdict {
        is_approved: verdict.is_approved,
        by: match &verdict.by {
            Actor::Person(person) => names.person(person),
            other => names.actor(&other.to_string()),
        },
        at: verdict.at,
    };
    Some(Quote {
        number: quote.number,
        amount: quote.amount.to_string(),
        by: names.person(&quote.by),
        message: quote.message.to_string(),
        is_asked: quote.is_asked,
        is_open: quote.is_asked && ticket.stage.is_open(),
        verdict: quote.verdict.as_ref().map(verdict),
    })
}

/// The card.
pub fn quote(view: &View) -> Markup {
    let Some(quote) = &view.quote else { return html! {} };
    let gaps = [
        ("person", html! { a href={ "/messages/" (quote.message) } { bdi { (named(&quote.by)) } } }),
        ("amount", html! { b { (quote.amount) } }),
    ];
    let gaps: Vec<(&str, &dyn maud::Render)> =
        gaps.iter().map(|(name, value)| (*name, value as &dyn maud::Render)).collect();
    let may = view.frame.role.covers(MemberRole::Manager);
    html! {
        section.card aria-labelledby="quote" {
            h2 #quote { (say("Cost")) }
            p.pad {
                @match (&quote.verdict, quote.is_open) {
                    (None, true) => (weave(say("{person} asks for {amount}. Work waits for a manager’s answer."), &gaps)),
                    (None, false) if !quote.is_asked => (weave(say("{person} asks for {amount}, which nobody has to agree to."), &gaps)),
                    _ => (weave(say("{person} asks for {amount}."), &gaps)),
                }
            }
            @if let Some(verdict) = &quote.verdict { (said(view, verdict)) }
            @if may && quote.is_open { (answers(view, quote)) }
        }
    }
}

fn said(view: &View, verdict: &Verdict) -> Markup {
    let by = html! { bdi { (named(&verdict.by)) } };
    let words = if verdict.is_approved { say("Approved by {person}") } else { say("Declined by {person}") };
    html! { p.pad { (weave(words, &[("person", &by)])) (say(", ")) (view.frame.wall.at(verdict.at)) } }
}

fn answers(view: &View, quote: &Quote) -> Markup {
    html! {
        form.pad method="post" action={ "/tickets/" (view.ticket) "/quote" } {
            input type="hidden" name="expected" value=(view.stage.word());
            input type="hidden" name="quote" value=(quote.number);
            @if quote.verdict.is_none() {
                button.button.primary name="answer" value="approve" { (say("Approve")) } " "
                button.button name="answer" value="decline" { (say("Decline")) }
            } @else {
                button.button name="answer" value="undo" { (say("Take it back")) }
            }
        }
    }
}

/// `POST /tickets/{ticket}/quote`: for members.
pub async fn answer(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
    Form(form): Form<Answer>,
) -> Result<Response, Fault> {
    let command = match form.answer.as_str() {
        "approve" => TicketCommand::Approve(form.quote),
        "decline" => TicketCommand::Decline(form.quote),
        "undo" => TicketCommand::AskAgain(form.quote),
        _ => return Err(unreadable(say("Answer with one of the buttons."))),
    };
    Wish::of(ticket, &form.expected, command)?.grant(&shared, &member, None).await
}
