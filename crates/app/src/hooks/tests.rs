//! The webhook through the whole program's router, on both engines: who is let in, and that nothing kept is lost.

mod account;
mod bridges;
mod connected;
mod echoes;
mod faults;
mod files;
pub mod graph;
mod nods;
mod papers;
mod pictures;
mod played;
mod rounds;
pub mod sending;
mod signs;
mod stolen;
mod world;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::message::Form;
use domain::task::Outcome;
use serde_json::json;
use store::both;
use store::inbox;
use world::{House, message, posted, sign};

both! {
    async fn only_whoever_knows_the_token_shakes_hands(db: Db) {
        let house = House::open(db).await;
        let ask = "/hooks/cloud-api?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        let (status, text) = house.get(&format!("{ask}our-token")).await;
        assert_eq!((status, text.as_str()), (StatusCode::OK, "1158201444"));
        for wrong in [format!("{ask}another"), ask.to_owned(), "/hooks/cloud-api".to_owned(), ask.replace("subscribe", "x") + "our-token"] {
            assert_eq!(house.get(&wrong).await.0, StatusCode::FORBIDDEN, "{wrong}");
        }
    }
}

both! {
    async fn only_what_is_signed_and_small_enough_is_kept(db: Db) {
        let house = House::open(db).await;
        let good = posted(&[message("wamid.1", "good morning")]);
        let mut table = vec![
            (good.clone(), None, StatusCode::UNAUTHORIZED),
            (good.clone(), Some("sha256=00".to_owned()), StatusCode::UNAUTHORIZED),
            (good.clone(), Some(sign(&good.replace("good", "bad"))), StatusCode::UNAUTHORIZED),
            (good.clone(), Some(sign(&good)), StatusCode::OK),
            (good.clone(), Some(sign(&good)), StatusCode::OK),
        ];
        let large = "x".repeat((3 << 20) + 1);
        // What cannot be a signature is refused before a body is read, however large.
        for no_signature in ["sha256=00".to_owned(), sign(&large).replace("sha256=", ""), format!("sha256={}", "x".repeat(64))] {
            table.push((large.clone(), Some(no_signature), StatusCode::UNAUTHORIZED));
        }
        table.push((large.clone(), Some(sign(&large)), StatusCode::PAYLOAD_TOO_LARGE));
        for (body, signature, expected) in table {
            assert_eq!(house.post_signed(&body, signature).await, expected);
        }
        let unannounced = Body::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>(large.clone())]));
        let request = Request::post("/hooks/cloud-api").header("x-hub-signature-256", sign(&large));
        assert_eq!(house.send(request.body(unannounced).unwrap()).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(inbox::heard(&house.home.db, &house.home.org).await.unwrap()[0].deliveries, 2);
        assert_eq!(house.take_in().await.messages, 1);
    }
}

