//! Messages of a few words that cannot mean anything else: a thing that breaks, and that it is broken; thanks, greetings and
//! that it was seen.

use super::scene::Scene;
use crate::normal::{Normal, is_han};
use crate::phrases::hazards::is_tale;
use crate::phrases::{Lexicon, concepts, topics};
use domain::message::Form;
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// More words, letters, or signs of a script that writes a word with one or two, may tell anything.
const WORDS_MAX: usize = 5;
const LETTERS_MAX: usize = 32;
const HAN_MAX: usize = 8;
/// Topics of things that break, run out or are dirty.
const THINGS: [&str; 12] =
    ["water", "drain", "power", "light", "lift", "air", "fire", "door", "pest", "building", "network", "supply"];
/// Meanings beside which a broken thing is no report: it was mended, is elsewhere, is asked about, or laughed at.
const OTHERWISE: [&str; 13] = [
    "fixed",
    "works",
    "done",
    "elsewhere",
    "laugh",
    "thanks",
    "coming",
    "checked",
    "waiting",
    "mistake",
    "notice",
    "ask",
    "order",
];

/// How things fail besides: the models learned from the meanings above, so that these stand apart.
static FAILS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&[("fails", FAILURES), ("kept", KEPT)]));
const FAILURES: &str = "odala|odalai|ஓடல*|ஓடலை|வரல*|gul|jebol|vazamento|vazando|apagado|apagada|apagou|not moving|not cold|not on|tak menyala|tak hidup|ga nyala|gak nyala|nggak nyala|ga jalan|不亮|不动|不转|不制冷|没反应|بايظة|مطفي*|طافي*";
/// Who keeps pests away, or an animal that nobody minds.
const KEPT: &str = "control|spray|sprayed|fogging|racun|semprot|pet|cat|cats|kucing|dog|dogs|anjing|杀虫|灭|猫|狗|gato|gatos|perro|perros|cachorro|race|year|computer|optical|lab|bluetooth|wireless|count|thought|kirain|kira";

/// Meanings of which alone no report is made.
const COURTESY: [&str; 4] = ["thanks", "greeting", "acknowledged", "please"];
/// Words that go with those and add nothing.
const BESIDE: &[&str] = &[
    "ok",
    "okay",
    "okey",
    "oke",
    "okie",
    "k",
    "kk",
    "yes",
    "alright",
    "so",
    "very",
    "much",
    "a",
    "lot",
    "all",
    "everyone",
    "team",
    "sir",
    "madam",
    "boss",
    "bos",
    "bro",
    "pak",
    "bu",
    "bang",
    "kak",
    "ya",
    "yah",
    "lah",
    "la",
    "ji",
    "po",
    "see",
    "you",
    "bye",
    "dear",
    "for",
    "the",
    "update",
    "mucho",
    "muito",
    "muchas",
    "जी",
    "جزيلا",
];

/// Whether a text is nothing but courtesy, in whichever language. Whoever thanks for the answer to a report says no more of it.
pub(super) fn is_courtesy(scene: &Scene<'_>) -> bool {
    scene.heard.form == Form::Text && is_polite(&scene.normal)
}

fn is_polite(normal: &Normal) -> bool {
    let hits = concepts::find_all(normal);
    let polite: Vec<_> = hits.iter().filter(|hit| COURTESY.contains(&hit.name)).collect();
    let is_covered = |at: usize| polite.iter().any(|hit| hit.start <= at && at < hit.end);
    let mut rest = String::new();
    for (at, c) in normal.text.char_indices() {
        rest.push(if is_covered(at) || !c.is_alphanumeric() && !is_combining_mark(c) { ' ' } else { c });
    }
    let is_beside = |word: &str| BESIDE.contains(&word);
    !normal.tokens.is_empty() && !normal.text.contains(['?', '？', '؟']) && rest.split_whitespace().all(is_beside)
}

/// Whether a message that was taken for talk is a plain report. Readers learned from whole chats, in which hardly anybody says
/// no more than "Lift rosak".
pub(super) fn is_report(scene: &Scene<'_>) -> bool {
    let is_asked = scene.heard.text.contains(['?', '？', '؟']);
    scene.quoted.is_none() && !scene.heard.forwarded && !is_asked && is_told(&scene.normal)
}

/// Whether a text names a thing that breaks or runs out. The words for parts of a building are too common to count here.
pub(super) fn names_a_thing(normal: &Normal) -> bool {
    topics::find(normal).iter().any(|hit| hit.name != "building" && THINGS.contains(&hit.name))
}

