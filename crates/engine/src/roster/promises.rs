//! Calendars and agreements, as people write them in a directory file.

use super::{Roster, RosterError, id, one_of};
use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::calendar::{Calendar, Hours};
use domain::directory::Directory;
use domain::id::{AgreementId, CalendarId, SiteId, VendorId};
use domain::ticket::{Category, HoldReason, Priority};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word for hours round the clock, and for a target of which nothing is promised.
const ALWAYS: &str = "always";
const NONE: &str = "none";

/// A calendar in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarLine {
    /// What people call it.
    pub name: String,
    /// Hours of a weekday, as 08:00-12:30; none where nothing counts.
    pub monday: Vec<String>,
    /// Likewise.
    pub tuesday: Vec<String>,
    /// Likewise.
    pub wednesday: Vec<String>,
    /// Likewise.
    pub thursday: Vec<String>,
    /// Likewise.
    pub friday: Vec<String>,
    /// Likewise.
    pub saturday: Vec<String>,
    /// Likewise.
    pub sunday: Vec<String>,
    /// Days on which nothing counts, as 2026-08-31.
    pub holidays: Vec<String>,
    /// Days with hours of their own.
    pub days: BTreeMap<String, Vec<String>>,
}

/// An agreement in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementLine {
    /// What people call it.
    pub name: String,
    /// The vendor whose contract it is, by name.
    pub vendor: Option<String>,
    /// The site it is for, by name; all when none.
    pub site: Option<String>,
    /// The trades it is for; all when none.
    pub categories: Vec<String>,
    /// Which hours count: a calendar's name; round the clock when none.
    pub calendar: Option<String>,
    /// For which reasons to wait the clocks stand still; for every one when nothing is said.
    pub pauses: Option<Vec<String>>,
    /// After which share of the time a warning is recorded.
    pub warn_percent: Option<u8>,
    /// For how many days a repair has to hold; a fortnight when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds_days: Option<u16>,
    /// What is promised for each priority.
    pub critical: LevelLine,
    /// Likewise.
    pub high: LevelLine,
    /// Likewise.
    pub normal: LevelLine,
    /// Likewise.
    pub low: LevelLine,
}

/// What is promised for one priority: "15 min", "4 h", or "none".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LevelLine {
    /// Until somebody answers.
    pub acknowledge: Option<String>,
    /// Until somebody is there.
    pub attend: Option<String>,
    /// Until it is said to be fixed.
    pub resolve: Option<String>,
    /// Until it is spoken of again.
    pub update: Option<String>,
    /// Which hours count, where not those of the agreement: a calendar's name, or "always".
    pub calendar: Option<String>,
}

impl Roster {
    /// The calendars, then the agreements that name them.
    pub(super) fn promises(&self) -> Result<(Vec<Calendar>, Vec<Agreement>), RosterError> {
        let calendars = self.calendars.iter().map(CalendarLine::calendar).collect::<Result<Vec<_>, _>>()?;
        let mut agreements: Vec<Agreement> = Vec::with_capacity(self.agreements.len());
        for line in &self.agreements {
            let agreement = line.agreement(self)?;
            agreement.check()?;
            if let Some(other) = agreements.iter().find(|other| agreement.quarrels_with(other)) {
                return Err(agreement.quarrel(other).into());
            }
            agreements.push(agreement);
        }
        Ok((calendars, agreements))
    }
}

impl CalendarLine {
    fn week(&self) -> [(&'static str, &Vec<String>); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }

    fn calendar(&self) -> Result<Calendar, RosterError> {
        let mut calendar = Calendar {
            id: CalendarId::new(id("calendar", &self.name)),
            name: self.name.clone(),
            week: Default::default(),
            days: BTreeMap::new(),
        };
        for (hours, (field, written)) in calendar.week.iter_mut().zip(self.week()) {
            *hours = self.hours(field, written)?;
        }
        let none = Vec::new();
        let days = self.holidays.iter().map(|day| ("holidays", day, &none));
        for (field, day, written) in days.chain(self.days.iter().map(|(day, hours)| ("days", day, hours))) {
            let read = day.parse().map_err(|_| self.bad(field, day, "write a day as 2026-08-31".to_owned()))?;
            let hours = self.hours(field, written)?;
            if calendar.days.insert(read, hours).is_some() {
                return Err(self.bad(field, day, "it stands there twice; name each day once".to_owned()));
            }
        }
        calendar.check()?;
        Ok(calendar)
    }

    fn hours(&self, field: &'static str, written: &[String]) -> Result<Vec<Hours>, RosterError> {
        let read = |text: &String| Hours::read(text).map_err(|remedy| self.bad(field, text, remedy));
        written.iter().map(read).collect()
    }

    fn bad(&self, field: &'static str, value: &str, remedy: String) -> RosterError {
        RosterError::BadValue { what: "calendar", name: self.name.clone(), field, value: value.to_owned(), remedy }
    }

    /// A calendar as a file would say it.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let written = |hours: &Vec<Hours>| hours.iter().map(Hours::to_string).collect::<Vec<_>>();
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = calendar.week.each_ref().map(written);
        let name = calendar.name.clone();
        let (holidays, days): (Vec<_>, Vec<_>) = calendar.days.iter().partition(|(_, hours)| hours.is_empty());
        let holidays = holidays.into_iter().map(|(day, _)| day.to_string()).collect();
        let days = days.into_iter().map(|(day, hours)| (day.to_string(), written(hours))).collect();
        Self { name, monday, tuesday, wednesday, thursday, friday, saturday, sunday, holidays, days }
    }
}

impl AgreementLine {
    fn levels(&self) -> [(Priority, &LevelLine); 4] {
        [
            (Priority::Critical, &self.critical),
            (Priority::High, &self.high),
            (Priority::Normal, &self.normal),
            (Priority::Low, &self.low),
        ]
    }

