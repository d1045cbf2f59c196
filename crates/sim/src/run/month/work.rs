//! Work of the month, told from the journal's text alone: jobs that were offered, promises recounted minute by minute, steps
//! and the messages that tick them, faults that checks found.

use super::super::Broken;
use super::super::ledger::expect;
use super::answers::{Answers, First, People};
use domain::id::{TaskId, TicketNumber};
use domain::time::{Day, Instant};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::journal::Entry;

/// How long each priority may go without an answer, without somebody there, unfixed, and without news, in minutes round
/// the clock: as the month's agreement says.
pub(super) const PROMISED: [(&str, [i64; 4]); 4] = [
    ("critical", [15, 45, 120, 60]),
    ("high", [30, 120, 240, 120]),
    ("normal", [120, 240, 480, 480]),
    ("low", [480, 720, 1_440, 1_440]),
];
/// Work that waits for a yes to what it would cost.
const FOR_APPROVAL: &str = "held for approval";
const MINUTE_US: i64 = 60_000_000;
/// Minutes counted for one ticket: two months.
const MINUTES_MAX: i64 = 60 * 24 * 60;
/// What a count in minutes may be off by, for seconds are not looked at.
const OFF_MINUTES: i64 = 2;
/// How long the clock may be away or wait for what comes late, in minutes.
const AWAY_MINUTES: i64 = 3 * 60;

/// A fault that a check found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) task: TaskId,
    pub(super) day: Day,
    pub(super) ticket: TicketNumber,
    /// Whether it opened the ticket, which otherwise was there before.
    pub(super) opened: bool,
}

/// What was done to a ticket: when it was, where in the journal, and what.
#[derive(Debug)]
struct Made {
    at_us: i64,
    position: i64,
    what: String,
}

/// A ticket and what was promised about it.
#[derive(Debug, Default)]
struct Course {
    opening: String,
    opened_us: i64,
    priorities: Vec<String>,
    made: Vec<Made>,
    answers: Answers,
    /// Of each target where in the journal it was recorded as missed, and when it was due.
    missed: BTreeMap<String, (i64, i64)>,
    /// Whether its course went back by an order that was taken back.
    turned_back: bool,
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Work {
    people: People,
    courses: BTreeMap<u64, Course>,
    /// Until when somebody may answer whether they take a job.
    offers: BTreeMap<u64, i64>,
    offered: usize,
    ticked: usize,
    pub(super) faults: Vec<Found>,
    fault_messages: BTreeSet<String>,
    costs: usize,
}

impl Work {
    /// Takes in the next entry, what it says, and when what it tells was; `is_said` knows messages.
    pub(super) fn read(
        &mut self,
        entry: &Entry,
        body: &Value,
        at_us: i64,
        is_said: impl Fn(&str) -> bool,
    ) -> Result<(), Broken> {
        let ticket = body["ticket"].as_u64().unwrap_or_default();
        let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let kind = entry.kind.as_str();
        self.people.read(kind, body);
        match kind {
            "ticket_opened" => {
                let course = Course { opening: word("message"), opened_us: at_us, ..Course::default() };
                self.courses.insert(ticket, course);
            }
            "ticket_classified" => self.course(ticket).priorities.push(word("priority")),
            "order_undone" => self.course(ticket).turned_back = true,
            "target_missed" => self.miss(entry, ticket, body)?,
            "message_interpreted" => self.hear(body, (at_us, entry.position)),
            // The time of both counts for the one that goes on.
            "ticket_merged" => self.course(body["into"].as_u64().unwrap_or_default()).turned_back = true,
            "job_offered" => self.offer(entry, ticket, body)?,
            "job_accepted" | "job_declined" | "job_untaken" => drop(self.offers.remove(&ticket)),
            "steps_ticked" => {
                self.ticked += 1;
                let message = word("message");
                expect(is_said(&message), "a step is ticked by a message", || message.clone())?;
            }
            // What the day found was said of it by mistake, or taken back.
            "occurrence_unproven" => {
                self.fault_messages.remove(&format!("{} {}", word("task"), word("day")));
            }
            "check_failed" => self.find(ticket, &word("task"), &word("day"), &word("message"))?,
            "quote_given" => {
                self.costs += 1;
                let is_settled = body["approval"].is_null();
                self.course(ticket).settle(is_settled, at_us, entry.position);
            }
            "quote_answered" => {
                // What is taken back is waited for again, as it stood before.
                self.course(ticket).turned_back |= body["is_approved"].is_null();
                self.course(ticket).settle(true, at_us, entry.position);
            }
            _ => {}
        }
        if kind.starts_with("ticket_") && !matches!(kind, "ticket_opened" | "ticket_classified") {
            // Whoever has it, or nobody need, is asked no more.
            if !matches!(kind, "ticket_held" | "ticket_started" | "ticket_reopened") {
                self.offers.remove(&ticket);
            }
            let what = if body["reason"] == "approval" { FOR_APPROVAL } else { kind };
            let made = Made { at_us, position: entry.position, what: what.to_owned() };
            self.course(ticket).made.push(made);
        }
        if let Some(course) = self.courses.get_mut(&ticket) {
            course.answers.step(&self.people, kind, body, (at_us, entry.position));
        }
        Ok(())
    }

