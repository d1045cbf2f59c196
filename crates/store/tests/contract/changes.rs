//! Messages that their senders change or take back: the views, the search and the journal follow.

use crate::world::{desk, inbound, minute, org, receive};
use domain::message::{Form, Inbound};
use domain::request::{Actor, Command, Request};
use store::both;
use store::desk::Desk;
use store::read::found::{self, Turn};
use store::read::messages::{self, Message};
use store::search::Filter;

/// A message, its edit and its revocation, as far as asked for, each in a commit of its own.
async fn said(desk: &Desk, changes: usize) -> Vec<Request> {
    let first = inbound("a", "wamid.1", "60109", 0, "the lift is stuk");
    let edit = Inbound { text: "the lift is stuck".into(), edited: true, sent_at: minute(1), ..first.clone() };
    let back = Inbound { form: Form::Deleted, text: String::new(), sent_at: minute(2), ..first.clone() };
    let requests: Vec<Request> =
        (1..).zip([first, edit, back]).take(1 + changes).map(|(chance, said)| receive(3, chance, said)).collect();
    for request in requests.clone() {
        desk.commit_all(&org(), vec![request]).await.unwrap();
    }
    requests
}

async fn found(desk: &Desk, words: &str) -> Vec<Message> {
    let filter = Filter { words: words.to_owned(), ..Filter::default() };
    found::list(desk.db(), &org(), &filter, Turn::START).await.unwrap().rows
}

async fn only(desk: &Desk) -> Message {
    let mut all = messages::all(desk.db(), &org(), 0).await.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

both! {
    async fn an_edited_message_shows_and_is_found_by_its_new_words(db: Db) {
        let desk = desk(db).await;
        said(&desk, 1).await;
        let message = only(&desk).await;
        assert_eq!((message.heard.text.as_str(), message.edited), ("the lift is stuck", true));
        assert_eq!((found(&desk, "stuk").await.len(), found(&desk, "stuck").await.len()), (0, 1));
    }
}

both! {
    async fn a_message_taken_back_is_found_no_more(db: Db) {
        let desk = desk(db).await;
        said(&desk, 2).await;
        let message = only(&desk).await;
        assert_eq!((message.heard.form, message.heard.text.as_str()), (Form::Deleted, ""));
        assert!(found(&desk, "stuck").await.is_empty() && found(&desk, "lift").await.is_empty());
    }
}

both! {
    async fn views_made_anew_know_of_changes(db: Db) {
        let desk = desk(db).await;
        for changes in [1, 2] {
            said(&desk, changes).await;
            let before = desk.snapshot(&org()).await.unwrap();
            desk.rebuild(&org()).await.unwrap();
            assert_eq!(desk.snapshot(&org()).await.unwrap(), before);
        }
        assert!(found(&desk, "stuck").await.is_empty());
    }
}

both! {
    async fn a_change_in_the_batch_of_its_message_counts_too(db: Db) {
        let desk = desk(db).await;
        let first = inbound("a", "wamid.1", "60109", 0, "the lift is stuk");
        let edit = Inbound { text: "the lift is stuck".into(), edited: true, sent_at: minute(1), ..first.clone() };
        desk.commit_all(&org(), vec![receive(3, 1, first), receive(3, 2, edit)]).await.unwrap();
        assert_eq!(found(&desk, "stuck").await.len(), 1);
        let before = desk.snapshot(&org()).await.unwrap();
        desk.rebuild(&org()).await.unwrap();
        assert_eq!(desk.snapshot(&org()).await.unwrap(), before);
    }
}

both! {
    async fn whoever_is_erased_takes_edited_words_along(db: Db) {
        let desk = desk(db.clone()).await;
        said(&desk, 1).await;
        let person = only(&desk).await.heard.sender;
        let mut request = receive(9, 99, inbound("a", "x", "60109", 9, ""));
        request.actor = Actor::Member("owner".to_owned());
        request.command = Command::RecordErasure { person, entries: 0 };
        let erased = desk.erase_person(request).await.unwrap();
        assert_eq!(erased.entries, 3, "the person, the message, and its edit");
        assert_eq!(only(&desk).await.heard.text, "");
    }
}
