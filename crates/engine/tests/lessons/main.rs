//! What a member said of a message holds for what is said in nearly the same words, in their organisation and until it is
//! taken back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use brain::mind::Mind;
use domain::id::{ConversationId, MessageId, OrgId, TicketNumber};
use domain::label::{Label, LabelExample, LabelSet};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader};
use domain::request::{Actor, Command, Correction, Definition, Proposal, TicketCommand, Via};
use domain::situation::Situation;
use domain::ticket::{Category, Priority};
use domain::time::{Instant, Zone};
use engine::intake::Intake;
use engine::stamps::Stamps;
use store::desk::Desk;
use store::need::Need;
use store::read::{messages, triage};
use store::{Db, migrate};

/// Nothing that the reader takes for a report by itself.
const TALK: &str = "we saw the blue kites over the pool today";
const NEARLY: &str = "We saw the blue kites over the pool";

/// What shows two labels.
const LABELLED: [(&str, &str); 8] = [
    ("blue kites over the pool", "kites"),
    ("we saw kites over the pool", "kites"),
    ("the blue kites are over the pool again", "kites"),
    ("we saw the blue kites", "kites"),
    ("lift is not working", "lifts"),
    ("lift stuck", "lifts"),
    ("the lift door does not close", "lifts"),
    ("lift out of service", "lifts"),
];

/// An organisation with one group.
struct Org {
    desk: Desk,
    id: OrgId,
    intake: Intake,
    minute: i64,
}

impl Org {
    async fn of(desk: &Desk, name: &str) -> Self {
        let id = OrgId::new(name);
        desk.open(&id, name, &Zone::utc()).await.unwrap();
        let intake = Intake::new(id.clone(), Via::Simulated, None, Mind::new(), Stamps::seeded([name.len() as u8; 32]));
        Self { desk: desk.clone(), id, intake, minute: 0 }
    }

    fn now(&mut self) -> Instant {
        self.minute += 7;
        Instant::from_us(1_790_000_000_000_000).plus_minutes(self.minute)
    }

    /// Somebody says something; what it is held to mean.
    async fn hear(&mut self, text: &str) -> (MessageId, Interpretation) {
        let now = self.now();
        let inbound = Inbound {
            sender_name: "Mei".to_owned(),
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new("ops"),
                    circle: Circle::Group,
                    name: "Ops".to_owned(),
                    with: None,
                },
                format!("m{}", self.minute),
                Handle::phone("60123456789"),
                now,
                text.to_owned(),
            )
        };
        let mut draft =
            self.desk.draft(&self.id, &Need::at(now).conversation(ConversationId::new("ops"))).await.unwrap();
        self.intake.hear(&mut draft.draft, now, inbound);
        self.intake.record(&self.desk, &mut draft, now).await.unwrap();
        let last = messages::all(self.desk.db(), &self.id, 0).await.unwrap().pop().unwrap();
        (last.heard.id, last.heard.meaning.unwrap())
    }

    /// A member says what a message means; between which entries of the journal that stands.
    async fn say(&mut self, message: &MessageId, kind: Kind) -> (i64, i64) {
        let is_issue = kind == Kind::Issue;
        let meaning = Interpretation {
            by: Reader::Member("sue".to_owned()),
            kind,
            category: is_issue.then_some(Category::Landscaping),
            priority: is_issue.then_some(Priority::Low),
            place: None,
            about: None,
            confidence: 1.0,
            band: Band::Act,
            language: "en".to_owned(),
        };
        let now = self.now();
        let mut draft = self.desk.draft(&self.id, &Need::at(now)).await.unwrap();
        let opened = draft.situation().tickets.values().find(|ticket| ticket.opening == *message);
        let correction = Correction {
            opened: opened.map(|ticket| ticket.number),
            proposal: Proposal { opens: is_issue, ..Proposal::of(message.clone(), meaning) },
        };
        let command = Command::Correct(Box::new(correction));
        draft.ask(self.intake.request(now, Actor::Member("sue".to_owned()), command)).unwrap();
        let receipt = self.desk.commit(&mut draft).await.unwrap().pop().unwrap().unwrap();
        (receipt.position + 1 - i64::try_from(receipt.changes.len()).unwrap(), receipt.position)
    }

    async fn ask(&mut self, command: Command) {
        let now = self.now();
        let mut draft = self.desk.draft(&self.id, &Need::at(now)).await.unwrap();
        draft.ask(self.intake.request(now, Actor::Member("sue".to_owned()), command)).unwrap();
        self.desk.commit(&mut draft).await.unwrap().pop().unwrap().unwrap();
    }

    /// The member takes back what they said.
    async fn take_back(&mut self, message: &MessageId, entries: (i64, i64)) {
        let taken = triage::taken(self.desk.db(), &self.id, message, entries).await.unwrap().unwrap();
        let now = self.now();
        let mut draft = self.desk.draft(&self.id, &Need::at(now)).await.unwrap();
        let command = Command::TakeBack(Box::new(taken));
        draft.ask(self.intake.request(now, Actor::Member("sue".to_owned()), command)).unwrap();
        self.desk.commit(&mut draft).await.unwrap().pop().unwrap().unwrap();
    }
}

async fn desk() -> Desk {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    migrate::up(&db).await.unwrap();
    Desk::new(db)
}

