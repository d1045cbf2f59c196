//! What is promised about a ticket, as the oracle reads agreements and calendars.

use super::Wall;
use domain::agreement::{Agreement, Allowed, Target, When};
use domain::calendar::{Calendar, Hours};
use domain::directory::Role;
use domain::id::{AgreementId, CalendarId, PersonId, SiteId, VendorId};
use domain::ticket::{Assignee, Category, HoldReason, Priority};
use std::collections::{BTreeMap, BTreeSet};

/// What the organisation told about itself.
#[derive(Clone, Default)]
pub struct Known {
    pub calendars: BTreeMap<CalendarId, Calendar>,
    pub agreements: BTreeMap<AgreementId, Agreement>,
    pub people: BTreeMap<PersonId, (Role, Option<VendorId>)>,
    /// Whether the site has a zone of its own.
    pub has_zone: bool,
}

/// What of a ticket decides what is promised about it.
#[derive(Clone)]
pub struct Facts {
    pub priority: Priority,
    pub category: Category,
    pub site: Option<SiteId>,
    pub owner: Option<Assignee>,
}

impl Default for Facts {
    fn default() -> Self {
        Self { priority: Priority::Normal, category: Category::Other, site: None, owner: None }
    }
}

/// Which hours count.
#[derive(Clone, Debug)]
enum Open {
    Always,
    /// From eight to eight.
    ByDay,
    Hours(Box<Calendar>),
}

/// What holds for one target.
#[derive(Clone, Debug)]
pub struct Terms {
    pub allowed: u32,
    pub warn_percent: u8,
    pub pauses: BTreeSet<HoldReason>,
    open: Open,
    zone: usize,
}

impl Terms {
    /// Whether a minute counts, by the clock on the wall.
    pub fn counts(&self, walls: &[Wall; 2]) -> bool {
        let (day, weekday, of_day) = walls[self.zone];
        let by_day = [Hours { from: 8 * 60, until: 20 * 60 }];
        let hours = match &self.open {
            Open::Always => return true,
            Open::ByDay => &by_day[..],
            Open::Hours(calendar) => calendar.days.get(&day).unwrap_or(&calendar.week[weekday]),
        };
        hours.iter().any(|hours| hours.from <= of_day && of_day < hours.until)
    }
}

impl Known {
    /// Of the agreements that are for a ticket and speak of the target, what the most specific says; else what is
    /// promised when nobody says anything.
    pub fn terms(&self, facts: &Facts, target: Target) -> Option<Terms> {
        let zone = usize::from(facts.site.is_some() && self.has_zone);
        let said = self.agreements.values().filter(|agreement| self.is_for(agreement, facts));
        let said = said.filter_map(|agreement| {
            let level = agreement.levels.get(&facts.priority)?;
            level.targets.get(&target).map(|allowed| (agreement, level, *allowed))
        });
        let Some((agreement, level, allowed)) = said.max_by_key(|(agreement, ..)| rank(agreement)) else {
            let (allowed, open) = usual(facts.priority, target)?;
            let pauses = HoldReason::ALL.iter().copied().collect();
            return Some(Terms { allowed, warn_percent: 80, pauses, open, zone });
        };
        let Allowed::Minutes(allowed) = allowed else { return None };
        let open = match level.when.as_ref().unwrap_or(&agreement.when) {
            When::Always => Open::Always,
            When::Calendar(calendar) => Open::Hours(Box::new(self.calendars[calendar].clone())),
        };
        let (warn_percent, pauses) = (agreement.warn_percent, agreement.pauses.clone());
        Some(Terms { allowed, warn_percent, pauses, open, zone })
    }

    fn is_for(&self, agreement: &Agreement, facts: &Facts) -> bool {
        let vendor = facts.owner.as_ref().and_then(|owner| match owner {
            Assignee::Vendor(vendor) => Some(vendor),
            Assignee::Person(person) => self.people.get(person)?.1.as_ref(),
        });
        (agreement.vendor.is_none() || agreement.vendor.as_ref() == vendor)
            && (agreement.site.is_none() || agreement.site == facts.site)
            && (agreement.categories.is_empty() || agreement.categories.contains(&facts.category))
    }
}

/// A vendor's contract before a site's, a site's before one for some trades, these before one for all.
fn rank(agreement: &Agreement) -> u8 {
    let scopes = [!agreement.categories.is_empty(), agreement.site.is_some(), agreement.vendor.is_some()];
    (0..).zip(scopes).map(|(nth, is_set)| u8::from(is_set) << nth).sum()
}

/// What is promised when the organisation says nothing.
fn usual(priority: Priority, target: Target) -> Option<(u32, Open)> {
    const HOUR: u32 = 60;
    let (acknowledge, resolve, open) = match priority {
        Priority::Critical => (15, 4 * HOUR, Open::Always),
        Priority::High => (HOUR, 24 * HOUR, Open::Always),
        Priority::Normal => (4 * HOUR, 36 * HOUR, Open::ByDay),
        Priority::Low => (12 * HOUR, 84 * HOUR, Open::ByDay),
    };
    match target {
        Target::Acknowledge => Some((acknowledge, open)),
        Target::Resolve => Some((resolve, open)),
        Target::Attend | Target::Update => None,
    }
}
