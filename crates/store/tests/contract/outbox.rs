//! What is to be said: kept, found again, sent once, erased with those it names.

use crate::rebuild::{same_when_rebuilt, start};
use crate::world::*;
use domain::id::{ImportId, OutboundId, PersonId};
use domain::message::Kind;
use domain::outbound::{Outbound, Purpose, State};
use domain::request::Command;
use store::both;
use store::desk::Desk;
use store::read::outbox;

async fn every(desk: &Desk) -> Vec<Outbound> {
    outbox::all(desk.db(), &org(), None).await.unwrap()
}

/// A report by Sue and a claim by Tan, so that Sue is asked whether it holds.
async fn claimed(desk: &Desk) -> OutboundId {
    let requests = vec![
        receive(0, 10, inbound("a", "1", "60101", 0, "Lift stuck")),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
        receive(5, 12, inbound("a", "2", "60102", 5, "Settled")),
        interpret(5, 13, message(5, 12), Kind::Resolved, ticket(1)),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    let asked = every(desk).await;
    assert_eq!((asked.len(), &asked[0].to, asked[0].purpose), (1, &PersonId::new("Sue"), Purpose::Verification));
    assert_eq!(asked[0].text, "Update on T-1 Lift stuck: Tan says it is fixed. Is it working for you?");
    asked[0].id.clone()
}

both! {
    async fn what_waits_is_sent_once(db: Db) {
        let desk = desk(db).await;
        let outbound = claimed(&desk).await;
        assert_eq!(outbox::waiting(desk.db(), &org(), minute(6)).await.unwrap().len(), 1);
        assert_eq!(outbox::waiting_count(desk.db(), &org(), minute(6)).await.unwrap(), 1);
        assert_eq!(outbox::waiting_count(desk.db(), &org(), minute(26 * 60)).await.unwrap(), 0, "it is stale by then");
        let sent = |at, chance| request(at, chance, Command::NoteSent { outbound: outbound.clone(), channel_name: Some("w1".into()) });
        let answers = desk.commit_all(&org(), vec![sent(6, 20), sent(7, 21)]).await.unwrap();
        let changes: Vec<usize> = answers.iter().map(|answer| answer.as_ref().unwrap().changes.len()).collect();
        assert_eq!(changes, [1, 0]);
        assert!(outbox::waiting(desk.db(), &org(), minute(8)).await.unwrap().is_empty());
        let page = outbox::list(desk.db(), &org(), None).await.unwrap();
        assert_eq!((page.rows.len(), page.next.is_none()), (1, true));
        assert_eq!((page.rows[0].state, page.rows[0].external.as_deref()), (State::Sent, Some("w1")));
        let after = Some((page.rows[0].not_before, page.rows[0].id.clone()));
        assert!(outbox::list(desk.db(), &org(), after.as_ref()).await.unwrap().rows.is_empty());
        assert!(outbox::all(desk.db(), &org(), after.as_ref()).await.unwrap().is_empty());
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn an_answer_that_comes_days_later_still_finds_what_it_answers(db: Db) {
        let desk = desk(db).await;
        claimed(&desk).await;
        let late = 30 * 60;
        let requests = vec![
            receive(late, 20, inbound("a", "3", "60101", late, "ok now")),
            interpret(late, 21, message(late, 20), Kind::Verified, ticket(1)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(every(&desk).await[0].state, State::Withdrawn);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_names_an_erased_person_is_erased(db: Db) {
        let desk = desk(db).await;
        claimed(&desk).await;
        let erasure = request(9, 30, Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 });
        desk.erase_person(erasure).await.unwrap();
        assert_eq!(every(&desk).await[0].text, "", "it said that Tan claims it");
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_speaks_of_a_ticket_that_is_taken_out_goes_with_it(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            start("one", 9),
            of_import("one", receive(0, 10, inbound("a", "1", "60101", 0, "Lift stuck"))),
            of_import("one", interpret(0, 11, message(0, 10), Kind::Issue, None)),
            receive(5, 12, inbound("b", "2", "60102", 5, "Settled")),
            interpret(5, 13, message(5, 12), Kind::Resolved, ticket(1)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(every(&desk).await.len(), 1);
        let removal = request(9, 30, Command::RemoveImport(ImportId::new("one")));
        desk.remove_import(removal).await.unwrap().unwrap();
        assert!(every(&desk).await.is_empty());
        same_when_rebuilt(&desk).await;
    }
}
