//! Looking at an export before anything is recorded: who speaks, from when to when, in which languages, what is unclear.

use super::{BATCH, ImportError, Reading, conversation};
use brain::{Context, Utterance};
use channels::export::{Body, DateFinding, DateOrder, Export, Line, Survey};
use channels::inbound::{Exported, inbound};
use domain::id::{ImportId, OrgId};
use serde::Serialize;
use std::collections::BTreeMap;
use store::desk::Desk;
use store::need::Need;

/// How many unreadable lines are listed by number; all are counted.
const UNREADABLE_LISTED_MAX: usize = 1_000;
/// How many messages are looked at to name the chat's languages.
const LANGUAGE_SAMPLE: usize = 2_000;
/// A language is named when it has this share of the sample.
const LANGUAGE_SHARE_PERCENT: u32 = 4;

/// What an export holds, before anything is recorded.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// The chat's name.
    pub name: String,
    /// The file.
    pub file: String,
    /// Messages by people.
    pub messages: u64,
    /// Who spoke and how often, the busiest first.
    pub people: Vec<Speaker>,
    /// The first message's time, with the zone's offset.
    pub first_at: Option<String>,
    /// The last message's time, with the zone's offset.
    pub last_at: Option<String>,
    /// Files there and not there.
    pub media: MediaCount,
    /// Lines by WhatsApp itself.
    pub system_lines: u64,
    /// Lines that cannot be read, at most a thousand.
    pub unreadable: Vec<Unreadable>,
    /// How many cannot be read.
    pub unreadable_lines: u64,
    /// Languages, the commonest first.
    pub languages: Vec<Share>,
    /// The order its dates are read in.
    pub date_order: DateOrder,
    /// Why in that order.
    pub date_reason: String,
    /// The zone its times are read in.
    pub timezone: String,
}

/// One who spoke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// As the phone showed them.
    pub name: String,
    /// How many messages.
    pub messages: u64,
}

/// A language and its share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// As a BCP 47 tag.
    pub language: String,
    /// Of the messages looked at.
    pub percent: u32,
}

/// Files of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MediaCount {
    /// Kept, or there to be kept.
    pub kept: u64,
    /// Named by a message, but not in the export.
    pub missing: u64,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    /// Its number, from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// Looks at an export without recording anything. Reads it twice, streaming.
///
/// # Errors
/// Whatever makes it unreadable, naming file, line and remedy.
pub fn preview(export: &Export, reading: &Reading) -> Result<Preview, ImportError> {
    let finding = export.date_finding()?;
    let order = finding.settle(reading.order, export.path())?;
    let survey = export.survey(order)?;
    let because = match (&finding, reading.order) {
        (_, Some(_)) => "as told".to_owned(),
        (DateFinding::Decided { because, .. }, None) => because.clone(),
        (DateFinding::Mixed { .. } | DateFinding::Undecided { .. }, None) => String::new(),
    };
    let (unreadable, languages) = sample(export, order)?;
    let name = export.name().to_owned();
    let shown = |at: Option<jiff::civil::DateTime>| at.map(|at| reading.zone.instant(at).rfc3339(&reading.zone));
    Ok(Preview {
        name,
        file: file_name(export),
        messages: survey.messages,
        people: speakers(&survey),
        first_at: shown(survey.first),
        last_at: shown(survey.last),
        media: MediaCount { kept: survey.media_present, missing: survey.media_missing },
        system_lines: survey.system_lines,
        unreadable,
        unreadable_lines: survey.unreadable_lines,
        languages,
        date_order: order,
        date_reason: because,
        timezone: reading.zone.name().to_owned(),
    })
}

/// How many messages of an export are known already.
///
/// # Errors
/// When the file or the database is at fault.
pub async fn known(
    desk: &Desk,
    org: &OrgId,
    export: &Export,
    reading: &Reading,
    preview: &Preview,
) -> Result<u64, ImportError> {
    let chat = conversation(&preview.name);
    let nobody = ImportId::new("preview");
    let mut known = 0;
    let mut batch: Vec<Exported> = Vec::with_capacity(BATCH);
    let mut lines = export.lines(preview.date_order)?;
    loop {
        let line = lines.next().transpose()?;
        let is_over = line.is_none();
        if let Some(Line::Message(message)) = line {
            batch.extend(inbound(&message, &chat, &reading.zone, &nobody));
        }
        if batch.len() >= BATCH || is_over {
            let times = batch.iter().map(|exported| exported.inbound.sent_at);
            if let (Some(first), Some(last)) = (times.clone().min(), times.max()) {
                let need = Need::at(last).heard_between(chat.id.clone(), first, last);
                let draft = desk.draft(org, &need).await?;
                let is_known = |exported: &&Exported| {
                    draft.situation().by_external(&chat.id, &exported.inbound.external).is_some()
                };
                known += batch.iter().filter(is_known).count() as u64;
            }
            batch.clear();
        }
        if is_over {
            return Ok(known);
        }
    }
}

fn sample(export: &Export, order: DateOrder) -> Result<(Vec<Unreadable>, Vec<Share>), ImportError> {
    let mut unreadable = Vec::new();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut sampled: usize = 0;
    for line in export.lines(order)? {
        match line? {
            Line::Unreadable { row, reason, .. } if unreadable.len() < UNREADABLE_LISTED_MAX => {
                unreadable.push(Unreadable { line: row, reason });
            }
            Line::Message(message) if sampled < LANGUAGE_SAMPLE => {
                if let Body::Text(said) = &message.body {
                    sampled += 1;
                    *counts.entry(language(&said.text)).or_default() += 1;
                }
            }
            Line::Message(_) | Line::System { .. } | Line::Unreadable { .. } => {}
        }
    }
    Ok((unreadable, shares(counts, sampled)))
}

fn shares(counts: BTreeMap<&'static str, usize>, sampled: usize) -> Vec<Share> {
    let mut named: Vec<(&str, usize)> = counts.into_iter().filter(|(language, _)| *language != "und").collect();
    named.sort_by_key(|(language, count)| (std::cmp::Reverse(*count), *language));
    let share = |(language, count): (&str, usize)| Share {
        language: language.to_owned(),
        percent: u32::try_from(count * 100 / sampled.max(1)).unwrap_or(0),
    };
    named.into_iter().map(share).filter(|share| share.percent >= LANGUAGE_SHARE_PERCENT).collect()
}

fn language(text: &str) -> &'static str {
    let utterance = Utterance { text, ..Utterance::default() };
    brain::Reader::of_words().read(&utterance, &Context::default()).language
}

fn speakers(survey: &Survey) -> Vec<Speaker> {
    let speaker = |(name, messages): (&String, &u64)| Speaker { name: name.clone(), messages: *messages };
    let mut speakers: Vec<Speaker> = survey.senders.iter().map(speaker).collect();
    speakers.sort_by(|a, b| b.messages.cmp(&a.messages).then_with(|| a.name.cmp(&b.name)));
    speakers
}

fn file_name(export: &Export) -> String {
    export.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
