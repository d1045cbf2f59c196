//! Requests asked of a situation one after another, before anything is recorded.

use crate::decide::decide;
use crate::event::Change;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::situation::Situation;

/// A situation that moves on with each request asked of it, and what was asked so far.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is known, all answers so far included.
    pub situation: Situation,
    /// What was asked, with its answer, in order.
    pub asked: Vec<(Request, Result<Vec<Change>, Refusal>)>,
}

impl Draft {
    /// A draft that starts from a situation.
    pub fn new(situation: Situation) -> Self {
        Self { situation, asked: Vec::new() }
    }

    /// Asks for something and moves on with what follows.
    ///
    /// # Errors
    /// The refusal; the situation stays as it was then.
    pub fn ask(&mut self, request: Request) -> Result<&[Change], Refusal> {
        let answer = decide(&self.situation, &request);
        for change in answer.iter().flatten() {
            self.situation.evolve(request.stamp.at, change);
        }
        self.asked.push((request, answer));
        match &self.asked[self.asked.len() - 1].1 {
            Ok(changes) => Ok(changes),
            Err(refusal) => Err(refusal.clone()),
        }
    }
}
