//! The directory as people write it: one JSON or TOML file of sites, places, vendors, people, tasks, calendars,
//! agreements, ladders, rotas and duties.

mod approvals;
mod duties;
mod known;
mod ladders;
mod lines;
mod namesakes;
mod pasted;
mod promises;
mod record;
mod rotas;
mod shifts;
mod table;
mod tasks;
mod whereabouts;
mod workbook;

pub use approvals::ApprovalLine;
use domain::directory::{Directory, Person, Place, Role, Site, Vendor};
use domain::id::{CalendarId, PersonId, PlaceId, SiteId, VendorId};
use domain::message::{Geo, Handle};
use domain::phone::Shared;
use domain::request::Definition;
use domain::ticket::Category;
use domain::time::Zone;
pub use duties::{DutyLine, TurnLine};
pub use ladders::LadderLine;
pub use lines::{CheckIn, GeoLine, PersonLine, PlaceLine, Roster, ShiftLine, SiteLine, TaskLine, VendorLine};
use namesakes::Named;
pub use pasted::{Cells, Fate, Listed, Pasted};
pub use promises::{AgreementLine, CalendarLine, LevelLine};
pub use record::{Bringer, NotRecorded};
pub use rotas::{RotaLine, SwapLine};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How deep places may nest in a file.
const DEPTH_MAX: usize = 8;

