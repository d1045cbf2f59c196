//! What a pack is about, and which entries that takes in.

use super::ENTRIES_MAX;
use super::make::MakeError;
use domain::directory::Directory;
use domain::event::Event;
use domain::handover::{Noted, TakenOver, Written};
use domain::id::{ConversationId, MessageId, OrgId, PersonId, SiteId, TicketNumber};
use domain::request::Actor;
use domain::task::Unproven;
use domain::time::{Day, Zone};
use std::collections::{BTreeMap, BTreeSet};
use store::ledger::{self, Subject};
use store::{Db, StoreError, journal, read};

/// What a pack is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One ticket, with the messages it follows from.
    Ticket(TicketNumber),
    /// All that tells of one person: what they said and did, what was said to them, and what followed from their messages.
    Person(PersonId),
    /// Everything recorded as of one month, of one site or of all.
    Month {
        /// Its first day.
        first: Day,
        /// The site.
        site: Option<SiteId>,
    },
}

impl std::fmt::Display for Scope {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ticket(ticket) => write!(out, "ticket {ticket}"),
            Self::Person(person) => write!(out, "person {person}"),
            Self::Month { first, site: None } => write!(out, "month {}", first.0.strftime("%Y-%m")),
            Self::Month { first, site: Some(site) } => write!(out, "month {} site {site}", first.0.strftime("%Y-%m")),
        }
    }
}

impl Scope {
    /// The month that `2026-11` names.
    #[must_use]
    pub fn month(text: &str, site: Option<SiteId>) -> Option<Self> {
        let is_month = text.len() == 7 && text.is_char_boundary(4) && text.as_bytes()[4] == b'-';
        let first: Option<Day> = format!("{text}-01").parse().ok();
        first.filter(|_| is_month).map(|first| Self::Month { first, site })
    }

    /// The positions of its entries, in order.
    pub(super) async fn positions(
        &self,
        db: &Db,
        org: &OrgId,
        directory: &Directory,
        zone: &Zone,
    ) -> Result<Vec<i64>, MakeError> {
        let mut positions = BTreeSet::new();
        match self {
            Self::Ticket(ticket) => {
                let told = ledger::positions(db, org, &Subject::Ticket(*ticket), None, ENTRIES_MAX).await?;
                let messages = messages(db, org, &told, |event| event.message().cloned()).await?;
                positions.extend(of_messages(db, org, messages).await?);
                positions.extend(told);
            }
            Self::Person(person) => {
                // Whoever turned out to be them keeps the name they had in what was recorded before.
                for one in directory.selves(directory.who(person)) {
                    let who = Subject::Who(Actor::Person(one.clone()).to_string());
                    let told = ledger::positions(db, org, &who, None, ENTRIES_MAX).await?;
                    // What others said is theirs, also where it names somebody.
                    let messages = messages(db, org, &told, |event| said_by(event, one)).await?;
                    positions.extend(of_messages(db, org, messages).await?);
                    positions.extend(told);
                }
            }
            Self::Month { first, site } => {
                let start = |day: Day| zone.instant(day.0.to_datetime(Default::default()));
                let next = first.plus(31);
                let span = (start(*first), start(next.plus(1 - i64::from(next.0.day()))));
                let told = ledger::positions(db, org, &Subject::All, Some(span), ENTRIES_MAX).await?;
                match site {
                    None => positions.extend(told),
                    Some(site) => positions.extend(of_site(db, org, directory, site, &told).await?),
                }
            }
        }
        if positions.len() >= ENTRIES_MAX {
            return Err(MakeError::TooMuch);
        }
        Ok(positions.into_iter().collect())
    }
}

/// The messages that entries name, as far as they are asked for.
async fn messages(
    db: &Db,
    org: &OrgId,
    positions: &[i64],
    named: impl Fn(&Event) -> Option<MessageId>,
) -> Result<BTreeSet<MessageId>, StoreError> {
    let mut messages = BTreeSet::new();
    for chunk in positions.chunks(journal::AT_MAX) {
        for entry in journal::at(db, org, chunk).await? {
            messages.extend(named(&entry.event()?));
        }
    }
    Ok(messages)
}

