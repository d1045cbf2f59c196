//! The clocks of a ticket: what has run, when it is due, what was kept; all of it worked out anew from the ticket's own
//! history and the agreement that holds.

use crate::agreement::{Target, Terms, terms};
use crate::checklist::Check;
use crate::contest::{Contest, Ruling};
use crate::directory::Directory;
use crate::duty::Call;
use crate::id::{MessageId, PersonId, TicketNumber};
use crate::label::Labelled;
use crate::ladder::{Cause, Climb};
use crate::message::Heard;
use crate::pledge::Pledge;
use crate::quote::Quote;
use crate::repair::{Attendance, Repair};
use crate::ticket::{HoldReason, Ticket, words};
use crate::time::{Instant, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod joined;
mod promise;

pub use promise::{Miss, Promise, Settled};

const MINUTE_US: i64 = 60_000_000;

/// That the time of a target came near, or ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsed {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The target.
    pub target: Target,
    /// When it is due unless something changes, or was.
    pub due_at: Instant,
}

words! {
    /// How a promise stands.
    Standing {
        /// Its clock runs.
        Running = "running",
        /// Its clock stands still.
        Paused = "paused",
        /// It was kept.
        Met = "met",
        /// It was not, whether or not it is answered by now.
        Missed = "missed",
        /// The ticket was put away, or this is promised no more: nothing is owed.
        Void = "void",
    }
}

/// Why nothing is owed for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// Work waits, for a reason.
    Held(HoldReason),
    /// It is said to be fixed.
    Claimed,
    /// It was put away.
    PutAway,
}

/// A stretch in which nothing is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Why.
    pub rest: Rest,
    /// From when.
    pub since: Instant,
    /// Until when; none while it lasts.
    pub until: Option<Instant>,
    /// The message that shows why work waits. Without one the clocks go on.
    pub message: Option<MessageId>,
    /// That whoever has the job says that it is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Contest>,
    /// What a manager said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
}

/// What a ticket's clocks have to know of its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// When somebody was first known to be there.
    pub attended_at: Option<Instant>,
    /// When somebody who works on it last spoke of it or moved it on.
    pub updated_at: Option<Instant>,
    /// Stretches in which nothing is owed, in order and apart; at most [`Course::PAUSES_MAX`].
    pub pauses: Vec<Pause>,
    /// What is promised.
    pub promises: BTreeMap<Target, Promise>,
    /// Whether it was reported live: nobody is asked or told because of an imported chat.
    #[serde(skip_serializing_if = "is_false")]
    pub is_live: bool,
    /// When it was last given to somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_at: Option<Instant>,
    /// When it lost whoever had it, while nobody has it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_at: Option<Instant>,
    /// Since when it is with whom it is with: with a company, whoever of its people has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_since: Option<Instant>,
    /// Each time that it was said to be fixed, in the order in which that was heard; at most [`Course::REPAIRS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// Each day on which whoever owned it then was known to be there; at most [`Course::ATTENDANCES_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendances: Vec<Attendance>,
    /// When whoever works on it last said a word about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
    /// When whoever works on it last showed something of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown_at: Option<Instant>,
    /// The last time that somebody gave for it, as long as it is not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pledge: Option<Pledge>,
    /// How far its ladders were climbed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub climbs: BTreeMap<Cause, Climb>,
    /// How far those were climbed that rest: nobody is told again because of what they were told of.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rested: BTreeMap<Cause, Climb>,
    /// How often the same fault was there before.
    #[serde(skip_serializing_if = "is_never")]
    pub repeats: u32,
    /// The ticket as which its fault came back too soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub came_back: Option<TicketNumber>,
    /// The ticket in which the cause of its fault is looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<TicketNumber>,
    /// The ticket whose cause is looked for in this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seeks: Option<TicketNumber>,
    /// The check that found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_by: Option<Check>,
    /// How it was offered to those on call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// What whoever has the job said that it would cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Which of the organisation's own labels it has, by set.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, Labelled>,
    /// The shared phone on which the last claim was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_on: Option<PersonId>,
}

