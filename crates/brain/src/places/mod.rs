//! Knows the places of an organisation by all their names and finds the one a text speaks of.

mod score;
mod synonyms;
mod terms;

use crate::normal::Normal;
use score::{Match, match_name};
use terms::{Term, terms};

/// One place as the directory has it.
#[derive(Clone, Debug)]
pub struct PlaceEntry {
    /// Whatever the caller knows it by.
    pub id: String,
    /// Index of the place it is in; none for a site.
    pub parent: Option<usize>,
    /// Name of its site.
    pub site: String,
    /// Its name and its other names.
    pub names: Vec<String>,
}

/// A place found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Index into the entries given.
    pub place: usize,
    /// First byte of the words that name it, in the folded text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// How much of the text speaks for it, its ancestors' share included; above 1 is a name, below is a hint.
    pub score: f32,
}

/// The places of an organisation, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
}

#[derive(Clone, Debug)]
struct Place {
    id: String,
    parent: Option<usize>,
    site: String,
    depth: usize,
    names: Vec<Vec<Term>>,
}

/// What the site of the sender adds to a place of it: enough to settle a draw, not to beat a name.
const HINT: f32 = 0.4;
/// Share of an ancestor's score that its descendants get.
const INHERITED: f32 = 0.9;
/// Two scores this close are a draw.
const DRAW: f32 = 0.15;

impl Gazetteer {
    /// A gazetteer of places; a parent stands before its children.
    #[must_use]
    pub fn new(entries: &[PlaceEntry]) -> Self {
        let mut places: Vec<Place> = Vec::with_capacity(entries.len());
        for entry in entries {
            let depth = entry.parent.and_then(|parent| places.get(parent)).map_or(0, |parent| parent.depth + 1);
            let names =
                entry.names.iter().map(|name| terms(&Normal::of(name))).filter(|name| !name.is_empty()).collect();
            places.push(Place { id: entry.id.clone(), parent: entry.parent, site: entry.site.clone(), depth, names });
        }
        Self { places }
    }

    /// What the caller knows a place by.
    #[must_use]
    pub fn id(&self, place: usize) -> &str {
        &self.places[place].id
    }

