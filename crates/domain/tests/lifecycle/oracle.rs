//! A second opinion on clocks: every minute is looked at by itself, with the wall clock it shows and what was known of
//! the ticket; slow, and sharing nothing with the program but its events.

mod joined;
mod story;
mod terms;

use domain::agreement::Target;
use domain::id::{MessageId, PersonId, TicketNumber};
use domain::message::Form;
use domain::ticket::HoldReason;
use domain::time::{Day, Instant};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use terms::{Facts, Known, Terms};

/// What a ticket was like in one minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Somebody has to do something.
    Owed,
    /// It waits, and something shows why.
    Waits(HoldReason),
    /// It is said to be fixed, or was put away.
    Rests,
}

/// What the clock on a wall showed: the day, the weekday counted from Monday, the minute of the day.
pub type Wall = (Day, usize, u16);

/// One minute.
#[derive(Clone, Debug)]
pub struct Minute {
    state: State,
    /// By the organisation's clocks, and by those of a site of its own zone.
    walls: [Wall; 2],
    /// The minute at which work began to wait, when it did, shown or not.
    begun: Option<usize>,
}

/// What one target came to so far.
#[derive(Clone, Debug, Default)]
pub struct Owed {
    /// From which minute on it counts.
    pub since: usize,
    /// Minutes counted since, as if nobody had answered.
    pub net: u32,
    pub answered: Option<usize>,
    /// Minutes counted by the answer, by the terms of that moment; none when nothing was promised then.
    pub counted: Option<u32>,
    /// When it was first due and not answered.
    pub missed: Option<usize>,
    /// Of news: every time it was due and did not come, and when it came.
    pub misses: Vec<(usize, Option<usize>)>,
    pub is_warned: bool,
    /// Whether it was promised when it was last open.
    pub is_promised: bool,
}

/// The second opinion on one ticket, as it stands after so many minutes.
#[derive(Clone)]
pub struct Oracle {
    pub number: TicketNumber,
    pub start: Instant,
    zones: [TimeZone; 2],
    pub minutes: Vec<Minute>,
    known: Known,
    facts: Facts,
    /// Who reported it, and what was said by whom.
    told: BTreeSet<PersonId>,
    words: BTreeMap<MessageId, (PersonId, Form)>,
    opened: usize,
    /// The last word or step of those who work on it.
    news: Option<usize>,
    now: State,
    /// From which minute on it waits, and for what, shown or not; from which on it is said to be fixed.
    held: Option<(usize, HoldReason)>,
    claimed: Option<usize>,
    pub is_over: bool,
    pub is_put_away: bool,
    /// Waits that a manager struck, by the minute at which each began, and what was not missed by then.
    struck: BTreeMap<usize, Vec<Target>>,
    owed: [Owed; 4],
    terms: [Option<Terms>; 4],
    /// What was warned of at which minute.
    pub warned: Vec<(Target, usize)>,
}

impl Oracle {
    /// Before the first minute.
    pub fn new(number: TicketNumber, start: Instant, zones: [&str; 2]) -> Self {
        Self {
            number,
            start,
            zones: zones.map(|zone| TimeZone::get(zone).expect("there is such a zone")),
            minutes: Vec::new(),
            known: Known::default(),
            facts: Facts::default(),
            told: BTreeSet::new(),
            words: BTreeMap::new(),
            opened: 0,
            news: None,
            now: State::Owed,
            held: None,
            claimed: None,
            is_over: false,
            is_put_away: false,
            struck: BTreeMap::new(),
            owed: Default::default(),
            terms: Default::default(),
            warned: Vec::new(),
        }
    }

    /// Of another ticket that is reported now, under the same agreements.
    pub fn beside(&self, number: TicketNumber) -> Self {
        let minute = |minute: &Minute| Minute { state: State::Owed, begun: None, ..minute.clone() };
        Self {
            zones: self.zones.clone(),
            minutes: self.minutes.iter().map(minute).collect(),
            known: self.known.clone(),
            words: self.words.clone(),
            opened: self.minutes.len(),
            ..Self::new(number, self.start, ["UTC"; 2])
        }
    }

    pub fn owed(&self, target: Target) -> &Owed {
        &self.owed[target as usize]
    }

    pub fn terms(&self, target: Target) -> Option<&Terms> {
        self.terms[target as usize].as_ref()
    }

    /// Whether a clock under some terms stands still in such a minute.
    fn stands_still(&self, state: State, begun: Option<usize>, terms: &Terms) -> bool {
        match state {
            State::Owed => false,
            State::Waits(_) if begun.is_some_and(|begun| self.struck.contains_key(&begun)) => false,
            State::Waits(reason) => terms.pauses.contains(&reason),
            State::Rests => true,
        }
    }

    /// Whether it stands still in the present minute.
    pub fn is_at_rest(&self, terms: &Terms) -> bool {
        self.stands_still(self.now, self.held.map(|(since, _)| since), terms)
    }

    fn runs(&self, minute: &Minute, terms: &Terms) -> bool {
        !self.stands_still(minute.state, minute.begun, terms) && terms.counts(&minute.walls)
    }

