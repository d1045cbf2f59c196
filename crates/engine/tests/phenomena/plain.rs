//! Plain reports in a group of residents, some minutes apart, with the talk of a group between.

use crate::site::{after, after_known, row, tickets};

/// What anybody would call a report; the words are in no data that the program learned from.
const REPORTS: [&str; 24] = [
    "The tap in the pantry is leaking badly",
    "Rubbish piled up behind the guardhouse",
    "Lights are out along the walkway to block B",
    "Paip bocor dekat dapur",
    "Lampu tangga mati semua",
    "Lift C not moving, stuck at ground floor",
    "There is a bad smell from the drain near the playground",
    "Aircon in the gym is not cold at all",
    "Air keluar dari siling tingkat 3",
    "停车场的灯不亮",
    "Fuga de agua en el baño del segundo piso",
    "A luz do corredor queimou",
    "Sampah menumpuk di belakang pos satpam",
    "AC lobi tidak dingin",
    "Broken glass near the swing",
    "Big pothole at the basement ramp",
    "Cockroaches everywhere in the bin room",
    "Door closer at level 2 staircase is broken",
    "The intercom at the lobby is dead",
    "CCTV at the back lane is not working",
    "पानी नहीं आ रहा है ब्लॉक बी में",
    "No water at unit 12-3",
    "Corridor floor is very slippery, water everywhere",
    "My access card cannot open the side gate",
];
const TALK: [&str; 6] =
    ["ok noted", "thank you", "good morning all", "anyone going to the market later?", "haha true", "ok boss"];

#[test]
fn plain_reports_of_a_few_residents_are_reports_whatever_was_said_before() {
    let phones: Vec<&str> = (0..5).map(|at| &*format!("+60133333{at:03}").leak()).collect();
    let mut said = Vec::new();
    for (at, text) in REPORTS.iter().enumerate() {
        let when = |minute: usize| {
            let minute = 8 * 60 + minute;
            &*format!("2026-10-{:02}T{:02}:{:02}", 5 + at / 6, minute / 60, minute % 60).leak()
        };
        let minute = 7 * (at % 6);
        said.push((&*format!("r{at}").leak(), when(minute), phones[at * 3 % 5], "text", *text, None));
        if at % 2 == 1 {
            let talk =
                (&*format!("t{at}").leak(), when(minute + 3), phones[(at + 1) % 5], "text", TALK[at / 2 % 6], None);
            said.push(talk);
        }
    }
    let replay = after_known(&phones, &said);
    let kind = |name: &str| row(&replay, name)["kind"].as_str().unwrap_or_default().to_owned();
    let missed: Vec<_> = (0..REPORTS.len()).filter(|at| kind(&format!("r{at}")) != "issue").collect();
    assert!(
        missed.len() <= 2,
        "{:?}",
        missed.iter().map(|at| (REPORTS[*at], kind(&format!("r{at}")))).collect::<Vec<_>>()
    );
    for at in (1..REPORTS.len()).step_by(2) {
        assert_ne!(kind(&format!("t{at}")), "issue", "{}", TALK[at / 2 % 6]);
    }
}

#[test]
fn whoever_says_that_it_is_the_same_with_them_reports_what_was_just_reported() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "No water at block A since 7", None),
        ("m2", "2026-10-05T08:03", "lee", "text", "same here", None),
        ("m3", "2026-10-05T08:09", "+601111111101", "text", "kami pun sama dari pagi", None),
        ("m4", "2026-10-05T08:20", "maya", "text", "same here, also at the gym", None),
    ]);
    assert_eq!(tickets(&replay).len(), 1, "{replay:#}");
}
