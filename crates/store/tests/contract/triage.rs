//! What waits for a member, on both engines: listed, counted, compared, corrected and taken back.

use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::id::{TaskId, TicketNumber};
use domain::message::{Band, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Correction, Proposal, Request};
use domain::ticket::{Category, Stage};
use store::both;
use store::desk::Receipt;
use store::read::triage;

/// A reading that a member should look at.
fn unsure(at: i64, chance: u128, said: (i64, u128), kind: Kind) -> Request {
    let mut request = interpret(at, chance, message(said.0, said.1), kind, None);
    if let Command::Interpret(proposal) = &mut request.command {
        proposal.meaning.band = Band::Triage;
    }
    request
}

/// A member says that a message, which opened the first ticket, is nothing.
fn nothing(at: i64, chance: u128, said: (i64, u128)) -> Request {
    let meaning = Interpretation {
        by: Reader::Member("Sue".to_owned()),
        band: Band::Act,
        confidence: 1.0,
        ..meaning(Kind::Chatter, None)
    };
    let proposal = Proposal::of(message(said.0, said.1), meaning);
    let correction = Correction { proposal, opened: Some(TicketNumber(1)) };
    let mut request = request(at, chance, Command::Correct(Box::new(correction)));
    request.actor = Actor::Member("Sue".to_owned());
    request
}

both! {
    async fn what_is_unsure_waits_is_settled_and_waits_again(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            receive(0, 10, inbound("a", "x1", "60109", 0, "Lift stuck at block C")),
            unsure(0, 11, (0, 10), Kind::Issue),
            receive(1, 12, inbound("a", "x2", "60109", 1, "hmm")),
            unsure(1, 13, (1, 12), Kind::Chatter),
            receive(2, 14, inbound("a", "x3", "60109", 2, "lif rosak")),
            interpret(2, 15, message(2, 14), Kind::Issue, None),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let (waiting, tickets) = triage::waiting(desk.db(), &org(), minute(5), i64::MAX).await.unwrap();
        assert_eq!(waiting.iter().map(|it| it.heard.text.as_str()).collect::<Vec<_>>(), ["hmm", "Lift stuck at block C"]);
        assert_eq!(tickets.len(), 1);
        assert_eq!(triage::count(desk.db(), &org(), minute(5)).await.unwrap(), 2);
        let first = waiting.last().unwrap().position;
        assert_eq!(triage::waiting(desk.db(), &org(), minute(5), first).await.unwrap().0.len(), 1);

        let similar = async || triage::similar(desk.db(), &org(), Category::Lift, None, minute(-10)).await;
        let numbers: Vec<_> = similar().await.unwrap().into_iter().map(|it| (it.number.0, it.stage)).collect();
        assert_eq!(numbers, [(2, Stage::Classified), (1, Stage::Classified)]);

        let stood = desk.snapshot(&org()).await.unwrap();
        let answer = desk.commit_all(&org(), vec![nothing(5, 20, (0, 10))]).await.unwrap().pop().unwrap();
        let Receipt { position, changes } = answer.unwrap();
        assert_eq!(similar().await.unwrap().len(), 1, "what was put away is not compared with");
        assert_eq!(triage::count(desk.db(), &org(), minute(5)).await.unwrap(), 1);

        let entries = (position + 1 - i64::try_from(changes.len()).unwrap(), position);
        let of = message(0, 10);
        assert_eq!(triage::taken(desk.db(), &org(), &message(1, 12), entries).await.unwrap(), None);
        assert_eq!(triage::taken(desk.db(), &org(), &of, (1, i64::MAX)).await.unwrap(), None);
        let taken = triage::taken(desk.db(), &org(), &of, entries).await.unwrap().unwrap();
        let undo = request(6, 21, Command::TakeBack(Box::new(taken)));
        granted(&desk.commit_all(&org(), vec![undo]).await.unwrap());
        assert_eq!(triage::count(desk.db(), &org(), minute(5)).await.unwrap(), 2);
        assert_eq!(similar().await.unwrap().len(), 2);
        assert_ne!(stood, desk.snapshot(&org()).await.unwrap(), "when it was last touched is another");

        let live = desk.snapshot(&org()).await.unwrap();
        desk.rebuild(&org()).await.unwrap();
        assert_eq!(live, desk.snapshot(&org()).await.unwrap(), "views made anew are as they were");
    }
}

