//! How long a repair is remembered that a new report may speak against: as long as it has to hold, in mind or not.

use crate::world::*;
use domain::agreement::{Agreement, When};
use domain::directory::Place;
use domain::event::Event;
use domain::id::{AgreementId, PlaceId, SiteId, TicketNumber};
use domain::message::{Inbound, Kind};
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::ticket::Category;
use std::collections::{BTreeMap, BTreeSet};
use store::both;
use store::desk::Desk;

const DAY: i64 = 24 * 60;

fn agreement(holds_days: u16) -> Request {
    let agreement = Agreement {
        id: AgreementId::new("house"),
        name: "House".to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: BTreeSet::new(),
        warn_percent: 80,
        levels: BTreeMap::new(),
        holds_days: Some(holds_days),
    };
    request(0, 900, Command::Define(Box::new(Definition::Agreement(agreement))))
}

/// Reports the lift at a minute, and says whether that counts against an earlier repair.
async fn report(desk: &Desk, at: i64, chance: u128) -> bool {
    let said: Inbound = inbound("a", &chance.to_string(), "60109", at, "Lift stuck");
    granted(&desk.commit_all(&org(), vec![receive(at, chance, said)]).await.unwrap());
    let mut read = interpret(at, chance + 1, message(at, chance), Kind::Issue, None);
    if let Command::Interpret(proposal) = &mut read.command {
        proposal.meaning.place = Some(PlaceId::new("lift"));
        proposal.meaning.category = Some(Category::Lift);
    }
    let answer = desk.commit_all(&org(), vec![read]).await.unwrap().pop().unwrap().unwrap();
    answer.changes.iter().any(|change| matches!(change.event, Event::RepairFailed(_)))
}

both! {
    async fn a_repair_is_remembered_as_long_as_it_has_to_hold(db: Db) {
        let pristine = desk(db).await;
        let (site, name, aliases) = (SiteId::new("tower"), "Lift".to_owned(), Vec::new());
        let place = Place { id: PlaceId::new("lift"), site, parent: None, name, aliases, geo: None, radius_m: None, asset: false };
        let lift = request(0, 901, Command::Define(Box::new(Definition::Place(place))));
        granted(&pristine.commit_all(&org(), vec![lift, agreement(365)]).await.unwrap());
        report(&pristine, 10, 100).await;
        let done = [TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close];
        let done = done.into_iter().zip(110..).map(|(step, chance)| {
            request(20, chance, Command::change(TicketNumber(1), step))
        });
        granted(&pristine.commit_all(&org(), done.collect()).await.unwrap());
        // Another desk has nothing in mind but what it reads.
        let fresh = Desk::new(pristine.db().clone());
        assert!(report(&fresh, 300 * DAY, 200).await, "it was brought to mind when the ticket was opened");
        let other = Desk::new(pristine.db().clone());
        assert!(!report(&other, 700 * DAY, 300).await, "that was long ago");
    }
}