both! {
    async fn what_cannot_be_kept_is_not_answered_as_if_it_were(db: Db) {
        let house = House::open(db).await;
        house.stop_keeping();
        assert_eq!(house.post(&posted(&[message("wamid.1", "hi")])).await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(house.get("/healthz").await, (StatusCode::SERVICE_UNAVAILABLE, "not ready\n".to_owned()));
        let (status, said) = house.get("/readyz").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(said.contains(r#"{"name":"keeping","ready":false,"needed":true,"#), "{said}");
    }
}

both! {
    async fn files_that_cannot_be_kept_now_keep_no_message_out(db: Db) {
        let house = House::open(db).await;
        std::fs::remove_dir_all(house.folder.path().join("media")).unwrap();
        assert_eq!(house.get("/healthz").await, (StatusCode::OK, "ok\n".to_owned()));
        let (status, said) = house.get("/readyz").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(said.contains(r#""takes_messages":true"#) && said.contains("media cannot be reached"), "{said}");
        assert_eq!(house.post(&posted(&[message("wamid.1", "hi")])).await, StatusCode::OK);
    }
}

both! {
    async fn without_secrets_there_is_no_webhook(db: Db) {
        let house = House::deaf(db).await;
        assert_eq!(house.post(&posted(&[message("wamid.1", "hi")])).await, StatusCode::NOT_FOUND);
        assert_eq!(house.get("/hooks/cloud-api").await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.get("/healthz").await, (StatusCode::OK, "ok\n".to_owned()), "pages are served");
        let (status, said) = house.get("/readyz").await;
        assert_eq!(status, StatusCode::OK);
        for name in ["LAKSANA_CLOUD_API_APP_SECRET", "LAKSANA_CLOUD_API_ACCESS_TOKEN"] {
            assert!(said.contains(name), "{said}");
        }
    }
}

both! {
    async fn a_message_delivered_ten_times_at_once_is_one_message_and_one_ticket(db: Db) {
        let house = House::open(db).await;
        // A repeated delivery may come in another batch, so that its bytes differ.
        let posts = (0..10).map(|n| {
            let mut messages = vec![message("wamid.lift", "The lift in block C is stuck, people inside, please help")];
            messages.extend((0..n % 3).map(|more| message(&format!("wamid.more{more}"), "ok")));
            let body = posted(&messages);
            let house = &house;
            async move { house.post(&body).await }
        });
        let answers = futures_util::future::join_all(posts).await;
        assert!(answers.iter().all(|status| *status == StatusCode::OK));
        house.take_in_by_two().await;
        assert_eq!(house.texts().await.len(), 3);
        assert_eq!(house.tickets().await.len(), 1);
    }
}

both! {
    async fn a_poisoned_delivery_costs_the_others_nothing(db: Db) {
        let house = House::open(db).await;
        for n in 0..10 {
            assert_eq!(house.post(&posted(&[message(&format!("wamid.{n}"), &format!("hello {n}"))])).await, StatusCode::OK);
            if n == 4 {
                assert_eq!(house.post("{\"entry\": [").await, StatusCode::OK, "it is signed, so it is kept");
            }
        }
        let taken = house.take_in().await;
        assert_eq!((taken.messages, taken.deliveries, taken.aside), (10, 10, 1));
        let aside = inbox::aside(&house.home.db, &house.home.org).await.unwrap();
        assert!(aside[0].reason.as_deref().unwrap().contains("no JSON"));
    }
}

both! {
    async fn a_program_that_dies_after_keeping_or_while_taking_in_loses_nothing(db: Db) {
        let house = House::open(db.clone()).await;
        house.post(&posted(&[message("wamid.1", "good morning")])).await;
        house.post(&posted(&[message("wamid.2", "The tap in the pantry is leaking badly")])).await;
        drop(house);
        let house = House::open(db.clone()).await;
        assert_eq!(house.hear_and_die().await, 2);
        drop(house);
        let house = House::open(db).await;
        assert_eq!(house.take_in().await.deliveries, 0, "the dead one's lease holds");
        let taken = house.take_in_later().await;
        assert_eq!((taken.deliveries, taken.messages), (2, 0), "nothing is heard twice");
        assert_eq!((house.texts().await.len(), house.tickets().await.len()), (2, 1));
    }
}

both! {
    async fn changes_and_reactions_are_heard_in_any_order(db: Db) {
        let house = House::open(db).await;
        let edit = |of: &str, text: &str| json!({ "original_message_id": of, "message": { "type": "text", "text": { "body": text } } });
        let mut first = message("wamid.e1", "");
        (first["type"], first["edit"]) = (json!("edit"), edit("wamid.1", "good evening"));
        let mut back = message("wamid.r1", "");
        (back["type"], back["revoke"]) = (json!("revoke"), json!({ "original_message_id": "wamid.2" }));
        let mut thumb = message("wamid.t1", "");
        (thumb["type"], thumb["reaction"]) = (json!("reaction"), json!({ "message_id": "wamid.1", "emoji": "👍" }));
        for said in [first, back, thumb, message("wamid.1", "good morning"), message("wamid.2", "oops")] {
            house.post(&posted(&[said])).await;
            house.take_in().await;
        }
        let mut said = house.texts().await;
        said.sort();
        let expected = [(Form::Deleted, ""), (Form::Reaction, "👍"), (Form::Text, "good evening")];
        assert_eq!(said, expected.map(|(form, text)| (form.word(), text.to_owned())));
    }
}

both! {
    async fn of_what_was_heard_the_mailbox_keeps_no_word(db: Db) {
        let house = House::open(db).await;
        let mut photo = message("wamid.p", "");
        (photo["type"], photo["image"]) = (json!("image"), json!({ "id": "4711", "mime_type": "image/jpeg", "caption": "the broken pipe" }));
        house.post(&posted(&[message("wamid.1", "my secret words"), photo])).await;
        house.take_in().await;
        let rest = inbox::rest(&house.home.db, &house.home.org).await.unwrap();
        assert!(rest.is_empty(), "{rest:?}");
        let wanted = store::fetches::missing(&house.home.db, &house.home.org).await.unwrap();
        assert_eq!(wanted.waiting, 1, "the file is wanted elsewhere");
    }
}

both! {
    async fn the_clock_judges_days_only_where_people_are_heard(db: Db) {
        let house = House::open(db).await;
        house.expect_a_round().await;
        let now = crate::chance::now();
        let later = now.plus_minutes(180);
        assert_eq!(house.look(later).await, vec![], "nobody was ever heard");
        house.post(&posted(&[message("wamid.1", "good morning")])).await;
        assert_eq!(house.look(later).await, vec![], "what waits is heard first");
        house.take_in().await;
        assert_eq!(house.look(later).await, [Some(Outcome::Missed)]);
    }
}

both! {
    async fn the_clock_closes_what_was_verified(db: Db) {
        let house = House::open(db).await;
        house.verify_a_ticket().await;
        let now = crate::chance::now();
        house.look(now.plus_minutes(3 * 24 * 60 - 5)).await;
        assert_eq!(house.tickets().await, ["verified"]);
        house.look(now.plus_minutes(3 * 24 * 60 + 5)).await;
        assert_eq!(house.tickets().await, ["closed"]);
    }
}

both! {
    async fn only_what_meta_would_post_to_us_makes_us_doubt_the_secret(db: Db) {
        let house = House::open(db).await;
        let refused = || house.refused.lock().unwrap().values().sum::<i64>();
        let wrong = Some(format!("sha256={}", "0".repeat(64)));
        let ours = posted(&[message("wamid.1", "good morning")]);
        for (body, counted) in [
            (r#"{"object":"whatsapp_business_account","entry":[]}"#.to_owned(), 0),
            ("{}".to_owned(), 0),
            (ours.replace("106540352242922", "1").replace("102290129340398", "2"), 0),
            (ours, 1),
        ] {
            assert_eq!(house.post_signed(&body, wrong.clone()).await, StatusCode::UNAUTHORIZED);
            assert_eq!(refused(), counted, "{body}");
        }
    }
}

both! {
    async fn a_message_that_cannot_be_heard_costs_its_neighbours_nothing(db: Db) {
        let house = House::open(db).await;
        // More than an entry of the journal may hold.
        let long = "a".repeat(1_200_000);
        let messages = [message("wamid.1", "good morning"), message("wamid.2", &long), message("wamid.3", "lift stuck")];
        assert_eq!(house.post(&posted(&messages)).await, StatusCode::OK);
        assert_eq!((house.take_in().await.aside, house.texts().await.len()), (0, 2));
        let mut aside = 0;
        for tries in 1..20 {
            aside += house.take_in_at(crate::chance::now().plus_minutes(tries * 240)).await.aside;
        }
        assert_eq!((aside, house.texts().await.len()), (1, 2), "it waits for a program that can hear it");
        assert_eq!(inbox::aside(&house.home.db, &house.home.org).await.unwrap().len(), 1);
    }
}

both! {
    async fn however_many_messages_cannot_be_heard_the_rest_is(db: Db) {
        let house = House::open(db).await;
        let long = "a".repeat(1_100_000);
        let event = |nth: usize, text: &str| {
            serde_json::json!({ "type": "message", "id": format!("m{nth}"), "from": { "phone": "+60123456789" },
                "at": crate::chance::now().us() / 1_000_000 - 60 + nth as i64, "text": text })
        };
        let mut events: Vec<_> = (0..23).map(|nth| event(nth, &long)).collect();
        events[3] = event(3, "good morning");
        events.push(event(23, "lift stuck"));
        let body = serde_json::json!({ "events": events }).to_string();
        assert_eq!(house.send(bridges::by_any(&body, crate::chance::now())).await.0, StatusCode::OK);
        house.take_in().await;
        let heard: Vec<_> = house.texts().await.into_iter().map(|(_, text)| text).collect();
        assert_eq!(heard, ["good morning", "lift stuck"]);
    }
}
