//! A second opinion on clocks: every minute is looked at by itself, with the wall clock it shows and what was known of
//! the ticket; slow, and sharing nothing with the program but its events.

use domain::calendar::Hours;
use domain::contest::Judged;
use domain::event::Event;
use domain::ticket::{HoldReason, Priority};
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// What nothing is owed for, in one minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Minute {
    Owed,
    Waits(HoldReason),
    Rests,
}

/// What is promised of each priority, in minutes: an answer, a fix.
pub type Promised = BTreeMap<Priority, (u32, u32)>;

/// A calendar: hours of each weekday, and of days of their own.
pub type Known = (Vec<Vec<Hours>>, BTreeMap<Day, Vec<Hours>>);

/// The second opinion, as it stands after so many minutes.
pub struct Oracle {
    pub opened: Instant,
    pub zone: jiff::tz::TimeZone,
    /// What each minute was like, and what the clock on the wall showed in it: day, weekday, minute of the day.
    pub minutes: Vec<Minute>,
    pub walls: Vec<(Day, usize, u16)>,
    /// Minutes counted so far, towards an answer and towards a fix.
    pub net: [u32; 2],
    pub now: Minute,
    pub priority: Priority,
    pub promised: Promised,
    pub counts: Option<Known>,
    pub pauses: BTreeSet<HoldReason>,
    /// Answer and fix: when they were answered; when their time was recorded to have run out; counted minutes by then.
    pub answered: [Option<usize>; 2],
    pub missed: [Option<usize>; 2],
    pub put_away: bool,
    /// From which minute on it waits, and for what, shown or not.
    pub held: Option<(usize, HoldReason)>,
    /// The minute at which work began to wait, of each minute in which it did.
    pub begun: Vec<Option<usize>>,
    /// Waits that a manager struck, by the minute at which each began, and whether the fix was missed by then.
    pub struck: BTreeMap<usize, bool>,
}

impl Oracle {
    /// Before the first minute.
    pub fn new(opened: Instant, zone: &str) -> Self {
        Self {
            opened,
            zone: jiff::tz::TimeZone::get(zone).expect("there is such a zone"),
            minutes: Vec::new(),
            walls: Vec::new(),
            net: [0; 2],
            now: Minute::Owed,
            priority: Priority::High,
            promised: Promised::new(),
            counts: None,
            pauses: BTreeSet::new(),
            answered: [None; 2],
            missed: [None; 2],
            put_away: false,
            held: None,
            begun: Vec::new(),
            struck: BTreeMap::new(),
        }
    }

    /// Whether a minute counts, by the clock on the wall.
    pub fn counts(&self, minute: usize) -> bool {
        let Some((week, days)) = &self.counts else { return true };
        let (day, weekday, of_day) = self.walls[minute];
        let hours = days.get(&day).unwrap_or(&week[weekday]);
        hours.iter().any(|hours| hours.from <= of_day && of_day < hours.until)
    }

    /// Whether a minute is one of those allowed.
    pub fn runs(&self, at: usize, minute: Minute) -> bool {
        let is_owed = match minute {
            Minute::Owed => true,
            Minute::Waits(_) if self.begun[at].is_some_and(|begun| self.struck.contains_key(&begun)) => true,
            Minute::Waits(reason) => !self.pauses.contains(&reason),
            Minute::Rests => false,
        };
        is_owed && self.counts(at)
    }

    /// After how many minutes so many have been counted, looking at no more than there are.
    pub fn reached(&self, target: usize, allowed: u32) -> (u32, Option<usize>) {
        let mut net = 0;
        for (at, minute) in self.minutes.iter().enumerate() {
            if self.runs(at, *minute) {
                net += 1;
                if net == allowed {
                    return (net, Some(at + 1));
                }
            }
            if self.answered[target] == Some(at + 1) {
                return (net, None);
            }
        }
        (net, None)
    }

    pub fn allowed(&self, target: usize) -> u32 {
        let (answer, fix) = self.promised[&self.priority];
        if target == 0 { answer } else { fix }
    }

