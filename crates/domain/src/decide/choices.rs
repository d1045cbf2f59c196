//! Answers that were chosen: who may give them, and what follows. What a button says is said by a message, so that it is
//! recorded as one; what it means was recorded when it was offered.

use super::reply::{Followed, Reply, Said};
use super::{asking, checks, contests, handovers, orders, quotes, repeats, steps};
use crate::choice::{Cause, Choice, Chosen, Delay, Help, Job};
use crate::duty::Call;
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, OutboundId, TaskId, TicketNumber};
use crate::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::{Deed, Order, Told};
use crate::outbound::Outbound;
use crate::policy::{matching, rank};
use crate::refusal::Refusal;
use crate::request::{Actor, Proposal};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::ticket::{Assignee, Category, HoldReason, Priority, Ticket};
use crate::time::Day;
use crate::wording::choices::titles;

/// How much longer than its window a day of a task may take, however often that is said, in minutes.
const DELAY_MAX_MINUTES: i64 = 8 * 60;

/// What follows from an answer, and what whoever gave it is to hear.
type Answered = (Vec<Change>, Said);

/// An answer in its place.
struct Given<'a> {
    situation: &'a Situation,
    heard: &'a Heard,
    asked: &'a Outbound,
    choice: &'a Choice,
}

/// Does what an answer says that a message of ours offered. What is no answer, because the message offered none such or
/// was sent to somebody else, is refused, so that it is read as any other message.
pub(super) fn choose(
    situation: &Situation,
    message: &MessageId,
    outbound: &OutboundId,
    nth: usize,
) -> Result<(Vec<Change>, Option<Reply>), Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let no_such = || Refusal::NoSuchChoice(outbound.clone());
    let asked = situation.outbounds.get(outbound).filter(|asked| heard.is_from(&asked.to)).ok_or_else(no_such)?;
    let choice = asked.offer.as_ref().and_then(|offer| offer.choices().get(nth)).ok_or_else(no_such)?;
    if choice.means().is_some() {
        return asking::answer(situation, heard, asked, choice);
    }
    let of_several = match choice {
        Choice::Of(task, day) => Some(Subject::Task(task.clone(), Some(*day))),
        _ => None,
    };
    let subject = of_several.as_ref().or(asked.about.first()).ok_or_else(no_such)?;
    let given = Given { situation, heard, asked, choice };
    let is_repeated = asked.chosen.as_ref() == Some(choice)
        && !is_asked_again(choice)
        && !orders::is_taken_back(situation, heard, subject);
    let (mut changes, said) = match subject {
        subject if is_repeated => (Vec::new(), settled(situation, subject)),
        Subject::Ticket(number) => given.of_ticket(*number)?,
        Subject::Task(task, Some(day)) => given.of_day(task, *day)?,
        Subject::Task(_, None) => return Err(no_such()),
    };
    if !changes.iter().any(|change| matches!(change.event, Event::MessageInterpreted { .. })) {
        changes.insert(0, read(heard, asked, subject, Kind::Chatter));
    }
    let chosen = Chosen { message: message.clone(), outbound: outbound.clone(), choice: choice.clone() };
    changes.push(Event::ChoiceMade(chosen).into());
    let found = changes.iter().find_map(|change| match &change.event {
        Event::CheckFailed(failed) => Some(Subject::Ticket(failed.ticket)),
        _ => None,
    });
    let about = vec![found.unwrap_or_else(|| subject.clone())];
    let reply = Reply { to: heard.identity().clone(), language: asked.language.clone(), about, said };
    Ok((changes, Some(reply)))
}

/// Answers that lead to a further question are answered again as often as they are tapped.
fn is_asked_again(choice: &Choice) -> bool {
    matches!(choice, Choice::Choose | Choice::Skip | Choice::Safe | Choice::Done | Choice::Of(..))
}

/// What somebody hears who answers what is settled.
fn settled(situation: &Situation, subject: &Subject) -> Said {
    match subject {
        Subject::Ticket(number) if situation.tickets.contains_key(number) => Said::Standing,
        Subject::Ticket(_) | Subject::Task(..) => Said::Followed(Followed::Settled),
    }
}

