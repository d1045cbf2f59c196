//! What is known, written back as people write it.

use super::approvals::ApprovalLine;
use super::duties::DutyLine;
use super::ladders::LadderLine;
use super::rotas::RotaLine;
use super::tasks::WINDOW;
use super::{
    AgreementLine, CalendarLine, GeoLine, PersonLine, PlaceLine, Roster, ShiftLine, SiteLine, TaskLine, VendorLine,
};
use domain::directory::{Directory, Role, Shift};
use domain::id::{CalendarId, PlaceId, SiteId};
use domain::message::Handle;
use domain::task::{Closed, Task};
use domain::time::Day;
use domain::tour::Tour;

impl Roster {
    /// The directory as a file would say it.
    pub fn of(known: &Directory) -> Self {
        let vendor = |id| known.vendors.get(id).map(|vendor| vendor.name.clone());
        let site = |id| known.sites.get(id).map(|site| site.name.clone());
        let calendar = |id: Option<&CalendarId>| Some(known.calendars.get(id?)?.name.clone());
        Self {
            sites: known
                .sites
                .values()
                .map(|site| SiteLine {
                    name: site.name.clone(),
                    aliases: site.aliases.clone(),
                    timezone: site.zone.as_ref().map(|zone| zone.name().to_owned()),
                    geo: site.geo.map(|geo| GeoLine { lat: geo.lat, lon: geo.lon, radius_m: site.radius_m }),
                    shifts: site.shifts.iter().map(ShiftLine::of).collect(),
                    client: site.client.clone(),
                    calendar: calendar(site.calendar.as_ref()),
                    places: places(known, &site.id, None),
                })
                .collect(),
            vendors: known
                .vendors
                .values()
                .map(|vendor| VendorLine {
                    name: vendor.name.clone(),
                    categories: vendor.categories.iter().map(|category| category.word().to_owned()).collect(),
                })
                .collect(),
            people: known
                .people
                .values()
                .filter(|person| !person.name.is_empty())
                .map(|person| PersonLine {
                    name: person.name.clone(),
                    phone: person.handles.iter().find_map(Handle::as_phone).map(str::to_owned),
                    role: (person.role != Role::Unknown).then(|| person.role.word().to_owned()),
                    vendor: person.vendor.as_ref().and_then(vendor),
                    site: person.site.as_ref().and_then(site),
                    shared: person.shared.is_some(),
                })
                .collect(),
            tasks: known.tasks.values().map(|task| task_line(known, task)).collect(),
            calendars: known.calendars.values().map(CalendarLine::of).collect(),
            agreements: known.agreements.values().map(|agreed| AgreementLine::of(known, agreed)).collect(),
            ladders: known.ladders.values().map(|ladder| LadderLine::of(known, ladder)).collect(),
            approvals: known.approvals.values().map(|one| ApprovalLine::of(known, one)).collect(),
            rotas: known.rotas.values().filter_map(|rota| RotaLine::of(known, rota)).collect(),
            duties: known.duties.values().map(|duty| DutyLine::of(known, duty)).collect(),
        }
    }

    /// The file's text.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a roster has only texts, numbers and lists, which TOML can all write")
    }
}

fn places(known: &Directory, site: &SiteId, parent: Option<&PlaceId>) -> Vec<PlaceLine> {
    let inside = known.places.values().filter(|place| place.site == *site && place.parent.as_ref() == parent);
    inside
        .map(|place| PlaceLine {
            name: place.name.clone(),
            aliases: place.aliases.clone(),
            geo: place.geo.map(|geo| GeoLine { lat: geo.lat, lon: geo.lon, radius_m: place.radius_m }),
            asset: place.asset,
            places: places(known, site, Some(&place.id)),
        })
        .collect()
}

fn task_line(known: &Directory, task: &Task) -> TaskLine {
    let person = |id| known.people.get(id).map(|who| who.name.clone()).filter(|name| !name.is_empty());
    let (cadence, tour) = (&task.cadence, task.tour.as_ref());
    let days = |days: &std::collections::BTreeSet<Day>| days.iter().map(Day::to_string).collect();
    let site = task.site.as_ref().or_else(|| Some(&known.places.get(task.place.as_ref()?)?.site));
    // Read again, it would else be closed with its site.
    let is_at_closing = site.and_then(|id| known.sites.get(id)?.calendar.as_ref()).is_some();
    let says_closed = cadence.calendar.is_some() || cadence.closed != Closed::Keep || is_at_closing;
    TaskLine {
        name: task.name.clone(),
        kind: Some(task.kind.word().to_owned()),
        assignee: task.assignee.as_ref().and_then(person),
        place: match (&task.place, &task.site) {
            (Some(place), _) => Some(known.place_path(place)),
            (None, Some(id)) => known.sites.get(id).map(|site| site.name.clone()),
            (None, None) => None,
        },
        stand_ins: task.stand_ins.iter().filter_map(person).collect(),
        when: None,
        rrule: cadence.rrule.clone(),
        at: cadence.at.strftime("%H:%M").to_string(),
        window_minutes: Some(cadence.window_minutes),
        grace_minutes: cadence.grace_minutes,
        starts: cadence.starts.map(|day| day.to_string()),
        next_day: cadence.next_day,
        except: days(&cadence.except),
        also: days(&cadence.also),
        calendar: cadence.calendar.as_ref().and_then(|id| known.calendars.get(id)).map(|known| known.name.clone()),
        closed: says_closed.then(|| cadence.closed.word().to_owned()),
        requires_photo: task.requires_photo,
        steps: task.steps.all().to_vec(),
        check: task.check,
        checkpoints: tour
            .iter()
            .flat_map(|tour| tour.checkpoints.iter().map(|place| checkpoint(known, tour, place)))
            .collect(),
        in_order: tour.is_some_and(|tour| tour.in_order),
        habit: None,
        code_days: tour.map(|tour| tour.code_days).filter(|days| *days != Tour::CODE_DAYS),
    }
}

/// A checkpoint, with when it is to be visited.
fn checkpoint(known: &Directory, tour: &Tour, place: &PlaceId) -> String {
    let path = known.place_path(place);
    match tour.windows.get(place) {
        Some(window) => format!("{path}{WINDOW}{window}"),
        None => path,
    }
}

impl ShiftLine {
    fn of(shift: &Shift) -> Self {
        let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        Self { name: shift.name.clone(), from: time(shift.from), until: time(shift.until), ..Self::default() }
    }
}
