//! Gathering what a decision may know from the views; bounded, whatever the length of the history.

use crate::StoreError;
use crate::need::Need;
use crate::sql::Tx;
use crate::views::messages::MessageRow;
use crate::views::orgs::OrgRow;
use crate::views::{
    conversations, imports, label_lessons, messages, occurrences, orders, outbox, promises, silences, tickets,
};
use domain::agreement::Agreement;
use domain::choice::{Choice, Offer};
use domain::directory::Directory;
use domain::id::{MessageId, OrgId, OutboundId, PersonId, SiteId, TaskId, TicketNumber};
use domain::message::{Heard, Subject, is_worldwide};
use domain::outbound::{Outbound, State};
use domain::situation::Situation;
use domain::ticket::Ticket;
use domain::time::{Day, Instant, Zone};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Conversations kept in mind: more than one organisation hears in a day.
const CONVERSATIONS_MAX: i64 = 500;
/// Open tickets kept in mind; matching looks at each for every message.
pub(crate) const OPEN_TICKETS_MAX: usize = 500;
/// Tickets that ended in a fortnight, to which words of thanks and complaint still belong.
const ENDED_TICKETS_MAX: i64 = 200;
/// Deadlines that one look of the clock takes on; more are the next one's.
const DUE_MAX: usize = 500;
/// Openings of open tickets kept in mind, to compare a report with.
const OPENINGS_MAX: usize = 200;
/// Messages of a conversation in which something is said: an hour of a lively group.
const OF_CONVERSATION_MAX: i64 = 60;
/// Messages of all conversations together.
const OF_ALL_MAX: i64 = 150;
/// Messages about one day of a task.
const OF_DAY_MAX: i64 = 200;
/// Messages of a stretch of time.
const BETWEEN_MAX: i64 = 2_000;
/// Days of tasks around the present: a thousand a day over four days. Those beyond are brought to mind by name, once it
/// turns out that they are known.
const OCCURRENCES_MAX: i64 = 4_000;
/// How long before the present the days of tasks still matter, in minutes: two days.
pub(crate) const OCCURRENCES_BEFORE_MINUTES: i64 = 2 * 24 * 60;
/// How long what was to be said stays in mind, so that it is not said twice, in minutes: two days.
pub(crate) const OUTBOUNDS_MINUTES: i64 = 2 * 24 * 60;
/// Messages to be said in that time.
const OUTBOUNDS_MAX: i64 = 2_000;
/// How long an order given in a chat stays in mind, in minutes: two hours, since what is taken back may wait as long
/// to be heard.
pub(crate) const ORDERS_MINUTES: i64 = 2 * 60;
/// Orders in that time.
const ORDERS_MAX: i64 = 500;
/// How long a silence that ended stays in mind, in minutes: longer than a window of a task.
pub(crate) const SILENCES_MINUTES: i64 = 10 * 24 * 60;
/// Silences in that time.
const SILENCES_MAX: i64 = 200;
/// How long after it, in minutes: one day.
const OCCURRENCES_AFTER_MINUTES: i64 = 24 * 60;

/// How long a ticket that ended may still be spoken of, in minutes: fourteen days. A repair that has to hold longer is looked
/// for when a ticket is opened that may speak against it.
pub(crate) const ENDED_MINUTES: i64 = Agreement::HOLDS_DAYS as i64 * 24 * 60;

