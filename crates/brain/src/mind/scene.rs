//! One message among what was known when it came; built from the situation alone, for learning and at work alike.

use super::atlas::{Atlas, Named};
use super::lessons;
use super::memory::Memory;
use crate::normal::Normal;
use crate::reader::{Reader, Reading};
use crate::utterance::{Context, Due, Form, Role, Said, Stage, Tickets, Utterance};
use crate::{KINDS, overlap};
use domain::directory;
use domain::id::{PersonId, PlaceId, TaskId};
use domain::message::{self, Circle, Heard, Inbound, Kind};
use domain::situation::Situation;
use domain::task::TaskKind;
use domain::ticket::{self, Assignee, Ticket};
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Messages of the conversation looked back on.
const RECENT_MAX: usize = 40;
/// A ticket untouched for longer says nothing about how a message of today is meant.
const STANDING_MINUTES: f64 = 3.0 * 1_440.0;
/// From how long before its hour until how long after work counts as expected now, in minutes.
const DUE_MINUTES: std::ops::Range<f64> = -60.0..360.0;

/// One message among what was known.
#[derive(Debug)]
pub struct Scene<'a> {
    /// What is known.
    pub situation: &'a Situation,
    /// The message.
    pub heard: &'a Heard,
    /// Its words, folded.
    pub normal: Arc<Normal>,
    /// What the reader believes of it.
    pub reading: Reading,
    /// What the sender is to the site.
    pub role: directory::Role,
    /// The place it most likely names.
    pub place: Option<PlaceId>,
    /// All places it may name.
    pub places: Vec<PlaceId>,
    /// Other people and vendors it names or mentions.
    pub named: Vec<Named>,
    /// The message it quotes or reacts to.
    pub quoted: Option<&'a Heard>,
    /// Messages before it in the same conversation, the last first.
    pub recent: Vec<&'a Heard>,
    /// The other one of a direct conversation.
    pub partner: Option<PersonId>,
    /// What a member said of a message in nearly the same words.
    pub taught: Option<&'a Heard>,
    /// The words of tasks.
    pub tasks: &'a BTreeMap<TaskId, Normal>,
}

impl<'a> Scene<'a> {
    /// Looks at a message.
    pub fn of(
        situation: &'a Situation,
        heard: &'a Heard,
        atlas: &'a Atlas,
        memory: &mut Memory,
        reader: &Reader,
    ) -> Self {
        let here = |other: &&Heard| other.conversation == heard.conversation;
        let recent: Vec<&Heard> = situation.before(heard).filter(here).take(RECENT_MAX).collect();
        let (normal, quoted) = (memory.normal(heard), situation.quoted(heard));
        let mut named = atlas.names(&normal);
        named.extend(heard.mentions.iter().cloned().map(Named::Person));
        named.retain(|one| *one != Named::Person(heard.sender.clone()));
        let look = atlas.look(&normal.text, situation.site_of(heard));
        let (spoken, context_names) = (recent.iter().copied(), named.first().map(|one| role(atlas.role(one))));
        let mut said = spoken.clone().filter(|other| other.form != message::Form::Reaction);
        let (previous, earlier) = (said.next(), said.next());
        let own = spoken.clone().find(|other| other.sender == heard.sender);
        let folded = [quoted, previous].map(|other| other.map(|other| memory.normal(other)));
        let words = |at: usize| folded.get(at).and_then(|normal| normal.as_deref());
        let view = |other: Option<&Heard>, normal| other.map(|other| said_of(situation, heard, other, normal));
        let context = Context {
            quoted: view(quoted, words(0)),
            quoted_as: quoted.map(|quoted| utterance(situation, quoted)),
            previous: view(previous, words(1)),
            earlier: view(earlier, None),
            own: view(own, None),
            due: due(situation, heard, atlas, &normal),
            tickets: touching(situation, heard),
            names_place: look.names_any,
            names_person: context_names,
            minutes_since_resolved: since(situation, heard, |ticket| ticket.resolved_at),
            minutes_since_issue: since(situation, heard, |ticket| Some(ticket.opened_at)),
        };
        let reading = reader.read(&utterance(situation, heard), &context);
        let lesson = lessons::lesson(situation, heard, memory);
        Self {
            taught: lesson.filter(|lesson| lessons::is_harmless(lesson, reading.alarm().is_some())),
            place: look.best,
            places: look.all,
            tasks: &atlas.tasks,
            partner: partner(situation, heard, &recent),
            role: situation.directory.role(&heard.sender),
            situation,
            heard,
            normal,
            reading,
            named,
            quoted,
            recent,
        }
    }

