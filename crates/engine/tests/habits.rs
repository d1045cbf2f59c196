//! What recurs in a chat is proposed as a task, until one covers it or somebody says that it is none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use brain::mind::Mind;
use domain::id::{ConversationId, OrgId};
use domain::message::{Circle, ConversationKey, Form, Handle, Inbound};
use domain::request::{Actor, Via};
use domain::time::{Instant, Zone};
use engine::intake::Intake;
use engine::propose::{Found, Recurring, habits, propose, recurring};
use engine::roster::{Bringer, Roster};
use engine::stamps::Stamps;
use jiff::ToSpan as _;
use store::desk::Desk;
use store::habits::decline;
use store::need::Need;
use store::{Db, migrate};

const FILE: &str = r#"
[[sites]]
name = "Green Court"
timezone = "Asia/Kuala_Lumpur"
[[sites.places]]
name = "Lobby"
[[people]]
name = "Siti"
role = "cleaner"
site = "Green Court"
"#;

/// A site that has heard four weeks of Siti, who cleans the lobby on working days at about eight.
struct Site {
    desk: Desk,
    org: OrgId,
    stamps: Stamps,
    bringer: Bringer,
}

impl Site {
    async fn of_four_weeks() -> Self {
        let db = Db::connect("sqlite::memory:").await.unwrap();
        migrate::up(&db).await.unwrap();
        let (desk, org) = (Desk::new(db), OrgId::new("main"));
        desk.open(&org, "Main", &Zone::utc()).await.unwrap();
        let bringer = Bringer { actor: Actor::Member("shell".to_owned()), via: Via::Shell, at: Instant::from_us(0) };
        let mut site = Self { desk, org, stamps: Stamps::seeded([7; 32]), bringer };
        let (roster, org) = (Roster::from_toml(FILE).unwrap().0, site.org.clone());
        roster.record(&site.desk, &org, &mut site.stamps, &site.bringer).await.unwrap();
        let mut intake = Intake::new(org.clone(), Via::Simulated, None, Mind::new(), Stamps::seeded([3; 32]));
        let first = jiff::civil::date(2026, 11, 2).at(8, 5, 0, 0);
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        for day in (0..28_i64).filter(|day| day % 7 < 5) {
            site.hear(&mut intake, photo(day, zone.instant(first.saturating_add(day.days())))).await;
        }
        site
    }

    async fn hear(&self, intake: &mut Intake, inbound: Inbound) {
        let now = inbound.sent_at;
        let need = Need::at(now).conversation(ConversationId::new("ops"));
        let mut draft = self.desk.draft(&self.org, &need).await.unwrap();
        intake.hear(&mut draft.draft, now, inbound);
        intake.record(&self.desk, &mut draft, now).await.unwrap();
    }

    async fn habits(&self) -> Vec<Found> {
        habits(&self.desk, &self.org, &Zone::utc()).await.unwrap()
    }

    async fn accept(&mut self, found: &Found) {
        let seen = self.desk.directory(&self.org).await.unwrap();
        let accepted = Roster::accepted(&seen, found.line.cells(), found.seen.clone());
        let changed = accepted.roster.record_changes(&seen, &self.desk, &self.org, &mut self.stamps, &self.bringer);
        assert_eq!(changed.await.unwrap(), 1);
    }
}

fn photo(day: i64, sent_at: Instant) -> Inbound {
    Inbound {
        sender_name: "Siti".to_owned(),
        form: Form::Image,
        ..Inbound::said(
            ConversationKey {
                id: ConversationId::new("ops"),
                circle: Circle::Group,
                name: "Ops".to_owned(),
                with: None,
            },
            format!("m{day}"),
            Handle::name("Siti"),
            sent_at,
            "Lobby cleaning done".to_owned(),
        )
    }
}

#[tokio::test]
async fn a_habit_is_proposed_with_what_is_known_of_it() {
    let site = Site::of_four_weeks().await;
    let [found] = site.habits().await.try_into().expect("one habit");
    assert_eq!(
        (found.seen.days_seen, found.seen.days_possible, found.seen.messages.len()),
        (19, 19, 5),
        "but the first"
    );
    let line = &found.line;
    assert_eq!(line.when.as_deref(), Some("weekdays 08:00"), "on the clocks of the site");
    assert_eq!((line.assignee.as_deref(), line.requires_photo), (Some("Siti"), true));
    assert_eq!(line.place.as_deref(), Some("Green Court / Lobby"));
}

