//! A small condominium in a database of its own, heard through the desk, for tests of pages and for looking at them.

use domain::directory::{Person, Place, Role, Site, Vendor};
use domain::id::{ConversationId, Digest, MessageId, OrgId, PersonId, PlaceId, SiteId, TaskId, TicketNumber, VendorId};
use domain::member::{Member, MemberRole};
use domain::message::{
    Attachment, Band, Circle, ConversationKey, Form, Handle, Inbound, Interpretation, Kind, Reader, Subject,
};
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, TicketCommand, Via};
use domain::task::TaskKind;
use domain::ticket::{Assignee, Category, HoldReason, Priority};
use domain::time::{Instant, Zone};
use std::path::Path;
use store::desk::Desk;
use store::sessions::{self, Link, Opening, Token};
use store::{Db, blobs::Blobs};
use work::task;

#[path = "world/door.rs"]
pub mod door;
#[path = "world/work.rs"]
mod work;

/// The organisation.
pub const ORG: &str = "main";
/// A name that must never reach a page as markup.
pub const HOSTILE: &str = "<script>alert('x')</script>";
/// A lift's doors.
const PHOTO: &[u8] = include_bytes!("world/photo.png");
/// The secret of a session that is open.
pub const SESSION: &str = "session-0123456789-abcdefgh";
/// The secret of a link that was not used.
pub const LINK: &str = "link-0123456789-abcdefgh-once";

/// The present: Saturday 21 November 2026, 10:42 in Kuala Lumpur.
pub fn now() -> Instant {
    Instant::from_timestamp("2026-11-21T02:42:00Z".parse().expect("this is an instant"))
}

pub fn org() -> OrgId {
    OrgId::new(ORG)
}

pub fn zone() -> Zone {
    Zone::named("Asia/Kuala_Lumpur").expect("this zone is in the database")
}

/// A world whose messages are asked for one after another.
pub struct World {
    pub desk: Desk,
    blobs: Blobs,
    heard: u32,
}

impl World {
    /// An empty one, in a folder.
    pub async fn empty(folder: &Path) -> Self {
        let db = Db::connect(&folder.join("test.db").to_string_lossy()).await.expect("the database opens");
        store::migrate::up(&db).await.expect("the tables are made");
        let desk = Desk::new(db);
        desk.open(&org(), "Menara Cahaya", &zone()).await.expect("the organisation is made known");
        let world = Self { desk, blobs: Blobs::at(folder.join("media")).expect("the folder is made"), heard: 0 };
        world.sign_in().await;
        world
    }

    /// One in which a few things have happened.
    pub async fn busy(folder: &Path) -> Self {
        let mut world = Self::empty(folder).await;
        world.define().await;
        world.hear().await;
        world
    }

    /// A busy one in which two messages wait for a member.
    pub async fn unsure(folder: &Path) -> Self {
        let mut world = Self::busy(folder).await;
        let doubt = |kind, confidence| Interpretation { confidence, band: Band::Triage, ..reading(kind, None) };
        world.hear_one("aini", 20, "Water on the lobby floor", doubt(Kind::Issue, 0.7), true, None).await;
        world.hear_one("tan", 10, "hmm can you see", doubt(Kind::Chatter, 0.4), false, None).await;
        world
    }

    async fn sign_in(&self) {
        let member = Definition::Member(Member::new("Siti Rahman", MemberRole::Owner));
        self.ask(now().plus_minutes(-60 * 24 * 30), Command::Define(Box::new(member))).await;
        let token = |text| Token::parse(text).expect("this is long enough");
        let expires_us = now().plus_minutes(60 * 24 * 365 * 20).us();
        let mut tx = self.desk.db().begin().await.expect("a transaction begins");
        let link = Link { org: ORG.into(), member: "Siti Rahman".into(), expires_us };
        sessions::issue_link(&mut tx, &token(LINK), &link).await.expect("a link is issued");
        let opening = Opening { token: token(SESSION), device: "test".into(), expires_us };
        sessions::open(&mut tx, ORG, "Siti Rahman", now().us(), &opening).await.expect("a session opens");
        tx.commit().await.expect("it is kept");
    }

