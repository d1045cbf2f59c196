//! What was promised about a ticket: how much time is left, and for what its clocks stood still.

use super::{View, pauses};
use crate::names::Names;
use crate::pages::sla::{standing_word, target_word};
use crate::parts::bubble::named;
use crate::wording::{fill, of_reports, plural, say, weave};
use domain::agreement::Target;
use domain::clock::{Clock, Standing, read};
use domain::directory::Directory;
use domain::ticket::Ticket;
use domain::time::{Instant, Zone};
use maud::{Markup, html};

/// How many parts the drawing of a clock has.
const PARTS: i64 = 1_000;

/// One promise.
pub struct Promised {
    pub target: Target,
    /// When it was answered.
    pub settled_at: Option<Instant>,
    pub standing: Standing,
    pub due_at: Option<Instant>,
    pub clock: Option<Clock>,
}

/// A time that somebody gave, which nobody answered yet.
pub struct Said {
    pub by: String,
    pub due_at: Instant,
    /// It is wanted by then, and nobody said that they would.
    pub is_limit: bool,
    /// The message that says so.
    pub message: String,
}

/// The time that somebody gave.
pub fn said(ticket: &Ticket, names: Names<'_>) -> Option<Said> {
    let pledge = ticket.course.pledge.as_ref()?;
    let (by, message) = (names.person(&pledge.by), pledge.message.to_string());
    Some(Said { by, due_at: pledge.due_at, is_limit: pledge.is_limit, message })
}

/// What was promised about a ticket, as it stands at an instant.
pub fn promised(ticket: &Ticket, directory: &Directory, zone: &Zone, now: Instant) -> Vec<Promised> {
    let promises = ticket.course.promises.iter();
    let promised = promises.map(|(target, promise)| Promised {
        target: *target,
        settled_at: promise.settled.map(|settled| settled.at),
        standing: ticket.standing(promise),
        due_at: promise.due_at,
        clock: read(ticket, *target, directory, zone, now),
    });
    promised.collect()
}

/// The card.
pub fn promises(view: &View) -> Markup {
    html! {
        @if !view.promises.is_empty() || view.said.is_some() {
            section.card aria-labelledby="promises" {
                h2 #promises { (say("Promised")) }
                dl.facts {
                    @if let Some(said) = &view.said {
                        dt { @if said.is_limit { (say("Wanted by")) } @else { (say("Said to come by")) } }
                        dd { (given(view, said)) }
                    }
                    @for promised in &view.promises { dt { (target_word(promised.target)) } dd { (line(view, promised)) (bar(view, promised)) } }
                    @for (nth, wait) in view.waits.iter().enumerate() { (pauses::wait(view, nth, wait)) }
                }
            }
        }
    }
}

fn given(view: &View, said: &Said) -> Markup {
    let wall = &view.frame.wall;
    let is_over = said.due_at < wall.now;
    let words = if is_over {
        say("{time}, as {name} says in {link}, and nothing was heard since")
    } else {
        say("{time}, as {name} says in {link}")
    };
    html! {
        (weave(words, &[
            ("time", &html! { b class=[is_over.then_some("bad-text")] { (wall.at(said.due_at)) } }),
            ("name", &html! { bdi { (named(&said.by)) } }),
            ("link", &html! { a href={ "/messages/" (said.message) } { (say("this message")) } }),
        ]))
    }
}

fn line(view: &View, promised: &Promised) -> Markup {
    let (wall, now) = (&view.frame.wall, view.frame.wall.now);
    let is_late = promised.standing == Standing::Missed || promised.due_at.is_some_and(|due_at| due_at < now);
    html! {
        @match (promised.due_at, promised.standing) {
            (_, Standing::Void) if view.stage.is_put_away() => span.muted { (say("Not owed: put away")) },
            (_, Standing::Void) => span.muted { (standing_word(Standing::Void)) },
            (Some(due_at), _) if promised.settled_at.is_some() => {
                (was_due(
                    &html! { b class=[is_missed(promised).then_some("bad-text")] { (standing_word(promised.standing)) } },
                    &wall.at(due_at),
                ))
            },
            (_, standing) if promised.settled_at.is_some() => b { (standing_word(standing)) },
            (Some(due_at), _) if is_late => (was_due(&html! { b.bad-text { (say("Overdue")) } }, &wall.at(due_at))),
            (Some(due_at), _) => {
                @match promised.clock.and_then(left_us) {
                    Some(left) => (weave(
                        say("Due {time}, {left}"),
                        &[("time", &wall.at(due_at)), ("left", &html! { b { (left_words(left)) } })],
                    )),
                    None => (weave(say("Due {time}"), &[("time", &wall.at(due_at))])),
                }
            },
            (None, standing) => {
                b { (standing_word(standing)) }
                @if let Some(left) = promised.clock.and_then(left_us) { (say(", ")) (left_words(left)) }
            },
        }
        @if let Some(clock) = promised.clock {
            " "
            span.muted {
                (fill(
                    say("({net} counted, {gross} by the clock)"),
                    &[("net", &of_reports().length(clock.net_us)), ("gross", &of_reports().length(clock.gross_us))],
                ))
            }
        }
    }
}

fn was_due(standing: &Markup, due_at: &Markup) -> Markup {
    weave(say("{standing}, was due {time}"), &[("standing", standing), ("time", due_at)])
}

fn left_words(left_us: i64) -> String {
    fill(say("{length} left"), &[("length", &of_reports().length(left_us))])
}

fn is_missed(promised: &Promised) -> bool {
    promised.standing == Standing::Missed
}

fn left_us(clock: Clock) -> Option<i64> {
    clock.allowed_us.map(|allowed_us| (allowed_us - clock.net_us).max(0))
}

/// The course of a promise as a drawing: what ran, in which stretches work waited, when it is due, and what ran over.
fn bar(view: &View, promised: &Promised) -> Markup {
    let (Some(opened_at), Some(due_at)) = (view.times.reported, promised.due_at) else { return html! {} };
    let until = promised.settled_at.unwrap_or(view.frame.wall.now).max(opened_at);
    let whole_us = (until.max(due_at).us() - opened_at.us()).max(1);
    let at = |instant: Instant| ((instant.us() - opened_at.us()).clamp(0, whole_us) * PARTS) / whole_us;
    let name = promised.target.word();
    let words = fill(
        plural(view.waits.len() as u64, "{target}: {n} pause", "{target}: {n} pauses"),
        &[("target", target_word(promised.target)), ("n", &view.waits.len().to_string())],
    );
    html! {
        svg.clock viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=(words) {
            pattern id={ "wait-" (name) } width="12" height="12" patternUnits="userSpaceOnUse" {
                path.hatch d="M-3 3 3-3M0 12 12 0M9 15 15 9" {}
            }
            rect.ground width="1000" height="12" {}
            rect.ran width=(at(until.min(due_at))) height="12" {}
            @if until > due_at {
                rect.over x=(at(due_at)) width=(at(until) - at(due_at)) height="12" {}
            }
            @for wait in view.waits.iter().filter(|wait| wait.counts() && wait.since < until) {
                @let end = wait.until.unwrap_or(until).min(until);
                rect.wait x=(at(wait.since)) width=((at(end) - at(wait.since)).max(4)) height="12" {}
                rect x=(at(wait.since)) width=((at(end) - at(wait.since)).max(4)) height="12"
                    fill={ "url(#wait-" (name) ")" } {}
            }
            rect.due x=((at(due_at) - 4).max(0)) width="4" height="12" {}
        }
    }
}
