//! What reports are made of.

use crate::reads::{busy, crowd};
use crate::world::*;
use domain::media::Grade;
use domain::ticket::Ticket;
use domain::time::Instant;
use store::desk::Desk;
use store::read::tickets::LOOKED_THROUGH_MAX;
use store::read::{messages, reports, tasks};
use store::{args, both};

both! {
    async fn a_report_gathers_what_was_touched_and_what_is_open_each_once(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        crowd(&desk).await;
        let tan = messages::one(desk.db(), &org(), &message(5, 16)).await.unwrap().unwrap().heard.sender;
        let mut tx = desk.db().begin().await.unwrap();
        tx.run("UPDATE tickets SET claimant = $2 WHERE org = $1 AND number <= 2", args![org().as_str(), tan.as_str()])
            .await
            .unwrap();
        let photo = message(5, 16);
        tx.run("UPDATE messages SET form = 'image', media = 'aa' WHERE org = $1 AND id = $2", args![org().as_str(), photo.as_str()])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let gathered = async |from: Instant, to: Instant| {
            let (mut numbers, mut days, mut answerers) = (Vec::new(), Vec::new(), Vec::new());
            let mut grades = std::collections::BTreeMap::new();
            let ticket = |ticket: Ticket, reports::Told { answerer, grade }| {
                assert_ne!(answerer.as_ref(), Some(&ticket.reporter));
                numbers.push(ticket.number.0);
                grades.insert(ticket.number.0, grade);
                answerers.extend(answerer.map(|person| (ticket.number.0, person)));
            };
            let day = |day| days.push(day);
            assert!(reports::gather(desk.db(), &org(), &[(from, to)], ticket, day).await.unwrap().is_all);
            numbers.sort_unstable();
            answerers.sort();
            (numbers, days, answerers, grades)
        };
        let end = u32::try_from(LOOKED_THROUGH_MAX).unwrap() + 150;
        // Those of the crowd were touched at the microsecond of their number.
        let (numbers, days, answerers, grades) = gathered(Instant::from_us(150), minute(600)).await;
        assert_eq!(numbers, (1..=3).chain(150..end).collect::<Vec<_>>());
        assert_eq!(days, tasks::all(desk.db(), &org(), None).await.unwrap());
        // Who sent the photo answered the first, and who said "done" the second: the same person.
        assert_eq!(answerers, [(1, tan.clone()), (2, tan.clone())]);
        // A photo stands for the fix of the first; of all others there are words alone.
        let proven: Vec<u32> = grades.iter().filter(|(_, grade)| **grade != Grade::D).map(|(number, _)| *number).collect();
        assert_eq!(proven, [1]);
        let (numbers, days, answerers, _) = gathered(minute(10_000), minute(20_000)).await;
        assert_eq!((numbers, days, answerers), (vec![1, 2, 3], Vec::new(), vec![(1, tan.clone()), (2, tan)]));
        let (first, last) = reports::heard(desk.db(), &org()).await.unwrap().unwrap();
        assert!(first < last && last < minute(600), "{first:?} {last:?}");
        let (numbers, days, answerers, _) = gathered(Instant::from_us(0), Instant::from_us(102)).await;
        assert_eq!((numbers, days, answerers), (vec![100, 101], Vec::new(), Vec::new()));
    }
}

both! {
    async fn what_was_done_with_before_is_shown_once_and_not_what_is_open(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        crowd(&desk).await;
        // Those of the crowd were touched at the microsecond of their number; the later ones are open still.
        let mut tx = desk.db().begin().await.unwrap();
        let open = "UPDATE tickets SET is_open = TRUE WHERE org = $1 AND number >= 1300";
        tx.run(open, args![org().as_str()]).await.unwrap();
        tx.commit().await.unwrap();
        let mut numbers = Vec::new();
        let span = (Instant::from_us(150), Instant::from_us(1_290));
        assert!(reports::earlier(desk.db(), &org(), span, |ticket| numbers.push(ticket.number.0)).await.unwrap());
        assert_eq!(numbers, (150..1_290).collect::<Vec<_>>(), "a page and more, in the order in which they were touched");
        let later = (Instant::from_us(1_300), Instant::from_us(1_400));
        assert!(reports::earlier(desk.db(), &org(), later, |ticket| panic!("{} is open", ticket.number)).await.unwrap());
    }
}

/// Gives every ticket of the crowd two files by whoever claims its fix, at the instant at which it was answered.
async fn crowd_with_files(desk: &Desk) {
    let mut tx = desk.db().begin().await.unwrap();
    let later = args![org().as_str(), minute(700).us(), minute(3).us()];
    tx.run(
        "UPDATE tickets
        SET opened_us = $2, touched_us = $3, acknowledged_us = 1, claimant = 'q'
        WHERE org = $1 AND number >= 100",
        later,
    )
    .await
    .unwrap();
    for (form, from) in [("image", 1_000_000_i64), ("video", 2_000_000)] {
        tx.run(
            "INSERT INTO messages (org, id, position, conversation, external, sender, sent_us, form, text, file_name, mentions,
                forwarded, edited, media, ticket)
            SELECT $1, CAST(number + $3 AS TEXT), number + $3, 'c', CAST(number + $3 AS TEXT), 'q', 1, $2, '', '', '[]',
                FALSE, FALSE, 'aa', number
            FROM tickets
            WHERE org = $1 AND number >= 100",
            args![org().as_str(), form, from],
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

both! {
    async fn an_old_report_keeps_who_answered_and_what_shows_it_however_much_was_touched_since(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        crowd(&desk).await;
        let tan = messages::one(desk.db(), &org(), &message(5, 16)).await.unwrap().unwrap().heard.sender;
        let mut tx = desk.db().begin().await.unwrap();
        let changes = [
            "UPDATE tickets SET claimant = $2 WHERE org = $1 AND number <= 2",
            "UPDATE messages SET form = 'image', media = 'aa' WHERE org = $1 AND sender = $2 AND ticket = 1",
        ];
        for change in changes {
            tx.run(change, args![org().as_str(), tan.as_str()]).await.unwrap();
        }
        tx.commit().await.unwrap();
        // The file of the first came from another identity, which turned out to be theirs.
        let mut tx = desk.db().begin().await.unwrap();
        let other = args![org().as_str(), tan.as_str()];
        tx.run("UPDATE tickets SET claimant = 'tan-at-home' WHERE org = $1 AND number = 1", args![org().as_str()]).await.unwrap();
        tx.run("INSERT INTO same_people (org, person, same) VALUES ($1, 'tan-at-home', $2)", other).await.unwrap();
        tx.commit().await.unwrap();
        crowd_with_files(&desk).await;
        // Once as what was touched in the period, and once as what is open and was touched before it.
        for from in [Instant::from_us(0), minute(500)] {
            let (mut answerers, mut shown) = (Vec::new(), Vec::new());
            let ticket = |ticket: Ticket, reports::Told { answerer, grade }| {
                answerers.extend(answerer.map(|person| (ticket.number.0, person)));
                shown.extend((grade != Grade::D).then_some(ticket.number.0));
            };
            reports::gather(desk.db(), &org(), &[(from, minute(600))], ticket, |_| {}).await.unwrap();
            answerers.sort();
            assert_eq!((answerers, shown), (vec![(1, tan.clone()), (2, tan.clone())], vec![1]), "{from:?}");
        }
    }
}
