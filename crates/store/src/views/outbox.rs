//! Messages to be said as rows.

use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Tx};
use crate::text::{free, from_json, from_word, json, small};
use crate::{StoreError, args, row};
use domain::id::{OrgId, OutboundId, PersonId};
use domain::outbound::{Failure, Glimpse, Outbound, Purpose, State, Trouble};
use domain::situation::Situation;
use domain::time::Instant;
use std::sync::LazyLock;

/// How long what was begun counts for the limits of a pair and of our number, in minutes: longer than a burst is paid back.
const LATELY_MINUTES: i64 = 2;
/// As many as our number may send in that time.
const LATELY_MAX: i64 = 2_500;
/// How long a failure that concerned everybody may still hold, in minutes: a day.
const STOPS_MINUTES: i64 = 24 * 60;
/// Messages of two days that are glimpsed at: a thousand people a day who hear as much as they may.
const GLIMPSES_MAX: i64 = 24_000;
/// Such failures that are looked at.
const STOPS_MAX: i64 = 50;

static OUTBOX: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO outbox
        (org, id, person, purpose, about, rung, language, not_before_us, state, external, text, wanted_us, dress,
        begun_us, tries, again_us, told_us, failure, failure_code, failed_us, doubled, template, offer, chosen, quoted,
        paper, words_gone_us)",
        27,
        "ON CONFLICT (org, id) DO UPDATE SET state = excluded.state, external = excluded.external,
        dress = excluded.dress, begun_us = excluded.begun_us, tries = excluded.tries, again_us = excluded.again_us,
        told_us = excluded.told_us, failure = excluded.failure, failure_code = excluded.failure_code,
        failed_us = excluded.failed_us, doubled = excluded.doubled, chosen = excluded.chosen, text = excluded.text,
        template = excluded.template, quoted = excluded.quoted, paper = excluded.paper,
        words_gone_us = excluded.words_gone_us",
    )
});

/// The columns of a message to be said, and a condition on them.
macro_rules! outbox_sql {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, purpose, about, rung, language, not_before_us, state, external, text, wanted_us, dress,
            begun_us, tries, again_us, told_us, failure, failure_code, failed_us, doubled, template, offer,
            chosen, quoted, paper, words_gone_us
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
        wanted_us: i64,
        dress: Option<String>,
        begun_us: Option<i64>,
        tries: i64,
        again_us: Option<i64>,
        told_us: Option<i64>,
        failure: Option<String>,
        failure_code: Option<i64>,
        failed_us: Option<i64>,
        doubled: bool,
        template: Option<String>,
        offer: Option<String>,
        chosen: Option<String>,
        quoted: Option<String>,
        paper: Option<String>,
        words_gone_us: Option<i64>,
    }
}

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.outbounds.iter().filter_map(|id| situation.outbounds.get(id));
    OUTBOX.write(tx, touched.map(|outbound| columns(org, outbound)).collect()).await
}

fn columns(org: &OrgId, outbound: &Outbound) -> Vec<Arg> {
    let trouble = outbound.trouble.as_ref();
    let template = outbound.template.as_ref().map(json);
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
        outbound.external.as_deref().map_or(Arg::Text(None), free),
        free(&outbound.text),
        outbound.wanted_at.us().into(),
        outbound.dress.as_ref().map(json).into(),
        outbound.begun_at.map(Instant::us).into(),
        i64::from(outbound.tries).into(),
        outbound.again_at.map(Instant::us).into(),
        outbound.told_at.map(Instant::us).into(),
        trouble.map(|trouble| trouble.failure.word()).into(),
        trouble.and_then(|trouble| trouble.code).into(),
        trouble.map(|trouble| trouble.at.us()).into(),
        outbound.doubled.into(),
        template.as_deref().map_or(Arg::Text(None), free),
        outbound.offer.as_ref().map(json).into(),
        outbound.chosen.as_ref().map(json).into(),
        outbound.quoted.as_ref().map(json).as_deref().map_or(Arg::Text(None), free),
        outbound.paper.as_ref().map(json).as_deref().map_or(Arg::Text(None), free),
        outbound.words_gone_at.map(Instant::us).into(),
    ]
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

/// What people heard since an instant, where it stands in the list behind those that are in mind, the last first.
pub(crate) async fn glimpses(
    tx: &mut Tx,
    org: &OrgId,
    from: Instant,
    last: &Outbound,
) -> Result<Vec<(OutboundId, Glimpse)>, StoreError> {
    let rows: Vec<GlimpseRow> = tx
        .all(
            "SELECT id, person, purpose, about, rung, not_before_us, wanted_us, state
            FROM outbox
            WHERE org = $1 AND not_before_us >= $2 AND (not_before_us < $3 OR (not_before_us = $3 AND id < $4))
            ORDER BY not_before_us DESC, id DESC
            LIMIT $5",
            args![org.as_str(), from.us(), last.not_before.us(), last.id.as_str(), GLIMPSES_MAX],
        )
        .await?;
    rows.into_iter().map(GlimpseRow::glimpse).collect()
}

