//! Media in a bucket of an S3-compatible store, under the names they would have in a folder; hides `object_store`.

use super::{Digest, Finding, Incoming, SIZE_MAX_BYTES, blocking};
use crate::StoreError;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig};
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// How long a connection may take to be made.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long one request may take, its bytes included.
const REQUEST_MAX: Duration = Duration::from_secs(120);
/// How long a request is tried again.
const RETRY_MAX: Duration = Duration::from_secs(30);
/// How often a request is tried again.
const RETRIES_MAX: usize = 4;
/// Bytes sent at once; what is larger goes in parts.
const PART_BYTES: usize = 8 << 20;
/// Parts on their way at once.
const PARTS_MAX: usize = 2;
/// A name that no file has: whoever answers that it is not there is there.
const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A bucket, and what stands before every name in it. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    store: Arc<dyn ObjectStore>,
    prefix: String,
}

impl Bucket {
    /// A bucket by its address, `s3://bucket/prefix`, and settings such as `AWS_ACCESS_KEY_ID` and `AWS_ENDPOINT_URL`.
    pub(super) fn at(url: &str, settings: &[(String, String)]) -> Result<Self, StoreError> {
        // Whoever installed one before wins; both are the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let path = url.strip_prefix("s3://").unwrap_or(url);
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        let is_plain = |at: char| at.is_ascii_alphanumeric() || "-_./".contains(at);
        if name.is_empty() || !path.chars().all(is_plain) {
            return Err(StoreError::Address(url.to_owned()));
        }
        let options = ClientOptions::new().with_connect_timeout(CONNECT_MAX).with_timeout(REQUEST_MAX);
        let retry = RetryConfig { max_retries: RETRIES_MAX, retry_timeout: RETRY_MAX, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new().with_bucket_name(name).with_client_options(options).with_retry(retry);
        for (key, value) in settings {
            let Ok(known) = AmazonS3ConfigKey::from_str(&key.to_ascii_lowercase()) else { continue };
            if known == AmazonS3ConfigKey::Endpoint && value.starts_with("http://") {
                builder = builder.with_allow_http(true);
            }
            builder = builder.with_config(known, value);
        }
        let store = builder.build().map_err(|error| bucket_error("open", &error))?;
        Ok(Self { store: Arc::new(store), prefix: prefix.trim_matches('/').to_owned() })
    }

    /// Where media of this name lies.
    pub(super) fn path(&self, digest: &Digest) -> PathBuf {
        PathBuf::from(self.key(digest).as_ref())
    }

    fn key(&self, digest: &Digest) -> Path {
        let name = digest.as_str();
        Path::from(format!("{}/{}/{}/{name}", self.prefix, &name[..2], &name[2..4]))
    }

    /// Sends a file that came in, a part at a time.
    pub(super) async fn keep(&self, incoming: &Incoming) -> Result<(), StoreError> {
        let key = self.key(&incoming.kept().digest);
        let mut from = tokio::fs::File::open(&incoming.path).await.map_err(StoreError::Source)?;
        let to = BufWriter::with_capacity(Arc::clone(&self.store), key, PART_BYTES);
        let mut to = to.with_max_concurrency(PARTS_MAX);
        let outcome = async {
            tokio::io::copy(&mut from, &mut to).await?;
            to.shutdown().await
        };
        outcome.await.map_err(StoreError::Bucket)
    }

    /// Fetches media onto this machine's disk, without a name there.
    pub(super) async fn fetch(&self, digest: &Digest, mut incoming: Incoming) -> Result<Incoming, StoreError> {
        let found = match self.store.get(&self.key(digest)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Err(StoreError::missing(digest)),
            Err(error) => return Err(bucket_error("read", &error)),
        };
        let mut bytes = found.into_stream();
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(|error| bucket_error("read", &error))?;
            incoming = blocking(move || incoming.write(&chunk).map(|()| incoming)).await?;
        }
        Ok(incoming)
    }

    /// Whether there is media of this name.
    pub(super) async fn has(&self, digest: &Digest) -> Result<bool, StoreError> {
        match self.store.head(&self.key(digest)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(bucket_error("look into", &error)),
        }
    }

    /// Whether it can be reached.
    pub(super) async fn is_there(&self) -> bool {
        match Digest::parse(NOBODY) {
            Some(nobody) => self.has(&nobody).await.is_ok(),
            None => false,
        }
    }

    /// Deletes media; false when there was none.
    pub(super) async fn remove(&self, digest: &Digest) -> Result<bool, StoreError> {
        if !self.has(digest).await? {
            return Ok(false);
        }
        self.store.delete(&self.key(digest)).await.map_err(|error| bucket_error("delete from", &error))?;
        Ok(true)
    }

    /// The names of all there is, each where it is a name at all.
    pub(super) async fn listed(&self) -> Result<Vec<(PathBuf, Option<Digest>)>, StoreError> {
        let prefix = Path::from(self.prefix.as_str());
        let all = self.store.list(Some(&prefix)).map_ok(|about| {
            let name = about.location.filename().and_then(Digest::parse);
            (PathBuf::from(about.location.as_ref()), name)
        });
        let mut all: Vec<_> = all.try_collect().await.map_err(|error| bucket_error("list", &error))?;
        all.sort();
        Ok(all)
    }
}

/// What fetching media under its name found.
pub(super) fn found(digest: &Digest, incoming: Result<Incoming, StoreError>) -> Result<Finding, StoreError> {
    match incoming {
        Ok(incoming) if incoming.kept().digest == *digest => Ok(Finding::Whole { size: incoming.kept().size }),
        Ok(_) => Ok(Finding::Changed),
        Err(StoreError::MediaMissing { .. }) => Ok(Finding::Missing),
        Err(StoreError::MediaTooLarge { limit: SIZE_MAX_BYTES }) => Ok(Finding::Changed),
        Err(error) => Err(error),
    }
}

fn bucket_error(doing: &'static str, error: &object_store::Error) -> StoreError {
    StoreError::Bucket(std::io::Error::other(format!("cannot {doing} the bucket: {error}")))
}
