//! A new ticket, as a report and what a reader says of it make it.

use super::repeats;
use crate::event::{Change, Event, Personal};
use crate::id::{SiteId, TicketNumber};
use crate::label::LabelsRead;
use crate::message::Heard;
use crate::request::Proposal;
use crate::situation::Situation;
use crate::ticket::{Category, Priority};

/// A ticket's title is the report's first line, cut at so many characters.
const TITLE_MAX: usize = 90;

/// Opens a ticket for a report: what it is called, where it belongs and which labels it has.
pub(super) fn open(
    situation: &Situation,
    proposal: &Proposal,
    heard: &Heard,
    ticket: TicketNumber,
    interpreted: Change,
    changes: &mut Vec<Change>,
) {
    let meaning = &proposal.meaning;
    let place = meaning.place.clone();
    let known_place = place.as_ref().and_then(|place| situation.directory.places.get(place));
    let site: Option<SiteId> =
        known_place.map(|place| place.site.clone()).or_else(|| situation.site_of(heard).cloned());
    let category = meaning.category.unwrap_or(Category::Other);
    let priority = meaning.priority.unwrap_or(Priority::Normal);
    // The earlier ticket may have been taken out since the reader saw it.
    let seen = proposal.recurrence_of.filter(|earlier| situation.tickets.contains_key(earlier));
    let recurrence_of = seen.or_else(|| repeats::earlier(situation, category, place.as_ref(), heard.sent_at));
    let opened = Event::TicketOpened {
        ticket,
        message: heard.id.clone(),
        reporter: heard.sender.clone(),
        conversation: heard.conversation.clone(),
        recurrence_of,
    };
    changes.push(opened.with(Personal::text(title(&heard.text))));
    changes.push(interpreted);
    changes.extend(recurrence_of.and_then(|earlier| repeats::failed(situation, earlier, ticket, heard.sent_at)));
    changes.push(Event::TicketClassified { ticket, category, priority, site, place }.into());
    changes.extend(labelled(situation, proposal, ticket));
    if heard.form.is_evidence() {
        changes.push(Event::EvidenceAdded { ticket, message: heard.id.clone() }.into());
    }
    if let Some(assignee) = &proposal.assignee {
        let message = Some(heard.id.clone());
        changes.push(Event::TicketAssigned { ticket, assignee: Some(assignee.clone()), message }.into());
    }
}

/// Which of the organisation's own labels a new ticket has, as a reader says; of sets and labels that there still are.
fn labelled(situation: &Situation, proposal: &Proposal, ticket: TicketNumber) -> Option<Change> {
    let sets = &situation.directory.labels;
    let fits = |read: &LabelsRead| sets.get(&read.set).is_some_and(|set| set.accept(&read.labels).is_ok());
    let labels: Vec<LabelsRead> = proposal.labels.iter().filter(|read| fits(read)).cloned().collect();
    (!labels.is_empty()).then(|| Event::LabelsRead { ticket, labels }.into())
}

/// The first line of a report, cut at a word.
fn title(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().count() <= TITLE_MAX {
        return line.to_owned();
    }
    let cut: String = line.chars().take(TITLE_MAX).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end())
}
