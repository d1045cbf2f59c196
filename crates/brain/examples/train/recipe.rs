//! The recipe: which examples with which weight, in which order of stages, make the four heads.

use crate::chats::{Answer, Chat};
use crate::corpus::Row;
use crate::implants::{Pool, implanted};
use crate::learner::{Plan, Sample, Weights, packed, temperature, train as learn};
use brain::{
    CATEGORIES, Context, Features, KINDS, LANGUAGES, MAGIC, Normal, PRIORITIES, Utterance, for_language, largest,
};

/// A message of a chat counts so many single messages: it has context and the natural mix of kinds.
const CHAT_WEIGHT: f32 = 1.5;
/// The same for category and priority, where chats have few issues and their priorities follow other habits.
const TOPIC_WEIGHT: f32 = 5.0;
/// A single message said in a chat counts so many single messages.
const IMPLANT_WEIGHT: f32 = 1.0;
/// Chats held out together when messages before are read for training.
const FOLDS: usize = 6;

const KIND_PLAN: Plan = Plan {
    bits: 18,
    classes: KINDS.len(),
    passes: 10,
    rate: 0.12,
    decay: 2e-5,
    smoothing: 0.08,
    balance: 0.3,
    seed: 7,
};
const CATEGORY_PLAN: Plan = Plan {
    bits: 17,
    classes: CATEGORIES.len(),
    passes: 14,
    rate: 0.12,
    decay: 2e-5,
    smoothing: 0.04,
    balance: 0.3,
    seed: 8,
};
const PRIORITY_PLAN: Plan = Plan {
    bits: 16,
    classes: PRIORITIES.len(),
    passes: 10,
    rate: 0.06,
    decay: 1e-4,
    smoothing: 0.0,
    balance: 0.0,
    seed: 9,
};
const LANGUAGE_PLAN: Plan = Plan {
    bits: 14,
    classes: LANGUAGES.len(),
    passes: 8,
    rate: 0.1,
    decay: 1e-5,
    smoothing: 0.02,
    balance: 0.5,
    seed: 10,
};

/// The trained heads.
#[derive(Clone, Debug)]
pub struct Trained {
    pub kinds: Weights,
    pub categories: Weights,
    pub priorities: Weights,
    pub languages: Weights,
}

/// A message of a chat with its features, in a context made of readings.
#[derive(Clone, Debug)]
pub struct Example {
    pub features: Features,
    pub answer: Answer,
    /// Single messages as they would look if they had been said at this moment.
    implants: Vec<(Features, usize)>,
}

/// Trains all heads. Readings of the messages before come from models that have not seen their chat.
pub fn train(rows: &[Row], chats: &[Chat]) -> Trained {
    let all: Vec<&Chat> = chats.iter().collect();
    staged(rows, &all, FOLDS, 2)
}

/// Trains on some chats in two rounds: the first reads their messages by folds, the second learns from contexts so read.
pub fn staged(rows: &[Row], chats: &[&Chat], folds: usize, rounds: usize) -> Trained {
    let (singles, pool) = (single_samples(rows), Pool::of(rows));
    let mut read: Vec<Vec<Example>> = chats.iter().map(|chat| walk(chat, None, &pool)).collect();
    let mut held_out = HeldOut::default();
    for _ in 0..rounds {
        let mut next: Vec<Vec<Example>> = vec![Vec::new(); chats.len()];
        held_out = HeldOut::default();
        for fold in 0..folds {
            let known =
                read.iter().enumerate().filter(|(index, _)| index % folds != fold).flat_map(|(_, examples)| examples);
            let heads = fit(&singles, &known.collect::<Vec<_>>());
            for (index, chat) in chats.iter().enumerate().filter(|(index, _)| index % folds == fold) {
                next[index] = walk(chat, Some(&heads), &pool);
                held_out.add(&heads, &next[index]);
            }
        }
        read = next;
    }
    let known: Vec<&Example> = read.iter().flatten().collect();
    let mut trained = fit(&singles, &known);
    trained.languages = learn(&language_samples(rows), LANGUAGE_PLAN);
    trained.kinds.temperature = temperature(&held_out.kinds);
    trained.categories.temperature = temperature(&held_out.categories);
    trained.priorities.temperature = temperature(&held_out.priorities);
    trained
}

/// Logits and truths of messages by heads that have not seen their chat; the temperatures are fitted to them.
#[derive(Debug, Default)]
struct HeldOut {
    kinds: Vec<(Vec<f32>, usize)>,
    categories: Vec<(Vec<f32>, usize)>,
    priorities: Vec<(Vec<f32>, usize)>,
}

impl HeldOut {
    fn add(&mut self, heads: &Trained, examples: &[Example]) {
        for example in examples {
            let packed = packed(&example.features.list);
            self.kinds.push((heads.kinds.logits(&packed), example.answer.kind));
            if let Some((category, priority)) = example.answer.topic {
                let topical = &packed[..example.features.topical];
                self.categories.push((heads.categories.logits(topical), category));
                self.priorities.push((heads.priorities.logits(topical), priority));
            }
        }
    }
}

