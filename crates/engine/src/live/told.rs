//! What became of messages of ours, as statuses tell it: found by our mark, or by the channel's name for them.

use super::{BATCH, Live};
use channels::cloud_api::{Status, external};
use domain::id::OutboundId;
use domain::outbound::{Told, Word};
use domain::request::{Actor, Command};
use domain::situation::Situation;
use domain::time::Instant;
use store::StoreError;
use store::need::Need;

impl Live {
    /// Takes in what statuses tell of messages of ours, and gives back those that tell of others, or say what is new to
    /// us. In whatever order and however often they come, the same follows.
    pub(super) async fn note(&mut self, now: Instant, statuses: Vec<Status>) -> Result<Vec<Status>, StoreError> {
        let mut others = Vec::new();
        for batch in statuses.chunks(BATCH) {
            let need = batch.iter().fold(Need::at(now), |need, status| match status.outbound() {
                Some(outbound) => need.outbound(outbound),
                None => need.spoken(external(&status.wamid)),
            });
            let mut draft = self.desk.draft(&self.org, &need).await?;
            for status in batch {
                let told = status
                    .told()
                    .filter(|told| status.group.is_none() || status.who.handles().is_empty() || is_of_all(told));
                let Some((outbound, told)) = ours(draft.situation(), status).zip(told) else {
                    others.push(status.clone());
                    continue;
                };
                let command = Command::NoteTold { outbound, told: Box::new(told) };
                // Nothing that is known is refused.
                let _told = draft.ask(self.intake.request(now, Actor::Channel, command));
            }
            if !draft.draft.asked.is_empty() {
                self.desk.commit(&mut draft).await?;
            }
            self.desk.keep(draft);
        }
        Ok(others)
    }
}

/// Whether it holds for a group when one participant tells it: what did not reach one of them may have reached the others.
fn is_of_all(told: &Told) -> bool {
    matches!(told.word, Word::Reached(_))
}

/// The message of ours that a status tells of.
fn ours(situation: &Situation, status: &Status) -> Option<OutboundId> {
    if let Some(marked) = status.outbound() {
        return situation.outbounds.contains_key(&marked).then_some(marked);
    }
    let name = external(&status.wamid);
    let mut known = situation.outbounds.values();
    known.find(|outbound| outbound.external.as_ref() == Some(&name)).map(|outbound| outbound.id.clone())
}
