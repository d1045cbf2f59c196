//! What is to be said because of what happened: asking, telling and taking back; nothing of it because of an import.

mod answered;
mod chosen;
mod cost;
mod folded;
mod handout;
mod language;
mod letter;
mod manners;
mod names;
mod near;
mod nod;
mod offers;
mod pause;
mod shift;
mod told;
mod trial;
mod wish;
mod words;

pub(super) use answered::is_open;
use answered::{Answered, lost, reported};
pub(super) use chosen::beg;
use folded::want;
pub(super) use handout::hand_out;
pub(super) use language::language;
pub(super) use letter::write;
pub(super) use nod::nod;
pub(super) use told::is_known;
use told::rung_about;
pub(super) use trial::try_out;
pub(super) use wish::Wish;

use crate::choice::Offer;
use crate::event::{Change, Event};
use crate::id::{OutboundId, PersonId, TaskId};
use crate::ladder::{Audience, Cause, Reached};
use crate::message::Subject;
use crate::outbound::{Outbound, Purpose, State, Withdrawal};
use crate::policy::agenda;
use crate::policy::ladder::{self, Rung};
use crate::refusal::Refusal;
use crate::request::Stamp;
use crate::situation::Situation;
use crate::task::TaskKind;
use crate::time::{Day, Instant};
use jiff::ToSpan as _;
use std::collections::BTreeSet;

/// When no live message came for so long, the channel may be deaf, and nobody is accused, in minutes: two days.
const DEAF_MINUTES: f64 = 2.0 * 1_440.0;
/// People told at one rung.
const TOLD_MAX: usize = 5;
/// One person hears the same of one ticket at most so often, in minutes.
const AGAIN_MINUTES: f64 = 60.0;
/// From this hour on nothing is said that can wait until the morning.
const QUIET_FROM: i8 = 22;
/// Until this hour.
const QUIET_UNTIL: i8 = 7;

/// Takes back what changes answer. What was asked in the same message and not answered is left to be asked again.
pub(super) fn take_back(situation: &Situation, changes: &mut Vec<Change>) -> Vec<Wish> {
    let by = |change: &Change| {
        [Answered::by(situation, &change.event), Answered::promised(situation, &change.event)].into_iter().flatten()
    };
    let answered: Vec<Answered> = changes.iter().flat_map(by).collect();
    // Most messages answer nothing: then what was sent is not looked through.
    let mut left = if answered.is_empty() { Vec::new() } else { settled(situation, &answered, changes) };
    left.extend(answered_meanwhile(situation, changes));
    left.extend(unheard(situation, changes));
    letter::unquoted(situation, changes);
    left
}

/// Takes back what was answered, and gives back what is to be said anew without it.
fn settled(situation: &Situation, answered: &[Answered], changes: &mut Vec<Change>) -> Vec<Wish> {
    let is_settled = |outbound: &Outbound, subject| answered.iter().any(|answer| answer.settles(outbound, subject));
    let mut left = Vec::new();
    for outbound in situation.outbounds.values() {
        let open = || outbound.about.iter().filter(|subject| !is_settled(outbound, subject));
        let is_taken_back = match outbound.state {
            State::Waiting => open().count() < outbound.about.len(),
            // What may be on the other's phone already is only kept from being sent again.
            State::Begun => !outbound.about.is_empty() && open().next().is_none(),
            State::Sent | State::Delivered | State::Read | State::Failed | State::Withdrawn | State::Declined => false,
        };
        if !is_taken_back {
            continue;
        }
        left.extend(open().filter_map(|subject| again(situation, outbound, subject)));
        let reason = Withdrawal::Answered;
        changes.push(Event::OutboundWithdrawn { outbound: outbound.id.clone(), reason }.into());
    }
    left
}

/// Takes back what asks about days of which nobody knows whether they were reported.
fn unheard(situation: &Situation, changes: &mut Vec<Change>) -> Vec<Wish> {
    let days: Vec<Subject> = changes.iter().filter_map(|change| lost(&change.event)).collect();
    let mut left = Vec::new();
    if days.is_empty() {
        return left;
    }
    for outbound in situation.outbounds.values().filter(|outbound| outbound.state == State::Waiting) {
        if !outbound.about.iter().any(|subject| days.contains(subject)) {
            continue;
        }
        left.extend(
            outbound
                .about
                .iter()
                .filter(|subject| !days.contains(subject))
                .filter_map(|subject| again(situation, outbound, subject)),
        );
        let reason = Withdrawal::Unheard;
        changes.push(Event::OutboundWithdrawn { outbound: outbound.id.clone(), reason }.into());
    }
    left
}

