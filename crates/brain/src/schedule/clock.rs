//! Reads times of the day: `09:00`, `8am`, `7.30`, `2200`, `22h30`, `8 pagi`, `下午3点`.

use jiff::civil::Time;

/// The part of the day that an hour of a twelve-hour clock belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    /// From noon until late in the evening.
    Afternoon,
    /// From the evening over midnight: "12 malam" is midnight, "1 malam" an hour later.
    Night,
}

/// Words for parts of the day beside a number, folded.
const PARTS: &[(&str, Part)] = &[
    ("am", Part::Morning),
    ("pm", Part::Afternoon),
    ("pagi", Part::Morning),
    ("ptg", Part::Afternoon),
    ("petang", Part::Afternoon),
    ("sore", Part::Afternoon),
    ("malam", Part::Night),
    ("mlm", Part::Night),
    ("siang", Part::Afternoon),
    ("tengahari", Part::Afternoon),
    ("noche", Part::Night),
    ("tarde", Part::Afternoon),
    ("manana", Part::Morning),
    ("noite", Part::Night),
    ("manha", Part::Morning),
    ("صباحا", Part::Morning),
    ("مساء", Part::Afternoon),
    ("ص", Part::Morning),
    ("م", Part::Afternoon),
    ("सुबह", Part::Morning),
    ("शाम", Part::Afternoon),
    ("காலை", Part::Morning),
    ("மாலை", Part::Afternoon),
    ("இரவு", Part::Night),
];

/// The part of the day that a word names.
pub(crate) fn part(word: &str) -> Option<Part> {
    PARTS.iter().find(|(name, _)| *name == word).map(|(_, part)| *part)
}

/// A time after the word for its part of the day: "शाम 6:00".
pub(super) fn led(first: &str, second: &str) -> Option<Time> {
    on_clock(hour_minute(second, true)?, Some(part(first)?))
}

/// A time written as one, with what may follow it; how many pieces it took.
pub(super) fn time(first: &str, second: Option<&str>) -> Option<(Time, usize)> {
    let ending = PARTS.iter().find_map(|(name, part)| Some((first.strip_suffix(name)?, *part)));
    if let Some((digits, part)) = ending.filter(|(digits, _)| !digits.is_empty()) {
        return Some((on_clock(hour_minute(digits, true)?, Some(part))?, 1));
    }
    if let Some(part) = second.and_then(part) {
        return Some((on_clock(hour_minute(first, true)?, Some(part))?, 2));
    }
    Some((on_clock(hour_minute(first, false)?, None)?, 1))
}

/// An hour and a minute; an hour alone only where something says that it is one.
pub(crate) fn hour_minute(text: &str, takes_hours: bool) -> Option<(u8, u8)> {
    let bare = ["hrs", "点", "點"].iter().find_map(|ending| text.strip_suffix(ending));
    let (text, takes_hours) = bare.map_or((text, takes_hours), |bare| (bare, true));
    let parted = text.split_once([':', '.', 'h', '点', '點']);
    if let Some((hour, minute)) = parted {
        let minute = minute.strip_suffix('分').unwrap_or(minute);
        let minute = match minute {
            "" => 0,
            "半" => 30,
            minute if minute.len() == 2 => minute.parse().ok()?,
            _ => return None,
        };
        return Some((hour.parse().ok()?, minute));
    }
    match text.len() {
        4 if text.bytes().all(|b| b.is_ascii_digit()) => Some((text[..2].parse().ok()?, text[2..].parse().ok()?)),
        1 | 2 if takes_hours => Some((text.parse().ok()?, 0)),
        _ => None,
    }
}

/// The hour of a part of the day, on a clock of twenty-four hours.
pub(crate) fn on_clock((hour, minute): (u8, u8), part: Option<Part>) -> Option<Time> {
    const EVENING: u8 = 5;
    let hour = match part {
        Some(Part::Afternoon) if hour < 12 => hour + 12,
        Some(Part::Morning | Part::Night) if hour == 12 => 0,
        Some(Part::Night) if (EVENING..12).contains(&hour) => hour + 12,
        Some(Part::Morning) if hour > 12 => return None,
        Some(_) | None => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}
