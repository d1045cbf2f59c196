//! Texts already folded, so that a message is folded once however often later ones look back on it.

use crate::normal::Normal;
use domain::id::MessageId;
use domain::message::Heard;
use std::collections::HashMap;
use std::sync::Arc;

/// Texts kept; all are dropped when there are more, which costs a fold each at the next look.
const KEPT_MAX: usize = 4_000;

/// Folded texts by message.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    kept: HashMap<MessageId, Arc<Normal>>,
}

impl Memory {
    /// A message's text, folded.
    pub fn normal(&mut self, heard: &Heard) -> Arc<Normal> {
        if let Some(known) = self.kept.get(&heard.id) {
            return Arc::clone(known);
        }
        if self.kept.len() >= KEPT_MAX {
            self.kept.clear();
        }
        let normal = Arc::new(Normal::of(&heard.text));
        self.kept.insert(heard.id.clone(), Arc::clone(&normal));
        normal
    }
}
