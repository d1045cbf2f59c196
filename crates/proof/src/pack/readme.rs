//! What a pack says about itself: how to check it without us, and what that does and does not prove.

use crate::checkpoint::Checkpoint;

/// The text, with the recipe between two marks.
pub(super) fn text(about: &str, checkpoint: &Checkpoint) -> String {
    include_str!("readme.txt")
        .replace("{about}", about)
        .replace("{origin}", &checkpoint.origin)
        .replace("{size}", &checkpoint.size.to_string())
}
