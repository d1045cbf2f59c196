//! Editions leave once: whatever the mail server does, and whoever dies meanwhile.

use super::*;
use crate::home::ORG;
use crate::hooks::tests::graph::{Graph as Stand, Reply, error};
use crate::hooks::tests::sending::account;
use crate::imprints::imprint;
use domain::directory::{Person, Role};
use domain::id::{ConversationId, OrgId};
use domain::message::{Circle, ConversationKey, Handle, Inbound};
use domain::order::{Inquiry, Running, Sought, Spot};
use domain::outbound::Purpose;
use domain::request::Definition;
use domain::time::Zone;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use store::asked;
use store::blobs::Blobs;
use store::desk::Desk;
use store::read::{messages, outbox};
use store::{Db, both};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that takes letters.
const TAKES: u8 = 0;
/// One that knows nobody.
const KNOWS_NOBODY: u8 = 1;
/// One that has no room now.
const IS_FULL: u8 = 2;
/// One that is gone before it says whether it took a letter.
const DIES: u8 = 3;

/// A mail server on this machine.
pub(in crate::workers) struct Server {
    pub(in crate::workers) address: String,
    manner: Arc<AtomicU8>,
    pub(in crate::workers) letters: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(in crate::workers) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let (manner, letters) = (Arc::new(AtomicU8::new(TAKES)), Arc::new(Mutex::new(Vec::new())));
        let (said, kept) = (Arc::clone(&manner), Arc::clone(&letters));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (said, kept) = (Arc::clone(&said), Arc::clone(&kept));
                tokio::spawn(async move { converse(stream, &said, &kept).await });
            }
        });
        Self { address, manner, letters }
    }

    fn count(&self) -> usize {
        self.letters.lock().unwrap().len()
    }
}

/// One conversation, as RFC 5321 has it; ends when the other side is gone.
async fn converse(stream: TcpStream, manner: &AtomicU8, letters: &Mutex<Vec<String>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.test\r\n").await.ok()?;
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
        let answer = match (line.get(..4)?.to_ascii_uppercase().as_str(), manner.load(Ordering::Relaxed)) {
            ("RCPT", KNOWS_NOBODY) => "550 no such mailbox\r\n",
            ("RCPT", IS_FULL) => "452 no room\r\n",
            ("DATA", manner) => {
                stream.write_all(b"354 go on\r\n").await.ok()?;
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut letter).await.ok().filter(|read| *read > 0)?;
                }
                letters.lock().unwrap().push(letter);
                if manner == DIES {
                    return None;
                }
                "250 taken\r\n"
            }
            ("QUIT", _) => "221 bye\r\n",
            _ => "250 fine\r\n",
        };
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// An installation in a folder, whose report of the day before is due.
struct House {
    home: Home,
    imprint: Arc<Imprint>,
    now: Instant,
    _folder: tempfile::TempDir,
}

