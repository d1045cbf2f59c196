//! Schedules of every sort, beside those that a world's people report on, and that none of their days is lost.

use super::Fault;
use super::ledger::{Ledger, expect};
use domain::directory::Directory;
use domain::situation::Situation;
use domain::time::{Instant, Zone};
use engine::roster::{CalendarLine, Roster, ShiftLine, TaskLine};

/// The name of the calendar whose closed days count.
const CALENDAR: &str = "Weekdays";

/// Adds shifts, a calendar and tasks to a directory file.
pub fn enrich(roster: &mut Roster) {
    let hours = || vec!["08:00-18:00".to_owned()];
    roster.calendars.push(CalendarLine {
        name: CALENDAR.to_owned(),
        monday: hours(),
        tuesday: hours(),
        wednesday: hours(),
        thursday: hours(),
        friday: hours(),
        holidays: vec!["2026-08-31".to_owned(), "2026-09-16".to_owned()],
        ..CalendarLine::default()
    });
    let shift = |name: &str, from: &str, until: &str| ShiftLine {
        name: name.to_owned(),
        from: from.to_owned(),
        until: until.to_owned(),
        ..ShiftLine::default()
    };
    let crew: Vec<String> = roster.people.iter().take(3).map(|person| person.name.clone()).collect();
    for site in &mut roster.sites {
        site.shifts = vec![shift("Day", "07:00", "19:00"), shift("Night", "19:00", "07:00")];
        let task = |name: &str, when: &str| TaskLine {
            name: format!("{name} {}", site.name),
            place: Some(site.name.clone()),
            stand_ins: crew.clone(),
            when: Some(when.to_owned()),
            window_minutes: Some(45),
            ..TaskLine::default()
        };
        let moved = |closed: &str| TaskLine {
            calendar: Some(CALENDAR.to_owned()),
            closed: Some(closed.to_owned()),
            ..task(&format!("Filters ({closed})"), "every 3 days 10:00")
        };
        roster.tasks.extend([
            TaskLine { kind: Some("patrol".to_owned()), ..task("Night round", "every 3 hours from 22:00 to 04:00") },
            TaskLine { grace_minutes: 20, ..task("Gate log", "each shift") },
            TaskLine { kind: Some("handover".to_owned()), ..task("Handover", "each shift") },
            task("Generator", "1st Friday of the month 10:00"),
            task("Meters", "every 7 days from 2026-08-06 14:00"),
            moved("after"),
            moved("before"),
            moved("skip"),
        ]);
    }
}

/// Every day of every task that came up by an instant was written down, whoever restarted meanwhile.
pub fn kept(directory: &Directory, situation: &Situation, ledger: &Ledger, now: Instant) -> Result<(), Fault> {
    let Some(since) = situation.listening_since.filter(|_| !ledger.lost_entries()) else { return Ok(()) };
    for task in directory.tasks.values() {
        let zone: &Zone = situation.zone_of(task.site.as_ref());
        let calendar = task.cadence.calendar.as_ref().and_then(|id| directory.calendars.get(id));
        // The first and the last day are only partly heard.
        for day in task.cadence.days(since.day(zone).plus(1), now.day(zone).plus(-1), calendar) {
            let is_past = task.cadence.window(day, zone).0 <= now;
            let is_known = ledger.days.contains_key(&(task.id.clone(), day));
            expect(is_known || !is_past, "no day of a task is skipped", || format!("{} on {day}", task.name))?;
        }
    }
    Ok(())
}
