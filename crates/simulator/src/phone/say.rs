//! What somebody does on the phone: writes, sends a file or a pin, reacts, chooses, looks.

use crate::base::Way;
use crate::graph::kind_of;
use crate::world::{ADDRESS_US, Content, File, Joined, Line, Persona, SENT_US, Tick, World};
use crate::{Settings, Simulator, webhook};
use axum::extract::{Form, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;
use std::collections::BTreeMap;

const TEXT_MAX: usize = 65_536;

/// The fields of the form below a chat.
#[derive(Default)]
struct Said {
    text: String,
    quotes: String,
    pin: String,
    forwarded: String,
    file: Option<File>,
}

async fn read(mut form: Multipart, now_us: i64) -> Result<Said, StatusCode> {
    let mut said = Said::default();
    let bad = |_| StatusCode::UNPROCESSABLE_ENTITY;
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let (file_name, mime) = (field.file_name().map(str::to_owned), field.content_type().map(str::to_owned));
            let bytes = field.bytes().await.map_err(bad)?.to_vec();
            let mime = mime.unwrap_or_default();
            if !bytes.is_empty() {
                let (address_until_us, until_us) = (now_us + ADDRESS_US, now_us + SENT_US);
                said.file = Some(File { mime, name: file_name, bytes, address_until_us, until_us });
            }
            continue;
        }
        let value = field.text().await.map_err(bad)?;
        match name.as_str() {
            "text" => said.text = value.chars().take(TEXT_MAX).collect(),
            "quotes" => said.quotes = value,
            "pin" => said.pin = value,
            "forwarded" => said.forwarded = value,
            _ => {}
        }
    }
    Ok(said)
}

/// The chat again.
pub(super) fn back(who: &str, chat: &str) -> Redirect {
    Redirect::to(&format!("/phone/{who}/{chat}"))
}

/// Who it is, when they are in the chat.
pub(super) fn member(world: &World, who: &str, chat: &str) -> Option<Persona> {
    let person = world.people.iter().find(|one| one.phone == who)?;
    let is_in = chat == who || world.is_member(who, chat);
    is_in.then(|| person.clone())
}

/// A line that somebody says.
pub(super) fn line(world: &mut World, who: &str, content: Content, quotes: &str, now_us: i64) -> Line {
    Line {
        wamid: world.name(who, Way::In),
        author: Some(who.to_owned()),
        at_us: now_us,
        content,
        quotes: Some(quotes.to_owned()).filter(|quotes| !quotes.is_empty()),
        reactions: BTreeMap::new(),
        tick: Tick::Delivered,
        is_forwarded: false,
        opaque: None,
    }
}

/// `POST /phone/{who}/{chat}/messages`.
pub async fn say(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
    form: Multipart,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    let said = read(form, now_us).await?;
    simulator.with(|world, settings| {
        let person = member(world, &who, &chat).ok_or(StatusCode::NOT_FOUND)?;
        for content in contents(world, said.file, pin(&said.pin), said.text) {
            let line = line(world, &who, content, &said.quotes, now_us);
            let line = Line { is_forwarded: !said.forwarded.is_empty(), ..line };
            let body = webhook::said(settings, world, &person, &line, group(world, &chat).as_deref());
            world.add(&chat, line);
            world.post(body, now_us);
        }
        Ok(back(&who, &chat))
    })
}

/// What somebody says in one go: words stand below a picture, and by themselves where nothing stands below what is sent.
fn contents(world: &mut World, file: Option<File>, pin: Option<(f64, f64)>, text: String) -> Vec<Content> {
    let words = |text: String| (!text.trim().is_empty()).then_some(Content::Text(text));
    match (file, pin) {
        (Some(file), _) => {
            let kind = kind_of(&file.mime).map_or("document", |(kind, _)| kind).to_owned();
            let is_bare = matches!(kind.as_str(), "audio" | "sticker");
            let (caption, beside) = if is_bare { (String::new(), words(text)) } else { (text, None) };
            let file = Content::File { kind, id: world.keep(file), caption };
            [file].into_iter().chain(beside).collect()
        }
        (None, Some((latitude, longitude))) => vec![Content::Location { latitude, longitude }],
        (None, None) => words(text).into_iter().collect(),
    }
}

