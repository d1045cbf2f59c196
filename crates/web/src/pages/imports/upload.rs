//! A file on its way in: streamed to disk as it comes, looked into, and shown; and the page that asks for it.

use super::{View, page, preview};
use crate::doors::{DateOrder, ImportOptions, Named, Upload};
use crate::fault::Fault;
use crate::member::Member;
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;
use domain::time::Zone;
use maud::Markup;
use std::path::PathBuf;
use tokio::io::AsyncWriteExt as _;

/// Fields of the form, and one to spare.
const FIELDS_MAX: usize = 5;
/// A group's or zone's name.
const WORDS_MAX_CHARS: usize = 120;

/// `GET /import`: for members.
pub async fn list(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let lines = (shared.imports.list)(member.org.to_string()).await.map_err(Fault::Unreadable)?;
    let frame = shared.frame(&member, Tab::Import);
    Ok(page(&View { frame, zone: shared.zone.name().to_owned(), lines }))
}

/// `POST /import`: for members; takes a file in and shows what it holds.
pub async fn receive(State(shared): State<Shared>, member: Member, form: Multipart) -> Result<Redirect, Fault> {
    let upload = read(&shared, &member, form).await?;
    let seen = (shared.imports.preview)(upload).await.map_err(Fault::Unreadable)?;
    Ok(Redirect::to(&format!("/import/preview/{}", seen.upload)))
}

/// `GET /import/preview/{upload}`: for members.
pub async fn again(State(shared): State<Shared>, member: Member, Path(upload): Path<String>) -> Result<Markup, Fault> {
    let named = Named { org: member.org.to_string(), member: member.name.clone(), name: upload };
    let seen = (shared.imports.again)(named).await.map_err(Fault::Unreadable)?.ok_or(Fault::Nothing)?;
    Ok(preview::page(&shared.frame(&member, Tab::Import), &seen))
}

async fn read(shared: &Shared, member: &Member, mut form: Multipart) -> Result<Upload, Fault> {
    let mut options = ImportOptions::default();
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.map_err(broken)? else { break };
        match field.name().unwrap_or_default() {
            "group" => options.group = words(field).await?,
            "zone" => options.zone = words(field).await?,
            "date_order" => options.date_order = DateOrder::from_word(&words(field).await?).unwrap_or_default(),
            "file" => {
                check_zone(&options.zone)?;
                options.file = field.file_name().unwrap_or_default().chars().take(WORDS_MAX_CHARS).collect();
                let path = keep(shared, field).await?;
                return Ok(Upload { org: member.org.to_string(), path, options });
            }
            _ => {}
        }
    }
    Err(Fault::Unreadable(say("Choose the file that WhatsApp exported, then send the form again.").into()))
}

async fn words(mut field: Field<'_>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > WORDS_MAX_CHARS * 4 {
            return Err(Fault::Unreadable(say("One of the words is too long.").into()));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim().chars().take(WORDS_MAX_CHARS).collect())
}

fn check_zone(name: &str) -> Result<(), Fault> {
    if name.is_empty() || Zone::named(name).is_ok() {
        return Ok(());
    }
    Err(Fault::Unreadable(say("There is no time zone of that name; write for instance Asia/Kuala_Lumpur.").into()))
}

/// Writes a file as its bytes come, under a name nobody can guess; what breaks off is deleted.
async fn keep(shared: &Shared, mut field: Field<'_>) -> Result<PathBuf, Fault> {
    let path = shared.imports.incoming.join(format!("{:032x}.upload", (shared.entropy)()));
    let outcome = async {
        let mut file = tokio::fs::File::create_new(&path).await.map_err(unwritten)?;
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            file.write_all(&chunk).await.map_err(unwritten)?;
        }
        file.flush().await.map_err(unwritten)
    }
    .await;
    match outcome {
        Ok(()) => Ok(path),
        Err(fault) => {
            // It may not even be there; the first error is the one to tell.
            let _gone = tokio::fs::remove_file(&path).await;
            Err(fault)
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
fn broken(error: MultipartError) -> Fault {
    let words = say(match error.status().as_u16() {
        413 => "The file is larger than 1 GiB. Import it with laksana import on the server.",
        _ => "The upload broke off. Choose the file and send the form again.",
    });
    Fault::Unreadable(words.into())
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
fn unwritten(error: std::io::Error) -> Fault {
    tracing::error!(%error, "An upload could not be written: {error}");
    Fault::Unreadable(say("The server could not keep the file; its disk may be full. Nothing was changed.").into())
}
