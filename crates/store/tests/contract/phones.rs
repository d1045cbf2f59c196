//! Shared phones, on both engines: credit that is moved and taken back, what rebuilding makes of it, and erasure.

use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::directory::{Person, Role};
use domain::id::{MessageId, PersonId, SiteId, TicketNumber};
use domain::message::{Handle, Kind};
use domain::phone::{Claim, Credit, Hold, Shared};
use domain::request::{Command, Definition};
use store::desk::Desk;
use store::read::{messages, outbox, phones, tickets};
use store::{Db, both};

const PHONE: &str = "60100";

/// A desk with a guardhouse phone that Ravi holds, on which he reported something and said two things more.
async fn guardhouse(db: Db) -> Desk {
    let desk = desk(db).await;
    let person = |id: &str, phone: Option<&str>| {
        let handles = phone.map(Handle::phone).into_iter().collect();
        let shared = phone.map(|_| Shared::default());
        let (id, name, site) = (PersonId::new(id), id.to_owned(), Some(SiteId::new("tower")));
        let person = Person { id, name, handles, role: Role::Guard, vendor: None, site, shared };
        Command::Define(Box::new(Definition::Person(person)))
    };
    let hold = Hold { message: message(0, 50), language: "en".to_owned(), claim: Claim::Person(PersonId::new("Ravi")) };
    let requests = vec![
        request(-10, 40, person("Guardhouse", Some(PHONE))),
        request(-10, 41, person("Ravi", None)),
        request(-10, 42, person("Kumar", None)),
        receive(0, 50, inbound("a", "x1", PHONE, 0, "this is Ravi")),
        request(0, 51, Command::Hold(Box::new(hold))),
        receive(1, 52, inbound("a", "x2", PHONE, 1, "Lift stuck at block C")),
        interpret(1, 53, message(1, 52), Kind::Issue, None),
        receive(2, 54, inbound("a", "x3", PHONE, 2, "still stuck")),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    desk
}

async fn senders(desk: &Desk) -> Vec<(String, String)> {
    let page = messages::all(desk.db(), &org(), 0).await.unwrap();
    page.iter().map(|message| (message.sender_name.clone(), message.phone_name.clone())).collect()
}

fn both_names(person: &str) -> (String, String) {
    (person.to_owned(), "Guardhouse".to_owned())
}

both! {
    async fn credit_moves_with_what_follows_and_comes_back(db: Db) {
        let desk = guardhouse(db).await;
        assert_eq!(senders(&desk).await, [both_names("Ravi"), both_names("Ravi"), both_names("Ravi")]);
        let (phone, kumar) = (PersonId::new("Guardhouse"), PersonId::new("Kumar"));
        let report = messages::one(desk.db(), &org(), &message(1, 52)).await.unwrap().unwrap();
        let (ids, is_all) = phones::stretch(desk.db(), &org(), &report, &phone).await.unwrap();
        assert_eq!((ids.as_slice(), is_all), ([message(1, 52), message(2, 54)].as_slice(), true));
        let messages: Vec<(MessageId, PersonId)> = ids.into_iter().map(|id| (id, kumar.clone())).collect();
        let credit = Credit { phone: phone.clone(), messages, holder: Some(kumar) };
        let moved = desk.commit_all(&org(), vec![request(3, 60, Command::Credit(Box::new(credit)))]).await.unwrap();
        granted(&moved);
        let receipt = moved[0].as_ref().unwrap();
        assert_eq!(receipt.changes.len(), 3);
        assert_eq!(senders(&desk).await, [both_names("Ravi"), both_names("Kumar"), both_names("Kumar")]);
        let ticket = tickets::one(desk.db(), &org(), TicketNumber(1)).await.unwrap().unwrap();
        assert_eq!(ticket.reporter, PersonId::new("Kumar"));
        let held = |directory: &domain::directory::Directory| directory.shared(&PersonId::new("Guardhouse")).cloned();
        let holder = held(&desk.directory(&org()).await.unwrap()).unwrap().holder.unwrap();
        assert_eq!(holder.by, PersonId::new("Kumar"));
        same_when_rebuilt(&desk).await;
        assert_eq!(held(&desk.directory(&org()).await.unwrap()).unwrap().holder.unwrap(), holder);
        let entries = (receipt.position - 2, receipt.position);
        let back = phones::taken(desk.db(), &org(), &phone, entries).await.unwrap().unwrap();
        granted(&desk.commit_all(&org(), vec![request(4, 61, Command::Credit(Box::new(back)))]).await.unwrap());
        assert_eq!(senders(&desk).await, [both_names("Ravi"), both_names("Ravi"), both_names("Ravi")]);
        assert_eq!(phones::taken(desk.db(), &org(), &phone, (1, 2)).await.unwrap(), None);
    }
}

both! {
    async fn erasing_whoever_held_a_phone_takes_their_words_and_name_and_nobody_elses(db: Db) {
        let desk = guardhouse(db).await;
        // Ravi holds the phone until Kumar says who he is: this message came in as Ravi's.
        let kumar = Claim::Person(PersonId::new("Kumar"));
        let hold = Hold { message: message(5, 60), language: "en".to_owned(), claim: kumar };
        let requests = vec![
            receive(5, 60, inbound("a", "x4", PHONE, 5, "Kumar here")),
            request(5, 61, Command::Hold(Box::new(hold))),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let told = async || {
            let all = outbox::waiting(desk.db(), &org(), minute(6), None).await.unwrap().rows;
            all.iter().map(|outbound| outbound.text.clone()).collect::<Vec<_>>().join("\n")
        };
        let words = async |at, chance| {
            messages::one(desk.db(), &org(), &message(at, chance)).await.unwrap().map(|message| message.heard.text)
        };
        assert!(told().await.contains("Ravi") && told().await.contains("Kumar"), "{}", told().await);
        let ravi = PersonId::new("Ravi");
        desk.erase_person(request(9, 70, Command::RecordErasure { person: ravi, entries: 0 })).await.unwrap();
        assert_eq!(words(1, 52).await.unwrap_or_default(), "");
        assert_eq!(words(5, 60).await.as_deref(), Some("Kumar here"));
        assert!(!told().await.contains("Ravi") && told().await.contains("Kumar"), "{}", told().await);
        same_when_rebuilt(&desk).await;
    }
}
