//! A ticket's proof pack, made by the program and handed over as a file.

use crate::doors::Named;
use crate::fault::Fault;
use crate::member::Member;
use crate::pages::media;
use crate::state::Shared;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::id::TicketNumber;
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
    let asked = Named { org: member.org.to_string(), member: member.name.clone(), name: number.to_string() };
    let file = (shared.proof)(asked).await.map_err(Fault::Unreadable)?;
    let mut response = Body::from_stream(media::stream(file)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, ZIP);
    // A number as we spell it holds nothing that a header could not.
    let name = HeaderValue::from_str(&format!("attachment; filename=\"laksana-ticket-{number}.zip\""));
    headers.insert(header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}
