//! The answers themselves, one table a language.

mod eastern;
mod western;

use super::Replies;

/// Every language we answer in.
pub(super) const ALL: &[Replies] = &[
    western::ENGLISH,
    western::MALAY,
    western::INDONESIAN,
    eastern::CHINESE,
    eastern::TAMIL,
    western::SPANISH,
    western::PORTUGUESE,
    eastern::ARABIC,
    eastern::HINDI,
];
