//! What a tester plays on the phone, against the running program: posted over the network, signed and spelt as Meta does, and
//! sent against the simulator's Graph API.

use super::world::{ACCOUNT, House, MEI, NUMBER, SECRET, neighbour, settings};
use crate::chance;
use crate::cloud_api::CloudApi;
use crate::graph::Graph as Client;
use crate::hooks::Refused;
use crate::workers::{Allowed, Hearing, Sender};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use channels::cloud_api::{Account, Secret};
use domain::hearing::Suspicion;
use domain::id::PersonId;
use domain::message::Handle;
use domain::notice::{Concern, Matter};
use domain::outbound::{Failure, Outbound, State};
use domain::request::Command;
use serde_json::json;
use simulator::{Judge, Persona, Simulator};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::both;
use store::need::Need;
use store::read::{messages, outbox};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;
use web::Sending;

/// Longer than what travels as one waits for its fellows.
const SECONDS: i64 = 5;

/// A house and a phone that talk to each other over the network.
pub struct Street {
    pub house: House,
    simulator: Simulator,
    serving: [JoinHandle<()>; 2],
}

impl Drop for Street {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}

impl Street {
    pub async fn open(db: store::Db) -> Self {
        let (graph, pages) =
            (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = format!("http://{}", graph.local_addr().unwrap());
        let secrets = (SECRET.to_owned(), "our-verify-token".to_owned(), "our-token".to_owned());
        let ids = (NUMBER.to_owned(), ACCOUNT.to_owned());
        let house = House::connected(db, &CloudApi::simulated(format!("{address}/v26.0"), secrets, ids)).await;
        let settings = settings(&address, format!("http://{}/hooks/cloud-api", pages.local_addr().unwrap()));
        let simulator = Simulator::new(settings, vec![neighbour(MEI)]);
        let (api, hooks) = (simulator.router(), house.router());
        let serving = [
            tokio::spawn(async move { axum::serve(graph, api).await.unwrap() }),
            tokio::spawn(async move { axum::serve(pages, hooks).await.unwrap() }),
        ];
        Self { house, simulator, serving }
    }

    /// Presses a button of the phone's.
    pub async fn press(&self, path: &str, fields: &str) {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(fields.to_owned())).unwrap();
        let answer = self.simulator.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path} {fields}");
    }

    /// The same in the chat with the house.
    async fn tap(&self, what: &str, fields: &str) {
        let who = self.simulator.with(|world, _| world.people[0].phone.clone());
        self.press(&format!("/phone/{who}/{who}/{what}"), fields).await;
    }

    async fn write(&self, text: &str) {
        let form = format!("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--x--\r\n");
        let who = self.simulator.with(|world, _| world.people[0].phone.clone());
        let request = Request::post(format!("/phone/{who}/{who}/messages"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = self.simulator.router().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }

    /// The last message of the chat, as a form spells its name.
    fn last(&self) -> String {
        let wamid = self.simulator.with(|world, _| {
            let chat = world.people[0].phone.clone();
            world.chats[&chat].last().unwrap().wamid.clone()
        });
        wamid.replace('+', "%2B").replace('=', "%3D")
    }

    /// Posts what waits, and has it heard. How many posts it took.
    pub async fn deliver(&self) -> usize {
        let posted = self.simulator.deliver_due(chance::now().plus_seconds(SECONDS).us()).await;
        let is_taken = self.simulator.with(|world, _| world.posted.iter().all(|post| post.answer == Some(200)));
        assert!(is_taken, "each is answered with 200");
        self.house.take_in().await;
        posted
    }

    async fn person(&self, number: &str) -> Option<PersonId> {
        let directory = self.house.home.directory().await.unwrap();
        directory.person_by_handle(&Handle::phone(number)).map(|person| person.id.clone())
    }

    async fn concerns(&self) -> Vec<(Matter, Concern)> {
        let directory = self.house.home.directory().await.unwrap();
        let all = directory.concerns(chance::now());
        all.into_iter().map(|(notice, concern)| (notice.matter, concern)).collect()
    }

    async fn suspicions(&self) -> Vec<Suspicion> {
        let mut hearing = Hearing::new(self.house.home.clone(), Refused::default(), None, "http://127.0.0.1");
        hearing.look(chance::now()).await.unwrap();
        let need = Need::at(chance::now());
        let draft = self.house.home.desk.draft(&self.house.home.org, &need).await.unwrap();
        draft.situation().silences.iter().filter(|one| one.until.is_none()).map(|one| one.why).collect()
    }

    pub fn sender(&self) -> Sender {
        let base_url = self.simulator.with(|_, settings| format!("{}/v26.0", settings.address));
        let account = Account {
            base_url,
            phone_number_id: NUMBER.to_owned(),
            waba_id: Some(ACCOUNT.to_owned()),
            access_token: Secret::new("our-token").unwrap(),
        };
        let client = Client::new(account).unwrap().within(Duration::from_millis(500));
        Sender::new(self.house.home.clone(), client, Allowed::default(), Arc::new(Sending::by_itself()))
    }

    pub async fn letters(&self) -> Vec<Outbound> {
        outbox::all(&self.house.home.db, &self.house.home.org, None).await.unwrap()
    }

    pub fn shown(&self) -> usize {
        self.simulator.with(|world, _| world.chats[MEI].iter().filter(|line| line.author.is_none()).count())
    }
}

both! {
    async fn several_messages_and_statuses_in_one_post_are_all_heard(db: Db) {
        let street = Street::open(db).await;
        street.press("/phone/chaos", "batch=true").await;
        for text in ["The tap in the pantry is leaking badly", "Lift rosak lagi di Blok C é", "Thank you"] {
            street.write(text).await;
        }
        street.tap("kinds", "kind=novelty").await;
        street.press("/phone/news", "news=flagged").await;
        assert_eq!(street.deliver().await, 1, "they travel as one");
        let texts = street.house.texts().await;
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert_eq!(texts[1], ("text", "Lift rosak lagi di Blok C é".to_owned()));
        assert!(street.concerns().await.contains(&(Matter::Number, Concern::QualityPoor)));
    }
}

both! {
    async fn words_are_changed_taken_back_and_echoed(db: Db) {
        let street = Street::open(db).await;
        street.write("The tap in the pantry is leaking badly").await;
        street.deliver().await;
        let said = street.last();
        street.tap("edits", &format!("message={said}&text=The+tap+in+the+lobby+is+leaking")).await;
        street.deliver().await;
        let (_, page) = street.house.get_as_owner("/tickets/T-1").await;
        assert!(page.contains("The tap in the lobby is leaking"), "{page}");
        street.tap("echoes", "text=On+our+way").await;
        street.deliver().await;
        let all = messages::all(&street.house.home.db, &street.house.home.org, 0).await.unwrap();
        assert_eq!(all.last().unwrap().heard.sender, PersonId::house());
        let heard = street.house.texts().await.len();
        street.tap("revocations", &format!("message={said}")).await;
        street.deliver().await;
        let texts = street.house.texts().await;
        assert!(texts.len() == heard && texts[0].0 == "deleted", "{texts:?}");
    }
}

both! {
    async fn whoever_gets_another_number_and_another_name_stays_who_they_are(db: Db) {
        let street = Street::open(db).await;
        street.tap("profile", "profile=legacy").await;
        street.write("The tap in the pantry is leaking badly").await;
        street.deliver().await;
        let mei = street.person(MEI).await.unwrap();
        street.tap("profile", "profile=full").await;
        street.write("hello").await;
        street.deliver().await;
        street.tap("number", "number=60129990000").await;
        street.deliver().await;
        assert_eq!(street.person("60129990000").await.as_ref(), Some(&mei));
        street.tap("profile", "profile=hidden").await;
        street.write("It is leaking again").await;
        street.deliver().await;
        let all = messages::all(&street.house.home.db, &street.house.home.org, 0).await.unwrap();
        assert!(all.iter().all(|one| one.heard.sender == mei), "by any of their names");
        let chats: BTreeSet<_> = all.iter().map(|one| &one.heard.conversation).collect();
        assert_eq!(chats.len(), 1, "and it is one chat");
    }
}

both! {
    async fn whoever_gets_somebodys_old_number_has_a_chat_of_their_own(db: Db) {
        let street = Street::open(db).await;
        street.tap("profile", "profile=legacy").await;
        street.write("The tap in the pantry is leaking badly").await;
        street.deliver().await;
        let mei = street.person(MEI).await.unwrap();
        street.tap("number", "number=60129990000").await;
        street.deliver().await;
        let ben = Persona { name: "Ben".to_owned(), user_id: "MY.ben".to_owned(), ..neighbour(MEI) };
        street.simulator.with(|world, _| world.people.insert(0, ben));
        street.write("Lift rosak lagi di Blok C").await;
        street.deliver().await;
        let ben = street.person(MEI).await.unwrap();
        assert_ne!(ben, mei);
        let all = messages::all(&street.house.home.db, &street.house.home.org, 0).await.unwrap();
        let said = |whom: &PersonId| all.iter().find(|one| one.heard.sender == *whom).unwrap().heard.conversation.clone();
        assert_ne!(said(&ben), said(&mei), "nobody's words stand in another's chat");
        let draft = street.house.home.desk.draft(&street.house.home.org, &Need::at(chance::now()).windows().conversation(said(&ben))).await.unwrap();
        assert!(draft.situation().last_wrote(&ben).is_some(), "their 24 hours are open");
    }
}

both! {
    async fn what_befalls_account_number_and_templates_is_heard(db: Db) {
        let street = Street::open(db).await;
        let concerns = [
            ("restricted", (Matter::Account, Concern::Restricted)),
            ("violation", (Matter::Account, Concern::Violated)),
            ("alert", (Matter::Account, Concern::Alerted)),
            ("security", (Matter::Security, Concern::SecurityAsked)),
            ("flagged", (Matter::Number, Concern::QualityPoor)),
        ];
        for (news, concern) in concerns {
            street.press("/phone/news", &format!("news={news}")).await;
            street.deliver().await;
            assert!(street.concerns().await.contains(&concern), "{news}");
        }
        for (news, suspected) in [("disabled", true), ("reinstated", false), ("offboarded", true), ("reconnected", false)] {
            street.press("/phone/news", &format!("news={news}")).await;
            street.deliver().await;
            assert_eq!(!street.suspicions().await.is_empty(), suspected, "{news}");
        }
        street.simulator.with(|world, _| world.chaos.judge = Judge::Rejects);
        let template = json!({ "name": "laksana_verify", "language": "en", "category": "UTILITY", "components": [] });
        let request = Request::post("/v26.0/102290129340398/message_templates").header(header::AUTHORIZATION, "Bearer our-token");
        let request = request.body(Body::from(template.to_string())).unwrap();
        assert_eq!(street.simulator.router().oneshot(request).await.unwrap().status(), StatusCode::OK);
        street.deliver().await;
        assert!(street.concerns().await.contains(&(Matter::Template, Concern::TemplateRejected)));
        for (word, concern) in [("YELLOW", (Matter::Quality, Concern::TemplateFlagged)), ("MARKETING", (Matter::Category, Concern::Recategorised))] {
            street.press("/phone/templates", &format!("name=laksana_verify&language=en&word={word}")).await;
            street.deliver().await;
            assert!(street.concerns().await.contains(&concern), "{word}");
        }
    }
}

both! {
    async fn every_other_kind_is_heard_or_kept_and_none_is_set_aside(db: Db) {
        let street = Street::open(db).await;
        let kinds = ["contacts", "order", "form", "product", "ad", "poll", "unavailable", "welcome", "call_permission", "call",
            "saved", "history", "error", "novelty"];
        for kind in kinds {
            street.tap("kinds", &format!("kind={kind}")).await;
        }
        assert_eq!(street.deliver().await, kinds.len());
        // What is no message is news: a welcome, a leave to call, a call, a contact saved, old messages, an error.
        assert_eq!(street.house.texts().await.len(), kinds.len() - 6);
        street.tap("wishes", "value=stop").await;
        // A minute after they wrote last: whoever writes after a wish wants to hear.
        street.simulator.with(|world, _| {
            let wish = &mut world.waiting.back_mut().unwrap().body["entry"][0]["changes"][0]["value"]["user_preferences"][0];
            wish["timestamp"] = json!(chance::now().plus_minutes(1).us() / 1_000_000);
        });
        street.deliver().await;
        let mei = street.person(MEI).await.unwrap();
        let (_, page) = street.house.get_as_owner(&format!("/people/{mei}")).await;
        assert!(page.contains("They asked WhatsApp for no more messages like ours"), "{page}");
    }
}

both! {
    async fn each_fault_of_the_graph_api_does_what_it_must(db: Db) {
        let street = Street::open(db).await;
        let table = [
            ("131026", State::Failed, Failure::Unreachable),
            // A template says it next.
            ("131047", State::Waiting, Failure::WindowClosed),
            ("131056", State::Waiting, Failure::PairLimit),
            ("130429", State::Waiting, Failure::NumberLimit),
            ("131208", State::Waiting, Failure::PairLimit),
            ("131048", State::Waiting, Failure::SpamLimit),
            ("368", State::Waiting, Failure::Restricted),
            ("190", State::Waiting, Failure::Credentials),
            ("131000", State::Begun, Failure::Unclear),
            ("garbage", State::Begun, Failure::Unclear),
            ("silence", State::Begun, Failure::Unclear),
        ];
        for (n, (fault, state, failure)) in table.into_iter().enumerate() {
            // Each to another person, so that nobody is written to too often.
            let number = format!("6012345{n:04}");
            street.simulator.with(|world, _| world.people.insert(0, neighbour(&number)));
            street.write(&format!("The lift in Block {n} is stuck")).await;
            street.deliver().await;
            let person = street.person(&number).await.unwrap();
            street.press("/phone/chaos", &format!("refuse={fault}&refusals=1")).await;
            // Later than what stops everybody.
            street.sender().send_due(chance::now().plus_minutes(16)).await.unwrap();
            let known = street.letters().await.into_iter().find(|known| known.to == person);
            let known = known.unwrap_or_else(|| panic!("nothing was said because of {fault}"));
            let met = known.trouble.as_ref().map(|trouble| trouble.failure);
            assert_eq!((known.tries, known.state, met), (1, state, Some(failure)), "{fault}");
            street.house.ask(Command::Decline(known.id)).await;
        }
    }
}

both! {
    async fn a_limit_of_the_number_holds_everybody_and_one_of_groups_does_not(db: Db) {
        let street = Street::open(db).await;
        for (n, (fault, reaches_others)) in [("131208", true), ("131056", true), ("130429", false)].into_iter().enumerate() {
            for who in ["met", "other"] {
                let number = format!("601234{n}000{}", who.len());
                street.simulator.with(|world, _| world.people.insert(0, neighbour(&number)));
                street.write(&format!("The lift in Block {n} is stuck")).await;
                street.simulator.deliver_due(chance::now().plus_seconds(SECONDS).us()).await;
                street.house.take_in_at(chance::now().plus_minutes(-1)).await;
                if who == "met" {
                    street.press("/phone/chaos", &format!("refuse={fault}&refusals=1")).await;
                }
                street.sender().send_due(chance::now()).await.unwrap();
                let person = street.person(&number).await.unwrap();
                let letter = street.letters().await.into_iter().find(|one| one.to == person).unwrap();
                assert_eq!(letter.state.is_out(), who == "other" && reaches_others, "{fault} {who}");
                if who == "other" {
                    let waiting = street.letters().await.into_iter().filter(|one| one.state == State::Waiting);
                    for id in waiting.map(|one| one.id) {
                        street.house.ask(Command::Decline(id)).await;
                    }
                }
            }
        }
    }
}

both! {
    async fn what_was_sent_without_an_answer_is_not_sent_twice(db: Db) {
        let street = Street::open(db).await;
        street.write("The tap in the pantry is leaking badly").await;
        street.deliver().await;
        street.press("/phone/chaos", "refuse=lost&refusals=1").await;
        street.sender().send_due(chance::now().plus_minutes(1)).await.unwrap();
        let known = street.letters().await.remove(0);
        assert_eq!((known.state, known.trouble.unwrap().failure), (State::Begun, Failure::Unclear));
        assert_eq!(street.shown(), 1, "it is there all the same");
        street.deliver().await;
        assert_eq!(street.letters().await[0].state, State::Delivered);
        street.sender().send_due(chance::now().plus_minutes(11)).await.unwrap();
        assert_eq!(street.shown(), 1, "once");
    }
}
