//! Reads by meaning rather than by words: a small multilingual transformer shown who says what, and what is quoted.
//!
//! It hides how texts are cut into pieces and how the network is stored and run. Reading order: `pieces` cuts, `net` runs.

mod file;
mod net;
mod pieces;

use crate::clues::role_name;
use crate::labels::{CATEGORIES, KINDS, PRIORITIES};
use crate::model::{Unusable, softmax};
use crate::utterance::{Form, Utterance};
use file::File;
use net::{Net, Text};
use pieces::Pieces;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

/// The taught encoder that ships with the program.
static EMBEDDED: LazyLock<Encoder> = LazyLock::new(|| {
    Encoder::open(include_bytes!("../model/encoder.bin"))
        .expect("the model in the repository is read by a test of this crate")
});

/// First bytes of a model file; the digit is the version of the layout.
const MAGIC: &[u8; 8] = b"LKENC001";
/// Pieces of a message that are read; later ones hardly change what it is.
const OWN_MAX: usize = 64;
/// Pieces of what it quotes.
const QUOTED_MAX: usize = 24;
/// Layers that say what a text means; the two after them say more of what it is said for, and were worse at taxonomies.
const SENSE_LAYERS: usize = 6;
/// Pieces of a long text that are looked at together for what it means.
const STRETCH: usize = 60;
/// Stretches of a text that are looked at: some 350 words.
const STRETCHES_MAX: usize = 8;
/// Messages read at once when many are to be read.
const TOGETHER: usize = 16;
/// Beliefs kept, since "ok noted" is said a thousand times; all are dropped when there are more.
const KEPT_MAX: usize = 8_192;

/// The encoder with its heads.
#[derive(Debug)]
pub struct Encoder {
    pieces: Pieces,
    net: Net,
    kept: Mutex<HashMap<Line, Belief>>,
}

/// What the encoder believes of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Belief {
    /// Probability of every kind, in the order of [`KINDS`].
    pub kinds: [f32; KINDS.len()],
    /// Probability of every category if it is an issue, in the order of [`CATEGORIES`].
    pub categories: [f32; CATEGORIES.len()],
    /// Probability of every priority if it is an issue, in the order of [`PRIORITIES`].
    pub priorities: [f32; PRIORITIES.len()],
}

impl Encoder {
    /// The encoder that ships with the program; unpacked when first asked for.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Opens a model file, as `train/encoder/pack.py` writes it.
    ///
    /// # Errors
    /// When the file is of another version or broken.
    pub fn open(bytes: &'static [u8]) -> Result<Self, Unusable> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Unusable("another version"))?;
        let mut file = File::new(rest);
        let pieces = Pieces::take(&mut file)?;
        let net = Net::take(&mut file, pieces.count())?;
        if file.is_read() { Ok(Self { pieces, net, kept: Mutex::default() }) } else { Err(Unusable("bytes left over")) }
    }

    /// Reads a message and what it quotes.
    #[must_use]
    pub fn read(&self, utterance: &Utterance<'_>, quoted: Option<&Utterance<'_>>) -> Belief {
        let line = Line::of(utterance, quoted);
        if let Some(known) = self.kept().get(&line) {
            return *known;
        }
        let belief = self.think(std::slice::from_ref(&line)).next().unwrap_or_default();
        self.keep(line, belief);
        belief
    }

    /// Reads messages that will soon be asked for, many at once and on every processor: it takes a third of the time.
    pub fn read_ahead<'a>(&self, said: impl Iterator<Item = (Utterance<'a>, Option<Utterance<'a>>)>) {
        let mut lines: Vec<Line> = said.map(|(own, quoted)| Line::of(&own, quoted.as_ref())).collect();
        lines.sort_unstable();
        lines.dedup();
        let known = self.kept();
        lines.retain(|line| !known.contains_key(line));
        drop(known);
        // Texts of one length beside each other make blocks of one size.
        lines.sort_by_key(|line| line.own.len());
        let blocks: Mutex<Vec<&[Line]>> = Mutex::new(lines.chunks(TOGETHER).collect());
        let work = || {
            while let Some(block) = { blocks.lock().unwrap_or_else(PoisonError::into_inner).pop() } {
                let beliefs: Vec<Belief> = self.think(block).collect();
                block.iter().zip(beliefs).for_each(|(line, belief)| self.keep(line.clone(), belief));
            }
        };
        let others =
            available_parallelism().map_or(1, usize::from).min(lines.len().div_ceil(TOGETHER)).saturating_sub(1);
        std::thread::scope(|scope| {
            (0..others).for_each(|_| drop(scope.spawn(work)));
            work();
        });
    }

    /// What a text means, whoever says it, as a row of numbers that lie near each other where meanings do; of a long text the mean
    /// of its stretches.
    #[must_use]
    pub fn sense(&self, text: &str) -> Vec<f32> {
        let all = self.pieces.of(text, STRETCH * STRETCHES_MAX);
        let whole = |stretch: &[usize]| {
            let pieces: Vec<usize> = [&[pieces::START], stretch, &[pieces::END]].concat();
            Text { own: pieces.len(), pieces }
        };
        let mut stretches: Vec<Text> = all.chunks(STRETCH).map(whole).collect();
        if stretches.is_empty() {
            stretches.push(whole(&[]));
        }
        let senses = self.net.senses(&stretches, SENSE_LAYERS);
        let count = senses.len() as f32;
        (0..senses[0].len()).map(|at| senses.iter().map(|sense| sense[at]).sum::<f32>() / count).collect()
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Line, Belief>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, line: Line, belief: Belief) {
        let mut kept = self.kept();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(line, belief);
    }

    fn think(&self, lines: &[Line]) -> impl Iterator<Item = Belief> + use<> {
        let text = |line: &Line| {
            let mut pieces = self.pieces.of(&line.own, OWN_MAX);
            pieces.insert(0, pieces::START);
            pieces.push(pieces::END);
            let own = pieces.len();
            if let Some(quoted) = &line.quoted {
                pieces.extend(self.pieces.of(quoted, QUOTED_MAX));
                pieces.push(pieces::END);
            }
            Text { pieces, own }
        };
        let answers = self.net.run(&lines.iter().map(text).collect::<Vec<_>>());
        answers.into_iter().map(|heads| {
            let mut belief = Belief::default();
            let (kinds, rest) = heads.split_at(KINDS.len());
            let (categories, priorities) = rest.split_at(CATEGORIES.len());
            belief.kinds.copy_from_slice(&softmax(kinds));
            belief.categories.copy_from_slice(&softmax(categories));
            belief.priorities.copy_from_slice(&softmax(priorities));
            belief
        })
    }
}

