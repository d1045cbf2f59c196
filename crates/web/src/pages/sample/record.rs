//! A made-up page of the audit, a message, and what happened to a made-up ticket.

use super::{HOSTILE, ago, bubble, frame};
use crate::pages::{audit, message, ticket};
use crate::parts::shell::Tab;
use domain::id::TicketNumber;
use domain::message::{Form, Kind};
use domain::opinion::{Part, Stance};
use domain::ticket::{Category, Priority};

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
        messages: vec!["m1".into()],
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

/// What happened to a ticket.
pub fn timeline() -> Vec<ticket::Line> {
    let happened = |minutes, words: &str, by: &str| ticket::Line::Happened {
        at: ago(minutes),
        words: words.into(),
        by: by.into(),
    };
    let said = |bubble, reading| ticket::Line::Said(Box::new(bubble), reading);
    vec![
        said(bubble("m1", "Aini (C-12-3)", 1700, "Lift stuck again Block C, someone inside!!", Form::Image), "Issue"),
        happened(1700, "T-142 was reported by Aini", "reader"),
        happened(1700, "Classified as lift, critical priority", "reader"),
        said(bubble("m2", HOSTILE, 1698, "Same here, 12th floor. லிஃப்ட் நின்றுவிட்டது", Form::Text), "Issue"),
        happened(1690, "Assigned to ProLift Sdn Bhd", "Siti Rahman"),
        ticket::Line::Noted {
            at: ago(1685),
            text: "Spare key is with the guard.\nCall before you go up.".into(),
            by: "Siti Rahman".into(),
        },
        said(bubble("m3", "ProLift Ravi", 90, "on the way boss, 20 min", Form::Text), "Progress"),
        happened(90, "Work is under way", ""),
        said(bubble("m4", "ProLift Ravi", 20, "", Form::Audio), "Evidence"),
    ]
}

pub fn message() -> message::View {
    message::View {
        frame: frame(Tab::Messages),
        message: bubble("m1", "Aini (C-12-3)", 60, "Lift stuck again Block C, someone inside!!", Form::Text),
        before: vec![bubble("m0", "Kumar", 70, "Good morning all 🙏", Form::Text)],
        after: vec![bubble("m2", HOSTILE, 58, "Same here", Form::Text)],
        opinion: Some(message::Opinion {
            model: HOSTILE.into(),
            stance: Stance::Raises,
            says: HOSTILE.into(),
            evidence: vec![HOSTILE.into()],
            dropped: vec![Part::Ticket],
        }),
        credit: Some(message::Credit {
            phone: "Guardhouse".into(),
            sender: Some(HOSTILE.into()),
            people: vec![("kumar".into(), "Kumar".into()), ("evil".into(), HOSTILE.into())],
            chosen: "kumar".into(),
            nobody: "guardhouse".into(),
            moved: "10-12".into(),
        }),
        openings: Vec::new(),
        reading: Some(message::Reading {
            by: "Built-in reader".into(),
            kind: Kind::Issue,
            confidence: 0.93,
            category: Some(Category::Lift),
            priority: Some(Priority::Critical),
            place: "Menara Cahaya / Block C".into(),
            language: "en".into(),
            about: Some(message::About::Ticket(TicketNumber(142))),
            reasons: vec!["“stuck” is said of a lift".into(), "“someone inside” means danger".into()],
        }),
    }
}
