//! Messages as rows: what was heard, and what it was last held to mean.

mod asked;

pub(crate) use asked::{
    anywhere, between, by_external, by_id, by_members, is_any_after, last, last_of, listening_since, named_media,
    of_day, position,
};

use super::Notes;
use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Tx};
use crate::text::{free, from_json, from_word, json, small};
use crate::{StoreError, args, row};
use domain::id::{ConversationId, Digest, ImportId, MessageId, OrgId, PersonId, PlaceId, TaskId, TicketNumber};
use domain::message::{Band, Form, Geo, Heard, Interpretation, Kind, Subject};
use domain::opinion::Advised;
use domain::situation::Situation;
use domain::ticket::{Category, Priority};
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the entry by which a message came in says beyond the struct.
pub(crate) struct Received<'a> {
    pub position: i64,
    pub edited: bool,
    pub file_name: &'a str,
    pub channel_name: &'a str,
    pub beside: &'a str,
}

static INSERT: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO messages
        (org, id, position, conversation, external, sender, sent_us, form, text, file_name, channel_name, beside, geo_lat,
        geo_lon, reply_to, mentions, forwarded, edited, import, changed_us, media, reader, kind, category, priority, place, ticket, task,
        day, confidence, language, why, band, opinion,
         transcript, misread, phone, snoozed_us, words_gone_us, file_gone_us)",
        40,
        "",
    )
});

const UPDATE: &str = "UPDATE messages
    SET media = $3, reader = $4, kind = $5, category = $6, priority = $7, place = $8, ticket = $9, task = $10,
    day = $11, confidence = $12, language = $13, band = $15, form = $16, text = $17,
    why = COALESCE($14, CASE WHEN $27 AND why IS NOT NULL THEN '[]' ELSE why END),
    file_name = CASE WHEN $27 THEN '' ELSE file_name END,
    channel_name = CASE WHEN $27 THEN '' ELSE channel_name END,
    beside = CASE WHEN $27 THEN '' ELSE beside END,
    geo_lat = $18, geo_lon = $19, changed_us = $20, edited = edited OR $21,
    opinion = NULLIF(COALESCE($22, opinion), ''), transcript = $23,
    misread = NULLIF(COALESCE($24, misread), ''), sender = $25, snoozed_us = $26, words_gone_us = $28,
    file_gone_us = $29
    WHERE org = $1 AND id = $2";

/// Writes messages that came in. One that another wrote meanwhile under the same external name is `Taken`.
pub(super) async fn insert(
    tx: &mut Tx,
    org: &OrgId,
    situation: &Situation,
    notes: &Notes<'_>,
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(notes.received.len());
    for (id, received) in &notes.received {
        let Some(heard) = situation.message(id) else { continue };
        let mut row = vec![
            org.as_str().into(),
            id.as_str().into(),
            received.position.into(),
            heard.conversation.as_str().into(),
            free(&heard.external),
            heard.sender.as_str().into(),
            heard.sent_at.us().into(),
            heard.form.word().into(),
            free(&heard.text),
            free(received.file_name),
            free(received.channel_name),
            free(received.beside),
            heard.geo.map(|geo| geo.lat).into(),
            heard.geo.map(|geo| geo.lon).into(),
            heard.reply_to.as_deref().map_or(Arg::Text(None), free),
            json(&heard.mentions).into(),
            heard.forwarded.into(),
            (received.edited || heard.changed_at.is_some()).into(),
            heard.import.as_ref().map(ImportId::as_str).into(),
            heard.changed_at.map(Instant::us).into(),
        ];
        row.extend(meaning(heard, notes));
        row.push(notes.opinions.get(id).and_then(Option::as_deref).into());
        row.push(heard.transcript.as_ref().map(json).into());
        row.push(notes.misread.get(id).and_then(Option::as_deref).into());
        row.push(heard.phone.as_ref().map(PersonId::as_str).into());
        row.push(heard.snoozed_until.map(Instant::us).into());
        row.push(heard.words_gone_at.map(Instant::us).into());
        row.push(heard.file_gone_at.map(Instant::us).into());
        rows.push(row);
    }
    INSERT.write(tx, rows).await
}

