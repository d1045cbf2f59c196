//! Measures how well old pictures are known again: `recall FOLDER…` cuts every picture in the folders into scenes of their
//! own, changes each as a phone or a person would, and counts which are found and which strangers are mistaken.

use eye::{ALIKE_MAX, Prints, look};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, imageops::FilterType};
use std::io::Cursor;
use std::path::Path;

/// The sides of a scene, in pixels: what is smaller is not used.
const SCENE_PX: (u32, u32) = (960, 720);

/// A way to change a picture.
type Change = (&'static str, fn(&DynamicImage, u32) -> DynamicImage, u8);

const CHANGES: [Change; 9] = [
    ("as sent by WhatsApp: 1600 px, quality 75", |scene, _| scene.clone(), 75),
    ("quality 40", |scene, _| scene.clone(), 40),
    ("half the size, quality 70", |scene, _| scene.resize(480, 360, FilterType::CatmullRom), 70),
    ("a quarter of the size, quality 60", |scene, _| scene.resize(240, 180, FilterType::CatmullRom), 60),
    ("brighter, quality 70", |scene, _| scene.brighten(25), 70),
    ("in the mirror, quality 70", |scene, _| scene.fliph(), 70),
    ("cropped by up to 5 % of each side, quality 70", |scene, seed| crop(scene, seed, 5), 70),
    ("cropped by up to 10 % of each side, quality 70", |scene, seed| crop(scene, seed, 10), 70),
    (
        "cropped by 10 % of each side, half the size",
        |scene, seed| crop_exactly(scene, seed).resize(480, 360, FilterType::CatmullRom),
        60,
    ),
];

/// A number that follows from a seed.
fn next(seed: &mut u32) -> u32 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *seed >> 16
}

fn window(scene: &DynamicImage, seed: &mut u32, (off_x, off_y): (u32, u32)) -> DynamicImage {
    let (width, height) = (scene.width(), scene.height());
    let (x, y) = (next(seed) % (off_x + 1), next(seed) % (off_y + 1));
    scene.crop_imm(x, y, width - off_x, height - off_y)
}

fn crop(scene: &DynamicImage, mut seed: u32, percent: u32) -> DynamicImage {
    let most = (scene.width() * percent / 100, scene.height() * percent / 100);
    let off = (next(&mut seed) % most.0, next(&mut seed) % most.1);
    window(scene, &mut seed, off)
}

fn crop_exactly(scene: &DynamicImage, mut seed: u32) -> DynamicImage {
    window(scene, &mut seed, (scene.width() / 10, scene.height() / 10))
}

fn prints(scene: &DynamicImage, quality: u8) -> Option<Prints> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&scene.to_rgb8()).ok()?;
    look(Cursor::new(jpeg))?.prints
}

fn scenes(folder: &Path, found: &mut Vec<DynamicImage>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            scenes(&path, found);
        } else if let Ok(picture) = image::open(&path) {
            let (width, height) = SCENE_PX;
            for y in 0..picture.height() / height {
                for x in 0..picture.width() / width {
                    found.push(picture.crop_imm(x * width, y * height, width, height));
                }
            }
        }
    }
}

fn main() {
    let mut all = Vec::new();
    for folder in std::env::args().skip(1) {
        scenes(folder.as_ref(), &mut all);
    }
    let kept: Vec<(DynamicImage, Prints)> =
        all.into_iter().filter_map(|scene| prints(&scene, 90).map(|prints| (scene, prints))).collect();
    println!("{} scenes that are not too plain", kept.len());
    let thresholds = [24, 31, ALIKE_MAX, 48, 56, 64];
    for (what, change, quality) in CHANGES {
        let mut found = [0; 6];
        for (seed, (scene, old)) in (1..).zip(&kept) {
            let distance = prints(&change(scene, seed), quality).map_or(u32::MAX, |new| new.distance(old));
            found.iter_mut().zip(thresholds).for_each(|(found, most)| *found += u32::from(distance <= most));
        }
        let share = found.map(|found| format!("{:5.1}", f64::from(found) * 100.0 / kept.len() as f64));
        println!("{what:<50} {} % at {thresholds:?}", share.join(" "));
    }
    let mut mistaken = [0_u64; 6];
    let mut pairs = 0_u64;
    for (at, (_, one)) in kept.iter().enumerate() {
        for (_, other) in &kept[..at] {
            let distance = one.distance(other).min(other.distance(one));
            pairs += 1;
            mistaken.iter_mut().zip(thresholds).for_each(|(count, most)| *count += u64::from(distance <= most));
        }
    }
    println!("{pairs} pairs of strangers, mistaken {mistaken:?} at {thresholds:?}");
}
