//! What whoever sends tells the pages: whether messages leave by themselves, and what keeps those that do not.

use domain::id::OutboundId;
use domain::outbound::{Failure, Hindrance};
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What is told, shared between whoever sends and the pages.
#[derive(Debug, Default)]
pub struct Sending(Mutex<Option<Told>>);

/// What was told last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What waits, and why.
    pub held: BTreeMap<OutboundId, Hindrance>,
    /// Why nothing leaves at all, and until when.
    pub stopped: Option<(Failure, Instant)>,
    /// How many messages the budget still allows; none without one.
    pub left: Option<u64>,
    /// Whether any template is approved.
    pub has_templates: bool,
}

impl Sending {
    /// Messages leave by themselves from now on.
    #[must_use]
    pub fn by_itself() -> Self {
        Self(Mutex::new(Some(Told::default())))
    }

    /// Tells what keeps messages.
    pub fn tell(
        &self,
        held: BTreeMap<OutboundId, Hindrance>,
        stopped: Option<(Failure, Instant)>,
        left: Option<u64>,
        has_templates: bool,
    ) {
        let told = Told { held, stopped, left, has_templates };
        // A poisoned lock means that somebody panicked while they held it; what is told is whole all the same.
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

    /// What was told last; none where everything is sent by hand.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
