//! Texts already folded and glanced at, so that it is done once however often later messages look back on one.

use super::atlas::Atlas;
use super::scene;
use crate::labels::kind;
use crate::normal::Normal;
use crate::reader::Reader;
use crate::utterance::Context;
use domain::id::{MessageId, PlaceId};
use domain::message::Heard;
use domain::situation::Situation;
use std::collections::HashMap;
use std::sync::Arc;

/// Texts kept; all are dropped when there are more, which costs a fold each at the next look.
const KEPT_MAX: usize = 4_000;

/// Folded texts by message.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    kept: HashMap<MessageId, Arc<Normal>>,
    glances: HashMap<MessageId, Arc<Glance>>,
}

/// What a message looks like by itself, without what was said before it.
#[derive(Clone, Debug)]
pub struct Glance {
    /// How likely it tells of a problem.
    pub issue: f32,
    /// How likely it asks.
    pub question: f32,
    /// How likely it is idle talk.
    pub chatter: f32,
    /// How likely each trade is.
    pub categories: [f32; 15],
    /// The places it may name.
    pub places: Vec<PlaceId>,
    /// Its words.
    pub normal: Arc<Normal>,
}

impl Memory {
    /// Forgets a message whose words changed.
    pub fn forget(&mut self, message: &MessageId) {
        self.kept.remove(message);
        self.glances.remove(message);
    }

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

    /// What a message looks like by itself.
    pub fn glance(&mut self, situation: &Situation, heard: &Heard, atlas: &Atlas, reader: &Reader) -> Arc<Glance> {
        if let Some(known) = self.glances.get(&heard.id) {
            return Arc::clone(known);
        }
        if self.glances.len() >= KEPT_MAX {
            self.glances.clear();
        }
        let normal = self.normal(heard);
        let places = atlas.look(&normal.text, situation.site_of(heard)).all;
        let context = Context { names_place: !places.is_empty(), ..Context::default() };
        let reading = reader.read(&scene::utterance(situation, heard), &context);
        let glance = Arc::new(Glance {
            issue: reading.kinds[kind::ISSUE],
            question: reading.kinds[kind::QUESTION],
            chatter: reading.kinds[kind::CHATTER],
            categories: reading.categories,
            places,
            normal,
        });
        self.glances.insert(heard.id.clone(), Arc::clone(&glance));
        glance
    }
}
