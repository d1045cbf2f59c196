//! What the pages of the directory ask of the program: pasted lists, looked at and written as files are.

use crate::chance;
use crate::home::Home;
use domain::directory::Directory;
use domain::id::{ConversationId, OrgId, PersonId};
use domain::request::{Actor, Via};
use domain::task::{Cadence, TaskKind};
use domain::time::{Day, Instant};
use engine::propose::Recurring;
use engine::roster::{Bringer, Fate, Listed, Roster};
use reports::{Capture, Habit, Scope, Span};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use web::{HabitLine, LineFate, ListDoor, LookedAt, Pasted, WantedHabits};

/// The door for lists.
pub fn door(home: &Home) -> ListDoor {
    let (for_look, for_write, for_habits, for_reports) = (home.clone(), home.clone(), home.clone(), home.clone());
    let kept = Arc::new(Mutex::new(None));
    ListDoor {
        columns: |of| columns(of),
        known: |directory, of, name| Listed::from_word(of)?.known(&Roster::of(directory), name),
        file: Box::new(|(of, bytes)| Box::pin(file(of, bytes))),
        look: Box::new(move |pasted| Box::pin(look(for_look.clone(), pasted))),
        write: Box::new(move |pasted| Box::pin(write(for_write.clone(), pasted))),
        habits: Box::new(move |org| Box::pin(habits(for_habits.clone(), org))),
        recurring: Box::new(move |wanted| {
            let (home, kept) = (for_reports.clone(), Arc::clone(&kept));
            Box::pin(async move { again(&home, &kept, wanted).await.map_err(|error| error.to_string()) })
        }),
    }
}

fn columns(of: &str) -> Vec<String> {
    let columns = Listed::from_word(of).map(Listed::columns).unwrap_or_default();
    columns.iter().map(|column| (*column).to_owned()).collect()
}

/// Each line is held against the whole directory: off the threads that serve pages.
async fn read(home: &Home, pasted: &Pasted) -> Result<(Arc<Directory>, engine::roster::Pasted), String> {
    let listed = Listed::from_word(pasted.of).ok_or("There is no such list.")?;
    let directory = home.desk.directory(&OrgId::new(&pasted.org)).await.map_err(|error| error.to_string())?;
    let Pasted { site, text, line, habit, .. } = pasted.clone();
    let looked = spawn_blocking(move || {
        let looked = match (line, habit) {
            (Some(line), Some(habit)) => Roster::accepted(&directory, line, habit),
            (Some(line), None) => Roster::filled_in(&directory, listed, line),
            (None, _) => Roster::pasted(&directory, listed, &site, &text),
        };
        (directory, looked)
    });
    looked.await.map_err(|error| error.to_string())
}

async fn file(of: &'static str, bytes: Vec<u8>) -> Result<String, String> {
    let listed = Listed::from_word(of).ok_or("There is no such list.")?;
    let read = spawn_blocking(move || listed.of_file(&bytes)).await.map_err(|error| error.to_string())?;
    read.map_err(|error| error.to_string())
}

async fn look(home: Home, pasted: Pasted) -> Result<LookedAt, String> {
    let (_, looked) = read(&home, &pasted).await?;
    let fate = |fate| match fate {
        Fate::New => LineFate::New,
        Fate::Same => LineFate::Same,
        Fate::Changed(differences) => LineFate::Changed(differences),
        Fate::Wrong(why) => LineFate::Wrong(why),
    };
    let lines = looked.lines.into_iter().map(|(cells, of)| (cells, fate(of))).collect();
    Ok(LookedAt { lines, same: looked.same, left_out: looked.left_out })
}

async fn write(home: Home, pasted: Pasted) -> Result<usize, String> {
    let (directory, looked) = read(&home, &pasted).await?;
    let bringer = Bringer { actor: Actor::Member(pasted.member), via: Via::Web, at: chance::now() };
    let mut stamps = chance::stamps().map_err(|error| error.to_string())?;
    let (roster, org) = (looked.roster, OrgId::new(&pasted.org));
    let recorded = roster.record_changes(&directory, &home.desk, &org, &mut stamps, &bringer).await;
    recorded.map_err(|error| error.to_string())
}

