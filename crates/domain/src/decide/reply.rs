//! What whoever gave an order or asked a question is to hear, as one message; never more than a day's share.

mod calls;
mod cards;
mod followed;
mod lists;
mod shifts;

pub(super) use followed::Followed;

use super::excuses::Because;
use crate::choice::{Choice, Offer};
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId, TicketNumber};
use crate::message::Subject;
use crate::order::Spot;
use crate::outbound::{Filled, Gist, Outbound, Purpose, Wanted};
use crate::request::Stamp;
use crate::situation::Situation;
use crate::ticket::Assignee;
use crate::time::Instant;
use crate::wording::choices::titles;
use crate::wording::{Replies, fill, replies, speaks};
use std::collections::BTreeMap;

/// Replies to one person in a day: somebody who asks more often is no person.
const A_DAY_MAX: usize = 60;
/// Whoever told us hears how the same ticket stands at most so often, in minutes.
const NEWS_MINUTES: f64 = 60.0;
/// A day, in minutes.
const DAY_MINUTES: f64 = 1_440.0;
/// The id of a stamp that names a reply; other outbound messages have lower and higher ones.
const ID: u64 = 999;

/// What somebody is to hear.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) to: PersonId,
    pub(super) language: String,
    pub(super) about: Vec<Subject>,
    pub(super) said: Said,
}

/// What it says.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// It is done; how the ticket stands now.
    Obeyed,
    /// It is so already.
    Standing,
    /// How a ticket stands, to whoever leads or works on it.
    Card,
    /// How a ticket stands, to whoever told us.
    News,
    Undone,
    Noted,
    Merged(TicketNumber),
    LeadsOnly,
    ManagersOnly,
    /// Nothing that it would cost waits for a yes.
    NoQuote,
    /// The pause that began then is contested, and managers are asked.
    Contested(Instant),
    /// No pause is left to contest.
    NoPause,
    OthersWork,
    OwnWork,
    NotNow,
    /// There is no such ticket.
    Missing(TicketNumber),
    WhyHold,
    Stranger(String),
    Namesakes(Vec<Assignee>),
    Lasting,
    MovedOn,
    Overview,
    Open(Spot),
    Overdue(Spot),
    /// What somebody has to do.
    Mine(PersonId),
    OnShift(Spot),
    /// Who is on call by turns.
    OnCall(Spot),
    /// Somebody stands in.
    Swapped,
    /// They do not, after all.
    SwappedBack,
    /// Who is to stand in for whom, or until when, was not understood.
    NoSwap,
    /// Who holds a shared phone from now on, and until when.
    Held(PersonId, Instant),
    /// Nobody here is called so; nobody holds it by name.
    Unheld(String),
    /// Somebody who may not hold it; nobody does by name.
    CannotHold(PersonId),
    /// Several are called so; nobody holds it by name.
    WhoHolds(Vec<Assignee>),
    /// Whoever leads is asked to excuse a day, for this reason.
    Begged(Because),
    /// Days of tasks are excused, and why.
    Excused(String),
    /// What follows an answer that was chosen.
    Followed(Followed),
    /// One of several things that a message of ours speaks of, as it is said alone.
    One(OutboundId),
    /// What a message was meant as, with the answers to choose from.
    Asked(Asked, Vec<Choice>),
    /// Which of several days is not done, for this reason where one was given.
    Which(String, Vec<Choice>),
}

/// What is asked of whoever said something.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// Whether it is a problem.
    Problem,
    /// Whether what opened a ticket is a new problem.
    New,
    /// Whether what was added to a ticket belongs there.
    Same,
}

/// Adds a reply to what follows.
pub(super) fn want(situation: &Situation, stamp: Stamp, reply: &Reply, changes: &mut Vec<Change>) {
    let is_heard = !situation.directory.is_erased(&reply.to) && !is_too_much(situation, reply, stamp.at);
    if !is_heard {
        return;
    }
    let texts = match speaks(&reply.language) {
        true => replies(&reply.language),
        false => replies(super::outbound::language(situation, &reply.to)),
    };
    let (text, about, offer) = words(situation, texts, stamp.at, reply, changes);
    let rung = asked_of(situation, reply).map_or(0, |asked| asked.rung);
    let wanted = Wanted {
        outbound: OutboundId::new(stamp.id(ID)),
        to: reply.to.clone(),
        purpose: Purpose::Reply,
        about,
        rung,
        language: texts.language.to_owned(),
        not_before: stamp.at,
        offer,
        onto: None,
    };
    let template = reason(&reply.said);
    changes.push(Event::OutboundWanted(wanted).with(Personal { template, ..Personal::text(text) }));
}

