//! A channel that does what channels do: repeats, delays, reorders, and brings late what it first lost.

use crate::chance::Chance;
use crate::world::Said;
use domain::id::Digest;
use domain::message::Inbound;
use domain::time::Instant;

/// Messages that arrive together are not more than this.
const BATCH_MAX: usize = 8;
/// How far apart messages of one batch may arrive, in minutes.
const BATCH_MINUTES: f64 = 1.5;

/// Messages that arrive at once.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// When.
    pub at: Instant,
    /// What, in the order of arrival.
    pub inbounds: Vec<Inbound>,
}

/// How a network brings what was said. Everything arrives at least once.
pub fn deliver<'a>(said: impl IntoIterator<Item = &'a Said>, chance: &mut Chance) -> Vec<Delivery> {
    let mut arrivals: Vec<(Instant, Inbound)> = Vec::new();
    for one in said {
        let mut inbound = one.inbound.clone();
        let file = Digest::new(format!("{:064x}", u128::from(chance.bits())));
        let known = chance.percent(50);
        if let Some(attachment) = inbound.attachment.as_mut().filter(|_| known) {
            attachment.digest = Some(file.clone());
        }
        let at = inbound.sent_at.plus_minutes(late(chance));
        if chance.percent(8) {
            // The copy may bring the file that the first did not have.
            let mut copy = inbound.clone();
            if let Some(attachment) = copy.attachment.as_mut() {
                attachment.digest = Some(file);
            }
            let at = at.plus_minutes(chance.pick(&[0, 0, 1, 9, 180]));
            arrivals.push((at, copy));
        }
        arrivals.push((at, inbound));
    }
    // Stable, so that what arrives at one instant stays in the order of this list.
    arrivals.sort_by_key(|(at, _)| *at);
    batched(arrivals)
}

/// How many minutes a message is on its way.
fn late(chance: &mut Chance) -> i64 {
    match chance.below(100) {
        0..=84 => 0,
        85..=93 => chance.between(1, 4),
        94..=98 => chance.between(5, 45),
        // Lost, and brought again when the phone was back.
        _ => chance.between(60, 600),
    }
}

fn batched(arrivals: Vec<(Instant, Inbound)>) -> Vec<Delivery> {
    let mut batches: Vec<Delivery> = Vec::new();
    for (at, inbound) in arrivals {
        match batches.last_mut() {
            Some(last) if last.inbounds.len() < BATCH_MAX && at.minutes_since(last.at) <= BATCH_MINUTES => {
                last.inbounds.push(inbound);
            }
            _ => batches.push(Delivery { at, inbounds: vec![inbound] }),
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Scale, World};
    use std::collections::BTreeSet;

    #[test]
    fn everything_arrives_at_least_once_and_some_of_it_twice() {
        let scale = Scale { sites: 1, days: 12, incidents: 20, smalltalk: 20 };
        let world = World::new(2, scale, Instant::from_us(1_790_000_000_000_000));
        let deliveries = deliver(&world.said, &mut Chance::new(2, "network"));
        let arrived: Vec<&Inbound> = deliveries.iter().flat_map(|delivery| &delivery.inbounds).collect();
        let names: BTreeSet<&str> = arrived.iter().map(|inbound| inbound.external.as_str()).collect();
        assert_eq!(names.len(), world.said.len());
        assert!(arrived.len() > names.len());
        assert!(deliveries.is_sorted_by_key(|delivery| delivery.at));
        assert!(!arrived.is_sorted_by_key(|inbound| inbound.sent_at));
    }
}
