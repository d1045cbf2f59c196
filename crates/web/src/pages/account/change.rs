//! Changes of one's own login: sessions, password, second factor, language.

use super::load::view;
use super::page;
use crate::codes;
use crate::doors::Proof;
use crate::fault::Fault;
use crate::form::Form;
use crate::member::{Look, Member};
use crate::pages::members::LANGUAGES;
use crate::parts::refused::refused;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::request::{Command, Definition};
use serde::Deserialize;
use store::{StoreError, credentials, sessions};

/// Shorter passwords are guessed.
const PASSWORD_CHARS_MIN: usize = 10;
/// Longer ones cost time to hash.
const PASSWORD_CHARS_MAX: usize = 200;
/// So long after signing in what opens a login is made.
const FRESH_MINUTES: i64 = 10;

/// `POST /account/sessions/{digest}/end`: for every member, about their own sessions.
pub async fn end(State(shared): State<Shared>, member: Member, Path(digest): Path<String>) -> Result<Response, Fault> {
    let own = sessions::of_member(shared.desk.db(), member.org.as_str(), &member.name, shared.now().us()).await?;
    if own.iter().any(|session| session.token_digest == digest) {
        let mut tx = shared.desk.db().begin().await?;
        let has_ended = sessions::revoke(&mut tx, member.org.as_str(), &digest).await?;
        tx.commit().await?;
        if has_ended {
            note(&shared, &member, Beside::Sessions, Turn::Ended).await?;
        }
    }
    Ok(back())
}

/// `POST /account/sessions/end`: for every member; leaves them the session they ask from.
pub async fn end_others(State(shared): State<Shared>, member: Member) -> Result<Response, Fault> {
    let mut tx = shared.desk.db().begin().await?;
    let ended = sessions::revoke_others(&mut tx, member.org.as_str(), &member.name, Some(&member.session)).await?;
    tx.commit().await?;
    if ended > 0 {
        note(&shared, &member, Beside::Sessions, Turn::Ended).await?;
    }
    Ok(back())
}

/// The form of `POST /account/look`.
#[derive(Deserialize)]
pub struct Looks {
    look: String,
}

/// `POST /account/look`: for every member, about this browser.
pub async fn look(_: Member, Form(looks): Form<Looks>) -> Response {
    let line = Look::from_word(&looks.look).cookie_line();
    ([(header::SET_COOKIE, line)], back()).into_response()
}

/// The form of `POST /account/password`.
#[derive(Deserialize)]
pub struct Password {
    #[serde(default)]
    present: String,
    password: String,
}

/// `POST /account/password`: for every member; the present password first, where there is one, and else a fresh sign-in.
pub async fn password(
    State(shared): State<Shared>,
    member: Member,
    Form(form): Form<Password>,
) -> Result<Response, Fault> {
    let chars = form.password.chars().count();
    if !(PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        return said(&shared, &member, say("A password has 10 to 200 characters. Nothing was changed.")).await;
    }
    let mut turn = Turn::Made;
    if let Some(hash) = credentials::password(shared.desk.db(), &member.org, &member.name).await? {
        if !shared.may_prove(&member.name) {
            return Err(Fault::TooMany);
        }
        turn = Turn::Changed;
        let opens = async |password: &str| {
            let proof = Proof { password: password.to_owned(), hash: hash.clone() };
            (shared.passwords.opens)(proof).await.map_err(Fault::Unreadable)
        };
        if !opens(&form.present).await? {
            // Pressed twice, it is the password already. That is another guess, and counts as one.
            if shared.may_prove(&member.name) && opens(&form.password).await? {
                return Ok(back());
            }
            return said(&shared, &member, say("That is not your present password. Nothing was changed.")).await;
        }
    } else if !is_fresh(&shared, &member).await? {
        return said(&shared, &member, stale()).await;
    }
    let hash = (shared.passwords.seal)(form.password).await.map_err(Fault::Unreadable)?;
    let mut tx = shared.desk.db().begin().await?;
    credentials::set_password(&mut tx, &member.org, &member.name, &hash, shared.now()).await?;
    sessions::revoke_others(&mut tx, member.org.as_str(), &member.name, Some(&member.session)).await?;
    tx.commit().await?;
    note(&shared, &member, Beside::Password, turn).await?;
    Ok(back())
}

/// The form of `POST /account/factor`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Offer {
    /// Whether another secret is wanted than the one that is offered.
    anew: String,
}

/// `POST /account/factor`: for every member who has just signed in; offers a secret, and keeps offering it.
pub async fn factor(State(shared): State<Shared>, member: Member, Form(offer): Form<Offer>) -> Result<Response, Fault> {
    if !is_fresh(&shared, &member).await? {
        return said(&shared, &member, stale()).await;
    }
    let secret = codes::fresh((shared.entropy)(), (shared.entropy)());
    let mut tx = shared.desk.db().begin().await?;
    if !offer.anew.is_empty() {
        credentials::withdraw_second_factor(&mut tx, &member.org, &member.name).await?;
    }
    credentials::offer_second_factor(&mut tx, &member.org, &member.name, &secret).await?;
    tx.commit().await?;
    Ok(back())
}

