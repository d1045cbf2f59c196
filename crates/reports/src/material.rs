//! What reports are made of: the tickets and days of tasks of a stretch of time, as they are known now, and names.

use crate::capture::Capture;
use crate::habit::Habit;
use crate::period::{Period, Rhythm, Span};
use domain::agreement::{Target, holds_days};
use domain::clock::{self, Miss, Promise, Standing};
use domain::directory::Directory;
use domain::id::{PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use domain::media::Grade;
use domain::raise::Raise;
use domain::repair::{Attendance, Repair};
use domain::task::Occurrence;
use domain::ticket::{Assignee, Category, Priority, Stage, Ticket};
use domain::time::{Instant, Zone};
use std::sync::Arc;

const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

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
    /// What one vendor or its people owned.
    Vendor(VendorId),
}

/// For whose eyes a report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Eyes {
    /// Those of the house: everything.
    #[default]
    House,
    /// Those of a member who sees some sites: everything but what was heard in chats, since a group may speak of any site.
    Site,
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
    /// The same in counted hours; none when it was kept, or nobody says any more how long it might take.
    pub over_net_us: Option<i64>,
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
    /// The labels of the organisation's own that count, each with its set.
    pub labels: Vec<(String, String)>,
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
    /// Since when it is with its owner: with a company, whoever of its people has it.
    pub owned_since: Option<Instant>,
    /// Whether staff opened it themselves: by hand, by a check that failed, or to look for a cause.
    pub is_by_staff: bool,
    /// Each time that a fix was claimed, whether or not that stands.
    pub repairs: Vec<Repair>,
    /// Each day on which whoever owned it then was there.
    pub attendances: Vec<Attendance>,
    /// When the fix was claimed that stands.
    pub fixed_at: Option<Instant>,
    /// Until when the last fix has to hold.
    pub holds_until: Option<Instant>,
    /// When somebody else said that it is fixed, and it stands.
    pub verified_at: Option<Instant>,
    /// When it was cancelled after something promised about it was missed.
    pub missed_and_cancelled_at: Option<Instant>,
    /// How often a claim was disputed.
    pub reopened: u32,
    /// Whether it repeats an earlier ticket.
    pub is_repeat: bool,
    /// How much the best of what whoever claims the fix sent proves of it.
    pub grade: Grade,
    /// Promises that were judged, or are overdue.
    pub kept: Vec<Kept>,
}

