//! What somebody does afterwards, and what befalls them: changes words, takes them back, gets another number; what the business
//! types to them on its own phone; kinds of messages that no form writes.

use super::say::{back, group, line, member};
use crate::base::Way;
use crate::world::{Content, Line, Profile, Tick};
use crate::{Simulator, webhook};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;

/// Who, and in which chat.
type At = Path<(String, String)>;

#[derive(Deserialize)]
pub struct Change {
    message: String,
    text: String,
}

/// `POST /phone/{who}/{chat}/edits`: other words for what somebody said.
pub async fn edit(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(change): Form<Change>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &chat).ok_or(StatusCode::NOT_FOUND)?;
        let own = world.line(&change.message).filter(|line| line.author.as_ref() == Some(&who));
        let content = match &own.ok_or(StatusCode::NOT_FOUND)?.content {
            Content::Text(_) => Content::Text(change.text),
            Content::File { kind, id, .. } => {
                Content::File { kind: kind.clone(), id: id.clone(), caption: change.text }
            }
            _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
        };
        let line = line(world, &who, Content::Other(String::new()), "", now_us);
        let group = group(world, &chat);
        let what = (change.message.as_str(), &content, group.as_deref());
        let body = webhook::changes::edited(settings, world, &person, &line, what);
        world.change(&change.message, |line| line.content = content);
        world.post(body, now_us);
        Ok(Redirect::to(&format!("/phone/{who}/{chat}/lines")))
    })
}

#[derive(Deserialize)]
pub struct Taken {
    message: String,
}

/// `POST /phone/{who}/{chat}/revocations`: somebody takes back what they said.
pub async fn revoke(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(taken): Form<Taken>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &chat).ok_or(StatusCode::NOT_FOUND)?;
        let own = world.line(&taken.message).filter(|line| line.author.as_ref() == Some(&who));
        own.ok_or(StatusCode::NOT_FOUND)?;
        let line = line(world, &who, Content::Other(String::new()), "", now_us);
        let group = group(world, &chat);
        let body = webhook::changes::revoked(settings, world, &person, &line, (&taken.message, group.as_deref()));
        world.change(&taken.message, |line| line.content = Content::Other("This message was deleted".to_owned()));
        world.post(body, now_us);
        Ok(Redirect::to(&format!("/phone/{who}/{chat}/lines")))
    })
}

#[derive(Deserialize)]
pub struct Typed {
    text: String,
}

/// `POST /phone/{who}/{chat}/echoes`: somebody of the business types to them in the Business app.
pub async fn echo(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(typed): Form<Typed>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &who).filter(|_| who == chat).ok_or(StatusCode::NOT_FOUND)?;
        let wamid = world.name(&who, Way::Out);
        let line = Line::of_business(wamid, Content::Text(typed.text), now_us, Tick::Delivered);
        let body = webhook::changes::echoed(settings, world, &person, &line);
        world.add(&who, line);
        world.post(body, now_us);
        Ok(back(&who, &chat))
    })
}

#[derive(Deserialize)]
pub struct Number {
    number: String,
}

/// `POST /phone/{who}/{chat}/number`: somebody gets another number, and WhatsApp tells of it.
pub async fn renumber(
    State(simulator): State<Simulator>,
    Path((who, _)): At,
    Form(number): Form<Number>,
) -> Result<Redirect, StatusCode> {
    const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
    let new: String = number.number.chars().filter(char::is_ascii_digit).collect();
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let is_free = DIGITS.contains(&new.len()) && world.people.iter().all(|one| one.phone != new);
        let before = world.people.iter().find(|one| one.phone == who).filter(|_| is_free).cloned();
        let before = before.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
        let line = line(world, &who, Content::Other(String::new()), "", now_us);
        let person = world.renumber(&who, &new).ok_or(StatusCode::NOT_FOUND)?;
        for body in webhook::changes::moved(settings, world, (&before, &person), &line) {
            world.post(body, now_us);
        }
        Ok(back(&new, &new))
    })
}

#[derive(Deserialize)]
pub struct Told {
    profile: String,
}

/// `POST /phone/{who}/{chat}/profile`: what webhooks tell of somebody.
pub async fn profile(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(told): Form<Told>,
) -> Result<Redirect, StatusCode> {
    let profile = Profile::ALL.into_iter().find(|(_, word)| *word == told.profile).map(|(profile, _)| profile);
    let profile = profile.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
    simulator.with(|world, _| {
        let person = world.people.iter_mut().find(|one| one.phone == who).ok_or(StatusCode::NOT_FOUND)?;
        person.profile = profile;
        Ok(back(&who, &chat))
    })
}

#[derive(Deserialize)]
pub struct Wish {
    value: String,
}

/// `POST /phone/{who}/{chat}/wishes`: somebody wants no more advertisements (`stop`), or wants them again (`resume`).
pub async fn wish(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(wish): Form<Wish>,
) -> Result<Redirect, StatusCode> {
    let wants_none = match wish.value.as_str() {
        "stop" => true,
        "resume" => false,
        _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
    };
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &who).ok_or(StatusCode::NOT_FOUND)?;
        world.post(webhook::changes::wished(settings, &person, wants_none, now_us), now_us);
        Ok(back(&who, &chat))
    })
}

#[derive(Deserialize)]
pub struct Kind {
    kind: String,
}

/// `POST /phone/{who}/{chat}/kinds`: something that no form writes, by its name.
pub async fn kind(
    State(simulator): State<Simulator>,
    Path((who, chat)): At,
    Form(Kind { kind }): Form<Kind>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &who).filter(|_| who == chat).ok_or(StatusCode::NOT_FOUND)?;
        let words = webhook::kinds::ALL.iter().find(|(name, _)| *name == kind).map(|(_, words)| *words);
        let words = words.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
        let line = line(world, &who, Content::Other(words.to_owned()), "", now_us);
        let body = webhook::kinds::told(settings, world, &person, &line, &kind).ok_or(StatusCode::NOT_FOUND)?;
        world.add(&who, line);
        world.post(body, now_us);
        Ok(back(&who, &chat))
    })
}
