//! A week of a small place, its figures worked out by hand, and every form of the report saying the same.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod claims;
mod forms;
mod hand;
#[cfg(feature = "pdf")]
mod papers;
mod week;

use domain::id::{ConversationId, MessageId, TicketNumber, VendorId};
use reports::{Cell, Counted, Report, Rhythm, Scope, Value};

fn cell<'a>(report: &'a Report, key: &str, line: &str, column: usize) -> &'a Cell {
    &report.section(key).unwrap().row(line).unwrap_or_else(|| panic!("no line {line}")).cells[column]
}

fn words(report: &Report, key: &str, line: &str) -> Vec<String> {
    report.section(key).unwrap().row(line).unwrap().cells.iter().map(|cell| cell.value.words()).collect()
}

fn tickets(cell: &Cell) -> Vec<u32> {
    match &cell.counted {
        Counted::Tickets(tickets) => tickets.iter().map(|TicketNumber(number)| *number).collect(),
        other => panic!("no tickets: {other:?}"),
    }
}

#[test]
fn requests_are_those_of_the_week_and_the_week_before() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "requests", "Reported"), ["5", "1"]);
    assert_eq!(tickets(cell(&report, "requests", "Reported", 0)), [2, 3, 4, 5, 8]);
    assert_eq!(words(&report, "requests", "Never answered"), ["40 % (2 of 5)", "0 % (0 of 1)"]);
    assert_eq!(tickets(cell(&report, "requests", "Never answered", 0)), [5, 8]);
    assert_eq!(tickets(cell(&report, "requests", "Fixed", 0)), [1, 2, 3]);
    assert_eq!(tickets(cell(&report, "requests", "Verified", 0)), [1, 2]);
    // The first was open at the end of its own week, and is not at the end of this one.
    assert_eq!(tickets(cell(&report, "requests", "Open at the end", 0)), [3, 4, 5, 8]);
    assert_eq!(tickets(cell(&report, "requests", "Open at the end", 1)), [1]);
    assert_eq!(words(&report, "requests", "Reopened"), ["25 % (1 of 4)", "–"]);
    assert_eq!(tickets(cell(&report, "requests", "Reopened", 0)), [4]);
    assert_eq!(tickets(cell(&report, "requests", "Came back", 0)), [3]);
    assert_eq!(words(&report, "requests", "Fixed with evidence")[0], "33 % (1 of 3)");
    assert_eq!(tickets(cell(&report, "requests", "Cancelled", 0)), [6]);
    assert_eq!(tickets(cell(&report, "requests", "Merged", 0)), [7]);
}

#[test]
fn times_are_those_that_ended_in_the_week() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "times", "To answer")[0], "median 10 min, 9 of 10 within 20 min (n 3)");
    assert_eq!(words(&report, "times", "To fix")[0], "median 2 h, 9 of 10 within 3 days (n 3)");
    assert_eq!(
        words(&report, "times", "To fix, counted hours")[0],
        "median 1 h 30 min, 9 of 10 within 1 h 30 min (n 1)"
    );
    assert_eq!(words(&report, "times", "To be there")[0], "–");
}

#[test]
fn a_promise_that_ran_out_counts_though_the_ticket_is_open() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "promises", "Fix")[..2], ["50 % (1 of 2)", "1"]);
    assert_eq!(tickets(cell(&report, "promises", "Fix", 1)), [5]);
    // Promised for Tuesday noon, and now it is Saturday noon.
    assert_eq!(cell(&report, "promises", "Fix", 2).value.words(), "median 4 days, 9 of 10 within 4 days (n 1)");
    assert_eq!(words(&report, "promises", "Fix")[3], "100 % (1 of 1)");
    // Of these four days, as many hours were counted as a day and a half has.
    assert_eq!(words(&report, "promises", "Fix")[4], "median 1 day 12 h, 9 of 10 within 1 day 12 h (n 1)");
    assert!(report.section("promises").unwrap().row("Answer").is_none());
}

#[test]
fn age_runs_until_the_end_of_the_week_or_until_now() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "ageing", "3 to 7 days"), ["4", "1", "0", "3", "0"]);
    assert!(report.section("ageing").unwrap().row("Under 1 day").is_none());
}

#[test]
fn what_keeps_coming_back_is_two_of_one_trade_at_one_place() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    let section = report.section("hotspots").unwrap();
    let labels: Vec<String> = section.rows.iter().map(|row| row.label.to_string()).collect();
    assert_eq!(labels, ["Menara: plumbing", "Menara / Lobby: lift"]);
    assert_eq!(words(&report, "hotspots", "Menara: plumbing"), ["3", "0", "0"]);
    assert_eq!(words(&report, "hotspots", "Menara / Lobby: lift"), ["2", "1", "1"]);
}

#[test]
fn an_asset_shows_what_failed_on_it_and_how_its_maintenance_went() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "assets", "Menara / Lobby"), ["2", "1", "6", "1"]);
    assert_eq!(report.section("assets").unwrap().rows.len(), 1, "what is no asset is none");
}

