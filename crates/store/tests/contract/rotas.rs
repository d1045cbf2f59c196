//! Rotas, on both engines: what was swapped and told is there after a restart and a rebuilding.

use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::event::Event;
use domain::id::{PersonId, RotaId, SiteId};
use domain::outbound::Purpose;
use domain::request::{Command, Definition};
use domain::rota::{Rota, Swap, on_call};
use domain::ticket::Assignee;
use domain::time::Zone;
use store::both;
use store::desk::Desk;

fn person(name: &str) -> Assignee {
    Assignee::Person(PersonId::new(name))
}

/// Asks something, and names what followed.
async fn ask(desk: &Desk, at: i64, chance: u128, command: Command) -> Vec<Event> {
    let answers = desk.commit_all(&org(), vec![request(at, chance, command)]).await.unwrap();
    granted(&answers);
    answers.into_iter().flatten().flat_map(|receipt| receipt.changes).map(|change| change.event).collect()
}

both! {
    async fn who_stands_in_and_who_was_told_outlives_a_restart(db: Db) {
        let desk = desk(db).await;
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        let (id, today) = (RotaId::new("rota"), minute(0).day(&zone));
        let rota = Rota {
            id: id.clone(),
            name: "On call".to_owned(),
            site: Some(SiteId::new("tower")),
            order: vec![person("Tan"), person("Sue")],
            every_days: 7,
            from: minute(-30).in_zone(&zone).datetime(),
            swaps: Vec::new(),
            told_at: None,
        };
        ask(&desk, -20, 70, Command::Define(Box::new(Definition::Rota(rota)))).await;
        let is_told = |events: &[Event]| {
            let wanted = |event: &&Event| matches!(event, Event::OutboundWanted(said) if said.purpose == Purpose::OnCall);
            events.iter().filter(wanted).count()
        };
        let found = desk.due(&org(), minute(-11), None).await.unwrap().unwrap();
        desk.done(&org(), found);
        assert!(desk.due(&org(), minute(-10), None).await.unwrap().is_some(), "a turn began");
        assert_eq!(is_told(&ask(&desk, -10, 71, Command::Lapse).await), 1);
        let swap = Swap { who: person("Sue"), from: today, until: today.plus(3), made: None };
        ask(&desk, 0, 72, Command::Swap { rota: id.clone(), swap }).await;
        let again = Desk::new(desk.db().clone());
        assert_eq!(is_told(&ask(&again, 5, 73, Command::Lapse).await), 0, "it was said before");
        let before = again.directory(&org()).await.unwrap();
        same_when_rebuilt(&again).await;
        let after = Desk::new(desk.db().clone()).directory(&org()).await.unwrap();
        assert_eq!(after.rotas, before.rotas);
        assert_eq!(on_call(&after, &after.rotas[&id], &zone, minute(10)).unwrap().who, person("Sue"));
    }
}
