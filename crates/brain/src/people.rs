//! Finds which people and vendors of a directory a text names, by full name, first name or at-sign.

use crate::normal::{Normal, Sort, is_han};

/// Titles and trades that stand in names but name nobody.
const TITLES: &[&str] = &[
    "pak",
    "bu",
    "ibu",
    "bapak",
    "mas",
    "mbak",
    "mr",
    "mrs",
    "ms",
    "mdm",
    "madam",
    "encik",
    "en",
    "puan",
    "cik",
    "kak",
    "abang",
    "bang",
    "uncle",
    "aunty",
    "auntie",
    "tuan",
    "dato",
    "dr",
    "ir",
    "sr",
    "sra",
    "seu",
    "dona",
    "don",
    "dona",
    "ama",
    "kuya",
    "ate",
    "boss",
    "sir",
    "eng",
    "engr",
    "manager",
    "supervisor",
    "guard",
    "security",
    "cleaner",
    "technician",
    "resident",
    "vendor",
    "services",
    "service",
    "sdn",
    "bhd",
    "pte",
    "ltd",
    "the",
    "lift",
    "elevator",
    "pest",
    "control",
    "cleaning",
    "plumbing",
    "electric",
    "electrical",
    "block",
    "blok",
    "unit",
    "tower",
    "night",
    "day",
    "team",
    "facilities",
    "facility",
    "building",
    "management",
    "office",
    "binti",
    "bin",
    "bte",
    "al",
    "el",
    "de",
    "da",
    "do",
    "del",
    "dos",
    "la",
    "van",
    "kumar",
];

/// A part of a name that more people share tells nobody apart.
const SHARED_MAX: usize = 2;

/// One person or vendor.
#[derive(Clone, Debug)]
struct Entry {
    full: String,
    parts: Vec<String>,
}

/// The names of a directory, in the order given.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    entries: Vec<Entry>,
}

impl Roster {
    /// A roster of names; the index of a name is its handle.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut entries: Vec<Entry> = names.into_iter().map(entry).collect();
        let all: Vec<String> = entries.iter().flat_map(|entry| entry.parts.clone()).collect();
        let is_telling = |part: &String| all.iter().filter(|other| *other == part).count() <= SHARED_MAX;
        entries.iter_mut().for_each(|entry| entry.parts.retain(is_telling));
        Self { entries }
    }

    /// Indices of the names a text speaks, in roster order: full names, and parts of names that only one entry has.
    #[must_use]
    pub fn find(&self, normal: &Normal) -> Vec<usize> {
        let named =
            |entry: &Entry| contains(&normal.text, &entry.full) || entry.parts.iter().any(|part| says(normal, part));
        (0..self.entries.len()).filter(|index| named(&self.entries[*index])).collect()
    }
}

fn entry(name: &str) -> Entry {
    let normal = Normal::of(name);
    let is_name = |part: &&str| {
        let letters = part.chars().count();
        (letters >= 3 || part.chars().any(is_han) && letters >= 2)
            && !TITLES.contains(part)
            && !part.bytes().any(|b| b.is_ascii_digit())
    };
    let mut parts: Vec<String> = normal.words().filter(is_name).take(2).map(str::to_owned).collect();
    parts.extend(familiar(&normal.text));
    parts.dedup();
    Entry { full: normal.text, parts }
}

/// How a Chinese name of two to four letters is said among colleagues: 梁耀輝 is 阿輝 or 輝哥.
fn familiar(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    if !(2..=4).contains(&letters.len()) || !letters.iter().all(|letter| is_han(*letter)) {
        return Vec::new();
    }
    let given = letters.into_iter().skip(1);
    given
        .flat_map(|letter| {
            [format!("阿{letter}")].into_iter().chain(["哥", "姐", "叔"].map(|of| format!("{letter}{of}")))
        })
        .collect()
}

fn contains(text: &str, full: &str) -> bool {
    full.chars().count() >= 2
        && text.match_indices(full).any(|(at, _)| {
            full.chars().all(is_han)
                || (!text[..at].ends_with(char::is_alphanumeric)
                    && !text[at + full.len()..].starts_with(char::is_alphanumeric))
        })
}

fn says(normal: &Normal, part: &str) -> bool {
    normal.tokens.iter().any(|token| match token.sort {
        Sort::Word => normal.spell(*token) == part,
        Sort::Han => normal.spell(*token).contains(part),
        Sort::Emoji | Sort::Mark => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_and_vendors_are_found() {
        let roster = Roster::of(["Pak Gilang Saputra", "陈大文", "Elevadores Guandu"]);
        for (text, expected) in [
            ("@Gilang mangga ke B304", vec![0]),
            ("请陈大文跟进", vec![1]),
            ("Guandu, por favor", vec![2]),
            ("pak tolong", vec![]),
        ] {
            assert_eq!(roster.find(&Normal::of(text)), expected, "{text}");
        }
    }
}
