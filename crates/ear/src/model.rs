//! Listening and speaking: half a minute of sound becomes what is heard in it, and that becomes words, the likeliest one after
//! another.

use crate::block::gelu;
use crate::mel::moments;
use crate::sound::RATE_HZ;
use crate::weights::Whisper;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use ndarray::{Array2, Axis, Slice, concatenate};
use std::io::Write as _;

/// The longest piece that is listened to at once, in seconds, and how much of its end may be left for the next to cut between
/// words.
const PIECE_S: usize = 28;
const CUT_S: usize = 6;
/// Positions that are listened to beyond the end: with fewer the last words suffer.
const BEYOND: usize = 128;
/// Tokens of one piece: faster than anybody speaks.
const TOKENS_MAX: usize = 200;
/// Text that can be packed so well repeats itself: nobody said that. The bar of Whisper's authors.
const PACKED_MAX: f32 = 2.4;
/// From here on nobody speaks, unless the words are surer than chance. Bars of the same.
const SILENT: f32 = 0.6;
const SILENT_SURE: f32 = 0.37;

/// Tokens that say what is to be done.
const END: usize = 50_257;
const START: usize = 50_258;
const FIRST_LANGUAGE: usize = 50_259;
const TRANSCRIBE: usize = 50_359;
const NOBODY: usize = 50_362;
const PLAIN: usize = 50_363;
/// A space, with which nothing begins.
const SPACE: usize = 220;

/// Languages that are listened for, with their places in the model.
pub const LANGUAGES: [(&str, usize); 9] =
    [("en", 0), ("zh", 1), ("es", 3), ("pt", 8), ("ar", 13), ("id", 16), ("hi", 17), ("ms", 23), ("ta", 28)];

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The words; empty when nobody spoke.
    pub text: String,
    /// How sure each word is, in the mean; 0 when they repeat themselves as nobody speaks.
    pub confidence: f32,
    /// The language, as a BCP 47 tag; "und" when nobody spoke.
    pub language: &'static str,
}

/// What one piece says.
struct Piece {
    text: String,
    confidence: f32,
    language: &'static str,
    seconds: f32,
}

/// What was said so far, as the layers remember it.
struct Past {
    own: Vec<(Array2<f32>, Array2<f32>)>,
    heard: Vec<(Array2<f32>, Array2<f32>)>,
    length: usize,
}

impl Whisper {
    /// Makes out what is said, in one of these languages; in any that is listened for, when there are none.
    #[must_use]
    pub fn hear(&self, samples: &[f32], languages: &[&str]) -> Words {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = samples;
        while rest.len() > RATE_HZ / 10 {
            let (piece, after) = rest.split_at(cut(rest));
            rest = after;
            // Asked about nothing at all, the model makes a word up.
            if is_quiet(piece) {
                continue;
            }
            let known = pieces.iter().find(|piece| !piece.text.is_empty()).map(|piece| piece.language);
            let known = known.as_ref().map_or(languages, std::slice::from_ref);
            pieces.push(self.piece(piece, known));
        }
        pieces.retain(|piece| !piece.text.is_empty());
        let seconds: f32 = pieces.iter().map(|piece| piece.seconds).sum();
        let sure: f32 = pieces.iter().map(|piece| piece.confidence * piece.seconds).sum();
        Words {
            text: pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" "),
            confidence: if seconds > 0.0 { sure / seconds } else { 0.0 },
            language: pieces.first().map_or("und", |piece| piece.language),
        }
    }

    fn piece(&self, samples: &[f32], languages: &[&str]) -> Piece {
        let heard = self.listen(samples);
        let mut past = self.past(&heard);
        let mut scores = self.speak(START, &mut past);
        let nobody = share(&scores, NOBODY);
        let language = likeliest(&scores, languages);
        for token in [FIRST_LANGUAGE + language.1, TRANSCRIBE, PLAIN] {
            scores = self.speak(token, &mut past);
        }
        let (mut bytes, mut sum, mut count) = (Vec::new(), 0.0, 0.0);
        for n in 0..TOKENS_MAX.min(self.places.nrows().saturating_sub(past.length + 1)) {
            let may = |token: usize| token < END || (token == END && n > 0);
            let best = (0..=END).filter(|token| may(*token) && !(n == 0 && *token == SPACE));
            let Some(best) = best.max_by(|one, other| scores[*one].total_cmp(&scores[*other])) else { break };
            sum += share(&scores, best).max(f32::MIN_POSITIVE).ln();
            count += 1.0;
            if best == END {
                break;
            }
            bytes.extend_from_slice(self.words.get(best).map_or(&[], Vec::as_slice));
            scores = self.speak(best, &mut past);
        }
        let sure = if count > 0.0 { (sum / count as f32).exp() } else { 0.0 };
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        let is_silent = nobody > SILENT && sure < SILENT_SURE;
        let confidence = if packs(&text) > PACKED_MAX { 0.0 } else { sure };
        let seconds = samples.len() as f32 / RATE_HZ as f32;
        Piece { text: if is_silent { String::new() } else { text }, confidence, language: language.0, seconds }
    }

    /// What is heard at each moment of a piece.
    fn listen(&self, samples: &[f32]) -> Array2<f32> {
        let positions = (moments(samples.len()).div_ceil(2) + BEYOND).min(self.moments.nrows());
        let loud = self.mel.of(samples, 2 * positions);
        let first = convolved(&loud, &self.first, 1);
        let mut heard = convolved(&first, &self.second, 2);
        heard += &self.moments.slice_axis(Axis(0), Slice::from(..positions));
        for layer in &self.listening {
            heard += &layer.attention.of_many(&heard);
            heard += &layer.thought.of_many(&heard);
        }
        self.listened.of_many(&heard)
    }

    fn past(&self, heard: &Array2<f32>) -> Past {
        let width = heard.ncols();
        let nothing = || (Array2::zeros((0, width)), Array2::zeros((0, width)));
        let of = |layer: &crate::weights::Speaking| {
            (layer.heard.key.of_many(&heard.view()), layer.heard.value.of_many(&heard.view()))
        };
        Past {
            own: self.speaking.iter().map(|_| nothing()).collect(),
            heard: self.speaking.iter().map(of).collect(),
            length: 0,
        }
    }

    /// Says a token, and how likely each is to be the next.
    fn speak(&self, token: usize, past: &mut Past) -> Vec<f32> {
        let mut state = self.tokens.row(token);
        add(&mut state, self.places.row(past.length).as_slice().unwrap_or_default());
        for (n, layer) in self.speaking.iter().enumerate() {
            let input = layer.own.norm.of_one(&state);
            let (keys, values) = &mut past.own[n];
            *keys = grown(keys, &layer.own.key.of_one(&input));
            *values = grown(values, &layer.own.value.of_one(&input));
            let own = layer.own.of_one(&input, keys, values);
            add(&mut state, &own);
            let (keys, values) = &past.heard[n];
            let heard = layer.heard.of_one(&layer.heard.norm.of_one(&state), keys, values);
            add(&mut state, &heard);
            let thought = layer.thought.of_one(&state);
            add(&mut state, &thought);
        }
        past.length += 1;
        self.tokens.of_one(&self.spoken.of_one(&state))
    }
}

