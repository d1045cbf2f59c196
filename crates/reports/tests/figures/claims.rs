//! Whose a claim of a fix is, in which week it counts, and who owes an answer; each worked out by hand.

use crate::week::{at, case, material, repair};
use crate::{cell, tickets, words};
use domain::agreement::Target;
use domain::directory::Vendor;
use domain::id::{TicketNumber, VendorId};
use domain::repair::{Attendance, Repair};
use domain::ticket::{Assignee, Stage};
use reports::{Case, Kept, Material, Report, Rhythm, Scope};
use std::sync::Arc;

fn prolift() -> Option<Assignee> {
    Some(Assignee::Vendor(VendorId::new("prolift")))
}

fn kilat() -> Option<Assignee> {
    Some(Assignee::Vendor(VendorId::new("kilat")))
}

/// The week of a part, of these tickets alone, as far as they belong to it.
fn week_of(scope: &Scope, cases: &[Case]) -> Report {
    let known = material(Rhythm::Weekly, scope.clone());
    let mut directory = (*known.directory).clone();
    let id = VendorId::new("kilat");
    directory.vendors.insert(id.clone(), Vendor { id, name: "Kilat".into(), categories: vec![] });
    let is_in = |case: &&Case| Material::is_case_in(scope, &directory, case);
    let cases = cases.iter().filter(is_in).cloned().collect();
    Report::of(&Material { cases, directory: Arc::new(directory), ..known })
}

fn of_vendor(id: &str, cases: &[Case]) -> Report {
    week_of(&Scope::Vendor(VendorId::new(id)), cases)
}

/// ProLift says on Tuesday that ticket 9 is fixed, which is disputed; Kilat, to whom it is given then, says so on Thursday.
fn given_on() -> Case {
    Case {
        number: TicketNumber(9),
        owner: kilat(),
        owned_since: Some(at("18T09:00")),
        repairs: vec![Repair { dispute: Some(1), ..repair("17T10:00", prolift()) }, repair("19T09:00", kilat())],
        fixed_at: Some(at("19T09:00")),
        reopened: 1,
        ..case(9, "16T08:00", Stage::Resolved)
    }
}

#[test]
fn a_claim_stays_with_whoever_owned_the_ticket_then() {
    let cases = [given_on()];
    let house = week_of(&Scope::Everything, &cases);
    // Given, fixed, right the first time.
    let line = |name: &str| [0, 1, 5].map(|column| words(&house, "owners", name)[column].clone());
    assert_eq!(line("ProLift"), ["0", "0", "0 % (0 of 1)"]);
    assert_eq!(line("Kilat"), ["1", "1", "100 % (1 of 1)"]);
    let scored = |report: &Report, line: &str| words(report, "scorecard", line)[0].clone();
    let (prolift, kilat) = (of_vendor("prolift", &cases), of_vendor("kilat", &cases));
    for (report, right, disputed) in [
        (&prolift, "0 % (0 of 1)", "100 % (1 of 1)"),
        (&kilat, "100 % (1 of 1)", "0 % (0 of 1)"),
        // One ticket, in whose week one claim was disputed.
        (&house, "0 % (0 of 1)", "100 % (1 of 1)"),
    ] {
        assert_eq!([scored(report, "Right the first time"), scored(report, "Disputed")], [right, disputed]);
    }
    // It is Kilat's now: reported to, and fixed by, nobody else.
    assert!(tickets(cell(&prolift, "requests", "Reported", 0)).is_empty());
    assert!(tickets(cell(&prolift, "requests", "Fixed", 0)).is_empty());
    assert_eq!(tickets(cell(&kilat, "requests", "Fixed", 0)), [9]);
    assert!(prolift.section("owners").unwrap().row("Kilat").is_none(), "what another did is not ProLift's to read");
}

#[test]
fn each_claim_counts_in_the_week_in_which_it_was_made() {
    // Disputed in the week before, and said again in this one by the same.
    let repairs = vec![Repair { dispute: Some(1), ..repair("13T10:00", prolift()) }, repair("17T09:00", prolift())];
    let case = Case {
        owner: prolift(),
        repairs,
        fixed_at: Some(at("17T09:00")),
        reopened: 1,
        ..case(3, "13T08:00", Stage::Resolved)
    };
    let report = of_vendor("prolift", &[case]);
    assert_eq!(words(&report, "scorecard", "Disputed"), ["0 % (0 of 1)", "100 % (1 of 1)"]);
    assert_eq!(
        words(&report, "scorecard", "Right the first time"),
        ["0 % (0 of 1)", "0 % (0 of 1)"],
        "not the first time"
    );
    assert_eq!(words(&report, "requests", "Fixed"), ["1", "0"]);
}