    /// All places a text may speak of, the likeliest first.
    #[must_use]
    pub fn find(&self, text: &str, site_hint: Option<&str>) -> Vec<Found> {
        let said = terms(&Normal::of(text));
        let own: Vec<Vec<Match>> = self.places.iter().map(|place| all_names(place, &said)).collect();
        let mut found: Vec<Found> = (0..self.places.len())
            .filter_map(|place| {
                let whole = |hit: &Match| (hit.score + self.inherited(place, *hit, &own), *hit);
                let (score, hit) = own[place].iter().map(whole).max_by(|a, b| a.0.total_cmp(&b.0))?;
                let hint = if site_hint == Some(self.places[place].site.as_str()) { HINT } else { 0.0 };
                let score = score + hint + 0.05 * self.places[place].depth as f32;
                Some(Found { place, start: hit.start, end: hit.end, score })
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        found
    }

    /// The deepest place that fits what a text says; of places that fit equally well, what they are all in.
    #[must_use]
    pub fn best(&self, text: &str, site_hint: Option<&str>) -> Option<Found> {
        self.best_of(&self.find(text, site_hint))
    }

    /// The same among places already found.
    #[must_use]
    pub fn best_of(&self, found: &[Found]) -> Option<Found> {
        let first = *found.first()?;
        let rivals = found.iter().skip(1).take_while(|other| first.score - other.score < DRAW);
        let same = |other: &&Found| other.start < first.end && first.start < other.end;
        let mut place = first.place;
        for rival in rivals.filter(same) {
            place = self.common(place, rival.place)?;
        }
        Some(Found { place, ..first })
    }

    /// What the ancestors of a place add: those named by other words than its own.
    fn inherited(&self, place: usize, hit: Match, own: &[Vec<Match>]) -> f32 {
        let above = self.line(place).into_iter().skip(1);
        let best = |above: usize| {
            own[above].iter().filter(|other| !other.is_within(hit)).map(|other| other.score).fold(0.0, f32::max)
        };
        above.map(|above| best(above) * INHERITED).sum()
    }

    fn common(&self, one: usize, other: usize) -> Option<usize> {
        let above = self.line(one);
        self.line(other).into_iter().find(|place| above.contains(place))
    }

    /// A place and everything it is in.
    fn line(&self, place: usize) -> Vec<usize> {
        std::iter::successors(Some(place), |place| self.places[*place].parent).collect()
    }
}

fn all_names(place: &Place, said: &[Term]) -> Vec<Match> {
    place.names.iter().filter_map(|name| match_name(name, said)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condo() -> Gazetteer {
        let place = |id: &str, parent, names: &[&str]| PlaceEntry {
            id: id.to_owned(),
            parent,
            site: "Palm".to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        Gazetteer::new(&[
            place("site", None, &["Palm Residence", "Palm"]),
            place("A", Some(0), &["Block A"]),
            place("A/lobby", Some(1), &["Lobby"]),
            place("A/A2", Some(1), &["Lift A2", "A2"]),
            place("B", Some(0), &["Block B"]),
            place("B/lobby", Some(4), &["Lobby"]),
            place("B/17-07", Some(4), &["Unit B-17-07"]),
            place("B/12", Some(4), &["Level 12"]),
            place("park", Some(0), &["Car Park", "停车场"]),
            place("pump", Some(0), &["Pump room"]),
            place("barrier", Some(8), &["Exit Barrier"]),
        ])
    }

    #[test]
    fn a_letter_or_a_small_number_alone_names_a_place_only_beside_one() {
        let place = |id: &str, parent, names: &[&str]| PlaceEntry {
            id: id.to_owned(),
            parent,
            site: "Palm".to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let gazetteer = Gazetteer::new(&[
            place("site", None, &["Palm Residence"]),
            place("A", Some(0), &["Block A", "A座"]),
            place("A/lobby", Some(1), &["Lobby"]),
            place("A/3", Some(1), &["Level 3", "tingkat 3"]),
            place("B", Some(0), &["Block B"]),
            place("B/lobby", Some(4), &["Lobby"]),
            place("B/5", Some(4), &["Level 5"]),
        ]);
        for text in [
            "saw a leak today",
            "a big fan fell down",
            "sem luz e sem agua a noite toda",
            "b careful with the door",
            "3 times this month already",
            "sudah 3 hari tiada air",
            "灯坏了三天",
            "leaking for 5 days",
            "bocor sejak pukul 5",
            "五点开始漏水",
            "5 orang komplen",
        ] {
            assert_eq!(gazetteer.best(text, None), None, "{text}");
        }
        for (text, expected) in [
            ("lobby B is dark", "B/lobby"),
            ("B lobby is dark", "B/lobby"),
            ("leak at B", "B"),
            ("A", "A"),
            ("tingkat 3 gelap", "A/3"),
            ("level 5 dark for 3 days", "B/5"),
            ("block b corridor 5 dark", "B/5"),
        ] {
            let best = gazetteer.best(text, None).map(|found| gazetteer.id(found.place).to_owned());
            assert_eq!(best.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_deepest_place_that_fits_is_found() {
        for (text, expected) in [
            ("Block A lobby flooded", Some("A/lobby")),
            ("lobi blok b kotor", Some("B/lobby")),
            ("B座大堂很脏", Some("B/lobby")),
            ("lif A2 pintu tak boleh tutup", Some("A/A2")),
            ("water dripping in 17-07", Some("B/17-07")),
            ("B-17-07 ceiling leak", Some("B/17-07")),
            ("unit B-09-02 no water", Some("B")),
            ("停车场很暗", Some("park")),
            ("parkir gelap", Some("park")),
            ("bilik pam bising", Some("pump")),
            ("blk B lvl 12 lampu mati", Some("B/12")),
            ("B座12楼", Some("B/12")),
            ("tingkat 12 blok B", Some("B/12")),
            ("no water at B-1203", Some("B/12")),
            ("flat 1203 in block B, no water", Some("B/12")),
            ("au 12e, bloc B", Some("B/12")),
            ("exit barier stuck", Some("barrier")),
            ("lobby kotor", Some("site")),
            ("lif blok A, bukan blok B", Some("A")),
            ("good morning all", None),
        ] {
            let gazetteer = condo();
            let best = gazetteer.best(text, None).map(|found| gazetteer.id(found.place).to_owned());
            assert_eq!(best.as_deref(), expected, "{text}");
        }
    }
}