impl Given<'_> {
    fn of_ticket(&self, number: TicketNumber) -> Result<Answered, Refusal> {
        let number = self.situation.goes_on(number).unwrap_or(number);
        let ticket = self.situation.tickets.get(&number).ok_or(Refusal::NoSuchTicket(number))?;
        let subject = Subject::Ticket(number);
        match self.choice {
            Choice::Accept => Ok(self.accept(ticket)),
            Choice::Cannot => Ok(self.decline(ticket)),
            Choice::Help => Ok((vec![self.read(Kind::Progress), self.help(subject)], said(Followed::HelpComes))),
            Choice::OnSite => self.order(ticket, Deed::Start),
            Choice::Parts => self.order(ticket, Deed::Hold(Some(HoldReason::Parts))),
            Choice::Done => self.order(ticket, Deed::Resolve),
            Choice::Confirm => self.order(ticket, Deed::Verify),
            Choice::NotFixed => self.order(ticket, Deed::Reopen),
            // What was answered, or asked of another price, is not answered by a button that was left.
            Choice::Approve(_) | Choice::Decline(_) if !quotes::is_open(ticket, self.asked) => {
                Ok((Vec::new(), quotes::late(ticket)))
            }
            Choice::Approve(_) => self.order(ticket, Deed::Approve),
            Choice::Decline(_) => self.order(ticket, Deed::Decline),
            Choice::Uphold(since) | Choice::Strike(since) if !contests::is_open(ticket, *since) => {
                Ok((Vec::new(), said(Followed::Settled)))
            }
            Choice::Uphold(since) => self.order(ticket, Deed::Uphold(*since)),
            Choice::Strike(since) => self.order(ticket, Deed::Strike(*since)),
            Choice::TakeOver => self.order(ticket, Deed::Take),
            Choice::Give(assignee) => self.order(ticket, Deed::Assign(assignee.clone())),
            Choice::Choose => {
                let may = self.situation.directory.role(&self.heard.sender).leads() && ticket.stage.is_open();
                Ok((Vec::new(), if may { said(Followed::WhoTakes) } else { Said::Standing }))
            }
            Choice::Snooze => {
                let at = self.heard.sent_at.plus_minutes(Choice::SNOOZE_MINUTES);
                Ok((Vec::new(), if ticket.stage.is_open() { said(Followed::Snoozed(at)) } else { Said::Standing }))
            }
            Choice::At(place) => self.locate(ticket, place),
            Choice::Cause => self.seek(ticket),
            Choice::Of(..)
            | Choice::Delayed
            | Choice::Fault
            | Choice::Within(_)
            | Choice::Skip
            | Choice::Because(_)
            | Choice::Excuse(_)
            | Choice::Insist
            | Choice::Safe
            | Choice::IsReport(_)
            | Choice::IsAbout(..)
            | Choice::IsNoReport(_) => Err(Refusal::NoSuchChoice(self.asked.id.clone())),
        }
    }

    /// What the answer orders, within the role of whoever gave it.
    fn order(&self, ticket: &Ticket, deed: Deed) -> Result<Answered, Refusal> {
        let told = Told::Ticket { ticket: ticket.number, is_named: true, deed };
        let (message, language) = (self.heard.id.clone(), self.asked.language.clone());
        let (changes, reply) = orders::obey(self.situation, self.heard.sent_at, &Order { message, language, told })?;
        Ok((changes, reply.said))
    }

    fn accept(&self, ticket: &Ticket) -> Answered {
        let worker = rank::assignee(&self.situation.directory, &self.heard.sender);
        let is_free = ticket.assignee.as_ref().is_none_or(|owner| *owner == worker);
        if !ticket.stage.is_open() || !is_free {
            return (Vec::new(), Said::Standing);
        }
        let mut changes = vec![self.read(Kind::Progress)];
        if ticket.assignee.is_none() {
            let message = Some(self.heard.id.clone());
            changes.push(Event::TicketAssigned { ticket: ticket.number, assignee: Some(worker), message }.into());
        }
        changes.push(Event::JobAccepted(self.job(ticket)).into());
        (changes, said(Followed::Accepted))
    }

    /// Whoever does not take a job no longer has it, so that it is looked for somebody else.
    fn decline(&self, ticket: &Ticket) -> Answered {
        let worker = rank::assignee(&self.situation.directory, &self.heard.sender);
        let is_theirs =
            |one: Option<&Assignee>| one == Some(&worker) || one == Some(&Assignee::Person(self.heard.sender.clone()));
        let is_offered = ticket.assignee.is_none() && is_theirs(ticket.course.call.as_ref().and_then(Call::waits_for));
        if !ticket.stage.is_open() || !is_offered && !is_theirs(ticket.assignee.as_ref()) {
            return (Vec::new(), Said::Standing);
        }
        let declined = Event::JobDeclined(self.job(ticket)).into();
        let freed = Event::TicketAssigned { ticket: ticket.number, assignee: None, message: None };
        let freed = (!is_offered).then(|| freed.into());
        let changes = [self.read(Kind::Progress), declined].into_iter().chain(freed);
        (changes.collect(), said(Followed::Declined))
    }

    /// A lead has the cause looked for; once it is, that is so.
    fn seek(&self, ticket: &Ticket) -> Result<Answered, Refusal> {
        if !self.situation.directory.role(&self.heard.sender).leads() {
            return Err(Refusal::NotYours(ticket.number));
        }
        match repeats::seek(self.situation, ticket) {
            Ok(changes) => Ok((changes, said(Followed::Recorded))),
            Err(_) => Ok((Vec::new(), said(Followed::Settled))),
        }
    }

    fn job(&self, ticket: &Ticket) -> Job {
        Job { ticket: ticket.number, by: self.heard.sender.clone(), message: self.heard.id.clone() }
    }

    fn help(&self, about: Subject) -> Change {
        Event::HelpAsked(Help { about, by: self.heard.sender.clone(), message: self.heard.id.clone() }).into()
    }

    /// Where a ticket is, from whoever reported it, or from those who work here.
    fn locate(&self, ticket: &Ticket, place: &crate::id::PlaceId) -> Result<Answered, Refusal> {
        let role = self.situation.directory.role(&self.heard.sender);
        let knows = role.leads() || role.does_work() || ticket.reporter == self.heard.sender;
        let known = self.situation.directory.places.get(place).filter(|_| knows && !ticket.stage.is_put_away());
        let known = known.ok_or(Refusal::NotYours(ticket.number))?;
        let (category, priority) = (ticket.category, ticket.priority);
        let (site, place) = (Some(known.site.clone()), Some(place.clone()));
        let located = Event::TicketClassified { ticket: ticket.number, category, priority, site, place };
        Ok((vec![self.read(Kind::Issue), located.into()], Said::News))
    }

    fn of_day(&self, task: &TaskId, day: Day) -> Result<Answered, Refusal> {
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
            Choice::Of(..) => Ok((Vec::new(), said(Followed::Asked))),
            Choice::Done => self.report(known, due),
            Choice::Fault if known.check => Ok(self.find(known, due)),
            Choice::Delayed => Ok(self.delay(due, Choice::GRACE_MINUTES)),
            Choice::Within(minutes) => Ok(self.delay(due, i64::from(*minutes))),
            Choice::Skip => Ok((Vec::new(), said(Followed::WhySkip))),
            Choice::Because(cause) if leads => Ok(self.excuse(due, *cause)),
            Choice::Because(_) => Ok((Vec::new(), said(Followed::SkipAsked))),
            Choice::Excuse(cause) if leads => Ok(self.excuse(due, *cause)),
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
        let proposal = Proposal {
            message: self.heard.id.clone(),
            meaning: meaning(self.asked, &Subject::Task(task.id.clone(), Some(due.day)), kind),
            opens: false,
            recurrence_of: None,
            assignee: None,
            hindsight: Vec::new(),
            reasons: Vec::new(),
            alternatives: None,
            labels: Vec::new(),
        };
        let changes = super::interpret::interpret(self.situation, &proposal)?;
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

    fn excuse(&self, due: &Occurrence, cause: Cause) -> Answered {
        let (task, day, proof) = (due.task.clone(), due.day, Some(self.heard.id.clone()));
        let excused = Event::OccurrenceEnded { task, day, outcome: Outcome::Excused, proof };
        let because = Personal::text(titles(&self.asked.language).cause(cause));
        (vec![excused.with(because)], said(Followed::Excused(cause)))
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

    fn read(&self, kind: Kind) -> Change {
        let subject = self.asked.about.first().cloned();
        let subject = subject.map(|subject| match subject {
            Subject::Ticket(number) => Subject::Ticket(self.situation.goes_on(number).unwrap_or(number)),
            day => day,
        });
        let meaning = Interpretation { about: subject, ..meaning(self.asked, &self.asked.about[0], kind) };
        Event::MessageInterpreted { message: self.heard.id.clone(), meaning }.into()
    }
}

fn said(followed: Followed) -> Said {
    Said::Followed(followed)
}

/// That a message is held to be an answer about a subject.
fn read(heard: &Heard, asked: &Outbound, subject: &Subject, kind: Kind) -> Change {
    Event::MessageInterpreted { message: heard.id.clone(), meaning: meaning(asked, subject, kind) }.into()
}

fn meaning(asked: &Outbound, subject: &Subject, kind: Kind) -> Interpretation {
    Interpretation {
        by: Reader::Embedded(Order::RULES.to_owned()),
        kind,
        category: None,
        priority: None,
        place: None,
        about: Some(subject.clone()),
        confidence: 1.0,
        band: Band::Act,
        language: asked.language.clone(),
    }
}
