//! Tasks of a directory file: when they recur, as written or as a rule, once or several times a day, or once a shift.

use super::{Roster, RosterError, ShiftLine, TaskLine, id, one_of};
use brain::schedule::{self, Moment};
use domain::checklist::Steps;
use domain::directory::Shift;
use domain::handover::Handover;
use domain::id::{CalendarId, PersonId, PlaceId, SiteId, TaskId};
use domain::task::{BadCadence, Cadence, Closed, Task, TaskKind};
use domain::time::Day;
use domain::tour::{BadWindow, Tour};
use jiff::civil::Time;
use std::collections::{BTreeMap, BTreeSet};

/// What stands between a checkpoint and when it is to be visited.
pub(super) const WINDOW: &str = " @ ";

/// How long a window stays open when nothing is said, in minutes.
const WINDOW_MINUTES: u32 = 60;

/// One time at which a task is due on its days.
struct Slot {
    /// What tells it from the others of the same name; nothing when it is the only one.
    suffix: String,
    moment: Moment,
    window_minutes: u32,
    /// Who is there in the shift that begins then, by name.
    people: Vec<String>,
}

impl Roster {
    /// The tasks of a line: one for each time of its days, since a task is due once on a day.
    pub(super) fn tasks_of(
        &self,
        line: &TaskLine,
        places: &BTreeMap<String, Option<PlaceId>>,
        people: &BTreeMap<String, PersonId>,
    ) -> Result<Vec<Task>, RosterError> {
        let person = |name: &String| people.get(name).cloned().ok_or_else(|| line.undefined("person", name));
        let assignee = line.assignee.as_ref().map(person).transpose()?;
        let stand_ins = line.stand_ins.iter().map(person).collect::<Result<Vec<_>, _>>()?;
        let (site, place) = match &line.place {
            None => (None, None),
            Some(path) => {
                let place = places.get(path).ok_or_else(|| line.undefined("place", path))?;
                let site = path.split(" / ").next().unwrap_or(path);
                (Some(SiteId::new(id("site", site))), place.clone())
            }
        };
        let kind = line.kind.as_deref().unwrap_or("task");
        let kind = TaskKind::from_word(kind).ok_or_else(|| line.bad("kind", kind, "write task, patrol or handover"))?;
        let tour = line.tour(kind, places)?;
        if kind == TaskKind::Handover && line.requires_photo {
            return Err(line.bad("requires_photo", "true", "leave it out: a handover is taken over by a word"));
        }
        let steps = line.steps(kind)?;
        if line.check && kind != TaskKind::Task {
            return Err(line.bad("check", "true", "write kind = \"task\"; a patrol or a handover is none"));
        }
        let (cadence, slots) = self.recurrence(line, kind)?;
        let task = |slot: Slot| {
            let name = format!("{}{}", line.name, slot.suffix);
            let Moment { at, next_day } = slot.moment;
            let cadence = Cadence { at, next_day, window_minutes: slot.window_minutes, ..cadence.clone() };
            cadence.check().map_err(|error| line.bad_cadence(&cadence, &error))?;
            line.check_windows(tour.as_ref(), &cadence)?;
            let (site, place, assignee) = (site.clone(), place.clone(), assignee.clone());
            // Who is there in a shift does its work, when nobody is named for it.
            let is_named = assignee.is_some() || !stand_ins.is_empty();
            let shift = slot.people.iter().filter(|_| !is_named).map(person).collect::<Result<Vec<_>, _>>()?;
            let stand_ins = stand_ins.iter().cloned().chain(shift).collect();
            let (requires_photo, id) = (line.requires_photo, TaskId::new(id("task", &name)));
            let (tour, steps) = (tour.clone(), steps.clone());
            let (habit, scheduled_at) = (line.habit.clone(), None);
            Ok(Task {
                id,
                name,
                kind,
                assignee,
                site,
                place,
                cadence,
                requires_photo,
                stand_ins,
                tour,
                steps,
                check: line.check,
                habit,
                scheduled_at,
            })
        };
        slots.into_iter().map(task).collect()
    }

