//! Which of the lines that look like headers are, given the headers before them.
//!
//! One phone writes one file in one style. Android gives no seconds, logs and gate records that people paste do:
//! `2026-03-12 09:15:02 - ERROR pump` within a message of a file without seconds is not a header.

use crate::export::header::{Header, Phone};

/// Reads headers of one file.
#[derive(Debug, Default)]
pub(super) struct Style {
    android_seconds: Option<bool>,
}

impl Style {
    /// A line's header, or `None` where the line continues the message before.
    pub(super) fn header<'a>(&mut self, line: &'a str) -> Option<Header<'a>> {
        let header = Header::read(line)?;
        match header.phone {
            Phone::Apple => Some(header),
            Phone::Android => {
                let has_seconds = header.time.second.is_some();
                let seconds_usual = *self.android_seconds.get_or_insert(has_seconds);
                (seconds_usual || !has_seconds).then_some(header)
            }
        }
    }
}
