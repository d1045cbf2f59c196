//! Voice notes to be heard, on both engines: followed, claimed, settled; and found by what they say.

use crate::world::*;
use domain::message::Form;
use domain::request::Command;
use domain::voice::Transcript;
use store::both;
use store::read::{found, messages};
use store::search::Filter;
use store::voices::{self, Outcome};

both! {
    async fn a_voice_note_waits_is_heard_and_is_found_by_its_words(db: Db) {
        let desk = desk(db).await;
        let (db, org) = (desk.db(), org());
        assert!(!voices::follow(db, &org).await.unwrap());
        let voice = |external: &str, at: i64| domain::message::Inbound { form: Form::Audio, ..inbound("a", external, "60109", at, "") };
        let requests = vec![
            receive(1, 10, voice("x1", 1)),
            receive(2, 11, voice("x2", 2)),
            receive(3, 12, inbound("a", "x3", "60109", 3, "words")),
        ];
        granted(&desk.commit_all(&org, requests).await.unwrap());
        while voices::follow(db, &org).await.unwrap() {}
        assert_eq!(voices::waiting(db, &org).await.unwrap(), 2);
        let mut tx = db.begin().await.unwrap();
        let first = voices::claim(&mut tx, &org, minute(4)).await.unwrap().unwrap();
        assert_eq!((first.message(), first.since(), first.tries()), (message(1, 10), minute(1), 1));
        let second = voices::claim(&mut tx, &org, minute(4)).await.unwrap().unwrap();
        assert_eq!(voices::claim(&mut tx, &org, minute(4)).await.unwrap(), None);
        voices::settle(&mut tx, &org, &first, &Outcome::Done).await.unwrap();
        voices::settle(&mut tx, &org, &second, &Outcome::Postponed(minute(60), true)).await.unwrap();
        let second = voices::claim(&mut tx, &org, minute(61)).await.unwrap().unwrap();
        assert_eq!((second.tries(), second.is_overdue()), (1, true));
        voices::settle(&mut tx, &org, &second, &Outcome::Failed("noise".to_owned())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(voices::waiting(db, &org).await.unwrap(), 0);

        let transcript = Transcript { by: "whisper".to_owned(), confidence: Some(0.875), language: "en".to_owned() };
        let heard = Command::Transcribe { message: message(1, 10), transcript: transcript.clone(), text: "the boiler whistles".to_owned() };
        granted(&desk.commit_all(&org, vec![request(5, 20, heard)]).await.unwrap());
        let shown = messages::one(db, &org, &message(1, 10)).await.unwrap().unwrap();
        assert_eq!((shown.heard.text.as_str(), shown.heard.transcript), ("the boiler whistles", Some(transcript)));
        let filter = Filter { words: "boiler".to_owned(), ..Filter::default() };
        let hits = found::likeliest(db, &org, &filter).await.unwrap();
        assert_eq!(hits.iter().map(|hit| hit.heard.id.clone()).collect::<Vec<_>>(), [message(1, 10)]);
        let live = desk.snapshot(&org).await.unwrap();
        desk.rebuild(&org).await.unwrap();
        assert_eq!(live, desk.snapshot(&org).await.unwrap(), "views made anew are as they were");
    }
}
