//! The journal of a month read as plain text, as a stranger would: what was due is told from the directory file alone,
//! when somebody may be told from a table, and nothing of what decides is asked.

use super::super::ledger::{broken, expect};
use super::super::{Broken, Fault, Run};
use super::work::Work;
use crate::world::World;
use domain::time::{Instant, Zone};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::journal::{self, Entry, PAGE_MAX};

/// Who is told of a day of each kind of task, in minutes after its window at the earliest.
const TOLD_MINUTES: [(&str, i64); 3] = [("task", 60), ("patrol", 10), ("handover", 15)];
/// What must be so before somebody is told of a ticket, and for how many minutes at the least.
const LAPSES: [(&str, i64); 6] =
    [("unowned", 15), ("silent", 10), ("lapsed", 5), ("overdue", 0), ("unproven", 20), ("unverified", 60)];
const MINUTE_US: i64 = 60_000_000;

/// A day of a task.
#[derive(Debug, Default)]
struct Day {
    due_us: i64,
    until_us: i64,
    /// What ended it: where in the journal, whether the clock did, and how.
    ends: Vec<(i64, bool, String)>,
}

/// A question or a message to whoever leads.
#[derive(Debug)]
struct Asked {
    at: i64,
    days: Vec<(String, String)>,
    tickets: Vec<u64>,
}

/// What was read so far.
#[derive(Debug, Default)]
struct Audit {
    kinds: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    days: BTreeMap<(String, String), Day>,
    /// When messages were said.
    said: BTreeMap<String, i64>,
    /// What was last done to a ticket, and when; and of which ladders steps were reached.
    stages: BTreeMap<u64, (String, i64)>,
    climbed: BTreeSet<(u64, String)>,
    pledged: BTreeMap<u64, i64>,
    missed: BTreeSet<u64>,
    asked: BTreeMap<String, Asked>,
    standing: BTreeSet<(String, String, u64, String)>,
    /// Who came on call by turns, by when that was.
    on_call: BTreeMap<i64, String>,
    /// How many were told of it.
    called: usize,
    told: usize,
    work: Work,
}

impl Run {
    /// Reads the whole journal, and holds it to what a month must be.
    pub(super) async fn audit(&self, world: &World) -> Result<(), Fault> {
        let mut audit = Audit::default();
        let (mut position, mut first_us) = (0, None);
        loop {
            let page = journal::since(self.desk.db(), self.org.as_str(), position, PAGE_MAX).await?;
            let Some(last) = page.last() else { break };
            position = last.position;
            for entry in &page {
                let is_heard = entry.kind == "message_received";
                first_us = first_us.or(is_heard.then_some(entry.at_us));
                audit.read(entry).map_err(|broken| Broken {
                    detail: format!("{}: {} {}", entry.position, entry.body, broken.detail),
                    ..broken
                })?;
            }
        }
        let since = Instant::from_us(first_us.unwrap_or_default());
        audit.ended(self.now)?;
        audit.work.ended(self.now)?;
        self.faults(&audit.work.faults).await?;
        audit.due(world, since, self.now)?;
        audit.turns(world, since, self.now)?;
        expect(audit.told > 20, "a month has something to tell", || audit.told.to_string())?;
        Ok(())
    }
}

