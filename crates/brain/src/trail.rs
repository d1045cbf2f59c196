//! The last messages of an organisation's chats as the reader took them; makes the context of the next one from the past alone.

use crate::ledger::Ledger;
use crate::normal::Normal;
use crate::utterance::{Context, Form, Role, Said, Stage};
use std::collections::VecDeque;

/// Messages kept over all chats; context rarely reaches back a hundred, quotes a few hundred.
const KEPT_MAX: usize = 2_000;

/// A message that was read.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its identifier.
    pub id: String,
    /// The chat it came in.
    pub chat: String,
    /// Who sent it.
    pub sender: String,
    /// When, in minutes since any fixed instant.
    pub at_minutes: f64,
    /// Its folded text.
    pub normal: Normal,
    /// What it is made of.
    pub form: Form,
    /// What its sender does.
    pub role: Role,
    /// What the reader took it for (index into [`crate::KINDS`]).
    pub kind: usize,
    /// The category the reader gave it (index into [`crate::CATEGORIES`]).
    pub category: usize,
    /// The message it quotes.
    pub quotes: Option<String>,
    /// People it mentions or names, as senders.
    pub names: Vec<String>,
}

/// Where and from whom a message comes that is about to be read.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The chat.
    pub chat: &'a str,
    /// Who sent it.
    pub sender: &'a str,
    /// When, on the same clock as [`Past::at_minutes`].
    pub at_minutes: f64,
    /// The message it quotes or reacts to.
    pub quotes: Option<&'a str>,
}

/// What was said so far.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    kept: VecDeque<(Past, Option<usize>)>,
    ledger: Ledger,
}

impl Trail {
    /// What is known when a message arrives; the caller adds what only the directory knows (work due, names, places).
    #[must_use]
    pub fn context(&self, arrival: Arrival<'_>) -> Context<'_> {
        let mut here =
            self.kept.iter().rev().filter(|(past, _)| past.chat == arrival.chat && past.form != Form::Reaction);
        let previous = here.next();
        let earlier = here.next();
        let own = self.kept.iter().rev().find(|(past, _)| past.chat == arrival.chat && past.sender == arrival.sender);
        let quoted = arrival.quotes.and_then(|id| self.find(id));
        Context {
            quoted: quoted.map(|kept| self.said(kept, arrival)),
            previous: previous.map(|kept| self.said(kept, arrival)),
            earlier: earlier.map(|kept| Said { normal: None, ..self.said(kept, arrival) }),
            own: own.map(|kept| Said { normal: None, ..self.said(kept, arrival) }),
            tickets: self.ledger.touching(arrival.sender, arrival.chat, arrival.at_minutes),
            minutes_since_resolved: self.ledger.since_resolved(arrival.chat, arrival.at_minutes),
            minutes_since_issue: self.ledger.since_opened(arrival.chat, arrival.at_minutes),
            ..Context::default()
        }
    }

    /// Remembers a message that was read.
    pub fn push(&mut self, past: Past) {
        let quoted = past.quotes.as_deref().and_then(|id| self.find(id)).and_then(|(_, ticket)| *ticket);
        let ticket = self.ledger.post(&past, quoted);
        self.kept.push_back((past, ticket));
        if self.kept.len() > KEPT_MAX {
            self.kept.pop_front();
        }
    }

    fn find(&self, id: &str) -> Option<&(Past, Option<usize>)> {
        self.kept.iter().rev().find(|(past, _)| past.id == id)
    }

    fn said<'a>(&'a self, kept: &'a (Past, Option<usize>), arrival: Arrival<'_>) -> Said<'a> {
        let (past, ticket) = kept;
        Said {
            normal: Some(&past.normal),
            form: past.form,
            role: past.role,
            kind: past.kind,
            is_own: past.sender == arrival.sender,
            minutes: (arrival.at_minutes - past.at_minutes).max(0.0) as f32,
            stage: ticket.map_or(Stage::Absent, |ticket| self.ledger.stage(ticket)),
        }
    }
}
