//! All views of an organisation, row by row: one digest over them, or in which rows two databases differ.

use crate::digest::Fields;
use crate::sql::{Row, Tx};
use crate::views::conversations::ConversationRow;
use crate::views::imports::ImportRow;
use crate::views::messages::MessageRow;
use crate::views::occurrences::{OccurrenceRow, occurrences_sql};
use crate::views::outbox::OutboundRow;
use crate::views::silences::SilenceRow;
use crate::views::tickets::TicketRow;
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Rows read at once.
const PAGE: i64 = 2_000;
/// Signs of a key that are shown.
const KEY_SHOWN_CHARS: usize = 80;

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Named { id: String, name: String, body: String }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Handle { handle: String, person: String }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Same { person: String, same: String }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Heard { messages: i64, last_us: i64 }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Beside { file_name: String, channel_name: String, beside: String, edited: bool, why: Option<String>, opinion: Option<String>, misread: Option<String> }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Open { is_open: bool, due_us: Option<i64>, is_paused: bool, labels: String }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Counted { site: String, category: String, stage: String, is_owned: bool, tickets: i64 }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Promised { ticket: i64, target: String, standing: String, judged_us: Option<i64> }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Deadline { ticket: i64, target: String, due_us: i64 }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Order { message: String, at_us: i64, body: String }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Line { ticket: i64, position: i64, at_us: i64, event: String, actor: String, message: Option<String> }
}

/// SHA-256 over every row of every view of an organisation, in order. The search index is left out: it follows from
/// the messages.
///
/// # Errors
/// Of the engine.
pub async fn snapshot(db: &Db, org: &OrgId) -> Result<String, StoreError> {
    let mut fields = Some(Fields::of("laksana-views-v1"));
    let mut take = |_: &'static str, row: &str| fields = fields.take().map(|fields| fields.text(row));
    let next = walk(db, org, &mut take).await?;
    let fields = fields.take().expect("fields are put back after each row");
    Ok(fields.int(next).hex())
}

/// The rows of every view, each as a digest: what [`Rows::against`] holds against the views made anew.
#[derive(Debug, Default)]
pub struct Rows(HashMap<u64, u32>);

/// How views differ from those that follow from the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows that should be there and are not, or say something else: table and key, as many as were asked for.
    pub named: Vec<(&'static str, String)>,
    /// How many those are in all.
    pub lacking: u64,
    /// Rows that should not be there, or say something else.
    pub foreign: u64,
}

impl Rows {
    /// Those of a database.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn of(db: &Db, org: &OrgId) -> Result<Self, StoreError> {
        let mut rows = Self::default();
        walk(db, org, &mut |view, row| *rows.0.entry(digest(view, row)).or_default() += 1).await?;
        Ok(rows)
    }

    /// How these differ from the rows of a database whose views were made anew; names so many at most. Afterwards these are
    /// the foreign ones alone.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn against(&mut self, anew: &Db, org: &OrgId, max: usize) -> Result<Difference, StoreError> {
        let mut found = Difference::default();
        let mut take = |view: &'static str, row: &str| match self.0.get_mut(&digest(view, row)) {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) | None => {
                found.lacking += 1;
                if found.named.len() < max {
                    found.named.push((view, key(row)));
                }
            }
        };
        walk(anew, org, &mut take).await?;
        self.0.retain(|_, left| *left > 0);
        found.foreign = self.0.values().map(|left| u64::from(*left)).sum();
        Ok(found)
    }

    /// Table and key of these rows in a database, so many at most: of the foreign ones in that which has them, as far as
    /// they still stand there.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn named(&self, db: &Db, org: &OrgId, max: usize) -> Result<Vec<(&'static str, String)>, StoreError> {
        let mut named = Vec::new();
        if !self.0.is_empty() {
            let mut take = |view: &'static str, row: &str| {
                if named.len() < max && self.0.contains_key(&digest(view, row)) {
                    named.push((view, key(row)));
                }
            };
            walk(db, org, &mut take).await?;
        }
        Ok(named)
    }
}

fn digest(view: &str, row: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (view, row).hash(&mut hasher);
    hasher.finish()
}

/// The first field of a row as `Debug` writes it: its key, unless that is somebody's number.
fn key(row: &str) -> String {
    let fields = row.split_once("{ ").map_or(row, |(_, fields)| fields);
    let first = fields.split([',', '}']).next().unwrap_or_default().trim();
    if first.starts_with("handle:") { String::new() } else { first.chars().take(KEY_SHOWN_CHARS).collect() }
}

