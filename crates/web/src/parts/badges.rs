//! Priorities, stages and outcomes as shape, colour and word together; never as colour alone.

use crate::wording::say;
use domain::directory::Role;
use domain::outbound::Purpose;
use domain::task::Outcome;
use domain::ticket::{Category, HoldReason, Priority, Stage};
use maud::{Markup, html};

/// P1 to P4 with a shape of its own.
pub fn priority(priority: Priority) -> Markup {
    let (shape, short, whole) = match priority {
        Priority::Critical => ("▲", "P1", say("Critical priority")),
        Priority::High => ("◆", "P2", say("High priority")),
        Priority::Normal => ("●", "P3", say("Normal priority")),
        Priority::Low => ("○", "P4", say("Low priority")),
    };
    html! {
        span class={ "p " (priority.word()) } title=(whole) {
            span aria-hidden="true" { (shape) } (short) span.hidden { " " (priority_words(priority)) }
        }
    }
}

/// A priority in a few words, where they stand in a sentence.
pub fn priority_words(priority: Priority) -> &'static str {
    say(match priority {
        Priority::Critical => "critical priority",
        Priority::High => "high priority",
        Priority::Normal => "normal priority",
        Priority::Low => "low priority",
    })
}

/// A priority in a word, where it stands in a list of them.
pub fn priority_word(priority: Priority) -> &'static str {
    say(match priority {
        Priority::Critical => "Critical",
        Priority::High => "High",
        Priority::Normal => "Normal",
        Priority::Low => "Low",
    })
}

/// What somebody does here, as people say it.
pub fn role_word(role: Role) -> &'static str {
    say(match role {
        Role::Manager => "Manager",
        Role::Supervisor => "Supervisor",
        Role::Cleaner => "Cleaner",
        Role::Guard => "Guard",
        Role::Technician => "Technician",
        Role::Resident => "Resident",
        Role::Vendor => "Vendor",
        Role::Unknown => "Unknown",
    })
}

/// Why something is said to somebody, in a word.
pub fn purpose_word(purpose: Purpose) -> &'static str {
    say(match purpose {
        Purpose::Acknowledgement => "Acknowledgement",
        Purpose::Assignment => "Assignment",
        Purpose::Reminder => "Reminder",
        Purpose::Escalation => "Escalation",
        Purpose::Verification => "Verification",
        Purpose::Help => "Help",
        Purpose::Reply => "Reply",
        Purpose::Progress => "Progress",
        Purpose::Closure => "Closure",
        Purpose::Warning => "Warning",
        Purpose::Letter => "Letter",
        Purpose::Handout => "Handout",
        Purpose::Handover => "Handover",
        Purpose::Repeat => "Repeat",
        Purpose::Quote => "Cost",
        Purpose::Pause => "Pause",
        Purpose::OnCall => "On call",
        Purpose::Nod => "Nod",
    })
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
    say(match stage {
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
    })
}

/// A category as people say it.
pub fn category_word(category: Category) -> &'static str {
    say(match category {
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
    })
}

/// Why work waits, as people say it.
pub fn hold_word(reason: HoldReason) -> &'static str {
    say(match reason {
        HoldReason::Parts => "Waiting for parts",
        HoldReason::Access => "Waiting for access",
        HoldReason::Approval => "Waiting for approval",
        HoldReason::Reporter => "Waiting for the reporter",
    })
}

/// An outcome's sign and its words; none is a day that may still be done.
pub fn outcome(outcome: Option<Outcome>) -> (&'static str, &'static str, &'static str) {
    match outcome {
        Some(Outcome::Done) => ("●", "done", say("Done on time")),
        Some(Outcome::Late) => ("◐", "late", say("Done late")),
        Some(Outcome::NoPhoto) => ("▢", "no_photo", say("Done, photo missing")),
        Some(Outcome::WrongPlace) => ("⊕", "wrong_place", say("Reported from elsewhere")),
        Some(Outcome::Partial) => ("◧", "partial", say("Done in part")),
        Some(Outcome::Excused) => ("◌", "excused", say("Excused")),
        Some(Outcome::Unheard) => ("∅", "unheard", say("Not heard")),
        Some(Outcome::Missed) => ("✕", "missed", say("Missed")),
        None => ("◔", "pending", say("Not yet reported")),
    }
}

/// A word with a capital letter, underscores as spaces.
pub fn capital(word: &str) -> String {
    let words = word.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A number that was counted up to a limit: at the limit there may be more.
pub fn up_to(count: u64, limit: u64) -> String {
    if count < limit { grouped(count) } else { format!("{}+", grouped(limit)) }
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
    use crate::wording::counted;

    #[test]
    fn a_priority_has_shape_and_word_beside_its_colour() {
        let shown = priority(Priority::Critical).into_string();
        assert!(shown.contains('▲') && shown.contains("P1") && shown.contains("critical priority"), "{shown}");
    }

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(counted(1, "{n} ticket", "{n} tickets"), "1 ticket");
        assert_eq!(counted(12_345, "{n} ticket", "{n} tickets"), "12,345 tickets");
    }
}
