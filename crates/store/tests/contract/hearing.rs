//! Who is who, what chats are called and what may not have been heard: the views tell it, and tell the same when made anew.

use crate::world::{desk, inbound, key, minute, org, receive, request};
use domain::barred::Bar;
use domain::hearing::{Ear, Suspicion};
use domain::id::PersonId;
use domain::message::{Handle, Inbound, Live};
use domain::notice::{Concern, Matter, Notice};
use domain::request::{Actor, Command};
use std::collections::{BTreeMap, BTreeSet};
use store::both;
use store::desk::Desk;
use store::inbox::ears::{self, Came};
use store::need::Need;
use store::read::{found, people};
use store::search::Filter;

/// Says something under a number and further addresses.
async fn says(desk: &Desk, at: i64, sender: &str, also: &[&str]) -> PersonId {
    let also = also.iter().map(|handle| Handle((*handle).to_owned())).collect();
    let live = Some(Live {
        name: format!("wamid.{at}"),
        also,
        chosen: None,
        is_overheard: false,
        is_ours: false,
        beside: String::new(),
    });
    let said = Inbound { live, ..inbound("a", &format!("wamid.{at}"), sender, at, "hello") };
    ask(desk, at, Command::Receive(Box::new(said))).await;
    let messages = store::read::messages::all(desk.db(), &org(), 0).await.unwrap();
    messages.last().unwrap().heard.sender.clone()
}