    fn agreement(&self, roster: &Roster) -> Result<Agreement, RosterError> {
        let undefined = |kind, wanted: &String| RosterError::Undefined {
            what: "agreement",
            name: self.name.clone(),
            kind,
            wanted: wanted.clone(),
        };
        if let Some(vendor) = self.vendor.as_ref().filter(|name| !roster.vendors.iter().any(|of| of.name == **name)) {
            return Err(undefined("vendor", vendor));
        }
        if let Some(site) = self.site.as_ref().filter(|name| !roster.sites.iter().any(|of| of.name == **name)) {
            return Err(undefined("site", site));
        }
        let when = |name: &String| match name.as_str() {
            ALWAYS => Ok(When::Always),
            _ if roster.calendars.iter().any(|calendar| calendar.name == *name) => {
                Ok(When::Calendar(CalendarId::new(id("calendar", name))))
            }
            _ => Err(undefined("calendar", name)),
        };
        let category = |word: &String| {
            let remedy = || one_of(Category::ALL.iter().map(|category| category.word()));
            Category::from_word(word).ok_or_else(|| self.bad("category", word, remedy()))
        };
        let reason = |word: &String| {
            let remedy = || one_of(HoldReason::ALL.iter().map(|reason| reason.word()));
            HoldReason::from_word(word).ok_or_else(|| self.bad("pause", word, remedy()))
        };
        let pauses = match &self.pauses {
            Some(pauses) => pauses.iter().map(reason).collect::<Result<_, _>>()?,
            None => HoldReason::ALL.iter().copied().collect(),
        };
        let mut levels = BTreeMap::new();
        for (priority, line) in self.levels() {
            let targets = self.targets(line)?;
            if !targets.is_empty() {
                levels.insert(priority, Level { when: line.calendar.as_ref().map(when).transpose()?, targets });
            }
        }
        Ok(Agreement {
            id: AgreementId::new(id("agreement", &self.name)),
            name: self.name.clone(),
            vendor: self.vendor.as_ref().map(|name| VendorId::new(id("vendor", name))),
            site: self.site.as_ref().map(|name| SiteId::new(id("site", name))),
            categories: self.categories.iter().map(category).collect::<Result<_, _>>()?,
            when: self.calendar.as_ref().map(when).transpose()?.unwrap_or(When::Always),
            pauses,
            warn_percent: self.warn_percent.unwrap_or(Agreement::WARN_PERCENT),
            holds_days: self.holds_days,
            levels,
        })
    }

    fn targets(&self, line: &LevelLine) -> Result<BTreeMap<Target, Allowed>, RosterError> {
        let written = [
            (Target::Acknowledge, "acknowledge", &line.acknowledge),
            (Target::Attend, "attend", &line.attend),
            (Target::Resolve, "resolve", &line.resolve),
            (Target::Update, "update", &line.update),
        ];
        let said = written.into_iter().filter_map(|(target, field, text)| Some((target, field, text.as_ref()?)));
        said.map(|(target, field, text)| {
            let remedy = || "write minutes or hours, as 15 min or 4 h, or none".to_owned();
            allowed(text).map(|allowed| (target, allowed)).ok_or_else(|| self.bad(field, text, remedy()))
        })
        .collect()
    }

    fn bad(&self, field: &'static str, value: &str, remedy: String) -> RosterError {
        RosterError::BadValue { what: "agreement", name: self.name.clone(), field, value: value.to_owned(), remedy }
    }

