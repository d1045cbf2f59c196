//! Agreements: what was promised to whom, in which hours, and which of several holds for a ticket.

use crate::calendar::{Calendar, Counted, Hours};
use crate::directory::Directory;
use crate::id::{AgreementId, CalendarId, SiteId, VendorId};
use crate::ticket::{Category, HoldReason, Priority, Ticket, words};
use crate::time::Zone;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

words! {
    /// What can be promised about a ticket.
    Target {
        /// That somebody shows it was seen.
        Acknowledge = "acknowledge",
        /// That somebody is there.
        Attend = "attend",
        /// That it is said to be fixed.
        Resolve = "resolve",
        /// That it is spoken of again and again until then.
        Update = "update",
    }
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// So many counted minutes.
    Minutes(u32),
    /// As long as it likes: nothing is promised, though a less specific agreement would.
    Unlimited,
}

/// Which hours count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// All of them.
    Always,
    /// Those of a calendar.
    Calendar(CalendarId),
}

/// What is promised for one priority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Which hours count, where not those of the agreement.
    pub when: Option<When>,
    /// How long each target may take; what is not named is left to a less specific agreement.
    pub targets: BTreeMap<Target, Allowed>,
}

/// What was promised to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Our name for it.
    pub id: AgreementId,
    /// What people call it.
    pub name: String,
    /// The outside company whose contract it is; it holds for tickets they own.
    pub vendor: Option<VendorId>,
    /// The site it is for; all when none.
    pub site: Option<SiteId>,
    /// The trades it is for; all when empty.
    pub categories: BTreeSet<Category>,
    /// Which hours count.
    pub when: When,
    /// For which reasons to wait the clocks stand still.
    pub pauses: BTreeSet<HoldReason>,
    /// After which share of the time allowed a warning is recorded.
    pub warn_percent: u8,
    /// What is promised for each priority.
    pub levels: BTreeMap<Priority, Level>,
    /// For how many days a repair has to hold; what it does not say, another agreement does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_days: Option<u16>,
}

/// Why an agreement cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("agreement “{name}” cannot be used: {reason}")]
pub struct BadAgreement {
    /// What people call it.
    pub name: String,
    /// What is wrong, and what to write instead.
    pub reason: String,
}

impl Agreement {
    /// The longest time that can be allowed, in minutes: a year.
    pub const MINUTES_MAX: u32 = 366 * 24 * 60;
    /// For how many days a repair has to hold when nothing is said.
    pub const HOLDS_DAYS: u16 = 14;
    /// For how many at most: a year's warranty. What ended longer ago is another story.
    pub const HOLDS_DAYS_MAX: u16 = 365;
    /// The share after which a warning is recorded when nothing else is said.
    pub const WARN_PERCENT: u8 = 80;

    /// Whether it can be used.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    pub fn check(&self) -> Result<(), BadAgreement> {
        let bad = |reason: String| Err(BadAgreement { name: self.name.clone(), reason });
        if !(1..100).contains(&self.warn_percent) {
            return bad(format!("it warns at {} %; write a share from 1 to 99", self.warn_percent));
        }
        if let Some(days) = self.holds_days.filter(|days| !(1..=Self::HOLDS_DAYS_MAX).contains(days)) {
            return bad(format!("a repair holds for {days} days; write 1 to {}", Self::HOLDS_DAYS_MAX));
        }
        let allowed = self.levels.values().flat_map(|level| level.targets.values());
        for minutes in allowed.filter_map(|allowed| match allowed {
            Allowed::Minutes(minutes) => Some(*minutes),
            Allowed::Unlimited => None,
        }) {
            if !(1..=Self::MINUTES_MAX).contains(&minutes) {
                return bad(format!(
                    "it allows {minutes} minutes; write 1 minute to {} days",
                    Self::MINUTES_MAX / 1_440
                ));
            }
        }
        Ok(())
    }

    /// Whether nobody could say which of two holds: they are for the same tickets, equally specific, and promise the
    /// same target.
    pub fn quarrels_with(&self, other: &Self) -> bool {
        let same_tickets = (&self.vendor, &self.site) == (&other.vendor, &other.site)
            && self.categories.is_empty() == other.categories.is_empty()
            && (self.categories.is_empty() || !self.categories.is_disjoint(&other.categories));
        let promises = |agreement: &Self, priority, target| {
            agreement.levels.get(priority).is_some_and(|level: &Level| level.targets.contains_key(target))
        };
        let mut said =
            self.levels.iter().flat_map(|(priority, level)| level.targets.keys().map(move |of| (priority, of)));
        self.id != other.id && same_tickets && said.any(|(priority, target)| promises(other, priority, target))
    }

    /// What to say of two that quarrel.
    pub fn quarrel(&self, other: &Self) -> BadAgreement {
        let reason = format!(
            "“{}” promises the same for the same tickets; take it out of one of them (an agreement without targets says \
             nothing), or make one more specific",
            other.name
        );
        BadAgreement { name: self.name.clone(), reason }
    }

    /// The calendars it names.
    pub fn calendars(&self) -> impl Iterator<Item = &CalendarId> {
        let of_levels = self.levels.values().filter_map(|level| level.when.as_ref());
        std::iter::once(&self.when).chain(of_levels).filter_map(|when| match when {
            When::Calendar(calendar) => Some(calendar),
            When::Always => None,
        })
    }

    /// How much it says about the tickets it is for: a contract outweighs a site, a site a trade.
    fn weight(&self) -> (bool, bool, bool) {
        (self.vendor.is_some(), self.site.is_some(), !self.categories.is_empty())
    }

    fn is_for(&self, ticket: &Ticket, vendor: Option<&VendorId>) -> bool {
        self.vendor.as_ref().is_none_or(|wanted| vendor == Some(wanted))
            && self.site.as_ref().is_none_or(|wanted| ticket.site.as_ref() == Some(wanted))
            && (self.categories.is_empty() || self.categories.contains(&ticket.category))
    }

    fn says(&self, priority: Priority, target: Target) -> Option<(&Level, Allowed)> {
        let level = self.levels.get(&priority)?;
        level.targets.get(&target).map(|allowed| (level, *allowed))
    }
}

