//! Echoes: "same here", "kami pun sama". Whoever says no more than that tells of what others just told, and of nothing new.

use super::judge::{Judge, Verdict};
use super::plain;
use super::scene::Scene;
use super::target::Target;
use super::{WORDS_SURE, Weighed};
use crate::labels::kind;
use crate::normal::Normal;
use crate::phrases::concepts;

/// More words tell something of their own.
const WORDS_MAX: usize = 9;
/// For so long after a ticket was touched an echo may be of it, in minutes.
const MINUTES: f64 = 240.0;

/// Whether a text says that it is the same with its sender, and names no thing.
pub(super) fn is_echo(normal: &Normal) -> bool {
    normal.tokens.len() <= WORDS_MAX
        && concepts::find(normal).iter().any(|hit| hit.name == "same")
        && !plain::names_a_thing(normal)
}

/// A new problem that is an echo, as a report of the likeliest open ticket of its conversation; none where there is none.
pub(super) fn joined(scene: &Scene<'_>, judge: &Judge, weighed: &Weighed, verdict: &Verdict) -> Option<Verdict> {
    let is_new = weighed.targets.get(verdict.target) == Some(&Target::New);
    if !is_new || scene.quoted.is_some() || !is_echo(&scene.normal) {
        return None;
    }
    let may_be = |target: &Target| {
        let Target::Ticket(number) = target else { return false };
        scene.situation.tickets.get(number).is_some_and(|ticket| {
            ticket.stage.is_open()
                && ticket.conversation == scene.heard.conversation
                && (0.0..MINUTES).contains(&scene.minutes_since(ticket.touched_at))
        })
    };
    let weights = judge.weigh(&weighed.signs);
    let mut open: Vec<usize> = (0..weighed.targets.len()).filter(|at| may_be(&weighed.targets[*at])).collect();
    open.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
    let confidence = verdict.confidence.min(WORDS_SURE);
    open.first().map(|target| Verdict { target: *target, kind: kind::ISSUE, confidence, missed: 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_echo_names_no_thing() {
        for text in [
            "same here",
            "kami pun sama dari pagi",
            "same here, also at Tower 2 Gym",
            "我家也是",
            "aqui también",
            "yahan bhi same",
        ] {
            assert!(is_echo(&Normal::of(text)), "{text}");
        }
        for text in ["lift also stuck", "also no water at 12-3", "lampu pun mati sama", "good morning", "电梯也坏了"]
        {
            assert!(!is_echo(&Normal::of(text)), "{text}");
        }
    }
}
