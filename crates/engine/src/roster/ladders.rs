//! Ladders, as people write them in a directory file: who is asked and told, and after how long.

use super::{Roster, RosterError, id, one_of};
use domain::directory::Directory;
use domain::id::{LadderId, SiteId};
use domain::ladder::{Audience, Cause, Ladder, Step};
use domain::ticket::Priority;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A ladder in a file: its steps by cause, each as "30 min supervisors".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LadderLine {
    /// What people call it.
    pub name: String,
    /// The site it is for, by name; all when none.
    pub site: Option<String>,
    /// The priorities it is for; all when none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
    /// Its steps, by what was not answered.
    pub steps: BTreeMap<String, Vec<String>>,
}

impl Roster {
    /// The ladders of the file.
    pub(super) fn ladders(&self) -> Result<Vec<Ladder>, RosterError> {
        let mut ladders: Vec<Ladder> = Vec::with_capacity(self.ladders.len());
        for line in &self.ladders {
            let ladder = line.ladder(self)?;
            ladder.check()?;
            if let Some(other) = ladders.iter().find(|other| ladder.quarrels_with(other)) {
                return Err(ladder.quarrel(other).into());
            }
            ladders.push(ladder);
        }
        Ok(ladders)
    }
}

impl LadderLine {
    fn ladder(&self, roster: &Roster) -> Result<Ladder, RosterError> {
        if let Some(site) = self.site.as_ref().filter(|name| !roster.sites.iter().any(|of| of.name == **name)) {
            let (name, wanted) = (self.name.clone(), site.clone());
            return Err(RosterError::Undefined { what: "ladder", name, kind: "site", wanted });
        }
        let priority = |word: &String| {
            let remedy = || one_of(Priority::ALL.iter().map(|priority| priority.word()));
            Priority::from_word(word).ok_or_else(|| self.bad("priority", word, remedy()))
        };
        let cause = |(word, written): (&String, &Vec<String>)| -> Result<(Cause, Vec<Step>), RosterError> {
            let remedy = || one_of(Cause::ALL.iter().map(|cause| cause.word()));
            let cause = Cause::from_word(word).ok_or_else(|| self.bad("step", word, remedy()))?;
            Ok((cause, written.iter().map(|text| self.step(text)).collect::<Result<_, _>>()?))
        };
        Ok(Ladder {
            id: LadderId::new(id("ladder", &self.name)),
            name: self.name.clone(),
            site: self.site.as_ref().map(|name| SiteId::new(id("site", name))),
            priorities: self.priorities.iter().map(priority).collect::<Result<_, _>>()?,
            steps: self.steps.iter().map(cause).collect::<Result<_, _>>()?,
        })
    }

    fn step(&self, text: &str) -> Result<Step, RosterError> {
        const HOUR: u32 = 60;
        let remedy = || "write how long and whom, as 15 min assignee, 30 min supervisors or 2 h managers".to_owned();
        let bad = || self.bad("step", text, remedy());
        let [number, unit, whom] = text.split_whitespace().collect::<Vec<_>>()[..] else { return Err(bad()) };
        let number: u32 = number.parse().map_err(|_| bad())?;
        let minutes = match unit {
            "min" => Some(number),
            "h" => number.checked_mul(HOUR),
            _ => None,
        };
        let audience = Audience::from_word(whom);
        let (minutes, audience) = minutes.zip(audience).ok_or_else(bad)?;
        Ok(Step { minutes, audience })
    }

    fn bad(&self, field: &'static str, value: &str, remedy: String) -> RosterError {
        RosterError::BadValue { what: "ladder", name: self.name.clone(), field, value: value.to_owned(), remedy }
    }

    /// A ladder as a file would say it.
    pub(super) fn of(known: &Directory, ladder: &Ladder) -> Self {
        let step = |step: &Step| match step.minutes {
            minutes if minutes > 0 && minutes % 60 == 0 => format!("{} h {}", minutes / 60, step.audience),
            minutes => format!("{minutes} min {}", step.audience),
        };
        let steps = ladder.steps.iter();
        Self {
            name: ladder.name.clone(),
            site: ladder.site.as_ref().and_then(|id| known.sites.get(id)).map(|site| site.name.clone()),
            priorities: ladder.priorities.iter().map(|priority| priority.word().to_owned()).collect(),
            steps: steps.map(|(cause, steps)| (cause.word().to_owned(), steps.iter().map(step).collect())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::request::Definition;

    const FILE: &str = r#"
        [[sites]]
        name = "Tower"
        [[ladders]]
        name = "By night"
        site = "Tower"
        priorities = ["critical", "high"]
        [ladders.steps]
        unowned = ["5 min supervisors", "1 h managers"]
        unproven = []
    "#;

    fn read(text: &str) -> Result<Vec<Definition>, RosterError> {
        Roster::from_toml(text)?.0.definitions(&Directory::default(), String::new)
    }

    #[test]
    fn a_ladder_written_out_and_read_back_says_the_same() {
        let mut known = Directory::default();
        for definition in read(FILE).unwrap() {
            match definition {
                Definition::Site(site) => drop(known.sites.insert(site.id.clone(), site)),
                Definition::Ladder(ladder) => drop(known.ladders.insert(ladder.id.clone(), ladder)),
                _ => {}
            }
        }
        let ladder = known.ladders.values().next().unwrap();
        assert_eq!(ladder.steps[&Cause::Unowned][1], Step { minutes: 60, audience: Audience::Managers });
        assert_eq!(read(&Roster::of(&known).to_toml()).unwrap(), read(FILE).unwrap());
    }

    #[test]
    fn what_cannot_be_used_is_named_with_what_to_write() {
        for (from, to, said) in [
            ("5 min supervisors", "soon supervisors", "ladder “By night” has step “soon supervisors”; write how long"),
            ("5 min supervisors", "5 min everybody", "write how long and whom"),
            ("5 min supervisors", "2 h supervisors", "the steps of unowned go back in time"),
            ("unproven", "unloved", "has step “unloved”; write one of unowned, silent"),
            ("\"critical\"", "\"urgent\"", "has priority “urgent”; write one of critical"),
            ("site = \"Tower\"", "site = \"Moon\"", "names the site “Moon”"),
        ] {
            let error = read(&FILE.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
