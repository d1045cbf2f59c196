//! Schedules as people write them.

use super::*;
use proptest::prelude::*;

fn told(text: &str) -> String {
    match read(text) {
        Err(unread) => format!("{}: {}", unread.column, unread.reason),
        Ok(schedule) => {
            let time = |moment: &Moment| {
                let next = if moment.next_day { "+" } else { "" };
                format!("{next}{}", moment.at.strftime("%H:%M"))
            };
            let mut told =
                format!("{} {}", schedule.rrule, schedule.times.iter().map(time).collect::<Vec<_>>().join(","));
            told.extend(schedule.starts.map(|starts| format!(" from {starts}")));
            told.extend(schedule.each_shift.then_some(" each shift"));
            told
        }
    }
}

#[test]
fn what_people_write_is_read() {
    let mut failed = Vec::new();
    for (text, expected) in [
        ("weekdays 09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 09:00"),
        ("every Monday and Thursday 8am", "FREQ=WEEKLY;BYDAY=MO,TH 08:00"),
        ("Mon-Fri at 7.30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 07:30"),
        ("fri to mon 8:15pm", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU 20:15"),
        ("setiap hari 7.30", "FREQ=DAILY 07:30"),
        ("setiap Isnin dan Khamis pukul 8 pagi", "FREQ=WEEKLY;BYDAY=MO,TH 08:00"),
        ("Jumaat pertama setiap bulan 10:00", "FREQ=MONTHLY;BYDAY=1FR 10:00"),
        ("tiap Senin jam 9 malam", "FREQ=WEEKLY;BYDAY=MO 21:00"),
        ("setiap hari 12 malam", "FREQ=DAILY 00:00"),
        ("daily 12pm", "FREQ=DAILY 12:00"),
        ("every 3 months on the 1st of the month 9am", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1 09:00"),
        ("1st Friday of the month 10:00", "FREQ=MONTHLY;BYDAY=1FR 10:00"),
        ("last day of the month 17:00", "FREQ=MONTHLY;BYMONTHDAY=-1 17:00"),
        ("1st and 15th of the month 9am", "FREQ=MONTHLY;BYMONTHDAY=1,15 09:00"),
        ("every 90 days from 2026-01-05 09:00", "FREQ=DAILY;INTERVAL=90 09:00 from 2026-01-05"),
        ("every 7 days 0900", "FREQ=DAILY;INTERVAL=7 09:00"),
        ("every 2 weeks on Monday 9am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO 09:00"),
        ("every 3 months 10:00 from 2026-02-01", "FREQ=MONTHLY;INTERVAL=3 10:00 from 2026-02-01"),
        ("daily 22:00, 00:00, 02:00, 04:00", "FREQ=DAILY 22:00,+00:00,+02:00,+04:00"),
        ("every 2 hours from 22:00 to 06:00", "FREQ=DAILY 22:00,+00:00,+02:00,+04:00,+06:00"),
        ("daily 14:00 and 10:00", "FREQ=DAILY 10:00,14:00"),
        ("each shift", "FREQ=DAILY  each shift"),
        ("setiap syif", "FREQ=DAILY  each shift"),
        ("每天 9:00", "FREQ=DAILY 09:00"),
        ("工作日下午3点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 15:00"),
        ("周一和周四 8点半", "FREQ=WEEKLY;BYDAY=MO,TH 08:30"),
        ("todos los días a las 7:30", "FREQ=DAILY 07:30"),
        ("primer lunes del mes 10:00", "FREQ=MONTHLY;BYDAY=1MO 10:00"),
        ("cada 15 días 8:00", "FREQ=DAILY;INTERVAL=15 08:00"),
        ("dias úteis às 8h30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:30"),
        ("toda segunda-feira 9:00", "FREQ=WEEKLY;BYDAY=MO 09:00"),
        ("يوميا 09:00", "FREQ=DAILY 09:00"),
        ("كل يوم الأحد الساعة 8:00", "FREQ=WEEKLY;BYDAY=SU 08:00"),
        ("हर दिन 9:00 बजे", "FREQ=DAILY 09:00"),
        ("हर सोमवार सुबह 9:00", "FREQ=WEEKLY;BYDAY=MO 09:00"),
        ("தினமும் 9:00 மணிக்கு", "FREQ=DAILY 09:00"),
    ] {
        if told(text) != expected {
            failed.push(format!("{text}: {}, not {expected}", told(text)));
        }
    }
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn what_means_nothing_is_named_with_its_place() {
    for (text, expected) in [
        ("weekdays 09:00 sharpish", "16: “sharpish” means nothing here; write for instance weekdays 09:00"),
        ("every Funday 9am", "7: “funday” means nothing here; write for instance weekdays 09:00"),
        ("weekdays", "9: the time is missing; add it, as 09:00"),
        ("09:00", "6: the days are missing; add them, as daily or every Monday"),
        ("every 2 hours 22:00", "20: say from when to when, as every 2 hours from 22:00 to 06:00"),
        ("every 90 days from 2026-13-05 9am", "20: “2026-13-05” is no day; write it as 2026-01-05"),
        ("every 90 days on Monday 9am", "28: the days named and how often do not go together; leave one of them out"),
        ("every year on Friday 9am", "25: the days named and how often do not go together; leave one of them out"),
        (
            "every 90 days every month 9am",
            "15: how often is said twice, and not the same; say it once, as every 90 days",
        ),
        ("weekdays 25:00", "10: “25:00” means nothing here; write for instance weekdays 09:00"),
        ("", "1: the time is missing; add it, as 09:00"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

proptest! {
    /// Whatever is typed is read or refused, and what is read is a rule.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        match read(&text) {
            Ok(schedule) => prop_assert!(schedule.rrule.starts_with("FREQ=")),
            Err(unread) => prop_assert!(unread.column <= text.chars().count() + 1),
        }
    }

    #[test]
    fn any_mix_of_its_own_words_is_read_or_refused(words in proptest::collection::vec(proptest::sample::select(&[
        "every", "2", "90", "days", "weeks", "monday", "fri", "to", "-", "last", "1st", "15th", "of the month", "9am", "22:00",
        "06:00", "from", "2026-01-05", "each shift", "每", "周", "下午3点", "setiap", "hari", "hours",
    ][..]), 0..9)) {
        let text = words.join(" ");
        if let Ok(schedule) = read(&text) {
            let all_fit = schedule.times.len() <= TIMES_MAX;
            prop_assert!(all_fit && schedule.rrule.starts_with("FREQ="), "{text}");
        }
    }
}
