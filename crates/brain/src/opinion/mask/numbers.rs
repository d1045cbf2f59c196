//! Numbers by which somebody is known: telephones, identity cards, plates, and e-mail addresses. Dates and hours stay.

use super::Found;

/// Digits of the shortest number that may be somebody's.
const DIGITS_MIN: usize = 6;
/// Most letters and digits of a plate.
const PLATE_MAX: usize = 10;
/// Runs of letters and digits in a plate.
const RUNS_MAX: usize = 4;
/// Letters beside digits that are money, units or gear, and no plate.
const NO_PLATES: &[&str] = &[
    "RM", "RP", "RS", "USD", "SGD", "MYR", "IDR", "INR", "AED", "SAR", "QAR", "PHP", "MXN", "EUR", "BRL", "ARS", "HP",
    "KW", "KVA", "PSI", "BTU", "BLK", "LVL", "LOT", "T", "WO", "PO", "INV", "REF", "ISO", "MCB", "PIN", "AM", "PM",
    "AHU", "FCU", "CAM", "DB", "MSB", "LIFT", "ROOM", "UNIT", "APT", "TKT", "TIX", "SR", "PPM", "CTV", "DVR", "NVR",
    "TNB", "FAN", "AC", "BAY", "KM", "CM", "MM", "KG", "LED", "UPS", "DAY", "JAM", "PKL", "JLN", "YEAR", "ACT", "AT",
    "ON", "IN", "TO", "NO", "THE", "FOR", "OF", "BY", "DI", "KE", "DE", "EN", "A", "LA", "NA", "SA", "HRS", "JAN",
    "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "AND",
];
/// Words beside which shorter runs, however spelt, are plates.
const VEHICLES: &[&str] = &[
    "plate",
    "plat",
    "car",
    "kereta",
    "mobil",
    "nopol",
    "motor",
    "lorry",
    "van",
    "taxi",
    "车",
    "車",
    "placa",
    "carro",
    "coche",
    "auto",
    "moto",
    "gaadi",
    "gadi",
    "गाड़ी",
    "வண்டி",
    "கார்",
    "سياره",
    "سيارة",
    "لوحه",
    "sasakyan",
    "kotse",
    "vehicle",
    "bike",
    "truck",
    "parked",
];

/// E-mail addresses, spelt out ones too.
pub(super) fn addresses(text: &str) -> Vec<Found> {
    let is_of_address = |letter: char| letter.is_alphanumeric() || "._%+-@'".contains(letter);
    let mut found = spelt_out(text);
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, is_of_address(letter)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                let word = text[start..at].trim_end_matches('.');
                let is_address = word
                    .split_once('@')
                    .is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'));
                found.extend(is_address.then(|| (start, at, "[email]".to_owned())));
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// "ali at gmail dot com".
fn spelt_out(text: &str) -> Vec<Found> {
    let is_in = |word: &str, of: &[&str]| of.iter().any(|one| word.eq_ignore_ascii_case(one));
    let words = words(text);
    let five = words.windows(5).filter(|five| {
        let word = |n: usize| &text[five[n].0..five[n].1];
        is_in(word(1), &["at", "(at)", "[at]", "arroba", "@"])
            && is_in(word(3), &["dot", "(dot)", "[dot]", "punto", "ponto", "titik", "."])
    });
    five.map(|five| (five[0].0, five[4].1, "[email]".to_owned())).collect()
}

/// Where the words of a text stand, marks behind them left out.
fn words(text: &str) -> Vec<(usize, usize)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let bare = |word: &str| (start(word), start(word) + word.trim_end_matches([',', ';', '!', '?']).len());
    text.split_whitespace().map(bare).collect()
}

/// Numbers of six digits or more, with whatever people write between and against them.
pub(super) fn numbers(text: &str) -> Vec<Found> {
    let (mut found, mut group) = (Vec::new(), Vec::new());
    let close = |group: &mut Vec<(usize, usize)>, found: &mut Vec<Found>| {
        let digits = group.iter().map(|(from, to)| digits(&text[*from..*to])).sum::<usize>();
        if let (Some((from, _)), Some((_, to)), true) = (group.first(), group.last(), digits >= DIGITS_MIN) {
            found.push((*from, *to, "[number]".to_owned()));
        }
        group.clear();
    };
    for (from, to) in runs(text) {
        let run = &text[from..to];
        // A word with letters in it, and what a comma parts, are no groups of one number.
        let is_word = |run: &str| run.contains(|c: char| c.is_ascii_alphabetic());
        let joins = group.last().is_some_and(|(start, end)| {
            let between = &text[*end..from];
            between.chars().all(is_between) && !between.contains(", ") && !is_word(run) && !is_word(&text[*start..*end])
        });
        if !joins || is_time(run) {
            close(&mut group, &mut found);
        }
        if !is_time(run) {
            group.push((from, to));
        }
    }
    close(&mut group, &mut found);
    found
}

/// Words that hold a digit: letters, digits, and marks within them.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let is_of_run = |c: char| is_number_letter(c) || c.is_ascii_alphabetic() || is_mark(c);
    let (mut found, mut from) = (Vec::new(), None);
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, is_of_run(letter)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                found.extend(digit_word(text, start, at));
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// The part of a run that holds its digits, with the letters written against them.
fn digit_word(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let run = text[from..to].trim_matches(|c: char| is_mark(c) && !matches!(c, '+' | '(' | ')'));
    let start = from + (run.as_ptr() as usize - text[from..].as_ptr() as usize);
    (digits(run) > 0).then_some((start, start + run.len()))
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// Digits, and what makes a keycap of one.
fn is_number_letter(c: char) -> bool {
    c.is_numeric() || matches!(c, '\u{fe0f}' | '\u{20e3}' | '+')
}

/// Marks within a number.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '.' | ',' | '/' | '_' | '(' | ')' | ':' | '*' | '·' | '•' | '~'
    )
}

