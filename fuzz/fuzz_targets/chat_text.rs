//! Texts of exported chats: any is read in each order of dates, counted as it is read, or refused.
#![no_main]

use channels::export::{DateOrder, Export};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let file = std::env::temp_dir().join(format!("chat-{}.txt", std::process::id()));
    std::fs::write(&file, bytes).expect("the folder for temporary files takes one");
    for order in [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd] {
        read(&file, order);
    }
});

fn read(file: &Path, order: DateOrder) {
    let Ok(export) = Export::open(file) else { return };
    let _finding = export.date_finding();
    let Ok(lines) = export.lines(order) else { return };
    // After an error there are none.
    let read = lines.take_while(Result::is_ok).count() as u64;
    if let Ok(survey) = export.survey(order) {
        assert_eq!(survey.messages + survey.system_lines + survey.unreadable_lines, read, "what is read is counted");
    }
}
