//! The words for the two halves of the day, in the languages that phones write them in.

use crate::export::marks::{is_mark, is_space};

/// Which half of the day an hour of 1 to 12 belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// What stands beside the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing, or a word that only joins: `klo`, `um`, `Uhr`.
    Nothing,
    /// A half of the day.
    Half(Half),
    /// A word that is not known here.
    Unknown,
}

/// Longer than any known word; what is longer is prose.
const WORD_MAX_CHARS: usize = 16;

/// Reads what stands between date and time, or between time and text.
pub(super) fn beside(text: &str) -> Beside {
    if text.is_empty() {
        return Beside::Nothing;
    }
    let mut word = String::with_capacity(WORD_MAX_CHARS);
    for (count, letter) in text.chars().filter(|letter| !is_ornament(*letter)).enumerate() {
        if count == WORD_MAX_CHARS {
            return Beside::Unknown;
        }
        word.extend(letter.to_lowercase());
    }
    let is_among = |words: &[&str]| words.contains(&word.as_str());
    if word.is_empty() || is_among(&JOINING) {
        Beside::Nothing
    } else if is_among(&MORNING) {
        Beside::Half(Half::Morning)
    } else if is_among(&AFTERNOON) {
        Beside::Half(Half::Afternoon)
    } else {
        Beside::Unknown
    }
}

/// Words that only join a date and a time.
const JOINING: [&str; 17] =
    ["klo", "kl", "um", "uhr", "alas", "às", "as", "à", "at", "alle", "pukul", "h", "o", "ч", "u", "في", "ساعت"];

/// Before noon.
const MORNING: [&str; 27] = [
    "am",
    "a",
    "上午",
    "凌晨",
    "清晨",
    "早上",
    "오전",
    "午前",
    "ص",
    "صباحا",
    "صباحًا",
    "قظ",
    "قبلازظهر",
    "पूर्वाह्न",
    "पूर्वाह्ण",
    "পূর্বাহ্ণ",
    "முற்பகல்",
    "öö",
    "pg",
    "sa",
    "πμ",
    "de",
    "проб",
    "дп",
    "eparadites",
    "fm",
    "පෙව",
];

/// After noon; Chinese names the hours around noon and the evening apart.
const AFTERNOON: [&str; 27] = [
    "pm",
    "p",
    "下午",
    "晚上",
    "中午",
    "傍晚",
    "오후",
    "午後",
    "م",
    "مساء",
    "مساءً",
    "بظ",
    "بعدازظهر",
    "अपराह्न",
    "अपराह्ण",
    "অপরাহ্ণ",
    "பிற்பகல்",
    "ös",
    "ptg",
    "ch",
    "μμ",
    "du",
    "слоб",
    "пп",
    "epasdites",
    "em",
    "පව",
];

fn is_ornament(letter: char) -> bool {
    is_mark(letter) || is_space(letter) || matches!(letter, '.' | ',' | '،' | '、' | '\u{200C}' | '״' | '"')
}
