//! Turns a message and its context into hashed features; training and reading share it, so they cannot differ.

use crate::clues;
use crate::normal::{Normal, Sort, Token};
use crate::phrases::{concepts, hazards, topics};
use crate::utterance::{Context, Utterance};

/// Where a feature came from, kept so that a reading can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A stretch of the normalised text.
    Words {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// Something known besides the text.
    Clue(&'static str),
}

/// One hashed feature.
#[derive(Clone, Copy, Debug)]
pub struct Feature {
    /// Hash of its name; a head keeps as many of the low bits as it has buckets.
    pub hash: u32,
    /// Its strength.
    pub value: f32,
    /// Where it came from.
    pub origin: Origin,
}

/// All features of a message: those of its own text first, then those of its context.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The features.
    pub list: Vec<Feature>,
    /// How many of them are about what the text says, whoever says it.
    pub topical: usize,
}

/// Longest character n-gram, in characters; longer ones were no better in cross-validation.
const GRAM_MAX: usize = 5;
/// Strength of the n-grams of a quoted message, relative to those of the message itself.
const QUOTED: f32 = 0.45;
/// Strength of the n-grams of the previous message.
const PREVIOUS: f32 = 0.3;
/// Strength of one feature that is not an n-gram.
const CLUE: f32 = 0.35;
/// Strength of a listed word for what a problem is about.
const TOPIC: f32 = 0.6;

impl Features {
    /// The features of a message in its context.
    #[must_use]
    pub fn of(utterance: &Utterance<'_>, normal: &Normal, context: &Context<'_>) -> Self {
        let mut features = Self { list: Vec::with_capacity(512), topical: 0 };
        features.grams("t", normal, 1.0, None);
        features.topics(normal);
        features.topical = features.list.len();
        features.concepts(utterance, normal, context);
        clues::add(&mut features, utterance, normal, context);
        if let Some(quoted) = context.quoted.as_ref().and_then(|said| said.normal) {
            features.grams("q", quoted, QUOTED, Some("the quoted message"));
        }
        if let Some(previous) = context.previous.as_ref().and_then(|said| said.normal) {
            features.grams("p", previous, PREVIOUS, Some("the message before"));
        }
        features
    }

    /// Adds one feature that is about something besides the text.
    pub(crate) fn clue(&mut self, label: &'static str, parts: &[&str]) {
        self.clue_of(label, parts, CLUE);
    }

    /// The same with a strength of its own.
    pub(crate) fn clue_of(&mut self, label: &'static str, parts: &[&str], value: f32) {
        let hash = parts.iter().fold(hash_of(0, label.as_bytes()), |seed, part| hash_of(seed, part.as_bytes()));
        self.list.push(Feature { hash: finish(hash), value, origin: Origin::Clue(label) });
    }

    /// Adds words, word pairs and character n-grams of a text under a name, with a total strength.
    fn grams(&mut self, name: &str, normal: &Normal, strength: f32, clue: Option<&'static str>) {
        let first = self.list.len();
        let seed = hash_of(0, name.as_bytes());
        let mut before: Option<Token> = None;
        for token in &normal.tokens {
            self.token(seed, normal, *token, clue);
            if let Some(before) = before {
                let pair = hash_of(word_hash(seed ^ 2, normal.spell(before)), shaped(normal.spell(*token)).as_bytes());
                self.push(pair, before.start, token.end, clue);
            }
            before = Some(*token);
        }
        if let (Some(start), Some(end)) = (normal.tokens.first(), normal.tokens.last()) {
            self.push(word_hash(seed ^ 3, normal.spell(*start)), start.start, start.end, clue);
            self.push(word_hash(seed ^ 4, normal.spell(*end)), end.start, end.end, clue);
            if normal.tokens.len() <= 3 {
                let whole = normal.words().fold(seed ^ 5, |hash, word| hash_of(hash, word.as_bytes()));
                self.push(whole, start.start, end.end, clue);
            }
        }
        let count = self.list.len() - first;
        let value = strength * 2.0 / (count.max(8) as f32).sqrt();
        self.list[first..].iter_mut().for_each(|feature| feature.value = value);
    }

