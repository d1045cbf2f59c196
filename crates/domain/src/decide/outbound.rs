//! What is to be said because of what happened: asking, telling and taking back; nothing of it because of an import.

mod words;

pub(super) use words::language;

use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId, TicketNumber, VendorId};
use crate::message::{Circle, Subject};
use crate::outbound::{Outbound, Purpose, State, Withdrawal};
use crate::policy::ladder::{self, Audience, Rung};
use crate::refusal::Refusal;
use crate::request::Stamp;
use crate::situation::Situation;
use crate::task::{Outcome, TaskKind};
use crate::ticket::{Assignee, Priority, Stage};
use crate::time::Instant;
use jiff::ToSpan as _;
use std::collections::{BTreeMap, BTreeSet};

/// A rung that was due longer ago is not climbed any more, in minutes: whoever was away is not flooded.
const FRESH_MINUTES: f64 = 240.0;
/// When no live message came for so long, the channel may be deaf, and nobody is accused, in minutes: two days.
const DEAF_MINUTES: f64 = 2.0 * 1_440.0;
/// People told at one rung.
const TOLD_MAX: usize = 5;
/// Messages to one person in a day, patrols and critical tickets aside.
const A_DAY_MAX: usize = 12;
/// One person hears the same of one ticket at most so often, in minutes.
const AGAIN_MINUTES: f64 = 60.0;
/// A day, in minutes.
const DAY_MINUTES: f64 = 1_440.0;
/// How long a photo may follow its words before it is asked for, in minutes.
const PHOTO_MINUTES: i64 = 10;
/// A report that was told longer ago is not asked for its photo any more, in minutes.
const PHOTO_LATE_MINUTES: f64 = 60.0;
/// The rung after the reminder that a report is missing.
const PHOTO_RUNG: u8 = 1;
/// From this hour on leads are left in peace.
const QUIET_FROM: i8 = 22;
/// Until this hour.
const QUIET_UNTIL: i8 = 7;
/// Ids of a stamp from here on name outbound messages.
const IDS_FROM: u64 = 1_000;

/// What is to be said to one person about one thing.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    to: PersonId,
    purpose: Purpose,
    about: Subject,
    rung: u8,
    not_before: Instant,
    line: words::Line,
    /// It was wanted before, together with something that was answered meanwhile.
    again: bool,
}

/// Takes back what changes answer. What was asked in the same message and not answered is left to be asked again.
pub(super) fn take_back(situation: &Situation, changes: &mut Vec<Change>) -> Vec<Wish> {
    let answered: Vec<Answered> = changes.iter().filter_map(|change| Answered::by(&change.event)).collect();
    let is_settled = |outbound: &Outbound, subject| answered.iter().any(|answer| answer.settles(outbound, subject));
    let mut left = Vec::new();
    for outbound in situation.outbounds.values().filter(|outbound| outbound.state == State::Waiting) {
        let open = || outbound.about.iter().filter(|subject| !is_settled(outbound, subject));
        if open().count() == outbound.about.len() {
            continue;
        }
        left.extend(open().filter_map(|subject| again(situation, outbound, subject)));
        let reason = Withdrawal::Answered;
        changes.push(Event::OutboundWithdrawn { outbound: outbound.id.clone(), reason }.into());
    }
    left
}

/// Adds what is to be said: because of changes, because it is due, and what is left of what was taken back.
pub(super) fn say(situation: &Situation, stamp: Stamp, is_lapse: bool, left: Vec<Wish>, changes: &mut Vec<Change>) {
    let mut wishes = left;
    if is_lapse {
        wishes.extend(climb(situation, stamp, changes));
    }
    wishes.extend(changes.iter().filter_map(|change| wish(situation, stamp.at, change, changes)).flatten());
    want(situation, stamp, wishes, changes);
}

/// One subject of a message, to be said anew without the others.
fn again(situation: &Situation, outbound: &Outbound, subject: &Subject) -> Option<Wish> {
    let line = match (outbound.purpose, subject) {
        (Purpose::Reminder, Subject::Task(task, _)) => match situation.directory.tasks.get(task)?.kind {
            _ if outbound.rung == PHOTO_RUNG => words::Line::Photo,
            TaskKind::Task => words::Line::Pending,
            TaskKind::Patrol => words::Line::Patrol,
        },
        (Purpose::Escalation, Subject::Task(..)) => words::Line::Unreported,
        (Purpose::Escalation, Subject::Ticket(_)) => words::Line::Unowned,
        (Purpose::Verification, Subject::Ticket(_)) => words::Line::Verify,
        (Purpose::Assignment, Subject::Ticket(_)) => words::Line::Assigned,
        (Purpose::Acknowledgement, Subject::Ticket(_)) => words::Line::Acknowledged,
        (Purpose::Reply, _)
        | (Purpose::Reminder, Subject::Ticket(_))
        | (Purpose::Verification | Purpose::Assignment | Purpose::Acknowledgement, Subject::Task(..)) => return None,
    };
    let (to, purpose, about) = (outbound.to.clone(), outbound.purpose, subject.clone());
    Some(Wish { to, purpose, about, rung: outbound.rung, not_before: outbound.not_before, line, again: true })
}

