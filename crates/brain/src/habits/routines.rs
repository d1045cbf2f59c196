//! Reports that come again and again: the same sender, near the same hour, on most days.

use super::{Remark, Routine};
use domain::id::{MessageId, PlaceId};
use domain::message::Kind;
use jiff::civil::{Date, Time, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// How many reports of one sender are kept to look for habits; two years of five a day.
const REPORTS_MAX: usize = 3_650;
/// How often a claim must have been said in the same words to be a report of routine work.
const CLAIMS_MIN: usize = 3;
/// On how many days a report must have come.
const DAYS_MIN: u32 = 5;
/// On which share of the days it could have come, in percent.
const SHARE_MIN_PERCENT: u32 = 60;
/// What a window gets beyond the hours seen, in minutes.
const SLACK_MINUTES: u32 = 60;
/// A name longer than this is cut.
const NAME_MAX_CHARS: usize = 60;

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

#[derive(Clone, Debug)]
struct Report {
    day: Date,
    minute: u32,
    text: String,
    has_picture: bool,
    /// Whether it was read as the claim that something is fixed, as routine work is where no task is known.
    is_claim: bool,
    place: Option<PlaceId>,
    message: MessageId,
}

/// Reports of routine work, by sender and sort.
#[derive(Clone, Debug, Default)]
pub(super) struct Reports(BTreeMap<(String, Kind), Vec<Report>>);

impl Reports {
    /// Keeps a report of routine work; anything else is no habit.
    pub(super) fn see(&mut self, remark: &Remark<'_>) {
        let is_claim = remark.kind == Kind::Resolved;
        if !is_claim && !matches!(remark.kind, Kind::Task | Kind::Checkin) {
            return;
        }
        let kind = if is_claim { Kind::Task } else { remark.kind };
        let reports = self.0.entry((remark.sender.to_owned(), kind)).or_default();
        if reports.len() < REPORTS_MAX {
            let minute = u32::try_from(i32::from(remark.at.hour()) * 60 + i32::from(remark.at.minute())).unwrap_or(0);
            let text = remark.text.lines().next().unwrap_or_default().trim().chars().take(NAME_MAX_CHARS).collect();
            let (day, has_picture) = (remark.at.date(), remark.has_picture);
            let (place, message) = (remark.place.cloned(), remark.message.clone());
            reports.push(Report { day, minute, text, has_picture, is_claim, place, message });
        }
    }

    /// What recurs, the steadiest first.
    pub(super) fn recurring(&self) -> Vec<Routine> {
        let mut found = Vec::new();
        for ((sender, kind), reports) in &self.0 {
            let mut sorted = of_routine(reports);
            sorted.sort_by_key(|report| report.minute);
            for habit in sorted.chunk_by(|a, b| b.minute - a.minute <= Routine::GAP_MINUTES) {
                found.extend(routine(sender, *kind, habit));
            }
        }
        found.sort_by(|a, b| b.days_seen.cmp(&a.days_seen).then_with(|| a.name.cmp(&b.name)));
        found
    }
}

/// Without claims that are said once: a repair is told in its own words, a round of work in the same each day.
fn of_routine(reports: &[Report]) -> Vec<&Report> {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports {
        *said.entry(report.text.as_str()).or_default() += 1;
    }
    reports.iter().filter(|report| !report.is_claim || said[report.text.as_str()] >= CLAIMS_MIN).collect()
}

fn routine(sender: &str, kind: Kind, reports: &[&Report]) -> Option<Routine> {
    let kept = kept(reports);
    let days: BTreeSet<Date> = kept.keys().copied().collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let days_seen = u32::try_from(days.len()).ok()?;
    let weekdays = regular_weekdays(&days, first, last);
    if weekdays.is_empty() {
        return None;
    }
    let days_possible = count_days(first, last, &weekdays);
    if days_seen < DAYS_MIN || days_seen * 100 < days_possible * SHARE_MIN_PERCENT {
        return None;
    }
    let percentile = |share: usize| reports[(reports.len() - 1) * share / 100].minute;
    let opens = percentile(10) / 15 * 15;
    let closes = (percentile(90) + SLACK_MINUTES).div_ceil(30) * 30;
    let pictures = reports.iter().filter(|report| report.has_picture).count();
    Some(Routine {
        name: common_text(reports).unwrap_or_else(|| "Report".to_owned()),
        sender: sender.to_owned(),
        is_patrol: kind == Kind::Checkin,
        rrule: rule(&weekdays),
        weekdays,
        at: Time::midnight().saturating_add(jiff::Span::new().minutes(i64::from(opens))),
        window_minutes: closes.saturating_sub(opens).max(SLACK_MINUTES),
        with_picture: pictures * 10 >= reports.len() * 8,
        days_seen,
        days_possible,
        kept,
        place: common_place(reports),
        messages: latest(reports),
    })
}

/// Each day with the first report of it.
fn kept(reports: &[&Report]) -> BTreeMap<Date, MessageId> {
    let mut sorted = reports.to_vec();
    sorted.sort_by_key(|report| (report.day, report.minute));
    let mut kept = BTreeMap::new();
    for report in sorted {
        kept.entry(report.day).or_insert_with(|| report.message.clone());
    }
    kept
}

/// The weekdays on which it comes at least half of the time.
fn regular_weekdays(days: &BTreeSet<Date>, first: Date, last: Date) -> Vec<Weekday> {
    let is_regular = |weekday: &Weekday| {
        let seen = days.iter().filter(|day| day.weekday() == *weekday).count();
        seen * 2 >= count_days(first, last, &[*weekday]).max(1) as usize
    };
    WEEKDAYS.iter().map(|(weekday, _)| *weekday).filter(is_regular).collect()
}

fn count_days(first: Date, last: Date, weekdays: &[Weekday]) -> u32 {
    let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    u32::try_from(days.filter(|day| weekdays.contains(&day.weekday())).count()).unwrap_or(u32::MAX)
}

fn rule(weekdays: &[Weekday]) -> String {
    if weekdays.len() == WEEKDAYS.len() {
        return "FREQ=DAILY".to_owned();
    }
    let named = WEEKDAYS.iter().filter(|(weekday, _)| weekdays.contains(weekday)).map(|(_, name)| *name);
    format!("FREQ=WEEKLY;BYDAY={}", named.collect::<Vec<_>>().join(","))
}

fn common_text(reports: &[&Report]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| !report.text.is_empty()) {
        *counts.entry(report.text.as_str()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(text, _)| text.to_owned())
}

/// The place that most of them are about.
fn common_place(reports: &[&Report]) -> Option<PlaceId> {
    let mut counts: BTreeMap<&PlaceId, usize> = BTreeMap::new();
    for place in reports.iter().filter_map(|report| report.place.as_ref()) {
        *counts.entry(place).or_default() += 1;
    }
    let (place, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > reports.len()).then(|| place.clone())
}

/// The last of them, the newest first.
fn latest(reports: &[&Report]) -> Vec<MessageId> {
    let mut sorted = reports.to_vec();
    sorted.sort_by_key(|report| std::cmp::Reverse((report.day, report.minute)));
    sorted.into_iter().take(Routine::SHOWN_MAX).map(|report| report.message.clone()).collect()
}
