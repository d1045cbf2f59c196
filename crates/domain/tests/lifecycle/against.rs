//! Tickets to which anything may happen, in zones whose clocks are set: the program and the oracle must agree.

use super::oracle::{Oracle, Promised};
use super::world::proposal;
use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::calendar::{Calendar, Hours};
use domain::clock::{Rest, Standing, read};
use domain::draft::Draft;
use domain::event::Event;
use domain::id::{AgreementId, CalendarId, ConversationId, MessageId, OrgId, TicketNumber};
use domain::message::{Circle, ConversationKey, Form, Handle, Inbound, Kind};
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, TicketCommand, Via};
use domain::situation::Situation;
use domain::ticket::{Category, HoldReason, Priority};
use domain::time::{Day, Instant, Zone};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FIRST: TicketNumber = TicketNumber(1);
/// Zones and days around which their clocks are set: by an hour, by half of one, at midnight, by a whole day.
const PLACES: [(&str, &str); 8] = [
    ("Europe/Berlin", "2026-03-27T00:00:00Z"),
    ("Europe/Berlin", "2026-10-23T00:00:00Z"),
    ("America/New_York", "2026-10-30T00:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-03T00:00:00Z"),
    ("America/Sao_Paulo", "2018-11-02T00:00:00Z"),
    ("Pacific/Apia", "2011-12-28T00:00:00Z"),
    ("Africa/Casablanca", "2026-02-13T00:00:00Z"),
    ("Asia/Kuala_Lumpur", "2026-11-20T00:00:00Z"),
];

/// What befalls a ticket.
#[derive(Clone, Debug)]
enum Step {
    Hold(HoldReason, bool),
    /// A manager says of one of its pauses, counted from the first, whether it stands, or takes that back.
    Judge(usize, Option<bool>),
    Do(TicketCommand),
    Priority(Priority),
    Calendar(Vec<Vec<Hours>>, Option<(u8, Vec<Hours>)>),
    Agreement(u32, u32, bool, BTreeSet<HoldReason>),
}

fn hours() -> impl Strategy<Value = Vec<Hours>> {
    let cuts = proptest::collection::btree_set(0_u16..=96, 0..6);
    cuts.prop_map(|cuts| {
        let cuts: Vec<u16> = cuts.into_iter().map(|quarter| quarter * 15).collect();
        cuts.chunks_exact(2).map(|pair| Hours { from: pair[0], until: pair[1] }).collect()
    })
}

fn step() -> impl Strategy<Value = Step> {
    let reason = || proptest::sample::select(HoldReason::ALL);
    let commands = vec![
        TicketCommand::Start,
        TicketCommand::Start,
        TicketCommand::Resolve,
        TicketCommand::Resolve,
        TicketCommand::Reopen,
        TicketCommand::Reopen,
        TicketCommand::Verify,
        TicketCommand::Cancel,
        TicketCommand::Assign(None),
    ];
    let holiday = proptest::option::of((0_u8..8, hours()));
    prop_oneof![
        2 => (0_usize..4, prop_oneof![3 => Just(Some(false)), 1 => Just(Some(true)), 2 => Just(None)])
            .prop_map(|(nth, stands)| Step::Judge(nth, stands)),
        4 => (reason(), any::<bool>()).prop_map(|(reason, shown)| Step::Hold(reason, shown)),
        5 => proptest::sample::select(commands).prop_map(Step::Do),
        2 => proptest::sample::select(Priority::ALL).prop_map(Step::Priority),
        1 => (proptest::collection::vec(hours(), 7), holiday).prop_map(|(week, holiday)| Step::Calendar(week, holiday)),
        1 => (10_u32..2_000, 10_u32..300, any::<bool>(), proptest::collection::btree_set(reason(), 0..4))
            .prop_map(|(resolve, acknowledge, always, pauses)| Step::Agreement(resolve, acknowledge, always, pauses)),
    ]
}

/// Minute by minute, and as the program says: the same misses, the same net time, the same next due instant.
fn agree(place: usize, hour: u16, (calendar, agreement): (&Step, &Step), steps: &[(u16, Step)], tail: u16) {
    let (zone, day) = PLACES[place];
    let opened = Instant::from_timestamp(day.parse().expect("it is an instant")).plus_minutes(i64::from(hour) * 7);
    let zone_of = Zone::named(zone).expect("there is such a zone");
    let mut told = Told { draft: Draft::new(Situation::empty(zone_of.clone())), entropy: 0 };
    let mut oracle = Oracle::new(opened, zone);
    told.apply(opened, &mut oracle, calendar);
    told.apply(opened, &mut oracle, agreement);
    told.report(opened);
    for (gap, step) in steps {
        told.wait(&mut oracle, u32::from(*gap));
        told.apply(oracle.opened.plus_minutes(oracle.minutes.len() as i64), &mut oracle, step);
    }
    told.wait(&mut oracle, u32::from(tail));
    told.compare(&oracle, &zone_of);
}