/// What is said and what it quotes, in the form in which both are shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Line {
    own: String,
    quoted: Option<String>,
}

impl Line {
    fn of(utterance: &Utterance<'_>, quoted: Option<&Utterance<'_>>) -> Self {
        Self { own: shown(utterance), quoted: quoted.map(shown) }
    }
}

/// The line that is cut into pieces; teaching shows it in the same form (`train/encoder/data.py`).
fn shown(utterance: &Utterance<'_>) -> String {
    let form = match utterance.form {
        Form::Text => "",
        Form::Image => "[photo] ",
        Form::Video => "[video] ",
        Form::Audio => "[voice] ",
        Form::Location => "[location] ",
        Form::Sticker => "[sticker] ",
        Form::Document => "[document] ",
        Form::Contacts => "[contacts] ",
        Form::Deleted => "[deleted] ",
        Form::Reaction => "[reaction] ",
    };
    format!("{}: {form}{}", role_name(utterance.role), utterance.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind;
    use crate::utterance::Role;

    fn said(text: &str) -> Utterance<'_> {
        Utterance { text, role: Role::Resident, is_group: true, ..Utterance::default() }
    }

    #[test]
    fn plain_reports_are_reports_in_every_script_and_greetings_are_none() {
        for text in [
            "Big pothole at the basement ramp",
            "停车场的灯不亮",
            "குழாய் கசிகிறது",
            "पानी नहीं आ रहा है ब्लॉक बी में",
            "المصعد لا يعمل",
            "Fuga de agua en el baño del segundo piso",
        ] {
            let belief = Encoder::embedded().read(&said(text), None);
            assert!(belief.kinds[kind::ISSUE] > 0.5, "{text}: {:?}", belief.kinds);
        }
        let belief = Encoder::embedded().read(&said("good morning all"), None);
        assert!(belief.kinds[kind::ISSUE] < 0.1 && belief.kinds[kind::CHATTER] > 0.5, "{:?}", belief.kinds);
    }

    #[test]
    fn what_is_read_ahead_is_what_would_be_read() {
        let texts: Vec<String> = (0..40).map(|nth| format!("lift {nth} stuck{}", " again".repeat(nth % 5))).collect();
        let quoted = said("tap leaking at pantry");
        let pairs = || texts.iter().enumerate().map(|(nth, text)| (said(text), (nth % 2 == 0).then_some(quoted)));
        let ahead = Encoder::open(include_bytes!("../model/encoder.bin")).unwrap();
        ahead.read_ahead(pairs());
        assert_eq!(ahead.kept().len(), texts.len());
        for (own, quoted) in pairs() {
            let (one, other) = (Encoder::embedded().read(&own, quoted.as_ref()), ahead.read(&own, quoted.as_ref()));
            assert!(one.kinds.iter().zip(&other.kinds).all(|(a, b)| (a - b).abs() < 1e-4), "{own:?}");
        }
    }

    #[test]
    fn what_is_longer_than_is_read_or_of_no_letters_is_read_all_the_same() {
        for text in ["x".repeat(5_000), "leak ".repeat(3_000), "\u{0}\u{202e}\u{fffd}".to_owned(), String::new()] {
            let belief = Encoder::embedded().read(&said(&text), Some(&said(&text)));
            assert!((belief.kinds.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_file_that_is_broken_is_refused() {
        let whole: &'static [u8] = include_bytes!("../model/encoder.bin");
        for broken in [&whole[..0], &whole[..7], &whole[..100], &whole[..whole.len() - 1]] {
            assert!(Encoder::open(broken).is_err());
        }
    }
}