    async fn ask(&self, at: Instant, command: Command) {
        let stamp = Stamp { at, entropy: u128::from(self.heard) << 32 | u128::from(at.us().unsigned_abs()) };
        let request = Request { org: org(), actor: Actor::Reader, via: Via::Simulated, stamp, import: None, command };
        for answer in self.desk.commit_all(&org(), vec![request]).await.expect("the desk answers") {
            answer.expect("nothing is refused");
        }
    }

    async fn define(&self) {
        let site = SiteId::new("menara");
        let place = |id: &str, parent: Option<&str>, name: &str| {
            let parent = parent.map(PlaceId::new);
            let (id, site, name, aliases) = (PlaceId::new(id), site.clone(), name.into(), vec![]);
            Definition::Place(Place { id, site, parent, name, aliases, geo: None, radius_m: None, asset: false })
        };
        let person = |id: &str, name: &str, role| {
            let handles = std::iter::once(Handle::name(name)).chain(door::phone(id)).collect();
            let (site, vendor) = (Some(site.clone()), (id == "ravi").then(|| VendorId::new("prolift")));
            let (id, name) = (PersonId::new(id), name.into());
            Definition::Person(Person { id, name, handles, role, vendor, site, shared: None })
        };
        let lines = [
            Definition::Site(Site::named(site.clone(), "Menara Cahaya".into())),
            place("a", None, "Block A"),
            place("pump", Some("a"), "Pump room"),
            place("b", None, "Block B"),
            place("c", None, "Block C"),
            place("pool", None, "Swimming pool"),
            Definition::Vendor(Vendor {
                id: VendorId::new("prolift"),
                name: "ProLift Sdn Bhd".into(),
                categories: vec![Category::Lift],
            }),
            person("siti", "Siti", Role::Cleaner),
            person("kumar", "Kumar", Role::Guard),
            person("ali", "Ali Hassan", Role::Technician),
            person("aini", "Aini C-12-3", Role::Resident),
            person("tan", "Mr Tan", Role::Resident),
            person("evil", HOSTILE, Role::Resident),
            person("ravi", "Ravi", Role::Technician),
            task("toilets", "Clean Block C toilets", TaskKind::Task, "siti", Some("c"), 8, true),
            task("lobby/a 1", "Mop Block A lobby", TaskKind::Task, "siti", Some("a"), 9, false),
            task("fence", "Patrol 02:00 perimeter", TaskKind::Patrol, "kumar", None, 2, false),
        ];
        for line in lines {
            self.ask(ago(20_000), Command::Define(Box::new(line))).await;
        }
    }

