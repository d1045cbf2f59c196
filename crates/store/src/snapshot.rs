//! One digest over all views of an organisation, to tell whether two ways to them lead to the same.

use crate::digest::Fields;
use crate::sql::{Row, Tx};
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use std::fmt::Debug;

/// Rows read at once.
const PAGE: i64 = 2_000;

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
    struct Conversation {
        id: String,
        circle: String,
        name: String,
        site: Option<String>,
        partner: Option<String>,
        messages: i64,
        last_us: i64,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Said {
        id: String,
        position: i64,
        conversation: String,
        external: String,
        sender: String,
        sent_us: i64,
        form: String,
        text: String,
        file_name: String,
        media: Option<String>,
        geo_lat: Option<f64>,
        geo_lon: Option<f64>,
        reply_to: Option<String>,
        mentions: String,
        forwarded: bool,
        edited: bool,
        import: Option<String>,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Meant {
        id: String,
        reader: Option<String>,
        kind: Option<String>,
        category: Option<String>,
        priority: Option<String>,
        place: Option<String>,
        ticket: Option<i64>,
        task: Option<String>,
        day: Option<String>,
        confidence: Option<f64>,
        language: Option<String>,
        why: Option<String>,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct TicketWords {
        number: i64,
        title: String,
        stage: String,
        is_open: bool,
        category: String,
        priority: String,
        site: Option<String>,
        place: Option<String>,
        reporter: String,
        voices: String,
        assignee_person: Option<String>,
        assignee_vendor: Option<String>,
        claimant: Option<String>,
        hold: Option<String>,
        messages: String,
        evidence: String,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct TicketTimes {
        number: i64,
        opening: String,
        conversation: String,
        opened_us: i64,
        touched_us: i64,
        acknowledged_us: Option<i64>,
        resolved_us: Option<i64>,
        verified_us: Option<i64>,
        closed_us: Option<i64>,
        reopened: i64,
        recurrence_of: Option<i64>,
        merged_into: Option<i64>,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Counted { site: String, category: String, stage: String, is_owned: bool, tickets: i64 }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Line { ticket: i64, position: i64, at_us: i64, event: String, actor: String, message: Option<String> }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct DayOf {
        task: String,
        day: String,
        due_us: i64,
        until_us: i64,
        outcome: Option<String>,
        proof: Option<String>,
    }
}

row! {
    #[derive(Debug)]
    #[expect(dead_code, reason = "every field is read through `Debug`")]
    struct Import {
        id: String,
        conversation: String,
        file: String,
        started_us: i64,
        finished: bool,
        added: i64,
        system_lines: i64,
        unreadable: i64,
        removed: bool,
    }
}

/// SHA-256 over every row of every view of an organisation, in order. The search index is left out: it follows from
/// the messages.
///
/// # Errors
/// Of the engine.
pub async fn snapshot(db: &Db, org: &OrgId) -> Result<String, StoreError> {
    let mut all = Snapshot { tx: db.snapshot().await?, org, fields: Some(Fields::of("laksana-views-v1")) };
    const NAMED: [&str; 5] = [
        "SELECT id, name, body FROM sites WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM places WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM vendors WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM tasks WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        "SELECT id, name, body FROM people WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
    ];
    for sql in NAMED {
        all.take::<Named>(sql).await?;
    }
    all.take::<Handle>("SELECT handle, person FROM handles WHERE org = $1 ORDER BY handle LIMIT $2 OFFSET $3").await?;
    all.take::<Conversation>(
        "SELECT id, circle, name, site, partner, messages, last_us
        FROM conversations WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
    )
    .await?;
    all.take::<Said>(
        "SELECT id, position, conversation, external, sender, sent_us, form, text, file_name, media, geo_lat, geo_lon,
        reply_to, mentions, forwarded, edited, import
        FROM messages WHERE org = $1 ORDER BY position LIMIT $2 OFFSET $3",
    )
    .await?;
    all.take::<Meant>(
        "SELECT id, reader, kind, category, priority, place, ticket, task, day, confidence, language, why
        FROM messages WHERE org = $1 ORDER BY position LIMIT $2 OFFSET $3",
    )
    .await?;
    all.take_work().await?;
    let next: Option<i64> =
        all.tx.maybe("SELECT next_ticket FROM orgs WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let fields = all.fields.take().expect("fields are put back after each page");
    Ok(fields.int(next.unwrap_or_default()).hex())
}

struct Snapshot<'a> {
    tx: Tx,
    org: &'a OrgId,
    fields: Option<Fields>,
}

impl Snapshot<'_> {
    async fn take_work(&mut self) -> Result<(), StoreError> {
        self.take::<TicketWords>(
            "SELECT number, title, stage, is_open, category, priority, site, place, reporter, voices, assignee_person,
            assignee_vendor, claimant, hold, messages, evidence
            FROM tickets WHERE org = $1 ORDER BY number LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<TicketTimes>(
            "SELECT number, opening, conversation, opened_us, touched_us, acknowledged_us, resolved_us, verified_us,
            closed_us, reopened, recurrence_of, merged_into
            FROM tickets WHERE org = $1 ORDER BY number LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Counted>(
            "SELECT site, category, stage, is_owned, tickets
            FROM ticket_counts WHERE org = $1 ORDER BY site, category, stage, is_owned LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Line>(
            "SELECT ticket, position, at_us, event, actor, message
            FROM timeline WHERE org = $1 ORDER BY ticket, position LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<DayOf>(
            "SELECT task, day, due_us, until_us, outcome, proof
            FROM occurrences WHERE org = $1 ORDER BY task, day LIMIT $2 OFFSET $3",
        )
        .await?;
        self.take::<Import>(
            "SELECT id, conversation, file, started_us, finished, added, system_lines, unreadable, removed
            FROM imports WHERE org = $1 ORDER BY id LIMIT $2 OFFSET $3",
        )
        .await
    }

    async fn take<T: Row + Debug>(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let mut offset = 0;
        loop {
            let rows: Vec<T> = self.tx.all(sql, args![self.org.as_str(), PAGE, offset]).await?;
            let mut fields = self.fields.take().expect("fields are put back after each page");
            for row in &rows {
                fields = fields.text(&format!("{row:?}"));
            }
            self.fields = Some(fields);
            offset += PAGE;
            if (rows.len() as i64) < PAGE {
                return Ok(());
            }
        }
    }
}
