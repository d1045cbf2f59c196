//! What an unknown chat says of its own site: who does what, which places are named, which reports recur.
//!
//! Everything here is a proposal for a person to confirm; it counts and never guesses beyond what it counted.

mod places;
mod routines;

use domain::directory::Role;
use domain::id::{MessageId, PlaceId};
use domain::message::Kind;
use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};
use std::collections::BTreeMap;

/// How many people are watched; a group has at most 1,024 members.
const PEOPLE_MAX: usize = 2_048;
/// How often somebody must have spoken before a role is proposed.
const ROLE_MESSAGES_MIN: u32 = 3;

/// One message, as far as habits are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Remark<'a> {
    /// The message itself.
    pub message: &'a MessageId,
    /// Who said it, as the chat names them.
    pub sender: &'a str,
    /// What it was read as.
    pub kind: Kind,
    /// Its words.
    pub text: &'a str,
    /// When, on the site's clocks.
    pub at: DateTime,
    /// Whether a photo or film came with it.
    pub has_picture: bool,
    /// Where it is about, as far as it was read.
    pub place: Option<&'a PlaceId>,
}

/// Somebody who spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As the chat names them.
    pub name: String,
    /// How often they spoke.
    pub messages: u32,
    /// What they seem to be, when what they said shows it.
    pub role: Role,
}

/// A place that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its name, spelt one way.
    pub name: String,
    /// How often it was named.
    pub mentions: u32,
}

/// A report that recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routine {
    /// The words it mostly has.
    pub name: String,
    /// Who makes it.
    pub sender: String,
    /// Whether it is a check-in rather than work done.
    pub is_patrol: bool,
    /// The days on which it comes, as a rule of RFC 5545.
    pub rrule: String,
    /// The same days of the week, Monday first.
    pub weekdays: Vec<Weekday>,
    /// When its window would open.
    pub at: jiff::civil::Time,
    /// How long its window would stay open, in minutes.
    pub window_minutes: u32,
    /// Whether nearly all of them showed something.
    pub with_picture: bool,
    /// On how many days it came.
    pub days_seen: u32,
    /// On how many days it could have come.
    pub days_possible: u32,
    /// Each day on which it came, with the first report of it.
    pub kept: BTreeMap<Date, MessageId>,
    /// Where most of them were about.
    pub place: Option<PlaceId>,
    /// The last of them, so many as [`Routine::SHOWN_MAX`].
    pub messages: Vec<MessageId>,
}

impl Routine {
    /// Messages that are shown of one.
    pub const SHOWN_MAX: usize = 5;
    /// Reports further apart than this on the clock are different habits, in minutes.
    pub const GAP_MINUTES: u32 = 75;

    /// The days until one, itself included, on which it was to come by its own rhythm, from the first on which it did.
    pub fn expected(&self, until: Date) -> impl Iterator<Item = Date> {
        let first = self.kept.keys().next().copied().unwrap_or(until);
        let days = first.series(Span::new().days(1)).take_while(move |day| *day <= until);
        days.filter(|day| self.weekdays.contains(&day.weekday()))
    }
}

/// Counts what a chat says of its own site. Memory is bounded whatever the length of the chat.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    speakers: BTreeMap<String, BTreeMap<Kind, u32>>,
    places: places::Mentions,
    routines: routines::Reports,
}

impl Habits {
    /// Takes a message into account.
    pub fn see(&mut self, remark: Remark<'_>) {
        if self.speakers.len() < PEOPLE_MAX || self.speakers.contains_key(remark.sender) {
            *self.speakers.entry(remark.sender.to_owned()).or_default().entry(remark.kind).or_default() += 1;
            self.routines.see(&remark);
        }
        self.places.see(remark.text);
    }

    /// Who spoke, the busiest first.
    pub fn speakers(&self) -> Vec<Speaker> {
        let speaker = |(name, kinds): (&String, &BTreeMap<Kind, u32>)| Speaker {
            name: name.clone(),
            messages: kinds.values().sum(),
            role: role(kinds),
        };
        let mut speakers: Vec<Speaker> = self.speakers.iter().map(speaker).collect();
        speakers.sort_by(|a, b| b.messages.cmp(&a.messages).then_with(|| a.name.cmp(&b.name)));
        speakers
    }

    /// Which places were named more than by accident, the commonest first.
    pub fn places(&self) -> Vec<NamedPlace> {
        self.places.named()
    }

    /// Which reports recur, the steadiest first.
    pub fn routines(&self) -> Vec<Routine> {
        self.routines.recurring()
    }
}

