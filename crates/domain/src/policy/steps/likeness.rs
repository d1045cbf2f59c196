//! Whether two words are one, however it is bent or mistyped.

/// Letters at the beginning of two words that must be the same where their ends differ.
const STEM: usize = 5;
/// Letters by which the ends of both may differ.
const END_MAX: usize = 2;
/// Letters that one of them may have more.
const MORE_MAX: usize = 3;
/// Letters that are left of a word without its English end.
const BASE_MIN: usize = 3;

/// Whether one is another form of the other.
pub(super) fn is_like(said: &str, meant: &str) -> bool {
    said == meant || is_bent(said, meant) || has_stem(said, meant)
}

/// Whether it says of itself that it is done: "mopped" of "mop".
pub(super) fn is_past(said: &str, meant: &str) -> bool {
    said != meant && said.ends_with("ed") && is_bent(said, meant)
}

fn has_stem(said: &str, meant: &str) -> bool {
    let (said, meant): (Vec<char>, Vec<char>) = (said.chars().collect(), meant.chars().collect());
    let same = said.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (less, more) = (said.len().min(meant.len()) - same, said.len().max(meant.len()) - same);
    same >= STEM && (more <= END_MAX || less == 0 && more <= MORE_MAX)
}

/// Whether both are forms of one English, Spanish or Portuguese word: "bins" of "bin", "wiping" of "wipe".
fn is_bent(said: &str, meant: &str) -> bool {
    let ((said, is_said), (meant, is_meant)) = (base(said), base(meant));
    said == meant && (is_said || is_meant)
}

/// A word without its end, and whether it had one.
fn base(word: &str) -> (String, bool) {
    let ends = [("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")];
    let cut = ends.iter().find_map(|(end, instead)| {
        let rest = word.strip_suffix(end).filter(|rest| rest.is_ascii() && (*end != "s" || !rest.ends_with('s')))?;
        (rest.len() + instead.len() >= BASE_MIN).then(|| format!("{rest}{instead}"))
    });
    let is_cut = cut.is_some();
    let mut base = cut.unwrap_or_else(|| word.to_owned());
    let last: Vec<char> = base.chars().rev().take(2).collect();
    let is_double = base.is_ascii() && base.len() > BASE_MIN && last[0] == last[1];
    if is_double || base.len() > BASE_MIN && base.ends_with('e') {
        base.pop();
    }
    (base, is_cut)
}

/// Whether two words of some length differ by one letter: another, one more, one less, or two in the other order.
pub(super) fn is_mistyped(said: &str, meant: &str) -> bool {
    let (said, meant): (Vec<char>, Vec<char>) = (said.chars().collect(), meant.chars().collect());
    if said.len().min(meant.len()) < STEM || said.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let same = said.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (said, meant) = (&said[same..], &meant[same..]);
    match said.len().cmp(&meant.len()) {
        std::cmp::Ordering::Equal => {
            let is_swapped = said.len() > 1 && (said[0], said[1]) == (meant[1], meant[0]) && said[2..] == meant[2..];
            is_swapped || said.get(1..) == meant.get(1..)
        }
        std::cmp::Ordering::Less => meant.get(1..) == Some(said),
        std::cmp::Ordering::Greater => said.get(1..) == Some(meant),
    }
}
