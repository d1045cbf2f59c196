//! A house under test: a database, a router as `laksana serve` makes it, and workers that work when told to.

use crate::chance;
use crate::cloud_api::CloudApi;
use crate::commands::serve;
use crate::health::{Health, SetUp};
use crate::home::{Home, ORG};
use crate::hooks::{Bridges, Hook, Refused, Secrets, Switches, keeping};
use crate::workers::{Clock, Intake};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use channels::cloud_api::{Pepper, Secret};
use domain::id::{OrgId, TaskId, TicketNumber};
use domain::request::{Command, Definition, TicketCommand, Via};
use domain::task::{Cadence, Outcome, Task};
use domain::time::{Instant, Zone};
use engine::live::{Live, Taken};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use simulator::{Persona, Profile, Settings};
use std::sync::Arc;
use store::Db;
use store::blobs::Blobs;
use store::desk::Desk;
use store::inbox;
use store::read::{messages, tasks, tickets};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

pub const SECRET: &str = "app-secret-123";
/// Our business number, as Meta knows it, and its account.
pub const NUMBER: &str = "106540352242922";
pub const ACCOUNT: &str = "102290129340398";
/// Who lives there.
pub const MEI: &str = "60123456789";
/// Longer than any lease.
const LEASE_OVER_MINUTES: i64 = 60;

pub struct House {
    pub home: Home,
    router: Router,
    keeping: JoinHandle<()>,
    /// What came with a wrong signature.
    pub refused: Refused,
    pub(super) folder: tempfile::TempDir,
}

/// A simulated Graph API at an address, which posts what it plays to another.
pub fn settings(address: &str, hook: String) -> Settings {
    Settings {
        hook,
        app_secret: SECRET.to_owned(),
        access_token: "our-token".to_owned(),
        phone_number_id: NUMBER.to_owned(),
        waba_id: ACCOUNT.to_owned(),
        display_number: "15550783881".to_owned(),
        address: address.to_owned(),
        dashboard: String::new(),
        now_us: || chance::now().us(),
        leap: None,
    }
}

/// A resident with a number, on the simulated phone.
pub fn neighbour(phone: &str) -> Persona {
    Persona {
        phone: phone.to_owned(),
        name: "Mei".to_owned(),
        role: "resident".to_owned(),
        user_id: format!("MY.{phone}"),
        profile: Profile::Full,
        is_old: false,
        group: String::new(),
    }
}

/// A text of one person to our number, now.
pub fn message(wamid: &str, text: &str) -> Value {
    let seconds = chance::now().us() / 1_000_000;
    json!({ "from": "60123456789", "from_user_id": "MY.1349120865530274", "id": wamid, "timestamp": seconds.to_string(),
        "type": "text", "text": { "body": text } })
}

