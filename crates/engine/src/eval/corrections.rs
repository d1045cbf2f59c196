//! Figures of what members said of an organisation's own messages.

use super::{Answer, Card, card, plain_text};
use domain::message::Kind;
use domain::ticket::Category;
use store::read::corrections::Corrected;

/// How well the reader did on messages that members read after it: on those they looked at, which are the doubtful ones, and
/// not on all.
pub fn of_corrections(corrected: &[Corrected]) -> Card {
    let answer = |one: &Corrected| {
        let (plain_kind, plain_category) = plain_text(&one.text);
        let is_issue = one.kind == Kind::Issue;
        Answer {
            kind: one.kind.word().to_owned(),
            category: one.category.filter(|_| is_issue).map(|category| category.word().to_owned()),
            said_kind: one.read.kind.word(),
            said_category: one.read.category.map(Category::word),
            confidence: one.read.confidence,
            band: one.read.band.word(),
            language: one.read.language.clone(),
            plain_kind,
            plain_category,
        }
    };
    let answers: Vec<Answer> = corrected.iter().map(answer).collect();
    card(0, &answers)
}

#[cfg(test)]
mod tests {
    use super::super::Share;
    use super::*;
    use domain::message::{Band, Form, Interpretation};

    #[test]
    fn what_members_said_is_the_truth_of_what_was_read() {
        let read = |kind: Kind, category: Option<Category>, confidence: f32| Interpretation {
            by: domain::message::Reader::Embedded("1".into()),
            kind,
            category,
            priority: None,
            place: None,
            about: None,
            confidence,
            band: Band::Triage,
            language: "en".into(),
        };
        let of = |text: &str, read: Interpretation, kind: Kind, category: Option<Category>| Corrected {
            text: text.into(),
            form: Form::Text,
            read,
            kind,
            category,
        };
        let (plumbing, lift) = (Some(Category::Plumbing), Some(Category::Lift));
        let card = of_corrections(&[
            of("pipe leaks", read(Kind::Issue, plumbing, 0.8), Kind::Issue, plumbing),
            of("the lift", read(Kind::Issue, plumbing, 0.6), Kind::Issue, lift),
            of("hm", read(Kind::Chatter, None, 0.6), Kind::Issue, lift),
            of("ok", read(Kind::Chatter, None, 0.4), Kind::Question, None),
        ]);
        assert_eq!(card.readers[0].kinds, Share { hits: 2, of: 4 });
        assert_eq!(card.readers[0].categories, Share { hits: 1, of: 3 });
        let issue = card.kinds.iter().find(|line| line.name == "issue").unwrap();
        assert_eq!((issue.precision, issue.recall), (Share { hits: 2, of: 2 }, Share { hits: 2, of: 3 }));
        assert_eq!(card.bands.iter().map(|band| band.messages.hits).collect::<Vec<_>>(), [0, 0, 4]);
        assert!(of_corrections(&[]).readers[0].kinds.rate().is_none());
    }
}