#[tokio::test]
async fn an_accepted_habit_is_a_task_that_says_so_and_is_proposed_no_more() {
    let mut site = Site::of_four_weeks().await;
    let [found] = site.habits().await.try_into().expect("one habit");
    site.accept(&found).await;
    let directory = site.desk.directory(&site.org).await.unwrap();
    let task = directory.tasks.values().next().unwrap();
    assert_eq!(task.habit.as_ref(), Some(&found.seen));
    assert_eq!(site.habits().await.len(), 0, "a task covers it");
    let roster = propose(&site.desk, &site.org, &Zone::utc()).await.unwrap();
    assert_eq!(roster.tasks.len(), 1, "nothing is proposed beside it");
    // What a file says of the task later leaves where it came from.
    let mut changed = Roster::of(&directory);
    changed.tasks[0].grace_minutes = 15;
    changed.record(&site.desk, &site.org, &mut site.stamps, &site.bringer).await.unwrap();
    let directory = site.desk.directory(&site.org).await.unwrap();
    let task = directory.tasks.values().next().unwrap();
    assert_eq!((task.cadence.grace_minutes, task.habit.as_ref()), (15, Some(&found.seen)));
}

#[tokio::test]
async fn a_habit_is_proposed_beside_a_task_at_another_hour_and_not_once_it_was_declined() {
    let mut site = Site::of_four_weeks().await;
    let [mut found] = site.habits().await.try_into().expect("one habit");
    found.line.when = Some("daily 15:00".to_owned());
    site.accept(&found).await;
    assert_eq!(site.habits().await.len(), 1, "the afternoon is another's");
    let roster = propose(&site.desk, &site.org, &Zone::utc()).await.unwrap();
    assert_eq!(roster.tasks.len(), 2, "also beside tasks that are known");
    let mut tx = site.desk.db().begin().await.unwrap();
    decline(&mut tx, &site.org, &found.mark, Instant::from_us(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(site.habits().await.len(), 0);
}

/// The days on which nothing came.
fn lapsed(known: &Recurring) -> Vec<String> {
    let days = known.expected.iter().map(|(day, ..)| day);
    days.filter(|day| !known.routine.kept.contains_key(&day.0)).map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_recurs_is_held_against_its_own_days_also_when_a_task_covers_it() {
    let mut site = Site::of_four_weeks().await;
    let [found] = site.habits().await.try_into().expect("one habit");
    site.accept(&found).await;
    let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
    let monday = zone.instant(jiff::civil::date(2026, 11, 30).at(7, 0, 0, 0));
    // Somebody else goes on talking, so that days are known to have passed without her.
    let later = monday.plus_minutes(2 * 24 * 60);
    let tan =
        Inbound { sender_name: "Tan".to_owned(), form: Form::Text, sender: Handle::name("Tan"), ..photo(30, later) };
    let mut intake = Intake::new(site.org.clone(), Via::Simulated, None, Mind::new(), Stamps::seeded([5; 32]));
    site.hear(&mut intake, Inbound { text: "morning all".to_owned(), ..tan }).await;
    let known = |until: Instant, chat: &'static str| {
        let (desk, org) = (&site.desk, &site.org);
        async move { recurring(desk, org, &Zone::utc(), until, |of| of.as_str() == chat).await.unwrap() }
    };
    let [since] = known(later.plus_minutes(9 * 24 * 60), "ops").await.try_into().expect("one habit");
    assert_eq!((since.routine.kept.len(), since.expected.len()), (19, 21), "but the first report");
    assert_eq!(lapsed(&since), ["2026-11-30", "2026-12-01"], "the window of the second of December was still open");
    let (_, opens, closes) = since.expected[0];
    assert_eq!(opens.in_zone(&zone).strftime("%H:%M").to_string(), "08:00");
    assert!(closes > opens);
    // What was said later, or elsewhere, is not looked at.
    let [before] = known(monday, "ops").await.try_into().expect("one habit");
    assert_eq!(lapsed(&before), [""; 0]);
    assert_eq!(known(later, "other").await.len(), 0);
}
