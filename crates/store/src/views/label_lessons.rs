//! Tickets of which members said which labels they have, to learn from.

use crate::sql::Tx;
use crate::text::{from_json, small};
use crate::{StoreError, args, row};
use domain::clock::Course;
use domain::id::{MessageId, OrgId, TicketNumber};
use domain::label::LabelLesson;
use std::collections::BTreeMap;

row! {
    struct LessonRow { number: i64, opening: String, course: String, text: String }
}

/// The last opened; not those whose words are gone.
pub(crate) async fn latest(
    tx: &mut Tx,
    org: &OrgId,
    limit: i64,
) -> Result<BTreeMap<TicketNumber, LabelLesson>, StoreError> {
    let rows: Vec<LessonRow> = tx
        .all(
            "SELECT tickets.number, tickets.opening, tickets.course, messages.text
            FROM tickets
            JOIN messages ON messages.org = tickets.org AND messages.id = tickets.opening
            WHERE tickets.org = $1 AND tickets.course LIKE '%\"said\":[%'
            ORDER BY tickets.number DESC
            LIMIT $2",
            args![org.as_str(), limit],
        )
        .await?;
    let mut lessons = BTreeMap::new();
    for row in rows {
        let course: Course = from_json("course", &row.course)?;
        let number = TicketNumber(small("number", row.number)?);
        let lesson = LabelLesson::of(&MessageId(row.opening), &course, &row.text);
        lessons.extend(lesson.map(|lesson| (number, lesson)));
    }
    Ok(lessons)
}
