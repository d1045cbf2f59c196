//! Doors: one to imports behind which every file holds the same chat, one to passwords that are easily told.

use super::{HOSTILE, ago};
use domain::id::OrgId;
use domain::label::{Label, LabelExample, LabelSet};
use domain::task::{Cadence, Habit, TaskKind};
use domain::time::Day;
use std::collections::BTreeMap;
use std::path::Path;
use store::desk::Desk;
use store::read::messages::Message;
use web::{DateOrder, ImportDoor, ImportLine, ImportOptions, ImportState, PasswordDoor, PreviewView, Progress};

/// A door behind which every file holds the same chat.
pub fn door(folder: &Path) -> ImportDoor {
    let done = Progress::Finished { added: 2_341 };
    ImportDoor {
        incoming: folder.to_owned(),
        preview: Box::new(|upload| Box::pin(async move { Ok(preview(upload.options)) })),
        again: Box::new(|named| {
            Box::pin(async move { Ok((named.name == "u1").then(|| preview(ImportOptions::default()))) })
        }),
        start: Box::new(|_| Box::pin(async { Ok("i1".into()) })),
        progress: Box::new(move |named| {
            let done = done.clone();
            Box::pin(async move {
                Ok(match named.name.as_str() {
                    "i1" => Some(done),
                    "i2" => Some(Progress::Reading { read: 900, total: 2_341 }),
                    _ => None,
                })
            })
        }),
        remove: Box::new(|_| Box::pin(async { Ok(()) })),
        list: Box::new(|_| Box::pin(async { Ok(vec![line(), broken_off()]) })),
    }
}

fn line() -> ImportLine {
    ImportLine {
        import: "i1".into(),
        group: HOSTILE.into(),
        file: "chat.zip".into(),
        started_at: ago(3_000),
        state: ImportState::Finished { added: 2_341 },
    }
}

fn broken_off() -> ImportLine {
    ImportLine { import: "i0".into(), state: ImportState::Interrupted { kept: 1_024 }, ..line() }
}

fn preview(options: ImportOptions) -> PreviewView {
    PreviewView {
        upload: "u1".into(),
        options,
        group: "Menara Cahaya Ops".into(),
        messages: 2_341,
        known: 41,
        people: vec![("Siti".into(), 812), ("Kumar".into(), 644), (HOSTILE.into(), 12)],
        people_total: 14,
        first_at: Some(ago(160_000)),
        last_at: Some(ago(900)),
        languages: vec![("ms".into(), 61), ("en".into(), 30), ("zh".into(), 9)],
        date_order: DateOrder::DayFirst,
        date_reason: "The day is above 12 in 1,402 lines, and the dates never go backwards when read so.".into(),
        zone: "Asia/Kuala_Lumpur".into(),
        media: 240,
        unclear: vec!["Three photos are named in the text and missing from the file.".into()],
    }
}

/// Passwords that are their own hashes.
pub fn passwords() -> PasswordDoor {
    PasswordDoor {
        seal: Box::new(|password| Box::pin(async move { Ok(format!("hash of {password}")) })),
        opens: Box::new(|proof| Box::pin(async move { Ok(proof.hash == format!("hash of {}", proof.password)) })),
    }
}

/// What Siti does each working day.
fn habit() -> web::HabitLine {
    let cells =
        [("task", "Lobby (08:00)"), ("when", "weekdays 08:00"), ("assignee", "Siti"), ("requires_photo", "yes")];
    web::HabitLine {
        key: "task-0800-siti".to_owned(),
        person: domain::id::PersonId::new("siti"),
        kind: TaskKind::Task,
        cadence: Cadence::plain("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", jiff::civil::time(8, 0, 0, 0), 60),
        seen: Habit { days_seen: 19, days_possible: 20, messages: vec![domain::id::MessageId::new("m7")] },
        cells: cells.map(|(column, said)| (column.to_owned(), said.to_owned())).into(),
    }
}

/// A directory in which every line is new, but those that say nothing after their name.
pub fn lists(desk: Desk) -> web::ListDoor {
    let cells = |line: &str| line.split(['\t', ',']).map(|cell| cell.trim_matches('"').trim().to_owned()).collect();
    let fate = |cells: &Vec<String>| match cells.as_slice() {
        [_] => web::LineFate::Wrong("write its role".to_owned()),
        _ => web::LineFate::New,
    };
    let look = move |pasted: &web::Pasted| -> web::LookedAt {
        let form = |line: &BTreeMap<String, String>| vec![line.values().cloned().collect()];
        let lines: Vec<Vec<String>> =
            pasted.line.as_ref().map_or_else(|| pasted.text.lines().map(cells).collect(), form);
        let lines = lines.into_iter().map(|cells| (fate(&cells), cells)).map(|(fate, cells)| (cells, fate)).collect();
        web::LookedAt { lines, same: 0, left_out: 0 }
    };
    web::ListDoor {
        columns: |of| [of, "role"].map(str::to_owned).to_vec(),
        known: |_, of, name| {
            (name == "Siti")
                .then(|| [(of, name), ("role", "cleaner")].map(|(at, said)| (at.to_owned(), said.to_owned())).into())
        },
        file: Box::new(|(_, bytes)| {
            Box::pin(async move { String::from_utf8(bytes).map_err(|_| "it is no list".to_owned()) })
        }),
        look: Box::new(move |pasted| Box::pin(async move { Ok(look(&pasted)) })),
        write: Box::new(move |pasted| Box::pin(async move { Ok(look(&pasted).lines.len()) })),
        habits: Box::new(|_| Box::pin(async { Ok(vec![habit()]) })),
        recurring: Box::new(move |wanted| {
            let desk = desk.clone();
            Box::pin(async move {
                let said = store::read::messages::all(desk.db(), &OrgId::new(wanted.org), 0).await;
                Ok(vec![recurring(&said.map_err(|error| error.to_string())?)])
            })
        }),
    }
}