/// Gathers a situation. `directory` is the organisation's, read before.
pub(crate) async fn gather(
    tx: &mut Tx,
    org: &OrgId,
    row: Option<&OrgRow>,
    directory: Arc<Directory>,
    need: &Need,
) -> Result<Situation, StoreError> {
    let zone = row.and_then(|row| Zone::named(&row.zone).ok()).unwrap_or_else(Zone::utc);
    let mut situation = Situation::empty(zone);
    situation.directory = directory;
    let next = row.map_or(1, |row| row.next_ticket);
    situation.next_ticket = TicketNumber(crate::text::small("next_ticket", next)?);
    situation.listening_since = messages::listening_since(tx, org).await?;
    situation.expected_until = occurrences::expected_until(tx, org, need.to).await?;
    let known = conversations::latest(tx, org, CONVERSATIONS_MAX).await?;
    situation.conversations = known.into_iter().map(|chat| (chat.id.clone(), chat)).collect();
    let ever = Instant::from_us(i64::MIN);
    let lately = need.from.plus_minutes(-ENDED_MINUTES);
    let open = tickets::latest(tx, org, true, ever, OPEN_TICKETS_MAX as i64).await?;
    let ended = tickets::latest(tx, org, false, lately, ENDED_TICKETS_MAX).await?;
    situation.tickets = open.into_iter().chain(ended).map(|ticket| (ticket.number, ticket)).collect();
    let wanted_since = need.from.plus_minutes(-OUTBOUNDS_MINUTES);
    let wanted = outbox::since(tx, org, wanted_since, OUTBOUNDS_MAX).await?;
    // More than are kept in mind are glimpsed at, so that nobody hears too much or the same again.
    if let Some(last) = wanted.last().filter(|_| wanted.len() as i64 == OUTBOUNDS_MAX) {
        situation.glimpses = outbox::glimpses(tx, org, wanted_since, last).await?.into_iter().collect();
    }
    wanted.into_iter().for_each(|outbound| situation.recall_outbound(outbound));
    let given = orders::since(tx, org, need.from.plus_minutes(-ORDERS_MINUTES), ORDERS_MAX).await?;
    situation.orders = given.into_iter().map(|given| (given.message.clone(), given)).collect();
    situation.silences = silences::since(tx, org, need.from.plus_minutes(-SILENCES_MINUTES), SILENCES_MAX).await?;
    for row in messages::by_members(tx, org, Situation::LESSONS_MAX as i64).await? {
        situation.take_lesson(&row.heard()?);
    }
    if !situation.directory.labels.is_empty() {
        situation.label_lessons = label_lessons::latest(tx, org, Situation::LABEL_LESSONS_MAX as i64).await?;
    }
    let mut found = messages::last(tx, org, need.to, OF_ALL_MAX).await?;
    found.extend(messages::by_id(tx, org, &openings(&situation)).await?);
    fill(tx, org, &mut situation, need, found).await?;
    Ok(situation)
}

/// What opened the open tickets that were touched last.
fn openings(situation: &Situation) -> Vec<&str> {
    let mut open: Vec<&Ticket> = situation.tickets.values().filter(|ticket| ticket.stage.is_open()).collect();
    open.sort_unstable_by_key(|ticket| std::cmp::Reverse((ticket.touched_at, ticket.number)));
    open.into_iter().take(OPENINGS_MAX).map(|ticket| ticket.opening.as_str()).collect()
}

/// Brings what is needed to mind; what is there already stays as it is.
pub(crate) async fn recall(tx: &mut Tx, org: &OrgId, situation: &mut Situation, need: &Need) -> Result<(), StoreError> {
    fill(tx, org, situation, need, Vec::new()).await
}

async fn fill(
    tx: &mut Tx,
    org: &OrgId,
    situation: &mut Situation,
    need: &Need,
    mut found: Vec<MessageRow>,
) -> Result<(), StoreError> {
    let unknown = need.conversations.iter().filter(|id| !situation.conversations.contains_key(*id));
    let unknown: Vec<&str> = unknown.map(|id| id.as_str()).collect();
    for chat in conversations::by_id(tx, org, &unknown).await? {
        situation.conversations.insert(chat.id.clone(), chat);
    }
    for conversation in &need.conversations {
        found.extend(messages::last_of(tx, org, conversation, need.to, OF_CONVERSATION_MAX).await?);
    }
    for (conversation, from, to) in &need.heard {
        found.extend(messages::between(tx, org, conversation, (*from, *to), BETWEEN_MAX).await?);
    }
    for (conversation, externals) in &need.externals {
        let is_unknown = |external: &&String| situation.by_any_channel(conversation, external).is_none();
        let unknown: Vec<&str> = externals.iter().filter(is_unknown).map(String::as_str).collect();
        let (anywhere, here): (Vec<&str>, Vec<&str>) = unknown.into_iter().partition(|external| is_worldwide(external));
        found.extend(messages::by_external(tx, org, conversation, &here).await?);
        found.extend(messages::anywhere(tx, org, &anywhere).await?);
    }
    let unknown = need.messages.iter().filter(|id| situation.message(id).is_none());
    let unknown: Vec<&str> = unknown.map(MessageId::as_str).collect();
    found.extend(messages::by_id(tx, org, &unknown).await?);
    remember(situation, found)?;
    fill_outbounds(tx, org, situation, need).await?;
    let need = &fill_asked(tx, org, situation).await?.into_iter().fold(need.clone(), Need::whole_ticket);
    fill_tickets(tx, org, situation, need).await?;
    for number in &need.whole_tickets {
        let Some(ticket) = situation.tickets.get(number) else { continue };
        let unknown = ticket.messages.iter().filter(|id| situation.message(id).is_none());
        let ids: Vec<&str> = unknown.map(MessageId::as_str).collect();
        let found = messages::by_id(tx, org, &ids).await?;
        remember(situation, found)?;
    }
    fill_occurrences(tx, org, situation, need).await?;
    for import in &need.imports {
        if !situation.imports.contains_key(import)
            && let Some(run) = imports::by_id(tx, org, import).await?
        {
            situation.imports.insert(run.id.clone(), run);
        }
    }
    Ok(())
}

