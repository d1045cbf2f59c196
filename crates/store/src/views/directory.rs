//! The directory as rows: whole structs as JSON, since decisions and pages always want all of it.

use crate::bulk::Bulk;
use crate::sql::{Arg, Tx};
use crate::text::{free, from_json, json};
use crate::{StoreError, args, row};
use domain::directory::Directory;
use domain::id::{OrgId, PersonId};
use domain::message::Handle;
use domain::situation::Touched;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

/// Rows of one kind that are read; far more than one organisation has of anything but people.
const ROWS_MAX: i64 = 200_000;

macro_rules! table {
    ($name:ident, $load:ident, $table:literal) => {
        static $name: LazyLock<Bulk> = LazyLock::new(|| {
            Bulk::new(
                concat!("INSERT INTO ", $table, " (org, id, name, body)"),
                4,
                "ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, body = excluded.body",
            )
        });
        const $load: &str = concat!("SELECT body FROM ", $table, " WHERE org = $1 ORDER BY id LIMIT $2");
    };
}

table!(SITES, LOAD_SITES, "sites");
table!(PLACES, LOAD_PLACES, "places");
table!(VENDORS, LOAD_VENDORS, "vendors");
table!(TASKS, LOAD_TASKS, "tasks");
table!(CALENDARS, LOAD_CALENDARS, "calendars");
table!(AGREEMENTS, LOAD_AGREEMENTS, "agreements");
table!(MEMBERS, LOAD_MEMBERS, "members");
table!(LADDERS, LOAD_LADDERS, "ladders");
table!(DUTIES, LOAD_DUTIES, "duties");
table!(ROTAS, LOAD_ROTAS, "rotas");
table!(APPROVALS, LOAD_APPROVALS, "approvals");
table!(RETENTION, LOAD_RETENTION, "retention");
table!(WORDED, LOAD_WORDED, "worded");
table!(LABEL_SETS, LOAD_LABEL_SETS, "label_sets");
table!(NOTICES, LOAD_NOTICES, "notices");
table!(BARRED, LOAD_BARRED, "barred");
table!(PEOPLE, LOAD_PEOPLE, "people");

static HANDLES: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO handles (org, handle, person)",
        3,
        "ON CONFLICT (org, handle) DO UPDATE SET person = excluded.person",
    )
});

row! {
    struct HandleRow { handle: String, person: String }
}

row! {
    struct SameRow { person: String, same: String }
}

/// Writes sites, places, vendors, tasks, calendars, agreements, ladders, duties, rotas, members, own words and own labels. There are few, and they change seldom.
pub(crate) async fn write(tx: &mut Tx, org: &OrgId, directory: &Directory) -> Result<(), StoreError> {
    SITES
        .write(tx, directory.sites.iter().map(|(id, site)| line(org, id.as_str(), &site.name, site)).collect())
        .await?;
    let places = directory.places.iter().map(|(id, place)| line(org, id.as_str(), &place.name, place)).collect();
    PLACES.write(tx, places).await?;
    let vendors = directory.vendors.iter().map(|(id, vendor)| line(org, id.as_str(), &vendor.name, vendor)).collect();
    VENDORS.write(tx, vendors).await?;
    TASKS
        .write(tx, directory.tasks.iter().map(|(id, task)| line(org, id.as_str(), &task.name, task)).collect())
        .await?;
    let calendars = directory.calendars.iter().map(|(id, calendar)| line(org, id.as_str(), &calendar.name, calendar));
    CALENDARS.write(tx, calendars.collect()).await?;
    let agreements = directory.agreements.iter().map(|(id, agreed)| line(org, id.as_str(), &agreed.name, agreed));
    AGREEMENTS.write(tx, agreements.collect()).await?;
    let members = directory.members.iter().map(|(name, member)| line(org, name, name, member));
    MEMBERS.write(tx, members.collect()).await?;
    let ladders = directory.ladders.iter().map(|(id, ladder)| line(org, id.as_str(), &ladder.name, ladder));
    LADDERS.write(tx, ladders.collect()).await?;
    let duties = directory.duties.iter().map(|(id, duty)| line(org, id.as_str(), &duty.name, duty));
    DUTIES.write(tx, duties.collect()).await?;
    let rotas = directory.rotas.iter().map(|(id, rota)| line(org, id.as_str(), &rota.name, rota));
    ROTAS.write(tx, rotas.collect()).await?;
    let approvals = directory.approvals.iter().map(|(id, one)| line(org, id.as_str(), &one.name, one));
    APPROVALS.write(tx, approvals.collect()).await?;
    let retention = directory.retention.iter().map(|(trace, said)| line(org, trace.word(), trace.word(), said));
    RETENTION.write(tx, retention.collect()).await?;
    let worded = directory.worded.iter().map(|(id, worded)| line(org, id, &worded.sentence, worded));
    WORDED.write(tx, worded.collect()).await?;
    let labels = directory.labels.iter().map(|(name, set)| line(org, name, name, set));
    LABEL_SETS.write(tx, labels.collect()).await
}

