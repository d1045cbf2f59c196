//! The beginning of a message: `[date, time] rest` on an iPhone, `date, time - rest` on Android.
//!
//! Written by hand because it is tried on every line of a chat. What it cannot tell apart is a message of several
//! lines of which one has exactly the shape of a header, year included; no reader can.

use crate::export::half::{Beside, Half, beside};
use crate::export::marks::{digit, is_mark, is_space, start_of, trim_front};
use crate::export::moment::RawTime;
use crate::export::order::RawDate;
use crate::export::rows::WRONG;

/// Which phone wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phone {
    Android,
    Apple,
}

/// A header as written, and what follows it on its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header<'a> {
    pub(super) phone: Phone,
    pub(super) date: RawDate,
    pub(super) time: RawTime,
    pub(super) rest: &'a str,
}

/// Far more than the longest header of any locale; what is longer is prose with numbers in it.
const HEADER_MAX_BYTES: usize = 120;

impl<'a> Header<'a> {
    /// Reads a line's header; `None` where the line has none and so continues the message before.
    pub(super) fn read(line: &'a str) -> Option<Header<'a>> {
        let mut at = Cursor { rest: line };
        at.skip_marks();
        let phone = if at.take(|letter| letter == '[') { Phone::Apple } else { Phone::Android };
        at.skip_marks();
        let date = raw_date(&mut at)?;
        let before = half_before(at.until_digit()?)?;
        let mut time = raw_time(&mut at)?;
        let inside = match phone {
            Phone::Apple => at.up_to_bracket()?,
            Phone::Android => at.up_to_dash()?,
        };
        let after = match (phone, beside(inside)) {
            (_, Beside::Nothing) => None,
            (_, Beside::Half(half)) => Some(half),
            (Phone::Apple, Beside::Unknown) => {
                time.half_unknown = true;
                None
            }
            (Phone::Android, Beside::Unknown) => return None,
        };
        time.half = before.or(after);
        Some(Header { phone, date, time, rest: strip_one_space(at.rest) })
    }

    /// Whether a line with wrong bytes was a header before: it is one without them, or with one of a header's own
    /// signs in their place.
    pub(super) fn was_damaged(line: &str) -> bool {
        const SIGNS: [&str; 9] = ["", "0", "1", "/", ":", ",", " ", "[", "]"];
        let near = start_of(line, HEADER_MAX_BYTES);
        near.contains(WRONG) && SIGNS.iter().any(|sign| Header::read(&near.replace(WRONG, sign)).is_some())
    }
}

/// The half of the day that stands before the time, if any; `None` for prose.
fn half_before(text: &str) -> Option<Option<Half>> {
    if !text.contains(|letter| is_space(letter) || matches!(letter, ',' | '،' | '、' | '日')) {
        return None;
    }
    match beside(text.trim_start_matches('日')) {
        Beside::Nothing => Some(None),
        Beside::Half(half) => Some(Some(half)),
        Beside::Unknown => None,
    }
}

fn raw_date(at: &mut Cursor<'_>) -> Option<RawDate> {
    let (first, first_digits) = at.number(4)?;
    let dotted = at.date_separator()?;
    let (second, second_digits) = at.number(2)?;
    let dotted_again = at.date_separator()?;
    let (third, third_digits) = at.number(4)?;
    let is_shaped = match (first_digits, third_digits) {
        (1 | 2, 2 | 4) | (2 | 4, 1 | 2) => true,
        (_, _) => false,
    };
    is_shaped.then_some(RawDate {
        values: [first, second, third],
        digits: [first_digits, second_digits, third_digits],
        dotted: dotted && dotted_again,
    })
}

fn raw_time(at: &mut Cursor<'_>) -> Option<RawTime> {
    let (hour, _) = at.number(2)?;
    at.skip_marks();
    if !at.take(|letter| matches!(letter, ':' | '.' | '：')) && !at.french_hour() {
        return None;
    }
    at.skip_marks();
    let (minute, minute_digits) = at.number(2)?;
    if minute_digits != 2 {
        return None;
    }
    let mut ahead = *at;
    ahead.skip_marks();
    let mut second = None;
    if ahead.take(|letter| matches!(letter, ':' | '.' | '：'))
        && let Some((number, 2)) = ahead.number(2)
    {
        second = Some(number);
        *at = ahead;
    }
    Some(RawTime { hour, minute, second, half: None, half_unknown: false })
}

fn strip_one_space(text: &str) -> &str {
    text.strip_prefix(is_space).unwrap_or(text)
}

/// A place in a line.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn skip_marks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_mark);
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        match self.rest.chars().next() {
            Some(letter) if wanted(letter) => {
                self.rest = &self.rest[letter.len_utf8()..];
                true
            }
            Some(_) | None => false,
        }
    }

    /// A number of one to `digits_max` digits, and how many it has. A longer run of digits is none.
    fn number(&mut self, digits_max: u8) -> Option<(u16, u8)> {
        let (mut value, mut digits) = (0_u32, 0_u8);
        let mut letters = self.rest.chars();
        loop {
            let here = letters.as_str();
            let Some(next) = letters.next().and_then(digit) else {
                self.rest = here;
                return (digits > 0).then(|| (u16::try_from(value).unwrap_or(u16::MAX), digits));
            };
            if digits == digits_max {
                return None;
            }
            value = value * 10 + next;
            digits += 1;
        }
    }

    /// Steps over what stands between two numbers of a date; says whether it was a full stop.
    fn date_separator(&mut self) -> Option<bool> {
        self.skip_marks();
        let letter = self.rest.chars().next()?;
        if !matches!(letter, '/' | '.' | '-' | '\u{2010}' | '\u{2011}' | '年' | '月' | '／') {
            return None;
        }
        self.rest = self.rest[letter.len_utf8()..].trim_start_matches(|letter| is_mark(letter) || is_space(letter));
        Some(letter == '.')
    }

    /// Quebec writes `9 h 15`.
    fn french_hour(&mut self) -> bool {
        let after = trim_front(self.rest);
        let Some(after) = after.strip_prefix('h') else {
            return false;
        };
        self.rest = trim_front(after);
        true
    }

    fn until_digit(&mut self) -> Option<&'a str> {
        let end = self.limited().find(|letter| digit(letter).is_some())?;
        let (before, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(before)
    }

    fn up_to_bracket(&mut self) -> Option<&'a str> {
        let end = self.limited().find(']')?;
        let before = &self.rest[..end];
        self.rest = trim_marks_then_space(&self.rest[end + 1..]);
        Some(before)
    }

    /// Steps over ` - `, or the long dashes some languages write.
    fn up_to_dash(&mut self) -> Option<&'a str> {
        let text = self.limited();
        let (end, dash) = text.match_indices(['-', '–', '—']).find(|(end, dash)| {
            let follows = &self.rest[end + dash.len()..];
            text[..*end].ends_with(|letter| is_space(letter) || is_mark(letter))
                && (follows.is_empty() || follows.starts_with(|letter| is_space(letter) || is_mark(letter)))
        })?;
        let before = &self.rest[..end];
        self.rest = trim_marks_then_space(&self.rest[end + dash.len()..]);
        Some(before)
    }

    /// As much of the rest as a header could still be.
    fn limited(&self) -> &'a str {
        start_of(self.rest, HEADER_MAX_BYTES)
    }
}

/// Keeps the marks after the space: they tell an iPhone's own words from a person's.
fn trim_marks_then_space(text: &str) -> &str {
    let bare = text.trim_start_matches(is_mark);
    if bare.starts_with(is_space) { bare } else { text }
}
