//! Gathers handovers with what became of their points since, and lets members add to them and take over.

use super::{Other, Said, Sheet, Shown, View, address, page};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::badges;
use crate::parts::bubble::named;
use crate::parts::refused::refused;
use crate::parts::shell::Tab;
use crate::parts::when::Wall;
use crate::query::day_of;
use crate::state::Shared;
use crate::wording::{fill, key, say};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::handover::{Hand, Handover, Point};
use domain::id::{SiteId, TaskId, TicketNumber};
use domain::member::Member as Login;
use domain::message::Subject;
use domain::policy::handover;
use domain::request::{Actor, Command};
use domain::situation::Situation;
use domain::task::{Occurrence, Task, TaskKind};
use domain::time::{Day, Instant};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::need::Need;
use store::read;

/// How long ago handovers are listed, in minutes: a week.
const LISTED_MINUTES: i64 = 7 * 24 * 60;
/// Other changes that are listed.
const OTHERS_MAX: usize = 30;
/// What a ticket is called that has moved to where the member does not see it.
const OUT_OF_SIGHT: &str = key("Of a site that you do not see");

/// `GET /handover`: for members; the last of each site they see.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, None).await?))
}

/// `GET /handover/{task}/{day}`: for members.
pub async fn one(
    State(shared): State<Shared>,
    member: Member,
    Path((task, day)): Path<(String, String)>,
) -> Result<Markup, Fault> {
    let day: Day = day.parse().map_err(|_| Fault::Nothing)?;
    Ok(page(&view(&shared, &member, Some((TaskId::new(task), day))).await?))
}

async fn view(shared: &Shared, member: &Member, wanted: Option<(TaskId, Day)>) -> Result<View, Fault> {
    let (db, org, now) = (shared.desk.db(), &member.org, shared.now());
    let directory = shared.desk.directory(org).await?;
    let sees = |task: &Task| task.kind == TaskKind::Handover && member.login.sees(task.site.as_ref());
    let tasks = member.tasks(&directory);
    let written = read::tasks::handovers(db, org, now.plus_minutes(-LISTED_MINUTES), &tasks).await?;
    let frame = shared.frame(member, Tab::Handover);
    let today = frame.wall.today();
    let coming = read::tasks::grid(db, org, (today.plus(-1), today.plus(1)), &tasks).await?;
    let is_coming = |day: &Occurrence| day.due_at > now && directory.tasks.get(&day.task).is_some_and(sees);
    let coming = coming.into_iter().filter(is_coming);
    let mut seen: BTreeSet<Option<SiteId>> = BTreeSet::new();
    let site = |day: &Occurrence| directory.tasks.get(&day.task).and_then(|task| task.site.clone());
    let mut all: Vec<Occurrence> = coming.chain(written).collect();
    let shown = match &wanted {
        Some((task, day)) => {
            all.retain(|other| (&other.task, other.day) != (task, *day));
            let found = read::tasks::one(db, org, task, *day).await?.ok_or(Fault::Nothing)?;
            directory.tasks.get(task).filter(|task| sees(task)).ok_or(Fault::Nothing)?;
            vec![found]
        }
        None => {
            let (shown, others) = all.into_iter().partition(|day| day.handover.is_some() && seen.insert(site(day)));
            all = others;
            shown
        }
    };
    let points = shown.iter().filter_map(|day| day.handover.as_ref()).flat_map(|known| &known.points);
    let numbers: BTreeSet<TicketNumber> = points.filter_map(|point| number(&point.about)).collect();
    let need = numbers.into_iter().fold(Need::at(now), Need::ticket);
    let draft = shared.desk.draft(org, &need).await?;
    let situation = draft.situation();
    let names = Names(&situation.directory);
    let sheets = shown.iter().filter_map(|day| sheet(situation, names, &member.login, day, now)).collect();
    let has_changes = directory.tasks.values().any(sees);
    all.sort_by_key(|day| std::cmp::Reverse(day.due_at));
    let others = all.iter().take(OTHERS_MAX).map(|day| other(names, day, now)).collect();
    shared.desk.keep(draft);
    Ok(View { frame, sheets, others, has_changes })
}

fn number(about: &Subject) -> Option<TicketNumber> {
    match about {
        Subject::Ticket(number) => Some(*number),
        Subject::Task(..) => None,
    }
}

/// One handover as it stands; what would be written now where it is not written yet.
fn sheet(situation: &Situation, names: Names<'_>, login: &Login, day: &Occurrence, now: Instant) -> Option<Sheet> {
    let task = names.0.tasks.get(&day.task)?;
    let preview = || Handover::of(&handover::write(situation, task, day, now), now);
    let known = day.handover.as_deref().cloned().unwrap_or_else(preview);
    let people = task.assignee.iter().chain(&task.stand_ins).map(|person| names.person(person));
    let by = |actor: &Actor| by_name(actor, names).to_owned();
    let said = |note: &domain::handover::Note| Said {
        by: by(&note.by),
        at: note.at,
        about: note.about.as_ref().map(|about| called(names, about)).unwrap_or_default(),
        text: note.text.clone(),
    };
    let zone = situation.zone_of(task.site.as_ref()).clone();
    Some(Sheet {
        wall: Wall { now, zone },
        task: task.id.to_string(),
        day: day.day,
        name: task.name.clone(),
        site_id: task.site.as_ref().map(ToString::to_string).unwrap_or_default(),
        site: task
            .site
            .as_ref()
            .and_then(|site| names.0.sites.get(site))
            .map_or_else(String::new, |of| of.name.clone()),
        due_at: day.due_at,
        until: day.until,
        since: known.since,
        written_at: day.handover.as_ref().map(|known| known.written_at),
        deaf_since: known.deaf_since,
        people: people.filter(|name| !name.is_empty()).collect(),
        taken: known.taken.as_ref().map(|(actor, at)| (by(actor), *at)),
        points: known.points.iter().map(|point| shown(situation, names, login, point)).collect(),
        more: known.more,
        notes: known.notes.iter().map(said).collect(),
    })
}