/// Writes what changed of what WhatsApp says of our account, and of whom it cannot reach: that changes often.
pub(crate) async fn write_notices(
    tx: &mut Tx,
    org: &OrgId,
    directory: &Directory,
    marks: &Touched,
) -> Result<(), StoreError> {
    for gone in marks.notices.iter().filter(|id| !directory.notices.contains_key(*id)) {
        tx.run("DELETE FROM notices WHERE org = $1 AND id = $2", args![org.as_str(), free(gone)]).await?;
    }
    let notices = marks.notices.iter().filter_map(|id| directory.notices.get(id));
    NOTICES.write(tx, notices.map(|notice| line(org, &notice.id(), &notice.subject, notice)).collect()).await?;
    let barred = marks.barred.iter().filter_map(|id| directory.barred.get(id));
    BARRED.write(tx, barred.map(|barred| line(org, barred.person.as_str(), "", barred)).collect()).await
}

/// Writes some people, and whom their handles lead to.
pub(crate) async fn write_people(
    tx: &mut Tx,
    org: &OrgId,
    directory: &Directory,
    marks: &Touched,
) -> Result<(), StoreError> {
    let touched = &marks.people;
    if touched.is_empty() {
        return Ok(());
    }
    for handle in &marks.left {
        tx.run("DELETE FROM handles WHERE org = $1 AND handle = $2", args![org.as_str(), free(&handle.0)]).await?;
    }
    for person in &marks.same {
        match directory.same.get(person) {
            Some(same) => be_same(tx, org, person, same).await?,
            None => {
                tx.run("DELETE FROM same_people WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()])
                    .await?;
            }
        }
    }
    let people = touched.iter().filter_map(|id| directory.people.get(id));
    PEOPLE.write(tx, people.map(|person| line(org, person.id.as_str(), &person.name, person)).collect()).await?;
    // All that lead to them, those of earlier names too: several changes may have come since the last writing.
    let leads = directory.handles.iter().filter(|(_, person)| touched.contains(*person));
    let rows = leads.map(|(handle, person)| vec![org.as_str().into(), free(&handle.0), person.as_str().into()]);
    HANDLES.write(tx, rows.collect()).await
}

async fn be_same(tx: &mut Tx, org: &OrgId, person: &PersonId, same: &PersonId) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO same_people (org, person, same)
        VALUES ($1, $2, $3)
        ON CONFLICT (org, person) DO UPDATE SET same = excluded.same",
        args![org.as_str(), person.as_str(), same.as_str()],
    )
    .await
    .map(|_| ())
}

fn line(org: &OrgId, id: &str, name: &str, body: &impl Serialize) -> Vec<Arg> {
    vec![org.as_str().into(), free(id), free(name), json(body).into()]
}