impl House {
    async fn open(db: Db, to: Subscription) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, org) = (Desk::new(db.clone()), OrgId::new(ORG));
        desk.open(&org, ORG, &Zone::utc()).await.unwrap();
        desk.serve_at(&org, "https://ops.example").await.unwrap();
        let blobs = Blobs::at(folder.path().join("media")).unwrap();
        let (thumbs, zone, mind) = (folder.path().join("thumbs"), Zone::utc(), brain::mind::Mind::of_words());
        let home = Home { db, desk, blobs, thumbs, org, zone, mind };
        let now = Instant::from_timestamp("2026-11-21T10:00:00Z".parse().unwrap());
        let handles = vec![Handle("+60123456789".to_owned())];
        let (name, role) = ("Mei".to_owned(), Role::Manager);
        let mei = Person { id: PersonId::new("mei"), name, handles, role, vendor: None, site: None, shared: None };
        let define = Command::Define(Box::new(Definition::Person(mei)));
        let stamp = chance::stamps().unwrap().at(now.plus_minutes(-60));
        let request = Request {
            org: home.org.clone(),
            actor: Actor::Member("owner".into()),
            via: Via::Shell,
            stamp,
            import: None,
            command: define,
        };
        home.desk.commit_all(&home.org, vec![request]).await.unwrap().pop().unwrap().unwrap();
        let one = Subscription {
            id: "s".into(),
            every: "day".into(),
            minute: 480,
            language: "en".into(),
            format: "xlsx".into(),
            is_redacted: true,
            made_by: "member:owner".into(),
            made_us: now.plus_minutes(-3 * 24 * 60).us(),
            ..to
        };
        let mut tx = home.db.begin().await.unwrap();
        subscriptions::add(&mut tx, &home.org, &one).await.unwrap();
        tx.commit().await.unwrap();
        let imprint = Arc::new(imprint(folder.path(), None));
        Self { home, imprint, now, _folder: folder }
    }

    /// A program that starts, looks so many minutes from now, and ends. How many editions left.
    async fn look(&self, minutes: i64, server: Option<&Server>) -> usize {
        let post = server.map(|server| Post::at(&server.address, "Laksana <reports@ops.example>").unwrap());
        let editions = Editions::new(self.home.clone(), Arc::clone(&self.imprint), post, None);
        editions.look(self.now.plus_minutes(minutes)).await.unwrap()
    }

    /// Day, state and reason of each edition, the last first.
    async fn editions(&self) -> Vec<(String, String, String)> {
        let all = subscriptions::editions(&self.home.db, &self.home.org).await.unwrap();
        all.into_iter().map(|edition| (edition.day, edition.state, edition.why)).collect()
    }

    async fn state(&self) -> String {
        self.editions().await.remove(0).1
    }

    async fn again(&self) {
        let mut tx = self.home.db.begin().await.unwrap();
        assert!(subscriptions::again(&mut tx, &self.home.org, "s", "2026-11-21", self.now).await.unwrap());
        tx.commit().await.unwrap();
    }
}

fn by_mail() -> Subscription {
    Subscription { address: Some("client@harta.example".into()), ..Subscription::default() }
}

both! {
    async fn a_mail_leaves_once_a_day_over_every_restart(db: Db) {
        let (house, server) = (House::open(db, by_mail()).await, Server::open().await);
        assert_eq!(house.look(-3 * 60, Some(&server)).await, 1, "yesterday's is not a day late");
        assert_eq!(house.look(0, Some(&server)).await, 1);
        for minutes in [0, 1, 60, 20 * 60] {
            assert_eq!(house.look(minutes, Some(&server)).await, 0, "{minutes}");
        }
        assert_eq!(server.count(), 2);
        let letter = server.letters.lock().unwrap()[1].clone();
        for words in
            ["To: client@harta.example", "Subject: ", "20 November 2026", "laksana-2026-11-21.xlsx", "Reported: 0", "@ops.example>"]
        {
            assert!(letter.contains(words), "{words}: {}", letter.chars().take(2_000).collect::<String>());
        }
        assert_eq!(house.look(24 * 60, Some(&server)).await, 1);
        // Whoever was away for a week gets the last one.
        assert_eq!(house.look(8 * 24 * 60, Some(&server)).await, 1);
        let days: Vec<String> = house.editions().await.into_iter().map(|(day, ..)| day).collect();
        assert_eq!(days, ["2026-11-29", "2026-11-22", "2026-11-21", "2026-11-20"]);
    }
}

both! {
    async fn two_programs_on_one_database_send_one_mail(db: Db) {
        let (house, server) = (House::open(db, by_mail()).await, Server::open().await);
        let (one, other) = tokio::join!(house.look(0, Some(&server)), house.look(0, Some(&server)));
        assert_eq!((one + other, server.count()), (1, 1));
    }
}

both! {
    async fn what_cannot_be_sent_is_tried_so_often_and_says_why(db: Db) {
        let house = House::open(db, by_mail()).await;
        assert_eq!(house.look(0, None).await, 0);
        assert!(house.editions().await[0].2.contains("LAKSANA_SMTP_URL"));
        let server = Server::open().await;
        server.manner.store(IS_FULL, Ordering::Relaxed);
        // Five minutes, twenty, and so on.
        for (minutes, state) in [(4, "waiting"), (5, "waiting"), (25, "waiting"), (105, "waiting"), (425, "failed"), (800, "failed")] {
            house.look(minutes, Some(&server)).await;
            assert_eq!(house.state().await, state, "{minutes}");
        }
        assert!(house.editions().await[0].2.contains("no room"));
        house.again().await;
        server.manner.store(KNOWS_NOBODY, Ordering::Relaxed);
        house.look(1, Some(&server)).await;
        assert_eq!(house.state().await, "failed", "what is refused for good is not tried again");
        assert!(house.editions().await[0].2.contains("no such mailbox"));
        house.again().await;
        server.manner.store(TAKES, Ordering::Relaxed);
        assert_eq!(house.look(2, Some(&server)).await, 1);
        assert_eq!((house.state().await.as_str(), server.count()), ("sent", 1));
    }
}