struct Told {
    draft: Draft,
    entropy: u128,
}

impl Told {
    fn ask(&mut self, at: Instant, command: Command) -> Option<Vec<Event>> {
        self.entropy += 1;
        let request = Request {
            org: OrgId::new("test"),
            actor: Actor::Channel,
            via: Via::Simulated,
            stamp: Stamp { at, entropy: self.entropy },
            import: None,
            command,
        };
        let changes = self.draft.ask(request).ok()?;
        Some(changes.iter().map(|change| change.event.clone()).collect())
    }

    fn report(&mut self, at: Instant) {
        let message = self.say(at, "report");
        let opens = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
        self.ask(at, Command::Interpret(Box::new(opens))).expect("it opens a ticket");
    }

    fn say(&mut self, at: Instant, external: &str) -> MessageId {
        let (id, name) = (ConversationId::new("ops"), "Ops".to_owned());
        let inbound = Inbound {
            conversation: ConversationKey { id, circle: Circle::Group, name, with: None },
            external: format!("{external}-{}", self.entropy),
            sender: Handle("+mei".to_owned()),
            sender_name: "Mei".to_owned(),
            sent_at: at,
            form: Form::Text,
            text: "lift stuck".to_owned(),
            attachment: None,
            geo: None,
            reply_to: None,
            mentions: Vec::new(),
            forwarded: false,
            edited: false,
            import: None,
            live: None,
        };
        let events = self.ask(at, Command::Receive(Box::new(inbound))).expect("it is heard");
        events.iter().find_map(|event| event.message().cloned()).expect("it is new")
    }

    /// Lets the clock look whenever it has to, as hearing does.
    fn wait(&mut self, oracle: &mut Oracle, minutes: u32) {
        let until = oracle.opened.plus_minutes(oracle.minutes.len() as i64 + i64::from(minutes));
        let mut clock = oracle.opened.plus_minutes(oracle.minutes.len() as i64);
        while let Some(at) = self.draft.situation.tickets[&FIRST].deadlines().map(|(_, at)| at).min() {
            if at > until {
                break;
            }
            clock = clock.max(at);
            let recorded = self.ask(clock, Command::Lapse).expect("the clock is never refused");
            assert!(!recorded.is_empty(), "a deadline passed and nothing was recorded");
        }
        for _ in 0..minutes {
            oracle.pass();
        }
        // The present minute itself is not over.
        if let Some(last) = oracle.minutes.len().checked_sub(1) {
            oracle.judge(last);
        }
    }

    fn apply(&mut self, at: Instant, oracle: &mut Oracle, step: &Step) {
        let events = match step {
            Step::Hold(reason, shown) => {
                let message = shown.then(|| self.say(at, "shows"));
                if let Some(message) = &message {
                    let mut about = proposal(message, Kind::Question);
                    about.meaning.about = Some(domain::message::Subject::Ticket(FIRST));
                    self.ask(at, Command::Interpret(Box::new(about)));
                }
                self.ask(at, Command::change(FIRST, TicketCommand::Hold { reason: *reason, message }))
            }
            Step::Judge(nth, stands) => {
                let pauses = self.draft.situation.tickets[&FIRST].course.pauses.iter();
                let waits = pauses.filter(|pause| matches!(pause.rest, Rest::Held(_)));
                let since = waits.map(|pause| pause.since).nth(*nth);
                let because = "seen by nobody".to_owned();
                let command = since.map(|since| TicketCommand::JudgePause { since, stands: *stands, because });
                command.and_then(|command| self.ask(at, Command::change(FIRST, command)))
            }
            Step::Do(command) => self.ask(at, Command::change(FIRST, command.clone())),
            Step::Priority(priority) => {
                let command = TicketCommand::Classify { category: Category::Lift, priority: *priority, place: None };
                self.ask(at, Command::change(FIRST, command))
            }
            Step::Calendar(week, special) => {
                let days = special.iter().map(|(day, hours)| {
                    let wall = at.in_zone(&self.draft.situation.zone).date();
                    (Day(wall).plus(i64::from(*day)), hours.clone())
                });
                let calendar = Calendar {
                    id: CalendarId::new("hours"),
                    name: "Hours".to_owned(),
                    week: std::array::from_fn(|day| week[day].clone()),
                    days: days.collect(),
                };
                let (week, days) = (week.clone(), calendar.days.clone());
                let events = self.ask(at, Command::Define(Box::new(Definition::Calendar(calendar))));
                if events.is_some() && oracle.counts.is_some() {
                    oracle.counts = Some((week, days));
                }
                events
            }
            Step::Agreement(resolve, acknowledge, always, pauses) => {
                self.agree(at, oracle, (*resolve, *acknowledge), *always, pauses)
            }
        };
        events.iter().flatten().for_each(|event| oracle.take(event));
        oracle.count_again();
    }

