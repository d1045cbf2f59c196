//! What was seen in pictures, and what is said of them on pages.

use crate::world::{desk, granted, inbound, message, org, receive, request};
use domain::id::{Digest, MessageId, OrgId};
use domain::message::{Attachment, Form, Geo, Inbound};
use domain::request::Command;
use store::both;
use store::desk::Desk;
use store::looks::{self, Look, New, Shown};
use store::read::messages;

/// A message with a photo, said so many minutes after the first.
async fn sent(desk: &Desk, at: i64, media: &str) -> (MessageId, Digest) {
    let digest = Digest::new(media.repeat(32));
    let attachment = Some(Attachment { name: String::new(), digest: Some(digest.clone()) });
    let (chance, external) = (100 + at.unsigned_abs(), format!("photo-{at}"));
    let said = Inbound { form: Form::Image, attachment, ..inbound("a", &external, "60109", at, "") };
    granted(&desk.commit_all(&org(), vec![receive(at, u128::from(chance), said)]).await.unwrap());
    (message(at, u128::from(chance)), digest)
}

async fn keep(desk: &Desk, media: &Digest, look: &Look, twins: &[(Digest, u32)]) {
    let new = New { position: 1, media: media.clone() };
    let mut tx = desk.db().begin().await.unwrap();
    assert!(looks::keep(&mut tx, &org(), &new, look, Some("00ff"), twins).await.unwrap());
    tx.commit().await.unwrap();
}

async fn seen(desk: &Desk, message: &MessageId) -> looks::Seen {
    let message = messages::one(desk.db(), &org(), message).await.unwrap().unwrap();
    let (id, media) = (message.heard.id.clone(), message.heard.media.clone().unwrap());
    let shown = Shown { message: &id, media: &media, sent_at: message.heard.sent_at, about: None };
    looks::of(desk.db(), &org(), &[shown]).await.unwrap().remove(&id).unwrap()
}

both! {
    async fn of_two_pictures_that_look_identical_the_later_one_was_seen_before(db: Db) {
        let desk = desk(db).await;
        let (first, old) = sent(&desk, 0, "aa").await;
        let (second, new) = sent(&desk, 60, "bb").await;
        let look = Look { is_dark: true, taken: Some("2026-11-03 08:12:45".to_owned()), place: Some(Geo { lat: 3.1, lon: 101.7 }), ..Look::default() };
        keep(&desk, &old, &Look::default(), &[]).await;
        keep(&desk, &new, &look, &[(old.clone(), 12)]).await;
        keep(&desk, &new, &Look::default(), &[]).await;
        let later = seen(&desk, &second).await;
        assert_eq!(later.look, look, "seen once");
        let earlier = later.earlier.unwrap();
        assert_eq!((earlier.message, earlier.is_same), (first.clone(), false));
        assert_eq!(seen(&desk, &first).await.earlier, None);
        assert_eq!(looks::recent(desk.db(), &org()).await.unwrap().len(), 2);
        assert!(looks::recent(desk.db(), &OrgId::new("another")).await.unwrap().is_empty());
        let mut tx = desk.db().begin().await.unwrap();
        looks::forget(&mut tx, &org(), &old).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(seen(&desk, &second).await.earlier, None);
        assert!(!looks::is_seen(desk.db(), &org(), &old).await.unwrap());
    }
}

both! {
    async fn the_same_file_sent_again_is_known_without_looking(db: Db) {
        let desk = desk(db).await;
        let (first, _) = sent(&desk, 0, "aa").await;
        let (second, _) = sent(&desk, 60, "aa").await;
        let earlier = seen(&desk, &second).await.earlier.unwrap();
        assert_eq!((earlier.message, earlier.is_same), (first, true));
    }
}

both! {
    async fn the_journal_is_followed_to_its_end(db: Db) {
        let desk = desk(db).await;
        let (_, media) = sent(&desk, 0, "aa").await;
        let looks::Unseen { new, end, has_gone } = looks::unseen(desk.db(), &org()).await.unwrap();
        assert!(!has_gone);
        assert_eq!(new.into_iter().map(|new| new.media).collect::<Vec<_>>(), [media]);
        let mut tx = desk.db().begin().await.unwrap();
        assert!(looks::seen_until(&mut tx, &org(), end).await.unwrap());
        assert!(!looks::seen_until(&mut tx, &org(), end - 1).await.unwrap(), "it never goes back");
        tx.commit().await.unwrap();
        assert_eq!(looks::unseen(desk.db(), &org()).await.unwrap(), looks::Unseen { end, ..looks::Unseen::default() });
    }
}

both! {
    async fn of_whoever_was_erased_meanwhile_nothing_is_kept(db: Db) {
        let desk = desk(db).await;
        let (said, old) = sent(&desk, 0, "aa").await;
        let (_, new) = sent(&desk, 60, "bb").await;
        keep(&desk, &old, &Look::default(), &[]).await;
        let end = looks::unseen(desk.db(), &org()).await.unwrap().end;
        let mut tx = desk.db().begin().await.unwrap();
        looks::seen_until(&mut tx, &org(), end).await.unwrap();
        tx.commit().await.unwrap();
        let sender = messages::one(desk.db(), &org(), &said).await.unwrap().unwrap().heard.sender;
        desk.erase_person(request(90, 9, Command::RecordErasure { person: sender, entries: 0 })).await.unwrap();
        let unseen = looks::unseen(desk.db(), &org()).await.unwrap();
        assert!(unseen.has_gone && unseen.new.is_empty());
        assert!(looks::recent(desk.db(), &org()).await.unwrap().is_empty(), "its prints are not read back");
        // Whoever looked at it meanwhile comes too late.
        let late = New { position: 1, media: new };
        let mut tx = desk.db().begin().await.unwrap();
        assert!(!looks::keep(&mut tx, &org(), &late, &Look::default(), Some("00ff"), &[(old, 3)]).await.unwrap());
        tx.commit().await.unwrap();
        assert!(!looks::is_seen(desk.db(), &org(), &late.media).await.unwrap());
    }
}
