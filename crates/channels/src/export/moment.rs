//! The time of day as phones write it: 12 or 24 hours, any separator, any digits.

use jiff::civil::Time;

use crate::export::half::Half;

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawTime {
    pub(super) hour: u16,
    pub(super) minute: u16,
    pub(super) second: Option<u16>,
    pub(super) half: Option<Half>,
    /// Whether a word beside the time is one whose meaning is not known.
    pub(super) half_unknown: bool,
}

impl RawTime {
    /// The time on the 24-hour clock. An hour that already is on it stays, because phones do write "23:59 PM".
    ///
    /// # Errors
    /// Why there is no such time, as a sentence without its full stop.
    pub(super) fn read(&self) -> Result<Time, String> {
        if self.half_unknown && self.hour <= 12 {
            return Err("the word beside the time is not known to mean morning or afternoon".to_owned());
        }
        let hour = match (self.half, self.hour) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Afternoon), hour) if hour < 12 => hour + 12,
            (Some(_) | None, hour) => hour,
        };
        let small = |number: u16| i8::try_from(number).unwrap_or(i8::MAX);
        Time::new(small(hour), small(self.minute), small(self.second.unwrap_or(0)), 0)
            .map_err(|_| format!("{}:{:02} is no time of day", self.hour, self.minute))
    }
}
