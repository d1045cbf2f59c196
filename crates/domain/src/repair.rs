//! Repairs: each time that a ticket was said to be fixed, whose that was, and what became of it.

use crate::clock::Course;
use crate::order::Footing;
use crate::ticket::Assignee;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A fix as it was claimed. It stays that of whoever owned the ticket then, whoever owns it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// When it was claimed.
    pub at: Instant,
    /// Who owned the ticket then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Assignee>,
    /// Which dispute of the ticket was about it, counted from one; none when nobody disputed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<u32>,
    /// Whether its fault came back too soon, as another ticket.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub came_back: bool,
}

impl Course {
    /// Repairs remembered of one ticket; when there are more, which no honest ticket comes to, the oldest goes.
    pub const REPAIRS_MAX: usize = 100;

    pub(crate) fn claim(&mut self, at: Instant, by: Option<Assignee>) {
        if self.repairs.len() == Self::REPAIRS_MAX {
            self.repairs.remove(0);
        }
        self.repairs.push(Repair { at, by, dispute: None, came_back: false });
    }

    /// The last claim is disputed, unless it was before.
    pub(crate) fn dispute(&mut self, dispute: u32) {
        if let Some(last) = self.repairs.last_mut() {
            last.dispute.get_or_insert(dispute);
        }
    }

    /// How many claims are remembered.
    pub(crate) fn claims(&self) -> u32 {
        u32::try_from(self.repairs.len()).unwrap_or(u32::MAX)
    }

    /// Forgets the claims and disputes that came after a ticket stood so. Claims stand in the order in which they were heard,
    /// which need not be that in which they were made.
    pub(crate) fn take_back(&mut self, before: &Footing) {
        match before.repairs {
            Some(claims) => self.repairs.truncate(claims as usize),
            None => self.repairs.retain(|repair| Some(repair.at) <= before.resolved_at),
        }
        for repair in &mut self.repairs {
            repair.dispute = repair.dispute.filter(|dispute| *dispute <= before.reopened);
        }
    }
}
