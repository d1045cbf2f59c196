//! The words of what is to be said: which language, which text, and what fills it.

use super::names::{apart, asker, claimant, doer, missing, named, pending_name, person_name, placed, short, wanting};
use super::{Wish, cost, near, offers, pause, shift};
use crate::agreement::Target;
use crate::choice::Offer;
use crate::decide::excuses::Because;
use crate::event::{Change, Event};
use crate::id::{TaskId, TicketNumber};
use crate::ladder::Cause;
use crate::message::{Form, Heard, Subject};
use crate::outbound::Filled;
use crate::policy::ladder;
use crate::situation::Situation;
use crate::task::Occurrence;
use crate::ticket::Ticket;
use crate::time::Instant;
use crate::wording::choices::titles;
use crate::wording::{Sentence, Texts, fill, texts};

/// Longest text that fills a gap of a template, in characters: a template holds 1,024.
const GAP_MAX: usize = 480;

/// Which sentence is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Pending,
    Patrol,
    Photo,
    Unreported,
    /// What was not answered of a ticket, and whether whoever owes it is asked.
    Rung(Cause, bool),
    /// What is promised is nearly due; to whoever has the ticket.
    Near(Target),
    Acknowledged,
    Verify,
    Assigned,
    Progress,
    Closed,
    /// Somebody needs help.
    Help,
    /// Somebody does not take the job.
    Cannot,
    /// Somebody asks not to do it today.
    Skip(Because),
    /// What the next shift takes over.
    Handover,
    /// What somebody added to that.
    Remark,
    /// Nobody took over.
    Unaccepted,
    /// The same fault again and again.
    Repeat,
    /// What a job would cost; to a manager.
    Quote,
    /// Whether it may cost that, or that it waits again; to whoever has the job.
    Agreed(Option<bool>),
    /// Whether the pause that began then stands; to a manager.
    Contest(Instant),
    /// Whether it does; to whoever said that it does not.
    Judged(Instant, Option<bool>),
}

/// The words for what one person is to hear, and the template that says the same. `changes` are those that are about to
/// follow.
pub(super) fn said(
    situation: &Situation,
    language: &str,
    wishes: &[Wish],
    changes: &[Change],
) -> (String, Filled, Option<Offer>) {
    let texts = texts(language);
    let pending = wishes.iter().filter(|wish| wish.line == Line::Pending).count();
    if pending > 1 && pending == wishes.len() {
        let names: Vec<String> = wishes.iter().map(|wish| pending_name(situation, &wish.about)).collect();
        let lines = names.iter().map(|name| format!("\n• {name}"));
        let text = [texts.pending_many.to_owned()].into_iter().chain(lines).collect();
        let offer = offers::of_several(situation, wishes);
        return (text, filled(Sentence::PendingList, &[("list", names.join("; "))]), offer);
    }
    let lines: Vec<Spoken> = wishes.iter().map(|wish| line(situation, texts, wish, changes)).collect();
    match lines.as_slice() {
        [(sentence, gaps)] => {
            let text = handed(situation, texts, &wishes[0], changes)
                .unwrap_or_else(|| spoken(situation, texts, *sentence, gaps));
            let offer = offers::of(situation, &wishes[0], *sentence, changes);
            let text = match &offer {
                Some(offer) if offers::asks_where(offer) => format!("{text}\n{}", titles(language).where_is),
                _ => text,
            };
            (text, filled(*sentence, gaps), offer)
        }
        several => {
            let lines: Vec<String> =
                several.iter().map(|(sentence, gaps)| spoken(situation, texts, *sentence, gaps)).collect();
            let has_answers = several.iter().any(|(sentence, _)| !sentence.choices().is_empty());
            let offer = offers::of_several(situation, wishes).filter(|_| has_answers);
            (lines.join("\n"), filled(Sentence::Several, &[("list", lines.join("; "))]), offer)
        }
    }
}

/// The words of a handover, a line for each thing.
fn handed(situation: &Situation, texts: &Texts, wish: &Wish, changes: &[Change]) -> Option<String> {
    let Subject::Task(task, day) = &wish.about else { return None };
    let task = situation.directory.tasks.get(task).filter(|_| wish.line == Line::Handover)?;
    Some(shift::text(situation, texts, (task, *day), changes))
}

