//! Hearing: a tiny model that is made here shows that files are read and garbage refused; the real one, where it lies beside
//! the repository, what is heard.

use ear::{NoSound, RATE_HZ, Unusable, Whisper, sound};
use std::path::{Path, PathBuf};

const LIFT: &[u8] = include_bytes!("../fixtures/lift.ogg");
const LEAK: &[u8] = include_bytes!("../fixtures/leak.ogg");

/// Numbers, as a model's file has them.
fn numbers(file: &mut Vec<u8>, all: &[u32]) {
    all.iter().for_each(|number| file.extend(number.to_le_bytes()));
}

fn tensor(file: &mut Vec<u8>, name: &str, shape: &[u32]) {
    let len = u32::try_from(name.len()).expect("a short name");
    numbers(file, &[u32::try_from(shape.len()).expect("few"), len, 1]);
    numbers(file, shape);
    file.extend(name.as_bytes());
    let all: u32 = shape.iter().product();
    // Halves of nothing: every sum is nothing, and the model knows nothing.
    file.extend(std::iter::repeat_n(0_u8, 2 * all as usize));
}

/// A model of one layer and no knowledge, in the format of whisper.cpp.
fn tiny() -> Vec<u8> {
    let (width, vocabulary) = (32, 51_865);
    let mut file = Vec::new();
    numbers(&mut file, &[0x6767_6d6c, vocabulary, 1_500, width, 1, 1, 448, width, 1, 1, 80, 1]);
    numbers(&mut file, &[80, 201]);
    file.extend(std::iter::repeat_n(0_u8, 4 * 80 * 201));
    numbers(&mut file, &[1, 2]);
    file.extend(b"hm");
    tensor(&mut file, "encoder.conv1.weight", &[3, 80, width]);
    tensor(&mut file, "encoder.conv1.bias", &[1, width]);
    tensor(&mut file, "encoder.conv2.weight", &[3, width, width]);
    tensor(&mut file, "encoder.conv2.bias", &[1, width]);
    tensor(&mut file, "encoder.positional_embedding", &[width, 1_500]);
    tensor(&mut file, "decoder.positional_embedding", &[width, 448]);
    tensor(&mut file, "decoder.token_embedding.weight", &[width, vocabulary]);
    for (part, looks) in [("encoder.blocks.0", &["attn"][..]), ("decoder.blocks.0", &["attn", "cross_attn"])] {
        for look in looks {
            for way in ["query", "key", "value", "out"] {
                tensor(&mut file, &format!("{part}.{look}.{way}.weight"), &[width, width]);
            }
            tensor(&mut file, &format!("{part}.{look}_ln.weight"), &[width]);
            tensor(&mut file, &format!("{part}.{look}_ln.bias"), &[width]);
        }
        tensor(&mut file, &format!("{part}.mlp_ln.weight"), &[width]);
        tensor(&mut file, &format!("{part}.mlp_ln.bias"), &[width]);
        tensor(&mut file, &format!("{part}.mlp.0.weight"), &[width, 4 * width]);
        tensor(&mut file, &format!("{part}.mlp.0.bias"), &[4 * width]);
        tensor(&mut file, &format!("{part}.mlp.2.weight"), &[4 * width, width]);
        tensor(&mut file, &format!("{part}.mlp.2.bias"), &[width]);
    }
    for norm in ["encoder.ln_post", "decoder.ln"] {
        tensor(&mut file, &format!("{norm}.weight"), &[width]);
        tensor(&mut file, &format!("{norm}.bias"), &[width]);
    }
    file
}

fn open(bytes: &[u8]) -> Result<Whisper, Unusable> {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("model");
    std::fs::write(&path, bytes).expect("it is written");
    Whisper::open(&path)
}

#[test]
fn a_model_that_knows_nothing_says_nothing_the_same_way_twice() {
    let whisper = open(&tiny()).unwrap();
    let samples = sound(LIFT).unwrap();
    let (once, again) = (whisper.hear(&samples, &["en"]), whisper.hear(&samples, &["en"]));
    assert_eq!(once, again);
    assert_eq!(once.text, "");
    assert_eq!(whisper.hear(&[], &[]).language, "und");
}

#[test]
fn what_is_no_model_is_refused() {
    let whole = tiny();
    for length in [0, 3, 4, 40, 60, 1_000, 70_000, whole.len() / 2, whole.len() - 1] {
        assert!(open(&whole[..length]).is_err(), "{length} bytes");
    }
    assert!(open(&[0xff; 4_096]).is_err());
    let mut large = whole;
    large[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(open(&large), Err(Unusable::Other(_))), "sizes are looked at before anything is kept for them");
}

#[test]
fn a_voice_note_has_as_many_samples_as_it_lasts() {
    for (file, seconds) in [(LIFT, 5.06), (LEAK, 5.54)] {
        let samples = sound(file).unwrap();
        let heard = samples.len() as f64 / RATE_HZ as f64;
        assert!((heard - seconds).abs() < 0.1, "{heard} s");
        assert!(samples.iter().all(|sample| sample.abs() <= 1.5));
    }
}

#[test]
fn what_breaks_off_or_is_damaged_gives_what_is_left_and_never_more() {
    let whole = sound(LIFT).unwrap().len();
    for length in (0..LIFT.len()).step_by(977) {
        match sound(&LIFT[..length]) {
            Ok(samples) => assert!(samples.len() <= whole),
            Err(why) => assert!(matches!(why, NoSound::NoOgg | NoSound::NoOpus | NoSound::Broken), "{why}"),
        }
    }
    for at in (0..LIFT.len()).step_by(1_531) {
        let mut damaged = LIFT.to_vec();
        damaged[at] ^= 0xff;
        let _either = sound(&damaged);
    }
}

/// The real model, where it lies beside the repository.
fn real() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let places = ["../shared/models", "../../shared/models"];
    let found =
        places.iter().map(|place| root.join(place).join("whisper-base-q8_0.ggml.bin")).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: no whisper-base-q8_0.ggml.bin lies in ../shared/models; nothing was heard");
    }
    found
}

#[test]
fn the_real_model_hears_what_is_said() {
    let Some(path) = real() else { return };
    let whisper = Whisper::open(&path).unwrap();
    for (file, words) in [(LIFT, ["block C", "stuck again"]), (LEAK, ["leaking from the ceiling", "plumber"])] {
        let said = whisper.hear(&sound(file).unwrap(), &["en", "ms", "zh"]);
        assert!(words.iter().all(|word| said.text.contains(word)), "{said:?}");
        assert_eq!(said.language, "en");
        assert!(said.confidence > 0.45, "{said:?}");
    }
    let long: Vec<f32> = sound(LIFT).unwrap().repeat(7);
    let said = whisper.hear(&long, &["en"]);
    let times = said.text.to_lowercase().matches("please send somebody").count();
    assert!((6..=9).contains(&times), "a long one is heard piece by piece: {said:?}");
    let silence = whisper.hear(&vec![0.0; 5 * RATE_HZ], &["en"]);
    assert!(silence.text.is_empty() || silence.confidence < 0.45, "{silence:?}");
}
