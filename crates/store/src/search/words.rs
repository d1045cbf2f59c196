//! Words of a text, in any script, alike for what is kept and what is looked for; hides how each script is cut.
//!
//! Compatibility forms are folded, case is lowered, marks of Latin letters are dropped. Scripts that write no spaces give
//! single characters and pairs of neighbours.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words kept of one message: more than the longest has that a person wrote.
const WORDS_MAX: usize = 2_000;
/// Characters kept of one word.
const WORD_MAX: usize = 40;
/// Words looked for at once.
const ASKED_MAX: usize = 12;

/// The words of a text, to be kept.
pub(super) fn kept(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for run in runs(text) {
        if is_unspaced(&run) {
            words.extend(run.iter().map(char::to_string));
            words.extend(run.windows(2).map(String::from_iter));
        } else {
            words.insert(run.iter().take(WORD_MAX).collect());
        }
        if words.len() >= WORDS_MAX {
            break;
        }
    }
    words
}

/// The words of a text, to be looked for: pairs suffice where there are any, and the last stays last.
pub(super) fn asked(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for run in runs(text) {
        match (is_unspaced(&run), run.len()) {
            (true, 2..) => words.extend(run.windows(2).map(String::from_iter)),
            _ => words.push(run.iter().take(WORD_MAX).collect()),
        }
    }
    words.truncate(ASKED_MAX);
    words
}

/// The words of a name, whole, in order.
pub fn folded_words(text: &str) -> Vec<String> {
    runs(text).iter().map(|run| run.iter().collect()).collect()
}

/// A text cut into pieces, each with whether it is what was looked for; together they are the text.
pub fn pieces<'a>(text: &'a str, typed: &str) -> Vec<(bool, &'a str)> {
    let wanted = runs(typed);
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let mut from = 0;
    for (start, end) in stretches(text) {
        for (start, end) in hits(&text[start..end], &wanted).into_iter().map(|(a, b)| (start + a, start + b)) {
            pieces.push((false, &text[from..start]));
            pieces.push((true, &text[start..end]));
            from = end;
        }
    }
    pieces.push((false, &text[from..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// Where the words of a text begin and end, in bytes.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open = None;
    for (at, character) in text.char_indices() {
        let belongs = character.is_alphanumeric() || is_combining_mark(character);
        let kind = belongs.then(|| unspaced(character));
        let end = at + character.len_utf8();
        match found.last_mut().filter(|_| kind.is_some() && (open == kind || is_combining_mark(character))) {
            Some(last) if last.1 == at => last.1 = end,
            _ if belongs => {
                found.push((at, end));
                open = kind;
            }
            _ => {}
        }
    }
    found
}

/// Which bytes of a word were looked for: all of it, or the characters of a script without spaces.
fn hits(word: &str, wanted: &[Vec<char>]) -> Vec<(usize, usize)> {
    let whole = folded(word);
    if !is_unspaced(&whole) {
        let is_hit = wanted.iter().any(|wanted| !is_unspaced(wanted) && whole.starts_with(wanted));
        return if is_hit { vec![(0, word.len())] } else { Vec::new() };
    }
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let mut found = Vec::new();
    // Folding may change how many characters there are; then the word is marked whole.
    let is_aligned = places.len() == whole.len() + 1;
    let mut at = 0;
    while at < whole.len() {
        let longest = wanted.iter().filter(|wanted| whole[at..].starts_with(wanted)).map(Vec::len).max().unwrap_or(0);
        match (longest, is_aligned) {
            (0, _) => at += 1,
            (_, false) => return vec![(0, word.len())],
            (length, true) => {
                found.push((places[at], places[at + length]));
                at += length;
            }
        }
    }
    found
}

/// Stretches of letters, digits and marks, folded; a change between scripts with and without spaces ends one.
pub(super) fn runs(text: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    let mut open = false;
    for character in folded(text) {
        if !character.is_alphanumeric() && !is_combining_mark(character) {
            open = false;
            continue;
        }
        let joins = |run: &Vec<char>| run.last().is_some_and(|last| unspaced(*last) == unspaced(character));
        match runs.last_mut().filter(|run| open && (is_combining_mark(character) || joins(run))) {
            Some(run) => run.push(character),
            None => runs.push(vec![character]),
        }
        open = true;
    }
    runs
}

/// Compatibility forms folded, lower case, marks on Latin letters dropped.
fn folded(text: &str) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let lower = text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let mut latin = false;
    for character in lower.nfd() {
        if is_combining_mark(character) {
            if !latin {
                kept.push(character);
            }
            continue;
        }
        latin = character.is_ascii_alphabetic() || ('\u{00df}'..='\u{024f}').contains(&character);
        kept.push(character);
    }
    kept.into_iter().nfc().collect()
}

pub(super) fn is_unspaced(run: &[char]) -> bool {
    run.first().copied().is_some_and(unspaced)
}

/// Han, Kana, Thai, Lao, Khmer and Burmese put no spaces between words.
fn unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::{asked, kept, pieces};

    fn words(text: &str) -> Vec<String> {
        kept(text).into_iter().collect()
    }

    #[test]
    fn words_are_folded_and_cut_as_their_script_wants() {
        let table: [(&str, &[&str]); 6] = [
            ("Lift STUCK, Block-C!", &["block", "c", "lift", "stuck"]),
            ("Café à São", &["a", "cafe", "sao"]),
            ("ＬＩＦＴ３", &["lift3"]),
            ("电梯坏", &["坏", "梯", "梯坏", "电", "电梯"]),
            ("हिन्दी पानी", &["पानी", "हिन्दी"]),
            ("lift电", &["lift", "电"]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn syntax_of_an_index_is_only_words() {
        assert_eq!(asked("\"lift\" OR (NEAR' :* -x"), ["lift", "or", "near", "x"]);
        assert!(asked("\"*()'&|!").is_empty());
    }

    #[test]
    fn what_was_looked_for_is_marked_and_the_text_stays_whole() {
        let table: [(&str, &str, &str); 7] = [
            ("Café LIFT, lift-car!", "cafe lif", "[Café] [LIFT], [lift]-car!"),
            ("<b>rosak</b> lagi", "ROSAK", "<b>[rosak]</b> lagi"),
            ("三楼电梯坏了", "电梯", "三楼[电梯]坏了"),
            ("电 lift电", "电", "[电] lift[电]"),
            ("हिन्दी पानी बंद", "पानी", "हिन्दी [पानी] बंद"),
            ("மின்தூக்கி பழுது", "பழுது", "மின்தூக்கி [பழுது]"),
            ("plain", "", "plain"),
        ];
        for (text, typed, expected) in table {
            let found = pieces(text, typed);
            assert_eq!(found.iter().map(|(_, piece)| *piece).collect::<String>(), text);
            let shown: String = found
                .iter()
                .map(|(hit, piece)| if *hit { format!("[{piece}]") } else { (*piece).to_owned() })
                .collect();
            assert_eq!(shown, expected, "{text} {typed}");
        }
    }
}
