//! A habit made a task, or left, or proposed again.

use super::{OneView, clock, one_page};
use crate::doors::{HabitLine, LineFate, Pasted};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::pages::lists::change::ticked;
use crate::pages::lists::load;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use std::collections::BTreeMap;
use store::habits::{Declined, decline, propose};

/// `POST /directory/habits`: for managers; one that is a task by now, or was left, changes nothing.
pub async fn settle(
    State(shared): State<Shared>,
    member: Member,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut cells: BTreeMap<String, String> =
        fields.into_iter().map(|(column, said)| (column, said.trim().to_owned())).collect();
    let (key, act) = (cells.remove("habit").unwrap_or_default(), cells.remove("act").unwrap_or_default());
    if act == "propose" {
        return again(&shared, &member, &cells).await;
    }
    let habits = (shared.lists.habits)(member.org.to_string()).await.map_err(Fault::Unreadable)?;
    let Some(habit) = habits.into_iter().find(|habit| habit.key == key) else {
        return Ok(Redirect::to("/directory/habits").into_response());
    };
    match act.as_str() {
        "accept" => accept(&shared, &member, habit, cells).await,
        "decline" => leave(&shared, &member, &habit).await,
        _ => Err(Fault::Nothing),
    }
}

/// Makes the task that its line says, or that a form says instead.
async fn accept(
    shared: &Shared,
    member: &Member,
    habit: HabitLine,
    form: BTreeMap<String, String>,
) -> Result<Response, Fault> {
    let cells = if form.is_empty() { habit.cells } else { ticked(&(shared.lists.columns)("task"), form) };
    let (org, name) = (member.org.to_string(), member.name.clone());
    let line = (Some(cells.clone()), Some(habit.seen));
    let pasted = Pasted { org, member: name, of: "task", line: line.0, habit: line.1, ..Pasted::default() };
    let looked = (shared.lists.look)(pasted.clone()).await.map_err(Fault::Unreadable)?;
    let wrong = looked.lines.iter().find_map(|(_, fate)| match fate {
        LineFate::New => None,
        LineFate::Wrong(why) => Some(why.clone()),
        LineFate::Same | LineFate::Changed(_) => {
            Some(say("There is a task of this name already. Give it another.").to_owned())
        }
    });
    if let Some(why) = wrong {
        let directory = shared.desk.directory(&member.org).await?;
        let mut form = load::view(shared, member, &directory, "task", Some(&cells));
        // It is not known, whatever its name: that can be another.
        form.is_known = false;
        form.frame = form.frame.saying(why);
        let page = one_page(&OneView { key: habit.key, form });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    (shared.lists.write)(pasted).await.map_err(Fault::Unreadable)?;
    Ok(Redirect::to("/directory/habits?did=accepted").into_response())
}

/// Remembers that it is no task.
async fn leave(shared: &Shared, member: &Member, habit: &HabitLine) -> Result<Response, Fault> {
    let at = habit.cadence.at;
    let mark = Declined {
        person: habit.person.to_string(),
        kind: habit.kind.word().to_owned(),
        minute: i64::from(at.hour()) * 60 + i64::from(at.minute()),
    };
    let mut tx = shared.desk.db().begin().await?;
    decline(&mut tx, &member.org, &mark, shared.now()).await?;
    tx.commit().await?;
    // Whose it is and what they write is theirs: the audit has the sort and the hours.
    let about = format!("{} {}", habit.kind.word(), habit.said("when"));
    shared.note(member, Altered::of(Beside::Habit, Turn::Ended, about)).await?;
    Ok(Redirect::to("/directory/habits?did=declined").into_response())
}

/// Forgets that it is no task; done twice it changes nothing.
async fn again(shared: &Shared, member: &Member, cells: &BTreeMap<String, String>) -> Result<Response, Fault> {
    let cell = |column: &str| cells.get(column).cloned().unwrap_or_default();
    let minute = cell("minute").parse::<i64>().map_err(|_| Fault::Nothing)?;
    let mark = Declined { person: cell("person"), kind: cell("kind"), minute };
    let mut tx = shared.desk.db().begin().await?;
    let was_left = propose(&mut tx, &member.org, &mark).await?;
    tx.commit().await?;
    if was_left {
        let about = format!("{} {}", mark.kind, clock(minute));
        shared.note(member, Altered::of(Beside::Habit, Turn::Made, about)).await?;
    }
    Ok(Redirect::to("/directory/habits?did=again").into_response())
}
