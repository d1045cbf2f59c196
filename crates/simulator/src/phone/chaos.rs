//! What is done on purpose, from the page of webhooks: to what is posted and answered, to account and templates, to groups; and
//! whatever somebody has ready to be posted.

use crate::world::{Chaos, Fault, Judge, Mishap, Standing};
use crate::{Simulator, webhook};
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;
use serde_json::Value;

/// How many requests, and how many files, meet what is wanted, unless told otherwise.
const TIMES: u32 = 3;
/// The page that everything leads back to.
const PAGE: &str = "/phone/posts";

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    duplicate: bool,
    #[serde(default)]
    reorder: bool,
    #[serde(default)]
    slow: bool,
    #[serde(default)]
    batch: bool,
    #[serde(default)]
    fail: String,
    #[serde(default)]
    refuse: String,
    refusals: Option<u32>,
    #[serde(default)]
    mishap: String,
    mishaps: Option<u32>,
    #[serde(default)]
    judge: String,
}

/// `POST /phone/chaos`: what is done on purpose from now on; what is not named is done no more.
pub async fn set(State(simulator): State<Simulator>, Form(wanted): Form<Wanted>) -> Redirect {
    let Wanted { duplicate, reorder, slow, batch, .. } = wanted;
    let chaos = Chaos {
        duplicate,
        reorder,
        slow,
        batch,
        fail: wanted.fail.parse().ok(),
        refuse: Fault::parse(&wanted.refuse),
        refusals: wanted.refusals.unwrap_or(TIMES),
        mishap: Mishap::ALL.into_iter().find(|(_, word)| *word == wanted.mishap).map(|(mishap, _)| mishap),
        mishaps: wanted.mishaps.unwrap_or(TIMES),
        judge: Judge::ALL
            .into_iter()
            .find(|(_, word)| *word == wanted.judge)
            .map_or(Judge::Approves, |(judge, _)| judge),
    };
    simulator.with(|world, _| world.chaos = chaos);
    Redirect::to(PAGE)
}

#[derive(Deserialize)]
pub struct News {
    news: String,
}

/// `POST /phone/news`: something befalls the account or the number.
pub async fn befall(
    State(simulator): State<Simulator>,
    Form(News { news }): Form<News>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let told = webhook::news::befalls(settings, world, &news, now_us).ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
        world.post(told, now_us);
        Ok(Redirect::to(PAGE))
    })
}

#[derive(Deserialize)]
pub struct Decided {
    name: String,
    language: String,
    word: String,
}

/// `POST /phone/templates`: somebody decides about a template, or people judge it.
pub async fn decide(
    State(simulator): State<Simulator>,
    Form(Decided { name, language, word }): Form<Decided>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let standing = Standing::ALL.into_iter().find(|(_, known)| *known == word).map(|(standing, _)| standing);
        let told = match standing {
            Some(standing) => {
                world.stand(&name, &language, standing).map(|one| webhook::news::stands(settings, &one, now_us))
            }
            None => {
                let template = world.template(&name, &language).ok_or(StatusCode::NOT_FOUND)?;
                let told = webhook::news::of_template(settings, template, &word, now_us);
                Some(told.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?)
            }
        };
        world.post(told.ok_or(StatusCode::NOT_FOUND)?, now_us);
        Ok(Redirect::to(PAGE))
    })
}

#[derive(Deserialize)]
pub struct Halted {
    group: String,
    #[serde(default)]
    suspended: bool,
}

/// `POST /phone/groups`: WhatsApp lets nobody write in a group, or lets them again.
pub async fn suspend(State(simulator): State<Simulator>, Form(halted): Form<Halted>) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let Halted { group, suspended } = halted;
        let known = world.is_group(&group).then_some(()).ok_or(StatusCode::NOT_FOUND);
        known.map(|()| world.post(webhook::groups::suspended(settings, &group, suspended, now_us), now_us))?;
        Ok(Redirect::to(PAGE))
    })
}

#[derive(Deserialize)]
pub struct Ready {
    body: String,
}

/// `POST /phone/posts`: signs and posts any body of JSON.
pub async fn post_any(State(simulator): State<Simulator>, Form(ready): Form<Ready>) -> Result<Redirect, StatusCode> {
    let body: Value = serde_json::from_str(&ready.body).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, _| world.post(body, now_us));
    Ok(Redirect::to(PAGE))
}
