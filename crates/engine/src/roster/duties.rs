//! Duties, as people write them in a directory file: whose tickets of some trade and place are, and who is on call when.

use super::{Named, Roster, RosterError, id, one_of};
use domain::directory::{Directory, Role};
use domain::duty::{Duty, Share, Taker, Turn, Watch, Weekday};
use domain::id::{DutyId, PersonId, PlaceId, RotaId, SiteId, VendorId};
use domain::ticket::{Category, Priority};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A duty in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DutyLine {
    /// What people call it.
    pub name: String,
    /// Where, as a site's name or "Site / Block / Spot"; everywhere when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The trades it is for; all when none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// The priorities it is for; all when none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
    /// Who of those on call is asked first: `in_order`, the usual, or `by_load`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// How long whoever is asked may take to answer, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_minutes: Option<u32>,
    /// Who may be asked.
    pub turns: Vec<TurnLine>,
}

/// One who may be asked in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TurnLine {
    /// A person or a vendor, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Instead of that, everybody of a role at the site, as `technician`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crew: Option<String>,
    /// Or whoever is on call by turns: a rota, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rota: Option<String>,
    /// On which days, as `mon`; `weekdays` and `weekend` stand for theirs; all when none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<String>,
    /// In which shift of the site, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<String>,
    /// Instead of that, from when, as 19:00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// And until when, as 07:00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Roster {
    /// The duties of the file.
    pub(super) fn duties(
        &self,
        places: &BTreeMap<String, Option<PlaceId>>,
        people: &Named<'_>,
    ) -> Result<Vec<Duty>, RosterError> {
        let mut duties: Vec<Duty> = Vec::with_capacity(self.duties.len());
        for line in &self.duties {
            let duty = self.duty(line, places, &people.in_duty(&line.name))?;
            duty.check()?;
            if let Some(other) = duties.iter().find(|other| duty.quarrels_with(other)) {
                return Err(duty.quarrel(other).into());
            }
            duties.push(duty);
        }
        Ok(duties)
    }

    fn duty(
        &self,
        line: &DutyLine,
        places: &BTreeMap<String, Option<PlaceId>>,
        people: &BTreeMap<String, PersonId>,
    ) -> Result<Duty, RosterError> {
        let place = match &line.place {
            None => None,
            Some(path) => places.get(path).ok_or_else(|| line.undefined("place", path))?.clone(),
        };
        let site = line.place.as_ref().and_then(|path| path.split(" / ").next());
        let category = |word: &String| {
            let remedy = || one_of(Category::ALL.iter().map(|category| category.word()));
            Category::from_word(word).ok_or_else(|| line.bad("category", word, remedy()))
        };
        let priority = |word: &String| {
            let remedy = || one_of(Priority::ALL.iter().map(|priority| priority.word()));
            Priority::from_word(word).ok_or_else(|| line.bad("priority", word, remedy()))
        };
        let share = line.share.as_deref().unwrap_or(Share::InOrder.word());
        let remedy = || one_of(Share::ALL.iter().map(|share| share.word()));
        let share = Share::from_word(share).ok_or_else(|| line.bad("share", share, remedy()))?;
        let turn = |turn: &TurnLine| self.turn(line, turn, site, people);
        Ok(Duty {
            id: DutyId::new(id("duty", &line.name)),
            name: line.name.clone(),
            site: site.map(|name| SiteId::new(id("site", name))),
            place,
            categories: line.categories.iter().map(category).collect::<Result<_, _>>()?,
            priorities: line.priorities.iter().map(priority).collect::<Result<_, _>>()?,
            turns: line.turns.iter().map(turn).collect::<Result<_, _>>()?,
            share,
            answer_minutes: line.answer_minutes,
        })
    }

    fn turn(
        &self,
        line: &DutyLine,
        turn: &TurnLine,
        site: Option<&str>,
        people: &BTreeMap<String, PersonId>,
    ) -> Result<Turn, RosterError> {
        let who = match (&turn.who, &turn.crew, &turn.rota) {
            (Some(name), None, None) => self.taker(line, name, people)?,
            (None, Some(word), None) => {
                let remedy = || one_of(Role::ALL.iter().map(|role| role.word()));
                Taker::Crew(Role::from_word(word).ok_or_else(|| line.bad("crew", word, remedy()))?)
            }
            (None, None, Some(name)) => match self.rotas.iter().any(|rota| rota.name == *name) {
                true => Taker::Rota(RotaId::new(id("rota", name))),
                false => return Err(line.undefined("rota", name)),
            },
            (None, None, None) => return Err(line.bad("who", "", "name who is on call, a crew or a rota".to_owned())),
            (Some(one), ..) | (None, Some(one), Some(_)) => {
                return Err(line.bad("who", one, "name one of who, crew and rota".to_owned()));
            }
        };
        let mut days = BTreeSet::new();
        for word in &turn.days {
            days.extend(named_days(word).ok_or_else(|| {
                let words = Weekday::ALL.iter().map(|day| day.word()).chain(["weekdays", "weekend"]);
                line.bad("day", word, one_of(words))
            })?);
        }
        Ok(Turn { who, days, watch: self.watch(line, turn, site)? })
    }

    fn taker(&self, line: &DutyLine, name: &String, people: &BTreeMap<String, PersonId>) -> Result<Taker, RosterError> {
        let vendor = self.vendors.iter().find(|vendor| vendor.name == *name);
        match (people.get(name), vendor) {
            (Some(person), _) => Ok(Taker::Person(person.clone())),
            (None, Some(vendor)) => Ok(Taker::Vendor(VendorId::new(id("vendor", &vendor.name)))),
            (None, None) => Err(line.undefined("person or vendor", name)),
        }
    }

    fn watch(&self, line: &DutyLine, turn: &TurnLine, site: Option<&str>) -> Result<Option<Watch>, RosterError> {
        let time = |text: &String| {
            let remedy = || "write an hour and minute, as 19:00".to_owned();
            text.parse::<Time>().map_err(|_| line.bad("time", text, remedy()))
        };
        match (&turn.shift, &turn.from, &turn.until) {
            (None, None, None) => Ok(None),
            (None, Some(from), Some(until)) => Ok(Some(Watch::Between(time(from)?, time(until)?))),
            (Some(shift), None, None) => {
                let mut sites = self.sites.iter().filter(|known| site.is_none_or(|name| known.name == name));
                let is_known = sites.any(|site| site.shifts.iter().any(|known| known.name == *shift));
                if is_known { Ok(Some(Watch::Shift(shift.clone()))) } else { Err(line.undefined("shift", shift)) }
            }
            (None, Some(one), None) | (None, None, Some(one)) => {
                Err(line.bad("time", one, "write both from and until".to_owned()))
            }
            (Some(shift), _, _) => Err(line.bad("shift", shift, "name either a shift or from and until".to_owned())),
        }
    }
}

