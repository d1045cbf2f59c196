//! The stickers of a tour, to print: each opens WhatsApp with the checkpoint's code typed in.

use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::parts::shell::{Frame, Tab, shell};
use crate::parts::stickers::{self, Sticker};
use crate::query::escaped;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::{Path, State};
use domain::id::TaskId;
use domain::time::Day;
use maud::{Markup, html};
use serde::Deserialize;

/// The page.
pub struct View {
    pub frame: Frame,
    pub task: String,
    pub name: String,
    /// The number that guards write to, digits alone; empty as long as nobody said it.
    pub number: String,
    /// The last day on which the codes hold.
    pub until: Day,
    pub stickers: Vec<Sticker>,
}

/// What the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    number: String,
}

/// `GET /tours/{task}/stickers`: for supervisors, managers and owners.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path(task): Path<String>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let task = directory.tasks.get(&TaskId::new(task)).ok_or(Fault::Nothing)?;
    let tour = task.tour.as_ref().filter(|_| member.login.sees(task.site.as_ref())).ok_or(Fault::Nothing)?;
    let today = shared.now().day(directory.zone(task.site.as_ref(), &shared.zone));
    let code = |day| tour.checkpoints.first().map(|place| (shared.code)(place, tour.code_days, day));
    let ahead = (1..=i64::from(tour.code_days)).find(|days| code(today.plus(*days)) != code(today));
    let sticker =
        |place| Sticker { place: directory.place_path(place), code: (shared.code)(place, tour.code_days, today) };
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Tasks).at_site(&directory, task.site.as_ref()),
        task: task.id.to_string(),
        name: task.name.clone(),
        number: stickers::number(&shared, &member.org, &asked.number).await?,
        until: today.plus(ahead.unwrap_or(1) - 1),
        stickers: tour.checkpoints.iter().map(sticker).collect(),
    }))
}

/// The sheet.
pub fn page(view: &View) -> Markup {
    let title = fill(say("Stickers: {task}"), &[("task", &view.name)]);
    let action = format!("/tours/{}/stickers", escaped(&view.task));
    let content = html! {
        div.head {
            div {
                p.eyebrow { a href="/tasks" { (say("Tasks")) } }
                h1 dir="auto" { (title) }
                p.lede {
                    (fill(
                        say("Good until {day}. Then print them anew: an old one still works, and is flagged."),
                        &[("day", &view.frame.wall.date(view.until))],
                    ))
                }
            }
        }
        (stickers::form(&action, &[], say("WhatsApp number that guards write to, with its country code"), &view.number))
        (stickers::sheet(&view.number, &view.stickers))
    };
    shell(&view.frame, &title, &content)
}
