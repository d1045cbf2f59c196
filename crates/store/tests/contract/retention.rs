//! What is over its time goes, step by step, and nothing else: the chain holds, and views made anew are the same.

use crate::erasure::{digest, photo};
use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::event::Event;
use domain::id::{MessageId, TicketNumber};
use domain::message::{Form, Kind};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::retention::{Expired, Retention, Trace};
use domain::time::Instant;
use domain::voice::Transcript;
use std::collections::BTreeSet;
use store::desk::{Desk, Step};
use store::read::{found, messages};
use store::retention::{self, deleted, last_night, note_night, spent};
use store::search::{Filter, suggestions};
use store::{both, inbox, journal, openings};

const DAY: i64 = 24 * 60;
const DAYS: u32 = 30;

fn keep(trace: Trace, days: Option<u32>, chance: u128) -> Request {
    request(0, chance, Command::Define(Box::new(Definition::Retention(Retention { trace, days }))))
}

fn before(at: i64) -> Instant {
    minute(at - i64::from(DAYS) * DAY)
}

fn expiry(trace: Trace, at: i64, chance: u128) -> Request {
    request(at, chance, Command::Expire(Box::new(Expired::none(trace, DAYS, before(at)))))
}

/// A night: every step there is. What each removed.
async fn night(desk: &Desk, trace: Trace, at: i64) -> Vec<u64> {
    let (mut after, mut removed) = (None, Vec::new());
    for chance in 0..20 {
        let Step { removed: count, next } =
            desk.expire(expiry(trace, at, 90_000 + chance), after).await.unwrap().unwrap();
        removed.push(count);
        if next.is_none() {
            return removed;
        }
        after = next;
    }
    panic!("a night ends");
}

async fn count(
    db: &store::Db,
    org: &domain::id::OrgId,
    trace: Trace,
    before: Instant,
) -> Result<u64, store::StoreError> {
    retention::count(db, org, trace, before, 1_000).await
}

async fn find(desk: &Desk, words: &str) -> Vec<MessageId> {
    let filter = Filter { words: words.to_owned(), ..Filter::default() };
    found::likeliest(desk.db(), &org(), &filter).await.unwrap().into_iter().map(|hit| hit.heard.id).collect()
}

async fn shown(desk: &Desk, at: i64, chance: u128) -> messages::Message {
    messages::one(desk.db(), &org(), &message(at, chance)).await.unwrap().unwrap()
}

async fn expired(desk: &Desk) -> Vec<Expired> {
    let entries = journal::since(desk.db(), "acme", 0, 1_000).await.unwrap();
    let events = entries.iter().map(|entry| entry.event().unwrap());
    events.filter_map(|event| if let Event::RetentionApplied(expired) = event { Some(expired) } else { None }).collect()
}

