//! What reports are made of: the tickets and days of tasks of a stretch of time, as they are known now, and names.

use crate::capture::Capture;
use crate::period::{Period, Span};
use domain::agreement::Target;
use domain::clock::Standing;
use domain::directory::Directory;
use domain::id::{PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use domain::media::Grade;
use domain::task::Occurrence;
use domain::ticket::{Assignee, Category, Priority, Stage, Ticket};
use domain::time::{Instant, Zone};
use std::sync::Arc;

/// A part of the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    Everything,
    /// One site.
    Site(SiteId),
    /// The sites of one client, by what people call them.
    Client(String),
    /// What one vendor owned.
    Vendor(VendorId),
}

/// For whose eyes a report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Eyes {
    /// Those of the house: everything.
    #[default]
    House,
    /// Those of somebody outside: no names of people, no words of theirs, no pictures, nobody's share of the work.
    Outside,
}

/// A promise that was judged, or is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was promised.
    pub target: Target,
    /// Whether it was kept.
    pub is_met: bool,
    /// When it was kept, or was due and was not.
    pub at: Instant,
    /// By how much it was overrun until it was answered, or until now, in microseconds; none when it was kept.
    pub over_us: Option<i64>,
    /// How much counted time had run when it was answered, in microseconds; none while it is not.
    pub net_us: Option<i64>,
}

/// What a report needs to know of a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its number.
    pub number: TicketNumber,
    /// What it is about; empty when erased.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// Its trade.
    pub category: Category,
    /// How soon it must be answered.
    pub priority: Priority,
    /// The site, when known.
    pub site: Option<SiteId>,
    /// The place, when known.
    pub place: Option<PlaceId>,
    /// Who owns it.
    pub owner: Option<Assignee>,
    /// Who first answered in the chat.
    pub answerer: Option<PersonId>,
    /// Who claimed the last fix.
    pub claimant: Option<PersonId>,
    /// When it was reported.
    pub opened_at: Instant,
    /// When somebody first answered.
    pub acknowledged_at: Option<Instant>,
    /// When somebody was first there.
    pub attended_at: Option<Instant>,
    /// When the fix was claimed that stands.
    pub fixed_at: Option<Instant>,
    /// When somebody else said that it is fixed, and it stands.
    pub verified_at: Option<Instant>,
    /// How often a claim was disputed.
    pub reopened: u32,
    /// Whether it repeats an earlier ticket.
    pub is_repeat: bool,
    /// Whether its fault came back although it was said to be fixed, too soon.
    pub came_back: bool,
    /// Whether something shows the work or the fault.
    pub has_evidence: bool,
    /// How much the best of what whoever claims the fix sent proves of it.
    pub grade: Grade,
    /// Promises that were judged, or are overdue.
    pub kept: Vec<Kept>,
}

impl Case {
    /// What is known of a ticket now; who answered is known from its messages alone.
    #[must_use]
    pub fn of(ticket: &Ticket, now: Instant) -> Self {
        let is_claimed = matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed);
        let is_verified = matches!(ticket.stage, Stage::Verified | Stage::Closed);
        Self {
            number: ticket.number,
            title: ticket.title.clone(),
            stage: ticket.stage,
            category: ticket.category,
            priority: ticket.priority,
            site: ticket.site.clone(),
            place: ticket.place.clone(),
            owner: ticket.assignee.clone(),
            answerer: None,
            claimant: ticket.claimant.clone(),
            opened_at: ticket.opened_at,
            acknowledged_at: ticket.acknowledged_at,
            attended_at: ticket.course.attended_at,
            fixed_at: ticket.resolved_at.filter(|_| is_claimed),
            verified_at: ticket.verified_at.or(ticket.closed_at).filter(|_| is_verified),
            reopened: ticket.reopened,
            is_repeat: ticket.recurrence_of.is_some(),
            came_back: ticket.course.came_back.is_some(),
            has_evidence: !ticket.evidence.is_empty(),
            grade: Grade::D,
            kept: kept(ticket, now),
        }
    }

    /// Whether it is a ticket in its own right: neither the same as another nor no issue.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.stage.is_put_away()
    }

    /// Whether work was owed at an instant: it was reported by then and not verified.
    #[must_use]
    pub fn was_open(&self, at: Instant) -> bool {
        let is_ended = match self.verified_at {
            Some(ended) => ended < at,
            None => !self.stage.is_open(),
        };
        self.counts() && self.opened_at < at && !is_ended
    }
}

