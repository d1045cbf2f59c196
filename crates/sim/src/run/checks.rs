//! What must hold after every step, and what is dear to find out and so held to less often.

use super::ledger::{Ledger, broken, expect};
use super::{Broken, Fault};
use domain::id::OrgId;
use domain::situation::Situation;
use domain::ticket::{Stage, Ticket};
use domain::time::Instant;
use store::desk::Desk;
use store::journal::{self, PAGE_MAX};
use store::need::Need;
use store::snapshot::{Difference, Rows};

/// More tickets than this are never in mind: those gathered, and those a batch speaks of.
const TICKETS_MAX: usize = 1_500;
/// More days of tasks than this are never in mind.
const DAYS_MAX: usize = 5_000;
/// Messages looked up at once.
const LOOKED_UP: usize = 60;

/// Takes in what was recorded since the last step.
pub async fn catch_up(desk: &Desk, org: &OrgId, ledger: &mut Ledger) -> Result<(), Fault> {
    loop {
        let page = journal::since(desk.db(), org.as_str(), ledger.position, PAGE_MAX).await?;
        for entry in &page {
            expect(entry.position == ledger.position + 1, "positions have no gaps", || format!("{}", entry.position))?;
            ledger.take(entry)?;
        }
        if page.is_empty() {
            return Ok(ledger.letters.answered()?);
        }
    }
}

/// What is in mind agrees with what was recorded, and is bounded.
pub fn mind(situation: &Situation, ledger: &Ledger) -> Result<(), Broken> {
    let messages = situation.latest().count();
    expect(messages <= Situation::MESSAGES_MAX, "messages in mind are bounded", || messages.to_string())?;
    let tickets = situation.tickets.len();
    expect(tickets <= TICKETS_MAX, "tickets in mind are bounded", || tickets.to_string())?;
    let days = situation.occurrences.len();
    expect(days <= DAYS_MAX, "days in mind are bounded", || days.to_string())?;
    situation.tickets.values().try_for_each(|known| ticket(known, ledger))?;
    for (key, day) in &situation.occurrences {
        let recorded = ledger.days.get(key).map(|(_, ended)| *ended);
        expect(recorded == Some(day.outcome), "days are as recorded", || format!("{key:?}: {recorded:?}, {day:?}"))?;
    }
    Ok(())
}

fn ticket(ticket: &Ticket, ledger: &Ledger) -> Result<(), Broken> {
    let number = ticket.number;
    let recorded = ledger.tickets.get(&number).copied();
    expect(recorded == Some(ticket.stage), "a ticket's stage is as recorded", || {
        format!("{number} is {}, recorded {recorded:?}{}", ticket.stage, ledger.story(number))
    })?;
    let known = ledger.messages.contains_key(&ticket.opening);
    expect(known, "every ticket is reached from a message", || format!("{number} from {}", ticket.opening))?;
    let few = ticket.messages.len() <= Ticket::MESSAGES_MAX && ticket.evidence.len() <= Ticket::MESSAGES_MAX;
    expect(few, "a ticket's messages in mind are bounded", || format!("{number} has {}", ticket.messages.len()))?;
    let closed = matches!(ticket.stage, Stage::Closed | Stage::Cancelled);
    let put_away = closed || ticket.stage == Stage::Merged;
    expect(put_away || ticket.closed_at.is_none(), "an open ticket has no end", || {
        format!("{number} is {}", ticket.stage)
    })?;
    expect(!closed || ticket.closed_at.is_some(), "a closed ticket has an end", || {
        format!("{number} is {}", ticket.stage)
    })?;
    let judged = matches!(ticket.stage, Stage::Verified | Stage::Closed) || put_away;
    expect(judged || ticket.verified_at.is_none(), "an open ticket is not verified", || {
        format!("{number} is {}", ticket.stage)
    })?;
    let held = ticket.hold.is_some() == (ticket.stage == Stage::OnHold);
    expect(held || ticket.stage == Stage::Merged, "a held ticket says why", || {
        format!("{number} is {}", ticket.stage)
    })?;
    let leads = ticket.merged_into.is_none_or(|into| ledger.tickets.contains_key(&into));
    expect(leads, "a merged ticket leads to one that is there", || format!("{number} to {:?}", ticket.merged_into))?;
    let merged = ticket.merged_into.is_some() == (ticket.stage == Stage::Merged);
    expect(merged, "a merged ticket says where to", || format!("{number} is {}", ticket.stage))
}

/// Every message was read, and every day of a task ended once its time was over.
pub fn settled(ledger: &Ledger, lapsed_at: Instant) -> Result<(), Broken> {
    if let Some(unread) = ledger.unread.first() {
        return Err(broken("every message is read", unread.to_string()));
    }
    let forgotten = ledger.days.iter().find(|(_, (until, ended))| ended.is_none() && *until <= lapsed_at);
    expect(forgotten.is_none(), "every day of a task ends", || format!("{forgotten:?} by {lapsed_at:?}"))
}

/// The clock has looked at everything that was due.
pub async fn kept_up(desk: &Desk, org: &OrgId, now: Instant) -> Result<(), Fault> {
    let draft = desk.draft(org, &Need::at(now)).await?;
    let left = draft.situation().deadline().filter(|due| *due <= now);
    expect(left.is_none(), "what is due is looked at", || format!("{left:?} by {now:?}"))?;
    Ok(())
}

/// The chain holds, and the views are those that the journal leads to.
pub async fn rebuilt(desk: &Desk, org: &OrgId) -> Result<(), Fault> {
    let verified = journal::verify(desk.db(), org.as_str(), |_, _| ()).await;
    verified.map_err(|fault| broken("the chain verifies", fault.to_string()))?;
    let mut kept = Rows::of(desk.db(), org).await?;
    desk.rebuild(org).await?;
    let difference = kept.against(desk.db(), org, 5).await?;
    let is_same = difference == Difference::default();
    expect(is_same, "views are what the journal leads to", || format!("{difference:?}"))?;
    Ok(())
}

/// The last messages are each found by the channel's name for them, under our name for them, and read.
pub async fn found(desk: &Desk, org: &OrgId, ledger: &Ledger, now: Instant) -> Result<(), Fault> {
    let lately: Vec<_> = ledger.messages.iter().rev().take(LOOKED_UP).collect();
    let need = lately.iter().fold(Need::at(now), |need, (_, message)| {
        need.external(message.conversation.clone(), message.external.clone())
    });
    let draft = desk.draft(org, &need).await?;
    mind(draft.situation(), ledger)?;
    for (id, message) in lately {
        let heard = draft.situation().by_external(&message.conversation, &message.external);
        let right = heard.is_some_and(|heard| heard.id == *id && heard.meaning.is_some());
        expect(right, "a message received has one row, and was read", || format!("{} is {heard:?}", message.external))?;
    }
    Ok(())
}
