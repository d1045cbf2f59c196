//! Rotas, as people write them in a directory file: who is on call by turns, and who stands in.

use super::{Named, Roster, RosterError, id};
use domain::directory::Directory;
use domain::id::{PersonId, RotaId, SiteId, VendorId};
use domain::rota::{Rota, Swap};
use domain::ticket::Assignee;
use domain::time::Day;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A rota in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RotaLine {
    /// What people call it.
    pub name: String,
    /// The site by whose clocks turns change, by name; the organisation's when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// People and vendors, by name, in the order in which they have their turns.
    pub people: Vec<String>,
    /// How long a turn is: "1 week", "2 weeks", "3 days".
    pub every: String,
    /// When the first turn begins, as 2026-11-30 08:00.
    pub from: String,
    /// Who stands in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub swaps: Vec<SwapLine>,
}

/// Who stands in for whoever it would be, in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SwapLine {
    /// A person or a vendor, by name.
    pub who: String,
    /// From the hour on this day at which turns change, as 2026-12-07.
    pub from: String,
    /// Until that hour on this day.
    pub until: String,
}

/// How the hour at which turns change is written.
const HOUR: &str = "%Y-%m-%d %H:%M";
/// The days of a week.
const WEEK_DAYS: u16 = 7;

impl Roster {
    /// The rotas of the file.
    pub(super) fn rotas(&self, people: &Named<'_>) -> Result<Vec<Rota>, RosterError> {
        let rota = |line: &RotaLine| {
            let rota = line.rota(self, &people.in_rota(&line.name))?;
            rota.check()?;
            Ok(rota)
        };
        self.rotas.iter().map(rota).collect()
    }
}

impl RotaLine {
    fn rota(&self, roster: &Roster, people: &BTreeMap<String, PersonId>) -> Result<Rota, RosterError> {
        if let Some(site) = self.site.as_ref().filter(|name| !roster.sites.iter().any(|of| of.name == **name)) {
            return Err(self.undefined("site", site));
        }
        let who = |name: &String| {
            let vendor = roster.vendors.iter().find(|vendor| vendor.name == *name);
            let vendor = vendor.map(|vendor| Assignee::Vendor(VendorId::new(id("vendor", &vendor.name))));
            let person = people.get(name).cloned().map(Assignee::Person);
            person.or(vendor).ok_or_else(|| self.undefined("person or vendor", name))
        };
        let day =
            |field, text: &String| text.parse::<Day>().map_err(|_| self.bad(field, text, "write a day, as 2026-12-07"));
        let swap = |line: &SwapLine| -> Result<Swap, RosterError> {
            let (from, until) = (day("from", &line.from)?, day("until", &line.until)?);
            Ok(Swap { who: who(&line.who)?, from, until, made: None })
        };
        let every_days = days_of(&self.every)
            .ok_or_else(|| self.bad("every", &self.every, "write whole days or weeks, as 1 week or 3 days"))?;
        let from = DateTime::strptime(HOUR, self.from.trim())
            .map_err(|_| self.bad("from", &self.from, "write the day and the hour, as 2026-11-30 08:00"))?;
        Ok(Rota {
            id: RotaId::new(id("rota", &self.name)),
            name: self.name.clone(),
            site: self.site.as_ref().map(|name| SiteId::new(id("site", name))),
            order: self.people.iter().map(who).collect::<Result<_, _>>()?,
            every_days,
            from,
            swaps: self.swaps.iter().map(swap).collect::<Result<_, RosterError>>()?,
            told_at: None,
        })
    }

    fn bad(&self, field: &'static str, value: &str, remedy: &str) -> RosterError {
        let (name, value, remedy) = (self.name.clone(), value.to_owned(), remedy.to_owned());
        RosterError::BadValue { what: "rota", name, field, value, remedy }
    }

    fn undefined(&self, kind: &'static str, wanted: &str) -> RosterError {
        RosterError::Undefined { what: "rota", name: self.name.clone(), kind, wanted: wanted.to_owned() }
    }

    /// A rota as a file would say it; in the place of somebody whose name was erased stands the next, who has their turn.
    /// None where nobody of it is there.
    pub(super) fn of(known: &Directory, rota: &Rota) -> Option<Self> {
        let called = |who: &Assignee| match who {
            Assignee::Person(person) => known.person(person).map(|known| &known.name).filter(|name| !name.is_empty()),
            Assignee::Vendor(vendor) => known.vendors.get(vendor).map(|known| &known.name),
        };
        let swap = |swap: &Swap| {
            let (from, until) = (swap.from.to_string(), swap.until.to_string());
            Some(SwapLine { who: called(&swap.who)?.clone(), from, until })
        };
        let line = Self {
            name: rota.name.clone(),
            site: rota.site.as_ref().and_then(|id| known.sites.get(id)).map(|site| site.name.clone()),
            people: rota.manned(known).iter().filter_map(called).cloned().collect(),
            every: spelt(rota.every_days),
            from: rota.from.strftime(HOUR).to_string(),
            // What was made elsewhere is taken back there, and a file would bring it again.
            swaps: rota.swaps.iter().filter(|swap| swap.made.is_none()).filter_map(swap).collect(),
        };
        (!line.people.is_empty()).then_some(line)
    }
}

