//! A small desk with two tickets, a photo and hostile words, and packs taken apart and put together again.

use domain::directory::{Directory, Person, Role, Site};
use domain::id::{ConversationId, Digest, MessageId, OrgId, OutboundId, PersonId, SiteId, TicketNumber};
use domain::message::{Attachment, Band, Circle, ConversationKey, Form, Handle, Inbound, Interpretation, Kind, Reader};
use domain::outbound::Handout;
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, TicketCommand, Via};
use domain::retention::{Expired, Retention, Trace};
use domain::ticket::{Category, Priority};
use domain::time::{Instant, Zone};
use proof::checkpoint::{Checkpoint, NAME};
use proof::note::SecretKey;
use proof::pack::{Made, MakeError, Making, Scope, make};
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Read as _, Write as _};
use store::Db;
use store::blobs::Blobs;
use store::desk::Desk;
use store::journal;
use store::ledger::{Proofs, follow_all};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Monday, 2 March 2026, 09:00 in Kuala Lumpur.
const NINE: i64 = 1_772_413_200_000_000;
const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a photo";

pub struct World {
    desk: Desk,
    blobs: Blobs,
    pub key: SecretKey,
    pub paper: Option<Vec<u8>>,
    _folder: tempfile::TempDir,
}

fn org() -> OrgId {
    OrgId::new("acme")
}