/// A closed ticket with a voice note and a second opinion, an open one, and chatter of two ages.
async fn house(desk: &Desk) {
    let geo = Some(domain::message::Geo { lat: 3.1, lon: 101.7 });
    let voice = domain::message::Inbound { form: Form::Audio, geo, ..inbound("a", "3", "60109", 3, "") };
    let transcript = Transcript { by: "whisper".to_owned(), confidence: Some(0.9), language: "en".to_owned() };
    let heard = Command::Transcribe { message: message(3, 14), transcript, text: "the boiler whistles".to_owned() };
    let requests = vec![
        receive(0, 10, inbound("a", "1", "60109", 0, "Xylophone stuck in the lift")),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
        receive(1, 12, inbound("a", "2", "60109", 1, "Quagmire at the gate")),
        interpret(1, 13, message(1, 12), Kind::Issue, None),
        receive(3, 14, voice),
        request(4, 15, heard),
        interpret(4, 16, message(3, 14), Kind::Evidence, ticket(1)),
        receive(5, 24, inbound("a", "5", "60109", 5, "Marmalade perhaps")),
        interpret(5, 25, message(5, 24), Kind::Chatter, None),
        crate::opinions::advise(5, 26, message(5, 24), Kind::Question, "marmalade"),
        receive(40 * DAY, 18, inbound("a", "4", "60109", 40 * DAY, "Zeppelins are here")),
        keep(Trace::Words, Some(DAYS), 19),
        keep(Trace::Files, Some(DAYS), 20),
        keep(Trace::Letters, Some(DAYS), 21),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    let cancel = Command::change(TicketNumber(1), TicketCommand::Cancel);
    granted(&desk.commit_all(&org(), vec![request(50, 23, cancel)]).await.unwrap());
}

both! {
    async fn words_over_their_time_go_and_those_of_open_tickets_stay(db: Db) {
        let desk = desk(db).await;
        house(&desk).await;
        let at = 45 * DAY;
        assert_eq!(count(desk.db(), &org(), Trace::Words, before(at)).await.unwrap(), 3);
        assert_eq!(night(&desk, Trace::Words, at).await, [3]);

        let report = shown(&desk, 0, 10).await;
        assert_eq!((report.heard.text.as_str(), report.heard.words_gone_at), ("", Some(minute(at))));
        assert_eq!(report.why, Vec::<String>::new(), "reasons quote it");
        assert_eq!(shown(&desk, 3, 14).await.heard.text, "", "what was said in a voice note is words, too");
        let (_, rests_on) = shown(&desk, 5, 24).await.opinion.expect("what was said of it stays");
        assert_eq!(rests_on, Vec::<String>::new(), "the words that it rests on do not");
        let closed = store::read::tickets::one(desk.db(), &org(), TicketNumber(1)).await.unwrap().unwrap();
        assert_eq!(closed.title, "", "its title repeats the words of a message");
        let open = store::read::tickets::one(desk.db(), &org(), TicketNumber(2)).await.unwrap().unwrap();
        assert_eq!(open.title, "Quagmire at the gate");
        assert_eq!(shown(&desk, 1, 12).await.heard.text, "Quagmire at the gate");
        assert_eq!(shown(&desk, 40 * DAY, 18).await.heard.text, "Zeppelins are here");

        assert_eq!(find(&desk, "xylophone").await, []);
        assert_eq!(find(&desk, "boiler").await, []);
        let slip = Filter { words: "xylophonne".to_owned(), ..Filter::default() };
        assert_eq!(suggestions(desk.db(), &org(), &slip).await.unwrap(), Vec::<String>::new());
        assert_eq!(find(&desk, "quagmire").await, [message(1, 12)]);

        let gone = expired(&desk).await;
        assert_eq!(gone.len(), 1);
        assert_eq!(BTreeSet::from_iter(gone[0].messages.clone()), BTreeSet::from([message(0, 10), message(3, 14), message(5, 24)]));
        assert_eq!((gone[0].tickets.as_slice(), gone[0].count), ([TicketNumber(1)].as_slice(), 3));
        let verified = journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
        assert_eq!(verified.erased as u64, gone[0].entries, "every entry without words is accounted for");
        same_when_rebuilt(&desk).await;
        assert_eq!(find(&desk, "quagmire").await, [message(1, 12)]);

        assert_eq!(night(&desk, Trace::Words, at).await, [0], "nothing is left to remove");
        let cancel = Command::change(TicketNumber(2), TicketCommand::Cancel);
        granted(&desk.commit_all(&org(), vec![request(at, 30, cancel)]).await.unwrap());
        assert_eq!(night(&desk, Trace::Words, at).await, [1], "a closed ticket needs no evidence");
        assert_eq!(find(&desk, "quagmire").await, []);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_went_does_not_come_back_with_the_same_message(db: Db) {
        let desk = desk(db).await;
        house(&desk).await;
        let file = receive(6, 40, photo("9", "60109", 6, Some("a")));
        granted(&desk.commit_all(&org(), vec![file]).await.unwrap());
        let at = 45 * DAY;
        night(&desk, Trace::Words, at).await;
        assert_eq!(night(&desk, Trace::Files, at).await, [1]);
        let edited = domain::message::Inbound { edited: true, ..inbound("a", "1", "60109", 0, "Xylophone once more") };
        let again = vec![receive(at, 41, edited), receive(at, 42, photo("9", "60109", 6, Some("a")))];
        granted(&desk.commit_all(&org(), again).await.unwrap());
        assert_eq!(shown(&desk, 0, 10).await.heard.text, "");
        assert_eq!(shown(&desk, 6, 40).await.heard.media, None);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn files_go_unless_something_younger_shows_them(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            keep(Trace::Files, Some(DAYS), 9),
            receive(0, 10, photo("1", "60109", 0, Some("a"))),
            receive(1, 11, photo("2", "60109", 1, Some("b"))),
            receive(2, 12, inbound("a", "3", "60109", 2, "Lift stuck")),
            interpret(2, 13, message(2, 12), Kind::Issue, None),
            receive(3, 14, photo("4", "60109", 3, Some("c"))),
            interpret(3, 15, message(3, 14), Kind::Evidence, ticket(1)),
            receive(40 * DAY, 16, photo("5", "60109", 40 * DAY, Some("b"))),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let at = 45 * DAY;
        assert_eq!(count(desk.db(), &org(), Trace::Files, before(at)).await.unwrap(), 2);
        assert_eq!(night(&desk, Trace::Files, at).await, [2]);
        let gone = shown(&desk, 0, 10).await.heard;
        assert_eq!((gone.media, gone.file_gone_at), (None, Some(minute(at))));
        assert_eq!(shown(&desk, 3, 14).await.heard.media, Some(digest("c")), "work on its ticket goes on");
        assert_eq!(shown(&desk, 40 * DAY, 16).await.heard.media, Some(digest("b")));
        assert_eq!(spent(desk.db(), &org()).await.unwrap(), [digest("a")], "b is shown by a younger message");
        same_when_rebuilt(&desk).await;
        // Somebody shows the same file before it is deleted.
        granted(&desk.commit_all(&org(), vec![receive(at, 50, photo("6", "60109", at, Some("a")))]).await.unwrap());
        assert_eq!(spent(desk.db(), &org()).await.unwrap(), []);
        assert_eq!(night(&desk, Trace::Files, at).await, [0]);
    }
}

both! {
    async fn a_deleted_file_is_deleted_once(db: Db) {
        let desk = desk(db).await;
        let requests = vec![keep(Trace::Files, Some(DAYS), 9), receive(0, 10, photo("1", "60109", 0, Some("a")))];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        night(&desk, Trace::Files, 31 * DAY).await;
        assert_eq!(spent(desk.db(), &org()).await.unwrap(), [digest("a")]);
        assert_eq!(spent(desk.db(), &org()).await.unwrap(), [digest("a")], "whoever died before deleting it is told again");
        deleted(desk.db(), &org(), &digest("a")).await.unwrap();
        assert_eq!(spent(desk.db(), &org()).await.unwrap(), []);
    }
}

both! {
    async fn a_night_that_broke_off_goes_on_and_removes_nothing_twice(db: Db) {
        let desk = desk(db).await;
        let mut requests = vec![keep(Trace::Words, Some(DAYS), 9)];
        for n in 0..620_u32 {
            let said = inbound("a", &n.to_string(), "60109", i64::from(n), &format!("word{n} again"));
            requests.push(receive(i64::from(n), 1_000 + u128::from(n), said));
        }
        for chunk in requests.chunks(200) {
            granted(&desk.commit_all(&org(), chunk.to_vec()).await.unwrap());
        }
        let at = 40 * DAY;
        let first = desk.expire(expiry(Trace::Words, at, 80_000), None).await.unwrap().unwrap();
        assert!(first.removed == 200 && first.next.is_some(), "{first:?}");
        same_when_rebuilt(&desk).await;
        // The program dies here, and knows nothing of where it was.
        let desk = Desk::new(desk.db().clone());
        assert_eq!(night(&desk, Trace::Words, at).await, [200, 200, 20]);
        let gone: Vec<MessageId> = expired(&desk).await.into_iter().flat_map(|expired| expired.messages).collect();
        assert_eq!((gone.len(), BTreeSet::from_iter(gone.clone()).len()), (620, 620));
        assert_eq!(find(&desk, "again").await, []);
        same_when_rebuilt(&desk).await;
        assert_eq!(night(&desk, Trace::Words, at).await, [0]);
    }
}

both! {
    async fn letters_go_once_nothing_is_to_be_done_with_them(db: Db) {
        let desk = desk(db).await;
        let outbound = crate::outbox::claimed(&desk).await;
        granted(&desk.commit_all(&org(), vec![keep(Trace::Letters, Some(DAYS), 40)]).await.unwrap());
        let at = 45 * DAY;
        assert_eq!(night(&desk, Trace::Letters, at).await, [0], "it waits to be sent");
        let sent = Command::NoteSent { outbound, accepted: None };
        granted(&desk.commit_all(&org(), vec![request(6, 41, sent)]).await.unwrap());
        assert_eq!(count(desk.db(), &org(), Trace::Letters, before(at)).await.unwrap(), 1);
        assert_eq!(night(&desk, Trace::Letters, at).await, [1]);
        let letters = store::read::outbox::all(desk.db(), &org(), None).await.unwrap();
        assert_eq!((letters[0].text.as_str(), letters[0].words_gone_at), ("", Some(minute(at))));
        let verified = journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
        assert_eq!((verified.erased, expired(&desk).await[0].entries), (1, 1));
        same_when_rebuilt(&desk).await;
        assert_eq!(night(&desk, Trace::Letters, at).await, [0]);
    }
}

both! {
    async fn what_lies_beside_the_record_goes_and_is_recorded(db: Db) {
        let desk = desk(db).await;
        let requests = vec![keep(Trace::Raw, Some(DAYS), 9), keep(Trace::Openings, Some(DAYS), 10)];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let who = domain::request::Actor::Member("siti".to_owned());
        for at in [0, 40 * DAY] {
            openings::note(desk.db(), &org(), &digest("a"), &who, minute(at)).await.unwrap();
        }
        let mut mailbox = inbox::Mailbox::open(desk.db()).await.unwrap();
        for (body, at) in [("{\"old\":1}", 0), ("{\"new\":1}", 40 * DAY)] {
            let delivery = inbox::Delivery { channel: "cloud", body: body.as_bytes().to_vec() };
            inbox::keep(&mut mailbox, &org(), &delivery, minute(at)).await.unwrap();
            for claim in inbox::claim_new(&mut mailbox, &org(), minute(at)).await.unwrap() {
                inbox::set_aside(&mut mailbox, &org(), &claim.id, "unreadable").await.unwrap();
            }
        }
        mailbox.commit().await.unwrap();
        let at = 45 * DAY;
        for trace in [Trace::Raw, Trace::Openings] {
            assert_eq!(count(desk.db(), &org(), trace, before(at)).await.unwrap(), 1, "{trace}");
            assert_eq!(night(&desk, trace, at).await, [1], "{trace}");
            assert_eq!(night(&desk, trace, at).await, [0], "{trace}");
        }
        assert_eq!(inbox::aside(desk.db(), &org()).await.unwrap().len(), 1);
        assert_eq!(openings::of(desk.db(), &org(), &digest("a")).await.unwrap().len(), 1);
        let recorded: Vec<(Trace, u64)> = expired(&desk).await.iter().map(|expired| (expired.trace, expired.count)).collect();
        assert_eq!(recorded, [(Trace::Raw, 1), (Trace::Openings, 1)]);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn nothing_goes_that_the_policy_keeps(db: Db) {
        let desk = desk(db).await;
        let requests = vec![receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck"))];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let at = 45 * DAY;
        let refused = desk.expire(expiry(Trace::Words, at, 50), None).await.unwrap();
        assert_eq!(refused, Err(Refusal::KeptForEver(Trace::Words)));
        granted(&desk.commit_all(&org(), vec![keep(Trace::Words, Some(60), 51)]).await.unwrap());
        let refused = desk.expire(expiry(Trace::Words, at, 52), None).await.unwrap();
        assert_eq!(refused, Err(Refusal::StillKept(Trace::Words)));
        assert_eq!(shown(&desk, 0, 10).await.heard.text, "Lift stuck");
        let answers = desk.commit_all(&org(), vec![keep(Trace::Words, Some(3), 53)]).await.unwrap();
        assert!(matches!(answers[0], Err(Refusal::BadRetention(_))));
    }
}

both! {
    async fn a_night_is_remembered(db: Db) {
        assert_eq!(last_night(&db, &org()).await.unwrap(), None);
        for day in ["2026-11-29", "2026-11-30"] {
            let day = day.parse().unwrap();
            note_night(&db, &org(), day).await.unwrap();
            assert_eq!(last_night(&db, &org()).await.unwrap(), Some(day));
        }
    }
}
