//! Pictures that were seen before, from the phone to the pages.

use super::files::{Street, photo};
use crate::workers::{Eye, Stop};
use image::{DynamicImage, ImageFormat, imageops};
use std::io::Cursor;
use std::time::Duration;
use store::both;

/// Meta tells when something was sent to the second; what was sent in the same one is not earlier.
const SECOND: Duration = Duration::from_millis(1_050);

/// The same scene a little cropped, smaller, and recompressed, as an old picture is when it is sent again.
fn again(photo: &[u8]) -> Vec<u8> {
    let scene = image::load_from_memory(photo).unwrap();
    let (width, height) = (scene.width(), scene.height());
    let cropped = scene.crop_imm(width / 25, height / 33, width * 93 / 100, height * 95 / 100);
    let small = cropped.resize(width * 2 / 3, height * 2 / 3, imageops::FilterType::Triangle);
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(small.into_rgb8()).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}

both! {
    async fn an_old_photo_sent_as_new_proof_is_shown_beside_the_old_one(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "The tap in the pantry is leaking badly").await;
        street.fetch(0).await;
        let old = street.last().await.heard.media.unwrap();
        let mut eye = Eye::new(street.house.home.clone()).await.unwrap();
        assert_eq!(eye.look(&Stop::never()).await.unwrap(), 1);
        tokio::time::sleep(SECOND).await;
        street.send("image/jpeg", &again(&photo()), "Lift 2 at Block C is stuck again").await;
        street.fetch(0).await;
        // As after a restart: what was seen is read back.
        let mut eye = Eye::new(street.house.home.clone()).await.unwrap();
        assert_eq!((eye.look(&Stop::never()).await.unwrap(), eye.look(&Stop::never()).await.unwrap()), (1, 0));
        let (_, page) = street.house.get_as_owner("/tickets/T-2").await;
        for words in ["Seen before", "looks identical to", "for <bdi>T-1</bdi>", old.as_str(), "Grade C"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.to_lowercase().contains("fraud"));
        let (_, first) = street.house.get_as_owner("/tickets/T-1").await;
        assert!(!first.contains("Seen before"), "the old one was not seen before");
        tokio::time::sleep(SECOND).await;
        street.send("image/jpeg", &photo(), "Lights at the car park are out").await;
        street.fetch(0).await;
        let (_, third) = street.house.get_as_owner("/tickets/T-3").await;
        assert!(third.contains("is the same file as"), "byte for byte needs no eye");
        street.house.home.delete(&[old]).await.unwrap();
        let (_, page) = street.house.get_as_owner("/tickets/T-2").await;
        assert!(!page.contains("looks identical to"), "of what is gone nothing is said");
    }
}
