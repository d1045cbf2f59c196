//! What a form showed when it was opened, sent along with it, so that nobody overwrites unawares what somebody else changed
//! meanwhile.

use super::flash::Flash;
use crate::wording::say;
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};

/// Digits that name what was shown: nobody gains by finding two that are alike.
const DIGITS: usize = 16;

/// What a form shows, as a digest of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    /// Of fields, in their order.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a str>) -> Self {
        let mut digest = Sha256::new();
        for field in fields {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        let digits = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Self(digits.chars().take(DIGITS).collect())
    }

    /// What a form that was sent showed: whoever is told nothing of what stands now has seen no more than that. This, of a
    /// program that says nothing of it.
    pub fn or_sent(self, sent: &str) -> Self {
        if sent.is_empty() { self } else { Self(sent.to_owned()) }
    }

    /// As a field of the form.
    pub fn field(&self) -> Markup {
        html! { input type="hidden" name="shown" value=(self.0); }
    }

    /// Whether a form was sent that showed something else. A program that says nothing of it means what it sends.
    pub fn is_other_than(&self, sent: &str) -> bool {
        !sent.is_empty() && sent != self.0
    }
}

/// What is said to whoever would have overwritten what stands now: each field that is another, and what it says.
pub fn meanwhile(now: Vec<(&'static str, String)>) -> Flash {
    let words = say(
        "Somebody changed this meanwhile, and nothing of yours was saved. What stands now is here; what you wrote is in the form. Save again to put it in its place.",
    );
    Flash { words: words.to_owned(), now }
}

/// Fields of which what stands now is not what was sent.
pub fn differing(fields: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<(&'static str, String)> {
    let differ = |(words, now, sent): (&'static str, String, String)| (now != sent).then_some((words, now));
    fields.into_iter().filter_map(differ).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_by_all_its_fields_and_where_each_ends() {
        let shown = Shown::of(["owner", "menara"]);
        assert_eq!(shown, Shown::of(["owner", "menara"]));
        for other in [["owner", "bukit"], ["ownerm", "enara"], ["menara", "owner"]] {
            assert!(Shown::of(other).is_other_than(&shown.0), "{other:?}");
        }
        assert!(!shown.is_other_than(&shown.0) && !shown.is_other_than(""));
        assert_eq!(shown.clone().or_sent(""), shown);
        assert!(shown.is_other_than(&shown.clone().or_sent("older").0));
    }

    #[test]
    fn only_what_differs_is_said() {
        let fields = [("Name", "Ali", "Ali"), ("Site", "Menara", "")];
        let fields = fields.map(|(words, now, sent)| (words, now.to_owned(), sent.to_owned()));
        assert_eq!(differing(fields), [("Site", "Menara".to_owned())]);
    }
}
