//! Tickets to which anything may happen, in zones whose clocks are set: the program and the oracle must agree.

mod steps;
mod told;

use crate::oracle::Oracle;
use domain::agreement::Target;
use domain::clock::{Promise, Standing, read};
use domain::message::{Form, Kind};
use domain::request::TicketCommand;
use domain::ticket::{HoldReason, Ticket};
use domain::time::Instant;
use proptest::prelude::*;
use steps::{Deal, Scope, Step, deal, hours, scope, step};
use told::{FIRST, SECOND, Told};

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

/// What happens after how many minutes, and to which ticket: the second, where there are two.
type Story = [(u16, bool, Step)];

/// Minute by minute, and as the program says: the same misses, the same warnings, the same net time, the same next due instant.
fn agree((place, hour): (usize, u16), reporter: &str, before: &[Step], story: &Story, tail: u16) {
    let (zone, day) = PLACES[place];
    let (site, _) = PLACES[(place + 3) % PLACES.len()];
    let start = Instant::from_timestamp(day.parse().expect("it is an instant")).plus_minutes(i64::from(hour) * 7);
    let mut told = Told::new(start, [zone, site]);
    before.iter().for_each(|step| told.apply(FIRST, step));
    told.report(reporter);
    for (gap, is_second, step) in story {
        told.wait(*gap);
        let number = if *is_second && told.oracles.len() > 1 { SECOND } else { FIRST };
        told.apply(number, step);
    }
    told.wait(tail);
    for (number, oracle) in &told.oracles {
        let ticket = &told.draft.situation.tickets[number];
        let mut warned = told.warned.get(number).cloned().unwrap_or_default();
        warned.sort_unstable();
        let mut expected = oracle.warned.clone();
        expected.sort_unstable();
        assert_eq!(warned, expected, "{number} is warned of when most of the time ran");
        Target::ALL.iter().for_each(|target| compare(&told, oracle, ticket, *target));
    }
}

fn compare(told: &Told, oracle: &Oracle, ticket: &Ticket, target: Target) {
    let what = format!("{} {target}", ticket.number);
    let instant = |minute: usize| oracle.start.plus_minutes(minute as i64);
    let (promise, owed) = (ticket.course.promises.get(&target), oracle.owed(target));
    let known = |of: fn(&Promise) -> Option<Instant>| promise.and_then(of);
    assert_eq!(known(|promise| promise.missed), owed.missed.map(instant), "{what} is missed when its time ran out");
    let misses = promise.map_or(&[][..], |promise| &promise.misses);
    let misses: Vec<_> = misses.iter().map(|miss| (miss.due_at, miss.ended_at)).collect();
    let expected: Vec<_> = owed.misses.iter().map(|(due, ended)| (instant(*due), ended.map(instant))).collect();
    assert_eq!(misses, expected, "{what} is missed again and again");
    if oracle.is_put_away {
        return assert!(promise.is_none_or(|promise| ticket.standing(promise) == Standing::Void));
    }
    let settled = promise.and_then(|promise| promise.settled).map(|settled| (settled.at, settled.net_us));
    let counted = owed.answered.zip(owed.counted).map(|(at, net)| (instant(at), i64::from(net) * 60_000_000));
    assert_eq!(settled, counted, "{what} is answered");
    let is_owed = oracle.terms(target).is_some() && owed.answered.is_none() && !oracle.is_over;
    let Some(promise) = promise else { return assert!(!is_owed, "{what} is promised") };
    if is_owed {
        let situation = &told.draft.situation;
        let clock = read(ticket, target, &situation.directory, &situation.zone, told.now()).expect("it is promised");
        assert_eq!(clock.net_us, i64::from(owed.net) * 60_000_000, "{what} has run");
        assert_eq!(clock.gross_us, told.now().us() - instant(owed.since).us(), "{what} by the wall");
        let past = promise.due_at.filter(|due_at| *due_at <= told.now());
        assert_eq!(past, oracle.due(target).map(instant), "{what} was due");
    }
    assert_eq!(ticket.standing(promise), standing(oracle, target), "{what} stands");
}

fn standing(oracle: &Oracle, target: Target) -> Standing {
    let owed = oracle.owed(target);
    match (owed.missed, owed.counted, oracle.terms(target)) {
        (Some(_), ..) => Standing::Missed,
        (None, Some(_), _) => Standing::Met,
        // What is over before anybody answered waits for good.
        (None, None, _) if oracle.is_over && owed.answered.is_none() && owed.is_promised => Standing::Paused,
        (None, None, Some(terms)) if owed.answered.is_none() && !oracle.is_over => {
            let waits = oracle.is_at_rest(terms) && oracle.due(target).is_none();
            if waits { Standing::Paused } else { Standing::Running }
        }
        (None, None, _) => Standing::Void,
    }
}

