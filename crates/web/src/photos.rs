//! Photos and words as forms of several parts bring them, each bounded.

use crate::fault::Fault;
use crate::limits;
use crate::pages::media::is_photo;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::multipart::{Field, MultipartError};
use domain::id::{Digest, OrgId};
use std::io::{Read as _, Seek as _};
use store::read::messages::has_media;
use tokio::io::AsyncWriteExt as _;
use tokio::task::spawn_blocking;

/// Enough of a file to know its kind.
const SNIFF_BYTES: usize = 16;

/// A field of words.
pub async fn words(mut field: Field<'_>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > limits::NOTE_MAX_CHARS * 4 {
            return Err(Fault::Unreadable(say("One of the texts is too long.").into()));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).replace('\0', ""))
}

/// Keeps a photo as its bytes come; none where no file was chosen.
pub async fn photo(shared: &Shared, mut field: Field<'_>) -> Result<Option<Digest>, Fault> {
    let path = shared.imports.incoming.join(format!("{:032x}.upload", (shared.entropy)()));
    let mut file = tokio::fs::File::from_std(unnamed(&path)?);
    let mut size = 0;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        size += chunk.len();
        if size > limits::PHOTO_MAX_BYTES {
            return Err(Fault::Unreadable(
                say("One photo is larger than 16 MB. Take a smaller one and send it again.").into(),
            ));
        }
        file.write_all(&chunk).await.map_err(unwritten)?;
    }
    if size == 0 {
        return Ok(None);
    }
    file.flush().await.map_err(unwritten)?;
    let mut file = file.into_std().await;
    let sniffed = spawn_blocking(move || {
        let mut start = [0; SNIFF_BYTES];
        file.rewind()?;
        let read = file.read(&mut start)?;
        file.rewind()?;
        Ok((is_photo(&start[..read]), file))
    });
    let (is_photo, file) = sniffed.await.map_err(|_| Fault::Nothing)?.map_err(unwritten)?;
    if !is_photo {
        return Err(Fault::Unreadable(say("Send photos only: JPEG, PNG or WebP.").into()));
    }
    let kept = shared.blobs.put(file).await?;
    Ok(Some(Digest::new(kept.digest.as_str())))
}

/// A file that is gone when nobody reads it any more, also when the program dies.
fn unnamed(path: &std::path::Path) -> Result<std::fs::File, Fault> {
    let file = std::fs::OpenOptions::new().read(true).write(true).create_new(true).open(path).map_err(unwritten)?;
    std::fs::remove_file(path).map_err(unwritten)?;
    Ok(file)
}

/// That a form broke off.
#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
pub fn broken(error: MultipartError) -> Fault {
    let words = say(match error.status().as_u16() {
        413 => "The photos are too large together. Send fewer at once.",
        _ => "The upload broke off. Send it again.",
    });
    Fault::Unreadable(words.into())
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned error is asked for")]
fn unwritten(error: std::io::Error) -> Fault {
    tracing::error!(%error, "A photo could not be written: {error}");
    Fault::Unreadable(say("The server could not keep the photo. Nothing was changed; send it again later.").into())
}

/// Deletes photos that no message names: those of what was refused, and of what was sent before.
pub async fn forget(shared: &Shared, org: &OrgId, photos: &[Digest]) -> Result<(), Fault> {
    for digest in photos {
        let name = store::blobs::Digest::parse(digest.as_str()).ok_or(Fault::Nothing)?;
        if !has_media(shared.desk.db(), org, digest).await? {
            shared.blobs.remove(&name).await?;
        }
    }
    Ok(())
}
