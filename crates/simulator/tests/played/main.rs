//! What the phone can be made to post and the Graph API to answer: as Meta's document says, and as a tester wants it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chaos;
mod client;
#[path = "../common/mod.rs"]
mod common;
mod document;

use client::Client;
use common::{aini, settings};
use simulator::Simulator;

/// A simulator with one person.
fn client() -> Client {
    Client(Simulator::new(settings(), vec![aini()]))
}
