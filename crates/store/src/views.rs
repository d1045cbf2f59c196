//! The tables people look at: dumps of what a situation holds, written once per commit; hides their columns.
//!
//! `domain`'s `evolve` is the only logic. Each file here knows how one struct becomes a row and a row the struct, so
//! that live work, which writes and reads back, and rebuilding, which only writes, cannot differ.

pub(crate) mod conversations;
pub(crate) mod directory;
pub(crate) mod imports;
pub(crate) mod label_lessons;
pub(crate) mod messages;
pub(crate) mod occurrences;
pub(crate) mod orders;
pub(crate) mod orgs;
pub(crate) mod outbox;
pub(crate) mod promises;
pub(crate) mod silences;
mod ticket_counts;
pub(crate) mod tickets;
pub(crate) mod timeline;

use crate::StoreError;
use crate::search::{self, Shelf};
use crate::sql::Tx;
use crate::text::json;
use domain::event::{Change, Event};
use domain::id::{ConversationId, MessageId, OrgId, TicketNumber};
use domain::message::Reader;
use domain::retention::{Expired, Trace};
use domain::situation::Situation;
use std::collections::{BTreeMap, BTreeSet};

/// One recorded change, with what its entry says beside it.
pub(crate) struct Recorded<'a> {
    /// Where its entry stands.
    pub position: i64,
    /// When it was asked for.
    pub at_us: i64,
    /// Name of the event.
    pub kind: &'a str,
    /// Who did it.
    pub actor: &'a str,
    /// What happened.
    pub change: &'a Change,
}

/// What changes say beyond what the structs keep.
#[derive(Default)]
pub(crate) struct Notes<'a> {
    /// Messages that came in.
    received: BTreeMap<MessageId, messages::Received<'a>>,
    /// Tickets that were opened, or have another place, site or reporter; of each whether it was opened.
    described: BTreeMap<TicketNumber, bool>,
    /// Why messages were last understood as they are.
    reasons: BTreeMap<MessageId, &'a [String]>,
    /// The second opinions of messages; none any more of those whose words changed.
    opinions: BTreeMap<MessageId, Option<String>>,
    /// What the built-in reader held messages to be that members corrected; none any more where that was taken back.
    misread: BTreeMap<MessageId, Option<String>>,
    /// Messages whose words went because their time was over.
    wordless: BTreeSet<MessageId>,
    /// How many messages each conversation got, and when the last was said.
    heard: BTreeMap<ConversationId, (i64, i64)>,
}

impl<'a> Notes<'a> {
    fn of(recorded: &[Recorded<'a>]) -> Self {
        let mut notes = Self::default();
        for Recorded { position, change, .. } in recorded {
            if let Event::MessageReceived { message, conversation, sent_at, edited, .. } = &change.event {
                let (file_name, channel_name) = (change.personal.name.as_str(), change.personal.channel_name.as_str());
                let (position, edited, beside) = (*position, *edited, change.personal.beside.as_str());
                let received = messages::Received { position, edited, file_name, channel_name, beside };
                notes.received.insert(message.clone(), received);
                let (count, last_us) = notes.heard.entry(conversation.clone()).or_insert((0, i64::MIN));
                (*count, *last_us) = (*count + 1, (*last_us).max(sent_at.us()));
            }
            match &change.event {
                // Beside a second opinion the reasons of the first stay.
                Event::MessageInterpreted { meaning, .. } if matches!(meaning.by, Reader::Opinion(_)) => {}
                Event::MessageInterpreted { message, .. } => {
                    notes.reasons.insert(message.clone(), &change.personal.reasons);
                }
                // A second correction is of what a member said.
                Event::ReadingCorrected { message, before: Some(before), .. }
                    if !matches!(before.by, Reader::Member(_)) =>
                {
                    notes.misread.insert(message.clone(), Some(json(before)));
                }
                Event::CorrectionUndone { message, .. } => {
                    notes.misread.insert(message.clone(), None);
                }
                Event::OpinionGiven(advised) => {
                    let opinion = messages::opinion(advised, &change.personal.reasons);
                    notes.opinions.insert(advised.message.clone(), Some(opinion));
                }
                Event::RetentionApplied(expired) => notes.expire(expired),
                Event::MessageEdited { message, .. } | Event::MessageRevoked { message, .. } => {
                    notes.opinions.insert(message.clone(), None);
                }
                _ => {}
            }
            if let Event::TicketOpened { ticket, .. } = &change.event {
                notes.described.insert(*ticket, true);
            }
            if let Event::TicketClassified { ticket, .. } | Event::ReportMerged { ticket, .. } = &change.event {
                notes.described.entry(*ticket).or_insert(false);
            }
        }
        notes
    }

    /// What a message was read as for what reasons goes with its words; a title, with those that it repeats.
    fn expire(&mut self, expired: &Expired) {
        if expired.trace != Trace::Words {
            return;
        }
        for message in &expired.messages {
            self.wordless.insert(message.clone());
            if let Some(reasons) = self.reasons.get_mut(message) {
                *reasons = &[];
            }
        }
        for ticket in &expired.tickets {
            self.described.entry(*ticket).or_insert(false);
        }
    }
}

/// Writes everything that is touched, once, and clears the marks. `recorded` are the changes since they were last
/// cleared.
pub(crate) async fn project(
    tx: &mut Tx,
    org: &OrgId,
    slot: i64,
    situation: &Situation,
    recorded: &[Recorded<'_>],
) -> Result<(), StoreError> {
    let notes = Notes::of(recorded);
    let touched = &situation.touched;
    if touched.directory {
        directory::write(tx, org, &situation.directory).await?;
    }
    directory::write_notices(tx, org, &situation.directory, touched).await?;
    directory::write_people(tx, org, &situation.directory, touched).await?;
    conversations::write(tx, org, situation, &notes.heard).await?;
    messages::insert(tx, org, situation, &notes).await?;
    messages::update(tx, org, situation, &notes).await?;
    search::write(tx, Shelf { org, slot }, situation, &notes).await?;
    tickets::write(tx, org, situation).await?;
    promises::write(tx, org, situation).await?;
    occurrences::write(tx, org, situation).await?;
    outbox::write(tx, org, situation).await?;
    orders::write(tx, org, situation).await?;
    silences::write(tx, org, situation).await?;
    imports::write(tx, org, situation).await?;
    timeline::write(tx, org, situation, recorded).await?;
    orgs::write_next_ticket(tx, org, situation.next_ticket).await
}

impl Notes<'_> {
    /// Messages that came in and are still in mind, with their position.
    pub(crate) fn received(&self) -> impl Iterator<Item = (&MessageId, i64)> {
        self.received.iter().map(|(id, received)| (id, received.position))
    }

    /// Whether a message came in.
    pub(crate) fn is_new(&self, message: &MessageId) -> bool {
        self.received.contains_key(message)
    }

    /// Tickets that were opened, or have another place, site or reporter.
    pub(crate) fn described(&self) -> impl Iterator<Item = &TicketNumber> {
        self.described.keys()
    }

    /// Whether a ticket was opened.
    pub(crate) fn is_opened(&self, ticket: TicketNumber) -> bool {
        self.described.get(&ticket) == Some(&true)
    }
}
