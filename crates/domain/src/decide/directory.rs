//! Writing into the directory.

use crate::agreement::Agreement;
use crate::directory::{Directory, Person, Place};
use crate::duty::{Duty, Taker};
use crate::event::{Change, Event, Personal};
use crate::id::PlaceId;
use crate::label::{BadLabels, LabelSet, SETS_MAX};
use crate::ladder::Ladder;
use crate::member::{BadMember, Member, MemberRole};
use crate::quote::{Approval, BadApproval};
use crate::refusal::Refusal;
use crate::request::Definition;
use crate::situation::Situation;
use crate::task::{Task, TaskKind};

/// Whether a place may be a part of another: of one that is known, of the same site, and no part of its part.
fn is_whole(directory: &Directory, whole: &PlaceId, part: &Place) -> bool {
    let is_here = directory.places.get(whole).is_some_and(|known| known.site == part.site);
    is_here && directory.lineage(whole).iter().all(|around| around.id != part.id)
}

/// Writes one line; a line that says what is already known changes nothing.
pub fn define(situation: &Situation, definition: &Definition) -> Result<Vec<Change>, Refusal> {
    let directory = &situation.directory;
    let unless = |known: bool, change: Change| if known { Vec::new() } else { vec![change] };
    let has_site = |site: &crate::id::SiteId| directory.sites.contains_key(site);
    match definition {
        Definition::Site(site) => {
            let known = directory.sites.get(&site.id) == Some(site);
            Ok(unless(known, Event::SiteDefined { site: site.clone() }.into()))
        }
        Definition::Place(place) => {
            if !has_site(&place.site) {
                return Err(Refusal::Undefined { kind: "site", name: place.site.to_string() });
            }
            if let Some(parent) = place.parent.as_ref().filter(|parent| !is_whole(directory, parent, place)) {
                return Err(Refusal::Undefined { kind: "place", name: parent.to_string() });
            }
            let known = directory.places.get(&place.id) == Some(place);
            Ok(unless(known, Event::PlaceDefined { place: place.clone() }.into()))
        }
        Definition::Vendor(vendor) => {
            let known = directory.vendors.get(&vendor.id) == Some(vendor);
            Ok(unless(known, Event::VendorDefined { vendor: vendor.clone() }.into()))
        }
        Definition::Person(person) => describe(directory, person),
        Definition::Task(task) => {
            check_task(directory, task)?;
            let before = directory.tasks.get(&task.id).map(Task::written);
            // Files and forms do not say where it came from.
            let habit = task.habit.clone().or_else(|| before.as_ref().and_then(|before| before.habit.clone()));
            let task = Task { habit, ..task.written() };
            Ok(unless(before.as_ref() == Some(&task), Event::TaskDefined { task }.into()))
        }
        Definition::Member(member) => {
            check_member(situation, member)?;
            let known = directory.members.get(&member.name) == Some(member);
            Ok(unless(known, Event::MemberDefined { member: member.clone() }.into()))
        }
        Definition::Calendar(calendar) => {
            calendar.check()?;
            let known = directory.calendars.get(&calendar.id) == Some(calendar);
            Ok(unless(known, Event::CalendarDefined { calendar: calendar.clone() }.into()))
        }
        Definition::Ladder(ladder) => rise(situation, ladder),
        Definition::Duty(duty) => put_on_duty(situation, duty),
        Definition::Rota(rota) => super::rotas::define(situation, rota),
        Definition::Approval(approval) => approve(situation, approval),
        Definition::Retention(retention) => super::retention::set(situation, retention),
        Definition::Labels(set) => labels(directory, set),
        Definition::Words(worded) => {
            worded.check()?;
            let before = directory.worded.get(&worded.id()).map_or("", |known| known.words.as_str());
            Ok(unless(before == worded.words, Event::SentenceWorded(worded.clone()).into()))
        }
        Definition::Agreement(agreement) => {
            let known = directory.agreements.get(&agreement.id) == Some(agreement);
            agree(situation, agreement)?;
            Ok(unless(known, Event::AgreementDefined { agreement: agreement.clone() }.into()))
        }
    }
}