fn zone() -> Zone {
    Zone::named("Asia/Kuala_Lumpur").unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn request(minutes: i64, chance: &str, command: Command) -> Request {
    let entropy = chance.bytes().fold(7, |sum: u128, byte| sum.wrapping_mul(1_000_003) + u128::from(byte));
    let stamp = Stamp { at: Instant::from_us(NINE).plus_minutes(minutes), entropy };
    Request { org: org(), actor: Actor::Channel, via: Via::Simulated, stamp, import: None, command }
}

impl World {
    /// Somebody opens the photo that was sent.
    pub async fn open_photo(&self, who: &Actor) {
        let digest = Digest::new(sha256(PHOTO));
        store::openings::note(self.desk.db(), &org(), &digest, who, Instant::from_us(NINE)).await.unwrap();
    }

    pub async fn in_a_folder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::connect(&folder.path().join("desk.db").to_string_lossy()).await.unwrap();
        store::migrate::up(&db).await.unwrap();
        Self::made(db, folder).await
    }

    pub async fn busy(db: Db) -> Self {
        Self::made(db, tempfile::tempdir().unwrap()).await
    }

    async fn made(db: Db, folder: tempfile::TempDir) -> Self {
        let blobs = Blobs::at(folder.path().join("media")).unwrap();
        let (key, paper) = (SecretKey::new(NAME, &[9; 32]), Some(b"%PDF-1.7 of a report".to_vec()));
        let world = Self { desk: Desk::new(db), blobs, key, paper, _folder: folder };
        world.desk.open(&org(), "Acme", &zone()).await.unwrap();
        let site = SiteId::new("tower");
        let of_site = |id: &SiteId| Site::named(id.clone(), id.to_string());
        let person = Person {
            id: PersonId::new("sue"),
            name: "Sue <script>alert('x')</script>".to_owned(),
            handles: vec![Handle::phone("60101")],
            role: Role::Resident,
            vendor: None,
            site: Some(site.clone()),
            shared: None,
        };
        let lines = [
            Definition::Site(of_site(&site)),
            Definition::Site(of_site(&SiteId::new("annex"))),
            Definition::Person(person),
        ];
        for (line, chance) in lines.into_iter().zip(["a", "b", "c"]) {
            world.ask(request(-60, chance, Command::Define(Box::new(line)))).await;
        }
        let kept = world.blobs.put(Cursor::new(PHOTO)).await.unwrap();
        world.say("one", 0, "lift stuck <script>again</script>, =cmd()", Some(kept.digest.as_str())).await;
        world.say("two", 30, "the tap drips on level 3", None).await;
        world
    }

    async fn ask(&self, request: Request) {
        for answer in self.desk.commit_all(&org(), vec![request]).await.unwrap() {
            answer.unwrap();
        }
    }

    /// Sue reports something, and it becomes a ticket.
    pub async fn say(&self, external: &str, minutes: i64, text: &str, photo: Option<&str>) {
        self.say_as("60101", external, minutes, text, photo).await;
    }

    /// Somebody reports something, and it becomes a ticket.
    pub async fn say_as(&self, phone: &str, external: &str, minutes: i64, text: &str, photo: Option<&str>) {
        let conversation = ConversationKey {
            id: ConversationId::new("ops"),
            circle: Circle::Group,
            name: "Ops".to_owned(),
            with: None,
        };
        let inbound = Inbound {
            sender_name: "Sue".to_owned(),
            form: if photo.is_some() { Form::Image } else { Form::Text },
            attachment: photo
                .map(|digest| Attachment { name: "lift.png".to_owned(), digest: Some(Digest::new(digest)) }),
            ..Inbound::said(
                conversation,
                external.to_owned(),
                Handle::phone(phone),
                Instant::from_us(NINE).plus_minutes(minutes),
                text.to_owned(),
            )
        };
        let receive = request(minutes, external, Command::Receive(Box::new(inbound)));
        let message = MessageId::new(receive.stamp.id(0));
        self.ask(receive).await;
        let meaning = Interpretation {
            by: Reader::Embedded("test".to_owned()),
            kind: Kind::Issue,
            category: Some(Category::Lift),
            priority: Some(Priority::High),
            place: None,
            about: None,
            confidence: 0.9,
            band: Band::Act,
            language: "en".to_owned(),
        };
        let proposal =
            Proposal { opens: true, reasons: vec!["it sounds like one".to_owned()], ..Proposal::of(message, meaning) };
        self.ask(request(minutes, &format!("{external}!"), Command::Interpret(Box::new(proposal)))).await;
    }

    /// Sue is brought a report.
    pub async fn hand_out(&self, link: &str) {
        let handout = Handout {
            outbound: OutboundId::new("handout"),
            to: PersonId::new("sue"),
            title: "Tower, February 2026".to_owned(),
            link: link.to_owned(),
            paper: None,
            summary: None,
        };
        self.ask(request(100, "h", Command::HandOut(Box::new(handout)))).await;
    }

    /// Whoever has a number turns out to be somebody else.
    pub async fn merge(&self, phone: &str, into: &str, minutes: i64) {
        let directory = self.desk.directory(&org()).await.unwrap();
        let person = directory.person_by_handle(&Handle::phone(phone)).unwrap().id.clone();
        self.ask(request(minutes, "merge", Command::MergePeople { person, into: PersonId::new(into) })).await;
    }

    pub async fn erase(&self, phone: &str) {
        let directory = self.desk.directory(&org()).await.unwrap();
        let person = directory.person_by_handle(&Handle::phone(phone)).unwrap().id.clone();
        let erased =
            self.desk.erase_person(request(200, "e", Command::RecordErasure { person, entries: 0 })).await.unwrap();
        for digest in erased.media {
            self.blobs.remove(&store::blobs::Digest::parse(digest.as_str()).unwrap()).await.unwrap();
        }
    }

    /// Tickets are closed, and what was said and shown is over its time.
    pub async fn expire(&self) {
        for (ticket, chance) in [(1, "k1"), (2, "k2")] {
            let cancel = Command::change(TicketNumber(ticket), TicketCommand::Cancel);
            self.ask(request(300, chance, cancel)).await;
        }
        let days = 30;
        for (trace, chance) in [(Trace::Words, "x1"), (Trace::Files, "x2")] {
            let keep = Definition::Retention(Retention { trace, days: Some(days) });
            self.ask(request(301, &format!("{chance}!"), Command::Define(Box::new(keep)))).await;
            let at = 40 * 24 * 60;
            let before = Instant::from_us(NINE).plus_minutes(at - i64::from(days) * 24 * 60);
            let expire = Command::Expire(Box::new(Expired::none(trace, days, before)));
            let step = self.desk.expire(request(at, chance, expire), None).await.unwrap().unwrap();
            assert!(step.removed > 0, "{trace}");
        }
        for digest in store::retention::spent(self.desk.db(), &org()).await.unwrap() {
            self.blobs.remove(&store::blobs::Digest::parse(digest.as_str()).unwrap()).await.unwrap();
        }
    }

    pub async fn checkpoint(&self) -> Checkpoint {
        let size = follow_all(self.desk.db(), &org()).await.unwrap();
        self.checkpoint_of(size as u64).await
    }

    pub async fn checkpoint_of(&self, size: u64) -> Checkpoint {
        let root = Proofs::open(self.desk.db(), &org()).await.unwrap().root(size).await.unwrap();
        Checkpoint { origin: self.key.public().name().to_owned(), size, root }
    }

    pub async fn pack(&self, scope: &Scope) -> Result<(Made, Vec<u8>), MakeError> {
        self.pack_into(scope, None).await
    }

    pub async fn pack_into(&self, scope: &Scope, into: Option<Checkpoint>) -> Result<(Made, Vec<u8>), MakeError> {
        let directory = self.desk.directory(&org()).await.unwrap();
        self.pack_as(scope, into, &directory).await
    }

    /// Writes events down as they are, in May.
    pub async fn record(&self, bodies: &[String]) {
        let mut tx = self.desk.db().begin().await.unwrap();
        let mut head = journal::lock(&mut tx, org().as_str()).await.unwrap();
        let drafts: Vec<_> = bodies
            .iter()
            .map(|body| journal::Draft {
                at_us: Instant::from_us(NINE).plus_minutes(70 * 24 * 60).us(),
                actor: "person:person-1".to_owned(),
                via: "simulated".to_owned(),
                cause: None,
                kind: "golden".to_owned(),
                body: body.clone(),
                private: None,
                salt: String::new(),
            })
            .collect();
        journal::append(&mut tx, &mut head, &drafts).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A pack for which things are called as a directory says.
    pub async fn pack_as(
        &self,
        scope: &Scope,
        into: Option<Checkpoint>,
        directory: &Directory,
    ) -> Result<(Made, Vec<u8>), MakeError> {
        follow_all(self.desk.db(), &org()).await.unwrap();
        let making = Making {
            db: self.desk.db(),
            blobs: &self.blobs,
            org: &org(),
            directory,
            zone: &zone(),
            key: &self.key,
            checkpoint: into,
            paper: self.paper.as_deref(),
        };
        let mut out = Cursor::new(Vec::new());
        let made = make(&making, scope, &mut out).await?;
        Ok((made, out.into_inner()))
    }
}

/// The files of a pack.
pub fn files(pack: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(pack)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let (name, mut content) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut content).unwrap();
        files.push((name, content));
    }
    files
}

/// Files as a pack.
pub fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    zipped(files, CompressionMethod::Stored)
}

/// Files as somebody else packs them.
pub fn packed_deflated(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    zipped(files, CompressionMethod::Deflated)
}

fn zipped(files: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
