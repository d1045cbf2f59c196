//! What we hear by, and whether silence there means that nobody spoke or that we are deaf.

use crate::id::{ConversationId, SiteId};
use crate::situation::{Conversation, Situation};
use crate::ticket::words;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long after a silence what was said meanwhile may still come in, in minutes; nothing is judged before.
pub const CATCH_UP_MINUTES: i64 = 15;

/// Something we hear by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ear {
    /// This program itself.
    Program,
    /// A channel, by its name.
    Channel(String),
    /// A number, or a session, of a channel.
    Number(String, String),
    /// A group.
    Chat(ConversationId),
}

impl Ear {
    /// What people call it.
    pub fn shown(&self, conversations: &BTreeMap<ConversationId, Conversation>) -> String {
        match self {
            Self::Channel(channel) => channel_name(channel).to_owned(),
            Self::Number(channel, number) => format!("{} {number}", channel_name(channel)),
            Self::Chat(chat) => {
                let named = conversations.get(chat).map(|chat| chat.name.as_str()).filter(|name| !name.is_empty());
                named.map_or_else(|| self.to_string(), str::to_owned)
            }
            Self::Program => self.to_string(),
        }
    }
}

/// The channel of Meta's Cloud API.
pub const CLOUD_API: &str = "cloud-api";

/// Channels that can be switched off: bridges. Meta's cannot: what it was not answered it would bring again for a week.
pub const BRIDGES: [&str; 3] = ["waha", "evolution", "bridge"];

/// What people call a channel.
pub fn channel_name(channel: &str) -> &str {
    match channel {
        CLOUD_API => "WhatsApp (Cloud API)",
        "waha" => "WhatsApp (WAHA)",
        "evolution" => "WhatsApp (Evolution API)",
        "bridge" => "WhatsApp (bridge)",
        other => other,
    }
}

impl std::fmt::Display for Ear {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Program => out.write_str("Laksana itself"),
            Self::Channel(channel) => out.write_str(channel_name(channel)),
            Self::Number(channel, number) => write!(out, "{} {number}", channel_name(channel)),
            Self::Chat(_) => out.write_str("a group"),
        }
    }
}

words! {
    /// Why an ear may be deaf.
    Suspicion {
        /// Nothing came for far longer than it ever did.
        Quiet = "quiet",
        /// What is brought carries a wrong signature.
        Unsigned = "unsigned",
        /// The token opens nothing any more.
        Token = "token",
        /// Nobody is told to bring us anything.
        Unsubscribed = "unsubscribed",
        /// Another program is told in our place.
        Taken = "taken",
        /// The account, or the number, was restricted or disabled.
        Restricted = "restricted",
        /// The bridge is not connected to WhatsApp.
        Disconnected = "disconnected",
        /// The group was suspended.
        Suspended = "suspended",
        /// What comes is old, or waits to be taken in.
        Behind = "behind",
        /// It was switched off.
        Off = "off",
    }
}

impl Suspicion {
    /// The same in a sentence, for whoever can mend it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Quiet => {
                "Nothing came for far longer than is usual at this hour. Write to it, and see whether it is heard."
            }
            Self::Unsigned => {
                "What is brought carries a wrong signature. Compare the secret here with the one set there."
            }
            Self::Token => "The access token opens nothing any more. Make a new one and set it here.",
            Self::Unsubscribed => "The webhook is not subscribed to this account. Subscribe it again.",
            Self::Taken => {
                "WhatsApp posts what people write to another address than ours. Subscribe ours again; if the other one is ours, too, set it as the public address."
            }
            Self::Restricted => "WhatsApp restricted or disabled the account. Look at it in the WhatsApp Manager.",
            Self::Disconnected => {
                "The bridge is not connected to WhatsApp. Look at its session, and link the phone again."
            }
            Self::Suspended => "WhatsApp suspended the group.",
            Self::Behind => "What comes is old, or waits to be taken in; what was said lately may be on its way.",
            Self::Off => "It was switched off.",
        }
    }
}

/// A stretch in which an ear was, or is, perhaps deaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Which.
    pub ear: Ear,
    /// From when on nothing may have been heard.
    pub since: Instant,
    /// Why we think so.
    pub why: Suspicion,
    /// When it heard again; none while it is suspect.
    pub until: Option<Instant>,
}

impl Situation {
    /// Since when what is said at a site may not be heard; none when silence means silence. What was said meanwhile may
    /// take a while to come in, so that this holds somewhat longer than the silence. While it holds, nobody is accused:
    /// no reminder, no escalation, no verdict.
    pub fn deaf_since(&self, site: Option<&SiteId>, at: Instant) -> Option<Instant> {
        let holds = |silence: &&Silence| silence.until.is_none_or(|until| at < until.plus_minutes(CATCH_UP_MINUTES));
        self.silences_at(site).filter(holds).map(|silence| silence.since).min()
    }

    /// How much of a stretch of time may not have been heard at a site, in minutes.
    pub fn deaf_minutes(&self, site: Option<&SiteId>, from: Instant, until: Instant) -> f64 {
        let mut stretches: Vec<(Instant, Instant)> = self
            .silences_at(site)
            .map(|silence| (silence.since.max(from), silence.until.unwrap_or(until).min(until)))
            .filter(|(from, until)| from < until)
            .collect();
        stretches.sort_unstable();
        let mut counted_until = from;
        let mut minutes = 0.0;
        for (from, until) in stretches {
            minutes += until.minutes_since(from.max(counted_until)).max(0.0);
            counted_until = counted_until.max(until);
        }
        minutes
    }

    /// Silences that concern a site: of a group only those of its own site.
    fn silences_at(&self, site: Option<&SiteId>) -> impl Iterator<Item = &Silence> {
        self.silences.iter().filter(move |silence| match &silence.ear {
            Ear::Program | Ear::Channel(_) | Ear::Number(..) => true,
            Ear::Chat(chat) => {
                let of_chat = self.conversations.get(chat).and_then(|chat| chat.site.as_ref());
                site.is_none() || of_chat.is_none() || of_chat == site
            }
        })
    }
}
