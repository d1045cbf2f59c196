//! What we said ourselves, typed in the business app of our own number: an answer to whoever it went to, and nobody's report.

use super::Intake;
use domain::draft::Draft;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use domain::situation::Situation;
use domain::ticket::Ticket;
use domain::time::Instant;

/// The rules by which our own words are read.
const RULES: &str = "house-1";

impl Intake {
    /// Takes a message that we said ourselves for our answer. Whether it is one.
    pub(super) fn takes_own_words(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) -> bool {
        let heard = draft.situation.message(message).filter(|heard| heard.sender.is_house());
        let Some(heard) = heard else { return false };
        let about = answered(&draft.situation, heard).map(Subject::Ticket);
        let meaning = Interpretation {
            by: Reader::Embedded(RULES.to_owned()),
            kind: Kind::Chatter,
            category: None,
            priority: None,
            place: None,
            about,
            confidence: 1.0,
            band: Band::Act,
            language: String::new(),
        };
        self.hold(draft, now, message, meaning);
        true
    }
}

/// The ticket that our words speak of: that of what they quote, else the only open one of whoever they went to.
fn answered(situation: &Situation, heard: &Heard) -> Option<TicketNumber> {
    let quoted = situation.quoted(heard).and_then(|quoted| situation.ticket_of(quoted));
    if let Some(ticket) = quoted {
        return Some(ticket.number);
    }
    let partner = situation.conversations.get(&heard.conversation)?.with.as_ref()?;
    let is_theirs = |ticket: &&Ticket| ticket.stage.is_open() && situation.directory.told_us(ticket, partner);
    let mut theirs = situation.tickets.values().filter(is_theirs);
    let only = theirs.next()?;
    theirs.next().is_none().then_some(only.number)
}
