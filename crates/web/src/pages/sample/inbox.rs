//! A made-up inbox.

use super::{HOSTILE, ago, bubble, frame};
use crate::pages::triage::{Detail, Done, Group, Line, Narrow, Reply, Said, Snoozed, Together, View};
use crate::parts::reach::{Reach, Ways};
use crate::parts::shell::Tab;
use domain::id::TicketNumber;
use domain::message::{Band, Form, Interpretation, Kind, Reader};
use domain::ticket::{Category, Priority, Stage};
use store::read::triage::Similar;

fn reply() -> Reply {
    let (reach, ways) = (Reach::default(), Ways::default());
    Reply { person: HOSTILE.into(), reach, ways, name: "a".into(), is_group: true, before: vec![] }
}

fn snoozed() -> Snoozed {
    let (sender, text) = (HOSTILE.into(), HOSTILE.into());
    Snoozed { message: "m3".into(), sender, form: Form::Text, text, until: ago(-900) }
}

pub fn triage() -> View {
    let line = |message: &str, text: &str, confidence| Line {
        message: message.into(),
        sender: HOSTILE.into(),
        conversation: "Ops".into(),
        sent_at: ago(12),
        form: Form::Text,
        text: text.into(),
        language: "ms".into(),
        priority: Some(Priority::High),
        place: "Block C".into(),
        confidence,
        photo: None,
    };
    let meaning = Interpretation {
        by: Reader::Embedded("1".into()),
        kind: Kind::Issue,
        category: Some(Category::Lift),
        priority: Some(Priority::High),
        place: None,
        about: None,
        confidence: 0.4,
        band: Band::Triage,
        language: "ms".into(),
    };
    let similar =
        Similar { number: TicketNumber(9), title: HOSTILE.into(), stage: Stage::Closed, touched_at: ago(900) };
    let detail = Detail {
        message: bubble("m1", HOSTILE, 12, HOSTILE, Form::Text),
        before: vec![bubble("m0", "Siti", 20, "Morning", Form::Text)],
        after: vec![],
        meaning,
        typed: None,
        opened: Some(TicketNumber(12)),
        about: None,
        opinion: None,
        reasons: vec![HOSTILE.into()],
        similar: vec![similar],
        places: vec![("b".into(), HOSTILE.into())],
        snoozed_until: None,
        reply: Some(reply()),
        previous: None,
        next: Some("m2".into()),
    };
    View {
        frame: frame(Tab::Triage),
        total: 2,
        lines: vec![(Group::New, vec![line("m1", HOSTILE, 0.7)]), (Group::Unclear, vec![line("m2", "", 0.3)])],
        detail: Some(detail),
        is_chosen: true,
        narrow: Narrow::default(),
        together: Together { count: 2, upto: 7, goes_on: false },
        after: None,
        next: Some(3),
        snoozed: vec![snoozed()],
        said: Some(Said { message: "m0".into(), done: Done::Answered { outbound: "o1".into() } }),
    }
}