/// The entries that concern messages or follow from them.
async fn of_messages(db: &Db, org: &OrgId, messages: BTreeSet<MessageId>) -> Result<BTreeSet<i64>, MakeError> {
    let mut positions = BTreeSet::new();
    for message in messages {
        positions.extend(ledger::positions(db, org, &Subject::Message(message), None, ENTRIES_MAX).await?);
        if positions.len() >= ENTRIES_MAX {
            return Err(MakeError::TooMuch);
        }
    }
    Ok(positions)
}

fn said_by(event: &Event, person: &PersonId) -> Option<MessageId> {
    if let Event::MessageReceived { message, sender, .. } = event
        && sender == person
    {
        return Some(message.clone());
    }
    None
}

async fn of_site(
    db: &Db,
    org: &OrgId,
    directory: &Directory,
    site: &SiteId,
    positions: &[i64],
) -> Result<Vec<i64>, StoreError> {
    let chats = read::conversations(db, org).await?;
    let chats = chats.into_iter().filter(|chat| chat.conversation.site.as_ref() == Some(site));
    let mut asked =
        Asked { directory, site, chats: chats.map(|chat| chat.conversation.id).collect(), tickets: BTreeMap::new() };
    let mut found = Vec::new();
    for chunk in positions.chunks(journal::AT_MAX) {
        for entry in journal::at(db, org, chunk).await? {
            if asked.is_of(db, org, &entry.event()?).await? {
                found.push(entry.position);
            }
        }
    }
    Ok(found)
}

/// What is asked of each entry: whether it tells of one site.
struct Asked<'a> {
    directory: &'a Directory,
    site: &'a SiteId,
    chats: BTreeSet<ConversationId>,
    tickets: BTreeMap<TicketNumber, bool>,
}

impl Asked<'_> {
    async fn is_of(&mut self, db: &Db, org: &OrgId, event: &Event) -> Result<bool, StoreError> {
        if let Some(ticket) = event.ticket() {
            return self.is_ticket_of(db, org, ticket).await;
        }
        if let Some(message) = event.message() {
            let Some(message) = read::messages::one(db, org, message).await? else { return Ok(false) };
            return Ok(self.chats.contains(&message.heard.conversation));
        }
        Ok(site_of(event, self.directory) == Some(self.site))
    }

    async fn is_ticket_of(&mut self, db: &Db, org: &OrgId, ticket: TicketNumber) -> Result<bool, StoreError> {
        if let Some(known) = self.tickets.get(&ticket) {
            return Ok(*known);
        }
        let found = read::tickets::one(db, org, ticket).await?;
        let is_of = found.is_some_and(|found| found.site.as_ref() == Some(self.site));
        self.tickets.insert(ticket, is_of);
        Ok(is_of)
    }
}

/// The site of what an event writes into the directory, or of its task.
fn site_of<'a>(event: &'a Event, directory: &'a Directory) -> Option<&'a SiteId> {
    if let Event::SiteDefined { site } = event {
        return Some(&site.id);
    }
    if let Event::PlaceDefined { place } = event {
        return Some(&place.site);
    }
    if let Event::TaskDefined { task } = event {
        return task.site.as_ref();
    }
    let task = if let Event::OccurrenceExpected { occurrence } = event {
        &occurrence.task
    } else if let Event::OccurrenceEnded { task, .. } | Event::OccurrenceUnproven(Unproven { task, .. }) = event {
        task
    } else if let Event::OccurrenceClimbed(reached) = event {
        &reached.task
    } else if let Event::CheckpointVisited(visited) = event {
        &visited.task
    } else if let Event::StepsTicked(ticked) = event {
        &ticked.task
    } else if let Event::HandoverWritten(Written { task, .. })
    | Event::HandoverNoted(Noted { task, .. })
    | Event::HandoverAccepted(TakenOver { task, .. }) = event
    {
        task
    } else {
        return None;
    };
    directory.tasks.get(task).and_then(|task| task.site.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_and_said() {
        let said = |text: &str| Scope::month(text, None).map(|scope| scope.to_string());
        assert_eq!(said("2026-11").as_deref(), Some("month 2026-11"));
        for text in ["2026-13", "2026-1", "november", "2026-11-02", "26-11", "２０２６-11"] {
            assert_eq!(said(text), None, "{text}");
        }
        let of_site = Scope::month("2026-02", Some(SiteId::new("green"))).map(|scope| scope.to_string());
        assert_eq!(of_site.as_deref(), Some("month 2026-02 site green"));
        assert_eq!(Scope::Ticket(TicketNumber(104)).to_string(), "ticket T-104");
    }
}
