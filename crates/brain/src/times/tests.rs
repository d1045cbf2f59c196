//! Times as people give them, read on a Wednesday at half past one.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn told(text: &str) -> String {
    let now = date(2026, 10, 7).at(13, 30, 0, 0);
    given(text, now).map_or_else(String::new, |given| {
        let limit = if given.is_limit { " limit" } else { "" };
        format!("{}{limit}", given.at.strftime("%d %H:%M"))
    })
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| told(text) != *expected)
        .map(|(text, expected)| format!("{text}: {}, not {expected}", told(text)))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn an_hour_is_read_in_every_language() {
    check(&[
        ("coming 3pm", "07 15:00"),
        ("ok boss reach there at 3", "07 15:00"),
        ("technician will be there by 4.30pm", "07 16:30 limit"),
        ("around 15:45 ya", "07 15:45"),
        ("between 2 and 3pm", "07 15:00"),
        ("pukul 3 petang saya sampai", "07 15:00"),
        ("jam 4 sore ya pak", "07 16:00"),
        ("pkl 10 malam", "07 22:00"),
        ("pukul 12 malam", "08 00:00"),
        ("下午三点到", "07 15:00"),
        ("3点半过来", "07 15:30"),
        ("明天下午三点", "08 15:00"),
        ("明天早上十点", "08 10:00"),
        ("நாளை காலை 10 மணிக்கு வருகிறேன்", "08 10:00"),
        ("naalai 10 maniku varen", "08 10:00"),
        ("शाम 5 बजे आऊंगा", "07 17:00"),
        ("kal subah 10 baje aata hoon", "08 10:00"),
        ("llego a las 4 de la tarde", "07 16:00"),
        ("mañana a las 9", "08 09:00"),
        ("chego às 15h30", "07 15:30"),
        ("amanhã às 9 da manhã", "08 09:00"),
        ("سأصل الساعة 4 مساء", "07 16:00"),
        ("غدا الساعة 10 صباحا", "08 10:00"),
        ("bukas alas 9 ng umaga", "08 09:00"),
    ]);
}

#[test]
fn a_length_counts_from_now() {
    check(&[
        ("reaching in 20 min", "07 13:50"),
        ("10mins", "07 13:40"),
        ("half an hour more", "07 14:00"),
        ("dalam 30 minit", "07 14:00"),
        ("setengah jam lagi", "07 14:00"),
        ("20分钟到", "07 13:50"),
        ("半小时后到", "07 14:00"),
        ("20 நிமிடத்தில்", "07 13:50"),
        ("20 मिनट में", "07 13:50"),
        ("en media hora", "07 14:00"),
        ("em 40 minutos", "07 14:10"),
        ("بعد 20 دقيقة", "07 13:50"),
        ("2 hours", "07 15:30"),
    ]);
}

#[test]
fn a_part_of_a_day_is_given_until_it_ends() {
    check(&[
        ("esok pagi", "08 12:00"),
        ("besok pagi ya", "08 12:00"),
        ("tomorrow morning", "08 12:00"),
        ("tmr", "08 18:00"),
        ("this afternoon", "07 18:00"),
        ("petang ni saya datang", "07 18:00"),
        ("tonight", "07 23:00"),
        ("今晚过来", "07 23:00"),
        ("on Friday", "09 18:00"),
        ("Jumaat pagi", "09 12:00"),
        ("next monday 10am", "12 10:00"),
        ("mañana por la mañana", "08 12:00"),
    ]);
}

#[test]
fn a_limit_is_told_from_a_time() {
    check(&[
        ("please fix before 5pm, guests coming", "07 17:00 limit"),
        ("tolong siapkan sebelum pukul 5 petang", "07 17:00 limit"),
        ("5点之前修好", "07 17:00 limit"),
        ("antes de las 6 de la tarde", "07 18:00 limit"),
        ("até às 17h", "07 17:00 limit"),
        ("قبل الساعة 5 مساء", "07 17:00 limit"),
        ("5 बजे से पहले", "07 17:00 limit"),
        ("latest by tomorrow 10am", "08 10:00 limit"),
    ]);
}

#[test]
fn what_is_over_or_denied_or_no_time_is_none_given() {
    check(&[
        ("came at 9am already", ""),
        ("30 minutes ago", ""),
        ("10 minit tadi", ""),
        ("20分钟前", ""),
        ("hace 20 minutos", ""),
        ("good morning", ""),
        ("selamat pagi semua", ""),
        ("unit 12-3 leaking", ""),
        ("lift 3 stuck", ""),
        ("block B level 7", ""),
        ("cannot come at 3pm", ""),
        ("tak dapat datang pukul 3 petang", ""),
        ("cannot at 3pm, coming 5pm", "07 17:00"),
        ("call 0123456789", ""),
        ("", ""),
    ]);
}

