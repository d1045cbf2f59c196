//! Sentences in an organisation's own words: which may be changed, what holds for them, and how one looks filled.

use super::{Sentence, fill, speaks, texts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest words of a sentence, in characters. What fills its gaps comes on top, and all of it must fit the 1,024 that
/// stand above buttons and in a template.
pub const WORDS_MAX: usize = 500;

/// A sentence as an organisation words it, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded {
    /// The sentence, by its name.
    pub sentence: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The words, with a gap in braces wherever something is filled in; empty where ours are said again.
    pub words: String,
}

/// Why words cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    /// There is no such sentence.
    #[error("there is no sentence called {0}")]
    Sentence(String),
    /// Nobody is written to in it.
    #[error("nobody is written to in {0}")]
    Language(String),
    /// Something that is filled in has no place.
    #[error("{{{0}}} is missing: without it nobody knows what is meant")]
    Missing(String),
    /// Something has a place that nothing fills.
    #[error("{{{0}}} is filled by nothing here; what can be filled stands below the field")]
    Invented(String),
    /// A brace stands alone.
    #[error("a brace stands alone: what is filled in is written as {{ticket}}")]
    Brace,
    /// There are too many.
    #[error("{0} characters are more than the {WORDS_MAX} that fit")]
    TooLong(usize),
    /// They are broken into lines.
    #[error("a sentence is one line: WhatsApp takes no others in templates")]
    Lines,
    /// They begin or end with a gap.
    #[error("a sentence neither begins nor ends with what is filled in: WhatsApp takes no such template")]
    Bare,
}

impl Worded {
    /// The name by which it is kept.
    #[must_use]
    pub fn id(&self) -> String {
        Self::id_of(&self.sentence, &self.language)
    }

    /// The name by which a sentence in a language is kept.
    #[must_use]
    pub fn id_of(sentence: &str, language: &str) -> String {
        format!("{sentence}.{language}")
    }

    /// Whether it can be said.
    ///
    /// # Errors
    /// What is the matter with its words.
    pub fn check(&self) -> Result<(), BadWords> {
        let sentence = Sentence::from_word(&self.sentence).filter(|sentence| !sentence.has_paper());
        let sentence = sentence.ok_or_else(|| BadWords::Sentence(self.sentence.clone()))?;
        if !speaks(&self.language) || texts(&self.language).language != self.language {
            return Err(BadWords::Language(self.language.clone()));
        }
        if self.words.is_empty() {
            return Ok(());
        }
        let ours = texts(&self.language).of(sentence);
        let length = self.words.chars().count();
        if length > WORDS_MAX {
            return Err(BadWords::TooLong(length));
        }
        if self.words.chars().any(char::is_control) {
            return Err(BadWords::Lines);
        }
        let said = gaps(&self.words).ok_or(BadWords::Brace)?;
        let known = gaps(ours).unwrap_or_default();
        if let Some(invented) = said.difference(&known).next() {
            return Err(BadWords::Invented((*invented).to_owned()));
        }
        if let Some(missing) = known.difference(&said).next() {
            return Err(BadWords::Missing((*missing).to_owned()));
        }
        let words = self.words.trim();
        // What ours may do, others may: a template of ours begins with who writes.
        let is_bare = words.ends_with('}') || words.starts_with('{') && !ours.starts_with('{');
        if is_bare { Err(BadWords::Bare) } else { Ok(()) }
    }

    /// How it reads with what could be filled in.
    #[must_use]
    pub fn preview(&self) -> String {
        let known = gaps(&self.words).unwrap_or_default();
        let filled: Vec<(&str, &str)> = known.into_iter().map(|gap| (gap, sample(gap))).collect();
        fill(&self.words, &filled)
    }
}

/// What is filled in, by name; none where a brace stands alone.
#[must_use]
pub fn gaps(words: &str) -> Option<BTreeSet<&str>> {
    let mut parts = words.split('{');
    let head = parts.next().filter(|head| !head.contains('}'));
    head?;
    parts.map(|part| part.split_once('}').filter(|(_, rest)| !rest.contains('}')).map(|(gap, _)| gap)).collect()
}

/// What could be filled in, for whoever looks at a sentence.
#[must_use]
pub fn sample(gap: &str) -> &'static str {
    match gap {
        "task" => "Cleaning",
        "place" => "Block C",
        "time" => "14:00",
        "person" => "Azlan",
        "ticket" => "T-104",
        "title" => "Lift not working",
        "minutes" => "15",
        "count" => "3",
        "reason" => "Weather",
        "about" => "Patrol, Post 3",
        "channel" => "WhatsApp",
        "subject" => "laksana_verify en",
        "link" => "https://ops.example.com/h/3f9a",
        "promise" => "the fix",
        "said" => "The lift stands still again",
        "words" => "The technician comes at three.",
        _ => "Cleaning, Block A; Bins, Block B",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worded(sentence: &str, language: &str, words: &str) -> Worded {
        Worded { sentence: sentence.into(), language: language.into(), words: words.into() }
    }

    #[test]
    fn our_own_words_can_be_said_in_every_language() {
        for texts in super::super::all() {
            for sentence in Sentence::ALL.iter().filter(|sentence| !sentence.has_paper()) {
                let ours = worded(sentence.word(), texts.language, texts.of(*sentence));
                assert_eq!(ours.check(), Ok(()), "{}: {}", texts.language, ours.words);
                assert!(!ours.preview().contains(['{', '}']), "{}", ours.preview());
            }
        }
    }

    #[test]
    fn what_cannot_be_said_says_why() {
        let verify = "Is {ticket} {title} fixed, as {person} says?";
        let table = [
            ("laksana_verify", "en", verify, Ok(())),
            ("laksana_verify", "en", "", Ok(())),
            ("laksana_verify", "en", "Is {ticket} {title} fixed?", Err(BadWords::Missing("person".into()))),
            (
                "laksana_verify",
                "en",
                "Is {ticket} {title} fixed, {person}, {boss}?",
                Err(BadWords::Invented("boss".into())),
            ),
            ("laksana_verify", "en", "Is {ticket} {title fixed, {person}?", Err(BadWords::Brace)),
            ("laksana_verify", "en", "Is } {ticket} {title} {person}?", Err(BadWords::Brace)),
            ("laksana_verify", "en", "Is {ticket} {title} fixed?\nSays {person}.", Err(BadWords::Lines)),
            ("laksana_verify", "en", "{ticket} {title} {person}!", Err(BadWords::Bare)),
            ("laksana_verify", "en", "Is it fixed: {ticket} {title} {person}", Err(BadWords::Bare)),
            ("laksana_verify", "en-GB", verify, Err(BadWords::Language("en-GB".into()))),
            ("laksana_verify", "xx", verify, Err(BadWords::Language("xx".into()))),
            ("laksana_none", "en", verify, Err(BadWords::Sentence("laksana_none".into()))),
            ("laksana_paper", "en", verify, Err(BadWords::Sentence("laksana_paper".into()))),
        ];
        for (sentence, language, words, expected) in table {
            assert_eq!(worded(sentence, language, words).check(), expected, "{words}");
        }
        let long = format!("{verify} {}", "ச".repeat(WORDS_MAX));
        assert!(matches!(worded("laksana_verify", "en", &long).check(), Err(BadWords::TooLong(_))));
    }
}
