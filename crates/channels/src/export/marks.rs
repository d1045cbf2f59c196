//! The invisible marks and foreign digits that phones scatter through an export.

use std::borrow::Cow;

use crate::export::line::Said;

const ISOLATE_START: char = '\u{2068}';
const ISOLATE_END: char = '\u{2069}';

/// Four times the 100 characters that a phone gives a contact's name.
const NAME_MAX_BYTES: usize = 400;

/// Whether a character is a mark of direction or a byte order mark, which nobody typed. The joiners U+200C and U+200D
/// are not among them: emoji and Indic and Persian words need them.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

/// Whether a character is a space within a line, the narrow and unbreakable ones that phones write included.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}')
}

/// The text without its marks.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_mark) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|letter| !is_mark(*letter)).collect())
}

/// The text without marks and spaces at its beginning.
pub(super) fn trim_front(text: &str) -> &str {
    text.trim_start_matches(|letter| is_mark(letter) || is_space(letter))
}

/// The text without marks and spaces at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| is_mark(letter) || letter.is_whitespace())
}

/// Whether a body begins with the left-to-right mark that an iPhone puts before what it wrote itself. In a
/// right-to-left chat it is the right-to-left mark.
pub(super) fn is_marked(text: &str) -> bool {
    text.starts_with(['\u{200E}', '\u{200F}'])
}

/// A person's name as one would write it: no marks, ordinary spaces, no `~` of a sender who is not a contact.
pub(super) fn clean_name(name: &str) -> String {
    let plain = without_marks(name);
    let spaced: String = plain.chars().map(|letter| if is_space(letter) { ' ' } else { letter }).collect();
    spaced.trim().trim_start_matches('~').trim().to_owned()
}

/// The words without marks, with `@` and an isolated name read as a mention.
pub(super) fn clean_words(text: &str) -> Said {
    let text = trim_lines(text);
    if text.is_ascii() {
        return Said { text: text.to_owned(), mentions: Vec::new() };
    }
    let mut said = Said::default();
    let mut rest = text;
    while let Some(at) = rest.find(['@']) {
        let (before, from) = rest.split_at(at);
        said.text.push_str(&without_marks(before));
        said.text.push('@');
        let after = &from[1..];
        rest = match isolated_name(after) {
            Some((name, tail)) => {
                let name = clean_name(name);
                said.text.push_str(&name);
                said.mentions.push(name);
                tail
            }
            None => after,
        };
    }
    said.text.push_str(&without_marks(rest));
    said
}

fn trim_lines(text: &str) -> &str {
    text.trim_matches(|letter: char| letter == '\n' || is_space(letter) || is_mark(letter) && letter != ISOLATE_END)
}

fn isolated_name(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(ISOLATE_START)?;
    let end = start_of(inside, NAME_MAX_BYTES).find(ISOLATE_END)?;
    let name = &inside[..end];
    (!name.contains('\n')).then(|| (name, &inside[end + ISOLATE_END.len_utf8()..]))
}

/// At most so many bytes of a text. Whatever is looked for again and again in one message is looked for near by.
pub(super) fn start_of(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The value of a decimal digit of the scripts that phones write dates in.
pub(super) fn digit(letter: char) -> Option<u32> {
    if letter.is_ascii() {
        return letter.to_digit(10);
    }
    const ZEROS: [u32; 18] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x17E0, 0xFF10,
    ];
    let code = u32::from(letter);
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

/// At most 80 characters of a line, to show where something went wrong.
pub(super) fn excerpt(text: &str) -> String {
    const EXCERPT_MAX_CHARS: usize = 80;
    without_marks(text).chars().take(EXCERPT_MAX_CHARS).collect()
}
