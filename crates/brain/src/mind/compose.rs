//! Turns a verdict into a proposal: the words a decision understands, with the reasons.

use super::apart;
use super::atlas::Atlas;
use super::band;
use super::fault;
use super::judge::{Judge, Verdict};
use super::scene::{Scene, index};
use super::target::Target;
use super::{Weighed, hindsight, owner, signs, urgency};
use crate::reader::{Reader, Reason};
use crate::{CATEGORIES, KINDS, PRIORITIES, largest};
use domain::choice::Meant;
use domain::id::{PlaceId, TicketNumber};
use domain::label::LabelsRead;
use domain::message::{self, Band, Interpretation, Kind, Subject};
use domain::request::{Alternatives, Proposal};
use domain::ticket::{Assignee, Category, Priority, Stage, Ticket};

/// The version of the reader as interpretations record it.
const VERSION: &str = "1";
/// How many reasons are given of each sort.
const REASONS_MAX: usize = 3;
/// The same fault again within this time is the same incident; after it, a recurrence. In minutes: a day.
const RECURS_AFTER_MINUTES: f64 = 1_440.0;
/// A problem of a place and trade this long after the last one is another story: sixty days, in minutes.
const RECURS_WITHIN_MINUTES: f64 = 60.0 * 1_440.0;
/// How likely another ticket must be to be asked about.
const OTHER_MIN: f32 = 0.15;
/// Own words said so many minutes before may name the place that a report leaves out.
const PLACE_MINUTES: f64 = 10.0;

/// The proposal that a verdict amounts to; `told` is how likely each trade is by the reports of the ticket it is about, and
/// `own` reads the organisation's own labels, which what opens a ticket has.
pub fn proposal(
    scene: &Scene<'_>,
    atlas: &Atlas,
    reader: &Reader,
    judge: &Judge,
    (weighed, verdict): (&Weighed, &Verdict),
    (told, own): (Option<[f32; CATEGORIES.len()]>, &dyn Fn() -> Vec<LabelsRead>),
) -> Proposal {
    let of_place = apart::of_its_place(scene, atlas, judge, (weighed, verdict));
    let of_work = apart::of_its_work(scene, atlas, (weighed, verdict));
    let elsewhere = of_work.as_ref().or(of_place.as_ref());
    let target = elsewhere.or(weighed.targets.get(verdict.target)).unwrap_or(&Target::Nothing);
    let read = Kind::from_word(KINDS[verdict.kind]).unwrap_or(Kind::Chatter);
    let kind = if of_work.is_some() && read == Kind::Resolved { Kind::Task } else { read };
    let settled = settled(scene, target, kind);
    let is_new = settled.is_some() || apart::is_apart(scene, atlas, target, kind) || is_alarm(scene, target, kind);
    let (target, kind) = if is_new { (&Target::New, Kind::Issue) } else { (target, apart::turned(scene, kind)) };
    let kind = if fault::is_found(scene, target, kind) { Kind::Issue } else { kind };
    let ticket = match target {
        Target::Ticket(number) => scene.situation.tickets.get(number),
        Target::Nothing | Target::New | Target::Day(..) | Target::Missed(_) => None,
    };
    let is_issue = kind == Kind::Issue;
    let taught = scene.taught.and_then(|lesson| lesson.meaning.as_ref()).filter(|said| said.kind == kind);
    let priority = urgency::ordered(scene, atlas, kind).unwrap_or_else(|| priority(scene, ticket, taught, kind));
    let raised = ticket.filter(|_| is_danger(scene, kind)).map(|_| Priority::Critical);
    let place = place(scene, atlas, target, ticket, kind);
    let opens = *target == Target::New;
    let place = place.or_else(|| settled.and_then(|ticket| ticket.place.clone()));
    let labels = if opens { own() } else { Vec::new() };
    let category = trade(scene, (ticket, settled), taught, &labels, told);
    let again = || recurrence(scene, category, place.as_ref());
    let recurrence_of = if opens { settled.map(|ticket| ticket.number).or_else(again) } else { None };
    Proposal {
        message: scene.heard.id.clone(),
        meaning: Interpretation {
            by: message::Reader::Embedded(VERSION.to_owned()),
            kind,
            category: is_issue.then_some(category),
            priority: if is_issue { Some(priority) } else { urgency::ordered(scene, atlas, kind).or(raised) },
            place,
            about: match target {
                Target::Ticket(number) => Some(Subject::Ticket(*number)),
                Target::Day(task, day) => Some(Subject::Task(task.clone(), Some(*day))),
                Target::Nothing | Target::New | Target::Missed(_) => None,
            },
            confidence: verdict.confidence,
            band: band::of(verdict, kind),
            language: scene.reading.language.to_owned(),
        },
        opens,
        recurrence_of,
        assignee: assignee(scene, ticket, kind, category),
        hindsight: hindsight::explained(scene, target, kind),
        alternatives: alternatives((scene, atlas), judge, (weighed, verdict), (target, kind)),
        labels,
        reasons: reasons(scene, reader, judge, weighed, verdict),
    }
}

