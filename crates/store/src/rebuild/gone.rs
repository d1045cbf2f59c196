//! What the journal holds and the views no longer tell: imports that were taken out, and the files of people who were
//! erased.

use crate::desk;
use crate::journal::Entry;
use crate::sql::Tx;
use crate::text::from_json;
use crate::views::messages;
use crate::{StoreError, args, row};
use domain::event::{Change, Event, Personal};
use domain::id::{Digest, ImportId, MessageId, OrgId, PersonId, TaskId, TicketNumber};
use domain::message::Subject;
use domain::outbound::Wanted;
use domain::situation::Situation;
use domain::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Imports that were taken out, people who were erased, and whose a shared phone's messages are; a bound for the query.
const GONE_MAX: i64 = 1_000_000;

/// What is gone, and what turned out to be gone with it while the views are made.
pub(super) struct Gone {
    /// Runs that were taken out, as causes.
    causes: BTreeSet<String>,
    /// Where the last entry that says so stands: what was written after it knows nothing of them.
    removed_at: i64,
    /// People who were erased, each with where the last entry that says so stands.
    people: BTreeMap<PersonId, i64>,
    /// Messages from shared phones, each with whose it turned out to be.
    credited: BTreeMap<MessageId, PersonId>,
    /// Tickets that were opened by what is gone.
    tickets: BTreeSet<TicketNumber>,
    /// What was handed over and speaks of these.
    handovers: BTreeSet<(TaskId, Day)>,
    /// Files that came with what is gone.
    media: BTreeSet<Digest>,
}

impl Gone {
    /// Reads what was taken out and who was erased.
    pub(super) async fn read(tx: &mut Tx, org: &OrgId) -> Result<Self, StoreError> {
        let (tickets, handovers, media) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (people, credited) = (BTreeMap::new(), BTreeMap::new());
        let mut gone = Self { causes: BTreeSet::new(), removed_at: 0, people, credited, tickets, handovers, media };
        for (position, event) in entries(tx, org).await? {
            if let Event::ImportRemoved { import } = &event {
                gone.causes.insert(cause(import));
                gone.removed_at = gone.removed_at.max(position);
            }
            if let Some((message, owner)) = owner(&event) {
                gone.credited.insert(message.clone(), owner.clone());
            }
            if let Event::PersonalErased { person, .. } = event {
                gone.people.insert(person, position);
            }
        }
        Ok(gone)
    }

    /// Whether an entry was taken out with its import. People, chats and the directory stay: others may refer to them.
    pub(super) fn takes(&self, entry: &Entry, event: &Event) -> bool {
        let stays = matches!(
            event,
            Event::PersonMet { .. }
                | Event::PersonReached { .. }
                | Event::PeopleMerged { .. }
                | Event::PeopleSplit { .. }
                | Event::ConversationMet { .. }
                | Event::ConversationNamed { .. }
                | Event::SiteDefined { .. }
                | Event::PlaceDefined { .. }
                | Event::VendorDefined { .. }
                | Event::PersonDefined { .. }
                | Event::TaskDefined { .. }
                | Event::CalendarDefined { .. }
                | Event::AgreementDefined { .. }
                | Event::MemberDefined { .. }
                | Event::RetentionDefined(_)
                | Event::RetentionApplied(_)
                | Event::ReportAsked(_)
                | Event::SettingAltered(_)
                | Event::ImportStarted { .. }
                | Event::ImportFinished(_)
                | Event::ImportRemoved { .. }
        );
        !stays && entry.cause.as_ref().is_some_and(|cause| self.causes.contains(cause))
    }

    /// Remembers what goes with an event that is not told. A ticket's number, given once, is never given again.
    pub(super) fn drop(&mut self, situation: &mut Situation, event: &Event) {
        if let Event::TicketOpened { ticket, .. } = event {
            self.tickets.insert(*ticket);
            situation.next_ticket = situation.next_ticket.max(TicketNumber(ticket.0 + 1));
        }
        if let Event::MessageReceived { media: Some(digest), .. } | Event::MediaKept { digest, .. } = event {
            self.media.insert(digest.clone());
        }
    }

