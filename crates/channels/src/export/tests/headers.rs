//! Every spelling of a header.

use jiff::civil::{DateTime, date};

use crate::export::header::Header;
use crate::export::order::DateOrder::{self, Dmy, Mdy, Ymd};

fn read(line: &str, order: DateOrder) -> Option<(DateTime, &str)> {
    let header = Header::read(line)?;
    let time = header.time.read().ok()?;
    Some((DateTime::from_parts(header.date.under(order).ok()?, time), header.rest))
}

fn check(order: DateOrder, head: &str, hour: i8, minute: i8, second: i8) {
    let wanted = date(2023, 3, 12).at(hour, minute, second, 0);
    for text in ["Ana: hi", "a", "Ana: [1] - x"] {
        assert_eq!(read(&format!("{head}{text}"), order), Some((wanted, text)), "{head}");
    }
}

#[test]
fn every_header_reads_as_its_time() {
    for (order, head, hour, minute, second) in [
        (Dmy, "12/03/2023, 09:15 - ", 9, 15, 0),
        (Dmy, "12/03/2023 09:15 - ", 9, 15, 0),
        (Dmy, "12/3/23, 9:15 - ", 9, 15, 0),
        (Mdy, "3/12/23, 9:15 AM - ", 9, 15, 0),
        (Mdy, "3/12/23, 9:15\u{202f}PM - ", 21, 15, 0),
        (Mdy, "3/12/23, 9:15\u{a0}p.m. - ", 21, 15, 0),
        (Dmy, "12/3/23, 9:15 p. m. - ", 21, 15, 0),
        (Dmy, "12/3/23 9:15 a.\u{a0}m. - ", 9, 15, 0),
        (Dmy, "12/03/2023, 12:10 am - ", 0, 10, 0),
        (Dmy, "12/03/2023, 12:10 pm - ", 12, 10, 0),
        (Dmy, "12/03/2023, 23:59 PM - ", 23, 59, 0),
        (Dmy, "12.03.23, 09:15 - ", 9, 15, 0),
        (Dmy, "12.3.2023 klo 9.15 - ", 9, 15, 0),
        (Dmy, "12.03.2023 kl. 09.15 - ", 9, 15, 0),
        (Dmy, "12/03/23 09.15 - ", 9, 15, 0),
        (Dmy, "12. 3. 2023. 21:35 - ", 21, 35, 0),
        (Dmy, "12-03-2023 09:15 - ", 9, 15, 0),
        (Ymd, "2023-03-12, 09:15 - ", 9, 15, 0),
        (Ymd, "2023-03-12 9 h 15 - ", 9, 15, 0),
        (Ymd, "2023/3/12 下午9:15 - ", 21, 15, 0),
        (Ymd, "2023年3月12日 上午9:15 - ", 9, 15, 0),
        (Ymd, "2023. 3. 12. 오후 9:15 - ", 21, 15, 0),
        (Dmy, "١٢\u{200f}/٣\u{200f}/٢٠٢٣، ٩:١٥ م - ", 21, 15, 0),
        (Dmy, "१२/०३/२०२३, ०९:१५ - ", 9, 15, 0),
        (Dmy, "12/03/2023, 09:15 – ", 9, 15, 0),
        (Dmy, "\u{200e}12/03/2023, 09:15 - ", 9, 15, 0),
        (Dmy, "\u{feff}\u{200f}12/03/2023, 09:15 - ", 9, 15, 0),
        (Dmy, "[12/03/2023, 09:15:02] ", 9, 15, 2),
        (Dmy, "\u{200e}[12/03/2023, 09:15:02] ", 9, 15, 2),
        (Dmy, "[\u{200e}12/03/2023, 09:15:02\u{200e}] ", 9, 15, 2),
        (Mdy, "[3/12/23, 9:15:02\u{202f}AM] ", 9, 15, 2),
        (Mdy, "[3/12/23, 09:15:02 PM] ", 21, 15, 2),
        (Dmy, "[12.03.23, 09:15:02] ", 9, 15, 2),
        (Dmy, "[12.03.23 09.15.02] ", 9, 15, 2),
        (Dmy, "[12/3/23 9:15:02 p.\u{a0}m.] ", 21, 15, 2),
        (Dmy, "[12-03-2023 09:15:02] ", 9, 15, 2),
        (Ymd, "[2023/03/12, 9:15:02] ", 9, 15, 2),
        (Ymd, "[2023/3/12 上午9:15:02] ", 9, 15, 2),
        (Ymd, "[2023-03-12, 9:15:02] ", 9, 15, 2),
        (Ymd, "[23/03/12, 9:15:02] ", 9, 15, 2),
        (Dmy, "[12/03/23 09:15] ", 9, 15, 0),
        (Dmy, "[١٢/٠٣/٢٠٢٣، ٩:١٥:٠٢ ص] ", 9, 15, 2),
    ] {
        check(order, head, hour, minute, second);
    }
}

#[test]
fn what_is_no_header_continues_the_message_before() {
    for line in [
        "",
        "hello",
        "12",
        "12/03",
        "12/03/2023",
        "12/03/2023 we meet at 9:15",
        "12/03/2023, 09:15 see you - bring keys",
        "[1] first - second",
        "[12/03, 9:15] Ana: copied without a year",
        "1.2.3 at 10:20 - x y",
        "192.168.1.10:8080 - open",
        "3-4 people, 09:15 - ok",
        "12/03/2023, 9:1 - x",
        "123/03/2023, 09:15 - x",
        "2023-03-12T09:15:00Z INFO - started",
        "😀 12/03/2023, 09:15 - x",
        "- 12/03/2023, 09:15 - x",
    ] {
        assert!(Header::read(line).is_none(), "{line}");
    }
}

#[test]
fn a_pasted_log_is_no_header_in_a_file_without_seconds() {
    let log = "12/03/2023, 09:15 - Ana: see\n2023-03-12 09:15:02 - ERROR pump: dry\n12/03/2023, 09:16 - Ana: ok\n";
    assert_eq!(super::messages(log).len(), 2);
    let seconds = "12/03/2023, 09:15:01 - Ana: see\n12/03/2023, 09:15:02 - Ana: ok\n";
    assert_eq!(super::messages(seconds).len(), 2);
}

#[test]
fn an_impossible_time_is_said_and_not_guessed() {
    for (line, reason) in [
        ("12/03/2023, 25:00 - Ana: x", "25:00 is no time of day"),
        ("12/03/2023, 10:61 - Ana: x", "10:61 is no time of day"),
        ("[12/03/2023, 9:15:02 qqq] Ana: x", "the word beside the time is not known to mean morning or afternoon"),
    ] {
        assert_eq!(Header::read(line).unwrap().time.read(), Err(reason.to_owned()), "{line}");
    }
}
