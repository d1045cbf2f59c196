//! Made-up views for tests of pages: a condominium, with hostile names among the ordinary ones.

mod figures;
mod found;
mod inbox;
mod people;
mod record;
mod routine;

pub use figures::of_many_spots;
pub use record::audit;
pub use routine::{occurrence, tasks};

use super::{board, messages, ticket, tickets, today};
use crate::parts::bubble::Bubble;
use crate::parts::shell::{Frame, Tab};
use crate::parts::when::Wall;
use crate::parts::who::Who;
use domain::id::TicketNumber;
use domain::member::MemberRole;
use domain::message::{Form, Kind};
use domain::task::Outcome;
use domain::ticket::{Category, Priority, Stage};
use domain::time::{Instant, Zone};
use maud::Markup;

/// A name that must never reach a page as markup.
pub const HOSTILE: &str = "<script>alert('x')</script>";

pub fn frame(tab: Tab) -> Frame {
    let now = Instant::from_timestamp("2026-11-21T02:42:00Z".parse().unwrap());
    let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
    Frame {
        tab,
        name: "Menara Cahaya".into(),
        member: "Siti Rahman".into(),
        role: MemberRole::Owner,
        is_whole: true,
        triage: 5,
        wall: Wall { now, zone },
        heard: 7,
        hears: tab.hears().into(),
        is_answer: false,
        flash: None,
        undo: None,
        saved: None,
        look: crate::member::Look::default(),
        again_s: None,
    }
}

fn ago(minutes: i64) -> Instant {
    frame(Tab::Today).wall.now.plus_minutes(-minutes)
}

