//! What is said of steps, in the languages of the chats.

mod meant;

use super::*;
use crate::id::TaskId;
use crate::task::Cadence;

const ENGLISH: &[&str] = &["Mop floor", "Empty bins", "Refill soap", "Wipe mirrors"];

fn work(name: &str, steps: &[&str]) -> Task {
    Task {
        steps: crate::checklist::Steps::read(steps.iter().copied()).unwrap(),
        ..Task::named(
            TaskId::new("toilet"),
            name.to_owned(),
            Cadence::plain("FREQ=DAILY", "09:00".parse().unwrap(), 60),
        )
    }
}

/// The numbers of the steps that a text says are done, or only names; none where it speaks of the whole.
fn of(task: &Task, text: &str) -> Option<Vec<usize>> {
    match named(&Directory::default(), task, text) {
        Named::Whole => None,
        Named::Done(steps) | Named::Bare(steps) => Some(steps.into_iter().map(|step| step + 1).collect()),
    }
}

fn check(steps: &[&str], table: &[(&str, Option<&[usize]>)]) {
    let task = work("Toilet cleaning", steps);
    let read = table.iter().map(|(text, done)| (*text, of(&task, text), done.map(<[usize]>::to_vec)));
    let wrong: Vec<_> = read.filter(|(_, read, done)| read != done).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_report_of_the_whole_names_no_step() {
    let table =
        ["Done", "done boss 👍", "all done", "semua siap", "全部完成", "Toilet cleaning done", "", "சரி முடிந்தது"];
    check(ENGLISH, &table.map(|text| (text, None)));
}

#[test]
fn steps_are_named_by_their_numbers() {
    check(
        ENGLISH,
        &[
            ("1,2,4 done", Some(&[1, 2, 4])),
            ("1 2 4 siap", Some(&[1, 2, 4])),
            ("done 1 and 2", Some(&[1, 2])),
            ("1-3 ok", Some(&[1, 2, 3])),
            ("step 2 done", Some(&[2])),
            ("no. 3 dah siap", Some(&[3])),
            ("1、2、4完成", Some(&[1, 2, 4])),
            ("١ و ٢ تم", Some(&[1, 2])),
            ("१, २ हो गया", Some(&[1, 2])),
            ("1,2,4 sudah saya buat", Some(&[1, 2, 4])),
            ("all done except 3", Some(&[1, 2, 4])),
            ("semua siap kecuali 3", Some(&[1, 2, 4])),
            ("除了3都好了", Some(&[1, 2, 4])),
            ("1,2 done 3 belum", Some(&[1, 2])),
            ("3 not done", Some(&[])),
            ("1✅ 2✅ 3❌ 4✅", Some(&[1, 2, 4])),
            ("1. 2. 4.", Some(&[1, 2, 4])),
            ("1.2.4", Some(&[1, 2, 4])),
            ("1, 2 and 4 done, 3 later", Some(&[1, 2, 4])),
            ("✅1 ✅2 ❌3 ✅4", Some(&[1, 2, 4])),
            ("1 done, bins belum", Some(&[1])),
            ("1ok 2ok 3belum", Some(&[1, 2])),
            ("1 and soap done", Some(&[1, 3])),
            ("1 ✅\n2 ✅\n3 ❌", Some(&[1, 2])),
            ("1,2,9 done", Some(&[])),
            ("1) ok 2) ok 3) no 4) ok", Some(&[1, 2])),
            ("1. done\n2. done\n3. not done\n4. done", Some(&[1, 2, 4])),
            ("1,2 are done", Some(&[1, 2])),
            ("2", Some(&[])),
        ],
    );
}

#[test]
fn a_number_of_something_else_is_no_step_and_claims_no_whole() {
    let table = [
        "Level 3 done",
        "3 toilets cleaned",
        "9 done",
        "Block B 2 siap",
        "only 2 done",
        "2 of 3 done",
        "2 out of 4 done",
        "2/4 done",
        "50% done",
        "3/12 done",
        "siap 2 je",
        "2nd floor done",
        "B2 done",
        "5 min lagi siap",
        "Toilet 1,2 done. 3 belum",
        "2楼完成",
        "完成了3个",
        "two done",
        "one and two done",
        "first step done",
        "most done",
        "dua dah siap",
        "siap satu je",
        "两个完成",
        "dos listos",
        "दो हो गए",
        "தரை இரண்டு முடிந்தது",
        "toilet in progress",
        "cleaning toilet now",
        "on it",
        "2 de 4 listos",
    ];
    check(ENGLISH, &table.map(|text| (text, Some(&[][..]))));
    let whole = [
        "done by 2pm",
        "2:30pm done",
        "2.30 siap",
        "selesai jam 3",
        "14h30 feito",
        "下午3点全部完成",
        "all 4 done",
        "100% siap",
    ];
    check(ENGLISH, &whole.map(|text| (text, None)));
    assert_eq!(of(&work("Level 3 toilet", ENGLISH), "Level 3 done"), None);
    assert_eq!(of(&work("Level 3 toilet", ENGLISH), "Level 3 toilet done, soap belum"), Some(vec![1, 2, 4]));
}

#[test]
fn numbers_in_the_names_of_steps_are_told_from_their_places() {
    let pumps = &["Pump 1", "Pump 2"];
    check(
        pumps,
        &[
            ("pump 1 ok", Some(&[1])),
            ("pump 2 done", Some(&[2])),
            ("1 done", Some(&[1])),
            ("pump 1 ok, pump 2 rosak", Some(&[1])),
            ("pump 3 ok", Some(&[])),
            ("pumps ok", None),
        ],
    );
    let turned = &["Pump 2", "Pump 1", "Log book"];
    check(turned, &[("1 done", Some(&[])), ("pump 1 ok", Some(&[2])), ("3 done", Some(&[3])), ("pumps ok", Some(&[]))]);
}

#[test]
fn words_that_begin_alike_are_told_apart() {
    check(&["Mengelap meja", "Mengepel lantai"], &[("mengepel lantai siap", Some(&[2])), ("meja siap", Some(&[1]))]);
    check(&["Membersih sinki", "Membersihkan cermin"], &[("membersihkan cermin siap", Some(&[2]))]);
    check(
        &["Check generator", "Test general lights"],
        &[("general lights ok", Some(&[2])), ("generator ok", Some(&[1]))],
    );
    check(
        &["Wipe car park signs", "Vacuum carpet"],
        &[("carpet done", Some(&[2])), ("signs done", Some(&[1])), ("cars done", Some(&[1]))],
    );
    check(&["Refill toiletries", "Mop floor"], &[("toilet done", None)]);
    check(&["تنظيف المرايا", "تنظيف المراحيض"], &[("المراحيض تمت", Some(&[2])), ("المرايا تمت", Some(&[1]))]);
    check(&["مسح الأرض", "تفريغ السلال", "ملء الصابون"], &[("الارض والسلال تمت", Some(&[1, 2]))]);
}

#[test]
fn words_that_say_done_are_no_names() {
    let steps = &["Check taps", "Mop floor", "Complete log book"];
    check(
        steps,
        &[
            ("all checked", None),
            ("ok checked boss", None),
            ("Toilet cleaning completed", None),
            ("taps checked", Some(&[1])),
            ("log book completed", Some(&[3])),
        ],
    );
}

#[test]
fn names_alone_are_told_from_what_is_said_of_them() {
    let task = work("Toilet cleaning", ENGLISH);
    let of = |text: &str| named(&Directory::default(), &task, text);
    for text in ["bins", "soap also", "ok mop floor", "floor, bins", "done, floor and bins"] {
        assert!(matches!(of(text), Named::Bare(steps) if !steps.is_empty()), "{text}");
    }
    for text in ["bins ✅", "floor mopped", "1 2", "floor ok", "settled bins", "1-3"] {
        assert!(matches!(of(text), Named::Done(steps) if !steps.is_empty()), "{text}");
    }
    let long = format!("all done {}", "and the floor is clean ".repeat(60));
    assert_eq!(of(&long), Named::Done(BTreeSet::new()), "its end may turn it round");
}

#[test]
fn steps_are_named_by_their_words_however_they_are_typed() {
    check(
        ENGLISH,
        &[
            ("floor and bins done", Some(&[1, 2])),
            ("Mopped, bin emptied ✅", Some(&[1, 2])),
            ("miror wiped", Some(&[4])),
            ("soap not yet, floor done", Some(&[1])),
            ("No problem, mop and bins done", Some(&[1, 2])),
            ("not yet soap, floor done", Some(&[1])),
            ("the floor is slippery, bins done", Some(&[2])),
            ("floor, bins and mirrors all done", Some(&[1, 2, 4])),
            ("bins done, will do floor later", Some(&[2])),
            ("bins done will do floor", Some(&[2])),
            ("floor and bins done, all ok", Some(&[1, 2])),
            ("soap not yet, all others done", Some(&[1, 2, 4])),
            ("all done except soap, mirrors", Some(&[1, 2])),
            ("all except soap done", Some(&[1, 2, 4])),
            ("1. Mop floor ✅\n2. Empty bins ❌", Some(&[1])),
            ("everything done but not the bins", Some(&[1, 3, 4])),
            ("bins done soap not yet", Some(&[2])),
            ("all done except the soap", Some(&[1, 2, 4])),
            ("done, but haven't refilled soap", Some(&[1, 2, 4])),
            ("Done. No soap left", Some(&[1, 2, 4])),
            ("All floors mopped", Some(&[1])),
        ],
    );
}

#[test]
fn steps_are_named_in_the_words_of_every_language() {
    check(
        &["Mop lantai", "Kosongkan tong", "Isi sabun"],
        &[
            ("lantai dan tong siap", Some(&[1, 2])),
            ("tak ada masalah, lantai siap", Some(&[1])),
            ("belum sabun, lantai siap", Some(&[1])),
            ("dah mop lantai", Some(&[1])),
            ("saya sudah isi sabun dan kosongkan tong", Some(&[2, 3])),
            ("mop lantai siap, nanti buat sabun", Some(&[1])),
            ("belum sabun, dah beli", Some(&[])),
            ("siap semua kecuali sabun", Some(&[1, 2])),
            ("sabun belum", Some(&[])),
        ],
    );
    check(
        &["拖地", "倒垃圾", "补肥皂"],
        &[
            ("垃圾和拖地好了", Some(&[1, 2])),
            ("已拖地", Some(&[1])),
            ("拖地了，垃圾还没", Some(&[1])),
            ("没问题，垃圾倒了", Some(&[2])),
            ("肥皂还没补，其他都好了", Some(&[1, 2])),
            ("除了肥皂都完成", Some(&[1, 2])),
        ],
    );
    check(
        &["Trapear piso", "Vaciar basura", "Reponer jabón"],
        &[("piso y basura listos", Some(&[1, 2])), ("todo hecho menos el jabon", Some(&[1, 2]))],
    );
    check(
        &["Passar pano", "Esvaziar lixeiras", "Repor sabão"],
        &[("lixeira feito", Some(&[2])), ("tudo pronto, exceto o sabao", Some(&[1, 2]))],
    );
    check(&["தரை துடைத்தல்", "குப்பை அகற்றல்"], &[("குப்பை முடிந்தது", Some(&[2])), ("தரை இல்லை", Some(&[]))]);
    check(&["फर्श पोंछना", "कूड़ा खाली करना"], &[("कूड़ा हो गया", Some(&[2])), ("फर्श बाकी है", Some(&[]))]);
    check(&["مسح الأرض", "تفريغ القمامة"], &[("القمامه تمت", Some(&[2])), ("تم كل شي الا الارض", Some(&[2]))]);
}

#[test]
fn what_steps_share_with_each_other_or_with_their_task_names_none() {
    let task = work("Clean toilet", &["Check oil level", "Check water level", "Clean mirrors"]);
    assert_eq!(of(&task, "toilet clean, all ok"), None);
    assert_eq!(of(&task, "level checked"), Some(vec![]));
    assert_eq!(of(&work("Toilet", &["Clean sink", "Clean mirrors", "Mop"]), "Toilet cleaned"), None);
    assert_eq!(of(&task, "oil ok, water ok"), Some(vec![1, 2]));
}