#[test]
fn expected_work_ends_in_one_way_each_day() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    let line = |label| words(&report, "routine", label)[0].clone();
    assert_eq!(line("Due"), "6");
    assert_eq!(line("Completed"), "50 % (3 of 6)");
    // One of the six was excused.
    assert_eq!(line("Completed, of what could be"), "60 % (3 of 5)");
    assert_eq!(line("In time"), "33 % (2 of 6)");
    assert_eq!(line("Missed"), "16 % (1 of 6)");
    let parts = ["In time", "Late", "Without its photo", "From the wrong place", "Done in part", "Excused", "Missed"];
    let sum: usize = parts.iter().map(|label| cell(&report, "routine", label, 0).counted.len()).sum();
    assert_eq!(sum, cell(&report, "routine", "Due", 0).counted.len());
    let task = words(&report, "tasks", "=Lobby");
    assert_eq!(task[..2], ["6", "50 % (3 of 6)"]);
    // Late is completed too; the others are apart, so that they add up to those due.
    assert_eq!(task[3..], ["1", "1", "0", "1"], "without its proof, excused, not heard, missed");
}

#[test]
fn a_day_that_was_promised_for_later_is_not_missed_before() {
    let mut material = week::material(Rhythm::Weekly, Scope::Everything);
    let now = material.now;
    let open = material.days.iter_mut().find(|day| day.outcome.is_none()).unwrap();
    open.delayed_until = Some(now.plus_minutes(30));
    let report = Report::of(&material);
    assert_eq!(words(&report, "routine", "Due")[0], "5");
    assert_eq!(words(&report, "routine", "Missed")[0], "0 % (0 of 5)");
}

#[test]
fn who_works_is_shown_with_how_much_that_says() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    // The first of the week before is Ravi's, who works for ProLift: it counts for both.
    assert_eq!(words(&report, "owners", "ProLift")[..2], ["3", "3"]);
    assert_eq!(words(&report, "owners", "Ravi")[..2], ["0", "1"]);
    assert_eq!(words(&report, "claimants", "Ravi"), ["100 % (2 of 2)"]);
    let answers = ["100 % (2 of 2)", "median 10 min, 9 of 10 within 20 min (n 2)"];
    assert_eq!(words(&report, "answerers", "Ravi"), answers);
}

#[test]
fn a_scorecard_says_how_good_the_work_was_and_what_shows_it() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Vendor(VendorId::new("prolift"))));
    // Four times ProLift said that it is fixed: one came back, and one is disputed.
    assert_eq!(words(&report, "scorecard", "Right the first time"), ["50 % (2 of 4)", "–"]);
    assert_eq!(tickets(cell(&report, "scorecard", "Right the first time", 0)), [1, 3]);
    // The repair that did not hold, and not the one that makes it good.
    assert_eq!(tickets(cell(&report, "scorecard", "Repeats", 0)), [2]);
    assert_eq!(tickets(cell(&report, "scorecard", "Disputed", 0)), [4]);
    let all = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    let owner = words(&all, "owners", "ProLift");
    let scored = |line| words(&report, "scorecard", line)[0].clone();
    assert_eq!(owner[5..7], [scored("Right the first time"), scored("Repeats")], "one vendor, one week, one figure");
    let grades = ["Evidence of grade A or B", "Evidence of grade C", "Evidence of grade D"];
    let counted = grades.map(|label| tickets(cell(&report, "scorecard", label, 0)));
    assert_eq!(counted, [vec![], vec![2], vec![1, 3]]);
}

#[test]
fn a_part_is_a_site_a_client_or_a_vendor() {
    let whole = Report::of(&week::material(Rhythm::Rolling, Scope::Everything));
    let client = Report::of(&week::material(Rhythm::Rolling, Scope::Client("Harta".to_owned())));
    assert_eq!((client.sections.clone(), client.scope), (whole.sections, "Harta".to_owned()));
    assert_eq!(words(&client_of("Nobody"), "requests", "Reported"), ["0", "0"]);
    assert_eq!(client.period.title(), "23 October to 21 November 2026");
}

fn client_of(name: &str) -> Report {
    Report::of(&week::material(Rhythm::Rolling, Scope::Client(name.to_owned())))
}

#[test]
fn a_day_is_held_against_the_same_weekday_and_everything_against_nothing() {
    let day = Report::of(&week::material(Rhythm::Daily, Scope::Everything));
    assert_eq!(day.section("requests").unwrap().columns, ["This period", "Same weekday, a week before"]);
    assert_eq!(words(&day, "requests", "Reported"), ["0", "0"]);
    let whole = Report::of(&week::material(Rhythm::Whole, Scope::Everything));
    assert_eq!(words(&whole, "requests", "Reported"), ["6"]);
    assert_eq!(words(&whole, "busy", "Monday"), ["0", "0", "2", "0", "0", "0"]);
    let spots = whole.section("spots").unwrap();
    let at_lobby: u64 =
        words(&whole, "spots", "Menara / Lobby").iter().map(|count| count.parse::<u64>().unwrap()).sum();
    assert_eq!((spots.rows.len(), at_lobby), (1, 3), "what is at no place is left out");
}