/// Walks a chat; without heads every message before is taken for chatter.
fn walk(chat: &Chat, heads: Option<&Trained>, pool: &Pool<'_>) -> Vec<Example> {
    let mut examples = Vec::with_capacity(chat.messages.len());
    chat.walk(|message, utterance, context| {
        let features = Features::of(utterance, &Normal::of(utterance.text), context);
        let said = heads.map_or((10, 14), |heads| {
            let packed = packed(&features.list);
            (largest(&heads.kinds.logits(&packed)), largest(&heads.categories.logits(&packed[..features.topical])))
        });
        let implants = implanted(pool, message, utterance, context);
        let implants = implants
            .into_iter()
            .map(|(utterance, context, kind)| (Features::of(&utterance, &Normal::of(utterance.text), &context), kind));
        examples.push(Example { features, answer: chat.answer(message), implants: implants.collect() });
        said
    });
    examples
}

/// The samples of single messages for the kind, category and priority heads.
struct Singles {
    kinds: Vec<Sample>,
    categories: Vec<Sample>,
    priorities: Vec<Sample>,
}

fn single_samples(rows: &[Row]) -> Singles {
    let mut singles = Singles { kinds: Vec::new(), categories: Vec::new(), priorities: Vec::new() };
    for row in rows {
        let utterance =
            Utterance { text: &row.text, form: row.form, role: row.role, is_group: true, ..Utterance::default() };
        let context = Context { names_place: row.names_place, ..Context::default() };
        let features = Features::of(&utterance, &Normal::of(&row.text), &context);
        push(&mut singles, &features, row.kind, row.topic, 1.0, true);
    }
    singles
}

/// A feature that only single messages have: it takes up how their mix of kinds differs from that of chats.
const SINGLE: (u32, f32) = (0x5eed_0001, 1.0);
/// The same for single messages said in a chat.
const IMPLANT: (u32, f32) = (0x5eed_0002, 1.0);

fn push(
    into: &mut Singles,
    features: &Features,
    kind: usize,
    topic: Option<(usize, usize)>,
    weight: f32,
    is_single: bool,
) {
    let mut list = packed(&features.list);
    if let Some((category, priority)) = topic {
        let topical = list[..features.topical].to_vec();
        let weight = if is_single { weight } else { TOPIC_WEIGHT };
        into.categories.push(Sample { features: topical.clone(), class: category, weight });
        let mut urgent = topical;
        if is_single {
            urgent.push(SINGLE);
        }
        into.priorities.push(Sample { features: urgent, class: priority, weight });
    }
    if is_single {
        list.push(SINGLE);
    }
    into.kinds.push(Sample { features: list, class: kind, weight });
}

fn fit(singles: &Singles, known: &[&Example]) -> Trained {
    let mut all = Singles {
        kinds: singles.kinds.clone(),
        categories: singles.categories.clone(),
        priorities: singles.priorities.clone(),
    };
    for example in known {
        push(&mut all, &example.features, example.answer.kind, example.answer.topic, CHAT_WEIGHT, false);
        for (features, kind) in &example.implants {
            let mut list = packed(&features.list);
            list.push(IMPLANT);
            all.kinds.push(Sample { features: list, class: *kind, weight: IMPLANT_WEIGHT });
        }
    }
    let empty = Weights {
        bits: 8,
        classes: LANGUAGES.len(),
        table: vec![0.0; LANGUAGES.len() << 8],
        biases: vec![0.0; LANGUAGES.len()],
        temperature: 1.0,
    };
    Trained {
        kinds: learn(&all.kinds, KIND_PLAN),
        categories: learn(&all.categories, CATEGORY_PLAN),
        priorities: learn(&all.priorities, PRIORITY_PLAN),
        languages: empty,
    }
}

fn language_samples(rows: &[Row]) -> Vec<Sample> {
    let sample = |row: &Row| {
        let features = packed(&for_language(&Normal::of(&row.text)).list);
        row.language.map(|class| Sample { features, class, weight: 1.0 })
    };
    rows.iter().filter_map(sample).collect()
}

impl Trained {
    /// The bytes of a model file.
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for head in [&self.kinds, &self.categories, &self.priorities, &self.languages] {
            bytes.extend(head.written());
        }
        bytes
    }

    /// The bytes of a model file that is known, with its head for priorities taught anew.
    pub fn with_priorities(&self, known: &[u8]) -> Vec<u8> {
        let size = |plan: Plan| 8 + plan.classes * 8 + (plan.classes << plan.bits);
        let from = MAGIC.len() + size(KIND_PLAN) + size(CATEGORY_PLAN);
        let (before, rest) = known.split_at(from);
        [before, &self.priorities.written(), &rest[size(PRIORITY_PLAN)..]].concat()
    }
}