/// What the clock makes due: reminders and escalations.
fn climb(situation: &Situation, stamp: Stamp, changes: &[Change]) -> Vec<Wish> {
    if !is_listening(situation, stamp.at) {
        return Vec::new();
    }
    let ended: BTreeSet<Subject> = changes.iter().filter_map(|change| reported(&change.event)).collect();
    let asked: BTreeSet<(&Subject, Purpose, u8)> = standing(situation)
        .flat_map(|outbound| outbound.about.iter().map(|subject| (subject, outbound.purpose, outbound.rung)))
        .collect();
    let is_due = |rung: &Rung| rung.due <= stamp.at && stamp.at.minutes_since(rung.due) <= FRESH_MINUTES;
    let mut wishes = Vec::new();
    for day in situation.occurrences.values() {
        let Some(task) = situation.directory.tasks.get(&day.task) else { continue };
        let subject = Subject::Task(task.id.clone(), Some(day.day));
        for rung in ladder::of_day(task, day).into_iter().filter(is_due) {
            if ended.contains(&subject) || asked.contains(&(&subject, rung.purpose, rung.rung)) {
                continue;
            }
            let line = match (rung.audience, task.kind) {
                (Audience::Assignee, TaskKind::Task) => words::Line::Pending,
                (Audience::Assignee, TaskKind::Patrol) => words::Line::Patrol,
                (Audience::Supervisors | Audience::Managers, _) => words::Line::Unreported,
            };
            let is_urgent = task.kind == TaskKind::Patrol || rung.audience == Audience::Assignee;
            let site = task.site.as_ref();
            let not_before = if is_urgent { stamp.at } else { after_quiet(situation, site, stamp.at) };
            let mut people = audience(situation, rung.audience, task.owers(), site);
            if rung.purpose == Purpose::Escalation {
                people.retain(|person| !task.owers().contains(person));
            }
            wishes.extend(people.into_iter().map(|to| {
                let (purpose, about) = (rung.purpose, subject.clone());
                Wish { to, purpose, about, rung: rung.rung, not_before, line, again: false }
            }));
        }
    }
    for ticket in situation.tickets.values().filter(|ticket| is_live(situation, &ticket.opening)) {
        let subject = Subject::Ticket(ticket.number);
        for rung in ladder::of_ticket(ticket).into_iter().filter(is_due) {
            if asked.contains(&(&subject, rung.purpose, rung.rung)) {
                continue;
            }
            let site = ticket.site.as_ref();
            let is_urgent = ticket.priority == Priority::Critical;
            let not_before = if is_urgent { stamp.at } else { after_quiet(situation, site, stamp.at) };
            let people = audience(situation, rung.audience, &[], site);
            wishes.extend(people.into_iter().map(|to| {
                let (purpose, about, line) = (rung.purpose, subject.clone(), words::Line::Unowned);
                Wish { to, purpose, about, rung: rung.rung, not_before, line, again: false }
            }));
        }
    }
    wishes
}

/// A channel's or a member's word that something was said; true also of what was taken back meanwhile.
pub(super) fn sent(
    situation: &Situation,
    id: &OutboundId,
    channel_name: Option<&String>,
) -> Result<Vec<Change>, Refusal> {
    let outbound = situation.outbounds.get(id).ok_or_else(|| Refusal::NoSuchOutbound(id.clone()))?;
    if outbound.state == State::Sent {
        return Ok(Vec::new());
    }
    let channel_name = channel_name.cloned().unwrap_or_default();
    let personal = Personal { channel_name, ..Personal::none() };
    Ok(vec![Event::OutboundSent { outbound: id.clone() }.with(personal)])
}

/// A member's word that something is not to be said.
pub(super) fn decline(situation: &Situation, id: &OutboundId) -> Result<Vec<Change>, Refusal> {
    let outbound = situation.outbounds.get(id).ok_or_else(|| Refusal::NoSuchOutbound(id.clone()))?;
    let reason = Withdrawal::Declined;
    let declined = Event::OutboundWithdrawn { outbound: id.clone(), reason }.into();
    Ok(if outbound.state == State::Waiting { vec![declined] } else { Vec::new() })
}

