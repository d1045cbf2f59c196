//! Reads a WhatsApp chat export: knows every spelling of the format and hides it behind [`Export`] and [`Line`].
//!
//! An export is a text file with, or without, its media beside it. It carries no ids, no time zone, no language and
//! no statement of its date order, and every phone writes it in its own locale. Reading is therefore two passes over
//! the text, neither of which ever holds more than one message: [`Export::date_finding`] decides the date order from
//! evidence, [`Export::lines`] reads.
//!
//! The npm package whatsapp-chat-parser 4.0.2 agrees on times and senders, except that it takes an iPhone's notices for
//! messages and rolls an impossible 08/13 over into the next year.
//!
//! What an export does not contain cannot be read from it: replies, quotes, reactions, forwards, read receipts and
//! the sender's phone number where the phone had a contact name for it.

mod archive;
mod attachment;
mod body;
mod call;
mod chat;
mod container;
mod edits;
mod encoding;
mod entry;
mod error;
mod evidence;
mod finding;
mod flaw;
mod folder;
mod half;
mod header;
mod hints;
mod identity;
mod left;
mod line;
mod marks;
mod media;
mod moment;
mod name;
mod notice;
mod omitted;
mod order;
mod place;
mod poll;
mod rows;
mod style;
mod survey;
#[cfg(test)]
mod tests;

pub use chat::Lines;
pub use container::Export;
pub use error::ExportError;
pub use finding::DateFinding;
pub use line::{Attachment, Body, Line, MediaKind, Message, PollOption, Said};
pub use media::Media;
pub use order::DateOrder;
pub use survey::Survey;