impl Audit {
    fn read(&mut self, entry: &Entry) -> Result<(), Broken> {
        let body: Value = serde_json::from_str(&entry.body)
            .map_err(|error| broken("an entry is a line of JSON", error.to_string()))?;
        let day = || (text(&body["task"]), text(&body["day"]));
        let ticket = body["ticket"].as_u64().unwrap_or_default();
        // What somebody did holds from when they said so, however late that was heard; a report also where a clock is ahead.
        let said_us = self.said.get(&text(&body["message"])).copied();
        let by_ours = if entry.kind == "ticket_opened" { i64::MAX } else { entry.at_us };
        let at_us = said_us.map_or(entry.at_us, |said_us| said_us.min(by_ours));
        self.work.read(entry, &body, at_us, |message| self.said.contains_key(message))?;
        match entry.kind.as_str() {
            "message_received" => drop(self.said.insert(text(&body["message"]), us(&body["sent_at"]))),
            "task_defined" => {
                self.kinds.insert(text(&body["task"]["id"]), text(&body["task"]["kind"]));
                self.names.insert(text(&body["task"]["name"]), text(&body["task"]["id"]));
            }
            "occurrence_expected" => {
                let of = &body["occurrence"];
                let known = Day { due_us: us(&of["due_at"]), until_us: us(&of["until"]), ends: Vec::new() };
                let before = self.days.insert((text(&of["task"]), text(&of["day"])), known);
                expect(before.is_none(), "a day of a task comes up once", || format!("{before:?}"))?;
            }
            "occurrence_delayed" => {
                if let Some(known) = self.days.get_mut(&day()) {
                    known.until_us = known.until_us.max(us(&body["until"]));
                }
            }
            "occurrence_ended" => self.end(entry, &day(), text(&body["outcome"]))?,
            "rung_climbed" => {
                self.lapsed(ticket, &text(&body["cause"]), entry.at_us)?;
                self.climbed.insert((ticket, text(&body["cause"])));
            }
            // What nobody takes, and what is nearly due, is told without a ladder.
            "target_warned" => drop(self.climbed.insert((ticket, "near".to_owned()))),
            "job_untaken" | "job_declined" => drop(self.climbed.insert((ticket, "refused".to_owned()))),
            "turn_began" => {
                let on_call = &body["on_call"];
                let who = text(&on_call["who"]["person"]);
                let before = self.on_call.insert(us(&on_call["since"]), who);
                expect(before.is_none(), "a turn begins once", || format!("{before:?}"))?;
            }
            "pledge_made" => drop(self.pledged.insert(ticket, us(&body["due_at"]))),
            "target_missed" if matches!(body["target"].as_str(), Some("resolve" | "attend")) => {
                self.missed.insert(ticket);
            }
            "outbound_wanted" => self.want(entry, &body)?,
            "outbound_begun" => self.leave(&text(&body["outbound"]))?,
            "outbound_withdrawn" => self.withdraw(&text(&body["outbound"])),
            // What is said to be fixed stays so when whoever said it gives it up.
            "ticket_assigned" if body["message"].is_null() && body["assignee"].is_null() && self.is_claimed(ticket) => {
            }
            "ticket_assigned" if body["assignee"].is_null() => self.stage(ticket, "ticket_opened", at_us),
            kind if kind.starts_with("ticket_") && kind != "ticket_classified" => {
                self.stage(ticket, kind, at_us);
            }
            _ => {}
        }
        Ok(())
    }

    fn stage(&mut self, ticket: u64, what: &str, at_us: i64) {
        self.stages.insert(ticket, (what.to_owned(), at_us));
    }

    fn is_claimed(&self, ticket: u64) -> bool {
        self.stages.get(&ticket).is_some_and(|(what, _)| what == "ticket_resolved")
    }

    /// The clock ends a day that nobody ended, once; people may mend what it said, and each other's word.
    fn end(&mut self, entry: &Entry, day: &(String, String), outcome: String) -> Result<(), Broken> {
        let is_clock = entry.actor == "clock";
        let known = self.days.get_mut(day).ok_or_else(|| broken("only what came up ends", format!("{day:?}")))?;
        expect(!is_clock || known.ends.is_empty(), "a day of a task ends in one outcome", || format!("{known:?}"))?;
        let is_over = !is_clock || known.until_us <= entry.at_us;
        expect(is_over, "the clock ends nothing before its window is over", || format!("{known:?}"))?;
        known.ends.push((entry.position, is_clock, outcome));
        // Whoever was to be asked about it, and was not yet, is not any more.
        let is_over = known.ends.last().is_some_and(|(.., outcome)| !is_wanting(outcome));
        if is_over {
            self.standing.retain(|(.., about)| *about != format!("{day:?}"));
        }
        Ok(())
    }