/// The reason that is asked about, kept beside the words for whoever excuses it: as what fills a template without a name, which
/// WhatsApp never has.
fn reason(said: &Said) -> Option<Filled> {
    let Said::Which(because, _) = said else { return None };
    let gaps = BTreeMap::from([("reason".to_owned(), because.clone())]);
    (!because.is_empty()).then(|| Filled { name: String::new(), gaps })
}

/// The message of ours that spoke of several things, where one of them is said alone.
fn asked_of<'a>(situation: &'a Situation, reply: &Reply) -> Option<&'a Outbound> {
    let Said::One(asked) = &reply.said else { return None };
    situation.outbounds.get(asked)
}

/// Whether a person heard enough replies today, or just now how the same ticket stands.
fn is_too_much(situation: &Situation, reply: &Reply, at: Instant) -> bool {
    let within = |minutes| {
        move |said: &Gist<'_>| {
            said.purpose == Purpose::Reply && *said.to == reply.to && at.minutes_since(said.not_before) < minutes
        }
    };
    let is_told = matches!(reply.said, Said::News)
        && situation.standing().filter(within(NEWS_MINUTES)).any(|told| told.about == reply.about);
    is_told || situation.standing().filter(within(DAY_MINUTES)).count() >= A_DAY_MAX
}

/// The words, and what they speak of.
fn words(
    situation: &Situation,
    texts: &Replies,
    at: Instant,
    reply: &Reply,
    changes: &[Change],
) -> (String, Vec<Subject>, Option<Offer>) {
    if let Said::Excused(because) = &reply.said {
        let text = followed::excused(situation, texts.language, &reply.about, because);
        return (text, reply.about.clone(), None);
    }
    let followed = match &reply.said {
        Said::Followed(followed) => Some(*followed),
        Said::Begged(_) => Some(Followed::SkipAsked),
        _ => None,
    };
    if let Some(followed) = followed {
        let (text, offer) = followed.words(situation, texts.language, at, reply.about.first());
        return (text, reply.about.clone(), offer);
    }
    if let Some((asked, subject)) = asked_of(situation, reply).zip(reply.about.first()) {
        let said = super::outbound::alone(situation, texts.language, (asked, subject), at);
        let (text, offer) = said.unwrap_or_else(|| (titles(texts.language).settled.to_owned(), None));
        return (text, reply.about.clone(), offer);
    }
    let ticket = reply.about.iter().find_map(|subject| match subject {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    });
    if let Some((text, offer)) = question(texts.language, ticket, &reply.said) {
        return (text, reply.about.clone(), offer);
    }
    let listed = match &reply.said {
        Said::Overview => Some((lists::overview(situation, texts, at), Vec::new())),
        Said::Open(spot) => Some(lists::open(situation, texts, at, spot)),
        Said::Overdue(spot) => Some(lists::overdue(situation, texts, at, spot)),
        Said::Mine(person) => Some(lists::mine(situation, texts, at, person)),
        Said::OnShift(spot) => Some(calls::at_work(situation, texts, at, spot)),
        Said::OnCall(spot) => Some((calls::on_call(situation, texts, at, spot), Vec::new())),
        Said::Swapped | Said::SwappedBack => Some((calls::swapped(situation, texts, changes), Vec::new())),
        Said::NoSwap => Some((texts.no_swap.to_owned(), Vec::new())),
        Said::Held(..) | Said::Unheld(_) | Said::CannotHold(_) | Said::WhoHolds(_) => {
            Some((cards::of_phone(situation, texts, at, reply), Vec::new()))
        }
        Said::Missing(number) => Some((fill(texts.missing, &[("ticket", &number.to_string())]), Vec::new())),
        _ => None,
    };
    let card = || {
        let number = ticket.unwrap_or(TicketNumber(0));
        cards::of_ticket(situation, texts, at, number, changes, &reply.said)
    };
    let (text, about) = listed.unwrap_or_else(|| (card(), reply.about.clone()));
    (text, about, None)
}

/// A question, and the answers to choose from.
fn question(language: &str, ticket: Option<TicketNumber>, said: &Said) -> Option<(String, Option<Offer>)> {
    let titles = titles(language);
    let (text, choices) = match said {
        Said::Asked(Asked::Problem, choices) => (titles.is_problem, choices),
        Said::Asked(Asked::New, choices) => (titles.is_new, choices),
        Said::Asked(Asked::Same, choices) => (titles.is_same, choices),
        Said::Which(_, choices) => (titles.which, choices),
        _ => return None,
    };
    let number = ticket.map(|number| number.to_string()).unwrap_or_default();
    Some((fill(text, &[("ticket", &number)]), Offer::of(choices.iter().cloned())))
}
