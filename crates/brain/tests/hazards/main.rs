//! Dangers as tired people type them: every one is heard, and idle talk wakes hardly anybody.

use brain::{Context, Reader, Reading, Role, Utterance};

const DANGERS: &str = include_str!("dangers.tsv");
const HARMLESS: &str = include_str!("harmless.tsv");

fn read(text: &str, role: Role) -> Reading {
    Reader::embedded().read(&Utterance { text, role, is_group: true, ..Utterance::default() }, &Context::default())
}

#[test]
fn every_danger_raises_an_alarm() {
    let rows = DANGERS.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let (mut count, mut missed) = (0, Vec::new());
    for row in rows {
        let [language, _, text] = row[..] else { panic!("three columns: {row:?}") };
        count += 1;
        for role in [Role::Resident, Role::Guard, Role::Unknown] {
            let reading = read(text, role);
            if reading.alarm().is_none() {
                missed.push(format!("{language} {role:?} {:?} {text} {:?}", reading.hazard, reading.kinds));
            }
        }
    }
    assert!(count >= 300, "{count}");
    assert!(missed.is_empty(), "{} of {count}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn drills_denials_and_stories_raise_none() {
    let alarms: Vec<&str> = HARMLESS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(_, text)| text)
        .filter(|text| read(text, Role::Resident).alarm().is_some())
        .collect();
    assert!(alarms.is_empty(), "{}:\n{}", alarms.len(), alarms.join("\n"));
}

/// All idle talk among the single messages: none of it is one of the lists above.
#[test]
fn idle_talk_raises_at_most_one_alarm_in_a_thousand() {
    let (mut count, mut alarms) = (0, Vec::new());
    for file in ["asian", "english", "malay-indonesian", "western"] {
        let path = format!("{}/train/data/{file}.tsv", env!("CARGO_MANIFEST_DIR"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns[2] == "chatter" {
                count += 1;
                let text = columns[7].replace("\\n", "\n");
                if read(&text, Role::spelled(columns[1])).alarm().is_some() {
                    alarms.push(text);
                }
            }
        }
    }
    assert!(alarms.len() * 1_000 <= count, "{} of {count}:\n{}", alarms.len(), alarms.join("\n"));
}
