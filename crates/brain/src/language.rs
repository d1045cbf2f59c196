//! Guesses the language of a text by its script and, for Latin letters and Han, a small trained head; a guess, never a gate.

use crate::features::for_language;
use crate::labels::LANGUAGES;
use crate::model::{Head, largest};
use crate::normal::{Normal, is_han};

/// Words of every chat, whatever its language: what has no others tells none.
const SHARED: [&str; 44] = [
    "hi", "hello", "hey", "hii", "helo", "hallo", "ok", "okay", "oke", "okey", "k", "kk", "tq", "ty", "tks", "thx",
    "thanks", "noted", "done", "status", "update", "pls", "plz", "please", "bro", "boss", "sir", "bos", "all", "gm",
    "gn", "yes", "no", "lift", "wifi", "gate", "lobby", "gym", "ac", "aircon", "guard", "photo", "test", "bye",
];

/// How many letters of each script a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are scripts")]
pub struct Scripts {
    pub latin: usize,
    pub han: usize,
    pub arabic: usize,
    pub devanagari: usize,
    pub bengali: usize,
    pub tamil: usize,
    pub malayalam: usize,
    pub thai: usize,
    pub cyrillic: usize,
    pub hangul: usize,
    pub kana: usize,
}

impl Scripts {
    /// Counts the letters of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        for c in text.chars() {
            match c {
                '\u{3040}'..='\u{30ff}' => scripts.kana += 1,
                c if is_han(c) => scripts.han += 1,
                '\u{0600}'..='\u{06ff}' => scripts.arabic += 1,
                '\u{0900}'..='\u{097f}' => scripts.devanagari += 1,
                '\u{0980}'..='\u{09ff}' => scripts.bengali += 1,
                '\u{0b80}'..='\u{0bff}' => scripts.tamil += 1,
                '\u{0d00}'..='\u{0d7f}' => scripts.malayalam += 1,
                '\u{0e00}'..='\u{0e7f}' => scripts.thai += 1,
                '\u{0400}'..='\u{04ff}' => scripts.cyrillic += 1,
                '\u{ac00}'..='\u{d7af}' => scripts.hangul += 1,
                c if c.is_alphabetic() => scripts.latin += 1,
                _ => {}
            }
        }
        scripts
    }

    /// The language that the script alone tells, if it is not Latin. A Han letter counts three: it is a word, not a letter.
    fn language(self) -> Option<&'static str> {
        let counts = [
            (self.han * 3, "zh"),
            (self.arabic, "ar"),
            (self.devanagari, "hi"),
            (self.bengali, "bn"),
            (self.tamil, "ta"),
            (self.malayalam, "ml"),
            (self.thai, "th"),
            (self.cyrillic, "ru"),
            (self.hangul, "ko"),
            (self.kana * 3, "ja"),
        ];
        let (most, language) = counts.into_iter().max_by_key(|(count, _)| *count)?;
        (most > 0 && most * 2 >= self.latin).then_some(language)
    }
}

/// The likeliest language of a text, or `und` where there are no letters, or no words but those of every chat.
#[must_use]
pub fn guess(normal: &Normal, head: &Head) -> &'static str {
    let scripts = Scripts::of(&normal.text);
    if let Some(language) = scripts.language() {
        return if language == "ar" && normal.text.contains(['ٹ', 'ڈ', 'ے', 'ں', 'ڑ', 'گ']) {
            "ur"
        } else {
            language
        };
    }
    let mut words = normal.text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if scripts.latin == 0 || words.all(|word| SHARED.contains(&word)) {
        return "und";
    }
    LANGUAGES[largest(&head.logits(&for_language(normal).list)).min(LANGUAGES.len() - 1)]
}

#[cfg(test)]
mod tests {
    use crate::{Context, Reader, Utterance};

    #[test]
    fn what_has_no_words_but_those_of_every_chat_tells_no_language() {
        let guess = |text: &str| {
            Reader::of_words().read(&Utterance { text, ..Utterance::default() }, &Context::default()).language
        };
        for text in ["hi", "Hello!", "ok", "ok boss", "tq", "lift", "done", "status?", "👍"] {
            assert_eq!(guess(text), "und", "{text}");
        }
        for (text, expected) in [
            ("hello, the lift door is not closing", "en"),
            ("lif rosak lagi bos, tak boleh naik", "ms"),
            ("hola, no hay agua en el edificio", "es"),
            ("ok 电梯坏了", "zh"),
        ] {
            assert_eq!(guess(text), expected, "{text}");
        }
    }
}
