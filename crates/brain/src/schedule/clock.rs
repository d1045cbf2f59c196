//! Reads times of the day: `09:00`, `8am`, `7.30`, `2200`, `22h30`, `8 pagi`, `下午3点`.

use jiff::civil::Time;

/// Words for parts of the day after a number, folded, with whether they mean the afternoon or evening.
const AFTER: &[(&str, bool)] = &[
    ("am", false),
    ("pm", true),
    ("pagi", false),
    ("ptg", true),
    ("petang", true),
    ("sore", true),
    ("malam", true),
    ("mlm", true),
    ("siang", true),
    ("tengahari", true),
    ("noche", true),
    ("tarde", true),
    ("manana", false),
    ("noite", true),
    ("manha", false),
    ("صباحا", false),
    ("مساء", true),
    ("ص", false),
    ("م", true),
    ("सुबह", false),
    ("शाम", true),
    ("காலை", false),
    ("மாலை", true),
    ("இரவு", true),
];

/// A time after the word for its part of the day: "शाम 6:00".
pub(super) fn led(first: &str, second: &str) -> Option<Time> {
    let is_late = AFTER.iter().find(|(name, _)| *name == first).map(|(_, is_late)| *is_late)?;
    on_clock(hour_minute(second, true)?, Some(is_late))
}

/// A time written as one, with what may follow it; how many pieces it took.
pub(super) fn time(first: &str, second: Option<&str>) -> Option<(Time, usize)> {
    let named = |word: &str| AFTER.iter().find(|(name, _)| *name == word).map(|(_, is_late)| *is_late);
    let ending = AFTER.iter().find_map(|(name, is_late)| Some((first.strip_suffix(name)?, *is_late)));
    if let Some((digits, is_late)) = ending.filter(|(digits, _)| !digits.is_empty()) {
        return Some((on_clock(hour_minute(digits, true)?, Some(is_late))?, 1));
    }
    if let Some(is_late) = second.and_then(named) {
        return Some((on_clock(hour_minute(first, true)?, Some(is_late))?, 2));
    }
    Some((on_clock(hour_minute(first, false)?, None)?, 1))
}

/// An hour and a minute; an hour alone only where something says that it is one.
fn hour_minute(text: &str, takes_hours: bool) -> Option<(u8, u8)> {
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

fn on_clock((hour, minute): (u8, u8), is_late: Option<bool>) -> Option<Time> {
    let hour = match is_late {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) if hour > 12 && is_late == Some(false) => return None,
        _ => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}
