//! All of them, for the test that holds the tables against them.

use super::{MONTHS, WEEKDAYS};
use crate::capture::Capture;
use crate::figures;
use crate::material::{Eyes, Material, Scope};
use crate::period::{Period, Rhythm};
use crate::sheet::{CHECK, MORE, REDACTED, RULES};
use domain::directory::Directory;
use domain::ticket::{Category, Priority, Stage};
use domain::time::{Instant, Zone};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers, lengths, days, and what stands around the figures.
const AROUND: [&str; 68] = [
    "English",
    "Place unknown",
    "median {median}, 9 of 10 within {within} (n {count})",
    "9 of 10 within {within}, of {count}",
    "{part} of {whole}",
    "under a minute",
    "{minutes} min",
    "{hours} h",
    "{hours} h {minutes} min",
    "1 day",
    "1 day {hours} h",
    "{days} days",
    "{days} days {hours} h",
    "{weekday} {date}",
    "{day} {month} {year}",
    "{month} {year}",
    "{from} to {to}",
    "before {value}",
    "Promises kept",
    "every day",
    "{list} and {count} more",
    "Recurs, days kept",
    "Reported, period by period",
    "Keeps coming back",
    "Fixed by",
    "Daily report",
    "Weekly report",
    "Monthly report",
    "Everything so far",
    "Last 30 days",
    REDACTED,
    "Document (PDF)",
    "Spreadsheet (XLSX)",
    "This link opens until {day}.",
    "Ticket {ticket}",
    "As known on {time}.",
    "It is not over: each figure is held against as much of the one before.",
    "Nothing in this period.",
    "What the figures mean",
    RULES,
    "The tickets",
    "Open at the end of the period, or reported, fixed or verified in it.",
    "The first {count} of {all}; the others are in the spreadsheet.",
    "Ticket",
    "About",
    "Status",
    "Trade",
    "Labels",
    "Priority",
    "Place",
    "Owner",
    "Answered",
    "Reopened, times",
    "Reporter",
    "What happened",
    "When",
    "What",
    "Who",
    "Photos",
    "The last lines; the whole story is in the proof pack.",
    "How to check this document",
    CHECK,
    MORE,
    "Scan to see whether it left {name}.",
    "Digest",
    "Signed by",
    "Page {page} of {all}",
    "Erased",
];

/// Every phrase.
pub fn phrases() -> BTreeSet<&'static str> {
    let mut all: BTreeSet<&'static str> = AROUND.into_iter().chain(MONTHS).chain(WEEKDAYS).collect();
    all.extend(figures::phrases());
    for rhythm in Rhythm::ALL {
        for section in figures::sections(&nothing(rhythm)) {
            all.extend([section.title, section.note, section.what].into_iter().chain(section.columns));
        }
    }
    all.extend(Category::ALL.iter().map(|category| spaced(category.word())));
    all.extend(Stage::ALL.iter().map(|stage| spaced(stage.word())));
    all.extend(Priority::ALL.iter().map(|priority| priority.word()));
    all.remove("");
    all
}

/// A word of several, as people write it.
fn spaced(word: &'static str) -> &'static str {
    match word {
        "fire_safety" => "fire safety",
        "in_progress" => "in progress",
        "on_hold" => "on hold",
        word => word,
    }
}

/// What a report of an empty place is made of.
fn nothing(rhythm: Rhythm) -> Material {
    let (zone, now) = (Zone::utc(), Instant::from_us(0));
    Material {
        organisation: String::new(),
        now,
        period: Period::holding(rhythm, now.day(&zone), now.day(&zone), &zone),
        zone,
        scope: Scope::Everything,
        eyes: Eyes::House,
        directory: Arc::new(Directory::default()),
        cases: Vec::new(),
        days: Vec::new(),
        capture: Capture::default(),
        lately: Vec::new(),
        earlier: Vec::new(),
        habits: Vec::new(),
    }
}
