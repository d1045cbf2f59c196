//! Proof packs and signed notes: any is checked or refused; nothing but what we signed is believed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proof::note::{PublicKey, SecretKey};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _checked = proof::pack::check(Cursor::new(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _keys = (SecretKey::parse(text), PublicKey::parse(text));
    let stranger = SecretKey::new("nobody", &[7; 32]).public();
    assert!(stranger.open(text).is_err(), "a note that this key did not sign");
});
