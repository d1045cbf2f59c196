//! Recording a directory as people wrote it, whoever brings it.

use super::{Roster, RosterError};
use crate::stamps::Stamps;
use domain::directory::Directory;
use domain::id::OrgId;
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, Request, Via};
use domain::time::Instant;
use std::borrow::Cow;
use std::collections::BTreeMap;
use store::StoreError;
use store::desk::Desk;
use store::need::Need;

/// Who brings a directory, through which door, and when.
#[derive(Clone, Debug)]
pub struct Bringer {
    /// Who.
    pub actor: Actor,
    /// Through which door.
    pub via: Via,
    /// When.
    pub at: Instant,
}

/// Why a directory was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum NotRecorded {
    /// It is none; nothing of it was kept.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// One of its lines was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is at fault.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Roster {
    /// Writes it into the journal, in one transaction; what is there and not in it stays. How many lines were new or
    /// changed.
    ///
    /// # Errors
    /// When it is no directory, or the database is at fault.
    pub async fn record(
        &self,
        desk: &Desk,
        org: &OrgId,
        stamps: &mut Stamps,
        bringer: &Bringer,
    ) -> Result<usize, NotRecorded> {
        let known = desk.directory(org).await?;
        let definitions = self.definitions(&known, || stamps.at(bringer.at).id(0))?;
        write(definitions, desk, org, stamps, bringer).await
    }

    /// The same of a roster that grew out of the directory `upon`: only what it says otherwise is written, so that what
    /// others changed meanwhile stays.
    ///
    /// # Errors
    /// When it is no directory, or the database is at fault.
    pub async fn record_changes(
        &self,
        upon: &Directory,
        desk: &Desk,
        org: &OrgId,
        stamps: &mut Stamps,
        bringer: &Bringer,
    ) -> Result<usize, NotRecorded> {
        let mut known = upon.clone();
        // Who was added meanwhile is no newcomer any more.
        let now = desk.directory(org).await?;
        for person in now.people.values().filter(|person| !upon.people.contains_key(&person.id)) {
            known.remember(person.clone());
        }
        let mut fresh = || stamps.at(bringer.at).id(0);
        let before = Self::of(upon).definitions(&known, &mut fresh)?;
        let after = self.definitions(&known, &mut fresh)?;
        let changed = unlike(&before, &after).cloned().collect();
        write(changed, desk, org, stamps, bringer).await
    }
}

async fn write(
    definitions: Vec<Definition>,
    desk: &Desk,
    org: &OrgId,
    stamps: &mut Stamps,
    bringer: &Bringer,
) -> Result<usize, NotRecorded> {
    let ask = |definition| Request {
        org: org.clone(),
        actor: bringer.actor.clone(),
        via: bringer.via,
        stamp: stamps.at(bringer.at),
        import: None,
        command: Command::Define(Box::new(definition)),
    };
    let requests: Vec<Request> = definitions.into_iter().map(ask).collect();
    let mut draft = desk.draft(org, &Need::of(&requests)).await?;
    // All of it or nothing: what one line is refused for keeps the others out, too.
    for request in requests {
        draft.ask(request)?;
    }
    let mut changed = 0;
    for answer in desk.commit(&mut draft).await? {
        changed += answer?.changes.len();
    }
    Ok(changed)
}

/// The lines that say something else than those before say of the same thing.
pub(super) fn unlike<'a>(before: &[Definition], after: &'a [Definition]) -> impl Iterator<Item = &'a Definition> {
    let mut said: BTreeMap<_, Vec<&Definition>> = BTreeMap::new();
    for line in before {
        said.entry(subject(line)).or_default().push(line);
    }
    after.iter().filter(move |line| said.get(&subject(line)).is_none_or(|same| !same.contains(line)))
}

/// What a line is about: its sort, and our name for it.
fn subject(line: &Definition) -> (&'static str, Cow<'_, str>) {
    match line {
        Definition::Site(site) => ("site", site.id.as_str().into()),
        Definition::Place(place) => ("place", place.id.as_str().into()),
        Definition::Vendor(vendor) => ("vendor", vendor.id.as_str().into()),
        Definition::Person(person) => ("person", person.id.as_str().into()),
        Definition::Task(task) => ("task", task.id.as_str().into()),
        Definition::Calendar(calendar) => ("calendar", calendar.id.as_str().into()),
        Definition::Agreement(agreement) => ("agreement", agreement.id.as_str().into()),
        Definition::Member(member) => ("member", member.name.as_str().into()),
        Definition::Ladder(ladder) => ("ladder", ladder.id.as_str().into()),
        Definition::Rota(rota) => ("rota", rota.id.as_str().into()),
        Definition::Duty(duty) => ("duty", duty.id.as_str().into()),
        Definition::Approval(approval) => ("approval", approval.id.as_str().into()),
        Definition::Retention(retention) => ("retention", retention.trace.word().into()),
        Definition::Labels(set) => ("labels", set.name.as_str().into()),
        Definition::Words(worded) => ("words", worded.id().into()),
    }
}

#[cfg(test)]
mod tests;