    /// The days of a line, and the times of each.
    fn recurrence(&self, line: &TaskLine, kind: TaskKind) -> Result<(Cadence, Vec<Slot>), RosterError> {
        let usual = if kind == TaskKind::Handover { Handover::WINDOW_MINUTES } else { WINDOW_MINUTES };
        let window_minutes = line.window_minutes.unwrap_or(usual);
        let Some(when) = &line.when else {
            let at = line.at.parse().map_err(|_| line.bad("at", &line.at, "write the hour and minute, as 09:00"))?;
            let moment = Moment { at, next_day: line.next_day };
            let slot = Slot { suffix: String::new(), moment, window_minutes, people: Vec::new() };
            return Ok((self.cadence(line, line.rrule.clone(), None)?, vec![slot]));
        };
        if !line.rrule.is_empty() || !line.at.is_empty() {
            return Err(line.bad("when", when, "write either when, or rrule and at"));
        }
        let read = schedule::read(when).map_err(|unread| RosterError::BadSchedule {
            name: line.name.clone(),
            value: when.clone(),
            column: unread.column,
            reason: unread.reason,
        })?;
        let slots = match read.each_shift {
            true => self.shifts_of(line, kind)?,
            false => {
                let is_one = read.times.len() == 1;
                let suffix = |at: Time| if is_one { String::new() } else { format!(" ({})", at.strftime("%H:%M")) };
                let people = Vec::new();
                let slot = |moment: Moment| {
                    let people = people.clone();
                    Slot { suffix: suffix(moment.at), moment, window_minutes, people }
                };
                read.times.into_iter().map(slot).collect()
            }
        };
        let starts = read.starts.map(Day);
        Ok((self.cadence(line, read.rrule, starts)?, slots))
    }

    /// The shifts of the line's site, each as long as it is unless the line says otherwise.
    fn shifts_of(&self, line: &TaskLine, kind: TaskKind) -> Result<Vec<Slot>, RosterError> {
        let site = line.place.as_deref().unwrap_or_default().split(" / ").next().unwrap_or_default();
        let site = self.sites.iter().find(|known| known.name == site).filter(|known| !known.shifts.is_empty());
        let remedy = "its site has no shifts; give the site shifts, and the task a place at it";
        let site = site.ok_or_else(|| line.bad("when", line.when.as_deref().unwrap_or_default(), remedy))?;
        let slot = |shift: &ShiftLine| {
            let people = shift.people.clone();
            let shift = shift.shift(&site.name)?;
            let moment = Moment { at: shift.from, next_day: false };
            let usual = if kind == TaskKind::Handover { Handover::WINDOW_MINUTES } else { shift.minutes() };
            let window_minutes = line.window_minutes.unwrap_or(usual);
            Ok(Slot { suffix: format!(" ({})", shift.name), moment, window_minutes, people })
        };
        site.shifts.iter().map(slot).collect()
    }

    /// Whose closed days count for a line: those it names, or of work those of its site.
    fn calendar<'a>(&'a self, line: &'a TaskLine) -> Option<&'a String> {
        let is_work = line.kind.as_deref().is_none_or(|kind| kind == TaskKind::Task.word());
        let site = line.place.as_deref().unwrap_or_default().split(" / ").next();
        let of_site = self.sites.iter().find(|known| Some(known.name.as_str()) == site && is_work);
        line.calendar.as_ref().or_else(|| of_site?.calendar.as_ref())
    }

    /// The days of a line, without the time.
    fn cadence(&self, line: &TaskLine, rrule: String, starts: Option<Day>) -> Result<Cadence, RosterError> {
        let day = |field: &'static str, text: &String| {
            text.parse::<Day>().map_err(|_| line.bad(field, text, "write a day as 2026-12-25"))
        };
        let days =
            |field, texts: &[String]| texts.iter().map(|text| day(field, text)).collect::<Result<BTreeSet<_>, _>>();
        let written = line.starts.as_ref().map(|text| day("starts", text)).transpose()?;
        let calendar = self.calendar(line);
        if let Some(unknown) = calendar.filter(|name| !self.has_calendar(name)) {
            return Err(line.undefined("calendar", unknown));
        }
        let closed = match &line.closed {
            None if calendar.is_some() => Closed::Skip,
            None => Closed::Keep,
            Some(word) => {
                let remedy = one_of(Closed::ALL.iter().map(|closed| closed.word()));
                Closed::from_word(word).ok_or_else(|| line.bad("closed", word, &remedy))?
            }
        };
        Ok(Cadence {
            grace_minutes: line.grace_minutes,
            starts: written.or(starts),
            except: days("except", &line.except)?,
            also: days("also", &line.also)?,
            calendar: calendar.map(|name| CalendarId::new(id("calendar", name))),
            closed,
            ..Cadence::plain(rrule, Time::midnight(), WINDOW_MINUTES)
        })
    }
}