    /// An agreement as a file would say it.
    pub(super) fn of(known: &Directory, agreement: &Agreement) -> Self {
        let calendar = |when: &When| match when {
            When::Always => Some(ALWAYS.to_owned()),
            When::Calendar(id) => known.calendars.get(id).map(|calendar| calendar.name.clone()),
        };
        let level = |priority| {
            let Some(level) = agreement.levels.get(&priority) else { return LevelLine::default() };
            let target = |target| level.targets.get(&target).map(written);
            LevelLine {
                acknowledge: target(Target::Acknowledge),
                attend: target(Target::Attend),
                resolve: target(Target::Resolve),
                update: target(Target::Update),
                calendar: level.when.as_ref().and_then(calendar),
            }
        };
        Self {
            name: agreement.name.clone(),
            vendor: agreement.vendor.as_ref().and_then(|id| known.vendors.get(id)).map(|of| of.name.clone()),
            site: agreement.site.as_ref().and_then(|id| known.sites.get(id)).map(|of| of.name.clone()),
            categories: agreement.categories.iter().map(|category| category.word().to_owned()).collect(),
            calendar: calendar(&agreement.when),
            pauses: Some(agreement.pauses.iter().map(|reason| reason.word().to_owned()).collect()),
            warn_percent: Some(agreement.warn_percent),
            holds_days: agreement.holds_days,
            critical: level(Priority::Critical),
            high: level(Priority::High),
            normal: level(Priority::Normal),
            low: level(Priority::Low),
        }
    }
}

fn allowed(text: &str) -> Option<Allowed> {
    const HOUR: u32 = 60;
    if text.trim() == NONE {
        return Some(Allowed::Unlimited);
    }
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    let number: u32 = digits.parse().ok()?;
    let minutes = match text.trim().strip_prefix(&digits)?.trim() {
        "min" => number,
        "h" => number.checked_mul(HOUR)?,
        _ => return None,
    };
    Some(Allowed::Minutes(minutes))
}

fn written(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Unlimited => NONE.to_owned(),
        Allowed::Minutes(minutes) if minutes % 60 == 0 => format!("{} h", minutes / 60),
        Allowed::Minutes(minutes) => format!("{minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::request::Definition;

    const FILE: &str = r#"
        [[sites]]
        name = "Tower"
        [[vendors]]
        name = "ProLift"
        [[calendars]]
        name = "Office"
        monday = ["08:00-12:30", "14:00-18:00"]
        friday = ["08:00-12:00", "15:00-18:00"]
        holidays = ["2026-08-31"]
        days = { "2026-12-24" = ["08:00-12:00"] }
        [[agreements]]
        name = "Lift contract"
        vendor = "ProLift"
        site = "Tower"
        categories = ["lift"]
        calendar = "Office"
        pauses = ["parts"]
        warn_percent = 75
        critical = { acknowledge = "15 min", resolve = "4 h", calendar = "always" }
        low = { update = "none" }
    "#;

    fn read(text: &str) -> Result<Vec<Definition>, RosterError> {
        Roster::from_toml(text)?.0.definitions(&Directory::default(), String::new)
    }

    #[test]
    fn a_file_written_out_and_read_back_says_the_same() {
        let mut known = Directory::default();
        for definition in read(FILE).unwrap() {
            match definition {
                Definition::Site(site) => drop(known.sites.insert(site.id.clone(), site)),
                Definition::Vendor(vendor) => drop(known.vendors.insert(vendor.id.clone(), vendor)),
                Definition::Calendar(calendar) => drop(known.calendars.insert(calendar.id.clone(), calendar)),
                Definition::Agreement(agreed) => drop(known.agreements.insert(agreed.id.clone(), agreed)),
                Definition::Place(_)
                | Definition::Person(_)
                | Definition::Task(_)
                | Definition::Member(_)
                | Definition::Ladder(_)
                | Definition::Words(_)
                | Definition::Labels(_)
                | Definition::Retention(_)
                | Definition::Approval(_)
                | Definition::Rota(_)
                | Definition::Duty(_) => {}
            }
        }
        let agreed = known.agreements.values().next().unwrap();
        assert_eq!(agreed.levels[&Priority::Critical].targets[&Target::Resolve], Allowed::Minutes(240));
        assert_eq!(read(&Roster::of(&known).to_toml()).unwrap(), read(FILE).unwrap());
    }

    #[test]
    fn what_cannot_be_used_is_named_with_what_to_write() {
        let cases = [
            ("\"15 min\"", "\"soon\"", "agreement “Lift contract” has acknowledge “soon”; write minutes or hours"),
            ("calendar = \"Office\"", "calendar = \"Night\"", "names the calendar “Night”"),
            ("vendor = \"ProLift\"", "vendor = \"Other\"", "names the vendor “Other”"),
            ("[\"parts\"]", "[\"rain\"]", "has pause “rain”; write one of parts, access"),
            ("\"14:00-18:00\"", "\"18:00-14:00\"", "calendar “Office” has monday “18:00-14:00”"),
            ("\"14:00-18:00\"", "\"12:00-18:00\"", "overlap"),
            ("2026-12-24", "2026-08-31", "name each day once"),
            ("2026-12-24", "Christmas", "write a day as 2026-08-31"),
            ("warn_percent = 75", "warn_percent = 100", "a share from 1 to 99"),
        ];
        for (right, wrong, says) in cases {
            let error = read(&FILE.replace(right, wrong)).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        let twice = format!("{FILE}{}", FILE.split_once("[[agreements]]").unwrap().1.replace("Lift contract", "Again"));
        let error = read(&twice.replacen("name = \"Again\"", "[[agreements]]\nname = \"Again\"", 1)).unwrap_err();
        assert!(error.to_string().contains("promises the same for the same tickets"), "{error}");
    }
}
