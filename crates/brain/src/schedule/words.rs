//! The words of schedules, language by language, and how a text is cut into them.

use super::Unit;
use super::clock;
use super::phrases::Phrases;
use crate::normal::{fold, is_han};
use jiff::civil::{Date, Time};
use std::sync::LazyLock;

/// A word, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Its first character, counted from 1.
    pub(crate) column: usize,
}

/// What words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Nothing,
    Every(u32, Unit),
    Weekdays(&'static [u8]),
    Ordinal(i8),
    Monthday(i8),
    Time(Time),
    Starts(Date),
    EachShift,
    From,
    Until,
    BadDate,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| Phrases::of(MEANINGS.iter().copied()));
static EVERY: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of([((), EVERIES)]));
static UNITS: LazyLock<Phrases<Unit>> = LazyLock::new(|| Phrases::of(LENGTHS.iter().copied()));

const MEANINGS: &[(Meaning, &str)] = &[
    (
        Meaning::Every(1, Unit::Day),
        "daily|everyday|every day|each day|setiap hari|tiap hari|tiap-tiap hari|harian|hari-hari|每天|每日|todos los dias|\
         diario|diariamente|cada dia|todo dia|todos os dias|كل يوم|يوميا|हर दिन|हर रोज|रोज|रोज़|தினமும்|தினசரி|araw araw|every night|\
         nightly|setiap malam|tiap malam|每晚|todas las noches|toda noite|كل ليلة",
    ),
    (Meaning::Every(2, Unit::Day), "every other day|every second day|selang sehari|隔天|cada dos dias|dia si dia no"),
    (
        Meaning::Every(1, Unit::Week),
        "weekly|every week|each week|setiap minggu|tiap minggu|mingguan|每周|每星期|semanal|semanalmente|cada semana|toda semana|\
         أسبوعيا|كل أسبوع|हर हफ्ते|வாரந்தோறும்",
    ),
    (
        Meaning::Every(2, Unit::Week),
        "every other week|fortnightly|every second week|隔周|quinzenalmente|cada quince dias",
    ),
    (
        Meaning::Every(1, Unit::Month),
        "monthly|every month|each month|of the month|of each month|of every month|setiap bulan|tiap bulan|bulanan|sebulan|每月|每个月|\
         mensual|mensualmente|cada mes|del mes|de cada mes|todo mes|do mes|de cada mes|mensalmente|شهريا|كل شهر|من الشهر|\
         हर महीने|महीने के|மாதந்தோறும்",
    ),
    (Meaning::Every(3, Unit::Month), "quarterly|every quarter|setiap suku tahun|每季度|trimestral|trimestralmente"),
    (Meaning::Every(1, Unit::Year), "yearly|annually|every year|setiap tahun|tahunan|每年|anual|anualmente|سنويا"),
    (Meaning::Every(1, Unit::Hour), "hourly|every hour|setiap jam|tiap jam|每小时|cada hora|a cada hora|كل ساعة|हर घंटे"),
    (
        Meaning::Weekdays(&[0, 1, 2, 3, 4]),
        "weekdays|weekday|every weekday|working days|workdays|hari bekerja|hari kerja|工作日|平日|dias habiles|dias laborables|\
         entre semana|dias uteis|أيام العمل|कार्यदिवस|வேலை நாட்கள்",
    ),
    (
        Meaning::Weekdays(&[5, 6]),
        "weekends|weekend|hujung minggu|akhir pekan|周末|週末|fines de semana|fin de semana|fins de semana|fim de semana|\
         عطلة نهاية الأسبوع|सप्ताहांत",
    ),
    (
        Meaning::Weekdays(&[0]),
        "monday|mondays|mon|isnin|senin|周一|星期一|lunes|segunda|segunda-feira|segunda feira|الاثنين|الإثنين|सोमवार|திங்கள்|lunes",
    ),
    (
        Meaning::Weekdays(&[1]),
        "tuesday|tuesdays|tue|tues|selasa|周二|星期二|martes|terca|terca-feira|terca feira|الثلاثاء|मंगलवार|செவ்வாய்",
    ),
    (
        Meaning::Weekdays(&[2]),
        "wednesday|wednesdays|wed|rabu|周三|星期三|miercoles|quarta|quarta-feira|quarta feira|الأربعاء|बुधवार|புதன்",
    ),
    (
        Meaning::Weekdays(&[3]),
        "thursday|thursdays|thu|thur|thurs|khamis|kamis|周四|星期四|jueves|quinta|quinta-feira|quinta feira|الخميس|गुरुवार|வியாழன்",
    ),
    (
        Meaning::Weekdays(&[4]),
        "friday|fridays|fri|jumaat|jumat|周五|星期五|viernes|sexta|sexta-feira|sexta feira|الجمعة|शुक्रवार|வெள்ளி",
    ),
    (Meaning::Weekdays(&[5]), "saturday|saturdays|sat|sabtu|周六|星期六|sabado|sabados|السبت|शनिवार|சனி"),
    (Meaning::Weekdays(&[6]), "sunday|sundays|sun|ahad|minggu|周日|星期日|星期天|domingo|domingos|الأحد|रविवार|ஞாயிறு"),
    (Meaning::Ordinal(1), "1st|first|pertama|第一个|第一|primer|primero|primeira|primeiro|أول|पहला|पहले|முதல்"),
    (Meaning::Ordinal(2), "2nd|second|kedua|第二个|第二|segundo|ثاني|दूसरा|दूसरे|இரண்டாம்"),
    (Meaning::Ordinal(3), "3rd|third|ketiga|第三个|第三|tercer|tercero|terceira|terceiro|ثالث|तीसरा|तीसरे|மூன்றாம்"),
    (Meaning::Ordinal(4), "4th|fourth|keempat|第四个|第四|cuarto|quarto|رابع|चौथा|चौथे|நான்காம்"),
    (Meaning::Ordinal(-1), "last|terakhir|最后一个|最后|ultimo|ultima|آخر|आखिरी|अंतिम|கடைசி"),
    (
        Meaning::Monthday(-1),
        "last day|last day of the month|hari terakhir|最后一天|ultimo dia|آخر يوم|आखिरी दिन|கடைசி நாள்",
    ),
    (
        Meaning::EachShift,
        "each shift|per shift|every shift|setiap syif|tiap syif|setiap shift|tiap shift|每班|每个班次|cada turno|por turno|\
         a cada turno|كل مناوبة|हर शिफ्ट",
    ),
    (
        Meaning::From,
        "from|starting|starting from|since|mulai|bermula|dari|从|從|desde|a partir de|a partir del|من|से|start",
    ),
    (Meaning::Until, "to|till|until|-|–|hingga|sampai|ke|到|至|hasta|ate|a|إلى|حتى|तक"),
    (
        Meaning::Nothing,
        "at|on|and|&|,|+|/|the|in the|every|each|pukul|jam|pkl|dan|pada|setiap|tiap|hari|的|在|于|和|与|起|a las|las|la|los|el|en|y|às|as|e|\
         na|no|nas|aos|às|de|del|الساعة|في|و|كل|को|बजे|और|हर|மணிக்கு|மணி|மற்றும்|cada|todos|todas|toda|todo|o'clock|h|every the|，|、|上午|早上",
    ),
];

