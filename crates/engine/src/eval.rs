//! How well the reader does on scenarios whose truth is known, and on what an organisation's members said of its own messages,
//! beside two readers that know less; hides the sums.

mod corrections;
mod tally;

use crate::reader::Reader;
use crate::replay::replay;
use crate::scenario::{Line, Scenario, ScenarioError};
use brain::mind::Mind;
use brain::{CATEGORIES, Context, KINDS, Utterance};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tally::f1;

pub use corrections::of_corrections;
pub use tally::Share;
pub(crate) use tally::calibration_error;

/// A scenario with what its messages truly are.
#[derive(Debug)]
pub struct Case {
    scenario: Scenario,
    truth: BTreeMap<String, Label>,
}

#[derive(Debug, Deserialize)]
struct WithTruth {
    truth: Truth,
}

#[derive(Debug, Deserialize)]
struct Truth {
    messages: BTreeMap<String, Label>,
}

#[derive(Clone, Debug, Deserialize)]
struct Label {
    kind: String,
    category: Option<String>,
}

impl Case {
    /// Reads a scenario with its truth.
    ///
    /// # Errors
    /// When it is no scenario, or has no truth.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let WithTruth { truth } = serde_json::from_str(text)?;
        Ok(Self { scenario: Scenario::from_json(text)?, truth: truth.messages })
    }
}

/// One message: what it is, and what it was held to be.
#[derive(Clone, Debug)]
struct Answer {
    kind: String,
    category: Option<String>,
    said_kind: &'static str,
    said_category: Option<&'static str>,
    confidence: f32,
    band: &'static str,
    language: String,
    /// What its words alone were held to be.
    plain_kind: &'static str,
    plain_category: &'static str,
}

/// How well the reader did.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Chats heard; none for figures of what members said.
    pub scenarios: usize,
    /// The reader, then the two that know less.
    pub readers: Vec<ReaderLine>,
    /// Each kind of message.
    pub kinds: Vec<ClassLine>,
    /// Each category, of true issues.
    pub categories: Vec<ClassLine>,
    /// Each language in which at least one message was written.
    pub languages: Vec<LanguageLine>,
    /// Each band.
    pub bands: Vec<BandLine>,
    /// True issues that were read as something else and that nobody is to look at.
    pub issues_lost: Share,
}

/// A reader's figures over all messages.
#[derive(Debug, Serialize)]
pub struct ReaderLine {
    /// Which reader.
    pub name: &'static str,
    /// Kinds that were right.
    pub kinds: Share,
    /// The mean of the kinds' F1.
    pub kind_macro_f1: f64,
    /// F1 of issues.
    pub issue_f1: f64,
    /// Categories of true issues that were right.
    pub categories: Share,
    /// How far its confidence is from how often it is right; none when it says none.
    pub calibration_error: Option<f64>,
}

/// A class's figures.
#[derive(Debug, Serialize)]
pub struct ClassLine {
    /// Its word.
    pub name: &'static str,
    /// Of what was read as it, what is it.
    pub precision: Share,
    /// Of what is it, what was read as it.
    pub recall: Share,
    /// The harmonic mean of both.
    pub f1: f64,
    /// The same, by the words alone.
    pub plain_f1: f64,
    /// How far the confidence of what was read as it is from how often that is right: of a category that of the whole reading,
    /// which is the one that is shown.
    pub calibration_error: Option<f64>,
}

/// A language's figures.
#[derive(Debug, Serialize)]
pub struct LanguageLine {
    /// Its tag, as the reader guessed it.
    pub name: String,
    /// Kinds that were right.
    pub kinds: Share,
    /// The same, by the words alone.
    pub plain_kinds: Share,
    /// Issues read as issues.
    pub issue_recall: Share,
    /// Categories of true issues that were right.
    pub categories: Share,
    /// How far confidence is from how often it is right.
    pub calibration_error: f64,
}

/// A band's figures.
#[derive(Debug, Serialize)]
pub struct BandLine {
    /// Its word.
    pub name: &'static str,
    /// Messages in it.
    pub messages: Share,
    /// Kinds that were right.
    pub kinds: Share,
}

/// Hears every scenario with a reader, and works out how well it did.
///
/// # Errors
/// When a scenario cannot be heard.
pub async fn eval(cases: &[Case], mind: &Mind) -> Result<Card, ScenarioError> {
    let mut answers = Vec::new();
    for case in cases {
        let heard = replay(&case.scenario, Reader::from(mind.clone())).await?;
        let lines: BTreeMap<&str, &Line> = case.scenario.messages.iter().map(|line| (line.id.as_str(), line)).collect();
        for message in heard.messages() {
            let (Some(label), Some(line)) = (case.truth.get(&message.id), lines.get(message.id.as_str())) else {
                continue;
            };
            let (plain_kind, plain_category) = plain(line);
            answers.push(Answer {
                kind: label.kind.clone(),
                category: label.category.clone().filter(|_| label.kind == "issue"),
                said_kind: message.kind,
                said_category: message.category,
                confidence: message.confidence,
                band: message.band,
                language: message.language.clone(),
                plain_kind,
                plain_category,
            });
        }
    }
    Ok(card(cases.len(), &answers))
}