    /// Each question, and each word to whoever leads, has a cause that held when it was wanted.
    fn want(&mut self, entry: &Entry, body: &Value) -> Result<(), Broken> {
        let purpose = text(&body["purpose"]);
        self.called += usize::from(purpose == "on_call");
        if !matches!(purpose.as_str(), "reminder" | "escalation") {
            return Ok(());
        }
        self.told += 1;
        let about: Vec<&Value> = body["about"].as_array().into_iter().flatten().collect();
        let tickets: Vec<u64> = about.iter().filter_map(|one| one["ticket"].as_u64()).collect();
        let days = about.iter().filter_map(|one| one["task"].as_array());
        let days: Vec<(String, String)> = days.map(|of| (text(&of[0]), text(&of[1]))).collect();
        for day in &days {
            self.cause(entry, &purpose, day)?;
            let rung = body["rung"].as_u64().unwrap_or_default();
            let asked = (text(&body["to"]), purpose.clone(), rung, format!("{day:?}"));
            expect(self.standing.insert(asked), "nobody is asked the same of a day twice", String::new)?;
        }
        for ticket in &tickets {
            let is_climbed = self.climbed.iter().any(|(of, _)| of == ticket);
            expect(is_climbed, "nobody is told of a ticket whose ladder nobody climbed", || format!("T-{ticket}"))?;
            let is_over = self.stages.get(ticket).is_some_and(|(what, _)| is_put_away(what));
            expect(!is_over, "nobody is told of a ticket that is over", || format!("T-{ticket}"))?;
        }
        self.asked.insert(text(&body["outbound"]), Asked { at: entry.position, days, tickets });
        Ok(())
    }

    fn cause(&self, entry: &Entry, purpose: &str, day: &(String, String)) -> Result<(), Broken> {
        let known = self.days.get(day).ok_or_else(|| broken("a reminder names what came up", format!("{day:?}")))?;
        let ended = known.ends.last().map(|(.., outcome)| outcome.as_str());
        let is_missing = ended.is_none_or(is_wanting) || purpose == "reminder" && ended == Some("no_photo");
        expect(is_missing, "a reminder names what is missing", || format!("{known:?}"))?;
        expect(known.due_us <= entry.at_us, "nobody is asked before it is due", || format!("{known:?}"))?;
        if purpose == "reminder" {
            return Ok(());
        }
        let kind = self.kinds.get(&day.0).map_or("task", String::as_str);
        let minutes = TOLD_MINUTES.iter().find(|(of, _)| *of == kind).map_or(0, |(_, minutes)| *minutes);
        let lapsed_us = known.until_us + minutes * MINUTE_US;
        expect(lapsed_us <= entry.at_us, "no escalation without a lapse", || format!("{known:?} of a {kind}"))
    }

    /// A step of a ticket's ladder stands on what was last done to it, and on the time that went by since.
    fn lapsed(&self, ticket: u64, cause: &str, at_us: i64) -> Result<(), Broken> {
        let (what, since_us) = self.stages.get(&ticket).map_or(("", 0), |(what, since_us)| (what.as_str(), *since_us));
        let minutes = LAPSES.iter().find(|(of, _)| *of == cause).map_or(0, |(_, minutes)| *minutes);
        let waited = |since_us: i64| since_us + minutes * MINUTE_US <= at_us;
        let holds = match cause {
            // What was reopened is nobody's, where whoever had it lost it before.
            "unowned" => matches!(what, "ticket_opened" | "ticket_reopened") && waited(since_us),
            "silent" => what == "ticket_assigned" && waited(since_us),
            "lapsed" => self.pledged.get(&ticket).is_some_and(|due_us| waited(*due_us)),
            "overdue" => self.missed.contains(&ticket),
            "unproven" | "unverified" => what == "ticket_resolved" && waited(since_us),
            _ => false,
        };
        expect(holds, "no step of a ladder without a lapse", || format!("{what} at {since_us}, step at {at_us}"))
    }

