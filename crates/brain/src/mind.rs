//! Makes up its mind about one message in its context: what it says, which ticket or task it is about and what follows.
//!
//! Reading order: [`scene`] is the message among what was known, [`target`] what it may speak of, [`signs`] how one tells,
//! [`judge`] the decision, `compose` the proposal made of it.

mod apart;
pub mod atlas;
mod band;
mod compose;
mod crowd;
mod denial;
mod dispute;
mod echo;
mod fault;
mod hindsight;
pub mod judge;
mod lessons;
pub mod memory;
pub mod net;
mod number;
mod own;
mod owner;
mod plain;
pub mod scene;
pub mod signs;
pub mod target;
mod urgency;

use crate::encoder::Encoder;
use crate::labels::{CATEGORIES, kind};
use crate::reader::Reader;
use crate::utterance::Utterance;
use atlas::Atlas;
use domain::id::{ConversationId, MessageId};
use domain::message::{Form, Heard, Inbound, Kind};
use domain::request::Proposal;
use domain::situation::Situation;
use judge::{Judge, Verdict};
use memory::Memory;
use own::Own;
use scene::Scene;
use signs::{Common, WIDTH};
use std::collections::HashMap;
use std::sync::Arc;
use target::{Target, candidates};

/// Reports of one ticket whose words are compared.
const REPORTS_MAX: usize = 3;

/// How sure a report may be that only its own words make one: not so sure that nobody need look.
const WORDS_SURE: f32 = 0.7;
/// How sure it is that words of courtesy alone report nothing: of all that the reader learned from, none did.
const COURTESY_SURE: f32 = 0.95;

/// The built-in reader of messages in their context; cheap to clone.
#[derive(Clone, Debug)]
pub struct Mind {
    reader: &'static Reader,
    judge: &'static Judge,
    atlas: Option<Arc<Atlas>>,
    memory: Memory,
    own: Own,
    /// The message on whose account an earlier one was read anew last.
    revised: Option<MessageId>,
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

    /// What says what texts mean, where this reads with it.
    #[must_use]
    pub fn encoder(&self) -> Option<&Encoder> {
        self.reader.encoder()
    }

    /// The same without the encoder, for a machine too small for it: a hundredth of the time for each message, and
    /// more of what people report is missed.
    #[must_use]
    pub fn of_words() -> Self {
        Self::with(Reader::of_words(), Judge::embedded())
    }

    /// A mind of given parts.
    #[must_use]
    pub fn with(reader: &'static Reader, judge: &'static Judge) -> Self {
        Self { reader, judge, atlas: None, memory: Memory::default(), own: Own::default(), revised: None }
    }

    /// What a message means and what follows from it; none when the message is not in mind.
    ///
    /// The answer may be about an earlier message instead, when this one shows that it told of a problem. Once that is
    /// acted on, the next call answers about the message itself.
    pub fn propose(&mut self, situation: &Situation, message: &MessageId) -> Option<Proposal> {
        let heard = situation.message(message)?;
        let atlas = self.atlas(situation);
        let scene = Scene::of(situation, heard, &atlas, &mut self.memory, self.reader);
        let mut weighed = weigh(&scene, &atlas, &mut self.memory, self.reader);
        if self.revised.as_ref() == Some(message) {
            weighed.forget_missed();
        }
        let verdict = if is_mute(heard) {
            Verdict { target: 0, kind: kind::CHATTER, confidence: 1.0, missed: 0.0 }
        } else {
            let own = self.judged(&scene, &atlas, &weighed);
            let learnt = |lesson| lessons::verdict(lesson, &scene.normal, self.judge, (&weighed, &own));
            scene.taught.and_then(learnt).unwrap_or(own)
        };
        if let Some(Target::Missed(earlier)) = weighed.targets.get(verdict.target) {
            self.revised = Some(message.clone());
            return self.propose_as(situation, earlier, &Target::New, kind::ISSUE);
        }
        let told = told(&scene, &atlas, &mut self.memory, self.reader, weighed.targets.get(verdict.target));
        let own = || self.own.read(situation, &heard.text, self.reader.encoder());
        Some(compose::proposal(&scene, &atlas, self.reader, self.judge, (&weighed, &verdict), (told, &own)))
    }

    /// What the judge says of a message; one more report where many reported within the hour, if its own words say so.
    fn judged(&mut self, scene: &Scene<'_>, atlas: &Atlas, weighed: &Weighed) -> Verdict {
        let verdict = self.judge.verdict(&weighed.targets, &weighed.signs, &weighed.kinds);
        if matches!(verdict.kind, kind::ISSUE | kind::CHATTER) && plain::is_courtesy(scene) {
            let nothing = || weighed.targets.iter().position(|target| *target == Target::Nothing);
            let target = if verdict.kind == kind::ISSUE { nothing() } else { None }.unwrap_or(verdict.target);
            return Verdict { target, kind: kind::CHATTER, confidence: COURTESY_SURE, missed: 0.0 };
        }
        if let Some(joined) = echo::joined(scene, self.judge, weighed, &verdict) {
            return joined;
        }
        let is_talk = verdict.kind == kind::CHATTER && weighed.targets.get(verdict.target) == Some(&Target::Nothing);
        let Some(new) = weighed.targets.iter().position(|target| *target == Target::New).filter(|_| is_talk) else {
            return verdict;
        };
        if plain::is_report(scene) {
            return Verdict { target: new, kind: kind::ISSUE, confidence: WORDS_SURE, missed: 0.0 };
        }
        let glance = self.memory.glance(scene.situation, scene.heard, atlas, self.reader);
        if crowd::is_report(scene, &glance) {
            Verdict { target: new, kind: kind::ISSUE, confidence: glance.issue.min(WORDS_SURE), missed: 0.0 }
        } else {
            verdict
        }
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
        let mut weighed = weigh(&scene, &atlas, &mut self.memory, self.reader);
        let known = weighed.targets.iter().position(|one| one == target);
        let target = known.unwrap_or_else(|| {
            weighed.targets.push(target.clone());
            weighed.signs.push([0.0; WIDTH]);
            weighed.targets.len() - 1
        });
        let verdict = Verdict { target, kind, confidence: 1.0, missed: 0.0 };
        let told = told(&scene, &atlas, &mut self.memory, self.reader, weighed.targets.get(verdict.target));
        let own = || self.own.read(situation, &heard.text, self.reader.encoder());
        Some(compose::proposal(&scene, &atlas, self.reader, self.judge, (&weighed, &verdict), (told, &own)))
    }