async fn habits(home: Home, org: String) -> Result<Vec<HabitLine>, String> {
    // Half a year is read through: off the threads that serve pages.
    let found = spawn_blocking(move || {
        Handle::current().block_on(engine::propose::habits(&home.desk, &OrgId::new(org), &home.zone))
    });
    let found = found.await.map_err(|error| error.to_string())?;
    let line = |found: engine::propose::Found| {
        let (rrule, at) = found.recurs;
        HabitLine {
            key: found.key,
            person: PersonId::new(found.mark.person),
            kind: TaskKind::from_word(&found.mark.kind).unwrap_or(TaskKind::Task),
            cadence: Cadence::plain(rrule, at, found.line.window_minutes.unwrap_or_default()),
            seen: found.seen,
            cells: found.line.cells(),
        }
    };
    Ok(found.map_err(|error| error.to_string())?.into_iter().map(line).collect())
}

/// What was found of a part of an organisation last, and where its journal ended.
struct Kept {
    wanted: WantedHabits,
    head: i64,
    found: Vec<Habit>,
}

/// For so long what was found is the same while nothing is recorded, in minutes.
const KEPT_MINUTES: f64 = 10.0;

/// What recurs, as it was found a moment ago where nothing was recorded since: a report, its files and its lists ask for the
/// same, and all chats are read through for it.
async fn again(home: &Home, kept: &Mutex<Option<Kept>>, wanted: WantedHabits) -> anyhow::Result<Vec<Habit>> {
    let org = OrgId::new(&wanted.org);
    let mut kept = kept.lock().await;
    let head = home.desk.look(&org).await?;
    let is_it = |kept: &&Kept| {
        let is_same = (&kept.wanted.org, &kept.wanted.scope, kept.head) == (&wanted.org, &wanted.scope, head);
        is_same && wanted.until.minutes_since(kept.wanted.until).abs() < KEPT_MINUTES
    };
    if let Some(kept) = kept.as_ref().filter(is_it) {
        return Ok(kept.found.clone());
    }
    let found = recurring(home, &org, wanted.scope.clone(), wanted.until).await?;
    *kept = Some(Kept { wanted, head, found: found.clone() });
    Ok(found)
}

/// What recurs in the chats of a part of an organisation until an instant, as reports show it.
///
/// # Errors
/// When the database cannot be read.
pub async fn recurring(home: &Home, org: &OrgId, scope: Scope, until: Instant) -> anyhow::Result<Vec<Habit>> {
    let directory = home.desk.directory(org).await?;
    let chats = store::read::conversations(&home.db, org).await?.into_iter().map(|chat| chat.conversation);
    let chats = chats.filter(|chat| Capture::concerns(&scope, &directory, chat.site.as_ref()));
    let of_part: BTreeSet<ConversationId> = chats.map(|chat| chat.id).collect();
    let (home, org) = (home.clone(), org.clone());
    // All that was said is read through: off the threads that serve pages.
    let found = spawn_blocking(move || {
        let is_meant = |chat: &ConversationId| scope == Scope::Everything || of_part.contains(chat);
        Handle::current().block_on(engine::propose::recurring(&home.desk, &org, &home.zone, until, is_meant))
    });
    Ok(found.await??.into_iter().map(habit).collect())
}

fn habit(found: Recurring) -> Habit {
    let Recurring { routine, expected } = found;
    Habit {
        words: routine.name,
        sender: routine.sender,
        place: routine.place,
        at: routine.at,
        weekdays: routine.weekdays,
        expected: expected.into_iter().map(|(day, from, to)| (day, Span { from, to })).collect(),
        kept: routine.kept.into_iter().map(|(day, message)| (Day(day), message)).collect(),
    }
}
