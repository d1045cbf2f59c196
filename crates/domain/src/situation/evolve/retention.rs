//! What is left of what is over its time.

use crate::retention::{Expired, Trace};
use crate::situation::Situation;
use crate::time::Instant;

impl Situation {
    pub(super) fn expire(&mut self, at: Instant, expired: &Expired) {
        match expired.trace {
            Trace::Words => self.expire_words(at, expired),
            Trace::Files => {
                for id in &expired.messages {
                    let Some(heard) = self.messages.get_mut(id) else { continue };
                    (heard.media, heard.file_gone_at) = (None, Some(at));
                    self.touched.messages.insert(id.clone());
                }
            }
            Trace::Letters => {
                for id in &expired.letters {
                    let Some(known) = self.outbounds.get_mut(id) else { continue };
                    known.text.clear();
                    (known.template, known.paper, known.words_gone_at) = (None, None, Some(at));
                    if let Some(quoted) = &mut known.quoted {
                        quoted.onto = None;
                    }
                    let known = known.clone();
                    self.recall_outbound(known);
                    self.touched.outbounds.insert(id.clone());
                }
            }
            Trace::Raw | Trace::Openings => {}
        }
    }

    fn expire_words(&mut self, at: Instant, expired: &Expired) {
        for id in &expired.messages {
            let Some(heard) = self.messages.get_mut(id) else { continue };
            heard.text.clear();
            heard.geo = None;
            heard.words_gone_at = Some(at);
            self.touched.messages.insert(id.clone());
            self.learn(id);
        }
        for number in &expired.tickets {
            let Some(ticket) = self.tickets.get_mut(number) else { continue };
            if expired.messages.contains(&ticket.opening) {
                ticket.title.clear();
                self.touched.tickets.insert(*number);
            }
        }
    }
}