/// What a message's words are held to be by themselves, whoever says them and whatever was said before.
fn plain(line: &Line) -> (&'static str, &'static str) {
    let text = [&line.text, &line.transcript, &line.emoji].into_iter().find(|text| !text.is_empty());
    plain_text(text.map_or("", String::as_str))
}

fn plain_text(text: &str) -> (&'static str, &'static str) {
    let utterance = Utterance { text, is_group: true, ..Utterance::default() };
    let reading = brain::Reader::of_words().read(&utterance, &Context::default());
    (KINDS[reading.kind()], CATEGORIES[reading.category()])
}

fn card(scenarios: usize, answers: &[Answer]) -> Card {
    let sure: Vec<(f32, bool)> = answers.iter().map(|one| (one.confidence, one.is_right())).collect();
    let commonest = commonest(answers.iter().map(|one| one.kind.as_str()), &KINDS);
    let trade = commonest_category(answers);
    Card {
        scenarios,
        readers: vec![
            ReaderLine {
                calibration_error: Some(calibration_error(&sure)),
                ..reader("this reader", answers, |one| (one.said_kind, one.said_category))
            },
            reader("words alone", answers, |one| (one.plain_kind, Some(one.plain_category))),
            reader("always the commonest", answers, |_| (commonest, Some(trade))),
        ],
        kinds: KINDS.into_iter().map(|name| kind(name, answers)).collect(),
        categories: CATEGORIES.into_iter().map(|name| category(name, answers)).collect(),
        languages: languages(answers),
        bands: ["act", "ask", "triage"].into_iter().map(|name| band(name, answers)).collect(),
        issues_lost: Share::of(answers.iter().filter(|one| one.kind == "issue"), |one| {
            one.said_kind != "issue" && one.band == "act"
        }),
    }
}

impl Answer {
    fn is_right(&self) -> bool {
        self.kind == self.said_kind
    }
}

fn reader(
    name: &'static str,
    answers: &[Answer],
    said: impl Fn(&Answer) -> (&'static str, Option<&'static str>),
) -> ReaderLine {
    let pairs: Vec<(&str, &str)> = answers.iter().map(|one| (one.kind.as_str(), said(one).0)).collect();
    let present = KINDS.into_iter().filter(|kind| pairs.iter().any(|(truth, _)| truth == kind));
    let by_kind: Vec<f64> = present.map(|kind| f1(&pairs, kind)).collect();
    ReaderLine {
        name,
        kinds: Share::of(&pairs, |(truth, said)| truth == said),
        kind_macro_f1: by_kind.iter().sum::<f64>() / by_kind.len().max(1) as f64,
        issue_f1: f1(&pairs, "issue"),
        categories: Share::of(issues(answers), |one| one.category.as_deref() == said(one).1),
        calibration_error: None,
    }
}

fn kind(name: &'static str, answers: &[Answer]) -> ClassLine {
    let pairs: Vec<(&str, &str)> = answers.iter().map(|one| (one.kind.as_str(), one.said_kind)).collect();
    let plain: Vec<(&str, &str)> = answers.iter().map(|one| (one.kind.as_str(), one.plain_kind)).collect();
    let said = answers.iter().filter(|one| one.said_kind == name);
    let sure: Vec<(f32, bool)> = said.map(|one| (one.confidence, one.is_right())).collect();
    ClassLine { calibration_error: Some(calibration_error(&sure)), ..class(name, &pairs, &plain) }
}

fn category(name: &'static str, answers: &[Answer]) -> ClassLine {
    let truth = |one: &'_ Answer| one.category.clone().unwrap_or_default();
    let truths: Vec<String> = issues(answers).map(truth).collect();
    let with = |said: fn(&Answer) -> &'static str| -> Vec<(&str, &str)> {
        truths.iter().map(String::as_str).zip(issues(answers).map(said)).collect()
    };
    let said = issues(answers).filter(|one| one.said_category == Some(name));
    let sure: Vec<(f32, bool)> = said.map(|one| (one.confidence, one.category.as_deref() == Some(name))).collect();
    let line = class(name, &with(|one| one.said_category.unwrap_or_default()), &with(|one| one.plain_category));
    ClassLine { calibration_error: (!sure.is_empty()).then(|| calibration_error(&sure)), ..line }
}

fn class(name: &'static str, pairs: &[(&str, &str)], plain: &[(&str, &str)]) -> ClassLine {
    ClassLine {
        name,
        precision: Share::of(pairs.iter().filter(|(_, said)| *said == name), |(truth, _)| *truth == name),
        recall: Share::of(pairs.iter().filter(|(truth, _)| *truth == name), |(_, said)| *said == name),
        f1: f1(pairs, name),
        plain_f1: f1(plain, name),
        calibration_error: None,
    }
}

