//! Asking whoever said something what it was meant as, where a reading leaves that open, and acting on their answer.

use super::reply::{Asked, Followed, Reply, Said};
use super::{corrections, reply};
use crate::choice::{Choice, Chosen};
use crate::event::{Change, Event};
use crate::message::{Band, Circle, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::Order;
use crate::outbound::{Outbound, Purpose};
use crate::refusal::Refusal;
use crate::request::{Correction, Proposal};
use crate::situation::Situation;
use crate::ticket::{Stage, Ticket};
use crate::time::Instant;

/// What was said longer ago is not asked about any more, in minutes.
const ASKED_MINUTES: f64 = 60.0;
/// One person is asked at most so often, in minutes.
const AGAIN_MINUTES: f64 = 60.0;

/// The question that a reading leaves open, where whoever said it said it to us alone and just now.
pub(super) fn question(situation: &Situation, at: Instant, proposal: &Proposal, changes: &[Change]) -> Option<Reply> {
    let alternatives = proposal.alternatives.as_ref()?;
    let heard = situation.message(&proposal.message)?;
    let meaning = read(changes, &proposal.message).filter(|meaning| meaning.band == Band::Ask)?;
    let chat = situation.conversations.get(&heard.conversation)?;
    let is_ours = chat.circle == Circle::Direct && heard.import.is_none() && !heard.forwarded;
    if !is_ours || at.minutes_since(heard.sent_at) >= ASKED_MINUTES || is_asked_lately(situation, heard, at) {
        return None;
    }
    let message = &heard.id;
    let (report, none) = (Choice::IsReport(alternatives.report.clone()), Choice::IsNoReport(message.clone()));
    let about = |number| Choice::IsAbout(message.clone(), number);
    let (asked, choices) = match &meaning.about {
        Some(Subject::Ticket(_)) if meaning.kind == Kind::Issue && proposal.opens => {
            (Asked::New, [Some(report), alternatives.other.map(about), Some(none)])
        }
        Some(Subject::Ticket(number)) if meaning.kind == Kind::Issue => {
            (Asked::Same, [Some(about(*number)), Some(report), Some(none)])
        }
        _ => (Asked::Problem, [Some(report), None, Some(none)]),
    };
    Some(Reply {
        to: heard.identity().clone(),
        language: meaning.language.clone(),
        about: meaning.about.iter().filter(|_| meaning.kind == Kind::Issue).cloned().collect(),
        said: Said::Asked(asked, choices.into_iter().flatten().collect()),
    })
}

fn is_asked_lately(situation: &Situation, heard: &Heard, at: Instant) -> bool {
    let is_question = |said: &&Outbound| {
        let choices = said.offer.as_ref().map(|offer| offer.choices()).unwrap_or_default();
        said.to == *heard.identity() && said.stands() && choices.iter().any(|choice| choice.means().is_some())
    };
    let asked = situation.outbounds.values().filter(is_question);
    asked.map(|said| at.minutes_since(said.wanted_at)).any(|minutes| minutes < AGAIN_MINUTES)
}

/// Whoever is asked what they meant need not hear beside it that it was seen.
pub(super) fn hush(reply: &Reply, changes: &mut Vec<Change>) {
    if let Said::Asked(..) = reply.said {
        changes.retain(|change| match &change.event {
            Event::OutboundWanted(wanted) => wanted.purpose != Purpose::Acknowledgement || wanted.to != reply.to,
            _ => true,
        });
    }
}

/// What follows from what whoever said a message says that it means. What a member said of it stands.
pub(super) fn answer(
    situation: &Situation,
    heard: &Heard,
    asked: &Outbound,
    choice: &Choice,
) -> Result<(Vec<Change>, Option<reply::Reply>), Refusal> {
    let message = choice.means().ok_or_else(|| Refusal::NoSuchChoice(asked.id.clone()))?;
    let meant = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let own = situation.tickets.values().find(|ticket| ticket.opening == *message);
    let mut changes = Vec::new();
    // Nobody's work ends because whoever reported it says that it is another's.
    let ends = |own: &Ticket| is_begun(own) && !matches!(choice, Choice::IsReport(_)) && !is_about(choice, own);
    let is_settled = is_by_member(meant) || own.is_some_and(ends);
    if !is_settled {
        let opened = own.map(|own| own.number);
        let correction = Correction { proposal: said(meant, choice), opened };
        changes = corrections::correct(situation, heard.sent_at, &correction)?;
    }
    let about = read(&changes, message).or(meant.meaning.as_ref()).and_then(|meaning| meaning.about.clone());
    let is_opened = changes.iter().any(|change| matches!(change.event, Event::TicketOpened { .. }));
    let meaning = Interpretation {
        by: Reader::Embedded(Order::RULES.to_owned()),
        language: asked.language.clone(),
        ..plain(Kind::Chatter, about.clone())
    };
    changes.push(Event::MessageInterpreted { message: heard.id.clone(), meaning }.into());
    let chosen = Chosen { message: heard.id.clone(), outbound: asked.id.clone(), choice: choice.clone() };
    changes.push(Event::ChoiceMade(chosen).into());
    let stays = own.is_some() && !changes.iter().any(|change| matches!(change.event, Event::TicketCancelled { .. }));
    let said = match choice {
        _ if is_settled => Followed::Settled,
        Choice::IsNoReport(_) if !stays => Followed::NotMeant,
        _ => Followed::Recorded,
    };
    let (to, language, said) = (heard.identity().clone(), asked.language.clone(), Said::Followed(said));
    let reply = Reply { to, language, about: about.into_iter().collect(), said };
    // A ticket that opens is told of by itself.
    Ok((changes, (!is_opened).then_some(reply)))
}

/// What somebody says that a message of theirs means.
fn said(meant: &Heard, choice: &Choice) -> Proposal {
    let language = meant.meaning.as_ref().map_or("und", |meaning| &meaning.language).to_owned();
    let place = meant.meaning.as_ref().and_then(|meaning| meaning.place.clone());
    let known = meant.meaning.as_ref();
    let (kind, about) = match choice {
        Choice::IsAbout(_, number) => (Kind::Issue, Some(Subject::Ticket(*number))),
        Choice::IsReport(_) => (Kind::Issue, None),
        // What was read as news of work, and is no report, is news of work.
        _ => match known.filter(|known| known.kind != Kind::Issue) {
            Some(known) => (known.kind, known.about.clone()),
            None => (Kind::Chatter, None),
        },
    };
    let meaning = Interpretation { language, place, ..plain(kind, about) };
    let meaning = match choice {
        Choice::IsReport(report) => Interpretation {
            category: Some(report.category),
            priority: Some(report.priority),
            place: report.place.clone(),
            ..meaning
        },
        Choice::IsAbout(..) => Interpretation {
            category: known.and_then(|known| known.category),
            priority: known.and_then(|known| known.priority),
            ..meaning
        },
        _ => meaning,
    };
    Proposal { opens: matches!(choice, Choice::IsReport(_)), ..Proposal::of(meant.id.clone(), meaning) }
}

fn plain(kind: Kind, about: Option<Subject>) -> Interpretation {
    Interpretation {
        by: Reader::Sender,
        kind,
        category: None,
        priority: None,
        place: None,
        about,
        confidence: 1.0,
        band: Band::Act,
        language: "und".to_owned(),
    }
}

fn is_by_member(heard: &Heard) -> bool {
    heard.meaning.as_ref().is_some_and(|meaning| matches!(meaning.by, Reader::Member(_)))
}

fn is_about(choice: &Choice, ticket: &Ticket) -> bool {
    matches!(choice, Choice::IsAbout(_, number) if *number == ticket.number)
}

/// Whether somebody works on it, or did.
fn is_begun(ticket: &Ticket) -> bool {
    !matches!(ticket.stage, Stage::Reported | Stage::Classified | Stage::Assigned)
}

/// What changes say that a message means.
fn read<'a>(changes: &'a [Change], id: &crate::id::MessageId) -> Option<&'a Interpretation> {
    changes.iter().rev().find_map(|change| match &change.event {
        Event::MessageInterpreted { message, meaning } if message == id => Some(meaning),
        _ => None,
    })
}