    /// How many minutes count for a target before another minute.
    fn net(&self, target: Target, until: usize) -> u32 {
        let (Some(terms), since) = (self.terms(target), self.owed(target).since) else { return 0 };
        let minutes = self.minutes.iter().take(until).skip(since);
        minutes.map(|minute| u32::from(self.runs(minute, terms))).sum()
    }

    /// After how many minutes the time of a target is over, as if nobody had answered. Of what is said to be fixed no
    /// answer is owed.
    pub fn due(&self, target: Target) -> Option<usize> {
        let terms = self.terms(target)?;
        let mut net = 0;
        let due = (self.owed(target).since..self.minutes.len()).find(|at| {
            net += u32::from(self.runs(&self.minutes[*at], terms));
            net == terms.allowed
        });
        let is_owed = |due: &usize| target != Target::Acknowledge || self.claimed.is_none_or(|claimed| *due < claimed);
        due.map(|at| at + 1).filter(is_owed)
    }

    /// Lets a minute pass: time that ran out before it began, and that nobody answered in time, is missed.
    pub fn pass(&mut self) {
        self.judge(self.minutes.len() + 1);
        let us = self.start.plus_minutes(self.minutes.len() as i64).us();
        let at = jiff::Timestamp::from_microsecond(us).expect("it is an instant");
        let wall = |zone: &TimeZone| {
            let wall = at.to_zoned(zone.clone());
            let weekday = usize::try_from(wall.weekday().to_monday_zero_offset()).expect("Monday is 0");
            (Day(wall.date()), weekday, wall.hour() as u16 * 60 + wall.minute() as u16)
        };
        let walls = [wall(&self.zones[0]), wall(&self.zones[1])];
        let minute = Minute { state: self.now, walls, begun: self.held.map(|(since, _)| since) };
        for target in Target::ALL {
            let runs = self.terms(*target).is_some_and(|terms| self.runs(&minute, terms));
            self.owed[*target as usize].net += u32::from(runs);
        }
        self.minutes.push(minute);
    }

    /// What most of the time ran of is warned of, and what was due before a minute and is not answered is missed.
    pub fn judge(&mut self, before: usize) {
        let now = self.minutes.len();
        for target in Target::ALL.iter().copied().filter(|_| !self.is_over) {
            let (Some(terms), owed) = (self.terms(target), self.owed(target)) else { continue };
            if owed.answered.is_some() || owed.is_late() {
                continue;
            }
            let due = if owed.net >= terms.allowed { self.due(target) } else { None };
            let is_near = owed.net * 100 >= terms.allowed * u32::from(terms.warn_percent);
            let can_be_kept = due.is_none_or(|due| due >= now) && (due.is_some() || !self.is_at_rest(terms));
            let is_warned = is_near && can_be_kept && !owed.is_warned;
            let missed = due.filter(|due| *due < before);
            if is_warned {
                self.warned.push((target, now));
                self.owed[target as usize].is_warned = true;
            }
            if let Some(due) = missed {
                self.owed[target as usize].miss(target, due);
            }
        }
    }

    /// Counts everything again, after anything changed.
    fn count_again(&mut self) {
        for target in Target::ALL.iter().copied() {
            self.terms[target as usize] = self.known.terms(&self.facts, target);
            let since = self.news.filter(|_| target == Target::Update).unwrap_or(self.opened);
            self.owed[target as usize].since = since;
            self.owed[target as usize].net = self.net(target, self.minutes.len());
            if !self.is_over {
                self.owed[target as usize].is_promised = self.terms(target).is_some();
            }
            // What ended while nothing was promised of it stays so.
            if self.owed(target).is_promised {
                self.settle(target);
            }
        }
    }

    /// What was answered is answered by the terms of this moment, unless it is already.
    fn settle(&mut self, target: Target) {
        let (Some(_), owed) = (self.terms(target), self.owed(target)) else { return };
        let Some(answered) = owed.answered.filter(|_| owed.counted.is_none()) else { return };
        let due = self.due(target).filter(|due| *due < answered && owed.missed.is_none());
        let until = self.claimed.filter(|_| target == Target::Acknowledge).map_or(answered, |at| at.min(answered));
        self.owed[target as usize].counted = Some(self.net(target, until));
        if let Some(due) = due {
            self.owed[target as usize].miss(target, due);
        }
    }

    /// What was answered is held against what holds now.
    fn settle_again(&mut self, targets: &[Target]) {
        for target in targets.iter().copied() {
            if self.owed[target as usize].counted.take().is_some() {
                self.owed[target as usize].is_promised = self.terms(target).is_some();
                self.settle(target);
            }
        }
    }
}

impl Owed {
    /// Whether it was missed, and nothing has come since.
    fn is_late(&self) -> bool {
        self.misses.last().map_or(self.missed.is_some(), |(_, ended)| ended.is_none())
    }

    fn miss(&mut self, target: Target, due: usize) {
        self.missed = self.missed.or(Some(due));
        if target == Target::Update {
            self.misses.push((due, None));
        }
    }
}
