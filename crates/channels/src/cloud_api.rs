//! Reads what Meta's Cloud API posts: knows its envelope, its many spellings of a person, and hides them behind [`Item`].
//!
//! Pure: a body becomes items, an item becomes an [`domain::message::Inbound`]. Everything in a body is optional and
//! may be missing, doubled or new, so that nothing is decoded as a whole: each item is read by itself, and one that
//! makes no sense is kept raw under a name ([`Item::Unknown`]) and costs the others nothing.

mod account;
mod body;
mod identity;
mod inbound;
mod lenient;
mod message;
mod parse;
mod sign;
mod status;
#[cfg(test)]
mod tests;
mod wamid;

pub use account::Account;
pub use body::{Body, Media};
pub use identity::Identity;
pub use inbound::Pepper;
pub use message::{Message, Number};
pub use parse::{Item, Unreadable, parse};
pub use sign::{Secret, Unsigned, verify};
pub use status::Status;
pub use wamid::external;
