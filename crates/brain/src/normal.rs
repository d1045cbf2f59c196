//! Folds what people type into one spelling and cuts it into tokens; hides Unicode from the rest of the crate.

use crate::overlap;
use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest text that is read, in characters: a voice note of several minutes; the rest adds nothing to what it is about.
const TEXT_MAX: usize = 2_000;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Letters and digits of a script that separates words.
    Word,
    /// A run of Han or kana, which does not.
    Han,
    /// One emoji.
    Emoji,
    /// A question or exclamation mark, or a run of them.
    Mark,
}

/// A piece of a normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is made of.
    pub sort: Sort,
    /// First byte in [`Normal::text`].
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// A text folded and cut.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The folded text.
    pub text: String,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
    /// Whether a letter was stretched, as in "leakkkk".
    pub stretched: bool,
    pieces: OnceLock<Vec<Range<usize>>>,
}

impl Normal {
    /// Folds and cuts a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (text, stretched) = fold(text);
        let tokens = cut(&text);
        Self { text, tokens, stretched, pieces: OnceLock::new() }
    }

    /// The spelling of a token.
    #[must_use]
    pub fn spell(&self, token: Token) -> &str {
        &self.text[token.start..token.end]
    }

    /// What [`crate::overlap`] compares of it, cut when first asked for.
    pub(crate) fn pieces(&self) -> &[Range<usize>] {
        self.pieces.get_or_init(|| overlap::pieces(self))
    }

    /// The spellings of all tokens.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| self.spell(*token))
    }
}

/// NFKC, lower case, no invisible characters, no accents on Latin letters, one form of Arabic letters, no stretched letters.
#[must_use]
pub fn fold(text: &str) -> (String, bool) {
    // What is left out later is left out first: what stands beside it would be put in another order the next time.
    let composed: String = text.chars().take(TEXT_MAX).filter(|c| !is_invisible(*c) && !is_mark(*c)).nfkc().collect();
    let mut folded = String::with_capacity(composed.len());
    let (mut last, mut run, mut stretched) = ('\0', 0_u32, false);
    for c in composed.chars().flat_map(char::to_lowercase).flat_map(plain) {
        run = if c == last { run + 1 } else { 1 };
        if run == 3 && c.is_alphabetic() {
            stretched = true;
            folded.pop();
        }
        if run < 3 || c.is_ascii_digit() {
            folded.push(c);
        }
        last = c;
    }
    (folded, stretched)
}

/// One character as [`fold`] leaves it, without what stands beside it.
pub(crate) fn plain_letters(c: char) -> impl Iterator<Item = char> {
    let kept = Some(c).filter(|c| !is_invisible(*c));
    kept.into_iter().flat_map(|c| std::iter::once(c).nfkc()).flat_map(char::to_lowercase).flat_map(plain)
}

/// One character without its accent; Indic and Thai marks are letters and stay.
fn plain(c: char) -> impl Iterator<Item = char> {
    let folded = match c {
        '’' | '‘' | 'ʼ' => Some('\''),
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        'ı' => Some('i'),
        '٠'..='٩' | '۰'..='۹' | '०'..='९' | '০'..='৯' | '௦'..='௯' => char::from_digit(digit(c), 10),
        c if is_mark(c) => None,
        '\u{00c0}'..='\u{024f}' => Some(std::iter::once(c).nfd().next().unwrap_or(c)),
        _ => Some(c),
    };
    folded.into_iter()
}

/// The value of a digit of Arabic, Devanagari, Bengali or Tamil.
fn digit(c: char) -> u32 {
    match c {
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        '०'..='९' => c as u32 - '०' as u32,
        '০'..='৯' => c as u32 - '০' as u32,
        _ => (c as u32).saturating_sub('௦' as u32),
    }
}

/// Accents, Arabic vowels, and the stroke that stretches an Arabic word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{0652}' | '\u{0640}')
}

/// Direction marks, joiners and variation selectors, which change nothing a reader sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{00ad}')
        || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// Cuts a folded text into tokens.
pub(crate) fn cut(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (start, c) in text.char_indices() {
        let Some(sort) = sort_of(c) else { continue };
        let end = start + c.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.end == start && last.sort == sort && sort != Sort::Emoji => last.end = end,
            _ => tokens.push(Token { sort, start, end }),
        }
    }
    tokens
}

/// What a character belongs to; spaces and other punctuation belong to nothing.
fn sort_of(c: char) -> Option<Sort> {
    match c {
        '?' | '!' | '؟' | '。' | '¿' => Some(Sort::Mark),
        c if is_han(c) => Some(Sort::Han),
        c if c.is_alphanumeric() || is_combining_mark(c) || c == '\'' => Some(Sort::Word),
        c if is_emoji(c) => Some(Sort::Emoji),
        _ => None,
    }
}

/// Whether a character is Han or kana.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// Whether a character is a pictograph.
#[must_use]
pub fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2190}'..='\u{21ff}' | '\u{203c}' | '\u{2049}' | '\u{231a}'..='\u{23ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_to_one() {
        for (typed, folded) in [
            ("LEAKKKK", "leak"),
            ("Baño", "bano"),
            ("ＡＢＣ１２", "abc12"),
            ("إنارة", "اناره"),
            ("unit 1000", "unit 1000"),
            ("good", "good"),
            ("si\u{200d}ap", "siap"),
            ("çöp değil", "cop degil"),
            ("عمارة ٤", "عماره 4"),
        ] {
            assert_eq!(fold(typed).0, folded);
        }
    }

    #[test]
    fn what_is_folded_stays_as_it_is() {
        // Found by fuzzing: marks that only a stretching stroke keeps apart.
        for text in ["\u{658}\u{65c}\u{640}\u{65c}\u{640}", "ا\u{64b}\u{653}", "e\u{301}", "LEAKKKK"] {
            let folded = fold(text).0;
            assert_eq!(fold(&folded).0, folded, "{text:?}");
        }
    }

    #[test]
    fn words_han_and_emoji_are_apart() {
        let normal = Normal::of("lift坏了!! 👍👍");
        assert_eq!(normal.words().collect::<Vec<_>>(), ["lift", "坏了", "!!", "👍", "👍"]);
    }
}
