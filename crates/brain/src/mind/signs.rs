//! Signs that a message speaks of a target, as numbers around 0 to 1 in a fixed order; learning and deciding share them.

mod day;
mod message;
mod missed;
mod place;
mod ticket;

pub(crate) use ticket::category;

use super::REPORTS_MAX;
use super::memory::Glance;
use super::scene::Scene;
use super::target::Target;
use crate::normal::Normal;
use domain::id::{MessageId, TicketNumber};
use domain::ticket::Ticket;
use std::collections::HashMap;
use std::sync::Arc;

/// How many signs there are.
pub const WIDTH: usize =
    4 + message::NAMES.len() + message::NEW_NAMES.len() + ticket::NAMES.len() + day::NAMES.len() + missed::NAMES.len();

/// What is worth computing once for a message, whatever it is weighed against.
#[derive(Debug)]
pub struct Common<'a> {
    /// The message among what was known.
    pub scene: &'a Scene<'a>,
    /// The target of the message quoted.
    pub quoted: Option<Target>,
    /// The target of the last message of the conversation that had one, and how many messages ago.
    pub last: Option<(Target, usize)>,
    /// The target of the sender's own last message with one, and how many minutes ago.
    pub own: Option<(Target, f64)>,
    /// How many messages ago each ticket was spoken of here.
    pub ago: HashMap<TicketNumber, usize>,
    /// The words of the message that hold a digit.
    pub numbers: Vec<&'a str>,
    /// What untracked messages before look like by themselves.
    pub glances: HashMap<MessageId, Arc<Glance>>,
    /// How the tickets in mind stand to each other.
    pub crowd: ticket::Crowd<'a>,
    /// Folded texts of reports, by message.
    texts: HashMap<&'a MessageId, Arc<Normal>>,
    message: [f32; message::NAMES.len()],
    new: [f32; message::NEW_NAMES.len()],
}

impl<'a> Common<'a> {
    /// Looks at a message once; `texts` holds the folded reports of the tickets to be weighed.
    #[must_use]
    pub fn of(
        scene: &'a Scene<'a>,
        texts: HashMap<&'a MessageId, Arc<Normal>>,
        glances: HashMap<MessageId, Arc<Glance>>,
    ) -> Self {
        let with_target = |(at, other): (usize, &&domain::message::Heard)| Target::of(other).map(|target| (target, at));
        let own = scene.recent.iter().filter(|other| other.sender == scene.heard.sender);
        let mut ago = HashMap::new();
        for (at, other) in scene.recent.iter().enumerate() {
            if let Some(Target::Ticket(number)) = Target::of(other) {
                ago.entry(number).or_insert(at);
            }
        }
        let mut own = own.filter_map(|other| Target::of(other).map(|target| (target, other.sent_at)));
        Self {
            quoted: scene.quoted.and_then(Target::of),
            last: scene.recent.iter().enumerate().find_map(with_target),
            ago,
            numbers: ticket::numbers(&scene.normal).collect(),
            own: own.next().map(|(target, then)| (target, scene.minutes_since(then))),
            crowd: ticket::Crowd::of(scene),
            message: message::signs(scene),
            new: message::new_signs(scene),
            scene,
            texts,
            glances,
        }
    }

    /// The first reports of a ticket, folded.
    fn reports<'t>(&'t self, ticket: &'t Ticket) -> impl Iterator<Item = &'t Normal> {
        let first = ticket.messages.iter().take(REPORTS_MAX);
        first.filter_map(|id| self.texts.get(id)).map(AsRef::as_ref)
    }

    /// The signs for one target.
    #[must_use]
    pub fn signs(&self, target: &Target) -> [f32; WIDTH] {
        let mut all = [0.0; WIDTH];
        let mut rest = all.as_mut_slice();
        let sort = match target {
            Target::Nothing => [0.0, 0.0, 0.0, 0.0],
            Target::New => [1.0, 0.0, 0.0, 0.0],
            Target::Ticket(_) => [0.0, 1.0, 0.0, 0.0],
            Target::Day(..) => [0.0, 0.0, 1.0, 0.0],
            Target::Missed(_) => [0.0, 0.0, 0.0, 1.0],
        };
        rest = write(rest, &sort);
        rest = write(rest, &self.message);
        rest = write(rest, if *target == Target::New { &self.new } else { &[0.0; message::NEW_NAMES.len()] });
        rest = write(rest, &self.ticket(target));
        rest = write(rest, &self.day(target));
        write(rest, &self.missed(target));
        all
    }

    fn ticket(&self, target: &Target) -> [f32; ticket::NAMES.len()] {
        let ticket = match target {
            Target::Ticket(number) => self.scene.situation.tickets.get(number),
            Target::Nothing | Target::New | Target::Day(..) | Target::Missed(_) => None,
        };
        ticket.map_or([0.0; ticket::NAMES.len()], |ticket| ticket::signs(self, ticket))
    }

    fn day(&self, target: &Target) -> [f32; day::NAMES.len()] {
        let day = match target {
            Target::Day(task, day) => self.scene.situation.occurrences.get(&(task.clone(), *day)),
            Target::Nothing | Target::New | Target::Ticket(_) | Target::Missed(_) => None,
        };
        day.map_or([0.0; day::NAMES.len()], |day| day::signs(self, day))
    }

    fn missed(&self, target: &Target) -> [f32; missed::NAMES.len()] {
        let known = match target {
            Target::Missed(id) => self.scene.situation.message(id).zip(self.glances.get(id)),
            Target::Nothing | Target::New | Target::Ticket(_) | Target::Day(..) => None,
        };
        known.map_or([0.0; missed::NAMES.len()], |(other, glance)| missed::signs(self, other, glance))
    }
}

/// The names of the signs, in their order.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let sorts = ["a new problem", "a ticket", "expected work", "a problem missed before"];
    [&sorts[..], &message::NAMES, &message::NEW_NAMES, &ticket::NAMES, &day::NAMES, &missed::NAMES].concat()
}

fn write<'s>(rest: &'s mut [f32], part: &[f32]) -> &'s mut [f32] {
    let (own, rest) = rest.split_at_mut(part.len());
    own.copy_from_slice(part);
    rest
}

/// 1 for yes.
fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// How lately something was: 1 just now, about a half after a quarter of an hour, near 0 after days.
fn freshness(minutes: f64) -> f32 {
    (1.0 - (1.0 + minutes.max(0.0)).ln() / 9.0).max(0.0) as f32
}
