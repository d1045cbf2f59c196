//! Conversations as rows, with how much was said in them and when last.

use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::Tx;
use crate::text::{free, from_word};
use crate::{StoreError, args, row};
use domain::id::{ConversationId, OrgId, PersonId, SiteId};
use domain::message::Circle;
use domain::situation::{Conversation, Situation};
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CONVERSATIONS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO conversations (org, id, circle, name, site, partner, messages, last_us, partner_us)",
        9,
        "ON CONFLICT (org, id) DO UPDATE SET circle = excluded.circle, name = excluded.name, site = excluded.site,
        partner = excluded.partner, partner_us = COALESCE(excluded.partner_us, conversations.partner_us)",
    )
});

row! {
    #[derive(Debug)]
    pub(crate) struct ConversationRow { id: String, circle: String, name: String, site: Option<String>, partner: Option<String>, partner_us: Option<i64> }
}

/// Writes those that are touched, and counts what was heard in each.
pub(super) async fn write(
    tx: &mut Tx,
    org: &OrgId,
    situation: &Situation,
    heard: &BTreeMap<ConversationId, (i64, i64)>,
) -> Result<(), StoreError> {
    let touched = situation.touched.conversations.iter().filter_map(|id| situation.conversations.get(id));
    let rows = touched.map(|chat| {
        let site = chat.site.as_ref().map(SiteId::as_str);
        let partner = chat.with.as_ref().map(PersonId::as_str);
        vec![
            org.as_str().into(),
            chat.id.as_str().into(),
            chat.circle.word().into(),
            free(&chat.name),
            site.into(),
            partner.into(),
            0_i64.into(),
            0_i64.into(),
            chat.partner_at.map(Instant::us).into(),
        ]
    });
    CONVERSATIONS.write(tx, rows.collect()).await?;
    for (conversation, (count, last_us)) in heard {
        let partner_us = situation.conversations.get(conversation).and_then(|chat| chat.partner_at).map(Instant::us);
        tx.run_expecting(
            1,
            "UPDATE conversations
            SET messages = messages + $3, last_us = CASE WHEN last_us < $4 THEN $4 ELSE last_us END,
            partner_us = COALESCE($5, partner_us)
            WHERE org = $1 AND id = $2",
            args![org.as_str(), conversation.as_str(), *count, *last_us, partner_us],
        )
        .await?;
    }
    Ok(())
}

/// Those with these people alone.
pub(crate) async fn of_partners(tx: &mut Tx, org: &OrgId, people: &[&str]) -> Result<Vec<Conversation>, StoreError> {
    let mut found = Vec::new();
    for chunk in people.chunks(PICKED) {
        let rows: Vec<ConversationRow> = tx
            .all(
                "SELECT id, circle, name, site, partner, partner_us
                FROM conversations
                WHERE org = $1 AND partner_us IS NOT NULL
                AND partner IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY partner_us DESC, id
                LIMIT 64",
                picked(org, chunk),
            )
            .await?;
        found.extend(rows.into_iter().map(conversation).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The most recently active, at most so many.
pub(crate) async fn latest(tx: &mut Tx, org: &OrgId, limit: i64) -> Result<Vec<Conversation>, StoreError> {
    let rows: Vec<ConversationRow> = tx
        .all(
            "SELECT id, circle, name, site, partner, partner_us
            FROM conversations
            WHERE org = $1
            ORDER BY last_us DESC, id
            LIMIT $2",
            args![org.as_str(), limit],
        )
        .await?;
    rows.into_iter().map(conversation).collect()
}

/// Those of these that are known.
pub(crate) async fn by_id(tx: &mut Tx, org: &OrgId, ids: &[&str]) -> Result<Vec<Conversation>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(PICKED) {
        let rows: Vec<ConversationRow> = tx
            .all(
                "SELECT id, circle, name, site, partner, partner_us
                FROM conversations
                WHERE org = $1 AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY id
                LIMIT 16",
                picked(org, chunk),
            )
            .await?;
        found.extend(rows.into_iter().map(conversation).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The conversation a row tells of.
pub(crate) fn conversation(row: ConversationRow) -> Result<Conversation, StoreError> {
    Ok(Conversation {
        id: ConversationId(row.id),
        circle: from_word("circle", Circle::from_word(&row.circle))?,
        name: row.name,
        site: row.site.map(SiteId),
        with: row.partner.map(PersonId),
        partner_at: row.partner_us.map(Instant::from_us),
    })
}
