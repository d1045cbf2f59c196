//! What is recorded of a run of reading an exported chat when it ended.

use crate::id::ImportId;
use serde::{Deserialize, Serialize};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// The run.
    pub import: ImportId,
    /// Messages that were new.
    pub added: u32,
    /// Lines that told of changes to the chat itself.
    pub system_lines: u32,
    /// Lines that could not be read.
    pub unreadable: u32,
}
