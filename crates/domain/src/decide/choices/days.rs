//! Answers about a day of a task: that it is done, takes longer, is not done today, or is odd.

use super::{Answered, Given, meaning, read, said};
use crate::choice::{Cause, Choice, Delay};
use crate::decide::excuses::Because;
use crate::decide::reply::{Followed, Said};
use crate::decide::{checks, excuses, handovers, interpret, steps};
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, TaskId, TicketNumber};
use crate::message::{Kind, Subject};
use crate::policy::matching;
use crate::refusal::Refusal;
use crate::request::{Actor, Proposal};
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::ticket::{Category, Priority};
use crate::time::Day;
use crate::wording::choices::{Titles, titles};

/// How much longer than its window a day of a task may take, however often that is said, in minutes.
const DELAY_MAX_MINUTES: i64 = 8 * 60;

impl Given<'_> {
    pub(super) fn of_day(&self, task: &TaskId, day: Day) -> Result<Answered, Refusal> {
        let no_such = || Refusal::NoSuchOccurrence(task.clone(), day);
        let known = self.situation.directory.tasks.get(task).ok_or_else(no_such)?;
        let due = self.situation.occurrences.get(&(task.clone(), day)).ok_or_else(no_such)?;
        let leads = self.situation.directory.role(&self.heard.sender).leads();
        if !leads && !known.is_owed_by_sender(self.heard) {
            return Err(no_such());
        }
        let is_over = matches!(due.outcome, Some(Outcome::Done | Outcome::Late | Outcome::Excused));
        // What was found after all is no less a fault.
        if is_over && !matches!(self.choice, Choice::Help | Choice::Safe | Choice::Fault) {
            return Ok((Vec::new(), said(Followed::Settled)));
        }
        match self.choice {
            Choice::Accept if known.kind == TaskKind::Handover => Ok(self.take_over(due)),
            Choice::Of(..) => Ok((Vec::new(), Said::One(self.asked.id.clone()))),
            Choice::Done => self.report(known, due),
            Choice::Fault if known.check => Ok(self.find(known, due)),
            Choice::Delayed => Ok(self.delay(due, Choice::GRACE_MINUTES)),
            Choice::Within(minutes) => Ok(self.delay(due, i64::from(*minutes))),
            Choice::Skip => Ok((Vec::new(), said(Followed::WhySkip))),
            Choice::NotToday(.., message) => Ok(self.beg(due, message.as_ref())),
            Choice::Because(cause) if leads => Ok(self.excuse(due, self.titles().cause(*cause))),
            Choice::Because(cause) => Ok((Vec::new(), Said::Begged(Because::Chosen(*cause)))),
            Choice::Excuse(cause) if leads => Ok(self.excuse(due, self.reason(*cause))),
            Choice::Insist if leads => Ok((Vec::new(), said(Followed::Insisted))),
            Choice::Safe => Ok((Vec::new(), said(Followed::CheckIn))),
            Choice::Help => Ok(self.call(known, due)),
            _ => Err(Refusal::NoSuchChoice(self.asked.id.clone())),
        }
    }

    /// Reports a day as done: as well as words would, so that a photo is still missing where one is asked for.
    fn report(&self, task: &Task, due: &Occurrence) -> Result<Answered, Refusal> {
        if !task.steps.is_empty() {
            return Ok(self.report_whole(task, due));
        }
        let kind = if task.kind == TaskKind::Patrol { Kind::Checkin } else { Kind::Task };
        let proposal = Proposal::of(
            self.heard.id.clone(),
            meaning(self.asked, &Subject::Task(task.id.clone(), Some(due.day)), kind),
        );
        let changes = interpret::interpret(self.situation, &proposal)?;
        let outcome = matching::outcome(self.situation, task, due, self.heard, None);
        Ok((changes, said(if outcome == Outcome::NoPhoto { Followed::PhotoNext } else { Followed::Recorded })))
    }

    /// Whoever taps that it is done says so of every step; the words of a button name none.
    fn report_whole(&self, task: &Task, due: &Occurrence) -> Answered {
        let mut changes = vec![self.read(Kind::Task)];
        changes.extend(steps::whole(self.situation, (task, due), self.heard));
        let ended = changes.iter().find_map(|change| match change.event {
            Event::OccurrenceEnded { outcome, .. } => Some(outcome),
            _ => None,
        });
        let is_lacking = ended.or(due.outcome) == Some(Outcome::NoPhoto);
        (changes, said(if is_lacking { Followed::PhotoNext } else { Followed::Recorded }))
    }

    /// The check was made and found a fault, which has a ticket from now on; what it is, whoever found it is asked. A day
    /// tells of one fault: tapped once more it is the same, and another when that one was closed.
    fn find(&self, task: &Task, due: &Occurrence) -> Answered {
        let bound = due.fault.and_then(|ticket| self.situation.goes_on(ticket));
        let is_open = |ticket: &TicketNumber| self.situation.tickets[ticket].stage.is_open();
        let known = bound.filter(is_open).or_else(|| checks::known(self.situation, task));
        let ticket = known.unwrap_or(self.situation.next_ticket);
        let title = format!("{} · {}", task.name, titles(&self.asked.language).fault);
        let mut changes = match known {
            Some(_) => Vec::new(),
            None => vec![self.opened(ticket, title)],
        };
        changes.push(read(self.heard, self.asked, &Subject::Ticket(ticket), Kind::Issue));
        if known.is_none() {
            let (category, priority) = (Category::Other, Priority::Normal);
            let (site, place) = (task.site.clone(), task.place.clone());
            changes.push(Event::TicketClassified { ticket, category, priority, site, place }.into());
        }
        if bound.is_none() {
            changes.push(checks::found(self.situation, due, self.heard, ticket));
        }
        if task.steps.is_empty() {
            let outcome = matching::outcome(self.situation, task, due, self.heard, None);
            let (task, day, proof) = (task.id.clone(), due.day, Some(self.heard.id.clone()));
            let is_better = matching::improves(due.outcome, outcome);
            changes.extend(is_better.then(|| Event::OccurrenceEnded { task, day, outcome, proof }.into()));
        }
        (changes, said(Followed::FaultFound))
    }

    fn opened(&self, ticket: TicketNumber, title: String) -> Change {
        let opened = Event::TicketOpened {
            ticket,
            message: self.heard.id.clone(),
            reporter: self.heard.sender.clone(),
            conversation: self.heard.conversation.clone(),
            recurrence_of: None,
        };
        opened.with(Personal::text(title))
    }

    fn take_over(&self, due: &Occurrence) -> Answered {
        let (by, message) = (Actor::Person(self.heard.sender.clone()), Some(self.heard.id.clone()));
        (handovers::take_over(due, by, message, self.heard.sent_at), said(Followed::Recorded))
    }

    /// Work takes longer, but not for ever; what was missed, or done in part, stays so.
    fn delay(&self, due: &Occurrence, minutes: i64) -> Answered {
        if matches!(due.outcome, Some(Outcome::Missed | Outcome::Partial)) {
            return (Vec::new(), said(Followed::Insisted));
        }
        let latest = due.until.plus_minutes(DELAY_MAX_MINUTES);
        let until = self.heard.sent_at.plus_minutes(minutes).max(due.until).min(latest);
        let (task, day, message) = (due.task.clone(), due.day, self.heard.id.clone());
        let delayed = Event::OccurrenceDelayed(Delay { task, day, until, message }).into();
        let follow = match self.choice {
            Choice::Delayed => Followed::HowLong(until),
            _ => Followed::Promised(until),
        };
        (vec![delayed], said(follow))
    }

    fn excuse(&self, due: &Occurrence, because: &str) -> Answered {
        let (task, day, proof) = (due.task.clone(), due.day, Some(self.heard.id.clone()));
        let excused = Event::OccurrenceEnded { task, day, outcome: Outcome::Excused, proof };
        (vec![excused.with(Personal::text(because))], Said::Excused(because.to_owned()))
    }

    /// The reason as whoever leads read it; by its name where the words are gone.
    fn reason(&self, cause: Cause) -> &str {
        self.kept().unwrap_or_else(|| self.titles().cause(cause))
    }

    /// The reason that is kept beside what was asked.
    fn kept(&self) -> Option<&str> {
        self.asked.template.as_ref().and_then(|filled| filled.gaps.get("reason")).map(String::as_str)
    }

    /// Whoever owes a day cannot do it, for the reason that a message gave.
    fn beg(&self, due: &Occurrence, message: Option<&MessageId>) -> Answered {
        // Where it is not kept the whole message says it.
        let whole = || message.and_then(|message| self.situation.message(message)).map(|heard| heard.text.trim());
        let words = self.kept().or_else(whole).unwrap_or_default();
        let leads = self.situation.directory.role(&self.heard.sender).leads();
        match leads && !words.is_empty() {
            true => self.excuse(due, words),
            false => (Vec::new(), excuses::begged(words)),
        }
    }

    fn titles(&self) -> &'static Titles {
        titles(&self.asked.language)
    }

    /// Whoever calls for help on a round has a critical ticket, so that somebody owns it until they are safe.
    fn call(&self, task: &Task, due: &Occurrence) -> Answered {
        let subject = Subject::Task(task.id.clone(), Some(due.day));
        let ticket = self.situation.next_ticket;
        let name = self.situation.directory.people.get(&self.heard.sender).map_or("", |person| &person.name);
        let title = [name, &task.name, &self.heard.text].into_iter().filter(|part| !part.is_empty());
        let title: Vec<&str> = title.collect();
        let (category, priority) = (Category::Security, Priority::Critical);
        let (site, place) = (task.site.clone(), task.place.clone());
        let changes = vec![
            self.opened(ticket, title.join(" · ")),
            read(self.heard, self.asked, &Subject::Ticket(ticket), Kind::Issue),
            Event::TicketClassified { ticket, category, priority, site, place }.into(),
            self.help(subject),
        ];
        (changes, said(Followed::HelpComes))
    }
}
