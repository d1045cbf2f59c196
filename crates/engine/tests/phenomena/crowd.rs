//! An hour in which twenty known residents report twenty troubles in one group, with idle talk between.

use crate::site::{after_known, row, tickets};

/// What each says.
const TROUBLES: [&str; 20] = [
    "the kitchen tap in 3-2 is leaking",
    "corridor light level 5 block A not working",
    "lift 1 block B stuck, door won't open",
    "AC in the function room not cold",
    "rubbish chute level 7 overflowing",
    "cockroaches in the pantry level 2",
    "gate card reader not reading my card",
    "ceiling of 12-4 is cracked",
    "wifi in the lounge is down",
    "toilet at the gym is clogged",
    "tree branch fell on the car park fence",
    "someone stole my parcel from the lobby",
    "stairwell B smells of urine, please clean",
    "fire extinguisher level 9 is missing",
    "socket in my kitchen sparks a little",
    "swimming pool pump making loud noise",
    "water pressure very low at 8-1",
    "neighbour upstairs drilling at night",
    "window glass at staircase 4 broken",
    "ants all over the playground bench",
];
/// What others say between, every fifth minute.
const TALK: [&str; 4] = [
    "wow so many things today haha",
    "anyone playing badminton tonight?",
    "happy birthday uncle lim!!",
    "thanks everyone, good to know",
];

#[test]
fn twenty_known_residents_with_twenty_troubles_within_the_hour_make_nearly_as_many_tickets() {
    let name = |at: usize| &*format!("+6013333330{at:02}").leak();
    let phones: Vec<&str> = (0..TROUBLES.len() + TALK.len()).map(name).collect();
    let mut said = Vec::new();
    for (at, text) in TROUBLES.iter().enumerate() {
        let minute = |plus: usize| &*format!("2026-10-05T08:{:02}", 2 * at + plus).leak();
        said.push((&*format!("m{at}").leak(), minute(0), phones[at], "text", *text, None));
        if at % 5 == 4 {
            let nth = at / 5;
            said.push((&*format!("t{nth}").leak(), minute(1), phones[TROUBLES.len() + nth], "text", TALK[nth], None));
        }
    }
    let replay = after_known(&phones, &said);
    let sizes: Vec<usize> =
        tickets(&replay).iter().map(|ticket| ticket["messages"].as_array().unwrap().len()).collect();
    let joined = sizes.iter().filter(|size| **size > 1).count();
    assert!(joined <= 1, "hardly a report joins another's ticket: {replay:#}");
    assert!(sizes.len() >= 17, "{} tickets: {replay:#}", sizes.len());
    for (nth, text) in TALK.iter().enumerate() {
        assert_ne!(row(&replay, &format!("t{nth}"))["kind"], "issue", "{text}");
    }
}
