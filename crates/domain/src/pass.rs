//! A pass: a link by which one person sees and does one job without a login, and what can be done by it.

use crate::directory::{Directory, Person};
use crate::id::{ConversationId, PersonId, TicketNumber};
use crate::ticket::{Assignee, Ticket, words};
use crate::time::Instant;

words! {
    /// What whoever holds a pass says on its page.
    Move {
        /// They take the job.
        Accept = "accept",
        /// They are there and work on it.
        Arrive = "arrive",
        /// It is done, with a photo.
        Done = "done",
        /// They cannot do it, with the reason.
        Cannot = "cannot",
        /// What it costs.
        Cost = "cost",
        /// That work waits is not so, or not their doing.
        Contest = "contest",
        /// A further photo.
        Show = "show",
        /// To the reporter: it is fixed.
        Fixed = "fixed",
        /// To the reporter: it is not.
        NotFixed = "not_fixed",
    }
}

impl Move {
    /// Whether it is for whoever does the work, rather than for whoever reported it.
    pub fn is_work(self) -> bool {
        !matches!(self, Self::Fixed | Self::NotFixed)
    }
}

/// Something said on the page of a pass, and kept as a message before it is acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Where the message was said.
    pub conversation: ConversationId,
    /// The message's name there: sent twice, it is one.
    pub external: String,
    /// What is said.
    pub made: Move,
    /// The pause that is contested, by when it began; none when it is the one that lasts.
    pub pause: Option<Instant>,
}

impl Act {
    /// By which rules messages of passes are read.
    pub const RULES: &'static str = "pass-1";

    /// The conversation in which somebody speaks by their passes.
    pub fn conversation(person: &PersonId) -> ConversationId {
        ConversationId::new(format!("pass:{person}"))
    }
}

/// How long a pass still opens its page after nothing more is to happen, in minutes: a week.
const OPEN_AFTER_MINUTES: i64 = 7 * 24 * 60;

/// Until when the passes of a ticket that was closed at an instant open something.
pub fn open_until(closed_at: Option<Instant>) -> Option<Instant> {
    closed_at.map(|closed_at| closed_at.plus_minutes(OPEN_AFTER_MINUTES))
}

/// Who may be given a pass for a ticket, and whether it is for doing the work: whoever has the job or works for the
/// company that has it, then whoever reported it. Whoever was erased is given none.
pub fn holders<'a>(ticket: &'a Ticket, directory: &'a Directory) -> impl Iterator<Item = (&'a Person, bool)> {
    let people = || directory.people.values().filter(|person| !person.is_erased());
    let work = people().filter(|person| has_job(directory, ticket, &person.id));
    let reported = people().filter(|person| directory.told_us(ticket, &person.id));
    work.map(|person| (person, true)).chain(reported.map(|person| (person, false)))
}

/// Whether a ticket is with somebody, or with their company.
pub fn has_job(directory: &Directory, ticket: &Ticket, person: &PersonId) -> bool {
    is_of(directory, ticket.assignee.as_ref(), person)
}

/// Whether an owner is somebody, or their company.
pub fn is_of(directory: &Directory, owner: Option<&Assignee>, person: &PersonId) -> bool {
    match owner {
        Some(Assignee::Person(owner)) => directory.are_one(owner, person),
        Some(Assignee::Vendor(vendor)) => {
            directory.person(person).is_some_and(|worker| worker.vendor.as_ref() == Some(vendor))
        }
        None => false,
    }
}
