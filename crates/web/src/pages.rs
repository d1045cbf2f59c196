//! The pages: for each a view struct, a pure function from it to markup, and the handlers that fill and change it.

pub mod board;
pub mod directory;
pub mod imports;
pub mod lost;
pub mod media;
pub mod message;
pub mod messages;
pub mod occurrence;
pub mod tasks;
pub mod ticket;
pub mod tickets;
pub mod today;

#[cfg(test)]
mod sample;