/// Shows every row of every view, in order; says which number the next ticket has.
async fn walk(db: &Db, org: &OrgId, take: &mut Take<'_>) -> Result<i64, StoreError> {
    let mut all = Walk { tx: db.snapshot().await?, org, take };
    const NAMED: [&str; 17] = [
        "SELECT id, name, body FROM sites WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM places WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM vendors WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM tasks WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM calendars WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM agreements WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM members WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM ladders WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM approvals WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM duties WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM rotas WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM retention WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM worded WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM label_sets WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM notices WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM barred WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM people WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
    ];
    for sql in NAMED {
        all.take::<Named>(sql).await?;
    }
    all.take::<Handle>("SELECT handle, person FROM handles WHERE org = $1 ORDER BY handle LIMIT $2 OFFSET $3").await?;
    all.take::<(ConversationRow, Heard)>(
        "SELECT id, circle, name, site, partner, partner_us, messages, last_us
        FROM conversations WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
    )
    .await?;
    all.take::<(MessageRow, Beside)>(
        "SELECT id, position, conversation, external, sender, phone, sent_us, form, text, file_name, channel_name, beside, media, geo_lat,
        geo_lon, reply_to, mentions, forwarded, edited, changed_us, import, reader, kind, category, priority, place, ticket,
        task, day, confidence, language, band, transcript, snoozed_us, words_gone_us, file_gone_us, why, opinion, misread
        FROM messages WHERE org = $1 ORDER BY position LIMIT $2 OFFSET $3",
    )
    .await?;
    all.take_work().await?;
    let next: Option<i64> =
        all.tx.maybe("SELECT next_ticket FROM orgs WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(next.unwrap_or_default())
}

/// Is shown a view's table and one of its rows.
type Take<'a> = dyn FnMut(&'static str, &str) + Send + 'a;

struct Walk<'a, 'b> {
    tx: Tx,
    org: &'a OrgId,
    take: &'a mut Take<'b>,
}

impl Walk<'_, '_> {
    async fn take_work(&mut self) -> Result<(), StoreError> {
        self.take::<(TicketRow, Open)>(
            "SELECT number, title, stage, is_open, category, priority, site, place, reporter, voices, assignee_person,
            assignee_vendor, claimant, opening, conversation, opened_us, touched_us, acknowledged_us, resolved_us,
            verified_us, closed_us, hold, reopened, recurrence_of, merged_into, messages, evidence, course,
            due_us, is_paused, labels
            FROM tickets WHERE org = $1 ORDER BY number LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Counted>(
            "SELECT site, category, stage, is_owned, tickets
            FROM ticket_counts WHERE org = $1 ORDER BY site, category, stage, is_owned LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Promised>(
            "SELECT ticket, target, standing, judged_us
            FROM promises WHERE org = $1 ORDER BY ticket, target LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Deadline>(
            "SELECT ticket, target, due_us
            FROM deadlines WHERE org = $1 ORDER BY ticket, target LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Line>(
            "SELECT ticket, position, at_us, event, actor, message
            FROM timeline WHERE org = $1 ORDER BY ticket, position LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<OccurrenceRow>(occurrences_sql!("ORDER BY task, day LIMIT $2 OFFSET $3")).await?;
        self.take::<OutboundRow>(
            "SELECT id, person, purpose, about, rung, language, not_before_us, state, external, text, wanted_us, dress,
            begun_us, tries, again_us, told_us, failure, failure_code, failed_us, doubled, template, offer,
            chosen, quoted, paper, words_gone_us
            FROM outbox WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Order>(
            "SELECT message, at_us, body FROM orders WHERE org = $1 ORDER BY message LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<SilenceRow>(
            "SELECT ear, since_us, until_us, why
            FROM silences WHERE org = $1 ORDER BY ear, since_us LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Same>("SELECT person, same FROM same_people WHERE org = $1 ORDER BY person LIMIT $2 OFFSET $3")
            .await?;
        self.take::<ImportRow>(
            "SELECT id, conversation, file, started_us, finished, added, system_lines, unreadable, removed
            FROM imports WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        )
        .await
    }

    async fn take<T: Row + Debug>(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let view = sql.split("FROM ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        let mut offset = 0;
        loop {
            let rows: Vec<T> = self.tx.all(sql, args![self.org.as_str(), PAGE, offset]).await?;
            for row in &rows {
                (self.take)(view, &format!("{row:?}"));
            }
            offset += PAGE;
            if (rows.len() as i64) < PAGE {
                return Ok(());
            }
        }
    }
}