/// The form that shows a code.
#[derive(Deserialize)]
pub struct Code {
    code: String,
}

/// `POST /account/factor/confirmation`: for every member who has just signed in; the secret counts from its first code on.
pub async fn confirm(State(shared): State<Shared>, member: Member, Form(form): Form<Code>) -> Result<Response, Fault> {
    if is_on(&shared, &member).await? {
        return Ok(back());
    }
    if !is_fresh(&shared, &member).await? {
        return said(&shared, &member, stale()).await;
    }
    if use_code(&shared, &member, &form.code).await? {
        note(&shared, &member, Beside::Factor, Turn::Made).await?;
        return Ok(back());
    }
    said(
        &shared,
        &member,
        say("That is not the code of this moment. Look at the app again; check the clock of the phone."),
    )
    .await
}

/// `POST /account/factor/end`: for every member, with a code.
pub async fn drop_factor(
    State(shared): State<Shared>,
    member: Member,
    Form(form): Form<Code>,
) -> Result<Response, Fault> {
    if !is_on(&shared, &member).await? {
        return Ok(back());
    }
    if !use_code(&shared, &member, &form.code).await? {
        return said(&shared, &member, say("That is not the code of this moment. It is still on.")).await;
    }
    let mut tx = shared.desk.db().begin().await?;
    credentials::drop_second_factor(&mut tx, &member.org, &member.name).await?;
    tx.commit().await?;
    note(&shared, &member, Beside::Factor, Turn::Ended).await?;
    Ok(back())
}

/// Whether a member has just signed in: whoever came by an open browser alone cannot make it their own for good.
pub(super) async fn is_fresh(shared: &Shared, member: &Member) -> Result<bool, StoreError> {
    let now = shared.now();
    let own = sessions::of_member(shared.desk.db(), member.org.as_str(), &member.name, now.us()).await?;
    let since = now.plus_minutes(-FRESH_MINUTES).us();
    Ok(own.iter().any(|session| session.token_digest == member.session && session.issued_us >= since))
}

/// What is said to whoever signed in longer ago.
pub(super) fn stale() -> &'static str {
    say(
        "For this, sign out and sign in again: it can be done in the ten minutes after, so that an open browser gives nobody your login.",
    )
}

/// Whether a member's second factor counts.
async fn is_on(shared: &Shared, member: &Member) -> Result<bool, Fault> {
    let factor = credentials::second_factor(shared.desk.db(), &member.org, &member.name).await?;
    Ok(factor.is_some_and(|factor| factor.confirmed_us.is_some()))
}

/// Whether a code is one of a member's second factor that was not used before.
async fn use_code(shared: &Shared, member: &Member, code: &str) -> Result<bool, Fault> {
    if !shared.may_prove(&member.name) {
        return Err(Fault::TooMany);
    }
    let factor = credentials::second_factor(shared.desk.db(), &member.org, &member.name).await?;
    let Some(step) = factor.and_then(|factor| codes::step(&factor.secret, code, shared.now())) else {
        return Ok(false);
    };
    let mut tx = shared.desk.db().begin().await?;
    let used = credentials::use_step(&mut tx, &member.org, &member.name, step, shared.now()).await?;
    tx.commit().await?;
    Ok(used)
}

/// The form of `POST /account/language`.
#[derive(Deserialize)]
pub struct Language {
    language: String,
}

/// `POST /account/language`: for every member, of the pages and of the documents they take away.
pub async fn language(
    State(shared): State<Shared>,
    member: Member,
    Form(form): Form<Language>,
) -> Result<Response, Fault> {
    let chosen = LANGUAGES.iter().find(|(tag, _)| *tag == form.language).map(|(tag, _)| (*tag).to_owned());
    let login = domain::member::Member { language: chosen, ..member.login.clone() };
    let request = shared.request(&member, Command::Define(Box::new(Definition::Member(login))));
    let answers = shared.desk.commit_all(&member.org, vec![request]).await?;
    match answers.into_iter().find_map(Result::err) {
        Some(refusal) => said(&shared, &member, &refused(&refusal)).await,
        None => Ok(back()),
    }
}

/// Writes down that a member changed something of their own login.
async fn note(shared: &Shared, member: &Member, what: Beside, turn: Turn) -> Result<(), Fault> {
    Ok(shared.note(member, Altered::of(what, turn, member.name.as_str())).await?)
}

fn back() -> Response {
    Redirect::to("/account").into_response()
}

async fn said(shared: &Shared, member: &Member, words: &str) -> Result<Response, Fault> {
    let mut seen = view(shared, member).await?;
    seen.frame = seen.frame.saying(words.to_owned());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&seen)).into_response())
}