/// What whoever did something is called.
fn by_name<'a>(actor: &'a Actor, names: Names<'a>) -> &'a str {
    match actor {
        Actor::Person(person) => named(names.0.people.get(person).map_or("", |person| person.name.as_str())),
        Actor::Member(name) | Actor::Key(name) => name,
        Actor::Reader | Actor::Clock | Actor::Channel => named(""),
    }
}

fn called(names: Names<'_>, about: &Subject) -> String {
    match about {
        Subject::Ticket(number) => number.to_string(),
        Subject::Task(task, _) => names.task(task),
    }
}

fn shown(situation: &Situation, names: Names<'_>, login: &Login, point: &Point) -> Shown {
    let (matter, at) = (point.matter, point.at);
    match &point.about {
        Subject::Ticket(number) => {
            let known = situation.tickets.get(number);
            let ticket = known.filter(|ticket| login.sees(ticket.site.as_ref()));
            let untold = if known.is_some() { say(OUT_OF_SIGHT) } else { "" };
            Shown {
                matter,
                at,
                value: number.to_string(),
                href: format!("/tickets/{number}"),
                number: number.to_string(),
                title: ticket.map_or(untold, |ticket| ticket.title.as_str()).to_owned(),
                owner: ticket.and_then(|ticket| names.owner(ticket.assignee.as_ref())).unwrap_or_default(),
                stage: ticket.map(|ticket| ticket.stage),
                is_over: ticket.is_some_and(|ticket| !ticket.stage.is_open()),
            }
        }
        Subject::Task(task, day) => {
            let due = day.and_then(|day| situation.occurrences.get(&(task.clone(), day)));
            let outcome = due.and_then(|due| due.outcome);
            Shown {
                matter,
                at,
                value: day.map_or_else(String::new, |day| format!("{day}:{task}")),
                href: day.map_or_else(|| "/tasks".to_owned(), |day| day_of(task.as_str(), day)),
                number: String::new(),
                title: names.task(task),
                owner: names.duty(task).0,
                stage: None,
                is_over: outcome.is_some_and(|outcome| matches!(outcome, domain::task::Outcome::Done)),
            }
        }
    }
}

fn other(names: Names<'_>, day: &Occurrence, now: Instant) -> Other {
    let taken = day.handover.as_ref().and_then(|known| known.taken.as_ref());
    let words = match taken {
        Some((by, _)) => fill(say("Taken over by {name}"), &[("name", by_name(by, names))]),
        None if day.due_at > now => say("Comes next").to_owned(),
        None => badges::outcome(day.outcome).2.to_owned(),
    };
    Other { href: address(day.task.as_str(), day.day), name: names.task(&day.task), at: day.due_at, words }
}

/// The form of `POST /handover/{task}/{day}/notes`.
#[derive(Debug, Deserialize)]
pub struct Added {
    #[serde(default)]
    about: String,
    text: String,
}

/// `POST /handover/{task}/{day}/notes`: for members.
pub async fn note(
    State(shared): State<Shared>,
    member: Member,
    Path(path): Path<(String, String)>,
    Form(form): Form<Added>,
) -> Result<Response, Fault> {
    let about = match (form.about.parse().ok().map(Subject::Ticket), form.about.split_once(':')) {
        (Some(ticket), _) => Some(ticket),
        (None, Some((day, task))) => day.parse().ok().map(|day| Subject::Task(TaskId::new(task), Some(day))),
        (None, None) => None,
    };
    hand(&shared, &member, path, Hand::Note { text: form.text, about, message: None }).await
}

/// `POST /handover/{task}/{day}/acceptance`: for members; sent twice, it changes nothing the second time.
pub async fn accept(
    State(shared): State<Shared>,
    member: Member,
    Path(path): Path<(String, String)>,
) -> Result<Response, Fault> {
    hand(&shared, &member, path, Hand::TakeOver).await
}

async fn hand(shared: &Shared, member: &Member, (task, day): (String, String), hand: Hand) -> Result<Response, Fault> {
    let (task, day): (TaskId, Day) = (TaskId::new(task), day.parse().map_err(|_| Fault::Nothing)?);
    let request = shared.request(member, Command::Hand { task: task.clone(), day, hand });
    let mut answers = shared.desk.commit_all(&member.org, vec![request]).await?;
    match answers.pop() {
        Some(Err(refusal)) => {
            let mut view = view(shared, member, Some((task, day))).await?;
            view.frame = view.frame.saying(refused(&refusal));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response())
        }
        _ => Ok(Redirect::to(&address(task.as_str(), day)).into_response()),
    }
}
