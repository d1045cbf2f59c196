//! What we answer to orders and questions, in nine languages; English first.

use crate::ticket::Stage;

mod table;

/// What can be answered. A gap is a name in braces.
#[derive(Clone, Copy, Debug)]
pub struct Replies {
    /// Its BCP 47 tag.
    pub language: &'static str,
    /// Each stage in a word or two, in the order of [`Stage::ALL`].
    pub stages: [&'static str; 11],
    /// In place of an owner where there is none.
    pub nobody: &'static str,
    /// Somebody whose name we do not know.
    pub somebody: &'static str,
    /// When it is to be fixed: `{time}`.
    pub due: &'static str,
    /// Since when it should have been fixed: `{time}`.
    pub overdue_since: &'static str,
    /// How to take an order back: `{minutes}`.
    pub undo_hint: &'static str,
    /// An order was taken back.
    pub undone: &'static str,
    /// A note was kept.
    pub noted: &'static str,
    /// A ticket became part of another: `{into}`.
    pub merged: &'static str,
    /// Only those who lead may.
    pub leads_only: &'static str,
    /// Only managers may.
    pub managers_only: &'static str,
    /// Nothing that it would cost waits for a yes.
    pub no_quote: &'static str,
    /// A pause is contested: `{time}`.
    pub contested: &'static str,
    /// No pause is left to contest.
    pub no_pause: &'static str,
    /// Somebody else has it: `{owner}`.
    pub others_work: &'static str,
    /// They would judge their own work.
    pub own_work: &'static str,
    /// It cannot be done as the ticket stands: `{stage}`.
    pub not_now: &'static str,
    /// The reason is missing: `{ticket}`.
    pub why_hold: &'static str,
    /// Nobody is called so: `{name}`.
    pub stranger: &'static str,
    /// Several are called so: `{names}`.
    pub namesakes: &'static str,
    /// What cannot be taken back.
    pub lasting: &'static str,
    /// Somebody moved the ticket on since: `{stage}`.
    pub moved_on: &'static str,
    /// There is no such ticket: `{ticket}`.
    pub missing: &'static str,
    /// Who holds a shared phone from now on: `{name}`, `{time}`.
    pub held: &'static str,
    /// Nobody who could hold it is called so: `{name}`.
    pub unheld: &'static str,
    /// Whoever it is may not hold it: `{name}`.
    pub cannot_hold: &'static str,
    /// How everything stands: `{open}`, `{overdue}`, `{unowned}`, `{claimed}`, `{done}`, `{tasks}`.
    pub overview: &'static str,
    /// Above what is open.
    pub open_list: &'static str,
    /// Above what is overdue.
    pub overdue_list: &'static str,
    /// Above what the reader has to do.
    pub mine_list: &'static str,
    /// Above who is at work.
    pub shift_list: &'static str,
    /// In place of an empty list of who is at work.
    pub no_one: &'static str,
    /// Beside somebody who was to say that they are there, and did not.
    pub not_checked_in: &'static str,
    /// No shift runs; which begins next: `{shift}`, `{time}`.
    pub no_shift: &'static str,
    /// Above who is on call by turns.
    pub call_list: &'static str,
    /// Who is on call next: `{time}`, `{name}`.
    pub next_call: &'static str,
    /// Somebody stands in: `{rota}`, `{name}`, `{other}`, `{from}`, `{until}`.
    pub swapped: &'static str,
    /// Who is to stand in for whom, or until when, was not understood.
    pub no_swap: &'static str,
    /// In place of an empty list.
    pub nothing: &'static str,
    /// Below a list that was cut: `{count}`.
    pub more: &'static str,
}

impl Replies {
    /// A stage in a word or two.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> &'static str {
        let at = Stage::ALL.iter().position(|one| *one == stage);
        at.and_then(|at| self.stages.get(at)).copied().unwrap_or_default()
    }
}

/// The answers of a language; English where there are none.
#[must_use]
pub fn replies(language: &str) -> &'static Replies {
    let base = language.split('-').next().unwrap_or_default();
    table::ALL.iter().find(|replies| replies.language == base).unwrap_or(&table::ALL[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn every(replies: &Replies) -> Vec<(&'static str, &'static str)> {
        vec![
            ("nobody", replies.nobody),
            ("somebody", replies.somebody),
            ("due", replies.due),
            ("overdue_since", replies.overdue_since),
            ("undo_hint", replies.undo_hint),
            ("undone", replies.undone),
            ("noted", replies.noted),
            ("merged", replies.merged),
            ("leads_only", replies.leads_only),
            ("managers_only", replies.managers_only),
            ("no_quote", replies.no_quote),
            ("contested", replies.contested),
            ("no_pause", replies.no_pause),
            ("others_work", replies.others_work),
            ("own_work", replies.own_work),
            ("not_now", replies.not_now),
            ("why_hold", replies.why_hold),
            ("stranger", replies.stranger),
            ("namesakes", replies.namesakes),
            ("lasting", replies.lasting),
            ("moved_on", replies.moved_on),
            ("missing", replies.missing),
            ("held", replies.held),
            ("unheld", replies.unheld),
            ("cannot_hold", replies.cannot_hold),
            ("overview", replies.overview),
            ("open_list", replies.open_list),
            ("overdue_list", replies.overdue_list),
            ("mine_list", replies.mine_list),
            ("shift_list", replies.shift_list),
            ("no_one", replies.no_one),
            ("not_checked_in", replies.not_checked_in),
            ("no_shift", replies.no_shift),
            ("call_list", replies.call_list),
            ("next_call", replies.next_call),
            ("swapped", replies.swapped),
            ("no_swap", replies.no_swap),
            ("nothing", replies.nothing),
            ("more", replies.more),
        ]
    }

    fn gaps(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(gap, _)| gap).collect()
    }

    #[test]
    fn every_language_we_write_in_has_answers_with_the_same_gaps() {
        for texts in crate::wording::languages() {
            let found = replies(texts);
            assert_eq!(found.language, texts);
            for ((name, text), (_, english)) in every(found).into_iter().zip(every(replies("en"))) {
                assert_eq!(gaps(text), gaps(english), "{texts}: {name}");
                assert!(!text.is_empty(), "{texts}: {name}");
            }
        }
    }

    #[test]
    fn every_stage_has_a_word() {
        assert!(Stage::ALL.iter().all(|stage| !replies("ta").stage(*stage).is_empty()));
    }
}