impl Course {
    /// The labels of the organisation's own that count for it, each with its set.
    pub fn own_labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let of = |(set, known)| {
            Labelled::labels(known).iter().map(move |label: &String| (String::as_str(set), label.as_str()))
        };
        self.labels.iter().flat_map(of)
    }

    /// Whether the last claim came from the very phone that a message came from, which several share.
    pub fn is_claimed_on(&self, heard: &Heard) -> bool {
        heard.phone.is_some() && self.claimed_on == heard.phone
    }
}

fn is_never(times: &u32) -> bool {
    *times == 0
}

fn is_false(is: &bool) -> bool {
    !is
}

/// A clock, as it shows at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Time by the wall, in microseconds.
    pub gross_us: i64,
    /// Time that counts, in microseconds.
    pub net_us: i64,
    /// Counted time that may run, in microseconds; none when the terms name none any more.
    pub allowed_us: Option<i64>,
}

impl Pause {
    /// Whether a clock under some terms stands still in it. A claim that nobody disputed ends a clock, and does not
    /// pause it.
    fn stands(&self, terms: &Terms<'_>) -> bool {
        match self.rest {
            Rest::Held(reason) => {
                self.message.is_some() && !self.is_struck() && terms.agreement.pauses.contains(&reason)
            }
            Rest::Claimed => self.until.is_some(),
            Rest::PutAway => true,
        }
    }
}

impl Course {
    /// Pauses remembered of one ticket. When there are more, which no honest ticket comes to, the time of the oldest
    /// counts.
    pub const PAUSES_MAX: usize = 100;

    /// The pause that lasts, when one does.
    pub fn pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| pause.until.is_none())
    }

    /// Goes over into a pause, or out of one. Messages may come late, so that no turn lies before the one before it.
    pub fn turn(&mut self, at: Instant, rest: Option<Rest>, message: Option<&MessageId>) {
        let last = self.pauses.last().map(|pause| pause.until.unwrap_or(pause.since));
        let at = last.map_or(at, |last| at.max(last));
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.until.is_none()) {
            let is_same = rest == Some(open.rest) && (open.rest == Rest::Claimed || open.message.as_ref() == message);
            if is_same {
                return;
            }
            open.until = Some(at);
            // One without length is forgotten, unless it says by what it is shown why work waits: it may wait for that again.
            if open.since == at && open.message.is_none() {
                self.pauses.pop();
            }
        }
        if let Some(rest) = rest {
            if self.pauses.len() == Self::PAUSES_MAX {
                self.pauses.remove(0);
            }
            let message = message.cloned();
            self.pauses.push(Pause { rest, since: at, until: None, message, contest: None, ruling: None });
        }
    }

    /// The stretches from an instant on in which a clock runs under some terms; the last may have no end.
    fn running<'a>(
        &'a self,
        since: Instant,
        terms: &'a Terms<'_>,
    ) -> impl Iterator<Item = (Instant, Option<Instant>)> + 'a {
        let mut from = Some(since);
        let pauses = self.pauses.iter().filter(|pause| pause.stands(terms)).map(Some).chain([None]);
        pauses.filter_map(move |pause| {
            let begins = from?;
            let Some(pause) = pause else {
                from = None;
                return Some((begins, None));
            };
            from = pause.until.map(|until| until.max(begins));
            (pause.since > begins).then_some((begins, Some(pause.since)))
        })
    }

    /// When so much counted time has run.
    fn reach(&self, since: Instant, terms: &Terms<'_>, length_us: i64) -> Option<Instant> {
        let mut left_us = length_us;
        for (from, to) in self.running(since, terms) {
            match terms.counted.after_us(from, left_us, to) {
                Ok(at) => return Some(at),
                Err(run_us) => left_us -= run_us,
            }
        }
        None
    }

    /// How much counted time has run by an instant.
    fn net_us(&self, since: Instant, terms: &Terms<'_>, now: Instant) -> i64 {
        let until = |to: Option<Instant>| to.map_or(now, |to| to.min(now));
        self.running(since, terms).map(|(from, to)| terms.counted.between_us(from, until(to))).sum()
    }
}

/// From when the clock of a target runs.
pub fn since(ticket: &Ticket, target: Target) -> Instant {
    match target {
        Target::Acknowledge | Target::Attend | Target::Resolve => ticket.opened_at,
        Target::Update => ticket.course.updated_at.unwrap_or(ticket.opened_at),
    }
}

/// When a fix was claimed that nobody disputed.
fn claimed_at(ticket: &Ticket) -> Option<Instant> {
    ticket.course.pause().filter(|pause| pause.rest == Rest::Claimed).map(|pause| pause.since)
}

