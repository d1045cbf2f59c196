//! Priorities, stages and outcomes as shape, colour and word together; never as colour alone.

use domain::task::Outcome;
use domain::ticket::{Category, HoldReason, Priority, Stage};
use maud::{Markup, html};

/// P1 to P4 with a shape of its own.
pub fn priority(priority: Priority) -> Markup {
    let (shape, short) = match priority {
        Priority::Critical => ("▲", "P1"),
        Priority::High => ("◆", "P2"),
        Priority::Normal => ("●", "P3"),
        Priority::Low => ("○", "P4"),
    };
    html! {
        span class={ "p " (priority.word()) } title={ (capital(priority.word())) " priority" } {
            span aria-hidden="true" { (shape) } (short) span.hidden { " " (priority.word()) " priority" }
        }
    }
}

/// A stage in a coloured pill.
pub fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Reported | Stage::Classified | Stage::Merged | Stage::Cancelled => "",
        Stage::Assigned | Stage::InProgress => "go",
        Stage::OnHold | Stage::Resolved => "wait",
        Stage::Reopened => "bad",
        Stage::Verified | Stage::Closed => "ok",
    };
    html! { span class={ "tag " (tone) } { (stage_word(stage)) } }
}

/// A stage as people say it.
pub fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Reported => "Reported",
        Stage::Classified => "Classified",
        Stage::Assigned => "Assigned",
        Stage::InProgress => "In progress",
        Stage::OnHold => "On hold",
        Stage::Resolved => "Resolved",
        Stage::Reopened => "Reopened",
        Stage::Verified => "Verified",
        Stage::Closed => "Closed",
        Stage::Merged => "Merged",
        Stage::Cancelled => "Not an issue",
    }
}

/// A category as people say it.
pub fn category_word(category: Category) -> &'static str {
    match category {
        Category::Plumbing => "Plumbing",
        Category::Electrical => "Electrical",
        Category::Lift => "Lift",
        Category::Hvac => "Cooling and air",
        Category::FireSafety => "Fire safety",
        Category::Security => "Security",
        Category::Access => "Access",
        Category::Cleaning => "Cleaning",
        Category::Waste => "Waste",
        Category::Pest => "Pests",
        Category::Landscaping => "Gardens",
        Category::Structural => "Structure",
        Category::It => "IT",
        Category::Safety => "Safety",
        Category::Other => "Other",
    }
}

/// Why work waits, as people say it.
pub fn hold_word(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::Parts => "Waiting for parts",
        HoldReason::Access => "Waiting for access",
        HoldReason::Approval => "Waiting for approval",
        HoldReason::Reporter => "Waiting for the reporter",
    }
}

/// An outcome's sign and its words; none is a day that may still be done.
pub fn outcome(outcome: Option<Outcome>) -> (&'static str, &'static str, &'static str) {
    match outcome {
        Some(Outcome::Done) => ("●", "done", "Done on time"),
        Some(Outcome::Late) => ("◐", "late", "Done late"),
        Some(Outcome::NoPhoto) => ("▢", "no_photo", "Done, photo missing"),
        Some(Outcome::WrongPlace) => ("⊕", "wrong_place", "Reported from elsewhere"),
        Some(Outcome::Partial) => ("◧", "partial", "Done in part"),
        Some(Outcome::Excused) => ("◌", "excused", "Excused"),
        Some(Outcome::Unheard) => ("∅", "unheard", "Not heard"),
        Some(Outcome::Missed) => ("✕", "missed", "Missed"),
        None => ("◔", "pending", "Not yet reported"),
    }
}

/// A word with a capital letter, underscores as spaces.
pub fn capital(word: &str) -> String {
    let words = word.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "1 ticket", "3 tickets".
pub fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
}

/// A number with thin gaps between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_priority_has_shape_and_word_beside_its_colour() {
        let shown = priority(Priority::Critical).into_string();
        assert!(shown.contains('▲') && shown.contains("P1") && shown.contains("critical priority"), "{shown}");
    }

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(counted(1, "ticket", "tickets"), "1 ticket");
        assert_eq!(counted(12_345, "ticket", "tickets"), "12,345 tickets");
    }
}