impl TaskLine {
    /// The checkpoints of a patrol.
    fn tour(&self, kind: TaskKind, places: &BTreeMap<String, Option<PlaceId>>) -> Result<Option<Tour>, RosterError> {
        let Some(first) = self.checkpoints.first() else { return Ok(None) };
        if kind != TaskKind::Patrol {
            return Err(self.bad("checkpoints", first, "write kind = \"patrol\"; other tasks have none"));
        }
        if self.requires_photo {
            return Err(self.bad("requires_photo", "true", "leave it out: of a tour each visit says what shows it"));
        }
        if self.checkpoints.len() > Tour::CHECKPOINTS_MAX {
            let remedy = format!("write at most {}; part the tour", Tour::CHECKPOINTS_MAX);
            return Err(self.bad("checkpoints", &self.checkpoints.len().to_string(), &remedy));
        }
        let mut checkpoints = Vec::with_capacity(self.checkpoints.len());
        let mut windows = BTreeMap::new();
        for line in &self.checkpoints {
            // A place may itself be called "Cafe @ L2".
            let windowed = if places.contains_key(line) { None } else { line.rsplit_once(WINDOW) };
            let (path, window) = windowed.map_or((line.as_str(), None), |(path, at)| (path, Some(at)));
            let place = places.get(path).cloned().flatten().ok_or_else(|| self.undefined("place", path))?;
            if let Some(window) = window {
                let read =
                    window.parse().map_err(|error: BadWindow| self.bad("checkpoints", line, &error.to_string()))?;
                windows.insert(place.clone(), read);
            }
            if checkpoints.contains(&place) {
                return Err(self.bad("checkpoints", path, "name each checkpoint once"));
            }
            checkpoints.push(place);
        }
        let code_days = self.code_days.unwrap_or(Tour::CODE_DAYS);
        if !(1..=366).contains(&code_days) {
            return Err(self.bad("code_days", &code_days.to_string(), "write from 1 to 366"));
        }
        Ok(Some(Tour { checkpoints, in_order: self.in_order, code_days, windows }))
    }

    /// The steps of work that is ticked step by step.
    fn steps(&self, kind: TaskKind) -> Result<Steps, RosterError> {
        if kind != TaskKind::Task
            && let Some(first) = self.steps.first()
        {
            return Err(self.bad(
                "steps",
                first,
                "write kind = \"task\"; a patrol has checkpoints, a handover has neither",
            ));
        }
        Steps::read(self.steps.iter().map(String::as_str))
            .map_err(|error| self.bad("steps", &self.steps.join("; "), &error.to_string()))
    }

    /// Whether every window of a checkpoint lies in the round.
    fn check_windows(&self, tour: Option<&Tour>, cadence: &Cadence) -> Result<(), RosterError> {
        let minutes = cadence.window_minutes.saturating_add(cadence.grace_minutes);
        let mut windows = tour.iter().flat_map(|tour| tour.windows.values());
        let Some(outside) = windows.find(|window| !window.is_within(cadence.at, minutes)) else { return Ok(()) };
        let due = cadence.at.strftime("%H:%M");
        let remedy = format!(
            "the round is due at {due} for {minutes} minutes; write a window inside of it, or minutes into it, as 10-20 min"
        );
        Err(self.bad("checkpoints", &outside.to_string(), &remedy))
    }

    fn bad(&self, field: &'static str, value: &str, remedy: &str) -> RosterError {
        let (name, value, remedy) = (self.name.clone(), value.to_owned(), remedy.to_owned());
        RosterError::BadValue { what: "task", name, field, value, remedy }
    }

    fn undefined(&self, kind: &'static str, wanted: &str) -> RosterError {
        RosterError::Undefined { what: "task", name: self.name.clone(), kind, wanted: wanted.to_owned() }
    }

    fn bad_cadence(&self, cadence: &Cadence, error: &BadCadence) -> RosterError {
        let (field, value) = match error {
            BadCadence::Rule { .. } => ("rrule", cadence.rrule.clone()),
            BadCadence::Window { minutes } => ("window_minutes", minutes.to_string()),
            BadCadence::Days { days } => ("except", days.to_string()),
            BadCadence::NoCalendar { closed } => ("closed", closed.to_string()),
        };
        self.bad(field, &value, &error.to_string())
    }
}

impl ShiftLine {
    /// The shift of a line, at a site.
    pub(super) fn shift(&self, site: &str) -> Result<Shift, RosterError> {
        let time = |field, text: &String| {
            text.parse::<Time>().map_err(|_| RosterError::BadValue {
                what: "site",
                name: site.to_owned(),
                field,
                value: text.clone(),
                remedy: "write the hour and minute of a shift, as 19:00".to_owned(),
            })
        };
        let (from, until) = (time("from", &self.from)?, time("until", &self.until)?);
        Ok(Shift { name: self.name.clone(), from, until })
    }
}