impl Case {
    /// What is known of a ticket now; who answered is known from its messages alone.
    #[must_use]
    pub fn of(ticket: &Ticket, (directory, zone): (&Directory, &Zone), now: Instant) -> Self {
        let holds_us = i64::from(holds_days(directory, ticket)) * DAY_US;
        let has_missed = ticket.course.promises.values().any(|promise| promise.missed.is_some());
        let is_claimed = matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed);
        let is_verified = matches!(ticket.stage, Stage::Verified | Stage::Closed);
        Self {
            number: ticket.number,
            title: ticket.title.clone(),
            stage: ticket.stage,
            category: ticket.category,
            priority: ticket.priority,
            labels: ticket.course.own_labels().map(|(set, label)| (set.to_owned(), label.to_owned())).collect(),
            site: ticket.site.clone(),
            place: ticket.place.clone(),
            owner: ticket.assignee.clone(),
            answerer: None,
            claimant: ticket.claimant.clone(),
            opened_at: ticket.opened_at,
            acknowledged_at: ticket.acknowledged_at,
            attended_at: ticket.course.attended_at,
            owned_since: ticket.course.owned_since,
            is_by_staff: is_by_staff(ticket),
            repairs: ticket.course.repairs.clone(),
            attendances: ticket.course.attendances.clone(),
            fixed_at: ticket.resolved_at.filter(|_| is_claimed),
            holds_until: ticket.resolved_at.map(|at| Instant::from_us(at.us().saturating_add(holds_us))),
            verified_at: ticket.verified_at.or(ticket.closed_at).filter(|_| is_verified),
            missed_and_cancelled_at: ticket.closed_at.filter(|_| ticket.stage == Stage::Cancelled && has_missed),
            reopened: ticket.reopened,
            is_repeat: ticket.recurrence_of.is_some(),
            grade: Grade::D,
            kept: kept(ticket, (directory, zone), now),
        }
    }

    /// As much of it as a trend needs: what was said, kept and proven is left out.
    #[must_use]
    pub fn counted(mut self) -> Self {
        self.title = String::new();
        self.labels = Vec::new();
        self.attendances = Vec::new();
        self.kept.retain(|kept| !kept.is_met);
        self
    }

    /// Its labels as one text, each behind its set.
    pub(crate) fn labelled(&self) -> String {
        let labels = self.labels.iter().map(|(set, label)| format!("{set}: {label}"));
        labels.collect::<Vec<_>>().join("; ")
    }

    /// Whether a file of whoever claims the fix shows it.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.grade != Grade::D
    }

    /// The outside company whose work it is: the owner, or whom its owner works for.
    #[must_use]
    pub fn vendor<'a>(&'a self, directory: &'a Directory) -> Option<&'a VendorId> {
        self.owner.as_ref().and_then(|owner| directory.vendor_of(owner))
    }

    /// When somebody answered whoever reported it; of what staff opened, nobody has to.
    pub(crate) fn answered_at(&self) -> Option<Instant> {
        self.acknowledged_at.filter(|_| !self.is_by_staff)
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

fn is_by_staff(ticket: &Ticket) -> bool {
    let course = &ticket.course;
    Raise::is_desk(&ticket.conversation) || course.found_by.is_some() || course.seeks.is_some()
}

fn kept(ticket: &Ticket, (directory, zone): (&Directory, &Zone), now: Instant) -> Vec<Kept> {
    let judge = |(target, promise): (&Target, &Promise)| {
        let (target, by) = (*target, promise.missed.or(promise.due_at));
        let net_us = promise.settled.map(|settled| settled.net_us);
        let missed = |by: Instant| {
            let until = promise.settled.map_or(now, |settled| settled.at);
            let clock = clock::read(ticket, target, directory, zone, now);
            let over_net_us = clock.and_then(|clock| Some(over(clock.net_us, clock.allowed_us?)));
            Kept { target, is_met: false, at: by, over_us: Some(over(until.us(), by.us())), over_net_us, net_us }
        };
        match ticket.standing(promise) {
            Standing::Met => promise.settled.map(|settled| Kept {
                target,
                is_met: true,
                at: settled.at,
                over_us: None,
                over_net_us: None,
                net_us,
            }),
            Standing::Missed => by.map(missed),
            // Not recorded yet, because the clock has not looked: it is over all the same.
            Standing::Running => by.filter(|by| *by < now).map(missed),
            Standing::Paused | Standing::Void => None,
        }
    };
    let others = ticket.course.promises.iter().filter(|(_, promise)| promise.misses.is_empty());
    let news = ticket.course.promises.values().filter(|_| !ticket.stage.is_put_away());
    others.filter_map(judge).chain(news.flat_map(|promise| missed_news(promise, now))).collect()
}

/// Every time that news was owed and did not come: until it came, or until now.
fn missed_news(promise: &Promise, now: Instant) -> impl Iterator<Item = Kept> {
    let is_owed = promise.settled.is_none() && promise.misses.last().is_some_and(|last| last.ended_at.is_some());
    // Not recorded yet, because the clock has not looked.
    let unseen = promise.due_at.filter(|due_at| is_owed && *due_at < now).map(|due_at| Miss { due_at, ended_at: None });
    promise.misses.iter().copied().chain(unseen).map(move |miss| Kept {
        target: Target::Update,
        is_met: false,
        at: miss.due_at,
        over_us: Some(over(miss.ended_at.unwrap_or(now).us(), miss.due_at.us())),
        over_net_us: None,
        net_us: None,
    })
}

/// How far one lies beyond another: a miss that was recorded stays one, also when an earlier answer turns up later, but
/// nothing was overrun then.
fn over(reached: i64, allowed: i64) -> i64 {
    reached.saturating_sub(allowed).max(0)
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
    /// The last periods in which a trend is shown, the earliest first.
    pub lately: Vec<Period>,
    /// Tickets that were touched since the first of these began, or are open, as [`Case::counted`] leaves them, in order of
    /// their number.
    pub earlier: Vec<Case>,
    /// What recurs in chats, the steadiest first; none but those of [`Material::habits_of`].
    pub habits: Vec<Habit>,
}

impl Material {
    /// Of which part and until when a report of it shows what recurs in chats: of everything so far, to those of the house.
    #[must_use]
    pub fn habits_of(&self) -> Option<(Scope, Instant)> {
        let is_heard = !matches!(self.scope, Scope::Vendor(_));
        let is_shown = self.period.rhythm == Rhythm::Whole && self.eyes == Eyes::House && is_heard;
        is_shown.then(|| (self.scope.clone(), self.end(self.period.span)))
    }

    /// Whether a ticket belongs to the scope.
    #[must_use]
    pub fn is_case_in(scope: &Scope, directory: &Directory, case: &Case) -> bool {
        let of_place = || case.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| &place.site);
        match scope {
            Scope::Everything => true,
            Scope::Site(site) => case.site.as_ref().or_else(of_place) == Some(site),
            Scope::Client(client) => is_of_client(directory, case.site.as_ref().or_else(of_place), client),
            Scope::Vendor(vendor) => case.vendor(directory) == Some(vendor) || case.is_repaired_by(directory, vendor),
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

    /// The tickets of the last periods, as a report of these would count them.
    pub(crate) fn past(&self) -> Self {
        Self {
            organisation: String::new(),
            zone: self.zone.clone(),
            scope: self.scope.clone(),
            directory: Arc::clone(&self.directory),
            cases: self.earlier.clone(),
            days: Vec::new(),
            capture: Capture::default(),
            lately: Vec::new(),
            earlier: Vec::new(),
            habits: Vec::new(),
            ..*self
        }
    }

    /// The end of a span, or now while it lasts.
    #[must_use]
    pub fn end(&self, span: Span) -> Instant {
        span.to.min(self.now)
    }

    /// The tickets that are the scope's own now: a vendor's, without those of which it only claimed a fix once.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(|case| match &self.scope {
            Scope::Everything | Scope::Site(_) | Scope::Client(_) => true,
            Scope::Vendor(vendor) => case.vendor(&self.directory) == Some(vendor),
        })
    }

    /// Tickets in their own right that were opened in a span.
    pub(crate) fn opened(&self, span: Span) -> impl Iterator<Item = &Case> {
        self.own().filter(move |case| case.counts() && span.holds(case.opened_at))
    }

    /// Days of tasks due in a span whose window has closed, a time promised for them included, or which were reported.
    pub(crate) fn due(&self, span: Span) -> impl Iterator<Item = &Occurrence> {
        let now = self.now;
        let is_judged = move |day: &&Occurrence| day.outcome.is_some() || day.closes_at() <= now;
        self.days.iter().filter(move |day| span.holds(day.due_at)).filter(is_judged)
    }

    /// What a place, or at least a site, is called; empty when neither is known.
    pub(crate) fn place(&self, case: &Case) -> String {
        let site = || case.site.as_ref().and_then(|site| self.directory.sites.get(site)).map(|site| site.name.clone());
        let place = case.place.as_ref().map(|place| self.directory.place_path(place));
        place.filter(|path| !path.is_empty()).or_else(site).unwrap_or_default()
    }
}