/// The chat, where it is a group.
pub(super) fn group(world: &World, chat: &str) -> Option<String> {
    world.is_group(chat).then(|| chat.to_owned())
}

/// "3.139, 101.6869".
fn pin(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once(',')?;
    Some((latitude.trim().parse().ok()?, longitude.trim().parse().ok()?))
}

#[derive(Deserialize)]
pub struct Reaction {
    message: String,
    sign: String,
}

/// `POST /phone/{who}/{chat}/reactions`.
pub async fn react(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
    Form(reaction): Form<Reaction>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &chat).ok_or(StatusCode::NOT_FOUND)?;
        world.line(&reaction.message).ok_or(StatusCode::NOT_FOUND)?;
        let line = line(world, &who, Content::Other(String::new()), "", now_us);
        let group = group(world, &chat);
        let what = (reaction.message.as_str(), reaction.sign.as_str(), group.as_deref());
        let body = webhook::reacted(settings, world, &person, &line, what);
        world.change(&reaction.message, |line| {
            line.reactions.remove(&who);
            if !reaction.sign.is_empty() {
                line.reactions.insert(who.clone(), reaction.sign.clone());
            }
        });
        world.post(body, now_us);
        Ok(Redirect::to(&format!("/phone/{who}/{chat}/lines")))
    })
}

#[derive(Deserialize)]
pub struct Choice {
    message: String,
    option: String,
}

/// `POST /phone/{who}/{chat}/choices`.
pub async fn choose(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
    Form(choice): Form<Choice>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        let person = member(world, &who, &chat).ok_or(StatusCode::NOT_FOUND)?;
        let content = world.line(&choice.message).map(|line| line.content.clone());
        let Some(Content::Choice { options, on, .. }) = content else { return Err(StatusCode::NOT_FOUND) };
        let (id, title) = options.into_iter().find(|(id, _)| *id == choice.option).ok_or(StatusCode::NOT_FOUND)?;
        let line = line(world, &who, Content::Text(title.clone()), &choice.message, now_us);
        let body = webhook::chose(settings, world, &person, &line, (&id, &title, on));
        world.add(&chat, line);
        world.post(body, now_us);
        Ok(Redirect::to(&format!("/phone/{who}/{chat}/lines")))
    })
}

/// `POST /phone/{who}/{chat}/phone`: an old phone, or a new one.
pub async fn swap(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
) -> Result<Redirect, StatusCode> {
    simulator.with(|world, _| {
        let person = world.people.iter_mut().find(|one| one.phone == who).ok_or(StatusCode::NOT_FOUND)?;
        person.is_old = !person.is_old;
        Ok(back(&who, &chat))
    })
}

#[derive(Deserialize)]
pub struct Invited {
    link: String,
}

/// `POST /phone/{who}/{chat}/groups`: somebody follows a link into a group.
pub async fn join(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
    Form(invited): Form<Invited>,
) -> Result<Redirect, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        member(world, &who, &who).ok_or(StatusCode::NOT_FOUND)?;
        match world.join(&who, invited.link.trim(), now_us) {
            Joined::In(group) => {
                let told = webhook::groups::came(settings, world, &group, &who, now_us);
                world.post(told, now_us);
                Ok(back(&who, &group))
            }
            Joined::Asked(group, ask) => {
                let told = webhook::groups::asked(settings, world, &group, &ask, now_us);
                world.post(told, now_us);
                Ok(back(&who, &chat))
            }
            Joined::No => Err(StatusCode::UNPROCESSABLE_ENTITY),
        }
    })
}

/// Somebody looks at a chat: what was delivered is read.
pub fn look(world: &mut World, settings: &Settings, who: &str, chat: &str, now_us: i64) {
    if who != chat {
        return;
    }
    let unread = |line: &&Line| line.author.is_none() && line.tick == Tick::Delivered;
    let read: Vec<Line> = world.chats.get(chat).into_iter().flatten().filter(unread).cloned().collect();
    for line in read {
        let line = Line { tick: Tick::Read, ..line };
        let body = webhook::status(settings, world, chat, &line, now_us);
        world.change(&line.wamid, |kept| kept.tick = Tick::Read);
        world.post(body, now_us);
    }
}