fn named_days(word: &str) -> Option<Vec<Weekday>> {
    let (weekdays, weekend) = Weekday::ALL.split_at(5);
    match word {
        "weekdays" => Some(weekdays.to_vec()),
        "weekend" => Some(weekend.to_vec()),
        other => Weekday::from_word(other).map(|day| vec![day]),
    }
}

impl DutyLine {
    fn bad(&self, field: &'static str, value: &str, remedy: String) -> RosterError {
        RosterError::BadValue { what: "duty", name: self.name.clone(), field, value: value.to_owned(), remedy }
    }

    fn undefined(&self, kind: &'static str, wanted: &str) -> RosterError {
        RosterError::Undefined { what: "duty", name: self.name.clone(), kind, wanted: wanted.to_owned() }
    }

    /// A duty as a file would say it.
    pub(super) fn of(known: &Directory, duty: &Duty) -> Self {
        let site = || duty.site.as_ref().and_then(|id| known.sites.get(id)).map(|site| site.name.clone());
        Self {
            name: duty.name.clone(),
            place: duty.place.as_ref().map(|place| known.place_path(place)).or_else(site),
            categories: duty.categories.iter().map(|category| category.word().to_owned()).collect(),
            priorities: duty.priorities.iter().map(|priority| priority.word().to_owned()).collect(),
            share: (duty.share != Share::InOrder).then(|| duty.share.word().to_owned()),
            answer_minutes: duty.answer_minutes,
            turns: duty.turns.iter().filter_map(|turn| TurnLine::of(known, turn)).collect(),
        }
    }
}

