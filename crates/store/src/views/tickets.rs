//! Tickets as rows.

use super::ticket_counts;
use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Tx};
use crate::text::{free, from_json, from_word, json, small};
use crate::{StoreError, args, row};
use domain::id::{ConversationId, MessageId, OrgId, PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use domain::label::OwnLabel;
use domain::situation::Situation;
use domain::ticket::{Assignee, Category, HoldReason, Priority, Stage, Ticket};
use domain::time::Instant;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static TICKETS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO tickets
        (org, number, title, stage, is_open, category, priority, site, place, reporter, voices, assignee_person,
        assignee_vendor, claimant, opening, conversation, opened_us, touched_us, acknowledged_us, resolved_us,
        verified_us, closed_us, hold, reopened, recurrence_of, merged_into, messages, evidence, course, due_us,
        is_paused, labels)",
        32,
        "ON CONFLICT (org, number) DO UPDATE SET title = excluded.title, stage = excluded.stage,
        is_open = excluded.is_open, category = excluded.category, priority = excluded.priority, site = excluded.site,
        place = excluded.place, reporter = excluded.reporter, voices = excluded.voices,
        assignee_person = excluded.assignee_person, assignee_vendor = excluded.assignee_vendor,
        claimant = excluded.claimant, opening = excluded.opening, conversation = excluded.conversation,
        opened_us = excluded.opened_us, touched_us = excluded.touched_us, acknowledged_us = excluded.acknowledged_us,
        resolved_us = excluded.resolved_us, verified_us = excluded.verified_us, closed_us = excluded.closed_us,
        hold = excluded.hold, reopened = excluded.reopened, recurrence_of = excluded.recurrence_of,
        merged_into = excluded.merged_into, messages = excluded.messages, evidence = excluded.evidence,
        course = excluded.course, due_us = excluded.due_us, is_paused = excluded.is_paused,
        labels = excluded.labels",
    )
});

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.tickets.iter().filter_map(|number| situation.tickets.get(number));
    let touched: Vec<&Ticket> = touched.collect();
    write_all(tx, org, &touched).await
}

/// Writes some.
pub(super) async fn write_all(tx: &mut Tx, org: &OrgId, tickets: &[&Ticket]) -> Result<(), StoreError> {
    ticket_counts::move_on(tx, org, tickets).await?;
    TICKETS.write(tx, tickets.iter().map(|ticket| columns(org, ticket)).collect()).await
}

fn columns(org: &OrgId, ticket: &Ticket) -> Vec<Arg> {
    let (person, vendor) = match &ticket.assignee {
        Some(Assignee::Person(person)) => (Some(person.as_str()), None),
        Some(Assignee::Vendor(vendor)) => (None, Some(vendor.as_str())),
        None => (None, None),
    };
    let us = |instant: Option<Instant>| Arg::Int(instant.map(Instant::us));
    vec![
        org.as_str().into(),
        ticket.number.0.into(),
        free(&ticket.title),
        ticket.stage.word().into(),
        ticket.stage.is_open().into(),
        ticket.category.word().into(),
        ticket.priority.word().into(),
        ticket.site.as_ref().map(SiteId::as_str).into(),
        ticket.place.as_ref().map(PlaceId::as_str).into(),
        ticket.reporter.as_str().into(),
        json(&ticket.voices).into(),
        person.into(),
        vendor.into(),
        ticket.claimant.as_ref().map(PersonId::as_str).into(),
        ticket.opening.as_str().into(),
        ticket.conversation.as_str().into(),
        ticket.opened_at.us().into(),
        ticket.touched_at.us().into(),
        us(ticket.acknowledged_at),
        us(ticket.resolved_at),
        us(ticket.verified_at),
        us(ticket.closed_at),
        ticket.hold.map(HoldReason::word).into(),
        ticket.reopened.into(),
        ticket.recurrence_of.map(|number| number.0).into(),
        ticket.merged_into.map(|number| number.0).into(),
        json(&ticket.messages).into(),
        json(&ticket.evidence).into(),
        json(&ticket.course).into(),
        us(ticket.due_at()),
        ticket.is_paused().into(),
        labels(ticket).into(),
    ]
}

/// What stands around each label in the text of a ticket's: no name has a sign that does not print.
const AROUND: char = '\u{1f}';
/// What stands between its set and its name.
const BETWEEN: char = '\u{1e}';

/// The labels of a ticket as one text; empty for none.
fn labels(ticket: &Ticket) -> String {
    let all: BTreeSet<String> = ticket.course.own_labels().map(|(set, name)| labelled(set, name)).collect();
    all.into_iter().collect()
}

/// One label in such a text.
pub(crate) fn labelled(set: &str, name: &str) -> String {
    format!("{AROUND}{set}{BETWEEN}{name}{AROUND}")
}

/// The labels that such a text tells of.
pub(crate) fn labels_of(text: &str) -> impl Iterator<Item = OwnLabel> {
    let all = text.split(AROUND).filter_map(|own| own.split_once(BETWEEN));
    all.map(|(set, name)| OwnLabel { set: set.to_owned(), name: name.to_owned() })
}

row! {
    #[derive(Debug)]
    pub(crate) struct TicketRow {
        number: i64,
        title: String,
        stage: String,
        category: String,
        priority: String,
        site: Option<String>,
        place: Option<String>,
        reporter: String,
        voices: String,
        assignee_person: Option<String>,
        assignee_vendor: Option<String>,
        claimant: Option<String>,
        opening: String,
        conversation: String,
        opened_us: i64,
        touched_us: i64,
        acknowledged_us: Option<i64>,
        resolved_us: Option<i64>,
        verified_us: Option<i64>,
        closed_us: Option<i64>,
        hold: Option<String>,
        reopened: i64,
        recurrence_of: Option<i64>,
        merged_into: Option<i64>,
        messages: String,
        evidence: String,
        course: String,
    }
}