#[test]
fn what_was_yesterday_is_no_promise() {
    check(&[
        ("yesterday 3pm I checked", ""),
        ("semalam pukul 3 petang saya dah check", ""),
        ("昨天下午三点修过", ""),
        ("ayer a las 4 de la tarde lo revise", ""),
        ("ontem às 16h passei lá", ""),
        ("last night 10pm still leaking", ""),
        ("कल 3 बजे ठीक किया", ""),
        ("kal shaam 5 baje check kiya tha", ""),
        ("kemarin jam 4 sore udah dicek", ""),
        ("امس الساعة 4 مساء فحصت", ""),
        ("kahapon ng 4pm pumunta ako", ""),
        ("நேற்று 4 மணிக்கு பார்த்தேன்", ""),
        ("I came on Monday, need part", ""),
        ("since Tuesday waiting for vendor", ""),
        ("ordered last Friday", ""),
        ("vine el lunes pasado", ""),
        ("dah order hari Jumaat lepas", ""),
        ("上周五换了", ""),
        ("checked yesterday 3pm, coming again 5pm today", "07 17:00"),
        ("Came yesterday. Will come tomorrow 10am", "08 10:00"),
        ("kal 3 baje aaunga", "08 15:00"),
        ("कल सुबह 10 बजे आऊंगा", "08 10:00"),
        ("told the vendor to come Friday", "09 18:00"),
        ("dah order part, sampai Jumaat", "09 18:00"),
    ]);
}

#[test]
fn what_begins_then_is_given_until_that_part_of_the_day_is_over() {
    check(&[
        ("coming after 3pm", "07 18:00"),
        ("selepas pukul 3 petang saya datang", "07 18:00"),
        ("下午三点以后来", "07 18:00"),
        ("después de las 3 de la tarde", "07 18:00"),
        ("depois das 15h", "07 18:00"),
        ("after 7pm can", "07 23:00"),
        ("tomorrow after 9am", "08 12:00"),
        ("don't come before 5pm", ""),
        ("jangan datang sebelum pukul 5 petang", ""),
        ("don't worry, coming 3pm", "07 15:00"),
    ]);
}

#[test]
fn days_and_weeks_ahead_are_counted() {
    check(&[
        ("part arrives in 2 days", "09 18:00"),
        ("2 hari lagi sampai", "09 18:00"),
        ("dalam 3 hari", "10 18:00"),
        ("两天内修好", "09 18:00"),
        ("en 2 días llega el repuesto", "09 18:00"),
        ("em 3 dias chega a peça", "10 18:00"),
        ("2 din me aa jayega", "09 18:00"),
        ("2 दिन में आएगा", "09 18:00"),
        ("بعد يومين", "09 18:00"),
        ("2 days no water already", ""),
        ("next week", "18 18:00"),
        ("minggu depan vendor datang", "18 18:00"),
        ("下周来换", "18 18:00"),
        ("la próxima semana", "18 18:00"),
        ("अगले हफ्ते", "18 18:00"),
        ("this weekend", "11 18:00"),
        ("next Friday", "16 18:00"),
        ("Jumaat depan", "16 18:00"),
        ("下周五", "16 18:00"),
        ("will settle by EOD", "07 18:00 limit"),
        ("in 1.5 hours", "07 15:00"),
        ("1 hour 30 min", "07 15:00"),
    ]);
}

#[test]
fn words_that_are_weekdays_and_other_things_are_days_only_where_something_says_so() {
    check(&[
        ("a segunda bomba parou", ""),
        ("sexta bomba com vazamento", ""),
        ("na sexta eu vou", "09 18:00"),
        ("sexta de manhã", "09 12:00"),
        ("the sun is too strong at lobby", ""),
        ("sun 10am", "11 10:00"),
        ("dua minggu dah rosak", ""),
        ("hari minggu", "11 18:00"),
    ]);
}

proptest! {
    /// Whatever is typed, a time that is read lies ahead.
    #[test]
    fn any_text_is_read_as_ahead_or_not_at_all(text in "\\PC{0,60}") {
        let now = date(2026, 10, 7).at(13, 30, 0, 0);
        prop_assert!(given(&text, now).is_none_or(|given| given.at > now));
    }

    #[test]
    fn any_mix_of_its_own_words_is_read(words in proptest::collection::vec(proptest::sample::select(&[
        "3", "3pm", "at", "before", "tomorrow", "pagi", "malam", "12", "min", "明天", "下午", "三点", "半小时", "-", "25:99", "000", "99", "ago", "friday", "2026-10-09",
    ][..]), 0..8)) {
        let now = date(2026, 10, 7).at(23, 30, 0, 0);
        prop_assert!(given(&words.join(" "), now).is_none_or(|given| given.at > now));
    }
}