both! {
    async fn a_mail_that_may_have_left_is_not_sent_again_by_itself(db: Db) {
        let (house, server) = (House::open(db, by_mail()).await, Server::open().await);
        server.manner.store(DIES, Ordering::Relaxed);
        house.look(0, Some(&server)).await;
        assert_eq!(house.state().await, "doubt");
        server.manner.store(TAKES, Ordering::Relaxed);
        house.look(600, Some(&server)).await;
        assert_eq!((house.state().await.as_str(), server.count()), ("doubt", 1));
        house.again().await;
        house.look(600, Some(&server)).await;
        assert_eq!((house.state().await.as_str(), server.count()), ("sent", 2));
    }
}

/// Begins today's edition and dies.
async fn die(house: &House) {
    let Home { db, org, .. } = &house.home;
    let mut tx = db.begin().await.unwrap();
    let due = ("2026-11-21".parse().unwrap(), house.now.plus_minutes(-120));
    subscriptions::expect(&mut tx, org, "s", due, house.now).await.unwrap();
    tx.commit().await.unwrap();
    let edition = subscriptions::waiting(db, org, house.now).await.unwrap().remove(0);
    let mut tx = db.begin().await.unwrap();
    assert!(subscriptions::begin(&mut tx, org, &edition, house.now).await.unwrap());
    tx.commit().await.unwrap();
}

both! {
    async fn a_program_that_dies_while_it_mails_leaves_a_doubt(db: Db) {
        let (house, server) = (House::open(db, by_mail()).await, Server::open().await);
        die(&house).await;
        for (minutes, state) in [(1, "begun"), (14, "begun"), (16, "doubt"), (600, "doubt")] {
            house.look(minutes, Some(&server)).await;
            assert_eq!(house.state().await, state, "{minutes}");
        }
        assert_eq!(server.count(), 0);
    }
}

both! {
    async fn a_link_by_whatsapp_is_wanted_once_whoever_dies(db: Db) {
        let house = House::open(db, Subscription { person: Some("mei".into()), ..Subscription::default() }).await;
        die(&house).await;
        assert_eq!(house.look(16, None).await, 1, "what nobody finished is wanted");
        assert_eq!(house.look(17, None).await, 0);
        let due = outbox::due(&house.home.db, &house.home.org, house.now.plus_minutes(30), None).await.unwrap();
        let [only] = due.as_slice() else { panic!("{due:?}") };
        assert_eq!((only.purpose, only.to.as_str()), (Purpose::Handout, "mei"));
        assert!(only.text.contains("20 November 2026") && only.text.contains("https://ops.example/h/"), "{}", only.text);
        let filled = only.template.as_ref().unwrap();
        assert!(filled.gaps["link"].starts_with("https://ops.example/h/"), "the link is whole in the template");
        let handed = handouts::list(&house.home.db, &house.home.org, house.now).await.unwrap();
        assert_eq!(handed.len(), 1);
        assert_eq!((handed[0].day.as_deref(), handed[0].is_redacted), (Some("2026-11-21"), true));
    }
}

both! {
    async fn by_whatsapp_the_file_goes_along_where_it_is_taken_and_the_link_always(db: Db) {
        let to = Subscription { person: Some("mei".into()), ..Subscription::default() };
        let house = House::open(db, to).await;
        let taken = Reply::Say(200, "{\"id\":\"900\"}".to_owned());
        let graph = Stand::answering([taken, error(400, 131_053), Reply::HangUp]).await;
        let client = Graph::new(account(&graph)).unwrap();
        let editions = Editions::new(house.home.clone(), Arc::clone(&house.imprint), None, Some(client));
        for days in 0..3 {
            assert_eq!(editions.look(house.now.plus_minutes(days * 24 * 60)).await.unwrap(), 1);
        }
        let wanted = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        let papers: Vec<_> = wanted.iter().map(|one| one.paper.clone()).collect();
        let paper = Paper { id: "900".into(), name: "laksana-2026-11-21.xlsx".into() };
        assert_eq!(papers, [Some(paper), None, None]);
        assert!(wanted.iter().all(|one| one.text.contains("https://ops.example/h/")));
        assert!(graph.messages()[0].head.contains("multipart/form-data"));
    }
}

