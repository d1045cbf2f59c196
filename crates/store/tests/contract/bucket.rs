//! Media in a bucket, against a stand-in for S3 that speaks as much of its protocol as `object_store` asks for: put, get,
//! head, delete, list, and uploads in parts.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex};
use store::StoreError;
use store::blobs::{Blobs, Digest, Expected, Finding};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// SHA-256 of "abc", from the standard.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[derive(Default)]
struct Shelf {
    files: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<usize, Vec<u8>>,
    largest: usize,
    /// Answered with this, in place of doing anything.
    fault: Option<u16>,
}

type Shared = Arc<Mutex<Shelf>>;

struct Bucket {
    blobs: Blobs,
    shelf: Shared,
    serving: JoinHandle<()>,
    folder: tempfile::TempDir,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn bucket() -> Bucket {
    let shelf = Shared::default();
    let router = Router::new().fallback(answer).layer(DefaultBodyLimit::max(64 << 20)).with_state(shelf.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let settings = [("AWS_ACCESS_KEY_ID", "us"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_ENDPOINT_URL", &endpoint)];
    let settings: Vec<_> = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_bucket("s3://ours/laksana/media", &settings, folder.path()).unwrap();
    Bucket { blobs, shelf, serving, folder }
}

async fn answer(
    State(shelf): State<Shared>,
    Query(asked): Query<BTreeMap<String, String>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=us/") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut shelf = shelf.lock().unwrap();
    if let Some(fault) = shelf.fault {
        return StatusCode::from_u16(fault).unwrap().into_response();
    }
    let Some(key) = uri.path().strip_prefix("/ours") else { return StatusCode::NOT_FOUND.into_response() };
    let key = key.trim_start_matches('/').to_owned();
    shelf.largest = shelf.largest.max(body.len());
    match method {
        Method::GET if asked.contains_key("list-type") => listed(&shelf, &asked["prefix"]),
        Method::GET | Method::HEAD => match shelf.files.get(&key) {
            Some(bytes) => {
                let modified = (header::LAST_MODIFIED, "Tue, 24 Nov 2026 10:00:00 GMT".to_owned());
                ([modified, (header::CONTENT_LENGTH, bytes.len().to_string())], Body::from(bytes.clone()))
                    .into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::POST if asked.contains_key("uploads") => {
            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>".into_response()
        }
        Method::POST if asked.contains_key("delete") => deleted(&mut shelf, &body),
        Method::POST => {
            let whole = std::mem::take(&mut shelf.parts).into_values().flatten().collect();
            shelf.files.insert(key, whole);
            "<CompleteMultipartUploadResult><ETag>\"1\"</ETag></CompleteMultipartUploadResult>".into_response()
        }
        Method::PUT => {
            match asked.get("partNumber") {
                Some(number) => shelf.parts.insert(number.parse().unwrap(), body.to_vec()),
                None => shelf.files.insert(key, body.to_vec()),
            };
            [(header::ETAG, "\"1\"")].into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn deleted(shelf: &mut Shelf, body: &[u8]) -> Response {
    let body = String::from_utf8_lossy(body);
    let key = body.split("<Key>").nth(1).and_then(|rest| rest.split("</Key>").next()).unwrap();
    shelf.files.remove(key);
    format!("<DeleteResult><Deleted><Key>{key}</Key></Deleted></DeleteResult>").into_response()
}

fn listed(shelf: &Shelf, prefix: &str) -> Response {
    let line = |(key, bytes): (&String, &Vec<u8>)| {
        let modified = "2026-11-24T10:00:00.000Z";
        format!(
            "<Contents><Key>{key}</Key><Size>{}</Size><LastModified>{modified}</LastModified><ETag>1</ETag></Contents>",
            bytes.len()
        )
    };
    let files: String = shelf.files.iter().filter(|(key, _)| key.starts_with(prefix)).map(line).collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{files}</ListBucketResult>").into_response()
}

fn incoming(bucket: &Bucket) -> usize {
    std::fs::read_dir(bucket.folder.path().join("incoming")).unwrap().count()
}

#[tokio::test]
async fn media_lies_in_the_bucket_as_it_would_in_a_folder() {
    let bucket = bucket().await;
    let Bucket { blobs, shelf, .. } = &bucket;
    let kept = blobs.put(&b"abc"[..]).await.unwrap();
    assert_eq!((kept.digest.as_str(), kept.size), (ABC, 3));
    let key = format!("laksana/media/ba/78/{ABC}");
    assert_eq!(shelf.lock().unwrap().files.keys().collect::<Vec<_>>(), [&key]);
    let mut text = String::new();
    blobs.open(&kept.digest).await.unwrap().read_to_string(&mut text).unwrap();
    assert_eq!((text.as_str(), incoming(&bucket)), ("abc", 0));
    assert!(blobs.has(&kept.digest).await.unwrap() && blobs.is_there().await);
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Whole { size: 3 });
    let survey = blobs.check_all(|_| {}).await.unwrap();
    assert_eq!((survey.whole, survey.bytes, survey.changed.len()), (1, 3, 0));
    assert_eq!((blobs.remove(&kept.digest).await.unwrap(), blobs.remove(&kept.digest).await.unwrap()), (true, false));
    assert!(matches!(blobs.open(&kept.digest).await, Err(StoreError::MediaMissing { .. })));
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Missing);
}

#[tokio::test]
async fn a_large_file_goes_in_parts_and_comes_back_whole() {
    let bucket = bucket().await;
    let bytes: Vec<u8> = (0..20_000_003_u32).map(|n| (n % 251) as u8).collect();
    let kept = bucket.blobs.put(std::io::Cursor::new(bytes.clone())).await.unwrap();
    let mut back = Vec::new();
    bucket.blobs.open(&kept.digest).await.unwrap().read_to_end(&mut back).unwrap();
    assert!(back == bytes && bucket.shelf.lock().unwrap().largest <= 8 << 20, "never whole in one request");
}

#[tokio::test]
async fn what_was_changed_in_the_bucket_is_not_handed_out() {
    let bucket = bucket().await;
    let kept = bucket.blobs.put(&b"abc"[..]).await.unwrap();
    bucket.shelf.lock().unwrap().files.values_mut().for_each(|bytes| *bytes = b"abd".to_vec());
    assert!(matches!(bucket.blobs.open(&kept.digest).await, Err(StoreError::MediaChanged)));
    assert_eq!(bucket.blobs.check(&kept.digest).await.unwrap(), Finding::Changed);
    assert_eq!(bucket.blobs.check_all(|_| {}).await.unwrap().changed.len(), 1);
}

#[tokio::test]
async fn a_stream_is_kept_when_it_is_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    for blobs in [Blobs::at(folder.path()).unwrap(), bucket().await.blobs.clone()] {
        let stream = || futures_util::stream::iter([&b"a"[..], b"bc"].map(|part| Ok(Bytes::from_static(part))));
        let expected = |size_max, digest| Expected { size_max, digest };
        let abc = Digest::parse(ABC).unwrap();
        let other = Digest::parse(&ABC.replace('b', "c")).unwrap();
        let small = blobs.take(stream(), &expected(2, Some(abc.clone()))).await;
        assert!(matches!(small, Err(StoreError::MediaTooLarge { limit: 2 })));
        let changed = blobs.take(stream(), &expected(3, Some(other))).await;
        assert!(matches!(changed, Err(StoreError::MediaChanged)));
        assert!(!blobs.has(&abc).await.unwrap_or(false), "nothing of either is kept");
    }
    let blobs = Blobs::at(folder.path()).unwrap();
    let stream = futures_util::stream::iter([Ok(Bytes::from_static(b"abc"))]);
    assert_eq!(blobs.take(stream, &Expected { size_max: 3, digest: None }).await.unwrap().digest.as_str(), ABC);
}

#[tokio::test]
async fn a_bucket_that_refuses_is_said_to_and_keeps_nothing() {
    let bucket = bucket().await;
    bucket.shelf.lock().unwrap().fault = Some(403);
    let refused = bucket.blobs.put(&b"abc"[..]).await.unwrap_err();
    assert!(matches!(refused, StoreError::Bucket(_)) && refused.is_retryable(), "{refused}");
    assert!(!bucket.blobs.is_there().await);
    assert_eq!(incoming(&bucket), 0);
    for address in ["s3://", "s3://a b", "s3:///x"] {
        assert!(
            matches!(Blobs::in_bucket(address, &[], bucket.folder.path()), Err(StoreError::Address(_))),
            "{address}"
        );
    }
}
