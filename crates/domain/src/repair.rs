//! Repairs: each time that a ticket was said to be fixed, whose that was, and what became of it; and the days on which whoever
//! owned it was there.

use crate::clock::Course;
use crate::order::Footing;
use crate::ticket::Assignee;
use crate::time::{Instant, Zone};
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

/// That whoever owned a ticket was there, for a repair or to look: once for each day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The first sign of it.
    pub at: Instant,
    /// The last sign of it.
    pub last: Instant,
    /// Who owned the ticket then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Assignee>,
}

/// Work that goes on over midnight is one attendance: so long may pass from one sign of it to the next, in minutes.
const OVERNIGHT_MINUTES: f64 = 240.0;

impl Attendance {
    /// Whether a sign at an instant is of the same: of that day by the clocks of the place, or of that night.
    fn holds(&self, at: Instant, zone: &Zone) -> bool {
        let is_of_day = [self.at, self.last].iter().any(|sign| sign.day(zone) == at.day(zone));
        let is_near = |later: Instant, earlier: Instant| later.minutes_since(earlier) <= OVERNIGHT_MINUTES;
        is_of_day || is_near(at, self.last) && is_near(self.at, at)
    }
}

impl Course {
    /// Attendances remembered of one ticket; no honest ticket comes to more.
    pub const ATTENDANCES_MAX: usize = 100;

    /// Whoever owns the ticket is there.
    pub(crate) fn attend(&mut self, at: Instant, by: Option<&Assignee>, zone: &Zone) {
        let is_full = self.attendances.len() >= Self::ATTENDANCES_MAX;
        let same = self.attendances.iter_mut().find(|known| known.by.as_ref() == by && known.holds(at, zone));
        match same {
            Some(known) => (known.at, known.last) = (known.at.min(at), known.last.max(at)),
            None if is_full => {}
            None => self.attendances.push(Attendance { at, last: at, by: by.cloned() }),
        }
    }

    /// What was known of another ticket of the same incident was of this one.
    pub(crate) fn join_attendances(&mut self, other: &Self, zone: &Zone) {
        for known in &other.attendances {
            self.attend(known.at, known.by.as_ref(), zone);
            self.attend(known.last, known.by.as_ref(), zone);
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::VendorId;

    #[test]
    fn whoever_owns_it_attends_once_a_day_and_once_a_night() {
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        let at = |day: i8, hour: i8| zone.instant(jiff::civil::date(2026, 11, day).at(hour, 0, 0, 0));
        let of = |vendor: &str| Assignee::Vendor(VendorId::new(vendor));
        let days = |signs: &[(Instant, &str)]| {
            let mut course = Course::default();
            for (at, by) in signs {
                course.attend(*at, Some(&of(by)), &zone);
            }
            course.attendances.iter().map(|known| (known.at, known.last)).collect::<Vec<_>>()
        };
        // Morning and afternoon of a day, in whatever order they are heard; then the next morning.
        assert_eq!(days(&[(at(16, 17), "a"), (at(16, 9), "a")]), [(at(16, 9), at(16, 17))]);
        assert_eq!(days(&[(at(16, 9), "a"), (at(17, 9), "a")]).len(), 2);
        // On Monday at eleven at night and on Tuesday at two.
        assert_eq!(days(&[(at(16, 23), "a"), (at(17, 2), "a")]), [(at(16, 23), at(17, 2))]);
        assert_eq!(days(&[(at(16, 20), "a"), (at(17, 2), "a")]).len(), 2, "they went home meanwhile");
        assert_eq!(days(&[(at(16, 9), "a"), (at(16, 11), "b")]).len(), 2, "each owner's are their own");
    }
}
