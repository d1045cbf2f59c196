//! Which of an organisation's own labels a new ticket has: learned anew whenever what there is to learn from changes.

use crate::encoder::Encoder;
use crate::taxonomy::{Choice, Example, Labeller, SAID_FROM, Sight, sense};
use domain::id::TicketNumber;
use domain::label::{LabelLesson, LabelSet, LabelsRead};
use domain::situation::Situation;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Organisations whose labellers are kept; the one asked for longest ago is learned again.
const LEARNED_MAX: usize = 4;
/// Meanings kept, so that one more correction costs one more look; all are dropped when there are more.
const SENSES_MAX: usize = 8_192;

/// What was learned, shared by all that read.
#[derive(Clone, Debug, Default)]
pub(super) struct Own(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    learned: Vec<Arc<Learned>>,
    senses: HashMap<String, Vec<f32>>,
}

/// Labellers with exactly what they were learned from.
#[derive(Debug)]
struct Learned {
    sets: BTreeMap<String, LabelSet>,
    lessons: BTreeMap<TicketNumber, LabelLesson>,
    labellers: Vec<(String, Labeller)>,
}

impl Own {
    /// The labels that are sure enough to be said of a text, set by set.
    pub(super) fn read(&self, situation: &Situation, text: &str, encoder: Option<&Encoder>) -> Vec<LabelsRead> {
        if situation.directory.labels.is_empty() || text.trim().is_empty() {
            return Vec::new();
        }
        let learned = self.learned(situation, encoder);
        let sense = sense(encoder, text);
        let read = |(set, labeller): &(String, Labeller)| {
            let labels = &learned.sets.get(set)?.labels;
            let mut said = labeller.say(text, sense.as_deref());
            said.sort_by(|a, b| b.1.total_cmp(&a.1));
            let sure = said.last()?.1.clamp(SAID_FROM, 1.0);
            let labels = said.iter().filter_map(|(at, _)| labels.get(*at)).map(|label| label.name.clone()).collect();
            Some(LabelsRead { set: set.clone(), labels, sure_percent: (sure * 100.0).round() as u8 })
        };
        learned.labellers.iter().filter_map(read).collect()
    }

    fn learned(&self, situation: &Situation, encoder: Option<&Encoder>) -> Arc<Learned> {
        let (sets, lessons) = (&situation.directory.labels, &situation.label_lessons);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.learned.iter().position(|known| known.sets == *sets && known.lessons == *lessons);
        let learned = match known {
            Some(at) => kept.learned.remove(at),
            None => Arc::new(kept.learn(sets, lessons, encoder)),
        };
        kept.learned.push(Arc::clone(&learned));
        if kept.learned.len() > LEARNED_MAX {
            kept.learned.remove(0);
        }
        learned
    }
}

impl Kept {
    fn learn(
        &mut self,
        sets: &BTreeMap<String, LabelSet>,
        lessons: &BTreeMap<TicketNumber, LabelLesson>,
        encoder: Option<&Encoder>,
    ) -> Learned {
        if self.senses.len() > SENSES_MAX {
            self.senses.clear();
        }
        let labellers = sets.values().filter(|set| !set.labels.is_empty());
        let labellers = labellers.map(|set| (set.name.clone(), self.labeller(set, lessons, encoder))).collect();
        Learned { sets: sets.clone(), lessons: lessons.clone(), labellers }
    }

    /// Learned from the examples of a set and what members said of tickets, the last opened last.
    fn labeller(
        &mut self,
        set: &LabelSet,
        lessons: &BTreeMap<TicketNumber, LabelLesson>,
        encoder: Option<&Encoder>,
    ) -> Labeller {
        let examples = set.examples.iter().map(|example| (example.text.as_str(), example.labels.as_slice()));
        let taught = lessons.values().filter_map(|lesson| {
            let (_, labels) = lesson.said.iter().find(|(of, labels)| *of == set.name && set.accept(labels).is_ok())?;
            Some((lesson.text.as_str(), labels.as_slice()))
        });
        // Where one label is wanted, none is nothing to learn.
        let tells = |known: &(&str, &[String])| set.is_several || !known.1.is_empty();
        let known: Vec<(&str, &[String])> = examples.chain(taught).filter(tells).collect();
        if let Some(encoder) = encoder {
            for (text, _) in &known {
                if !self.senses.contains_key(*text) {
                    self.senses.insert((*text).to_owned(), encoder.sense(text));
                }
            }
        }
        let place = |name: &String| set.labels.iter().position(|label| label.name == *name);
        let examples: Vec<Example<'_>> = known
            .iter()
            .map(|(text, labels)| Example {
                text,
                sense: encoder.and_then(|_| self.senses.get(*text)).map(Vec::as_slice),
                labels: labels.iter().filter_map(place).collect(),
            })
            .collect();
        let choice = if set.is_several { Choice::Several } else { Choice::One };
        Labeller::fit(&examples, set.labels.len(), choice, Sight::Both)
    }
}
