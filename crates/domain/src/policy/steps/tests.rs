//! What is said of steps, in the languages of the chats.

use super::*;
use crate::id::TaskId;
use crate::task::{Cadence, TaskKind};

const ENGLISH: &[&str] = &["Mop floor", "Empty bins", "Refill soap", "Wipe mirrors"];

fn work(name: &str, steps: &[&str]) -> Task {
    Task {
        id: TaskId::new("toilet"),
        name: name.to_owned(),
        kind: TaskKind::Task,
        assignee: None,
        site: None,
        place: None,
        cadence: Cadence::plain("FREQ=DAILY", "09:00".parse().unwrap(), 60),
        requires_photo: false,
        stand_ins: Vec::new(),
        tour: None,
        steps: crate::checklist::Steps::read(steps.iter().copied()).unwrap(),
        check: false,
        scheduled_at: None,
    }
}

/// The numbers of the steps that a text says are done; none where it speaks of the whole.
fn of(task: &Task, text: &str) -> Option<Vec<usize>> {
    match named(&Directory::default(), task, text) {
        Named::Whole => None,
        Named::Steps(steps) => Some(steps.into_iter().map(|step| step + 1).collect()),
    }
}

fn check(steps: &[&str], table: &[(&str, Option<&[usize]>)]) {
    let task = work("Toilet cleaning", steps);
    for (text, done) in table {
        assert_eq!(of(&task, text), done.map(<[usize]>::to_vec), "{text}");
    }
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
            ("1,2,9 done", Some(&[1, 2])),
        ],
    );
}

#[test]
fn a_number_of_something_else_is_no_step() {
    for text in ["Level 3 done", "done by 2pm", "3 toilets cleaned", "9 done", "Block B 2 siap"] {
        check(ENGLISH, &[(text, None)]);
    }
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
            ("siap semua kecuali sabun", Some(&[1, 2])),
            ("sabun belum", Some(&[])),
        ],
    );
    check(
        &["拖地", "倒垃圾", "补肥皂"],
        &[
            ("垃圾和拖地好了", Some(&[1, 2])),
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
    assert_eq!(of(&task, "level checked"), None);
    assert_eq!(of(&task, "oil ok, water ok"), Some(vec![1, 2]));
}
