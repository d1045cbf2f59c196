//! Makes up its mind about one message in its context: what it says, which ticket or task it is about and what follows.
//!
//! Reading order: [`scene`] is the message among what was known, [`target`] what it may speak of, [`signs`] how one tells,
//! [`judge`] the decision, [`compose`] the proposal made of it.

pub mod atlas;
mod compose;
mod hindsight;
pub mod judge;
mod memory;
pub mod net;
mod owner;
pub mod scene;
pub mod signs;
pub mod target;

use crate::reader::Reader;
use atlas::Atlas;
use domain::id::MessageId;
use domain::request::Proposal;
use domain::situation::Situation;
use judge::{Judge, Verdict};
use memory::Memory;
use scene::Scene;
use signs::{Common, WIDTH};
use std::collections::HashMap;
use std::sync::Arc;
use target::{Target, candidates, tickets};

/// Reports of one ticket whose words are compared.
const REPORTS_MAX: usize = 3;

/// The built-in reader of messages in their context; cheap to clone.
#[derive(Clone, Debug)]
pub struct Mind {
    reader: &'static Reader,
    judge: &'static Judge,
    atlas: Option<Arc<Atlas>>,
    memory: Memory,
}

/// A message weighed against all it may speak of, before the judge decides.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// What it may speak of.
    pub targets: Vec<Target>,
    /// The signs of each.
    pub signs: Vec<[f32; WIDTH]>,
    /// The reader's belief in every kind.
    pub kinds: [f32; 11],
}

impl Default for Mind {
    fn default() -> Self {
        Self::new()
    }
}

impl Mind {
    /// The mind that ships with the program.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Reader::embedded(), Judge::embedded())
    }

    /// A mind of given parts.
    #[must_use]
    pub fn with(reader: &'static Reader, judge: &'static Judge) -> Self {
        Self { reader, judge, atlas: None, memory: Memory::default() }
    }

    /// What a message means and what follows from it; none when the message is not in mind.
    pub fn propose(&mut self, situation: &Situation, message: &MessageId) -> Option<Proposal> {
        let heard = situation.message(message)?;
        let atlas = self.atlas(situation);
        let scene = Scene::of(situation, heard, &atlas, &mut self.memory, self.reader);
        let weighed = weigh(&scene, &mut self.memory);
        let verdict = self.judge.verdict(&weighed.targets, &weighed.signs, &weighed.kinds);
        Some(compose::proposal(&scene, &atlas, self.reader, self.judge, &weighed, &verdict))
    }

    /// What would follow if a message were known to speak of a target and to be of a kind (index into
    /// [`crate::KINDS`]); for teaching.
    pub fn propose_as(
        &mut self,
        situation: &Situation,
        message: &MessageId,
        target: &Target,
        kind: usize,
    ) -> Option<Proposal> {
        let heard = situation.message(message)?;
        let atlas = self.atlas(situation);
        let scene = Scene::of(situation, heard, &atlas, &mut self.memory, self.reader);
        let mut weighed = weigh(&scene, &mut self.memory);
        let known = weighed.targets.iter().position(|one| one == target);
        let target = known.unwrap_or_else(|| {
            weighed.targets.push(target.clone());
            weighed.signs.push([0.0; WIDTH]);
            weighed.targets.len() - 1
        });
        let verdict = Verdict { target, kind, confidence: 1.0 };
        Some(compose::proposal(&scene, &atlas, self.reader, self.judge, &weighed, &verdict))
    }

    /// Weighs a message without deciding, for learning.
    pub fn weigh(&mut self, situation: &Situation, message: &MessageId) -> Option<Weighed> {
        let heard = situation.message(message)?;
        let atlas = self.atlas(situation);
        let scene = Scene::of(situation, heard, &atlas, &mut self.memory, self.reader);
        Some(weigh(&scene, &mut self.memory))
    }

    /// The directory made ready. Holding it keeps its address from being given to another.
    fn atlas(&mut self, situation: &Situation) -> Arc<Atlas> {
        let known = self.atlas.as_ref().filter(|atlas| Arc::ptr_eq(&atlas.directory, &situation.directory));
        let atlas = known.map_or_else(|| Arc::new(Atlas::of(&situation.directory)), Arc::clone);
        self.atlas = Some(Arc::clone(&atlas));
        atlas
    }
}

fn weigh(scene: &Scene<'_>, memory: &mut Memory) -> Weighed {
    let targets = candidates(scene);
    let mut texts = HashMap::new();
    for ticket in tickets(scene) {
        for id in ticket.messages.iter().take(REPORTS_MAX) {
            if let Some(heard) = scene.situation.message(id) {
                texts.insert(id.clone(), memory.normal(heard));
            }
        }
    }
    let common = Common::of(scene, texts);
    Weighed { signs: targets.iter().map(|target| common.signs(target)).collect(), targets, kinds: scene.reading.kinds }
}
