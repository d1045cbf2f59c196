//! The safety floor: dangers to life or property named in a text, unless denied, past or a drill.

use super::Lexicon;
use super::excuses::Said;
use super::hazard_words::{DANGERS, STORIES};
use crate::normal::Normal;
use std::sync::LazyLock;

/// A danger that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hazard {
    /// Fire or smoke.
    Fire,
    /// A smell of gas or a chemical release.
    Gas,
    /// People shut in a lift or a room.
    Trapped,
    /// Sparks, shock, a live wire.
    Electric,
    /// Water at electrical gear.
    FloodedElectrics,
    /// A person hurt, unconscious, fallen or drowning.
    Injury,
    /// An intruder, a weapon, a fight.
    Intruder,
    /// A collapse or falling parts of a building.
    Collapse,
}

impl Hazard {
    /// A word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fire => "fire",
            Self::Gas => "gas",
            Self::Trapped => "trapped",
            Self::Electric => "electric",
            Self::FloodedElectrics => "flooded electrics",
            Self::Injury => "injury",
            Self::Intruder => "intruder",
            Self::Collapse => "collapse",
        }
    }
}

static TALES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(STORIES));
static PEOPLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(DANGERS));

/// The danger a text names, if any.
#[must_use]
pub fn hazard(normal: &Normal) -> Option<Hazard> {
    let said = Said::of(normal);
    let tells = |name: &str| said.tells(name);
    let found = [
        (tells("fire"), Hazard::Fire),
        (tells("gas") || (tells("fuel") && tells("smell")), Hazard::Gas),
        (
            tells("trapped") || (tells("person") && (tells("locked") || tells("stuck") && tells("lift"))),
            Hazard::Trapped,
        ),
        (tells("electric"), Hazard::Electric),
        (tells("water") && tells("gear"), Hazard::FloodedElectrics),
        (tells("injury"), Hazard::Injury),
        (tells("intruder") || (tells("climbs") && tells("fence")), Hazard::Intruder),
        (tells("collapse"), Hazard::Collapse),
    ];
    found.into_iter().find(|(is, _)| *is).map(|(_, hazard)| hazard)
}

/// Whether a text says that it is no drill and no false alarm.
#[must_use]
pub fn denies_drill(normal: &Normal) -> bool {
    Said::of(normal).denies_drill()
}

/// Whether a text names people: "my mother", "two people inside".
#[must_use]
pub fn names_people(normal: &Normal) -> bool {
    PEOPLE.hits(normal).iter().any(|hit| hit.name == "person")
}

/// Whether a text may tell a story, a dream, a joke or what might be, rather than what is; its words are too common to silence a danger.
#[must_use]
pub fn is_tale(normal: &Normal) -> bool {
    !TALES.hits(normal).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangers_are_heard_in_many_languages() {
        for (text, expected) in [
            ("FIRE at block B bin centre!!", Hazard::Fire),
            ("ada asap keluar dari bilik meter", Hazard::Fire),
            ("kebakaran di gudang", Hazard::Fire),
            ("三楼着火了", Hazard::Fire),
            ("மின் அறையில் தீ பிடிச்சிருக்கு", Hazard::Fire),
            ("मीटर रूम में आग लग गई", Hazard::Fire),
            ("في حريق بالمطبخ", Hazard::Fire),
            ("hay humo saliendo del tablero", Hazard::Fire),
            ("tem fumaça saindo do quadro", Hazard::Fire),
            ("may sunog sa 5th floor", Hazard::Fire),
            ("moto unawaka jikoni", Hazard::Fire),
            ("strong gas smell near kitchen", Hazard::Gas),
            ("bau gas kuat kat dapur", Hazard::Gas),
            ("huele a gas en el 4", Hazard::Gas),
            ("two kids trapped in lift 3", Hazard::Trapped),
            ("ada orang terperangkap dalam lif", Hazard::Trapped),
            ("有人困在电梯里", Hazard::Trapped),
            ("लिफ्ट में लोग फँसे हैं", Hazard::Trapped),
            ("my mother is stuck inside the lift", Hazard::Trapped),
            ("terkena kejutan elektrik tadi", Hazard::Electric),
            ("socket sparking badly", Hazard::Electric),
            ("air masuk ke papan suis", Hazard::FloodedElectrics),
            ("resident fell down bleeding at pool", Hazard::Injury),
            ("有人晕倒了", Hazard::Injury),
            ("intruder climbed the fence", Hazard::Intruder),
            ("ceiling collapsed in the corridor", Hazard::Collapse),
        ] {
            assert_eq!(hazard(&Normal::of(text)), Some(expected), "{text}");
        }
    }

    #[test]
    fn drills_denials_and_fittings_are_not_dangers() {
        for text in [
            "fire drill tomorrow 10am",
            "tak ada api, false alarm",
            "no fire, just burnt toast",
            "fire extinguisher missing at level 3",
            "没有着火",
            "आग नहीं है",
            "latihan kebakaran esok",
            "simulacro de incendio mañana",
            "lift stuck at level 5, nobody inside",
            "smoke detector beeping, low battery",
            "fire door not closing",
            "good morning all",
            "gas bill paid",
            "need electrician ASAP please",
            "have a blessed day",
        ] {
            assert_eq!(hazard(&Normal::of(text)), None, "{text}");
        }
    }
}