#[tokio::test]
async fn a_correction_teaches_its_organisation_alone_and_no_longer_once_it_is_taken_back() {
    let desk = desk().await;
    let (mut ours, mut theirs) = (Org::of(&desk, "ours").await, Org::of(&desk, "others").await);
    let (first, before) = ours.hear(TALK).await;
    assert_ne!(before.kind, Kind::Issue, "{before:?}");
    let entries = ours.say(&first, Kind::Issue).await;
    let (_, taught) = ours.hear(NEARLY).await;
    assert_eq!(
        (taught.kind, taught.category, taught.priority, taught.band),
        (Kind::Issue, Some(Category::Landscaping), Some(Priority::Low), Band::Act)
    );
    assert!(matches!(taught.by, Reader::Embedded(_)), "it is a reading, not something a member said: {taught:?}");
    for text in [TALK, NEARLY] {
        assert_ne!(theirs.hear(text).await.1.kind, Kind::Issue, "{text}");
    }
    let wish = ours.hear("happy birthday uncle, the blue cake is by the pool").await.1;
    assert_ne!(wish.category, Some(Category::Landscaping), "{wish:?}");
    desk.rebuild(&ours.id).await.unwrap();
    assert_eq!(ours.hear(NEARLY).await.1.kind, Kind::Issue, "it follows from the journal");
    ours.take_back(&first, entries).await;
    let (_, after) = ours.hear(NEARLY).await;
    assert_ne!(after.category, Some(Category::Landscaping), "{after:?}");
}

#[tokio::test]
async fn the_last_word_holds_and_no_word_silences_a_danger() {
    let desk = desk().await;
    let mut org = Org::of(&desk, "org").await;
    let report = "water is leaking from the pipe in the pump room";
    let (first, before) = org.hear(report).await;
    assert_eq!(before.kind, Kind::Issue);
    org.say(&first, Kind::Chatter).await;
    let (second, silenced) = org.hear("Water is leaking from the pipe in the pump room!").await;
    assert_eq!(silenced.kind, Kind::Chatter);
    org.say(&second, Kind::Issue).await;
    assert_eq!(org.hear(report).await.1.kind, Kind::Issue);

    let danger = "smoke and fire coming out of the meter room";
    let (first, _) = org.hear(danger).await;
    org.say(&first, Kind::Chatter).await;
    let (_, again) = org.hear(danger).await;
    assert_eq!((again.kind, again.priority), (Kind::Issue, Some(Priority::Critical)));
}

/// What was said of one unit is a guess at another: it is followed, and a member looks.
#[tokio::test]
async fn another_number_or_a_turned_meaning_is_another_message() {
    let desk = desk().await;
    let mut org = Org::of(&desk, "org").await;
    let report = "unit 12-3 water is leaking from the kitchen pipe again";
    let (first, before) = org.hear(report).await;
    assert_eq!(before.kind, Kind::Issue);
    org.say(&first, Kind::Chatter).await;
    let same = org.hear(report).await.1;
    assert_eq!((same.kind, same.band), (Kind::Chatter, Band::Act));
    let other = org.hear("unit 9-7 water is leaking from the kitchen pipe again").await.1;
    assert_eq!(other.band, Band::Triage, "{other:?}");

    let (back, _) = org.hear("water is back at the whole block now").await;
    org.say(&back, Kind::Verified).await;
    for text in ["water is not back at the whole block now", "water is back at the whole block now?"] {
        assert_ne!(org.hear(text).await.1.kind, Kind::Verified, "{text}");
    }
}

#[tokio::test]
async fn lessons_are_few_however_many_were_given_and_short_words_teach_nothing() {
    let desk = desk().await;
    let mut org = Org::of(&desk, "org").await;
    let (short, _) = org.hear("ok sir").await;
    org.say(&short, Kind::Issue).await;
    assert_ne!(org.hear("ok sir").await.1.kind, Kind::Issue);
    let now = org.now();
    let mut draft = desk.draft(&org.id, &Need::at(now)).await.unwrap();
    let known = draft.situation().lessons().next().unwrap().clone();
    let situation = &mut draft.draft.situation;
    for number in 0..2 * Situation::LESSONS_MAX {
        let mut one = known.clone();
        one.id = MessageId::new(format!("lesson-{number:04}"));
        situation.take_lesson(&one);
    }
    assert_eq!(situation.lessons().count(), Situation::LESSONS_MAX);
}

#[tokio::test]
async fn a_trade_that_a_member_taught_counts_before_that_of_a_label() {
    let mut ours = Org::of(&desk().await, "ours").await;
    let (first, _) = ours.hear(TALK).await;
    ours.say(&first, Kind::Issue).await;
    ours.ask(Command::change(TicketNumber(1), TicketCommand::Cancel)).await;
    let label = |name: &str, category| Label { name: name.to_owned(), category };
    let example =
        |(text, label): &(&str, &str)| LabelExample { text: (*text).to_owned(), labels: vec![(*label).to_owned()] };
    let set = LabelSet {
        name: "team".to_owned(),
        is_several: false,
        labels: vec![label("kites", Some(Category::Waste)), label("lifts", None)],
        examples: LABELLED.iter().map(example).collect(),
    };
    ours.ask(Command::Define(Box::new(Definition::Labels(set)))).await;
    ours.minute += 2 * 24 * 60;
    let (_, taught) = ours.hear(NEARLY).await;
    assert_eq!((taught.kind, taught.category), (Kind::Issue, Some(Category::Landscaping)));
    let now = ours.now();
    let draft = ours.desk.draft(&ours.id, &Need::at(now)).await.unwrap();
    let ticket = draft.situation().tickets.values().next_back().unwrap();
    assert_eq!((ticket.number, ticket.category), (TicketNumber(2), Category::Landscaping));
    assert_eq!(ticket.course.labels["team"].labels(), ["kites"], "the label stands beside it");
}