/// The trade: as one of the organisation's own labels says, unless a member taught another; that of the ticket whose fault it is
/// again; or as it is read.
fn trade(
    scene: &Scene<'_>,
    (ticket, settled): (Option<&Ticket>, Option<&Ticket>),
    taught: Option<&Interpretation>,
    labels: &[LabelsRead],
    told: Option<[f32; CATEGORIES.len()]>,
) -> Category {
    let sets = &scene.situation.directory.labels;
    let taught = taught.and_then(|said| said.category);
    let own = labels.iter().find_map(|read| sets.get(&read.set)?.category(&read.labels)).filter(|_| taught.is_none());
    let known = own.or(settled.map(|ticket| ticket.category)).or(taught);
    known.unwrap_or_else(|| category(scene, ticket, told))
}

/// What whoever said it could settle: whether it is a problem, and of which ticket.
fn alternatives(
    (scene, atlas): (&Scene<'_>, &Atlas),
    judge: &Judge,
    (weighed, verdict): (&Weighed, &Verdict),
    (target, kind): (&Target, Kind),
) -> Option<Alternatives> {
    let is_issue = kind == Kind::Issue;
    if band::of(verdict, kind) != Band::Ask || !is_issue && verdict.missed < band::MISSED_ASK {
        return None;
    }
    let likely = judge.weigh(&weighed.signs);
    let others = weighed.targets.iter().zip(likely).filter_map(|(other, likely)| match other {
        Target::Ticket(number) if other != target => Some((*number, likely)),
        _ => None,
    });
    let other = others.filter(|(_, likely)| *likely >= OTHER_MIN).max_by(|a, b| a.1.total_cmp(&b.1));
    let is_open = |number: &TicketNumber| scene.situation.tickets.get(number).is_some_and(|one| one.stage.is_open());
    Some(Alternatives {
        report: Meant {
            message: scene.heard.id.clone(),
            category: category(scene, None, None),
            priority: priority(scene, None, None, Kind::Issue),
            place: place(scene, atlas, &Target::New, None, Kind::Issue),
        },
        other: other.map(|(number, _)| number).filter(is_open),
    })
}

/// The ticket settled long ago whose fault a message reports again: that is a new incident.
fn settled<'a>(scene: &Scene<'a>, target: &Target, kind: Kind) -> Option<&'a Ticket> {
    let Target::Ticket(number) = target else { return None };
    let ticket = scene.situation.tickets.get(number)?;
    let is_over = matches!(ticket.stage, Stage::Resolved | Stage::Verified | Stage::Closed);
    let resolved_at = ticket.resolved_at.filter(|_| is_over && matches!(kind, Kind::Issue | Kind::Reopened))?;
    (scene.minutes_since(resolved_at) > RECURS_AFTER_MINUTES).then_some(ticket)
}

/// Whether a message names a danger and was judged to speak of nothing: somebody is told all the same.
fn is_alarm(scene: &Scene<'_>, target: &Target, kind: Kind) -> bool {
    *target == Target::Nothing && is_danger(scene, kind)
}

/// Whether a message names a danger that is not over.
fn is_danger(scene: &Scene<'_>, kind: Kind) -> bool {
    !matches!(kind, Kind::Resolved | Kind::Verified) && !scene.heard.forwarded && scene.reading.alarm().is_some()
}

/// The trade by its own words and those of the reports before it; that of the ticket where somebody said otherwise.
fn category(scene: &Scene<'_>, ticket: Option<&Ticket>, told: Option<[f32; CATEGORIES.len()]>) -> Category {
    let mut likely = scene.reading.categories;
    if let Some(ticket) = ticket {
        match told.filter(|told| largest(told) == signs::category(ticket)) {
            Some(told) => likely.iter_mut().zip(told).for_each(|(sum, one)| *sum += one),
            None => likely[signs::category(ticket)] += 1.0,
        }
    }
    Category::from_word(CATEGORIES[largest(&likely)]).unwrap_or(Category::Other)
}

fn priority(scene: &Scene<'_>, ticket: Option<&Ticket>, taught: Option<&Interpretation>, kind: Kind) -> Priority {
    let read = Priority::from_word(PRIORITIES[scene.reading.priority()]).unwrap_or(Priority::Normal);
    let joined = ticket.filter(|_| kind == Kind::Issue);
    let is_danger = scene.reading.hazard.is_some();
    let said = taught.and_then(|said| said.priority).filter(|_| !is_danger);
    // What only sounds urgent raises no ticket of others to the top; a danger does.
    let more = if is_danger { read } else { read.max(Priority::High) };
    joined.map_or(said.unwrap_or(read), |ticket| said.unwrap_or(more).min(ticket.priority))
}

