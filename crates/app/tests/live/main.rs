//! The built program as somebody else's check would use it: settings from the environment alone, a key from the command,
//! a directory and signed webhooks posted, tickets read through the API.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use program::{Program, message};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a message is waited for, on however busy a machine.
const WAIT_MAX: Duration = Duration::from_secs(60);

fn directory() -> Value {
    json!({
        "sites": [{ "name": "Green Court", "places": [{ "name": "Block A" }, { "name": "Block C" }] }],
        "people": [{ "name": "Mei", "phone": "+60123456789", "role": "resident", "site": "Green Court" }],
    })
}

#[test]
fn a_message_posted_by_meta_is_a_ticket_on_the_api_a_moment_later() {
    let program = Program::start();
    assert_eq!(program.ask("GET", "/healthz", None, "").0, 200);
    assert_eq!(program.ask("GET", "/api/v1/tickets", None, "").0, 401, "nothing without a key");
    let key = program.key("check");
    let (status, written) = program.ask("PUT", "/api/v1/directory", Some(&key), &directory().to_string());
    assert_eq!(status, 200, "{written}");
    for n in 0..10 {
        let wamid = format!("wamid.HBgL{n}");
        let began = Instant::now();
        assert_eq!(program.post(&message(&wamid, &format!("Lift stuck at Block C, car {n} again"))), 200);
        let heard = loop {
            let path = format!("/api/v1/messages?external_id={wamid}");
            let (status, found) = program.ask("GET", &path, Some(&key), "");
            assert_eq!(status, 200, "{found}");
            let found: Value = serde_json::from_str(&found).unwrap();
            if let Some(heard) = found["messages"].as_array().unwrap().first() {
                break heard.clone();
            }
            assert!(began.elapsed() < WAIT_MAX, "{wamid} was not heard");
            std::thread::sleep(Duration::from_millis(5));
        };
        assert_eq!((&heard["id"], &heard["kind"]), (&json!(wamid), &json!("issue")));
        let path = format!("/api/v1/tickets/{}", heard["ticket"].as_str().unwrap());
        let (_, ticket) = program.ask("GET", &path, Some(&key), "");
        let ticket: Value = serde_json::from_str(&ticket).unwrap();
        assert_eq!((&ticket["place"], &ticket["reporter"]), (&json!("Green Court / Block C"), &json!("+60123456789")));
        assert!(ticket["messages"].as_array().unwrap().contains(&json!(wamid)));
    }
    let audit = program.run(&["audit", "--person", "key:check"]);
    assert!(audit.contains("key:check (api)"), "{audit}");
    program.run(&["key", "revoke", "--name", "check"]);
    assert_eq!(program.ask("GET", "/api/v1/tickets", Some(&key), "").0, 401);
}

#[test]
fn the_example_of_the_documentation_brings_a_message() {
    let page = include_str!("../../../../docs/bridges.md");
    let script = page.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let program = Program::start();
    let mut shell = std::process::Command::new("sh");
    let said =
        shell.arg("-c").arg(script).env("LAKSANA", program.url()).env("LAKSANA_BRIDGE_SECRET", "a-bridge-secret");
    let said = said.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let began = Instant::now();
    while !program.run(&["inbox"]).contains("bridge: heard since") || !program.run(&["inbox"]).contains("1 messages") {
        assert!(began.elapsed() < WAIT_MAX, "{}", program.run(&["inbox"]));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(program.run(&["people", "list"]).contains("lid:99887766"));
}

#[test]
fn what_the_environment_misspells_is_refused() {
    let refused = program::laksana().env("LAKSANA_CLOUD_API_SECRET", "x").arg("inbox").output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success());
    assert!(said.contains("the nearest is LAKSANA_CLOUD_API_APP_SECRET"), "{said}");
}
