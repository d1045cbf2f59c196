//! Whatever an entry says, and however long what it names is called, the page of an honest pack is found to be what its
//! entries say.

use crate::world::{World, files};
use crate::{SEAL, findings, sealed_anew};
use domain::choice::Choice;
use domain::directory::{Directory, Person, Place, Role};
use domain::event::Event;
use domain::id::{PersonId, PlaceId, SiteId, TaskId};
use domain::ticket::Assignee;
use proof::pack::{Finding, Scope, check};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;

const EVENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/events");
/// A name of more signs than a title has room for.
const LONG: &str = "Basement 2 pump room, Block B & C";
/// The digest of the page as it is written here. Where it changes, and not by a new event alone, raise the number of `WRITING`
/// and that of `SEAL` with it.
const WRITTEN: &str = "d32a83dfed8c37660bf8fd8d6aab2148128f8902a990629b305239fc17aec47f";

/// Every event there ever was, and each choice that names something.
fn bodies() -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(EVENTS).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut events: Vec<Value> =
        files.iter().map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).collect();
    let day = "2026-11-09".parse().unwrap();
    for choice in [
        Choice::Of(TaskId::new("task-1"), day),
        Choice::Of(TaskId::new("task-2"), day),
        Choice::At(PlaceId::new("place-1")),
        Choice::Give(Assignee::Person(PersonId::new("person-1"))),
    ] {
        let mut event = events.iter().find(|event| event["event"] == "choice_made").unwrap().clone();
        event["choice"] = serde_json::to_value(choice).unwrap();
        events.push(event);
    }
    events.iter().map(Value::to_string).collect()
}

/// What all of them name.
fn directory(bodies: &[String]) -> Directory {
    let mut directory = Directory::default();
    for id in ["person-1", "azlan", "kumar"] {
        let (id, name) = (PersonId::new(id), format!("{id} of a very long family name"));
        let role = Role::Technician;
        directory.remember(Person { id, name, handles: Vec::new(), role, vendor: None, site: None, shared: None });
    }
    let (id, site) = (PlaceId::new("place-1"), SiteId::new("site-1"));
    let (name, aliases) = (LONG.to_owned(), Vec::new());
    let place = Place { id: id.clone(), site, parent: None, name, aliases, geo: None, radius_m: None, asset: false };
    directory.places.insert(id, place);
    for body in bodies {
        match serde_json::from_str(body).unwrap() {
            Event::RotaDefined(rota) => drop(directory.rotas.insert(rota.id.clone(), rota)),
            Event::VendorDefined { vendor } => drop(directory.vendors.insert(vendor.id.clone(), vendor)),
            Event::TaskDefined { task } => {
                let (id, name) = (TaskId::new("task-2"), "Mop".to_owned());
                directory.tasks.insert(id.clone(), domain::task::Task { id, name, ..task.clone() });
                directory.tasks.insert(task.id.clone(), task);
            }
            _ => {}
        }
    }
    directory
}

#[tokio::test]
async fn a_pack_of_every_event_holds_and_its_page_with_it() {
    let (world, bodies) = (World::in_a_folder().await, bodies());
    world.record(&bodies).await;
    let scope = Scope::month("2026-05", None).unwrap();
    let (made, pack) = world.pack_as(&scope, None, &directory(&bodies)).await.unwrap();
    let report = check(Cursor::new(&pack)).unwrap();
    assert_eq!((report.findings, report.is_page_proven, made.entries), (vec![], true, bodies.len()));
    let files = files(&pack);
    let page = files.iter().find(|(name, _)| name == "page.html").unwrap();
    let page = String::from_utf8(page.1.clone()).unwrap();
    for words in
        ["Technicians on call", "Lobby cleaning", "Basement 2 pump room, B…", "Mop, Basement 2 pump ro…", "azlan of"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Numbers of entries and the root are those of this journal; all else is how a page is written.
    let written: String = page.lines().map(|line| line.split_once("</td>").map_or("", |(_, rest)| rest)).collect();
    let head = page.split_once("<body>").unwrap().0;
    let digest = Sha256::digest(format!("{head}{written}"));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, WRITTEN, "the page is written otherwise: raise WRITING");
    // A word that whoever holds the key changed and signed is found.
    let begin = SEAL.0.replace("ticket T-1", "month 2026-05");
    let lie = |name: &str, content: &mut Vec<u8>| {
        if name == "page.html" {
            *content = page.replacen("Technicians on call: azlan", "Technicians on call: kumar", 1).into_bytes();
            assert!(*content != page.as_bytes());
        }
    };
    assert_eq!(findings(&sealed_anew(&world, (&begin, SEAL.1), &files, |_, _| {})), []);
    let found = findings(&sealed_anew(&world, (&begin, SEAL.1), &files, lie));
    assert_eq!(found, [Finding { file: "page.html".into(), what: "it does not say what the entries say".into() }]);
}