/// Rewrites what older messages, touched anew, say and are held to mean.
pub(super) async fn update(
    tx: &mut Tx,
    org: &OrgId,
    situation: &Situation,
    notes: &Notes<'_>,
) -> Result<(), StoreError> {
    let wordless = opinions_without_words(tx, org, &notes.wordless).await?;
    let older = situation.touched.messages.iter().filter(|id| !notes.received.contains_key(*id));
    for heard in older.filter_map(|id| situation.message(id)) {
        let mut args = args![org.as_str(), heard.id.as_str()];
        args.extend(meaning(heard, notes));
        args.extend([
            heard.form.word().into(),
            free(&heard.text),
            heard.geo.map(|geo| geo.lat).into(),
            heard.geo.map(|geo| geo.lon).into(),
            heard.changed_at.map(Instant::us).into(),
            heard.changed_at.is_some().into(),
            // No words are no opinion any more.
            notes
                .opinions
                .get(&heard.id)
                .or_else(|| wordless.get(&heard.id))
                .map(|opinion| opinion.as_deref().unwrap_or_default())
                .into(),
            heard.transcript.as_ref().map(json).into(),
            notes.misread.get(&heard.id).map(|misread| misread.as_deref().unwrap_or_default()).into(),
            heard.sender.as_str().into(),
            heard.snoozed_until.map(Instant::us).into(),
            notes.wordless.contains(&heard.id).into(),
            heard.words_gone_at.map(Instant::us).into(),
            heard.file_gone_at.map(Instant::us).into(),
        ]);
        tx.run_expecting(1, UPDATE, args).await?;
    }
    Ok(())
}

/// A second opinion as its column holds it: what was said, and on which words it rests.
pub(crate) fn opinion(advised: &Advised, evidence: &[String]) -> String {
    json(&(advised, evidence))
}

/// The second opinions of messages, without the words they rest on.
async fn opinions_without_words(
    tx: &mut Tx,
    org: &OrgId,
    ids: &BTreeSet<MessageId>,
) -> Result<BTreeMap<MessageId, Option<String>>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(MessageId::as_str).collect();
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(PICKED) {
        let rows: Vec<OpinionRow> = tx
            .all(
                "SELECT id, opinion
                FROM messages
                WHERE org = $1 AND opinion IS NOT NULL
                AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY id
                LIMIT 16",
                picked(org, chunk),
            )
            .await?;
        for row in rows {
            let (advised, _): (Advised, Vec<String>) = from_json("opinion", &row.opinion)?;
            found.insert(MessageId(row.id), Some(opinion(&advised, &[])));
        }
    }
    Ok(found)
}

row! {
    struct OpinionRow { id: String, opinion: String }
}

/// The columns that may change: the file, and the meaning. No reasons are given where none were said anew.
fn meaning(heard: &Heard, notes: &Notes<'_>) -> [Arg; 13] {
    let meaning = heard.meaning.as_ref();
    let (ticket, task, day) = match meaning.and_then(|meaning| meaning.about.as_ref()) {
        Some(Subject::Ticket(number)) => (Some(number.0), None, None),
        Some(Subject::Task(task, day)) => (None, Some(task.as_str()), day.map(|day| day.to_string())),
        None => (None, None, None),
    };
    [
        heard.media.as_ref().map(Digest::as_str).into(),
        meaning.map(|meaning| json(&meaning.by)).into(),
        meaning.map(|meaning| meaning.kind.word()).into(),
        meaning.and_then(|meaning| meaning.category).map(Category::word).into(),
        meaning.and_then(|meaning| meaning.priority).map(Priority::word).into(),
        meaning.and_then(|meaning| meaning.place.as_ref()).map(PlaceId::as_str).into(),
        ticket.into(),
        task.into(),
        day.into(),
        meaning.map(|meaning| f64::from(meaning.confidence)).into(),
        meaning.map_or(Arg::Text(None), |meaning| free(&meaning.language)),
        notes.reasons.get(&heard.id).map_or(Arg::Text(None), |reasons| json(reasons).into()),
        meaning.map(|meaning| meaning.band.word()).into(),
    ]
}

