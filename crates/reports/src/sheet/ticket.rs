//! One ticket as a document: what it is, what happened, and what shows it.

use super::{Field, Picture, Sheet, Table};
use crate::figures::promise;
use crate::material::Case;
use crate::pdf::PICTURES_MAX;
use crate::wording::Wording;
use domain::time::{Instant, Zone};

/// One line of what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// Who did or said it; empty for the program itself.
    pub who: String,
    /// What; words of people, or what the program did.
    pub what: String,
}

/// A photo of the ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The SHA-256 of its file, in hex.
    pub digest: String,
    /// Who sent it.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// What a document about one ticket is made of.
#[derive(Clone, Debug)]
pub struct Story {
    /// The organisation's name.
    pub organisation: String,
    /// As of when it is known.
    pub now: Instant,
    /// Whose clocks count.
    pub zone: Zone,
    /// The ticket.
    pub case: Case,
    /// The place, by name.
    pub place: String,
    /// Who owns it, by name.
    pub owner: String,
    /// Who reported it, the first first.
    pub reporters: Vec<String>,
    /// What happened, in order.
    pub moments: Vec<Moment>,
    /// Whether more happened than is told here.
    pub is_cut: bool,
    /// What shows it.
    pub pictures: Vec<Shown>,
}

impl Story {
    /// The pictures that a document has room for.
    pub fn shown(&self) -> impl Iterator<Item = &Shown> {
        self.pictures.iter().take(PICTURES_MAX)
    }
}

impl Sheet {
    /// One ticket.
    #[must_use]
    pub fn of_ticket(story: &Story, wording: &Wording) -> Self {
        let case = &story.case;
        let picture = |shown: &Shown| Picture {
            digest: shown.digest.clone(),
            words: format!("{}, {}", shown.who, wording.instant(shown.at, &story.zone)),
        };
        let number = case.number.to_string();
        Self {
            about: case.title.clone(),
            tables: vec![facts(story, wording), promises(story, wording), moments(story, wording)],
            pictures: story.shown().map(picture).collect(),
            ..Self::blank(
                wording,
                &story.organisation,
                &wording.fill("Ticket {ticket}", &[("ticket", &number)]),
                (story.now, &story.zone),
            )
        }
    }
}

fn facts(story: &Story, wording: &Wording) -> Table {
    let case = &story.case;
    let at = |at: Option<Instant>| at.map(|at| wording.instant(at, &story.zone)).unwrap_or_default();
    let stage = case.stage.word().replace('_', " ");
    let facts = [
        ("Status", wording.say(&stage).to_owned()),
        ("Priority", wording.say(case.priority.word()).to_owned()),
        ("Trade", wording.trade(case.category)),
        ("Labels", case.labelled()),
        ("Place", story.place.clone()),
        ("Owner", story.owner.clone()),
        ("Reporter", story.reporters.join(", ")),
        ("Reported", at(Some(case.opened_at))),
        ("Answered", at(case.acknowledged_at)),
        ("Fixed", at(case.fixed_at)),
        ("Verified", at(case.verified_at)),
        ("Reopened, times", case.reopened.to_string()),
    ];
    let known = facts.into_iter().filter(|(_, said)| !said.is_empty());
    Table {
        title: String::new(),
        note: String::new(),
        head: Vec::new(),
        widths: vec![1, 3],
        lines: known.map(|(what, said)| vec![Field::new(wording.say(what)), Field::new(said)]).collect(),
    }
}

fn promises(story: &Story, wording: &Wording) -> Table {
    let line = |kept: &crate::Kept| {
        let target = promise(kept.target);
        let over = kept.over_us.map(|us| wording.length(us)).unwrap_or_default();
        let outcome = wording.say(if kept.is_met { "Kept" } else { "Missed" }).to_owned();
        let at = wording.instant(kept.at, &story.zone);
        [wording.say(target).to_owned(), outcome, at, over].map(Field::new).into()
    };
    let heads = ["Promise", "Status", "When", "Over by"].map(|head| wording.say(head).to_owned());
    Table {
        title: wording.say("Promises").to_owned(),
        note: String::new(),
        head: heads.into(),
        widths: vec![2, 2, 3, 2],
        lines: story.case.kept.iter().map(line).collect(),
    }
}

fn moments(story: &Story, wording: &Wording) -> Table {
    let line = |moment: &Moment| {
        let at = moment.at.in_zone(&story.zone).strftime("%Y-%m-%d %H:%M").to_string();
        [at, moment.who.clone(), moment.what.clone()].map(Field::new).into()
    };
    let note = if story.is_cut { "The last lines; the whole story is in the proof pack." } else { "" };
    Table {
        title: wording.say("What happened").to_owned(),
        note: wording.say(note).to_owned(),
        head: ["When", "Who", "What"].map(|head| wording.say(head).to_owned()).into(),
        widths: vec![3, 4, 10],
        lines: story.moments.iter().map(line).collect(),
    }
}
