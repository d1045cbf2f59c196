//! Hears, reads and records messages in order, whatever they come from; hides batching and the clock of a run.
//!
//! Live channels, imported chats, replayed scenarios and simulated worlds all go through [`intake::Intake`]; they
//! differ only in where messages and time come from.

pub mod checklists;
pub mod eval;
pub mod import;
pub mod intake;
pub mod lines;
pub mod live;
pub mod propose;
pub mod reader;
pub mod replay;
pub mod roster;
pub mod rounds;
pub mod scenario;
pub mod sending;
pub mod stamps;
pub mod taxonomy;
pub mod voice;
