//! Reads one message in its context: how likely each kind, category and priority is, its language, and why.

use crate::clues;
use crate::encoder::Encoder;
use crate::features::{Feature, Features, Origin};
use crate::labels::{CATEGORIES, KINDS, LANGUAGES, PRIORITIES, kind};
use crate::language;
use crate::model::{Head, MAGIC, Unusable, largest, softmax};
use crate::normal::Normal;
use crate::phrases::hazards::{Hazard, denies_drill, hazard, names_people};
use crate::utterance::{Context, Form, Utterance};
use std::sync::LazyLock;

/// The trained model that ships with the program.
static EMBEDDED: LazyLock<Reader> = LazyLock::new(|| {
    Reader::open(include_bytes!("../model/reader.bin"))
        .expect("the model in the repository is read by a test of this crate")
});

/// The linear reader.
#[derive(Clone, Debug)]
pub struct Reader {
    kinds: Head,
    categories: Head,
    priorities: Head,
    languages: Head,
    encoder: Option<&'static Encoder>,
}

/// What the reader believes about one message.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Probability of every kind, in the order of [`KINDS`].
    pub kinds: [f32; 11],
    /// Probability of every category if it is an issue, in the order of [`CATEGORIES`].
    pub categories: [f32; 15],
    /// Probability of every priority if it is an issue, in the order of [`PRIORITIES`], after the safety floor.
    pub priorities: [f32; 4],
    /// Language tag, or `und`.
    pub language: &'static str,
    /// A danger the text names, other than in a story; such a message is critical whatever the model says.
    pub hazard: Option<Hazard>,
    /// The folded text the reading was made of.
    pub normal: Normal,
    features: Features,
    /// How likely its words alone make it idle talk.
    idle: f32,
    /// Whether it says who is shut in, or that it is no drill: nobody chats of that.
    is_in_earnest: bool,
}

/// What speaks for a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Words of the message.
    Words(String),
    /// Something known besides.
    Known(&'static str),
}

impl Reader {
    /// The reader with the models that ship with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static BOTH: LazyLock<Reader> = LazyLock::new(|| Reader::of_words().clone().beside(Encoder::embedded()));
        &BOTH
    }

    /// The same without the encoder, for a machine too small for it.
    #[must_use]
    pub fn of_words() -> &'static Self {
        &EMBEDDED
    }

    /// Opens a model file.
    ///
    /// # Errors
    /// When the file is of another version or broken.
    pub fn open(bytes: &'static [u8]) -> Result<Self, Unusable> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Unusable("another version"))?;
        let (kinds, rest) = Head::take(rest, KINDS.len())?;
        let (categories, rest) = Head::take(rest, CATEGORIES.len())?;
        let (priorities, rest) = Head::take(rest, PRIORITIES.len())?;
        let (languages, rest) = Head::take(rest, LANGUAGES.len())?;
        if !rest.is_empty() {
            return Err(Unusable("bytes left over"));
        }
        Ok(Self { kinds, categories, priorities, languages, encoder: None })
    }

    /// The same reader, with an encoder that reads beside it.
    #[must_use]
    pub fn beside(self, encoder: &'static Encoder) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// What reads by meaning beside the words, if anything does.
    pub(crate) fn encoder(&self) -> Option<&'static Encoder> {
        self.encoder
    }

    /// Reads a message.
    #[must_use]
    pub fn read(&self, utterance: &Utterance<'_>, context: &Context<'_>) -> Reading {
        let normal = Normal::of(utterance.text);
        let features = Features::of(utterance, &normal, context);
        let topical = &features.list[..features.topical];
        let hazard = if utterance.form == Form::Reaction { None } else { hazard(&normal) };
        let encoder = self.encoder.filter(|_| is_worded(utterance));
        let belief = encoder.map(|encoder| encoder.read(utterance, context.quoted_as.as_ref()));
        let words = self.kinds.probabilities(&features.list);
        let mut kinds = joint(words, belief.map(|belief| belief.kinds), KINDS_SHARE);
        if !context.may_reopen() {
            kinds[kind::ISSUE] += std::mem::take(&mut kinds[kind::REOPENED]);
        }
        Reading {
            kinds,
            idle: words[kind::CHATTER],
            is_in_earnest: hazard == Some(Hazard::Trapped) && names_people(&normal)
                || hazard.is_some() && denies_drill(&normal),
            categories: joint(
                self.categories.probabilities(topical),
                belief.map(|belief| belief.categories),
                TRADES_SHARE,
            ),
            priorities: floored(
                joint(self.priorities.probabilities(topical), belief.map(|belief| belief.priorities), URGENCY_SHARE),
                hazard,
            ),
            language: language::guess(&normal, &self.languages),
            hazard,
            normal,
            features,
        }
    }

    /// Reads ahead what will soon be asked for, each message with what it quotes, where that saves time.
    pub fn look_ahead<'a>(&self, said: impl Iterator<Item = (Utterance<'a>, Option<Utterance<'a>>)>) {
        if let Some(encoder) = self.encoder {
            encoder.read_ahead(said.filter(|(own, _)| is_worded(own)));
        }
    }

    /// What speaks for a kind in words that people understand: so many words of the message, the strongest first, and what speaks
    /// most of all that is known besides.
    #[must_use]
    pub fn why_kind(&self, reading: &Reading, kind: usize, words_max: usize) -> Vec<Reason> {
        reasons(&self.kinds, &reading.features.list, &reading.normal, kind, words_max)
    }
}

impl Reading {
    /// The likeliest kind, as an index into [`KINDS`].
    #[must_use]
    pub fn kind(&self) -> usize {
        largest(&self.kinds)
    }

    /// The likeliest category, as an index into [`CATEGORIES`].
    #[must_use]
    pub fn category(&self) -> usize {
        largest(&self.categories)
    }