/// Units after a number: "every 90 days".
const LENGTHS: &[(Unit, &str)] = &[
    (Unit::Hour, "hours|hour|hrs|jam|个小时|小时|horas|ساعات|ساعة|घंटे"),
    (Unit::Day, "days|day|hari|天|日|dias|dia|أيام|يوم|يوما|दिन|நாட்கள்|நாள்"),
    (Unit::Week, "weeks|week|minggu|周|星期|semanas|semana|أسابيع|أسبوع|हफ्ते|வாரங்கள்"),
    (Unit::Month, "months|month|bulan|个月|月|meses|mes|أشهر|شهر|महीने|மாதங்கள்"),
    (Unit::Year, "years|year|tahun|年|anos|سنوات|سنة|साल"),
];

/// Words before a number and a unit.
const EVERIES: &str = "every|each|setiap|tiap|每|每隔|cada|كل|हर|ஒவ்வொரு";

/// The words of a text, folded.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Option<(String, usize)> = None;
    for (at, c) in text.chars().enumerate() {
        let joins =
            c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || matches!(c, ':' | '.' | '\'');
        let is_date = c == '-' && open.as_ref().is_some_and(|(word, _)| is_date_part(word));
        let is_alone = is_han(c)
            && !open.as_ref().is_some_and(|(word, _)| {
                word.starts_with(|d: char| d.is_ascii_digit()) && matches!(c, '点' | '點' | '半' | '分')
            });
        if (joins && !is_alone) || is_date {
            open.get_or_insert((String::new(), at + 1)).0.push(c);
            continue;
        }
        close(&mut open, &mut found);
        if !c.is_whitespace() {
            found.push(Piece { text: fold(&c.to_string()).0, column: at + 1 });
        }
    }
    close(&mut open, &mut found);
    found.retain(|piece| !piece.text.is_empty());
    found
}