/// Lines of a text and a team with a comma between; a set that was asked about is known to be learned half well.
pub fn labels() -> web::LabelDoor {
    web::LabelDoor {
        read: |text, directory| {
            let line = |line: &str| {
                let (text, label) = line.split_once(',')?;
                Some(LabelExample { text: text.to_owned(), labels: vec![label.to_owned()] })
            };
            let examples = text.lines().map(line).collect::<Option<Vec<_>>>().ok_or("line 1: it has no label")?;
            let known = directory.labels.get("team");
            let trade = |name: &String| known?.labels.iter().find(|label| label.name == *name)?.category;
            let names: std::collections::BTreeSet<String> =
                examples.iter().flat_map(|example| example.labels.clone()).collect();
            let labels = names.into_iter().map(|name| Label { category: trade(&name), name }).collect();
            Ok(vec![LabelSet { name: "team".to_owned(), is_several: false, labels, examples }])
        },
        learned: Box::new(|trial| {
            let labels = [("plumbers".to_owned(), (Some(50), None))].into();
            let found = web::Learned { examples: 12, right_percent: 75, commonest_percent: 40, labels };
            Box::pin(async move { Ok(trial.is_asked.then_some(found)) })
        }),
    }
}

/// Work that came on the first two of nine days, with the first two messages there are.
pub fn recurring(said: &[Message]) -> reports::Habit {
    let day = |number: i8| Day(jiff::civil::date(2026, 11, number));
    let window = |number: i8| {
        let from = super::zone().instant(day(number).0.at(8, 0, 0, 0));
        (day(number), reports::Span { from, to: from.plus_minutes(60) })
    };
    reports::Habit {
        words: "<b>Lobby</b> done".to_owned(),
        sender: "Siti".to_owned(),
        place: None,
        at: jiff::civil::time(8, 0, 0, 0),
        weekdays: vec![jiff::civil::Weekday::Monday, jiff::civil::Weekday::Thursday],
        expected: (12..=20).map(window).collect(),
        kept: [day(12), day(13)].into_iter().zip(said.iter().map(|said| said.heard.id.clone())).collect(),
    }
}

/// Signs everything with one mark, and knows it again.
pub fn imprint() -> std::sync::Arc<web::Imprint> {
    std::sync::Arc::new(web::Imprint {
        sign: Box::new(|digest| {
            Ok(web::Signed { note: format!("{digest} signed"), by: "a test".into(), mark: "mark".into() })
        }),
        is_ours: Box::new(|digest, mark| digest.len() == 64 && mark == "mark"),
        ..web::Imprint::default()
    })
}

/// Chance that never repeats itself.
pub fn entropy() -> u128 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(7);
    u128::from(NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) << 64 | 7
}

/// The number of whoever has one that is known.
pub fn phone(person: &str) -> Option<domain::message::Handle> {
    let known = [("aini", "+60123456701"), ("ravi", "+60123456702")];
    let found = known.iter().find(|(whose, _)| *whose == person);
    found.map(|(_, number)| domain::message::Handle((*number).to_owned()))
}

/// Figures of how messages are read.
pub fn score() -> web::Door<(), Vec<web::Table>> {
    let line = ("issue".to_owned(), vec!["3".to_owned(), "0.667".to_owned()]);
    let table = web::Table { title: "kind".to_owned(), columns: vec!["true", "precision"], rows: vec![line] };
    Box::new(move |()| {
        let tables = vec![table.clone()];
        Box::pin(async move { Ok(tables) })
    })
}

/// A number that is half connected.
pub fn wizard() -> web::Wizard {
    let finding = |name, health, words: &str, remedy: &str| web::Finding {
        name,
        health,
        words: words.to_owned(),
        remedy: remedy.to_owned(),
    };
    let findings = vec![
        finding("Settings", web::Health::Good, "Everything is set.", ""),
        finding("Webhook", web::Health::Wrong, "It is not reached.", "Check the proxy."),
    ];
    web::Wizard {
        address: "https://laksana.example/hooks/cloud-api".into(),
        verify_token: Some("a-verify-token".into()),
        look: Box::new(move |()| {
            let findings = findings.clone();
            Box::pin(async move { Ok(findings) })
        }),
        hand_in: Box::new(|()| {
            let refused = vec![("laksana_trial (ms)".to_owned(), "It says too little (100)".to_owned())];
            Box::pin(async move { Ok(web::HandedIn { taken: vec!["laksana_trial (en)".into()], refused, left: 3 }) })
        }),
    }
}