/// What an event answers.
enum Answered {
    /// Whatever was asked about it.
    Whole(Subject),
    /// That nobody had it, and who it was given to before.
    Owned(TicketNumber),
    /// Whatever an order said that was taken back.
    Undone(TicketNumber),
}

impl Answered {
    fn by(event: &Event) -> Option<Self> {
        match event {
            Event::TicketVerified { ticket, .. }
            | Event::TicketReopened { ticket, .. }
            | Event::TicketClosed { ticket }
            | Event::TicketMerged { ticket, .. }
            | Event::TicketCancelled { ticket } => Some(Self::Whole(Subject::Ticket(*ticket))),
            Event::TicketAssigned { ticket, .. }
            | Event::TicketStarted { ticket, .. }
            | Event::TicketHeld { ticket, .. }
            | Event::TicketResolved { ticket, .. } => Some(Self::Owned(*ticket)),
            Event::OrderUndone { ticket, .. } => Some(Self::Undone(*ticket)),
            other => reported(other).map(Self::Whole),
        }
    }

    fn settles(&self, outbound: &Outbound, subject: &Subject) -> bool {
        match self {
            Self::Undone(ticket) => *subject == Subject::Ticket(*ticket),
            // Whoever asked hears the answer, whatever came of it since.
            Self::Whole(_) if outbound.purpose == Purpose::Reply => false,
            Self::Whole(answered) => subject == answered,
            Self::Owned(ticket) => {
                let is_over = matches!(outbound.purpose, Purpose::Escalation | Purpose::Assignment);
                is_over && *subject == Subject::Ticket(*ticket)
            }
        }
    }
}

/// The day of a task that somebody reported or excused.
fn reported(event: &Event) -> Option<Subject> {
    match event {
        Event::OccurrenceEnded { task, day, outcome, .. } if *outcome != Outcome::Missed => {
            Some(Subject::Task(task.clone(), Some(*day)))
        }
        _ => None,
    }
}

/// What is to be said because of one change.
fn wish(situation: &Situation, at: Instant, change: &Change, changes: &[Change]) -> Option<Vec<Wish>> {
    let said =
        |to: PersonId, purpose, about, line| Wish { to, purpose, about, rung: 0, not_before: at, line, again: false };
    match &change.event {
        Event::TicketOpened { ticket, reporter, conversation, .. } => {
            let circle = situation.conversations.get(conversation).map(|known| known.circle);
            let subject = Subject::Ticket(*ticket);
            let line = words::Line::Acknowledged;
            (circle == Some(Circle::Direct))
                .then(|| vec![said(reporter.clone(), Purpose::Acknowledgement, subject, line)])
        }
        Event::TicketAssigned { ticket, assignee: Some(assignee), message } => {
            // What was said in the chat, its owner heard there; what was ordered may have been said elsewhere.
            let by = changes.iter().find_map(|change| match &change.event {
                Event::OrderGiven { by, .. } => Some(by),
                _ => None,
            });
            if message.is_some() && by.is_none() {
                return None;
            }
            let mut people = match assignee {
                Assignee::Person(person) => vec![person.clone()],
                Assignee::Vendor(vendor) => of_vendor(situation, vendor),
            };
            people.retain(|person| Some(person) != by);
            let subject = Subject::Ticket(*ticket);
            let told = |person| said(person, Purpose::Assignment, subject.clone(), words::Line::Assigned);
            Some(people.into_iter().map(told).collect())
        }
        Event::TicketResolved { ticket, claimant, .. } => {
            let reporter = &situation.tickets.get(ticket)?.reporter;
            let subject = Subject::Ticket(*ticket);
            let asked = said(reporter.clone(), Purpose::Verification, subject, words::Line::Verify);
            (claimant.as_ref() != Some(reporter)).then(|| vec![asked])
        }
        Event::OccurrenceEnded { task, day, outcome: Outcome::NoPhoto, proof: Some(proof) } => {
            let report =
                situation.message(proof).filter(|report| at.minutes_since(report.sent_at) <= PHOTO_LATE_MINUTES)?;
            let subject = Subject::Task(task.clone(), Some(*day));
            let asked = said(report.sender.clone(), Purpose::Reminder, subject, words::Line::Photo);
            Some(vec![Wish { not_before: at.plus_minutes(PHOTO_MINUTES), rung: PHOTO_RUNG, ..asked }])
        }
        _ => None,
    }
}

