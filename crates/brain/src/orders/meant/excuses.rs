//! Which days of tasks are excused, and in which words why.

use super::{Meant, is_called};
use crate::orders::words::{Word, cut};
use domain::id::TaskId;
use domain::message::Subject;
use domain::order::Told;
use domain::outbound::Purpose;
use domain::task::{Occurrence, Outcome};
use domain::time::Day;

/// Days that one order excuses.
const DAYS_MAX: usize = 8;

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

    /// The one day that whoever owes it was asked about, and says they cannot do.
    pub(super) fn skip(&self) -> Option<Told> {
        let days = self.asked();
        let [(task, day)] = days.as_slice() else { return None };
        let is_theirs = self.situation.directory.tasks.get(task)?.is_owed_by_sender(self.heard);
        is_theirs.then(|| Told::Skip(task.clone(), *day))
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
        let place = task.place.as_ref().and_then(|place| directory.places.get(place));
        let called = place.into_iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let called: Vec<&String> = called.collect();
        let both = called.iter().flat_map(|at| [format!("{} {at}", task.name), format!("{at} {}", task.name)]);
        is_called(&task.name, words)
            || called.iter().any(|at| is_called(at, words))
            || both.into_iter().any(|name| is_called(&name, words))
    }

    /// The reason as it was typed: the last words of the message that are those of the pattern.
    fn because(&self) -> String {
        let rest = &self.fit.slots.rest;
        let line = self.heard.text.trim();
        let spelt = |words: Vec<Word>| -> Vec<String> {
            let one = |word| match word {
                Word::Said(word) => word,
                Word::Ticket(number) | Word::Number(number) => number.to_string(),
            };
            words.into_iter().map(one).collect()
        };
        let starts = line.char_indices().filter(|(at, c)| *at == 0 || c.is_alphanumeric()).map(|(at, _)| at);
        let tail = starts.rev().map(|at| &line[at..]).find(|tail| spelt(cut(tail)) == *rest);
        tail.map_or_else(|| rest.join(" "), str::to_owned)
    }
}

/// Whether something is still owed of a day.
fn is_open(day: &Occurrence) -> bool {
    !matches!(day.outcome, Some(Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard))
}
