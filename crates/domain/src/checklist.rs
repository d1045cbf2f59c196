//! Checklists: the steps of a task, which of them were ticked on a day, and by what; and that a check found a fault.

use crate::id::{MessageId, PersonId, TaskId, TicketNumber};
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};

/// The parts of a task that are ticked one by one; none where it is done as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps(Vec<String>);

/// Why steps cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSteps {
    /// There are more than anybody ticks.
    #[error("write at most {} steps; part the task", Steps::MAX)]
    TooMany,
    /// One is nameless, or a text rather than a name.
    #[error("write each step in a few words, at most {} characters", Steps::LENGTH_MAX)]
    Unnamed,
    /// Two have the same name.
    #[error("name each step once")]
    Twice,
    /// One has the sign that parts steps in tables.
    #[error("write no “;” in a step")]
    Parted,
}

/// That a step was done, as somebody says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The step, by its name, so that it stays when others are added before it.
    pub step: String,
    /// When it was said.
    pub at: Instant,
    /// Who said it.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
    /// Whether a photo came with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
}

/// Steps that were ticked by one message, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticked {
    /// The task.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// The steps, by their names.
    pub steps: Vec<String>,
    /// When it was said.
    pub at: Instant,
    /// Who said it.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
    /// Whether a photo came with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
}

/// That a check found a fault, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckFailed {
    /// The check.
    pub task: TaskId,
    /// The day on which it was made.
    pub day: Day,
    /// The ticket of the fault.
    pub ticket: TicketNumber,
    /// The message that says so.
    pub message: MessageId,
    /// Whether the ticket was there already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_known: bool,
}

/// The check by which a ticket was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The task.
    pub task: TaskId,
    /// The day.
    pub day: Day,
}

impl Steps {
    /// Steps of one task, at most.
    pub const MAX: usize = 20;
    /// Longest step, in characters: a few words.
    pub const LENGTH_MAX: usize = 80;

    /// Steps as people write them, in the order in which they are numbered.
    ///
    /// # Errors
    /// When there are too many, or one is no name of its own.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, BadSteps> {
        let mut steps: Vec<String> = Vec::new();
        for step in lines.into_iter().map(str::trim) {
            if step.is_empty() || step.chars().count() > Self::LENGTH_MAX || step.contains(char::is_control) {
                return Err(BadSteps::Unnamed);
            }
            if step.contains(';') {
                return Err(BadSteps::Parted);
            }
            if steps.iter().any(|known| known.to_lowercase() == step.to_lowercase()) {
                return Err(BadSteps::Twice);
            }
            if steps.len() == Self::MAX {
                return Err(BadSteps::TooMany);
            }
            steps.push(step.to_owned());
        }
        Ok(Self(steps))
    }

    /// All of them, in order.
    pub fn all(&self) -> &[String] {
        &self.0
    }

    /// Whether the task is done as a whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that nobody ticked, in order.
    pub fn missing<'a>(&'a self, ticks: &'a [Tick]) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(String::as_str).filter(|step| !ticks.iter().any(|tick| tick.step == *step))
    }
}

impl Ticked {
    /// The ticks of a day with these, each step once.
    pub fn onto(&self, known: &[Tick]) -> Vec<Tick> {
        let others = known.iter().filter(|tick| !self.steps.contains(&tick.step)).cloned();
        others.chain(self.ticks()).collect()
    }

    /// What it says of each step.
    pub fn ticks(&self) -> impl Iterator<Item = Tick> {
        self.steps.iter().map(|step| Tick {
            step: step.clone(),
            at: self.at,
            by: self.by.clone(),
            message: self.message.clone(),
            shown: self.shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_few_short_and_each_of_its_own_name() {
        let many: Vec<String> = (0..=Steps::MAX).map(|n| format!("step {n}")).collect();
        let long = "x".repeat(Steps::LENGTH_MAX + 1);
        for (lines, bad) in [
            (many.iter().map(String::as_str).collect::<Vec<_>>(), BadSteps::TooMany),
            (vec![" "], BadSteps::Unnamed),
            (vec![&long], BadSteps::Unnamed),
            (vec!["a\nb"], BadSteps::Unnamed),
            (vec!["Mop", "mop "], BadSteps::Twice),
            (vec!["Mop; bins"], BadSteps::Parted),
        ] {
            assert_eq!(Steps::read(lines), Err(bad));
        }
        assert_eq!(Steps::read([" Mop floor ", "拖地"]).unwrap().all(), ["Mop floor", "拖地"]);
    }
}
