//! Bodies of webhooks, as Meta and the bridges post them: any is read or refused, and one bad item costs no other.
#![no_main]

use channels::bridge::{self, Bridge};
use channels::cloud_api::{self, Item};
use domain::time::Instant;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let received = Instant::from_us(1_790_000_000_000_000);
    let pepper = cloud_api::Pepper::from_hex(&"5a".repeat(32)).expect("32 bytes in hex");
    for items in std::iter::once(cloud_api::parse(body)).chain(Bridge::ALL.map(|bridge| bridge.parse(body))) {
        for item in items.into_iter().flatten() {
            if let Item::Message(message) = item {
                let _inbound = pepper.inbound(&message, received);
            }
        }
    }
    let _described = cloud_api::described(body);
    let _listed = cloud_api::templates(body);
    let _answer = cloud_api::answer(400, body);
    if let Some(kept) = bridge::without_key(body.as_bytes()) {
        assert!(std::str::from_utf8(&kept).is_ok(), "what is kept without its key is still text");
    }
});