    /// A change without what is gone: nothing when it follows from a message that is gone with its import, though
    /// something live brought it about. What a member said of a day of a task stands, without the proof.
    pub(super) fn of_what_stays(&mut self, situation: &Situation, entry: &Entry, change: &Change) -> Option<Change> {
        let mut change = change.clone();
        let message = change.event.message();
        let heard = message.and_then(|message| situation.message(message));
        let is_new = matches!(change.event, Event::MessageReceived { .. });
        let is_gone = message.is_some() && heard.is_none() && !is_new;
        if let Event::OccurrenceEnded { proof, .. } = &mut change.event
            && is_gone
            && entry.actor.starts_with("member:")
        {
            *proof = None;
            return Some(change);
        }
        if is_gone {
            return None;
        }
        if matches!(change.event, Event::MediaKept { .. })
            && heard.is_some_and(|heard| self.is_erased(&heard.sender, entry))
        {
            return None;
        }
        if let Event::OutboundWanted(Wanted { about, .. }) = &change.event
            && about.iter().any(|subject| self.is_ticket_gone(subject))
        {
            if about.iter().all(|subject| self.is_ticket_gone(subject)) {
                return None;
            }
            // The words that speak of it go with it, though they speak of others too.
            change.personal = Personal::none();
        }
        if let Event::OutboundWanted(Wanted { about, .. }) = &change.event
            && entry.position < self.removed_at
            && about.iter().any(|subject| self.is_handed_over(subject))
        {
            change.personal = Personal::none();
        }
        self.blank(entry, &mut change.event);
        Some(change)
    }

    /// Takes out of an event what it says of what is gone.
    fn blank(&mut self, entry: &Entry, event: &mut Event) {
        if let Event::MessageReceived { message, sender, media, geo, .. } = event
            && self.is_erased(self.credited.get(message).unwrap_or(sender), entry)
        {
            self.media.extend(media.take());
            *geo = None;
        }
        if let Event::TicketOpened { recurrence_of, .. } = event {
            *recurrence_of = recurrence_of.filter(|earlier| !self.tickets.contains(earlier));
        }
        if let Event::HandoverWritten(written) = event {
            let points = written.points.len();
            written.points.retain(|point| !self.is_ticket_gone(&point.about));
            if written.points.len() < points {
                self.handovers.insert((written.task.clone(), written.day));
            }
        }
        if let Event::HandoverNoted(noted) = event {
            noted.about = noted.about.take().filter(|about| !self.is_ticket_gone(about));
        }
        if let Event::MessageInterpreted { meaning, .. } = event {
            meaning.about = meaning.about.take().filter(|about| !self.is_ticket_gone(about));
        }
    }

    /// Whether a person was erased after an entry. What came in later is known on purpose.
    fn is_erased(&self, person: &PersonId, entry: &Entry) -> bool {
        self.people.get(person).is_some_and(|erased| entry.position < *erased)
    }

    fn is_ticket_gone(&self, about: &Subject) -> bool {
        match about {
            Subject::Ticket(number) => self.tickets.contains(number),
            Subject::Task(..) => false,
        }
    }

    /// Whether a handover is meant that speaks of a ticket that is gone.
    fn is_handed_over(&self, about: &Subject) -> bool {
        match about {
            Subject::Task(task, Some(day)) => self.handovers.contains(&(task.clone(), *day)),
            Subject::Task(_, None) | Subject::Ticket(_) => false,
        }
    }

    /// The files that came with what is gone, and that no message names any more; to be asked when the views are made.
    pub(super) async fn nameless_media(self, tx: &mut Tx, org: &OrgId) -> Result<Vec<Digest>, StoreError> {
        let candidates: Vec<&str> = self.media.iter().map(Digest::as_str).collect();
        let named = messages::named_media(tx, org, &candidates).await?;
        Ok(self.media.into_iter().filter(|digest| !named.contains(digest.as_str())).collect())
    }
}

/// Whose a message from a shared phone is by an event; nobody's by name is the phone's.
fn owner(event: &Event) -> Option<(&MessageId, &PersonId)> {
    match event {
        Event::MessageCredited(credited) => Some((&credited.message, &credited.to)),
        Event::PhoneHeld(held) => Some((held.message.as_ref()?, held.by.as_ref().unwrap_or(&held.phone))),
        _ => None,
    }
}

/// Whose each message from a shared phone is in the end, where that was said after it came in.
pub(super) async fn owners(tx: &mut Tx, org: &OrgId) -> Result<BTreeMap<MessageId, PersonId>, StoreError> {
    Gone::read(tx, org).await.map(|gone| gone.credited)
}

fn cause(import: &ImportId) -> String {
    format!("{}{import}", desk::IMPORT)
}

row! {
    struct BodyRow { position: i64, body: String }
}

/// The entries that say what is gone, in order.
async fn entries(tx: &mut Tx, org: &OrgId) -> Result<Vec<(i64, Event)>, StoreError> {
    let rows: Vec<BodyRow> = tx
        .all(
            "SELECT position, body
            FROM journal
            WHERE org = $1 AND kind IN ('import_removed', 'personal_erased', 'message_credited', 'phone_held') -- walks: a rebuild reads it all
            ORDER BY position
            LIMIT $2",
            args![org.as_str(), GONE_MAX],
        )
        .await?;
    rows.iter().map(|row| Ok((row.position, from_json("body", &row.body)?))).collect()
}