    /// Gets ready for messages that are about to be recorded and read: many at once cost less than one by one. What it
    /// guesses wrongly, such as who is meant by an address, only costs time.
    pub fn look_ahead<'a>(&self, situation: &'a Situation, said: impl Iterator<Item = &'a Inbound>) {
        let mut here: HashMap<(&ConversationId, &str), Utterance<'_>> = HashMap::new();
        let mut ahead = Vec::new();
        for inbound in said {
            let conversation = &inbound.conversation.id;
            let own = scene::expected(situation, inbound);
            let quoted = inbound.reply_to.as_deref().and_then(|name| {
                let known = situation.by_external(conversation, name).map(|heard| scene::utterance(situation, heard));
                known.or_else(|| here.get(&(conversation, name)).copied())
            });
            here.insert((conversation, &inbound.external), own);
            ahead.push((own, quoted));
        }
        self.reader.look_ahead(ahead.into_iter());
    }

    /// Forgets what it remembers of a message whose words changed.
    pub fn forget(&mut self, message: &MessageId) {
        self.memory.forget(message);
    }

    /// Weighs a message without deciding, for learning.
    pub fn weigh(&mut self, situation: &Situation, message: &MessageId) -> Option<Weighed> {
        let heard = situation.message(message)?;
        let atlas = self.atlas(situation);
        let scene = Scene::of(situation, heard, &atlas, &mut self.memory, self.reader);
        Some(weigh(&scene, &atlas, &mut self.memory, self.reader))
    }

    /// The directory made ready. Holding it keeps its address from being given to another.
    fn atlas(&mut self, situation: &Situation) -> Arc<Atlas> {
        let known = self.atlas.as_ref().filter(|atlas| Arc::ptr_eq(&atlas.directory, &situation.directory));
        let atlas = known.map_or_else(|| Arc::new(Atlas::of(&situation.directory)), Arc::clone);
        self.atlas = Some(Arc::clone(&atlas));
        atlas
    }
}

/// Whether a message shows and says nothing that can be read: of a kind we do not know, without words.
fn is_mute(heard: &Heard) -> bool {
    matches!(heard.form, Form::Unknown | Form::Call) && heard.text.trim().is_empty()
}

impl Weighed {
    fn forget_missed(&mut self) {
        let mut kept = self.targets.iter().map(|target| !matches!(target, Target::Missed(_)));
        self.signs.retain(|_| kept.next().unwrap_or(true));
        self.targets.retain(|target| !matches!(target, Target::Missed(_)));
    }
}

/// How likely each trade is by the words of the first reports of a ticket alone; none where no ticket is meant.
fn told(
    scene: &Scene<'_>,
    atlas: &Atlas,
    memory: &mut Memory,
    reader: &Reader,
    target: Option<&Target>,
) -> Option<[f32; CATEGORIES.len()]> {
    let Some(Target::Ticket(number)) = target else { return None };
    let ticket = scene.situation.tickets.get(number)?;
    let is_report = |heard: &&Heard| heard.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Issue);
    let said = ticket.messages.iter().filter_map(|id| scene.situation.message(id)).filter(is_report);
    let (mut sum, mut count) = ([0.0_f32; CATEGORIES.len()], 0.0);
    for heard in said.filter(|heard| heard.id != scene.heard.id).take(REPORTS_MAX) {
        let glance = memory.glance(scene.situation, heard, atlas, reader);
        sum.iter_mut().zip(glance.categories).for_each(|(sum, likely)| *sum += likely);
        count += 1.0;
    }
    (count > 0.0).then(|| sum.map(|likely| likely / count))
}

fn weigh(scene: &Scene<'_>, atlas: &Atlas, memory: &mut Memory, reader: &Reader) -> Weighed {
    let targets = candidates(scene);
    let (mut texts, mut glances) = (HashMap::new(), HashMap::new());
    for target in &targets {
        match target {
            Target::Ticket(number) => {
                let told = scene.situation.tickets.get(number).into_iter().flat_map(|ticket| &ticket.messages);
                for heard in told.take(REPORTS_MAX).filter_map(|id| scene.situation.message(id)) {
                    texts.insert(&heard.id, memory.normal(heard));
                }
            }
            Target::Missed(id) => {
                if let Some(other) = scene.situation.message(id) {
                    glances.insert(id.clone(), memory.glance(scene.situation, other, atlas, reader));
                }
            }
            Target::Nothing | Target::New | Target::Day(..) => {}
        }
    }
    let common = Common::of(scene, texts, glances);
    Weighed { signs: targets.iter().map(|target| common.signs(target)).collect(), targets, kinds: scene.reading.kinds }
}