/// Whether a text tells of a broken thing and of nothing else.
fn is_told(normal: &Normal) -> bool {
    let (letters, han) = (normal.text.chars().count(), normal.text.chars().filter(|c| is_han(*c)).count());
    if normal.tokens.len() > WORDS_MAX || letters > LETTERS_MAX || han > HAN_MAX || is_tale(normal) {
        return false;
    }
    let (meant, about) = (concepts::find_all(normal), topics::find(normal));
    let is_gone = about.iter().any(|hit| hit.name == "supply");
    let fails = FAILS.hits(normal);
    let failing = fails.iter().filter(|hit| hit.name == "fails");
    let broken: Vec<_> = meant.iter().filter(|hit| hit.name == "broken").chain(failing).collect();
    let is_pest = about.iter().any(|hit| hit.name == "pest") && !fails.iter().any(|hit| hit.name == "kept");
    let is_denied = meant.iter().filter(|hit| hit.name == "not").any(|denial| {
        let is_part = |hit: &crate::phrases::Hit| hit.start <= denial.start && denial.end <= hit.end;
        !broken.iter().any(|hit| is_part(hit)) && !about.iter().any(|hit| hit.name == "supply" && is_part(hit))
    });
    (is_gone || is_pest || !broken.is_empty())
        && about.iter().any(|hit| THINGS.contains(&hit.name))
        && !is_denied
        && !meant.iter().any(|hit| OTHERWISE.contains(&hit.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_thing_in_two_words_is_a_report_in_every_language() {
        for text in [
            "Lift rosak",
            "lift rosak lagi",
            "no water",
            "toilet tersumbat",
            "电梯坏了",
            "ascensor parado",
            "sem agua",
            "லிஃப்ட் வேலை செய்யல",
            "paip bocor",
            "Tap leaking",
            "toilet kharab",
            "lift odala",
            "லிஃப்ட் ஓடல அண்ணா",
            "bijli gul hai",
            "pintu jebol",
            "vazamento na torneira",
            "大堂灯不亮",
            "cockroaches again",
            "ada tikus",
            "蟑螂",
        ] {
            assert!(is_told(&Normal::of(text)), "{text}");
        }
    }

    #[test]
    fn what_is_mended_denied_asked_elsewhere_or_told_is_none() {
        for text in [
            "lift dah ok",
            "tak bocor dah",
            "no more leak thanks",
            "lift fixed, not broken",
            "when will the lift be fixed",
            "lift at my old office always broken",
            "haha lift rosak",
            "good morning",
            "rest well everybody",
            "pest control coming today",
            "cute cat lah",
        ] {
            assert!(!is_told(&Normal::of(text)), "{text}");
        }
    }

    #[test]
    fn thanks_and_greetings_are_courtesy_in_every_language_and_nothing_else_is() {
        for text in [
            "ok thank you",
            "Thank you so much!",
            "thanks",
            "noted",
            "See you",
            "good morning all",
            "terima kasih ya",
            "baik pak",
            "谢谢",
            "好的谢谢",
            "gracias",
            "muito obrigado",
            "धन्यवाद जी",
            "நன்றி",
            "شكرا",
            "salamat po",
            "ok 👍",
        ] {
            assert!(is_polite(&Normal::of(text)), "{text}");
        }
        for text in [
            "thank you but lift still stuck",
            "ok?",
            "noted, block C too",
            "good morning, no water",
            "谢谢，电梯坏了",
            "",
        ] {
            assert!(!is_polite(&Normal::of(text)), "{text}");
        }
        let rows = ["asian", "english", "malay-indonesian", "western"].map(|name| {
            std::fs::read_to_string(format!("{}/train/data/{name}.tsv", env!("CARGO_MANIFEST_DIR"))).unwrap()
        });
        let of = rows.iter().flat_map(|file| file.lines()).map(|line| line.split('\t').collect::<Vec<_>>());
        let polite: Vec<_> = of.filter(|row| is_polite(&Normal::of(row[7]))).collect();
        let reports: Vec<&str> = polite.iter().filter(|row| row[2] == "issue").map(|row| row[7]).collect();
        assert!(polite.len() > 40 && reports.is_empty(), "{} of them, {reports:?}", polite.len());
    }

    #[test]
    fn idle_talk_is_hardly_ever_taken_for_one() {
        let rows = ["asian", "english", "malay-indonesian", "western"].map(|name| {
            std::fs::read_to_string(format!("{}/train/data/{name}.tsv", env!("CARGO_MANIFEST_DIR"))).unwrap()
        });
        let of = rows.iter().flat_map(|file| file.lines()).map(|line| line.split('\t').collect::<Vec<_>>());
        let talk: Vec<bool> = of.filter(|row| row[2] == "chatter").map(|row| is_told(&Normal::of(row[7]))).collect();
        let taken = talk.iter().filter(|is| **is).count();
        assert!(talk.len() > 1_500 && taken <= 2, "{taken} of {}", talk.len());
    }
}
