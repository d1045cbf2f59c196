//! When silence is suspicious: held against the rhythm an ear had in the past, and against what is known to be wrong.

use crate::hearing::{CLOUD_API, Ear, Suspicion};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Hours of a week.
const HOURS: usize = 7 * 24;
/// Weeks that are looked back on: one bit each.
const WEEKS_MAX: i64 = 8;
/// Weeks that must have been heard before silence is held against them.
const WEEKS_MIN: i64 = 2;
/// Hours that are added up at most; a week of silence needs no finer reckoning.
const LOOK_MAX: i64 = HOURS as i64;
/// Silence less likely than this is suspicious: once in many years by chance.
const ODDS_MIN: f64 = 1e-4;
/// A message that took longer than this to come was held up, in minutes.
const LAG_MINUTES: f64 = 15.0;
/// How long a late message says anything about now, in minutes.
const LAG_HOLDS_MINUTES: f64 = 60.0;
/// Deliveries that wait longer than this may hold anything, in minutes.
const WAITING_MINUTES: f64 = 5.0;
/// Bodies with a wrong signature in a row, with none that was right between: one may be anybody's.
const UNSIGNED_MIN: i64 = 3;
/// They say nothing while right ones come, in minutes: strangers may knock, too.
const UNSIGNED_MINUTES: f64 = 30.0;
/// Whoever heard something so lately gets what is said to be posted elsewhere, in minutes.
const TAKEN_MINUTES: f64 = 30.0;
/// One hour, in microseconds.
const HOUR_US: i64 = 3_600_000_000;
/// Beats of the program that are further apart than this, in minutes, were not all there.
const BEAT_MINUTES: f64 = 5.0;

/// In which hours of the week an ear heard something, over the last weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// The week of the last bit, counted from 1970.
    week: i64,
    /// The first week of all.
    first: i64,
    /// A byte for each hour of the week; its lowest bit is the last week's.
    hours: Vec<u8>,
}

impl Rhythm {
    /// What is known after something was heard for the first time.
    pub fn begun(at: Instant) -> Self {
        let week = at.us().div_euclid(HOUR_US).div_euclid(HOURS as i64);
        let mut rhythm = Self { week, first: week, hours: vec![0; HOURS] };
        rhythm.hear(at);
        rhythm
    }

    /// Remembers that something was heard. Whether that was news.
    pub fn hear(&mut self, at: Instant) -> bool {
        let hour = at.us().div_euclid(HOUR_US);
        let (week, slot) = (hour.div_euclid(HOURS as i64), hour.rem_euclid(HOURS as i64));
        if week > self.week {
            let by = u32::try_from(week - self.week).unwrap_or(u32::MAX);
            for hour in &mut self.hours {
                *hour = hour.checked_shl(by).unwrap_or_default();
            }
            self.week = week;
        }
        let Ok(back) = u32::try_from(self.week - week) else { return false };
        let slot = usize::try_from(slot).ok().and_then(|slot| self.hours.get_mut(slot));
        let Some((hour, bit)) = slot.zip(1_u8.checked_shl(back)) else { return false };
        let is_news = *hour & bit == 0;
        *hour |= bit;
        is_news
    }

    /// How likely it is that nothing comes between two instants, going by the whole hours between; certain as long as
    /// too little is known.
    pub fn odds_of_silence(&self, from: Instant, until: Instant) -> f64 {
        let first = from.us().div_euclid(HOUR_US) + 1;
        let last = until.us().div_euclid(HOUR_US);
        (first..last.min(first + LOOK_MAX)).map(|hour| 1.0 - self.likely(hour)).product()
    }