    /// Whether the sender is the one, or works for the company, that owns a ticket.
    #[must_use]
    pub fn is_owner(&self, person: &PersonId, ticket: &Ticket) -> bool {
        match &ticket.assignee {
            Some(Assignee::Person(owner)) => owner == person,
            Some(Assignee::Vendor(vendor)) => {
                self.situation.directory.people.get(person).is_some_and(|known| known.vendor.as_ref() == Some(vendor))
            }
            None => false,
        }
    }

    /// Minutes from an instant to the message.
    #[must_use]
    pub fn minutes_since(&self, then: Instant) -> f64 {
        self.heard.sent_at.minutes_since(then)
    }
}

/// The message alone, as the reader wants it.
#[must_use]
pub fn utterance<'a>(situation: &Situation, heard: &'a Heard) -> Utterance<'a> {
    let zone = situation.zone_of(situation.site_of(heard));
    let circle = situation.conversations.get(&heard.conversation).map(|known| known.circle);
    Utterance {
        text: &heard.text,
        form: form(heard.form),
        role: role(situation.directory.role(&heard.sender)),
        mentions: heard.mentions.len(),
        is_forwarded: heard.forwarded,
        is_group: circle != Some(Circle::Direct),
        hour: u8::try_from(heard.sent_at.in_zone(zone).hour()).ok(),
    }
}

/// A message as it will look once it is recorded, as far as the encoder sees it.
pub fn expected<'a>(situation: &Situation, inbound: &'a Inbound) -> Utterance<'a> {
    let sender = situation.directory.person_by_handle(&inbound.sender);
    let role = sender.map_or(Role::default(), |person| role(situation.directory.role(&person.id)));
    Utterance { text: &inbound.text, form: form(inbound.form), role, ..Utterance::default() }
}

fn said_of<'n>(situation: &Situation, heard: &Heard, other: &Heard, normal: Option<&'n Normal>) -> Said<'n> {
    Said {
        normal,
        form: form(other.form),
        role: role(situation.directory.role(&other.sender)),
        kind: other.meaning.as_ref().map_or(crate::labels::kind::CHATTER, |meaning| index(meaning.kind)),
        is_own: other.sender == heard.sender,
        minutes: heard.sent_at.minutes_since(other.sent_at).max(0.0) as f32,
        stage: situation.ticket_of(other).map_or(Stage::Absent, |ticket| stage(ticket.stage)),
    }
}

/// The work of the sender that fell due last or falls due next, the one the text names first.
fn due(situation: &Situation, heard: &Heard, atlas: &Atlas, normal: &Normal) -> Option<Due> {
    let mut best: Option<Due> = None;
    for occurrence in situation.occurrences.values() {
        let Some(task) = situation.directory.tasks.get(&occurrence.task) else { continue };
        let minutes = heard.sent_at.minutes_since(occurrence.due_at);
        if !task.is_owed_by_sender(heard) || !DUE_MINUTES.contains(&minutes) {
            continue;
        }
        let due = Due {
            is_patrol: task.kind == TaskKind::Patrol,
            minutes: minutes as f32,
            wants_photo: task.requires_photo,
            overlap: atlas.tasks.get(&task.id).map_or(0.0, |name| overlap(normal, name)),
        };
        if best.is_none_or(|one| (due.overlap, -due.minutes.abs()) > (one.overlap, -one.minutes.abs())) {
            best = Some(due);
        }
    }
    best
}

