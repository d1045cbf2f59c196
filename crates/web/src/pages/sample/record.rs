//! A made-up page of the audit.

use super::{HOSTILE, ago, frame};
use crate::pages::audit;
use crate::parts::shell::Tab;
use domain::id::TicketNumber;

pub fn audit() -> audit::View {
    let line = |position: i64, name: &str, what: &str, before: Option<&str>| audit::Line {
        position,
        at: ago(position * 7),
        who: ("person:p1".into(), name.into()),
        via: "web".into(),
        what: what.into(),
        before: before.map(Into::into),
        words: HOSTILE.into(),
        is_erased: position == 8,
        ticket: Some(TicketNumber(142)),
        message: Some("m1".into()),
        digest: "0".repeat(64),
    };
    audit::View {
        frame: frame(Tab::Audit),
        asked: audit::Asked { ticket: "T-142".into(), who: "person:p1".into(), ..audit::Asked::default() },
        people: vec![("person:p1".into(), HOSTILE.into())],
        lines: vec![
            line(9, HOSTILE, "Assigned to ProLift Sdn Bhd", Some("Assigned to Ali Hassan")),
            line(8, "", HOSTILE, None),
        ],
        next: Some("1.2".into()),
        behind: Some((9, 12)),
    }
}