/// What somebody seems to be, by what they mostly say besides small talk.
fn role(kinds: &BTreeMap<Kind, u32>) -> Role {
    let count = |kind: Kind| kinds.get(&kind).copied().unwrap_or(0);
    let weighed = [
        (Role::Manager, count(Kind::Assign)),
        (Role::Guard, count(Kind::Checkin)),
        (Role::Cleaner, count(Kind::Task)),
        (Role::Technician, count(Kind::Progress) + count(Kind::Resolved)),
        (Role::Resident, count(Kind::Issue) + count(Kind::Reopened)),
    ];
    let all: u32 = weighed.iter().map(|(_, weight)| weight).sum();
    match weighed.into_iter().max_by_key(|(_, weight)| *weight) {
        Some((role, weight)) if weight >= ROLE_MESSAGES_MIN && weight * 2 > all => role,
        _ => Role::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn weeks_of_mopping() -> Habits {
        let mut habits = Habits::default();
        let first = jiff::civil::date(2026, 11, 2).at(8, 5, 0, 0);
        for day in 0..28_i64 {
            let at = first.saturating_add(day.days()).saturating_add((day % 7 * 4).minutes());
            let is_working_day = day % 7 < 5;
            if is_working_day && day != 9 {
                let (text, kind) = ("Lobi Block A siap", Kind::Task);
                let (message, lobby) = (MessageId::new(format!("m{day}")), PlaceId::new("lobby"));
                let place = (day != 3).then_some(&lobby);
                habits.see(Remark { message: &message, sender: "Siti", kind, text, at, has_picture: true, place });
            }
            let text = "lif Block C rosak lagi";
            let message = &MessageId::new("lift");
            let (sender, kind) = ("Mei", Kind::Issue);
            habits.see(Remark { message, sender, kind, text, at, has_picture: false, place: None });
        }
        habits
    }

    #[test]
    fn a_report_that_comes_every_working_day_is_proposed_for_working_days() {
        let routines = weeks_of_mopping().routines();
        let [mopping] = routines.as_slice() else { panic!("{routines:?}") };
        assert_eq!(mopping.rrule, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        assert_eq!((mopping.days_seen, mopping.days_possible, mopping.with_picture), (19, 20, true));
        assert_eq!((mopping.name.as_str(), mopping.at), ("Lobi Block A siap", jiff::civil::time(8, 0, 0, 0)));
        assert_eq!(mopping.place, Some(PlaceId::new("lobby")), "most were about it");
        let shown: Vec<&str> = mopping.messages.iter().map(MessageId::as_str).collect();
        assert_eq!(shown, ["m25", "m24", "m23", "m22", "m21"], "the last of them");
        // Nothing came on the second Wednesday, nor in the week after the last.
        let lapsed = |until| mopping.expected(until).filter(|day| !mopping.kept.contains_key(day));
        assert_eq!(lapsed(jiff::civil::date(2026, 11, 27)).collect::<Vec<_>>(), [jiff::civil::date(2026, 11, 11)]);
        assert_eq!(lapsed(jiff::civil::date(2026, 12, 6)).count(), 1 + 5);
    }

    #[test]
    fn a_claim_said_in_the_same_words_each_day_is_routine_and_a_repair_is_none() {
        let mut habits = Habits::default();
        for day in 0..20_i64 {
            let at = jiff::civil::date(2026, 11, 2).at(16, 0, 0, 0).saturating_add(day.days());
            let (message, repair) = (MessageId::new("m"), format!("pump {day} fixed"));
            for (sender, text) in [("Siti", "Lobby cleaning done"), ("Wei", repair.as_str())] {
                let (kind, message) = (Kind::Resolved, &message);
                habits.see(Remark { message, sender, kind, text, at, has_picture: true, place: None });
            }
        }
        let senders: Vec<String> = habits.routines().into_iter().map(|routine| routine.sender).collect();
        assert_eq!(senders, ["Siti"]);
    }

    #[test]
    fn people_are_proposed_by_what_they_mostly_say() {
        let speakers = weeks_of_mopping().speakers();
        let roles: Vec<_> = speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.role)).collect();
        assert_eq!(roles, [("Mei", Role::Resident), ("Siti", Role::Cleaner)]);
    }

    #[test]
    fn places_are_proposed_by_how_often_they_are_named() {
        let places = weeks_of_mopping().places();
        let names: Vec<_> = places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(names, ["Block C", "Block A"]);
    }
}