impl TurnLine {
    /// A turn as a file would say it; none of somebody whose name was erased.
    fn of(known: &Directory, turn: &Turn) -> Option<Self> {
        let mut line = Self::default();
        match &turn.who {
            Taker::Person(person) => {
                line.who = Some(known.person(person)?.name.clone()).filter(|name| !name.is_empty());
                line.who.as_ref()?;
            }
            Taker::Vendor(vendor) => line.who = Some(known.vendors.get(vendor)?.name.clone()),
            Taker::Crew(role) => line.crew = Some(role.word().to_owned()),
            Taker::Rota(rota) => line.rota = Some(known.rotas.get(rota)?.name.clone()),
        }
        let time = |time: Time| Some(time.strftime("%H:%M").to_string());
        let (shift, from, until) = match &turn.watch {
            None => (None, None, None),
            Some(Watch::Shift(name)) => (Some(name.clone()), None, None),
            Some(Watch::Between(from, until)) => (None, time(*from), time(*until)),
        };
        let days = turn.days.iter().map(|day| day.word().to_owned()).collect();
        Some(Self { days, shift, from, until, ..line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::request::Definition;

    const FILE: &str = r#"
        [[sites]]
        name = "Tower"
        shifts = [{ name = "Night", from = "19:00", until = "07:00" }]
        places = [{ name = "Block A" }]
        [[vendors]]
        name = "ProLift"
        [[people]]
        name = "Azlan"
        [[duties]]
        name = "Lifts of A"
        place = "Tower / Block A"
        categories = ["lift"]
        priorities = ["critical", "high"]
        share = "by_load"
        answer_minutes = 10
        turns = [
            { who = "Azlan", days = ["weekdays"], from = "08:00", until = "18:00" },
            { crew = "technician", shift = "Night" },
            { who = "ProLift" },
        ]
        [[duties]]
        name = "Else"
        turns = [{ who = "Azlan" }]
    "#;

    fn read(text: &str) -> Result<Vec<Definition>, RosterError> {
        Roster::from_toml(text)?.0.definitions(&Directory::default(), || "azlan".to_owned())
    }

    #[test]
    fn a_duty_written_out_and_read_back_says_the_same() {
        let mut known = Directory::default();
        for definition in read(FILE).unwrap() {
            match definition {
                Definition::Site(site) => drop(known.sites.insert(site.id.clone(), site)),
                Definition::Place(place) => drop(known.places.insert(place.id.clone(), place)),
                Definition::Vendor(vendor) => drop(known.vendors.insert(vendor.id.clone(), vendor)),
                Definition::Person(person) => known.remember(person),
                Definition::Duty(duty) => drop(known.duties.insert(duty.id.clone(), duty)),
                _ => {}
            }
        }
        assert_eq!(known.duties.len(), 2);
        let same = Roster::of(&known).definitions(&known, String::new).unwrap();
        let duties = |all: Vec<Definition>| -> BTreeMap<DutyId, Duty> {
            let duty = |one| match one {
                Definition::Duty(duty) => Some((duty.id.clone(), duty)),
                _ => None,
            };
            all.into_iter().filter_map(duty).collect()
        };
        assert_eq!(duties(same), duties(read(FILE).unwrap()));
    }

    #[test]
    fn what_cannot_be_used_is_named_with_what_to_write() {
        for (from, to, said) in [
            ("Tower / Block A\"", "Tower / Block Z\"", "names the place “Tower / Block Z”"),
            ("who = \"ProLift\"", "who = \"ProLfit\"", "names the person or vendor “ProLfit”"),
            ("\"Night\" }", "\"Nite\" }", "names the shift “Nite”"),
            ("crew = \"technician\"", "crew = \"plumbers\"", "has crew “plumbers”; write one of manager"),
            ("\"weekdays\"", "\"funday\"", "has day “funday”; write one of mon"),
            (", until = \"18:00\"", "", "write both from and until"),
            ("by_load", "by_luck", "has share “by_luck”; write one of in_order, by_load"),
            ("answer_minutes = 10", "answer_minutes = 0", "0 minutes to answer"),
            ("name = \"Else\"", "name = \"\"", "give every line a name"),
        ] {
            let error = read(&FILE.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let twice = format!("{FILE}\n[[duties]]\nname = \"Again\"\nturns = [{{ who = \"Azlan\" }}]");
        assert!(read(&twice).unwrap_err().to_string().contains("is for the same tickets"));
    }
}
