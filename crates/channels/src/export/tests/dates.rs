//! How the date order is decided, and when it is not.

use super::{finding, lines};
use crate::export::error::ExportError;
use crate::export::finding::DateFinding;
use crate::export::line::Line;
use crate::export::order::DateOrder::{self, Dmy, Mdy, Ymd};

fn chat(dates: &[&str]) -> String {
    dates.iter().map(|date| format!("{date}, 09:15 - Ana: hi\n")).collect()
}

fn check(text: &str, wanted: Option<DateOrder>, because: &str) {
    let found = finding(text).unwrap();
    let (order, words) = match &found {
        DateFinding::Decided { order, because } => (Some(*order), because.clone()),
        DateFinding::Mixed { first, second } => (None, format!("mixed: {first}, {second}")),
        DateFinding::Undecided { why, .. } => (None, format!("undecided: {why}")),
    };
    assert_eq!(order, wanted, "{text}\n{words}");
    assert!(words.contains(because), "{words}");
}

#[test]
fn a_number_above_twelve_decides() {
    check(&chat(&["01/02/2026", "13/02/2026"]), Some(Dmy), "line 2 says 13/02/2026");
    check(&chat(&["01/02/2026", "02/13/2026"]), Some(Mdy), "line 2 says 02/13/2026");
    check(&chat(&["2026/02/01"]), Some(Ymd), "line 1 says 2026/02/01");
    check(&chat(&["13/02/2026", "02/13/2026"]), None, "mixed: line 1 says 13/02/2026, which is dmy, line 2");
    check(&chat(&["2026/02/03", "13/02/2026"]), None, "mixed");
}

#[test]
fn the_run_of_days_decides_where_numbers_do_not() {
    check(&chat(&["01/08/26", "02/08/26", "03/08/26", "04/08/26"]), Some(Dmy), "day first");
    check(&chat(&["8/1/26", "8/2/26", "8/3/26", "8/4/26"]), Some(Mdy), "month first");
    check(&chat(&["11/08/26", "12/08/26", "01/09/26"]), Some(Dmy), "day first");
    check(&chat(&["8/11/26", "8/12/26", "9/1/26"]), Some(Mdy), "month first");
    check(&chat(&["26/01/15", "26/01/16", "26/01/17"]), Some(Ymd), "year first");
    check(&chat(&["26/01/15", "26/02/01"]), Some(Ymd), "line 2 says 26/02/01");
}

#[test]
fn two_days_that_run_either_way_decide_nothing() {
    check(&chat(&["11/08/2026", "11/08/2026"]), None, "undecided: no number is above 12");
    check(&chat(&["01/08/2026", "02/08/2026"]), None, "undecided");
}

#[test]
fn the_date_in_a_media_name_decides() {
    let android = "11/08/2026, 2:33 pm - Rob: IMG-20260811-WA0001.jpg (file attached)\n";
    check(android, Some(Dmy), "1 media file names");
    let apple = "[08/11/2026, 2:33:00 PM] Rob: \u{200e}<attached: 00000178-AUDIO-2026-08-11-14-33-00.opus>\n";
    check(apple, Some(Mdy), "1 media file names");
    let either = "08/08/2026, 2:33 pm - Rob: IMG-20260808-WA0001.jpg (file attached)\n";
    check(either, None, "undecided");
}

#[test]
fn custom_decides_last_and_english_has_none() {
    check("11.08.2026, 14:33 - Rob: hi\n", Some(Dmy), "full stops");
    check("11/08/2026 14:33 - Ana: <Mídia oculta>\n", Some(Dmy), "line 1 is Portuguese");
    check("11/08/26 14.33 - Budi: <Media tidak disertakan>\n", Some(Dmy), "Indonesian");
    check("11/08/2026, 14:33 - Ana: <Media omitted>\n", None, "English is written both ways");
    check("11/08/2026, 14:33 - Ana: he said Mensagem apagada\n", None, "undecided");
}

#[test]
fn an_undecided_file_says_where_what_and_how_to_mend_it() {
    let refused = finding(&chat(&["11/08/2026"])).unwrap().settle(None, "x.txt".as_ref()).unwrap_err().to_string();
    for part in ["x.txt, line 1", "\"11/08/2026\"", "--date-order dmy, mdy or ymd"] {
        assert!(refused.contains(part), "{refused}");
    }
    assert_eq!(finding(&chat(&["11/08/2026"])).unwrap().settle(Some(Mdy), "x.txt".as_ref()).unwrap(), Mdy);
}

#[test]
fn a_line_of_the_other_order_costs_only_itself() {
    let read = lines(&chat(&["13/08/2026", "08/13/2026", "14/08/2026"]), Dmy);
    assert!(matches!(read.as_slice(), [Line::Message(_), Line::Unreadable { row: 2, .. }, Line::Message(_)]));
    let Line::Unreadable { reason, excerpt, .. } = &read[1] else { unreachable!("matched above") };
    assert_eq!((reason.as_str(), excerpt.as_str()), ("\"08/13/2026\" is no date in the order dmy", "Ana: hi"));
    let read = lines(&chat(&["31/02/2026", "29/02/2024", "12/03/1402"]), Dmy);
    assert!(matches!(read.as_slice(), [Line::Unreadable { .. }, Line::Message(_), Line::Unreadable { .. }]));
}

#[test]
fn an_order_that_fits_no_line_is_refused() {
    let text = Box::new(std::io::Cursor::new(chat(&["13/08/2026"]).into_bytes()));
    let mut read = crate::export::chat::Lines::new(text, "x.txt".as_ref(), "x", Mdy);
    assert!(matches!(read.next(), Some(Ok(Line::Unreadable { .. }))));
    assert!(matches!(read.next(), Some(Err(ExportError::WrongDateOrder { line: 1, .. }))));
    assert!(read.next().is_none());
}

#[test]
fn an_order_is_said_in_three_letters() {
    assert_eq!("DMY".parse(), Ok(Dmy));
    assert!("ydm".parse::<DateOrder>().unwrap_err().contains("dmy, mdy or ymd"));
}
