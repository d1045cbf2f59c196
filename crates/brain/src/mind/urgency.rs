//! The priority that whoever leads gives by its number: “P1. Alex, drop everything”.

use super::atlas::Atlas;
use super::scene::Scene;
use domain::message::Kind;
use domain::ticket::Priority;

/// Words before the number of a priority, folded; in scripts without spaces they stand right before it.
const BEFORE: [&str; 9] =
    ["prio", "priority", "prioritas", "keutamaan", "prioridad", "prioridade", "优先级", "優先級", "الاولوية"];

/// The priority that a report or an order of somebody who leads names; none where it may be the name of a place, as levels
/// of a car park are called P1 too.
pub(super) fn ordered(scene: &Scene<'_>, atlas: &Atlas, kind: Kind) -> Option<Priority> {
    let is_order = matches!(kind, Kind::Issue | Kind::Assign);
    if !is_order || !scene.role.leads() {
        return None;
    }
    let is_place = |word: &str| atlas.names_place(word);
    named(&scene.normal.text, is_place)
}

fn named(folded: &str, is_place: impl Fn(&str) -> bool) -> Option<Priority> {
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of = |digit: &str| match digit {
        "1" => Some(Priority::Critical),
        "2" => Some(Priority::High),
        "3" => Some(Priority::Normal),
        "4" => Some(Priority::Low),
        _ => None,
    };
    let spelt = |(at, word): (usize, &&str)| {
        let after = || words.get(at + 1).copied().unwrap_or_default();
        let marked = word.strip_prefix('p').and_then(of).filter(|_| !is_place(word));
        marked.or_else(|| BEFORE.contains(word).then(|| of(after())).flatten())
    };
    words.iter().enumerate().find_map(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_priority_is_named_by_its_number_and_a_level_is_none() {
        let table = [
            ("p1. alex larga tudo", Some(Priority::Critical)),
            ("ini prioritas 2 ya", Some(Priority::High)),
            ("make it p4, no rush", Some(Priority::Low)),
            ("prioridad 3", Some(Priority::Normal)),
            ("lampu p3", None),
            ("p12 and p5", None),
            ("1 of 2", None),
            ("top1", None),
        ];
        for (text, expected) in table {
            assert_eq!(named(text, |word| word == "p3"), expected, "{text}");
        }
    }
}