#[test]
fn a_scope_leaves_out_what_is_not_its_own() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Vendor(VendorId::new("prolift"))));
    assert_eq!(report.title(), "ProLift, 16 to 22 November 2026");
    assert_eq!(tickets(cell(&report, "requests", "Reported", 0)), [2, 3, 4]);
    assert!(report.section("routine").unwrap().rows.is_empty());
}

#[test]
fn what_was_heard_and_what_may_not_have_been_stands_beside_the_rest() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    assert_eq!(words(&report, "capture", "Messages heard"), ["42", "50"]);
    assert_eq!(words(&report, "capture", "Files that are not here"), ["1", "1"]);
    assert_eq!(words(&report, "capture", "Voice notes nobody made out"), ["1", "0"]);
    assert_eq!(words(&report, "capture", "Left unread"), ["1", "0"]);
    // The week before is held against as much of it as has passed of this one.
    assert_eq!(words(&report, "capture", "Silences"), ["2", "0"]);
    assert_eq!(
        words(&report, "capture", "How long silences lasted")[0],
        "median 2 h, 9 of 10 within 3 h (n 2)",
        "of the first two hours lie in the week, and the second lasts"
    );
    let counted = &cell(&report, "capture", "Files that are not here", 0).counted;
    assert_eq!(*counted, Counted::Messages(vec![MessageId::new("m2")]));
    let counted = &cell(&report, "chats", "Ops", 1).counted;
    assert!(matches!(counted, Counted::Said(_, chats) if chats == &[(ConversationId::new("ops"), 50)]), "{counted:?}");
    assert_eq!(words(&report, "chats", "Mei"), ["2", "0"]);
}

#[test]
fn each_of_the_last_periods_counts_as_its_own_report_does() {
    let report = Report::of(&week::material(Rhythm::Weekly, Scope::Everything));
    let trend = report.section("trend").unwrap();
    let lines: Vec<_> = trend
        .rows
        .iter()
        .map(|row| (row.label.to_string(), row.cells.iter().map(tickets).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        lines,
        [
            ("9 to 15 November 2026".to_owned(), vec![vec![1], vec![], vec![]]),
            ("16 to 22 November 2026".to_owned(), vec![vec![2, 3, 4, 5, 8], vec![1, 2, 3], vec![5]]),
        ]
    );
    let this = ["Reported", "Fixed"].map(|line| tickets(cell(&report, "requests", line, 0)));
    assert_eq!(lines[1].1[..2], this);
    assert_eq!(lines[1].1[2], tickets(cell(&report, "promises", "Fix", 1)));
    let whole = Report::of(&week::material(Rhythm::Whole, Scope::Everything));
    assert!(whole.section("trend").unwrap().rows.is_empty(), "one month is no trend");
}

#[test]
fn what_recurs_is_held_against_its_own_rhythm_and_not_against_what_was_not_heard() {
    let report = Report::of(&week::material(Rhythm::Whole, Scope::Everything));
    let lobby = "Lobby mopped · siti · Menara / Lobby · Monday to Friday 08:00";
    assert_eq!(words(&report, "habits", lobby), ["60 % (3 of 5)", "19 November 2026", "2 (2026-11-20, 2026-11-18)"]);
    let kept = ["siti-16", "siti-17", "siti-19"].map(MessageId::new);
    assert_eq!(cell(&report, "habits", lobby, 0).counted, Counted::Messages(kept.to_vec()));
    let [.., last] = kept;
    assert_eq!(cell(&report, "habits", lobby, 1).counted, Counted::Messages(vec![last]));
    // Of Monday's round nobody can tell: we may have been deaf until two.
    let round = "=Round · guard · every day 01:00";
    assert_eq!(words(&report, "habits", round)[0], "83 % (5 of 6)");
    assert_eq!(report.section("habits").unwrap().rows[0].label.to_string(), lobby, "what lapses most comes first");
    assert!(Report::of(&week::material(Rhythm::Monthly, Scope::Everything)).section("habits").is_none());
}

#[test]
fn a_number_is_that_of_what_it_counts() {
    for rhythm in Rhythm::ALL {
        let report = Report::of(&week::material(rhythm, Scope::Everything));
        for section in &report.sections {
            for row in &section.rows {
                assert_eq!(row.cells.len(), section.columns.len(), "{} {}", section.key, row.label);
                for cell in &row.cells {
                    let count = match cell.value {
                        Value::Count(count) => count,
                        Value::Share { part, whole } => {
                            assert!(part <= whole);
                            part
                        }
                        Value::Spread(spread) => spread.count,
                        Value::Day(_) => 1,
                        Value::Lapses(lapses) => lapses.count,
                    };
                    assert_eq!(count, cell.counted.len() as u64, "{} {}", section.key, row.label);
                }
            }
        }
    }
}
