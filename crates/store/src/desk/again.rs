//! Deciding requests again on a newer situation, when somebody else wrote since they were first decided.

use crate::need::Need;
use domain::draft::Draft;
use domain::event::{Change, Event};
use domain::id::{TaskId, TicketNumber};
use domain::message::{Interpretation, Subject};
use domain::order::{Deed, Sought, Told};
use domain::request::{Command, Hindsight, Proposal, Request, TicketCommand};
use domain::situation::Situation;
use domain::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a draft should have had in mind and did not.
#[derive(Debug, Default)]
pub(super) struct Forgotten {
    /// Days of tasks that it wrote down anew.
    pub(super) days: BTreeSet<(TaskId, Day)>,
    /// Tickets whose repairs its own may speak against.
    pub(super) tickets: BTreeSet<TicketNumber>,
}

/// What the requests of a draft speak of, and what it did not have in mind.
pub(super) fn need(draft: &Draft, forgotten: &Forgotten) -> Need {
    let need = Need::of(draft.asked.iter().map(|(request, _)| request));
    let need = forgotten.days.iter().fold(need, |need, (task, day)| need.occurrence(task.clone(), *day));
    forgotten.tickets.iter().fold(need, |need, ticket| need.ticket(*ticket))
}

/// Asks the same again. A ticket that the draft opened may get another number now; what was asked of it follows.
pub(super) fn decide_again(before: &Draft, situation: Situation) -> Draft {
    let mut again = Draft::new(situation);
    let mut renumbered = Renumbered::default();
    for (request, old) in &before.asked {
        let request = renumbered.request(request.clone());
        let new = again.ask(request);
        renumbered.learn(opened(old.iter().flatten()), opened(new.iter().copied().flatten()));
    }
    again
}

fn opened<'a>(changes: impl Iterator<Item = &'a Change>) -> Option<TicketNumber> {
    changes.into_iter().find_map(|change| {
        let Event::TicketOpened { ticket, .. } = &change.event else { return None };
        Some(*ticket)
    })
}

/// The numbers that tickets of the draft had, and those they have now; none when they are not opened any more.
#[derive(Default)]
struct Renumbered(BTreeMap<TicketNumber, Option<TicketNumber>>);

impl Renumbered {
    fn learn(&mut self, old: Option<TicketNumber>, new: Option<TicketNumber>) {
        if let Some(old) = old {
            self.0.insert(old, new);
        }
    }

    fn number(&self, number: TicketNumber) -> Option<TicketNumber> {
        self.0.get(&number).copied().unwrap_or(Some(number))
    }

    /// As [`Self::number`], with a number that is never given for none, so that the request is refused.
    fn number_or_none(&self, number: TicketNumber) -> TicketNumber {
        self.number(number).unwrap_or(TicketNumber(0))
    }

    fn request(&self, mut request: Request) -> Request {
        if self.0.is_empty() {
            return request;
        }
        request.command = match request.command {
            Command::Interpret(proposal) => Command::Interpret(Box::new(self.proposal(*proposal))),
            Command::Change { ticket, seen, command } => {
                let command = match command {
                    TicketCommand::Merge(into) => TicketCommand::Merge(self.number_or_none(into)),
                    other => other,
                };
                Command::Change { ticket: self.number_or_none(ticket), seen, command }
            }
            Command::Obey(mut order) => {
                order.told = self.told(order.told);
                Command::Obey(order)
            }
            Command::Answer(mut inquiry) => {
                if let Sought::Ticket(number) = &mut inquiry.sought {
                    *number = self.number_or_none(*number);
                }
                Command::Answer(inquiry)
            }
            other => other,
        };
        request
    }

    fn told(&self, mut told: Told) -> Told {
        if let Told::Ticket { ticket, .. } | Told::Stranger { ticket, .. } | Told::Namesakes { ticket, .. } = &mut told
        {
            *ticket = self.number_or_none(*ticket);
        }
        if let Told::Ticket { deed: Deed::Merge(into), .. } = &mut told {
            *into = self.number_or_none(*into);
        }
        told
    }

    fn proposal(&self, mut proposal: Proposal) -> Proposal {
        proposal.meaning = self.meaning(proposal.meaning);
        proposal.recurrence_of = proposal.recurrence_of.and_then(|number| self.number(number));
        let hindsight = proposal.hindsight.into_iter().map(|seen| match seen {
            Hindsight::Other(message, meaning) => Hindsight::Other(message, self.meaning(meaning)),
            Hindsight::Same(message) => Hindsight::Same(message),
        });
        proposal.hindsight = hindsight.collect();
        proposal
    }

    fn meaning(&self, mut meaning: Interpretation) -> Interpretation {
        meaning.about = match meaning.about {
            Some(Subject::Ticket(number)) => self.number(number).map(Subject::Ticket),
            other => other,
        };
        meaning
    }
}
