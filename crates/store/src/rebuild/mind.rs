//! What an event changes, read back where it is not in mind.

use crate::StoreError;
use crate::sql::Tx;
use crate::views::{conversations, imports, messages, occurrences, orders, outbox, tickets};
use domain::choice::Delay;
use domain::event::{Event, Finished};
use domain::handover::{Noted, TakenOver, Written};
use domain::id::{ConversationId, ImportId, MessageId, OrgId, OutboundId, TaskId, TicketNumber};
use domain::message::Subject;
use domain::order::Undone;
use domain::repeat::CauseSought;
use domain::retention::Expired;
use domain::situation::Situation;
use domain::time::Day;
use domain::undo::Parted;

/// Reads back what an event changes, where it is not in mind.
pub(super) async fn bring_to_mind(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    event: &Event,
) -> Result<(), StoreError> {
    if matches!(event, Event::MessageReceived { .. }) {
        return Ok(());
    }
    if let Some(outbound) = event.outbound() {
        bring_outbound(tx, org, situation, outbound).await?;
    }
    bring_named(tx, org, situation, event).await?;
    if let Some(message) = event.message() {
        bring_messages(tx, org, situation, std::slice::from_ref(message)).await?;
    }
    bring_tickets(tx, org, situation, event).await?;
    if let Event::TicketMerged { ticket, .. } = event {
        let merged = situation.tickets.get(ticket).map(|ticket| ticket.messages.clone()).unwrap_or_default();
        bring_messages(tx, org, situation, &merged).await?;
    }
    if let Some(parted) = parted(event) {
        bring_messages(tx, org, situation, &parted.messages).await?;
    }
    Ok(())
}

/// Reads back the day of a task or the run that an event names.
#[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
async fn bring_named(tx: &mut Tx, org: &OrgId, situation: &mut Situation, event: &Event) -> Result<(), StoreError> {
    match event {
        Event::OccurrenceExpected { occurrence } => {
            bring_day(tx, org, situation, (&occurrence.task, occurrence.day)).await?;
        }
        Event::OccurrenceEnded { task, day, .. } | Event::OccurrenceDelayed(Delay { task, day, .. }) => {
            bring_day(tx, org, situation, (task, *day)).await?;
        }
        Event::OccurrenceClimbed(reached) => bring_day(tx, org, situation, (&reached.task, reached.day)).await?,
        Event::OccurrenceUnproven(unproven) => bring_day(tx, org, situation, (&unproven.task, unproven.day)).await?,
        Event::CheckFailed(failed) => bring_day(tx, org, situation, (&failed.task, failed.day)).await?,
        Event::StepsTicked(ticked) => bring_day(tx, org, situation, (&ticked.task, ticked.day)).await?,
        Event::CheckpointVisited(visited) => bring_day(tx, org, situation, (&visited.task, visited.day)).await?,
        Event::HandoverWritten(Written { task, day, .. })
        | Event::HandoverNoted(Noted { task, day, .. })
        | Event::HandoverAccepted(TakenOver { task, day, .. }) => bring_day(tx, org, situation, (task, *day)).await?,
        Event::MessageCredited(credited) => {
            bring_messages(tx, org, situation, std::slice::from_ref(&credited.message)).await?;
            let about = situation.message(&credited.message).and_then(|heard| heard.meaning.as_ref()?.about.clone());
            if let Some(Subject::Task(task, Some(day))) = about {
                bring_day(tx, org, situation, (&task, day)).await?;
            }
        }
        Event::ConversationNamed { conversation, .. } | Event::MessageHeardDirectly { conversation, .. } => {
            bring_chat(tx, org, situation, conversation).await?;
        }
        Event::RetentionApplied(expired) => bring_expired(tx, org, situation, expired).await?,
        Event::OrderUndone(Undone { order, .. }) => bring_order(tx, org, situation, order).await?,
        Event::ImportFinished(Finished { import, .. }) | Event::ImportRemoved { import } => {
            bring_import(tx, org, situation, import).await?;
        }
        Event::SiteDefined { .. }
        | Event::PlaceDefined { .. }
        | Event::VendorDefined { .. }
        | Event::PersonDefined { .. }
        | Event::TaskDefined { .. }
        | Event::CalendarDefined { .. }
        | Event::AgreementDefined { .. }
        | Event::MemberDefined { .. }
        | Event::LadderDefined(_)
        | Event::DutyDefined(_)
        | Event::RotaDefined(_)
        | Event::TurnSwapped(_)
        | Event::SwapUndone(_)
        | Event::TurnBegan(_)
        | Event::ApprovalDefined(_)
        | Event::QuoteGiven(_)
        | Event::QuoteAnswered(_)
        | Event::PauseContested(_)
        | Event::PauseJudged(_)
        | Event::SentenceWorded(_)
        | Event::LabelsDefined(_)
        | Event::LabelsRead { .. }
        | Event::LabelsSaid { .. }
        | Event::RetentionDefined(_)
        | Event::ReportAsked(_)
        | Event::SettingAltered(_)
        | Event::PersonMet { .. }
        | Event::PersonReached { .. }
        | Event::PeopleMerged { .. }
        | Event::PeopleSplit { .. }
        | Event::PhoneHeld(_)
        | Event::ConversationMet { .. }
        | Event::SilenceBegan { .. }
        | Event::NoticeGiven(_)
        | Event::PersonPreferred { .. }
        | Event::SilenceEnded { .. }
        | Event::MediaKept { .. }
        | Event::MessageEdited { .. }
        | Event::MessageRevoked { .. }
        | Event::MessageInterpreted { .. }
        | Event::ReadingCorrected { .. }
        | Event::CorrectionUndone { .. }
        | Event::MessageSnoozed { .. }
        | Event::OpinionGiven(_)
        | Event::VoiceTranscribed(_)
        | Event::TicketOpened { .. }
        | Event::TicketClassified { .. }
        | Event::ReportMerged { .. }
        | Event::EvidenceAdded { .. }
        | Event::TicketAssigned { .. }
        | Event::TicketStarted { .. }
        | Event::TicketHeld { .. }
        | Event::TicketResolved { .. }
        | Event::TicketVerified { .. }
        | Event::TicketReopened { .. }
        | Event::TicketClosed { .. }
        | Event::TicketMerged { .. }
        | Event::TicketPutBack(_)
        | Event::TicketCancelled { .. }
        | Event::NoteAdded { .. }
        | Event::OrderGiven { .. }
        | Event::TargetWarned { .. }
        | Event::TargetMissed { .. }
        | Event::RepairFailed(_)
        | Event::CauseSought(_)
        | Event::PledgeMade(_)
        | Event::PledgeKept(_)
        | Event::RungClimbed(_)
        | Event::MessageReceived { .. }
        | Event::OutboundWanted(_)
        | Event::ChoiceMade(_)
        | Event::JobOffered(_)
        | Event::JobUntaken(_)
        | Event::JobAccepted(_)
        | Event::JobDeclined(_)
        | Event::HelpAsked(_)
        | Event::OutboundWithdrawn { .. }
        | Event::OutboundBegun { .. }
        | Event::OutboundSent { .. }
        | Event::OutboundReached { .. }
        | Event::OutboundFailed { .. }
        | Event::OutboundDoubled { .. }
        | Event::ImportStarted { .. }
        | Event::PersonalErased { .. } => {}
    }
    Ok(())
}