/// Whether a word may be the beginning of `2026-01-05`.
fn is_date_part(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts[0].len() == 4 && parts.len() <= 2 && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

fn close(open: &mut Option<(String, usize)>, found: &mut Vec<Piece>) {
    if let Some((word, column)) = open.take() {
        found.push(Piece { text: fold(word.trim_end_matches(['.', ':'])).0, column });
    }
}

/// What the first words mean, and how many they are; the longest that mean something.
pub(crate) fn meaning(pieces: &[Piece]) -> Option<(Meaning, usize)> {
    let first = pieces.first()?.text.as_str();
    if let Some(every) = every(pieces) {
        return Some(every);
    }
    if first.contains('-') && first.starts_with(|c: char| c.is_ascii_digit()) {
        let date = first.parse().map_or(Meaning::BadDate, Meaning::Starts);
        return Some((date, 1));
    }
    if let Some(late) = chinese_afternoon(pieces) {
        return Some(late);
    }
    if let Some(time) = pieces.get(1).and_then(|second| clock::led(first, &second.text)) {
        return Some((Meaning::Time(time), 2));
    }
    if let Some((time, taken)) = clock::time(first, pieces.get(1).map(|piece| piece.text.as_str())) {
        return Some((Meaning::Time(time), taken));
    }
    if let Some(day) = monthday(first) {
        return Some((Meaning::Monthday(day), 1));
    }
    PHRASES.longest(pieces)
}

/// "下午3点".
fn chinese_afternoon(pieces: &[Piece]) -> Option<(Meaning, usize)> {
    let is = |at: usize, han: &str| pieces.get(at).is_some_and(|piece| han.contains(piece.text.as_str()));
    let is_late = is(0, "下晚") && is(1, "午上");
    let (time, _) = clock::time(&pieces.get(2).filter(|_| is_late)?.text, None)?;
    let late = if time.hour() < 12 { time.saturating_add(jiff::Span::new().hours(12)) } else { time };
    Some((Meaning::Time(late), 3))
}

/// "every 90 days".
fn every(pieces: &[Piece]) -> Option<(Meaning, usize)> {
    let ((), before) = EVERY.longest(pieces)?;
    let count: u32 = pieces.get(before)?.text.parse().ok().filter(|count| (1..=1_000).contains(count))?;
    let (unit, taken) = UNITS.longest(&pieces[before + 1..])?;
    Some((Meaning::Every(count, unit), before + 1 + taken))
}

/// "15th"; the first four and the last are ordinals of weekdays too.
fn monthday(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th", "hb", "号", "日"].iter().find_map(|ending| word.strip_suffix(ending))?;
    digits.parse().ok().filter(|day| (5..=31).contains(day))
}