/// A body as Meta posts it.
pub fn posted(messages: &[Value]) -> String {
    let contacts = json!([{ "profile": { "name": "Mei" }, "wa_id": "60123456789", "user_id": "MY.1349120865530274" }]);
    let metadata = json!({ "display_phone_number": "15550783881", "phone_number_id": "106540352242922" });
    let value =
        json!({ "messaging_product": "whatsapp", "metadata": metadata, "contacts": contacts, "messages": messages });
    let changes = json!([{ "field": "messages", "value": value }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": changes }] })
        .to_string()
}

/// A body's signature.
pub fn sign(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

impl House {
    /// A house that hears WhatsApp.
    pub async fn open(db: Db) -> Self {
        let secret = |text| Secret::new(text).unwrap();
        Self::with(
            db,
            Some(Secrets {
                app: secret(SECRET),
                verify_token: secret("our-token"),
                ids: vec!["106540352242922".to_owned()],
            }),
            &CloudApi::default(),
        )
        .await
    }

    /// A house whose number is set up so.
    pub async fn connected(db: Db, cloud_api: &CloudApi) -> Self {
        Self::with(db, cloud_api.secrets().unwrap(), cloud_api).await
    }

    /// A house without a webhook.
    pub async fn deaf(db: Db) -> Self {
        Self::with(db, None, &CloudApi::default()).await
    }

    async fn with(db: Db, secrets: Option<Secrets>, cloud_api: &CloudApi) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, org) = (Desk::new(db.clone()), OrgId::new(ORG));
        desk.open(&org, ORG, &Zone::utc()).await.unwrap();
        let blobs = Blobs::at(folder.path().join("media")).unwrap();
        let home = Home {
            db,
            desk,
            blobs,
            thumbs: folder.path().join("thumbs"),
            org,
            zone: Zone::utc(),
            mind: brain::mind::Mind::new(),
        };
        let (keeper, work) = keeping(home.clone(), Arc::new(Notify::new()));
        let codes = engine::rounds::Codes::new(home.pepper().await.unwrap());
        let lent = serve::Lent {
            phone: None,
            codes,
            sending: Arc::default(),
            wizard: crate::wizard::door(&home, cloud_api, "http://127.0.0.1").unwrap(),
            closing: tokio::sync::watch::channel(false).1,
            continuity: tokio::sync::watch::channel(web::Continuity::default()).1,
            imprint: Arc::new(crate::imprints::imprint(folder.path(), None)),
            mails_from: None,
        };
        let pages = serve::state(&home, folder.path(), "Test".to_owned(), false, lent).unwrap();
        let set_up = SetUp { hears: secrets.is_some(), may_speak: false };
        let health = Health::new(home.clone(), keeper.clone(), set_up);
        let secret = |text: &str| Secret::new(text);
        let bridges = Bridges {
            waha: secret("a-waha-key"),
            evolution: secret("an-evolution-token"),
            open: secret("a-bridge-secret"),
        };
        let refused = keeper.all_refused();
        let hook = Hook::new(secrets, bridges, keeper, Switches::new(home.clone()));
        let router = serve::router(pages, serve::api(&home), health, hook);
        Self { home, router, keeping: tokio::spawn(work), refused, folder }
    }

    /// What answers requests, to be served.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub async fn send(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    pub async fn get(&self, path: &str) -> (StatusCode, String) {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, body: &str) -> StatusCode {
        self.post_signed(body, Some(sign(body))).await
    }

    pub async fn post_signed(&self, body: &str, signature: Option<String>) -> StatusCode {
        let mut request = Request::post("/hooks/cloud-api").header("content-length", body.len());
        if let Some(signature) = signature {
            request = request.header("x-hub-signature-256", signature);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await.0
    }

    /// The disk is gone, as it were.
    pub fn stop_keeping(&self) {
        self.keeping.abort();
    }

    /// Whether all there is can be taken in now.
    pub async fn can_take_in(&self) -> bool {
        let mut worker = self.worker().await;
        loop {
            match worker.take_in_some(chance::now()).await {
                Ok(Some(_)) => {}
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    }

    /// Takes in all there is now, where people see that they were heard.
    pub async fn take_in_speaking(&self) {
        let mut worker = self.worker().await.speaking(Arc::new(Notify::new()), "106540352242922");
        while worker.take_in_some(chance::now()).await.unwrap().is_some() {}
    }

    async fn worker(&self) -> Intake {
        Intake::new(self.home.clone(), Arc::new(Notify::new()), Arc::new(Notify::new())).await.unwrap()
    }

    /// Takes in all there is at an instant.
    pub async fn take_in_at(&self, now: Instant) -> Taken {
        let mut worker = self.worker().await;
        let mut all = Taken::default();
        while let Some(taken) = worker.take_in_some(now).await.unwrap() {
            all.deliveries += taken.deliveries;
            all.aside += taken.aside;
            all.messages += taken.messages;
            all.tickets += taken.tickets;
            all.files += taken.files;
        }
        all
    }

    pub async fn take_in(&self) -> Taken {
        self.take_in_at(chance::now()).await
    }

    /// As a worker that starts when those before it are long dead.
    pub async fn take_in_later(&self) -> Taken {
        self.take_in_at(chance::now().plus_minutes(LEASE_OVER_MINUTES)).await
    }

    /// Two programs on one database.
    pub async fn take_in_by_two(&self) {
        tokio::join!(self.take_in(), self.take_in());
    }

    /// Hears what waits, and dies before it says so. How many messages were new.
    pub async fn hear_and_die(&self) -> usize {
        let Home { db, desk, org, .. } = self.home.clone();
        let now = chance::now();
        let mut mailbox = inbox::Mailbox::open(&db).await.unwrap();
        let claims = inbox::claim_new(&mut mailbox, &org, now).await.unwrap();
        mailbox.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let pepper = inbox::pepper(&mut tx, &org, &chance::token().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        let pepper = Pepper::from_hex(&pepper).unwrap();
        let mut live = Live::new(desk, org, pepper, brain::mind::Mind::new(), chance::stamps().unwrap());
        // A claim that nobody settles is what a death leaves behind.
        let unsettled: Vec<_> =
            claims.into_iter().map(|claim| inbox::Claim { id: format!("not {}", claim.id), ..claim }).collect();
        live.take_in(now, &unsettled).await.unwrap().messages
    }

    /// What was heard, in order: its form and its words.
    pub async fn texts(&self) -> Vec<(&'static str, String)> {
        let all = messages::all(&self.home.db, &self.home.org, 0).await.unwrap();
        all.into_iter().map(|message| (message.heard.form.word(), message.heard.text)).collect()
    }

    /// The stage of every ticket.
    pub async fn tickets(&self) -> Vec<&'static str> {
        let all = tickets::all(&self.home.db, &self.home.org, TicketNumber(0)).await.unwrap();
        all.iter().map(|ticket| ticket.stage.word()).collect()
    }

    /// Lets the clock look at an instant. The outcomes of all days.
    pub async fn look(&self, now: Instant) -> Vec<Option<Outcome>> {
        Clock::new(self.home.clone(), true).look(now).await.unwrap();
        let all = tasks::all(&self.home.db, &self.home.org, None).await.unwrap();
        all.iter().map(|day| day.outcome).collect()
    }

    /// A page as the owner sees it.
    pub async fn get_as_owner(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("cookie", self.cookie().await).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Whether the owner is shown something that is no page.
    pub async fn status_as_owner(&self, path: &str) -> StatusCode {
        let request = Request::get(path).header("cookie", self.cookie().await).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    /// Presses a button as the owner.
    pub async fn post_as_owner(&self, path: &str) {
        let request = Request::post(path).header("cookie", self.cookie().await);
        let request = request.header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
        assert_eq!(self.send(request).await.0, StatusCode::SEE_OTHER);
    }

    /// Sends a form as the owner. Where it leads, and what it shows.
    pub async fn fill_as_owner(&self, path: &str, fields: &str) -> (StatusCode, String) {
        let request = Request::post(path).header("cookie", self.cookie().await).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(fields.to_owned())).unwrap()).await
    }

    async fn cookie(&self) -> String {
        let link = serve::link(&self.home, "http://localhost", domain::member::Member::HOUSE).await.unwrap();
        let link = link.strip_prefix("http://localhost").unwrap();
        let response = self
            .router
            .clone()
            .oneshot(Request::post(link).header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap())
            .await
            .unwrap();
        response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    /// Asks for something as the owner.
    pub async fn ask(&self, command: Command) {
        let request = self.home.request("owner", Via::Web, command).unwrap();
        for answer in self.home.desk.commit_all(&self.home.org, vec![request]).await.unwrap() {
            answer.unwrap();
        }
    }

    /// Expects a round once a day, beginning in an hour.
    pub async fn expect_a_round(&self) {
        let at = chance::now().plus_minutes(60).in_zone(&Zone::utc()).time();
        let task = Task::named(TaskId::new("round"), "Round".to_owned(), Cadence::plain("FREQ=DAILY", at, 60));
        self.ask(Command::Define(Box::new(Definition::Task(task)))).await;
    }

    /// Reports something and verifies by hand that it is done.
    pub async fn verify_a_ticket(&self) {
        assert_eq!(
            self.post(&posted(&[message("wamid.tap", "The tap in the pantry is leaking badly")])).await,
            StatusCode::OK
        );
        assert_eq!(self.take_in().await.tickets, 1);
        for command in [TicketCommand::Resolve, TicketCommand::Verify] {
            self.ask(Command::change(TicketNumber(1), command)).await;
        }
    }
}