    /// What is taken back was not asked.
    fn withdraw(&mut self, outbound: &str) {
        for day in self.asked.remove(outbound).into_iter().flat_map(|asked| asked.days) {
            self.standing.retain(|(.., about)| *about != format!("{day:?}"));
        }
    }

    /// Nothing leaves that was answered before.
    fn leave(&self, outbound: &str) -> Result<(), Broken> {
        let Some(asked) = self.asked.get(outbound) else { return Ok(()) };
        let is_over = |day: &(String, String)| {
            let last = self.days.get(day).and_then(|known| known.ends.last());
            last.is_some_and(|(at, _, outcome)| *at > asked.at && !is_wanting(outcome) && outcome != "no_photo")
        };
        let over = asked.days.iter().find(|day| is_over(day));
        expect(over.is_none(), "a reminder stops when it is answered", || format!("{over:?}, wanted at {}", asked.at))?;
        let is_over = |ticket: &&u64| self.stages.get(ticket).is_some_and(|(what, _)| is_put_away(what));
        let over = asked.tickets.iter().find(is_over);
        expect(over.is_none(), "an escalation stops when its ticket is over", || format!("{over:?}"))
    }

    /// Every day whose window is over has an outcome.
    fn ended(&self, now: Instant) -> Result<(), Broken> {
        let open = self.days.iter().find(|(_, day)| day.until_us <= now.us() && day.ends.is_empty());
        expect(open.is_none(), "every day of a task ends", || format!("{open:?}"))
    }

    /// What the directory file says is due every day came up every day, at its hour.
    fn due(&self, world: &World, since: Instant, now: Instant) -> Result<(), Broken> {
        let daily =
            world.roster.tasks.iter().filter_map(|line| Some((line, line.when.as_deref()?.strip_prefix("daily ")?)));
        let mut count = 0;
        for (line, hour) in daily {
            let task = self.names.get(&line.name).cloned().unwrap_or_default();
            let mut day = since.day(&world.zone).plus(1);
            while day < now.day(&world.zone).plus(-1) {
                let due_us = wall(&world.zone, &day.to_string(), hour);
                let known = self.days.get(&(task.clone(), day.to_string()));
                let is_there = known.is_some_and(|known| Some(known.due_us) == due_us && !known.ends.is_empty());
                expect(is_there, "what is due each day comes up each day", || {
                    format!("{} {day} {known:?}", line.name)
                })?;
                (day, count) = (day.plus(1), count + 1);
            }
        }
        expect(count > 0, "there is work that is due each day", || count.to_string())
    }

    /// Each day one of two came on call, in turns, and was told of it once.
    fn turns(&self, world: &World, since: Instant, now: Instant) -> Result<(), Broken> {
        let mut day = since.day(&world.zone).plus(1);
        let mut before: Option<&String> = None;
        while day < now.day(&world.zone).plus(-1) {
            let known = wall(&world.zone, &day.to_string(), super::CHANGES_AT).and_then(|at| self.on_call.get(&at));
            let is_next = known.is_some() && known != before;
            expect(is_next, "turns follow each other day by day", || format!("{day}: {known:?} after {before:?}"))?;
            (before, day) = (known, day.plus(1));
        }
        expect(self.called == self.on_call.len(), "whoever comes on call is told once", || {
            format!("{} of {}", self.called, self.on_call.len())
        })
    }
}

fn is_wanting(outcome: &str) -> bool {
    matches!(outcome, "missed" | "partial")
}

fn is_put_away(what: &str) -> bool {
    matches!(what, "ticket_closed" | "ticket_cancelled" | "ticket_merged" | "ticket_verified")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// An instant as JSON says it, in microseconds.
fn us(value: &Value) -> i64 {
    value.as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok()).map_or(0, jiff::Timestamp::as_microsecond)
}

/// An hour of a day by the clocks of a zone, in microseconds.
fn wall(zone: &Zone, day: &str, hour: &str) -> Option<i64> {
    let at: jiff::civil::DateTime = format!("{day}T{hour}:00").parse().ok()?;
    let at = at.in_tz(zone.name()).ok()?;
    Some(at.timestamp().as_microsecond())
}