/// Where to end a piece: at its end, else where it is quietest shortly before the longest that is listened to at once.
fn cut(samples: &[f32]) -> usize {
    const STEP: usize = RATE_HZ / 10;
    if samples.len() <= PIECE_S * RATE_HZ {
        return samples.len();
    }
    let loud = |at: &usize| samples[*at..*at + STEP].iter().map(|sample| sample * sample).sum::<f32>();
    let places = ((PIECE_S - CUT_S) * RATE_HZ..PIECE_S * RATE_HZ - STEP).step_by(STEP);
    places.min_by(|one, other| loud(one).total_cmp(&loud(other))).map_or(samples.len(), |at| at + STEP / 2)
}

/// A convolution over three moments.
fn convolved(input: &Array2<f32>, by: &crate::block::Linear, step: usize) -> Array2<f32> {
    let (moments, parts) = input.dim();
    let wide = (3 * parts).next_multiple_of(crate::matrix::BLOCK);
    let mut three = Array2::zeros((moments.div_ceil(step), wide));
    for (row, mut three) in three.rows_mut().into_iter().enumerate() {
        for part in 0..parts {
            for near in 0..3 {
                let at = (row * step + near).checked_sub(1).filter(|at| *at < moments);
                three[3 * part + near] = at.map_or(0.0, |at| input[[at, part]]);
            }
        }
    }
    by.of_many(&three.view()).mapv(gelu)
}

fn add(state: &mut [f32], more: &[f32]) {
    for (state, more) in state.iter_mut().zip(more) {
        *state += more;
    }
}

fn grown(rows: &Array2<f32>, row: &[f32]) -> Array2<f32> {
    let row = ndarray::ArrayView2::from_shape((1, row.len()), row).expect("one row of its own length");
    concatenate(Axis(0), &[rows.view(), row]).expect("all rows are of one length")
}

/// The share of one among all.
fn share(scores: &[f32], one: usize) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let all: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    scores.get(one).map_or(0.0, |score| (score - most).exp() / all)
}

/// The likeliest of the languages that are listened for.
fn likeliest(scores: &[f32], among: &[&str]) -> (&'static str, usize) {
    let wanted = |language: &&(&'static str, usize)| among.is_empty() || among.contains(&language.0);
    let score = |language: &(&'static str, usize)| scores.get(FIRST_LANGUAGE + language.1).copied().unwrap_or(f32::MIN);
    let best = LANGUAGES.iter().filter(wanted).max_by(|one, other| score(one).total_cmp(&score(other)));
    best.copied().unwrap_or(LANGUAGES[0])
}

/// How many times smaller a text becomes when it is packed.
fn packs(text: &str) -> f32 {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = packer.write_all(text.as_bytes());
    packer.finish().map_or(0.0, |packed| text.len() as f32 / packed.len().max(1) as f32)
}

/// Whether there is no sound in it: less than a thousandth of the loudest there can be.
fn is_quiet(samples: &[f32]) -> bool {
    const QUIET: f32 = 1e-3;
    let square: f32 = samples.iter().map(|sample| sample * sample).sum();
    (square / samples.len().max(1) as f32).sqrt() < QUIET
}
