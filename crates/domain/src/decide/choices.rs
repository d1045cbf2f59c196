//! Answers that were chosen: who may give them, and what follows. What a button says is said by a message, so that it is
//! recorded as one; what it means was recorded when it was offered.

mod days;

use super::reply::{Followed, Reply, Said};
use super::{asking, contests, orders, outbound, pledge, quotes, repeats};
use crate::choice::{Choice, Chosen, Help, Job};
use crate::duty::Call;
use crate::event::{Change, Event};
use crate::id::{MessageId, OutboundId, TicketNumber};
use crate::message::{Band, Form, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::{Deed, Order, Told};
use crate::outbound::Outbound;
use crate::policy::rank;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::{Assignee, HoldReason, Ticket};

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
    let asked =
        situation.outbounds.get(outbound).filter(|asked| situation.is_from(heard, &asked.to)).ok_or_else(no_such)?;
    let choice = asked.offer.as_ref().and_then(|offer| offer.choices().get(nth)).ok_or_else(no_such)?;
    if choice.means().is_some() {
        return asking::answer(situation, heard, asked, choice);
    }
    let of_several = match choice {
        Choice::Of(task, day) | Choice::NotToday(task, day, _) => Some(Subject::Task(task.clone(), Some(*day))),
        Choice::Ticket(number) => Some(Subject::Ticket(*number)),
        _ => None,
    };
    let subject = of_several.as_ref().or(asked.about.first()).ok_or_else(no_such)?;
    let given = Given { situation, heard, asked, choice };
    let is_repeated = asked.chosen.as_ref() == Some(choice)
        && !is_asked_again(choice)
        && !orders::is_taken_back(situation, heard, subject);
    // Another sign of the same asks for nothing.
    if is_repeated && heard.form == Form::Reaction {
        return Err(no_such());
    }
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
    use Choice::{Choose, Done, NotToday, Of, Safe, Skip, Ticket};
    matches!(choice, Of(..) | NotToday(..) | Ticket(_) | Choose | Skip | Safe | Done)
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
            Choice::Ticket(_) if outbound::is_open(self.situation, self.asked, &subject) => {
                Ok((Vec::new(), Said::One(self.asked.id.clone())))
            }
            Choice::Ticket(_) => Ok((Vec::new(), Said::Standing)),
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
            Choice::Delayed => Ok(self.put_off(ticket, Choice::GRACE_MINUTES)),
            Choice::Within(minutes) => Ok(self.put_off(ticket, i64::from(*minutes))),
            Choice::At(place) => self.locate(ticket, place),
            Choice::Cause => self.seek(ticket),
            Choice::Of(..)
            | Choice::NotToday(..)
            | Choice::Fault
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
        let is_same = |owner: &Assignee| self.situation.directory.is_same_owner(owner, &worker);
        let is_free = ticket.assignee.as_ref().is_none_or(is_same);
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
        let themselves = Assignee::Person(self.heard.sender.clone());
        let is_same = |one: &Assignee, other: &Assignee| self.situation.directory.is_same_owner(one, other);
        let is_theirs =
            |one: Option<&Assignee>| one.is_some_and(|one| is_same(one, &worker) || is_same(one, &themselves));
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

    /// Whoever has the job gives a time, which changes nothing of what was promised.
    fn put_off(&self, ticket: &Ticket, minutes: i64) -> Answered {
        let until = self.heard.sent_at.plus_minutes(minutes);
        let Some(given) = pledge::give(self.situation, ticket, self.heard, until) else {
            return (Vec::new(), Said::Standing);
        };
        let follow = match self.choice {
            Choice::Delayed => Followed::Later(until),
            _ => Followed::Promised(until),
        };
        (vec![self.read(Kind::Progress), given], said(follow))
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
