//! Where a message shows its sender to be on a round: by the code of a sticker, a pin, or the name of a checkpoint.

use channels::cloud_api::Pepper;
use domain::directory::Place;
use domain::id::PlaceId;
use domain::message::{Form, Heard, Interpretation, Kind, Subject};
use domain::policy::matching::is_picture;
use domain::situation::Situation;
use domain::task::Task;
use domain::time::Day;
use domain::tour::{Proof, Shown, Tour, Visit, around, rounds};
use jiff::civil::Date;

/// What a code begins with.
const MARK: &str = "LK-";
/// Hex digits after it: one guess in four thousand million.
const DIGITS: usize = 8;
/// Periods looked back on for an old code: two years of months.
const PERIODS: i64 = 24;
/// For so many days the code before still holds, so that stickers can be changed.
const CHANGE_DAYS: i64 = 3;
/// Longest message whose words are held against the names of checkpoints, in characters.
const TEXT_MAX: usize = 80;

/// Makes and knows the codes of checkpoints: a keyed hash of place and period.
#[derive(Clone, Debug)]
pub struct Codes(Pepper);

impl Codes {
    /// Codes of an installation.
    pub fn new(pepper: Pepper) -> Self {
        Self(pepper)
    }

    /// The code of a checkpoint that holds on a day, as its sticker shows it.
    pub fn code(&self, place: &PlaceId, code_days: u16, day: Day) -> String {
        self.of_period(place, code_days, days(day).div_euclid(i64::from(code_days.max(1))))
    }

    fn of_period(&self, place: &PlaceId, code_days: u16, period: i64) -> String {
        let digits = self.0.sealed(&["checkpoint", place.as_str(), &code_days.to_string(), &period.to_string()]);
        let digits: String = digits.chars().take(DIGITS).collect();
        format!("{MARK}{}", digits.to_uppercase())
    }

    /// The checkpoint of their rounds whose code a message has, and whether the code is one of an earlier period.
    fn read(&self, situation: &Situation, heard: &Heard) -> Option<Shown> {
        let said = shaped(&heard.text)?;
        for (tour, task, _) in rounds(situation, heard) {
            let today = days(heard.sent_at.day(situation.zone_of(task.site.as_ref())));
            let length = i64::from(tour.code_days.max(1));
            let (now, since) = (today.div_euclid(length), today.rem_euclid(length));
            for place in &tour.checkpoints {
                let is_of = |back: &i64| self.of_period(place, tour.code_days, now - back) == said;
                if let Some(back) = (0..=PERIODS).find(is_of) {
                    let is_old = back > 1 || back == 1 && since >= change_days(length);
                    return Some(Shown { place: place.clone(), proof: Proof::Code, is_old });
                }
            }
        }
        None
    }
}

/// On how many days of a period the code of the one before is good still: time to put new stickers up, and less than half of a
/// short period, so that the code of yesterday is an old one where codes change daily.
fn change_days(length: i64) -> i64 {
    CHANGE_DAYS.min((length - 1) / 2)
}

