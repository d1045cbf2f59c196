//! Who is on call, held against whoever counts the days one by one.

use super::*;
use crate::directory::{Person, Role, Vendor};
use crate::id::{PersonId, VendorId};
use crate::message::Handle;
use jiff::civil::{date, time};
use proptest::prelude::*;

/// Zones whose clocks are set: by hours in spring and autumn, at midnight, and by a whole day.
const ZONES: &[&str] = &["Asia/Kuala_Lumpur", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia"];
const NAMES: &[&str] = &["azlan", "kumar", "mei", "siti"];
const HOUR_US: i64 = 3_600_000_000;

fn person(name: &str) -> Assignee {
    Assignee::Person(PersonId::new(name))
}

fn known(names: &[&str]) -> Directory {
    let mut directory = Directory::default();
    for name in names {
        directory.remember(Person {
            id: PersonId::new(*name),
            name: (*name).to_owned(),
            handles: vec![Handle(format!("+{name}"))],
            role: Role::Technician,
            vendor: None,
            site: None,
            shared: None,
        });
    }
    directory
}

fn rota(order: &[&str], every_days: u16, from: DateTime) -> Rota {
    Rota {
        id: RotaId::new("rota"),
        name: "Technicians on call".to_owned(),
        site: None,
        order: order.iter().map(|name| person(name)).collect(),
        every_days,
        from,
        swaps: Vec::new(),
        told_at: None,
    }
}

fn swap(who: &str, from: &str, until: &str) -> Swap {
    Swap { who: person(who), from: from.parse().unwrap(), until: until.parse().unwrap(), made: None }
}

/// A week each from a Monday at eight.
fn weekly() -> Rota {
    rota(&["azlan", "kumar", "mei"], 7, date(2026, 11, 30).at(8, 0, 0, 0))
}

fn kuala_lumpur() -> Zone {
    Zone::named("Asia/Kuala_Lumpur").unwrap()
}

fn wall(text: &str) -> DateTime {
    DateTime::strptime("%Y-%m-%d %H:%M", text).unwrap()
}

/// Who is on call at a time of the clocks, since when and until when.
fn at(directory: &Directory, rota: &Rota, zone: &Zone, text: &str) -> Option<(String, String, String)> {
    let now = on_call(directory, rota, zone, zone.instant(wall(text)))?;
    let said = |at: Instant| at.in_zone(zone).strftime("%Y-%m-%d %H:%M").to_string();
    let who = match now.who {
        Assignee::Person(person) => person.to_string(),
        Assignee::Vendor(vendor) => vendor.to_string(),
    };
    Some((who, said(now.since), said(now.until)))
}

fn told(who: &str, since: &str, until: &str) -> Option<(String, String, String)> {
    Some((who.to_owned(), since.to_owned(), until.to_owned()))
}

#[test]
fn turns_follow_each_other_from_the_hour_of_the_first() {
    let (all, zone, rota) = (known(NAMES), kuala_lumpur(), weekly());
    let is = |text| at(&all, &rota, &zone, text);
    assert_eq!(is("2026-11-30 07:59"), None, "nobody before the first");
    assert_eq!(is("2026-11-30 08:00"), told("azlan", "2026-11-30 08:00", "2026-12-07 08:00"));
    assert_eq!(is("2026-12-07 07:59"), told("azlan", "2026-11-30 08:00", "2026-12-07 08:00"));
    assert_eq!(is("2026-12-07 08:00"), told("kumar", "2026-12-07 08:00", "2026-12-14 08:00"));
    assert_eq!(is("2026-12-25 12:00"), told("azlan", "2026-12-21 08:00", "2026-12-28 08:00"));
}

#[test]
fn turns_change_at_the_same_hour_when_the_clocks_are_set() {
    let (all, zone) = (known(NAMES), Zone::named("Europe/Berlin").unwrap());
    let rota = rota(&["azlan", "kumar"], 1, date(2026, 10, 24).at(8, 0, 0, 0));
    let found = coming(&all, &rota, &zone, (Instant::from_us(0), Instant::from_us(i64::MAX)), 3);
    let hours: Vec<i64> = found.iter().map(|one| (one.until.us() - one.since.us()) / HOUR_US).collect();
    assert_eq!(hours, [25, 24, 24]);
    assert_eq!(at(&all, &rota, &zone, "2026-10-25 07:59"), told("azlan", "2026-10-24 08:00", "2026-10-25 08:00"));
}

#[test]
fn a_swap_begins_and_ends_when_turns_change_and_the_last_one_holds() {
    let (all, zone) = (known(NAMES), kuala_lumpur());
    let mut rota = weekly();
    rota.swaps = vec![swap("mei", "2026-12-02", "2026-12-09"), swap("siti", "2026-12-04", "2026-12-05")];
    let is = |text| at(&all, &rota, &zone, text);
    assert_eq!(is("2026-12-02 07:59"), told("azlan", "2026-11-30 08:00", "2026-12-02 08:00"));
    assert_eq!(is("2026-12-02 08:00"), told("mei", "2026-12-02 08:00", "2026-12-04 08:00"));
    assert_eq!(is("2026-12-04 20:00"), told("siti", "2026-12-04 08:00", "2026-12-05 08:00"));
    assert_eq!(is("2026-12-06 00:00"), told("mei", "2026-12-05 08:00", "2026-12-07 08:00"));
    assert_eq!(is("2026-12-08 00:00"), told("mei", "2026-12-07 08:00", "2026-12-09 08:00"));
    assert_eq!(is("2026-12-09 08:00"), told("kumar", "2026-12-09 08:00", "2026-12-14 08:00"));
}

#[test]
fn a_swap_that_was_made_by_day_does_not_rewrite_the_morning() {
    let (all, zone) = (known(NAMES), kuala_lumpur());
    let mut rota = weekly();
    let made = Made { at: zone.instant(wall("2026-12-02 15:00")), message: None };
    rota.swaps = vec![Swap { made: Some(made), ..swap("mei", "2026-12-02", "2026-12-03") }];
    let is = |text| at(&all, &rota, &zone, text);
    assert_eq!(is("2026-12-02 14:59"), told("azlan", "2026-11-30 08:00", "2026-12-02 15:00"));
    assert_eq!(is("2026-12-02 15:00"), told("mei", "2026-12-02 15:00", "2026-12-03 08:00"));
    assert_eq!(is("2026-12-03 08:00"), told("azlan", "2026-12-03 08:00", "2026-12-07 08:00"));
}

#[test]
fn who_is_gone_is_passed_over_and_who_turned_out_to_be_another_is_that_one() {
    let zone = kuala_lumpur();
    let mut all = known(&["azlan", "mei"]);
    all.same.insert(PersonId::new("kumar"), PersonId::new("mei"));
    let mut rota = rota(&["gone", "azlan", "kumar"], 1, date(2026, 11, 30).at(8, 0, 0, 0));
    rota.swaps = vec![swap("gone", "2026-12-01", "2026-12-02")];
    assert_eq!(at(&all, &rota, &zone, "2026-11-30 09:00").unwrap().0, "azlan", "the next in order has the turn");
    assert_eq!(at(&all, &rota, &zone, "2026-12-01 09:00").unwrap().0, "azlan", "nobody stands in");
    assert_eq!(at(&all, &rota, &zone, "2026-12-02 09:00").unwrap().0, "mei");
    assert_eq!(rota.manned(&all), ["azlan", "azlan", "mei"].map(person));
    assert_eq!(at(&known(&[]), &rota, &zone, "2026-12-02 09:00"), None);
    let pro = VendorId::new("pro");
    all.vendors.insert(pro.clone(), Vendor { id: pro.clone(), name: "Pro".to_owned(), categories: Vec::new() });
    rota.order = vec![Assignee::Vendor(pro)];
    assert_eq!(at(&all, &rota, &zone, "2026-12-02 09:00").unwrap().0, "pro");
}

#[test]
fn what_the_directory_says_anew_keeps_the_swaps_that_were_made_elsewhere() {
    let made = |swap: Swap| Swap { made: Some(Made { at: Instant::from_us(0), message: None }), ..swap };
    let (said, kept) = (swap("mei", "2026-12-02", "2026-12-03"), swap("siti", "2026-12-04", "2026-12-05"));
    let known = Rota { swaps: vec![said.clone(), made(kept.clone())], ..weekly() };
    let anew = weekly().keeping(&known);
    assert_eq!(anew.swaps, [made(kept.clone())], "what it said itself goes when it no longer does");
    let file = |swaps: Vec<Swap>| Rota { swaps, ..weekly() };
    assert_eq!(file(vec![said.clone()]).keeping(&known), known, "read again it is the same");
    let added = swap("azlan", "2026-12-04", "2026-12-05");
    let anew = file(vec![added.clone(), said.clone()]).keeping(&known);
    assert_eq!(anew.swaps, [said, made(kept), added], "what is added was said last");
}

#[test]
fn a_file_read_again_turns_no_swap_round() {
    let made = |swap: Swap| Swap { made: Some(Made { at: Instant::from_us(0), message: None }), ..swap };
    let (kumar, azlan) = (swap("kumar", "2026-12-02", "2026-12-04"), swap("azlan", "2026-12-02", "2026-12-04"));
    let known = Rota { swaps: vec![kumar.clone(), made(azlan), made(kumar.clone())], ..weekly() };
    assert_eq!(Rota { swaps: vec![kumar], ..weekly() }.keeping(&known), known);
}

#[test]
fn a_rota_that_cannot_be_is_refused() {
    let with = |change: fn(&mut Rota)| {
        let mut rota = weekly();
        change(&mut rota);
        rota.check().unwrap_err().reason
    };
    assert!(weekly().check().is_ok());
    assert!(with(|rota| rota.order.clear()).contains("0 people"));
    assert!(with(|rota| rota.every_days = 0).contains("turns of 0 days"));
    assert!(with(|rota| rota.swaps.push(swap("mei", "2026-12-02", "2026-12-02"))).contains("a later day"));
}

/// Who is on call, found by walking from the first day to the last and asking each swap in turn.
fn slowly(rota: &Rota, present: &[&str], zone: &Zone, at: Instant) -> Option<Assignee> {
    let hour = |date: jiff::civil::Date| zone.instant(date.to_datetime(rota.from.time()));
    let (mut date, mut turn, mut days) = (rota.from.date(), 0, 0);
    if at < hour(date) {
        return None;
    }
    while hour(date.tomorrow().unwrap()) <= at {
        date = date.tomorrow().unwrap();
        days += 1;
        if days == rota.every_days {
            (days, turn) = (0, (turn + 1) % rota.order.len());
        }
    }
    let is_there = |who: &Assignee| present.iter().any(|name| person(name) == *who);
    let mut who = None;
    for step in 0..rota.order.len() {
        let next = &rota.order[(turn + step) % rota.order.len()];
        if who.is_none() && is_there(next) {
            who = Some(next.clone());
        }
    }
    for swap in &rota.swaps {
        let has_begun = hour(swap.from.0) <= at && swap.made.as_ref().is_none_or(|made| made.at <= at);
        if has_begun && at < hour(swap.until.0) && is_there(&swap.who) {
            who = Some(swap.who.clone());
        }
    }
    who
}

prop_compose! {
    /// A swap some days after the first turn of a rota, made some hours after it or written in the directory.
    fn any_swap(from: Day, zone: Zone)
        (who in 0..NAMES.len(), after in -3_i64..40, days in 1_i64..9, made in proptest::option::of(0_i64..900)) -> Swap {
        let first = zone.instant(from.0.to_datetime(time(0, 0, 0, 0)));
        let at = |hours: i64| Instant::from_us(first.us() + hours * HOUR_US);
        Swap {
            who: person(NAMES[who]),
            from: from.plus(after),
            until: from.plus(after + days),
            made: made.map(|hours| Made { at: at(hours), message: None }),
        }
    }
}

fn any_rota() -> impl Strategy<Value = (Rota, Zone)> {
    // Clocks were set on 30 October 2011 in Berlin, 16 October in Sao Paulo, and Samoa left out 30 December.
    let start = proptest::sample::select(vec![date(2011, 10, 10), date(2011, 12, 24)]);
    let order = proptest::collection::vec(0..NAMES.len(), 1..5);
    (start, 0_i8..24, 1_u16..9, order, proptest::sample::select(ZONES)).prop_flat_map(
        |(day, hour, every, order, zone)| {
            let zone = Zone::named(zone).unwrap();
            let names: Vec<&str> = order.iter().map(|who| NAMES[*who]).collect();
            let plain = rota(&names, every, day.at(hour, 30, 0, 0));
            proptest::collection::vec(any_swap(Day(day), zone.clone()), 0..6)
                .prop_map(move |swaps| (Rota { swaps, ..plain.clone() }, zone.clone()))
        },
    )
}

proptest! {
    #[test]
    fn whoever_is_on_call_is_whom_the_days_say((rota, zone) in any_rota(), hours in -30_i64..900, there in 1_usize..5) {
        let present = &NAMES[..there];
        let first = zone.instant(rota.from);
        let at = Instant::from_us(first.us() + hours * HOUR_US);
        let found = on_call(&known(present), &rota, &zone, at);
        let who = slowly(&rota, present, &zone, at);
        prop_assert_eq!(found.as_ref().map(|one| &one.who), who.as_ref());
        let Some(found) = found else { return Ok(()) };
        prop_assert!(found.since <= at && at < found.until);
        let mut step = found.since;
        while step < found.until {
            prop_assert_eq!(slowly(&rota, present, &zone, step), who.clone());
            step = Instant::from_us(step.us() + HOUR_US / 2);
        }
        // It is the whole of the stretch: another begins, or another turn.
        let is_turn = |at: Instant| {
            let days = rota.day_at(at, &zone).days_since(Day(rota.from.date()));
            days % i64::from(rota.every_days) == 0 && rota.changes_at(rota.day_at(at, &zone), &zone) == at
        };
        prop_assert!(is_turn(found.until) || slowly(&rota, present, &zone, found.until) != who || skips(&rota, &zone, found.until));
    }

    #[test]
    fn what_comes_leaves_no_gap((rota, zone) in any_rota()) {
        let first = zone.instant(rota.from);
        let until = Instant::from_us(first.us() + 900 * HOUR_US);
        let found = coming(&known(NAMES), &rota, &zone, (first, until), 1_000);
        prop_assert_eq!(found[0].since, first);
        prop_assert!(found.windows(2).all(|pair| pair[0].until == pair[1].since));
        prop_assert!(found.last().unwrap().until >= until);
    }
}

/// Whether the clocks left out the day of a change of turns, so that two fall together.
fn skips(rota: &Rota, zone: &Zone, at: Instant) -> bool {
    let day = rota.day_at(at, zone);
    rota.changes_at(day.plus(-1), zone) == rota.changes_at(day, zone)
}
