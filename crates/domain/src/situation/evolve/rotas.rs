//! How it changes who is on call by turns, and what they were told of it.

use crate::event::Event;
use crate::rota::Swapped;
use crate::situation::Situation;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_rotas(&mut self, at: Instant, event: &Event) {
        // Of who is on call now whoever it concerns hears because of the swap; what comes later is told when it comes.
        let is_now = self.is_of_now(at, event);
        let rotas = &mut Arc::make_mut(&mut self.directory).rotas;
        match event {
            Event::RotaDefined(rota) => {
                rotas.insert(rota.id.clone(), rota.clone());
            }
            Event::TurnSwapped(swapped) => {
                if let Some(rota) = rotas.get_mut(&swapped.rota) {
                    rota.stand_in(swapped.swap.clone());
                    rota.told_at = if is_now { rota.told_at.max(Some(told_at(at, swapped))) } else { rota.told_at };
                }
            }
            Event::SwapUndone(swapped) => {
                if let Some(rota) = rotas.get_mut(&swapped.rota) {
                    rota.swaps.retain(|swap| *swap != swapped.swap);
                    rota.told_at = if is_now { rota.told_at.max(Some(told_at(at, swapped))) } else { rota.told_at };
                }
            }
            Event::TurnBegan(began) => {
                if let Some(rota) = rotas.get_mut(&began.rota) {
                    rota.told_at = Some(began.on_call.since);
                }
            }
            _ => {}
        }
        self.touched.directory = true;
    }

    /// Whether a swap that was made, or taken back, is of who is on call at an instant.
    fn is_of_now(&self, at: Instant, event: &Event) -> bool {
        let (Event::TurnSwapped(swapped) | Event::SwapUndone(swapped)) = event else { return false };
        self.directory.rotas.get(&swapped.rota).is_some_and(|rota| {
            let (from, until) = rota.holds(&swapped.swap, self.zone_of(rota.site.as_ref()));
            let at = told_at(at, swapped);
            from <= at && at < until
        })
    }
}

/// When a swap was told: clocks differ a little, so that it may have been made later than it was recorded.
fn told_at(at: Instant, swapped: &Swapped) -> Instant {
    swapped.swap.made.as_ref().map_or(at, |made| made.at.max(at))
}