    /// Lets a minute pass: time that ran out before it began, and that nobody answered in time, is missed.
    pub fn pass(&mut self) {
        let at = self.minutes.len();
        self.judge(at);
        let us = self.opened.plus_minutes(at as i64).us();
        let wall = jiff::Timestamp::from_microsecond(us).expect("it is an instant").to_zoned(self.zone.clone());
        let weekday = usize::try_from(wall.weekday().to_monday_zero_offset()).expect("Monday is 0");
        self.walls.push((Day(wall.date()), weekday, wall.hour() as u16 * 60 + wall.minute() as u16));
        self.minutes.push(self.now);
        self.begun.push(self.held.map(|(since, _)| since));
        if self.runs(at, self.now) {
            self.net = self.net.map(|net| net + 1);
        }
    }

    /// Counts everything again, after anything changed.
    pub fn count_again(&mut self) {
        for target in 0..2 {
            self.net[target] = self.reached(target, u32::MAX).0;
        }
    }

    /// What was due by a minute and is not answered is missed.
    pub fn judge(&mut self, by: usize) {
        for target in 0..2 {
            if self.missed[target].is_some() || self.answered[target].is_some() || self.put_away {
                continue;
            }
            let allowed = self.allowed(target);
            if self.net[target] >= allowed {
                self.missed[target] = self.reached(target, allowed).1.filter(|due| *due <= by);
            }
        }
    }

    /// A wait counts no more, or counts again: the fix is then late or in time, also when it was claimed long ago.
    fn strike(&mut self, judged: &Judged) {
        let since = judged.since.minutes_since(self.opened) as usize;
        let was_struck = self.struck.contains_key(&since);
        if was_struck == (judged.stands == Some(false)) {
            return;
        }
        match was_struck {
            true if self.struck.remove(&since) == Some(false) => self.missed[1] = None,
            true => {}
            false => {
                self.struck.insert(since, self.missed[1].is_some());
            }
        }
        if let (Some(answered), None) = (self.answered[1], self.missed[1]) {
            let (_, due) = self.reached(1, self.allowed(1));
            self.missed[1] = due.filter(|due| *due < answered);
        }
    }

    /// Takes in an event at the present minute.
    pub fn take(&mut self, event: &Event) {
        let at = self.minutes.len();
        let claim = |oracle: &mut Self| {
            oracle.held = None;
            oracle.answered[1] = oracle.answered[1].or(Some(at));
            oracle.now = Minute::Rests;
        };
        match event {
            Event::TicketHeld { reason, message, is_shown, .. } => {
                self.answered[1] = None;
                let since = self.held.filter(|(_, known)| known == reason).map_or(at, |(since, _)| since);
                self.held = Some((since, *reason));
                // What begins to wait anew, nobody has struck.
                if since == at {
                    self.struck.remove(&at);
                }
                // What a member names shows why it waited for as long as it has.
                if *is_shown {
                    self.minutes[since..].fill(Minute::Waits(*reason));
                }
                // Saying again that it waits takes nothing back of what shows it.
                let is_shown = message.is_some() || self.now == Minute::Waits(*reason);
                self.now = if is_shown { Minute::Waits(*reason) } else { Minute::Owed };
            }
            Event::TicketStarted { .. } | Event::TicketReopened { .. } => {
                (self.now, self.answered[1], self.put_away) = (Minute::Owed, None, false);
                self.held = None;
            }
            Event::TicketAssigned { .. } => {}
            Event::TicketResolved { .. } | Event::TicketVerified { .. } => claim(self),
            Event::TicketCancelled { .. } => {
                (self.now, self.put_away) = (Minute::Rests, true);
                self.held = None;
                self.answered[1] = None;
            }
            Event::PauseJudged(judged) => return self.strike(judged),
            Event::TicketClassified { priority, .. } => {
                self.priority = *priority;
                return;
            }
            _ => return,
        }
        self.answered[0] = self.answered[0].or(Some(at));
    }
}
