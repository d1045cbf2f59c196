//! Who opened which file: once an hour, and not after they were erased.

use crate::world::{desk, minute, org, request};
use domain::id::{Digest, PersonId};
use domain::request::{Actor, Command};
use store::both;
use store::openings::{note, of};

both! {
    async fn looks_are_written_down_once_an_hour(db: Db) {
        let (photo, other) = (Digest::new("a".repeat(64)), Digest::new("b".repeat(64)));
        let member = |name: &str| Actor::Member(name.to_owned());
        for minutes in [0, 1, 59, 61] {
            note(&db, &org(), &photo, &member("siti"), minute(minutes)).await.unwrap();
        }
        note(&db, &org(), &photo, &member("ali"), minute(5)).await.unwrap();
        note(&db, &org(), &other, &member("ali"), minute(6)).await.unwrap();
        let seen: Vec<(String, i64)> =
            of(&db, &org(), &photo).await.unwrap().into_iter().map(|line| (line.who, line.at_us)).collect();
        let at = |minutes| minute(minutes).us();
        assert_eq!(seen, [("member:siti".to_owned(), at(61)), ("member:ali".to_owned(), at(5)), ("member:siti".to_owned(), at(0))]);
    }
}

both! {
    async fn erasing_somebody_forgets_what_they_opened(db: Db) {
        let desk = desk(db.clone()).await;
        let (tan, photo) = (Actor::Person(PersonId::new("Tan")), Digest::new("d".repeat(64)));
        note(&db, &org(), &photo, &tan, minute(1)).await.unwrap();
        note(&db, &org(), &photo, &Actor::Member("siti".to_owned()), minute(2)).await.unwrap();
        let erasure = Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 };
        desk.erase_person(request(3, 9, erasure)).await.unwrap();
        let left: Vec<String> = of(&db, &org(), &photo).await.unwrap().into_iter().map(|line| line.who).collect();
        assert_eq!(left, ["member:siti"]);
    }
}
