//! A made-up week of tasks, a day of one, and made-up evidence.

use super::{HOSTILE, ago, bubble, frame};
use crate::pages::checklist::{Seen, Step};
use crate::pages::ticket::Shot;
use crate::pages::{handover, occurrence, rotas, tasks};
use crate::parts::evidence::{Earlier, Photo};
use crate::parts::shell::Tab;
use domain::handover::Matter;
use domain::id::TicketNumber;
use domain::media::Grade;
use domain::message::Form;
use domain::task::Outcome;
use domain::ticket::Stage;

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
        because: None,
        judged: None,
        proof: Some(bubble("m9", "Mei Ling", 2950, "Done toilet C L1-L3", Form::Text)),
        is_handover: true,
        stops: Vec::new(),
        steps: steps(),
        fault: Some(TicketNumber(12)),
        photos: Vec::new(),
        proven: Some(Grade::D),
    }
}

fn steps() -> Vec<Step> {
    let seen = Seen { at: ago(2950), by: HOSTILE.into(), message: "m9".into(), shown: true };
    let ticked = Step { name: HOSTILE.into(), ticked: Some(seen) };
    vec![ticked, Step { name: "Empty bins".into(), ticked: None }]
}

pub fn handover() -> handover::View {
    let point = |matter, number: &str, title: &str, minutes| handover::Shown {
        matter,
        at: ago(minutes),
        value: number.into(),
        href: format!("/tickets/{number}"),
        number: number.into(),
        title: title.into(),
        owner: HOSTILE.into(),
        stage: Some(Stage::Assigned),
        is_over: number == "T-12",
    };
    let points = vec![
        point(Matter::Late, "T-12", "Lift stuck again", 90),
        point(Matter::Late, "T-15", HOSTILE, 60),
        point(Matter::Promised, "T-9", "Pump leaks", 20),
    ];
    let said = handover::Said {
        by: HOSTILE.into(),
        at: ago(10),
        about: "T-9".into(),
        text: "Spare key with the guard".into(),
    };
    let frame = frame(Tab::Handover);
    let sheet = handover::Sheet {
        wall: frame.wall.clone(),
        task: "lobby/a 1".into(),
        day: "2026-11-19".parse().unwrap(),
        name: "Handover (Night)".into(),
        site_id: "a".into(),
        site: HOSTILE.into(),
        due_at: ago(30),
        until: ago(0),
        since: ago(750),
        written_at: Some(ago(30)),
        deaf_since: Some(ago(40)),
        people: vec!["Ravi".into(), HOSTILE.into()],
        taken: None,
        points,
        more: 3,
        notes: vec![said],
    };
    let other =
        handover::Other { href: "/handover/a/b".into(), name: HOSTILE.into(), at: ago(750), words: "Missed".into() };
    handover::View { frame, sheets: vec![sheet], others: vec![other], has_changes: true }
}

/// Pictures of a ticket, the first of them from before the work.
pub fn shots() -> Vec<Shot> {
    let earlier = Earlier {
        digest: "cd".repeat(32),
        href: "/tickets/T-97".into(),
        about: "T-97".into(),
        sent_at: ago(9000),
        is_same: false,
    };
    let photo = |form, minutes, grade| Photo {
        digest: "ab".repeat(32),
        form,
        sender: "Aini".into(),
        sent_at: ago(minutes),
        grade,
        faults: Vec::new(),
        taken: None,
        place: None,
        earlier: None,
    };
    let photos = [
        Photo { faults: vec!["Dark"], earlier: Some(earlier), ..photo(Form::Image, 1700, Grade::C) },
        photo(Form::Video, 1600, Grade::C),
        Photo { taken: Some("2026-11-19 08:12:45".into()), ..photo(Form::Document, 1500, Grade::B) },
        photo(Form::Image, 80, Grade::C),
    ];
    photos.map(|photo| Shot { is_after: photo.sent_at > ago(90), photo }).into()
}

pub fn rotas() -> rotas::View {
    let frame = frame(Tab::Handover);
    let turn =
        |who: &str, since: i64, until: i64| rotas::Turn { who: who.into(), since: ago(since), until: ago(until) };
    let sheet = rotas::Sheet {
        wall: frame.wall.clone(),
        id: "rota/1".into(),
        name: HOSTILE.into(),
        site: "Menara Cahaya".into(),
        every_days: 7,
        hour: "08:00".into(),
        turns: vec![turn(HOSTILE, 1_000, -9_000), turn("Kumar", -9_000, -19_080)],
        swaps: vec![rotas::Swap {
            value: "person:p1".into(),
            who: HOSTILE.into(),
            from: "2026-11-24".parse().unwrap(),
            until: "2026-11-26".parse().unwrap(),
            since: ago(-4_000),
            ends: ago(-7_000),
            is_made: true,
        }],
    };
    let people = vec![("person:p1".into(), HOSTILE.into())];
    rotas::View { frame, rotas: vec![sheet], people, wrong: None }
}

pub fn tasks() -> tasks::View {
    use Outcome::{Done, Excused, Late, Missed, NoPhoto, WrongPlace};
    use tasks::Cell::{Due, Idle};
    let rows = [
        (
            "Clean Block A L1 toilet",
            "Siti",
            "Block A",
            [Due(Some(Done)), Due(Some(Done)), Due(Some(Late)), Due(Some(Done)), Due(Some(Done)), Due(None), Due(None)],
        ),
        (
            "Clean Block C toilets L1–L3",
            "Mei Ling",
            "Block C",
            [
                Due(Some(Done)),
                Due(Some(Missed)),
                Due(Some(Missed)),
                Due(Some(NoPhoto)),
                Due(Some(Done)),
                Due(Some(Missed)),
                Due(None),
            ],
        ),
        (
            "Patrol 02:00 perimeter",
            "Kumar",
            "",
            [
                Due(Some(Done)),
                Due(Some(WrongPlace)),
                Due(Some(Done)),
                Due(Some(Excused)),
                Due(Some(Done)),
                Due(Some(Done)),
                Due(None),
            ],
        ),
        ("Generator test run", "Ali Hassan", "Plant room", [Idle, Idle, Idle, Due(Some(Done)), Idle, Idle, Idle]),
    ];
    let rows = rows.into_iter().map(|(name, assignee, place, cells)| tasks::Row {
        task: "t1".into(),
        name: name.into(),
        assignee: assignee.into(),
        place: place.into(),
        cells: cells.to_vec(),
    });
    tasks::View {
        frame: frame(Tab::Tasks),
        from: "2026-11-16".parse().unwrap(),
        days: tasks::WEEK,
        day: None,
        rows: rows.collect(),
        strips: Vec::new(),
        is_cut: false,
        listed: None,
    }
}
