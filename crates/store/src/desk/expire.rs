//! Removing what is over its time: one bounded step after another, each recorded and done as one.

use super::{Desk, write};
use crate::inbox::{self, Mailbox};
use crate::journal::{self, Head};
use crate::need::Need;
use crate::retention::{self, Place, STEP};
use crate::search::{self, Shelf};
use crate::sql::Tx;
use crate::views::orgs::{self, OrgRow};
use crate::{StoreError, ledger, openings};
use domain::draft::Draft;
use domain::id::MessageId;
use domain::message::Heard;
use domain::policy::retention::{Evidence, letter_may_go};
use domain::refusal::Refusal;
use domain::request::{Command, Request};
use domain::retention::{Expired, Trace};
use domain::situation::Situation;
use std::collections::{BTreeMap, BTreeSet};

/// What a step did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// How many went.
    pub removed: u64,
    /// Where to go on; none when nothing more is over its time.
    pub next: Option<Place>,
}

/// A step under way: what it knows, and what it has to do beside recording.
struct Going {
    situation: Situation,
    next: Option<Place>,
    /// Entries that lose their personal part.
    positions: Vec<i64>,
    /// The words that go.
    texts: Vec<String>,
    /// The files that go.
    files: Vec<String>,
}

impl Desk {
    /// Removes some of what is over its time, from the place on where the step before ended. The request is a
    /// [`Command::Expire`] that says what, kept for how many days, and before when; what goes is filled in here.
    ///
    /// # Errors
    /// Of the engine; nothing was changed then, except that raw deliveries may be gone without a word.
    pub async fn expire(
        &self,
        mut request: Request,
        after: Option<Place>,
    ) -> Result<Result<Step, Refusal>, StoreError> {
        let org = request.org.clone();
        // What it finds the entries of a message by.
        ledger::follow_all(&self.db, &org).await?;
        let Command::Expire(expired) = &mut request.command else { return Ok(Ok(Step::default())) };
        if expired.trace == Trace::Raw {
            let mut mailbox = Mailbox::open(&self.db).await?;
            expired.count = inbox::forget_raw(&mut mailbox, &org, expired.before).await?;
            mailbox.commit().await?;
        }
        let mut tx = self.db.begin().await?;
        let mut head = journal::lock(&mut tx, org.as_str()).await?;
        let row = orgs::ensure(&mut tx, &org).await?;
        let going = self.find(&mut tx, &row, &mut request, after).await?;
        let Command::Expire(expired) = &request.command else { return Ok(Ok(Step::default())) };
        let step = Step { removed: expired.count, next: going.next.clone() };
        match carry_out(&mut tx, (&mut head, &row), request, going).await? {
            Some(refusal) => {
                tx.rollback().await?;
                return Ok(Err(refusal));
            }
            None => tx.commit().await?,
        }
        if step.removed > 0 {
            self.bell.ring(&org, head.position, BTreeSet::new());
        }
        Ok(Ok(step))
    }

    /// Has the index overwrite what it still holds of words that went, and the engine what it kept of rows.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        search::scrub(&mut tx).await?;
        tx.commit().await?;
        self.db.settle().await;
        Ok(())
    }

    /// Looks what goes in this step, and fills it in.
    async fn find(
        &self,
        tx: &mut Tx,
        row: &OrgRow,
        request: &mut Request,
        after: Option<Place>,
    ) -> Result<Going, StoreError> {
        let org = request.org.clone();
        let mut ties = BTreeMap::new();
        let mut page = Vec::new();
        if let Command::Expire(expired) = &mut request.command {
            page = retention::over(tx, &org, (expired.trace, expired.before), after).await?;
            let ids = page.iter().map(|over| over.id.clone());
            match expired.trace {
                Trace::Words | Trace::Files => {
                    expired.messages = ids.map(MessageId).collect();
                    ties = retention::ties(tx, &org, &expired.messages).await?;
                    let about = page.iter().filter_map(|over| over.ticket);
                    expired.tickets = ties.values().flatten().copied().chain(about).collect();
                }
                Trace::Letters => expired.letters = ids.map(domain::id::OutboundId).collect(),
                Trace::Openings => expired.count = openings::forget_before(tx, &org, expired.before).await?,
                Trace::Raw => {}
            }
        }
        let situation = self.gather(tx, &org, Some(row), &Need::of([&*request])).await?;
        let is_full = page.len() as i64 == STEP;
        let mut going = Going {
            next: page.pop().filter(|_| is_full).map(|over| Place { us: over.us, id: over.id }),
            situation,
            positions: Vec::new(),
            texts: Vec::new(),
            files: Vec::new(),
        };
        if let Command::Expire(expired) = &mut request.command {
            match expired.trace {
                Trace::Words | Trace::Files => going.sift(expired, &ties),
                Trace::Letters => going.sift_letters(expired),
                Trace::Raw | Trace::Openings => going.next = None,
            }
            going.positions = retention::entries(tx, &org, expired, &going.situation).await?;
            expired.entries = going.positions.len() as u64;
        }
        Ok(going)
    }
}

impl Going {
    /// Leaves out what belongs to work that goes on.
    fn sift(&mut self, expired: &mut Expired, ties: &retention::Ties) {
        let evidence = Evidence::of(&self.situation);
        let lets_go = |heard: &Heard| {
            let is_tied = ties.get(&heard.id).is_some_and(|ties| ties.iter().any(|tie| evidence.goes_on(*tie)));
            !is_tied && evidence.lets_go(heard, expired.trace, expired.before)
        };
        let going: Vec<&Heard> = expired
            .messages
            .iter()
            .filter_map(|id| self.situation.message(id))
            .filter(|heard| lets_go(heard))
            .collect();
        let tickets =
            going.iter().flat_map(|heard| ties.get(&heard.id).into_iter().flatten().copied().chain(heard.ticket()));
        let tickets: BTreeSet<_> = tickets.collect();
        match expired.trace {
            Trace::Files => {
                self.files = going.iter().filter_map(|heard| Some(heard.media.as_ref()?.0.clone())).collect()
            }
            _ => {
                let titles = tickets.iter().filter_map(|number| self.situation.tickets.get(number));
                let titles = titles.map(|ticket| ticket.title.clone());
                self.texts = going.iter().map(|heard| heard.text.clone()).chain(titles).collect();
            }
        }
        expired.messages = going.into_iter().map(|heard| heard.id.clone()).collect();
        expired.tickets = tickets.into_iter().collect();
        expired.count = expired.messages.len() as u64;
    }

    fn sift_letters(&mut self, expired: &mut Expired) {
        let outbounds = &self.situation.outbounds;
        let before = expired.before;
        expired.letters.retain(|id| outbounds.get(id).is_some_and(|known| letter_may_go(known, before)));
        expired.count = expired.letters.len() as u64;
    }
}

/// Records what goes, and does it. What refuses it, if anything does.
async fn carry_out(
    tx: &mut Tx,
    (head, row): (&mut Head, &OrgRow),
    request: Request,
    going: Going,
) -> Result<Option<Refusal>, StoreError> {
    let org = request.org.clone();
    let mut draft = Draft::new(going.situation);
    if let Err(refusal) = draft.ask(request) {
        return Ok(Some(refusal));
    }
    write(tx, head, &org, row.slot, &draft).await?;
    journal::erase(tx, org.as_str(), &going.positions).await?;
    search::unlearn(tx, Shelf { org: &org, slot: row.slot }, &going.texts).await?;
    retention::spend(tx, &org, &going.files).await?;
    Ok(None)
}
