//! What a search finds where the index knows when things were said, as PostgreSQL's does: the last said first, without bands.

use crate::read::messages::{Message, Shown, messages, shown};
use crate::read::{Cursor, PAGE_MAX};
use crate::search::{Asked, Filter};
use crate::{Db, StoreError, args};
use domain::id::OrgId;

/// So many messages are looked through before the index is asked: a common word stands often enough among them, and the
/// server, which takes the words of a question to have nothing to do with each other, would gather all that have them instead.
/// They take about 10 ms, and of what is rarer there are few enough to put in order.
const LOOKED_THROUGH: i64 = 25_000;

/// One page of the messages after one, and one more.
///
/// # Errors
/// Of the engine.
pub(super) async fn list(
    db: &Db,
    org: &OrgId,
    filter: &Filter,
    asked: &Asked,
    after: Cursor,
) -> Result<Vec<Message>, StoreError> {
    let (since, before) = filter.stretch();
    let args = || args![org.as_str(), asked.expression(), since, before, after.us, after.number, PAGE_MAX + 1];
    let mut looked_through = args();
    looked_through.push(LOOKED_THROUGH.into());
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.position IN (
                    SELECT position
                    FROM (
                        SELECT position, words, sent_us
                        FROM message_words
                        WHERE org = $1 AND sent_us >= $3 AND sent_us < $4 AND (sent_us, position) < ($5, $6)
                        ORDER BY sent_us DESC, position DESC
                        LIMIT $8) AS newest
                    WHERE words @@ CAST($2 AS TSQUERY)
                    ORDER BY sent_us DESC, position DESC
                    LIMIT $7)
                ORDER BY +message.sent_us DESC, +message.position DESC
                LIMIT $7"
            ),
            looked_through,
        )
        .await?;
    if rows.len() as i64 > PAGE_MAX {
        return messages(rows);
    }
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.position IN (
                    SELECT position
                    FROM message_words
                    WHERE org = $1 AND words @@ CAST($2 AS TSQUERY)
                        AND sent_us >= $3 AND sent_us < $4 AND (sent_us < $5 OR (sent_us = $5 AND position < $6))
                    ORDER BY +sent_us DESC, +position DESC
                    LIMIT $7)
                ORDER BY +message.sent_us DESC, +message.position DESC
                LIMIT $7"
            ),
            args(),
        )
        .await?;
    messages(rows)
}
