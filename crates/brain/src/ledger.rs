//! A rough book of tickets kept from readings alone, good enough to be a clue; the real threading is done elsewhere.

use crate::labels::kind;
use crate::trail::Past;
use crate::utterance::{Stage, Tickets};

/// A rough ticket counts as standing this long; older ones say nothing about a message of today.
const STANDING_MINUTES: f64 = 3.0 * 1_440.0;
/// Two reports of one category in one chat within this time are taken for one incident.
const SAME_INCIDENT_MINUTES: f64 = 90.0;
/// Tickets kept; the oldest are beyond [`STANDING_MINUTES`] long before.
const TICKETS_MAX: usize = 5_000;

#[derive(Clone, Debug)]
struct Rough {
    chat: String,
    reporters: Vec<String>,
    workers: Vec<String>,
    category: usize,
    stage: Stage,
    opened_minutes: f64,
    moved_minutes: f64,
    resolved_minutes: Option<f64>,
}

/// The rough tickets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    tickets: Vec<Rough>,
}

impl Ledger {
    pub(crate) fn stage(&self, ticket: usize) -> Stage {
        self.tickets.get(ticket).map_or(Stage::Absent, |rough| rough.stage)
    }

    /// Counts the tickets that touch a sender or stand in a chat.
    pub(crate) fn touching(&self, sender: &str, chat: &str, now: f64) -> Tickets {
        let mut counts = Tickets::default();
        for rough in self.standing(now) {
            let is_open = matches!(rough.stage, Stage::Open | Stage::Taken);
            let is_resolved = rough.stage == Stage::Resolved;
            let is_reporter = rough.reporters.iter().any(|one| one == sender);
            counts.reported_open += usize::from(is_open && is_reporter);
            counts.reported_resolved += usize::from(is_resolved && is_reporter);
            counts.taken_open += usize::from(is_open && rough.workers.iter().any(|one| one == sender));
            counts.chat_open += usize::from(is_open && rough.chat == chat);
            counts.chat_resolved += usize::from(is_resolved && rough.chat == chat);
        }
        counts
    }

    /// Minutes since a ticket of this chat was last claimed fixed.
    pub(crate) fn since_resolved(&self, chat: &str, now: f64) -> Option<f32> {
        let times = self.standing(now).filter(|rough| rough.chat == chat).filter_map(|rough| rough.resolved_minutes);
        times.max_by(f64::total_cmp).map(|at| (now - at) as f32)
    }

    /// Minutes since a ticket of this chat was last opened.
    pub(crate) fn since_opened(&self, chat: &str, now: f64) -> Option<f32> {
        let times = self.standing(now).filter(|rough| rough.chat == chat).map(|rough| rough.opened_minutes);
        times.max_by(f64::total_cmp).map(|at| (now - at) as f32)
    }

    /// Books a message that was read and says which ticket it seems to belong to.
    pub(crate) fn post(&mut self, past: &Past, quoted: Option<usize>) -> Option<usize> {
        let ticket = match past.kind {
            kind::ISSUE => Some(quoted.or_else(|| self.same_incident(past)).unwrap_or_else(|| self.open(past))),
            kind::ASSIGN | kind::PROGRESS => quoted.or_else(|| self.likeliest(past, &[Stage::Open, Stage::Taken])),
            kind::EVIDENCE => quoted.or_else(|| self.likeliest(past, &[Stage::Open, Stage::Taken, Stage::Resolved])),
            kind::RESOLVED => quoted.or_else(|| self.likeliest(past, &[Stage::Taken, Stage::Open])),
            kind::VERIFIED | kind::REOPENED => quoted.or_else(|| self.likeliest(past, &[Stage::Resolved])),
            _ => quoted,
        }?;
        self.step(ticket, past);
        Some(ticket)
    }

    fn step(&mut self, ticket: usize, past: &Past) {
        let Some(rough) = self.tickets.get_mut(ticket) else { return };
        let workers = match past.kind {
            kind::ASSIGN => past.names.clone(),
            kind::PROGRESS | kind::RESOLVED => vec![past.sender.clone()],
            _ => Vec::new(),
        };
        workers.into_iter().for_each(|one| note(&mut rough.workers, one));
        rough.stage = match past.kind {
            kind::PROGRESS | kind::ASSIGN if rough.stage == Stage::Open => Stage::Taken,
            kind::RESOLVED => Stage::Resolved,
            kind::VERIFIED => Stage::Verified,
            kind::REOPENED => Stage::Open,
            _ => rough.stage,
        };
        match past.kind {
            kind::RESOLVED => rough.resolved_minutes = Some(past.at_minutes),
            kind::ISSUE => note(&mut rough.reporters, past.sender.clone()),
            _ => {}
        }
        rough.moved_minutes = past.at_minutes;
    }

    fn open(&mut self, past: &Past) -> usize {
        if self.tickets.len() >= TICKETS_MAX {
            self.tickets.clear();
        }
        self.tickets.push(Rough {
            chat: past.chat.clone(),
            reporters: vec![past.sender.clone()],
            workers: Vec::new(),
            category: past.category,
            stage: Stage::Open,
            opened_minutes: past.at_minutes,
            moved_minutes: past.at_minutes,
            resolved_minutes: None,
        });
        self.tickets.len() - 1
    }

    fn same_incident(&self, past: &Past) -> Option<usize> {
        self.tickets.iter().rposition(|rough| {
            rough.chat == past.chat
                && rough.category == past.category
                && past.at_minutes - rough.moved_minutes < SAME_INCIDENT_MINUTES
                && matches!(rough.stage, Stage::Open | Stage::Taken)
        })
    }

    /// The ticket a message most likely speaks of: the sender's own before others, this chat before others, the latest before others.
    fn likeliest(&self, past: &Past, stages: &[Stage]) -> Option<usize> {
        let score = |rough: &Rough| {
            let own = rough.workers.contains(&past.sender) || rough.reporters.contains(&past.sender);
            let named = past.names.iter().any(|name| rough.workers.contains(name) || rough.reporters.contains(name));
            let hours = (past.at_minutes - rough.moved_minutes) / 60.0;
            f64::from(u8::from(own)) * 6.0
                + f64::from(u8::from(named)) * 4.0
                + f64::from(u8::from(rough.chat == past.chat)) * 8.0
                - hours
        };
        let fits =
            |rough: &Rough| stages.contains(&rough.stage) && past.at_minutes - rough.moved_minutes < STANDING_MINUTES;
        let all = self.tickets.iter().enumerate().filter(|(_, rough)| fits(rough));
        all.max_by(|(_, a), (_, b)| score(a).total_cmp(&score(b))).map(|(index, _)| index)
    }

    fn standing(&self, now: f64) -> impl Iterator<Item = &Rough> {
        self.tickets.iter().rev().filter(move |rough| now - rough.moved_minutes < STANDING_MINUTES)
    }
}

fn note(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}