    async fn hear(&mut self) {
        let light = "Corridor light flickering at L7, Block A";
        self.report("aini", 9_000, light, Category::Electrical, Priority::Low, "a").await;
        self.change(1, 8_900, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("ali"))))).await;
        for days_ago in (0..6).rev() {
            self.ask(ago(days_ago * 1_440 + 60), Command::Lapse).await;
            self.routine(days_ago).await;
        }
        self.report(
            "tan",
            3_000,
            "Swimming pool water is green and it smells, children were in it this morning",
            Category::Other,
            Priority::Normal,
            "pool",
        )
        .await;
        self.change(2, 2_900, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("ali"))))).await;
        self.change(2, 2_000, TicketCommand::Start).await;
        self.change(2, 1_500, TicketCommand::Resolve).await;
        self.report("kumar", 2_500, "Gate barrier tak boleh buka lagi", Category::Access, Priority::High, "b").await;
        self.change(3, 2_400, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("ali"))))).await;
        self.change(3, 2_000, TicketCommand::Hold { reason: HoldReason::Parts, message: None }).await;
        self.report("evil", 1_300, HOSTILE, Category::Other, Priority::Low, "b").await;
        self.change(4, 1_200, TicketCommand::Verify).await;
        self.report("siti", 1_000, "Paip bocor di bilik pam, air dah naik", Category::Plumbing, Priority::High, "pump")
            .await;
        self.report("aini", 400, "Lift stuck again Block B", Category::Lift, Priority::High, "b").await;
        self.change(6, 380, TicketCommand::Assign(Some(Assignee::Vendor(VendorId::new("prolift"))))).await;
        self.follow("evil", 370, "Same here, waiting 20 minutes already", Kind::Issue, 6).await;
        self.follow("ali", 300, "on the way boss, 20 min", Kind::Progress, 6).await;
        self.change(6, 200, TicketCommand::Note("Spare key is with the guard.\nCall before you go up.".into())).await;
        self.report(
            "tan",
            40,
            "Lift C trapped, someone inside!! please hurry",
            Category::Lift,
            Priority::Critical,
            "c",
        )
        .await;
        self.say("kumar", 30, "Good morning all 🙏", Kind::Chatter, None, None).await;
    }

    async fn routine(&mut self, days_ago: i64) {
        let day = now().plus_minutes(-days_ago * 1_440).day(&zone());
        let about = |task: &str| Some(Subject::Task(TaskId::new(task), Some(day)));
        let at = |hour: i64| days_ago * 1_440 + (10 - hour) * 60 + 42;
        if days_ago != 2 {
            self.say("kumar", at(3), "Round done, all ok", Kind::Checkin, about("fence"), None).await;
        }
        if days_ago == 4 {
            self.say("siti", at(8) - 10, "toilet C done", Kind::Task, about("toilets"), None).await;
        } else if days_ago != 0 {
            let photo = Some(self.photo(u8::try_from(days_ago).unwrap_or(0)).await);
            self.say("siti", at(8) - 15, "Done toilet C L1-L3", Kind::Task, about("toilets"), photo).await;
        }
        self.say("siti", at(9) - 20, "lobby mopped", Kind::Task, about("lobby/a 1"), None).await;
    }

    /// A photo, another for each seed: what stands after a picture's end changes its digest alone.
    async fn photo(&self, seed: u8) -> Digest {
        let bytes: Vec<u8> = PHOTO.iter().copied().chain([seed; 4]).collect();
        let kept = self.blobs.put(std::io::Cursor::new(bytes)).await.expect("media is kept");
        Digest(kept.digest.as_str().to_owned())
    }

    async fn report(
        &mut self,
        who: &str,
        minutes: i64,
        text: &str,
        category: Category,
        priority: Priority,
        place: &str,
    ) {
        let photo = if minutes % 400 == 0 { Some(self.photo(99).await) } else { None };
        let reading = Interpretation {
            category: Some(category),
            priority: Some(priority),
            place: Some(PlaceId::new(place)),
            ..reading(Kind::Issue, None)
        };
        self.hear_one(who, minutes, text, reading, true, photo).await;
    }

    async fn follow(&mut self, who: &str, minutes: i64, text: &str, kind: Kind, ticket: u32) {
        self.say(who, minutes, text, kind, Some(Subject::Ticket(TicketNumber(ticket))), None).await;
    }

    async fn say(
        &mut self,
        who: &str,
        minutes: i64,
        text: &str,
        kind: Kind,
        about: Option<Subject>,
        photo: Option<Digest>,
    ) {
        self.hear_one(who, minutes, text, reading(kind, about), false, photo).await;
    }

    async fn hear_one(
        &mut self,
        who: &str,
        minutes: i64,
        text: &str,
        meaning: Interpretation,
        opens: bool,
        photo: Option<Digest>,
    ) {
        self.heard += 1;
        let name = if who == "evil" { HOSTILE } else { who };
        let names =
            [("siti", "Siti"), ("kumar", "Kumar"), ("ali", "Ali Hassan"), ("aini", "Aini C-12-3"), ("tan", "Mr Tan")];
        let name = names.iter().find(|(id, _)| *id == who).map_or(name, |(_, name)| name);
        let at = ago(minutes);
        let external = format!("x{}", self.heard);
        let inbound = inbound(name, at, text, &external, photo);
        let need = store::need::Need::at(at).conversation(conversation().id);
        let mut draft = self.desk.draft(&org(), &need).await.expect("a draft is made");
        let ask = |n: u128, command| Request {
            org: org(),
            actor: if n == 0 { Actor::Channel } else { Actor::Reader },
            via: Via::Simulated,
            stamp: Stamp { at, entropy: u128::from(self.heard) << 64 | n },
            import: None,
            command,
        };
        draft.ask(ask(0, Command::Receive(Box::new(inbound)))).expect("a message is kept");
        let message: MessageId =
            draft.situation().by_external(&conversation().id, &external).expect("it was just heard").id.clone();
        let reasons = vec!["“stuck” is said of a lift".into(), "it names a place that we know".into()];
        let (recurrence_of, assignee, hindsight, alternatives, labels) = (None, None, vec![], None, vec![]);
        let proposal =
            Proposal { message, meaning, opens, recurrence_of, assignee, hindsight, reasons, alternatives, labels };
        draft.ask(ask(1, Command::Interpret(Box::new(proposal)))).expect("a reading is acted on");
        for answer in self.desk.commit(&mut draft).await.expect("it is recorded") {
            answer.expect("nothing is refused");
        }
    }

    async fn change(&self, ticket: u32, minutes: i64, command: TicketCommand) {
        let (org, at) = (org(), ago(minutes));
        let stamp = Stamp { at, entropy: u128::from(at.us().unsigned_abs()) };
        let actor = Actor::Member("Siti Rahman".into());
        let command = Command::change(TicketNumber(ticket), command);
        let request = Request { org: org.clone(), actor, via: Via::Web, stamp, import: None, command };
        for answer in self.desk.commit_all(&org, vec![request]).await.expect("the desk answers") {
            answer.expect("nothing is refused");
        }
    }

    /// What the pages need.
    pub fn state(&self, folder: &Path) -> web::State {
        web::State {
            mails_from: Some("reports@laksana.example".into()),
            phone: Some("http://127.0.0.1:8081".into()),
            desk: self.desk.clone(),
            blobs: self.blobs.clone(),
            thumb: Box::new(|digest| format!("/nowhere/{digest}").into()),
            org: org(),
            zone: zone(),
            name: "Menara Cahaya".into(),
            now,
            token: || "fresh-0123456789-abcdefghijkl".into(),
            entropy: door::entropy,
            imports: door::door(folder),
            proof: Box::new(|named| {
                let opened = std::fs::File::open("/dev/null").map_err(|error| error.to_string());
                Box::pin(async move {
                    if !matches!(&named.about, web::Proven::Ticket(number) if number.0 != 1) {
                        opened
                    } else {
                        Err("it is not whole".to_owned())
                    }
                })
            }),
            lists: door::lists(self.desk.clone()),
            labels: door::labels(),
            passwords: door::passwords(),
            imprint: door::imprint(),
            wizard: door::wizard(),
            score: door::score(),
            code: Box::new(|place, _, _| format!("LK-{place}")),
            sending: std::sync::Arc::default(),
            closing: tokio::sync::watch::channel(false).1,
            continuity: tokio::sync::watch::channel(web::Continuity::default()).1,
            https: false,
        }
    }
}

fn ago(minutes: i64) -> Instant {
    now().plus_minutes(-minutes)
}

fn conversation() -> ConversationKey {
    let id = ConversationId::new("ops");
    ConversationKey { id, circle: Circle::Group, name: "Menara Cahaya Ops".into(), with: None }
}

fn reading(kind: Kind, about: Option<Subject>) -> Interpretation {
    Interpretation {
        by: Reader::Embedded("1".into()),
        kind,
        category: None,
        priority: None,
        place: None,
        about,
        confidence: 0.91,
        band: Band::Act,
        language: "en".into(),
    }
}

pub fn inbound(name: &str, sent_at: Instant, text: &str, external: &str, photo: Option<Digest>) -> Inbound {
    Inbound {
        sender_name: name.into(),
        form: if photo.is_some() { Form::Image } else { Form::Text },
        attachment: photo.map(|digest| Attachment { name: "IMG-1.png".into(), digest: Some(digest) }),
        ..Inbound::said(conversation(), external.into(), Handle::name(name), sent_at, text.into())
    }
}
