//! Messages to be said as rows.

use crate::bulk::Bulk;
use crate::sql::Tx;
use crate::text::{free, from_json, from_word, json, small};
use crate::{StoreError, args, row};
use domain::id::{OrgId, OutboundId, PersonId};
use domain::outbound::{Outbound, Purpose, State};
use domain::situation::Situation;
use domain::time::Instant;
use std::sync::LazyLock;

static OUTBOX: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO outbox
        (org, id, person, purpose, about, rung, language, not_before_us, state, external, text)",
        11,
        "ON CONFLICT (org, id) DO UPDATE SET state = excluded.state, external = excluded.external",
    )
});

/// The columns of a message to be said, and a condition on them.
macro_rules! outbox_sql {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, purpose, about, rung, language, not_before_us, state, external, text
            FROM outbox
            WHERE org = $1 AND ",
            $rest
        )
    };
}
pub(crate) use outbox_sql;

row! {
    #[derive(Debug)]
    pub(crate) struct OutboundRow {
        id: String,
        person: String,
        purpose: String,
        about: String,
        rung: i64,
        language: String,
        not_before_us: i64,
        state: String,
        external: Option<String>,
        text: String,
    }
}

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.outbounds.iter().filter_map(|id| situation.outbounds.get(id));
    let rows = touched.map(|outbound| {
        vec![
            org.as_str().into(),
            outbound.id.as_str().into(),
            outbound.to.as_str().into(),
            outbound.purpose.word().into(),
            json(&outbound.about).into(),
            i64::from(outbound.rung).into(),
            outbound.language.as_str().into(),
            outbound.not_before.us().into(),
            outbound.state.word().into(),
            outbound.external.as_deref().into(),
            free(&outbound.text),
        ]
    });
    OUTBOX.write(tx, rows.collect()).await
}

/// Those wanted since an instant, the last first, at most so many.
pub(crate) async fn since(tx: &mut Tx, org: &OrgId, from: Instant, limit: i64) -> Result<Vec<Outbound>, StoreError> {
    let rows: Vec<OutboundRow> = tx
        .all(
            outbox_sql!("not_before_us >= $2 ORDER BY not_before_us DESC, id DESC LIMIT $3"),
            args![org.as_str(), from.us(), limit],
        )
        .await?;
    rows.into_iter().map(OutboundRow::outbound).collect()
}

/// One of them.
pub(crate) async fn by_id(tx: &mut Tx, org: &OrgId, id: &OutboundId) -> Result<Option<Outbound>, StoreError> {
    let row: Option<OutboundRow> = tx.maybe(outbox_sql!("id = $2 LIMIT 1"), args![org.as_str(), id.as_str()]).await?;
    row.map(OutboundRow::outbound).transpose()
}

impl OutboundRow {
    /// The message a row tells of.
    pub(crate) fn outbound(self) -> Result<Outbound, StoreError> {
        let rung = small("rung", self.rung)?;
        Ok(Outbound {
            id: OutboundId(self.id),
            to: PersonId(self.person),
            purpose: from_word("purpose", Purpose::from_word(&self.purpose))?,
            about: from_json("about", &self.about)?,
            rung: from_word("rung", u8::try_from(rung).ok())?,
            language: self.language,
            not_before: Instant::from_us(self.not_before_us),
            state: from_word("state", State::from_word(&self.state))?,
            external: self.external,
            text: self.text,
        })
    }
}
