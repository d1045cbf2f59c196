//! Single messages said in the middle of a chat: what is plainly a report, or talk, is one whatever was said before it.

use crate::chats::Message;
use crate::corpus::Row;
use brain::{Context, Form, Role, Utterance, kind};
use std::collections::HashMap;

/// Single messages said at each moment of a chat.
const EACH: usize = 2;
/// Of so many residents one is known to nobody.
const STRANGER: u64 = 4;

/// Single messages whose kind does not hang on what was said before, by who says them.
#[derive(Debug)]
pub struct Pool<'a>(HashMap<Role, Vec<&'a Row>>);

impl<'a> Pool<'a> {
    pub fn of(rows: &'a [Row]) -> Self {
        Self::of_all(rows.iter())
    }

    pub fn of_all(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut pool: HashMap<Role, Vec<&Row>> = HashMap::new();
        for row in rows.filter(|row| matches!(row.kind, kind::ISSUE | kind::CHATTER | kind::QUESTION)) {
            pool.entry(row.role).or_default().push(row);
        }
        Self(pool)
    }
}

/// Some of the pool, as the sender of a message might have said them instead of it; always the same for the same message.
pub fn implanted<'a>(
    pool: &Pool<'a>,
    message: &Message,
    utterance: &Utterance<'_>,
    context: &Context<'a>,
) -> Vec<(Utterance<'a>, Context<'a>, usize)> {
    if utterance.form == Form::Reaction {
        return Vec::new();
    }
    let role = if utterance.role == Role::Unknown { Role::Resident } else { utterance.role };
    let Some(rows) = pool.0.get(&role).filter(|rows| !rows.is_empty()) else { return Vec::new() };
    let mut chance = message
        .id
        .bytes()
        .chain(message.words().bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut next = || {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        chance >> 33
    };
    (0..EACH)
        .map(|_| {
            let row = rows[(next() % rows.len() as u64) as usize];
            let is_stranger = role == Role::Resident && next() % STRANGER == 0;
            let said = Utterance {
                text: &row.text,
                form: row.form,
                role: if is_stranger { Role::Unknown } else { role },
                is_group: utterance.is_group,
                hour: utterance.hour,
                ..Utterance::default()
            };
            let around = Context {
                quoted: None,
                quoted_as: None,
                names_place: row.names_place,
                names_person: None,
                ..context.clone()
            };
            (said, around, row.kind)
        })
        .collect()
}
