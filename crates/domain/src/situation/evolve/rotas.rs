//! How it changes who is on call by turns, and what they were told of it.

use crate::event::Event;
use crate::situation::Situation;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_rotas(&mut self, at: Instant, event: &Event) {
        let rotas = &mut Arc::make_mut(&mut self.directory).rotas;
        match event {
            Event::RotaDefined(rota) => {
                rotas.insert(rota.id.clone(), rota.clone());
            }
            Event::TurnSwapped(swapped) => {
                if let Some(rota) = rotas.get_mut(&swapped.rota) {
                    rota.stand_in(swapped.swap.clone());
                    // Whoever it concerns hears of it because of this.
                    rota.told_at = rota.told_at.max(Some(at));
                }
            }
            Event::SwapUndone(swapped) => {
                if let Some(rota) = rotas.get_mut(&swapped.rota) {
                    rota.swaps.retain(|swap| *swap != swapped.swap);
                    rota.told_at = rota.told_at.max(Some(at));
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
}
