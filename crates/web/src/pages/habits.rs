//! Habits: what the chats show again and again and no task expects, to be made a task or left.

mod change;

use crate::doors::HabitLine;
use crate::fault::Fault;
use crate::form::Asked;
use crate::member::Member;
use crate::names::Names;
use crate::pages::directory::cadence_words;
use crate::pages::lists::field::field;
use crate::pages::lists::{self, load};
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::State;
use domain::id::PersonId;
use domain::task::TaskKind;
use maud::{Markup, html};
use serde::Deserialize;
use store::habits::{Declined, declined};

pub use change::settle;

/// Habits of one page; the steadiest come first.
const SHOWN_MAX: usize = 100;

/// The page.
pub struct View {
    pub frame: Frame,
    pub habits: Vec<HabitLine>,
    /// Those that were left, each with the name of whose it is.
    pub left: Vec<(String, Declined)>,
    /// What was just done.
    pub did: Option<&'static str>,
}

/// The page of one habit, whose task is changed before it is made.
pub struct OneView {
    pub key: String,
    pub form: lists::View,
}

/// What the address asks for, and what it says was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    habit: String,
    did: String,
}

/// `GET /directory/habits`: for managers.
pub async fn show(State(shared): State<Shared>, member: Member, Asked(wanted): Asked<Wanted>) -> Result<Markup, Fault> {
    let habits = (shared.lists.habits)(member.org.to_string()).await.map_err(Fault::Unreadable)?;
    if wanted.habit.is_empty() {
        let did = match wanted.did.as_str() {
            "accepted" => Some(say("The task was made.")),
            "declined" => Some(say("It is not proposed again.")),
            "again" => Some(say("It is proposed again.")),
            _ => None,
        };
        let (frame, left) = (shared.frame(&member, Tab::Directory), left(&shared, &member).await?);
        return Ok(page(&View { frame, habits, left, did }));
    }
    let habit = habits.into_iter().find(|habit| habit.key == wanted.habit).ok_or(Fault::Nothing)?;
    let directory = shared.desk.directory(&member.org).await?;
    let form = load::view(&shared, &member, &directory, "task", Some(&habit.cells));
    Ok(one_page(&OneView { key: habit.key, form }))
}

async fn left(shared: &Shared, member: &Member) -> Result<Vec<(String, Declined)>, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let named = |left: Declined| (Names(&directory).person(&PersonId::new(&left.person)), left);
    let all = declined(shared.desk.db(), &member.org).await?;
    Ok(all.into_iter().take(SHOWN_MAX).map(named).collect())
}

/// The page of a view.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/directory" { (say("Directory")) } }
                h1 { (say("Habits")) }
                p.lede { (say("Work that the chats report again and again, and that no task expects yet. What you accept is asked for from then on.")) }
            }
        }
        @if let Some(did) = view.did { p.toast #toast role="status" data-brief data-keep { (did) } }
        section.card aria-label=(say("Habits")) {
            @if view.habits.is_empty() { p.none { (say("Nothing recurs that is not a task already, or was left.")) } }
            ul.list { @for habit in view.habits.iter().take(SHOWN_MAX) { li { (line(habit)) } } }
        }
        @if !view.left.is_empty() {
            details.fold {
                summary { (say("Not proposed again")) }
                ul.list { @for (name, habit) in &view.left { li { (left_line(name, habit)) } } }
            }
        }
    };
    shell(&view.frame, say("Habits"), &content)
}

fn line(habit: &HabitLine) -> Markup {
    let (seen, name) = (&habit.seen, habit.said("task"));
    let counts = [("n", &*seen.days_seen.to_string()), ("days", &*seen.days_possible.to_string())];
    html! {
        div {
            b dir="auto" { (name) }
            div {
                small { (fill(say("On {n} of {days} days"), &counts)) } " "
                small { (cadence_words(&habit.cadence)) } " "
                small dir="auto" { (habit.said("assignee")) } " "
                @if !habit.said("place").is_empty() { small dir="auto" { (habit.said("place")) } " " }
                @if habit.said("requires_photo") == "yes" { small { (say("with a photo")) } " " }
                @if habit.kind == TaskKind::Patrol { small { (say("Patrol")) } }
            }
            div {
                @for (at, message) in seen.messages.iter().enumerate() {
                    a href={ "/messages/" (message) } { (fill(say("Message {n}"), &[("n", &(at + 1).to_string())])) } " "
                }
            }
            form.actions method="post" action="/directory/habits" {
                input type="hidden" name="habit" value=(habit.key);
                button.button.main name="act" value="accept" { (say("Accept")) span.hidden { ": " (name) } }
                a.button href=(href("/directory/habits", &[("habit", &habit.key)])) { (say("Change first")) span.hidden { ": " (name) } }
                button.button name="act" value="decline" { (say("Not this")) span.hidden { ": " (name) } }
            }
        }
    }
}

fn left_line(name: &str, habit: &Declined) -> Markup {
    let (at, minute) = (clock(habit.minute), habit.minute.to_string());
    html! {
        form.actions method="post" action="/directory/habits" {
            @for (field, value) in [("person", &habit.person), ("kind", &habit.kind), ("minute", &minute)] {
                input type="hidden" name=(field) value=(value);
            }
            span { bdi { (name) } " " (at) @if habit.kind == TaskKind::Patrol.word() { " " (say("Patrol")) } }
            button.button name="act" value="propose" { (say("Propose again")) span.hidden { ": " (name) " " (at) } }
        }
    }
}

/// A minute of the day: "08:00".
fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The page of one.
pub fn one_page(view: &OneView) -> Markup {
    let form = &view.form;
    let content = html! {
        div.narrow {
            div.head {
                div {
                    p.eyebrow { a href="/directory/habits" { (say("Habits")) } }
                    h1 { (say("Add a task")) }
                }
            }
            form.card.pad method="post" action="/directory/habits" {
                input type="hidden" name="habit" value=(view.key);
                @for (column, said) in &form.cells { (field(form, column, said)) }
                div.actions {
                    button.button.main name="act" value="accept" { (say("Accept")) }
                    a.button href="/directory/habits" { (say("Leave it")) }
                }
            }
        }
    };
    shell(&form.frame, say("Add a task"), &content)
}
