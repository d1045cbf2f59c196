//! Photos of ours above messages: handed over once, and known again as long as WhatsApp has them. Without its photo a
//! message says the same, so that no trouble with one keeps it back.

use crate::chance;
use crate::graph::{Graph, PHOTO_MAX_BYTES};
use crate::home::Home;
use channels::cloud_api::{File, FileKind};
use domain::id::Digest;
use std::io::Read as _;
use store::{blobs, uploads};
use tokio::task::spawn_blocking;

/// A photo as WhatsApp knows it, handed over where it does not have it yet; none where that fails.
pub async fn handed_over(home: &Home, graph: &Graph, digest: &Digest) -> Option<File> {
    match id(home, graph, digest).await {
        Ok(id) => id.map(|id| File { kind: FileKind::Image, id, name: String::new() }),
        Err(error) => {
            tracing::warn!("A photo cannot be shown above a message: {error:#}");
            None
        }
    }
}

/// Forgets that WhatsApp has a photo, because it may not have it any more.
pub async fn forget(home: &Home, graph: &Graph, digest: &Digest) {
    let forgotten = async {
        let mut tx = home.db.begin().await?;
        uploads::forget(&mut tx, &home.org, (graph.number(), digest)).await?;
        tx.commit().await
    };
    if let Err(error) = forgotten.await {
        tracing::warn!("A photo that WhatsApp refused is not forgotten: {error}");
    }
}

async fn id(home: &Home, graph: &Graph, digest: &Digest) -> anyhow::Result<Option<String>> {
    let (now, which) = (chance::now(), (graph.number(), digest));
    if let Some(known) = uploads::find(&home.db, &home.org, which, now).await? {
        return Ok(Some(known));
    }
    let Some(photo) = read(home, digest).await? else { return Ok(None) };
    let Some((mime, name)) = kind(&photo) else { return Ok(None) };
    let id =
        graph.upload(photo.into(), mime, name).await.map_err(|failure| anyhow::anyhow!("{}", failure.sentence()))?;
    let mut tx = home.db.begin().await?;
    uploads::remember(&mut tx, &home.org, which, &id, now).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// The bytes of a photo; none when it is larger than may be sent.
async fn read(home: &Home, digest: &Digest) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(digest) = blobs::Digest::parse(digest.as_str()) else { return Ok(None) };
    let file = home.blobs.open(&digest).await?;
    let bytes = spawn_blocking(move || {
        let mut bytes = Vec::new();
        file.take(PHOTO_MAX_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
    });
    let bytes = bytes.await??;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= PHOTO_MAX_BYTES))
}

/// What a photo is, by how it begins; none when WhatsApp would not take it.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(("image/jpeg", "photo.jpg")),
        [0x89, b'P', b'N', b'G', ..] => Some(("image/png", "photo.png")),
        _ => None,
    }
}
