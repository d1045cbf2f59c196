//! Which days of tasks are excused, and in which words why.

use super::{Meant, is_called};
use crate::orders::words::{Word, cut};
use domain::id::TaskId;
use domain::message::Subject;
use domain::order::Told;
use domain::outbound::Purpose;
use domain::task::{Occurrence, Outcome};
use domain::time::Day;
use std::ops::Range;

/// Days that one order excuses, or that one message says are not done.
const DAYS_MAX: usize = 8;

/// Words between "cannot" and the reason that are no part of it: the day, doing it, "because".
const BESIDE: &[&str] = &[
    "today",
    "tonight",
    "now",
    "do it",
    "do",
    "make it",
    "come",
    "because of",
    "because",
    "due to",
    "hari ini",
    "hari ni",
    "malam ini",
    "malam ni",
    "buat",
    "kerja",
    "sebab",
    "kerana",
    "karena",
    "krn",
    "今天",
    "今晚",
    "做",
    "因为",
    "因為",
    "由于",
    "由於",
    "இன்று",
    "இன்றிரவு",
    "innaiku",
    "inniku",
    "आज रात",
    "आज",
    "क्योंकि",
    "aaj",
    "kyunki",
    "hoy",
    "esta noche",
    "hacerlo",
    "porque",
    "debido a",
    "por",
    "hoje",
    "esta noite",
    "fazer",
    "devido a",
    "اليوم",
    "الليله",
    "بسبب",
    "لان",
    "ngayong araw",
    "ngayong gabi",
    "ngayon",
    "gawin",
    "dahil sa",
    "dahil",
    "kasi",
];

