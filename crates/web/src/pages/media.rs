//! Kept photos, films and files, as they are or small; never as something a browser would run.

use crate::fault::Fault;
use crate::member::Member;
use crate::state::Shared;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::OrgId;
use domain::message::Subject;
use domain::request::Actor;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use store::StoreError;
use store::blobs::Digest;
use store::openings;
use store::read::messages::{has_media, subjects_of_media};
use store::read::tickets;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

/// Enough of a file to know its kind.
const SNIFF_BYTES: usize = 16;
/// Read and sent at a time.
const CHUNK_BYTES: usize = 64 << 10;
/// Chunks waiting for a slow browser.
const CHUNKS_MAX: usize = 4;
/// Content is named by its digest, so it never changes; private, so that no proxy keeps it.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("private, max-age=86400, immutable");
/// Nothing in it may run or load anything, whatever it is.
const SEALED: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// What we know how to show. Everything else is handed over as a file to keep.
fn kind(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("video/mp4"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        _ => None,
    }
}

/// `GET /media/{digest}`: for members.
pub async fn whole(
    State(shared): State<Shared>,
    member: Member,
    Path(digest): Path<String>,
) -> Result<Response, Fault> {
    let digest = known(&shared, &member, digest).await?;
    opened(&shared, &member.org, digest.as_str(), &member.actor()).await;
    kept(&shared, digest.as_str()).await
}

/// Writes down who opened a file. Whoever may see it sees it also when that cannot be written.
pub(super) async fn opened(shared: &Shared, org: &OrgId, digest: &str, who: &Actor) {
    let digest = domain::id::Digest::new(digest);
    if let Err(error) = openings::note(shared.desk.db(), org, &digest, who, shared.now()).await {
        tracing::warn!(%error, "Who opened a file was not written down: {error}");
    }
}

/// A kept file, for whoever was found to be allowed to see it.
pub(super) async fn kept(shared: &Shared, digest: &str) -> Result<Response, Fault> {
    let digest = Digest::parse(digest).ok_or(Fault::Nothing)?;
    let file = shared.blobs.open(&digest).await.map_err(|error| match error {
        StoreError::MediaMissing { .. } => Fault::Nothing,
        other => Fault::Store(other),
    })?;
    served(file).await
}

/// Whether a file that begins like this is a photo that browsers show.
pub fn is_photo(start: &[u8]) -> bool {
    matches!(kind(start), Some("image/jpeg" | "image/png" | "image/webp"))
}

/// `GET /media/{digest}/thumb`: for members; the small copy, or the way to the whole where there is none.
pub async fn thumb(
    State(shared): State<Shared>,
    member: Member,
    Path(digest): Path<String>,
) -> Result<Response, Fault> {
    let digest = known(&shared, &member, digest).await?;
    let path = (shared.thumb)(digest.as_str());
    match spawn_blocking(move || File::open(path)).await {
        Ok(Ok(file)) => served(file).await,
        Ok(Err(_)) | Err(_) => Ok(Redirect::to(&format!("/media/{}", digest.as_str())).into_response()),
    }
}

/// The name of a file that came with a message of the member's organisation.
async fn known(shared: &Shared, member: &Member, digest: String) -> Result<Digest, Fault> {
    let name = Digest::parse(&digest).ok_or(Fault::Nothing)?;
    let digest = domain::id::Digest(digest);
    let is_theirs = if member.login.sees_all() {
        has_media(shared.desk.db(), &member.org, &digest).await?
    } else {
        is_here(shared, member, &digest).await?
    };
    if is_theirs { Ok(name) } else { Err(Fault::Nothing) }
}

/// Whether a file shows a ticket or a task of a site that a member sees.
async fn is_here(shared: &Shared, member: &Member, digest: &domain::id::Digest) -> Result<bool, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    for subject in subjects_of_media(shared.desk.db(), &member.org, digest).await? {
        let is_seen = match &subject {
            Subject::Ticket(number) => tickets::one(shared.desk.db(), &member.org, *number)
                .await?
                .is_some_and(|ticket| member.login.sees(ticket.site.as_ref())),
            Subject::Task(task, _) => {
                directory.tasks.get(task).is_some_and(|task| member.login.sees(task.site.as_ref()))
            }
        };
        if is_seen {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn served(mut file: File) -> Result<Response, Fault> {
    let begun = spawn_blocking(move || begin(&mut file).map(|(start, size)| (file, start, size))).await;
    let (file, start, size) = begun.map_err(|_| Fault::Nothing)?.map_err(StoreError::Source)?;
    let kind = kind(&start);
    let mut response = Body::from_stream(stream(file)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.unwrap_or("application/octet-stream")));
    headers.insert(header::CONTENT_LENGTH, size.into());
    let manner = if kind.is_some() { "inline" } else { "attachment; filename=\"file.bin\"" };
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(manner));
    headers.insert(header::CONTENT_SECURITY_POLICY, SEALED);
    headers.insert(header::CACHE_CONTROL, FOR_A_DAY);
    Ok(response)
}

fn begin(file: &mut File) -> std::io::Result<(Vec<u8>, u64)> {
    let mut start = Vec::new();
    file.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut start)?;
    let size = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    Ok((start, size))
}

/// The file in chunks, read on a thread that waits while the browser is slow.
pub(super) fn stream(mut file: File) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    let (sender, mut receiver) = mpsc::channel(CHUNKS_MAX);
    drop(spawn_blocking(move || {
        loop {
            let mut chunk = vec![0; CHUNK_BYTES];
            let read = match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(size) => Ok(Bytes::from(chunk).slice(..size)),
                Err(error) => Err(error),
            };
            let is_broken = read.is_err();
            if sender.blocking_send(read).is_err() || is_broken {
                break;
            }
        }
    }));
    futures_util::stream::poll_fn(move |context| receiver.poll_recv(context))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_kinds_are_shown_by_the_browser() {
        let cases: [(&[u8], Option<&str>); 6] = [
            (b"\xff\xd8\xff\xe0....", Some("image/jpeg")),
            (b"%PDF-1.7", Some("application/pdf")),
            (b"OggS....OpusHead", Some("audio/ogg")),
            (b"<svg onload=alert(1)>", None),
            (b"<!doctype html>", None),
            (b"", None),
        ];
        for (start, expected) in cases {
            assert_eq!(kind(start), expected);
        }
    }
}
