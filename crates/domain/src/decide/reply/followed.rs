//! What follows an answer that was chosen: its words, and what they offer next.

use super::cards;
use crate::choice::{Cause, Choice, Offer, load};
use crate::message::Subject;
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};
use crate::time::Instant;
use crate::wording::choices::{Titles, titles};
use crate::wording::fill;

/// Promises that are offered, in minutes.
const WITHIN: [u16; 3] = [30, 60, 120];

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::decide) enum Followed {
    Recorded,
    PhotoNext,
    FaultFound,
    HowLong(Instant),
    /// A time for a job, unless whoever gives it names another.
    Later(Instant),
    Promised(Instant),
    WhySkip,
    SkipAsked,
    Insisted,
    CheckIn,
    HelpComes,
    Accepted,
    Declined,
    WhoTakes,
    Snoozed(Instant),
    Settled,
    NotMeant,
}

impl Followed {
    /// The words, and what they offer.
    pub(super) fn words(
        self,
        situation: &Situation,
        language: &str,
        now: Instant,
        about: Option<&Subject>,
    ) -> (String, Option<Offer>) {
        let texts = titles(language);
        let name = name(situation, about);
        let site = site(situation, about);
        let clock = |at| cards::clock(situation.zone_of(site), now, at);
        let (text, time) = self.text(texts);
        let time = time.map(clock).unwrap_or_default();
        let gaps = [("task", name.as_str()), ("ticket", name.as_str()), ("time", time.as_str())];
        (fill(text, &gaps), self.offer(situation, about))
    }

    fn text(self, texts: &Titles) -> (&'static str, Option<Instant>) {
        match self {
            Self::Recorded => (texts.recorded, None),
            Self::PhotoNext => (texts.photo_next, None),
            Self::FaultFound => (texts.fault_found, None),
            Self::HowLong(until) => (texts.how_long, Some(until)),
            Self::Promised(until) | Self::Later(until) => (texts.promised, Some(until)),
            Self::WhySkip => (texts.why_skip, None),
            Self::SkipAsked => (texts.skip_asked, None),
            Self::Insisted => (texts.insisted, None),
            Self::CheckIn => (texts.check_in, None),
            Self::HelpComes => (texts.help_comes, None),
            Self::Accepted => (texts.accepted, None),
            Self::Declined => (texts.declined, None),
            Self::WhoTakes => (texts.who_takes, None),
            Self::Snoozed(at) => (texts.snoozed, Some(at)),
            Self::Settled => (texts.settled, None),
            Self::NotMeant => (texts.not_meant, None),
        }
    }

    fn offer(self, situation: &Situation, about: Option<&Subject>) -> Option<Offer> {
        match self {
            Self::HowLong(_) | Self::Later(_) => Offer::of(WITHIN.map(Choice::Within)),
            Self::WhySkip => Offer::of(Cause::ALL.iter().map(|cause| Choice::Because(*cause))),
            Self::CheckIn => Some(Offer::Location),
            Self::Accepted => Offer::of([Choice::OnSite, Choice::Parts, Choice::Done]),
            Self::WhoTakes => {
                let ticket = about.and_then(|subject| match subject {
                    Subject::Ticket(number) => situation.tickets.get(number),
                    Subject::Task(..) => None,
                })?;
                Offer::of(candidates(situation, ticket).into_iter().map(Choice::Give))
            }
            Self::Recorded
            | Self::PhotoNext
            | Self::FaultFound
            | Self::Promised(_)
            | Self::SkipAsked
            | Self::Insisted
            | Self::HelpComes
            | Self::Declined
            | Self::Snoozed(_)
            | Self::Settled
            | Self::NotMeant => None,
        }
    }
}

/// That days of tasks are excused, by name, and why.
pub(super) fn excused(situation: &Situation, language: &str, about: &[Subject], because: &str) -> String {
    let names: Vec<String> = about.iter().map(|subject| name(situation, Some(subject))).collect();
    fill(titles(language).excused, &[("task", &names.join(", ")), ("reason", because)])
}

/// Who may be given a ticket: companies that are called for its trade first, then those who work at its site, each with
/// less to do before those with more.
fn candidates(situation: &Situation, ticket: &Ticket) -> Vec<Assignee> {
    let directory = &situation.directory;
    let vendors = directory.vendors.values().map(|vendor| {
        let is_trade = vendor.categories.contains(&ticket.category);
        (!is_trade, Assignee::Vendor(vendor.id.clone()))
    });
    let here =
        |site: Option<&crate::id::SiteId>| site.is_none() || ticket.site.is_none() || site == ticket.site.as_ref();
    let people = directory.people.values().filter(|person| {
        person.role.does_work() && person.vendor.is_none() && here(person.site.as_ref()) && !person.is_erased()
    });
    let people = people.map(|person| (false, Assignee::Person(person.id.clone())));
    let mut found: Vec<(bool, usize, Assignee)> =
        vendors.chain(people).map(|(is_other, one)| (is_other, load(situation, &one), one)).collect();
    found.retain(|(_, _, one)| ticket.assignee.as_ref() != Some(one));
    found.sort();
    found.into_iter().map(|(_, _, one)| one).collect()
}

fn name(situation: &Situation, about: Option<&Subject>) -> String {
    match about {
        Some(Subject::Ticket(number)) => number.to_string(),
        Some(Subject::Task(task, _)) => {
            situation.directory.tasks.get(task).map_or_else(String::new, |task| cards::short(&task.name))
        }
        None => String::new(),
    }
}

fn site<'a>(situation: &'a Situation, about: Option<&Subject>) -> Option<&'a crate::id::SiteId> {
    match about? {
        Subject::Ticket(number) => situation.tickets.get(number)?.site.as_ref(),
        Subject::Task(task, _) => situation.directory.tasks.get(task)?.site.as_ref(),
    }
}
