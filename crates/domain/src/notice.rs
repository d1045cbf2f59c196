//! What WhatsApp says of our own account, and what to do about it.

use crate::directory::Directory;
use crate::ticket::words;
use crate::time::Instant;
use crate::wording::Sentence;
use serde::{Deserialize, Serialize};

words! {
    /// What a notice is of.
    Matter {
        /// The account.
        Account = "account",
        /// The quality of our number.
        Number = "number",
        /// A template, as one that may be sent.
        Template = "template",
        /// How people take a template.
        Quality = "quality",
        /// What a template is counted as.
        Category = "category",
        /// How many people may be written to first.
        Limit = "limit",
        /// Who may change our number.
        Security = "security",
        /// The access token.
        Token = "token",
        /// What we are told of.
        Fields = "fields",
        /// What becomes of our messages.
        Deliveries = "deliveries",
        /// Whether our messages are taken.
        Sending = "sending",
    }
}

words! {
    /// What is the matter.
    Concern {
        /// What our account may do was restricted.
        Restricted = "restricted",
        /// Our account is held to have broken the rules.
        Violated = "violated",
        /// There is a message about our account.
        Alerted = "alerted",
        /// Some people complain of our number.
        QualityMiddling = "quality_middling",
        /// Many people complain of our number.
        QualityPoor = "quality_poor",
        /// A template was not approved.
        TemplateRejected = "template_rejected",
        /// A template is paused.
        TemplatePaused = "template_paused",
        /// A template may not be sent any more.
        TemplateDisabled = "template_disabled",
        /// People complain of a template.
        TemplateFlagged = "template_flagged",
        /// A template is counted as marketing.
        Recategorised = "recategorised",
        /// Fewer people may be written to first than before.
        LimitLowered = "limit_lowered",
        /// Somebody asked to change what protects our number.
        SecurityAsked = "security_asked",
        /// The token runs out soon.
        TokenEnds = "token_ends",
        /// We are not told of all that we need.
        FieldsMissing = "fields_missing",
        /// Messages that were taken do not arrive, as far as is told.
        Undelivered = "undelivered",
        /// No message of ours is taken.
        Stopped = "stopped",
    }
}

impl Concern {
    /// Whether it happens, and does not last: told again, it happened again.
    pub fn passes(self) -> bool {
        match self {
            Self::Restricted
            | Self::Violated
            | Self::Alerted
            | Self::Recategorised
            | Self::LimitLowered
            | Self::SecurityAsked => true,
            Self::QualityMiddling
            | Self::QualityPoor
            | Self::TemplateRejected
            | Self::TemplatePaused
            | Self::TemplateDisabled
            | Self::TemplateFlagged
            | Self::TokenEnds
            | Self::FieldsMissing
            | Self::Undelivered
            | Self::Stopped => false,
        }
    }

    /// Whether it keeps us from telling anybody of it by WhatsApp.
    pub fn silences_us(self) -> bool {
        self == Self::Stopped
    }

    /// Whether somebody has to do something.
    pub fn needs_act(self) -> bool {
        !matches!(
            self,
            Self::QualityMiddling
                | Self::TemplatePaused
                | Self::TemplateFlagged
                | Self::Recategorised
                | Self::LimitLowered
        )
    }

    /// Whether a template that it is said of cannot be sent.
    pub fn holds_template(self) -> bool {
        matches!(self, Self::TemplateRejected | Self::TemplatePaused | Self::TemplateDisabled)
    }
}

/// What WhatsApp says of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Of what.
    pub matter: Matter,
    /// Of which: a template by name and language, a kind of violation; empty where there is one alone.
    pub subject: String,
    /// What is the matter; none when all is well.
    pub concern: Option<Concern>,
    /// How many, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<i64>,
    /// When we learnt of it.
    pub at: Instant,
}

impl Notice {
    /// Longest name of what it is of, in characters.
    pub const SUBJECT_MAX: usize = 80;
    /// How long what happened is shown, in minutes: thirty days.
    const SHOWN_MINUTES: f64 = 30.0 * 24.0 * 60.0;

    /// A notice of one matter; what others wrote is cut to what a name may hold.
    pub fn new(matter: Matter, subject: &str, concern: Option<Concern>, at: Instant) -> Self {
        let plain = subject.chars().filter(|at| at.is_ascii_alphanumeric() || "_-. ,".contains(*at));
        Self { matter, subject: plain.take(Self::SUBJECT_MAX).collect(), concern, figure: None, at }
    }

    /// The same with a number.
    #[must_use]
    pub fn of(self, figure: i64) -> Self {
        Self { figure: Some(figure), ..self }
    }

    /// The name under which it is kept: one of each matter and subject.
    pub fn id(&self) -> String {
        format!("{} {}", self.matter.word(), self.subject)
    }

    /// What people call what it is of.
    pub fn shown(&self) -> &str {
        if self.subject.is_empty() { "WhatsApp" } else { &self.subject }
    }

    /// The concern, while it is to be shown.
    pub fn standing(&self, now: Instant) -> Option<Concern> {
        self.concern.filter(|concern| !concern.passes() || now.minutes_since(self.at) < Self::SHOWN_MINUTES)
    }

    /// Whether it says nothing that anybody needs any more.
    fn is_spare(&self, now: Instant) -> bool {
        self.standing(now).is_none() && self.figure.is_none()
    }

    /// A template's name and language.
    pub fn template(&self) -> Option<(&str, &str)> {
        let is_template = matches!(self.matter, Matter::Template | Matter::Quality | Matter::Category);
        self.subject.split_once(' ').filter(|_| is_template)
    }

    /// Whether it is of something of ours: other programs may have templates in the same account.
    pub fn is_ours(&self) -> bool {
        match self.matter {
            Matter::Template | Matter::Quality | Matter::Category => {
                self.template().is_some_and(|(name, _)| Sentence::from_word(name).is_some())
            }
            Matter::Account
            | Matter::Number
            | Matter::Limit
            | Matter::Security
            | Matter::Token
            | Matter::Fields
            | Matter::Deliveries
            | Matter::Sending => true,
        }
    }
}

impl Directory {
    /// Most notices that are kept; what is more than that takes the place of what concerns nobody any more.
    pub const NOTICES_MAX: usize = 1_000;

    /// The oldest notice that concerns nobody any more, by its name.
    pub(crate) fn spare_notice(&self, now: Instant) -> Option<String> {
        let spare = self.notices.values().filter(|notice| notice.is_spare(now));
        spare.min_by_key(|notice| (notice.at, notice.id())).map(Notice::id)
    }

    /// Of how many more things notices can be taken.
    pub(crate) fn notices_left(&self, now: Instant) -> usize {
        let spare = self.notices.values().filter(|notice| notice.is_spare(now)).count();
        (Self::NOTICES_MAX + spare).saturating_sub(self.notices.len())
    }

    /// Notices that concern somebody now, the last first.
    pub fn concerns(&self, now: Instant) -> Vec<(&Notice, Concern)> {
        let mut standing: Vec<(&Notice, Concern)> =
            self.notices.values().filter_map(|notice| Some((notice, notice.standing(now)?))).collect();
        standing.sort_by_key(|(notice, _)| (std::cmp::Reverse(notice.at), notice.id()));
        standing
    }

    /// How many people WhatsApp lets us write to first in a day, as it last said.
    pub fn people_limit(&self) -> Option<usize> {
        let told = self.notices.values().filter(|notice| notice.matter == Matter::Limit).max_by_key(|notice| notice.at);
        told.and_then(|notice| usize::try_from(notice.figure?).ok())
    }
}