/// Takes messages to mind in the order in which they were said.
fn remember(situation: &mut Situation, found: Vec<MessageRow>) -> Result<(), StoreError> {
    let mut ordered: BTreeMap<(Instant, i64), Heard> = BTreeMap::new();
    for row in found {
        let position = row.position();
        let heard = row.heard()?;
        ordered.insert((heard.sent_at, position), heard);
    }
    for heard in ordered.into_values().rev() {
        situation.recall_older(heard);
    }
    Ok(())
}

/// The tickets asked for, those the clock has to look at, and every ticket that a message in mind speaks of: a message
/// that comes to mean something else must be able to leave its ticket.
async fn fill_tickets(tx: &mut Tx, org: &OrgId, situation: &mut Situation, need: &Need) -> Result<(), StoreError> {
    let is_heard = |site: Option<&SiteId>| situation.deaf_since(site, need.to).is_none();
    let due = promises::due_where(tx, org, need.to, DUE_MAX, is_heard).await?;
    let wanted = spoken_of(situation).chain(asked_of(situation, need)).chain(need.tickets.iter().copied()).chain(due);
    let wanted: BTreeSet<TicketNumber> = wanted.collect();
    let mut unknown: Vec<TicketNumber> =
        wanted.into_iter().filter(|number| !situation.tickets.contains_key(number)).collect();
    // What a ticket was merged into may itself have been merged; merging never leads back, so that this ends.
    while !unknown.is_empty() {
        let found = tickets::by_number(tx, org, &unknown).await?;
        unknown = found.iter().filter_map(|ticket| ticket.merged_into).collect();
        for mut ticket in found {
            if situation.touched.terms {
                situation.reckon(&mut ticket);
            }
            situation.tickets.insert(ticket.number, ticket);
        }
        unknown.retain(|number| !situation.tickets.contains_key(number));
    }
    Ok(())
}

/// Tickets that messages in mind speak of.
pub(crate) fn spoken_of(situation: &Situation) -> impl Iterator<Item = TicketNumber> {
    situation.latest().filter_map(|heard| match heard.meaning.as_ref()?.about.as_ref()? {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    })
}

/// Tickets that messages of ours speak of which somebody quotes or answers.
fn asked_of(situation: &Situation, need: &Need) -> impl Iterator<Item = TicketNumber> {
    let is_asked = |outbound: &&Outbound| {
        need.outbounds.contains(&outbound.id)
            || outbound.external.as_ref().is_some_and(|name| need.spoken.contains(name))
    };
    situation.outbounds.values().filter(is_asked).flat_map(|outbound| &outbound.about).filter_map(|about| match about {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    })
}

/// Messages of which somebody was asked what they meant, and has not answered; and the tickets that an answer may move.
async fn fill_asked(tx: &mut Tx, org: &OrgId, situation: &mut Situation) -> Result<BTreeSet<TicketNumber>, StoreError> {
    let waits = situation.outbounds.values().filter(|outbound| outbound.chosen.is_none());
    let offers: Vec<&Choice> = waits.filter_map(|outbound| outbound.offer.as_ref()).flat_map(Offer::choices).collect();
    let asked: BTreeSet<MessageId> = offers.iter().filter_map(|choice| choice.message()).cloned().collect();
    let mut tickets: BTreeSet<TicketNumber> = offers
        .iter()
        .filter_map(|choice| match choice {
            Choice::IsAbout(_, number) => Some(*number),
            _ => None,
        })
        .collect();
    let unknown: Vec<&str> = asked.iter().filter(|id| situation.message(id).is_none()).map(MessageId::as_str).collect();
    let found = messages::by_id(tx, org, &unknown).await?;
    remember(situation, found)?;
    let meanings = asked.iter().filter_map(|id| situation.message(id)?.meaning.as_ref()?.about.as_ref());
    tickets.extend(meanings.filter_map(|about| match about {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    }));
    Ok(tickets)
}