/// A day on which an owner was there.
fn there(from: &str, by: Option<Assignee>) -> Attendance {
    Attendance { at: at(from), last: at(from), by }
}

#[test]
fn more_than_one_visit_is_not_right_the_first_time() {
    let fixed = |number, attendances| Case {
        number: TicketNumber(number),
        owner: prolift(),
        repairs: vec![repair("19T09:00", prolift())],
        fixed_at: Some(at("19T09:00")),
        attendances,
        ..case(number, "16T08:00", Stage::Resolved)
    };
    let report = week_of(
        &Scope::Everything,
        &[
            fixed(1, vec![there("18T09:00", prolift())]),
            // Nobody saw them there.
            fixed(2, vec![]),
            fixed(3, vec![there("17T09:00", prolift()), there("18T09:00", prolift())]),
            // Another had it, and came; and they look once more after it was said to be fixed.
            fixed(4, vec![there("17T09:00", kilat()), there("18T09:00", prolift()), there("20T09:00", prolift())]),
        ],
    );
    assert_eq!(tickets(cell(&report, "scorecard", "Right the first time", 0)), [1, 2, 4]);
    assert_eq!(tickets(cell(&report, "scorecard", "More than one visit", 0)), [3]);
    assert_eq!(words(&report, "scorecard", "More than one visit")[0], "25 % (1 of 4)");
    assert_eq!(words(&report, "owners", "ProLift")[5], "75 % (3 of 4)");
}

#[test]
fn a_vendor_is_not_held_to_what_ran_out_before_the_ticket_was_theirs() {
    let kept = |target, due: &str| Kept {
        target,
        is_met: false,
        at: at(due),
        over_us: Some(1),
        over_net_us: None,
        net_us: None,
    };
    let late = Case {
        owner: kilat(),
        owned_since: Some(at("18T09:00")),
        acknowledged_at: Some(at("18T09:00")),
        kept: vec![kept(Target::Attend, "16T12:00"), kept(Target::Resolve, "19T08:00")],
        ..case(10, "16T08:00", Stage::Assigned)
    };
    let cases = [late];
    let house = week_of(&Scope::Everything, &cases);
    assert_eq!(words(&house, "times", "To answer")[0], "median 2 days 1 h, 9 of 10 within 2 days 1 h (n 1)");
    assert_eq!(tickets(cell(&house, "promises", "Be there", 1)), [10]);
    assert_eq!(words(&house, "owners", "Kilat")[2], "–", "the house answered, and not Kilat");
    let report = of_vendor("kilat", &cases);
    assert!(report.section("times").unwrap().row("To answer").is_none());
    assert!(report.section("promises").unwrap().row("Be there").is_none());
    assert_eq!(tickets(cell(&report, "promises", "Fix", 1)), [10]);
}

#[test]
fn what_staff_opened_is_nobodys_to_answer_and_the_page_says_how_much_that_is() {
    let answered = Case { acknowledged_at: Some(at("16T08:20")), ..case(1, "16T08:00", Stage::InProgress) };
    let by_staff = Case { is_by_staff: true, ..answered.clone() };
    let report = week_of(
        &Scope::Everything,
        &[
            answered,
            Case { number: TicketNumber(2), ..by_staff.clone() },
            Case { number: TicketNumber(3), acknowledged_at: None, ..by_staff },
            case(4, "16T09:00", Stage::Reported),
            // Its reporter named an owner, and nobody said a word.
            Case { owner: kilat(), ..case(5, "16T09:00", Stage::Assigned) },
        ],
    );
    assert_eq!(words(&report, "times", "To answer")[0], "median 20 min, 9 of 10 within 20 min (n 1)");
    assert_eq!(tickets(cell(&report, "requests", "Opened by staff", 0)), [2, 3]);
    assert_eq!(words(&report, "requests", "Opened by staff")[0], "40 % (2 of 5)");
    assert_eq!(tickets(cell(&report, "requests", "Never answered", 0)), [4, 5]);
    assert_eq!(words(&report, "requests", "Never answered")[0], "66 % (2 of 3)");
}
