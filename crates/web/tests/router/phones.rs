//! A message from a shared phone: its page says both names, a member moves the credit and takes that back.

use super::{Site, content::between, world};
use axum::http::{StatusCode, header};
use domain::directory::{Person, Role};
use domain::event::Event;
use domain::id::{ConversationId, MessageId, OrgId, PersonId, SiteId};
use domain::message::{Circle, ConversationKey, Handle, Inbound};
use domain::phone::{Claim, Hold, Shared};
use domain::request::{Actor, Command, Definition, Request, Stamp, Via};

/// A busy site with a guardhouse phone, on which Kumar said who he is and then reported something.
async fn guardhouse() -> Site {
    let site = Site::busy().await;
    let phone = Handle::phone("+60111222333");
    let (id, name, handles) = (PersonId::new("guardhouse"), "Guardhouse".to_owned(), vec![phone.clone()]);
    let (site_id, shared) = (Some(SiteId::new("menara")), Some(Shared::default()));
    let person = Person { id, name, handles, role: Role::Guard, vendor: None, site: site_id, shared };
    ask(&site, 1, Command::Define(Box::new(Definition::Person(person)))).await;
    let message = say(&site, 2, &phone, "this is Kumar on shift").await;
    let claim = Claim::Person(PersonId::new("kumar"));
    ask(&site, 3, Command::Hold(Box::new(Hold { message, language: "en".to_owned(), claim }))).await;
    say(&site, 4, &phone, "generator room door open").await;
    site
}

async fn say(site: &Site, minute: u32, sender: &Handle, text: &str) -> MessageId {
    let id = ConversationId::new("ops");
    let inbound = Inbound {
        sender_name: "Guardhouse".to_owned(),
        ..Inbound::said(
            ConversationKey { id, circle: Circle::Group, name: "Menara Cahaya Ops".into(), with: None },
            format!("phone-{minute}"),
            sender.clone(),
            world::now().plus_minutes(i64::from(minute) - 10),
            text.to_owned(),
        )
    };
    let events = ask(site, minute, Command::Receive(Box::new(inbound))).await;
    let received = events.iter().find(|event| matches!(event, Event::MessageReceived { .. }));
    received.and_then(Event::message).cloned().expect("it was received")
}

async fn ask(site: &Site, minute: u32, command: Command) -> Vec<Event> {
    let stamp = Stamp { at: world::now().plus_minutes(i64::from(minute) - 10), entropy: u128::from(minute) << 96 };
    let (org, actor, via) = (OrgId::new(world::ORG), Actor::Channel, Via::Simulated);
    let request = Request { org: org.clone(), actor, via, stamp, import: None, command };
    let answers = site.desk.commit_all(&org, vec![request]).await.expect("the desk answers");
    let receipts = answers.into_iter().map(|answer| answer.expect("nothing is refused"));
    receipts.flat_map(|receipt| receipt.changes).map(|change| change.event).collect()
}

#[tokio::test]
async fn the_credit_of_a_shared_phones_message_is_moved_and_put_back() {
    let site = guardhouse().await;
    let list = site.get("/messages?q=generator").await.text;
    let id = between(&list, "<a class=\"row plain\" href=\"/messages/", "\"").to_owned();
    let page = site.get(&format!("/messages/{id}")).await.text;
    assert!(page.contains("which several people share, and counts for"), "{page}");
    assert!(page.contains("Guardhouse"), "the phone stays visible");
    assert!(page.contains("<option value=\"kumar\" selected>Kumar</option>"), "{page}");
    assert!(!page.contains("<option value=\"siti-boss\""), "who leads is not to be chosen");
    let answer = site.post(&format!("/messages/{id}/credit"), "person=ali&onwards=yes").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get(answer.header(header::LOCATION)).await.text;
    assert!(page.contains("<option value=\"ali\" selected>"), "{page}");
    let undo = format!("entries={}", between(&page, "name=\"entries\" value=\"", "\""));
    for _ in 0..2 {
        assert_eq!(site.post(&format!("/messages/{id}/credit/undo"), &undo).await.status, StatusCode::SEE_OTHER);
    }
    let page = site.get(&format!("/messages/{id}")).await.text;
    assert!(page.contains("<option value=\"kumar\" selected>"), "{page}");
    let garbage = site.post(&format!("/messages/{id}/credit/undo"), "entries=1-99999999").await;
    assert_eq!(garbage.status, StatusCode::NOT_FOUND);
    let boss = site.post(&format!("/messages/{id}/credit"), "person=siti").await;
    assert_eq!(boss.status, StatusCode::SEE_OTHER, "Siti cleans here, and may hold it");
    let resident = site.post(&format!("/messages/{id}/credit"), "person=aini").await;
    assert_eq!(resident.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", resident.text);
}