/// Takes back what would leave once more, because the channel did not take it or nobody knows whether it did, and was answered
/// in part while it was on its way.
fn answered_meanwhile(situation: &Situation, changes: &mut Vec<Change>) -> Vec<Wish> {
    let leaves_again = changes.iter().find_map(|change| match &change.event {
        Event::OutboundFailed { outbound, again_at: Some(_), .. } => situation.outbounds.get(outbound),
        Event::OutboundBegun { outbound, .. } => {
            situation.outbounds.get(outbound).filter(|outbound| outbound.state == State::Begun)
        }
        _ => None,
    });
    let Some(outbound) = leaves_again else { return Vec::new() };
    let open: Vec<&Subject> = outbound.about.iter().filter(|subject| is_open(situation, outbound, subject)).collect();
    if open.len() == outbound.about.len() {
        return Vec::new();
    }
    changes.retain(|change| !matches!(change.event, Event::OutboundBegun { .. }));
    let reason = Withdrawal::Answered;
    changes.push(Event::OutboundWithdrawn { outbound: outbound.id.clone(), reason }.into());
    open.into_iter().filter_map(|subject| again(situation, outbound, subject)).collect()
}

/// Adds what is to be said: what is wished already, and what is because of changes, or because it is due.
pub(super) fn say(
    situation: &Situation,
    stamp: Stamp,
    is_lapse: bool,
    mut wishes: Vec<Wish>,
    changes: &mut Vec<Change>,
) {
    if is_lapse {
        wishes.extend(climb(situation, stamp, changes));
    }
    wishes.extend(changes.iter().flat_map(|change| manners::wishes(situation, stamp.at, change, changes)));
    wishes.extend(changes.iter().flat_map(|change| chosen::wishes(situation, stamp.at, change, changes)));
    wishes.extend(changes.iter().flat_map(|change| shift::wishes(situation, stamp.at, change)));
    let wished = told::wished(situation, &wishes);
    want(situation, stamp, wishes, changes);
    told::note(situation, stamp.at, &wished, changes);
}

/// One subject of a message, to be said anew without the others.
fn again(situation: &Situation, outbound: &Outbound, subject: &Subject) -> Option<Wish> {
    let line = line(situation, (outbound.purpose, outbound.rung), subject)?;
    let when = (outbound.rung, outbound.not_before);
    Some(Wish::new(outbound.to.clone(), outbound.purpose, subject, line, when).anew())
}

/// The words for one of several subjects of a message, as if it spoke of nothing else, and the answers that go with them.
pub(super) fn alone(
    situation: &Situation,
    language: &str,
    (asked, subject): (&Outbound, &Subject),
    at: Instant,
) -> Option<(String, Option<Offer>)> {
    let wish = Wish { not_before: at, ..again(situation, asked, subject)? };
    let (text, _, offer) = words::said(situation, language, &[wish], &[]);
    Some((text, offer))
}

/// What is said of one subject alone, for such a reason on such a step; none where that cannot be told from them.
fn line(situation: &Situation, (purpose, rung): (Purpose, u8), subject: &Subject) -> Option<words::Line> {
    let is_begun = |task: &TaskId, day: Option<Day>| {
        let day = day.and_then(|day| situation.occurrences.get(&(task.clone(), day)));
        day.is_some_and(|day| !day.visits.is_empty())
    };
    Some(match (purpose, subject) {
        (Purpose::Reminder, Subject::Task(task, day)) => match situation.directory.tasks.get(task)?.kind {
            _ if rung == Reached::PHOTO => words::Line::Photo,
            TaskKind::Task => words::Line::Pending,
            // Whoever is on the way is told what is missing.
            TaskKind::Patrol if is_begun(task, *day) => words::Line::Pending,
            TaskKind::Patrol => words::Line::Patrol,
            TaskKind::Handover => words::Line::Handover,
        },
        (Purpose::Escalation, Subject::Task(task, _)) => match situation.directory.tasks.get(task)?.kind {
            TaskKind::Handover => words::Line::Unaccepted,
            TaskKind::Task | TaskKind::Patrol => words::Line::Unreported,
        },
        (Purpose::Escalation | Purpose::Reminder, Subject::Ticket(_)) => match near::target(purpose, rung) {
            Some(target) => words::Line::Near(target),
            // Also where somebody declined: who it was is known only while it happens.
            None => words::Line::Rung(Cause::of_rung(rung), purpose == Purpose::Reminder),
        },
        (Purpose::Verification, Subject::Ticket(_)) => words::Line::Verify,
        (Purpose::Assignment, Subject::Ticket(_)) => words::Line::Assigned,
        (Purpose::Acknowledgement, Subject::Ticket(_)) => words::Line::Acknowledged,
        (Purpose::Progress, Subject::Ticket(_)) => words::Line::Progress,
        (Purpose::Closure, Subject::Ticket(_)) => words::Line::Closed,
        (Purpose::Repeat, Subject::Ticket(_)) => words::Line::Repeat,
        (
            Purpose::Reply
            | Purpose::Help
            | Purpose::Warning
            | Purpose::Letter
            | Purpose::Handout
            | Purpose::Handover
            | Purpose::Quote
            | Purpose::Pause
            | Purpose::OnCall
            | Purpose::Nod,
            _,
        ) => return None,
        (
            Purpose::Verification
            | Purpose::Assignment
            | Purpose::Acknowledgement
            | Purpose::Progress
            | Purpose::Repeat
            | Purpose::Closure,
            Subject::Task(..),
        ) => return None,
    })
}

