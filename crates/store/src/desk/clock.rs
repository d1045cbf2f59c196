//! Letting the clock do what is due; costs what is due, and not what there is.

use super::Desk;
use crate::StoreError;
use crate::situation::OCCURRENCES_BEFORE_MINUTES;
use crate::sql::Tx;
use crate::views::{occurrences, orgs, promises};
use domain::directory::Directory;
use domain::id::OrgId;
use domain::policy::agenda;
use domain::rota;
use domain::time::{Instant, Zone};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Organisations whose agenda is kept in memory; when there are more, all are worked out again.
const AGENDAS_MAX: usize = 1_000;
/// Days of tasks that are open, or ended without anybody's word, that are looked at one by one; where there are more, all is.
const DAYS_MAX: i64 = 4_000;

/// When the next day of a task comes up, by the directory, the clocks and the hearing it was worked out for.
#[derive(Clone, Debug, PartialEq)]
struct Agenda {
    directory: i64,
    zone: String,
    since: Option<Instant>,
    comes_up: Instant,
}

/// Of each organisation what was last worked out, once everything that was due by then was done.
#[derive(Clone, Debug, Default)]
pub(super) struct Agendas(Arc<Mutex<BTreeMap<OrgId, Agenda>>>);

impl Agendas {
    fn of(&self, org: &OrgId) -> Option<Agenda> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(org).cloned()
    }

    fn put(&self, org: &OrgId, agenda: Agenda) {
        let mut agendas = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if agendas.len() >= AGENDAS_MAX {
            agendas.clear();
        }
        agendas.insert(org.clone(), agenda);
    }

    /// Has it worked out anew.
    pub(super) fn forget(&self, org: &OrgId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(org);
    }
}

/// That something may be due. Given back to [`Desk::done`] when that is done.
#[derive(Debug)]
#[must_use]
pub struct Due(Agenda);

impl Desk {
    /// Whether the clock may have anything to do at an instant: a promise, a step of a ladder, a day of a task that comes up or
    /// ends, the changing over of a rota. None when not. `since` is from when on people are heard.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn due(&self, org: &OrgId, now: Instant, since: Option<Instant>) -> Result<Option<Due>, StoreError> {
        let mut tx = self.db().snapshot().await?;
        let row = orgs::read(&mut tx, org).await?;
        let known = self.known_directory(&mut tx, org, row.as_ref()).await?;
        let zone = row.as_ref().and_then(|row| Zone::named(&row.zone).ok()).unwrap_or_else(Zone::utc);
        let directory = row.map_or(0, |row| row.directory_position);
        let (kept, name) = (self.agendas.of(org), zone.name().to_owned());
        let holds = |kept: &Agenda| {
            (kept.directory, &kept.zone, kept.since) == (directory, &name, since) && now < kept.comes_up
        };
        let look = match kept.filter(holds) {
            None => Some(agenda::comes_up(&known, &zone, now)),
            Some(kept) => {
                let is_due = !rota::begun(&known, &zone, now).is_empty()
                    || !promises::due(&mut tx, org, now, 1).await?.is_empty()
                    || !occurrences::pending(&mut tx, org, now, 1).await?.is_empty()
                    || is_reached(&mut tx, org, &known, (now, since)).await?;
                is_due.then_some(kept.comes_up)
            }
        };
        tx.commit().await?;
        Ok(look.map(|comes_up| Due(Agenda { directory, zone: name, since, comes_up })))
    }

    /// What a look found was done, or nothing came of it: no day comes up before the next does.
    pub fn done(&self, org: &OrgId, due: Due) {
        self.agendas.put(org, due.0);
    }

    /// Makes the views of an organisation anew when an earlier program made them in another shape. Whether it did.
    ///
    /// # Errors
    /// As [`Desk::rebuild`].
    pub async fn bring_up_to_date(&self, org: &OrgId) -> Result<bool, StoreError> {
        let mut tx = self.db().snapshot().await?;
        let is_old = orgs::is_of_old_shape(&mut tx, org).await?;
        tx.commit().await?;
        if is_old {
            self.rebuild(org).await?;
        }
        Ok(is_old)
    }
}

/// Whether a step about a day may be due that is open, or that nobody reported.
async fn is_reached(
    tx: &mut Tx,
    org: &OrgId,
    known: &Directory,
    (now, since): (Instant, Option<Instant>),
) -> Result<bool, StoreError> {
    if known.tasks.is_empty() {
        return Ok(false);
    }
    let days = occurrences::unsettled(tx, org, now.plus_minutes(-OCCURRENCES_BEFORE_MINUTES), DAYS_MAX).await?;
    Ok(days.len() >= DAYS_MAX as usize || days.iter().any(|day| agenda::is_due(known, day, now, since)))
}