/// Reads all of it.
pub(crate) async fn load(tx: &mut Tx, org: &OrgId) -> Result<Directory, StoreError> {
    let sites = lines(tx, org, LOAD_SITES).await?;
    let places = lines(tx, org, LOAD_PLACES).await?;
    let vendors = lines(tx, org, LOAD_VENDORS).await?;
    let tasks = lines(tx, org, LOAD_TASKS).await?;
    let calendars = lines(tx, org, LOAD_CALENDARS).await?;
    let agreements = lines(tx, org, LOAD_AGREEMENTS).await?;
    let members = lines(tx, org, LOAD_MEMBERS).await?;
    let ladders = lines(tx, org, LOAD_LADDERS).await?;
    let duties = lines(tx, org, LOAD_DUTIES).await?;
    let rotas = lines(tx, org, LOAD_ROTAS).await?;
    let approvals = lines(tx, org, LOAD_APPROVALS).await?;
    let retention = lines(tx, org, LOAD_RETENTION).await?;
    let worded = lines(tx, org, LOAD_WORDED).await?;
    let labels = lines(tx, org, LOAD_LABEL_SETS).await?;
    let notices = lines(tx, org, LOAD_NOTICES).await?;
    let barred = lines(tx, org, LOAD_BARRED).await?;
    let people = lines(tx, org, LOAD_PEOPLE).await?;
    let handles: Vec<HandleRow> = tx
        .all(
            "SELECT handle, person
            FROM handles
            WHERE org = $1
            ORDER BY handle
            LIMIT $2",
            args![org.as_str(), ROWS_MAX],
        )
        .await?;
    let same = load_same(tx, org).await?;
    Ok(Directory {
        same: same.into_iter().map(|row| (PersonId(row.person), PersonId(row.same))).collect(),
        sites: sites.into_iter().map(|site: domain::directory::Site| (site.id.clone(), site)).collect(),
        places: places.into_iter().map(|place: domain::directory::Place| (place.id.clone(), place)).collect(),
        vendors: vendors.into_iter().map(|vendor: domain::directory::Vendor| (vendor.id.clone(), vendor)).collect(),
        tasks: tasks.into_iter().map(|task: domain::task::Task| (task.id.clone(), task)).collect(),
        calendars: calendars
            .into_iter()
            .map(|calendar: domain::calendar::Calendar| (calendar.id.clone(), calendar))
            .collect(),
        agreements: agreements
            .into_iter()
            .map(|agreed: domain::agreement::Agreement| (agreed.id.clone(), agreed))
            .collect(),
        members: members.into_iter().map(|member: domain::member::Member| (member.name.clone(), member)).collect(),
        ladders: ladders.into_iter().map(|ladder: domain::ladder::Ladder| (ladder.id.clone(), ladder)).collect(),
        duties: duties.into_iter().map(|duty: domain::duty::Duty| (duty.id.clone(), duty)).collect(),
        rotas: rotas.into_iter().map(|rota: domain::rota::Rota| (rota.id.clone(), rota)).collect(),
        approvals: approvals.into_iter().map(|one: domain::quote::Approval| (one.id.clone(), one)).collect(),
        retention: retention.into_iter().map(|said: domain::retention::Retention| (said.trace, said)).collect(),
        worded: worded.into_iter().map(|one: domain::wording::own::Worded| (one.id(), one)).collect(),
        labels: labels.into_iter().map(|set: domain::label::LabelSet| (set.name.clone(), set)).collect(),
        notices: notices.into_iter().map(|one: domain::notice::Notice| (one.id(), one)).collect(),
        barred: barred.into_iter().map(|one: domain::barred::Barred| (one.person.clone(), one)).collect(),
        people: people.into_iter().map(|person: domain::directory::Person| (person.id.clone(), person)).collect(),
        handles: handles.into_iter().map(|row| (Handle(row.handle), PersonId(row.person))).collect(),
    })
}

async fn load_same(tx: &mut Tx, org: &OrgId) -> Result<Vec<SameRow>, StoreError> {
    tx.all(
        "SELECT person, same
        FROM same_people
        WHERE org = $1
        ORDER BY person
        LIMIT $2",
        args![org.as_str(), ROWS_MAX],
    )
    .await
}

async fn lines<T: DeserializeOwned>(tx: &mut Tx, org: &OrgId, sql: &'static str) -> Result<Vec<T>, StoreError> {
    let rows: Vec<String> = tx.all(sql, args![org.as_str(), ROWS_MAX]).await?;
    rows.iter().map(|row| from_json("body", row)).collect()
}
