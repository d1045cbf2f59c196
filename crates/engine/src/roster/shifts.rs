//! Who has to check in when a shift begins: a patrol a day for each of them, so that nobody is away unnoticed.

use super::lines::CheckIn;
use super::{Roster, RosterError, ShiftLine, SiteLine, TaskLine};

/// How long after a shift began its people may still check in when nothing is said, in minutes.
const CHECK_IN_MINUTES: u32 = 15;

impl Roster {
    /// The check-ins of every shift whose people have to.
    pub(super) fn check_ins(&self) -> Result<Vec<TaskLine>, RosterError> {
        let mut lines = Vec::new();
        for site in &self.sites {
            for shift in &site.shifts {
                lines.extend(shift.check_ins(site)?);
            }
        }
        Ok(lines)
    }
}

impl ShiftLine {
    fn check_ins(&self, site: &SiteLine) -> Result<Vec<TaskLine>, RosterError> {
        let minutes = match self.check_in {
            None | Some(CheckIn::Wanted(false)) => return Ok(Vec::new()),
            Some(CheckIn::Wanted(true)) => CHECK_IN_MINUTES,
            Some(CheckIn::Within(minutes)) => minutes,
        };
        if self.people.is_empty() || minutes == 0 {
            let (field, value) = ("check_in", minutes.to_string());
            let remedy = "name who is there, as people = [\"Ravi\"], and write true or minutes".to_owned();
            return Err(RosterError::BadValue { what: "site", name: site.name.clone(), field, value, remedy });
        }
        let line = |person: &String| TaskLine {
            name: format!("Check-in {} ({}) · {person}", site.name, self.name),
            kind: Some("patrol".to_owned()),
            assignee: Some(person.clone()),
            place: Some(site.name.clone()),
            rrule: "FREQ=DAILY".to_owned(),
            at: self.from.clone(),
            window_minutes: Some(minutes),
            ..TaskLine::default()
        };
        Ok(self.people.iter().map(line).collect())
    }
}