both! {
    async fn what_is_snoozed_is_counted_when_it_waits_again(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            receive(0, 10, inbound("a", "x1", "60109", 0, "hmm")),
            unsure(0, 11, (0, 10), Kind::Chatter),
            receive(1, 12, inbound("a", "x2", "60109", 1, "see this")),
            unsure(1, 13, (1, 12), Kind::Chatter),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let snooze = |at, chance, until| {
            let command = Command::Snooze { message: message(0, 10), until };
            Request { actor: Actor::Member("Sue".to_owned()), ..request(at, chance, command) }
        };
        granted(&desk.commit_all(&org(), vec![snooze(2, 20, Some(minute(60)))]).await.unwrap());
        let count = async |at| triage::count(desk.db(), &org(), minute(at)).await.unwrap();
        let waiting = async |at| triage::waiting(desk.db(), &org(), minute(at), i64::MAX).await.unwrap().0.len();
        let snoozed = async |at| triage::snoozed(desk.db(), &org(), minute(at)).await.unwrap();
        assert_eq!((count(5).await, waiting(5).await), (1, 1));
        let shown = snoozed(5).await;
        assert_eq!(shown.iter().map(|it| it.heard.snoozed_until).collect::<Vec<_>>(), [Some(minute(60))]);
        assert_eq!((count(60).await, waiting(60).await, snoozed(60).await.len()), (2, 2, 0));

        let live = desk.snapshot(&org()).await.unwrap();
        desk.rebuild(&org()).await.unwrap();
        assert_eq!(live, desk.snapshot(&org()).await.unwrap(), "views made anew are as they were");

        granted(&desk.commit_all(&org(), vec![snooze(6, 21, None)]).await.unwrap());
        assert_eq!((count(6).await, snoozed(6).await.len()), (2, 0));
    }
}

both! {
    async fn a_report_that_was_none_leaves_its_day_to_what_else_was_said_weeks_later(db: Db) {
        let desk = desk(db).await;
        let lobby = Some(Subject::Task(TaskId::new("lobby"), None));
        // Two reports within the window of a day, and a clock that ends it.
        let requests = vec![
            receive(0, 50, inbound("a", "x1", "60102", 0, "hello")),
            request(1, 51, Command::Lapse),
            receive(2, 52, inbound("a", "x2", "60102", 2, "lobby done")),
            interpret(2, 53, message(2, 52), Kind::Task, lobby.clone()),
            receive(3, 54, inbound("a", "x3", "60102", 3, "lobby is clean")),
            interpret(3, 55, message(3, 54), Kind::Task, lobby),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let proofs = async || -> Vec<Option<String>> {
            desk.db().all("SELECT proof FROM occurrences WHERE proof IS NOT NULL LIMIT 9", store::args![]).await.unwrap()
        };
        assert_eq!(proofs().await, [Some(message(2, 52).to_string())]);
        // So much was said since that nothing of that day is in mind.
        let later = (0..300_u32).map(|n| {
            let at = 60_000 + i64::from(n);
            receive(at, 1_000 + u128::from(n), inbound("b", &format!("y{n}"), "60101", at, "noted"))
        });
        granted(&desk.commit_all(&org(), later.collect()).await.unwrap());
        let mut said = nothing(61_000, 5_000, (2, 52));
        if let Command::Correct(correction) = &mut said.command {
            correction.opened = None;
        }
        granted(&desk.commit_all(&org(), vec![said]).await.unwrap());
        assert_eq!(proofs().await, [Some(message(3, 54).to_string())]);
        same_when_rebuilt(&desk).await;
    }
}
