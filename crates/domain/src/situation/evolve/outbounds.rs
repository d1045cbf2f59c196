//! How what is to be said changes.

use crate::choice::Chosen;
use crate::event::{Event, Personal};
use crate::outbound::{Failure, Outbound, Quoted, State, Trouble, Wanted, Withdrawal};
use crate::situation::Situation;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_outbounds(&mut self, at: Instant, event: &Event, personal: &Personal) {
        let id = match event {
            Event::OutboundWanted(wish) => {
                self.outbounds.insert(wish.outbound.clone(), wanted(at, wish, personal));
                &wish.outbound
            }
            Event::OutboundSent { outbound, .. } => {
                self.learn_addresses(outbound, personal);
                outbound
            }
            Event::OutboundBegun { outbound, .. }
            | Event::OutboundWithdrawn { outbound, .. }
            | Event::OutboundReached { outbound, .. }
            | Event::OutboundFailed { outbound, .. }
            | Event::OutboundDoubled { outbound }
            | Event::ChoiceMade(Chosen { outbound, .. }) => outbound,
            _ => return,
        };
        let Some(known) = self.outbounds.get_mut(id) else { return };
        change(known, at, event);
        let known = known.clone();
        self.recall_outbound(known);
        self.touched.outbounds.insert(id.clone());
    }

    /// Remembers under which addresses the channel knows whom a message went to: a number may be spelt otherwise there.
    fn learn_addresses(&mut self, outbound: &crate::id::OutboundId, personal: &Personal) {
        let Some(person) = self.outbounds.get(outbound).and_then(|known| self.directory.people.get(&known.to)) else {
            return;
        };
        let free = |handle: &&crate::message::Handle| !self.directory.handles.contains_key(handle);
        let new: Vec<_> = personal.handles.iter().filter(free).cloned().collect();
        if new.is_empty() || person.is_erased() {
            return;
        }
        let mut person = person.clone();
        person.handles.extend(new);
        self.touched.people.insert(person.id.clone());
        Arc::make_mut(&mut self.directory).remember(person);
    }
}

fn wanted(at: Instant, wanted: &Wanted, personal: &Personal) -> Outbound {
    let Wanted { outbound, to, purpose, about, rung, language, not_before, offer, onto } = wanted.clone();
    Outbound {
        id: outbound,
        to,
        purpose,
        about,
        rung,
        language,
        not_before,
        offer,
        chosen: None,
        wanted_at: at,
        state: State::Waiting,
        external: None,
        dress: None,
        begun_at: None,
        tries: 0,
        again_at: None,
        told_at: None,
        trouble: None,
        doubled: false,
        words_gone_at: None,
        text: personal.text.clone(),
        template: personal.template.clone(),
        quoted: onto.map(|message| Quoted { message, onto: personal.onto.clone() }),
        paper: personal.paper.clone(),
    }
}

fn change(known: &mut Outbound, at: Instant, event: &Event) {
    match event {
        Event::OutboundBegun { dress, .. } => {
            (known.state, known.begun_at, known.again_at) = (State::Begun, Some(at), None);
            known.dress = Some(dress.clone());
            known.tries += 1;
        }
        Event::OutboundSent { external, .. } => {
            (known.state, known.told_at, known.again_at) = (State::Sent, Some(at), None);
            known.external = external.clone().or(known.external.take());
        }
        Event::OutboundReached { state, .. } => (known.state, known.told_at) = (*state, Some(at)),
        Event::OutboundFailed { why: (failure, code), again_at, .. } => {
            known.trouble = Some(Trouble { failure: *failure, code: *code, at });
            (known.again_at, known.told_at) = (*again_at, Some(at));
            known.state = match again_at {
                Some(_) => State::Waiting,
                None if *failure == Failure::Unclear => known.state,
                None => State::Failed,
            };
            if again_at.is_some() {
                // What comes next has another name.
                known.external = None;
            }
        }
        Event::OutboundDoubled { .. } => known.doubled = true,
        Event::ChoiceMade(chosen) => known.chosen = Some(chosen.choice.clone()),
        Event::OutboundWithdrawn { reason, .. } => {
            known.state = match reason {
                Withdrawal::Answered | Withdrawal::Unheard | Withdrawal::Revoked | Withdrawal::Folded => {
                    State::Withdrawn
                }
                Withdrawal::Declined => State::Declined,
            };
        }
        _ => {}
    }
}
