//! Reads what is posted, taking room as bytes come: whoever announces much and sends little holds up nobody.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// What Meta posts at most.
const BODY_MAX_BYTES: usize = 3 << 20;
/// What a bridge posts at most: a file of sixteen megabytes may stand in it as base64.
const BRIDGED_MAX_BYTES: usize = 32 << 20;
/// Bodies that are read at once, by their size: more memory than this is answered with 503.
const READING_MAX_KIB: usize = 64 << 10;
/// A body takes no longer to arrive.
const ARRIVAL_MAX: Duration = Duration::from_secs(10);
/// Nor is it silent for longer.
const SILENCE_MAX: Duration = Duration::from_secs(3);

/// The room for bodies, and how long each may take.
#[derive(Clone)]
pub(super) struct Room {
    free: Arc<Semaphore>,
    /// One body larger than Meta's is read at a time, so that a stranger's large ones leave room for small ones.
    large: Arc<Semaphore>,
    body_max_bytes: usize,
    arrival_max: Duration,
    silence_max: Duration,
}

/// Room that a body takes until it is kept.
pub(super) type Taken = Option<OwnedSemaphorePermit>;

impl Room {
    /// All of it, free.
    pub(super) fn new() -> Self {
        let free = Arc::new(Semaphore::new(READING_MAX_KIB));
        let body_max_bytes = BODY_MAX_BYTES;
        let large = Arc::new(Semaphore::new(1));
        Self { free, large, body_max_bytes, arrival_max: ARRIVAL_MAX, silence_max: SILENCE_MAX }
    }

    /// The same for bridges, apart from Meta's: their bodies may be larger.
    pub(super) fn of_bridges() -> Self {
        Self { body_max_bytes: BRIDGED_MAX_BYTES, ..Self::new() }
    }

    /// Reads a body.
    ///
    /// # Errors
    /// When it is too large, there is no room, it breaks off or it takes too long.
    pub(super) async fn read(&self, request: Request) -> Result<(Vec<u8>, Taken), StatusCode> {
        if announced(request.headers()).is_some_and(|size| size > self.body_max_bytes) {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let over = Instant::now() + self.arrival_max;
        let mut chunks = request.into_body().into_data_stream();
        let (mut bytes, mut room, mut large) = (Vec::new(), Taken::None, Taken::None);
        while let Some(chunk) = timeout_at(over.min(Instant::now() + self.silence_max), chunks.next())
            .await
            .map_err(|_| StatusCode::REQUEST_TIMEOUT)?
        {
            let chunk: Bytes = chunk.map_err(|_| StatusCode::BAD_REQUEST)?;
            if bytes.len() + chunk.len() > self.body_max_bytes {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            if bytes.len() + chunk.len() > BODY_MAX_BYTES && large.is_none() {
                let alone = Arc::clone(&self.large).try_acquire_owned();
                large = Some(alone.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?);
            }
            self.take(&mut room, bytes.len() + chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        Ok((bytes, room))
    }

    /// Takes what is lacking to so many bytes.
    fn take(&self, room: &mut Taken, bytes: usize) -> Result<(), StatusCode> {
        let held = room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let lacking = (bytes / 1024 + 1).saturating_sub(held);
        if lacking == 0 {
            return Ok(());
        }
        let lacking = u32::try_from(lacking).unwrap_or(u32::MAX);
        let more =
            Arc::clone(&self.free).try_acquire_many_owned(lacking).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
        match room {
            Some(held) => held.merge(more),
            None => *room = Some(more),
        }
        Ok(())
    }
}

/// The size that a request says its body has.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::convert::Infallible;

    fn post(chunks: Vec<Vec<u8>>, then_waits: bool) -> Request {
        let sent = stream::iter(chunks.into_iter().map(|chunk| Ok::<_, Infallible>(Bytes::from(chunk))));
        let body = match then_waits {
            true => axum::body::Body::from_stream(sent.chain(stream::pending())),
            false => axum::body::Body::from_stream(sent),
        };
        Request::new(body)
    }

    const SILENCE: Duration = Duration::from_millis(100);
    const ARRIVAL: Duration = Duration::from_millis(400);

    fn hasty() -> Room {
        Room { arrival_max: ARRIVAL, silence_max: SILENCE, ..Room::new() }
    }

    #[tokio::test]
    async fn whoever_sends_nothing_takes_no_room_and_is_not_waited_for() {
        let room = hasty();
        let mut silent = tokio::task::JoinSet::new();
        for _ in 0..1_000 {
            let room = room.clone();
            silent.spawn(async move { room.read(post(vec![vec![b'x']], true)).await.map(|_| ()) });
        }
        tokio::task::yield_now().await;
        let (read, taken) = room.read(post(vec![vec![b'a'; 1_000_000], vec![b'b'; 1_000_000]], false)).await.unwrap();
        assert_eq!(read.len(), 2_000_000);
        while let Some(ended) = silent.join_next().await {
            assert_eq!(ended.unwrap(), Err(StatusCode::REQUEST_TIMEOUT));
        }
        drop(taken);
        assert_eq!(room.free.available_permits(), READING_MAX_KIB);
    }

    #[tokio::test]
    async fn a_drop_now_and_then_does_not_go_on_for_ever() {
        let slowly = stream::unfold((), |()| async {
            tokio::time::sleep(SILENCE / 5).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(b"x")), ()))
        });
        let read = hasty().read(Request::new(axum::body::Body::from_stream(slowly))).await;
        assert_eq!(read.err(), Some(StatusCode::REQUEST_TIMEOUT));
    }

    #[tokio::test]
    async fn what_is_too_large_or_finds_no_room_is_refused() {
        let room = Room::new();
        let chunk = || vec![0; 1 << 20];
        let (whole, _taken) = room.read(post(vec![chunk(), chunk(), chunk()], false)).await.unwrap();
        assert_eq!(whole.len(), BODY_MAX_BYTES);
        let more = room.read(post(vec![chunk(), chunk(), chunk(), vec![0]], false)).await;
        assert_eq!(more.err(), Some(StatusCode::PAYLOAD_TOO_LARGE));
        let rest = u32::try_from(room.free.available_permits()).unwrap();
        let all = Arc::clone(&room.free).try_acquire_many_owned(rest).unwrap();
        assert_eq!(room.read(post(vec![vec![0]], false)).await.err(), Some(StatusCode::SERVICE_UNAVAILABLE));
        drop(all);
        assert!(room.read(post(vec![vec![0]], false)).await.is_ok());
    }
}
