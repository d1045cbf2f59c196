//! A tour's night: each checkpoint with when it was visited, what shows it, and what is odd about it.

use crate::parts::when::Wall;
use crate::wording::{say, weave};
use domain::directory::Directory;
use domain::task::Occurrence;
use domain::time::{Instant, Zone};
use domain::tour::{Flag, Proof, Tour};
use maud::{Markup, html};

mod stickers;

pub use stickers::show as stickers;

/// A checkpoint of a round.
pub struct Stop {
    pub name: String,
    /// From when until when it is to be visited, where it has a time of its own.
    pub window: Option<(Instant, Instant)>,
    pub visits: Vec<Seen>,
}

/// A visit of it.
pub struct Seen {
    pub at: Instant,
    pub by: String,
    pub message: String,
    pub proof: Proof,
    pub flags: Vec<Flag>,
}

/// The checkpoints of a round, in order.
pub fn stops(directory: &Directory, tour: &Tour, day: &Occurrence, zone: &Zone) -> Vec<Stop> {
    let name = |person| directory.person(person).map_or_else(|| say("Somebody").to_owned(), |known| known.name.clone());
    let stop = |place: &domain::id::PlaceId| Stop {
        name: directory.places.get(place).map_or_else(|| place.to_string(), |known| known.name.clone()),
        window: tour.windows.get(place).map(|window| window.of(day.due_at, zone)),
        visits: day
            .visits
            .iter()
            .filter(|visit| visit.place == *place)
            .map(|visit| Seen {
                at: visit.at,
                by: name(&visit.by),
                message: visit.message.to_string(),
                proof: visit.proof,
                flags: visit.flags.clone(),
            })
            .collect(),
    };
    tour.checkpoints.iter().map(stop).collect()
}

/// The section of a day's page.
pub fn section(stops: &[Stop], wall: &Wall) -> Markup {
    let seen = stops.iter().filter(|stop| !stop.visits.is_empty()).count();
    html! {
        section.card aria-labelledby="tour" {
            h2 #tour {
                (say("Checkpoints")) " "
                small { (weave(say("{n} of {all} visited"), &[("n", &seen), ("all", &stops.len())])) }
            }
            ol.stops {
                @for stop in stops {
                    li {
                        @match stop.visits.as_slice() {
                            [] => b.missed { span aria-hidden="true" { "✕ " } span.hidden { (say("Not visited")) ": " } bdi { (stop.name) } },
                            _ => b { bdi { (stop.name) } },
                        }
                        @if let Some((from, until)) = stop.window {
                            " " small.muted { (wall.clock(from)) "–" (wall.clock(until)) }
                        }
                        @for visit in &stop.visits { (line(visit, wall)) }
                    }
                }
            }
        }
    }
}

fn line(visit: &Seen, wall: &Wall) -> Markup {
    html! {
        p {
            a href={ "/messages/" (visit.message) } { (wall.at(visit.at)) }
            " · " bdi { (visit.by) } " · " (proof_words(visit.proof))
            @for flag in &visit.flags { " " b.late { span aria-hidden="true" { "⚑ " } (flag_words(*flag)) } }
        }
    }
}

fn proof_words(proof: Proof) -> &'static str {
    say(match proof {
        Proof::Code => "sticker scanned",
        Proof::Pin => "pin on the map",
        Proof::Photo => "photo",
        Proof::Words => "words alone",
    })
}

fn flag_words(flag: Flag) -> &'static str {
    say(match flag {
        Flag::OldCode => "code of an earlier period",
        Flag::OutOfOrder => "out of order",
        Flag::TooFast => "too soon after the one before",
        Flag::StalePin => "pin passed on or sent before",
        Flag::PassedOn => "passed on from elsewhere",
        Flag::OutOfWindow => "outside its time",
    })
}
