//! The built program as somebody else's check would use it: settings from the environment alone, a key from the command,
//! a directory and signed webhooks posted, tickets read through the API.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod postgres;
mod program;

use program::{Program, message, post};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a message is waited for: what a killed program had claimed is free again after a minute, however busy the
/// machine.
const WAIT_MAX: Duration = Duration::from_secs(180);

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
fn what_was_answered_survives_a_kill_at_any_instant_and_is_heard_once() {
    const LANES: usize = 6;
    const KEPT_EACH: usize = 16;
    let mut program = Program::start();
    let key = program.key("check");
    let mut kept: Vec<String> = Vec::new();
    for round in 0..5 {
        let (address, count) = (program.address(), AtomicUsize::new(0));
        let post_all = |lane: usize| {
            let mut kept = Vec::new();
            for n in 0.. {
                let wamid = format!("wamid.HBgL{round}x{lane}x{n}");
                match post(&address, &message(&wamid, &format!("Lift {lane} stuck again, car {n} of round {round}"))) {
                    Some(200) => kept.push(wamid),
                    Some(_) => {}
                    None => break,
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
            kept
        };
        let post_all = &post_all;
        std::thread::scope(|scope| {
            let lanes: Vec<_> = (0..LANES).map(|lane| scope.spawn(move || post_all(lane))).collect();
            let enough = KEPT_EACH * (round + 1) / 2 + round;
            while count.load(Ordering::Relaxed) < enough {
                std::thread::yield_now();
            }
            program.kill();
            kept.extend(lanes.into_iter().flat_map(|lane| lane.join().unwrap()));
        });
        program.start_again();
    }
    assert!(kept.len() > 5 * KEPT_EACH / 2);
    assert_heard_once(&program, &key, &kept);
    program.run(&["verify"]);
}

/// What was answered for is there, once, also when Meta brings again what it is not sure of.
fn assert_heard_once(program: &Program, key: &str, kept: &[String]) {
    // Meta brings again what it is not sure of.
    for wamid in kept.iter().step_by(3) {
        assert_eq!(program.post(&message(wamid, "Lift stuck again")), 200);
    }
    for wamid in kept {
        let path = format!("/api/v1/messages?external_id={wamid}");
        let began = Instant::now();
        let found = loop {
            let found: Value = serde_json::from_str(&program.ask("GET", &path, Some(key), "").1).unwrap();
            if !found["messages"].as_array().unwrap().is_empty() {
                break found;
            }
            assert!(began.elapsed() < WAIT_MAX, "{wamid} was answered with 200 and is gone");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(found["messages"].as_array().unwrap().len(), 1, "{wamid} is heard once");
    }
}

#[test]
fn what_was_answered_survives_a_crash_of_the_database_under_a_running_program() {
    const LANES: usize = 4;
    let Some(postgres) = postgres::Postgres::start() else { return };
    let program = Program::start_on(Some(postgres.url()));
    let key = program.key("check");
    let (address, is_over, is_down) = (program.address(), AtomicBool::new(false), AtomicBool::new(false));
    let (kept, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let post_all = |lane: usize| {
        let mut names = Vec::new();
        for n in (0..).take_while(|_| !is_over.load(Ordering::Relaxed)) {
            let wamid = format!("wamid.HBgP{lane}x{n}");
            // Nobody posts much to what says no.
            match post(&address, &message(&wamid, &format!("Lift {lane} stuck again, car {n}"))) {
                Some(200) => {
                    assert!(!is_down.load(Ordering::Relaxed), "answered with 200 while nothing could be kept");
                    names.push(wamid);
                    kept.fetch_add(1, Ordering::Relaxed);
                }
                Some(503) => {
                    refused.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(20));
                }
                other => panic!("{wamid} was answered with {other:?}"),
            }
        }
        names
    };
    let wait = |count: &AtomicUsize| {
        let (before, began) = (count.load(Ordering::Relaxed), Instant::now());
        while count.load(Ordering::Relaxed) < before + 2 * LANES {
            assert!(began.elapsed() < WAIT_MAX, "no more answers");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    let post_all = &post_all;
    let names = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|lane| scope.spawn(move || post_all(lane))).collect();
        for _ in 0..3 {
            wait(&kept);
            postgres.crash();
            // What was on its way when it went down may still be answered; nothing that comes after.
            wait(&refused);
            is_down.store(true, Ordering::Relaxed);
            wait(&refused);
            is_down.store(false, Ordering::Relaxed);
            postgres.start_again();
        }
        wait(&kept);
        is_over.store(true, Ordering::Relaxed);
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect::<Vec<_>>()
    });
    assert_heard_once(&program, &key, &names);
    program.run(&["verify"]);
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