/// What stands between groups of one number.
fn is_between(c: char) -> bool {
    is_mark(c)
        || c == ' '
        || matches!(
            c,
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{202a}' | '\u{202c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        )
}

/// "13.30", "10:15", "2026-11-30", "30/11/2026".
fn is_time(run: &str) -> bool {
    let parts: Option<Vec<(usize, u32)>> =
        run.split(['-', '/', '.', ':']).map(|part| Some((part.len(), part.parse().ok()?))).collect();
    let is_year = |part: (usize, u32)| part.0 == 4 && (1_900..2_200).contains(&part.1);
    let is_day = |part: (usize, u32)| (1..=2).contains(&part.0) && (1..=31).contains(&part.1);
    match parts.as_deref() {
        Some([hour, minute]) => {
            hour.0 <= 2 && hour.1 < 24 && minute.0 == 2 && minute.1 < 60 && !run.contains(['-', '/'])
        }
        Some([year, month, day]) if is_year(*year) => is_day(*month) && is_day(*day),
        Some([day, month, year]) => is_year(*year) && is_day(*day) && is_day(*month),
        _ => false,
    }
}

/// A run of letters or of digits.
struct Run<'a> {
    from: usize,
    to: usize,
    text: &'a str,
    is_digits: bool,
}

/// Plates of cars, as the countries served write them; shorter ones beside a word for a vehicle.
pub(super) fn plates(text: &str) -> Vec<Found> {
    let lower = text.to_lowercase();
    let has_vehicle = VEHICLES.iter().any(|word| lower.contains(word));
    let runs = letters_and_digits(text);
    let (mut found, mut at) = (chinese(text), 0);
    while at < runs.len() {
        let taken =
            (2..=RUNS_MAX.min(runs.len() - at)).rev().find(|taken| is_plate(text, &runs[at..at + taken], has_vehicle));
        if let Some(taken) = taken {
            found.push((runs[at].from, runs[at + taken - 1].to, "[plate]".to_owned()));
        }
        at += taken.unwrap_or(1);
    }
    found
}

fn letters_and_digits(text: &str) -> Vec<Run<'_>> {
    let mut found: Vec<Run<'_>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
        let is_digits = c.is_ascii_digit();
        match found.last_mut() {
            Some(run) if run.to == at && run.is_digits == is_digits => {
                run.to = at + 1;
                run.text = &text[run.from..run.to];
            }
            _ => found.push(Run { from: at, to: at + 1, text: &text[at..=at], is_digits }),
        }
    }
    found
}

/// Whether runs that follow each other make a plate.
fn is_plate(text: &str, runs: &[Run<'_>], has_vehicle: bool) -> bool {
    let is_joined = runs.windows(2).all(|two| matches!(&text[two[0].to..two[1].from], "" | " " | "-"));
    let is_alone = |at: usize| !text[at..].starts_with(char::is_alphanumeric);
    let is_upper = runs.iter().all(|run| run.is_digits || run.text.bytes().all(|letter| letter.is_ascii_uppercase()));
    let is_open = !text[..runs[0].from].ends_with(char::is_alphanumeric);
    let is_gear = runs.iter().enumerate().any(|(nth, run)| {
        let may_be = nth == 0 || run.text.len() > 1;
        may_be && NO_PLATES.contains(&run.text.to_uppercase().as_str())
    });
    let shape: Vec<(bool, usize)> = runs.iter().map(|run| (run.is_digits, run.text.len())).collect();
    let is_short = shape.iter().map(|(_, length)| length).sum::<usize>() <= PLATE_MAX;
    if !is_joined || !is_open || !is_alone(runs[runs.len() - 1].to) || is_gear || !is_short {
        return false;
    }
    let is_usual = matches!(
        shape.as_slice(),
        [(false, 3), (true, 4)]
            | [(false, 3), (true, 4), (false, 1)]
            | [(true, 4), (false, 3)]
            | [(false, 1..=2), (true, 4), (false, 1..=3)]
            | [(false, 2), (true, 1..=2), (false, 1..=3), (true, 4)]
            | [(false, 3), (true, 1), (false, 1), (true, 2)]
    );
    let is_beside = || {
        matches!(shape.as_slice(), [(false, 1..=3), (true, 3..=4)] | [(false, 1..=3), (true, 3..=4), (false, 1..=2)])
    };
    is_usual && is_upper || has_vehicle && (is_usual || is_beside())
}

/// A plate of China: the province's letter, one of Latin, and five more.
fn chinese(text: &str) -> Vec<Found> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    const LETTERS: std::ops::RangeInclusive<usize> = 6..=7;
    let starts = text.char_indices().filter(|(_, c)| PROVINCES.contains(*c));
    starts
        .filter_map(|(at, c)| {
            let from = at + c.len_utf8();
            let rest = text[from..].trim_start_matches(['·', ' ']);
            let start = text.len() - rest.len();
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let is_it = LETTERS.contains(&length) && rest.starts_with(|c: char| c.is_ascii_alphabetic());
            is_it.then(|| (at, start + length, "[plate]".to_owned()))
        })
        .collect()
}
