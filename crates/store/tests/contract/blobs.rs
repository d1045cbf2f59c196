//! Media: kept whole under the digest of its bytes, or not at all.

use std::io::{self, Cursor, Read};
use std::time::{Duration, SystemTime};

use store::StoreError;
use store::blobs::{Blobs, Digest, Finding, SIZE_MAX_BYTES};

/// SHA-256 of "abc", from the standard.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn place() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::at(folder.path().join("media")).unwrap();
    (folder, blobs)
}

/// A source that cannot be read.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _into: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the archive is damaged"))
    }
}

fn half_written(blobs: &Blobs) -> usize {
    let path = blobs.path(&Digest::parse(ABC).unwrap());
    std::fs::read_dir(path.ancestors().nth(3).unwrap().join("incoming")).unwrap().count()
}

#[test]
fn a_digest_is_64_characters_of_hex_and_no_path() {
    assert!(Digest::parse(ABC).is_some());
    for text in ["", "../../../etc/passwd", &ABC[1..], &ABC.to_uppercase(), &ABC.replace('b', "/")] {
        assert!(Digest::parse(text).is_none(), "{text}");
    }
}

#[tokio::test]
async fn media_is_found_under_the_digest_of_its_bytes() {
    let (_folder, blobs) = place();
    let kept = blobs.put(&b"abc"[..]).await.unwrap();
    assert_eq!((kept.digest.as_str(), kept.size), (ABC, 3));
    assert!(blobs.path(&kept.digest).ends_with(format!("media/ba/78/{ABC}")));
    let mut text = String::new();
    blobs.open(&kept.digest).await.unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "abc");
    assert_eq!(blobs.put(&b"abc"[..]).await.unwrap(), kept, "twice is once");
    assert_eq!(half_written(&blobs), 0);
}

#[tokio::test]
async fn a_large_file_is_kept_whole() {
    let (_folder, blobs) = place();
    let bytes: Vec<u8> = (0..1_000_003_u32).map(|n| (n % 251) as u8).collect();
    let kept = blobs.put(Cursor::new(bytes.clone())).await.unwrap();
    assert_eq!(kept.size, 1_000_003);
    assert_eq!(std::fs::read(blobs.path(&kept.digest)).unwrap(), bytes);
}

#[tokio::test]
async fn a_source_that_breaks_off_leaves_nothing() {
    let (_folder, blobs) = place();
    let broken = blobs.put(b"abc".chain(Broken)).await.unwrap_err();
    assert!(!broken.is_retryable() && matches!(broken, StoreError::Source(_)), "{broken}");
    assert_eq!(half_written(&blobs), 0);
    assert_eq!(blobs.check_all(|_| {}).await.unwrap().whole, 0);
}

#[tokio::test]
async fn media_over_the_limit_is_refused() {
    let (_folder, blobs) = place();
    let refused = blobs.put(io::repeat(7).take(SIZE_MAX_BYTES + 1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::MediaTooLarge { .. }) && !refused.is_retryable());
    assert_eq!(half_written(&blobs), 0);
}

#[tokio::test]
async fn damage_is_found_and_putting_again_heals_it() {
    let (_folder, blobs) = place();
    let kept = blobs.put(&b"abc"[..]).await.unwrap();
    blobs.put(&b"defg"[..]).await.unwrap();
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Whole { size: 3 });
    let path = blobs.path(&kept.digest);
    std::fs::write(&path, "abd").unwrap();
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Changed);
    let stranger = path.with_file_name("holiday.jpg");
    std::fs::write(&stranger, "x").unwrap();
    let survey = blobs.check_all(|_| {}).await.unwrap();
    assert_eq!((survey.whole, survey.bytes), (1, 4));
    assert_eq!(survey.changed, [path, stranger]);
    blobs.put(&b"abc"[..]).await.unwrap();
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Whole { size: 3 });
}

#[tokio::test]
async fn what_is_removed_is_missing() {
    let (_folder, blobs) = place();
    let kept = blobs.put(&b"abc"[..]).await.unwrap();
    assert!(blobs.remove(&kept.digest).await.unwrap());
    assert!(!blobs.remove(&kept.digest).await.unwrap());
    assert_eq!(blobs.check(&kept.digest).await.unwrap(), Finding::Missing);
    assert!(matches!(blobs.open(&kept.digest).await.unwrap_err(), StoreError::MediaMissing { .. }));
}

#[tokio::test]
async fn what_a_crash_left_is_swept_once_it_is_old() {
    let (folder, blobs) = place();
    let left = folder.path().join("media/incoming/1-1");
    std::fs::write(&left, "half a vid").unwrap();
    let written = std::fs::metadata(&left).unwrap().modified().unwrap();
    assert_eq!(blobs.sweep(written - Duration::from_secs(60)).await.unwrap(), 0);
    assert_eq!(blobs.sweep(written + Duration::from_secs(60)).await.unwrap(), 1);
    assert_eq!(blobs.sweep(SystemTime::UNIX_EPOCH).await.unwrap(), 0);
}