/// Mei asks in the chat for the report of the week.
async fn ask(house: &House) {
    let ask = |command, minutes| Request {
        org: house.home.org.clone(),
        actor: Actor::Channel,
        via: Via::WhatsApp,
        stamp: chance::stamps().unwrap().at(house.now.plus_minutes(minutes)),
        import: None,
        command,
    };
    let inbound = Inbound {
        sender_name: "Mei".to_owned(),
        ..Inbound::said(
            ConversationKey {
                id: ConversationId::new("mei"),
                circle: Circle::Direct,
                name: "Mei".to_owned(),
                with: Some(Handle("+60123456789".to_owned())),
            },
            "wamid.ask".to_owned(),
            Handle("+60123456789".to_owned()),
            house.now,
            "laporan".to_owned(),
        )
    };
    let (desk, org) = (&house.home.desk, &house.home.org);
    desk.commit_all(org, vec![ask(Command::Receive(Box::new(inbound)), 0)]).await.unwrap().pop().unwrap().unwrap();
    let heard = messages::all(&house.home.db, org, 0).await.unwrap().pop().unwrap().heard;
    let sought = Sought::Report(Running::Week, Spot::default());
    let inquiry = Inquiry { message: heard.id, language: "ms".to_owned(), sought };
    desk.commit_all(org, vec![ask(Command::Answer(Box::new(inquiry)), 0)]).await.unwrap().pop().unwrap().unwrap();
}

both! {
    async fn a_report_asked_for_in_the_chat_is_brought_once_whoever_dies_meanwhile(db: Db) {
        let house = House::open(db, Subscription { person: Some("mei".into()), ..Subscription::default() }).await;
        let taken = Reply::Say(200, "{\"id\":\"900\"}".to_owned());
        let graph = Stand::answering([taken, Reply::HangUp]).await;
        let client = Graph::new(account(&graph)).unwrap();
        let editions = Editions::new(house.home.clone(), Arc::clone(&house.imprint), None, Some(client));
        assert_eq!(editions.bring_asked(house.now).await.unwrap(), 0, "from here on it is followed");
        ask(&house).await;
        asked::follow(&house.home.db, &house.home.org).await.unwrap();
        let [waits] = asked::waiting(&house.home.db, &house.home.org, house.now).await.unwrap().try_into().unwrap();
        assert_eq!(editions.bring_asked(house.now).await.unwrap(), 1);
        // A program that died before it noted that brings it again.
        editions.answer(&waits, house.now.plus_minutes(1)).await.unwrap();
        assert_eq!(editions.bring_asked(house.now.plus_minutes(2)).await.unwrap(), 0);
        let wanted = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        let [brought] = wanted.as_slice() else { panic!("{wanted:?}") };
        assert_eq!((brought.to.as_str(), brought.purpose, brought.language.as_str()), ("mei", Purpose::Handout, "ms"));
        assert!(brought.text.starts_with('*') && brought.text.contains("https://ops.example/h/"), "{}", brought.text);
        let paper = Paper { id: "900".into(), name: "laksana-2026-11-21.pdf".into() };
        assert_eq!(brought.paper, Some(paper), "the file goes along");
    }
}

both! {
    async fn a_report_that_nobody_waits_for_any_more_is_not_brought(db: Db) {
        let house = House::open(db, Subscription::default()).await;
        let editions = Editions::new(house.home.clone(), Arc::clone(&house.imprint), None, None);
        editions.bring_asked(house.now).await.unwrap();
        ask(&house).await;
        assert_eq!(editions.bring_asked(house.now.plus_minutes(61)).await.unwrap(), 0, "nobody waits for it any more");
        assert_eq!(asked::waiting(&house.home.db, &house.home.org, house.now.plus_minutes(62)).await.unwrap(), []);
    }
}
