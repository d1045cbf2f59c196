//! What members said of messages, kept in mind so that what is said in nearly the same words is read so too. It is no
//! state of its own: it follows from what messages are held to mean, and goes when a member takes it back.

use super::Situation;
use crate::id::{MessageId, TicketNumber};
use crate::label::LabelLesson;
use crate::message::{Heard, Reader};

impl Situation {
    /// How many messages that members read are kept in mind.
    pub const LESSONS_MAX: usize = 200;

    /// Messages of which a member said what they mean, the last said first.
    pub fn lessons(&self) -> impl Iterator<Item = &Heard> {
        self.lessons.values().rev()
    }

    /// Brings a message to mind of which a member said what it means; any other is none to learn from, or no longer.
    pub fn take_lesson(&mut self, heard: &Heard) {
        let key = (heard.sent_at, heard.id.clone());
        let by_member = heard.meaning.as_ref().is_some_and(|meaning| matches!(meaning.by, Reader::Member(_)));
        if by_member && !heard.text.is_empty() {
            self.lessons.insert(key, heard.clone());
        } else {
            self.lessons.remove(&key);
        }
        if self.lessons.len() > Self::LESSONS_MAX {
            self.lessons.pop_first();
        }
    }

    /// Follows a ticket whose labels or first words changed, where they are in mind.
    pub(super) fn learn_labels(&mut self, number: TicketNumber) {
        let Some(ticket) = self.tickets.get(&number) else { return };
        let text = self.messages.get(&ticket.opening).map_or("", |heard| &heard.text);
        match LabelLesson::of(&ticket.opening, &ticket.course, text) {
            Some(lesson) => drop(self.label_lessons.insert(number, lesson)),
            None => drop(self.label_lessons.remove(&number)),
        }
        if self.label_lessons.len() > Self::LABEL_LESSONS_MAX {
            self.label_lessons.pop_first();
        }
    }

    /// Follows a message whose words or meaning changed.
    pub(super) fn learn(&mut self, message: &MessageId) {
        let Some(heard) = self.messages.get(message).cloned() else { return };
        self.take_lesson(&heard);
        let of = self.label_lessons.iter().find(|(_, lesson)| lesson.opening == *message);
        if let Some(number) = of.map(|(number, _)| *number) {
            self.learn_labels(number);
        }
    }
}