/// What holds for one target of one ticket.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// How long it may take.
    pub minutes: u32,
    /// Which time counts.
    pub counted: Counted<'a>,
    /// The agreement that says so.
    pub agreement: &'a Agreement,
}

/// For how many days the repair of a ticket has to hold: of the agreements that are for it and say so, the most specific.
pub fn holds_days(directory: &Directory, ticket: &Ticket) -> u16 {
    let vendor = ticket.assignee.as_ref().and_then(|owner| directory.vendor_of(owner));
    let own = directory.agreements.values().filter(|agreement| agreement.is_for(ticket, vendor));
    let said = own.filter_map(|agreement| agreement.holds_days.map(|days| (agreement, days)));
    let best = said.max_by_key(|(agreement, _)| (agreement.weight(), std::cmp::Reverse(&agreement.id)));
    best.map_or(Agreement::HOLDS_DAYS, |(_, days)| days)
}

/// For how many days any repair may have to hold: so long, tickets that ended have to be in mind.
pub fn longest_holds_days(directory: &Directory) -> u16 {
    let said = directory.agreements.values().filter_map(|agreement| agreement.holds_days);
    said.max().unwrap_or_default().clamp(Agreement::HOLDS_DAYS, Agreement::HOLDS_DAYS_MAX)
}

/// What holds for a target of a ticket: of the agreements that are for it and speak of the target, the most specific;
/// ours, when none of the organisation's does.
pub fn terms<'a>(directory: &'a Directory, zone: &'a Zone, ticket: &Ticket, target: Target) -> Option<Terms<'a>> {
    let vendor = ticket.assignee.as_ref().and_then(|owner| directory.vendor_of(owner));
    let own = directory.agreements.values().filter(|agreement| agreement.is_for(ticket, vendor));
    let said = own.filter_map(|agreement| agreement.says(ticket.priority, target).map(|said| (agreement, said)));
    let own = said.max_by_key(|(agreement, _)| (agreement.weight(), std::cmp::Reverse(&agreement.id)));
    let usual = || USUAL.agreement.says(ticket.priority, target).map(|said| (&USUAL.agreement, said));
    let (agreement, (level, allowed)) = own.or_else(usual)?;
    let calendar = match level.when.as_ref().unwrap_or(&agreement.when) {
        When::Always => None,
        When::Calendar(id) if *id == USUAL.calendar.id => Some(&USUAL.calendar),
        // One that is not there was refused when it was named.
        When::Calendar(id) => directory.calendars.get(id),
    };
    let counted = Counted { calendar, zone: directory.zone(ticket.site.as_ref(), zone) };
    match allowed {
        Allowed::Minutes(minutes) => Some(Terms { minutes, counted, agreement }),
        Allowed::Unlimited => None,
    }
}

/// What is promised when the organisation says nothing.
pub struct Usual {
    /// The promise.
    pub agreement: Agreement,
    /// The hours of what can wait for the day.
    pub calendar: Calendar,
}

/// What is promised when the organisation says nothing: what cannot wait is seen within minutes at any hour; the rest
/// counts from eight in the morning until eight in the evening, every day, so that nobody is late by night.
pub static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    const HOUR: u32 = 60;
    let day = CalendarId::new("usual-day");
    let level = |when: When, acknowledge: u32, resolve: u32| Level {
        when: Some(when),
        targets: BTreeMap::from([
            (Target::Acknowledge, Allowed::Minutes(acknowledge)),
            (Target::Resolve, Allowed::Minutes(resolve)),
        ]),
    };
    let by_day = || When::Calendar(day.clone());
    let agreement = Agreement {
        id: AgreementId::new("usual"),
        name: "Usual".to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: HoldReason::ALL.iter().copied().collect(),
        warn_percent: Agreement::WARN_PERCENT,
        holds_days: None,
        levels: BTreeMap::from([
            (Priority::Critical, level(When::Always, 15, 4 * HOUR)),
            (Priority::High, level(When::Always, HOUR, 24 * HOUR)),
            // Three days of twelve hours, and seven.
            (Priority::Normal, level(by_day(), 4 * HOUR, 36 * HOUR)),
            (Priority::Low, level(by_day(), 12 * HOUR, 84 * HOUR)),
        ]),
    };
    let hours = || vec![Hours { from: 8 * 60, until: 20 * 60 }];
    let calendar = Calendar {
        id: day.clone(),
        name: "Every day, 08:00-20:00".to_owned(),
        week: std::array::from_fn(|_| hours()),
        days: BTreeMap::new(),
    };
    Usual { agreement, calendar }
});