/// What is wrong with a directory file.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// It is not what its name says.
    #[error("the directory is not valid {format}: {reason}")]
    Syntax {
        /// The format expected.
        format: &'static str,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// A sheet of a workbook cannot be used.
    #[error("sheet “{sheet}”: {error}")]
    Sheet {
        /// Its name.
        sheet: String,
        /// Why.
        error: Box<RosterError>,
    },
    /// A line names something the file lacks.
    #[error("{what} “{name}” names the {kind} “{wanted}”, which the directory lacks; define it, or mend the spelling")]
    Undefined {
        /// What sort of line.
        what: &'static str,
        /// Its name.
        name: String,
        /// What sort of thing it names.
        kind: &'static str,
        /// The name that leads nowhere.
        wanted: String,
    },
    /// A value is not one of those allowed.
    #[error("{what} “{name}” has {field} “{value}”; {remedy}")]
    BadValue {
        /// What sort of line.
        what: &'static str,
        /// Its name.
        name: String,
        /// The field.
        field: &'static str,
        /// The value as given.
        value: String,
        /// What to write instead.
        remedy: String,
    },
    /// What a task says of when it recurs means nothing.
    #[error("task “{name}” has when “{value}”: {reason}")]
    BadSchedule {
        /// Its name.
        name: String,
        /// What it says.
        value: String,
        /// The first character at fault, counted from 1.
        column: usize,
        /// What is wrong, and what to write instead.
        reason: String,
    },
    /// A cell of a table cannot be used.
    #[error("line {line}, column {column} ({field}): “{value}”; {remedy}")]
    BadCell {
        /// The line, counted from 1.
        line: u64,
        /// Which cell of it, counted from 1.
        column: usize,
        /// The heading of its column.
        field: &'static str,
        /// The value as given.
        value: String,
        /// What to write instead.
        remedy: &'static str,
    },
    /// A calendar cannot be used.
    #[error(transparent)]
    Calendar(#[from] domain::calendar::BadCalendar),
    /// An agreement cannot be used.
    #[error(transparent)]
    Agreement(#[from] domain::agreement::BadAgreement),
    /// A ladder cannot be used.
    #[error(transparent)]
    Ladder(#[from] domain::ladder::BadLadder),
    /// A duty cannot be used.
    #[error(transparent)]
    Duty(#[from] domain::duty::BadDuty),
    /// A rota cannot be used.
    #[error(transparent)]
    Rota(#[from] domain::rota::BadRota),
    /// Places nest too deep.
    #[error("place “{0}” is nested more than {DEPTH_MAX} deep; flatten the tree")]
    TooDeep(String),
}

impl Roster {
    /// Reads a JSON file, and names the fields in it that mean nothing here, so that a slip of the pen shows.
    ///
    /// # Errors
    /// When it is no JSON of this shape.
    pub fn from_json(text: &str) -> Result<(Self, Vec<String>), RosterError> {
        let mut json = serde_json::Deserializer::from_str(text);
        watched("JSON", |ignored| serde_ignored::deserialize(&mut json, ignored))
    }

    /// Reads a TOML file of the same shape, likewise.
    ///
    /// # Errors
    /// When it is no TOML of this shape.
    pub fn from_toml(text: &str) -> Result<(Self, Vec<String>), RosterError> {
        let toml = toml::Deserializer::parse(text)
            .map_err(|error| RosterError::Syntax { format: "TOML", reason: error.to_string() })?;
        watched("TOML", |ignored| serde_ignored::deserialize(toml, ignored))
    }

    /// The lines of the directory, each after those it names. Names of sites, places, vendors and tasks make their
    /// ids, so the same file read again rewrites the same lines. A person already known by number, or by name from an
    /// exported chat, stays the same; others get a `fresh` id, which says nothing about them.
    ///
    /// # Errors
    /// When a line names something that is not there, or a value is not one of those allowed.
    pub fn definitions(
        &self,
        known: &Directory,
        mut fresh: impl FnMut() -> String,
    ) -> Result<Vec<Definition>, RosterError> {
        self.check()?;
        let mut found = Vec::new();
        let mut places = BTreeMap::new();
        for site in &self.sites {
            if let Some(unknown) = site.calendar.as_ref().filter(|name| !self.has_calendar(name)) {
                let (name, wanted) = (site.name.clone(), unknown.clone());
                return Err(RosterError::Undefined { what: "site", name, kind: "calendar", wanted });
            }
            found.push(Definition::Site(site.site()?));
            places.insert(site.name.clone(), None);
            nest(&site.places, &site.name, &SiteId::new(id("site", &site.name)), None, 0, &mut places, &mut found)?;
        }
        for vendor in &self.vendors {
            found.push(Definition::Vendor(vendor.vendor()?));
        }
        let mut people = Named::new(known);
        for line in &self.people {
            let same = line.known(known);
            let id = same.map_or_else(|| PersonId::new(fresh()), |same| same.id.clone());
            people.add(&line.name, id.clone(), same);
            found.push(Definition::Person(self.person(line, id, same)?));
        }
        let (calendars, agreements) = self.promises()?;
        found.extend(calendars.into_iter().map(Definition::Calendar));
        for task in &self.tasks {
            found.extend(self.tasks_of(task, &places, &people.in_task(&task.name))?.into_iter().map(Definition::Task));
        }
        for line in self.check_ins()? {
            found.extend(self.tasks_of(&line, &places, &people.in_task(&line.name))?.into_iter().map(Definition::Task));
        }
        found.extend(agreements.into_iter().map(Definition::Agreement));
        found.extend(self.ladders()?.into_iter().map(Definition::Ladder));
        found.extend(self.approvals()?.into_iter().map(Definition::Approval));
        found.extend(self.rotas(&people)?.into_iter().map(Definition::Rota));
        found.extend(self.duties(&places, &people)?.into_iter().map(Definition::Duty));
        Ok(found)
    }

    /// Whether everything has a name, and every circle is on the globe.
    fn check(&self) -> Result<(), RosterError> {
        let lines = [
            ("site", self.sites.iter().map(|line| &line.name).collect::<Vec<_>>()),
            ("vendor", self.vendors.iter().map(|line| &line.name).collect()),
            ("person", self.people.iter().map(|line| &line.name).collect()),
            ("task", self.tasks.iter().map(|line| &line.name).collect()),
            ("calendar", self.calendars.iter().map(|line| &line.name).collect()),
            ("agreement", self.agreements.iter().map(|line| &line.name).collect()),
            ("ladder", self.ladders.iter().map(|line| &line.name).collect()),
            ("approval", self.approvals.iter().map(|line| &line.name).collect()),
            ("rota", self.rotas.iter().map(|line| &line.name).collect()),
            ("duty", self.duties.iter().map(|line| &line.name).collect()),
        ];
        let bad = |what, name: &str, field, value: String, remedy: &str| {
            let (name, remedy) = (name.to_owned(), remedy.to_owned());
            Err(RosterError::BadValue { what, name, field, value, remedy })
        };
        for (what, names) in lines {
            if names.iter().any(|name| name.trim().is_empty()) {
                return bad(what, "", "name", String::new(), "give every line a name");
            }
        }
        for site in &self.sites {
            let places = site.places.iter().flat_map(PlaceLine::and_inner);
            let places = places.map(|place| ("place", &place.name, &place.geo));
            for (what, name, geo) in std::iter::once(("site", &site.name, &site.geo)).chain(places) {
                if let Some(geo) = geo.as_ref().filter(|geo| !geo.is_on_earth()) {
                    let value = format!("{}, {}", geo.lat, geo.lon);
                    return bad(what, name, "geo", value, GeoLine::REMEDY);
                }
            }
        }
        Ok(())
    }

    fn has_calendar(&self, name: &str) -> bool {
        self.calendars.iter().any(|calendar| calendar.name == name)
    }

    fn person(&self, line: &PersonLine, id_of: PersonId, same: Option<&Person>) -> Result<Person, RosterError> {
        let bad = |field, value: &str, remedy: String| RosterError::BadValue {
            what: "person",
            name: line.name.clone(),
            field,
            value: value.to_owned(),
            remedy,
        };
        let word = line.role.as_deref().unwrap_or("unknown");
        let role =
            Role::from_word(word).ok_or_else(|| bad("role", word, one_of(Role::ALL.iter().map(|r| r.word()))))?;
        let undefined = |kind, wanted: &String| RosterError::Undefined {
            what: "person",
            name: line.name.clone(),
            kind,
            wanted: wanted.clone(),
        };
        if let Some(vendor) =
            line.vendor.as_ref().filter(|name| !self.vendors.iter().any(|vendor| vendor.name == **name))
        {
            return Err(undefined("vendor", vendor));
        }
        if let Some(site) = line.site.as_ref().filter(|name| !self.sites.iter().any(|site| site.name == **name)) {
            return Err(undefined("site", site));
        }
        let read = |phone: &String| {
            let remedy = "write the whole number with its country code, as +60123456789".to_owned();
            Handle::read_phone(phone).ok_or_else(|| bad("phone", phone, remedy))
        };
        let mut handles = line.phone.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        handles.extend(same.iter().flat_map(|same| same.handles.iter().cloned()));
        handles.sort();
        handles.dedup();
        Ok(Person {
            id: id_of,
            name: line.name.clone(),
            handles,
            role,
            vendor: line.vendor.as_ref().map(|vendor| VendorId::new(id("vendor", vendor))),
            site: line.site.as_ref().map(|site| SiteId::new(id("site", site))),
            shared: line.shared.then(Shared::default),
        })
    }
}

impl PersonLine {
    /// The same person, when known by number; by name only while one of the two has no number.
    fn known<'a>(&self, known: &'a Directory) -> Option<&'a Person> {
        let handle = self.phone.as_ref().and_then(|phone| Handle::read_phone(phone));
        let by_phone = handle.and_then(|handle| known.person_by_handle(&handle));
        let by_name = || {
            let same = known.person_by_handle(&Handle::name(&self.name))?;
            let is_without_number = same.handles.iter().all(|handle| handle.as_phone().is_none());
            (self.phone.is_none() || is_without_number).then_some(same)
        };
        by_phone.or_else(by_name)
    }
}

impl SiteLine {
    fn site(&self) -> Result<Site, RosterError> {
        let zone = self.timezone.as_ref().map(|name| {
            Zone::named(name).map_err(|_| RosterError::BadValue {
                what: "site",
                name: self.name.clone(),
                field: "timezone",
                value: name.clone(),
                remedy: "write a name of the IANA database, as Asia/Kuala_Lumpur".to_owned(),
            })
        });
        Ok(Site {
            id: SiteId::new(id("site", &self.name)),
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            zone: zone.transpose()?,
            geo: self.geo.map(|geo| Geo { lat: geo.lat, lon: geo.lon }),
            radius_m: self.geo.and_then(|geo| geo.radius_m),
            shifts: self.shifts.iter().map(|shift| shift.shift(&self.name)).collect::<Result<_, _>>()?,
            client: self.client.as_deref().map(str::trim).filter(|client| !client.is_empty()).map(str::to_owned),
            calendar: self.calendar.as_ref().map(|name| CalendarId::new(id("calendar", name))),
        })
    }
}

impl VendorLine {
    fn vendor(&self) -> Result<Vendor, RosterError> {
        let read = |word: &String| {
            Category::from_word(word).ok_or_else(|| RosterError::BadValue {
                what: "vendor",
                name: self.name.clone(),
                field: "category",
                value: word.clone(),
                remedy: one_of(Category::ALL.iter().map(|category| category.word())),
            })
        };
        let categories = self.categories.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Vendor { id: VendorId::new(id("vendor", &self.name)), name: self.name.clone(), categories })
    }
}

fn nest(
    lines: &[PlaceLine],
    path: &str,
    site: &SiteId,
    parent: Option<&PlaceId>,
    depth: usize,
    places: &mut BTreeMap<String, Option<PlaceId>>,
    found: &mut Vec<Definition>,
) -> Result<(), RosterError> {
    for line in lines {
        let path = format!("{path} / {}", line.name);
        if depth == DEPTH_MAX {
            return Err(RosterError::TooDeep(path));
        }
        let place = PlaceId::new(id("place", &path));
        places.insert(path.clone(), Some(place.clone()));
        found.push(Definition::Place(Place {
            id: place.clone(),
            site: site.clone(),
            parent: parent.cloned(),
            name: line.name.clone(),
            aliases: line.aliases.clone(),
            geo: line.geo.map(|geo| Geo { lat: geo.lat, lon: geo.lon }),
            radius_m: line.geo.and_then(|geo| geo.radius_m),
            asset: line.asset,
        }));
        nest(&line.places, &path, site, Some(&place), depth + 1, places, found)?;
    }
    Ok(())
}

/// Reads with a watch on the fields that nothing asks for.
fn watched<E: std::fmt::Display>(
    format: &'static str,
    read: impl FnOnce(&mut dyn FnMut(serde_ignored::Path<'_>)) -> Result<Roster, E>,
) -> Result<(Roster, Vec<String>), RosterError> {
    let mut ignored = Vec::new();
    let roster = read(&mut |path| ignored.push(path.to_string()));
    let roster = roster.map_err(|error| RosterError::Syntax { format, reason: error.to_string() })?;
    Ok((roster, ignored))
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("write one of {}", words.collect::<Vec<_>>().join(", "))
}

/// An id that the same name always gets.
fn id(kind: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\n{name}").as_bytes());
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{kind}-{hex}")
}

#[cfg(test)]
mod tests;