/// When a target was answered, if it is.
fn answered_at(ticket: &Ticket, target: Target) -> Option<Instant> {
    let claimed = claimed_at(ticket);
    match target {
        Target::Acknowledge => ticket.acknowledged_at,
        Target::Attend => ticket.course.attended_at.or(claimed),
        Target::Resolve | Target::Update => claimed,
    }
}

/// Works out what is promised about a ticket, under what holds now. What was answered stands by the terms of that
/// moment, until the ticket is reopened; what was recorded stays.
pub fn reckon(ticket: &mut Ticket, directory: &Directory, zone: &Zone) {
    for target in Target::ALL.iter().copied() {
        let known = ticket.course.promises.get(&target);
        let promise = promised(ticket, target, known, terms(directory, zone, ticket, target));
        match promise {
            Some(promise) => ticket.course.promises.insert(target, promise),
            None => ticket.course.promises.remove(&target),
        };
    }
    crate::policy::ladder::reckon(ticket, directory, zone);
}

fn promised(ticket: &Ticket, target: Target, known: Option<&Promise>, terms: Option<Terms<'_>>) -> Option<Promise> {
    let answered_at = answered_at(ticket, target);
    let is_settled = known.is_some_and(|known| known.settled.is_some());
    let stands = match answered_at {
        Some(_) => is_settled,
        None => ticket.stage.is_put_away(),
    };
    if stands {
        return known.cloned();
    }
    // What is over before anybody answered is not worked out anew.
    let is_over = answered_at.is_none() && !ticket.stage.is_open();
    if let Some(known) = known.filter(|known| is_over && known.is_reckoned()) {
        return Some(known.at_rest_from(claimed_at(ticket)));
    }
    let kept = known.cloned().unwrap_or_default();
    let Promise { is_warned, missed, misses, .. } = kept;
    let kept = Promise { is_warned, missed, misses, ..Promise::default() };
    // What ended while nothing was promised of it stays so.
    let may_begin = ticket.stage.is_open() || known.is_some_and(Promise::is_reckoned);
    let Some(terms) = terms.filter(|_| may_begin) else {
        return Some(kept).filter(|kept| kept.is_warned || kept.missed.is_some());
    };
    let (course, since) = (&ticket.course, since(ticket, target));
    let length_us = i64::from(terms.minutes) * MINUTE_US;
    // Of what is said to be fixed before anybody answered, no answer is owed as long as that stands.
    let claimed_at = claimed_at(ticket)
        .filter(|claimed_at| target == Target::Acknowledge && answered_at.is_none_or(|at| at > *claimed_at));
    let due_at = course.reach(since, &terms, length_us);
    let due_at = due_at.filter(|due_at| claimed_at.is_none_or(|claimed_at| *due_at < claimed_at));
    let warn_us = length_us / 100 * i64::from(terms.agreement.warn_percent);
    Some(Promise {
        due_at,
        warn_at: course.reach(since, &terms, warn_us),
        is_paused: due_at.is_none()
            && (claimed_at.is_some() || course.pause().is_some_and(|pause| pause.stands(&terms))),
        settled: answered_at.map(|at| Settled { at, net_us: course.net_us(since, &terms, claimed_at.unwrap_or(at)) }),
        ..kept
    })
}

/// What the clock of a target shows at an instant; none when nothing is promised.
pub fn read(ticket: &Ticket, target: Target, directory: &Directory, zone: &Zone, now: Instant) -> Option<Clock> {
    let promise = ticket.course.promises.get(&target)?;
    let (since, terms) = (since(ticket, target), terms(directory, zone, ticket, target));
    let end = promise.settled.map_or(now, |settled| settled.at);
    // What is not answered by the claim of a fix waits for as long as that stands.
    let until = claimed_at(ticket).map_or(now, |claimed_at| claimed_at.min(now));
    let net_us = || terms.as_ref().map_or(0, |terms| ticket.course.net_us(since, terms, until));
    Some(Clock {
        gross_us: (end.us() - since.us()).max(0),
        net_us: promise.settled.map_or_else(net_us, |settled| settled.net_us),
        allowed_us: terms.as_ref().map(|terms| i64::from(terms.minutes) * MINUTE_US),
    })
}
