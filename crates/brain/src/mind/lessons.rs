//! What members said of messages in nearly the same words, so that it need not be said twice. The lessons are those of the
//! organisation whose situation it is, and of nobody else.

use super::Weighed;
use super::judge::{Judge, Verdict, fits};
use super::memory::Memory;
use super::scene::index;
use super::target::Target;
use crate::kind;
use crate::normal::{Normal, Sort};
use crate::phrases::concepts;
use domain::message::{Heard, Kind};
use domain::situation::Situation;

/// Share of the words two texts must have in common. One word of seven may differ; among fewer it may turn the meaning round.
const ALIKE: f32 = 0.85;
/// Fewer words than this mean something else each time they are said: "ok", "done boss".
const WORDS_MIN: usize = 3;
/// How sure a lesson makes; it was said of other words and at another time.
const SURE: f32 = 0.9;

/// How sure it makes of another number, or that a fix holds, against the reader: a member has to look.
const UNSURE: f32 = 0.4;
/// Words of which one more or less turns a meaning round.
const TURNING: [&str; 5] = ["not", "done", "fixed", "works", "broken"];

/// The latest lesson of a message in nearly the same words by somebody of the same role, when both quote or neither does.
pub(super) fn lesson<'s>(situation: &'s Situation, heard: &Heard, memory: &mut Memory) -> Option<&'s Heard> {
    let normal = memory.normal(heard);
    let said = words(&normal);
    if said.len() < WORDS_MIN {
        return None;
    }
    let role = |one: &Heard| situation.directory.role(&one.sender);
    let mut lessons = situation.lessons().filter(|lesson| {
        lesson.id != heard.id
            && lesson.reply_to.is_some() == heard.reply_to.is_some()
            && lesson.form.is_evidence() == heard.form.is_evidence()
            && role(lesson) == role(heard)
    });
    lessons.find(|lesson| {
        let taught = memory.normal(lesson);
        alike(&said, &words(&taught)) >= ALIKE && turns(&normal) == turns(&taught)
    })
}

/// The verdict that a lesson leads to, where the reader by itself came to another; none where nothing in mind can be spoken of so.
/// What was said of another lift or unit, or would confirm a fix, a member looks at where the reader says otherwise.
pub(super) fn verdict(
    lesson: &Heard,
    normal: &Normal,
    judge: &Judge,
    (weighed, own): (&Weighed, &Verdict),
) -> Option<Verdict> {
    let kind = index(lesson.meaning.as_ref()?.kind);
    let likely = judge.weigh(&weighed.signs);
    let open = |at: &usize| {
        let target = &weighed.targets[*at];
        fits(target, kind) && !matches!(target, Target::Missed(_))
    };
    let target = (0..weighed.targets.len()).filter(open).max_by(|a, b| likely[*a].total_cmp(&likely[*b]))?;
    let is_other = numbers(normal) != numbers(&Normal::of(&lesson.text)) || kind == kind::VERIFIED;
    Some(match own.kind != kind && is_other {
        true => Verdict { target, kind, confidence: UNSURE, missed: own.missed },
        false => Verdict { target, kind, confidence: SURE, missed: 0.0 },
    })
}

/// Whether a lesson may be followed: what names a danger is never talked away.
pub(super) fn is_harmless(lesson: &Heard, is_danger: bool) -> bool {
    !is_danger || lesson.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Issue)
}

/// What turns the meaning of a text round, in order: the words that do, and a question mark.
fn turns(normal: &Normal) -> Vec<&str> {
    let hits = concepts::find_all(normal);
    let turning = hits.iter().filter(|hit| TURNING.contains(&hit.name));
    let mut turns: Vec<&str> = turning.map(|hit| &normal.text[hit.start..hit.end]).collect();
    turns.extend(normal.text.contains(['?', '؟']).then_some("?"));
    turns.sort_unstable();
    turns
}

