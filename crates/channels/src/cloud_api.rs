//! Reads what Meta's Cloud API posts and writes what it is asked: knows its envelope, its many spellings of a person,
//! its requests and its error numbers, and hides them behind [`Item`], [`Outgoing`] and [`Answer`].
//!
//! Pure: a body becomes items, an item becomes an [`domain::message::Inbound`]. Everything in a body is optional and
//! may be missing, doubled or new, so that nothing is decoded as a whole: each item is read by itself, and one that
//! makes no sense is kept raw under a name ([`Item::Unknown`]) and costs the others nothing.

mod account;
mod answer;
mod body;
mod described;
mod identity;
mod inbound;
pub(crate) mod lenient;
mod listing;
mod message;
mod news;
mod notices;
mod outgoing;
mod parse;
mod sign;
mod status;
mod subscribed;
#[cfg(test)]
mod tests;
mod wamid;

pub use account::Account;
pub use answer::{Answer, answer, choice_id, chosen, failure, mark, refusal, uploaded};
pub use body::{Body, Media};
pub use described::{Described, described};
pub use identity::Identity;
pub use inbound::Pepper;
pub use listing::{Listed, hand_in, template_language, templates};
pub use message::{Message, Number};
pub use news::Part;
pub(crate) use news::learnt;
pub use notices::{people_limit, template as template_state};
pub use outgoing::{
    Buttons, Caption, Content, File, FileKind, Label, List, Outgoing, Recipient, Row, Template, Text, read_mark,
};
pub use parse::{Item, Unreadable, parse, parse_as};
pub use sign::{Secret, Unsigned, verify, verify_sha512, verify_token};
pub use status::Status;
pub use subscribed::{Subscribed, callback, subscribed};
pub(crate) use wamid::bridged;
pub use wamid::external;
