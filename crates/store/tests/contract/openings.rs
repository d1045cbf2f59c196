//! Who opened which file: once an hour, and not after they were erased.

use crate::world::{desk, minute, org, request};
use domain::id::{Digest, PersonId};
use domain::request::{Actor, Command};
use store::both;
use store::openings::{note, note_all, of};

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
    async fn what_is_taken_away_at_once_is_written_down_file_by_file(db: Db) {
        let digests: Vec<Digest> = (0..1_200).map(|n| Digest::new(format!("{n:064x}"))).collect();
        let siti = Actor::Member("siti".to_owned());
        note(&db, &org(), &digests[7], &siti, minute(1)).await.unwrap();
        for minutes in [2, 70] {
            note_all(&db, &org(), &digests, &siti, minute(minutes)).await.unwrap();
        }
        for (at, times) in [(0, vec![70, 2]), (7, vec![70, 1]), (1_199, vec![70, 2])] {
            let found = of(&db, &org(), &digests[at]).await.unwrap().into_iter().map(|line| line.at_us);
            let times: Vec<i64> = times.into_iter().map(|minutes| minute(minutes).us()).collect();
            assert_eq!(found.collect::<Vec<_>>(), times, "{at}");
        }
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
