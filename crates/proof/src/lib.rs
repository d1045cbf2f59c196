//! How a stranger is convinced: signed checkpoints of a journal, and proof packs that are checked without it.
//!
//! Reading order: [`note`] (who signs), [`checkpoint`] (what is signed), [`pack`] (what is handed over). No clock, no
//! chance and no key lies here: the program brings them.

pub mod checkpoint;
pub mod note;
pub mod pack;
