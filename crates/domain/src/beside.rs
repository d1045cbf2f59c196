//! What lies beside the record and was changed: settings that no deciding looks at, and what opens a login or a link. Told so
//! that the audit has it; what opens anything is never in it.

use crate::member::MemberRole;
use crate::ticket::words;
use serde::{Deserialize, Serialize};

words! {
    /// What it was.
    Beside {
        /// The budget for messages, and their prices.
        Costs = "costs",
        /// A login's password.
        Password = "password",
        /// A login's second factor.
        Factor = "second_factor",
        /// Where a login is open.
        Sessions = "sessions",
        /// A link that signs in once.
        SignIn = "sign_in",
        /// A link for one job or report.
        Pass = "pass",
        /// A link to a report.
        Handout = "handout",
        /// A report that is sent by itself.
        Subscription = "subscription",
        /// What the chats show again and again, and is no task.
        Habit = "habit",
        /// Whether a bridge is heard.
        Bridge = "bridge",
        /// Whether something that fell silent is expected to speak.
        Ear = "ear",
        /// What Meta proves itself with when a number is connected.
        Token = "verify_token",
    }
}

impl Beside {
    /// What it is, as a heading says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Costs => "What messages cost",
            Self::Password => "Password",
            Self::Factor => "Second factor",
            Self::Sessions => "Signed in",
            Self::SignIn => "Sign-in link",
            Self::Pass => "Links without a login",
            Self::Handout => "Reports by link",
            Self::Subscription => "Subscriptions",
            Self::Habit => "Habits",
            Self::Bridge => "Bridges",
            Self::Ear => "What is heard",
            Self::Token => "Verify token",
        }
    }

    /// The least role that changes it, where it is not one's own.
    pub fn least(self) -> MemberRole {
        match self {
            Self::Costs | Self::Handout | Self::Subscription | Self::Habit | Self::Bridge | Self::Ear => {
                MemberRole::Manager
            }
            Self::Pass => MemberRole::Supervisor,
            Self::Password | Self::Factor | Self::Sessions | Self::SignIn | Self::Token => MemberRole::Owner,
        }
    }

    /// Whether everybody changes their own.
    pub fn is_ones_own(self) -> bool {
        matches!(self, Self::Password | Self::Factor | Self::Sessions)
    }
}

words! {
    /// What became of it.
    Turn {
        /// It is there from now on.
        Made = "made",
        /// It says something else.
        Changed = "changed",
        /// It opens nothing, or is sent no more.
        Ended = "ended",
        /// Somebody saw it.
        Shown = "shown",
    }
}

/// That something beside the record was changed, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Altered {
    /// What.
    pub what: Beside,
    /// What became of it.
    pub turn: Turn,
    /// Whose or of what it is: a login, a ticket's number, a part of the organisation.
    pub about: String,
    /// What it said, where it says something.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What it says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Altered {
    /// Longest text of each: a tariff of every country fits.
    pub const TEXT_MAX: usize = 8_000;

    /// That something was made, changed or ended that says nothing by itself.
    pub fn of(what: Beside, turn: Turn, about: impl Into<String>) -> Self {
        Self { what, turn, about: about.into(), before: String::new(), after: String::new() }
    }
}
