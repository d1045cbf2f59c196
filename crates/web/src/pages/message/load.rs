//! Gathers one message, its neighbours and its reading.

use super::{About, Opinion, Reading, View, credit, page};
use crate::fault::Fault;
use crate::form::Asked;
use crate::member::Member;
use crate::names::Names;
use crate::parts::bubble::Bubble;
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::id::MessageId;
use domain::member::MemberRole;
use domain::message::{Interpretation, Reader, Subject};
use domain::time::Instant;
use maud::Markup;
use store::fetches;
use store::openings;
use store::read::messages::{Message, around, one};

/// Messages shown on each side: enough to see what was being spoken of.
const NEIGHBOURS: u32 = 5;

/// `GET /messages/{message}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Asked(changed): Asked<credit::Changed>,
) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let message = one(db, org, &MessageId::new(id)).await?.ok_or(Fault::Nothing)?;
    let (before, after) = around(db, org, &message, NEIGHBOURS).await?;
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let place = message.heard.meaning.as_ref().and_then(|meaning| meaning.place.as_ref());
    let of_place = place.and_then(|place| directory.places.get(place)).map(|place| &place.site);
    let of = |person| directory.person(person).and_then(|known| known.site.as_ref());
    let of_sender = || of(&message.heard.sender).or_else(|| of(message.heard.identity()));
    let site = of_place.or_else(of_sender);
    let opened = match &message.heard.media {
        Some(digest) if member.login.role.covers(MemberRole::Manager) => openings::of(db, org, digest).await?,
        Some(_) | None => Vec::new(),
    };
    let seen = |message: &Message| Bubble::seen(message, &directory, &member.login);
    Ok(page(&View {
        openings: opened.into_iter().map(|line| (names.actor(&line.who), Instant::from_us(line.at_us))).collect(),
        frame: shared.frame(&member, Tab::Messages).at_site(&directory, site),
        before: before.iter().map(seen).collect(),
        after: after.iter().map(seen).collect(),
        opinion: message.opinion.as_ref().map(|(advised, evidence)| Opinion::of(advised, evidence, names)),
        reading: message.heard.meaning.as_ref().map(|meaning| reading(&message, meaning, names)),
        credit: credit::shown(&directory, &message.heard, &member.login, changed),
        message: seen(&message),
    }))
}

/// `POST /messages/{message}/file`: for members; has a file asked for again that was given up.
pub async fn file(State(shared): State<Shared>, member: Member, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let message = one(db, org, &MessageId::new(id)).await?.ok_or(Fault::Nothing)?;
    let mut tx = db.begin().await?;
    fetches::again(&mut tx, org, &message.heard.conversation, &message.heard.external).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/messages/{}", message.heard.id)))
}

fn reading(message: &Message, meaning: &Interpretation, names: Names<'_>) -> Reading {
    Reading {
        by: match &meaning.by {
            Reader::Embedded(version) => fill(say("Built in, {version}"), &[("version", version)]),
            Reader::Hindsight => say("A later message").into(),
            Reader::Sender => say("Whoever said it").into(),
            Reader::Member(name) => name.clone(),
            Reader::Opinion(model) => fill(say("Second opinion, {model}"), &[("model", model)]),
        },
        kind: meaning.kind,
        confidence: meaning.confidence,
        category: meaning.category,
        priority: meaning.priority,
        place: names.place(meaning.place.as_ref()),
        language: meaning.language.clone(),
        about: meaning.about.as_ref().map(|about| match about {
            Subject::Ticket(number) => About::Ticket(*number),
            Subject::Task(task, day) => About::Task { task: task.to_string(), name: names.task(task), day: *day },
        }),
        reasons: message.why.clone(),
    }
}