/// Folds what one person is to hear for one reason into one message, and holds back what would be too much.
fn want(situation: &Situation, stamp: Stamp, wishes: Vec<Wish>, changes: &mut Vec<Change>) {
    let mut folded: BTreeMap<(PersonId, Purpose, u8, Instant), Vec<Wish>> = BTreeMap::new();
    for wish in wishes {
        let key = (wish.to.clone(), wish.purpose, wish.rung, wish.not_before);
        let together = folded.entry(key).or_default();
        if !together.iter().any(|other| other.about == wish.about) {
            together.push(wish);
        }
    }
    let parts = folded.iter().flat_map(|(key, wishes)| wishes.chunks(Outbound::ABOUT_MAX).map(move |part| (key, part)));
    let mut told: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut ids = (IDS_FROM..).map(|n| OutboundId::new(stamp.id(n)));
    for ((to, purpose, rung, not_before), part) in parts {
        let now = told.get(to).copied().unwrap_or_default();
        if is_erased(situation, to) || is_too_much(situation, to, stamp.at, now, part) {
            continue;
        }
        if part.iter().all(|wish| is_said_already(situation, wish, stamp.at)) {
            continue;
        }
        told.insert(to.clone(), now + 1);
        let Some(outbound) = ids.next() else { return };
        let language = words::language(situation, to);
        let text = words::text(situation, language, part, changes);
        let about = part.iter().map(|wish| wish.about.clone()).collect();
        let (to, language) = (to.clone(), language.to_owned());
        let (purpose, rung, not_before) = (*purpose, *rung, *not_before);
        let wanted = Event::OutboundWanted { outbound, to, purpose, about, rung, language, not_before };
        changes.push(wanted.with(Personal::text(text)));
    }
}

fn is_erased(situation: &Situation, person: &PersonId) -> bool {
    situation.directory.is_erased(person)
}

/// Whether a person heard the same of a ticket within the hour, or was asked about a claim that only was repeated.
fn is_said_already(situation: &Situation, wish: &Wish, at: Instant) -> bool {
    let Subject::Ticket(number) = &wish.about else { return false };
    if wish.again {
        return false;
    }
    let is_claimed = situation.tickets.get(number).is_some_and(|ticket| ticket.stage == Stage::Resolved);
    let is_repeated = wish.purpose == Purpose::Verification && is_claimed;
    standing(situation)
        .filter(|said| said.to == wish.to && said.purpose == wish.purpose && said.rung == wish.rung)
        .filter(|said| said.about.contains(&wish.about))
        .any(|said| is_repeated || at.minutes_since(said.not_before) < AGAIN_MINUTES)
}

/// Whether a person heard enough from us today; never of patrols, and never of critical tickets.
fn is_too_much(situation: &Situation, to: &PersonId, at: Instant, now: usize, part: &[Wish]) -> bool {
    let is_urgent = |wish: &Wish| match &wish.about {
        Subject::Ticket(number) => {
            situation.tickets.get(number).is_some_and(|ticket| ticket.priority == Priority::Critical)
        }
        Subject::Task(task, _) => situation.directory.tasks.get(task).is_some_and(|task| task.kind == TaskKind::Patrol),
    };
    let is_unasked = |outbound: &&Outbound| outbound.to == *to && outbound.purpose != Purpose::Reply;
    let today = |outbound: &&Outbound| is_unasked(outbound) && at.minutes_since(outbound.not_before) < DAY_MINUTES;
    let is_kept = |wish: &Wish| wish.again || is_urgent(wish);
    !part.iter().any(is_kept) && standing(situation).filter(today).count() + now >= A_DAY_MAX
}

fn standing(situation: &Situation) -> impl Iterator<Item = &Outbound> {
    situation.outbounds.values().filter(|outbound| outbound.stands())
}

/// Whether live messages came lately, so that silence means silence.
fn is_listening(situation: &Situation, at: Instant) -> bool {
    let last = situation.latest().find(|heard| heard.import.is_none());
    last.is_some_and(|heard| at.minutes_since(heard.sent_at) <= DEAF_MINUTES)
}

/// Whether a message came live; one that is no longer in mind counts as not.
fn is_live(situation: &Situation, message: &crate::id::MessageId) -> bool {
    situation.message(message).is_some_and(|heard| heard.import.is_none())
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

fn of_vendor(situation: &Situation, vendor: &VendorId) -> Vec<PersonId> {
    let people = situation.directory.people.values().filter(|person| person.vendor.as_ref() == Some(vendor));
    people.map(|person| person.id.clone()).take(TOLD_MAX).collect()
}

/// The same instant, or the end of the night it falls into.
fn after_quiet(situation: &Situation, site: Option<&crate::id::SiteId>, at: Instant) -> Instant {
    let zone = situation.zone_of(site);
    let wall = at.in_zone(zone).datetime();
    if (QUIET_UNTIL..QUIET_FROM).contains(&wall.hour()) {
        return at;
    }
    let day = if wall.hour() >= QUIET_FROM { wall.date().saturating_add(1.day()) } else { wall.date() };
    zone.instant(day.at(QUIET_UNTIL, 0, 0, 0))
}
