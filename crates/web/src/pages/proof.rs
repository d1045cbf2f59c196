//! Proof packs of a ticket and of a person, made by the program and handed over as files.

use crate::doors::{Proven, WantedProof};
use crate::fault::Fault;
use crate::member::Member;
use crate::pages::media;
use crate::state::Shared;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::id::{PersonId, TicketNumber};
use store::read::tickets;

const ZIP: HeaderValue = HeaderValue::from_static("application/zip");

/// `GET /tickets/{ticket}/proof`: for members.
pub async fn ticket(
    State(shared): State<Shared>,
    member: Member,
    Path(ticket): Path<String>,
) -> Result<Response, Fault> {
    let number: TicketNumber = ticket.parse().map_err(|_| Fault::Nothing)?;
    if tickets::one(shared.desk.db(), &member.org, number).await?.is_none() {
        return Err(Fault::Nothing);
    }
    pack(&shared, &member, Proven::Ticket(number), &format!("ticket-{number}")).await
}

/// `GET /people/{person}/pack`: for managers; all that is kept of a person, for whoever asks.
pub async fn person(
    State(shared): State<Shared>,
    member: Member,
    Path(person): Path<String>,
) -> Result<Response, Fault> {
    let person = PersonId::new(person);
    let directory = shared.desk.directory(&member.org).await?;
    let person = directory.people.get(directory.who(&person)).ok_or(Fault::Nothing)?;
    pack(&shared, &member, Proven::Person(person.id.clone()), "person").await
}

async fn pack(shared: &Shared, member: &Member, about: Proven, name: &str) -> Result<Response, Fault> {
    let file = (shared.proof)(WantedProof { member: member.name.clone(), about }).await.map_err(Fault::Unreadable)?;
    let mut response = Body::from_stream(media::stream(file)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, ZIP);
    // A word of ours, or a number as we spell it, holds nothing that a header could not.
    let name = HeaderValue::from_str(&format!("attachment; filename=\"laksana-{name}.zip\""));
    headers.insert(header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}
