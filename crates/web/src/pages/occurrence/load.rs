//! Gathers one day of a task, and lets a member judge it.

use super::{View, page, shown};
use crate::fault::Fault;
use crate::form::Form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::pages::{checklist, tour};
use crate::parts::badges;
use crate::parts::bubble::Bubble;
use crate::parts::evidence;
use crate::parts::refused::refused;
use crate::parts::shell::Tab;
use crate::parts::shown::meanwhile;
use crate::query::day_of;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::TaskId;
use domain::media::Grade;
use domain::request::Command;
use domain::task::Outcome;
use domain::time::Day;
use maud::Markup;
use serde::Deserialize;
use store::read;

/// `GET /tasks/{task}/{day}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path((task, day)): Path<(String, String)>,
) -> Result<Markup, Fault> {
    let day = day.parse().map_err(|_| Fault::Nothing)?;
    Ok(page(&view(&shared, &member, &TaskId::new(task), day).await?))
}

async fn view(shared: &Shared, member: &Member, task: &TaskId, day: Day) -> Result<View, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let found = read::tasks::one(db, org, task, day).await?.ok_or(Fault::Nothing)?;
    let proof = match &found.proof {
        Some(message) => read::messages::one(db, org, message).await?,
        None => None,
    };
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let (assignee, place) = names.duty(task);
    let shown = read::messages::photos_of_day(db, org, task, day).await?;
    let photos = evidence::gather(db, member, names, &shown).await?;
    let words = proof.as_ref().map(|_| Grade::D);
    let site = directory.tasks.get(task).and_then(|task| task.site.as_ref());
    if !member.login.sees(site) {
        return Err(Fault::Nothing);
    }
    let known = directory.tasks.get(task);
    let tour = known.and_then(|task| task.tour.as_ref());
    Ok(View {
        frame: shared.frame(member, Tab::Tasks).at_site(&directory, site),
        task: task.to_string(),
        name: names.task(task),
        assignee,
        place,
        requires_photo: directory.tasks.get(task).is_some_and(|task| task.requires_photo),
        day,
        due_at: found.due_at,
        until: found.until,
        outcome: found.outcome,
        because: found.because.clone(),
        judged: None,
        proof: proof.as_ref().map(|proof| Bubble::seen(proof, &directory, &member.login)),
        is_handover: found.handover.is_some(),
        stops: tour
            .map(|tour| tour::stops(&directory, tour, &found, directory.zone(site, &shared.zone)))
            .unwrap_or_default(),
        steps: known.map(|task| checklist::steps(&directory, task, &found)).unwrap_or_default(),
        fault: found.fault,
        proven: photos.iter().map(|photo| photo.grade).chain(words).min(),
        photos,
    })
}

/// The form of `POST /tasks/{task}/{day}/outcome`.
#[derive(Debug, Deserialize)]
pub struct Judged {
    outcome: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    shown: String,
}

/// `POST /tasks/{task}/{day}/outcome`: for members; sent twice, it changes nothing the second time.
pub async fn judge(
    State(shared): State<Shared>,
    member: Member,
    Path((task, day)): Path<(String, String)>,
    Form(form): Form<Judged>,
) -> Result<Response, Fault> {
    let (task, day): (TaskId, Day) = (TaskId::new(task), day.parse().map_err(|_| Fault::Nothing)?);
    let outcome = Outcome::from_word(&form.outcome)
        .ok_or_else(|| Fault::Unreadable(say("Choose how the day ended from the list.").into()))?;
    let seen = view(&shared, &member, &task, day).await?;
    let because: String = form.because.trim().chars().take(limits::NOTE_MAX_CHARS).collect();
    // What is no excuse has none.
    let is_so = seen.outcome == Some(outcome)
        && (outcome != Outcome::Excused || seen.because.as_deref().unwrap_or_default() == because);
    if !is_so && shown(seen.outcome, seen.because.as_deref()).is_other_than(&form.shown) {
        let (_, _, words) = badges::outcome(seen.outcome);
        let mut view = View { judged: Some((outcome, because)), ..seen };
        view.frame.flash = Some(meanwhile(vec![(say("How it ended"), words.to_owned())]));
        return Ok((StatusCode::CONFLICT, page(&view)).into_response());
    }
    if !is_so {
        let command = Command::Judge { task: task.clone(), day, outcome, because: because.clone() };
        let request = shared.request(&member, command);
        let answers = shared.desk.commit_all(&member.org, vec![request]).await?;
        if let Some(refusal) = answers.into_iter().find_map(Result::err) {
            let mut view = View { judged: Some((outcome, because)), ..seen };
            view.frame = view.frame.saying(refused(&refusal));
            return Ok((StatusCode::CONFLICT, page(&view)).into_response());
        }
    }
    Ok(Redirect::to(&day_of(task.as_str(), day)).into_response())
}
