//! The words of what a job would cost, and of what was said to that.

use super::names::person_name;
use super::words::{Line, Spoken};
use crate::event::{Change, Event};
use crate::situation::Situation;
use crate::ticket::Ticket;
use crate::wording::{Sentence, Texts};

/// What a job would cost, or whether it may.
pub(super) fn of_quote(
    situation: &Situation,
    texts: &Texts,
    line: &Line,
    (ticket, changes): (Option<&Ticket>, &[Change]),
    mut gaps: Vec<(&'static str, String)>,
) -> Spoken {
    let (person, amount) = quoted(situation, texts, ticket, changes);
    gaps.push(("amount", amount));
    let sentence = match line {
        Line::Agreed(Some(true)) => Sentence::Approved,
        Line::Agreed(Some(false)) => Sentence::Refused,
        Line::Agreed(None) => Sentence::Reconsidered,
        _ => {
            gaps.push(("person", person));
            Sentence::Quote
        }
    };
    (sentence, gaps)
}

/// Who asks for how much.
fn quoted(situation: &Situation, texts: &Texts, ticket: Option<&Ticket>, changes: &[Change]) -> (String, String) {
    let given = changes.iter().find_map(|change| match &change.event {
        Event::QuoteGiven(quoted) => Some((&quoted.by, &quoted.amount)),
        _ => None,
    });
    let known = || ticket.and_then(|ticket| ticket.course.quote.as_ref()).map(|quote| (&quote.by, &quote.amount));
    match given.or_else(known) {
        Some((by, amount)) => (person_name(situation, texts, by), amount.to_string()),
        None => (texts.somebody.to_owned(), String::new()),
    }
}
