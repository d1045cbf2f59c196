//! A dozen examples of three labels that no reader was ever taught.

use super::*;

const BADGES: [(&str, &[usize]); 12] = [
    ("my badge does not open the turnstile", &[0]),
    ("badge lost, need a new one", &[0]),
    ("kad akses hilang, minta kad baru", &[0]),
    ("access card not working at lobby", &[0]),
    ("projector in room 4 shows no picture", &[1]),
    ("the HDMI cable of the projector is missing", &[1]),
    ("projektor bilik mesyuarat tak keluar gambar", &[1]),
    ("no sound from the meeting room screen", &[1]),
    ("please order coffee and snacks for the meeting", &[2]),
    ("catering for twelve people tomorrow", &[2]),
    ("kopi untuk mesyuarat esok pagi", &[2]),
    ("lunch boxes for the training day", &[2]),
];

fn examples(known: &[(&'static str, &[usize])]) -> Vec<Example<'static>> {
    known.iter().map(|(text, labels)| Example { text, sense: None, labels: labels.to_vec() }).collect()
}

#[test]
fn a_dozen_examples_are_enough_to_know_trades_that_nobody_ever_taught() {
    let labeller = Labeller::fit(&examples(&BADGES), 3, Choice::One, Sight::Both);
    for (text, label) in [
        ("badge of the new colleague opens nothing", 0),
        ("projector room 7 no picture again", 1),
        ("coffee for the meeting at 3pm", 2),
    ] {
        let likely = labeller.read(text, None);
        assert_eq!(crate::model::largest(&likely), label, "{text}: {likely:?}");
        assert!((likely.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
    assert!(labeller.say("selamat hari raya semua", None).is_empty(), "what nothing speaks for is not said");
}

#[test]
fn the_same_examples_make_the_same_labeller_and_none_make_one_that_says_nothing() {
    let text = "badge and projector";
    let read = || Labeller::fit(&examples(&BADGES), 3, Choice::Several, Sight::Both).read(text, None);
    assert_eq!(read(), read());
    for known in [&BADGES[..0], &BADGES[..1]] {
        let labeller = Labeller::fit(&examples(known), 3, Choice::Several, Sight::Both);
        assert!(labeller.read(text, None).iter().all(|likely| likely.is_finite()));
    }
}

#[test]
fn a_thousand_examples_are_learned_from() {
    let texts: Vec<String> = (0..1_000)
        .map(|nth| format!("{} at block {} level {}, please look at it today", BADGES[nth % 12].0, nth % 7, nth % 31))
        .collect();
    let known: Vec<Example<'_>> = texts
        .iter()
        .enumerate()
        .map(|(nth, text)| Example { text, sense: None, labels: BADGES[nth % 12].1.to_vec() })
        .collect();
    let labeller = Labeller::fit(&known, 3, Choice::One, Sight::Both);
    let likely = labeller.read("badge opens nothing at block 3", None);
    assert!(likely[0] > 0.8, "{likely:?}");
}

#[test]
fn meaning_carries_over_to_another_language() {
    let encoder = Encoder::embedded();
    let senses: Vec<Vec<f32>> = BADGES.iter().map(|(text, _)| encoder.sense(text)).collect();
    let examples: Vec<Example<'_>> = BADGES
        .iter()
        .zip(&senses)
        .map(|((text, labels), sense)| Example { text, sense: Some(sense), labels: labels.to_vec() })
        .collect();
    let labeller = Labeller::fit(&examples, 3, Choice::One, Sight::Meaning);
    let text = "门禁卡打不开门";
    let likely = labeller.read(text, Some(&encoder.sense(text)));
    assert_eq!(crate::model::largest(&likely), 0, "{likely:?}");
}

#[test]
fn what_is_long_is_meant_as_a_whole() {
    let encoder = Encoder::embedded();
    let (start, end) = ("the lift is stuck ".repeat(20), "please order coffee ".repeat(20));
    let both = encoder.sense(&format!("{start}{end}"));
    assert!(encoder.sense(&start).iter().zip(&both).any(|(a, b)| (a - b).abs() > 0.01), "its end counts");
    assert_eq!(encoder.sense("").len(), both.len());
}
