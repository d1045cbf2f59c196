//! A night: what is over its time is removed, a step after another, and the files that went with it are deleted.

use crate::chance;
use crate::home::Home;
use domain::request::{Actor, Command, Request, Via};
use domain::retention::{Expired, Trace};
use domain::time::Instant;
use store::desk::Step;
use store::retention;

/// Steps of one night for one trace; more are the next night's.
const STEPS_MAX: u32 = 100_000;
/// What is counted beforehand, at most.
const COUNTED_MAX: i64 = 1_000_000;
const DAY_MINUTES: i64 = 24 * 60;

/// What went, or would go, of one trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Went {
    /// What.
    pub trace: Trace,
    /// For how many days it is kept.
    pub days: u32,
    /// How many.
    pub count: u64,
}

/// What is kept for a time, with what is older than which instant.
async fn limits(home: &Home, now: Instant) -> anyhow::Result<Vec<(Trace, u32, Instant)>> {
    let directory = home.directory().await?;
    let kept = Trace::ALL.iter().filter_map(|trace| Some((*trace, directory.kept_days(*trace)?)));
    Ok(kept.map(|(trace, days)| (trace, days, now.plus_minutes(-i64::from(days) * DAY_MINUTES))).collect())
}

/// What would go now.
///
/// # Errors
/// When the database cannot be read.
pub async fn look(home: &Home, now: Instant) -> anyhow::Result<Vec<Went>> {
    let mut went = Vec::new();
    for (trace, days, before) in limits(home, now).await? {
        let count = retention::count(&home.db, &home.org, trace, before, COUNTED_MAX).await?;
        went.push(Went { trace, days, count });
    }
    Ok(went)
}

/// Removes what is over its time, in somebody's name. Whoever breaks it off loses nothing: what was done is done, and the
/// rest is the next call's.
///
/// # Errors
/// When the database or the media cannot be written.
pub async fn apply(home: &Home, (actor, via): (&Actor, Via), now: Instant) -> anyhow::Result<Vec<Went>> {
    let mut went = Vec::new();
    for (trace, days, before) in limits(home, now).await? {
        let mut count = 0;
        let mut after = None;
        for _ in 0..STEPS_MAX {
            let command = Command::Expire(Box::new(Expired::none(trace, days, before)));
            let stamp = chance::stamps()?.at(chance::now().max(now));
            let request = Request { org: home.org.clone(), actor: actor.clone(), via, stamp, import: None, command };
            let Step { removed, next } = match home.desk.expire(request, after).await? {
                Ok(step) => step,
                Err(refusal) => {
                    // Somebody has it kept longer since this night began.
                    tracing::warn!(trace = %trace, "Nothing more of {trace} is removed tonight: {refusal}");
                    break;
                }
            };
            count += removed;
            let is_beside = matches!(trace, Trace::Raw | Trace::Openings);
            if next.is_none() && (removed == 0 || !is_beside) {
                break;
            }
            after = next;
        }
        if trace == Trace::Words && count > 0 {
            home.desk.scrub().await?;
        }
        went.push(Went { trace, days, count });
    }
    delete(home).await?;
    Ok(went)
}

/// Deletes the files that went, also those that an earlier night left behind.
async fn delete(home: &Home) -> anyhow::Result<()> {
    loop {
        let spent = retention::spent(&home.db, &home.org).await?;
        if spent.is_empty() {
            return Ok(());
        }
        for file in &spent {
            home.delete(std::slice::from_ref(file)).await?;
            retention::deleted(&home.db, &home.org, file).await?;
        }
    }
}

#[cfg(test)]
mod tests;
