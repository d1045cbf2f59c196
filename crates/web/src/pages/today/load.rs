//! Gathers what Today shows.

use super::{Latest, NEEDS_MAX, Need, SHOWN_MAX, Silent, View, page};
use crate::fault::Fault;
use crate::member::Member;
use crate::names::Names;
use crate::pages::tasks::strip::DAYS as STRIP_DAYS;
use crate::pages::tasks::{Cell, Show};
use crate::parts::bars::Bar;
use crate::parts::shell::Tab;
use crate::query::href;
use crate::state::{Continuity, Shared};
use crate::wording::{key, say};
use axum::extract::State;
use domain::member::MemberRole;
use domain::task::{Occurrence, Outcome};
use domain::ticket::{Priority, Ticket};
use domain::time::{Day, Instant};
use maud::Markup;
use store::read;

/// One more than are shown, so that it is known whether there are more.
const ROWS_MAX: usize = SHOWN_MAX + 1;
const DAY_MINUTES: i64 = 24 * 60;
/// What is said first while something may be deaf.
const DEAF: &str = key(
    "Laksana may not hear everything just now. Until it does, nobody is reminded or counted late; the page Channels says more.",
);

/// What is said first while WhatsApp has something against our account.
const NOTICED: &str =
    key("WhatsApp says something of our account that somebody has to look at; the page Channels says what.");

/// What is said first when the journal does not go on from what was published of it.
const DEPARTED: &str = key(
    "The record does not go on from the checkpoints that were published: it was put back to an earlier state, cut, or written anew. Run laksana verify.",
);

/// What is said first when nothing is published any more.
const SILENT: &str = key(
    "No checkpoint of the record was published for two days, though a place for them is set: a record put back to an earlier state would not be found. Run laksana doctor.",
);

/// `GET /`: for members.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let mut frame = shared.frame(&member, Tab::Today);
    let silences = read::hearing::silences(db, org, frame.wall.now).await?;
    if silences.iter().any(|silence| silence.until.is_none()) {
        frame = frame.saying(say(DEAF).to_owned());
    }
    let directory = shared.desk.directory(org).await?;
    if member.login.role.covers(MemberRole::Manager)
        && member.login.sees_all()
        && silences.iter().all(|silence| silence.until.is_some())
        && directory.concerns(frame.wall.now).iter().any(|(_, concern)| concern.needs_act())
    {
        frame = frame.saying(say(NOTICED).to_owned());
    }
    let departed = match *shared.continuity.borrow() {
        Continuity::Departed => Some(say(DEPARTED)),
        Continuity::Silent => Some(say(SILENT)),
        Continuity::GoesOn => None,
    };
    if let Some(words) = departed.filter(|_| member.login.role == MemberRole::Owner) {
        frame = frame.saying(words.to_owned());
    }
    let (now, day) = (frame.wall.now, frame.wall.today());
    let began = frame.wall.begins(day);
    let names = Names(&directory);
    let (sight, tasks) = (member.sight(), member.tasks(&directory));
    let figures = read::today::today(db, org, day, began, (&sight, &tasks)).await?;
    let due = read::promises::counts(db, org, now, &sight).await?;
    let needs = read::needs::needs(db, org, &sight, NEEDS_MAX as u32).await?;
    let latest =
        read::tickets::reported_since(db, org, now.plus_minutes(-DAY_MINUTES), &sight, ROWS_MAX as u32).await?;
    let days = read::tasks::grid(db, org, (day.plus(-1), day), &tasks).await?;
    let ended = read::tasks::by_day(db, org, (day.plus(1 - STRIP_DAYS), day), &tasks).await?;
    let of = |wanted: fn(Option<Outcome>) -> bool| -> u64 {
        figures.outcomes.iter().filter(|(outcome, _)| wanted(*outcome)).map(|(_, count)| count).sum()
    };
    Ok(page(&View {
        frame,
        things: needs.count,
        unanswered: figures.unanswered,
        unanswered_since: figures.unanswered_since,
        open: figures.open,
        unowned: figures.unowned,
        verify: figures.to_verify,
        overdue: due.overdue,
        due_soon: due.soon,
        tasks_done: of(|outcome| Cell::Due(outcome).is_reported()),
        tasks_total: of(|outcome| !matches!(outcome, Some(Outcome::Excused | Outcome::Unheard))),
        needs: needs.first.iter().map(|ticket| need(ticket, names)).collect(),
        silent: silent(days, now, names),
        latest: latest.iter().map(|ticket| reported(ticket, names)).collect(),
        kept: (1 - STRIP_DAYS..=0).map(|ago| kept(day.plus(ago), &ended)).collect(),
        phone: shared.phone.clone(),
        is_new: figures.is_new,
    }))
}

/// How one day of all tasks went.
fn kept(day: Day, ended: &[(Day, Option<Outcome>, u64)]) -> Bar {
    let of = |show: Show| {
        let those = ended.iter().filter(|(of, outcome, _)| *of == day && show.has(Cell::Due(*outcome)));
        those.map(|(.., count)| count).sum()
    };
    let at = |show| href("/tasks", &[("show", show), ("day", &day.to_string())]);
    let (whole, part) = (of(Show::Due), of(Show::Reported));
    Bar { day, whole, part, whole_href: at("due"), part_href: at("reported") }
}

fn need(ticket: &Ticket, names: Names<'_>) -> Need {
    Need {
        ticket: ticket.number,
        title: ticket.title.clone(),
        priority: ticket.priority,
        place: names.place(ticket.place.as_ref()),
        owner: names.owner(ticket.assignee.as_ref()),
        stage: ticket.stage,
        opened_at: ticket.opened_at,
        is_unanswered: ticket.priority == Priority::Critical && ticket.acknowledged_at.is_none(),
    }
}

fn reported(ticket: &Ticket, names: Names<'_>) -> Latest {
    Latest {
        ticket: ticket.number,
        title: ticket.title.clone(),
        priority: ticket.priority,
        place: names.place(ticket.place.as_ref()),
        stage: ticket.stage,
        opened_at: ticket.opened_at,
    }
}

/// Days that came due and that nobody reported, the last first.
fn silent(mut days: Vec<Occurrence>, now: Instant, names: Names<'_>) -> Vec<Silent> {
    days.retain(|day| day.due_at <= now && matches!(day.outcome, None | Some(Outcome::Missed)));
    days.sort_by(|a, b| (b.due_at, &a.task).cmp(&(a.due_at, &b.task)));
    let row = |day: Occurrence| {
        let (assignee, place) = names.duty(&day.task);
        let name = names.task(&day.task);
        let (task, outcome, until) = (day.task.to_string(), day.outcome, day.until);
        Silent { task, day: day.day, name, assignee, place, outcome, until }
    };
    days.into_iter().take(ROWS_MAX).map(row).collect()
}
