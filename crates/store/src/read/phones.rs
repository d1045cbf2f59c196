//! Messages of shared phones, whose credit a member moves, and puts back.

use crate::journal;
use crate::{Db, StoreError, args, row};
use domain::event::Event;
use domain::id::{MessageId, OrgId, PersonId};
use domain::phone::{CREDITS_MAX, Credit};

use super::messages::Message;

/// Entries that one move of credit makes at most: one for each message, and who holds the phone.
const ENTRIES_MAX: i64 = CREDITS_MAX as i64 + 1;

/// Nobody holds a phone for longer, in minutes: a day.
const DAY_MINUTES: i64 = 24 * 60;

row! {
    struct SentRow { id: String, sender: String }
}

/// A message and those that its phone sent within a day after it for the same person, up to the first for somebody else; and
/// whether that is all it sent in this day.
///
/// # Errors
/// Of the engine.
pub async fn stretch(
    db: &Db,
    org: &OrgId,
    message: &Message,
    phone: &PersonId,
) -> Result<(Vec<MessageId>, bool), StoreError> {
    let from = message.heard.sent_at;
    let until = from.plus_minutes(DAY_MINUTES);
    let rows: Vec<SentRow> = db
        .all(
            "SELECT id, sender
            FROM messages
            WHERE org = $1 AND (sent_us, position) >= ($3, $4) AND sent_us < $5 AND phone = $2
            ORDER BY sent_us, position
            LIMIT $6",
            args![org.as_str(), phone.as_str(), from.us(), message.position, until.us(), CREDITS_MAX as i64 + 1],
        )
        .await?;
    let own = rows.iter().take(CREDITS_MAX).take_while(|row| row.sender == message.heard.sender.as_str());
    let own: Vec<MessageId> = own.map(|row| MessageId::new(row.id.as_str())).collect();
    let is_all = own.len() == rows.len();
    Ok((own, is_all))
}

/// What takes back the credit that was moved by the entries at these positions of the journal; none when there is none.
///
/// # Errors
/// Of the engine, or when an entry cannot be read.
pub async fn taken(
    db: &Db,
    org: &OrgId,
    phone: &PersonId,
    (from, to): (i64, i64),
) -> Result<Option<Credit>, StoreError> {
    if !(0..ENTRIES_MAX).contains(&to.saturating_sub(from)) {
        return Ok(None);
    }
    let positions: Vec<i64> = (from..=to).collect();
    let mut credit = Credit { phone: phone.clone(), messages: Vec::new(), holder: None };
    for entry in journal::at(db, org, &positions).await? {
        match entry.event()? {
            Event::MessageCredited(credited) => credit.messages.push((credited.message, credited.before)),
            Event::PhoneHeld(held) if held.phone == *phone && held.message.is_none() => {
                credit.holder = Some(held.before.unwrap_or_else(|| phone.clone()));
            }
            _ => {}
        }
    }
    Ok(Some(credit).filter(|credit| !credit.messages.is_empty() || credit.holder.is_some()))
}
