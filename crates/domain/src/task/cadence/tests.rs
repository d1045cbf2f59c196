//! Rules against what python-dateutil makes of them, closed days, and windows across daylight saving.

use super::*;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Made {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rule: String,
    starts: Option<Day>,
    from: Day,
    to: Day,
    days: Vec<Day>,
}

fn cadence(rrule: &str) -> Cadence {
    Cadence::plain(rrule, jiff::civil::time(9, 0, 0, 0), 90)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(cadence: &Cadence, from: &str, to: &str, calendar: Option<&Calendar>) -> Vec<String> {
    cadence.days(day(from), day(to), calendar).iter().map(Day::to_string).collect()
}

/// Weekdays, but for a holiday on a Friday and the Monday after it.
fn office() -> Calendar {
    let hours = vec![crate::calendar::Hours { from: 480, until: 1_080 }];
    let mut week: [Vec<crate::calendar::Hours>; 7] = std::array::from_fn(|_| hours.clone());
    (week[5], week[6]) = (Vec::new(), Vec::new());
    let holidays = ["2026-12-25", "2026-12-28"].map(|holiday| (day(holiday), Vec::new()));
    Calendar { id: CalendarId::new("office"), name: "Office".into(), week, days: BTreeMap::from(holidays) }
}

#[test]
fn rules_give_the_days_that_dateutil_gives() {
    let made: Made = serde_json::from_str(include_str!("../../../tests/fixtures/recurrence.json")).unwrap();
    let mut failed = Vec::new();
    for case in &made.cases {
        let cadence = Cadence { starts: case.starts, ..cadence(&case.rule) };
        let found: Vec<Day> = cadence.days(case.from, case.to, None).into_iter().collect();
        if found != case.days {
            failed.push(format!("{} from {:?}: {:?}", case.rule, case.starts, case.from));
        }
    }
    assert!(made.cases.len() > 500);
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn a_counting_rule_gives_the_same_days_wherever_one_starts_to_look() {
    let every = Cadence { starts: Some(day("2026-01-05")), ..cadence("FREQ=DAILY;INTERVAL=90") };
    let far = days(&every, "2026-01-01", "2026-12-31", None);
    let near = days(&every, "2026-10-01", "2026-12-31", None);
    assert_eq!(far, ["2026-01-05", "2026-04-05", "2026-07-04", "2026-10-02", "2026-12-31"]);
    assert!(far.ends_with(&near) && !near.is_empty(), "{far:?} {near:?}");
}

#[test]
fn nothing_is_due_before_it_starts() {
    let later = Cadence { starts: Some(day("2026-11-24")), ..cadence("FREQ=DAILY") };
    assert_eq!(days(&later, "2026-11-20", "2026-11-25", None), ["2026-11-24", "2026-11-25"]);
}

#[test]
fn work_on_closed_days_is_kept_left_out_or_moved_and_never_due_twice() {
    let calendar = office();
    for (closed, expected) in [
        (Closed::Keep, vec!["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29"]),
        (Closed::Skip, vec!["2026-12-24", "2026-12-29"]),
        // Friday's and Monday's both go to Tuesday, which has its own.
        (Closed::After, vec!["2026-12-24", "2026-12-29"]),
        (Closed::Before, vec!["2026-12-24", "2026-12-29"]),
    ] {
        let weekdays = Cadence { closed, ..cadence("FREQ=WEEKLY;BYDAY=MO,TU,TH,FR") };
        assert_eq!(days(&weekdays, "2026-12-24", "2026-12-29", Some(&calendar)), expected, "{closed}");
    }
    let weekly = |closed| Cadence { closed, ..cadence("FREQ=WEEKLY;BYDAY=FR") };
    assert_eq!(days(&weekly(Closed::After), "2026-12-26", "2026-12-31", Some(&calendar)), ["2026-12-29"]);
    assert_eq!(days(&weekly(Closed::Before), "2026-12-19", "2026-12-25", Some(&calendar)), ["2026-12-24"]);
}

#[test]
fn work_that_a_long_closure_moves_is_done_after_it_and_not_lost() {
    let mut calendar = office();
    let first = day("2027-06-01");
    calendar.days.extend((0..61).map(|nth| (first.plus(nth), Vec::new())));
    let monthly = |closed| Cadence { closed, ..cadence("FREQ=MONTHLY;BYMONTHDAY=8") };
    assert_eq!(days(&monthly(Closed::After), "2027-06-01", "2027-08-08", Some(&calendar)), ["2027-08-02"]);
    assert_eq!(days(&monthly(Closed::Before), "2027-05-28", "2027-06-30", Some(&calendar)), ["2027-05-31"]);
}

#[test]
fn days_are_left_out_and_added() {
    let cadence = Cadence {
        except: [day("2026-11-25")].into(),
        also: [day("2026-11-29"), day("2026-11-23")].into(),
        ..cadence("FREQ=WEEKLY;BYDAY=MO,WE")
    };
    assert_eq!(days(&cadence, "2026-11-22", "2026-11-30", None), ["2026-11-23", "2026-11-29", "2026-11-30"]);
}

#[test]
fn the_small_hours_belong_to_the_night_that_began_the_day_before() {
    let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
    let night = Cadence { next_day: true, at: jiff::civil::time(2, 0, 0, 0), ..cadence("FREQ=DAILY") };
    let (due, until) = night.window(day("2026-11-23"), &zone);
    assert_eq!(due.in_zone(&zone).strftime("%F %H:%M").to_string(), "2026-11-24 02:00");
    assert_eq!(until.minutes_since(due) as i64, 90);
}

#[test]
fn grace_keeps_the_window_open() {
    let zone = Zone::utc();
    let gracious = Cadence { grace_minutes: 30, ..cadence("FREQ=DAILY") };
    let (due, until) = gracious.window(day("2026-11-23"), &zone);
    assert_eq!(until.minutes_since(due) as i64, 120);
}

#[test]
fn a_window_keeps_its_wall_clock_across_daylight_saving_and_never_falls_out() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let wall = |at, on: &str| {
        let cadence = Cadence { at, ..cadence("FREQ=DAILY") };
        cadence.window(day(on), &zone).0.in_zone(&zone).strftime("%H:%M").to_string()
    };
    let nine = jiff::civil::time(9, 0, 0, 0);
    assert_eq!((wall(nine, "2026-03-28"), wall(nine, "2026-03-29")), ("09:00".into(), "09:00".into()));
    // 02:30 does not exist on that night, and is twice there in October.
    let gap = jiff::civil::time(2, 30, 0, 0);
    assert_eq!((wall(gap, "2026-03-29"), wall(gap, "2026-10-25")), ("03:30".into(), "02:30".into()));
}

#[test]
fn what_cannot_be_used_is_refused_with_its_reason() {
    for rule in ["every day", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,14"] {
        let error = cadence(rule).check().unwrap_err();
        assert!(error.to_string().contains(rule), "{error}");
    }
    let error = Cadence { window_minutes: 0, ..cadence("FREQ=DAILY") }.check().unwrap_err().to_string();
    assert_eq!(error, "a window of 0 minutes cannot be used; it has 1 to 10080");
    let error = Cadence { closed: Closed::Skip, ..cadence("FREQ=DAILY") }.check().unwrap_err().to_string();
    assert!(error.contains("needs a calendar"), "{error}");
}

#[test]
fn a_plain_cadence_is_written_as_it_always_was() {
    let written = serde_json::to_string(&cadence("FREQ=DAILY")).unwrap();
    assert_eq!(written, r#"{"rrule":"FREQ=DAILY","at":"09:00:00","window_minutes":90}"#);
}

const RULES: &[&str] = &[
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=7",
    "FREQ=WEEKLY;BYDAY=MO,FR",
    "FREQ=MONTHLY;BYDAY=1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
];

fn any_cadence() -> impl Strategy<Value = Cadence> {
    let starts = proptest::option::of((-400_i64..400).prop_map(|days| day("2026-11-23").plus(days)));
    let days = || proptest::collection::btree_set((-60_i64..60).prop_map(|days| day("2026-11-23").plus(days)), 0..6);
    (proptest::sample::select(RULES), starts, days(), days(), proptest::sample::select(Closed::ALL))
        .prop_map(|(rule, starts, except, also, closed)| Cadence { starts, except, also, closed, ..cadence(rule) })
}

proptest! {
    /// However a stretch of time is cut, as by restarts, the same days come up, each once.
    #[test]
    fn looking_again_after_a_restart_neither_skips_nor_repeats(cadence in any_cadence(), cuts in proptest::collection::vec(0_i64..60, 0..6)) {
        let calendar = office();
        let (from, to) = (day("2026-11-01"), day("2026-12-31"));
        let whole: Vec<Day> = cadence.days(from, to, Some(&calendar)).into_iter().collect();
        let mut cuts: Vec<Day> = cuts.into_iter().map(|days| from.plus(days)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::new();
        let mut begin = from;
        for cut in cuts.into_iter().chain([to]) {
            pieces.extend(cadence.days(begin, cut, Some(&calendar)));
            begin = cut.plus(1);
        }
        prop_assert_eq!(pieces, whole);
    }
}

#[test]
fn a_rule_in_small_letters_is_held_to_the_same() {
    let at = jiff::civil::time(9, 0, 0, 0);
    assert!(Cadence::plain("freq=hourly", at, 60).check().is_err());
    assert!(Cadence::plain("freq=daily;byhour=9", at, 60).check().is_err());
    let (from, to) = (Day(jiff::civil::date(2026, 1, 1)), Day(jiff::civil::date(2026, 6, 30)));
    let days = |rule: &str| Cadence::plain(rule, at, 60).days(from, to, None);
    assert_eq!(days("freq=daily;interval=7"), days("FREQ=DAILY;INTERVAL=7"));
    // However the stretch is cut, what counts is counted from the same day.
    let late = Day(jiff::civil::date(2026, 3, 3));
    let cut = Cadence::plain("freq=daily;interval=7", at, 60).days(late, to, None);
    assert!(cut.iter().all(|day| days("FREQ=DAILY;INTERVAL=7").contains(day)));
}
