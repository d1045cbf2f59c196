//! Messages to ask a model server about, on both engines: followed, claimed, settled; and what asking costs.

use crate::world::*;
use domain::id::MessageId;
use domain::message::{Interpretation, Kind};
use domain::opinion::{Opinion, Stance};
use domain::request::{Command, Request};
use domain::time::Day;
use store::both;
use store::opinions::{self, Cost, Outcome};
use store::read::messages;

/// An opinion of a message that was read with the reader's ask.
pub fn advise(at: i64, chance: u128, message: MessageId, kind: Kind, said: &str) -> Request {
    let opinion = Opinion {
        message,
        by: "model".to_owned(),
        before: Interpretation { ..meaning(Kind::Chatter, None) },
        kind,
        category: None,
        priority: None,
        place: None,
        about: None,
        assignee: None,
        evidence: vec![said.to_owned()],
        dropped: Vec::new(),
    };
    request(at, chance, Command::Advise(Box::new(opinion)))
}

both! {
    async fn what_no_reader_was_sure_of_is_asked_about_once(db: Db) {
        let desk = desk(db).await;
        let (db, org) = (desk.db(), org());
        let old = vec![receive(0, 10, inbound("a", "x1", "60109", 0, "old")), interpret(0, 11, message(0, 10), Kind::Chatter, None)];
        granted(&desk.commit_all(&org, old).await.unwrap());
        assert!(!opinions::follow(db, &org).await.unwrap(), "what was heard before anybody asked is not asked about");
        let new = vec![
            receive(1, 12, inbound("a", "x2", "60109", 1, "pump smells")),
            interpret(1, 13, message(1, 12), Kind::Chatter, None),
            receive(2, 14, inbound("a", "x3", "60109", 2, "hm")),
            interpret(2, 15, message(2, 14), Kind::Chatter, None),
        ];
        granted(&desk.commit_all(&org, new).await.unwrap());
        while opinions::follow(db, &org).await.unwrap() {}
        assert_eq!(opinions::waiting(db, &org).await.unwrap(), 2);
        let mut tx = db.begin().await.unwrap();
        let second = opinions::claim(&mut tx, &org, minute(3)).await.unwrap().expect("the last read comes first");
        let first = opinions::claim(&mut tx, &org, minute(3)).await.unwrap().unwrap();
        assert_eq!((first.message(), first.tries(), second.message()), (message(1, 12), 1, message(2, 14)));
        assert_eq!(opinions::claim(&mut tx, &org, minute(3)).await.unwrap(), None);
        opinions::settle(&mut tx, &org, &second, &Outcome::Again("slow".to_owned(), minute(5))).await.unwrap();
        tx.commit().await.unwrap();

        granted(&desk.commit_all(&org, vec![advise(4, 20, message(1, 12), Kind::Issue, "pump smells")]).await.unwrap());
        while opinions::follow(db, &org).await.unwrap() {}
        assert_eq!(opinions::waiting(db, &org).await.unwrap(), 1, "an answer that is recorded settles what waits");
        let shown = messages::one(db, &org, &message(1, 12)).await.unwrap().unwrap();
        let (advised, evidence) = shown.opinion.unwrap();
        assert_eq!((advised.stance, evidence), (Stance::Raises, vec!["pump smells".to_owned()]));
        assert_eq!(shown.why, ["it sounds like chatter"], "what the first reader said stays beside it");

        let mut tx = db.begin().await.unwrap();
        let again = opinions::claim(&mut tx, &org, minute(60)).await.unwrap().unwrap();
        assert_eq!((again.message(), again.tries()), (message(2, 14), 2));
        opinions::settle(&mut tx, &org, &second, &Outcome::Done).await.unwrap();
        opinions::settle(&mut tx, &org, &again, &Outcome::Postponed(minute(61))).await.unwrap();
        let again = opinions::claim(&mut tx, &org, minute(62)).await.unwrap().unwrap();
        assert_eq!(again.tries(), 2, "a claim that was over settles nothing, and what was postponed was no try");
        opinions::settle(&mut tx, &org, &again, &Outcome::Failed("no".to_owned())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(opinions::waiting(db, &org).await.unwrap(), 0);

        let live = desk.snapshot(&org).await.unwrap();
        desk.rebuild(&org).await.unwrap();
        assert_eq!(live, desk.snapshot(&org).await.unwrap(), "views made anew are as they were");
    }
}

both! {
    async fn what_asking_costs_is_added_up_by_day(db: Db) {
        let desk = desk(db).await;
        let (db, org) = (desk.db(), org());
        let day: Day = "2026-03-02".parse().unwrap();
        let cost = Cost {
            purpose: "opinion".to_owned(),
            model: "model".to_owned(),
            asked: 1,
            answered: 1,
            tokens_in: 700,
            tokens_out: 40,
            ..Cost::default()
        };
        let mut tx = db.begin().await.unwrap();
        for _ in 0..2 {
            opinions::note_cost(&mut tx, &org, day, &cost).await.unwrap();
        }
        opinions::note_cost(&mut tx, &org, day, &Cost { purpose: "voice".to_owned(), ..cost.clone() }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(opinions::asked_on(db, &org, day, "opinion").await.unwrap(), 2);
        assert_eq!(opinions::asked_on(db, &org, "2026-03-03".parse().unwrap(), "opinion").await.unwrap(), 0);
        let costs = opinions::costs(db, &org).await.unwrap();
        assert_eq!(costs.iter().map(|cost| (cost.purpose.as_str(), cost.tokens_in)).collect::<Vec<_>>(), [("opinion", 1_400), ("voice", 700)]);
    }
}