/// Counts the tickets that touch the sender or stand in the conversation.
fn touching(situation: &Situation, heard: &Heard) -> Tickets {
    let mut counts = Tickets::default();
    for ticket in standing(situation, heard) {
        let is_resolved = ticket.stage == ticket::Stage::Resolved;
        let is_open = ticket.stage.is_open() && !is_resolved;
        let is_reporter = ticket.reporter == heard.sender || ticket.voices.contains(&heard.sender);
        let is_worker = match &ticket.assignee {
            Some(Assignee::Person(owner)) => *owner == heard.sender,
            Some(Assignee::Vendor(vendor)) => {
                let sender = situation.directory.people.get(&heard.sender);
                sender.is_some_and(|person| person.vendor.as_ref() == Some(vendor))
            }
            None => false,
        };
        let is_here = ticket.conversation == heard.conversation;
        counts.reported_open += usize::from(is_open && is_reporter);
        counts.reported_resolved += usize::from(is_resolved && is_reporter);
        counts.taken_open += usize::from(is_open && is_worker);
        counts.chat_open += usize::from(is_open && is_here);
        counts.chat_resolved += usize::from(is_resolved && is_here);
    }
    counts
}

fn since(situation: &Situation, heard: &Heard, at: impl Fn(&Ticket) -> Option<Instant>) -> Option<f32> {
    let here = standing(situation, heard).filter(|ticket| ticket.conversation == heard.conversation);
    here.filter_map(at).max().map(|then| heard.sent_at.minutes_since(then).max(0.0) as f32)
}

fn standing<'a>(situation: &'a Situation, heard: &'a Heard) -> impl Iterator<Item = &'a Ticket> {
    let is_fresh = |ticket: &&Ticket| heard.sent_at.minutes_since(ticket.touched_at) < STANDING_MINUTES;
    situation.tickets.values().filter(|ticket| !ticket.stage.is_put_away()).filter(is_fresh)
}

/// Whom a direct conversation is with, seen from the sender.
fn partner(situation: &Situation, heard: &Heard, recent: &[&Heard]) -> Option<PersonId> {
    let known = situation.conversations.get(&heard.conversation).filter(|known| known.circle == Circle::Direct)?;
    let other = known.with.clone().filter(|with| !heard.is_from(with));
    other.or_else(|| recent.iter().find(|other| other.sender != heard.sender).map(|other| other.sender.clone()))
}

/// The place of a kind in the reader's arrays.
#[must_use]
pub fn index(kind: Kind) -> usize {
    KINDS.iter().position(|word| *word == kind.word()).unwrap_or(crate::labels::kind::CHATTER)
}

fn stage(stage: ticket::Stage) -> Stage {
    match stage {
        ticket::Stage::Reported | ticket::Stage::Classified | ticket::Stage::Reopened => Stage::Open,
        ticket::Stage::Assigned | ticket::Stage::InProgress | ticket::Stage::OnHold => Stage::Taken,
        ticket::Stage::Resolved => Stage::Resolved,
        ticket::Stage::Verified | ticket::Stage::Closed => Stage::Verified,
        ticket::Stage::Merged | ticket::Stage::Cancelled => Stage::Absent,
    }
}

fn role(role: directory::Role) -> Role {
    Role::spelled(role.word())
}

fn form(form: message::Form) -> Form {
    match form {
        message::Form::Image => Form::Image,
        message::Form::Video => Form::Video,
        message::Form::Audio => Form::Audio,
        message::Form::Location => Form::Location,
        message::Form::Sticker => Form::Sticker,
        message::Form::Document => Form::Document,
        message::Form::Contacts => Form::Contacts,
        message::Form::Deleted => Form::Deleted,
        message::Form::Reaction => Form::Reaction,
        message::Form::Text | message::Form::Poll | message::Form::Call | message::Form::Unknown => Form::Text,
    }
}