/// Messages to be said that are asked for, and the chats with those who are to be written to.
async fn fill_outbounds(tx: &mut Tx, org: &OrgId, situation: &mut Situation, need: &Need) -> Result<(), StoreError> {
    let unknown = need.outbounds.iter().filter(|id| !situation.outbounds.contains_key(*id));
    let unknown: Vec<&str> = unknown.map(OutboundId::as_str).collect();
    let mut found = outbox::by_ids(tx, org, &unknown).await?;
    // Most of what is quoted was said by somebody, and is in mind already.
    let is_theirs = |external: &&String| {
        need.externals
            .iter()
            .any(|(chat, named)| named.contains(*external) && situation.by_any_channel(chat, external).is_some())
    };
    let unknown: Vec<&str> = need.spoken.iter().filter(|name| !is_theirs(name)).map(String::as_str).collect();
    found.extend(outbox::by_external(tx, org, &unknown).await?);
    if need.windows {
        found.extend(outbox::counted(tx, org, need.to).await?);
    }
    for outbound in found {
        if !situation.outbounds.contains_key(&outbound.id) {
            situation.recall_outbound(outbound);
        }
    }
    if need.windows {
        let waits = |outbound: &&Outbound| matches!(outbound.state, State::Waiting | State::Begun);
        let people: BTreeSet<PersonId> =
            situation.outbounds.values().filter(waits).map(|outbound| outbound.to.clone()).collect();
        let people: Vec<&str> =
            people.iter().flat_map(|person| situation.directory.selves(person)).map(PersonId::as_str).collect();
        for chat in conversations::of_partners(tx, org, &people).await? {
            situation.conversations.entry(chat.id.clone()).or_insert(chat);
        }
    }
    Ok(())
}

async fn fill_occurrences(tx: &mut Tx, org: &OrgId, situation: &mut Situation, need: &Need) -> Result<(), StoreError> {
    // After an outage the clock begins where it stopped.
    let from = situation.expected_until.map_or(need.from, |until| until.min(need.from));
    let from = from.plus_minutes(-OCCURRENCES_BEFORE_MINUTES);
    let to = need.to.plus_minutes(OCCURRENCES_AFTER_MINUTES);
    let mut found = occurrences::around(tx, org, from, to, OCCURRENCES_MAX).await?;
    found.extend(occurrences::pending(tx, org, need.to, OCCURRENCES_MAX).await?);
    let known: &Situation = situation;
    let by_id = need.messages.iter().filter_map(|id| known.message(id));
    let named = need.externals.iter().flat_map(|(chat, names)| names.iter().map(move |name| (chat, name)));
    let by_name = named.filter_map(|(chat, name)| known.by_any_channel(chat, name));
    let spoken_of = by_id.chain(by_name).filter_map(day_of);
    let keys: BTreeSet<(TaskId, Day)> = spoken_of.chain(need.occurrences.iter().cloned()).collect();
    let unknown = keys.iter().filter(|key| !situation.occurrences.contains_key(*key));
    found.extend(occurrences::by_keys(tx, org, unknown).await?);
    for day in found {
        situation.occurrences.entry((day.task.clone(), day.day)).or_insert(day);
    }
    if need.reports {
        for (task, day) in &keys {
            let found = messages::of_day(tx, org, (task, *day), OF_DAY_MAX).await?;
            remember(situation, found)?;
        }
    }
    Ok(())
}

/// The day of a task that a message speaks of.
fn day_of(heard: &Heard) -> Option<(TaskId, Day)> {
    match heard.meaning.as_ref()?.about.as_ref()? {
        Subject::Task(task, Some(day)) => Some((task.clone(), *day)),
        Subject::Task(_, None) | Subject::Ticket(_) => None,
    }
}
