//! Whether somebody says clearly, and of one ticket, that a pause is wrong.

use super::quoted::What;
use super::{Meant, reason};
use crate::normal::{fold, is_han};
use domain::clock::Rest;
use domain::id::TicketNumber;

/// Words by which it is said that something is not there, or is waited for, in whichever language; Han ones stand anywhere.
const DENIALS: &[&str] = &[
    "not",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "never",
    "without",
    "wait",
    "waiting",
    "belum",
    "blm",
    "tak",
    "tiada",
    "takde",
    "tidak",
    "tdk",
    "gak",
    "nggak",
    "bukan",
    "tunggu",
    "menunggu",
    "nunggu",
    "没",
    "沒",
    "未",
    "不",
    "无",
    "無",
    "等",
    "இல்லை",
    "வரவில்லை",
    "illa",
    "illai",
    "नहीं",
    "नही",
    "nahi",
    "nahin",
    "falta",
    "faltan",
    "nunca",
    "esperando",
    "nao",
    "ainda",
    "aguardando",
    "لا",
    "لم",
    "ما",
    "ليس",
    "ليست",
    "غير",
    "بدون",
    "wala",
    "walang",
    "hindi",
];

/// Those that are common words of another language: "di" is "at" in Malay, "no" is "in the" in Portuguese.
const DENIALS_OF: &[(&str, &[&str])] = &[
    ("en", &["no"]),
    ("es", &["no", "sin"]),
    ("fil", &["di"]),
    ("hi-Latn", &["no"]),
    ("id", &["no", "ga"]),
    ("ms", &["no"]),
    ("pt", &["sem"]),
    ("ta-Latn", &["no"]),
];

impl Meant<'_> {
    /// Whether it says more than a question: who only asks why it waits has to say that what it waits for is there.
    pub(super) fn is_contested(&self) -> bool {
        let is_asked = self.heard.text.trim_end().ends_with(['?', '？', '؟']);
        let rest = &self.fit.slots.rest;
        !is_asked && (!self.fit.is_loose || reason(rest).is_some() && !is_denied(self.fit.language, rest))
    }

    /// Whether the message quotes something of ours about the ticket, or what was said when it was put on hold.
    pub(super) fn answers_hold(&self, number: TicketNumber) -> bool {
        let number = self.situation.goes_on(number).unwrap_or(number);
        let (ticket, quoted) = (self.situation.tickets.get(&number), self.situation.quoted(self.heard));
        let held = ticket.into_iter().flat_map(|ticket| &ticket.course.pauses);
        let mut shown =
            held.filter(|pause| matches!(pause.rest, Rest::Held(_))).filter_map(|pause| pause.message.as_ref());
        let is_of_hold = quoted.is_some_and(|quoted| shown.any(|message| *message == quoted.id));
        is_of_hold || self.quoted.is_some_and(|quoted| quoted.what == What::Ours)
    }
}

fn is_denied(language: &str, words: &[String]) -> bool {
    let joined = words.concat();
    let own = DENIALS_OF.iter().filter(|(of, _)| *of == language).flat_map(|(_, words)| *words);
    DENIALS.iter().chain(own).map(|word| fold(word).0).any(|denial| match denial.starts_with(is_han) {
        true => joined.contains(&denial),
        false => words.contains(&denial),
    })
}
