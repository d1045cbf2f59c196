//! Takes people's names, telephone numbers and e-mail addresses out of texts before they leave the house, and puts them back
//! where an answer quotes them.

use aho_corasick::AhoCorasick;
use domain::directory::Directory;
use domain::id::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// Digits of the shortest telephone number.
const DIGITS_MIN: usize = 7;
/// Letters of the shortest part of a name that is masked by itself.
const PART_MIN_CHARS: usize = 3;
/// Parts of names that are words of the trade, and tell nothing of anybody.
const COMMON: &[&str] = &[
    "guard",
    "security",
    "cleaner",
    "cleaning",
    "technician",
    "manager",
    "supervisor",
    "vendor",
    "resident",
    "tenant",
    "admin",
    "office",
    "night",
    "day",
    "shift",
    "unit",
    "block",
    "level",
    "tower",
    "lift",
    "pump",
    "the",
    "and",
    "pak",
    "encik",
    "puan",
    "cik",
    "kak",
    "abang",
    "bang",
    "mas",
    "sir",
    "madam",
    "boss",
    "uncle",
    "aunty",
    "auntie",
    "mister",
    "señor",
    "don",
    "ustad",
    "post",
    "team",
    "group",
    "service",
    "services",
    "maintenance",
    "plumber",
    "electrician",
];

/// Who is called how, and what stands for them.
#[derive(Debug)]
pub(super) struct Mask {
    names: Option<AhoCorasick>,
    labels: Vec<String>,
    people: BTreeMap<PersonId, String>,
}

/// A text without personal data, which knows what it said.
#[derive(Clone, Debug, Default)]
pub(super) struct Masked {
    /// The text that may leave.
    pub text: String,
    /// Where something was put in place of what was said: from, to, and what that was.
    replaced: Vec<(usize, usize, String)>,
}

impl Mask {
    /// A mask for everybody a directory knows.
    pub fn of(directory: &Directory) -> Self {
        let places: BTreeSet<String> = directory
            .places
            .values()
            .flat_map(|place| std::iter::once(&place.name).chain(&place.aliases))
            .chain(directory.sites.values().flat_map(|site| std::iter::once(&site.name).chain(&site.aliases)))
            .chain(directory.vendors.values().map(|vendor| &vendor.name))
            .flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()))
            .map(str::to_lowercase)
            .collect();
        let mut people = BTreeMap::new();
        let (mut patterns, mut labels) = (Vec::new(), Vec::new());
        for (id, person) in &directory.people {
            let label = format!("person_{}", people.len() + 1);
            let parts = person.name.split(|letter: char| !letter.is_alphanumeric()).filter(|part| {
                let lower = part.to_lowercase();
                let is_long = part.chars().count() >= PART_MIN_CHARS || part.chars().any(is_ideograph);
                is_long
                    && part.chars().any(char::is_alphabetic)
                    && !COMMON.contains(&lower.as_str())
                    && !places.contains(&lower)
            });
            for name in std::iter::once(person.name.trim()).chain(parts).filter(|name| !name.is_empty()) {
                // The matcher folds the letters of English alone.
                for spelt in BTreeSet::from([name.to_owned(), name.to_lowercase(), name.to_uppercase()]) {
                    patterns.push(spelt);
                    labels.push(label.clone());
                }
            }
            people.insert(id.clone(), label);
        }
        let names =
            AhoCorasick::builder().ascii_case_insensitive(true).build(&patterns).ok().filter(|_| !patterns.is_empty());
        Self { names, labels, people }
    }

    /// What stands for a person.
    pub fn name(&self, person: &PersonId) -> String {
        self.people.get(person).cloned().unwrap_or_else(|| "person_0".to_owned())
    }

    /// A text without numbers, addresses and names.
    pub fn masked(&self, text: &str) -> Masked {
        let mut found: Vec<(usize, usize, String)> = addresses(text);
        found.extend(numbers(text));
        if let Some(names) = &self.names {
            // Every one that fits, since a longer one that is no whole word may hide a shorter one that is.
            let whole = names.find_overlapping_iter(text).filter(|hit| is_whole(text, hit.start(), hit.end()));
            found.extend(whole.map(|hit| (hit.start(), hit.end(), self.labels[hit.pattern().as_usize()].clone())));
        }
        found.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
        let mut masked = Masked::default();
        let mut at = 0;
        for (from, to, label) in found {
            if from < at {
                continue;
            }
            masked.text.push_str(&text[at..from]);
            let start = masked.text.len();
            masked.text.push_str(&label);
            masked.replaced.push((start, masked.text.len(), text[from..to].to_owned()));
            at = to;
        }
        masked.text.push_str(&text[at..]);
        masked
    }
}

impl Masked {
    /// The first characters of it. Cut before it is masked, half a number or half a name would stay.
    pub fn first(mut self, most_chars: usize) -> Self {
        if let Some((end, _)) = self.text.char_indices().nth(most_chars) {
            let until =
                self.replaced.iter().find(|(from, to, _)| *from < end && end < *to).map_or(end, |(from, ..)| *from);
            self.text.truncate(until);
            self.replaced.retain(|(_, to, _)| *to <= until);
        }
        self
    }

