//! Webhooks on their way: which wait, which is next, what travels as one, what became of each.

use super::{SECOND_US, World};
use serde_json::{Value, json};

/// How many wait, and how many of those posted are kept.
const WAITING_MAX: usize = 10_000;
const POSTED_MAX: usize = 50;
/// How long one waits that is to be slow, and one that is to travel with others.
const SLOW_US: i64 = 30 * SECOND_US;
const BATCH_US: i64 = 2 * SECOND_US;
/// The most updates that travel as one, as Meta promises.
const BATCH_MAX: usize = 1_000;
/// Keys of a value that say where its lists belong.
const FRAME: [&str; 2] = ["messaging_product", "metadata"];

/// A webhook that waits, or was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its body as JSON.
    pub body: Value,
    /// How often it was posted.
    pub tries: u32,
    /// Not before this instant.
    pub due_us: i64,
    /// What the business answered, when it did.
    pub answer: Option<u16>,
}

impl World {
    /// Lets a webhook wait to be posted. When far too many wait, nobody listens, and the oldest is given up.
    pub(crate) fn post(&mut self, body: Value, due_us: i64) {
        if self.waiting.len() == WAITING_MAX {
            self.waiting.pop_front();
        }
        let late_us = if self.chaos.slow { SLOW_US } else { 0 } + if self.chaos.batch { BATCH_US } else { 0 };
        let post = Post { body, tries: 0, due_us: due_us + late_us, answer: None };
        if self.chaos.duplicate {
            self.waiting.push_back(post.clone());
        }
        self.waiting.push_back(post);
    }

    /// The webhook to post next, when one is due: all that are due, where they are to travel as one.
    pub(crate) fn due(&mut self, now_us: i64) -> Option<Post> {
        let mut first = self.next_due(now_us, |_| true)?;
        // Whatever else a tester typed travels alone, as it was typed.
        if self.chaos.batch && has_entries(&first) {
            for _ in 1..BATCH_MAX {
                let Some(post) = self.next_due(now_us, has_entries) else { break };
                join(&mut first.body, post.body);
                first.tries = first.tries.max(post.tries);
            }
        }
        Some(first)
    }

    fn next_due(&mut self, now_us: i64, is_wanted: impl Fn(&Post) -> bool) -> Option<Post> {
        let is_due = |post: &Post| post.due_us <= now_us && is_wanted(post);
        let at = if self.chaos.reorder {
            self.waiting.iter().rposition(is_due)
        } else {
            self.waiting.iter().position(is_due)
        };
        self.waiting.remove(at?)
    }

    /// When the next webhook is due.
    pub(crate) fn next_due_us(&self) -> Option<i64> {
        self.waiting.iter().map(|post| post.due_us).min()
    }

    /// Remembers what became of a webhook: posted again later, each time after twice as long, until it is answered.
    pub(crate) fn settle(&mut self, mut post: Post, answer: Option<u16>, now_us: i64) {
        const TRIES_MAX: u32 = 12;
        post.tries += 1;
        post.answer = answer;
        if answer != Some(200) && post.tries < TRIES_MAX {
            let again = Post { due_us: now_us + SECOND_US * (1 << post.tries.min(10)), ..post.clone() };
            self.waiting.push_back(again);
        }
        if self.posted.len() == POSTED_MAX {
            self.posted.pop_front();
        }
        self.posted.push_back(post);
    }
}

fn has_entries(post: &Post) -> bool {
    post.body.get("entry").is_some_and(Value::is_array)
}

/// Adds a body to another: its lists to those of the change before, where that is of the same field and number and holds lists
/// alone; else as a change of its own.
fn join(into: &mut Value, other: Value) {
    let Value::Array(entries) = other["entry"].clone() else { return };
    for entry in entries {
        let Some(kept) = into.get_mut("entry").and_then(Value::as_array_mut) else { return };
        let same = kept.iter_mut().rev().find(|one| one["id"] == entry["id"] && one.get("time") == entry.get("time"));
        let changes = same.and_then(|same| same.get_mut("changes")).and_then(Value::as_array_mut);
        let (Some(kept), Value::Array(changes)) = (changes, entry["changes"].clone()) else {
            kept.push(entry);
            continue;
        };
        for change in changes {
            let last = kept.last_mut().filter(|last| are_lists(&last["value"]) && are_lists(&change["value"]));
            match last.filter(|last| last["field"] == change["field"] && is_of_same(&last["value"], &change["value"])) {
                Some(last) => extend(&mut last["value"], &change["value"]),
                None => kept.push(change),
            }
        }
    }
}

fn are_lists(value: &Value) -> bool {
    let all = value.as_object().into_iter().flatten();
    all.clone().count() > 0 && all.filter(|(key, _)| !FRAME.contains(&key.as_str())).all(|(_, list)| list.is_array())
}

fn is_of_same(one: &Value, other: &Value) -> bool {
    FRAME.iter().all(|key| one[*key] == other[*key])
}

fn extend(value: &mut Value, other: &Value) {
    for (key, list) in other.as_object().into_iter().flatten().filter(|(key, _)| !FRAME.contains(&key.as_str())) {
        if value[key].is_null() {
            value[key] = json!([]);
        }
        let Some(kept) = value[key].as_array_mut() else { continue };
        // Somebody who wrote twice is told of once.
        let is_new = |one: &&Value| key != "contacts" || !kept.contains(one);
        let new: Vec<Value> = list.as_array().into_iter().flatten().filter(is_new).cloned().collect();
        kept.extend(new);
    }
}
