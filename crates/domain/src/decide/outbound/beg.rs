//! That somebody cannot do their work today and says why, to those who may excuse it.

use super::chosen::{leads, patiently};
use super::names::{named, person_name};
use super::words;
use crate::choice::{Cause, Choice, Offer};
use crate::decide::reply::{Reply, Said};
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId};
use crate::ladder::Reached;
use crate::message::Subject;
use crate::outbound::{Outbound, Purpose, Wanted};
use crate::request::Stamp;
use crate::situation::Situation;
use crate::wording::{Sentence, texts};

/// Ids of a stamp from here on name these messages: below that of an answer.
const IDS_FROM: u64 = 900;

/// Asks those who lead to excuse a day for the reason that was given, in its own words; nobody who was asked and has not
/// answered is asked again.
pub(in crate::decide) fn beg(situation: &Situation, stamp: Stamp, reply: &Reply, changes: &mut Vec<Change>) {
    let (Said::Begged(because), Some(about)) = (&reply.said, reply.about.first()) else { return };
    let sender = changes.iter().find_map(|change| match &change.event {
        Event::MessageInterpreted { message, .. } => situation.message(message).map(|heard| heard.sender.clone()),
        _ => None,
    });
    let Some(sender) = sender else { return };
    let is_asked = |to: &PersonId| {
        let it = |said: &&Outbound| said.purpose == Purpose::Escalation && said.rung == Reached::SKIPPED;
        let stands = situation.outbounds.values().filter(|said| said.stands());
        stands.filter(it).any(|said| said.to == *to && said.about.contains(about) && said.chosen.is_none())
    };
    let people = leads(situation, about).into_iter().map(|to| situation.directory.reached_at(&to, stamp.at).clone());
    let people = people.filter(|to| *to != sender && !situation.directory.is_erased(to) && !is_asked(to));
    let asked = people.zip(IDS_FROM..).filter_map(|(to, id)| {
        let outbound = OutboundId::new(stamp.id(id));
        ask(situation, stamp, (outbound, to), about, (&sender, because))
    });
    let asked: Vec<Change> = asked.collect();
    changes.extend(asked);
}

fn ask(
    situation: &Situation,
    stamp: Stamp,
    (outbound, to): (OutboundId, PersonId),
    about: &Subject,
    (sender, because): (&PersonId, &str),
) -> Option<Change> {
    let Subject::Task(task, _) = about else { return None };
    let task = situation.directory.tasks.get(task)?;
    let language = words::language(situation, &to).to_owned();
    let texts = texts(&language);
    let (task, person) = (named(situation, task), person_name(situation, texts, sender));
    let gaps = [("task", task), ("person", person), ("reason", because.to_owned())];
    let text = words::spoken(situation, texts, Sentence::Skip, &gaps);
    let template = Some(words::filled(Sentence::Skip, &gaps));
    let wanted = Wanted {
        outbound,
        to,
        purpose: Purpose::Escalation,
        about: vec![about.clone()],
        rung: Reached::SKIPPED,
        language,
        not_before: patiently(situation, stamp.at, about),
        offer: Offer::of([Choice::Excuse(Cause::Other), Choice::Insist]),
        onto: None,
    };
    Some(Event::OutboundWanted(wanted).with(Personal { template, ..Personal::text(text) }))
}
