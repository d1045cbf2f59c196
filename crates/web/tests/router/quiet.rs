//! What fell silent for good is expected to speak no more.

use super::Site;
use super::world::{now, org};
use axum::http::StatusCode;
use domain::hearing::{Ear, Suspicion};
use domain::request::{Actor, Command, Request, Stamp, Via};
use std::collections::BTreeMap;
use store::inbox::ears::{self, Came};

/// A bridge that was heard last two hours ago, and may be deaf since.
async fn silent(site: &Site) -> Ear {
    let ear = Ear::Channel("waha".to_owned());
    let at = now().plus_minutes(-120);
    let mut tx = site.desk.db().begin().await.expect("a transaction begins");
    ears::came(&mut tx, &org(), &ear, Came { at, said_at: at, messages: 3 }).await.expect("it is kept");
    tx.commit().await.expect("it is kept");
    let command = Command::NoteHearing(BTreeMap::from([(ear.clone(), (at, Suspicion::Quiet))]));
    let (stamp, actor, via) = (Stamp { at: now(), entropy: 77 << 64 }, Actor::Clock, Via::Clock);
    let request = Request { org: org(), actor, via, stamp, import: None, command };
    assert!(site.desk.commit_all(&org(), vec![request]).await.expect("the desk answers").iter().all(Result::is_ok));
    ear
}

#[tokio::test]
async fn nothing_is_expected_of_what_fell_silent_for_good() {
    let site = Site::busy().await;
    let ear = silent(&site).await;
    let page = site.get("/channels").await.text;
    assert!(page.contains("May be deaf since") && page.contains("Expect nothing here any more"), "{page}");
    for nonsense in ["ear=waha", "ear=program", "ear=channel%3Anowhere"] {
        assert_eq!(site.post("/channels/expectations", nonsense).await.status, StatusCode::NOT_FOUND, "{nonsense}");
    }
    for _ in 0..2 {
        assert_eq!(site.post("/channels/expectations", "ear=channel%3Awaha").await.status, StatusCode::SEE_OTHER);
    }
    let page = site.get("/channels").await.text;
    assert!(page.contains("Nothing is expected here") && !page.contains("Expect nothing here any more"), "{page}");
    let known = ears::known(site.desk.db(), &org()).await.unwrap();
    let sound = &known.iter().find(|known| known.sound.ear == ear).unwrap().sound;
    assert_eq!(domain::policy::hearing::doubt(sound, now().plus_minutes(60 * 24 * 28)), None);
    // That it may be deaf, and once, though it was pressed twice, that nothing is expected.
    assert_eq!(site.get("/audit").await.text.matches("WhatsApp (WAHA)").count(), 2);
}