/// A sentence and what fills its gaps.
pub(super) type Spoken = (Sentence, Vec<(&'static str, String)>);

pub(super) fn spoken(
    situation: &Situation,
    texts: &Texts,
    sentence: Sentence,
    gaps: &[(&'static str, String)],
) -> String {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    fill(situation.directory.words(texts.language, sentence), &gaps)
}

/// The template that carries what a member writes about a ticket.
pub(super) fn letter(ticket: &Ticket, text: &str) -> Filled {
    let (number, title) = (ticket.number.to_string(), short(&ticket.title));
    filled(Sentence::Letter, &[("ticket", number), ("title", title), ("words", text.to_owned())])
}

/// The template that carries what a member answers to a message; one without words is known by a sign of its form.
pub(super) fn answer(heard: &Heard, text: &str) -> Filled {
    let said = match (heard.text.trim(), heard.form) {
        ("", Form::Image | Form::Sticker) => "📷".to_owned(),
        ("", Form::Video) => "🎬".to_owned(),
        ("", Form::Audio) => "🎤".to_owned(),
        ("", Form::Document) => "📄".to_owned(),
        ("", Form::Location) => "📍".to_owned(),
        (words, _) => short(words),
    };
    filled(Sentence::Answer, &[("said", said), ("words", text.to_owned())])
}

/// A report that is brought, as a template.
pub(super) fn handout(title: &str, link: &str) -> Filled {
    filled(Sentence::Handout, &[("title", short(title)), ("link", link.to_owned())])
}

/// A template's gaps take neither lines nor several blanks in a row, and no gap stays empty.
pub(super) fn filled(sentence: Sentence, gaps: &[(&'static str, String)]) -> Filled {
    let plain = |value: &String| {
        let plain: Vec<&str> = value.split_whitespace().collect();
        let cut: String = plain.join(" ").chars().take(GAP_MAX).collect();
        if cut.is_empty() { "—".to_owned() } else { cut }
    };
    let gaps = gaps.iter().map(|(gap, value)| ((*gap).to_owned(), plain(value)));
    Filled { name: sentence.word().to_owned(), gaps: gaps.collect() }
}

fn line(situation: &Situation, texts: &Texts, wish: &Wish, changes: &[Change]) -> Spoken {
    match &wish.about {
        Subject::Ticket(number) => of_ticket(situation, texts, wish, *number, changes),
        Subject::Task(task, day) => {
            let day = day.and_then(|day| situation.occurrences.get(&(task.clone(), day)));
            of_task(situation, texts, &wish.line, (task, day), changes)
        }
    }
}

fn of_task(
    situation: &Situation,
    texts: &Texts,
    line: &Line,
    (id, day): (&TaskId, Option<&Occurrence>),
    changes: &[Change],
) -> Spoken {
    let Some(task) = situation.directory.tasks.get(id) else { return (Sentence::Pending, Vec::new()) };
    let zone = situation.zone_of(task.site.as_ref());
    let clock = |at: crate::time::Instant| at.in_zone(zone).strftime("%H:%M").to_string();
    let name = short(&task.name);
    match line {
        Line::Patrol => {
            let due = day.map(|day| clock(day.due_at)).unwrap_or_default();
            (Sentence::Patrol, vec![("task", named(situation, task)), ("time", due)])
        }
        Line::Unreported => {
            let until = day.map(|day| clock(day.until)).unwrap_or_default();
            let person = task.assignee.as_ref().map(|person| person_name(situation, texts, person));
            let person = person.unwrap_or_else(|| texts.somebody.to_owned());
            (Sentence::Unreported, vec![("task", wanting(situation, task, day)), ("person", person), ("time", until)])
        }
        Line::Photo => (Sentence::Photo, vec![("task", named(situation, task))]),
        Line::Handover => shift::sentence(situation, texts, (task, day.map(|day| day.day)), changes),
        Line::Remark => shift::remark(situation, texts, task, changes),
        Line::Unaccepted => {
            let due = day.map(|day| clock(day.due_at)).unwrap_or_default();
            let people: Vec<String> = task.owers().iter().map(|person| person_name(situation, texts, person)).collect();
            let people = if people.is_empty() { texts.somebody.to_owned() } else { people.join(", ") };
            (Sentence::Unaccepted, vec![("task", name), ("time", due), ("person", people)])
        }
        Line::Help => {
            (Sentence::Help, vec![("person", asker(situation, texts, changes)), ("about", named(situation, task))])
        }
        Line::Skip(because) => {
            let (person, reason) = (asker(situation, texts, changes), reason(texts, because));
            (Sentence::Skip, vec![("task", named(situation, task)), ("person", person), ("reason", reason)])
        }
        Line::Pending
        | Line::Rung(..)
        | Line::Near(_)
        | Line::Acknowledged
        | Line::Verify
        | Line::Assigned
        | Line::Progress
        | Line::Cannot
        | Line::Repeat
        | Line::Quote
        | Line::Agreed(_)
        | Line::Contest(_)
        | Line::Judged(..)
        | Line::Closed => match apart(situation, task) {
            _ if day.is_some_and(|day| !day.visits.is_empty()) => {
                (Sentence::Pending, vec![("task", wanting(situation, task, day))])
            }
            _ if task.check => (Sentence::Check, vec![("task", wanting(situation, task, day))]),
            _ if day.is_some_and(|day| !day.ticks.is_empty()) => {
                let missing = short(&missing(situation, task, day).join(", "));
                (Sentence::Missing, vec![("task", named(situation, task)), ("list", missing)])
            }
            Some(place) => (Sentence::PendingAt, vec![("task", name), ("place", short(place))]),
            None => (Sentence::Pending, vec![("task", name)]),
        },
    }
}

/// Why somebody asks not to do a day's work, in the language of whoever reads it, or as they said it.
fn reason(texts: &Texts, because: &Because) -> String {
    match because {
        Because::Chosen(cause) => titles(texts.language).cause(*cause).to_owned(),
        Because::Said(words) => words.clone(),
    }
}

fn of_ticket(situation: &Situation, texts: &Texts, wish: &Wish, number: TicketNumber, changes: &[Change]) -> Spoken {
    let ticket = situation.tickets.get(&number);
    let opened = changes.iter().find_map(|change| match &change.event {
        Event::TicketOpened { ticket, .. } if *ticket == number => Some(change.personal.text.as_str()),
        _ => None,
    });
    let title = short(ticket.map(|ticket| ticket.title.as_str()).or(opened).unwrap_or_default());
    let mut gaps = vec![("ticket", number.to_string()), ("title", title)];
    let sentence = match wish.line {
        Line::Rung(cause, is_asked) => match ticket {
            Some(ticket) => return of_rung(situation, texts, wish, (cause, is_asked), ticket, gaps),
            // It is being opened, and nobody is on call.
            None => {
                gaps.push(("minutes", "0".to_owned()));
                Sentence::Unowned
            }
        },
        Line::Near(target) => {
            return near::sentence(situation, texts, ticket, (target, wish.not_before), gaps);
        }
        Line::Verify => {
            gaps.push(("person", claimant(situation, texts, ticket, changes)));
            Sentence::Verify
        }
        Line::Progress => {
            gaps.push(("person", doer(situation, texts, ticket, changes)));
            Sentence::Progress
        }
        Line::Assigned => {
            gaps.push(("place", placed(situation, ticket)));
            Sentence::Assigned
        }
        Line::Closed => Sentence::Closed,
        Line::Repeat => {
            gaps.extend(repeated(situation, texts, number, changes));
            Sentence::Repeat
        }
        Line::Quote | Line::Agreed(_) => return cost::of_quote(situation, texts, &wish.line, (ticket, changes), gaps),
        Line::Contest(_) | Line::Judged(..) => return pause::of_pause(situation, texts, wish, (ticket, changes), gaps),
        Line::Help => {
            let about = format!("{number} {}", gaps[1].1);
            gaps = vec![("person", asker(situation, texts, changes)), ("about", about)];
            Sentence::Help
        }
        Line::Cannot => {
            gaps.push(("person", asker(situation, texts, changes)));
            Sentence::Cannot
        }
        Line::Acknowledged
        | Line::Pending
        | Line::Patrol
        | Line::Photo
        | Line::Unreported
        | Line::Skip(_)
        | Line::Handover
        | Line::Remark
        | Line::Unaccepted => Sentence::Acknowledged,
    };
    (sentence, gaps)
}

/// How often a fault is there by now, and who made the last fix.
fn repeated(
    situation: &Situation,
    texts: &Texts,
    number: TicketNumber,
    changes: &[Change],
) -> [(&'static str, String); 2] {
    let opened = changes.iter().find_map(|change| match &change.event {
        Event::TicketOpened { ticket, recurrence_of, .. } if *ticket == number => *recurrence_of,
        _ => None,
    });
    let known = || situation.tickets.get(&number).and_then(|ticket| ticket.recurrence_of);
    let earlier = opened.or_else(known).and_then(|earlier| situation.tickets.get(&earlier));
    let count = earlier.map_or(0, |earlier| earlier.course.repeats) + 2;
    [("count", count.to_string()), ("person", claimant(situation, texts, earlier, &[]))]
}

/// What was not answered of a ticket, and since when.
fn of_rung(
    situation: &Situation,
    texts: &Texts,
    wish: &Wish,
    (cause, is_asked): (Cause, bool),
    ticket: &Ticket,
    mut gaps: Vec<(&'static str, String)>,
) -> Spoken {
    let since = ticket.course.climbs.get(&cause).map_or(ticket.opened_at, |climb| climb.since);
    let person = match (cause, ticket.course.pledge.as_ref(), ticket.claimant.as_ref()) {
        (Cause::Lapsed, Some(pledge), _) if !pledge.is_limit => person_name(situation, texts, &pledge.by),
        (Cause::Unverified | Cause::Unproven, _, Some(claimant)) => person_name(situation, texts, claimant),
        _ => doer(situation, texts, Some(ticket), &[]),
    };
    let clock = moment(situation, ticket, since, wish.not_before);
    let sentence = match (cause, is_asked) {
        (Cause::Silent, true) => Sentence::SilentAsk,
        (Cause::Silent, false) => Sentence::Silent,
        (Cause::Lapsed, true) => Sentence::LapsedAsk,
        (Cause::Lapsed, false) => Sentence::Lapsed,
        (Cause::Overdue, _) if matches!(ladder::overdue(ticket), Some((Target::Attend, _))) => Sentence::Unattended,
        (Cause::Overdue, _) => Sentence::Overdue,
        (Cause::Unproven, _) => Sentence::Unproven,
        (Cause::Unverified, _) => Sentence::Unverified,
        (Cause::Unowned | Cause::Unreported | Cause::Unmanned | Cause::Unaccepted, _) => {
            let step = (wish.rung % Cause::AGAIN).saturating_sub(Cause::Unowned.rung(0));
            let step = ladder::step(ticket, &situation.directory, Cause::Unowned, step);
            let waited = || wish.not_before.minutes_since(ticket.opened_at).max(0.0) as u32;
            gaps.push(("minutes", step.map_or_else(waited, |step| step.minutes).to_string()));
            return (Sentence::Unowned, gaps);
        }
    };
    gaps.push(("time", clock));
    if !matches!(sentence, Sentence::SilentAsk | Sentence::LapsedAsk | Sentence::Unproven) {
        gaps.push(("person", person));
    }
    (sentence, gaps)
}

/// A moment by the site's clocks: the hour, with its day where that is another than the one on which it is read.
pub(super) fn moment(situation: &Situation, ticket: &Ticket, at: Instant, read_at: Instant) -> String {
    let zone = situation.zone_of(ticket.site.as_ref());
    let is_today = at.day(zone) == read_at.day(zone);
    at.in_zone(zone).strftime(if is_today { "%H:%M" } else { "%d/%m %H:%M" }).to_string()
}
