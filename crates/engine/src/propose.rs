//! A directory proposed from what was heard, for a person to confirm: nothing of it is recorded.

use crate::roster::{PersonLine, PlaceLine, Roster, SiteLine, TaskLine};
use brain::habits::{Habits, Remark};
use domain::directory::Role;
use domain::id::OrgId;
use domain::message::{Form, Handle};
use domain::time::Zone;
use std::collections::BTreeMap;
use store::need::Need;
use store::{StoreError, read};

/// What the one site is called when nothing names it.
const SITE: &str = "Our site";

/// Proposes what the directory lacks: who speaks, which places are named, which reports recur. What it has already
/// comes first, as it is.
///
/// # Errors
/// When the database cannot be read.
pub async fn propose(desk: &store::desk::Desk, org: &OrgId, zone: &Zone) -> Result<Roster, StoreError> {
    let (db, mut habits, mut after) = (desk.db(), Habits::default(), 0);
    let mut last = None;
    loop {
        let page = read::messages::all(db, org, after).await?;
        let Some(end) = page.last() else { break };
        (after, last) = (end.position, Some(end.heard.sent_at));
        for message in &page {
            let Some(meaning) = &message.heard.meaning else { continue };
            habits.see(Remark {
                sender: &message.sender_name,
                kind: meaning.kind,
                text: &message.heard.text,
                at: message.heard.sent_at.in_zone(zone).datetime(),
                has_picture: matches!(message.heard.form, Form::Image | Form::Video),
            });
        }
    }
    let Some(last) = last else { return Ok(Roster::default()) };
    let draft = desk.draft(org, &Need::at(last)).await?;
    let directory = &draft.situation().directory;
    let chats = read::conversations(db, org).await?;
    let name = chats.first().map(|chat| chat.conversation.name.clone()).filter(|name| !name.is_empty());
    Ok(complete(Roster::of(directory), &habits, &name.unwrap_or_else(|| SITE.to_owned()), zone))
}

/// A directory with what habits show and it lacks.
fn complete(mut known: Roster, habits: &Habits, site_name: &str, zone: &Zone) -> Roster {
    if known.sites.is_empty() {
        let timezone = Some(zone.name().to_owned());
        known.sites.push(SiteLine { name: site_name.to_owned(), timezone, ..SiteLine::default() });
    }
    let site = known.sites[0].name.clone();
    if known.sites.iter().all(|site| site.places.is_empty()) {
        let place = |place: brain::habits::NamedPlace| PlaceLine { name: place.name, ..PlaceLine::default() };
        known.sites[0].places = habits.places().into_iter().map(place).collect();
    }
    let mut lines: BTreeMap<Handle, usize> = BTreeMap::new();
    for (at, person) in known.people.iter().enumerate() {
        lines.insert(Handle::name(&person.name), at);
    }
    for speaker in habits.speakers() {
        let role = (speaker.role != Role::Unknown).then(|| speaker.role.word().to_owned());
        match lines.get(&Handle::name(&speaker.name)) {
            Some(at) => {
                let line = &mut known.people[*at];
                line.role = line.role.take().or(role);
                line.site.get_or_insert_with(|| site.clone());
            }
            None => {
                let site = Some(site.clone());
                known.people.push(PersonLine { name: speaker.name, role, site, ..PersonLine::default() });
            }
        }
    }
    if known.tasks.is_empty() {
        known.tasks = habits.routines().into_iter().map(|routine| task(routine, &site)).collect();
    }
    known
}

fn task(routine: brain::habits::Routine, site: &str) -> TaskLine {
    TaskLine {
        name: format!("{} ({})", routine.name, routine.at.strftime("%H:%M")),
        kind: Some(if routine.is_patrol { "patrol" } else { "task" }.to_owned()),
        assignee: Some(routine.sender),
        place: Some(site.to_owned()),
        rrule: routine.rrule,
        at: routine.at.strftime("%H:%M").to_string(),
        window_minutes: Some(routine.window_minutes),
        requires_photo: routine.with_picture,
        ..TaskLine::default()
    }
}