/// How many days people mean by "2 weeks" or "3 days".
fn days_of(text: &str) -> Option<u16> {
    let (count, unit) = text.trim().split_once(' ')?;
    let count: u16 = count.parse().ok()?;
    match unit.trim() {
        "day" | "days" => Some(count),
        "week" | "weeks" => count.checked_mul(WEEK_DAYS),
        _ => None,
    }
}

/// The same, as people say it.
fn spelt(days: u16) -> String {
    let (count, unit) = if days.is_multiple_of(WEEK_DAYS) { (days / WEEK_DAYS, "week") } else { (days, "day") };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::duty::{Duty, Taker};
    use domain::request::Definition;

    const FILE: &str = r#"
        [[sites]]
        name = "Tower"
        [[vendors]]
        name = "ProLift"
        [[people]]
        name = "Azlan"
        [[people]]
        name = "Kumar"
        [[rotas]]
        name = "Technicians on call"
        site = "Tower"
        people = ["Azlan", "Kumar", "ProLift"]
        every = "1 week"
        from = "2026-11-30 08:00"
        swaps = [{ who = "Kumar", from = "2026-12-07", until = "2026-12-09" }]
        [[duties]]
        name = "Else"
        turns = [{ rota = "Technicians on call", days = ["weekend"] }, { who = "ProLift" }]
    "#;

    fn read(text: &str) -> Result<Vec<Definition>, RosterError> {
        let mut fresh = ["azlan", "kumar"].into_iter();
        Roster::from_toml(text)?.0.definitions(&Directory::default(), || fresh.next().unwrap_or("other").to_owned())
    }

    fn known(text: &str) -> Directory {
        let mut known = Directory::default();
        for definition in read(text).unwrap() {
            match definition {
                Definition::Site(site) => drop(known.sites.insert(site.id.clone(), site)),
                Definition::Vendor(vendor) => drop(known.vendors.insert(vendor.id.clone(), vendor)),
                Definition::Person(person) => known.remember(person),
                Definition::Duty(duty) => drop(known.duties.insert(duty.id.clone(), duty)),
                Definition::Rota(rota) => drop(known.rotas.insert(rota.id.clone(), rota)),
                _ => {}
            }
        }
        known
    }

    #[test]
    fn a_rota_written_out_and_read_back_says_the_same() {
        let known = known(FILE);
        let rota = known.rotas.values().next().unwrap();
        assert_eq!((rota.every_days, rota.order.len(), rota.swaps.len()), (7, 3, 1));
        let duty: &Duty = known.duties.values().next().unwrap();
        assert_eq!(duty.turns[0].who, Taker::Rota(rota.id.clone()));
        let text = Roster::of(&known).to_toml();
        let (same, ignored) = Roster::from_toml(&text).unwrap();
        assert_eq!(ignored, [""; 0]);
        let same = same.definitions(&known, String::new).unwrap();
        assert!(same.contains(&Definition::Rota(rota.clone())), "{text}");
        assert!(same.contains(&Definition::Duty(duty.clone())), "{text}");
    }

    #[test]
    fn the_turn_of_somebody_who_was_erased_is_written_as_that_of_the_next() {
        let mut known = known(FILE);
        let azlan = known.people.get_mut(&PersonId::new("azlan")).unwrap();
        (azlan.name, azlan.handles) = (String::new(), Vec::new());
        let line = Roster::of(&known).rotas.remove(0);
        assert_eq!(line.people, ["Kumar", "Kumar", "ProLift"]);
    }

    #[test]
    fn turns_are_counted_in_days_and_weeks() {
        for (text, days) in [("1 day", 1), ("3 days", 3), ("1 week", 7), ("2 weeks", 14)] {
            assert_eq!(days_of(text), Some(days));
            assert_eq!(spelt(days), text);
        }
        for text in ["week", "1.5 days", "12 hours", "9999 weeks", "-1 days", ""] {
            assert!(days_of(text).is_none_or(|days| days == 0), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_with_what_to_write_and_where_it_stands() {
        let line_of = |wanted: &str| FILE.lines().position(|line| line.contains(wanted)).unwrap() + 1;
        for (from, to, said, at) in [
            (
                "\"Kumar\", \"ProLift\"]",
                "\"Kumr\", \"ProLift\"]",
                "names the person or vendor “Kumr”",
                Some("people = ["),
            ),
            ("\"1 week\"", "\"12 hours\"", "has every “12 hours”; write whole days or weeks", Some("every =")),
            (
                "30 08:00",
                "30 8 o'clock",
                "has from “2026-11-30 8 o'clock”; write the day and the hour",
                Some("from = \""),
            ),
            ("\"2026-12-07\"", "\"next week\"", "has from “next week”; write a day", Some("swaps =")),
            ("until = \"2026-12-09\"", "until = \"2026-12-07\"", "the swap from 2026-12-07 ends on 2026-12-07", None),
            ("rota = \"Techn", "rota = \"Tchn", "names the rota “Tchnicians on call”", Some("turns =")),
            ("site = \"Tower\"", "site = \"Towr\"", "names the site “Towr”", Some("site =")),
            ("{ rota", "{ who = \"Azlan\", rota", "name one of who, crew and rota", Some("name = \"Azlan\"")),
            ("\"1 week\"", "\"0 days\"", "turns of 0 days", None),
        ] {
            let text = FILE.replacen(from, to, 1);
            let error = read(&text).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            if at.is_some_and(|at| at != "name = \"Azlan\"") {
                assert_eq!(error.place_in(&text).map(|(line, _)| line), at.map(line_of), "{error}");
            }
        }
    }
}