    /// The likeliest priority, as an index into [`PRIORITIES`].
    #[must_use]
    pub fn priority(&self) -> usize {
        largest(&self.priorities)
    }

    /// A danger that somebody should be woken for: one is named, and the message is hardly idle talk.
    #[must_use]
    pub fn alarm(&self) -> Option<Hazard> {
        self.hazard.filter(|_| self.idle < IDLE || self.is_in_earnest)
    }

    /// The features, for learning from corrections.
    #[must_use]
    pub fn features(&self) -> &Features {
        &self.features
    }
}

/// Whether a message has words; one that has none is told by its form and by what it stands among.
fn is_worded(utterance: &Utterance<'_>) -> bool {
    utterance.form != Form::Reaction && utterance.text.chars().any(|letter| !letter.is_whitespace())
}

/// How much of the belief in kinds is the encoder's.
const KINDS_SHARE: f32 = 0.5;
/// The same for trades, which words tell better.
const TRADES_SHARE: f32 = 0.25;

/// The same for priorities.
const URGENCY_SHARE: f32 = 0.5;

/// What two readers believe together: a mean of their log-probabilities.
fn joint<const N: usize>(words: [f32; N], meaning: Option<[f32; N]>, share: f32) -> [f32; N] {
    let Some(meaning) = meaning else { return words };
    let mean = |(a, b): (&f32, &f32)| a.max(LEAST).ln() * (1.0 - share) + b.max(LEAST).ln() * share;
    let both: Vec<f32> = words.iter().zip(&meaning).map(mean).collect();
    let mut joint = [0.0; N];
    joint.copy_from_slice(&softmax(&both));
    joint
}

/// A belief below this is as good as none.
const LEAST: f32 = 1e-5;

/// From this belief on a message that names a danger is idle talk. High: to miss a danger costs more than to look once.
const IDLE: f32 = 0.985;

/// The safety floor: a named danger is critical with at least this probability. It raises, it never lowers.
const FLOOR: f32 = 0.9;

fn floored(priorities: [f32; 4], hazard: Option<Hazard>) -> [f32; 4] {
    if hazard.is_none() || priorities[0] >= FLOOR {
        return priorities;
    }
    let rest = (1.0 - FLOOR) / (1.0 - priorities[0]);
    [FLOOR, priorities[1] * rest, priorities[2] * rest, priorities[3] * rest]
}

/// Adds up what the features of one stretch or clue contribute, and keeps the strongest that can be told.
fn reasons(head: &Head, features: &[Feature], normal: &Normal, class: usize, words_max: usize) -> Vec<Reason> {
    let mut found: Vec<(Origin, f32)> = Vec::new();
    for feature in features {
        let weight = head.contribution(feature, class);
        match found.iter_mut().find(|(origin, _)| *origin == feature.origin) {
            Some((_, sum)) => *sum += weight,
            None => found.push((feature.origin, weight)),
        }
    }
    found.retain(|(_, weight)| *weight > 0.0);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let words = found.iter().filter_map(|(origin, _)| match origin {
        Origin::Words { start, end } => Some(normal.text[*start..*end].trim().to_owned()),
        Origin::Clue(_) => None,
    });
    let known = found.iter().find_map(|(origin, _)| match origin {
        Origin::Clue(label) => clues::told(label),
        Origin::Words { .. } => None,
    });
    words.filter(|words| !words.is_empty()).take(words_max).map(Reason::Words).chain(known.map(Reason::Known)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::utterance::{Role, Said};

    fn read(text: &str, role: Role) -> Reading {
        Reader::embedded().read(&Utterance { text, role, is_group: true, ..Utterance::default() }, &Context::default())
    }

    #[test]
    fn reports_are_issues_of_their_trade_in_many_languages() {
        for (text, category, language) in [
            ("Water leaking from the ceiling pipe at level 3", "plumbing", "en"),
            ("Lif blok B rosak lagi, pintu tak boleh tutup", "lift", "ms"),
            ("AC di ruang rapat lantai 5 tidak dingin", "hvac", "id"),
            ("三楼走廊的灯坏了，很黑", "electrical", "zh"),
            ("Hay cucarachas en la cocina del piso 2", "pest", "es"),
        ] {
            let reading = read(text, Role::Resident);
            assert_eq!((KINDS[reading.kind()], CATEGORIES[reading.category()]), ("issue", category), "{text}");
            assert_eq!(reading.language, language, "{text}");
        }
    }

    #[test]
    fn a_danger_is_critical_whatever_the_model_says() {
        let reading = read("ada asap keluar dari bilik meter", Role::Guard);
        assert_eq!((reading.hazard, PRIORITIES[reading.priority()]), (Some(Hazard::Fire), "critical"));
    }

    #[test]
    fn a_short_answer_is_read_by_what_it_quotes() {
        let report = Normal::of("sink at pantry leaking");
        let quoted =
            Said { normal: Some(&report), kind: kind::ISSUE, role: Role::Resident, minutes: 60.0, ..Said::default() };
        let context = Context { quoted: Some(quoted), ..Context::default() };
        let utterance =
            Utterance { text: "done boss, settled", role: Role::Technician, is_group: true, ..Utterance::default() };
        let reading = Reader::embedded().read(&utterance, &context);
        assert_eq!(reading.kind(), kind::RESOLVED);
        assert!(
            Reader::embedded()
                .why_kind(&reading, kind::RESOLVED, 5)
                .iter()
                .any(|reason| matches!(reason, Reason::Words(words) if words.contains("settled")))
        );
    }

    #[test]
    fn probabilities_sum_to_one() {
        let reading = read("", Role::Unknown);
        assert!((reading.kinds.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        assert!((reading.priorities.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }
}