/// Writes a set of the organisation's own labels.
fn labels(directory: &Directory, set: &LabelSet) -> Result<Vec<Change>, Refusal> {
    set.check()?;
    let known = directory.labels.get(&set.name);
    if known.is_none() && directory.labels.len() >= SETS_MAX {
        return Err(BadLabels::TooMany(SETS_MAX, "sets of labels").into());
    }
    Ok(if known == Some(set) { Vec::new() } else { vec![Event::LabelsDefined(set.clone()).into()] })
}

/// Describes a person. What several people share has nobody's word.
fn describe(directory: &Directory, person: &Person) -> Result<Vec<Change>, Refusal> {
    let before = directory.people.get(&person.id);
    let person = &reached(person, before);
    if person.shared.is_some() && person.role.leads() {
        return Err(Refusal::SharedLead(person.name.clone()));
    }
    if before == Some(person) {
        return Ok(Vec::new());
    }
    let personal = Personal { name: person.name.clone(), handles: person.handles.clone(), ..Personal::none() };
    let (role, vendor, site) = (person.role, person.vendor.clone(), person.site.clone());
    let shared = person.shared.is_some();
    let event = Event::PersonDefined { person: person.id.clone(), role, vendor, site, shared };
    Ok(vec![event.with(personal)])
}

/// A person as described, with what channels taught us of how they are reached: ids that no file knows, and a number as
/// WhatsApp spells it.
fn reached(person: &Person, before: Option<&Person>) -> Person {
    let mut person = person.clone();
    // Who holds it goes on, whatever else a file says of it.
    if let Some(known) = before.and_then(|before| before.shared.clone()).filter(|_| person.shared.is_some()) {
        person.shared = Some(known);
    }
    for handle in before.into_iter().flat_map(|before| before.handles.iter().rev()) {
        let is_spelling = handle.twin().is_some_and(|twin| person.handles.contains(&twin));
        let is_id = handle.as_phone().is_none() && !handle.0.starts_with("name:");
        if person.handles.contains(handle) {
            continue;
        }
        match (is_spelling, is_id) {
            (true, _) => person.handles.insert(0, handle.clone()),
            (false, true) => person.handles.push(handle.clone()),
            (false, false) => {}
        }
    }
    person
}

/// Whether a task can recur and be a check where it is one, and its calendar and its checkpoints are there.
fn check_task(directory: &Directory, task: &Task) -> Result<(), Refusal> {
    task.cadence.check()?;
    if task.check && task.kind != TaskKind::Task {
        return Err(Refusal::NoCheck(task.id.clone()));
    }
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    if let Some(unknown) = task.cadence.calendar.as_ref().filter(|id| !directory.calendars.contains_key(id)) {
        return undefined("calendar", unknown.to_string());
    }
    let mut points = task.tour.iter().flat_map(|tour| &tour.checkpoints);
    match points.find(|point| !directory.places.contains_key(point)) {
        Some(unknown) => undefined("place", unknown.to_string()),
        None => Ok(()),
    }
}

/// Writes a ladder that can be used, and contradicts no other.
fn rise(situation: &Situation, ladder: &Ladder) -> Result<Vec<Change>, Refusal> {
    ladder.check()?;
    let directory = &situation.directory;
    if let Some(site) = ladder.site.as_ref().filter(|site| !directory.sites.contains_key(site)) {
        return Err(Refusal::Undefined { kind: "site", name: site.to_string() });
    }
    match directory.ladders.values().find(|other| ladder.quarrels_with(other)) {
        Some(other) => Err(ladder.quarrel(other).into()),
        None if directory.ladders.get(&ladder.id) == Some(ladder) => Ok(Vec::new()),
        None => Ok(vec![Event::LadderDefined(ladder.clone()).into()]),
    }
}