    fn agree(
        &mut self,
        at: Instant,
        oracle: &mut Oracle,
        (resolve, acknowledge): (u32, u32),
        always: bool,
        pauses: &BTreeSet<HoldReason>,
    ) -> Option<Vec<Event>> {
        let known = self.draft.situation.directory.calendars.get(&CalendarId::new("hours")).cloned();
        let promised: Promised =
            (1..).zip(Priority::ALL).map(|(n, of)| (*of, (acknowledge * n, resolve * n))).collect();
        let level = |(acknowledge, resolve): (u32, u32)| Level {
            when: None,
            targets: BTreeMap::from([
                (Target::Acknowledge, Allowed::Minutes(acknowledge)),
                (Target::Resolve, Allowed::Minutes(resolve)),
            ]),
        };
        let when = match &known {
            Some(calendar) if !always => When::Calendar(calendar.id.clone()),
            _ => When::Always,
        };
        oracle.counts = known.filter(|_| !always).map(|calendar| (calendar.week.to_vec(), calendar.days));
        (oracle.promised, oracle.pauses) = (promised.clone(), pauses.clone());
        let agreement = Agreement {
            id: AgreementId::new("house"),
            name: "House".to_owned(),
            vendor: None,
            site: None,
            categories: BTreeSet::new(),
            when,
            pauses: pauses.clone(),
            warn_percent: 80,
            holds_days: None,
            levels: promised.into_iter().map(|(priority, minutes)| (priority, level(minutes))).collect(),
        };
        self.ask(at, Command::Define(Box::new(Definition::Agreement(agreement))))
    }

    fn compare(&self, oracle: &Oracle, zone: &Zone) {
        let situation = &self.draft.situation;
        let ticket = &situation.tickets[&FIRST];
        let end = oracle.opened.plus_minutes(oracle.minutes.len() as i64);
        for (at, target) in [Target::Acknowledge, Target::Resolve].into_iter().enumerate() {
            let promise = &ticket.course.promises[&target];
            let instant = |minute: usize| oracle.opened.plus_minutes(minute as i64);
            assert_eq!(promise.missed, oracle.missed[at].map(instant), "{target} is missed when its time ran out");
            if oracle.put_away {
                assert_eq!(ticket.standing(promise), Standing::Void);
                continue;
            }
            assert_eq!(
                promise.settled.map(|settled| settled.at),
                oracle.answered[at].map(instant),
                "{target} answered"
            );
            if oracle.answered[at].is_none() {
                let clock = read(ticket, target, &situation.directory, zone, end).expect("it is promised");
                let (net, _) = oracle.reached(at, u32::MAX);
                assert_eq!(clock.net_us, i64::from(net) * 60_000_000, "{target} has run");
                let (_, due) = oracle.reached(at, oracle.allowed(at));
                let past = promise.due_at.filter(|due_at| *due_at <= end);
                assert_eq!(past, due.map(instant), "{target} was due");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clocks_agree_with_counting_minute_by_minute(
        place in 0..PLACES.len(),
        hour in 0_u16..200,
        week in proptest::collection::vec(hours(), 7),
        resolve in 30_u32..1_500,
        acknowledge in 10_u32..300,
        always in proptest::bool::weighted(0.2),
        pauses in proptest::collection::btree_set(proptest::sample::select(HoldReason::ALL), 0..4),
        steps in proptest::collection::vec((0_u16..700, step()), 0..9),
        tail in 0_u16..3_000,
    ) {
        let agreement = Step::Agreement(resolve, acknowledge, always, pauses);
        agree(place, hour, (&Step::Calendar(week, None), &agreement), &steps, tail);
    }

    /// Also where the fix was claimed before a manager says what a wait was worth, and takes it back.
    #[test]
    fn a_struck_wait_is_an_owed_one_for_both(
        place in 0..PLACES.len(),
        resolve in 30_u32..900,
        gaps in proptest::collection::vec(0_u16..700, 6),
        is_claimed in any::<bool>(),
        tail in 0_u16..2_000,
    ) {
        let agreement = Step::Agreement(resolve, 60, true, HoldReason::ALL.iter().copied().collect());
        let claim = if is_claimed { TicketCommand::Resolve } else { TicketCommand::Start };
        let said = [
            Step::Hold(HoldReason::Parts, true),
            Step::Do(claim),
            Step::Judge(0, Some(false)),
            Step::Judge(0, None),
            Step::Do(TicketCommand::Reopen),
            Step::Judge(0, Some(false)),
        ];
        let steps: Vec<(u16, Step)> = gaps.into_iter().zip(said).collect();
        for until in 3..=steps.len() {
            agree(place, 9, (&Step::Calendar(vec![Vec::new(); 7], None), &agreement), &steps[..until], tail);
        }
    }
}