async fn bring_expired(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    expired: &Expired,
) -> Result<(), StoreError> {
    bring_messages(tx, org, situation, &expired.messages).await?;
    for outbound in &expired.letters {
        bring_outbound(tx, org, situation, outbound).await?;
    }
    bring_numbers(tx, org, situation, expired.tickets.clone()).await
}

async fn bring_chat(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    chat: &ConversationId,
) -> Result<(), StoreError> {
    if !situation.conversations.contains_key(chat) {
        for known in conversations::by_id(tx, org, &[chat.as_str()]).await? {
            situation.conversations.insert(known.id.clone(), known);
        }
    }
    Ok(())
}

async fn bring_import(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    import: &ImportId,
) -> Result<(), StoreError> {
    if !situation.imports.contains_key(import)
        && let Some(run) = imports::by_id(tx, org, import).await?
    {
        situation.imports.insert(run.id.clone(), run);
    }
    Ok(())
}

async fn bring_outbound(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    outbound: &OutboundId,
) -> Result<(), StoreError> {
    if !situation.outbounds.contains_key(outbound)
        && let Some(known) = outbox::by_id(tx, org, outbound).await?
    {
        situation.recall_outbound(known);
    }
    Ok(())
}

async fn bring_order(tx: &mut Tx, org: &OrgId, situation: &mut Situation, order: &MessageId) -> Result<(), StoreError> {
    if !situation.orders.contains_key(order)
        && let Some(known) = orders::by_message(tx, org, order).await?
    {
        situation.orders.insert(known.message.clone(), known);
    }
    Ok(())
}

async fn bring_messages(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    ids: &[MessageId],
) -> Result<(), StoreError> {
    let unknown = ids.iter().filter(|id| situation.message(id).is_none());
    let unknown: Vec<&str> = unknown.map(MessageId::as_str).collect();
    for row in messages::by_id(tx, org, &unknown).await? {
        situation.recall_older(row.heard()?);
    }
    Ok(())
}

async fn bring_tickets(tx: &mut Tx, org: &OrgId, situation: &mut Situation, event: &Event) -> Result<(), StoreError> {
    let mut wanted: Vec<TicketNumber> = event.ticket().into_iter().collect();
    if let Event::MessageInterpreted { message, meaning } = event {
        let before = situation.message(message).and_then(|heard| heard.meaning.as_ref());
        let subjects = [before.and_then(|meaning| meaning.about.as_ref()), meaning.about.as_ref()];
        wanted.extend(subjects.into_iter().flatten().filter_map(|subject| match subject {
            Subject::Ticket(number) => Some(*number),
            Subject::Task(..) => None,
        }));
    }
    if let Event::TicketMerged { into: other, .. }
    | Event::TicketOpened { recurrence_of: Some(other), .. }
    | Event::CauseSought(CauseSought { of: other, .. }) = event
    {
        wanted.push(*other);
    }
    wanted.extend(parted(event).map(|parted| parted.from));
    bring_numbers(tx, org, situation, wanted).await
}

/// What an event parts from a ticket that it had become part of.
fn parted(event: &Event) -> Option<&Parted> {
    match event {
        Event::TicketPutBack(put) => put.parted.as_ref(),
        _ => None,
    }
}

async fn bring_numbers(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    mut wanted: Vec<TicketNumber>,
) -> Result<(), StoreError> {
    wanted.retain(|number| !situation.tickets.contains_key(number));
    for mut ticket in tickets::by_number(tx, org, &wanted).await? {
        if situation.touched.terms {
            situation.reckon(&mut ticket);
        }
        situation.tickets.insert(ticket.number, ticket);
    }
    Ok(())
}

async fn bring_day(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    (task, day): (&TaskId, Day),
) -> Result<(), StoreError> {
    let key = (task.clone(), day);
    if !situation.occurrences.contains_key(&key)
        && let Some(known) = occurrences::by_key(tx, org, &key).await?
    {
        situation.occurrences.insert(key, known);
    }
    Ok(())
}