    /// How likely something is heard in an hour: as often as in the same hour of the weeks before.
    fn likely(&self, hour: i64) -> f64 {
        let (week, slot) = (hour.div_euclid(HOURS as i64), hour.rem_euclid(HOURS as i64));
        let known = usize::try_from(slot).ok().and_then(|slot| self.hours.get(slot)).copied().unwrap_or_default();
        // Bits of the weeks before the hour's own.
        let own = u32::try_from(self.week - week + 1).unwrap_or(0);
        let before = known.checked_shr(own).unwrap_or_default();
        let weeks = (week - self.first).min(WEEKS_MAX - i64::from(own)).max(0);
        // An hour that was always quiet says nothing by being quiet.
        if weeks < WEEKS_MIN || before == 0 {
            return 0.0;
        }
        (f64::from(before.count_ones()) + 0.5) / (weeks as f64 + 1.0)
    }
}

/// What is known of an ear.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// Which.
    pub ear: Ear,
    /// When something last came; for the program, its last beat.
    pub last_at: Instant,
    /// How long the last message took to come, in minutes.
    pub lag_minutes: f64,
    /// Its rhythm, where one is kept.
    pub rhythm: Option<Rhythm>,
    /// Bodies with a wrong signature since the last right one, and since when.
    pub unsigned: Option<(i64, Instant)>,
    /// What is known to be wrong, and since when.
    pub trouble: Option<(Suspicion, Instant)>,
    /// Since when deliveries wait to be taken in.
    pub waiting_since: Option<Instant>,
}