fn languages(answers: &[Answer]) -> Vec<LanguageLine> {
    let names: BTreeSet<&str> = answers.iter().map(|one| one.language.as_str()).collect();
    let line = |name: &str| {
        let own: Vec<Answer> = answers.iter().filter(|one| one.language == name).cloned().collect();
        let sure: Vec<(f32, bool)> = own.iter().map(|one| (one.confidence, one.is_right())).collect();
        LanguageLine {
            name: name.to_owned(),
            kinds: Share::of(&own, |one| one.is_right()),
            plain_kinds: Share::of(&own, |one| one.kind == one.plain_kind),
            issue_recall: Share::of(issues(&own), |one| one.is_right()),
            categories: Share::of(issues(&own), |one| one.category.as_deref() == one.said_category),
            calibration_error: calibration_error(&sure),
        }
    };
    let mut lines: Vec<LanguageLine> = names.into_iter().map(line).collect();
    lines.sort_by(|a, b| b.kinds.of.cmp(&a.kinds.of).then_with(|| a.name.cmp(&b.name)));
    lines
}

fn band(name: &'static str, answers: &[Answer]) -> BandLine {
    BandLine {
        name,
        messages: Share::of(answers, |one| one.band == name),
        kinds: Share::of(answers.iter().filter(|one| one.band == name), |one| one.is_right()),
    }
}

fn issues(answers: &[Answer]) -> impl Iterator<Item = &Answer> {
    answers.iter().filter(|one| one.category.is_some())
}

fn commonest_category(answers: &[Answer]) -> &'static str {
    commonest(issues(answers).filter_map(|one| one.category.as_deref()), &CATEGORIES)
}

/// The class that occurs most; the first of equals.
fn commonest<'a>(truths: impl Iterator<Item = &'a str>, classes: &[&'static str]) -> &'static str {
    let truths: Vec<&str> = truths.collect();
    let count = |class: &str| truths.iter().filter(|truth| **truth == class).count();
    let most = classes.iter().map(|class| count(class)).max().unwrap_or_default();
    classes.iter().find(|class| count(class) == most).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str = r#"{
        "name": "small", "timezone": "Asia/Kuala_Lumpur",
        "directory": {"sites": [{"name": "Green Court"}],
            "people": [{"name": "Ros", "phone": "+60123456789", "role": "resident"}]},
        "chats": [{"id": "ops", "kind": "group", "name": "Ops"}],
        "messages": [
            {"id": "m1", "chat": "ops", "from": "+60123456789", "at": "2026-11-02T09:00:00+08:00", "type": "text",
                "text": "Water leaking from the ceiling pipe at level 3"},
            {"id": "m2", "chat": "ops", "from": "+60123456789", "at": "2026-11-02T12:00:00+08:00", "type": "text",
                "text": "good morning all, happy deepavali"},
            {"id": "m3", "chat": "ops", "from": "+60123456789", "at": "2026-11-02T15:00:00+08:00", "type": "text",
                "text": "thanks everyone, have a nice weekend"}],
        "truth": {"messages": {"m1": {"kind": "issue", "category": "plumbing"}, "m2": {"kind": "chatter"},
            "m3": {"kind": "task"}}}}"#;

    #[tokio::test]
    async fn figures_say_what_was_right_and_what_not() {
        let card = eval(&[Case::from_json(SCENARIO).unwrap()], &Mind::of_words()).await.unwrap();
        let kinds: Vec<Share> = card.readers.iter().map(|reader| reader.kinds).collect();
        // The reader takes thanks for idle talk, which the truth calls work; whoever always says the commonest has one of three.
        assert_eq!(kinds[0], Share { hits: 2, of: 3 });
        assert_eq!(kinds[2], Share { hits: 1, of: 3 });
        let chatter = card.kinds.iter().find(|line| line.name == "chatter").unwrap();
        assert_eq!((chatter.precision, chatter.recall), (Share { hits: 1, of: 2 }, Share { hits: 1, of: 1 }));
        let plumbing = card.categories.iter().find(|line| line.name == "plumbing").unwrap();
        assert_eq!((plumbing.f1, plumbing.plain_f1), (1.0, 1.0));
        // One reading, and right: what is missing to being sure is off.
        assert!(plumbing.calibration_error.is_some_and(|error| error < 0.5), "{:?}", plumbing.calibration_error);
        assert!(
            card.categories.iter().filter(|line| line.name != "plumbing").all(|line| line.calibration_error.is_none())
        );
        assert_eq!(card.bands.iter().map(|band| band.messages.hits).sum::<usize>(), 3);
        assert_eq!(card.languages.iter().map(|line| line.kinds.of).sum::<usize>(), 3);
        assert_eq!(card.issues_lost, Share { hits: 0, of: 1 });
    }

    #[test]
    fn a_scenario_without_truth_is_refused() {
        let blind = SCENARIO.replace("\"truth\"", "\"said\"");
        assert!(Case::from_json(&blind).is_err());
    }
}