impl Meant<'_> {
    /// The days of today at what is named, by whoever leads.
    pub(super) fn excuse(&self) -> Option<Told> {
        let today = |day: &&Occurrence| {
            let site = self.situation.directory.tasks.get(&day.task).and_then(|task| task.site.as_ref());
            day.day == self.heard.sent_at.day(self.situation.zone_of(site)) && is_open(day)
        };
        let days = self.situation.occurrences.values().filter(today).filter(|day| self.is_named(&day.task));
        self.excused(days.map(|day| (day.task.clone(), day.day)).collect())
    }

    /// The days that the message of ours speaks of which is quoted.
    pub(super) fn excuse_it(&self) -> Option<Told> {
        // "Excuse me" is said to people.
        let is_courtesy = matches!(self.fit.slots.rest.as_slice(), [only] if only == "me");
        if is_courtesy { None } else { self.excused(self.asked()) }
    }

    fn excused(&self, days: Vec<(TaskId, Day)>) -> Option<Told> {
        let is_order =
            self.situation.directory.role(&self.heard.sender).leads() && (1..=DAYS_MAX).contains(&days.len());
        is_order.then(|| Told::Excuse(days, self.because()))
    }

    /// The days that whoever owes them was asked about and says they cannot do: of several those that they name, where they
    /// name one; and why.
    pub(super) fn skip(&self) -> Option<Told> {
        let tasks = &self.situation.directory.tasks;
        let owed = |(task, _): &(TaskId, Day)| tasks.get(task).is_some_and(|task| task.is_owed_by_sender(self.heard));
        let days: Vec<(TaskId, Day)> = self.asked().into_iter().filter(owed).collect();
        let named: Vec<(&(TaskId, Day), Range<usize>)> =
            days.iter().filter_map(|day| Some((day, self.named_in_rest(&day.0)?))).collect();
        let start = named.iter().map(|(_, name)| name.start).min();
        let end = named.iter().map(|(_, name)| name.end).max();
        let because = self.reason_beside(start.unwrap_or(0)..end.unwrap_or(0));
        let meant = match named.as_slice() {
            [] => days,
            named => named.iter().map(|(day, _)| (*day).clone()).collect(),
        };
        (1..=DAYS_MAX).contains(&meant.len()).then_some(Told::Skip(meant, because))
    }

    /// Where in the words that are left a task, or its place, is named: the longest name.
    fn named_in_rest(&self, task: &TaskId) -> Option<Range<usize>> {
        let rest = &self.fit.slots.rest;
        let names = self.names(task).into_iter().map(|name| spelt(cut(&name))).filter(|name| !name.is_empty());
        let found = names.filter_map(|name| {
            let at = rest.windows(name.len()).position(|words| words == name)?;
            Some(at..at + name.len())
        });
        found.max_by_key(ExactSizeIterator::len)
    }

    /// Why something cannot be done, as it was typed: the words after the names of what it is, or all of them where these come
    /// last; not the day, nor a word for "because".
    fn reason_beside(&self, name: Range<usize>) -> String {
        let rest = self.fit.slots.rest.as_slice();
        let is_last = name.end == rest.len() && !name.is_empty();
        let mut from = if is_last { 0 } else { name.end };
        while let Some(beside) =
            BESIDE.iter().map(|words| spelt(cut(words))).find(|beside| rest[from..].starts_with(beside))
        {
            from += beside.len();
        }
        match is_last && from >= name.start {
            true => String::new(),
            false => self.typed(&rest[from..]),
        }
    }

    /// The open days of tasks that a quoted reminder of ours, or what we told a lead, speaks of.
    fn asked(&self) -> Vec<(TaskId, Day)> {
        let Some(quoted) = &self.heard.reply_to else { return Vec::new() };
        let mut ours = self.situation.outbounds.values();
        let asked = ours.find(|said| said.external.as_ref() == Some(quoted));
        let asked = asked.filter(|said| matches!(said.purpose, Purpose::Reminder | Purpose::Escalation));
        let days = asked.into_iter().flat_map(|said| &said.about).filter_map(|subject| match subject {
            Subject::Task(task, Some(day)) => self.situation.occurrences.get(&(task.clone(), *day)),
            Subject::Task(_, None) | Subject::Ticket(_) => None,
        });
        days.filter(|day| is_open(day)).map(|day| (day.task.clone(), day.day)).collect()
    }

    /// Whether the words name a task, its place, or both.
    fn is_named(&self, task: &TaskId) -> bool {
        let directory = &self.situation.directory;
        let Some(task) = directory.tasks.get(task) else { return false };
        let words = &self.fit.slots.place;
        let here = self.situation.site_of(self.heard);
        if here.is_some() && task.site.is_some() && here != task.site.as_ref() {
            return false;
        }
        self.names(&task.id).iter().any(|name| is_called(name, words))
    }

    /// What a task is called: by its name, its place, or both.
    fn names(&self, task: &TaskId) -> Vec<String> {
        let directory = &self.situation.directory;
        let Some(task) = directory.tasks.get(task) else { return Vec::new() };
        let place = task.place.as_ref().and_then(|place| directory.places.get(place));
        let called = place.into_iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let beside = |at: &String| [at.clone(), format!("{} {at}", task.name), format!("{at} {}", task.name)];
        std::iter::once(task.name.clone()).chain(called.flat_map(beside)).collect()
    }

    /// The reason as it was typed.
    fn because(&self) -> String {
        self.typed(&self.fit.slots.rest)
    }

    /// The last words of the message, as they were typed.
    fn typed(&self, words: &[String]) -> String {
        if words.is_empty() {
            return String::new();
        }
        let line = self.heard.text.trim();
        let starts = line.char_indices().filter(|(at, c)| *at == 0 || c.is_alphanumeric()).map(|(at, _)| at);
        let tail = starts.rev().map(|at| &line[at..]).find(|tail| spelt(cut(tail)) == *words);
        tail.map_or_else(|| words.join(" "), str::to_owned)
    }
}

/// Words as they are compared.
fn spelt(words: Vec<Word>) -> Vec<String> {
    let one = |word| match word {
        Word::Said(word) => word,
        Word::Ticket(number) | Word::Number(number) => number.to_string(),
    };
    words.into_iter().map(one).collect()
}

/// Whether something is still owed of a day.
fn is_open(day: &Occurrence) -> bool {
    !matches!(day.outcome, Some(Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard))
}
