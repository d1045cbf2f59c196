//! Gathers what the audit shows.

use super::{Asked, Line, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::pages::outbox::LINK_HIDDEN;
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::{say, told};
use axum::extract::State;
use domain::event::Event;
use domain::id::MessageId;
use domain::member::MemberRole;
use domain::request::Via;
use domain::time::{Day, Instant, Zone};
use maud::Markup;
use std::time::Duration;
use store::read::Cursor;
use store::read::audit::{Audited, Filter, audit};
use store::{journal, ledger};
use tokio::time::timeout;

/// How long the page waits for the ledger to take in what was just done; without it the page is shown as far as it goes.
const FOLLOWING_MAX: Duration = Duration::from_secs(1);
/// People of the list to choose from.
const PEOPLE_MAX: usize = 500;
/// Signs of the words beside an entry that a line shows.
const WORDS_MAX_CHARS: usize = 200;

/// `GET /audit`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(mut asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    for field in [&mut asked.ticket, &mut asked.who, &mut asked.message] {
        *field = field.trim().chars().take(limits::QUERY_MAX_CHARS).collect();
    }
    let filter = filter(&mut asked, &shared.zone);
    // What was just done is looked for here before the ledger's own turn comes; others may be at it already.
    if let Ok(Err(error)) = timeout(FOLLOWING_MAX, ledger::follow(db, org)).await {
        tracing::warn!(%error, "The ledger could not follow the journal for the audit: {error}");
    }
    let found = audit(db, org, &filter, asked.after.parse().unwrap_or(Cursor::START)).await?;
    let (known, end) = (ledger::position(db, org).await?, journal::head(db, org.as_str()).await?);
    let all = end.map_or(0, |head| head.position);
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let sees_links = member.login.role.covers(MemberRole::Manager);
    let mut people: Vec<(String, String)> = directory
        .people
        .values()
        .filter(|person| !person.name.is_empty())
        .map(|person| (format!("person:{}", person.id), person.name.clone()))
        .collect();
    people.sort_by_cached_key(|(_, name)| name.to_lowercase());
    people.truncate(PEOPLE_MAX);
    people.insert(0, (member.actor().to_string(), member.name.clone()));
    Ok(page(&View {
        frame: shared.frame(&member, Tab::Audit),
        lines: found.rows.iter().map(|row| line(row, names, sees_links)).collect(),
        next: found.next.map(|cursor| cursor.to_string()),
        behind: (known < all).then_some((known, all)),
        asked,
        people,
    }))
}

/// What the address asks for; a field that cannot be read asks for nothing and is emptied.
fn filter(asked: &mut Asked, zone: &Zone) -> Filter {
    let start = |day: Day| zone.instant(day.0.to_datetime(Default::default()));
    let ticket = asked.ticket.parse().ok();
    asked.ticket = ticket.map(|ticket: domain::id::TicketNumber| ticket.to_string()).unwrap_or_default();
    let via = Via::from_word(&asked.via);
    asked.via = via.map(|via| via.word().to_owned()).unwrap_or_default();
    let day = |text: &mut String| {
        let day: Option<Day> = text.trim().parse().ok();
        *text = day.map(|day| day.to_string()).unwrap_or_default();
        day
    };
    let (from, to) = (day(&mut asked.from), day(&mut asked.to));
    let said = |text: &str| (!text.is_empty() && !text.contains('\0')).then(|| text.to_owned());
    Filter {
        ticket,
        via,
        who: said(&asked.who),
        message: said(&asked.message).map(MessageId::new),
        from: from.map(start),
        to: to.map(|day| start(day.plus(1))),
    }
}

fn line(row: &Audited, names: Names<'_>, sees_links: bool) -> Line {
    let Audited { entry, event, before, words } = row;
    let words = if event.brings_link() && !sees_links { say(LINK_HIDDEN) } else { words };
    Line {
        position: entry.position,
        at: Instant::from_us(entry.at_us),
        who: (entry.actor.clone(), names.actor(&entry.actor)),
        via: entry.via.clone(),
        what: told(event, names.0),
        before: before.as_ref().map(|before| told(before, names.0)),
        words: words.chars().take(WORDS_MAX_CHARS).collect(),
        is_erased: entry.is_erased(),
        ticket: event.ticket(),
        messages: shows(event),
        digest: entry.digest.clone(),
    }
}

/// The messages that an entry follows from, or that show the habit which a task came from.
fn shows(event: &Event) -> Vec<String> {
    let habit = if let Event::TaskDefined { task } = event { task.habit.as_ref() } else { None };
    let seen = habit.into_iter().flat_map(|habit| &habit.messages);
    event.message().into_iter().chain(seen).map(ToString::to_string).collect()
}
