//! Files of live messages, from the phone to the pages: the real worker and the real store against the simulator's Graph
//! API, whose addresses last five minutes and whose files last seven days.

use super::world::{House, MEI, NUMBER, neighbour, settings};
use crate::chance;
use crate::graph::Graph;
use crate::workers::Fetcher;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use channels::cloud_api::{Account, Secret};
use domain::id::Digest;
use domain::media::Unfetched;
use domain::message::Form;
use domain::request::Command;
use domain::time::Instant;
use simulator::{Chaos, Mishap, Simulator};
use std::sync::Arc;
use store::both;
use store::fetches::{self, Missing};
use store::read::messages;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

const DAY_MINUTES: i64 = 24 * 60;

/// A photo of a wall, as a phone sends it.
pub fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let shade = |x: u32, y: u32| ((x / 90 + y / 70) % 3 * 60 + x * y / 3_000) as u8;
    let wall = image::RgbImage::from_fn(640, 480, |x, y| image::Rgb([shade(x, y), (y / 3) as u8, 90]));
    wall.write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
    jpeg
}

/// A house, and the phone of somebody who writes to it.
pub struct Street {
    pub house: House,
    simulator: Simulator,
    fetcher: Fetcher,
    serving: JoinHandle<()>,
}

impl Drop for Street {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Street {
    pub async fn open(db: store::Db) -> Self {
        let house = House::open(db).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let settings = settings(&address, String::new());
        let simulator = Simulator::new(settings, vec![neighbour(MEI)]);
        let router = simulator.router();
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let fetcher = fetcher(&house, &address, "our-token");
        Self { house, simulator, fetcher, serving }
    }

    /// Sends a file from the phone, and has it heard. What the phone calls it.
    pub async fn send(&self, mime: &str, bytes: &[u8], caption: &str) -> String {
        let mut form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{caption}\r\n--x\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: {mime}\r\n\r\n"
        )
        .into_bytes();
        form.extend(bytes);
        form.extend(b"\r\n--x--\r\n");
        let request = Request::post(format!("/phone/{MEI}/{MEI}/messages"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(form))
            .unwrap();
        let answer = self.simulator.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let posts: Vec<_> = self.simulator.with(|world, _| world.waiting.drain(..).collect());
        for post in posts {
            assert_eq!(self.house.post(&post.body.to_string()).await, StatusCode::OK);
        }
        assert_eq!(self.house.take_in().await.files, 1);
        self.simulator.with(|world, _| world.files.keys().next_back().unwrap().clone())
    }

    fn befall(&self, mishap: Mishap, mishaps: u32) {
        let chaos = Chaos { mishap: Some(mishap), mishaps, ..Chaos::default() };
        self.simulator.with(|world, _| world.chaos = chaos);
    }

    /// Fetches what is due so many minutes from now.
    pub async fn fetch(&self, minutes: i64) -> usize {
        self.fetcher.fetch_due(at(minutes)).await.unwrap()
    }

    pub async fn last(&self) -> messages::Message {
        messages::all(&self.house.home.db, &self.house.home.org, 0).await.unwrap().pop().unwrap()
    }

    /// The page of the last message.
    async fn page(&self) -> String {
        self.house.get_as_owner(&format!("/messages/{}", self.last().await.heard.id)).await.1
    }

    async fn missing(&self) -> (u64, u64) {
        let Missing { waiting, dead } = fetches::missing(&self.house.home.db, &self.house.home.org).await.unwrap();
        (waiting, dead)
    }