row! {
    #[derive(Debug)]
    pub(crate) struct MessageRow {
        id: String,
        position: i64,
        conversation: String,
        external: String,
        sender: String,
        phone: Option<String>,
        sent_us: i64,
        form: String,
        text: String,
        media: Option<String>,
        geo_lat: Option<f64>,
        geo_lon: Option<f64>,
        reply_to: Option<String>,
        mentions: String,
        forwarded: bool,
        changed_us: Option<i64>,
        import: Option<String>,
        reader: Option<String>,
        kind: Option<String>,
        category: Option<String>,
        priority: Option<String>,
        place: Option<String>,
        ticket: Option<i64>,
        task: Option<String>,
        day: Option<String>,
        confidence: Option<f64>,
        language: Option<String>,
        band: Option<String>,
        transcript: Option<String>,
        snoozed_us: Option<i64>,
        words_gone_us: Option<i64>,
        file_gone_us: Option<i64>,
    }
}

macro_rules! heard {
    ($tail:literal) => {
        concat!(
            "SELECT id, position, conversation, external, sender, phone, sent_us, form, text, media, geo_lat, geo_lon,
            reply_to, mentions, forwarded, changed_us, import, reader, kind, category, priority, place, ticket, task, day,
            confidence, language, band, transcript, snoozed_us, words_gone_us, file_gone_us
            FROM messages
            WHERE org = $1 AND ",
            $tail
        )
    };
}
pub(crate) use heard;

impl MessageRow {
    /// Where its entry stands.
    pub(crate) fn position(&self) -> i64 {
        self.position
    }

    /// The message a row tells of.
    pub(crate) fn heard(self) -> Result<Heard, StoreError> {
        let meaning = self.meaning()?;
        Ok(Heard {
            id: MessageId(self.id),
            external: self.external,
            conversation: ConversationId(self.conversation),
            sender: PersonId(self.sender),
            phone: self.phone.map(PersonId),
            sent_at: Instant::from_us(self.sent_us),
            form: from_word("form", Form::from_word(&self.form))?,
            text: self.text,
            media: self.media.map(Digest),
            geo: self.geo_lat.zip(self.geo_lon).map(|(lat, lon)| Geo { lat, lon }),
            reply_to: self.reply_to,
            mentions: from_json("mentions", &self.mentions)?,
            forwarded: self.forwarded,
            changed_at: self.changed_us.map(Instant::from_us),
            import: self.import.map(ImportId),
            transcript: self.transcript.map(|heard| from_json("transcript", &heard)).transpose()?,
            snoozed_until: self.snoozed_us.map(Instant::from_us),
            words_gone_at: self.words_gone_us.map(Instant::from_us),
            file_gone_at: self.file_gone_us.map(Instant::from_us),
            meaning,
        })
    }

    fn meaning(&self) -> Result<Option<Interpretation>, StoreError> {
        let (Some(kind), Some(reader)) = (&self.kind, &self.reader) else { return Ok(None) };
        let category = self.category.as_deref().map(|word| from_word("category", Category::from_word(word)));
        let priority = self.priority.as_deref().map(|word| from_word("priority", Priority::from_word(word)));
        let band = self.band.as_deref().map(|word| from_word("band", Band::from_word(word)));
        Ok(Some(Interpretation {
            by: from_json("reader", reader)?,
            kind: from_word("kind", Kind::from_word(kind))?,
            category: category.transpose()?,
            priority: priority.transpose()?,
            place: self.place.clone().map(PlaceId),
            about: subject(self.ticket, self.task.as_deref(), self.day.as_deref())?,
            #[expect(clippy::cast_possible_truncation, reason = "it was an f32 when it was written")]
            confidence: self.confidence.unwrap_or_default() as f32,
            band: band.transpose()?.unwrap_or_default(),
            language: self.language.clone().unwrap_or_default(),
        }))
    }
}

/// What three columns of a message say it speaks of.
pub(crate) fn subject(
    ticket: Option<i64>,
    task: Option<&str>,
    day: Option<&str>,
) -> Result<Option<Subject>, StoreError> {
    Ok(match (ticket, task) {
        (Some(number), _) => Some(Subject::Ticket(TicketNumber(small("ticket", number)?))),
        (None, Some(task)) => {
            let day: Option<Day> = day.map(|day| from_word("day", day.parse().ok())).transpose()?;
            Some(Subject::Task(TaskId::new(task), day))
        }
        (None, None) => None,
    })
}
