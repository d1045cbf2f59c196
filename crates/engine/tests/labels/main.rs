//! An organisation's own labels: learned from a handful of examples, and at once from what members say of tickets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use brain::mind::Mind;
use brain::taxonomy::{Choice, Example, Labeller, Sight};
use domain::id::{ConversationId, OrgId, TicketNumber};
use domain::label::{Label, LabelExample, LabelSet, Labelled};
use domain::message::{Circle, ConversationKey, Handle, Inbound};
use domain::request::{Actor, Command, Definition, TicketCommand, Via};
use domain::ticket::Category;
use domain::time::{Instant, Zone};
use engine::intake::Intake;
use engine::stamps::Stamps;
use engine::taxonomy::Examples;
use store::desk::Desk;
use store::need::Need;
use store::{Db, migrate};

const KNOWN: [(&str, &str); 8] = [
    ("lift is not working", "blue"),
    ("aircon not cold in the office", "blue"),
    ("lift stuck", "blue"),
    ("aircon leaking water", "blue"),
    ("toilet choked", "green"),
    ("tap leaking in the pantry", "green"),
    ("toilet flush broken", "green"),
    ("sink blocked", "green"),
];

struct Org {
    desk: Desk,
    id: OrgId,
    intake: Intake,
    minute: i64,
}

impl Org {
    async fn new() -> Self {
        let db = Db::connect("sqlite::memory:").await.unwrap();
        migrate::up(&db).await.unwrap();
        let (desk, id) = (Desk::new(db), OrgId::new("ours"));
        desk.open(&id, "Ours", &Zone::utc()).await.unwrap();
        let mind = Mind::new();
        let intake = Intake::new(id.clone(), Via::Simulated, None, mind, Stamps::seeded([7; 32]));
        Self { desk, id, intake, minute: 0 }
    }

    /// Two days later each time, so that every report is one of its own.
    fn now(&mut self) -> Instant {
        self.minute += 2 * 24 * 60;
        Instant::from_us(1_790_000_000_000_000).plus_minutes(self.minute)
    }

    async fn ask(&mut self, command: Command) {
        let now = self.now();
        let mut draft = self.desk.draft(&self.id, &Need::at(now)).await.unwrap();
        draft.ask(self.intake.request(now, Actor::Member("house".to_owned()), command)).unwrap();
        self.desk.commit(&mut draft).await.unwrap().pop().unwrap().unwrap();
    }

    async fn label(&mut self, ticket: u32, labels: Option<&[&str]>) {
        let labels = labels.map(|labels| labels.iter().map(|label| (*label).to_owned()).collect());
        let command = TicketCommand::Label("team".to_owned(), labels);
        self.ask(Command::change(TicketNumber(ticket), command)).await;
    }

    /// Somebody reports something; the trade of the ticket and the labels it is given.
    async fn report(&mut self, text: &str) -> (Category, Vec<String>) {
        let now = self.now();
        let conversation = ConversationId::new("ops");
        let inbound = Inbound {
            sender_name: "Mei".to_owned(),
            ..Inbound::said(
                ConversationKey { id: conversation.clone(), circle: Circle::Group, name: "Ops".to_owned(), with: None },
                format!("m{}", self.minute),
                Handle::phone("60123456789"),
                now,
                text.to_owned(),
            )
        };
        let mut draft = self.desk.draft(&self.id, &Need::at(now).conversation(conversation)).await.unwrap();
        self.intake.hear(&mut draft.draft, now, inbound);
        self.intake.record(&self.desk, &mut draft, now).await.unwrap();
        let opened = self.desk.draft(&self.id, &Need::at(now)).await.unwrap();
        let ticket = opened.situation().tickets.values().next_back().unwrap();
        assert_eq!(ticket.title, text, "it opened a ticket of its own");
        let labels = ticket.course.labels.get("team").map(Labelled::labels).unwrap_or_default();
        let read = (ticket.category, labels.to_vec());
        // So that the next report is none of this one again.
        let cancel = Command::change(ticket.number, TicketCommand::Cancel);
        self.ask(cancel).await;
        read
    }
}

fn team() -> Command {
    let label = |name: &str, category| Label { name: name.to_owned(), category };
    let example =
        |(text, label): &(&str, &str)| LabelExample { text: (*text).to_owned(), labels: vec![(*label).to_owned()] };
    Command::Define(Box::new(Definition::Labels(LabelSet {
        name: "team".to_owned(),
        is_several: false,
        labels: vec![label("blue", None), label("green", Some(Category::Waste))],
        examples: KNOWN.iter().map(example).collect(),
    })))
}

#[tokio::test]
async fn a_ticket_is_labelled_as_its_organisation_says_and_a_correction_teaches_until_it_is_taken_back() {
    let mut org = Org::new().await;
    let (before, none) = org.report("The toilet at level 2 is choked, please send somebody").await;
    assert!(none.is_empty() && before != Category::Waste);
    org.ask(team()).await;
    assert_eq!(org.report("Lift at block A is not working, please repair").await.1, ["blue"]);
    // A label says of which of our trades a ticket is.
    let (trade, labels) = org.report("Toilet at level 5 is choked and overflowing").await;
    assert_eq!((trade, labels), (Category::Waste, vec!["green".to_owned()]));
    assert_eq!(org.report("The lift door at the loading bay is stuck").await.1, ["blue"]);
    for ticket in [2, 4] {
        org.label(ticket, Some(&["green"])).await;
    }
    let taught = org.report("The lift door at tower B is stuck").await.1;
    assert_eq!(taught, ["green"], "two corrections are taken in at once");
    for ticket in [2, 4] {
        org.label(ticket, None).await;
    }
    let forgotten = org.report("The lift door at the podium is stuck").await.1;
    assert_eq!(forgotten, ["blue"], "and forgotten once they are taken back");
    let now = org.now();
    let kept = |draft: &store::desk::Draft| draft.situation().tickets.clone();
    let before = kept(&org.desk.draft(&org.id, &Need::at(now)).await.unwrap());
    org.desk.rebuild(&org.id).await.unwrap();
    assert_eq!(kept(&org.desk.draft(&org.id, &Need::at(now)).await.unwrap()), before);
}

/// Of messages by others: eight examples first, then forty corrections, and what neither showed.
#[test]
fn forty_corrections_show() {
    let file = include_str!("../../../brain/taxonomy/facility.jsonl");
    let examples = Examples::from_jsonl(file).unwrap();
    for set in &examples.sets {
        let right = |count: usize| {
            let example = |at: usize| Example {
                text: &examples.texts[at],
                sense: None,
                labels: set.truth[at].clone().unwrap_or_default(),
            };
            let known: Vec<Example<'_>> = (0..count).map(example).collect();
            let choice = if set.is_several { Choice::Several } else { Choice::One };
            let labeller = Labeller::fit(&known, set.labels.len(), choice, Sight::Words);
            let hit = |at: &usize| {
                let likely = labeller.read(&examples.texts[*at], None);
                let truth = set.truth[*at].clone().unwrap_or_default();
                if set.is_several {
                    let held = (0..likely.len()).filter(|label| truth.contains(label) == (likely[*label] >= 0.5));
                    held.count() as f64 / likely.len() as f64
                } else {
                    f64::from(u8::from(truth.contains(&brain::largest(&likely))))
                }
            };
            (48..examples.texts.len()).map(|at| hit(&at)).sum::<f64>() / (examples.texts.len() - 48) as f64
        };
        let (before, after) = (right(8), right(48));
        assert!(after > before + 0.03, "{}: {before:.3} before, {after:.3} after", set.name);
    }
}