/// What caps are counted by, however many wait or were sent since: what was begun just now, and the last failures that concern
/// everybody with the last that passed.
pub(crate) async fn counted(tx: &mut Tx, org: &OrgId, at: Instant) -> Result<Vec<Outbound>, StoreError> {
    let (lately, today) = (at.plus_minutes(-LATELY_MINUTES), at.plus_minutes(-STOPS_MINUTES));
    let mut rows: Vec<OutboundRow> = tx
        .all(
            outbox_sql!("begun_us >= $2 ORDER BY begun_us DESC, id DESC LIMIT $3"),
            args![org.as_str(), lately.us(), LATELY_MAX],
        )
        .await?;
    // As the failures' remedies say: those that stop everybody, and the limits of number and account.
    let failed: Vec<OutboundRow> = tx
        .all(
            outbox_sql!(
                "begun_us >= $2 AND failure IN ('spam_limit', 'template_limit', 'payment', 'credentials', 'restricted',
                'number_limit', 'account_limit')
                ORDER BY begun_us DESC, id DESC
                LIMIT $3"
            ),
            args![org.as_str(), today.us(), STOPS_MAX],
        )
        .await?;
    let passed: Vec<OutboundRow> = tx
        .all(
            outbox_sql!("begun_us >= $2 AND external IS NOT NULL ORDER BY begun_us DESC, id DESC LIMIT 1"),
            args![org.as_str(), today.us()],
        )
        .await?;
    rows.extend(failed);
    rows.extend(passed);
    rows.into_iter().map(OutboundRow::outbound).collect()
}

/// One of them.
pub(crate) async fn by_id(tx: &mut Tx, org: &OrgId, id: &OutboundId) -> Result<Option<Outbound>, StoreError> {
    let row: Option<OutboundRow> = tx.maybe(outbox_sql!("id = $2 LIMIT 1"), args![org.as_str(), id.as_str()]).await?;
    row.map(OutboundRow::outbound).transpose()
}

/// Those of these that are known.
pub(crate) async fn by_ids(tx: &mut Tx, org: &OrgId, ids: &[&str]) -> Result<Vec<Outbound>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(PICKED) {
        let rows: Vec<OutboundRow> = tx
            .all(
                outbox_sql!(
                    "id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY id
                    LIMIT 16"
                ),
                picked(org, chunk),
            )
            .await?;
        found.extend(rows.into_iter().map(OutboundRow::outbound).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// Those of these that are known, by the channel's lasting names for them.
pub(crate) async fn by_external(tx: &mut Tx, org: &OrgId, externals: &[&str]) -> Result<Vec<Outbound>, StoreError> {
    let mut found = Vec::new();
    for chunk in externals.chunks(PICKED) {
        let rows: Vec<OutboundRow> = tx
            .all(
                outbox_sql!(
                    "external IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY external, id
                    LIMIT 16"
                ),
                picked(org, chunk),
            )
            .await?;
        found.extend(rows.into_iter().map(OutboundRow::outbound).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

row! {
    struct GlimpseRow {
        id: String,
        person: String,
        purpose: String,
        about: String,
        rung: i64,
        not_before_us: i64,
        wanted_us: i64,
        state: String,
    }
}

impl GlimpseRow {
    fn glimpse(self) -> Result<(OutboundId, Glimpse), StoreError> {
        let rung = small("rung", self.rung)?;
        let glimpse = Glimpse {
            to: PersonId(self.person),
            purpose: from_word("purpose", Purpose::from_word(&self.purpose))?,
            about: from_json("about", &self.about)?,
            rung: from_word("rung", u8::try_from(rung).ok())?,
            not_before: Instant::from_us(self.not_before_us),
            wanted_at: Instant::from_us(self.wanted_us),
            state: from_word("state", State::from_word(&self.state))?,
        };
        Ok((OutboundId(self.id), glimpse))
    }
}

impl OutboundRow {
    /// The message a row tells of.
    pub(crate) fn outbound(self) -> Result<Outbound, StoreError> {
        let rung = small("rung", self.rung)?;
        let trouble = self.trouble()?;
        Ok(Outbound {
            id: OutboundId(self.id),
            to: PersonId(self.person),
            purpose: from_word("purpose", Purpose::from_word(&self.purpose))?,
            about: from_json("about", &self.about)?,
            rung: from_word("rung", u8::try_from(rung).ok())?,
            language: self.language,
            not_before: Instant::from_us(self.not_before_us),
            offer: self.offer.as_deref().map(|offer| from_json("offer", offer)).transpose()?,
            chosen: self.chosen.as_deref().map(|chosen| from_json("chosen", chosen)).transpose()?,
            wanted_at: Instant::from_us(self.wanted_us),
            state: from_word("state", State::from_word(&self.state))?,
            external: self.external,
            dress: self.dress.as_deref().map(|dress| from_json("dress", dress)).transpose()?,
            begun_at: self.begun_us.map(Instant::from_us),
            tries: small("tries", self.tries)?,
            again_at: self.again_us.map(Instant::from_us),
            told_at: self.told_us.map(Instant::from_us),
            trouble,
            doubled: self.doubled,
            words_gone_at: self.words_gone_us.map(Instant::from_us),
            text: self.text,
            template: self.template.as_deref().map(|template| from_json("template", template)).transpose()?,
            paper: self.paper.as_deref().map(|paper| from_json("paper", paper)).transpose()?,
            quoted: self.quoted.as_deref().map(|quoted| from_json("quoted", quoted)).transpose()?,
        })
    }

    fn trouble(&self) -> Result<Option<Trouble>, StoreError> {
        let Some((word, at_us)) = self.failure.as_ref().zip(self.failed_us) else { return Ok(None) };
        let code = self.failure_code.map(|code| small("failure_code", code)).transpose()?;
        let failure = from_word("failure", Failure::from_word(word))?;
        Ok(Some(Trouble { failure, code, at: Instant::from_us(at_us) }))
    }
}
