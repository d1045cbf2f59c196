//! What each error number says, in Meta's words.

/// What an error number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// What a request is answered with that meets it.
    pub http: u16,
    /// Its title.
    pub title: &'static str,
    /// What is the matter.
    pub details: &'static str,
}

/// The words of a number; those of a fault without a name where there are no others.
pub fn words(code: u32) -> Words {
    let (http, title, details) = match code {
        4 | 80_007 => (400, "Application request limit reached", "The account has reached its rate limit."),
        100 => (400, "Invalid parameter", "The request has a parameter that is not supported or misspelt."),
        190 => (401, "Invalid OAuth access token", "The access token could not be decrypted"),
        368 => (403, "Temporarily blocked for policies violations", "The account was restricted or disabled."),
        130_429 => (429, "Rate limit hit", "Cloud API message throughput has been reached."),
        130_472 => (400, "User’s number is part of an experiment", "Message was not sent because of an experiment."),
        131_000 => (500, "Something went wrong", "Message failed to send because of an unknown error."),
        131_016 => (500, "Service unavailable", "A service is temporarily unavailable."),
        131_026 => (400, "Message undeliverable", "Message Undeliverable."),
        131_031 => (403, "Account has been locked", "The account was disabled."),
        131_042 => (400, "Business eligibility payment issue", "There was an error related to the payment method."),
        131_047 => (
            400,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        ),
        131_048 => (400, "Spam rate limit hit", "Too many messages from this number were blocked or flagged as spam."),
        131_049 => (
            400,
            "This message was not delivered to maintain healthy ecosystem engagement.",
            "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
        ),
        131_050 => (400, "User has stopped marketing messages", "The person chose to get no marketing messages."),
        131_053 => (400, "Media upload error", "The file could not be uploaded."),
        131_056 => (
            400,
            "(Business Account, Consumer Account) pair rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number to the same phone \
             number in a short period of time.",
        ),
        131_208 => (429, "Rate limit hit", "Too many requests about groups in a short period of time."),
        132_015 => (400, "Template is paused", "The template is paused because of low quality."),
        132_016 => (400, "Template is disabled", "The template was paused too often and is disabled."),
        _ => (400, "Something went wrong", "Message failed to send due to an unknown error."),
    };
    Words { http, title, details }
}
