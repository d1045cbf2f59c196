//! What tired people type, by language: one phrasebook each, the same acts in all of them.
//!
//! `{place}`, `{who}` and `{task}` stand for names of the directory. Lines are written for this program.

mod arabic;
mod chinese;
mod english;
mod hindi;
mod indonesian;
mod malay;
mod manglish;
mod portuguese;
mod spanish;
mod tamil;
mod tanglish;

use crate::chance::Chance;
use domain::ticket::{Category, Priority};

/// A language as one group of people writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English of an office.
    English,
    /// English as spoken in Malaysia and Singapore.
    Manglish,
    /// Malay.
    Malay,
    /// Indonesian.
    Indonesian,
    /// Chinese, simplified and traditional.
    Chinese,
    /// Tamil in its script.
    Tamil,
    /// Tamil in Latin letters.
    Tanglish,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Arabic.
    Arabic,
    /// Hindi, in either script.
    Hindi,
}

impl Tongue {
    /// Every language there is a phrasebook for.
    pub const ALL: [Self; 11] = [
        Self::English,
        Self::Manglish,
        Self::Malay,
        Self::Indonesian,
        Self::Chinese,
        Self::Tamil,
        Self::Tanglish,
        Self::Spanish,
        Self::Portuguese,
        Self::Arabic,
        Self::Hindi,
    ];

    /// Its phrasebook.
    pub fn book(self) -> &'static Book {
        match self {
            Self::English => &english::BOOK,
            Self::Manglish => &manglish::BOOK,
            Self::Malay => &malay::BOOK,
            Self::Indonesian => &indonesian::BOOK,
            Self::Chinese => &chinese::BOOK,
            Self::Tamil => &tamil::BOOK,
            Self::Tanglish => &tanglish::BOOK,
            Self::Spanish => &spanish::BOOK,
            Self::Portuguese => &portuguese::BOOK,
            Self::Arabic => &arabic::BOOK,
            Self::Hindi => &hindi::BOOK,
        }
    }

    /// Whether those who write it would write this: Latin letters, or those of their own script.
    pub fn writes(self, text: &str) -> bool {
        let own = match self {
            Self::Chinese => '\u{2e80}'..='\u{9fff}',
            Self::Tamil => '\u{0b80}'..='\u{0bff}',
            Self::Arabic => '\u{0600}'..='\u{06ff}',
            Self::English | Self::Manglish | Self::Malay | Self::Indonesian => 'a'..='z',
            Self::Tanglish | Self::Spanish | Self::Portuguese | Self::Hindi => 'a'..='z',
        };
        text.chars().all(|letter| letter < '\u{0250}' || own.contains(&letter))
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English | Self::Manglish => "en",
            Self::Malay => "ms",
            Self::Indonesian => "id",
            Self::Chinese => "zh",
            Self::Tamil | Self::Tanglish => "ta",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Arabic => "ar",
            Self::Hindi => "hi",
        }
    }
}

/// What goes wrong in a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A lift stands still.
    LiftStuck,
    /// Water where it should not be.
    Leak,
    /// Dark.
    LightsOut,
    /// Cooling does not cool.
    AirWarm,
    /// Bins run over.
    BinsFull,
    /// Dirt on the floor.
    Spill,
    /// Small animals.
    Pest,
    /// A gate or door does not do its work.
    GateBroken,
    /// A camera sees nothing.
    CameraDead,
    /// Smoke, or its alarm.
    Smoke,
    /// A tile or ceiling comes off.
    TileLoose,
    /// No network.
    NoNetwork,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 12] = [
        Self::LiftStuck,
        Self::Leak,
        Self::LightsOut,
        Self::AirWarm,
        Self::BinsFull,
        Self::Spill,
        Self::Pest,
        Self::GateBroken,
        Self::CameraDead,
        Self::Smoke,
        Self::TileLoose,
        Self::NoNetwork,
    ];

    /// The trade that mends it.
    pub fn category(self) -> Category {
        match self {
            Self::LiftStuck => Category::Lift,
            Self::Leak => Category::Plumbing,
            Self::LightsOut => Category::Electrical,
            Self::AirWarm => Category::Hvac,
            Self::BinsFull => Category::Waste,
            Self::Spill => Category::Cleaning,
            Self::Pest => Category::Pest,
            Self::GateBroken => Category::Access,
            Self::CameraDead => Category::Security,
            Self::Smoke => Category::FireSafety,
            Self::TileLoose => Category::Structural,
            Self::NoNetwork => Category::It,
        }
    }

    /// How soon it must be answered.
    pub fn priority(self) -> Priority {
        match self {
            Self::Smoke => Priority::Critical,
            Self::LiftStuck | Self::GateBroken => Priority::High,
            Self::Leak | Self::LightsOut | Self::AirWarm | Self::BinsFull | Self::CameraDead => Priority::Normal,
            Self::Spill | Self::Pest | Self::NoNetwork => Priority::Normal,
            Self::TileLoose => Priority::Low,
        }
    }
}

/// Lines of one language, by what they do.
#[derive(Debug)]
pub struct Book {
    /// First reports, by fault, in the order of [`Fault::ALL`].
    pub reports: [&'static [&'static str]; 12],
    /// Others report the same.
    pub again: &'static [&'static str],
    /// Somebody is told to go.
    pub assign: &'static [&'static str],
    /// Somebody is on the way, or at it.
    pub on_it: &'static [&'static str],
    /// Work waits.
    pub waiting: &'static [&'static str],
    /// The claim of a fix.
    pub done: &'static [&'static str],
    /// The claim is disputed.
    pub not_done: &'static [&'static str],
    /// Somebody else confirms.
    pub fine: &'static [&'static str],
    /// The same fault days later.
    pub back: &'static [&'static str],
    /// Routine work is done.
    pub task_done: &'static [&'static str],
    /// A guard is where they should be.
    pub check_in: &'static [&'static str],
    /// Asks for information.
    pub question: &'static [&'static str],
    /// Neither here nor there.
    pub chatter: &'static [&'static str],
    /// Thanks.
    pub thanks: &'static [&'static str],
}

impl Book {
    /// A first report of a fault.
    pub fn report(&self, chance: &mut Chance, fault: Fault) -> &'static str {
        chance.pick(self.reports[fault as usize])
    }

    /// How many lines there are.
    pub fn size(&self) -> usize {
        let acts = [
            self.again,
            self.assign,
            self.on_it,
            self.waiting,
            self.done,
            self.not_done,
            self.fine,
            self.back,
            self.task_done,
            self.check_in,
            self.question,
            self.chatter,
            self.thanks,
        ];
        self.reports.iter().chain(&acts).map(|lines| lines.len()).sum()
    }
}

/// A line with its names filled in.
pub fn filled(line: &str, place: &str, who: &str, task: &str) -> String {
    line.replace("{place}", place).replace("{who}", who).replace("{task}", task)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_full_phrasebook() {
        for tongue in Tongue::ALL {
            assert!(tongue.book().size() >= 60, "{tongue:?} has {} lines", tongue.book().size());
            assert!(tongue.book().reports.iter().all(|lines| !lines.is_empty()), "{tongue:?}");
        }
    }
}
