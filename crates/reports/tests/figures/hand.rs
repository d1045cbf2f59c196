//! Small cases, each worked out by hand in the words of its test.

use crate::week::{at, case, material, repair};
use crate::{cell, tickets, words};
use domain::agreement::Target;
use domain::clock::{Course, Miss, Promise, Settled};
use domain::directory::{Directory, Person, Role, Vendor};
use domain::id::{ConversationId, MessageId, PersonId, TicketNumber, VendorId};
use domain::media::Grade;
use domain::repair::Repair;
use domain::ticket::{Assignee, Category, Priority, Stage, Ticket};
use domain::time::{Instant, Zone};
use reports::{Case, Report, Rhythm, Scope, Sheet, Wording, csv, workbook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The week, of these tickets alone.
fn week_of(cases: Vec<Case>) -> Report {
    Report::of(&reports::Material { cases, ..material(Rhythm::Weekly, Scope::Everything) })
}

fn vendor(id: &str) -> Option<Assignee> {
    Some(Assignee::Vendor(VendorId::new(id)))
}

/// Said to be fixed at an instant, and nothing was heard against it.
fn fixed(number: u32, fixed_at: &str) -> Case {
    fixed_by(number, fixed_at, None)
}

/// The same of one that somebody owned then, and owns.
fn fixed_by(number: u32, fixed_at: &str, owner: Option<Assignee>) -> Case {
    let repairs = vec![repair(fixed_at, owner.clone())];
    Case { owner, repairs, fixed_at: Some(at(fixed_at)), ..case(number, "16T08:00", Stage::Resolved) }
}

/// A ticket that was reported on Monday at nine, with one promise.
fn promised(target: Target, promise: Promise) -> Ticket {
    Ticket {
        number: TicketNumber(1),
        title: String::new(),
        stage: Stage::InProgress,
        category: Category::Lift,
        priority: Priority::Normal,
        site: None,
        place: None,
        reporter: PersonId::new("mei"),
        voices: Vec::new(),
        assignee: None,
        claimant: None,
        opening: MessageId::new("m"),
        conversation: ConversationId::new("ops"),
        opened_at: at("16T09:00"),
        touched_at: at("16T09:00"),
        acknowledged_at: None,
        resolved_at: None,
        verified_at: None,
        closed_at: None,
        hold: None,
        reopened: 0,
        recurrence_of: None,
        merged_into: None,
        messages: Vec::new(),
        evidence: Vec::new(),
        course: Course { promises: BTreeMap::from([(target, promise)]), ..Course::default() },
    }
}

fn case_of(ticket: &Ticket) -> Case {
    Case::of(ticket, (&Directory::default(), &Zone::utc()), at("21T12:00"))
}

#[test]
fn nothing_is_overrun_by_less_than_nothing() {
    // Of two tickets of one incident the other was answered at five past nine; this one was missed at half past.
    let settled = Some(Settled { at: at("16T09:05"), net_us: 5 * 60_000_000 });
    let promise = Promise { due_at: Some(at("16T09:30")), missed: Some(at("16T09:30")), settled, ..Promise::default() };
    let kept = case_of(&promised(Target::Acknowledge, promise)).kept;
    assert_eq!((kept[0].is_met, kept[0].over_us), (false, Some(0)));
}

#[test]
fn news_is_over_until_it_comes_and_counts_once_a_ticket() {
    // Owed at ten and given at eleven; owed the next day at noon and given at half past; claimed three days later.
    let miss = |due: &str, ended: &str| Miss { due_at: at(due), ended_at: Some(at(ended)) };
    let promise = Promise {
        missed: Some(at("16T10:00")),
        misses: vec![miss("16T10:00", "16T11:00"), miss("17T12:00", "17T12:30")],
        settled: Some(Settled { at: at("19T10:00"), net_us: 0 }),
        ..Promise::default()
    };
    let report = week_of(vec![case_of(&promised(Target::Update, promise.clone()))]);
    let news = words(&report, "promises", "Give news");
    assert_eq!(news[..3], ["0 % (0 of 1)", "1", "median 1 h, 9 of 10 within 1 h (n 1)"]);
    assert_eq!(news[3], "0 % (0 of 1)", "not three days");
    // Owed again since Friday noon, and the clock has not looked: a day, until now.
    let silent = Promise { settled: None, due_at: Some(at("20T12:00")), ..promise };
    let kept = case_of(&promised(Target::Update, silent)).kept;
    assert_eq!(kept.iter().map(|kept| kept.over_us.unwrap() / 60_000_000).collect::<Vec<_>>(), [60, 30, 1_440]);
}

#[test]
fn what_is_cancelled_after_a_missed_promise_is_listed_when_it_is_cancelled() {
    // Due in the week before, and put away in this one: no promise of any week, and yet not gone.
    let promise = Promise { due_at: Some(at("13T09:00")), missed: Some(at("13T09:00")), ..Promise::default() };
    let cancelled = Ticket {
        stage: Stage::Cancelled,
        opened_at: at("12T09:00"),
        closed_at: Some(at("17T09:00")),
        ..promised(Target::Resolve, promise)
    };
    let report = week_of(vec![case_of(&cancelled), case(2, "16T09:00", Stage::Cancelled)]);
    assert_eq!(tickets(cell(&report, "requests", "Cancelled after a missed promise", 0)), [1]);
    assert_eq!(tickets(cell(&report, "requests", "Cancelled", 0)), [2]);
    assert!(report.section("promises").unwrap().rows.is_empty());
}

#[test]
fn a_claim_that_is_disputed_still_counts_against_whoever_made_it() {
    let repairs = vec![Repair { dispute: Some(1), ..repair("17T09:00", vendor("prolift")) }];
    let fixed = fixed_by(1, "17T09:00", vendor("prolift"));
    let disputed = Case { number: TicketNumber(2), stage: Stage::Reopened, fixed_at: None, repairs, ..fixed.clone() };
    let report = week_of(vec![fixed, disputed]);
    assert_eq!(words(&report, "scorecard", "Right the first time")[0], "50 % (1 of 2)");
    assert_eq!(words(&report, "scorecard", "Disputed")[0], "50 % (1 of 2)");
    assert_eq!(words(&report, "requests", "Reopened")[0], "50 % (1 of 2)");
    assert_eq!(words(&report, "owners", "ProLift")[5], "50 % (1 of 2)");
    assert_eq!(words(&report, "requests", "Fixed")[0], "1", "of two claims one stands");
}

#[test]
fn only_a_file_of_whoever_claims_the_fix_is_its_evidence() {
    let report =
        week_of(vec![fixed(1, "17T09:00"), Case { grade: Grade::C, ..fixed_by(2, "17T09:00", vendor("prolift")) }]);
    assert_eq!(tickets(cell(&report, "requests", "Fixed with evidence", 0)), [2]);
    assert_eq!(words(&report, "owners", "ProLift")[7], "100 % (1 of 1)");
    assert_eq!(tickets(cell(&report, "scorecard", "Evidence of grade D", 0)), [1]);
    // The resident's photo of the fault, which opened the ticket, shows no repair.
    let ticket = Ticket { evidence: vec![MessageId::new("m")], ..promised(Target::Resolve, Promise::default()) };
    assert!(!case_of(&ticket).is_shown());
}

#[test]
fn a_repeat_is_charged_to_the_repair_before() {
    let repairs = vec![Repair { came_back: true, ..repair("16T09:00", vendor("a")) }];
    let bad = Case { repairs, ..fixed_by(1, "16T09:00", vendor("a")) };
    let holds_until = Some(at("30T09:00"));
    let good = Case { is_repeat: true, holds_until, ..fixed_by(2, "18T09:00", vendor("b")) };
    let report = week_of(vec![bad, good]);
    assert_eq!(tickets(cell(&report, "scorecard", "Repeats", 0)), [1]);
    // The second is young: its fortnight is not over.
    assert_eq!(tickets(cell(&report, "scorecard", "May still come back", 0)), [2]);
    let lines = &report.section("owners").unwrap().rows;
    let repeats: Vec<String> = lines.iter().map(|row| row.cells[6].value.words()).collect();
    assert_eq!(repeats, ["100 % (1 of 1)", "0 % (0 of 1)"]);
}

#[test]
fn an_answer_counts_in_the_week_in_which_it_came_wherever_it_is_counted() {
    // Reported on Sunday ten to midnight, answered on Monday twenty past: half an hour, in the second week.
    let answer = Case {
        owner: vendor("prolift"),
        answerer: Some(PersonId::new("ravi")),
        acknowledged_at: Some(at("16T00:20")),
        attended_at: Some(at("16T01:50")),
        ..case(1, "15T23:50", Stage::InProgress)
    };
    // Reported in the week, and answered by a phone whose clock is two minutes behind.
    let behind =
        Case { owner: vendor("b"), acknowledged_at: Some(at("17T08:58")), ..case(2, "17T09:00", Stage::Assigned) };
    let report = week_of(vec![answer, behind]);
    assert_eq!(tickets(cell(&report, "times", "To answer", 0)), [1, 2]);
    let half_an_hour = "median 30 min, 9 of 10 within 30 min (n 1)";
    assert_eq!(words(&report, "owners", "ProLift")[0], "0");
    assert_eq!(words(&report, "owners", "ProLift")[2], half_an_hour);
    assert_eq!(words(&report, "owners", "ProLift")[3], "median 2 h, 9 of 10 within 2 h (n 1)");
    assert_eq!(words(&report, "answerers", "Ravi")[1], half_an_hour);
    assert_eq!(words(&report, "owners", "somebody")[2], "–", "nobody of theirs answered");
}

#[test]
fn whoever_only_lives_there_answers_nobody_by_saying_that_it_works_again() {
    let healed = fixed(1, "16T11:00");
    assert_eq!(tickets(cell(&week_of(vec![healed]), "requests", "Never answered", 0)), [1]);
}

#[test]
fn a_vendor_is_one_company_whatever_it_is_called_and_none_is_cut_away() {
    let mut directory = Directory::default();
    for id in ["one", "other"] {
        let id = VendorId::new(id);
        directory.vendors.insert(id.clone(), Vendor { id, name: "Kilat".into(), categories: vec![] });
    }
    let handles = Vec::new();
    let (vendor_id, name, role) = (Some(VendorId::new("one")), "Kilat".to_owned(), Role::Vendor);
    directory.remember(Person {
        id: PersonId::new("kilat"),
        name,
        handles,
        role,
        vendor: vendor_id,
        site: None,
        shared: None,
    });
    let mut cases: Vec<Case> = (1..=40)
        .map(|number| fixed_by(number, "17T09:00", Some(Assignee::Person(PersonId::new(format!("p{number}"))))))
        .collect();
    cases.push(Case { owner: vendor("other"), ..case(41, "17T09:00", Stage::Assigned) });
    cases.push(Case { owner: Some(Assignee::Person(PersonId::new("kilat"))), ..case(42, "17T09:00", Stage::Assigned) });
    let material =
        reports::Material { cases, directory: Arc::new(directory), ..material(Rhythm::Weekly, Scope::Everything) };
    let report = Report::of(&material);
    let owners = report.section("owners").unwrap();
    let given = |id: &str| tickets(&owners.of_vendor(&VendorId::new(id)).unwrap().1.cells[0]);
    assert_eq!((given("one"), given("other")), (vec![42], vec![41]));
    // Forty people, one of them of a vendor's besides, and two vendors: a document shows twenty, and says how many more.
    assert_eq!((owners.rows.len(), owners.shown()), (43, 20));
    let sheet = Sheet::of(&report, &material, Wording::english(), None);
    let table = sheet.tables.iter().find(|table| table.title == owners.title).unwrap();
    assert!(
        table.lines.len() == 20 && table.note.ends_with(" 23 more lines are in the spreadsheet."),
        "{}",
        table.note
    );
    let all =
        String::from_utf8(csv(&report)).unwrap().lines().filter(|line| line.contains("Who owns the work")).count();
    assert_eq!(all, 43 * owners.columns.len());
    assert!(workbook(&report, &material, None).is_ok());
}

#[test]
fn a_repair_holds_for_as_many_days_as_is_said() {
    let now = Instant::from_us(0);
    let ticket = Ticket { resolved_at: Some(at("17T09:00")), ..promised(Target::Resolve, Promise::default()) };
    let case = Case::of(&ticket, (&Directory::default(), &Zone::utc()), now);
    assert_eq!(case.holds_until, Some(at("17T09:00").plus_minutes(14 * 1_440)));
}
