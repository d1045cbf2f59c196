//! What is to be done about how sure a verdict is; hides the bars.

use super::judge::Verdict;
use domain::message::{Band, Kind};

/// From this confidence on nobody need look: in chats set apart three messages of four, of which one in fifteen is wrong.
const ACT: f32 = 0.75;
/// From this confidence on whoever said it can settle it; below, a member has to look.
const ASK: f32 = 0.5;
/// A problem taken for something else costs ten times a ticket too many, so that it is likely once in eleven is enough to look.
const MISSED: f32 = 1.0 / 11.0;
/// From here on it is worth asking whoever said it whether it was meant as a report.
pub(super) const MISSED_ASK: f32 = 0.3;

/// The band of a verdict, and of the kind it came to.
pub(super) fn of(verdict: &Verdict, kind: Kind) -> Band {
    let is_missed = kind != Kind::Issue && verdict.missed >= MISSED;
    match verdict.confidence {
        _ if is_missed && verdict.missed < MISSED_ASK => Band::Triage,
        _ if is_missed => Band::Ask,
        sure if sure >= ACT => Band::Act,
        sure if sure >= ASK => Band::Ask,
        _ => Band::Triage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_is_acted_on_and_what_may_be_a_missed_report_is_looked_at() {
        for (confidence, missed, kind, band) in [
            (0.97, 0.0, Kind::Issue, Band::Act),
            (0.7, 0.0, Kind::Issue, Band::Ask),
            (0.4, 0.0, Kind::Issue, Band::Triage),
            (0.95, 0.02, Kind::Chatter, Band::Act),
            (0.8, 0.12, Kind::Chatter, Band::Triage),
            (0.55, 0.42, Kind::Chatter, Band::Ask),
            // Turned into a report by a rule: nothing was missed.
            (0.9, 0.4, Kind::Issue, Band::Act),
        ] {
            let verdict = Verdict { target: 0, kind: 0, confidence, missed };
            assert_eq!(of(&verdict, kind), band, "{confidence} {missed} {kind}");
        }
    }
}