fn kept(ticket: &Ticket, now: Instant) -> Vec<Kept> {
    let judge = |(target, promise): (&Target, &domain::clock::Promise)| {
        let by = promise.missed.or(promise.due_at);
        let net_us = promise.settled.map(|settled| settled.net_us);
        let kept = match ticket.standing(promise) {
            Standing::Met => Kept { target: *target, is_met: true, at: promise.settled?.at, over_us: None, net_us },
            Standing::Missed => missed(*target, by?, promise.settled.map_or(now, |settled| settled.at), net_us),
            // Not recorded yet, because the clock has not looked: it is over all the same.
            Standing::Running if by.is_some_and(|by| by < now) => missed(*target, by?, now, net_us),
            Standing::Running | Standing::Paused | Standing::Void => return None,
        };
        Some(kept)
    };
    ticket.course.promises.iter().filter_map(judge).collect()
}

fn missed(target: Target, by: Instant, until: Instant, net_us: Option<i64>) -> Kept {
    Kept { target, is_met: false, at: by, over_us: Some(until.us().saturating_sub(by.us())), net_us }
}

/// Whether a site is run for a client.
fn is_of_client(directory: &Directory, site: Option<&SiteId>, client: &str) -> bool {
    let known = site.and_then(|site| directory.sites.get(site));
    known.and_then(|site| site.client.as_deref()) == Some(client)
}

/// Everything a report is made of.
#[derive(Clone, Debug)]
pub struct Material {
    /// The organisation's name.
    pub organisation: String,
    /// Whose clocks count.
    pub zone: Zone,
    /// As of when it is known.
    pub now: Instant,
    /// What it is about.
    pub period: Period,
    /// Which part of the organisation.
    pub scope: Scope,
    /// For whose eyes.
    pub eyes: Eyes,
    /// Names.
    pub directory: Arc<Directory>,
    /// Tickets that were opened, touched or open in the period or the one before, in order of their number.
    pub cases: Vec<Case>,
    /// Days of tasks that were due in the period or the one before, in order of task and day.
    pub days: Vec<Occurrence>,
    /// What was heard, and what may not have been.
    pub capture: Capture,
}

impl Material {
    /// Whether a ticket belongs to the scope.
    #[must_use]
    pub fn is_case_in(scope: &Scope, directory: &Directory, case: &Case) -> bool {
        let of_place = || case.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| &place.site);
        match scope {
            Scope::Everything => true,
            Scope::Site(site) => case.site.as_ref().or_else(of_place) == Some(site),
            Scope::Client(client) => is_of_client(directory, case.site.as_ref().or_else(of_place), client),
            Scope::Vendor(vendor) => match &case.owner {
                Some(Assignee::Vendor(owner)) => owner == vendor,
                Some(Assignee::Person(person)) => {
                    directory.people.get(person).and_then(|person| person.vendor.as_ref()) == Some(vendor)
                }
                None => false,
            },
        }
    }

    /// Whether a day of a task belongs to the scope.
    #[must_use]
    pub fn is_day_in(scope: &Scope, directory: &Directory, day: &Occurrence) -> bool {
        let task = directory.tasks.get(&day.task);
        match scope {
            Scope::Everything => true,
            Scope::Site(site) => task.and_then(|task| task.site.as_ref()) == Some(site),
            Scope::Client(client) => is_of_client(directory, task.and_then(|task| task.site.as_ref()), client),
            Scope::Vendor(vendor) => {
                let assignee = task.and_then(|task| task.assignee.as_ref());
                let person = assignee.and_then(|person| directory.people.get(person));
                person.and_then(|person| person.vendor.as_ref()) == Some(vendor)
            }
        }
    }

    /// The end of a span, or now while it lasts.
    #[must_use]
    pub fn end(&self, span: Span) -> Instant {
        span.to.min(self.now)
    }

    /// Tickets in their own right that were opened in a span.
    pub(crate) fn opened(&self, span: Span) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(move |case| case.counts() && span.holds(case.opened_at))
    }

    /// Tickets whose fix, claimed in a span, stands.
    pub(crate) fn fixed(&self, span: Span) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(move |case| case.fixed_at.is_some_and(|at| span.holds(at)))
    }

    /// Days of tasks due in a span whose window has closed, or which were reported.
    pub(crate) fn due(&self, span: Span) -> impl Iterator<Item = &Occurrence> {
        let now = self.now;
        let is_judged = move |day: &&Occurrence| day.outcome.is_some() || day.until <= now;
        self.days.iter().filter(move |day| span.holds(day.due_at)).filter(is_judged)
    }

    /// What a place, or at least a site, is called; empty when neither is known.
    pub(crate) fn place(&self, case: &Case) -> String {
        let site = || case.site.as_ref().and_then(|site| self.directory.sites.get(site)).map(|site| site.name.clone());
        let place = case.place.as_ref().map(|place| self.directory.place_path(place));
        place.filter(|path| !path.is_empty()).or_else(site).unwrap_or_default()
    }
}
