//! A made-up day of a task.

use super::{ago, bubble, frame};
use crate::pages::occurrence;
use crate::parts::shell::Tab;
use domain::message::Form;
use domain::task::Outcome;

pub fn occurrence() -> occurrence::View {
    occurrence::View {
        frame: frame(Tab::Tasks),
        task: "t1".into(),
        name: "Clean Block C toilets L1–L3".into(),
        assignee: "Mei Ling".into(),
        place: "Block C".into(),
        requires_photo: true,
        day: "2026-11-19".parse().unwrap(),
        due_at: ago(3000),
        until: ago(2900),
        outcome: Some(Outcome::NoPhoto),
        proof: Some(bubble("m9", "Mei Ling", 2950, "Done toilet C L1-L3", Form::Text)),
        stops: Vec::new(),
    }
}
