//! Why a channel did not take or bring a message, in our words, and what is to be done about it.

use crate::ticket::words;

words! {
    /// Why a message did not arrive.
    Failure {
        /// The service window is closed.
        WindowClosed = "window_closed",
        /// The number is not on WhatsApp, or cannot be reached.
        Unreachable = "unreachable",
        /// Too many messages to the same person or group.
        PairLimit = "pair_limit",
        /// Too many messages from our number.
        NumberLimit = "number_limit",
        /// Too many requests of our account.
        AccountLimit = "account_limit",
        /// Our number is held back because people complained.
        SpamLimit = "spam_limit",
        /// WhatsApp keeps this person from more messages of this sort for now.
        Spared = "spared",
        /// The person asked for no more of these.
        OptedOut = "opted_out",
        /// The person is part of an experiment of WhatsApp's.
        Experiment = "experiment",
        /// Our account is being worked on, or our number is not registered.
        Maintenance = "maintenance",
        /// Templates were held to break the rules.
        TemplateLimit = "template_limit",
        /// Nothing is paid.
        Payment = "payment",
        /// A file could not be brought along.
        Media = "media",
        /// Our request was wrong.
        Request = "request",
        /// Only listed numbers may be written to, or it is our own.
        NotAllowed = "not_allowed",
        /// The template is missing, not approved, or filled wrongly.
        Template = "template",
        /// The template is paused.
        TemplatePaused = "template_paused",
        /// The access token is wrong, over, or may not do this.
        Credentials = "credentials",
        /// The account is restricted or locked.
        Restricted = "restricted",
        /// The person is known by an id that this message cannot be sent to.
        NeedsNumber = "needs_number",
        /// The person has another phone than the one we knew.
        Identity = "identity",
        /// The group cannot be written to.
        Group = "group",
        /// The channel could not be reached, so that nothing was sent.
        NotReached = "not_reached",
        /// The channel failed for a reason of its own, and says so.
        Passing = "passing",
        /// Whether it was sent is not known: no answer, or one without meaning.
        Unclear = "unclear",
        /// A number of an error that is new to us.
        Unknown = "unknown",
    }
}

/// What is to be done about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try again so many seconds later, longer each time by so many times.
    Again {
        /// The first pause, in seconds.
        after_s: i64,
        /// How many times longer each further pause is.
        times: i64,
    },
    /// Send the approved template instead.
    AsTemplate,
    /// Give this message up.
    GiveUp,
    /// Send nothing to anybody for a while: somebody has to mend something.
    Stop,
    /// Wait for what the channel tells before anything is sent again.
    LearnFirst,
}

impl Failure {
    /// How long nothing is sent after a failure that concerns everybody, in minutes; then one message is tried.
    pub const STOP_MINUTES: i64 = 15;

    /// What is to be done.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::WindowClosed => Remedy::AsTemplate,
            Self::PairLimit => Remedy::Again { after_s: 4, times: 4 },
            Self::NumberLimit | Self::NotReached => Remedy::Again { after_s: 10, times: 3 },
            Self::Passing => Remedy::Again { after_s: 60, times: 4 },
            Self::AccountLimit => Remedy::Again { after_s: 300, times: 2 },
            Self::Maintenance => Remedy::Again { after_s: 120, times: 3 },
            Self::TemplatePaused => Remedy::Again { after_s: 10_800, times: 2 },
            Self::Unclear => Remedy::LearnFirst,
            Self::SpamLimit | Self::TemplateLimit | Self::Payment | Self::Credentials | Self::Restricted => {
                Remedy::Stop
            }
            Self::Unreachable
            | Self::Spared
            | Self::OptedOut
            | Self::Experiment
            | Self::Media
            | Self::Request
            | Self::NotAllowed
            | Self::Template
            | Self::NeedsNumber
            | Self::Identity
            | Self::Group
            | Self::Unknown => Remedy::GiveUp,
        }
    }

    /// What happened and what helps, for whoever looks at the page.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::WindowClosed => {
                "They last wrote more than 24 hours ago, so that only an approved template may be sent."
            }
            Self::Unreachable => {
                "Not delivered: the number is not on WhatsApp, or its app is too old. Check the number."
            }
            Self::PairLimit => "Too many messages to the same person or group in a short time; it is tried again.",
            Self::NumberLimit => "Too many messages from our number in a short time; it is tried again.",
            Self::AccountLimit => "WhatsApp allows our account no more requests for now; it is tried again.",
            Self::SpamLimit => {
                "WhatsApp holds our number back because people complained. Look at its quality in WhatsApp Manager."
            }
            Self::Spared => "WhatsApp spares this person further messages of this sort for now.",
            Self::OptedOut => "This person asked WhatsApp for no more of these messages.",
            Self::Experiment => "WhatsApp left this person out, for an experiment of its own.",
            Self::Maintenance => {
                "Our account is under maintenance, or the number is not registered; it is tried again."
            }
            Self::TemplateLimit => "WhatsApp holds our templates to break its rules. Look into WhatsApp Manager.",
            Self::Payment => "WhatsApp wants a payment method. Add one in WhatsApp Manager.",
            Self::Media => "A file could not be brought along.",
            Self::Request => "WhatsApp did not understand our request. Please report this as a defect.",
            Self::NotAllowed => "This number may not be written to: a test number reaches only those on its list.",
            Self::Template => "The template is missing in this language, not approved, or filled wrongly.",
            Self::TemplatePaused => "WhatsApp paused the template because of its quality; it is tried again.",
            Self::Credentials => "The access token is wrong, has run out, or may not send. Set a new one.",
            Self::Restricted => "WhatsApp restricted or locked our account. Look into WhatsApp Manager.",
            Self::NeedsNumber => "This person shows no number, and this message needs one. Ask for it.",
            Self::Identity => "This person changed their phone. Make sure that it is still them.",
            Self::Group => "This group cannot be written to.",
            Self::NotReached => "WhatsApp could not be reached; it is tried again.",
            Self::Passing => "WhatsApp failed for a reason of its own; it is tried again.",
            Self::Unclear => "WhatsApp gave no clear answer, so that it is not known whether it was sent.",
            Self::Unknown => "WhatsApp gave an error that is new to us.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_failure_fits_what_is_done() {
        for failure in Failure::ALL {
            let says_again = failure.sentence().contains("tried again");
            assert_eq!(says_again, matches!(failure.remedy(), Remedy::Again { .. }), "{failure}");
        }
    }
}
