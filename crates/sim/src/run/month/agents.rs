//! People of the month who answer what they are asked, as they please; leads who let work wait and go on; and whoever has a
//! job and says what it would cost.

use super::super::ledger::expect;
use super::super::{Fault, Run};
use super::work::Found;
use crate::network::Delivery;
use domain::directory::Person;
use domain::id::{ConversationId, PersonId, TicketNumber};
use domain::message::{Circle, ConversationKey, Handle, Inbound};
use domain::outbound::Outbound;
use domain::pass::{Act, Move};
use domain::request::{Actor, Command};
use domain::situation::Situation;
use domain::ticket::{Assignee, Stage};
use store::need::Need;

/// Who was asked longer ago answers no more, in minutes.
const ANSWER_MINUTES: f64 = 240.0;
/// How often of a hundred the first answer is given: that somebody does what they are asked.
const FIRST: usize = 65;
/// How often of a hundred a lead orders something meanwhile, and somebody says what a job costs.
const ORDERS: usize = 40;
const COSTED: usize = 40;
/// What work would cost: under and over what somebody has to agree to.
const COSTS: [&str; 2] = ["RM 80", "RM 350"];

impl Run {
    /// Somebody who was asked something answers; a lead lets a job wait or go on; a cost is said.
    pub(super) async fn answering_step(&mut self) -> Result<(), Fault> {
        self.doing("answering");
        let draft = self.desk.draft(&self.org, &Need::at(self.now)).await?;
        let situation = draft.situation();
        let answer = self.answer(situation);
        let order = self.order(situation).filter(|_| self.chance.percent(ORDERS));
        let cost = self.cost(situation).filter(|_| self.chance.percent(COSTED));
        drop(draft);
        let inbounds: Vec<Inbound> = answer.into_iter().chain(order).collect();
        for inbound in inbounds {
            self.queue.push_front(Delivery { at: self.now, inbounds: vec![inbound] });
        }
        if let Some((ticket, person, said)) = cost {
            let act = Act {
                ticket,
                conversation: said.conversation.id.clone(),
                external: said.external.clone(),
                made: Move::Cost,
                pause: None,
            };
            let by = Actor::Person(person);
            let heard = self.request(by.clone(), Command::Receive(Box::new(said)));
            let acted = self.request(by, Command::Act(Box::new(act)));
            // A job that went elsewhere meanwhile takes no cost.
            let _answers = self.desk.commit_all(&self.org, vec![heard, acted]).await?;
        }
        Ok(())
    }

    /// An answer to one of the questions that lately left.
    fn answer(&mut self, situation: &Situation) -> Option<Inbound> {
        let is_open = |asked: &&Outbound| {
            let age = asked.begun_at.map(|at| self.now.minutes_since(at));
            asked.offer.is_some() && asked.state.is_out() && age.is_some_and(|age| age < ANSWER_MINUTES)
        };
        let asked: Vec<&Outbound> = situation.outbounds.values().filter(is_open).collect();
        let asked = *self.chance.choose(&asked)?;
        let answers = asked.offer.as_ref().map_or(1, |offer| offer.choices().len());
        let nth = if self.chance.percent(FIRST) { 1 } else { 1 + self.chance.below(answers) };
        let person = situation.directory.person(&asked.to)?;
        let quoted = asked.external.clone();
        Some(Inbound { reply_to: quoted, ..self.alone(person, nth.to_string()) })
    }

    /// A lead's order about one of the open jobs.
    fn order(&mut self, situation: &Situation) -> Option<Inbound> {
        let of = |stage: Stage| matches!(stage, Stage::Assigned | Stage::InProgress | Stage::OnHold);
        let jobs: Vec<_> = situation.tickets.values().filter(|ticket| of(ticket.stage)).collect();
        let leads: Vec<&Person> = situation.directory.people.values().filter(|person| person.role.leads()).collect();
        let (job, lead) = (*self.chance.choose(&jobs)?, *self.chance.choose(&leads)?);
        let text = match job.stage {
            Stage::OnHold => format!("start #{}", job.number.0),
            _ => format!("hold #{} waiting for part", job.number.0),
        };
        Some(self.alone(lead, text))
    }

    /// What a job would cost, as one says who has it.
    fn cost(&mut self, situation: &Situation) -> Option<(TicketNumber, PersonId, Inbound)> {
        let theirs = situation.tickets.values().filter(|ticket| ticket.stage.is_open());
        let theirs = theirs.filter_map(|ticket| match &ticket.assignee {
            Some(Assignee::Person(person)) => Some((ticket.number, situation.directory.person(person)?)),
            Some(Assignee::Vendor(_)) | None => None,
        });
        let theirs: Vec<(TicketNumber, &Person)> = theirs.collect();
        let (ticket, person) = *self.chance.choose(&theirs)?;
        let text = self.chance.pick(&COSTS).to_owned();
        let id = Act::conversation(&person.id);
        let conversation = ConversationKey { id, circle: Circle::Direct, name: String::new(), with: None };
        Some((ticket, person.id.clone(), Inbound { conversation, ..self.alone(person, text) }))
    }

    /// Words of somebody to us alone.
    fn alone(&mut self, person: &Person, text: String) -> Inbound {
        self.ordered += 1;
        let sender = person.handles.first().cloned().unwrap_or_else(|| Handle::name(&person.name));
        Inbound {
            sender_name: person.name.clone(),
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new(format!("alone-{}", person.id)),
                    circle: Circle::Direct,
                    name: person.name.clone(),
                    with: Some(sender.clone()),
                },
                format!("AGENT{:06}", self.ordered),
                sender,
                self.now,
                text,
            )
        }
    }

    /// Each fault that a check found stands on its day, and on the ticket that it opened.
    pub(super) async fn faults(&self, faults: &[Found]) -> Result<(), Fault> {
        for fault in faults {
            let need = Need::at(self.now).ticket(fault.ticket).occurrence(fault.task.clone(), fault.day);
            let draft = self.desk.draft(&self.org, &need).await?;
            let situation = draft.situation();
            let day = situation.occurrences.get(&(fault.task.clone(), fault.day));
            expect(
                day.and_then(|day| day.fault) == Some(fault.ticket),
                "a day knows the fault its check found",
                || format!("{fault:?}: {day:?}"),
            )?;
            let ticket = situation.tickets.get(&fault.ticket);
            let found = ticket.and_then(|ticket| ticket.course.found_by.as_ref());
            let knows = found.is_some_and(|found| found.task == fault.task && found.day == fault.day);
            expect(knows || !fault.opened, "a ticket knows the check that found it", || format!("{fault:?}"))?;
        }
        Ok(())
    }
}
