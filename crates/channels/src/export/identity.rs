//! Message ids for a format that has none.
//!
//! An id is made of the chat's name, the time, the sender, the words and the place among equal tuples, so it is the
//! same in an earlier and in a later, overlapping export by the same phone. The edited flag, a poll's votes, and the
//! name and kind of a file are left out, so that exports with and without media agree. What does change an id:
//! renaming the chat or the contact, changing the phone's language or the words (an edit, a deletion), and exporting
//! from another phone, where names and seconds differ. If an export begins between two equal messages of one minute,
//! their places shift by one. Deleting the first of two equal messages lets the second take its id.

use std::collections::{HashMap, VecDeque};

use jiff::civil::DateTime;
use sha2::{Digest, Sha256};

use crate::export::line::Body;
use crate::export::poll;

type Key = [u8; 16];

/// How many messages back equal ones are looked for. Equal time means near in the file; an hour set back in autumn
/// stays well inside.
const WINDOW: usize = 16_384;

/// Gives out ids for one reading of one chat.
pub(super) struct Identities {
    chat: String,
    places: HashMap<Key, u32>,
    recent: VecDeque<Key>,
}

impl Identities {
    pub(super) fn new(chat: &str) -> Identities {
        let chat = chat.trim().to_lowercase();
        Identities { chat, places: HashMap::new(), recent: VecDeque::with_capacity(64) }
    }

    /// The id of the next message: 32 hexadecimal digits.
    pub(super) fn next(&mut self, at: DateTime, sender: &str, body: &Body) -> String {
        let mut hash = Sha256::new();
        let time = format!("{at}");
        for part in [self.chat.as_str(), &time, sender, &essence(body)] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let place = self.place(short(&hash.clone().finalize()));
        hash.update(place.to_le_bytes());
        hexadecimal(short(&hash.finalize()))
    }

    fn place(&mut self, key: Key) -> u32 {
        if self.recent.len() == WINDOW
            && let Some(oldest) = self.recent.pop_front()
        {
            self.places.remove(&oldest);
        }
        let next = self.places.entry(key).or_insert(0);
        let place = *next;
        *next += 1;
        if place == 0 {
            self.recent.push_back(key);
        }
        place
    }
}

/// What of a body stays the same between exports.
fn essence(body: &Body) -> String {
    match body {
        Body::Text(said) => format!("text {}", said.text),
        Body::Media { caption, .. } => format!("media {}", caption.text),
        Body::Contact { .. } => "media ".to_owned(),
        Body::Deleted => "deleted".to_owned(),
        Body::Poll { question, options } => format!("poll {question}{}", poll::texts(options)),
        Body::Location { link, live, .. } => format!("location {live} {}", link.as_deref().unwrap_or("")),
        Body::Call { text, .. } => format!("call {text}"),
        Body::ViewOnce { .. } => "view once".to_owned(),
    }
}

fn short(hash: &[u8]) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&hash[..16]);
    key
}

fn hexadecimal(key: Key) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    key.iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
