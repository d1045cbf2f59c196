//! Putting a message off until somebody has time for it: the form, those put off, and what the form does.

use super::change::{refused, to, unreadable};
use super::{Detail, View};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::bubble::{form_word, named};
use crate::parts::refused::refused as because;
use crate::parts::shell::Tab;
use crate::parts::when::Wall;
use crate::query::href;
use crate::state::Shared;
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::MessageId;
use domain::request::Command;
use domain::time::{Day, Instant};
use maud::{Markup, html};
use serde::Deserialize;

/// The word by which a message waits again.
pub const NOW: &str = "now";
const EVENING: &str = "evening";
const MORNING: &str = "morning";
const DAY: &str = "day";
/// When the evening begins, and when a day does: when somebody looks again.
const EVENING_HOUR: i8 = 18;
const MORNING_HOUR: i8 = 8;

/// The form of `POST /triage/{message}/snooze`.
#[derive(Debug, Deserialize)]
pub struct Snooze {
    until: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    next: String,
}

/// `POST /triage/{message}/snooze`: for members; puts a message off, or has it wait again.
pub async fn snooze(
    State(shared): State<Shared>,
    member: Member,
    Path(message): Path<String>,
    Form(snooze): Form<Snooze>,
) -> Result<Response, Fault> {
    let id = MessageId::new(message);
    let until = snooze.until(&shared.frame(&member, Tab::Triage).wall)?;
    let request = shared.request(&member, Command::Snooze { message: id.clone(), until });
    if let Some(Err(refusal)) = shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        return refused(&shared, &member, id, because(&refusal)).await;
    }
    let back = match until {
        None => to(id.as_str()),
        Some(until) => {
            let path = if snooze.next.is_empty() { "/triage".to_owned() } else { to(&snooze.next) };
            href(&path, &[("of", id.as_str()), ("until", &until.us().to_string())])
        }
    };
    Ok(Redirect::to(&back).into_response())
}

impl Snooze {
    fn until(&self, wall: &Wall) -> Result<Option<Instant>, Fault> {
        Ok(match self.until.as_str() {
            NOW => None,
            EVENING => Some(at(wall, wall.today(), EVENING_HOUR)),
            MORNING => Some(at(wall, wall.today().plus(1), MORNING_HOUR)),
            DAY => {
                let day: Day =
                    self.day.parse().map_err(|_| unreadable(say("Choose a time to come, within a year.")))?;
                Some(at(wall, day, MORNING_HOUR))
            }
            _ => return Err(unreadable(say("Answer with one of the buttons."))),
        })
    }
}

fn at(wall: &Wall, day: Day, hour: i8) -> Instant {
    wall.zone.instant(day.0.at(hour, 0, 0, 0))
}

/// The ways to put off the message that is looked at, or to have it wait again.
pub fn form(view: &View, detail: &Detail) -> Markup {
    let wall = &view.frame.wall;
    let action = format!("/triage/{}/snooze", detail.message.id);
    let next = html! { @if let Some(next) = &detail.next { input type="hidden" name="next" value=(next); } };
    html! {
        @match detail.snoozed_until {
            Some(until) => form.card.pad.actions method="post" action=(action) {
                p { (weave(say("Snoozed until {time}."), &[("time", &wall.at(until))])) }
                button.button name="until" value=(NOW) { (say("Look at it now")) }
            },
            None => details.card.fold {
                summary data-key="s" { (say("Snooze")) }
                form.pad.actions method="post" action=(action) {
                    (next)
                    @if wall.now < at(wall, wall.today(), EVENING_HOUR) {
                        button.button name="until" value=(EVENING) { (say("Until this evening")) }
                    }
                    button.button name="until" value=(MORNING) { (say("Until tomorrow morning")) }
                }
                form.pad method="post" action=(action) {
                    (next)
                    div.pair {
                        div.field {
                            label for="snooze-day" { (say("Until")) }
                            input #snooze-day type="date" name="day" required min=(wall.today().plus(1)) max=(wall.today().plus(365));
                        }
                        button.button name="until" value=(DAY) { (say("Snooze")) }
                    }
                }
            },
        }
    }
}

/// Those put off.
pub fn list(view: &View) -> Markup {
    html! {
        details.fold {
            summary { (say("Snoozed")) " " span.count { (view.snoozed.len()) } }
            ul.rows {
                @for line in &view.snoozed {
                    li {
                        a.row.plain href={ "/triage/" (line.message) } {
                            span.what dir="auto" { @if line.text.is_empty() { (form_word(line.form)) } @else { (line.text) } }
                            span.end { (view.frame.wall.at(line.until)) }
                            span.sub { bdi { (named(&line.sender)) } }
                        }
                    }
                }
            }
        }
    }
}
