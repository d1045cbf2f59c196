//! What is over its time, and what is kept beyond it because work on it goes on.

use crate::id::{MessageId, TicketNumber};
use crate::message::Heard;
use crate::outbound::{Outbound, State};
use crate::retention::Trace;
use crate::situation::Situation;
use crate::ticket::{Stage, Ticket};
use crate::time::Instant;
use std::collections::BTreeSet;

/// What belongs to tickets that are not closed yet, as far as tickets are in mind.
pub struct Evidence<'a> {
    tickets: BTreeSet<TicketNumber>,
    messages: BTreeSet<&'a MessageId>,
}

impl<'a> Evidence<'a> {
    /// Gathers it.
    pub fn of(situation: &'a Situation) -> Self {
        let going_on = || situation.tickets.values().filter(|ticket| goes_on(situation, ticket));
        let messages = going_on()
            .flat_map(|ticket| std::iter::once(&ticket.opening).chain(&ticket.messages).chain(&ticket.evidence));
        Self { tickets: going_on().map(|ticket| ticket.number).collect(), messages: messages.collect() }
    }

    /// Whether work on a ticket goes on.
    pub fn goes_on(&self, ticket: TicketNumber) -> bool {
        self.tickets.contains(&ticket)
    }

    /// Whether the words or the file of a message may go that was said before an instant: it still has them, and it
    /// belongs to nothing that goes on.
    pub fn lets_go(&self, heard: &Heard, trace: Trace, before: Instant) -> bool {
        let is_there = match trace {
            Trace::Words => heard.words_gone_at.is_none(),
            Trace::Files => heard.media.is_some(),
            Trace::Letters | Trace::Raw | Trace::Openings => false,
        };
        let is_evidence =
            self.messages.contains(&heard.id) || heard.ticket().is_some_and(|of| self.tickets.contains(&of));
        is_there && heard.sent_at < before && !is_evidence
    }
}

/// Whether work on a ticket goes on: by itself, or as part of what it was merged into.
fn goes_on(situation: &Situation, ticket: &Ticket) -> bool {
    match ticket.stage {
        Stage::Closed | Stage::Cancelled => false,
        Stage::Merged => {
            let into = situation.goes_on(ticket.number).and_then(|into| situation.tickets.get(&into));
            into.is_some_and(|into| into.stage != Stage::Closed)
        }
        Stage::Reported
        | Stage::Classified
        | Stage::Assigned
        | Stage::InProgress
        | Stage::OnHold
        | Stage::Resolved
        | Stage::Verified
        | Stage::Reopened => true,
    }
}

/// Whether the words of a message of ours may go that was wanted before an instant: nothing is to be done with it any
/// more.
pub fn letter_may_go(outbound: &Outbound, before: Instant) -> bool {
    let is_settled = match outbound.state {
        State::Waiting | State::Begun => false,
        State::Sent | State::Delivered | State::Read | State::Failed | State::Withdrawn | State::Declined => true,
    };
    is_settled && outbound.words_gone_at.is_none() && outbound.wanted_at < before
}
