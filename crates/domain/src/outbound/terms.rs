//! Under which terms messages may leave, and what may keep one back.

use crate::id::PersonId;
use crate::ticket::words;
use crate::time::Instant;
use std::collections::BTreeSet;

/// What whoever sends knows of the channel, and what the organisation allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Templates that WhatsApp approved: name and language, as WhatsApp spells them.
    pub approved: BTreeSet<(String, String)>,
    /// Those of them that have buttons.
    pub with_buttons: BTreeSet<(String, String)>,
    /// Templates that WhatsApp rejected, paused or disabled.
    pub held: BTreeSet<(String, String)>,
    /// People who may be written to outside their window in a day; WhatsApp allows a new portfolio 250.
    pub people_max: usize,
    /// Whom templates went to in the last day, as far as was counted.
    pub begun: PeopleBegun,
    /// Messages that may still be sent this month; none when nobody set a budget.
    pub left: Option<u64>,
    /// When the channel last told anything; none when it never did, and while something it told waits to be heard.
    pub heard_until: Option<Instant>,
}

/// Whom templates went to in a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleBegun {
    /// How many people.
    pub count: usize,
    /// When the first of them may be forgotten from: the oldest of what went to each last.
    pub oldest: Option<Instant>,
    /// Those of them who were asked about.
    pub known: BTreeSet<PersonId>,
}

impl Terms {
    /// People whom a new portfolio may write to first, in a day.
    pub const PEOPLE_MAX: usize = 250;
}

impl Default for Terms {
    fn default() -> Self {
        let (approved, with_buttons, held) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self {
            approved,
            with_buttons,
            held,
            people_max: Self::PEOPLE_MAX,
            begun: PeopleBegun::default(),
            left: None,
            heard_until: None,
        }
    }
}

words! {
    /// Why a message does not leave now.
    Hindrance {
        /// It does not wait to be sent.
        Settled = "settled",
        /// It is no longer worth saying.
        Stale = "stale",
        /// Its time has not come.
        Early = "early",
        /// There is no number to send it to.
        NoAddress = "no_address",
        /// It has no words any more.
        Erased = "erased",
        /// Outside the window, and no approved template says it.
        NoTemplate = "no_template",
        /// Outside the window, and WhatsApp holds the template that says it.
        TemplateHeld = "template_held",
        /// They asked WhatsApp for no more of these messages.
        OptedOut = "opted_out",
        /// WhatsApp could not bring them the last message.
        Unreachable = "unreachable",
        /// WhatsApp spares them more messages for now.
        Spared = "spared",
        /// The same person was written to just now.
        Pair = "pair",
        /// Our number sent too much just now.
        Number = "number",
        /// Too many people were written to first today.
        People = "people",
        /// The month's budget is used up.
        Budget = "budget",
        /// The channel is stopped until somebody mends something.
        Stopped = "stopped",
        /// It may have been sent already; what the channel tells is awaited.
        Doubt = "doubt",
        /// It was tried often enough.
        Tired = "tired",
        /// What it asks for may have been said and not been heard.
        Deaf = "deaf",
    }
}

impl Hindrance {
    /// The same in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Settled => "It does not wait to be sent.",
            Self::Stale => "Not sent within a day, so no longer worth sending.",
            Self::Early => "It leaves when its time has come.",
            Self::NoAddress => "There is no number to send it to.",
            Self::Erased => "Its words were erased.",
            Self::NoTemplate => {
                "They last wrote more than 24 hours ago, and no approved template says this in their language. Send it by hand."
            }
            Self::TemplateHeld => {
                "They last wrote more than 24 hours ago, and WhatsApp rejected or paused the template that says this; the page Channels says more. Send it by hand."
            }
            Self::OptedOut => "They asked WhatsApp for no more messages like ours; it leaves once they write.",
            Self::Unreachable => {
                "WhatsApp could not bring them the last message; it leaves once they write. Check the number, or send it by hand."
            }
            Self::Spared => "WhatsApp spares them more messages for a day; it leaves after that.",
            Self::Pair => "They were written to a moment ago; it leaves in a few seconds.",
            Self::Number => "Our number has just sent a lot; it leaves in a few seconds.",
            Self::People => {
                "As many people as WhatsApp allows in a day were written to first; it leaves when that is over."
            }
            Self::Budget => "The month’s budget is used up. Raise it, or send this by hand.",
            Self::Stopped => "Sending is stopped until what is said above is mended.",
            Self::Doubt => "It may have been sent already; Laksana waits for what WhatsApp tells.",
            Self::Deaf => "Laksana may be deaf just now, so nobody is asked for what they may have said.",
            Self::Tired => "It was tried several times, and nobody knows whether it arrived. Look in WhatsApp.",
        }
    }
}
