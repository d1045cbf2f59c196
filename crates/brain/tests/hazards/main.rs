//! Dangers as tired people type them: every one is heard, and idle talk wakes hardly anybody.

use brain::{Context, Reader, Reading, Role, Utterance};

const DANGERS: &str = include_str!("dangers.tsv");
const HARMLESS: &str = include_str!("harmless.tsv");
const ONCE_HELD_OUT: &str = include_str!("once-held-out.tsv");

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

/// The floor itself, without the models: what it says of both lists is in the words alone.
#[test]
fn the_words_alone_name_the_danger() {
    let heard = |text: &str| brain::hazard(&brain::Normal::of(text)).is_some();
    let dangers = DANGERS.lines().map(|line| line.rsplit('\t').next().unwrap());
    let missed: Vec<&str> = dangers.filter(|text| !heard(text)).collect();
    let calm = HARMLESS.lines().map(|line| line.rsplit('\t').next().unwrap());
    let alarms: Vec<&str> = calm.filter(|text| heard(text)).collect();
    assert!(missed.is_empty() && alarms.is_empty(), "missed:\n{}\nalarms:\n{}", missed.join("\n"), alarms.join("\n"));
}

/// Sentences by which no rule was chosen, each measured once: of 202 written before the rules, 112 of 115 dangers were heard and 2 of
/// 87 calm ones taken for one; of 66 written after
/// them, 38 of 41 and 1 of 25; the last 83 are of somebody who looked for what was missing, and found 18 of 57 dangers. What was missed showed what to mend, so this list measures no more.
#[test]
fn sentences_once_held_out_are_heard() {
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for row in ONCE_HELD_OUT.lines().map(|line| line.split('\t').collect::<Vec<_>>()) {
        match (row[1], read(row[2], Role::Resident).alarm().is_some()) {
            ("alarm", false) => missed.push(row[2]),
            ("calm", true) => alarms.push(row[2]),
            _ => {}
        }
    }
    assert!(missed.is_empty() && alarms.len() <= 3, "missed:\n{}\nalarms:\n{}", missed.join("\n"), alarms.join("\n"));
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
