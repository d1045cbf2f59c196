//! Taking people at the times they give.

use crate::event::{Change, Event};
use crate::id::MessageId;
use crate::message::{Heard, Kind};
use crate::pass::has_job;
use crate::pledge::{Kept, Pledge};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::{Stage, Ticket};
use crate::time::Instant;

/// What a time in a message means for the ticket it speaks of: whoever works on it says when, whoever leads or told us
/// says by when. Anybody else's times are talk.
pub(super) fn pledge(
    situation: &Situation,
    message: &MessageId,
    due_at: Instant,
    is_limit: bool,
) -> Result<Vec<Change>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let (Some(ticket), Some(meaning)) = (situation.ticket_of(heard), heard.meaning.as_ref()) else {
        return Ok(Vec::new());
    };
    let leads = situation.directory.role(&heard.sender).leads();
    let is_under_way = ticket.stage.is_open() && ticket.stage != Stage::Resolved;
    let is_limit = match meaning.kind {
        Kind::Progress if situation.works_on(ticket, &heard.sender) || leads => Some(false),
        Kind::Assign if leads => Some(true),
        Kind::Issue if is_limit => Some(true),
        _ => None,
    };
    let Some(is_limit) = is_limit.filter(|_| is_under_way && due_at > heard.sent_at) else { return Ok(Vec::new()) };
    let (message, by) = (heard.id.clone(), heard.sender.clone());
    Ok(vec![Event::PledgeMade(Pledge { ticket: ticket.number, message, by, due_at, is_limit }).into()])
}

/// Whoever has a ticket, gave the time that holds, or leads gives a time by a button; none when it is not theirs to give any
/// more, or nothing is owed.
pub(super) fn give(situation: &Situation, ticket: &Ticket, heard: &Heard, due_at: Instant) -> Option<Change> {
    let role = situation.directory.role(&heard.sender);
    let pledge = ticket.course.pledge.as_ref();
    let gave = pledge.is_some_and(|pledge| situation.directory.are_one(&pledge.by, &heard.sender));
    let is_free = ticket.assignee.is_none() && role.does_work();
    let may = has_job(&situation.directory, ticket, &heard.sender) || gave || is_free || role.leads();
    let is_under_way = ticket.stage.is_open() && ticket.stage != Stage::Resolved;
    let (message, by) = (heard.id.clone(), heard.sender.clone());
    let made = Pledge { ticket: ticket.number, message, by, due_at, is_limit: false };
    (may && is_under_way).then(|| Event::PledgeMade(made).into())
}

/// That a word of whoever works on a ticket answers the time that was given for it.
pub(super) fn kept(situation: &Situation, heard: &Heard, kind: Kind, ticket: &Ticket) -> Option<Change> {
    let pledge = ticket.course.pledge.as_ref().filter(|pledge| pledge.message != heard.id)?;
    let speaks = matches!(kind, Kind::Progress | Kind::Evidence | Kind::Checkin);
    let is_answer = speaks && situation.works_on(ticket, &heard.sender) && pledge.is_answered_by(heard.sent_at);
    is_answer.then(|| Event::PledgeKept(Kept { ticket: ticket.number, message: heard.id.clone() }).into())
}
