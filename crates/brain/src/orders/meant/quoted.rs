//! What a message quotes that speaks of a ticket: something of ours, a report, a claim, or other talk.

use domain::id::TicketNumber;
use domain::message::{Heard, Kind, Subject};
use domain::situation::Situation;

/// What is quoted, and of which ticket it speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    pub(super) ticket: TicketNumber,
    pub(super) what: What,
}

/// What sort of message is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Something we said.
    Ours,
    /// The report of a fault.
    Report,
    /// That it is fixed.
    Claim,
    /// Anything else.
    Talk,
}

impl Quoted {
    /// What a message quotes, where that speaks of one ticket.
    pub(super) fn of(situation: &Situation, heard: &Heard) -> Option<Self> {
        let external = heard.reply_to.as_ref()?;
        if let Some(ours) = situation.outbounds.values().find(|outbound| outbound.external.as_ref() == Some(external)) {
            let [Subject::Ticket(ticket)] = ours.about.as_slice() else { return None };
            return Some(Self { ticket: *ticket, what: What::Ours });
        }
        let said = situation.quoted(heard)?;
        let what = match said.meaning.as_ref().map(|meaning| meaning.kind) {
            Some(Kind::Issue | Kind::Reopened) => What::Report,
            Some(Kind::Resolved) => What::Claim,
            _ => What::Talk,
        };
        Some(Self { ticket: situation.ticket_of(said)?.number, what })
    }
}
