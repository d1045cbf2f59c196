//! How what is to be said changes.

use crate::event::{Event, Personal};
use crate::outbound::{Outbound, State, Withdrawal};
use crate::situation::Situation;

impl Situation {
    pub(super) fn evolve_outbounds(&mut self, event: &Event, personal: &Personal) {
        let id = match event {
            Event::OutboundWanted { outbound, to, purpose, about, rung, language, not_before } => {
                let wanted = Outbound {
                    id: outbound.clone(),
                    to: to.clone(),
                    purpose: *purpose,
                    about: about.clone(),
                    rung: *rung,
                    language: language.clone(),
                    not_before: *not_before,
                    state: State::Waiting,
                    external: None,
                    text: personal.text.clone(),
                };
                self.outbounds.insert(outbound.clone(), wanted);
                outbound
            }
            Event::OutboundWithdrawn { outbound, reason } => {
                let Some(known) = self.outbounds.get_mut(outbound) else { return };
                known.state = match reason {
                    Withdrawal::Answered => State::Withdrawn,
                    Withdrawal::Declined => State::Declined,
                };
                outbound
            }
            Event::OutboundSent { outbound } => {
                let Some(known) = self.outbounds.get_mut(outbound) else { return };
                known.state = State::Sent;
                known.external = Some(personal.channel_name.clone()).filter(|name| !name.is_empty());
                outbound
            }
            _ => return,
        };
        self.touched.outbounds.insert(id.clone());
    }
}