    /// A word about a ticket.
    fn hear(&mut self, body: &Value, at: (i64, i64)) {
        let about = body["meaning"]["about"]["ticket"].as_u64();
        if let Some(course) = about.and_then(|ticket| self.courses.get_mut(&ticket)) {
            course.answers.word(&self.people, body, at, course.opened_us);
        }
    }

    /// News is owed again and again, and missed as often.
    fn miss(&mut self, entry: &Entry, ticket: u64, body: &Value) -> Result<(), Broken> {
        let due_us = body["due_at"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let target = body["target"].as_str().unwrap_or_default();
        let course = self.course(ticket);
        let may = target == "update" || !course.missed.contains_key(target) || course.is_reopened();
        expect(may, "a target is missed once", || format!("T-{ticket} {target}"))?;
        let due_us = due_us.map_or(0, jiff::Timestamp::as_microsecond);
        course.missed.insert(target.to_owned(), (entry.position, due_us));
        Ok(())
    }

    fn course(&mut self, ticket: u64) -> &mut Course {
        self.courses.entry(ticket).or_default()
    }

    /// A job is offered to one at a time; what turned out to be another trade, or more urgent, is offered anew.
    fn offer(&mut self, entry: &Entry, ticket: u64, body: &Value) -> Result<(), Broken> {
        self.offered += 1;
        let until = body["until"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let until_us = until.map_or(i64::MAX, jiff::Timestamp::as_microsecond);
        let before = self.offers.insert(ticket, until_us);
        let is_another = body["ground"] == "reclassified";
        let is_free = is_another || before.is_none_or(|until_us| until_us <= entry.at_us);
        expect(is_free, "a job is offered to one at a time", || format!("T-{ticket}: {before:?}"))
    }

    fn find(&mut self, ticket: u64, task: &str, day: &str, message: &str) -> Result<(), Broken> {
        let course = self.courses.get(&ticket);
        expect(course.is_some(), "a fault has a ticket", || format!("T-{ticket}"))?;
        let is_new = self.fault_messages.insert(format!("{task} {day}"));
        expect(is_new, "a check of a day finds one fault", || format!("{task} on {day}"))?;
        let opened = course.is_some_and(|course| course.opening == message);
        let number = u32::try_from(ticket).map(TicketNumber).ok();
        if let (Some(ticket), Ok(day)) = (number, day.parse::<Day>()) {
            self.faults.push(Found { task: TaskId::new(task), day, ticket, opened });
        }
        Ok(())
    }

    /// Whether all of it came to what it must by an instant.
    pub(super) fn ended(&self, now: Instant) -> Result<(), Broken> {
        let late_us = now.us() - AWAY_MINUTES * MINUTE_US;
        let open = self.offers.iter().find(|(_, until_us)| **until_us < late_us);
        expect(open.is_none(), "every job offered is taken, declined, passed on or nobody's", || format!("{open:?}"))?;
        for (ticket, course) in &self.courses {
            course
                .recount(now)
                .map_err(|broken| Broken { detail: format!("T-{ticket} {course:?}: {}", broken.detail), ..broken })?;
        }
        let counts = [
            ("jobs are offered", self.offered),
            ("steps are ticked", self.ticked),
            ("checks find faults", self.faults.len()),
            ("costs are said", self.costs),
            ("answers are late", self.missed("acknowledge")),
            ("answers are in time", self.kept("acknowledge", |answers| answers.answered)),
            ("somebody comes late", self.missed("attend")),
            ("somebody comes in time", self.kept("attend", |answers| answers.attended)),
        ];
        for (what, count) in counts {
            expect(count > 0, what, || count.to_string())?;
        }
        Ok(())
    }

    fn missed(&self, target: &str) -> usize {
        self.courses.values().filter(|course| course.missed.contains_key(target)).count()
    }

    fn kept(&self, target: &str, first: fn(&Answers) -> First) -> usize {
        let is_kept = |course: &&Course| first(&course.answers).is_some() && !course.missed.contains_key(target);
        self.courses.values().filter(is_kept).count()
    }
}

impl Course {
    /// What waited for a yes goes on as it stood.
    fn settle(&mut self, is_settled: bool, at_us: i64, position: i64) {
        if is_settled && self.made.last().is_some_and(|made| made.what == FOR_APPROVAL) {
            let stood = self.made.iter().rev().find(|made| made.what != FOR_APPROVAL);
            let what = stood.map_or_else(|| "quote_answered".to_owned(), |made| made.what.clone());
            self.made.push(Made { at_us, position, what });
        }
    }

    fn is_reopened(&self) -> bool {
        // Whoever is given what was said to be fixed has it to do again.
        let mut since = self.made.iter().skip_while(|made| made.what != "ticket_resolved");
        let is_begun = |made: &Made| matches!(made.what.as_str(), "ticket_assigned" | "ticket_started" | "ticket_held");
        self.made.iter().any(|made| made.what == "ticket_reopened") || since.any(is_begun)
    }

    /// A target was missed if, and only if, counting its minutes says so. What went back, came again or changed its priority
    /// has another count.
    fn recount(&self, now: Instant) -> Result<(), Broken> {
        let [priority] = self.priorities.as_slice() else { return Ok(()) };
        let promised = PROMISED.iter().find(|(of, _)| of == priority);
        let Some((_, [answer, attend, fix, _])) = promised.filter(|_| !self.turned_back && !self.is_reopened()) else {
            return Ok(());
        };
        let ended = self.made.iter().find(|made| is_end(&made.what)).map(|made| (made.at_us, made.position));
        let Answers { answered, attended, claimed, .. } = &self.answers;
        // Of what is said to be fixed before anybody answered, no answer is owed.
        self.held_to("acknowledge", *answer, earlier(earlier(*answered, *claimed), ended), now)?;
        self.held_to("attend", *attend, earlier(*attended, ended), now)?;
        self.held_to("resolve", *fix, ended, now)
    }

    /// Whether a target was missed as it must be, when it was due after so many minutes and somebody did it then.
    fn held_to(&self, target: &str, allowed: i64, first: First, now: Instant) -> Result<(), Broken> {
        let due_us = self.due_us(allowed);
        let off_us = OFF_MINUTES * MINUTE_US;
        if let Some((position, said_us)) = self.missed.get(target) {
            let was_in_time = first.is_some_and(|(at_us, heard)| heard < *position && at_us < due_us - off_us);
            expect(!was_in_time, "what was done in time was not missed", || format!("{target} due {due_us}"))?;
            expect((said_us - due_us).abs() <= off_us, "a target is due when its minutes are over", || {
                format!("{target} {said_us}, counted {due_us}")
            })
        } else {
            let is_late = first.map_or(now.us() - AWAY_MINUTES * MINUTE_US, |(at_us, _)| at_us) > due_us + off_us;
            expect(!is_late, "a target is missed when its minutes are over", || format!("{target} due {due_us}"))
        }
    }

    /// When so many minutes are over in which it did not wait, counted one by one.
    fn due_us(&self, allowed: i64) -> i64 {
        let (mut at_us, mut counted) = (self.opened_us, 0);
        for _ in 0..MINUTES_MAX {
            if counted >= allowed {
                break;
            }
            let last = self.made.iter().rev().find(|made| made.at_us <= at_us);
            counted += i64::from(last.is_none_or(|made| !matches!(made.what.as_str(), "ticket_held" | FOR_APPROVAL)));
            at_us += MINUTE_US;
        }
        at_us
    }
}

fn earlier(a: First, b: First) -> First {
    a.into_iter().chain(b).min()
}

/// Whether nothing is to be fixed after it.
fn is_end(what: &str) -> bool {
    matches!(what, "ticket_resolved" | "ticket_verified" | "ticket_closed" | "ticket_cancelled" | "ticket_merged")
}