/// Since when an ear may be deaf, and why; none when silence there means silence.
pub fn doubt(sound: &Sound, now: Instant) -> Option<(Instant, Suspicion)> {
    let Sound { last_at, .. } = *sound;
    if sound.ear == Ear::Program {
        return (now.minutes_since(last_at) > BEAT_MINUTES).then_some((last_at, Suspicion::Off));
    }
    match sound.trouble {
        // An address that is not ours may lead to us, too: what was signed and came lately shows that it does.
        Some((Suspicion::Taken, _)) if now.minutes_since(last_at) <= TAKEN_MINUTES => {}
        Some((Suspicion::Taken, _)) => return Some((last_at, Suspicion::Taken)),
        Some((why, since)) => return Some((since, why)),
        None => {}
    }
    // At the Cloud API only bodies that name an id of ours are counted. At a bridge anybody may leave such, who must not be able to
    // silence us.
    let is_vouched = matches!(&sound.ear, Ear::Channel(channel) if channel == CLOUD_API);
    let is_only_unsigned = is_vouched && now.minutes_since(last_at) > UNSIGNED_MINUTES;
    if let Some((_, since)) = sound.unsigned.filter(|(count, _)| *count >= UNSIGNED_MIN && is_only_unsigned) {
        return Some((since, Suspicion::Unsigned));
    }
    if let Some(since) = sound.waiting_since.filter(|since| now.minutes_since(*since) > WAITING_MINUTES) {
        return Some((since, Suspicion::Behind));
    }
    if sound.lag_minutes > LAG_MINUTES && now.minutes_since(last_at) < LAG_HOLDS_MINUTES {
        return Some((last_at.plus_minutes(-(sound.lag_minutes as i64)), Suspicion::Behind));
    }
    let odds = sound.rhythm.as_ref().map_or(1.0, |rhythm| rhythm.odds_of_silence(last_at, now));
    (odds < ODDS_MIN).then_some((last_at, Suspicion::Quiet))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: i64 = 7 * 24 * 60;

    fn at(minute: i64) -> Instant {
        Instant::from_us(1_794_182_400_000_000).plus_minutes(minute)
    }

    /// Heard every hour from eight to six on every day of so many weeks.
    fn busy(weeks: i64) -> Rhythm {
        let mut rhythm = Rhythm::begun(at(8 * 60));
        for day in 0..7 * weeks {
            for hour in 8..18 {
                rhythm.hear(at((day * 24 + hour) * 60 + 7));
            }
        }
        rhythm
    }

    fn sound(last: i64, rhythm: Option<Rhythm>) -> Sound {
        let ear = Ear::Channel("cloud-api".into());
        let (unsigned, trouble, waiting_since) = (None, None, None);
        Sound { ear, last_at: at(last), lag_minutes: 0.0, rhythm, unsigned, trouble, waiting_since }
    }

    #[test]
    fn silence_is_suspicious_when_the_hours_were_always_loud() {
        let monday = 4 * WEEK;
        let last = monday + 8 * 60 + 5;
        let table =
            [(9 * 60, None), (12 * 60, None), (15 * 60, Some(Suspicion::Quiet)), (17 * 60, Some(Suspicion::Quiet))];
        for (minute, expected) in table {
            let found = doubt(&sound(last, Some(busy(4))), at(monday + minute));
            assert_eq!(found.map(|(_, why)| why), expected, "at {minute}");
            assert!(found.is_none_or(|(since, _)| since == at(last)));
        }
    }

    #[test]
    fn nights_and_first_weeks_are_quiet_without_suspicion() {
        let evening = 4 * WEEK + 17 * 60 + 50;
        assert_eq!(
            doubt(&sound(evening, Some(busy(4))), at(5 * WEEK + 8 * 60 - 7 * 24 * 60 + 24 * 60)),
            None,
            "one night"
        );
        assert_eq!(doubt(&sound(WEEK + 8 * 60, Some(busy(1))), at(WEEK + 17 * 60)), None, "one week is no rhythm");
        assert_eq!(doubt(&sound(0, None), at(10 * WEEK)), None, "no rhythm is kept");
    }

    #[test]
    fn a_silence_of_many_weeks_does_not_overflow() {
        let mut rhythm = busy(3);
        assert!(rhythm.odds_of_silence(at(3 * WEEK), at(500 * WEEK)) < ODDS_MIN);
        assert!(rhythm.hear(at(500 * WEEK)));
        assert!(!rhythm.hear(at(500 * WEEK)) && !rhythm.hear(at(0)));
        assert!(rhythm.odds_of_silence(at(500 * WEEK), at(501 * WEEK)) > 0.01, "what was usual is forgotten");
    }

    #[test]
    fn what_is_known_to_be_wrong_is_suspicious_at_once() {
        let base = || sound(100, None);
        let table = [
            (Sound { trouble: Some((Suspicion::Token, at(90))), ..base() }, Some((at(90), Suspicion::Token))),
            (Sound { trouble: Some((Suspicion::Taken, at(90))), ..base() }, None),
            (Sound { trouble: Some((Suspicion::Taken, at(90))), ..sound(80, None) }, None),
            (Sound { trouble: Some((Suspicion::Taken, at(90))), ..sound(70, None) }, Some((at(70), Suspicion::Taken))),
            (Sound { unsigned: Some((2, at(95))), ..sound(10, None) }, None),
            (Sound { unsigned: Some((3, at(95))), ..sound(10, None) }, Some((at(95), Suspicion::Unsigned))),
            (Sound { unsigned: Some((3, at(95))), ..base() }, None),
            (Sound { ear: Ear::Channel("waha".into()), unsigned: Some((900, at(20))), ..sound(10, None) }, None),
            (Sound { waiting_since: Some(at(96)), ..base() }, None),
            (Sound { waiting_since: Some(at(90)), ..base() }, Some((at(90), Suspicion::Behind))),
            (Sound { lag_minutes: 40.0, ..base() }, Some((at(60), Suspicion::Behind))),
            (Sound { ear: Ear::Program, ..base() }, None),
            (Sound { ear: Ear::Program, last_at: at(40), ..base() }, Some((at(40), Suspicion::Off))),
        ];
        for (sound, expected) in table {
            assert_eq!(doubt(&sound, at(101)), expected, "{sound:?}");
        }
        assert_eq!(doubt(&Sound { lag_minutes: 40.0, ..base() }, at(200)), None, "a late message of long ago");
    }
}
