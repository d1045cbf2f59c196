//! Visits of checkpoints: which round they belong to, and how it ends.

use super::outbound::language;
use crate::event::{Change, Event};
use crate::id::{MessageId, PlaceId};
use crate::message::{Band, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::Order;
use crate::policy::matching;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::tour::{Proof, Shown, Tour, Visit, Visited, checkpoint, flags, rounds};

/// Takes a message as a visit of a checkpoint. Where nobody of whoever sent it walks a round there now, it is refused, so
/// that it is read as any other message.
pub(super) fn visit(situation: &Situation, message: &MessageId, shown: &Shown) -> Result<Vec<Change>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let rounds = rounds(situation, heard);
    let round = rounds.into_iter().find(|(tour, ..)| tour.checkpoints.contains(&shown.place));
    let (tour, task, day) = round.ok_or_else(|| Refusal::NoRound(shown.place.clone()))?;
    let meaning = Interpretation {
        by: Reader::Embedded(Order::RULES.to_owned()),
        kind: Kind::Checkin,
        category: None,
        priority: None,
        place: Some(shown.place.clone()),
        about: Some(Subject::Task(task.id.clone(), Some(day.day))),
        confidence: 1.0,
        band: Band::Act,
        language: language(situation, &heard.sender).to_owned(),
    };
    let read = Event::MessageInterpreted { message: message.clone(), meaning }.into();
    Ok(std::iter::once(read).chain(visited(situation, (tour, task, day), heard, shown)).collect())
}

/// What a report of a patrol shows of its tour, by the place that it names.
pub(super) fn report(
    situation: &Situation,
    (tour, task, day): (&Tour, &Task, &Occurrence),
    heard: &Heard,
    place: Option<&PlaceId>,
) -> Vec<Change> {
    if let Some(place) = place.and_then(|place| checkpoint(&situation.directory, tour, place)) {
        let proof = if matching::is_picture(heard) { Proof::Photo } else { Proof::Words };
        let shown = Shown { place: place.clone(), proof, is_old: false };
        return visited(situation, (tour, task, day), heard, &shown);
    }
    // Who says that it is done and names no checkpoint has walked a part of it at best.
    let outcome = match matching::outcome(situation, task, day, heard, place) {
        // A pin from elsewhere takes nothing from what was shown already.
        Outcome::WrongPlace if !day.visits.is_empty() => return Vec::new(),
        Outcome::WrongPlace => Outcome::WrongPlace,
        _ => Outcome::Partial,
    };
    let ended = matching::improves(day.outcome, outcome).then(|| self::ended(day, outcome, heard));
    ended.into_iter().collect()
}

/// Records a visit, unless it was shown already, and how the round ends by it.
fn visited(
    situation: &Situation,
    (tour, task, day): (&Tour, &Task, &Occurrence),
    heard: &Heard,
    shown: &Shown,
) -> Vec<Change> {
    let flags = flags(situation, tour, day, heard, shown);
    let mut known = day.visits.iter().filter(|visit| visit.place == shown.place);
    if known.any(|known| known.flags.is_empty() || !flags.is_empty()) {
        return Vec::new();
    }
    let (place, by, message) = (shown.place.clone(), heard.sender.clone(), heard.id.clone());
    let visit = Visit { place, at: heard.sent_at, by, message, proof: shown.proof, flags };
    let mut visits = day.visits.clone();
    visits.push(visit.clone());
    let is_over = heard.sent_at > day.closes_at() || day.outcome.is_some();
    let outcome = whole(tour, day, &visits).or(is_over.then_some(Outcome::Partial));
    let ended = outcome.filter(|outcome| matching::improves(day.outcome, *outcome));
    let ended = ended.map(|outcome| self::ended(day, outcome, heard));
    let recorded = Event::CheckpointVisited(Visited { task: task.id.clone(), day: day.day, visit }).into();
    std::iter::once(recorded).chain(ended).collect()
}

/// How a round ends of which each checkpoint was visited; none while one is missing.
pub(super) fn whole(tour: &Tour, day: &Occurrence, visits: &[Visit]) -> Option<Outcome> {
    // What was heard last was not always sent last.
    let is_late = tour.checkpoints.iter().any(|checkpoint| {
        let seen = visits.iter().filter(|visit| visit.place == *checkpoint).map(|visit| visit.at);
        seen.min().is_some_and(|first| first > day.until)
    });
    let is_whole = tour.missing(visits).next().is_none();
    is_whole.then_some(if is_late { Outcome::Late } else { Outcome::Done })
}

fn ended(day: &Occurrence, outcome: Outcome, heard: &Heard) -> Change {
    Event::OccurrenceEnded { task: day.task.clone(), day: day.day, outcome, proof: Some(heard.id.clone()) }.into()
}
