//! What is kept of a message or a ticket beside its words, so that a search narrows without looking at rows: who said it,
//! where, when, of which kind, with a photo or not. Hides how that is spelt in the index.
//!
//! A facet begins with a sign that no word has.

use domain::directory::Directory;
use domain::id::{ConversationId, OrgId, PersonId, PlaceId, SiteId};
use domain::message::{Form, Heard, Kind, Subject};
use domain::situation::Situation;
use domain::ticket::Ticket;
use domain::time::{Day, Instant, Zone};

/// Months that a search in a stretch of time names; a longer stretch is narrowed by looking at rows.
const MONTHS_MAX: usize = 120;
/// Days of a stretch for which each is named; of longer ones the months are.
const DAYS_MAX: i32 = 62;

/// What is known beside a message: where things are, and what it speaks of.
pub(super) struct Around<'a> {
    pub directory: &'a Directory,
    /// The site of its conversation.
    pub site: Option<&'a SiteId>,
    /// The ticket it speaks of.
    pub ticket: Option<&'a Ticket>,
}

impl<'a> Around<'a> {
    pub(super) fn of(heard: &Heard, situation: &'a Situation) -> Self {
        let chat = situation.conversations.get(&heard.conversation);
        Self {
            directory: &situation.directory,
            site: chat.and_then(|chat| chat.site.as_ref()),
            ticket: ticket_of(heard).and_then(|number| situation.tickets.get(&number)),
        }
    }
}

/// The ticket a message speaks of.
pub(super) fn ticket_of(heard: &Heard) -> Option<domain::id::TicketNumber> {
    match heard.meaning.as_ref()?.about.as_ref()? {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    }
}

/// What is kept of a message.
pub(super) fn of_message(heard: &Heard, around: &Around<'_>) -> Vec<String> {
    let mut facets = vec![conversation(&heard.conversation), sender(&heard.sender)];
    facets.extend((heard.form == Form::Image).then(photo));
    let meaning = heard.meaning.as_ref();
    facets.extend(meaning.map(|meaning| kind(meaning.kind)));
    let said = meaning.and_then(|meaning| meaning.place.as_ref());
    let told = around.ticket.and_then(|ticket| ticket.place.as_ref());
    facets.extend(said.into_iter().chain(told).flat_map(|spot| spots(spot, around.directory)));
    facets.extend(around.site.or(around.ticket.and_then(|ticket| ticket.site.as_ref())).map(site));
    facets.extend(moment(heard.sent_at));
    facets
}

/// What is kept of a ticket.
pub(super) fn of_ticket(ticket: &Ticket, directory: &Directory) -> Vec<String> {
    let mut facets = vec![conversation(&ticket.conversation)];
    facets.extend(std::iter::once(&ticket.reporter).chain(&ticket.voices).map(sender));
    facets.extend(ticket.place.iter().flat_map(|spot| spots(spot, directory)));
    facets.extend(ticket.site.as_ref().map(site));
    facets.extend(moment(ticket.opened_at));
    facets
}

/// A place, all it is part of, and its site.
fn spots(spot: &PlaceId, directory: &Directory) -> Vec<String> {
    let lineage = directory.lineage(spot);
    let of = lineage.first().map(|place| site(&place.site));
    lineage.iter().map(|part| place(&part.id)).chain(of).collect()
}

fn moment(at: Instant) -> [String; 2] {
    let day = at.day(&Zone::utc());
    [day_word(day), month_word(day)]
}

/// Facets one of which everything has that was said in a stretch of time; none when it is too long to name.
pub(super) fn between(from: Instant, until: Instant) -> Vec<String> {
    let (from, until) = (from.day(&Zone::utc()), until.day(&Zone::utc()));
    let days = until.0.since(from.0).map_or(i32::MAX, |span| span.get_days());
    if days <= DAYS_MAX {
        return (0..=i64::from(days.max(0))).map(|step| day_word(from.plus(step))).collect();
    }
    let (mut month, mut words) = (Day(from.0.first_of_month()), Vec::new());
    while month <= until {
        if words.len() == MONTHS_MAX {
            return Vec::new();
        }
        words.push(month_word(month));
        month = Day(month.plus(31).0.first_of_month());
    }
    words
}

pub(super) fn org(org: &OrgId) -> String {
    facet('o', org.as_str())
}

pub(super) fn conversation(conversation: &ConversationId) -> String {
    facet('c', conversation.as_str())
}

pub(super) fn sender(person: &PersonId) -> String {
    facet('s', person.as_str())
}

pub(super) fn kind(kind: Kind) -> String {
    facet('k', kind.word())
}

pub(super) fn photo() -> String {
    facet('f', Form::Image.word())
}

pub(super) fn place(place: &PlaceId) -> String {
    facet('p', place.as_str())
}

pub(super) fn site(site: &SiteId) -> String {
    facet('l', site.as_str())
}

fn day_word(day: Day) -> String {
    facet('d', &day.0.strftime("%Y%m%d").to_string())
}

fn month_word(day: Day) -> String {
    facet('m', &day.0.strftime("%Y%m").to_string())
}

/// An id with every character that is no plain letter or digit spelt by its number, between two more of the sign.
fn facet(sort: char, id: &str) -> String {
    let mut word = format!("§{sort}");
    for character in id.chars() {
        match character {
            'a'..='z' | '0'..='9' => word.push(character),
            other => word.push_str(&format!("§{:x}§", u32::from(other))),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_stretch_of_time_is_named_by_days_or_months_and_never_without_end() {
        let days = between(at("2026-02-27T20:00:00Z"), at("2026-03-01T01:00:00Z"));
        assert_eq!(days, ["§d20260227", "§d20260228", "§d20260301"]);
        let months = between(at("2025-12-31T23:00:00Z"), at("2026-03-15T00:00:00Z"));
        assert_eq!(months, ["§m202512", "§m202601", "§m202602", "§m202603"]);
        assert!(between(at("1990-01-01T00:00:00Z"), at("2026-03-15T00:00:00Z")).is_empty());
        assert_eq!(between(at("2026-03-01T00:00:00Z"), at("2026-02-01T00:00:00Z")).len(), 1);
    }

    #[test]
    fn different_ids_have_different_facets() {
        assert_ne!(place(&PlaceId::new("A")), place(&PlaceId::new("x41x")));
        assert_eq!(place(&PlaceId::new("block-c")), "§pblock§2d§c");
    }
}
