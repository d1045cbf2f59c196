//! Takes people's names, numbers, plates and e-mail addresses out of texts before they leave the house, and puts them back
//! where an answer quotes them.

mod folded;
mod names;
mod numbers;

use domain::directory::Directory;
use domain::id::PersonId;
use folded::Folded;
use names::Names;
use std::collections::BTreeMap;

/// Where something stands that must not leave, and what stands for it: from, to, label.
type Found = (usize, usize, String);

/// Who is called how, and what stands for them.
#[derive(Debug)]
pub(super) struct Mask {
    names: Names,
    people: BTreeMap<PersonId, String>,
}

/// A text without personal data, which knows what it said.
#[derive(Clone, Debug, Default)]
pub(super) struct Masked {
    /// The text that may leave.
    pub text: String,
    /// Where something was put in place of what was said: from, to, and what that was.
    replaced: Vec<Found>,
}

impl Mask {
    /// A mask for everybody a directory knows.
    pub fn of(directory: &Directory) -> Self {
        let label = |n: usize| format!("person_{}", n + 1);
        let people = directory.people.keys().enumerate().map(|(n, id)| (id.clone(), label(n))).collect();
        Self { names: Names::of(directory, label), people }
    }

    /// What stands for a person.
    pub fn name(&self, person: &PersonId) -> String {
        self.people.get(person).cloned().unwrap_or_else(|| "person_0".to_owned())
    }

    /// A text without numbers, plates, addresses and names.
    pub fn masked(&self, text: &str) -> Masked {
        let mut found: Vec<Found> = numbers::addresses(text);
        found.extend(numbers::plates(text));
        found.extend(numbers::numbers(text));
        found.extend(self.names.find(&Folded::of(text)));
        found.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
        // What begins within another and goes on behind it does not leave either.
        found.dedup_by(|next, last| {
            let is_within = next.0 < last.1;
            last.1 = if is_within { last.1.max(next.1) } else { last.1 };
            is_within
        });
        let mut masked = Masked::default();
        let mut at = 0;
        for (from, to, label) in found {
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
            ("call me at +60 12-345 6789 ok", "call me at [number] ok"),
            ("call 0123456789", "call [number]"),
            ("unit 12-07 block 3", "unit 12-07 block 3"),
            ("send to mei.tan@example.com.", "send to [email]"),
            ("@60123456789 tolong", "@[number] tolong"),
            ("٠١٢٣٤٥٦٧٨٩", "[number]"),
            ("a@b", "a@b"),
            ("siti nurul is here", "person_5 nurul is here"),
            ("JOSÉ and josé, Jose too", "person_6 and person_6, person_6 too"),
        ] {
            assert_eq!(mask.masked(said).text, leaves, "{said}");
        }
    }

    #[test]
    fn names_are_known_by_their_stems_and_first_letters() {
        let mask =
            Mask::of(&directory(&["முருகன்", "Ramesh Kumar", "علي حسن", "梁耀辉", "Ng Wei", "रमेश", "Muthu Raja"]));
        for (said, leaves) in [
            ("முருகனிடம் கொடு", "person_1 கொடு"),
            ("rameshku sollu, rameshji ok, kumar's turn", "person_2 sollu, person_2 ok, person_2 turn"),
            ("قول لعلي وعلي", "قول لperson_3 وperson_3"),
            ("阿辉去看，辉哥说好，耀辉在，梁生来了", "person_4去看，person_4说好，person_4在，person_4来了"),
            ("ask Mr Ng first, ng is a word", "ask Mr person_5 first, ng is a word"),
            ("रमेशजी को बोलो", "person_6 को बोलो"),
            ("muthu is there", "person_7 is there"),
        ] {
            assert_eq!(mask.masked(said).text, leaves, "{said}");
        }
    }

    #[test]
    fn a_part_of_a_name_that_a_vendor_or_place_holds_is_masked_outside_of_it() {
        let mut directory = directory(&["Muthu Raja", "Siti Aminah", "Lobby Guard"]);
        let site = domain::id::SiteId::new("s");
        for (id, name) in [("p", "Taman Siti"), ("q", "Lobby")] {
            let place = domain::directory::Place {
                id: domain::id::PlaceId::new(id),
                site: site.clone(),
                parent: None,
                name: name.to_owned(),
                aliases: Vec::new(),
                geo: None,
                radius_m: None,
                asset: false,
            };
            directory.places.insert(place.id.clone(), place);
        }
        let mask = Mask::of(&directory);
        for (said, leaves) in [
            ("muthu and siti are at taman siti", "person_1 and person_2 are at taman siti"),
            ("lobby light broken", "lobby light broken"),
        ] {
            assert_eq!(mask.masked(said).text, leaves, "{said}");
        }
    }

    #[test]
    fn whatever_looks_like_a_number_of_somebody_does_not_leave() {
        let mask = Mask::of(&directory(&[]));
        for (said, leaves) in [
            ("03–7728–1234", "[number]"),
            ("6012,345,6789", "[number]"),
            ("012/345/6789 or 012_345_6789", "[number] or [number]"),
            ("ext 123456", "ext [number]"),
            ("call 0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣", "call [number]"),
            ("IC 900101-14-5678, S1234567D, passport A1234567", "IC [number], [number], passport [number]"),
            ("plate WXY 1234 and SBA1234A, B 1234 XYZ", "plate [plate] and [plate], [plate]"),
            ("mobil MH12AB1234 ABC1D23 粤B12345", "mobil [plate] [plate] [plate]"),
            ("car wvk 882 blocks the gate", "car [plate] blocks the gate"),
            ("ali at gmail dot com, o'neil@x.com", "[email], [email]"),
            // Places and times stay: the model needs them.
            ("unit 3-12-07 13.30, 2026-11-30, 30/11/2026 10:15", "unit 3-12-07 13.30, 2026-11-30, 30/11/2026 10:15"),
            ("AHU 1203, T-142, RM 250, B2 L3, Blk 12", "AHU 1203, T-142, RM 250, B2 L3, Blk 12"),
        ] {
            assert_eq!(mask.masked(said).text, leaves, "{said}");
        }
    }

    #[test]
    fn what_is_cut_holds_no_part_of_a_name_or_number() {
        let mask = Mask::of(&directory(&["Ali Hassan"]));
        for (most, leaves) in
            [(30, "call 📞 [number] or person_1 ok"), (24, "call 📞 [number] or "), (10, "call 📞 "), (0, "")]
        {
            assert_eq!(mask.masked("call 📞 0123456789 or Ali Hassan ok").first(most).text, leaves, "{most}");
        }
    }

    #[test]
    fn what_an_answer_quotes_is_said_in_the_words_that_were_said() {
        let mask = Mask::of(&directory(&["Ali Hassan"]));
        let masked = mask.masked("boss ali says pump leaking, 0123456789");
        assert_eq!(masked.text, "boss person_1 says pump leaking, [number]");
        for (quote, said) in [
            ("person_1 says pump", "ali says pump"),
            ("pump leaking", "pump leaking"),
            ("leaking, [number]", "leaking, 0123456789"),
            ("person_1 is on fire", "person_1 is on fire"),
        ] {
            assert_eq!(masked.unmasked(quote), said);
        }
    }
}