fn place() -> impl Strategy<Value = (usize, u16)> {
    (0..PLACES.len(), 0_u16..200)
}

/// A calendar, an agreement for all, and perhaps more specific ones.
fn before() -> impl Strategy<Value = Vec<Step>> {
    let more = proptest::collection::vec((scope(), deal()), 0..4);
    (proptest::collection::vec(hours(), 7), deal(), more).prop_map(|(week, house, more)| {
        let agreements = std::iter::once((Scope::All, house)).chain(more);
        let agreements = agreements.map(|(scope, deal)| Step::Agreement(scope, deal));
        std::iter::once(Step::Calendar(week, None)).chain(agreements).collect()
    })
}

fn reporter() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("mei"), 1 => Just("azlan")]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clocks_agree_with_counting_minute_by_minute(
        place in place(),
        before in before(),
        reporter in reporter(),
        steps in proptest::collection::vec((0_u16..700, Just(false), step()), 0..10),
        tail in 0_u16..3_000,
    ) {
        agree(place, reporter, &before, &steps, tail);
    }

    /// Where the vendor has it and loses it again, and agreements and calendars change meanwhile.
    #[test]
    fn a_contract_holds_as_long_as_the_vendor_has_it(
        place in place(),
        before in before(),
        contracts in proptest::collection::vec((0_u16..400, deal(), step()), 1..4),
        tail in 0_u16..2_000,
    ) {
        let vendor = TicketCommand::Assign(Some(domain::ticket::Assignee::Vendor(domain::id::VendorId::new("lifts"))));
        let steps: Vec<(u16, bool, Step)> = contracts.into_iter().flat_map(|(gap, deal, step)| [
            (gap, false, Step::Do(vendor.clone())),
            (gap / 2, false, Step::Hold(HoldReason::Parts, true)),
            (gap / 3, false, Step::Agreement(Scope::Vendor, deal)),
            (gap, false, step),
            (gap, false, Step::Do(TicketCommand::Assign(None))),
        ]).collect();
        for until in 1..=steps.len() {
            agree(place, "mei", &before, &steps[..until], tail);
        }
    }

    /// Two reports of one incident, either of which goes on.
    #[test]
    fn two_tickets_that_become_one_count_as_one(
        place in place(),
        before in before(),
        first in proptest::collection::vec((0_u16..400, Just(false), step()), 0..4),
        both in proptest::collection::vec((0_u16..400, any::<bool>(), step()), 0..5),
        is_later in any::<bool>(),
        after in proptest::collection::vec((0_u16..400, step()), 0..4),
        gap in 0_u16..300,
        tail in 0_u16..2_000,
    ) {
        let report = [(gap, false, Step::Report)];
        let merge = [(gap, false, Step::Merge(is_later))];
        let after = after.into_iter().map(|(gap, step)| (gap, is_later, step));
        let steps: Vec<_> = first.into_iter().chain(report).chain(both).chain(merge).chain(after).collect();
        agree(place, "mei", &before, &steps, tail);
    }

    /// Also where the fix was claimed before a manager says what a wait was worth, and takes it back.
    #[test]
    fn a_struck_wait_is_an_owed_one_for_both(
        place in place(),
        deal in deal(),
        gaps in proptest::collection::vec(0_u16..700, 7),
        is_claimed in any::<bool>(),
        tail in 0_u16..2_000,
    ) {
        let deal = Deal { is_always: true, spares: None, pauses: HoldReason::ALL.iter().copied().collect(), ..deal };
        let claim = if is_claimed { TicketCommand::Resolve } else { TicketCommand::Start };
        let said = [
            Step::Hold(HoldReason::Parts, true),
            Step::Say("azlan", Form::Image, Kind::Evidence),
            Step::Do(claim),
            Step::Judge(0, Some(false)),
            Step::Judge(0, None),
            Step::Do(TicketCommand::Reopen),
            Step::Judge(0, Some(false)),
        ];
        let steps: Vec<(u16, bool, Step)> = gaps.into_iter().zip(said).map(|(gap, step)| (gap, false, step)).collect();
        for until in 3..=steps.len() {
            agree(place, "mei", &[Step::Agreement(Scope::All, deal.clone())], &steps[..until], tail);
        }
    }
}
