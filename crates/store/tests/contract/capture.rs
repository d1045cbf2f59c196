//! What was heard in stretches of time, and what may not have been.

use crate::erasure::photo;
use crate::world::*;
use domain::hearing::{Ear, Suspicion};
use domain::id::{ConversationId, MessageId};
use domain::message::{Band, Form, Inbound, Kind};
use domain::request::{Command, Request};
use std::collections::BTreeMap;
use store::both;
use store::read::capture::{Captured, said};
use store::read::reports;

fn unsure(at: i64, chance: u128, message: MessageId) -> Request {
    let mut request = interpret(at, chance, message, Kind::Chatter, None);
    let Command::Interpret(proposal) = &mut request.command else { panic!("it is an interpretation") };
    proposal.meaning.band = Band::Triage;
    request
}

fn lacks(captured: &Captured) -> Vec<(MessageId, [bool; 3])> {
    let lacks = captured.lacking.iter();
    lacks.map(|one| (one.message.clone(), [one.is_unfetched, one.is_unheard, one.is_unread])).collect()
}

both! {
    async fn each_stretch_has_its_messages_what_they_lack_and_its_silences(db: Db) {
        let desk = desk(db).await;
        let voice = |external: &str, at: i64| Inbound { form: Form::Audio, ..inbound("a", external, "60109", at, "") };
        let silent = BTreeMap::from([(Ear::Program, (minute(70), Suspicion::Quiet))]);
        let requests = vec![
            receive(1, 10, inbound("a", "1", "60109", 1, "hello")),
            receive(2, 11, photo("2", "60109", 2, None)),
            receive(65, 12, photo("3", "60109", 65, Some("a"))),
            receive(66, 13, voice("4", 66)),
            receive(67, 14, inbound("b", "5", "60109", 67, "perhaps")),
            unsure(67, 15, message(67, 14)),
            request(80, 16, Command::NoteHearing(silent)),
            request(90, 17, Command::NoteHearing(BTreeMap::new())),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let spans = [(minute(0), minute(60)), (minute(60), minute(120))];
        let gathered = reports::gather(desk.db(), &org(), &spans, |_, _| {}, |_| {}).await.unwrap();
        assert!(gathered.is_all);
        let captured = gathered.captured;
        let (a, b) = (ConversationId::new("a"), ConversationId::new("b"));
        assert_eq!(captured.said, BTreeMap::from([(a.clone(), vec![2, 2]), (b, vec![0, 1])]));
        assert_eq!(
            lacks(&captured),
            [
                (message(2, 11), [true, false, false]),
                (message(66, 13), [true, true, false]),
                (message(67, 14), [false, false, true]),
            ]
        );
        let silences: Vec<_> = captured.silences.iter().map(|one| (one.ear.clone(), one.since, one.until)).collect();
        assert_eq!(silences, [(Ear::Program, minute(70), Some(minute(90)))]);

        let shown = said(desk.db(), &org(), &a, spans[1], (0, 10)).await.unwrap();
        let ids: Vec<MessageId> = shown.into_iter().map(|message| message.heard.id).collect();
        assert_eq!(ids, [message(66, 13), message(65, 12)]);
        let rest = said(desk.db(), &org(), &a, spans[1], (1, 10)).await.unwrap();
        assert_eq!(rest.len(), 1);
        let none = reports::gather(desk.db(), &org(), &[], |_, _| {}, |_| {}).await.unwrap();
        assert_eq!(none.captured.said, BTreeMap::new());
    }
}