    /// Adds one token and the n-grams inside it.
    fn token(&mut self, seed: u64, normal: &Normal, token: Token, clue: Option<&'static str>) {
        let spelled = normal.spell(token);
        self.push(word_hash(seed ^ 1, spelled), token.start, token.end, clue);
        let (padded, least) = match token.sort {
            Sort::Word => (format!("_{}_", shaped(spelled)), 2),
            Sort::Han => (spelled.to_owned(), 1),
            Sort::Emoji | Sort::Mark => return,
        };
        let edges: Vec<usize> = padded.char_indices().map(|(at, _)| at).chain([padded.len()]).collect();
        let longest = if token.sort == Sort::Han { 4 } else { GRAM_MAX };
        for first in 0..edges.len() - 1 {
            for last in (first + least..=first + longest).take_while(|last| *last < edges.len()) {
                let gram = hash_of(seed ^ 6, &padded.as_bytes()[edges[first]..edges[last]]);
                self.push(gram, token.start, token.end, clue);
            }
        }
    }

    /// Adds what a problem is about in any language.
    fn topics(&mut self, normal: &Normal) {
        let found = topics::find(normal);
        for (index, one) in found.iter().enumerate() {
            self.clue_of("words of the topic", &[one.name], TOPIC);
            for other in &found[index + 1..] {
                self.clue("words of the topic", &[one.name, "and", other.name]);
            }
        }
        if let Some(hazard) = hazards::hazard(normal) {
            self.clue_of("a danger", &[], TOPIC);
            self.clue_of("a danger", &[hazard.name()], TOPIC);
        }
        for one in
            concepts::find(normal).iter().filter(|one| matches!(one.name, "broken" | "clean" | "again" | "laugh"))
        {
            self.clue("words of status", &["topic", one.name]);
        }
    }

    /// Adds what the words mean in any language, alone, in pairs and with the sender's role and what is quoted.
    fn concepts(&mut self, utterance: &Utterance<'_>, normal: &Normal, context: &Context<'_>) {
        let found = concepts::find(normal);
        let role = clues::role_name(utterance.role);
        let quoted = context.quoted.as_ref().map_or("-", |said| clues::kind_name(said.kind));
        for (index, one) in found.iter().enumerate() {
            self.clue("words of status", &[one.name]);
            self.clue("words of status", &[one.name, "role", role]);
            self.clue("words of status", &[one.name, "quoted", quoted]);
            for other in &found[index + 1..] {
                self.clue("words of status", &[one.name, "and", other.name]);
            }
        }
    }

    fn push(&mut self, hash: u64, start: usize, end: usize, clue: Option<&'static str>) {
        let origin = clue.map_or(Origin::Words { start, end }, Origin::Clue);
        self.list.push(Feature { hash: finish(hash), value: 0.0, origin });
    }
}

/// The n-grams a language is told by.
#[must_use]
pub fn for_language(normal: &Normal) -> Features {
    let mut features = Features::default();
    features.grams("l", normal, 1.0, None);
    features
}

/// A word with its digits blanked: "504" and "312" are both a three-digit number.
fn shaped(word: &str) -> std::borrow::Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>().into()
    } else {
        word.into()
    }
}

fn word_hash(seed: u64, word: &str) -> u64 {
    hash_of(seed, shaped(word).as_bytes())
}

/// FNV-1a over the bytes, from a seed, with an end mark so that parts do not run together.
fn hash_of(seed: u64, bytes: &[u8]) -> u64 {
    let start = seed ^ 0xcbf2_9ce4_8422_2325;
    let hash = bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3)
}

/// Spreads the hash over the low bits (the finaliser of MurmurHash3).
fn finish(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    ((hash ^ (hash >> 33)) >> 16) as u32
}