async fn ask(desk: &Desk, at: i64, command: Command) {
    let request = request(at, at.unsigned_abs().into(), command);
    let answers = desk.commit_all(&org(), vec![request]).await.unwrap();
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

async fn is_the_same_anew(desk: &Desk) {
    let before = desk.snapshot(&org()).await.unwrap();
    let known = desk.directory(&org()).await.unwrap();
    desk.rebuild(&org()).await.unwrap();
    assert_eq!(desk.snapshot(&org()).await.unwrap(), before);
    assert_eq!(desk.directory(&org()).await.unwrap(), known);
}

both! {
    async fn people_become_one_move_and_become_two(db: Db) {
        let desk = desk(db.clone()).await;
        let stranger = says(&desk, 1, "60111", &["lid:7"]).await;
        let other = says(&desk, 2, "60112", &["bsuid:MY.1"]).await;
        assert_ne!(stranger, other);
        ask(&desk, 3, Command::MergePeople { person: other.clone(), into: stranger.clone() }).await;
        assert_eq!(says(&desk, 4, "60112", &[]).await, stranger);
        is_the_same_anew(&desk).await;
        let (before, after) = (vec![Handle::phone("60111")], vec![Handle::phone("60119")]);
        ask(&desk, 5, Command::Follow { before, after }).await;
        assert_eq!(says(&desk, 6, "60119", &[]).await, stranger);
        assert_ne!(says(&desk, 7, "60111", &[]).await, stranger, "the old number is nobody's");
        is_the_same_anew(&desk).await;
        let handles = vec![Handle::phone("60112")];
        ask(&desk, 8, Command::SplitPeople { person: other.clone(), handles, also: Vec::new() }).await;
        assert_eq!(says(&desk, 9, "60112", &[]).await, other);
        is_the_same_anew(&desk).await;
        // A program that starts anew reads the same.
        let directory = Desk::new(db).directory(&org()).await.unwrap();
        assert_eq!(directory, desk.directory(&org()).await.unwrap());
        assert!(directory.same.is_empty());
    }
}

both! {
    async fn whoever_is_erased_takes_their_other_addresses_along(db: Db) {
        let desk = desk(db.clone()).await;
        let person = says(&desk, 1, "60111", &["lid:7"]).await;
        says(&desk, 2, "60111", &["bsuid:MY.777"]).await;
        let mut request = receive(9, 99, inbound("a", "x", "60111", 9, ""));
        request.actor = Actor::Member("owner".to_owned());
        request.command = Command::RecordErasure { person, entries: 0 };
        desk.erase_person(request).await.unwrap();
        let directory = desk.directory(&org()).await.unwrap();
        for handle in ["+60111", "lid:7", "bsuid:MY.777"] {
            assert!(directory.person_by_handle(&Handle(handle.to_owned())).is_none(), "{handle}");
        }
        is_the_same_anew(&desk).await;
    }
}

both! {
    async fn a_group_is_called_what_it_is_called_now(db: Db) {
        let desk = desk(db.clone()).await;
        says(&desk, 1, "60111", &[]).await;
        let mut named = key("a");
        named.name = "Tower residents".to_owned();
        ask(&desk, 2, Command::NameConversation(named)).await;
        is_the_same_anew(&desk).await;
        let draft = desk.draft(&org(), &Need::at(crate::world::minute(3))).await.unwrap();
        assert_eq!(draft.situation().conversations[&key("a").id].name, "Tower residents");
    }
}

both! {
    async fn a_silence_is_kept_until_it_ends_and_known_after(db: Db) {
        let desk = desk(db.clone()).await;
        let (ear, since) = (Ear::Number("waha".into(), "default".into()), crate::world::minute(1));
        let silent = BTreeMap::from([(ear.clone(), (since, Suspicion::Disconnected))]);
        ask(&desk, 2, Command::NoteHearing(silent)).await;
        let situation = |at| {
            let desk = desk.clone();
            async move { desk.draft(&org(), &Need::at(crate::world::minute(at))).await.unwrap().draft.situation }
        };
        assert_eq!(situation(3).await.deaf_since(None, crate::world::minute(3)), Some(since));
        is_the_same_anew(&desk).await;
        ask(&desk, 60, Command::NoteHearing(BTreeMap::new())).await;
        let after = situation(100).await;
        assert_eq!(after.deaf_since(None, crate::world::minute(100)), None);
        assert!((after.deaf_minutes(None, crate::world::minute(0), crate::world::minute(100)) - 59.0).abs() < 0.01);
        is_the_same_anew(&desk).await;
    }
}

both! {
    async fn what_somebody_brought_is_read_from_the_entry_that_says_so_and_what_they_said_is_counted(db: Db) {
        let desk = desk(db).await;
        let stranger = says(&desk, 1, "60111", &[]).await;
        let other = says(&desk, 2, "60112", &["bsuid:MY.1"]).await;
        ask(&desk, 3, Command::MergePeople { person: other.clone(), into: stranger.clone() }).await;
        let end = desk.end(&org());
        let brought = async |at| people::brought(desk.db(), &org(), (&other, &stranger), at).await;
        let known = brought(end).await.unwrap().expect("the last entry says so");
        assert_eq!(known.handles.iter().map(|handle| handle.0.as_str()).collect::<BTreeSet<_>>(), ["+60112", "bsuid:MY.1"].into());
        assert_eq!(brought(end - 1).await.unwrap(), None);
        assert_eq!(brought(end + 1).await.unwrap(), None);
        let from = vec![stranger, other];
        let since = |at: i64| Filter { from: from.clone(), since: Some(minute(at)), ..Filter::default() };
        for (at, max, count) in [(0, 9, 2), (2, 9, 1), (3, 9, 0), (0, 1, 1)] {
            assert_eq!(found::count(desk.db(), &org(), &since(at), max).await.unwrap(), count, "{at} {max}");
        }
    }
}

both! {
    async fn what_whatsapp_says_of_us_and_whom_it_cannot_reach_is_kept_and_the_same_anew(db: Db) {
        let desk = desk(db.clone()).await;
        let mei = says(&desk, 1, "60111", &[]).await;
        let paused = Notice::new(Matter::Template, "laksana_verify en", Some(Concern::TemplatePaused), minute(2));
        let limit = Notice::new(Matter::Limit, "", None, minute(2)).of(2_000);
        ask(&desk, 2, Command::NoteNotices(vec![paused, limit])).await;
        let handles = vec![Handle::phone("60111")];
        ask(&desk, 3, Command::NotePreference { handles, stops: true, said_at: minute(3) }).await;
        is_the_same_anew(&desk).await;
        // A program that starts anew reads the same.
        let directory = Desk::new(db.clone()).directory(&org()).await.unwrap();
        assert_eq!((directory.concerns(minute(4)).len(), directory.people_limit()), (1, Some(2_000)));
        assert_eq!(directory.bar(&mei, minute(4)), Some((Bar::OptedOut, None)));
        says(&desk, 5, "60111", &[]).await;
        assert_eq!(Desk::new(db.clone()).directory(&org()).await.unwrap().bar(&mei, minute(6)), None);
        is_the_same_anew(&desk).await;
        // A wish holds of whoever they turn out to be.
        let twin = says(&desk, 6, "60112", &[]).await;
        let handles = vec![Handle::phone("60111")];
        ask(&desk, 7, Command::NotePreference { handles, stops: true, said_at: minute(7) }).await;
        ask(&desk, 8, Command::MergePeople { person: mei, into: twin.clone() }).await;
        let known = Desk::new(db).directory(&org()).await.unwrap();
        assert_eq!(known.bar(&twin, minute(9)), Some((Bar::OptedOut, None)));
        is_the_same_anew(&desk).await;
    }
}

both! {
    async fn a_notice_that_makes_room_for_another_is_gone_for_whoever_starts_anew(db: Db) {
        let desk = desk(db.clone()).await;
        for at in [1, 2] {
            let violated = |n: i64| Notice::new(Matter::Account, &format!("S{n}"), Some(Concern::Violated), minute(at));
            ask(&desk, at, Command::NoteNotices((at * 500..at * 500 + 500).map(violated).collect())).await;
        }
        let later = 31 * 24 * 60;
        let restricted = Notice::new(Matter::Account, "RESTRICTED", Some(Concern::Restricted), minute(later));
        ask(&desk, later, Command::NoteNotices(vec![restricted])).await;
        let known = Desk::new(db).directory(&org()).await.unwrap();
        assert_eq!((known.notices.len(), known.concerns(minute(later)).len()), (1_000, 1));
        is_the_same_anew(&desk).await;
    }
}

both! {
    async fn an_address_leads_here_once_something_came_after_it_was_told(db: Db) {
        let number = Ear::Number("cloud-api".into(), "1".into());
        let channel = Ear::Channel("cloud-api".into());
        let mut tx = db.begin().await.unwrap();
        let message = |at, said_at| Came { at: minute(at), said_at: minute(said_at), messages: 1 };
        ears::posted(&mut tx, &org(), &number, Some("https://b"), minute(10)).await.unwrap();
        ears::came(&mut tx, &org(), &number, message(12, 9)).await.unwrap();
        assert!(!ears::leads_here(&mut tx, &org(), &number, "https://b").await.unwrap(), "it was said before");
        ears::posted(&mut tx, &org(), &number, Some("https://b"), minute(20)).await.unwrap();
        ears::came(&mut tx, &org(), &number, message(15, 15)).await.unwrap();
        assert!(ears::leads_here(&mut tx, &org(), &number, "https://b").await.unwrap(), "since it was told first");
        assert!(!ears::leads_here(&mut tx, &org(), &number, "https://c").await.unwrap());
        ears::posted(&mut tx, &org(), &number, None, minute(21)).await.unwrap();
        ears::posted(&mut tx, &org(), &number, Some("https://b"), minute(22)).await.unwrap();
        assert!(!ears::leads_here(&mut tx, &org(), &number, "https://b").await.unwrap(), "it is told anew");
        ears::told(&mut tx, &org(), &channel, minute(23)).await.unwrap();
        assert!(ears::leads_here(&mut tx, &org(), &number, "https://b").await.unwrap(), "a status came");
        ears::spelt(&mut tx, &org(), &number, "+1 555-078-3881").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ears::own_numbers(&db, &org()).await.unwrap(), ["+1 555-078-3881"]);
    }
}