/// The numbers and units in a text, sorted.
fn numbers(normal: &Normal) -> Vec<&str> {
    let mut numbers: Vec<&str> = normal.words().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).collect();
    numbers.sort_unstable();
    numbers
}

/// The words of a text and its pairs of Han letters, sorted; numbers and single letters are all the same.
fn words(normal: &Normal) -> Vec<&str> {
    let mut words = Vec::new();
    for token in &normal.tokens {
        let spelled = normal.spell(*token);
        match token.sort {
            Sort::Word if spelled.chars().nth(1).is_none() => words.push("a"),
            Sort::Word if spelled.bytes().any(|byte| byte.is_ascii_digit()) => words.push("0"),
            Sort::Word => words.push(spelled),
            Sort::Han => {
                let edges: Vec<usize> = spelled.char_indices().map(|(at, _)| at).chain([spelled.len()]).collect();
                words.extend(edges.iter().zip(edges.iter().skip(2)).map(|(start, end)| &spelled[*start..*end]));
            }
            Sort::Emoji | Sort::Mark => {}
        }
    }
    words.sort_unstable();
    words
}

/// Twice what two sorted lists have in common, by their lengths.
fn alike(a: &[&str], b: &[&str]) -> f32 {
    let (mut at, mut of, mut both) = (0, 0, 0);
    while at < a.len() && of < b.len() {
        match a[at].cmp(b[of]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => of += 1,
            std::cmp::Ordering::Equal => {
                (at, of, both) = (at + 1, of + 1, both + 1);
            }
        }
    }
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * both as f32 / (a.len() + b.len()) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> bool {
        alike(&words(&Normal::of(a)), &words(&Normal::of(b))) >= ALIKE
    }

    #[test]
    fn one_word_more_that_turns_the_meaning_makes_another_message() {
        let is_same = |a: &str, b: &str| near(a, b) && turns(&Normal::of(a)) == turns(&Normal::of(b));
        for (taught, said) in [
            ("lift ok now", "lift not ok now"),
            ("water is back", "water is not back"),
            ("water is back", "water is back?"),
            ("aircon dah sejuk", "aircon tak dah sejuk"),
            ("lampu dah nyala", "lampu belum dah nyala"),
            ("pump room water pressure is ok", "pump room water pressure is not ok"),
            ("el agua ya volvio al edificio", "el agua no ya volvio al edificio"),
            ("二号楼的电梯修好了", "二号楼的电梯没修好了"),
            ("lift block c sudah jalan lagi", "lift block c belum sudah jalan lagi"),
            ("पानी आ गया है टंकी में", "पानी नहीं आ गया है टंकी में"),
        ] {
            assert!(!is_same(taught, said), "{taught} / {said}");
        }
        assert!(is_same("water is back at block c", "Water is back at block C!"));
    }

    #[test]
    fn units_are_numbers_and_their_order_does_not_matter() {
        let numbers_of = |text: &str| numbers(&Normal::of(text)).join(" ");
        assert_eq!(numbers_of("unit 12-3 leak, level 4"), numbers_of("level 4 unit 12-3 leak"));
        assert_ne!(numbers_of("unit 12-3 water leak again"), numbers_of("unit 9-1 water leak again"));
        assert_ne!(numbers_of("B2 gate stuck again"), numbers_of("B3 gate stuck again"));
    }

    #[test]
    fn the_same_words_at_another_number_are_alike_and_other_words_are_not() {
        assert!(near("Lift 3 block C stuck again", "lift 1 Block B stuck again!!"));
        assert!(near("二号楼的电梯又坏了", "三号楼的电梯又坏了"));
        assert!(near("kopi mesin pantri rosak lagi", "Kopi mesin pantri rosak"));
        assert!(!near("Lift 3 block C stuck again", "Lift 3 block C works again"));
        assert!(!near("Lift 3 block C stuck again", "toilet 3 block C stuck"));
        assert!(!near("", ""));
    }
}