/// What the clock makes due of days of tasks: reminders and escalations.
fn climb(situation: &Situation, stamp: Stamp, changes: &[Change]) -> Vec<Wish> {
    if !is_listening(situation, stamp.at) {
        return Vec::new();
    }
    let over = |change: &Change| reported(&change.event).or_else(|| lost(&change.event));
    let ended: BTreeSet<Subject> = changes.iter().filter_map(over).collect();
    let asked: BTreeSet<(&Subject, Purpose, u8)> = situation
        .standing()
        .flat_map(|said| said.about.iter().map(move |about| (about, said.purpose, rung_about(situation, said, about))))
        .collect();
    let is_due = |rung: &Rung| rung.due <= stamp.at && agenda::is_fresh(rung.due, stamp.at);
    let mut wishes = Vec::new();
    for day in situation.occurrences.values() {
        let Some(task) = situation.directory.tasks.get(&day.task) else { continue };
        let subject = Subject::Task(task.id.clone(), Some(day.day));
        let is_deaf = situation.deaf_since(task.site.as_ref(), stamp.at).is_some();
        let rungs = ladder::of_day(&situation.directory, task, day).into_iter();
        for rung in rungs.filter(|rung| !is_deaf && is_due(rung)) {
            if ended.contains(&subject) || asked.contains(&(&subject, rung.purpose, rung.rung)) {
                continue;
            }
            let Some(line) = line(situation, (rung.purpose, rung.rung), &subject) else { continue };
            let is_urgent = task.kind != TaskKind::Task || rung.audience == Audience::Assignee;
            let site = task.site.as_ref();
            let not_before = if is_urgent { stamp.at } else { after_quiet(situation, site, stamp.at) };
            let mut people = audience(situation, rung.audience, task.owers(), site);
            if rung.purpose == Purpose::Escalation {
                people.retain(|person| !task.owers().contains(person));
            }
            wishes.extend(people.into_iter().map(|to| {
                let (purpose, about) = (rung.purpose, subject.clone());
                Wish::new(to, purpose, &about, line.clone(), (rung.rung, not_before))
            }));
        }
    }
    wishes
}

/// A member's word that something is not to be said.
pub(super) fn decline(situation: &Situation, id: &OutboundId) -> Result<Vec<Change>, Refusal> {
    let outbound = situation.outbounds.get(id).ok_or_else(|| Refusal::NoSuchOutbound(id.clone()))?;
    let reason = Withdrawal::Declined;
    let declined = Event::OutboundWithdrawn { outbound: id.clone(), reason }.into();
    let is_open = matches!(outbound.state, State::Waiting | State::Begun | State::Failed);
    Ok(if is_open { vec![declined] } else { Vec::new() })
}

/// Whether live messages came lately, so that silence means silence.
pub(super) fn is_listening(situation: &Situation, at: Instant) -> bool {
    let last = situation.latest().find(|heard| heard.import.is_none());
    last.is_some_and(|heard| at.minutes_since(heard.sent_at) <= DEAF_MINUTES)
}

fn audience(
    situation: &Situation,
    audience: Audience,
    owers: &[PersonId],
    site: Option<&crate::id::SiteId>,
) -> Vec<PersonId> {
    use crate::directory::Role;
    let of_role = |role: Role| -> Vec<PersonId> {
        let people = situation.directory.people.values().filter(|person| person.role == role);
        let here = people.filter(|person| person.site.is_none() || site.is_none() || person.site.as_ref() == site);
        here.map(|person| person.id.clone()).take(TOLD_MAX).collect()
    };
    let supervisors = || of_role(Role::Supervisor);
    match audience {
        Audience::Assignee => owers.iter().take(TOLD_MAX).cloned().collect(),
        Audience::Supervisors if supervisors().is_empty() => of_role(Role::Manager),
        Audience::Supervisors => supervisors(),
        // Who heard it on the rung before hears it once.
        Audience::Managers if supervisors().is_empty() => Vec::new(),
        Audience::Managers => of_role(Role::Manager),
    }
}

/// The same instant, or the end of the night it falls into.
pub(super) fn after_quiet(situation: &Situation, site: Option<&crate::id::SiteId>, at: Instant) -> Instant {
    let zone = situation.zone_of(site);
    let wall = at.in_zone(zone).datetime();
    if (QUIET_UNTIL..QUIET_FROM).contains(&wall.hour()) {
        return at;
    }
    let day = if wall.hour() >= QUIET_FROM { wall.date().saturating_add(1.day()) } else { wall.date() };
    zone.instant(day.at(QUIET_UNTIL, 0, 0, 0))
}
