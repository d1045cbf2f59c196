//! Shared phones: one phone, many people, each credited with what they send while they hold it.

use crate::directory::{Directory, Person, Role};
use crate::id::{MessageId, PersonId, SiteId, TicketNumber};
use crate::situation::Situation;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How long somebody holds a phone at most, where the site has no shifts, in minutes: a long shift.
pub const HOLD_MINUTES: i64 = 12 * 60;

/// Whoever says who they are so shortly before a shift ends belongs to the next one, in minutes.
const EARLY_MINUTES: i64 = 60;

/// Messages whose credit is moved at once, at most: more than a phone sends in a shift.
pub const CREDITS_MAX: usize = 200;

/// What makes an address of a person a phone that many hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// Who holds it, as they said last; nobody by name until somebody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
}

/// Who holds a shared phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub by: PersonId,
    /// Since when.
    pub since: Instant,
    /// Until when, unless somebody else says who they are.
    pub until: Instant,
}

/// That somebody said who holds a shared phone, or a member did; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The phone.
    pub phone: PersonId,
    /// Who holds it now; nobody by name where the name is not known here, or may not hold it.
    pub by: Option<PersonId>,
    /// The message that says so; none when a member does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// Since when.
    pub since: Instant,
    /// Until when.
    pub until: Instant,
    /// Who held it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<PersonId>,
}

/// That a message from a shared phone is somebody else's; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credited {
    /// The message.
    pub message: MessageId,
    /// The ticket that it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNumber>,
    /// Whose it is; the phone itself when nobody knows.
    pub to: PersonId,
    /// Whose it was held to be.
    pub before: PersonId,
}

/// What a message says of who holds the phone it was sent from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Somebody of the directory.
    Person(PersonId),
    /// A name that several have.
    Several(Vec<PersonId>),
    /// A name that nobody has who could hold it.
    Nobody(String),
}

/// Who holds the phone that a message came from, as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The message.
    pub message: MessageId,
    /// The language it says so in, as a BCP 47 tag.
    pub language: String,
    /// Who.
    pub claim: Claim,
}

/// Whose messages from a shared phone really are, as a member says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The phone.
    pub phone: PersonId,
    /// The messages, each with whose it is.
    pub messages: Vec<(MessageId, PersonId)>,
    /// Who holds the phone from now on; the phone itself for nobody by name, none to leave that as it is.
    pub holder: Option<PersonId>,
}

impl Shared {
    /// Who holds it at an instant.
    pub fn held_by(&self, at: Instant) -> Option<&PersonId> {
        let holder = self.holder.as_ref().filter(|holder| holder.since <= at && at < holder.until);
        holder.map(|holder| &holder.by)
    }
}

impl Person {
    /// Whether somebody may be written to at an address of their own.
    pub fn has_address(&self) -> bool {
        self.handles.iter().any(|handle| !handle.0.starts_with("name:"))
    }
}

impl Directory {
    /// A phone that many hold, by the name of the line that describes it.
    pub fn shared(&self, phone: &PersonId) -> Option<&Shared> {
        self.person(phone).and_then(|known| known.shared.as_ref())
    }

    /// Whether somebody may hold a shared phone: whoever does work at its site, and for its company. A sentence gives nobody
    /// the rights of those who lead, of another site, or of another company; and a phone none that its own role has not.
    pub fn may_hold(&self, phone: &Person, person: &Person) -> bool {
        let works = person.role.does_work() && phone.role.does_work();
        let is_plain = person.role == Role::Unknown && !person.is_stranger();
        let is_theirs = self.are_of_one_site(phone, person) && person.vendor == phone.vendor;
        (works || is_plain) && is_theirs && person.shared.is_none() && !person.is_erased()
    }

    /// Whether two belong to the same site. Where there is only one, whoever is of none is of this.
    pub fn are_of_one_site(&self, a: &Person, b: &Person) -> bool {
        a.site == b.site || self.sites.len() == 1 && (a.site.is_none() || b.site.is_none())
    }

    /// Who holds a shared phone at an instant, as long as they still may.
    pub fn holder_of(&self, phone: &PersonId, at: Instant) -> Option<&PersonId> {
        let known = self.person(phone)?;
        let by = known.shared.as_ref()?.held_by(at)?;
        let holder = self.people.get(by).filter(|_| self.who(by) == by)?;
        self.may_hold(known, holder).then_some(by)
    }

    /// Whose phone reaches somebody: their own; else the shared one they hold, else the only one of their site.
    pub fn reached_at<'a>(&'a self, person: &'a PersonId, at: Instant) -> &'a PersonId {
        let Some(known) = self.person(person).filter(|known| !known.has_address() && !known.is_erased()) else {
            return person;
        };
        let phones = || self.people.values().filter(|phone| phone.shared.is_some() && phone.has_address());
        let is_held = |phone: &&Person| self.holder_of(&phone.id, at) == Some(person);
        let mut near = phones().filter(|phone| self.may_hold(phone, known));
        let only = match (near.next(), near.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        phones().find(is_held).or(only).map_or(person, |phone| &phone.id)
    }
}

/// Until when somebody holds a phone who says so at an instant: until the shift ends, else for so many hours.
pub fn held_until(situation: &Situation, site: Option<&SiteId>, at: Instant) -> Instant {
    let zone = situation.zone_of(site);
    let soon = at.plus_minutes(EARLY_MINUTES);
    let today = soon.day(zone);
    let shifts = site.and_then(|site| situation.directory.sites.get(site)).into_iter().flat_map(|site| &site.shifts);
    let ends = shifts.flat_map(|shift| [today.plus(-1), today].map(|day| shift.on(day, zone)));
    let end = ends.filter(|(from, until)| *from <= soon && soon < *until).map(|(_, until)| until).min();
    end.unwrap_or_else(|| at.plus_minutes(HOLD_MINUTES))
}
