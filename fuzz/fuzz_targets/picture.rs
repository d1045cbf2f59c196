//! Pictures: any is looked at or left alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _look = eye::look(Cursor::new(bytes));
});