    /// Why the last message's file is not here, and whether it was given up.
    async fn reason(&self) -> (Option<Unfetched>, bool) {
        let fetch = self.last().await.fetch.unwrap();
        (fetch.reason, fetch.is_dead)
    }
}

fn fetcher(house: &House, address: &str, token: &str) -> Fetcher {
    let account = Account {
        base_url: format!("{address}/v26.0"),
        phone_number_id: NUMBER.to_owned(),
        waba_id: None,
        access_token: Secret::new(token).unwrap(),
    };
    Fetcher::new(house.home.clone(), Graph::new(account).unwrap(), Arc::new(Notify::new()))
}

fn at(minutes: i64) -> Instant {
    chance::now().plus_minutes(minutes)
}

both! {
    async fn a_photo_is_fetched_and_shown_as_an_imported_one_is(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "The tap in the pantry is leaking badly").await;
        assert!(street.page().await.contains("being fetched"));
        assert_eq!(street.fetch(0).await, 1);
        assert_eq!((street.missing().await, street.fetch(60).await), ((0, 0), 0));
        let digest = street.last().await.heard.media.unwrap();
        for path in [format!("/media/{digest}"), format!("/media/{digest}/thumb")] {
            assert_eq!(street.house.status_as_owner(&path).await, StatusCode::OK, "{path}");
        }
        assert!(crate::thumbs::path(&street.house.home.thumbs, &digest).exists());
        let (_, ticket) = street.house.get_as_owner("/tickets/T-1").await;
        assert!(street.page().await.contains(digest.as_str()) && ticket.contains(digest.as_str()));
        assert_eq!(street.house.tickets().await.len(), 1);
    }
}

both! {
    async fn an_address_that_is_over_is_asked_for_again(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "").await;
        street.befall(Mishap::Moved, 1);
        street.fetch(0).await;
        assert!(street.last().await.heard.media.is_some(), "asked for twice in one go");
        street.send("image/jpeg", &photo()[..2_000], "").await;
        street.befall(Mishap::Moved, 2);
        street.fetch(0).await;
        assert_eq!(street.reason().await, (Some(Unfetched::Address), false));
        assert_eq!(street.fetch(0).await, 0, "not before its time");
        assert!(street.page().await.contains("not fetched yet: the address WhatsApp gave led nowhere"));
        street.fetch(1).await;
        assert!(street.last().await.heard.media.is_some());
    }
}

both! {
    async fn what_came_is_what_was_sent_or_is_not_kept(db: Db) {
        let street = Street::open(db).await;
        for (mishap, reason, tries) in [
            (Mishap::Changed, Unfetched::Changed, 4),
            (Mishap::Cut, Unfetched::BrokeOff, 8),
            (Mishap::Page, Unfetched::OtherType, 1),
        ] {
            street.send("image/jpeg", &[&photo()[..], reason.word().as_bytes()].concat(), "").await;
            street.befall(mishap, 100);
            for tried in 1..=tries {
                assert_eq!(street.fetch(tried * 61).await, 1, "{mishap:?} {tried}");
                assert_eq!(street.reason().await, (Some(reason), tried == tries), "{mishap:?} {tried}");
            }
            assert_eq!(street.fetch(100 * 61).await, 0, "given up");
            let survey = street.house.home.blobs.check_all(|_| {}).await.unwrap();
            assert_eq!(survey.whole, 0, "{mishap:?}");
            let last = street.last().await;
            let page = street.page().await;
            assert!(page.contains(&format!("not fetched: {}", reason.sentence())) && page.contains("Try again"));
            street.simulator.with(|world, _| world.chaos = Chaos::default());
            street.house.post_as_owner(&format!("/messages/{}/file", last.heard.id)).await;
            assert_eq!((street.fetch(0).await, street.missing().await), (1, (0, 0)));
            let kept = street.last().await.heard.media.unwrap();
            street.house.home.delete(&[kept]).await.unwrap();
        }
    }
}

both! {
    async fn after_seven_days_it_is_said_that_they_are_over(db: Db) {
        let street = Street::open(db).await;
        let id = street.send("image/jpeg", &photo(), "").await;
        street.simulator.with(|world, _| world.files.remove(&id));
        for minutes in [0, 61, 122] {
            street.fetch(minutes).await;
            assert_eq!(street.reason().await, (Some(Unfetched::Unknown), false));
        }
        street.fetch(183).await;
        assert_eq!(street.reason().await, (Some(Unfetched::Unknown), true));
        // Where nobody listens only time sets a bound.
        street.send("image/jpeg", &photo()[..3_000], "").await;
        street.serving.abort();
        tokio::task::yield_now().await;
        let deaf = fetcher(&street.house, "http://127.0.0.1:1", "our-token");
        for day in 0..8 {
            assert_eq!(deaf.fetch_due(at(day * DAY_MINUTES)).await.unwrap(), 1, "{day}");
            assert_eq!(street.reason().await, (Some(Unfetched::Unreached), day == 7));
        }
    }
}

