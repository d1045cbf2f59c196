//! A night in an installation: words and files are gone, the rest verifies, and a second night has nothing to do.

use super::*;
use crate::home::Place;
use crate::workers::Night;
use domain::id::{ConversationId, Digest};
use domain::message::{Attachment, Circle, ConversationKey, Form, Handle, Inbound};
use domain::request::Definition;
use domain::retention::Retention;

const DAYS: u32 = 30;

fn inbound(external: &str, sent_at: Instant, file: Option<Digest>) -> Inbound {
    let id = ConversationId::new("ops");
    Inbound {
        sender_name: "Person".to_owned(),
        form: if file.is_some() { Form::Image } else { Form::Text },
        attachment: file.map(|digest| Attachment { name: "leak.jpg".to_owned(), digest: Some(digest) }),
        ..Inbound::said(
            ConversationKey { id, circle: Circle::Group, name: "Ops".to_owned(), with: None },
            external.to_owned(),
            Handle::phone("60109"),
            sent_at,
            "a leak at the stairs".to_owned(),
        )
    }
}

async fn ask(home: &Home, commands: Vec<Command>) {
    let requests = commands.into_iter().map(|command| home.request("owner", Via::Shell, command).unwrap()).collect();
    for answer in home.desk.commit_all(&home.org, requests).await.unwrap() {
        answer.unwrap();
    }
}

async fn texts(home: &Home) -> Vec<(String, bool)> {
    let all = store::read::messages::all(&home.db, &home.org, 0).await.unwrap();
    all.into_iter().map(|message| (message.heard.text, message.heard.media.is_some())).collect()
}

#[tokio::test]
async fn a_night_removes_what_is_over_its_time_and_a_second_one_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Place::of_test(folder.path()).open().await.unwrap();
    let now = chance::now();
    let long_ago = now.plus_minutes(-40 * DAY_MINUTES);
    let old = home.blobs.put(std::io::Cursor::new(b"old picture".to_vec())).await.unwrap().digest;
    let new = home.blobs.put(std::io::Cursor::new(b"new picture".to_vec())).await.unwrap().digest;
    let said = [(long_ago, "1", &old), (now.plus_minutes(-60), "2", &new)];
    let said = said.map(|(at, external, file)| {
        Command::Receive(Box::new(inbound(external, at, Some(Digest::new(file.as_str())))))
    });
    ask(&home, said.into()).await;
    for trace in [Trace::Words, Trace::Files] {
        let definition = Definition::Retention(Retention { trace, days: Some(DAYS) });
        ask(&home, vec![Command::Define(Box::new(definition))]).await;
    }
    let counted: Vec<(Trace, u64)> = look(&home, now).await.unwrap().iter().map(|one| (one.trace, one.count)).collect();
    assert_eq!(counted, [(Trace::Words, 1), (Trace::Files, 1), (Trace::Openings, 0)]);

    let night = Night::new(home.clone());
    assert_eq!(night.look(now).await.unwrap(), 2);
    assert_eq!(texts(&home).await, [(String::new(), false), ("a leak at the stairs".to_owned(), true)]);
    assert!(!home.blobs.has(&old).await.unwrap() && home.blobs.has(&new).await.unwrap());
    assert_eq!(night.look(now).await.unwrap(), 0, "it was done since the night began");
    let again = apply(&home, (&Actor::Clock, Via::Clock), now).await.unwrap();
    assert!(again.iter().all(|went| went.count == 0), "{again:?}");
}
