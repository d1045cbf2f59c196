//! An answer to what somebody meant, given when much was said since: what it moves is moved whole, on both engines.

use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::choice::{Choice, Meant};
use domain::id::TicketNumber;
use domain::message::{Circle, Form, Handle, Inbound, Kind};
use domain::request::{Alternatives, Command};
use domain::ticket::{Category, Priority, Stage};
use store::both;
use store::read::{outbox, tickets};

/// More than a desk keeps in mind.
const SINCE: u32 = 200;

fn alone(external: &str, at: i64, text: &str) -> Inbound {
    let mut said = inbound("mei", external, "60199", at, text);
    (said.conversation.circle, said.conversation.with) = (Circle::Direct, Some(Handle::phone("60199")));
    said
}

both! {
    async fn a_late_answer_moves_its_message_and_all_that_was_said_of_its_ticket(db: Db) {
        let desk = desk(db).await;
        let (meant, photo) = (message(1, 42), message(2, 44));
        let mut unsure = interpret(1, 43, meant.clone(), Kind::Issue, None);
        let Command::Interpret(proposal) = &mut unsure.command else { panic!("it interprets") };
        let (category, priority) = (Category::Lift, Priority::High);
        let report = Meant { message: meant.clone(), category, priority, place: None };
        proposal.alternatives = Some(Alternatives { report, other: Some(TicketNumber(1)) });
        let mut picture = alone("x3", 2, "");
        picture.form = Form::Image;
        let early = vec![
            receive(0, 40, inbound("a", "x1", "60100", 0, "lift stuck")),
            interpret(0, 41, message(0, 40), Kind::Issue, None),
            receive(1, 42, alone("x2", 1, "stuck again")),
            unsure,
            receive(2, 44, picture),
            interpret(2, 45, photo, Kind::Evidence, ticket(2)),
        ];
        granted(&desk.commit_all(&org(), early).await.unwrap());
        let said = |n: u32| {
            let (name, at) = (format!("late-{n}"), i64::from(n) / 10 + 3);
            receive(at, 100 + u128::from(n), inbound("a", &name, "60101", at, "good morning"))
        };
        granted(&desk.commit_all(&org(), (0..SINCE).map(said).collect()).await.unwrap());
        let asked = outbox::all(desk.db(), &org(), None).await.unwrap();
        let is_asked = |choices: &[Choice]| choices.iter().any(|choice| matches!(choice, Choice::IsAbout(..)));
        let asked = asked.into_iter().find(|said| said.offer.as_ref().is_some_and(|offer| is_asked(offer.choices())));
        let outbound = asked.expect("Mei is asked").id;
        granted(&desk.commit_all(&org(), vec![receive(40, 900, alone("x9", 40, "2"))]).await.unwrap());
        let answer = Command::Choose { message: message(40, 900), outbound, nth: 1 };
        granted(&desk.commit_all(&org(), vec![request(40, 901, answer)]).await.unwrap());
        let merged = tickets::one(desk.db(), &org(), TicketNumber(2)).await.unwrap().unwrap();
        assert_eq!((merged.stage, merged.merged_into), (Stage::Merged, Some(TicketNumber(1))));
        same_when_rebuilt(&desk).await;
    }
}