    /// What a passage of it says in the words that were said. A passage that is not in it stays as it is.
    pub fn unmasked(&self, quote: &str) -> String {
        let Some(from) = self.text.find(quote) else { return quote.to_owned() };
        let to = from + quote.len();
        let (mut said, mut at) = (String::new(), from);
        for (start, end, original) in self.replaced.iter().filter(|(start, end, _)| *start < to && *end > from) {
            said.push_str(self.text.get(at..*start).unwrap_or_default());
            said.push_str(original);
            at = (*end).min(to);
        }
        said.push_str(self.text.get(at..to).unwrap_or_default());
        said
    }
}

/// Whether a match is no part of a longer word. Scripts that write no spaces have no such words.
fn is_whole(text: &str, from: usize, to: usize) -> bool {
    let joins = |outer: Option<char>, inner: Option<char>| {
        let is_letter = |letter: char| letter.is_alphanumeric() && !is_ideograph(letter);
        outer.is_some_and(is_letter) && inner.is_some_and(is_letter)
    };
    let within = &text[from..to];
    !joins(text[..from].chars().next_back(), within.chars().next())
        && !joins(text[to..].chars().next(), within.chars().next_back())
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// E-mail addresses.
fn addresses(text: &str) -> Vec<(usize, usize, String)> {
    let is_of_address = |letter: char| letter.is_alphanumeric() || "._%+-@".contains(letter);
    let mut found = Vec::new();
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, is_of_address(letter)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                let word = &text[start..at];
                let is_address = word.split_once('@').is_some_and(|(who, host)| {
                    !who.is_empty() && host.trim_end_matches('.').contains('.') && !host.contains('@')
                });
                if is_address {
                    found.push((start, at, "[email]".to_owned()));
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// Telephone numbers: runs of digits, with what people write between them.
fn numbers(text: &str) -> Vec<(usize, usize, String)> {
    let is_between = |letter: char| " -.()\u{a0}\u{2011}\u{202a}\u{202c}".contains(letter);
    let mut found = Vec::new();
    let (mut from, mut last, mut digits) = (None, 0, 0);
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        if letter.is_numeric() || (letter == '+' && from.is_none()) {
            from = from.or(Some(at));
            last = at + letter.len_utf8();
            digits += usize::from(letter.is_numeric());
        } else if let Some(start) = from.filter(|_| !is_between(letter)) {
            if digits >= DIGITS_MIN {
                found.push((start, last, "[phone]".to_owned()));
            }
            (from, digits) = (None, 0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory::{Person, Role};
    use domain::message::Handle;

    fn directory(names: &[&str]) -> Directory {
        let mut directory = Directory::default();
        for (n, name) in names.iter().enumerate() {
            let id = PersonId::new(format!("p{n}"));
            let person = Person {
                id: id.clone(),
                name: (*name).to_owned(),
                handles: vec![Handle::phone("60123456789")],
                role: Role::Resident,
                vendor: None,
                site: None,
                shared: None,
            };
            directory.people.insert(id, person);
        }
        directory
    }

    #[test]
    fn names_numbers_and_addresses_do_not_leave() {
        let mask = Mask::of(&directory(&["Ali Hassan", "李伟", "Guard Night", "Mei", "Siti Nur", "José"]));
        for (said, leaves) in [
            ("Ali Hassan please check", "person_1 please check"),
            ("ali dah siap, HASSAN belum", "person_1 dah siap, person_1 belum"),
            ("alibi and salient", "alibi and salient"),
            ("李伟说电梯坏了", "person_2说电梯坏了"),
            ("the guard is at night post", "the guard is at night post"),
            ("call me at +60 12-345 6789 ok", "call me at [phone] ok"),
            ("call 0123456789", "call [phone]"),
            ("unit 12-07 block 3", "unit 12-07 block 3"),
            ("send to mei.tan@example.com.", "send to [email]"),
            ("@60123456789 tolong", "@[phone] tolong"),
            ("٠١٢٣٤٥٦٧٨٩", "[phone]"),
            ("a@b", "a@b"),
            ("siti nurul is here", "person_5 nurul is here"),
            ("JOSÉ and josé", "person_6 and person_6"),
        ] {
            assert_eq!(mask.masked(said).text, leaves, "{said}");
        }
    }

    #[test]
    fn what_is_cut_holds_no_part_of_a_name_or_number() {
        let mask = Mask::of(&directory(&["Ali Hassan"]));
        for (most, leaves) in
            [(30, "call 📞 [phone] or person_1 ok"), (24, "call 📞 [phone] or "), (10, "call 📞 "), (0, "")]
        {
            assert_eq!(mask.masked("call 📞 0123456789 or Ali Hassan ok").first(most).text, leaves, "{most}");
        }
    }

    #[test]
    fn what_an_answer_quotes_is_said_in_the_words_that_were_said() {
        let mask = Mask::of(&directory(&["Ali Hassan"]));
        let masked = mask.masked("boss ali says pump leaking, 0123456789");
        assert_eq!(masked.text, "boss person_1 says pump leaking, [phone]");
        for (quote, said) in [
            ("person_1 says pump", "ali says pump"),
            ("pump leaking", "pump leaking"),
            ("leaking, [phone]", "leaking, 0123456789"),
            ("person_1 is on fire", "person_1 is on fire"),
        ] {
            assert_eq!(masked.unmasked(quote), said);
        }
    }
}