/// Days since 1970.
fn days(day: Day) -> i64 {
    day.0.since(Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

/// The first word of a text that is shaped as a code.
fn shaped(text: &str) -> Option<String> {
    let words = text.split(|at: char| !at.is_ascii_alphanumeric() && at != '-').map(str::to_uppercase);
    let is_code = |word: &String| {
        let digits = word.strip_prefix(MARK).unwrap_or_default();
        digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    words.into_iter().find(is_code)
}

/// What a message shows before anybody reads its words: a sticker's code with nothing but what the sticker types, or a
/// pin inside a checkpoint's circle.
pub fn shown(codes: Option<&Codes>, situation: &Situation, heard: &Heard) -> Option<Shown> {
    if let Some(shown) = codes.and_then(|codes| codes.read(situation, heard)) {
        return Some(shown).filter(|shown| is_bare(situation, &shown.place, &heard.text));
    }
    let pin = heard.geo.filter(|_| heard.form == Form::Location)?;
    let mut rounds = rounds(situation, heard).into_iter();
    let place = rounds.find_map(|(tour, ..)| around(&situation.directory, tour, pin))?;
    Some(Shown { place: place.clone(), proof: Proof::Pin, is_old: false })
}

/// Whether a text has nothing besides a code and the names of a place and of what is around it.
fn is_bare(situation: &Situation, place: &PlaceId, text: &str) -> bool {
    let around = situation.directory.lineage(place);
    let site = around.last().and_then(|place| situation.directory.sites.get(&place.site));
    let names = around.iter().map(|place| place.name.as_str()).chain(site.map(|site| site.name.as_str()));
    let mut rest = plain(text).replace(&plain(&shaped(text).unwrap_or_default()), " ");
    for name in names {
        rest = rest.replace(plain(name).trim(), " ");
    }
    rest.trim().is_empty()
}

/// The checkpoint of their round that somebody shows by a code or names in a short message which reports nothing, asks
/// nothing and is about nothing else.
pub fn named(codes: Option<&Codes>, situation: &Situation, heard: &Heard, meaning: &Interpretation) -> Option<Shown> {
    if heard.reply_to.is_some() || matches!(meaning.about, Some(Subject::Ticket(_))) {
        return None;
    }
    let may = match meaning.kind {
        Kind::Task | Kind::Checkin | Kind::Progress | Kind::Evidence | Kind::Chatter => true,
        Kind::Issue | Kind::Resolved | Kind::Verified | Kind::Reopened | Kind::Assign | Kind::Question => false,
    };
    if may && let Some(shown) = codes.and_then(|codes| codes.read(situation, heard)) {
        return Some(shown);
    }
    let form = matches!(heard.form, Form::Text | Form::Image | Form::Video);
    if !may || !form || heard.text.is_empty() || heard.text.chars().count() > TEXT_MAX {
        return None;
    }
    let site = situation.site_of(heard);
    // A round that is nobody's by name is walked by whoever is at its site.
    let is_here = |task: &Task| task.is_owed_by_sender(heard) || site.is_none() || task.site.as_ref() == site;
    let mut rounds = rounds(situation, heard).into_iter();
    let (tour, _, day) = rounds.find(|(_, task, _)| is_here(task))?;
    let place = meant(situation, tour, &day.visits, &plain(&heard.text))?;
    let proof = if is_picture(heard) { Proof::Photo } else { Proof::Words };
    Some(Shown { place: place.clone(), proof, is_old: false })
}

/// The checkpoint that a text names: of several the one of which, with all that it is inside of, most is said; of equals
/// the first that was not visited yet.
fn meant<'a>(situation: &Situation, tour: &'a Tour, visits: &[Visit], text: &str) -> Option<&'a PlaceId> {
    let said = |place: &Place| {
        let names = std::iter::once(&place.name).chain(&place.aliases).map(|name| plain(name));
        names.filter(|name| name.len() > 2 && text.contains(name.as_str())).map(|name| name.len()).max()
    };
    let named = tour.checkpoints.iter().filter_map(|point| {
        let lineage = situation.directory.lineage(point);
        let own = said(lineage.first()?)?;
        let around: usize = lineage.iter().skip(1).filter_map(|outer| said(outer)).sum();
        let is_visited = visits.iter().any(|visit| visit.place == *point);
        Some(((own + around, !is_visited), point))
    });
    // The last of equals would win, so that they are looked at from the end.
    let named: Vec<_> = named.collect();
    named.into_iter().rev().max_by_key(|(weight, _)| *weight).map(|(_, point)| point)
}

/// Words alone, small, with a blank around each.
fn plain(text: &str) -> String {
    let words = text.split(|at: char| !at.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |plain, word| plain + &word.to_lowercase() + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_was_typed_and_says_nothing_of_the_next() {
        let codes = Codes::new(Pepper::from_hex(&"7".repeat(64)).unwrap());
        let (place, day) = (PlaceId::new("lobby"), |text: &str| text.parse::<Day>().unwrap());
        let code = codes.code(&place, 30, day("2026-11-09"));
        assert_eq!(shaped(&format!("Lobby · {}", code.to_lowercase())), Some(code.clone()));
        assert_eq!((shaped("LK-12"), shaped("LK-1234567Z"), shaped("")), (None, None, None));
        assert_ne!(code, codes.code(&place, 30, day("2026-12-20")), "another period");
        assert_ne!(code, codes.code(&PlaceId::new("gate"), 30, day("2026-11-09")), "another place");
        let other = Codes::new(Pepper::from_hex(&"8".repeat(64)).unwrap());
        assert_ne!(code, other.code(&place, 30, day("2026-11-09")), "another installation");
    }

    #[test]
    fn a_short_period_leaves_little_time_to_change_stickers_and_a_day_none() {
        assert_eq!([1, 2, 3, 4, 7, 30].map(change_days), [0, 0, 1, 1, 3, 3]);
    }
}
