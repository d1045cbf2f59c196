//! Reads what bridges bring: programs that hear an existing number as a linked device does. Knows the spellings of WAHA, of
//! Evolution API and of our own format for everybody else, and hides them behind the [`Item`]s of the Cloud API.
//!
//! Pure and lenient, as `cloud_api` is: what makes no sense is kept raw under a name, and costs the others nothing.

mod evolution;
mod jid;
mod open;
#[cfg(test)]
mod tests;
mod waha;

pub use evolution::without_key;
pub use open::verify;

use crate::cloud_api::{Item, Unreadable, bridged, external, lenient};

/// A program that brings what an existing number hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bridge {
    /// WAHA.
    Waha,
    /// Evolution API.
    Evolution,
    /// Any other, which writes our own format.
    Open,
}

/// The names under which a message may be kept that its channel calls so: a wamid, a message's own id, or what WAHA makes of one
/// (`false_60123456789@c.us_3EB0…`). An id that is none of WhatsApp's is kept under a name for each bridge.
#[must_use]
pub fn kept_as(name: &str) -> Vec<String> {
    let own = waha::stanza(name);
    let bridges = Bridge::ALL.map(|bridge| bridged(bridge.channel(), own));
    std::iter::once(external(name)).chain(bridges).collect()
}

impl Bridge {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Waha, Self::Evolution, Self::Open];

    /// The name of its channel.
    #[must_use]
    pub fn channel(self) -> &'static str {
        match self {
            Self::Waha => "waha",
            Self::Evolution => "evolution",
            Self::Open => "bridge",
        }
    }

    /// The bridge of a channel.
    #[must_use]
    pub fn of_channel(channel: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bridge| bridge.channel() == channel)
    }

    /// Reads a body, whose signature was checked before, into its items, in order.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn parse(self, body: &str) -> Result<Vec<Item>, Unreadable> {
        let root = lenient::json(body)?;
        Ok(match self {
            Self::Waha => waha::items(&root),
            Self::Evolution => evolution::items(&root),
            Self::Open => open::items(&root),
        })
    }
}