/// A query for whole tickets, from `WHERE org = $1 AND` on; its parts are put together.
macro_rules! tickets_sql {
    ($($tail:tt)+) => {
        concat!(
            "SELECT number, title, stage, category, priority, site, place, reporter, voices, assignee_person,
            assignee_vendor, claimant, opening, conversation, opened_us, touched_us, acknowledged_us, resolved_us,
            verified_us, closed_us, hold, reopened, recurrence_of, merged_into, messages, evidence, course
            FROM tickets
            WHERE org = $1 AND ",
            $($tail)+
        )
    };
}
pub(crate) use tickets_sql;

/// Work is owed, nobody owns it, and nobody says it is fixed.
macro_rules! unowned {
    () => {
        "is_open = TRUE AND stage <> 'resolved' AND assignee_person IS NULL AND assignee_vendor IS NULL"
    };
}
pub(crate) use unowned;

/// Critical, open, and nobody said that it was seen.
macro_rules! unanswered {
    () => {
        "is_open = TRUE AND priority = 'critical' AND acknowledged_us IS NULL"
    };
}
pub(crate) use unanswered;

/// Where a priority stands in an order, as the index of open tickets has it.
macro_rules! urgency {
    () => {
        "(CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END)"
    };
}
pub(crate) use urgency;

/// Repairs of one trade at one place that are looked at.
const REPAIRS_MAX: i64 = 3;

/// Those last touched that are open, or are not, since an instant; at most so many.
pub(crate) async fn latest(
    tx: &mut Tx,
    org: &OrgId,
    is_open: bool,
    since: Instant,
    limit: i64,
) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!("is_open = $2 AND touched_us >= $3 ORDER BY touched_us DESC, number DESC LIMIT $4"),
            args![org.as_str(), is_open, since.us(), limit],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

/// Those of a trade at a place that were fixed since an instant and are over, the last first: a few, since one that looks for
/// a cause is no repair.
pub(crate) async fn repairs(
    tx: &mut Tx,
    org: &OrgId,
    category: Category,
    place: &PlaceId,
    since: Instant,
) -> Result<Vec<TicketNumber>, StoreError> {
    let numbers: Vec<i64> = tx
        .all(
            "SELECT number
            FROM tickets
            WHERE org = $1 AND place = $2 AND category = $3 AND is_open = FALSE AND resolved_us >= $4
            ORDER BY resolved_us DESC, number DESC
            LIMIT $5",
            args![org.as_str(), place.as_str(), category.word(), since.us(), REPAIRS_MAX],
        )
        .await?;
    numbers.into_iter().map(|number| crate::text::small("number", number).map(TicketNumber)).collect()
}

/// Open ones in order of their numbers, those after a number; at most so many.
pub(super) async fn open_after(
    tx: &mut Tx,
    org: &OrgId,
    after: TicketNumber,
    limit: i64,
) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!("is_open = TRUE AND number > $2 ORDER BY number LIMIT $3"),
            args![org.as_str(), after.0, limit],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

/// Those of these that there are.
pub(crate) async fn by_number(tx: &mut Tx, org: &OrgId, numbers: &[TicketNumber]) -> Result<Vec<Ticket>, StoreError> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(PICKED) {
        let keys: Vec<u32> = chunk.iter().map(|number| number.0).collect();
        let rows: Vec<TicketRow> = tx
            .all(
                tickets_sql!(
                    "number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY number
                    LIMIT 16"
                ),
                picked(org, &keys),
            )
            .await?;
        found.extend(rows.into_iter().map(TicketRow::ticket).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

impl TicketRow {
    /// The ticket a row tells of.
    pub(crate) fn ticket(self) -> Result<Ticket, StoreError> {
        let person = self.assignee_person.map(|person| Assignee::Person(PersonId(person)));
        let vendor = self.assignee_vendor.map(|vendor| Assignee::Vendor(VendorId(vendor)));
        let number = |column, number: Option<i64>| number.map(|number| small(column, number)).transpose();
        Ok(Ticket {
            number: TicketNumber(small("number", self.number)?),
            title: self.title,
            stage: from_word("stage", Stage::from_word(&self.stage))?,
            category: from_word("category", Category::from_word(&self.category))?,
            priority: from_word("priority", Priority::from_word(&self.priority))?,
            site: self.site.map(SiteId),
            place: self.place.map(PlaceId),
            reporter: PersonId(self.reporter),
            voices: from_json("voices", &self.voices)?,
            assignee: person.or(vendor),
            claimant: self.claimant.map(PersonId),
            opening: MessageId(self.opening),
            conversation: ConversationId(self.conversation),
            opened_at: Instant::from_us(self.opened_us),
            touched_at: Instant::from_us(self.touched_us),
            acknowledged_at: self.acknowledged_us.map(Instant::from_us),
            resolved_at: self.resolved_us.map(Instant::from_us),
            verified_at: self.verified_us.map(Instant::from_us),
            closed_at: self.closed_us.map(Instant::from_us),
            hold: self.hold.map(|word| from_word("hold", HoldReason::from_word(&word))).transpose()?,
            reopened: small("reopened", self.reopened)?,
            recurrence_of: number("recurrence_of", self.recurrence_of)?.map(TicketNumber),
            merged_into: number("merged_into", self.merged_into)?.map(TicketNumber),
            messages: from_json("messages", &self.messages)?,
            evidence: from_json("evidence", &self.evidence)?,
            course: from_json("course", &self.course)?,
        })
    }
}
