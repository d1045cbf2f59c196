//! What people type: schedules, times, and the forms that words are compared in.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _schedule = brain::schedule::read(text);
    let _given = brain::times::given(text, date(2026, 11, 29).at(18, 30, 0, 0));
    let (folded, _) = brain::fold(text);
    assert_eq!(brain::fold(&folded).0, folded, "what is folded stays as it is");
});