/// The place a message names; for a report that names none, that of its ticket, of what it answers, of own words before.
fn place(scene: &Scene<'_>, atlas: &Atlas, target: &Target, ticket: Option<&Ticket>, kind: Kind) -> Option<PlaceId> {
    if let Target::Day(task, _) = target {
        let due = atlas.directory.tasks.get(task).and_then(|task| task.place.as_ref());
        let related = |named: &&PlaceId| due.is_some_and(|due| is_related(atlas, named, due));
        return scene.places.iter().find(related).or(scene.place.as_ref()).cloned();
    }
    if scene.place.is_some() || kind != Kind::Issue {
        return scene.place.clone();
    }
    let of = |text: &str| atlas.place(&crate::fold(text).0, scene.situation.site_of(scene.heard));
    let quoted = || scene.quoted.and_then(|quoted| of(&quoted.text));
    let before = || {
        let own = scene.recent.iter().filter(|other| other.sender == scene.heard.sender);
        own.take_while(|other| scene.minutes_since(other.sent_at) <= PLACE_MINUTES).find_map(|other| of(&other.text))
    };
    ticket.and_then(|ticket| ticket.place.clone()).or_else(quoted).or_else(before)
}

/// Whether one place is part of the other.
pub(super) fn is_related(atlas: &Atlas, a: &PlaceId, b: &PlaceId) -> bool {
    let within =
        |inner: &PlaceId, outer: &PlaceId| atlas.directory.lineage(inner).iter().any(|place| place.id == *outer);
    within(a, b) || within(b, a)
}

/// The earlier ticket of the same trade and place that was settled, when it was long enough ago.
fn recurrence(scene: &Scene<'_>, category: Category, place: Option<&PlaceId>) -> Option<TicketNumber> {
    let place = place?;
    let again = |ticket: &&Ticket| {
        let since = scene.minutes_since(ticket.touched_at);
        ticket.category == category
            && ticket.place.as_ref() == Some(place)
            && ticket.resolved_at.is_some()
            && (RECURS_AFTER_MINUTES..RECURS_WITHIN_MINUTES).contains(&since)
    };
    scene.situation.tickets.values().filter(again).max_by_key(|ticket| ticket.touched_at).map(|ticket| ticket.number)
}

fn assignee(scene: &Scene<'_>, ticket: Option<&Ticket>, kind: Kind, category: Category) -> Option<Assignee> {
    match kind {
        Kind::Assign => owner::told(scene, ticket.map(|ticket| ticket.category)),
        Kind::Progress if scene.role.leads() => {
            let unowned = ticket.filter(|ticket| ticket.assignee.is_none());
            unowned.and_then(|ticket| owner::called(scene, ticket.category))
        }
        Kind::Issue if scene.role.leads() && !scene.heard.mentions.is_empty() => owner::told(scene, Some(category)),
        _ => None,
    }
}

/// Why: words and circumstances for the kind, then what binds it to what it speaks of.
fn reasons(scene: &Scene<'_>, reader: &Reader, judge: &Judge, weighed: &Weighed, verdict: &Verdict) -> Vec<String> {
    let lesson =
        scene.taught.filter(|lesson| lesson.meaning.as_ref().is_some_and(|said| index(said.kind) == verdict.kind));
    let taught = lesson.map(|_| "a member said so of nearly the same words".to_owned());
    let mut reasons: Vec<String> = taught.into_iter().collect();
    reasons.extend(reader.why_kind(&scene.reading, verdict.kind, REASONS_MAX).into_iter().map(|reason| match reason {
        Reason::Words(words) => format!("“{words}”"),
        Reason::Known(known) => known.to_owned(),
    }));
    let (Some(net), Some(sheet)) = (judge.targets.first(), weighed.signs.get(verdict.target)) else { return reasons };
    let mut parts: Vec<(f32, &'static str)> = net.contributions(sheet, 0).into_iter().zip(signs::names()).collect();
    parts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let signs: Vec<&str> = parts.into_iter().take(REASONS_MAX).filter(|part| part.0 > 0.0).map(|part| part.1).collect();
    match weighed.targets.get(verdict.target) {
        Some(Target::Ticket(number)) if !signs.is_empty() => reasons.push(format!("{number}: {}", signs.join(", "))),
        _ => reasons.extend(signs.into_iter().map(str::to_owned)),
    }
    reasons
}
