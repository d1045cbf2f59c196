//! Claims of a fix: what was said to be fixed in a span, whose that was, and how good it was. A claim stays that of whoever
//! owned the ticket then, and a ticket counts once in a span for whoever is meant, however often they said so in it.

use crate::material::{Case, Material, Scope};
use crate::period::Span;
use domain::directory::Directory;
use domain::id::VendorId;
use domain::repair::Repair;
use domain::ticket::Assignee;
use domain::time::Instant;

/// A ticket that was said to be fixed in a span.
#[derive(Clone, Copy)]
pub(crate) struct Claimed<'a> {
    pub case: &'a Case,
    /// A claim of the span was disputed.
    pub is_disputed: bool,
    /// The fault came back too soon after one of them.
    pub came_back: bool,
    /// Neither, no earlier claim by the same owner was disputed, and they were there on one day alone.
    pub was_right: bool,
    /// They were there on more than one day until then.
    pub took_visits: bool,
    /// It is the last claim so far.
    is_last: bool,
}

impl Claimed<'_> {
    /// Whether it was right, and the days for which it has to hold are not over.
    pub fn may_come_back(&self, now: Instant) -> bool {
        self.was_right && self.is_last && self.case.holds_until.is_some_and(|until| until > now)
    }
}

impl Case {
    /// Who owned it when the fix was claimed that stands.
    pub(crate) fn repairer(&self) -> Option<&Assignee> {
        self.repairs.last().and_then(|repair| repair.by.as_ref())
    }

    /// Whether a vendor or its people owned it when a fix was claimed.
    pub(crate) fn is_repaired_by(&self, directory: &Directory, vendor: &VendorId) -> bool {
        self.repairs.iter().any(|repair| is_of(directory, repair, vendor))
    }

    /// What was claimed of it in a span by those who are meant.
    pub(crate) fn claimed(
        &self,
        span: Span,
        directory: &Directory,
        is_meant: impl Fn(&Repair) -> bool,
    ) -> Option<Claimed<'_>> {
        let claims: Vec<(usize, &Repair)> =
            self.repairs.iter().enumerate().filter(|(_, repair)| span.holds(repair.at) && is_meant(repair)).collect();
        let (at, last) = *claims.last()?;
        let is_theirs =
            |by: Option<&Assignee>| claims.iter().any(|(_, claim)| directory.are_one_owner(claim.by.as_ref(), by));
        let before = self.repairs.iter().take(at + 1).filter(|repair| is_theirs(repair.by.as_ref()));
        let was_disputed = before.filter(|repair| repair.dispute.is_some()).count() > 0;
        let there = self.attendances.iter().filter(|there| there.at <= last.at && is_theirs(there.by.as_ref()));
        let took_visits = there.count() > 1;
        let came_back = claims.iter().any(|(_, claim)| claim.came_back);
        Some(Claimed {
            case: self,
            is_disputed: claims.iter().any(|(_, claim)| claim.dispute.is_some()),
            came_back,
            was_right: !was_disputed && !came_back && !took_visits,
            took_visits,
            is_last: at + 1 == self.repairs.len(),
        })
    }
}

impl Material {
    /// Tickets in their own right that were said to be fixed in a span, by whom the report is about.
    pub(crate) fn claimed(&self, span: Span) -> impl Iterator<Item = Claimed<'_>> {
        let cases = self.cases.iter().filter(|case| case.counts());
        cases.filter_map(move |case| case.claimed(span, &self.directory, |repair| self.is_meant(repair)))
    }

    /// Tickets whose fix, claimed in a span by whom the report is about, stands.
    pub(crate) fn fixed(&self, span: Span) -> impl Iterator<Item = &Case> {
        let is_fixed = move |case: &&Case| case.fixed_at.is_some_and(|at| span.holds(at));
        self.cases.iter().filter(is_fixed).filter(|case| case.repairs.last().is_none_or(|last| self.is_meant(last)))
    }

    /// Whether the report is about whoever made a claim.
    pub(crate) fn is_meant(&self, repair: &Repair) -> bool {
        match &self.scope {
            Scope::Everything | Scope::Site(_) | Scope::Client(_) => true,
            Scope::Vendor(vendor) => is_of(&self.directory, repair, vendor),
        }
    }
}

fn is_of(directory: &Directory, repair: &Repair, vendor: &VendorId) -> bool {
    repair.by.as_ref().and_then(|owner| directory.vendor_of(owner)) == Some(vendor)
}
