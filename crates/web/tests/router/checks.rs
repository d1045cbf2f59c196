//! A check that found a fault: its day, its ticket and its asset lead to each other.

use super::Site;
use super::world::{ORG, now};
use domain::directory::Place;
use domain::id::{OrgId, PersonId, PlaceId, TaskId};
use domain::message::{Band, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Correction, Definition, Proposal, Request, Stamp, Via};
use domain::task::{Cadence, Task};
use domain::ticket::Category;
use domain::time::{Day, Zone};

/// Has the desk do something at the present.
async fn ask(site: &Site, entropy: u128, command: Command) {
    let (stamp, org) = (Stamp { at: now(), entropy }, OrgId::new(ORG));
    let request = Request { org: org.clone(), actor: Actor::Reader, via: Via::Simulated, stamp, import: None, command };
    let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

#[tokio::test]
async fn a_fault_that_a_check_found_again_its_day_and_its_asset_lead_to_each_other() {
    let site = Site::busy().await;
    let org = OrgId::new(ORG);
    let known = site.desk.directory(&org).await.expect("it is there");
    let pump = Place { asset: true, ..known.places[&PlaceId::new("pump")].clone() };
    let mopping = known.tasks[&TaskId::new("lobby/a 1")].written();
    let task = Task {
        id: TaskId::new("pumps"),
        name: "Check pumps".into(),
        assignee: Some(PersonId::new("ali")),
        place: Some(pump.id.clone()),
        cadence: Cadence::plain("FREQ=DAILY", jiff::civil::time(11, 0, 0, 0), 60),
        check: true,
        ..mopping
    };
    for (at, line) in [Definition::Place(pump), Definition::Task(task.clone())].into_iter().enumerate() {
        ask(&site, at as u128 + 1, Command::Define(Box::new(line))).await;
    }
    let directory = site.get("/directory").await.text;
    for words in ["<small>asset</small>", "<small>maintenance</small>", "<small>check</small>"] {
        assert!(directory.contains(words), "{words}: {directory}");
    }
    let zone = Zone::named("Asia/Kuala_Lumpur").expect("it is known");
    let day = report(&site, &task.id, now().day(&zone)).await;
    // The fault was reported before: it has its ticket.
    let page = site.get(&format!("/tasks/pumps/{day}")).await.text;
    assert!(page.contains("Fault found") && page.contains("href=\"/tickets/T-5\""), "{page}");
    let ticket = site.get("/tickets/T-5").await.text;
    assert!(!ticket.contains("Found by the check <a"), "whoever reported it found it: {ticket}");
    assert!(
        ticket.contains("The check Check pumps of 2026-11-21 found it, too"),
        "that the check met it stands in its timeline: {ticket}"
    );
    let places = site.get("/places").await.text;
    assert!(places.contains("Pump room</a> <small>asset</small>"), "{places}");
    assert!(places.contains("id=\"assets\"") && places.contains("Maintenance"), "{places}");
}

/// Ali reports a fault of the check; the day.
async fn report(site: &Site, task: &TaskId, day: Day) -> Day {
    let inbound = super::world::inbound("Ali Hassan", now(), "Seal of pump 2 leaks", "check-1", None);
    ask(site, 77 << 40, Command::Receive(Box::new(inbound))).await;
    ask(site, 78 << 40, Command::Lapse).await;
    let found = store::read::messages::all(site.desk.db(), &OrgId::new(ORG), 0).await.expect("they are read");
    let message = found.iter().find(|one| one.heard.external == "check-1").expect("it was heard").heard.id.clone();
    let meaning = Interpretation {
        by: Reader::Embedded("1".into()),
        kind: Kind::Issue,
        category: Some(Category::Plumbing),
        priority: None,
        place: None,
        about: Some(Subject::Task(task.clone(), Some(day))),
        confidence: 0.9,
        band: Band::Act,
        language: "en".into(),
    };
    let proposal = Proposal::of(message, meaning);
    ask(site, 79 << 40, Command::Correct(Box::new(Correction { proposal, opened: None }))).await;
    day
}