/// Title, place, priority, stage, owner, and how many minutes ago it was reported.
type Sketch = (&'static str, &'static str, Priority, Stage, Option<&'static str>, i64);

const TITLES: [Sketch; 9] = [
    ("Lift stuck again, someone inside!!", "Menara Cahaya / Block C", Priority::Critical, Stage::Reported, None, 12),
    (
        "Paip bocor di bilik pam, air dah naik",
        "Menara Cahaya / Block A / Pump room",
        Priority::High,
        Stage::Classified,
        None,
        44,
    ),
    ("Gate barrier tak boleh buka", "Menara Cahaya / Guard house", Priority::High, Stage::Assigned, Some("Kumar"), 130),
    ("停车场二楼灯不亮", "Menara Cahaya / Car park / L2", Priority::Normal, Stage::InProgress, Some("Ali Hassan"), 300),
    ("லிஃப்ட் வேலை செய்யவில்லை", "Menara Cahaya / Block B", Priority::Normal, Stage::OnHold, Some("ProLift Sdn Bhd"), 2000),
    (
        "Swimming pool water is green and it smells, children were in it this morning, please somebody check",
        "Menara Cahaya / Pool",
        Priority::Normal,
        Stage::Resolved,
        Some("AquaCare"),
        1500,
    ),
    (
        "Corridor light flickering L7",
        "Menara Cahaya / Block A / L7",
        Priority::Low,
        Stage::Reopened,
        Some("Ali Hassan"),
        9000,
    ),
    ("Rubbish not collected since Thursday", "", Priority::Normal, Stage::Verified, Some("Siti"), 3000),
    (HOSTILE, "", Priority::Low, Stage::Closed, Some(HOSTILE), 4000),
];

fn number(at: usize) -> TicketNumber {
    TicketNumber(142 - u32::try_from(at).unwrap())
}

pub fn bubble(id: &str, sender: &str, minutes: i64, text: &str, form: Form) -> Bubble {
    Bubble {
        beside: String::new(),
        id: id.into(),
        sender: sender.into(),
        path: Some("/people/p1".into()),
        phone: String::new(),
        conversation: "Menara Cahaya Ops".into(),
        sent_at: ago(minutes),
        form,
        text: text.into(),
        language: None,
        media: (form != Form::Text).then(|| "ab".repeat(32)),
        heard: None,
        unheard: false,
        forwarded: false,
        imported: true,
        fetch: None,
        words_gone_at: None,
        file_gone_at: None,
    }
}

pub fn today(is_new: bool) -> today::View {
    let needs = TITLES.iter().enumerate().filter(|(_, ticket)| ticket.4.is_none()).map(|(at, ticket)| today::Need {
        ticket: number(at),
        title: ticket.0.into(),
        priority: ticket.2,
        place: ticket.1.into(),
        owner: None,
        stage: ticket.3,
        opened_at: ago(ticket.5),
        is_unanswered: at == 0,
    });
    let silent =
        [("Clean Block C toilets L1–L3", "Mei Ling", Some(Outcome::Missed)), ("Patrol 02:00 perimeter", "Kumar", None)];
    let silent = silent.into_iter().map(|(name, assignee, outcome)| today::Silent {
        task: "t1".into(),
        day: frame(Tab::Today).wall.today(),
        name: name.into(),
        assignee: assignee.into(),
        place: "Block C".into(),
        outcome,
        until: ago(100),
    });
    let latest = TITLES.iter().enumerate().filter(|(_, ticket)| ticket.5 < 1440).map(|(at, ticket)| today::Latest {
        ticket: number(at),
        title: ticket.0.into(),
        priority: ticket.2,
        place: ticket.1.into(),
        stage: ticket.3,
        opened_at: ago(ticket.5),
    });
    today::View {
        frame: frame(Tab::Today),
        things: 3,
        unanswered: 1,
        unanswered_since: Some(ago(12)),
        open: 18,
        unowned: 2,
        verify: 4,
        overdue: 2,
        due_soon: 5,
        tasks_done: 41,
        tasks_total: 52,
        needs: needs.collect(),
        silent: silent.collect(),
        latest: latest.collect(),
        kept: Vec::new(),
        phone: None,
        is_new,
    }
}

pub fn tickets() -> tickets::View {
    let lines = TITLES.iter().enumerate().map(|(at, ticket)| tickets::Line {
        ticket: number(at),
        title: ticket.0.into(),
        priority: ticket.2,
        category: Category::ALL[at],
        stage: ticket.3,
        place: ticket.1.into(),
        owner: ticket.4.map(Into::into),
        opened_at: ago(ticket.5),
        voices: at % 3,
        photos: at as u64 % 2,
        reopened: u32::from(at == 6),
        is_recurrence: at == 0,
        labels: Vec::new(),
    });
    let asked = tickets::Asked { group: tickets::Group::All, q: "<b>".into(), ..tickets::Asked::default() };
    tickets::View {
        frame: frame(Tab::Tickets),
        asked,
        counts: [18, 2, 4, 311, 1329].map(|found| tickets::Count { found, goes_on: found > 1_000 }),
        needs: None,
        sites: vec![("s1".into(), "Menara Cahaya".into())],
        labels: Vec::new(),
        called: (None, None),
        lines: lines.collect(),
        next: Some("x".into()),
        together: None,
    }
}

pub fn board() -> board::View {
    let lanes = board::Lane::ALL.into_iter().map(|lane| {
        let slips = TITLES.iter().enumerate().filter(|(_, ticket)| lane.stages().contains(&ticket.3));
        let slips: Vec<_> = slips
            .map(|(at, ticket)| board::Slip {
                ticket: number(at),
                title: ticket.0.into(),
                priority: ticket.2,
                stage: ticket.3,
                place: ticket.1.into(),
                owner: ticket.4.map(Into::into),
                opened_at: ago(ticket.5),
                reopened: 2 * u32::from(at == 6),
                is_repeat: at == 2,
                photos: at,
                due_at: Some(ago(ticket.5 - 300)),
            })
            .collect();
        let count = slips.len() as u64 + u64::from(lane == board::Lane::Done) * 9;
        board::Column { lane, count, oldest: slips.last().map(|slip| slip.opened_at), slips }
    });
    let row = board::Swimlane { title: None, part: board::Asked::default(), lanes: lanes.collect() };
    board::View {
        frame: frame(Tab::Board),
        asked: board::Asked { limit: 1, ..board::Asked::default() },
        rows: vec![row],
        more: 2,
        sites: vec![("s1".into(), "Menara Cahaya".into()), ("s2".into(), "Mall".into())],
        owners: vec![("person:p1".into(), HOSTILE.into())],
        labels: Vec::new(),
        together: None,
    }
}

pub fn ticket(stage: Stage) -> ticket::View {
    ticket::View {
        frame: frame(Tab::Tickets),
        ticket: TicketNumber(142),
        title: "Lift stuck again Block C, someone inside!!".into(),
        stage,
        category: Category::Lift,
        priority: Priority::Critical,
        hold: None,
        place: "Menara Cahaya / Block C / Lift 2".into(),
        place_id: "p1".into(),
        reporter: Who { name: "Aini (C-12-3)".into(), path: Some("/people/p1".into()) },
        voices: vec![Who { name: HOSTILE.into(), path: None }, Who { name: "Mr Tan".into(), path: None }],
        owner: Some(ticket::Owner {
            who: Who { name: "ProLift Sdn Bhd".into(), path: None },
            value: "vendor:v1".into(),
        }),
        claimant: None,
        times: ticket::Times {
            reported: Some(ago(1700)),
            classified: Some(ago(1700)),
            assigned: Some(ago(1690)),
            started: Some(ago(90)),
            ..ticket::Times::default()
        },
        reopened: 0,
        recurrence_of: Some(TicketNumber(97)),
        repeats: 2,
        came_back: Some(TicketNumber(150)),
        found_by: Some((HOSTILE.into(), "/tasks/t1/2026-11-19".into())),
        cause: None,
        seeks: Some(TicketNumber(90)),
        is_cause_due: true,
        labels: vec![ticket::Labels {
            set: "Team".to_owned(),
            all: vec![("Day crew".to_owned(), true), ("Night crew".to_owned(), false)],
            is_several: false,
            sure_percent: Some(81),
            is_said: false,
        }],
        merged_into: None,
        photos: routine::shots(),
        proven: None,
        timeline: record::timeline(),
        show: ticket::Show::All,
        earlier: None,
        is_newest: true,
        composer: ticket::Composer::default(),
        choices: ticket::Choices {
            owners: ticket::Owners {
                people: vec![("person:p1".into(), "Ali Hassan".into())],
                vendors: vec![("vendor:v1".into(), "ProLift Sdn Bhd".into())],
            },
            places: vec![("p1".into(), "Menara Cahaya / Block C / Lift 2".into())],
        },
        promises: Vec::new(),
        waits: Vec::new(),
        passes: crate::pages::ticket::Passes::default(),
        said: None,
        quote: None,
    }
}

pub fn messages() -> messages::View {
    let texts = [
        ("Aini", "Lift stuck again Block C, someone inside!!", Form::Image, Some(Kind::Issue), Some("T-142")),
        ("Siti", "Done toilet L1 lift lobby", Form::Text, Some(Kind::Task), Some("Clean Block A L1 toilet")),
        ("Kumar", "", Form::Location, Some(Kind::Checkin), None),
        (HOSTILE, HOSTILE, Form::Text, Some(Kind::Chatter), None),
        ("陈先生", "电梯坏了，请派人来看", Form::Text, Some(Kind::Issue), Some("T-141")),
    ];
    let lines = texts.into_iter().enumerate().map(|(at, (sender, text, form, kind, about))| messages::Line {
        message: format!("m{at}"),
        sender: sender.into(),
        conversation: "Menara Cahaya Ops".into(),
        sent_at: ago(at as i64 * 700),
        form,
        text: text.into(),
        words_gone_at: None,
        kind,
        is_unfetched: false,
        about: about.map(Into::into),
    });
    let asked = messages::Asked { q: "lift".into(), ..messages::Asked::default() };
    let conversations = vec![("c1".into(), "Menara Cahaya Ops".into())];
    messages::View { frame: frame(Tab::Messages), asked, conversations, lines: lines.collect(), next: Some("n".into()) }
}

/// Every page that is a pure function, by name.
pub fn all() -> Vec<(&'static str, Markup)> {
    vec![
        ("today", super::today::page(&today(false))),
        ("new", super::today::page(&today(true))),
        ("triage", super::triage::page(&inbox::triage())),
        ("tickets", super::tickets::page(&tickets())),
        ("board", super::board::page(&board())),
        ("ticket", super::ticket::page(&ticket(Stage::InProgress))),
        ("tasks", super::tasks::page(&tasks())),
        ("occurrence", super::occurrence::page(&occurrence())),
        ("handover", super::handover::page(&routine::handover())),
        ("rotas", super::rotas::page(&routine::rotas())),
        ("messages", super::messages::page(&messages())),
        ("message", super::message::page(&record::message())),
        ("search", super::search::page(&found::search())),
        ("audit", super::audit::page(&audit())),
        ("people", super::people::list(&people::people())),
        ("person", super::people::page(&people::person())),
    ]
}
