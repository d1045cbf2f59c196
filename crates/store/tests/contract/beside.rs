//! What is kept of a person beside the journal: theirs, and of nobody else.

use crate::world::{minute, org};
use domain::id::{Digest, PersonId, TicketNumber};
use domain::request::Actor;
use store::beside::{Of, beside};
use store::handouts::{self, Handout};
use store::sessions::{self, Opening, Token};
use store::subscriptions::{self, Subscription};
use store::{both, openings, passes};

fn token(text: &str) -> Token {
    Token::parse(&format!("{text:-<24}")).unwrap()
}

/// Everything there is of somebody, as if it were of a person, their login and one photo of theirs.
async fn fill(db: &store::Db, person: &str, photo: &Digest) {
    let (id, actor) = (PersonId::new(person), Actor::Person(PersonId::new(person)));
    openings::note(db, &org(), &Digest::new("b".repeat(64)), &actor, minute(1)).await.unwrap();
    openings::note(db, &org(), photo, &Actor::Member(format!("login of {person}")), minute(2)).await.unwrap();
    let handout = Handout {
        org: org().to_string(),
        label: format!("for {person}"),
        stretch: "rolling".into(),
        language: "ms".into(),
        person: Some(person.into()),
        made_by: "member:owner".into(),
        expires_us: minute(100).us(),
        ..Handout::default()
    };
    let one = Subscription {
        id: format!("to {person}"),
        every: "monday".into(),
        person: Some(person.into()),
        ..Subscription::default()
    };
    let opening = Opening { token: token(&format!("s{person}")), device: "phone".into(), expires_us: minute(9).us() };
    let mut tx = db.begin().await.unwrap();
    passes::issue(&mut tx, &org(), &token(&format!("p{person}")), (TicketNumber(4), &id, true), minute(3))
        .await
        .unwrap();
    handouts::issue(&mut tx, &token(&format!("h{person}")), &handout).await.unwrap();
    subscriptions::add(&mut tx, &org(), &one).await.unwrap();
    let due = ("2026-11-16".parse().unwrap(), minute(4));
    subscriptions::expect(&mut tx, &org(), &one.id, due, minute(4)).await.unwrap();
    sessions::open(&mut tx, org().as_str(), &format!("login of {person}"), minute(5).us(), &opening).await.unwrap();
    let seen = "INSERT INTO looks (org, media, position, prints, is_dark, is_blurred, is_screenshot, taken, lat, lon)
        VALUES ($1, $2, 1, 'ab', FALSE, TRUE, FALSE, '2026-11-16T08:00:00', 3.5, 101.5)";
    tx.run(seen, store::args![org().as_str(), photo.as_str()]).await.unwrap();
    tx.commit().await.unwrap();
    let handed = handouts::find(db, &token(&format!("h{person}")), minute(6)).await.unwrap().unwrap();
    handouts::note_opening(db, &handed, "pdf", minute(6)).await.unwrap();
}

both! {
    async fn what_is_kept_of_somebody_is_theirs_alone_and_opens_nothing(db: Db) {
        let photos = ["c", "d"].map(|letter| Digest::new(letter.repeat(64)));
        fill(&db, "tan", &photos[0]).await;
        fill(&db, "mei", &photos[1]).await;
        let (selves, logins) = ([PersonId::new("tan")], ["login of tan".to_owned()]);
        let of = Of { selves: &selves, logins: &logins, files: &photos[..1] };
        let kept = beside(&db, &org(), of).await.unwrap();
        assert!(kept.is_all);
        let opened: Vec<_> = kept.opened.iter().map(|one| (one.digest.as_str(), one.at_us)).collect();
        let other = "b".repeat(64);
        assert_eq!(opened, [(other.as_str(), minute(1).us()), (photos[0].as_str(), minute(2).us())]);
        let [shown] = kept.shown.as_slice() else { panic!("{:?}", kept.shown) };
        assert_eq!((shown.media.as_str(), shown.who.as_str()), (photos[0].as_str(), "member:login of tan"));
        let [picture] = kept.pictures.as_slice() else { panic!("{:?}", kept.pictures) };
        assert_eq!((picture.prints.as_deref(), picture.is_blurred, picture.lat), (Some("ab"), true, Some(3.5)));
        assert_eq!(kept.passes.iter().map(|one| (one.ticket, one.is_work)).collect::<Vec<_>>(), [(4, true)]);
        let handed: Vec<_> = kept.handouts.iter().map(|one| (one.label.as_str(), one.opened_us)).collect();
        assert_eq!(handed, [("for tan", Some(minute(6).us()))]);
        assert_eq!((kept.subscriptions.len(), kept.editions.len(), kept.asked.len()), (1, 1, 0));
        assert_eq!(kept.sessions.iter().map(|one| one.device.as_str()).collect::<Vec<_>>(), ["phone"]);
        let told = format!("{kept:?}");
        let link = handouts::find(&db, &token("htan"), minute(6)).await.unwrap().unwrap();
        assert!(!told.contains(&link.token_digest));
        let nobody = Of { selves: &[PersonId::new("ali")], logins: &[], files: &[] };
        let nothing = beside(&db, &org(), nobody).await.unwrap();
        assert_eq!(nothing, store::beside::Beside { is_all: true, ..Default::default() });
    }
}
