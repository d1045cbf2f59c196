//! What is in a chat, counted in one pass.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::export::error::ExportError;
use crate::export::line::{Attachment, Body, Line, Message};

/// Twice the people a group can have at a time; those that come later are counted together.
const SENDERS_MAX: usize = 2_048;

/// How much of what a chat holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Survey {
    /// Messages by people.
    pub messages: u64,
    /// Lines by WhatsApp.
    pub system_lines: u64,
    /// Lines that could not be read.
    pub unreadable_lines: u64,
    /// Messages of each sender, for at most 2,048 senders.
    pub senders: BTreeMap<String, u64>,
    /// Messages of all further senders.
    pub messages_of_further_senders: u64,
    /// The earliest time in the chat, on the phone's clock.
    pub first: Option<DateTime>,
    /// The latest time in the chat, on the phone's clock.
    pub last: Option<DateTime>,
    /// Files that messages name and the export has.
    pub media_present: u64,
    /// Files that messages name and the export has not, or that it left out.
    pub media_missing: u64,
}

impl Survey {
    pub(super) fn of(
        lines: impl Iterator<Item = Result<Line, ExportError>>,
        holds: impl Fn(&str) -> bool,
    ) -> Result<Survey, ExportError> {
        let mut survey = Survey::default();
        for line in lines {
            match line? {
                Line::Message(message) => survey.see_message(&message, &holds),
                Line::System { at, .. } => {
                    survey.system_lines += 1;
                    survey.see_time(at);
                }
                Line::Unreadable { .. } => survey.unreadable_lines += 1,
            }
        }
        Ok(survey)
    }

    fn see_message(&mut self, message: &Message, holds: impl Fn(&str) -> bool) {
        self.messages += 1;
        self.see_time(message.at);
        if let Some(count) = self.senders.get_mut(&message.sender) {
            *count += 1;
        } else if self.senders.len() < SENDERS_MAX {
            self.senders.insert(message.sender.clone(), 1);
        } else {
            self.messages_of_further_senders += 1;
        }
        match &message.body {
            Body::Media { attachments, .. } => {
                for attachment in attachments {
                    let is_present = matches!(attachment, Attachment::File { file, .. } if holds(file));
                    self.see_media(is_present);
                }
            }
            Body::Contact { file, .. } => self.see_media(file.as_deref().is_some_and(holds)),
            Body::Text(_)
            | Body::Deleted
            | Body::Poll { .. }
            | Body::Location { .. }
            | Body::Call { .. }
            | Body::ViewOnce { .. } => {}
        }
    }

    fn see_media(&mut self, is_present: bool) {
        if is_present {
            self.media_present += 1;
        } else {
            self.media_missing += 1;
        }
    }

    fn see_time(&mut self, at: DateTime) {
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
    }
}