both! {
    async fn a_token_that_is_refused_costs_no_file(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "").await;
        let address = street.simulator.with(|_, settings| settings.address.clone());
        let stranger = fetcher(&street.house, &address, "another");
        for minutes in 0..12 {
            assert_eq!(stranger.fetch_due(at(minutes * 61)).await.unwrap(), 1);
            assert_eq!(street.reason().await, (Some(Unfetched::Credentials), false));
        }
        street.fetch(13 * 61).await;
        assert!(street.last().await.heard.media.is_some());
    }
}

both! {
    async fn a_worker_that_dies_at_any_point_loses_nothing_and_does_nothing_twice(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "").await;
        // Dead before it brought anything.
        let mut tx = street.house.home.db.begin().await.unwrap();
        let claim = fetches::claim(&mut tx, &street.house.home.org, at(0)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(claim.is_some());
        assert_eq!(street.fetch(1).await, 0, "the dead one's lease holds");
        // Dead between recording it and saying so.
        assert_eq!(street.fetcher.bring_and_die(at(6)).await.unwrap(), 1);
        let entries = store::journal::head(&street.house.home.db, "main").await.unwrap().unwrap().position;
        street.befall(Mishap::Changed, 100);
        assert_eq!((street.fetch(12).await, street.missing().await), (1, (0, 0)));
        let after = store::journal::head(&street.house.home.db, "main").await.unwrap().unwrap().position;
        assert_eq!(after, entries, "it was recorded once");
        // Dead between the disk and the record: the bytes are found, not fetched again.
        let kept = street.last().await.heard.media.unwrap();
        street.send("image/jpeg", &photo(), "again").await;
        assert_eq!(street.fetch(13).await, 1);
        assert_eq!(street.last().await.heard.media, Some(kept), "the mishap befell nobody");
    }
}

both! {
    async fn of_somebody_who_was_erased_no_file_stays(db: Db) {
        let street = Street::open(db).await;
        street.send("image/jpeg", &photo(), "").await;
        let sender = street.last().await.heard.sender;
        let command = Command::RecordErasure { person: sender, entries: 0 };
        let request = street.house.home.request("owner", domain::request::Via::Shell, command).unwrap();
        street.house.home.desk.erase_person(request).await.unwrap();
        assert_eq!((street.fetch(0).await, street.missing().await), (1, (0, 0)));
        let survey = street.house.home.blobs.check_all(|_| {}).await.unwrap();
        assert_eq!((survey.whole, street.last().await.heard.media), (0, None::<Digest>));
    }
}

both! {
    async fn a_voice_note_and_a_document_are_fetched_too_and_twice_is_once(db: Db) {
        let street = Street::open(db).await;
        for (mime, bytes, form) in [
            ("audio/ogg", &b"OggS and so on"[..], Form::Audio),
            ("application/pdf", &b"%PDF-1.7"[..], Form::Document),
        ] {
            street.simulator.with(|world, _| world.chaos.duplicate = true);
            let before = street.missing().await;
            street.send_twice(mime, bytes).await;
            assert_eq!((before, street.missing().await), ((0, 0), (1, 0)));
            assert_eq!(street.fetch(0).await, 1);
            let last = street.last().await.heard;
            assert_eq!((last.form, last.media.is_some()), (form, true));
        }
    }
}

impl Street {
    /// As [`Self::send`], where each webhook is posted twice.
    async fn send_twice(&self, mime: &str, bytes: &[u8]) {
        self.send(mime, bytes, "").await;
        assert_eq!(self.house.take_in_later().await.files, 0, "the same bytes are one delivery");
    }
}