/// Writes from which cost on somebody has to agree, where it speaks of what there is and contradicts no other.
fn approve(situation: &Situation, approval: &Approval) -> Result<Vec<Change>, Refusal> {
    approval.check()?;
    let directory = &situation.directory;
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    if let Some(site) = approval.site.as_ref().filter(|site| !directory.sites.contains_key(site)) {
        return undefined("site", site.to_string());
    }
    if let Some(vendor) = approval.vendor.as_ref().filter(|vendor| !directory.vendors.contains_key(vendor)) {
        return undefined("vendor", vendor.to_string());
    }
    match directory.approvals.values().find(|other| approval.quarrels_with(other)) {
        Some(other) => Err(BadApproval::Quarrel(approval.name.clone(), other.name.clone()).into()),
        None if directory.approvals.get(&approval.id) == Some(approval) => Ok(Vec::new()),
        None => Ok(vec![Event::ApprovalDefined(approval.clone()).into()]),
    }
}

/// Writes a duty that names those who are there, and contradicts no other.
fn put_on_duty(situation: &Situation, duty: &Duty) -> Result<Vec<Change>, Refusal> {
    duty.check()?;
    let directory = &situation.directory;
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    if let Some(site) = duty.site.as_ref().filter(|site| !directory.sites.contains_key(site)) {
        return undefined("site", site.to_string());
    }
    if let Some(place) = duty.place.as_ref().filter(|place| !directory.places.contains_key(place)) {
        return undefined("place", place.to_string());
    }
    for turn in &duty.turns {
        match &turn.who {
            Taker::Person(person) if directory.person(person).is_none() => {
                return undefined("person", person.to_string());
            }
            Taker::Vendor(vendor) if !directory.vendors.contains_key(vendor) => {
                return undefined("vendor", vendor.to_string());
            }
            Taker::Rota(rota) if !directory.rotas.contains_key(rota) => {
                return undefined("rota", rota.to_string());
            }
            Taker::Person(_) | Taker::Vendor(_) | Taker::Crew(_) | Taker::Rota(_) => {}
        }
    }
    match directory.duties.values().find(|other| duty.quarrels_with(other)) {
        Some(other) => Err(duty.quarrel(other).into()),
        None if directory.duties.get(&duty.id) == Some(duty) => Ok(Vec::new()),
        None => Ok(vec![Event::DutyDefined(duty.clone()).into()]),
    }
}

/// Whether an agreement speaks of what there is, and contradicts no other.
fn agree(situation: &Situation, agreement: &Agreement) -> Result<(), Refusal> {
    let directory = &situation.directory;
    agreement.check()?;
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    if let Some(site) = agreement.site.as_ref().filter(|site| !directory.sites.contains_key(site)) {
        return undefined("site", site.to_string());
    }
    if let Some(vendor) = agreement.vendor.as_ref().filter(|vendor| !directory.vendors.contains_key(vendor)) {
        return undefined("vendor", vendor.to_string());
    }
    if let Some(calendar) = agreement.calendars().find(|calendar| !directory.calendars.contains_key(calendar)) {
        return undefined("calendar", calendar.to_string());
    }
    match directory.agreements.values().find(|other| agreement.quarrels_with(other)) {
        Some(other) => Err(agreement.quarrel(other).into()),
        None => Ok(()),
    }
}

/// Whether a member can be, and leaves an owner who sees everything.
fn check_member(situation: &Situation, member: &Member) -> Result<(), Refusal> {
    let directory = &situation.directory;
    member.check()?;
    if let Some(site) = member.sites.iter().find(|site| !directory.sites.contains_key(site)) {
        return Err(Refusal::Undefined { kind: "site", name: site.to_string() });
    }
    if let Some(vendor) = member.vendor.as_ref().filter(|vendor| !directory.vendors.contains_key(vendor)) {
        return Err(Refusal::Undefined { kind: "vendor", name: vendor.to_string() });
    }
    if let Some(person) = member.person.as_ref().filter(|person| !directory.people.contains_key(person)) {
        return Err(Refusal::Undefined { kind: "person", name: person.to_string() });
    }
    let rules = |member: &Member| member.role == MemberRole::Owner && member.sees_all() && !member.ended;
    let is_house = |name: &str| name == Member::HOUSE;
    let others = directory.members.values().filter(|other| other.name != member.name).any(rules);
    let house = !is_house(&member.name) && !directory.members.contains_key(Member::HOUSE);
    if rules(member) || others || house { Ok(()) } else { Err(BadMember::LastOwner.into()) }
}
