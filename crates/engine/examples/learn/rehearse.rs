//! Walks a scenario through the engine, led by its truth or by the mind itself, and notes what was weighed and what was right.

use crate::truth::{Case, Label};
use anyhow::{Result, anyhow};
use brain::KINDS;
use brain::mind::Mind;
use brain::mind::signs::WIDTH;
use brain::mind::target::Target;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Heard, Subject};
use domain::policy::matching;
use domain::request::Proposal;
use domain::situation::Situation;
use domain::ticket::{Category, Priority};
use engine::reader::Reader;
use engine::replay::{Replay, replay};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// One message to learn from.
#[derive(Clone, Debug)]
pub struct Sample {
    pub signs: Vec<[f32; WIDTH]>,
    pub targets: Vec<Target>,
    pub gold: usize,
    pub kind: usize,
    pub read: [f32; KINDS.len()],
}

/// Who leads through the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The truth: every message before was understood rightly.
    Truth,
    /// The mind itself, with its errors.
    Mind,
}

/// Walks through a scenario.
pub fn walk(case: &Arc<Case>, mind: &Mind, lead: Lead) -> Result<(Vec<Sample>, Replay)> {
    let samples = Arc::new(Mutex::new(Vec::new()));
    let mut guide = Guide { case: Arc::clone(case), mind: mind.clone(), lead, tickets: HashMap::new() };
    let noted = Arc::clone(&samples);
    let script = move |situation: &Situation, message: &MessageId| {
        let (sample, proposal) = guide.step(situation, message)?;
        noted.lock().ok()?.extend(sample);
        proposal
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let replay = runtime.block_on(replay(&case.scenario, Reader::Scripted(Box::new(script))))?;
    let samples = std::mem::take(&mut *samples.lock().map_err(|_| anyhow!("a walk was cut off"))?);
    Ok((samples, replay))
}

/// Leads through one scenario.
struct Guide {
    case: Arc<Case>,
    mind: Mind,
    lead: Lead,
    tickets: HashMap<String, TicketNumber>,
}

impl Guide {
    fn step(&mut self, situation: &Situation, message: &MessageId) -> Option<(Option<Sample>, Option<Proposal>)> {
        let case = Arc::clone(&self.case);
        let heard = situation.message(message)?;
        let label = case.truth.messages.get(&heard.external)?;
        if self.lead == Lead::Mind {
            self.tickets = counterparts(&case, situation);
        }
        let weighed = self.mind.weigh(situation, message)?;
        let right = right(&case, situation, heard, label, &self.tickets)
            .or_else(|| missed(&case, situation, label, &weighed.targets));
        let kind = KINDS.iter().position(|word| *word == label.kind)?;
        let gold = right.as_ref().and_then(|right| weighed.targets.iter().position(|target| target == right));
        let (signs, targets, read) = (weighed.signs, weighed.targets, weighed.kinds);
        let sample = gold.map(|gold| Sample { signs, targets, gold, kind, read });
        if self.lead == Lead::Mind {
            return Some((sample, self.mind.propose(situation, message)));
        }
        let target = right.filter(|target| !matches!(target, Target::Missed(_))).unwrap_or(Target::Nothing);
        if let (Target::New, Some(key)) = (&target, &label.ticket) {
            self.tickets.insert(key.clone(), situation.next_ticket);
        }
        Some((sample, led(&mut self.mind, situation, message, label, &target, kind)))
    }
}

/// The proposal of someone who knows the truth; whom it is given to and what it explains is still for the mind to say.
fn led(
    mind: &mut Mind,
    situation: &Situation,
    message: &MessageId,
    label: &Label,
    target: &Target,
    kind: usize,
) -> Option<Proposal> {
    let mut proposal = mind.propose_as(situation, message, target, kind)?;
    let meaning = &mut proposal.meaning;
    meaning.category = label.category.as_deref().and_then(Category::from_word);
    meaning.priority = label.priority.as_deref().and_then(Priority::from_word);
    if let Some(place) = label.place.as_deref().and_then(|path| situation.directory.place_by_path(path)) {
        meaning.place = Some(place.id.clone());
    }
    Some(proposal)
}

/// What a message truly speaks of, in the situation's terms; none when that cannot be known yet.
fn right(
    case: &Case,
    situation: &Situation,
    heard: &Heard,
    label: &Label,
    tickets: &HashMap<String, TicketNumber>,
) -> Option<Target> {
    if let Some(key) = &label.ticket {
        return match tickets.get(key) {
            Some(number) => Some(Target::Ticket(*number)),
            None if label.kind == "issue" => Some(Target::New),
            None => None,
        };
    }
    let Some(name) = &label.task else { return Some(Target::Nothing) };
    let task = situation.directory.tasks.values().find(|task| task.name == *name)?;
    let proof = case
        .truth
        .occurrences
        .iter()
        .find(|proof| proof.task == *name && proof.message.as_ref() == Some(&heard.external));
    if let Some(day) = proof.and_then(|proof| proof.date.parse().ok()) {
        return Some(Target::Day(task.id.clone(), day));
    }
    matching::day_of(situation, &task.id, heard.sent_at).map(|day| Target::Day(task.id.clone(), day.day))
}

/// The untracked report of the ticket that a message truly speaks of.
fn missed(case: &Case, situation: &Situation, label: &Label, targets: &[Target]) -> Option<Target> {
    let key = label.ticket.as_ref()?;
    let told = |id: &MessageId| {
        let truth = situation.message(id).and_then(|heard| case.truth.messages.get(&heard.external));
        truth.is_some_and(|truth| truth.kind == "issue" && truth.ticket.as_ref() == Some(key))
    };
    targets.iter().find(|target| matches!(target, Target::Missed(id) if told(id))).cloned()
}

/// For each true ticket, the ticket in the situation that holds most of its messages, and mostly its messages.
fn counterparts(case: &Case, situation: &Situation) -> HashMap<String, TicketNumber> {
    let mut counts: HashMap<(String, TicketNumber), usize> = HashMap::new();
    for heard in situation.latest() {
        let number = heard.meaning.as_ref().and_then(|meaning| match meaning.about {
            Some(Subject::Ticket(number)) => Some(number),
            _ => None,
        });
        let key = case.truth.messages.get(&heard.external).and_then(|label| label.ticket.clone());
        if let (Some(number), Some(key)) = (number, key) {
            *counts.entry((key, number)).or_default() += 1;
        }
    }
    let mut pairs: Vec<((String, TicketNumber), usize)> = counts.into_iter().collect();
    pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut found: HashMap<String, TicketNumber> = HashMap::new();
    for ((key, number), _) in pairs {
        if !found.contains_key(&key) && !found.values().any(|taken| *taken == number) {
            found.insert(key, number);
        }
    }
    found
}
