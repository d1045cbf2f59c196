//! What an owner does about the connection: shows the token, hands templates in, sends a test message.

use super::{Token, look, page, view};
use crate::fault::Fault;
use crate::form::{Form, is_name};
use crate::member::Member;
use crate::parts::refused::refused;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::id::OutboundId;
use domain::message::Handle;
use domain::request::Command;
use maud::Markup;
use serde::Deserialize;

/// The form of `POST /settings/whatsapp/trials`.
#[derive(Debug, Deserialize)]
pub struct Trial {
    name: String,
    number: String,
}

/// `POST /settings/whatsapp/token`: for owners. The same page, with the token of the handshake; the audit says who saw it.
pub async fn reveal(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let mut view = view(&shared, &member, None, "").await?;
    if let (Some(desk), Some(token)) = (&mut view.desk, &shared.wizard.verify_token) {
        shared.note(&member, Altered::of(Beside::Token, Turn::Shown, "")).await?;
        desk.token = Token::Shown(token.clone());
    }
    Ok(page(&view))
}

/// `POST /settings/whatsapp/templates`: for owners. What WhatsApp knows already is not handed in again.
pub async fn hand_in(State(shared): State<Shared>, member: Member) -> Result<Response, Fault> {
    let handed = (shared.wizard.hand_in)(()).await;
    let status = if handed.is_ok() { StatusCode::OK } else { StatusCode::BAD_GATEWAY };
    let mut view = view(&shared, &member, Some(look(&shared).await?), "").await?;
    if let Some(desk) = &mut view.desk {
        desk.handed = Some(handed);
    }
    Ok((status, page(&view)).into_response())
}

/// `POST /settings/whatsapp/trials`: for owners; sent twice by one form, it is one message.
pub async fn try_out(
    State(shared): State<Shared>,
    member: Member,
    Form(Trial { name, number: typed }): Form<Trial>,
) -> Result<Response, Fault> {
    let number = Handle::read_phone(&typed).filter(|_| is_name(&name));
    let refusal = match number {
        None => say("Type a phone number with its country’s, such as +60 12-345 6789.").to_owned(),
        Some(number) => {
            let outbound = OutboundId::new(name.as_str());
            let request = shared.request(&member, Command::Try { outbound, number });
            match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
                Some(Err(refusal)) => refused(&refusal),
                Some(Ok(_)) | None => {
                    let to = format!("/settings/whatsapp?trial={name}#trial");
                    return Ok(Redirect::to(&to).into_response());
                }
            }
        }
    };
    let mut view = view(&shared, &member, None, "").await?;
    view.frame = view.frame.saying(refusal);
    if let Some(desk) = &mut view.desk {
        desk.typed = typed;
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response())
}
